"""An import of references continues on another machine."""

from html import unescape

from tests.served.conftest import ClinicPages
from tests.served.editor_client import EditorClient
from tests.served.site_server import SiteServer

UPLOAD = "/admin/references/import/"
TEXT = (
    "TY  - JOUR\nTI  - Known to both\nAU  - Wood, PB\nT2  - J Pain\nPY  - 2006\nVL  - 7\nER  - \n"
)


def test_an_upload_is_imported_by_another_machine(
    first: SiteServer, second: SiteServer, clinic: ClinicPages
):
    here, there = EditorClient(first.url), EditorClient(second.url)

    preview = here.send(UPLOAD, "form[enctype]", text=TEXT)
    done = there.send(preview, "form.import", row="1", **{"import": "1"})

    assert "1 new reference" in unescape(here.get(done).text)
    assert "Known to both" in there.get(f"{UPLOAD}references.ris").text
