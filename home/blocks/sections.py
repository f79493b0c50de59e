"""Sections that only the home page has. They look up the articles and people that they show."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.blocks.base import ContentBlockMixin
from articles.blocks.call_to_action import CallToActionBlock
from articles.models import ArticlePage, CategoryIndexPage, PersonPage, TeamIndexPage
from home.blocks.pages import ListedPageBlock, choose_in_order, visible_pages
from home.blocks.shared import SharedBodyBlock

LATEST_ROWS = 4


class TrustStatementBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Claim"), max_length=40)
    text = blocks.CharBlock(label=_("Text"), max_length=160)
    page = blocks.PageChooserBlock(label=_("Page that proves it"), required=False)
    link_text = blocks.CharBlock(label=_("Link"), max_length=40, required=False)

    class Meta:
        label = _("Statement")


class TrustBlock(ContentBlockMixin, blocks.StructBlock):
    """Up to four claims in words, each with a page that proves it."""

    stylesheets = ()
    plain_template = "plain/trust.html"

    statements = blocks.ListBlock(TrustStatementBlock(), label=_("Statements"), max_num=4)

    class Meta:
        icon = "tick"
        label = _("Trust statements")
        description = _("Up to four claims about the clinic, each with the page that proves it.")
        group = _("The clinic")
        template = "home/blocks/trust.html"
        preview_value = {
            "statements": [
                {"heading": "Every claim cited", "text": "Each with its source.", "link_text": ""},
                {"heading": "Reviewed each year", "text": "Signed and dated.", "link_text": ""},
            ]
        }


class TopicsBlock(ContentBlockMixin, blocks.StructBlock):
    """Categories as drawings with the number of their articles."""

    stylesheets = ()
    plain_template = "plain/topics.html"

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=80, default=_("What would you like to understand?")
    )
    categories = blocks.ListBlock(
        ListedPageBlock(page_type="articles.CategoryIndexPage", label=_("Category")),
        label=_("Categories"),
        default=[],
        max_num=6,
    )
    all_page = blocks.PageChooserBlock(label=_("Page of all topics"), required=False)
    all_label = blocks.CharBlock(label=_("Link to it"), max_length=40, required=False)

    class Meta:
        icon = "folder-open-inverse"
        label = _("Topics")
        description = _("Up to six categories as drawings.")
        group = _("Articles")
        template = "home/blocks/topics.html"
        form_layout = blocks.BlockGroup(
            children=["heading", "categories"], settings=["all_page", "all_label"]
        )
        preview_value = {"heading": "What would you like to understand?", "categories": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        categories = visible_pages(CategoryIndexPage, value.get("categories"))
        counts = ArticlePage.objects.visible().count_by_category(categories)
        context["topics"] = [
            {"category": category, "article_count": counts[category.pk]} for category in categories
        ]
        return context


class LatestBlock(ContentBlockMixin, blocks.StructBlock):
    """Chosen articles, or the most recently reviewed ones: one large, four in rows."""

    stylesheets = ()
    plain_template = "plain/latest.html"

    heading = blocks.CharBlock(label=_("Heading"), max_length=80, default=_("Latest articles"))
    articles = blocks.ListBlock(
        ListedPageBlock(page_type="articles.ArticlePage", label=_("Article")),
        label=_("Articles"),
        help_text=_("Leave empty to show the five most recently reviewed."),
        default=[],
        max_num=LATEST_ROWS + 1,
    )
    index_page = blocks.PageChooserBlock(
        page_type="articles.CategoryIndexPage", label=_("Page of all articles"), required=False
    )

    class Meta:
        icon = "doc-full-inverse"
        label = _("Latest articles")
        description = _("Five articles, the first one large: the latest, or those you choose.")
        group = _("Articles")
        template = "home/blocks/latest.html"
        form_layout = blocks.BlockGroup(children=["heading", "articles"], settings=["index_page"])
        preview_value = {"heading": "Latest articles", "articles": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        articles = ArticlePage.objects.visible().without_duplicates()
        chosen = [pk for pk in value.get("articles") or () if pk]
        if chosen:
            shown = choose_in_order(ArticlePage.objects.visible().for_cards(), chosen)
        else:
            shown = list(articles.for_cards().newest_review_first()[: LATEST_ROWS + 1])
        return context | {
            "articles": shown,
            "lead": shown[0] if shown else None,
            "rows": shown[1:],
            "index_page": value.get("index_page"),
            "article_total": articles.count(),
        }


class PeopleBlock(ContentBlockMixin, blocks.StructBlock):
    """People who review and treat."""

    stylesheets = ()
    plain_template = "plain/people.html"

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=80, default=_("The people who review and treat")
    )
    people = blocks.ListBlock(
        ListedPageBlock(page_type="articles.PersonPage", label=_("Person")),
        label=_("People"),
        default=[],
        max_num=4,
    )

    class Meta:
        icon = "group"
        label = _("People")
        description = _("Up to four people with their pictures.")
        group = _("The clinic")
        template = "home/blocks/people.html"
        preview_value = {"heading": "The people who review and treat", "people": []}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return context | {
            "people": visible_pages(PersonPage, value.get("people")),
            "team_page": TeamIndexPage.objects.visible().first(),
        }


class HomeCallToActionBlock(CallToActionBlock):
    """The call to action as a section of its own."""

    stylesheets = ()

    class Meta:
        template = "home/blocks/call_to_action.html"


class HomeBodyBlock(SharedBodyBlock):
    trust = TrustBlock()
    topics = TopicsBlock()
    latest = LatestBlock()
    people = PeopleBlock()
    call_to_action = HomeCallToActionBlock()
