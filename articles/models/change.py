"""What readers are told was changed in an article after it was published."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel
from wagtail.fields import NoFutureDateValidator


class ArticleChange(models.Model):
    """A dated line of the change log: a correction of what was wrong, or an update."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        UPDATE = "update", _("Update")

    page = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="changes")
    day = models.DateField(_("day"), validators=[NoFutureDateValidator()])
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.UPDATE)
    text = models.TextField(
        _("what changed"),
        max_length=400,
        help_text=_("For readers. A correction says what was wrong and what is right."),
    )

    panels = [FieldRowPanel(["day", "kind"]), "text"]

    class Meta:
        verbose_name = _("change")
        ordering = ["-day", "-pk"]

    def __str__(self):
        return f"{self.day}: {self.text}"
