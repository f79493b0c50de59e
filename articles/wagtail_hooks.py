"""The article library in the admin's menu: references and calls to action."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from articles.models import CallToAction, Reference


class ReferenceViewSet(SnippetViewSet):
    model = Reference
    icon = "openquote"
    list_display = ["short_label", "title", "container", "year", "study_type"]
    list_filter = ["study_type", "year"]
    list_per_page = 50
    copy_view_enabled = False


class CallToActionViewSet(SnippetViewSet):
    model = CallToAction
    icon = "mail"
    list_display = ["heading", "button_label"]


class LibraryViewSetGroup(SnippetViewSetGroup):
    """What articles draw on, kept together in the menu."""

    menu_label = _("Library")
    menu_icon = "folder-open-inverse"
    menu_order = 300
    items = (ReferenceViewSet, CallToActionViewSet)


register_snippet(LibraryViewSetGroup)
