"""Calls to action in the admin, with the pages that show them."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import ObjectList, Panel, PublishingPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    DeleteView,
    EditView,
    SnippetViewSet,
    UnpublishView,
)

from articles.blocks.walk import get_sections
from articles.editorial.side_panel import ProblemsSidePanel
from articles.models import ArticlePage, CallToAction
from articles.models.referring_pages import get_referring_page_ids
from articles.models.site_rights import is_own_page
from articles.problems.body_reading import get_call_to_action_ids
from articles.problems.messages import draft_call_to_action_message
from articles.publishing.gated_form import GatedSnippetForm

MAX_LISTED_PAGES = 20


@dataclass(frozen=True)
class ShownPage:
    """A published page; `url` is empty if the user may not edit it."""

    title: str
    url: str
    is_signed: bool


@dataclass(frozen=True)
class PagesShowing:
    """The published pages that show a call to action: how many, and the first of them."""

    number: int
    signed: int
    listed: list[ShownPage]

    @property
    def not_listed(self) -> int:
        return self.number - len(self.listed)

    @property
    def summary(self) -> str:
        if not self.number:
            return _("No published page shows it.")
        text = ngettext(
            "Shown on %(number)d page, %(signed)d of them signed by a reviewer.",
            "Shown on %(number)d pages, %(signed)d of them signed by a reviewer.",
            self.number,
        )
        return text % {"number": self.number, "signed": self.signed}


def get_pages_showing(chosen: CallToAction, user) -> PagesShowing:
    """Return the pages in three queries."""
    pages = Page.objects.live().filter(pk__in=get_referring_page_ids(chosen))
    found = {page.pk: page for page in pages.select_related("content_type").order_by("title", "pk")}
    signed = set(ArticlePage.objects.signed().filter(pk__in=found).values_list("pk", flat=True))
    finder = AdminURLFinder(user)
    own = [page for page in found.values() if is_own_page(page, user)]
    listed = [
        ShownPage(page.title, finder.get_edit_url(page) or "", page.pk in signed)
        for page in own[:MAX_LISTED_PAGES]
    ]
    return PagesShowing(len(found), len(signed), listed)


class PagesShowingPanel(Panel):
    """The pages that change when a call to action is published, above its fields."""

    def clone_kwargs(self):
        return {
            name: value for name, value in super().clone_kwargs().items() if name != "help_text"
        }

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/library/pages_showing.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {"pages": get_pages_showing(self.instance, self.request.user)}


class CallProblemsMixin:
    """Mixin for the views that create, edit and revert: adds the panel "Problems"."""

    request: HttpRequest
    form: Any
    expects_json_response: bool

    def get_side_panels(self):
        """Add the panel, except to the response to an autosave: its script reloads the list."""
        panels = super().get_side_panels()  # type: ignore[misc]
        if not self.expects_json_response:
            shown, is_saved = self.get_shown_object(), not self.form.is_bound
            panels.append(ProblemsSidePanel(shown, self.request, is_saved=is_saved))
        return panels

    def get_shown_object(self) -> CallToAction:
        """Return the object with what was typed."""
        return self.form.instance


class CallToActionCreateView(CallProblemsMixin, CreateView):
    pass


class CallToActionEditView(CallProblemsMixin, EditView):
    pass


class CallToActionCopyView(CallProblemsMixin, CopyView):
    """Shows the form with the words of another one, and posts it to the view that adds.

    Wagtail's view would store what is posted here in the original, without a draft.
    """

    http_method_names = ["get", "head", "options"]

    def get_shown_object(self) -> CallToAction:
        """Return the copy, which is not stored yet. The form has the original."""
        shown = copy(self.form.instance)
        shown.pk = None
        return shown


class CallToActionDeleteView(DeleteView):
    @property
    def confirmation_message(self):
        pages = get_pages_showing(self.object, self.request.user)
        if not pages.number:
            return f"{pages.summary} {_('Delete it with its history?')}"
        advice = _(
            "Readers will see nothing in its place. If you may need it again, unpublish it instead."
            " Delete it with its history?"
        )
        return f"{pages.summary} {advice}"


def refuse_deleting_live_calls_to_action(
    request: HttpRequest, instances: Sequence
) -> HttpResponse | None:
    """Before snippets are deleted (a hook), refuse if the user may not unpublish them either."""
    live = [each for each in instances if isinstance(each, CallToAction) and each.live]
    policy = policy_registry.get_by_type(CallToAction)
    live = [
        each
        for each in live
        if not policy.user_has_permission_for_instance(request.user, "publish", each)
    ]
    if not live:
        return None
    names = "”, “".join(each.heading for each in live)
    text = _("Only publishers can delete what is published: “%(names)s”.") % {"names": names}
    messages.error(request, text)
    return redirect("wagtailsnippets_articles_calltoaction:list")


class CallToActionUnpublishView(UnpublishView):
    """Say first where readers will see nothing any more."""

    template_name = "articles/admin/library/unpublish_call_to_action.html"

    def get_context_data(self, **kwargs):
        pages = get_pages_showing(self.object, self.request.user)
        return super().get_context_data(**kwargs) | {"pages": pages}


class CallToActionViewSet(SnippetViewSet):
    model = CallToAction
    icon = "mail"
    edit_handler = ObjectList(
        [
            PagesShowingPanel(heading=gettext_lazy("Where it is shown")),
            *CallToAction.panels,
            PublishingPanel(),
        ],
        base_form_class=GatedSnippetForm,
    )
    add_view_class = CallToActionCreateView
    edit_view_class = CallToActionEditView
    copy_view_class = CallToActionCopyView
    delete_view_class = CallToActionDeleteView
    unpublish_view_class = CallToActionUnpublishView
    list_display = ["heading", "button_label", UpdatedAtColumn(), LiveStatusTagColumn()]


def warn_of_hidden_calls_to_action(request: HttpRequest, page: Page) -> None:
    """Hooks: `after_create_page`, `after_edit_page`. Warn of unpublished ones on the page.

    Of articles the panel "Problems" lists them.
    """
    if isinstance(page, ArticlePage):
        return
    fields = [field for field in page._meta.get_fields() if isinstance(field, StreamField)]
    ids = get_call_to_action_ids(
        section for field in fields for section in get_sections(getattr(page, field.name))
    )
    for chosen in CallToAction.objects.filter(pk__in=ids, live=False):
        messages.warning(request, draft_call_to_action_message(chosen))
