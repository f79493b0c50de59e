"""The program that makes one PDF: `python -m home.paper.pdf_process`.

It reads a document from its input and writes the file to its output. It is a process of its own
because laying out pages takes seconds of work and some hundred megabytes: in a server, every other
request would wait for that. It has no settings, no database and no network, and opens nothing but
the files in its input.
"""

import base64
import json
import resource
import sys

SCHEME = "leaflet:"
# Seconds of work and bytes of memory. The longest articles need a tenth of either.
MAX_CPU_SECONDS = 60
MAX_MEMORY = 2_000_000_000


def make_pdf(html: str, address: str, files: dict[str, bytes]) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1).

    It names no time but those of the document. The environment of `home.paper.typesetting` keeps
    the time of making out of the fonts as well.
    """
    # Imported here because it is not installed everywhere.
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        """Opens names in `files`, and no address of any kind."""

        def fetch(self, url, headers=None):
            name = url.removeprefix(SCHEME)
            if not url.startswith(SCHEME) or name not in files:
                raise ValueError(f"Not a file of this leaflet: {url[:100]}")
            kinds = {"css": "text/css", "svg": "image/svg+xml", "woff2": "font/woff2"}
            kind = kinds.get(name.rpartition(".")[2], "application/octet-stream")
            return URLFetcherResponse(url, files[name], {"Content-Type": kind})

    document = HTML(string=html, base_url=address, url_fetcher=OwnFilesOnly())
    return document.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=address.encode(),
        custom_metadata=False,
        optimize_images=True,
        dpi=200,
        jpeg_quality=85,
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    given = json.load(sys.stdin)
    files = {name: base64.b64decode(content) for name, content in given["files"].items()}
    sys.stdout.buffer.write(make_pdf(given["html"], given["address"], files))


if __name__ == "__main__":
    main()
