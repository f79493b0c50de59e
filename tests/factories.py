"""Factories for tests: pages, people, sources, and the JSON of article bodies.

Each creates a minimal valid object; a test passes only the values it is about.
"""

import json
import uuid
from itertools import count
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from articles.blocks.statement_choice import StatementChoice, iter_statements
from articles.citations.markup import mark_html
from articles.models import (
    ArticleAuthor,
    ArticleCrossListing,
    ArticlePage,
    CallToAction,
    CategoryIndexPage,
    EditorialSettings,
    PersonPage,
    Reference,
    TeamIndexPage,
)
from home.care.models import (
    ConditionIndexPage,
    ConditionPage,
    ConditionPerson,
    PlaceIndexPage,
    PlacePage,
    ServiceCondition,
    ServiceIndexPage,
    ServicePage,
    ServicePerson,
    ServicePlace,
    ServicePrice,
)
from home.delivery import content_version
from home.enquiry.models import EnquiryPage
from home.kit.start import set_up_workflow
from home.models import ClinicImage, HomePage, StandardPage, User
from home.saved_sections.models import SavedSections

_numbers = count(1)

Json = dict[str, Any]

# Two seconds of a square that moves, without sound (VP8), and the captions of it.
FILM = (Path(__file__).parent / "film.webm").read_bytes()
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:02.000\nThis is the door.\n"


# -- Pages ----------------------------------------------------------------------------------------


def home_page(*, sign_off_required: bool = False, **fields: Any) -> HomePage:
    """Create the root of the default site, which by default publishes unsigned articles.

    With `sign_off_required` its workflow is the clinical review.
    """
    page = HomePage(**{"title": "Haven", "slug": "haven", "hero_heading": "Care"} | fields)
    Page.get_first_root_node().add_child(instance=page)
    site, _ = Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": page}
    )
    EditorialSettings.objects.update_or_create(
        site=site, defaults={"sign_off_required": sign_off_required}
    )
    if sign_off_required:
        set_up_workflow(page)
    return page


def _add(parent: Page, page: Page) -> Any:
    # Load the parent again, since this instance may not know of its latest children.
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def update_page(page: Page, **fields: Any) -> None:
    """Save these fields only: the others may have changed in the database."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save(update_fields=list(fields))


def category(parent: Page, title: str = "", **fields: Any) -> CategoryIndexPage:
    return _add(parent, CategoryIndexPage(title=title or f"Category {next(_numbers)}", **fields))


def article(
    parent: Page,
    title: str = "",
    *,
    authors: tuple[PersonPage, ...] = (),
    also_in: tuple[CategoryIndexPage, ...] = (),
    picks: tuple[ArticlePage, ...] = (),
    **fields: Any,
) -> ArticlePage:
    values = {"summary": "What was tested.", "body": body(intro())} | fields
    page = ArticlePage(title=title or f"Article {next(_numbers)}", **values)
    page.related_picks = stream(*(block("article", pick.pk) for pick in picks))
    page.article_authors = [ArticleAuthor(person=person) for person in authors]
    page.cross_listings = [ArticleCrossListing(category=listed) for listed in also_in]
    return _add(parent, page)


def bulk_copy_article(template: ArticlePage, number: int) -> None:
    """Create copies of an article as its siblings, with two statements."""
    parent = Page.objects.get(path=template.path[: -Page.steplen])
    first = parent.numchild + 1
    Page.objects.bulk_create(
        Page(
            title=f"Copy {n}",
            draft_title=f"Copy {n}",
            slug=f"copy-{n}",
            url_path=f"{parent.url_path}copy-{n}/",
            path=Page._get_path(parent.path, template.depth, n),
            depth=template.depth,
            content_type=template.content_type,
            locale=template.locale,
        )
        for n in range(first, first + number)
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + number)
    quoted = connection.ops.quote_name
    columns = ", ".join(
        quoted(field.column)
        for field in ArticlePage._meta.local_concrete_fields
        if not field.primary_key
    )
    table, pages = quoted(ArticlePage._meta.db_table), quoted(Page._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (page_ptr_id, {columns})"  # noqa: S608 - names of columns
            f" SELECT page.copy_id, {columns} FROM {table},"
            f" (SELECT id AS copy_id FROM {pages} WHERE path > %s AND path LIKE %s) page"
            f" WHERE page_ptr_id = %s",
            [
                Page._get_path(parent.path, template.depth, first - 1),
                f"{parent.path}%",
                template.pk,
            ],
        )
    content_version.reset()  # bulk operations send no signals


def team(parent: Page, title: str = "Clinicians", **fields: Any) -> TeamIndexPage:
    return _add(parent, TeamIndexPage(title=title, **fields))


def person(parent: Page, title: str = "Ada Byron", **fields: Any) -> PersonPage:
    """Create a profile, and the team page if there is none."""
    index = parent
    if not isinstance(parent, TeamIndexPage):
        index = TeamIndexPage.objects.child_of(parent).first() or team(parent)
    return _add(index, PersonPage(title=title, **{"job_title": "Doctor"} | fields))


def standard_page(parent: Page, title: str = "Prices", **fields: Any) -> StandardPage:
    return _add(parent, StandardPage(title=title, **fields))


def services(parent: Page, title: str = "Services", **fields: Any) -> ServiceIndexPage:
    return _add(parent, ServiceIndexPage(title=title, **fields))


def service(
    parent: Page,
    title: str = "Pain clinic",
    *,
    prices: tuple[Json, ...] = (),
    people: tuple[PersonPage, ...] = (),
    treats: tuple[ConditionPage, ...] = (),
    given_at: tuple[PlacePage, ...] = (),
    **fields: Any,
) -> ServicePage:
    rows: Json = {
        "prices": [ServicePrice(**{"name": "Appointment"} | price) for price in prices],
        "staff": [ServicePerson(person=one) for one in people],
        "treated": [ServiceCondition(condition=one) for one in treats],
        "places": [ServicePlace(place=one) for one in given_at],
    }
    values = {"summary": "A plan for your pain."} | fields | rows
    return _add(parent, ServicePage(title=title, **values))


def conditions(parent: Page, title: str = "Conditions", **fields: Any) -> ConditionIndexPage:
    return _add(parent, ConditionIndexPage(title=title, **fields))


def condition(
    parent: Page,
    title: str = "Fibromyalgia",
    *,
    people: tuple[PersonPage, ...] = (),
    picks: tuple[ArticlePage, ...] = (),
    **fields: Any,
) -> ConditionPage:
    values = {"summary": "Pain across the body."} | fields
    values["staff"] = [ConditionPerson(person=one) for one in people]
    page = ConditionPage(title=title, **values)
    page.read_first = stream(*(block("article", pick.pk) for pick in picks))
    return _add(parent, page)


def places(parent: Page, title: str = "Our places", **fields: Any) -> PlaceIndexPage:
    return _add(parent, PlaceIndexPage(title=title, **fields))


def place(parent: Page, title: str = "Orchard Row", **fields: Any) -> PlacePage:
    return _add(parent, PlacePage(title=title, **fields))


def enquiry_page(parent: Page, title: str = "Book", **fields: Any) -> EnquiryPage:
    """Create a page with the default form fields, unless `fields` is given."""
    wanted = {"form_fields": fields.pop("fields")} if "fields" in fields else {}
    return _add(parent, EnquiryPage(title=title, **fields, **wanted))


# -- Library --------------------------------------------------------------------------------------


def reference(authors: str = "Wood PB", **fields: Any) -> Reference:
    values = {"title": "A study", "year": 2006, "study_type": "observational"} | fields
    return Reference.objects.create(authors=authors, **values)


def call_to_action(**fields: Any) -> CallToAction:
    values = {"heading": "Would a talk help?", "text": "Twenty minutes."}
    if "link_page" not in fields:
        values["link_url"] = "/book/"
    return CallToAction.objects.create(**values | fields)


def saved_sections(name: str = "Steps", *blocks: Json, **fields: Any) -> SavedSections:
    """Create a set of saved sections, by default with one text."""
    text = block("text", {"heading": "How to reach us", "text": "<p>By bus.</p>"})
    return SavedSections.objects.create(name=name, body=stream(*(blocks or (text,))), **fields)


def image(title: str = "Nerve") -> ClinicImage:
    file = get_test_image_file("nerve.png", size=(80, 60))
    return ClinicImage.objects.create(title=title, file=file)


def document(name: str = "leaflet.pdf", content: bytes = b"x", **fields: Any) -> Any:
    """Create a document whose file has this name; the storage adds letters if one has it."""
    created = get_document_model()(**{"title": name} | fields)
    created.file.save(name, ContentFile(content), save=False)
    created.save()
    return created


def editor() -> User:
    return User.objects.create_superuser(f"editor-{next(_numbers)}", "editor@example.org", "secret")


# -- Bodies ---------------------------------------------------------------------------------------


def block(kind: str, value: Any, pk: str = "") -> Json:
    return {"type": kind, "value": value, "id": pk or str(uuid.uuid4())}


def stream(*blocks: Json) -> str:
    return json.dumps(blocks, cls=DjangoJSONEncoder)


body = stream


def list_items(*values: Any) -> list[Json]:
    """Return the value of a list block."""
    return [block("item", value) for value in values]


def sources(*cited: Reference | int) -> list[Json]:
    return list_items(*(source if isinstance(source, int) else source.pk for source in cited))


def mark(*cited: Reference | int) -> str:
    """Return one citation of all these sources, as rich text stores it."""
    ids = [source if isinstance(source, int) else source.pk for source in cited]
    return mark_html(ids, f"[{' '.join(map(str, ids))}]")


def prose(text: str, cited: tuple[Any, ...] = ()) -> str:
    """Return a rich text paragraph that ends in a separate citation of each source."""
    return f"<p>{text}{''.join(f' {mark(source)}' for source in cited)}</p>"


def intro(text: str = "<p>What this is about.</p>") -> Json:
    return block("intro", text)


def key_points(text: str = "It helped a little.", cited: tuple[Any, ...] = ()) -> Json:
    points = list_items({"text": prose(text, cited)})
    return block("key_points", {"heading": "Key points", "points": points})


def explanation(
    heading: str = "How it works", text: str = "Nerves learn.", cited: tuple[Any, ...] = ()
) -> Json:
    value = {"heading": heading, "text": prose(text, cited)}
    return block("explanation", value | {"note_term": "Nerve", "note_text": "A fibre."})


def statement(
    study_type: str = "observational", cited: tuple[Any, ...] = (), **fields: Any
) -> Json:
    value = {"claim": "It helps", "finding": "A little.", "strength": "limited"}
    return value | {"study_type": study_type, "sources": sources(*cited)} | fields


def evidence(*statements: Json, heading: str = "What the studies show") -> Json:
    return block("evidence", {"heading": heading, "statements": list_items(*statements)})


def finding_of(page: ArticlePage, number: int = 0) -> str:
    """Return the stored choice of a finding of an article."""
    found = [pk for pk, _value in iter_statements(page.body)]
    return str(StatementChoice(page.pk, found[number]))


def shown_evidence(*choices: str, heading: str = "What the evidence says") -> Json:
    return block("evidence", {"heading": heading, "statements": list_items(*choices)})


def known_unknown(cited: tuple[Any, ...] = ()) -> Json:
    known, unknown = (
        list_items({"text": prose("It helps.", cited)}),
        list_items({"text": prose("How long.")}),
    )
    return block("known_unknown", {"heading": "So far", "known": known, "unknown": unknown})


def call_to_action_block(chosen: CallToAction) -> Json:
    return block("call_to_action", chosen.pk)


def figure(picture: ClinicImage, caption: str = "A nerve.") -> Json:
    shown = {"image": picture.pk, "alt_text": "Two cells.", "decorative": False}
    callouts = list_items({"label": "Sender", "text": "Sends."})
    return block("figure", {"image": shown, "callouts": callouts, "caption": caption})


def film(heading: str = "Your first visit", **values: Any) -> Json:
    """Return a film with captions and a transcript, which a browser can play."""
    parts = {
        "heading": heading,
        "text": "Two seconds.",
        "film": document("visit.webm", FILM, title=heading).pk,
        "captions": document("visit.vtt", CAPTIONS, title=f"{heading}, captions").pk,
        "transcript": "<p>This is the door.</p>",
    }
    return block("video", parts | values)


def quote() -> Json:
    return block("quote", {"text": "Rest is part of it.", "attribution": "A doctor"})


def callout(heading: str = "Off-label", cited: tuple[Any, ...] = ()) -> Json:
    value = {"tone": "caution", "heading": heading, "text": prose("Ask first.", cited)}
    return block("callout", value)


def table(cited: tuple[Any, ...] = ()) -> Json:
    grid = {
        "caption": "Relief",
        "columns": [{"type": "text", "heading": "When"}, {"type": "text", "heading": "Who"}],
        "rows": [{"values": ["At once", "8"]}, {"values": ["Later", "2"]}],
    }
    return block("table", {"table": grid, "note": "", "sources": sources(*cited)})


def faq(cited: tuple[Any, ...] = ()) -> Json:
    item = {"question": "How soon?", "answer": prose("Soon.", cited)}
    return block("faq", {"heading": "Common questions", "items": list_items(item)})


def references(further: tuple[Any, ...] = ()) -> Json:
    return block("references", {"heading": "References", "further_reading": sources(*further)})


def full_body(picture: ClinicImage, chosen: CallToAction, cited: tuple[Any, ...]) -> str:
    """Return one block of every kind, each citing all the sources it can."""
    return stream(
        intro(),
        key_points(cited=cited),
        explanation(cited=cited),
        figure(picture),
        quote(),
        call_to_action_block(chosen),
        evidence(statement("randomised_trial", cited), statement("imaging", cited)),
        known_unknown(cited),
        table(cited),
        callout(cited=cited),
        faq(cited),
        references(),
    )
