from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData

from articles.migrations._citations import CiteInline
from articles.migrations._frozen_sources import (
    Source,
    fingerprint,
    missing_fields,
    parse_authors,
    search_text,
)

# Text fields of a reference at this migration, named like the fields of the frozen Source.
TEXT_FIELDS = (
    'kind',
    'title',
    'container',
    'container_short',
    'volume',
    'pages',
    'publisher',
    'doi',
    'pmid',
    'pmcid',
    'isbn',
    'registration',
    'url',
    'study_type',
)


def describe_references(apps, schema_editor):
    """Set the fields that are derived from the other fields of each reference."""
    for reference in apps.get_model('articles', 'Reference').objects.all().iterator():
        if reference.study_type == 'guideline':
            reference.kind = 'report'
        source = Source(
            authors=parse_authors(reference.authors),
            year=reference.year,
            accessed=reference.accessed,
            **{name: getattr(reference, name) or '' for name in TEXT_FIELDS},
        )
        reference.fingerprint = fingerprint(source)
        reference.lacks = missing_fields(source)
        reference.is_complete = not reference.lacks
        reference.search_text = search_text(source)
        reference.save()


class Migration(migrations.Migration):

    dependencies = [('articles', '0002_structured_sources')]

    operations = [
        migrations.RunPython(describe_references, migrations.RunPython.noop, elidable=True),
        MigrateStreamData(
            app_name='articles',
            model_name='ArticlePage',
            field_name='body',
            operations_and_block_paths=[
                (CiteInline('text', was_plain=True), 'key_points.points.item'),
                (CiteInline('text'), 'explanation'),
                (CiteInline('text'), 'callout'),
                (CiteInline('answer'), 'faq.items.item'),
            ],
        ),
    ]
