"""Steps of a transfer of a site, in a process with a database and uploads of its own.

`python -m tests.served.kit_process build:clinic read:before.json save:site.zip`
"""

import hashlib
import json
import re
import sys
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
from pypdf import PdfReader

ROBOTS = ("/robots.txt", "/sitemap.xml", "/llms.txt", "/.well-known/security.txt", "/favicon.ico")
MISSING = ("/nowhere/", "/articles/nowhere/", "/media/nowhere.png", "/old/", "/private/")
SEARCHES = ("/search/?q=ketamine", "/search/?q=pain", "/search/?q=read", "/search/suggest/?q=ket")
ADDRESS = re.compile(
    rb'(?:href|src)="([^"]+)"|content="((?:https?:/)?/[^"]+)"|<loc>([^<]+)</loc>|\]\((\S+?)\)'
)
SOURCE_SET = re.compile(rb'srcset="([^"]+)"')
# The form has the time, signed; an address in llms.txt may end a sentence.
TIMESTAMP = re.compile(rb'name="page-token" value="[^"]*"')
HOST = "testserver"


def build(kind: str) -> None:
    # Models are there after the setup of Django.
    from home.sample.loader import load_sample_site
    from tests.home.roles.clinic import create_clinic

    if kind == "sample":
        load_sample_site()
    else:
        create_clinic()


def load(kit: str) -> None:
    from home.kit.load import load_kit

    load_kit(kit, trust=True)


def save(kit: str) -> None:
    from home.kit.save import save_kit

    save_kit(kit)


def read(file: str) -> None:
    """Write a digest of the response at every public address that leads from the home page."""
    from wagtail.models import Page

    waiting = ["/", *ROBOTS, *MISSING, *SEARCHES]
    waiting += [page.url for page in Page.objects.live().order_by("pk") if page.url]
    found: dict[str, str] = {}
    while waiting:
        address = waiting.pop()
        if address not in found:
            found[address], links = read_address(address)
            waiting += links
    Path(file).write_text(json.dumps(found, indent=1, sort_keys=True))


def read_address(address: str) -> tuple[str, list[str]]:
    """Return the digest of a response, and the addresses of this site in it."""
    from django.conf import settings
    from django.test import Client

    path = urlsplit(address).path
    if path.startswith(settings.MEDIA_URL):
        stored = Path(settings.MEDIA_ROOT) / path.removeprefix(settings.MEDIA_URL)
        content, head = stored.read_bytes() if stored.exists() else b"", "file"
    elif path.startswith(settings.STATIC_URL):
        return "static", []
    else:
        response = Client().get(address)
        content = response.getvalue() if response.streaming else response.content
        names = ("Location", "Last-Modified", "Content-Type", "Link", "Cache-Control")
        head = " ".join([str(response.status_code), *(response.get(name, "") for name in names)])
    if path.startswith("/documents/"):
        head = str(response.status_code)  # the time and hash of the file are of its copy
    if "application/pdf" in head:
        content = read_pdf(content)
    content = TIMESTAMP.sub(b"", content)
    digest = hashlib.sha256(head.encode() + content).hexdigest()
    if head == "file" or ("html" not in head and "xml" not in head and "text" not in head):
        return digest, []
    named = [next(filter(None, match)) for match in ADDRESS.findall(content)]
    for sources in SOURCE_SET.findall(content):
        named += [source.split()[0] for source in sources.split(b",") if source.split()]
    links = []
    for each in named:
        parts = urlsplit(urljoin(f"http://{HOST}{address}", each.decode().replace("&amp;", "&")))
        is_page = parts.scheme in ("http", "https") and parts.path.startswith("/")
        if parts.hostname == HOST and is_page and not parts.path.startswith("/cms"):
            links.append(parts._replace(scheme="", netloc="", fragment="").geturl())
    return digest, links


def read_pdf(content: bytes) -> bytes:
    """Return the words on each page. The bytes differ from one making to the next."""
    return "\f".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).encode()


STEPS = {"build": build, "load": load, "save": save, "read": read}

if __name__ == "__main__":
    django.setup()
    for step in sys.argv[1:]:
        name, _colon, value = step.partition(":")
        STEPS[name](value)
