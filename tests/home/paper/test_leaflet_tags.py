"""The tags of leaflets, as far as a program can check what PDF/UA asks for.

Nobody has listened to the files, and veraPDF has not read them.
"""

from io import BytesIO

import pytest
from pypdf import PdfReader

from home.paper import typesetting
from home.paper.leaflets import FILE_NAME, LEAFLET_TYPES

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite_only,
    pytest.mark.skipif(not typesetting.is_available(), reason="WeasyPrint or Pango is missing"),
]


def elements(node, found=None) -> list[dict]:
    """Return the elements of a tag tree, in reading order."""
    found = [] if found is None else found
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            elements(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            elements(node["/K"], found)
    return found


def test_the_leaflet_of_an_article_is_tagged_and_complete(client, full_site):
    response = client.get(f"{full_site['article'].url}{FILE_NAME}")

    reader = PdfReader(BytesIO(response.content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-gb"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Ketamine"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    tree = elements(root["/StructTreeRoot"])
    tags = [element["/S"] for element in tree]
    assert tags.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/Link", "/Table", "/TH", "/TD", "/Figure"} <= set(tags)
    figures = [element for element in tree if element["/S"] == "/Figure"]
    assert all(figure.get("/Alt") for figure in figures)
    annotations = [note.get_object() for one in reader.pages for note in one.get("/Annots", ())]
    assert annotations
    assert all(note.get("/Contents") for note in annotations)
    assert "ref-" in "".join(str(note.get("/Dest", "")) for note in annotations)

    shown = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    for expected in ("Medically reviewed by", "Ada Byron", "1 Sep 2026", "References", "Wood PB"):
        assert expected in shown, expected
    assert f"http://testserver{full_site['article'].url}" in shown


def test_every_page_type_with_a_leaflet_has_its_heading_and_address(client, full_site):
    for page in full_site.values():
        if type(page) not in LEAFLET_TYPES:
            continue
        reader = PdfReader(BytesIO(client.get(f"{page.url}{FILE_NAME}").content))

        tags = [element["/S"] for element in elements(reader.trailer["/Root"]["/StructTreeRoot"])]
        assert tags.count("/H1") == 1, page
        assert "/Table" in tags, page
        assert reader.metadata.title == page.title
        shown = " ".join(reader.pages[0].extract_text().split())
        assert f"http://testserver{page.url}" in shown, page
