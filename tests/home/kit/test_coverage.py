"""Everything that the database has of a site is in a kit, or is listed with a reason."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from taggit.managers import TaggableManager
from wagtail.blocks import BaseBlock, Block, ListBlock
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Page, Workflow, get_page_models

from articles.models import (
    Clearance,
    Reference,
    ReferenceProposal,
    ReviewComment,
    ReviewRequest,
    SignOff,
    Waiver,
)
from home.kit.model_fields import REASONS, kept_children, kept_fields, left_out
from home.kit.objects import snippet_models
from home.kit.settings import settings_models
from home.kit.staff import task_types
from home.kit.streams import ID

KEPT: set[Any] = {
    *(model for model in get_page_models() if model is not Page),
    *snippet_models(),
    *settings_models(),
    *task_types(),
    *(get_image_model(), get_document_model(), get_user_model()),
    *(Reference, ReferenceProposal, SignOff, Clearance, ReviewRequest, ReviewComment, Waiver),
    *(Redirect, SearchPromotion, Workflow),
}
# Models that are in a kit by another way than by their fields.
BY_OTHER_WAYS = {
    "auth.Group": "groups.yaml",
    "auth.Permission": "named by groups and users",
    "taggit.Tag": "named by what has the tag",
    "taggit.TaggedItem": "the list of tags",
    "wagtailcore.Collection": "collections.yaml",
    "wagtailcore.CollectionViewRestriction": "privacy in collections.yaml, without its password",
    "wagtailcore.GroupCollectionPermission": "groups.yaml",
    "wagtailcore.GroupPagePermission": "groups.yaml",
    "wagtailcore.GroupSitePermission": "groups.yaml",
    "wagtailcore.Locale": "a kit has one language",
    "wagtailcore.Page": "the fields are those of each page type",
    "wagtailcore.PageViewRestriction": "privacy of a page, without its password",
    "wagtailcore.Revision": "the public text, the draft and the scheduled text",
    "wagtailcore.Site": "kit.yaml has the name; the address belongs to the installation",
    "wagtailcore.Task": "the fields are those of each type of step",
    "wagtailcore.WorkflowContentType": "workflows.yaml",
    "wagtailcore.WorkflowPage": "workflows.yaml",
    "wagtailcore.WorkflowTask": "workflows.yaml",
    "wagtailsearchpromotions.Query": "the words of promoted_results.yaml",
}
LEFT_OUT = {
    "articles.ClaimCount": "counted when the kit is loaded",
    "articles.Freshness": "measured when the kit is loaded",
    "articles.MergedReference": "texts in a kit name the source that replaced a merged one",
    "articles.ReferenceUpload": "files between preview and import",
    "articles.Reminder": "mails that the old installation has sent",
    "articles.WaiverState": "found when the kit is loaded",
    "articles.WaiverWithdrawal": "waivers that were withdrawn stay behind",
    "contenttypes.ContentType": "a table of Django",
    "django_tasks_database.DBTaskResult": "work of the old installation",
    "home.AttemptCount": "limits of logins",
    "home.AuditEntry": "the audit log never leaves its installation",
    "home.ClinicRendition": "made when a page needs it",
    "home.EnquirySubmission": "enquiries are never in a kit",
    "home.Delivery": "mails that the old installation has sent",
    "home.FeedbackCount": "answers of readers of the old installation",
    "home.FeedbackWords": "what readers wrote is never in a kit",
    "home.Generation": "caches of the old installation",
    "home.Letter": "mails that the old installation has sent",
    "home.LetterItem": "mails that the old installation has sent",
    "home.ResetRequest": "requests to the old installation",
    "home.Session": "sessions",
    "home.StepRecord": "which first steps the staff of the old installation have done",
    "home.Subscriber": "addresses are never in a kit",
    "home.SubscriptionCount": "counts of the old installation",
    "home.SubscriptionRequest": "addresses are never in a kit",
    "home.SiteCollection": "how an installation separates the libraries of its sites",
    "wagtailadmin.Admin": "a table without rows",
    "wagtailadmin.EditingSession": "who is editing now",
    "wagtailadmin.FormState": "choices for forms of the admin",
    "wagtailcore.APIToken": "secrets",
    "wagtailcore.Comment": "conversations of the old installation's staff",
    "wagtailcore.CommentReply": "conversations of the old installation's staff",
    "wagtailcore.ModelLogEntry": "history of the old installation",
    "wagtailcore.PageLogEntry": "history of the old installation",
    "wagtailcore.PageSubscription": "who is told of comments",
    "wagtailcore.ReferenceIndex": "made when the kit is loaded",
    "wagtailcore.TaskState": "a page under review is a draft, to be submitted again",
    "wagtailcore.UploadedFile": "uploads that were not finished",
    "wagtailcore.WorkflowState": "a page under review is a draft, to be submitted again",
    "wagtailforms.FormSubmission": "enquiries are never in a kit",
    "wagtailimages.Image": "the site has a model of its own",
    "wagtailimages.Rendition": "the site has a model of its own",
    "wagtailsearchpromotions.QueryDailyHits": "counts of a week",
    "wagtailusers.UserProfile": "each user's choices for the admin",
}
LEFT_OUT_APPS = {
    "wagtailsearch": "the search index, made when the kit is loaded",
    "sessions": "sessions",
    "django_otp_webauthn": "second factors are secrets",
    "wagtailembeds": "a cache",
    "otp_totp": "second factors are secrets",
    "otp_static": "second factors are secrets",
}
# Fields that the decoder reads.
FIELDS = (
    *(models.BooleanField, models.CharField, models.TextField, models.IntegerField),
    *(models.FloatField, models.DecimalField, models.DateField, models.JSONField),
    *(models.ForeignKey, models.FileField, models.UUIDField, StreamField, TaggableManager),
    models.ManyToManyField,
)


def rows_of(model) -> set[Any]:
    """Return the models of the rows below an object, at any depth."""
    below = {relation.related_model for relation in kept_children(model)}
    return below.union(*(rows_of(each) for each in below))


def saved_models() -> set[Any]:
    rows = {row for model in KEPT for row in rows_of(model)}
    through = {
        field.remote_field.through
        for model in KEPT
        for field in kept_fields(model)
        if isinstance(field, TaggableManager)
    }
    return KEPT | rows | through


def test_every_model_is_in_a_kit_or_listed_with_a_reason():
    known = {*BY_OTHER_WAYS, *LEFT_OUT}

    missing = {
        model._meta.label
        for model in apps.get_models()
        if model not in saved_models()
        and model._meta.label not in known
        and model._meta.app_label not in LEFT_OUT_APPS
    }

    assert missing == set()


SAVED = sorted(saved_models(), key=lambda model: str(model._meta.label))


@pytest.mark.parametrize("model", SAVED)
def test_every_field_is_in_a_kit_or_listed_with_a_reason(model):
    reasons = left_out(model)
    known = {field.name for field in kept_fields(model)}
    known |= {relation.get_accessor_name() for relation in kept_children(model)} | reasons.keys()

    fields = {field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}

    assert fields - known == set()
    assert all(reasons.values())
    assert all(isinstance(field, FIELDS) for field in kept_fields(model))


def test_files_of_settings_are_prepared_as_uploads_are():
    for model in settings_models():
        for field in kept_fields(model):
            if isinstance(field, models.FileField):
                assert hasattr(field, "clean_content"), field


def test_reasons_are_given_for_fields_that_exist():
    listed: list[tuple[Any, dict[str, str]]] = list(REASONS.items())
    for model, reasons in listed:
        if hasattr(model, "_meta") and not model._meta.abstract:
            names = {field.name for field in model._meta.get_fields()}
            names |= {str(each.get_accessor_name()) for each in model._meta.related_objects}
            assert reasons.keys() <= names, model


def children_of(block: Block) -> list[Block]:
    if isinstance(block, ListBlock):
        return [block.child_block]
    return list(getattr(block, "child_blocks", {}).values())


def all_blocks(block: Block) -> list[Block]:
    return [block, *(deep for child in children_of(block) for deep in all_blocks(child))]


def test_no_block_has_a_field_that_a_kit_uses_for_the_id():
    for model in saved_models():
        for field in kept_fields(model):
            if isinstance(field, StreamField):
                for block in all_blocks(field.stream_block):
                    assert isinstance(type(block), BaseBlock)
                    assert ID not in getattr(block, "child_blocks", {})
