"""Plausible form data for each address of the admin, from the forms that it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any
from unittest.mock import patch

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Manager, Model, QuerySet
from django.forms.formsets import BaseFormSet
from django.template.backends.django import Template
from django.test import Client
from PIL import Image
from wagtail import blocks
from wagtail.admin.forms.models import WagtailAdminDraftStateFormMixin
from wagtail.admin.rich_text import DraftailRichTextArea
from wagtail.blocks.base import BlockField
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.brand.logo.uploads import LogoUploadField

TYPED = "typed"
# What the buttons of an editor send; the last two only matter for drafts.
SAVE: dict[str, str] = {}
EDITOR_BUTTONS = (
    SAVE,
    {"action-publish": "1"},
    {"action-submit": "1"},
    {"action-workflow-action": "1", "workflow-action-name": "approve"},
)
MAX_DEPTH = 3

FormData = dict[str, Any]


@contextmanager
def without_rendering() -> Iterator[list[dict[str, Any]]]:
    """Run views without rendering their templates, which takes most of the time of the admin.

    Yield a list that receives the contexts.
    """
    contexts: list[dict[str, Any]] = []

    def render(self: Template, context: Any = None, request: Any = None) -> str:
        contexts.append(context or {})
        return ""

    with patch.object(Template, "render", render):
        yield contexts


def get_forms(client: Client, url: str) -> list[Any]:
    """Return the forms and formsets that the page at this address shows."""
    with without_rendering() as contexts:
        client.get(url)
        found: dict[int, Any] = {}
        for context in contexts:
            for form in _find_forms(context, MAX_DEPTH):
                found[id(form)] = form
    return list(found.values())


def _find_forms(value: Any, depth: int) -> Iterator[Any]:
    if isinstance(value, forms.BaseForm | BaseFormSet):
        yield value
    elif depth and isinstance(value, dict):
        for each in value.values():
            yield from _find_forms(each, depth - 1)
    elif depth and isinstance(value, list | tuple):
        for each in value:
            yield from _find_forms(each, depth - 1)


def plausible_data(found: list[Any]) -> list[FormData]:
    """Return what a user could post: every text changed, once with other choices.

    An editor is sent with each of its buttons.
    """
    data: FormData = {}
    ticked: FormData = {}
    for form in found:
        data |= form_data(form)
        ticked |= form_data(form, tick=True)
    editors = [form for form in found if isinstance(form, WagtailAdminDraftStateFormMixin)]
    if editors:
        is_draft = any(form.instance.has_unpublished_changes for form in editors)
        slug = data.get("slug", "")
        return [
            data | button | ({"slug": f"{slug}-{number}"} if slug else {})
            for number, button in enumerate(EDITOR_BUTTONS if is_draft else EDITOR_BUTTONS[:2])
        ]
    return [data] if data == ticked else [data, ticked]


def form_data(form: Any, *, tick: bool = False) -> FormData:
    """Return the data of a form or formset with its formsets."""
    if isinstance(form, BaseFormSet):
        return _formset_data(form, tick)
    data: FormData = {}
    for name in form.fields:
        bound = form[name]
        if bound.html_name == "csrfmiddlewaretoken":
            continue
        value = field_data(bound.html_name, bound.field, bound.value(), tick)
        data |= {name: each for name, each in value.items() if each is not None}
    for formset in getattr(form, "formsets", {}).values():
        data |= _formset_data(formset, tick)
    return data


def _formset_data(formset: BaseFormSet, tick: bool) -> FormData:
    data = {
        f"{formset.prefix}-TOTAL_FORMS": str(len(formset.initial_forms)),
        f"{formset.prefix}-INITIAL_FORMS": str(len(formset.initial_forms)),
    }
    for form in formset.initial_forms:
        data |= form_data(form)
    return data


def field_data(name: str, field: forms.Field, value: Any, tick: bool) -> FormData:
    """Return the data of one field, with another text where it has text."""
    if isinstance(field, BlockField):
        stored = value.get_prep_value() if value else []
        return nested_form_data({name: posted_value(field.block, stored)})
    if isinstance(field, forms.BooleanField):
        return {name: "on"} if value or tick else {}
    if isinstance(field, forms.FileField):
        return {name: new_file(name, field)}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {name: _choice(field, value, tick)}
    if isinstance(value, QuerySet | Manager | list | tuple):
        return {name: ", ".join(str(each) for each in _all(value))}
    if isinstance(value, datetime):
        return {name: value.strftime("%Y-%m-%d %H:%M")}
    if isinstance(value, date):
        return {name: value.isoformat()}
    return {name: _text(field, "" if value is None else str(value))}


def posted_value(block: blocks.Block, value: Any) -> Any:
    """Return the value of a block as the editor posts it; tables without their cells."""
    if isinstance(block, blocks.StreamBlock):
        children = [each for each in value or [] if each["type"] != "table"]
        types = block.child_blocks
        return streamfield(
            [(each["type"], posted_value(types[each["type"]], each["value"])) for each in children]
        )
    if isinstance(block, blocks.ListBlock):
        child = block.child_block
        return streamfield([("item", posted_value(child, each["value"])) for each in value or []])
    if isinstance(block, blocks.StructBlock):
        stored = value or {}
        posted = {
            name: posted_value(child, stored.get(name))
            for name, child in block.child_blocks.items()
        }
        return {name: each for name, each in posted.items() if each is not None}
    if isinstance(block, blocks.RichTextBlock):
        return rich_text(value or "", features=block.features)
    if isinstance(block, blocks.BooleanBlock):
        return "on" if value else None
    return "" if value is None else value


def _all(value: Any) -> list[Any]:
    return list(value.all() if isinstance(value, Manager) else value)


def _choice(field: Any, value: Any, tick: bool) -> Any:
    choices = [str(getattr(key, "value", key)) for key, _label in field.choices if key]
    if tick and isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return choices
    if tick and isinstance(field.widget, forms.RadioSelect):
        return choices[-1]
    if isinstance(value, QuerySet | Manager | list | tuple | set):
        return [str(getattr(each, "pk", each)) for each in _all(value)]
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        return []
    if value in (None, "") and field.required:
        return choices[-1] if choices else ""
    return "" if value is None else str(value)


def _text(field: forms.Field, value: str) -> str:
    """Return the text changed, so that it is still valid. Optional empty fields stay empty."""
    if isinstance(field.widget, DraftailRichTextArea):
        return rich_text(f"<p>{TYPED}</p>", features=field.widget.features)
    if not value and not field.required:
        return ""
    if isinstance(field, forms.SlugField):
        return f"{value}-{TYPED}"
    if isinstance(field, forms.URLField | forms.EmailField | forms.IntegerField):
        return value
    if isinstance(field, forms.DateField | forms.DateTimeField | forms.DecimalField):
        return value
    if isinstance(field.widget, forms.HiddenInput) or value.startswith(("/", "{", "[")):
        return value
    # A line of a list may need two words.
    changed = f"{value}\nketamine, {TYPED}" if "\n" in value else f"{TYPED} {value}".strip()
    return changed[: getattr(field, "max_length", None) or len(changed)]


def new_file(name: str, field: forms.FileField) -> SimpleUploadedFile:
    if not isinstance(field, forms.ImageField | LogoUploadField):
        return SimpleUploadedFile("typed.txt", b"typed", "text/plain")
    content = BytesIO()
    picture = Image.new("RGB", (60, 60), "red")
    picture.paste((0, 0, 255), (0, 0, 60, 10))  # a logo of one colour throughout is empty
    picture.save(content, "PNG")
    return SimpleUploadedFile("typed.png", content.getvalue(), "image/png")
