"""Everything that visitors can read: the responses at all public addresses, and the files.

`PublicBytes.changed_by` is quick where the database shows that nothing public can have changed: the
rows of models that visitors never see (`PRIVATE_MODELS`) and what only describes a draft do not
count.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.models import Page

from articles.models import CategoryIndexPage
from home.discovery.syndication.markdown import markdown_url
from home.models import ClinicImage, ClinicRendition
from tests.helpers import clear_all_caches
from tests.home.roles.clinic import Clinic
from tests.home.roles.models import PRIVATE_MODELS

# Columns of drafts, locks and workflows.
DRAFT_COLUMNS = {
    "draft_title",
    "has_unpublished_changes",
    "latest_revision",
    "latest_revision_created_at",  # a date of last resort, which published pages do not need
    "locked",
    "locked_at",
    "locked_by",
    "numchild",  # new drafts are rows of their own
    "file_size",  # read from the file when an editor first opens it
}
ARTICLE_FORMS = ("references.ris", "references.json", "cite.ris", "cite.json")
ADDRESSES = (
    *("/feed/", "/llms.txt", "/sitemap.xml", "/robots.txt", "/.well-known/security.txt"),
    *(
        "/search/",
        "/search/?q=ketamine",
        "/search/?q=read",
        "/search/?q=typed",
        "/search/suggest/?q=ket",
        "/old/",
    ),
    *("/nowhere/", "/typed/", "/blog/?condition=neuropathy", "/blog/?sort=title"),
)
MEDIA_URL = re.compile(rb'/media/[^\s"?,]+')
# The enquiry form has the time, signed.
TIMESTAMP = re.compile(rb'name="page-token" value="[^"]*"')

WRITE = re.compile(r'(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')

# A new row of these is shown as soon as a page or a setting names it, which is a change of that.
SHOWN_IF_NAMED = {
    "articles.Reference",
    "home.ClinicImage",
    "home.ClinicRendition",
    "wagtaildocs.Document",
}

Row = tuple[Any, ...]


class PublicBytes:
    """The public bytes as they were at first, and what has changed since."""

    def __init__(self, clinic: Clinic) -> None:
        home = clinic.pages["home"]
        live = Page.objects.live().descendant_of(home, inclusive=True)
        self.addresses = [*ADDRESSES, clinic.document.url]
        for page in live.specific():
            url = page.url
            self.addresses.append(url)
            if markdown := markdown_url(page):
                self.addresses.append(markdown)
            if page.pk in (clinic.pages["article"].pk, clinic.pages["alias"].pk):
                self.addresses += [f"{url}{name}" for name in ARTICLE_FORMS]
            if isinstance(page, CategoryIndexPage):
                self.addresses.append(f"{url}feed/")
        self.files: dict[Path, bytes] = {}
        self.is_written = True
        self.private_tables = {
            model._meta.db_table
            for model in apps.get_models(include_auto_created=True)
            if model._meta.label in PRIVATE_MODELS
        }
        self.before = dict(self._read())
        for model in (ClinicImage, ClinicRendition, type(clinic.document)):
            for each in model.objects.all():
                self.files[Path(each.file.path)] = Path(each.file.path).read_bytes()
        self.rows = read_public_rows()

    def _read(self) -> Iterator[tuple[str, str]]:
        """Yield a digest of the response at each address, and of each file that pages name."""
        clear_all_caches()
        try:
            yield from self._responses(Client())
        finally:
            clear_all_caches()  # what has been read may be undone

    def _responses(self, client: Client) -> Iterator[tuple[str, str]]:
        files: set[str] = set()
        for address in self.addresses:
            response = client.get(address)
            content = response.getvalue() if response.streaming else response.content
            content = TIMESTAMP.sub(b"", content)
            head = f"{response.status_code} {response.get('Location', '')}\n"
            yield address, digest(head.encode() + content)
            named = {url.decode() for url in MEDIA_URL.findall(content)} - files
            files |= named
            for url in sorted(named):
                yield url, digest(self._file(url))

    def _file(self, url: str) -> bytes:
        path = Path(settings.MEDIA_ROOT) / url.removeprefix(settings.MEDIA_URL)
        return path.read_bytes() if path.exists() else b""

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note whether rows of public models are written."""
        self.is_written = False
        with written_tables() as written:
            yield
        self.is_written = bool(written - self.private_tables)

    def changed_models(self, *, added: bool = True) -> set[str]:
        """Return the labels of the models whose public rows are not as they were.

        Without `added`, new rows that no page names yet do not count.
        """
        if not self.is_written:
            return set()
        now = read_public_rows()
        return {
            label
            for label, rows in self.rows.items()
            if now[label] != rows
            and (added or label not in SHOWN_IF_NAMED or not set(rows) <= set(now[label]))
        }

    def changes(self) -> Iterator[str]:
        """Yield the addresses that are not as they were."""
        if self.changed_models(added=False) or self._changed_files():
            for address, now in self._read():
                if self.before.get(address) != now:
                    yield address

    def _changed_files(self) -> list[Path]:
        return [
            path
            for path, content in self.files.items()
            if not path.exists() or path.read_bytes() != content
        ]

    def restore_files(self) -> None:
        for path in self._changed_files():
            path.write_bytes(self.files[path])


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Yield a set that receives the names of the tables that are written to."""
    written: set[str] = set()

    def note(execute: Any, sql: str, *args: Any) -> Any:
        if found := WRITE.match(sql):
            written.add(found[1])
        return execute(sql, *args)

    with connection.execute_wrapper(note):
        yield written


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_public_rows() -> dict[str, list[Row]]:
    """Return the rows of each model that visitors may see something of."""
    return {model._meta.label: rows_of(model) for model in public_models()}


def public_models() -> list[Any]:
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.label not in PRIVATE_MODELS
    ]


def rows_of(model: Any) -> list[Row]:
    """Return the rows as they are stored, without loading fields."""
    fields = [each for each in model._meta.local_concrete_fields if each.name not in DRAFT_COLUMNS]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(each.column) for each in fields)
    order = quote(model._meta.pk.column)
    with connection.cursor() as cursor:
        table = quote(model._meta.db_table)
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY {order}")  # noqa: S608 - names
        return cursor.fetchall()
