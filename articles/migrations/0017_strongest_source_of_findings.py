"""Store the strongest source of an article's findings, instead of that of the whole page.

Guidelines and official sources are not ranked among studies any more: articles whose findings cite
one are marked. Like every migration this one imports no live code, so it reads the stored blocks.
"""

from django.db import migrations, models
from django.db.models import F, JSONField
from django.db.models.functions import Cast

LEVELS = {
    "systematic_review": 5,
    "randomised_trial": 4,
    "observational": 3,
    "laboratory": 2,
    "imaging": 2,
    "case_report": 2,
    "narrative_review": 1,
    "expert_opinion": 1,
    "hypothesis": 1,
}
GUIDELINE = "guideline"
BATCH_SIZE = 500


def update_strongest_sources(apps, schema_editor):
    ArticlePage = apps.get_model("articles", "ArticlePage")
    types = study_types(apps)
    pages = ArticlePage.objects.annotate(blocks=Cast(F("body"), JSONField()))
    rows = pages.order_by("pk").values_list("pk", "blocks", "strongest_source")
    changed = []
    for pk, blocks, before in rows.iterator(chunk_size=BATCH_SIZE):
        cited = [types[source] for source in evidence_sources(blocks) if source in types]
        strongest = max(filter(LEVELS.get, cited), key=LEVELS.get, default="")
        if strongest != before or GUIDELINE in cited:
            changed.append(
                ArticlePage(
                    pk=pk,
                    strongest_source=strongest,
                    strongest_level=LEVELS.get(strongest, 0),
                    cites_guideline=GUIDELINE in cited,
                )
            )
    ArticlePage.objects.bulk_update(
        changed, ["strongest_source", "strongest_level", "cites_guideline"], batch_size=BATCH_SIZE
    )


def study_types(apps):
    """Return the study type of each source by its id, also by those of sources merged into it."""
    rows = apps.get_model("articles", "Reference").objects.values_list("pk", "study_type")
    types = dict(rows)
    merged = apps.get_model("articles", "MergedReference").objects
    for old, new in merged.values_list("old_id", "reference_id"):
        types[old] = types.get(new, "")
    return types


def evidence_sources(blocks):
    """Return the ids of the sources that the findings in these stored blocks name."""
    return [
        source["value"]
        for block in blocks or []
        if block.get("type") == "evidence"
        for statement in (block.get("value") or {}).get("statements") or []
        for source in (statement.get("value") or {}).get("sources") or []
        if isinstance(source, dict)
    ]


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_reference_uploads")]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="cites_guideline",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(update_strongest_sources, migrations.RunPython.noop),
    ]
