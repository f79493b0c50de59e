from dataclasses import fields

from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData

from articles.migrations._citations import CiteInline
from articles.references.authors import parse_authors
from articles.references.completeness import missing_fields
from articles.references.search_text import search_text
from articles.references.similarity import fingerprint
from articles.references.source import Source, SourceKind


def describe_references(apps, schema_editor):
    """What the library now stores of each source besides its fields."""
    for reference in apps.get_model('articles', 'Reference').objects.all().iterator():
        if reference.study_type == 'guideline':
            reference.kind = SourceKind.REPORT.value
        values = {field.name: getattr(reference, field.name) or '' for field in fields(Source)}
        source = Source(
            **values
            | {
                'authors': parse_authors(reference.authors),
                'editors': (),
                'year': reference.year,
                'accessed': reference.accessed,
            }
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
