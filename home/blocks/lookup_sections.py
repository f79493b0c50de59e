"""Sections that look up what they show: chosen articles and the form of an enquiry page."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.models import ArticlePage
from home.blocks.base import SectionBlock
from home.blocks.pages import ListedPageBlock, choose_in_order, visible_pages
from home.delivery.visibility import public_page_url


class ChosenArticlesBlock(SectionBlock):
    """Articles that staff chose, in their order."""

    plain_template = "plain/chosen_articles.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Read on"))
    articles = blocks.ListBlock(
        ListedPageBlock(page_type="articles.ArticlePage", label=_("Article")),
        label=_("Articles"),
        default=[],
        max_num=6,
    )

    class Meta:
        icon = "pick"
        label = _("Chosen articles")
        description = _("Up to six articles of your choice, with their strongest source.")
        group = _("Articles")
        template = "home/blocks/chosen_articles.html"
        form_layout = blocks.BlockGroup(children=["heading", "articles"], settings=["anchor"])
        preview_value = {"heading": "Read on", "articles": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        cards = ArticlePage.objects.visible().for_cards()
        return context | {"articles": choose_in_order(cards, value.get("articles"))}


class FormBlock(SectionBlock):
    """The form of an enquiry page. It is sent to that page, which also shows its errors."""

    stylesheets = ("css/sections.css", "css/forms.css")
    plain_template = "plain/form.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=100, default=_("Write to us"))
    text = blocks.TextBlock(label=_("Text"), max_length=300, required=False, rows=2)
    enquiry_page = ListedPageBlock(page_type="home.EnquiryPage", label=_("Page with the form"))

    class Meta:
        icon = "form"
        label = _("Form")
        description = _("The form of an enquiry page, to fill in on this page. One per page.")
        group = _("Call to action")
        template = "home/blocks/form.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "text", "enquiry_page"], settings=["anchor"]
        )
        preview_value = {"heading": "Write to us", "text": "We answer within two working days."}

    def get_context(self, value, parent_context=None):
        """Add the form if visitors may see its page, and its page has an address here."""
        context = super().get_context(value, parent_context)
        model = self.child_blocks["enquiry_page"].model_class
        pages = visible_pages(model, [value.get("enquiry_page")])
        enquiry = pages[0] if pages and public_page_url(pages[0]) else None
        request = context.get("request")
        if enquiry is None or request is None:
            return context | {"enquiry": enquiry}
        return context | {"enquiry": enquiry} | enquiry.get_form_context(request)
