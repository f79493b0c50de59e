"""A finding of an article, chosen by reference.

The finding is written, cited and signed in its article. Other pages show it from there and never
hold a copy of its words.
"""

from typing import Any, NamedTuple

from django import forms
from django.apps import apps
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.widgets import BaseChooser

SEPARATOR = "#"
MAX_FINDING_ID_LENGTH = 100


class StatementChoice(NamedTuple):
    """An article and one of its findings, as the id of the item in its evidence block."""

    article_id: int
    finding_id: str

    def __str__(self) -> str:
        return f"{self.article_id}{SEPARATOR}{self.finding_id}"


def parse_choice(value: Any) -> StatementChoice | None:
    """Return the choice of a stored or submitted value; None for anything else."""
    if isinstance(value, StatementChoice):
        return value
    number, _separator, finding = str(value or "").partition(SEPARATOR)
    is_id = number.isascii() and number.isdecimal() and len(number) < 10
    if not is_id or not finding or len(finding) > MAX_FINDING_ID_LENGTH:
        return None
    return StatementChoice(int(number), finding)


class StatementChooser(BaseChooser):
    """The widget, whose dialog lists the findings of published articles."""

    choose_one_text = _("Choose a finding")
    choose_another_text = _("Choose another finding")
    link_to_chosen_text = _("Edit its article")
    chooser_modal_url_name = "statement_chooser:choose"
    icon = "table"

    def get_value_data(self, value):
        choice = parse_choice(value)
        if choice is None:
            return None
        article = apps.get_model("articles.ArticlePage").objects.filter(pk=choice.article_id)
        return describe_choice(choice, article.first())


def describe_choice(choice: StatementChoice, article: Any) -> dict[str, Any]:
    """Return what the widget shows of a choice; the article may be None."""
    finding = find_statement(article.body, choice.finding_id) if article else None
    if finding is None:
        title = str(_("This finding does not exist any more"))
    else:
        title = f"{finding.get('finding') or ''} ({article.title})"
    url = AdminURLFinder().get_edit_url(article) if article else None
    return {"id": str(choice), "title": title, "edit_url": url}


def find_statement(body: Any, finding_id: str) -> Any:
    """Return the finding with this id in the evidence of a body, or None."""
    return next((value for pk, value in iter_statements(body) if pk == finding_id), None)


def iter_statements(body: Any):
    """Yield the id and the value of each finding in a body, in its order."""
    for child in body:
        for item in child.block.get_statement_items(child.value):
            if item.id:
                yield str(item.id), item.value


class StatementChoiceBlock(blocks.FieldBlock):
    """Chooser of a finding; its value is a `StatementChoice`.

    A page reads all its findings at once, and only those of public articles, so the value is not
    the finding itself.
    """

    def __init__(self, required=True, help_text=None, **kwargs):
        self.field = forms.CharField(
            required=required, help_text=help_text, widget=StatementChooser()
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "table"
        label = _("Finding")
        default = None

    def to_python(self, value):
        return parse_choice(value)

    def normalize(self, value):
        return parse_choice(value)

    def get_prep_value(self, value):
        choice = parse_choice(value)
        return str(choice) if choice else None

    def value_from_form(self, value):
        return parse_choice(value)

    def value_for_form(self, value):
        return self.get_prep_value(value)

    def get_form_state(self, value):
        return self.field.widget.get_value_data(value)

    def get_searchable_content(self, value):
        return []

    def extract_references(self, value):
        if choice := parse_choice(value):
            yield apps.get_model("articles.ArticlePage"), str(choice.article_id), "", ""

    def render_basic(self, value, context=None):
        """Return the words of the finding, for the comparison of two versions."""
        data = self.field.widget.get_value_data(value)
        return escape(data["title"] if data else "")
