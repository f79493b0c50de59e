"""Diagnosis of a source: a panel above its form, and hooks around saving and deleting."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from articles.library.changes import can_publish
from articles.library.usage import get_uses, is_publicly_cited
from articles.models import Reference
from articles.references.diagnosis import Diagnosis
from articles.references.similarity import same_work_reason


@dataclass(frozen=True)
class ReferenceReport:
    """The diagnoses of a reference, and others that may be the same work."""

    diagnoses: list[Diagnosis]
    possible_duplicates: list[tuple[Reference, str]]


def diagnose_reference(reference: Reference) -> ReferenceReport:
    """Diagnose a reference in at most two queries."""
    source = reference.source
    others = Reference.objects.exclude(pk=reference.pk).exclude(fingerprint="")
    alike = others.filter(fingerprint=reference.fingerprint)
    return ReferenceReport(
        reference.diagnose(source),
        [(other, same_work_reason(source, other.source)) for other in alike],
    )


def warn_of_duplicates(request: HttpRequest, instance) -> None:
    """After a snippet is created or edited (a hook), warn of sources that may be the same."""
    if not isinstance(instance, Reference):
        return
    merge_url = reverse("wagtailsnippets_articles_reference:merge", args=[instance.pk])
    for other, _reason in diagnose_reference(instance).possible_duplicates:
        text = _("“%(name)s” may be the same work as “%(other)s”, which is in the library.")
        message = format_html(
            '{} <a href="{}?keep={}">{}</a>',
            text % {"name": instance, "other": other},
            merge_url,
            other.pk,
            _("Compare and merge"),
        )
        messages.warning(request, message)


def refuse_deleting_cited_references(
    request: HttpRequest, instances: Sequence
) -> HttpResponse | None:
    """Before snippets are deleted (a hook), refuse if one is cited, and list what cites it."""
    references = [instance for instance in instances if isinstance(instance, Reference)]
    uses = get_uses(references, request.user)
    cited = [(source, uses[source.pk]) for source in references if source.pk in uses]
    if not cited:
        return None
    context = {
        "cited": cited,
        "not_cited": len(references) - len(cited),
        "list_url": reverse("wagtailsnippets_articles_reference:list"),
    }
    return TemplateResponse(request, "articles/admin/library/cited.html", context, status=409)


class DiagnosisPanel(Panel):
    """The problems and uses of a stored source, above its fields."""

    def clone_kwargs(self):
        return {
            name: value for name, value in super().clone_kwargs().items() if name != "help_text"
        }

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/library/diagnosis.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            stored, user = self.form.stored, self.request.user
            may_publish = can_publish(user, stored)
            return context | {
                "reference": stored,
                "proposal": getattr(stored, "proposal", None),
                "may_publish": may_publish,
                "is_proposing": not may_publish and is_publicly_cited(stored),
                "report": diagnose_reference(stored),
                "uses": get_uses([stored], user).get(stored.pk, []),
            }
