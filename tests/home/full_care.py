"""Services and conditions with everything that their pages can show."""

from typing import Any

from wagtail.models import Page

from articles.models import ArticlePage, CallToAction, Condition, PersonPage
from home.care.models import PlacePage
from home.models import ClinicImage
from tests.factories import (
    block,
    call_to_action_block,
    callout,
    condition,
    conditions,
    faq,
    figure,
    film,
    finding_of,
    list_items,
    prose,
    quote,
    service,
    services,
    shown_evidence,
    stream,
    table,
    update_page,
)


def create_care(
    home: Page,
    person: PersonPage,
    article: ArticlePage,
    picture: ClinicImage,
    chosen: CallToAction,
    cited: tuple[Any, ...],
    given_at: PlacePage,
    word: str = "Our",
) -> dict[str, Page]:
    """Create a list of services and one of conditions, each with a page that refers to the other.

    `word` is in every text but the library's condition, which all sites of an install share.
    """
    tag, _new = Condition.objects.get_or_create(name="Fibro", slug="fibro")
    all_conditions = conditions(home, f"{word} conditions", summary=f"{word} from A to Z.")
    fibro = condition(
        all_conditions,
        f"{word} fibromyalgia",
        slug="fibromyalgia",
        also_called=f"{word} fibro\nFMS {word}",
        summary=f"{word} pain across the body.",
        people=(person,),
        picks=(article,),
        library_condition=tag,
    )
    all_services = services(home, f"{word} services", summary=f"What {word} offers.")
    pain = service(
        all_services,
        f"{word} pain clinic",
        slug="pain-clinic",
        summary=f"{word} plans with you.",
        suits=f"For {word} pain",
        prices=(
            {"name": f"{word} first", "amount": "220", "is_from": True, "minutes": 45},
            {"name": f"{word} talk", "amount": "0", "minutes": 20, "note": f"{word} note"},
        ),
        people=(person,),
        treats=(fibro,),
        given_at=(given_at,),
        waiting_time=f"{word} nine days",
        referral=f"{word} not needed",
        insurers=f"{word} four",
        by_video=True,
        by_telephone=True,
        lead_image=picture,
        body=service_body(article, picture, chosen, cited, word),
    )
    update_page(fibro, body=condition_body(article, picture, chosen, cited, pain, word))
    return {
        "services": all_services,
        "service": pain,
        "conditions": all_conditions,
        "condition": fibro,
    }


def service_body(article, picture, chosen, cited, word: str) -> str:
    steps = list_items({"heading": f"{word} before", "text": f"A {word} form."})
    return stream(
        block(
            "suitability",
            {
                "heading": f"Is {word} for you?",
                "suits": list_items(f"{word} pain lasts"),
                "elsewhere": list_items(f"{word} pain is new"),
            },
        ),
        block("what_happens", {"heading": f"What {word} does", "steps": steps}),
        shown_evidence(finding_of(article), heading=f"{word} evidence"),
        block("risks", {"heading": f"{word} risks", "text": prose(f"{word} risk.", cited)}),
        block("other_ways", {"heading": f"{word} ways", "text": prose(f"{word} NHS.")}),
        faq(),
        block("text", {"heading": f"{word} more", "text": prose(f"{word} text.")}),
        callout(f"{word} callout"),
        quote(),
        figure(picture, f"A {word} service."),
        film(f"{word} first visit", transcript=f"<p>{word} door.</p>"),
        table(),
        call_to_action_block(chosen),
    )


def condition_body(article, picture, chosen, cited, service, word: str) -> str:
    way = {"statement": finding_of(article), "where": f"{word} NHS"}
    ways = list_items(
        way | {"way": f"{word} exercise", "services": list_items(service.pk)},
        {
            "way": f"{word} rest",
            "known": prose(f"{word} not tested.", cited),
            "where": "",
            "services": [],
        },
    )
    points = list_items({"text": prose(f"{word} is common.", cited)})
    return stream(
        block("in_short", {"heading": f"{word} in short", "points": points}),
        block("ways", {"heading": f"{word} ways to treat it", "ways": ways}),
        block("text", {"heading": f"{word} more", "text": prose(f"{word} text.")}),
        faq(),
        shown_evidence(finding_of(article), heading=f"{word} evidence"),
        callout(f"{word} callout"),
        quote(),
        figure(picture, f"A {word} condition."),
        table(),
        call_to_action_block(chosen),
    )
