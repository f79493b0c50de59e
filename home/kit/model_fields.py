"""The fields of a model that a kit contains, found by looking at the model.

A new field, page type, snippet or setting is part of a kit without a change here. What is not part
of it is listed with a reason; a test compares the lists with the models.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Field, ForeignKey, Model
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    DraftStateMixin,
    LockableMixin,
    Orderable,
    Page,
    RevisionMixin,
    Task,
    Workflow,
)

from articles.models import (
    ArticleChange,
    ArticlePage,
    Clearance,
    Reference,
    ReferenceProposal,
    ReviewComment,
    ReviewRequest,
    SignOff,
    Waiver,
)
from home.brand.models import LookSettings
from home.saved_sections.models import SavedSections

# Names of fields, and where a kit has them instead, or why it does not.
KEY = "a number of the database; a kit has names"
TREE = "follows from the file's place in the kit"
REVISION = "versions are kept as the public text, the draft and the scheduled text"
BELOW = "the record is below its article"
BELOW_OBJECT = "the waiver is below its page or call to action"
FROM_BODY = "computed from the body"
FROM_FILE = "computed from the file"
REASONS: dict[type[Model], dict[str, str]] = {
    LookSettings: {"logo_measures": FROM_FILE},
    Page: {
        "id": "as `id`, used if the database has none of the numbers",
        "path": TREE,
        "depth": TREE,
        "numchild": TREE,
        "url_path": TREE,
        "slug": TREE,
        "content_type": "as `type`",
        "draft_title": "the title of the draft",
        "locale": "a kit has one language",
        "latest_revision": REVISION,
        "live_revision": REVISION,
        "has_unpublished_changes": "true if there is a `draft`",
        "alias_of": "as `alias_of`",
        "locked": "as `locked`",
        "locked_at": "as `locked`",
        "locked_by": "as `locked`",
        "wagtail_admin_comments": "conversations of the old site's staff",
    },
    ArticlePage: {
        "category": TREE,
        "reading_minutes": FROM_BODY,
        "source_count": FROM_BODY,
        "strongest_source": FROM_BODY,
        "strongest_level": FROM_BODY,
        "cites_guideline": FROM_BODY,
        "reviewer": "as `review`, checked against the sign-offs",
        "reviewed_on": "as `review`, checked against the sign-offs",
        "next_review_on": "as `review`, checked against the sign-offs",
        "changed_since_review": "as `review`, checked against the sign-offs",
    },
    DraftStateMixin: {
        "latest_revision": REVISION,
        "live_revision": REVISION,
        "has_unpublished_changes": "true if there is a `draft`",
    },
    RevisionMixin: {"latest_revision": REVISION},
    LockableMixin: {
        "locked": "as `locked`",
        "locked_at": "as `locked`",
        "locked_by": "as `locked`",
    },
    Reference: {
        "key": "the name of the source in the kit",
        "fingerprint": "computed from the other fields",
        "search_text": "computed from the other fields",
        "lacks": "computed from the other fields",
        "is_complete": "computed from the other fields",
    },
    ReferenceProposal: {"reference": "the proposal is below its source"},
    get_image_model(): {
        "file": "the name of the picture in the kit",
        "width": FROM_FILE,
        "height": FROM_FILE,
        "file_size": FROM_FILE,
        "file_hash": FROM_FILE,
    },
    get_document_model(): {
        "id": "as `id`, since the address of a document contains it",
        "file": "the name of the document in the kit",
        "file_size": FROM_FILE,
        "file_hash": FROM_FILE,
    },
    get_user_model(): {
        "username": "the name of the user in the kit",
        "password": "a secret",
        "last_login": "belongs to the old site",
        "is_staff": "of no use without Django's own admin",
    },
    SignOff: {
        "article": BELOW,
        "revision": REVISION,
        "content_hash": "as `text`, a digest without numbers of the database",
        "shared_content": "as `shown`",
    },
    Clearance: {
        "article": BELOW,
        "content_hash": "as `text`, a digest without numbers of the database",
    },
    Waiver: {
        **dict.fromkeys(("content_type", "object_id", "object_title"), BELOW_OBJECT),
        "site": "a kit is of one site",
        "sentence_hash": "computed from the sentence and its sources",
        "source_ids": "as `sources`",
    },
    ReviewRequest: {
        "article": BELOW,
        "revision": REVISION,
        "task_state": "requests that are open are not in a kit",
        "secret_hash": "a secret",
    },
    ReviewComment: {"request": "the comments are below their review"},
    Redirect: {"site": "a kit is of one site"},
    SavedSections: {"made_by": "who may delete them is decided where they are loaded"},
    SearchPromotion: {
        "query": "the promoted results are below their words",
        "sort_order": "the order of the list",
    },
    Workflow: {"name": "the name of the workflow in the kit", "workflow_tasks": "as `steps`"},
    Task: {"content_type": "as `type`", "name": "the name of the step in the kit"},
    Collection: {"path": TREE, "depth": TREE, "numchild": TREE, "name": TREE},
}


# Models whose numbers are in public addresses or feeds. They are in a kit as `id`, and used if the
# database has none of them.
WITH_PUBLIC_KEY = (ArticleChange, get_document_model())


def left_out(model: type[Model]) -> dict[str, str]:
    """Return the fields that a kit does not have under their own name, with the reasons."""
    reasons: dict[str, str] = {}
    for base in reversed(model.__mro__):
        reasons |= REASONS.get(base, {})
    for field in model._meta.get_fields():
        if isinstance(field, Field) and field.primary_key and field.name not in reasons:
            reasons[field.name] = KEY
        elif isinstance(field, ParentalKey):
            reasons[field.name] = "the rows are below their object"
        elif isinstance(field, ForeignKey) and _is_site(field):
            reasons[field.name] = "a kit is of one site"
    if issubclass(model, Orderable):
        reasons["sort_order"] = "the order of the list"
    return reasons


def kept_fields(model: type[Model]) -> list[Any]:
    """Return the fields with a value of their own that a kit has, in the order of the model."""
    reasons = left_out(model)
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    tags = [field for field in model._meta.many_to_many if isinstance(field, TaggableManager)]
    private = [f for f in model._meta.private_fields if isinstance(f, TaggableManager)]
    unique = dict.fromkeys([*fields, *tags, *private])
    return [field for field in unique if field.name not in reasons]


def kept_children(model: type[Model]) -> list[Any]:
    """Return the relations whose rows belong to their object, such as the authors of an article."""
    relations = get_all_child_relations(model)
    reasons = left_out(model)
    tag_rows = {
        field.remote_field.through
        for field in kept_fields(model)
        if isinstance(field, TaggableManager)
    }
    return [
        relation
        for relation in relations
        if relation.get_accessor_name() not in reasons and relation.related_model not in tag_rows
    ]


def _is_site(field: Any) -> bool:
    return field.related_model is not None and field.related_model._meta.label == "wagtailcore.Site"
