"""Fill a database at the state before articles 0003, and migrate it to the newest state.

`test_upgrade.py` runs this in a process of its own, on an empty SQLite file: the database of a
test run has all migrations applied.
"""

import gc
import json
from datetime import UTC, datetime
from typing import Any

import django
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APPS = ("articles", "home")
BEFORE = [("articles", "0002_structured_sources"), ("home", "0003_clinic_pages_and_settings")]
WOOD, GUIDELINE, BOOK = 1, 2, 3
UNKNOWN = 99


def main() -> None:
    fill(migrate(BEFORE))
    executor = MigrationExecutor(connection)
    migrate([leaf for app in APPS for leaf in executor.loader.graph.leaf_nodes(app)])


def migrate(targets: list[tuple[str, str]]) -> Any:
    """Migrate to these states and return the historical apps there."""
    return MigrationExecutor(connection).migrate(targets).apps


def fill(apps: Any) -> None:
    create = apps.get_model("articles", "Reference").objects.create
    create(
        pk=WOOD,
        key="wood-2006",
        authors="Wood PB\nHäuser, Winfried",
        title="The pain of <i>S</i>-ketamine",
        container="Journal of Pain",
        year=2006,
        volume="7",
        doi="10.1000/a",
        pmid="16942945",
        study_type="randomised_trial",
    )
    create(pk=GUIDELINE, key="nice", authors="NICE (group)", title="", study_type="guideline")
    create(pk=BOOK, key="pain", kind="book", title="Pain & us", editors="Ng P", year=2011)
    create_page(
        apps.get_model("articles", "ArticlePage"),
        apps,
        "00010091",
        [
            block("key_points", {"points": [block("item", cited("text", "5 < 6", WOOD))]}),
            block("explanation", cited("text", "<p>A</p><p>B.</p>", WOOD, BOOK)),
            block("callout", cited("text", "<ul><li>C</li></ul>", UNKNOWN, GUIDELINE)),
            block("faq", {"items": [block("item", cited("answer", "<p>D</p>", UNKNOWN))]}),
            block("evidence", {"statements": [finding(GUIDELINE), finding(BOOK, UNKNOWN)]}),
        ],
        strongest_source="randomised_trial",
        strongest_level=4,
    )
    create_page(
        apps.get_model("home", "StandardPage"),
        apps,
        "00010092",
        [
            block("text", {"heading": "", "text": "<p>E</p>"}),
            block("callout", cited("text", "<p>F</p>", WOOD)),
            block("faq", {"items": [block("item", cited("answer", "<p>G</p>", BOOK))]}),
        ],
    )


def block(kind: str, value: Any) -> dict:
    return {"type": kind, "value": value, "id": f"{kind}-id"}


def cited(name: str, text: str, *sources: int) -> dict:
    """Return a struct value as it was before: a text beside a list of sources."""
    return {name: text, "sources": [block("item", source) for source in sources]}


def finding(*sources: int) -> dict:
    return block("item", {"finding": "G", "sources": [block("item", pk) for pk in sources]})


def create_page(model: Any, apps: Any, path: str, blocks: list[dict], **fields: Any) -> None:
    """Create a page with this body, and a revision of it."""
    types = apps.get_model("contenttypes", "ContentType").objects
    own_type = types.get_for_model(model)
    body = json.dumps(blocks)
    page = model.objects.create(
        title=path,
        draft_title=path,
        slug=path,
        path=path,
        depth=2,
        url_path=f"/home/{path}/",
        content_type=own_type,
        locale=apps.get_model("wagtailcore", "Locale").objects.get(),
        body=body,
        **fields,
    )
    apps.get_model("wagtailcore", "Revision").objects.create(
        content_type=own_type,
        base_content_type=types.get(app_label="wagtailcore", model="page"),
        object_id=str(page.pk),
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        content={"pk": page.pk, "body": body},
    )


if __name__ == "__main__":
    gc.disable()  # historical models are many short-lived objects: a third of the time
    django.setup()
    main()
