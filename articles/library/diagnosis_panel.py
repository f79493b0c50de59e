"""What an editor should know of one source: what it lacks, what looks broken, what it repeats."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin.panels import Panel

from articles.library.usage import get_uses
from articles.models import Reference
from articles.references.diagnosis import Diagnosis, diagnose
from articles.references.similarity import same_work_reason


@dataclass(frozen=True)
class DoctorReport:
    """Diagnoses with the probable original, and references that may be the same work."""

    diagnoses: list[Diagnosis]
    possible_duplicates: list[tuple[Reference, str]]


def diagnose_reference(reference: Reference) -> DoctorReport:
    """Two queries at most; nothing is changed."""
    source = reference.source
    others = Reference.objects.exclude(pk=reference.pk).exclude(fingerprint="")
    alike = others.filter(fingerprint=reference.fingerprint)
    return DoctorReport(
        [fault for fault in diagnose(source) if fault.field not in reference.lacks],
        [(other, same_work_reason(source, other.source)) for other in alike],
    )


def warn_of_duplicates(request: HttpRequest, instance) -> None:
    """For the hooks after a snippet is created or edited: a source the library had already."""
    if not isinstance(instance, Reference):
        return
    for other, _reason in diagnose_reference(instance).possible_duplicates:
        merge = reverse("wagtailsnippets_articles_reference:merge", args=[instance.pk])
        messages.warning(
            request,
            format_html(
                '{} <a href="{}?keep={}">{}</a>',
                _("“%(name)s” may be the same work as “%(other)s”, which the library has.")
                % {"name": instance, "other": other},
                merge,
                other.pk,
                _("Compare and merge"),
            ),
        )


class DoctorPanel(Panel):
    """Stands above the fields of a source that has something wrong with it, or is in use."""

    def clone_kwargs(self):
        return {
            name: value for name, value in super().clone_kwargs().items() if name != "help_text"
        }

    class BoundPanel(Panel.BoundPanel):
        template_name = "articles/admin/library/doctor.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return context | {
                "reference": self.instance,
                "report": diagnose_reference(self.instance),
                "uses": get_uses([self.instance], self.request.user).get(self.instance.pk, []),
            }
