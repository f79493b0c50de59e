"""The call to action in the middle of an article."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.blocks import SnippetChooserBlock

from articles.blocks.base import ContentBlockMixin
from articles.cache.objects import cached_live_in_bulk


class CallToActionBlock(ContentBlockMixin, SnippetChooserBlock):
    """A call to action from the library, as it is published now."""

    is_call_to_action = True
    plain_template = "plain/call_to_action.html"

    def __init__(self, target_model="articles.CallToAction", **kwargs):
        super().__init__(target_model, **kwargs)

    def bulk_to_python(self, values):
        """Return the objects from the cache that all pages share."""
        found = cached_live_in_bulk(
            self.model_class.objects.select_related("link_page").order_by(), values
        )
        return [found.get(pk) for pk in values]

    def get_context(self, value, parent_context=None):
        """Pass on nothing instead of an unpublished call to action, and in a preview its draft.

        One of another clinic is not shown either.
        """
        context = super().get_context(value, parent_context)
        if value is not None and not value.is_shown_here:
            context["value"] = None
        elif value is not None and not value.live:
            request = context.get("request")
            is_preview = getattr(request, "is_preview", False)
            context["value"] = value.get_latest_revision_as_object() if is_preview else None
        return context

    def get_preview_value(self):
        return self.model_class(
            heading="Would a talk help?",
            text="Twenty minutes with a doctor. If we are not right for you, we will say so.",
            button_label="Book a consultation",
            link_url="/",
            shape="crown",
        )

    class Meta:
        icon = "mail"
        label = _("Call to action")
        description = _(
            "A call to action from the library. Use one per article, outside the evidence."
        )
        group = _("Call to action")
        template = "blocks/call_to_action.html"
