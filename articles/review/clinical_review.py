"""The step of a workflow at which a clinician reads an article."""

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from articles.models.article import ArticlePage
from articles.models.person import PersonPage
from articles.review.forms import SignForm
from articles.review.sign_off import record_sign_off


class ClinicalReviewTask(Task):
    """An article waits here for the sign-off of its reviewer, by link or in the admin.

    Asking by link is up to `articles.review`. In the admin sign those who are in one of the groups
    and have a profile to sign under. Pages that are no articles need no signature: whoever may
    publish them approves them.
    """

    groups = models.ManyToManyField(
        Group,
        verbose_name=_("groups"),
        blank=True,
        help_text=_("Whose members may sign in the admin, each under their own profile."),
    )
    link_days = models.PositiveSmallIntegerField(_("days a review link is open"), default=14)

    admin_form_fields = [*Task.admin_form_fields, "groups", "link_days"]

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    @classmethod
    def get_description(cls):
        return _("The article's reviewer signs it, by a link of their own or in the admin")

    def get_actions(self, obj, user):
        reject = ("reject", _("Ask for changes"), True)
        if not _is_article(obj):
            approve = ("approve", _("Approve"), False)
            return [reject, approve] if obj.permissions_for_user(user).can_publish() else []
        if (user.is_superuser or self.has_member(user)) and get_signing_profile(user):
            return [reject, ("sign", _("Sign and approve"), True)]
        return [reject] if user.is_superuser else []

    def get_form_for_action(self, action):
        return SignForm if action == "sign" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        """A signature approves, and holds, also if something else keeps the article from being
        published: it waits here then, and whoever signed is told why."""
        if action_name == "sign":
            said = self._clean_sign_form(kwargs)
            # The draft of today: it is what is published.
            self._sign(task_state.revision.content_object.get_latest_revision(), user, said)
            action_name, kwargs = "approve", {"comment": said["comment"]}
        super().on_action(task_state, user, action_name, **kwargs)

    def user_can_access_editor(self, obj, user):
        return _is_article(obj) and self.has_member(user)

    def has_member(self, user) -> bool:
        return self.groups.filter(pk__in=user.groups.values("pk")).exists()

    def get_task_states_user_can_moderate(self, user, **kwargs):
        if user.is_superuser or self.has_member(user):
            return self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return TaskState.objects.none()

    def _clean_sign_form(self, data):
        """What was filled in; the editor passes on what its dialog had checked, unchecked."""
        form = self.get_form_for_action("sign")(data)
        if not form.is_valid():
            raise PermissionDenied
        return form.cleaned_data

    def _sign(self, revision, user, said):
        reviewer = get_signing_profile(user)
        if reviewer is None:
            raise PermissionDenied
        article, comment, months = revision.as_object(), said["comment"], said["months"]
        record_sign_off(article, revision, reviewer, user=user, comment=comment, months=months)


def _is_article(page) -> bool:
    return issubclass(page.specific_class, ArticlePage)


def get_signing_profile(user) -> PersonPage | None:
    """The profile under which somebody signs; one that nobody has published vouches for nobody."""
    return PersonPage.objects.filter(account=user, live=True).first()
