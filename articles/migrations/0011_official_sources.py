"""Ask for an address or identifier of each guideline and report, and set how old they may be."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models
from django.db.models import Q

IDENTIFIERS = ("doi", "pmid", "pmcid", "isbn", "registration")


def list_missing_addresses(apps, schema_editor):
    """Add the address to the missing fields of official sources that readers cannot look up."""
    references = apps.get_model("articles", "Reference").objects.filter(
        Q(kind="report") | Q(study_type="guideline"), url=""
    )
    for name in IDENTIFIERS:
        references = references.filter(Q(**{name: ""}) | Q(**{f"{name}__isnull": True}))
    for reference in references.exclude(kind="web_page").iterator(chunk_size=500):
        if "url" in reference.lacks:
            continue
        missing = [*reference.lacks, "url"]
        if reference.kind == "report" and "study_type" in reference.lacks:
            missing[-2:] = ["url", "study_type"]
        reference.lacks, reference.is_complete = missing, False
        reference.save(update_fields=["lacks", "is_complete"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_sign_off_help_text")]

    operations = [
        migrations.AddField(
            model_name="editorialsettings",
            name="official_source_years",
            field=models.PositiveSmallIntegerField(
                default=5,
                help_text=(
                    "Articles that cite an older guideline, licence, report or web page show a "
                    "warning to editors. Between 1 and 50."
                ),
                validators=[MinValueValidator(1), MaxValueValidator(50)],
                verbose_name="years before official sources are checked again",
            ),
        ),
        migrations.RunPython(list_missing_addresses, migrations.RunPython.noop),
    ]
