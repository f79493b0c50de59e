"""Staff of one clinic may not choose pages, files and snippets of another.

Choosers offer nothing of other clinics, but an id could be sent by other means.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry

from articles.models.library_item import LibraryItem
from articles.models.site_rights import filter_own_pages, get_own_site_ids

FILE_ACTIONS = ["add", "change", "delete", "choose", "view"]
REFUSAL = _(
    "Something that was chosen belongs to another clinic or does not exist any more. Choose again."
)

# The model and the id of an object.
Named = tuple[type[Model], str]


class OwnChoicesMixin:
    """Mixin for forms of the admin, which refuse what belongs to another clinic than the user."""

    instance: Any
    for_user: Any

    def is_valid(self) -> bool:
        if not super().is_valid():  # type: ignore[misc]
            return False
        chosen = {*named_in(self.instance), *self._named_in_formsets()}
        if not has_foreign(chosen, self.instance, self.for_user):
            return True
        self.add_error(None, ValidationError(REFUSAL))  # type: ignore[attr-defined]
        return False

    def _named_in_formsets(self) -> Iterator[Named]:
        """Yield what is chosen in the forms of authors, cross-listings and others.

        The instance does not have them before it is saved.
        """
        for formset in getattr(self, "formsets", {}).values():
            for form in formset.forms:
                for value in getattr(form, "cleaned_data", {}).values():
                    if isinstance(value, Model) and value.pk:
                        yield type(value), str(value.pk)


class OwnChoicesForm(OwnChoicesMixin, WagtailAdminModelForm):
    """The form of snippets and settings."""


def named_in(instance: Model) -> Iterator[Named]:
    """Yield the objects in the fields, blocks and texts of an object."""
    found = ReferenceIndex._extract_references_from_object(instance)
    for content_type_id, object_id, _model_path, _content_path in found:
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model:
            yield model, str(object_id)


def has_foreign(named: Collection[Named], instance: Model, user: Any) -> bool:
    """Return True if one of the objects is new to the stored instance and of another clinic."""
    if get_own_site_ids(user) is None:
        return False
    rows = type(instance)._default_manager.filter(pk=instance.pk) if instance.pk else ()
    known = {each for stored in rows for each in named_in(stored)}
    by_model: dict[type[Model], set[str]] = defaultdict(set)
    for model, pk in named:
        base = Page if issubclass(model, Page) else model
        if (base, pk) not in known:
            by_model[base].add(pk)
    return any(len(find_allowed(model, ids, user)) < len(ids) for model, ids in by_model.items())


def find_allowed(model: type[Model], ids: Collection[str], user: Any) -> set[str]:
    """Return the ids of the objects that the user may choose; all of a model without walls."""
    if issubclass(model, Page):
        own = filter_own_pages(Page.objects.all(), user)
    elif issubclass(model, LibraryItem):
        own = model.objects.all()
    elif issubclass(model, AbstractImage | AbstractDocument):
        policy = policy_registry.get_by_type(model)
        own = policy.instances_user_has_any_permission_for(user, FILE_ACTIONS)
    else:
        return set(ids)
    return {str(pk) for pk in own.filter(pk__in=ids).values_list("pk", flat=True)}
