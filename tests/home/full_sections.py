"""A body of a standing page with a section of every kind."""

from articles.models import ArticlePage, CallToAction
from home.enquiry.models import EnquiryPage
from home.models import ClinicImage, StandardPage
from tests.factories import (
    Json,
    block,
    call_to_action_block,
    callout,
    document,
    faq,
    figure,
    film,
    list_items,
    quote,
    stream,
    table,
)

LINK = {"text": "Write to us", "url": "https://www.example.org/"}


def section(kind: str, heading: str, **values: object) -> Json:
    return block(kind, {"heading": heading} | values)


def every_section(
    article: ArticlePage, picture: ClinicImage, chosen: CallToAction, form: EnquiryPage
) -> str:
    """Return the body. Fail if it lacks a kind that standing pages offer."""
    shown = {"image": picture.pk, "alt_text": "The door.", "decorative": False}
    steps = list_items({"heading": "Talk", "text": "Twenty minutes."}, {"heading": "Plan"})
    columns = list_items({"heading": "By bus", "text": "<p>Line 8.</p>"}, {"text": "<p>Walk.</p>"})
    ways = list_items({"heading": "By you", "text": "Every price is on one page."})
    said = {
        "text": "They called back when they said they would.",
        "person": "A patient from Bristol",
        "said_on": "2026-03-02",
        "consent_on": "2026-03-09",
        "consent_record": "Consent forms, no. 14",
    }
    buttons = list_items(LINK, LINK | {"text": "Or call", "is_secondary": True})
    sections = [
        section("text", "Who we are", text="<p>We are doctors.</p>"),
        section("columns", "How to come", columns=columns),
        section("how_it_goes", "How it goes", steps=steps),
        faq(),
        callout(),
        section("services", "What we offer"),
        section("conditions", "What we treat"),
        section("conditions", "What we treat, drawn", drawings=True),
        section("prices", "What you pay"),
        section("find_us", "Find us"),
        section("payment", "How it is paid", ways=ways, page=form.pk, link_text="Ask us"),
        section(
            "referrers",
            "For referrers",
            text="<p>A letter is enough.</p>",
            needed=list_items("What was tried"),
            links=list_items(LINK),
        ),
        section("regulator", "Registered", text="<p>Read the report.</p>", links=list_items(LINK)),
        section("no_testimonials", "Why we publish no testimonials", text="<p>One story.</p>"),
        section(
            "testimonials",
            "What patients say",
            testimonials=list_items(said, said),
            note="Yours may be different.",
            rules_confirmed=True,
        ),
        section("chosen_articles", "Read on", articles=list_items(article.pk, article.pk)),
        figure(picture),
        film(),
        section(
            "gallery",
            "Our rooms",
            pictures=list_items(*[{"image": shown, "caption": "Come in here."}] * 3),
        ),
        section("downloads", "Downloads", items=list_items({"document": document().pk})),
        section("buttons", "Come and see", text="No referral needed.", buttons=buttons),
        section("form", "Write to us", text="We answer soon.", enquiry_page=form.pk),
        quote(),
        table(),
        section("corrections", "What we have corrected", empty_text="Nothing so far."),
        call_to_action_block(chosen),
    ]
    missing = set(StandardPage.body.field.stream_block.child_blocks)
    missing -= {str(each["type"]) for each in sections}
    assert not missing, f"Add {missing} to every_section()"
    return stream(*sections)
