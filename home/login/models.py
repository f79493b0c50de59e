"""Sessions, counts of login attempts and requests for mail, which all processes share."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A session that knows its user, so that users can list and end their sessions."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="sessions",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls):
        return import_string(f"{settings.SESSION_ENGINE}.SessionStore")


class AttemptCount(models.Model):
    """The number of attempts of one kind in a period, by a hash of the account or network."""

    key = models.CharField(_("key"), max_length=200, primary_key=True)
    number = models.PositiveIntegerField(_("number"))
    expires_at = models.DateTimeField(_("end"), db_index=True)

    class Meta:
        verbose_name = _("count of attempts")
        verbose_name_plural = _("counts of attempts")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


class ResetRequest(models.Model):
    """A password reset that was asked for; deleted before its mail is sent."""

    email = models.EmailField(_("email address"))
    network = models.CharField(_("network"), max_length=50, blank=True)
    requested_at = models.DateTimeField(_("requested at"), auto_now_add=True)

    class Meta:
        verbose_name = _("requested password reset")
        verbose_name_plural = _("requested password resets")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)
