"""An article full of citations, and what a reader sees of them."""

from typing import TYPE_CHECKING

from articles.models import Reference
from tests.factories import (
    article,
    block,
    body,
    callout,
    category,
    evidence,
    faq,
    home_page,
    intro,
    key_points,
    mark,
    prose,
    reference,
    references,
    statement,
    table,
)

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WORDS = "Pain fell during the infusion, and by three hours the two groups looked the same."


def paper(author: str, year: int, **fields: str) -> Reference:
    name = author.split()[0]
    return reference(
        author,
        title=f"What {name} found, told in a title of some length",
        container="European Journal of Pain",
        year=year,
        doi=f"10.1000/{name.lower()}",
        **fields,
    )


def cited_article() -> str:
    """The address of an article that cites wherever a text can; its four sources are 1 to 4."""
    noppers = paper("Noppers I", 2011, study_type="randomised_trial")
    guedj, wood = paper("Guedj E", 2007), paper("Wood PB", 2006)
    bad = paper("Bad A", 2001, state="retracted", state_note="Pain. 2002;1:1.")
    text = (
        f"<p>{WORDS} {mark(noppers)} {WORDS} {mark(guedj)}{mark(wood)} {WORDS}</p>"
        f"<p>{WORDS} {mark(noppers, guedj, wood)} {WORDS}</p>"
        f"<ul><li>{WORDS} {mark(bad)}</li></ul>"
    )
    found = statement("imaging", (bad,), finding=WORDS, people="17 women", duration="10 days")
    return article(
        category(home_page(), "Pain"),
        body=body(
            intro(prose(WORDS, (noppers,))),
            key_points(WORDS, (guedj,)),
            block("explanation", {"heading": "How it works", "text": text}),
            evidence(found),
            table((noppers,)),
            callout(cited=(wood,)),
            faq((guedj,)),
            references((reference("More A", title="Beyond"),)),
        ),
    ).url


def marks(page: "Page") -> "Locator":
    return page.get_by_role("main").locator("[role=doc-biblioref]")


def popover(page: "Page") -> "Locator":
    return page.get_by_role("dialog")
