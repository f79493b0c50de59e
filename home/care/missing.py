"""What a service or condition does not say yet, for the editor."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from articles.blocks.walk import StoredBlock, get_sections
from articles.models.shown_statements import get_shown_statements
from articles.problems.unfilled import find_places, find_unfilled
from home.care.kinds import Kind


def missing_in_service(page: Any) -> Iterator[Any]:
    """Yield a sentence for each question that visitors will ask and the page does not answer."""
    told = kinds_of(page.body)
    if Kind.SUITABILITY not in told:
        yield _("For whom it is, and who should go elsewhere first.")
    elif not any(_has_elsewhere(child) for child in page.body):
        yield _("Who should go elsewhere first.")
    if Kind.RISKS not in told:
        yield _("What can go wrong.")
    if Kind.OTHER_WAYS not in told:
        yield _("Which other ways there are, here or elsewhere.")
    if not page.prices.all():
        yield _("What it costs.")
    if not page.suits:
        yield _("Who it suits, in one line for lists.")


def missing_in_condition(page: Any) -> Iterator[Any]:
    if Kind.WAYS not in kinds_of(page.body):
        yield _("The ways to treat it, also those that you do not offer.")
    if not page.also_called:
        yield _("Other names that people search for.")


def kinds_of(body: Any) -> set[Kind]:
    """Return the questions that a body answers. A heading or a place to fill in is no answer."""
    found = ((section.parts, section.parts[0].block) for section in get_sections(body))
    return {block.kind for parts, block in found if hasattr(block, "kind") and _is_answer(parts)}


def _is_answer(parts: list[StoredBlock]) -> bool:
    texts = (part.text for part in parts if part.path[1:] != ("heading",))
    return any(text and not find_places(text) for text in texts)


def count_hidden_statements(page: Any) -> int:
    """Return the number of chosen findings that visitors do not see."""
    choices = {
        choice for child in page.body for choice in child.block.get_statement_choices(child.value)
    }
    return len(choices) - len(get_shown_statements(choices))


def _has_elsewhere(child: Any) -> bool:
    is_for_whom = getattr(child.block, "kind", None) is Kind.SUITABILITY
    lines = child.value["elsewhere"] if is_for_whom else ()
    return any(line and not find_places(line) for line in lines)


class MissingPanel(Panel):
    """Warnings at the top of the form. Only places to fill in stop anybody from publishing.

    `find` returns the sentences for a page. The panel says how the page was when the form was
    opened.
    """

    def __init__(self, find: Any = None, **kwargs: Any):
        super().__init__(**kwargs)
        self.find = find

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "find": self.find}

    class BoundPanel(Panel.BoundPanel):
        template_name = "home/admin/care/missing.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            page = self.instance
            context = super().get_context_data(parent_context)
            context["missing"] = list(self.panel.find(page))
            context["unfilled"] = len(find_unfilled(page))
            context["hidden_statements"] = count_hidden_statements(page)
            return context

        def is_shown(self) -> bool:
            context = self.get_context_data()
            names = ("missing", "unfilled", "hidden_statements")
            return super().is_shown() and any(context[name] for name in names)
