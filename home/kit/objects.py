"""Snippets of a kit: calls to action, conditions and whatever other kinds there will be.

`calls_to_action.yaml` has the calls to action by their names. Kinds with drafts have the public
text, and `draft` with what differs in the draft.
"""

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from taggit.models import TagBase
from wagtail.models import DraftStateMixin, ReferenceIndex, Revision, Site
from wagtail.search import index
from wagtail.search.backends import get_search_backend
from wagtail.snippets.models import get_snippet_models

from articles.models import Reference
from articles.publishing.errors import PublishingRefusedError
from home.kit.comparison import is_same
from home.kit.errors import Place
from home.kit.fields import Entry, FieldDecoder
from home.kit.names import is_never_public, object_name
from home.kit.page_building import DRAFT, WAIVERS, complete_dates, fill, refill
from home.kit.reading import KitFiles
from home.kit.report import CREATED, KEPT, REPLACED, UNCHANGED, LoadReport
from home.kit.waivers import WaiverLoader
from home.kit.yaml_reading import Mapping, as_mapping

LOCKED = "locked"
# Fields that a kit may leave out, and which then get a value by themselves.
SELF_MADE = ("first_published_at", "last_published_at", "slug")
# Fields of the snippet and not of one of its versions.
STATE = ("live", "first_published_at", "last_published_at", "expired")


def snippet_models() -> list[type[Model]]:
    """Return the kinds of snippets, except sources, which have a form of their own."""
    models = [model for model in get_snippet_models() if not issubclass(model, Reference)]
    # Tags first: other kinds may have some.
    return sorted(models, key=lambda model: (not issubclass(model, TagBase), model._meta.label))


def snippet_file(model: type[Model]) -> str:
    """Return `calls_to_action.yaml`: the English plural, whatever language the site has."""
    with translation.override("en"):
        name = str(model._meta.verbose_name_plural).lower()
    return "_".join(re.findall(r"\w+", name)) + ".yaml"


class SnippetLoader:
    """Loads the snippets that the database does not have."""

    def __init__(
        self,
        kit: KitFiles,
        decoder: FieldDecoder,
        report: LoadReport,
        waivers: WaiverLoader,
        *,
        for_new_site: bool,
        replace: bool,
    ) -> None:
        self.kit, self.decoder, self.names, self.report = kit, decoder, decoder.names, report
        self.for_new_site, self.replace, self.waivers = for_new_site, replace, waivers
        self.now = timezone.now()
        # New objects with drafts, by their names in the kit.
        self.created: dict[str, Any] = {}
        # Tags of these kinds are all in a file.
        self.listed: set[type[Model]] = set()
        self.never_public: list[Any] = []

    def load(self) -> None:
        self.names.create_tag = self._create_tag
        for model in snippet_models():
            if (file := snippet_file(model)) in self.kit:
                self._load_file(model, file)
                self.listed.add(model)

    def give_to_site(self, site: Site) -> None:
        """Keep what is never public to the site, which no page names, if there are others."""
        if Site.objects.count() > 1:
            for instance in self.never_public:
                instance.site = site
                instance.save()

    def _create_tag(self, model: type[TagBase], name: str) -> int | None:
        """Create a tag that a page uses, unless the kit lists all tags of this kind."""
        if model in self.listed:
            return None
        tag = model._default_manager.create(name=name)
        self.report.add(str(model._meta.verbose_name), CREATED, name)
        return tag.pk

    def _load_file(self, model: type[Model], file: str) -> None:
        place = Place(file, 1)
        entries = as_mapping(self.kit.yaml(file), place)
        kind = str(model._meta.verbose_name)
        known = dict(self.names.table(model).pks)
        taken: set[str] = set()
        for key, value in entries.items():
            at = entries.place(key, place)
            fields = as_mapping(value, at)
            entry = self.decoder.entry(model, fields, at, f"{file}/{key}", (DRAFT, LOCKED, WAIVERS))
            instance = self._build(model, key, entry, fields)
            stored = _next_name(instance, key, taken, issubclass(model, TagBase))
            same = stored in known and self._is_same(model, known[stored], instance)
            # One of another site leads to its pages, so a new site gets its own.
            is_own = same or not self.for_new_site or issubclass(model, TagBase)
            if stored in known and is_own:
                self.names.table(model).pks[key] = known[stored]
                if not same and self.replace:
                    self._replace(model, known[stored], entry)
                    self.report.add(kind, REPLACED, key)
                else:
                    self.report.add(kind, UNCHANGED if same else KEPT, key)
            else:
                self._create(instance, entry, fields, at, f"{file}/{key}")
                self.names.add(model, key, instance.pk)
                self.report.add(kind, CREATED, key)

    def _build(self, model: type[Model], key: str, entry: Entry, fields: Mapping) -> Any:
        instance = model()
        if isinstance(instance, TagBase):
            entry.values["name"] = key
        fill(instance, entry)
        if isinstance(instance, DraftStateMixin):
            complete_dates(instance, fields, self.now)
        return instance

    def _is_same(self, model: type[Model], pk: int, wanted: Any) -> bool:
        stored: Any = model._default_manager.get(pk=pk)
        if isinstance(wanted, DraftStateMixin) and not (stored.live and wanted.live):
            stored = stored.get_latest_revision_as_object()
        return is_same(self.names, stored, wanted, (*SELF_MADE, *STATE))

    def _replace(self, model: type[Model], pk: int, entry: Entry) -> None:
        """Replace the text. A draft in the kit becomes a draft, and what is public stays."""
        stored: Any = model._default_manager.get(pk=pk)
        if not isinstance(stored, DraftStateMixin):
            refill(stored, entry, SELF_MADE)
            stored.save()
            return
        state = {name: getattr(stored, name) for name in STATE}
        draft: Any = stored.get_latest_revision_as_object()
        is_public = entry.values.get("live", True)
        refill(draft, entry, SELF_MADE)
        for name, value in state.items():
            setattr(draft, name, value)
        revision = draft.save_revision(clean=False)
        if is_public:
            try:
                revision.publish()
            except PublishingRefusedError as refused:
                self.report.note(str(stored), _("replaced as a draft: %s") % refused.reasons)

    def _create(
        self, instance: Any, entry: Entry, fields: Mapping, place: Place, seed: str
    ) -> None:
        if isinstance(instance, TagBase):
            instance.save()
        else:
            instance.save_base(raw=True, force_insert=True)
        for accessor in entry.children:
            type_ = type(getattr(instance, accessor).model)
            type_.objects.bulk_create(getattr(instance, accessor).get_object_list())
        if isinstance(instance, DraftStateMixin):
            self._store_versions(instance, fields, place, seed)
            self.created[seed] = instance
            self.waivers.load(instance, fields, place, instance.site_id)
        if is_never_public(type(instance)):
            self.never_public.append(instance)
        if ReferenceIndex.model_is_indexable(type(instance)):
            ReferenceIndex.create_or_update_for_object(instance)
        if isinstance(instance, index.Indexed):
            get_search_backend().add(instance)

    def _store_versions(self, instance: Any, fields: Mapping, place: Place, seed: str) -> None:
        """Store the public text as a version, and the draft if there is one."""
        versions = []
        if instance.live:
            versions.append(
                self._revision(instance, instance, instance.last_published_at or self.now)
            )
        if DRAFT in fields or not instance.live:
            at = fields.place(DRAFT, place)
            merged = Mapping(fields.line)
            merged.update({k: v for k, v in fields.items() if k not in (DRAFT, LOCKED, WAIVERS)})
            merged.update(as_mapping(fields.get(DRAFT), at))
            merged.lines = {**fields.lines, **as_mapping(fields.get(DRAFT), at).lines}
            draft = type(instance)(pk=instance.pk)
            fill(draft, self.decoder.entry(type(instance), merged, at, seed))
            versions.append(self._revision(instance, draft, self.now))
        Revision.objects.bulk_create(versions)
        newest = versions[-1]
        type(instance)._default_manager.filter(pk=instance.pk).update(
            live_revision=versions[0] if instance.live else None,
            latest_revision=newest,
            has_unpublished_changes=DRAFT in fields or not instance.live,
        )

    def _revision(self, instance: Any, text: Any, made_at: Any) -> Revision:
        return Revision(
            content_type=ContentType.objects.get_for_model(instance),
            base_content_type=instance.get_base_content_type(),
            object_id=str(instance.pk),
            object_str=str(text),
            created_at=made_at,
            content=text.serializable_data(),
        )


def _next_name(instance: Any, key: str, taken: set[str], is_tag: bool) -> str:
    """Return the name by which the database would know the object: equal ones have numbers."""
    if is_tag:
        return key
    base = name = object_name(instance)
    number = 1
    while name in taken:
        number += 1
        name = f"{base}-{number}"
    taken.add(name)
    return name
