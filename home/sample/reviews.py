"""Sign-offs for the sample articles."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from articles.models import PersonPage
from articles.review.sign_off import record_sign_off


def sign_off_sample(revision: Revision, reviewer: int, day: date) -> None:
    """Sign off an article, which is required to publish it. The comment says it is a sample."""
    record_sign_off(
        revision.as_object(),
        revision,
        PersonPage.objects.get(pk=reviewer),
        comment=_("Sample: no clinician has read this article."),
        signed_at=datetime.combine(day, time(12), timezone.get_current_timezone()),
    )
