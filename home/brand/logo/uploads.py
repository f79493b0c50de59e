"""The form field of a logo: checked when it arrives, and not lost if another field is wrong."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms.utils import flatatt
from django.forms.widgets import FILE_INPUT_CONTRADICTION, ClearableFileInput
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from home.brand.logo.preparation import (
    LOGO_BOUNDS,
    Bounds,
    PreparedFile,
    PreparedLogo,
    check_bytes,
    prepare_logo,
)

KEPT_SUFFIX = "-kept"
ACCEPTED = ".svg,.png,.jpg,.jpeg,.webp,image/svg+xml,image/png,image/jpeg,image/webp"


class LogoInput(ClearableFileInput):
    """A file input that carries a checked upload in a hidden field until it is saved.

    Browsers forget a chosen file when a form is shown again. What comes back in the field is
    checked like an upload.
    """

    template_name = "home/brand/logo_input.html"

    class Media:
        """The check when a file is chosen."""

        css = {"all": ["admin/css/look-logo.css"]}
        js = ["admin/js/look-logo.js"]

    clear_checkbox_label = _("Remove this file")  # type: ignore[assignment]

    # Set by the field and by the form.
    bounds: Bounds = LOGO_BOUNDS
    report_on: Callable[[str, Any], Any] | None = None
    check_url = ""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"accept": ACCEPTED} | (attrs or {}))

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = super().value_from_datadict(data, files, name)
        if upload is FILE_INPUT_CONTRADICTION:
            return files.get(name)  # a new file replaces the old one
        if upload is None and (kept := data.get(f"{name}{KEPT_SUFFIX}")):
            return decode_kept(kept)
        return upload

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        omitted = super().value_omitted_from_data(data, files, name)
        return omitted and f"{name}{KEPT_SUFFIX}" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        is_upload = isinstance(value, UploadedFile)
        upload = PreparedFile(read_upload(value, self.bounds)) if is_upload else None
        report = None
        if self.report_on and (upload or self.is_initial(value)):
            report = self.report_on(name, upload)
        context["widget"] |= {
            "kept": encode_kept(upload.prepared) if upload else "",
            "kept_name": f"{name}{KEPT_SUFFIX}",
            "report": report,
            "check_url": self.check_url,
            "attributes": flatatt(context["widget"]["attrs"]),
        }
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> Any:
        """Render the site's template, which Django's form renderer does not find."""
        return render_to_string(template_name, context)

    def is_initial(self, value: Any) -> bool:
        """Return True for a stored file: it has no public address, which Django asks for."""
        return bool(value) and getattr(value, "is_stored", False)

    def format_value(self, value: Any) -> Any:
        return value if self.is_initial(value) else None


class LogoUploadField(forms.FileField):
    """A logo of a form. Its value is the prepared file."""

    widget = LogoInput

    def __init__(self, *, bounds: Bounds, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.bounds = self.widget.bounds = bounds

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Return what the form shows again: a good upload, or else the saved file."""
        if isinstance(data, UploadedFile):
            try:
                read_upload(data, self.bounds)
            except ValidationError:
                return initial
            return data
        return initial

    def to_python(self, data: Any) -> Any:
        if data in self.empty_values:
            return None
        if isinstance(data, PreparedFile):
            return data
        return PreparedFile(read_upload(data, self.bounds))


def read_upload(upload: UploadedFile, bounds: Bounds) -> PreparedLogo:
    """Prepare an upload once, however often the form asks. Raise `ValidationError`."""
    prepared = getattr(upload, "prepared", None)
    if prepared is None:
        check_bytes(upload.size or 0)
        upload.seek(0)
        prepared = prepare_logo(upload.read(), bounds)
        upload.prepared = prepared  # type: ignore[attr-defined]
    return prepared


def encode_kept(prepared: PreparedLogo) -> str:
    return base64.b64encode(prepared.content).decode()


def decode_kept(text: str) -> SimpleUploadedFile | None:
    """Return the file of a hidden field, or None if the field was damaged."""
    try:
        return SimpleUploadedFile("logo", base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return None
