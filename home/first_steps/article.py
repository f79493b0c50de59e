"""The form of the step "First article", and the outlines to start from."""

import json
import uuid
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from articles.models import ArticleAuthor, ArticlePage, CategoryIndexPage, PersonPage
from home.first_steps.pages import add_draft, find_people
from home.first_steps.signers import find_signers
from home.first_steps.steps import get_writable_categories


class Outline(models.TextChoices):
    SHORT = "short", _("A short answer: introduction and sources")
    CONDITION = "condition", _("A condition: what it is, why it stays, what helps")
    TREATMENT = "treatment", _("A treatment: how it works, what studies show, risks")


def build_outline(outline: str) -> str:
    """Return the body of a new article as JSON."""
    sections: list[tuple[str, Any]] = []
    if outline == Outline.CONDITION:
        headings = (gettext("What it is"), gettext("Why it stays"), gettext("What helps"))
        sections = [_explanation(heading) for heading in headings]
    elif outline == Outline.TREATMENT:
        evidence = {"heading": gettext("What the studies show"), "statements": []}
        sections = [
            _explanation(gettext("How it works")),
            ("evidence", evidence),
            _explanation(gettext("Risks, and who should not have it")),
        ]
    body: list[tuple[str, Any]] = [("intro", "")]
    if sections:
        body.append(("key_points", {"heading": gettext("Key points"), "points": []}))
    body += [*sections, ("references", {"heading": gettext("References"), "further_reading": []})]
    return json.dumps(
        [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in body]
    )


def _explanation(heading: str) -> tuple[str, Any]:
    return "explanation", {"heading": heading, "text": "", "note_term": "", "note_text": ""}


class PersonChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.display_name


class ArticleForm(forms.Form):
    """Title, category, author, reviewer and outline of a draft."""

    use_required_attribute = False
    title = forms.CharField(
        label=_("Working title"),
        max_length=ArticlePage._meta.get_field("title").max_length,
        help_text=_("A question that patients ask is a good start."),
    )
    category: Any = forms.ModelChoiceField(None, label=_("Category"), empty_label=None)
    author = PersonChoiceField(None, label=_("Author"), required=False)
    reviewer = PersonChoiceField(
        None,
        label=_("Reviewer"),
        required=False,
        help_text=_("Gets a link when you submit the article, and signs it."),
    )
    outline = forms.ChoiceField(
        label=_("Outline"),
        choices=Outline.choices,
        initial=Outline.SHORT,
        widget=forms.RadioSelect,
        help_text=_("You can add, move and delete every part."),
    )

    def __init__(self, *args: Any, site: Site, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        self.categories = get_writable_categories(user, site)
        signers = find_signers(site)
        self._offer("category", CategoryIndexPage, self.categories)
        self._offer("author", PersonPage, find_people(site))
        self._offer("reviewer", PersonPage, signers)
        if self.categories:
            # The first is often the list of all articles, the last one the latest topic.
            self.fields["category"].initial = self.categories[-1]
        if signers:
            self.fields["reviewer"].initial = signers[0]

    def _offer(self, name: str, model: type[Any], pages: list[Any]) -> None:
        field: Any = self.fields[name]
        found = model.objects.filter(pk__in=[page.pk for page in pages])
        field.queryset = found.order_by("path")

    def create(self) -> ArticlePage:
        """Create the draft below its category."""
        cleaned = self.cleaned_data
        page = ArticlePage(title=cleaned["title"], asked_reviewer=cleaned["reviewer"])
        page.body = ArticlePage.body.field.to_python(build_outline(cleaned["outline"]))
        if cleaned["author"]:
            page.article_authors = [ArticleAuthor(person=cleaned["author"])]
        add_draft(cleaned["category"], page, self.user)
        return page
