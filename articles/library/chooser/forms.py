"""Forms of the citation dialog: one new source, and references as text or as a file."""

from dataclasses import fields

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.library.importing.matching import LibraryMatcher, Match
from articles.models import Reference
from articles.references.formats.detect import Record, UnreadableError, read_records
from articles.references.source import Source

MAX_PASTED_LENGTH = 400_000
MAX_PASTED_FILE_SIZE = 2 * 1024 * 1024
# More belong on the library's import page.
MAX_REFERENCES = 300


class ReferenceForm(forms.ModelForm):
    """All fields of a source."""

    prefix = "citing"
    url = Reference._meta.get_field("url").formfield(assume_scheme="https")

    class Meta:
        model = Reference
        fields = [field.name for field in fields(Source)]
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2}),
            "authors": forms.Textarea(attrs={"rows": 4}),
            "editors": forms.Textarea(attrs={"rows": 2}),
            # The browser's date picker: the admin's would open behind the dialog.
            "accessed": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    groups = [
        ("", ["kind", "title", "authors"]),
        ("", ["container", "container_short", "year", "published", "volume", "issue", "pages"]),
        ("", ["study_type"]),
        (
            _("Where to find it"),
            ["doi", "pmid", "pmcid", "registration", "url", "accessed", "issn", "isbn"],
        ),
        (_("Books and reports"), ["editors", "publisher", "place", "edition"]),
        (_("Corrected or retracted"), ["state", "state_note"]),
    ]

    def fieldsets(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the headings of the form, each with its fields."""
        return [(str(heading), [self[name] for name in names]) for heading, names in self.groups]

    def possible_duplicates(self) -> list[Match]:
        """Return the sources of the library that this one is, or may be."""
        source = self.instance.source
        return LibraryMatcher([source]).matches(source)


class PasteForm(forms.Form):
    """References in any format; `records` holds those that were read."""

    text = forms.CharField(
        label=_("References"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("A reference list, DOIs or PubMed IDs (one per line), RIS, nbib or BibTeX."),
    )
    file = forms.FileField(label=_("Or a file"), required=False)

    records: list[Record] = []

    def clean_text(self):
        """Check the length here: browsers silently cut pasted text at the limit of a field."""
        text = self.cleaned_data["text"]
        if len(text) > MAX_PASTED_LENGTH:
            raise ValidationError(
                _("This is too long. Paste it in parts, or import it in the library.")
            )
        return text

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_PASTED_FILE_SIZE:
            raise ValidationError(_("This file is larger than 2 MB. Import it in the library."))
        return file

    def clean(self):
        values = super().clean() or {}
        file, text = values.get("file"), values.get("text", "")
        if self.errors:
            return values
        try:
            self.records = read_records(file.read(), file.name) if file else read_records(text)
        except UnreadableError as error:
            raise ValidationError({"file" if file else "text": str(error)}) from error
        if len(self.records) > MAX_REFERENCES:
            raise ValidationError(
                _("These are %(number)d references; the maximum is %(maximum)d. Paste fewer, or "
                  "import them in the library.")
                % {"number": len(self.records), "maximum": MAX_REFERENCES}
            )  # fmt: skip
        return values
