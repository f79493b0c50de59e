"""An article full of citations, and locators of its marks."""

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

SENTENCE = "Pain fell during the infusion, and by three hours the two groups looked the same."


def create_paper(author: str, year: int, **fields: str) -> Reference:
    name = author.split()[0]
    return reference(
        author,
        title=f"What {name} found, told in a title of some length",
        container="European Journal of Pain",
        year=year,
        doi=f"10.1000/{name.lower()}",
        **fields,
    )


def create_cited_article() -> str:
    """Create an article that cites in every text, with sources 1 to 4, and return its URL."""
    noppers = create_paper("Noppers I", 2011, study_type="randomised_trial")
    guedj, wood = create_paper("Guedj E", 2007), create_paper("Wood PB", 2006)
    bad = create_paper("Bad A", 2001, state="retracted", state_note="Pain. 2002;1:1.")
    text = (
        f"<p>{SENTENCE} {mark(noppers)} {SENTENCE} {mark(guedj)}{mark(wood)} {SENTENCE}</p>"
        f"<p>{SENTENCE} {mark(noppers, guedj, wood)} {SENTENCE}</p>"
        f"<ul><li>{SENTENCE} {mark(bad)}</li></ul>"
    )
    found = statement("imaging", (bad,), finding=SENTENCE, people="17 women", duration="10 days")
    return article(
        category(home_page(), "Pain"),
        body=body(
            intro(prose(SENTENCE, (noppers,))),
            key_points(SENTENCE, (guedj,)),
            block("explanation", {"heading": "How it works", "text": text}),
            evidence(found),
            table((noppers,)),
            callout(cited=(wood,)),
            faq((guedj,)),
            references((reference("More A", title="Beyond"),)),
        ),
    ).url


def citation_marks(page: "Page") -> "Locator":
    return page.get_by_role("main").locator("[role=doc-biblioref]")


def citation_popover(page: "Page") -> "Locator":
    return page.get_by_role("dialog")
