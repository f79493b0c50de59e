"""An index for what is asked of every article: which others to read next.

The newest of one category, and the newest of all, are the first rows of these indexes. Without
them PostgreSQL joins and sorts all articles: with a hundred thousand of them some 200 ms instead
of less than one.

Only there: SQLite has no index that puts empty values last, and is for small sites.
"""

from django.db import migrations

INDEXES = {
    "articles_newest_in_category": "(category_id, reviewed_on DESC NULLS LAST)",
    "articles_newest": "(reviewed_on DESC NULLS LAST)",
}


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, columns in INDEXES.items():
            schema_editor.execute(f"CREATE INDEX {name} ON articles_articlepage {columns}")


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX {name}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_sign_offs_of_earlier_reviews")]

    operations = [migrations.RunPython(add, remove)]
