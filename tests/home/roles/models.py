"""Every model: those that visitors see something of, and those that they never do, with reasons.

A new model belongs in one of the lists, and a public one needs a request that changes it in
`test_matrix.py`.
"""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page

from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    CategoryIndexPage,
    MergedReference,
    PersonPage,
    SignOff,
    TaggedCondition,
    TeamIndexPage,
)
from articles.models.change import ArticleChange
from home.care.models import (
    ConditionIndexPage,
    ConditionPage,
    ConditionPerson,
    PlaceIndexPage,
    PlacePage,
    ServiceCondition,
    ServiceIndexPage,
    ServicePage,
    ServicePerson,
    ServicePlace,
    ServicePrice,
)
from home.delivery.content_version import CONTENT_MODELS
from home.enquiry.models import EnquiryField, EnquiryPage
from home.models import ClinicRendition, HomePage, StandardPage

PUBLIC_PAGES = (
    ArticlePage,
    CategoryIndexPage,
    ConditionIndexPage,
    ConditionPage,
    EnquiryPage,
    HomePage,
    PersonPage,
    PlaceIndexPage,
    PlacePage,
    ServiceIndexPage,
    ServicePage,
    StandardPage,
    TeamIndexPage,
)
# Rows that belong to pages and are published with them.
PUBLIC_PARTS = (
    *(ArticleAuthor, ArticleChange, ArticleCrossListing, EnquiryField, TaggedCondition),
    *(ConditionPerson, ServiceCondition, ServicePerson, ServicePlace, ServicePrice),
)
PUBLIC_MODELS: dict[str, str] = {
    **{model._meta.label: "shown, see CONTENT_MODELS" for model in CONTENT_MODELS},
    **{model._meta.label: "a page" for model in PUBLIC_PAGES},
    **{model._meta.label: "published with its page" for model in PUBLIC_PARTS},
    Page._meta.label: "the fields of all pages",
    get_document_model()._meta.label: "served at its address",
    Collection._meta.label: "decides with its restriction who may read documents",
    CollectionViewRestriction._meta.label: "decides who may read documents",
    ClinicRendition._meta.label: "the files of pictures",
    SearchPromotion._meta.label: "shown first in search",
    Query._meta.label: "the query of a promotion",
    SignOff._meta.label: "the reviewer's signature",
    MergedReference._meta.label: "the source that a former id now names",
    Locale._meta.label: "the languages of pages",
}
# Never shown to visitors, however they change.
PRIVATE_MODELS: dict[str, str] = {
    **dict.fromkeys(
        (
            "articles.Clearance",
            "articles.ClinicalReviewTask",
            "articles.ClinicalReviewTask_groups",
            "articles.ReviewComment",
            "articles.ReviewRequest",
            "articles.Waiver",
            "articles.WaiverWithdrawal",
            "wagtailcore.Comment",
            "wagtailcore.CommentReply",
            "wagtailcore.GroupApprovalTask",
            "wagtailcore.GroupApprovalTask_groups",
            "wagtailcore.PageSubscription",
            "wagtailcore.Task",
            "wagtailcore.TaskState",
            "wagtailcore.Workflow",
            "wagtailcore.WorkflowContentType",
            "wagtailcore.WorkflowPage",
            "wagtailcore.WorkflowState",
            "wagtailcore.WorkflowTask",
        ),
        "reviews and workflows, which publish by saving the page",
    ),
    **dict.fromkeys(
        ("wagtailcore.Revision", "articles.ReferenceProposal"),
        "drafts, which are published by saving the page, snippet or source",
    ),
    **dict.fromkeys(
        (
            "articles.ClaimCount",
            "articles.Freshness",
            "articles.Reminder",
            "articles.WaiverState",
            "home.StepRecord",
            "wagtailsearchpromotions.QueryDailyHits",
        ),
        "reports, reminders and first steps for staff",
    ),
    "home.SavedSections": "templates of sections; pages get copies",
    **dict.fromkeys(
        ("home.SiteCollection",),
        "written by set_up_roles only: at which site a document is served",
    ),
    **dict.fromkeys(
        ("articles.ReferenceUpload", "wagtailcore.UploadedFile", "wagtailadmin.FormState"),
        "uploads and forms that are not finished",
    ),
    **dict.fromkeys(
        ("wagtailcore.ModelLogEntry", "wagtailcore.PageLogEntry", "wagtailadmin.EditingSession"),
        "histories and sessions of the admin",
    ),
    **dict.fromkeys(
        (
            "auth.Group",
            "auth.Group_permissions",
            "auth.Permission",
            "django_otp_webauthn.WebAuthnAttestation",
            "django_otp_webauthn.WebAuthnCredential",
            "django_otp_webauthn.WebAuthnUserHandle",
            "home.AttemptCount",
            "home.ResetRequest",
            "home.AuditEntry",
            "home.Session",
            "home.User",
            "home.User_groups",
            "home.User_user_permissions",
            "otp_static.StaticDevice",
            "otp_static.StaticToken",
            "otp_totp.TOTPDevice",
            "sessions.Session",
            "wagtailadmin.Admin",
            "wagtailcore.APIToken",
            "wagtailcore.GroupCollectionPermission",
            "wagtailcore.GroupPagePermission",
            "wagtailcore.GroupSitePermission",
            "wagtailusers.UserProfile",
        ),
        "accounts and permissions",
    ),
    **dict.fromkeys(
        ("wagtailcore.CollectionViewRestriction_groups", "wagtailcore.PageViewRestriction_groups"),
        "which staff may see what visitors may not",
    ),
    **dict.fromkeys(
        (
            "home.EnquirySubmission",
            "home.FeedbackCount",
            "home.FeedbackWords",
            "home.Subscriber",
            "home.Subscriber_topics",
            "home.SubscriptionCount",
            "home.SubscriptionRequest",
            "home.SubscriptionRequest_topics",
            "wagtailforms.FormSubmission",
        ),
        "what visitors have sent",
    ),
    **dict.fromkeys(
        ("home.Delivery", "home.Letter", "home.LetterItem"), "mails to subscribers, not pages"
    ),
    **dict.fromkeys(
        (
            "contenttypes.ContentType",
            "django_tasks_database.DBTaskResult",
            "home.Generation",
            "wagtailcore.ReferenceIndex",
            "wagtailembeds.Embed",
        ),
        "derived from the other models, or technical",
    ),
    **dict.fromkeys(
        ("wagtailsearch.IndexEntry", "wagtailsearch.SQLiteFTSIndexEntry"),
        "the index of live and other pages; search shows live ones, with their own words",
    ),
    **dict.fromkeys(
        ("taggit.Tag", "taggit.TaggedItem"), "tags of images and documents, shown in the admin"
    ),
    **dict.fromkeys(
        ("wagtailimages.Image", "wagtailimages.Rendition"), "not used: ClinicImage replaces it"
    ),
}
