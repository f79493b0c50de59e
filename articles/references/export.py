"""Sources as files for reference managers."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from articles.references.formats import csl, ris_writing
from articles.references.source import Source

WRITERS = {
    "ris": (ris_writing.write, "application/x-research-info-systems"),
    "json": (csl.write, "application/vnd.citationstyles.csl+json"),
}


def source_file_response(sources: Iterable[Source], name: str, suffix: str) -> HttpResponse:
    """Return the sources as a file to download; `suffix` is a key of `WRITERS`."""
    write, content_type = WRITERS[suffix]
    return HttpResponse(
        write(sources),
        content_type=f"{content_type}; charset=utf-8",
        headers={"Content-Disposition": content_disposition_header(True, f"{name}.{suffix}")},
    )
