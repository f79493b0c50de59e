"""The workflow task for a clinical review."""

from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry
from wagtail.snippets.models import get_workflow_enabled_models

from articles.models.article import ArticlePage
from articles.models.person import PersonPage
from articles.review.forms import SignForm
from articles.review.sign_off import record_sign_off


class ClinicalReviewTask(Task):
    """A workflow step at which an article waits for its sign-off, by link or in the admin.

    Members of the groups who have a profile can sign in the admin. Other pages and snippets need
    no sign-off: users who may publish them approve them. `articles.review.requests` sends the
    links.
    """

    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups"),
        blank=True,
        help_text=_(
            "Members of these groups can sign off articles in the admin, each with their own "
            "profile."
        ),
    )
    link_days = models.PositiveSmallIntegerField(_("days until a review link expires"), default=14)

    # Read by `articles.publishing.signing.can_be_signed`, a layer below.
    records_sign_off = True
    admin_form_fields = [*Task.admin_form_fields, "groups", "link_days"]

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    @classmethod
    def get_description(cls):
        return _("The reviewer of the article signs it, by a personal link or in the admin")

    def get_actions(self, obj, user):
        reject = ("reject", _("Request changes"), True)
        if not _is_article(obj):
            approve = ("approve", _("Approve"), False)
            return [reject, approve] if _may_publish(user, obj) else []
        if (user.is_superuser or self.has_member(user)) and get_signing_profile(user):
            return [reject, ("sign", _("Sign and approve"), True)]
        return [reject] if user.is_superuser else []

    def get_form_for_action(self, action):
        return SignForm if action == "sign" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Record the sign-off, then approve the step.

        The sign-off is kept if the gate refuses to publish: the article stays at this step and
        the signer is shown the reason.
        """
        if action_name == "sign":
            # The edit view passes on the data of its dialog unchecked.
            # The latest draft is the one that is published.
            revision = task_state.revision.content_object.get_latest_revision()
            form = SignForm.for_text(revision.as_object())(kwargs)
            reviewer = get_signing_profile(user)
            if not form.is_valid() or reviewer is None:
                raise PermissionDenied
            answer = {name: form.cleaned_data[name] for name in ("comment", "months")}
            record_sign_off(revision.as_object(), revision, reviewer, user=user, **answer)
            action_name, kwargs = "approve", {"comment": answer["comment"]}
        super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj, user):
        return _is_article(obj) and self.has_member(user)

    def has_member(self, user) -> bool:
        return self.groups.filter(pk__in=user.groups.values("pk")).exists()

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        if user.is_superuser:
            return states
        models: list[Any] = [
            model
            for model in get_workflow_enabled_models()
            if policy_registry.get_by_type(model).user_has_permission(user, "publish")
        ]
        if self.has_member(user):
            models.append(ArticlePage)
        types = ContentType.objects.get_for_models(*models).values()
        return states.filter(revision__content_type__in=types)


def _is_article(obj) -> bool:
    return isinstance(obj, Page) and issubclass(obj.specific_class, ArticlePage)


def _may_publish(user, obj) -> bool:
    """Return True if the user may publish the page or snippet."""
    if isinstance(obj, Page):
        return obj.permissions_for_user(user).can_publish()
    return policy_registry.get(obj).user_has_permission(user, "publish")


def get_signing_profile(user) -> PersonPage | None:
    """Return the published profile of the user. An unpublished one cannot sign."""
    return PersonPage.objects.filter(account=user, live=True).first()
