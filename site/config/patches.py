"""The register of everything this site replaces or relies on that is not public API.

A system check runs the probe of each entry, and fails with the entry's name when what it relies on
has changed. It warns of versions that no one has tried yet: UPGRADING.md says what to look at.
"""

import inspect
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.core import checks
from django.core.handlers.wsgi import WSGIHandler
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper
from django.db.models import QuerySet
from django.utils.module_loading import import_string
from psycopg import Connection
from psycopg_pool import ConnectionPool
from wagtail import admin, blocks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.templatetags import wagtailadmin_tags
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.contrib.frontend_cache.backends import HTTPBackend
from wagtail.contrib.frontend_cache.tasks import purge_urls_from_cache_task
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile
from wagtail.models import Page, PageViewRestriction, ReferenceIndex
from wagtail.query import PageQuerySet

from config.exports import preprocess_safely
from config.patch_probes import (
    has_attributes,
    has_columns,
    has_no_redirect_handler_of_wagtail,
    has_our_view,
    has_parameters,
    has_search_classes,
    reads_site_of_request,
    stores_commit_hooks_second,
    updates_aliases_when_publishing,
    uses_prefetched_renditions,
)
from home.walls.filters import has_limited_filters

# The minor versions that the whole suite has run with.
TRIED_VERSIONS = {"django": "5.2", "wagtail": "8.0", "modelsearch": "1.3", "granian": "2.8"}
ADMIN_API_ACTIONS = {
    *("convert_alias", "copy", "copy_for_translation", "create_alias", "delete", "move"),
    *("publish", "revert_to_page_revision", "unpublish"),
}
ADMIN_FOLDER = Path(admin.__file__).parent
# Selectors of our admin scripts, and the files of Wagtail's admin that render them.
ADMIN_SELECTORS = {
    "data-contentpath": "templates/wagtailadmin/shared/formatted_field.html",
    "w-panel__wrapper": "templates/wagtailadmin/panels/multi_field_panel_child.html",
    "c-sf-block__type": "static/wagtailadmin/js/telepath/blocks.js",
    "draftailEditor": "static/wagtailadmin/js/draftail.js",
}


class Patch(NamedTuple):
    """Something internal that our code relies on; `probe` returns False when it has changed."""

    name: str
    where: str
    reason: str
    probe: Callable[[], bool]
    upstream: str = ""


PATCHES = (
    Patch(
        "The page actions of the admin API",
        "articles.publishing.api",
        "The gate has to see every action that publishes. The API is internal; v3 may replace it.",
        lambda: PagesAdminAPIViewSet.actions.keys() == ADMIN_API_ACTIONS,
    ),
    Patch(
        "The aliases of a page",
        "articles.publishing.bulk",
        "Wagtail makes aliases public while their original is scheduled, and fails to publish them"
        " in bulk.",
        updates_aliases_when_publishing,
    ),
    Patch(
        "Raw SQL on the tables of pages",
        "home.delivery.page_lookup",
        "One query finds an article without the time Django takes to compile it.",
        lambda: (
            has_columns(Page, "wagtailcore_page", "id", "slug", "url_path")
            and has_columns(PageViewRestriction, "wagtailcore_pageviewrestriction", "page_id")
        ),
    ),
    Patch(
        "The site cached on a request",
        "home.delivery.sites",
        "Wagtail looks the site up for each request, with a query for its home page.",
        reads_site_of_request,
    ),
    Patch(
        "The filters of lists of pages",
        "home.walls.filters",
        "Staff of one clinic choose among their own people, not those of all clinics.",
        has_limited_filters,
    ),
    Patch(
        "The tag with the address of the admin",
        "home.walls.mails",
        "Mails about a page lead to the site of its clinic. Wagtail knows one address only.",
        lambda: (
            has_parameters(wagtailadmin_tags.base_url_setting, "default")
            and "base_url_setting" in wagtailadmin_tags.register.tags
        ),
    ),
    Patch(
        "The list of hooks that run on commit",
        "home.delivery.content_version",
        "A transaction adds one row to the content version, also after a savepoint is rolled back.",
        stores_commit_hooks_second,
    ),
    Patch(
        "The search backends of modelsearch",
        "home.discovery.search.backend",
        "Both databases index the same plain words. The package promises no stable API.",
        has_search_classes,
    ),
    Patch(
        "The signal handlers that create redirects",
        "home.redirects.signals",
        "Wagtail's are disconnected: drafts that were never public need no redirects.",
        has_no_redirect_handler_of_wagtail,
    ),
    Patch(
        "The prefetched renditions of an image",
        "articles.blocks.media",
        "The images of all figures are loaded together with their renditions.",
        uses_prefetched_renditions,
    ),
    Patch(
        "The child blocks of the image block",
        "articles.blocks.media",
        "Three are replaced after __init__, for other labels and a faster chooser.",
        lambda: ImageBlock().child_blocks.keys() == {"image", "decorative", "alt_text"},
    ),
    Patch(
        "Validation of drafts that changes shared blocks",
        "articles.blocks.base",
        "Needs a lock, because all threads of a process share the block definitions.",
        lambda: (
            "self.defer_required_validation()" in inspect.getsource(blocks.Block.clean_deferred)
        ),
        "https://github.com/wagtail/wagtail/issues/14240 is related",
    ),
    Patch(
        "The autosave attributes of the page editor",
        "articles.editorial.viewsets",
        "The side panels are not rendered again for each autosave.",
        lambda: (
            hasattr(CreateView, "expects_json_response")
            and hasattr(EditView, "hydrate_create_view")
        ),
    ),
    Patch(
        "The annotations of page listings",
        "articles.editorial.listing_views",
        "The list of articles filters by the schedule, and omits annotations it does not show.",
        lambda: (
            hasattr(IndexView, "annotate_queryset")
            and "_approved_schedule" in inspect.getsource(PageQuerySet.annotate_approved_schedule)
        ),
    ),
    Patch(
        "The URLs of form submissions in the admin",
        "home.wagtail_hooks",
        "Ours come first in the order of INSTALLED_APPS: enquiries are readable by few users.",
        lambda: (
            has_our_view("wagtailforms:index")
            and has_our_view("wagtailforms:delete_submissions", 1)
        ),
    ),
    Patch(
        "The URLs for logging in and for page passwords",
        "config.urls",
        "Ours come first: they limit attempts and ask for the second factor.",
        lambda: (
            has_our_view("wagtailadmin_login")
            and has_our_view("wagtailadmin_password_reset")
            and has_our_view("wagtailcore_login")
            and has_our_view("wagtailcore_authenticate_with_password", 1, 1)
            and has_our_view("wagtaildocs_authenticate_with_password", 1)
        ),
    ),
    Patch(
        "The new password of a user who is being saved",
        "home.audit.receivers",
        "It tells a new password from one that is hashed again: only the first ends sessions.",
        lambda: (
            has_attributes(AbstractBaseUser, "_password")
            and "self._password = None" in inspect.getsource(AbstractBaseUser.check_password)
        ),
    ),
    Patch(
        "The file field of images",
        "home.models.image",
        "Uploads are stripped of private metadata. Migrations name Wagtail's class.",
        lambda: (
            WagtailImageField().deconstruct()[1] == "wagtail.images.models.WagtailImageField"
            and has_parameters(WagtailImageFieldFile.save, "self", "name", "content", "save")
        ),
    ),
    Patch(
        "The task that purges URLs",
        "home.delivery.cdn.purging",
        "It is called for one cache at a time, so that a failing cache does not affect others.",
        lambda: (
            has_parameters(purge_urls_from_cache_task.func, "urls", "backend_settings", "backends")
            and has_parameters(HTTPBackend.purge, "self", "url")
        ),
    ),
    Patch(
        "The name of the task that updates the reference index",
        "config.task_backends",
        "It has to run at once: objects in use must not be deleted.",
        lambda: (
            import_string("wagtail.tasks.update_reference_index_task").module_path
            == "wagtail.tasks.update_reference_index_task"
        ),
    ),
    Patch(
        "Waiting for PostgreSQL, and the pool of a connection",
        "config.bounded_connection",
        "The time to wait is limited, more so for the empty statement with which the pool checks "
        "connections. The pool is renewed when the server is silent.",
        lambda: (
            has_parameters(Connection.wait, "self", "gen", "interval", "timeout")
            and 'conn.execute("")' in inspect.getsource(ConnectionPool.check_connection)
            and has_attributes(ConnectionPool, "drain")
            and has_attributes(PostgreSQLWrapper, "pool")
        ),
    ),
    Patch(
        "Creating a request",
        "config.handler",
        "Django reads the query with the charset of the Content-Type, outside of error handling.",
        lambda: has_attributes(WSGIHandler, "request_class"),
    ),
    Patch(
        "Helpers of the page tree and the reference index",
        "home.seeding",
        "Thousands of pages are inserted at once for benchmarks.",
        lambda: (
            has_attributes(Page, "_str2int", "_get_path")
            and has_attributes(QuerySet, "_batched_insert")
            and has_attributes(ReferenceIndex, "_get_content_path_hash")
        ),
    ),
    Patch(
        "What the reference index extracts from an object",
        "home.kit.page_storing",
        "The uses of a batch of loaded pages are written at once.",
        lambda: has_attributes(
            ReferenceIndex, "_extract_references_from_object", "_get_content_path_hash"
        ),
    ),
    Patch(
        "The cells of exported spreadsheets",
        "config.exports",
        "Titles and names that begin like a formula would run in a spreadsheet.",
        lambda: (
            SpreadsheetExportMixin.preprocess_field_value is preprocess_safely
            and "preprocess_field_value" in inspect.getsource(SpreadsheetExportMixin.write_csv_row)
            and "preprocess_field_value"
            in inspect.getsource(SpreadsheetExportMixin.generate_xlsx_row)
        ),
    ),
    Patch(
        "The elements of the page editor",
        "site/static/admin/js",
        "Our scripts find fields, panels and blocks by Wagtail's attributes and class names.",
        lambda: all(
            selector in (ADMIN_FOLDER / file).read_text()
            for selector, file in ADMIN_SELECTORS.items()
        ),
    ),
)


@checks.register(checks.Tags.compatibility)
def check_patches(**kwargs: Any) -> list[checks.CheckMessage]:
    hint = "See site/config/UPGRADING.md."
    messages: list[checks.CheckMessage] = []
    for patch in PATCHES:
        try:
            is_unchanged = patch.probe()
        except Exception:  # the probe may fail in any way
            is_unchanged = False
        if not is_unchanged:
            text = f"{patch.name} changed: {patch.where} relies on it. {patch.reason}"
            messages.append(checks.Error(text, hint=hint, id="config.E003"))
    for package, tried in TRIED_VERSIONS.items():
        installed = version(package)
        if not f"{installed}.".startswith(f"{tried}."):
            text = f"{package} {installed} is installed; the site was tried with {tried}."
            messages.append(checks.Warning(text, hint=hint, id="config.W002"))
    return messages
