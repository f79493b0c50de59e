"""The texts of a clinic: each carries the word of the clinic."""

from wagtail.models import Page

from articles.models import CallToAction, CategoryIndexPage, PersonPage, Reference
from home.care.models import PlacePage
from home.models import ClinicImage
from tests.factories import (
    block,
    call_to_action_block,
    callout,
    evidence,
    explanation,
    faq,
    figure,
    intro,
    key_points,
    known_unknown,
    list_items,
    place,
    quote,
    references,
    statement,
    stream,
    table,
)


def article_body(
    word: str, picture: ClinicImage, chosen: CallToAction, cited: tuple[Reference, ...]
) -> str:
    return stream(
        intro(f"<p>What {word} is about.</p>"),
        key_points(f"{word} helped.", cited=cited),
        explanation(f"How {word} works", f"{word} nerves learn.", cited=cited),
        figure(picture, f"A {word} nerve."),
        quote(),
        call_to_action_block(chosen),
        evidence(statement(cited=cited, claim=f"{word} helps"), heading=f"{word} studies"),
        known_unknown(cited),
        table(cited),
        callout(f"{word} off-label", cited=cited),
        faq(cited),
        references(),
    )


def about_body(word: str, text: str, picture: ClinicImage, chosen: CallToAction) -> str:
    return stream(
        block("text", {"heading": f"Who {word} is", "text": text}),
        callout(f"{word} callout"),
        figure(picture, f"A {word} figure."),
        call_to_action_block(chosen),
    )


def home_body(
    word: str,
    blog: CategoryIndexPage,
    pain: CategoryIndexPage,
    doctor: PersonPage,
    writer: PersonPage,
    about: Page,
    chosen: CallToAction,
) -> str:
    claim = {"heading": f"{word} cites", "text": "All.", "page": about.pk, "link_text": "How"}
    topics = list_items(blog.pk, pain.pk)
    people = list_items(doctor.pk, writer.pk)
    return stream(
        block("trust", {"statements": list_items(claim)}),
        block(
            "topics",
            {"heading": f"{word} topics", "categories": topics, "all_page": blog.pk},
        ),
        block("latest", {"heading": f"{word} latest", "index_page": blog.pk}),
        block("people", {"heading": f"{word} people", "people": people}),
        block("find_us", {"heading": f"Find {word}", "anchor": ""}),
        call_to_action_block(chosen),
    )


def marked_place(parent: Page, word: str, picture: ClinicImage) -> PlacePage:
    hours = {"days": ["mon"], "opens": "09:00:00", "closes": "18:00:00"}
    drawn = {"description": f"To {word} by bus.", "clinic": "50 30", "lines": [], "spots": []}
    return place(
        parent,
        f"{word} Row",
        slug="row",
        summary=f"{word} by the harbour.",
        street=f"14 {word} Row",
        town="Bristol",
        phone="0117 496 0182",
        email=f"row@{word}.example",
        picture=picture,
        hours=stream(block("opening", hours)),
        hours_note=f"Ring the {word} bell.",
        map=stream(block("drawing", drawn)),
        on_foot=f"<p>{word} is on the level.</p>",
    )
