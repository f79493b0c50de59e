"""Load a kit into the database: all of it, or nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from articles.models import ArticlePage, EditorialSettings
from home.delivery import content_version
from home.kit.claims import report_claims
from home.kit.errors import KitError, Place
from home.kit.existing_pages import ExistingPages
from home.kit.fields import FieldDecoder
from home.kit.files import KitFileStore
from home.kit.format import KIT_FILE, check_files, read_kit_file
from home.kit.library import LibraryLoader
from home.kit.names import Names
from home.kit.objects import SnippetLoader
from home.kit.page_building import PageBuilder
from home.kit.page_files import PageFile, scan_pages
from home.kit.page_storing import BATCH_SIZE, PageStore
from home.kit.page_tree import TreePlan, reset_sequences
from home.kit.protection import restrict, set_lock
from home.kit.reading import KitFiles
from home.kit.report import CREATED, LoadReport
from home.kit.reviews import ReviewLoader
from home.kit.settings import load_settings
from home.kit.sources import SourceLoader
from home.kit.staff import StaffLoader
from home.kit.target_site import TargetSite
from home.kit.traffic import load_traffic
from home.kit.waivers import WaiverLoader
from home.kit.yaml_reading import as_text


class _DryRun(Exception):  # noqa: N818 - ends a transaction and reports no error
    pass


def load_kit(
    path: Path | str,
    *,
    variables: Mapping[str, str] | None = None,
    host: str | None = None,
    dry_run: bool = False,
    trust: bool = False,
    replace: bool = False,
    say: Callable[[str], object] = lambda line: None,
) -> LoadReport:
    """Load the kit in a folder or zip. Return what was done. Raise `KitError` and change nothing.

    `variables` are values for `{{ name }}` in the kit's texts. `host` is the site to load it into,
    by default the default site. What exists stays, unless `replace` is true. `trust` keeps
    published what was published at the kit's own site. A dry run does everything and takes it back.
    """
    report = LoadReport(say)
    with KitFiles.open(Path(path)) as kit:
        store = KitFileStore(kit)
        try:
            with transaction.atomic():
                _Load(kit, store, report, host, trust, replace).run(variables or {})
                if dry_run:
                    raise _DryRun
        except BaseException as error:
            store.discard()
            content_version.reset()
            if isinstance(error, DataError | IntegrityError):
                message = _("The database refuses something in this kit: %s")
                raise KitError(message % error) from error
            if not isinstance(error, _DryRun):
                raise
    return report


class _Load:
    """One load, inside of a transaction."""

    def __init__(
        self,
        kit: KitFiles,
        store: KitFileStore,
        report: LoadReport,
        host: str | None,
        trust: bool,
        replace: bool,
    ) -> None:
        self.kit, self.store, self.report = kit, store, report
        self.host, self.trust, self.replace = host, trust, replace

    def run(self, variables: Mapping[str, str]) -> None:
        fields = read_kit_file(self.kit, variables)
        check_files(self.kit)
        self.site_name = as_text(fields.get("name"), fields.place("name", Place(KIT_FILE)))
        self.pages = scan_pages(self.kit)
        self.report.say(_("%d pages in the kit.") % len(self.pages))
        self.target = TargetSite(self.host)
        home = self.target.home
        self.names = Names(home)
        self.decoder = FieldDecoder(self.names, self.store)
        self.staff = StaffLoader(
            self.kit, self.decoder, self.report, is_new_database=self.target.is_new_database
        )
        self.staff.load_groups()
        self.staff.load_users()
        plan = TreePlan(home, self.pages)
        plan.check_types()
        plan.assign_keys()
        plan.register(self.names)
        LibraryLoader(self.kit, self.decoder, self.report, self.target.found).load()
        SourceLoader(self.kit, self.decoder, self.report, replace=self.replace).load()
        is_new = home is None
        self.waivers = WaiverLoader(self.decoder)
        if not is_new:
            self.waivers.set_site(self.target.site.pk)
        snippets = SnippetLoader(
            self.kit,
            self.decoder,
            self.report,
            self.waivers,
            for_new_site=is_new,
            replace=self.replace,
        )
        snippets.load()
        self._load_pages(plan, is_new=is_new)
        snippets.give_to_site(self.target.site)
        report_claims(plan.new, snippets.created, self.report)
        load_traffic(self.kit, self.decoder, self.target.site, self.report)
        self.staff.grant(self.target.site)
        reset_sequences([model for model in apps.get_models() if model._meta.managed])
        content_version.bump()

    def _load_pages(self, plan: TreePlan, *, is_new: bool) -> None:
        root = Page.get_first_root_node()
        slug = self.target.choose_slug(root, self.pages[0].slug, self.site_name) if is_new else ""
        places = plan.places(root, slug)
        months: Any = EditorialSettings._meta.get_field("review_interval_months").get_default()
        reviews = ReviewLoader(self.decoder, months, self.trust, self.report.note)
        store = PageStore(places, reviews, self.waivers)
        builder = PageBuilder(self.kit, self.decoder)
        sources = {page.path: page for page in self.pages}
        self.report.new_pages = [page.path for page in plan.new]
        for page in plan.new:
            self.report.add("page", CREATED, f"/{page.path}")
        stored = 0
        for number, level in enumerate(_levels(plan.new)):
            for batch in _batches(level):
                built = [builder.build(page, sources) for page in batch]
                for each in built:
                    if each.source.alias_of is not None:
                        each.page.alias_of_id = sources[each.source.alias_of].pk
                    set_lock(each, self.decoder)
                store.store(built)
                for each in built:
                    restrict(each, self.decoder, self.report)
                stored += len(batch)
                if stored % 1000 < BATCH_SIZE and stored >= BATCH_SIZE:
                    self.report.say(_("%d pages stored.") % stored)
            if number == 0 and is_new:
                plan.update_parents()
                home = Page.objects.get(pk=self.pages[0].pk)
                self.target.set_root(home, self.site_name or home.title)
                self.waivers.set_site(self.target.site.pk)
                self._load_settings(is_new=True)
                self._load_workflows()
                editorial = EditorialSettings.for_site(self.target.site)
                reviews.months = editorial.review_interval_months
        existing = ExistingPages(builder, self.report, replace=self.replace)
        for page in self.pages:
            if page.exists:
                existing.visit(page, sources)
        if not is_new:
            plan.update_parents()
            self._load_settings(is_new=False)
            self._load_workflows()

    def _load_workflows(self) -> None:
        self.staff.load_workflows(self.target.site.root_page)

    def _load_settings(self, *, is_new: bool) -> None:
        load_settings(
            self.kit, self.decoder, self.target.site, self.report, overwrite=is_new or self.replace
        )


def _levels(pages: Iterable[PageFile]) -> Iterator[list[PageFile]]:
    """Yield the pages level by level; articles come after all others, since they show people."""

    def rank(page: PageFile) -> tuple[bool, bool, int]:
        return issubclass(page.model, ArticlePage), page.alias_of is not None, page.depth

    for _rank, level in groupby(sorted(pages, key=rank), rank):
        yield list(level)


def _batches(pages: Iterable[PageFile]) -> Iterator[list[PageFile]]:
    rows = iter(pages)
    while batch := list(islice(rows, BATCH_SIZE)):
        yield batch
