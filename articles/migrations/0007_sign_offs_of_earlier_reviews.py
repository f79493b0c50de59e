"""Reviews from before sign-offs were kept, recorded as sign-offs of a text nobody can name."""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone

DEFAULT_MONTHS = 12
LONGEST_INTERVAL = 36


def record_earlier_reviews(apps, schema_editor):
    ArticlePage = apps.get_model("articles", "ArticlePage")
    SignOff = apps.get_model("articles", "SignOff")
    reviewed = ArticlePage.objects.filter(
        alias_of=None, reviewer__isnull=False, reviewed_on__isnull=False
    )
    for article in reviewed.select_related("reviewer"):
        person = article.reviewer
        SignOff.objects.create(
            article=article,
            article_title=article.title,
            content_hash="",
            reviewer=person,
            reviewer_name=f"{person.honorific} {person.title}".strip(),
            signed_at=timezone.make_aware(datetime.combine(article.reviewed_on, time(12))),
            months_until_next=months_between(article.reviewed_on, article.next_review_on),
        )


def months_between(day, next_day):
    if next_day is None:
        return DEFAULT_MONTHS
    months = (next_day.year - day.year) * 12 + next_day.month - day.month
    return min(max(months, 1), LONGEST_INTERVAL)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_sign_offs_and_reviews"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(record_earlier_reviews, migrations.RunPython.noop)]
