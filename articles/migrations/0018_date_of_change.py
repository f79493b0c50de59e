"""Store the date of change of an article, from what the database knows of earlier changes.

That is the newest of its first publication, the newest line of its change log, and the first
sign-off of another text than the one signed before. Times of publication are not used: nobody can
tell whether a comma or a sentence was published then. This migration imports no live code.
"""

from collections import defaultdict
from datetime import datetime, time

from django.db import migrations, models
from django.utils import timezone

BATCH_SIZE = 500


def set_change_dates(apps, schema_editor):
    ArticlePage = apps.get_model("articles", "ArticlePage")
    originals = ArticlePage.objects.filter(first_published_at__isnull=False, alias_of=None)
    moments = defaultdict(list)
    published = {}
    now = timezone.now()
    rows = originals.values_list("pk", "first_published_at", "last_published_at")
    for pk, first, last in rows.iterator(chunk_size=BATCH_SIZE):
        moments[pk].append(first)
        published[pk] = last or first
    for pk, day in apps.get_model("articles", "ArticleChange").objects.values_list("page", "day"):
        if pk in published:
            moments[pk].append(min(noon(day), now))
    for pk, signed_at in signed_changes(apps):
        if pk in published and signed_at <= published[pk]:
            moments[pk].append(signed_at)
    dates = {pk: max(found) for pk, found in moments.items()}
    aliases = ArticlePage.objects.filter(alias_of__isnull=False).values_list("pk", "alias_of")
    dates |= {pk: dates[original] for pk, original in aliases if original in dates}
    ArticlePage.objects.bulk_update(
        [ArticlePage(pk=pk, content_changed_at=moment) for pk, moment in dates.items()],
        ["content_changed_at"],
        batch_size=BATCH_SIZE,
    )


def signed_changes(apps):
    """Yield the article and the time of each sign-off of a text that differs from the last one."""
    signed = {}
    rows = apps.get_model("articles", "SignOff").objects.exclude(content_hash="")
    for pk, text, signed_at in rows.order_by("signed_at", "pk").values_list(
        "article", "content_hash", "signed_at"
    ):
        if signed.get(pk, text) != text:
            yield pk, signed_at
        signed[pk] = text


def noon(day):
    return datetime.combine(day, time(12), timezone.get_default_timezone())


class Migration(migrations.Migration):
    dependencies = [("articles", "0017_strongest_source_of_findings")]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="content_changed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(set_change_dates, migrations.RunPython.noop),
    ]
