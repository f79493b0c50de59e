"""The upload form of an import."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.references.formats import decoding
from articles.references.formats.detect import Record, UnreadableError, read_records

ACCEPTED_EXTENSIONS = ".ris,.nbib,.medline,.bib,.bibtex,.json,.txt,.enw,.xml,.csv"


class UploadForm(forms.Form):
    """A file or pasted text. If the form is valid, `records` holds the records read from it."""

    records: list[Record]
    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPTED_EXTENSIONS}),
        help_text=_(
            "From a reference manager or database: RIS, PubMed (nbib), BibTeX, CSL-JSON, EndNote, "
            "or a table (CSV) of PubMed, Scopus or Zotero; in any encoding, up to 20 MB."
        ),
    )
    text = forms.CharField(
        label=_("Or pasted text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "dir": "auto"}),
        help_text=_(
            "The same formats, or the reference list of an article, one reference per line or "
            "numbered."
        ),
    )

    def clean(self):
        super().clean()
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        if bool(file) == bool(text.strip()):
            raise ValidationError(
                _("Choose a file or paste text, not both.")
                if file
                else _("Choose a file or paste text.")
            )
        try:
            # More than the maximum is refused, and need not be read.
            content = file.read(decoding.MAX_FILE_SIZE + 1) if file else text
            self.records = read_records(content, file.name if file else "")
        except UnreadableError as error:
            self.add_error("file" if file else "text", str(error))
        return self.cleaned_data

    @property
    def name(self) -> str:
        """The name of the upload on the following pages."""
        file = self.cleaned_data.get("file")
        return file.name if file else str(_("Pasted text"))
