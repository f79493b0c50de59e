"""The public pages of every type, and what they are checked with."""

from wagtail.models import Site

from articles.models import ArticlePage, CallToAction
from home.care.models import PlacePage
from home.enquiry.models import EnquiryPage
from home.models import ClinicImage, HomePage, ReaderSettings
from tests.factories import place, places, standard_page
from tests.home.full_sections import every_section

ARTICLE = "/articles/pain/ketamine-and-fibromyalgia/"
PAGES = {
    "home": "/",
    "services": "/services/",
    "service": "/services/pain-clinic/",
    "conditions": "/conditions/",
    "condition": "/conditions/fibromyalgia/",
    "places": "/places/",
    "place": "/orchard-row/",
    "category": "/articles/pain/",
    "filtered category": "/articles/?source=5&reviewed=year",
    "article": ARTICLE,
    "overdue article": "/articles/mood/talking-therapies-for-depression/",
    "long title": "/articles/mood/ketamine-for-depression-that-has-not-lifted/",
    "team": "/team/",
    "person": "/team/tomas-lindqvist/",
    "standard page": "/complaints/",
    "every section": "/every-section/",
    "corrections": "/corrections/",
    "prices": "/prices/",
    "enquiry": "/book-a-consultation/",
    "thanks": "/book-a-consultation/thanks/?sent=7KQM-2XWD",
    "search": "/search/?q=ketamine",
    "search without results": "/search/?q=zzzzqx",
    "search in danger": "/search/?q=suicide",
    "subscribe": "/subscribe/",
    "not found": "/no-such-page/",
    "not found in danger": "/help-with-suicide/",
}

HORIZONTAL_OVERFLOW_SCRIPT = (
    "document.documentElement.scrollWidth - document.documentElement.clientWidth"
)
OPEN_DETAILS_SCRIPT = "document.querySelectorAll('details').forEach((e) => { e.open = true; })"
# Without their grounds, these look like text unless they have a border.
UNFRAMED_SCRIPT = """() =>
  [...document.querySelectorAll(".button, .field :is(input, select, textarea), .crisis, .callout")]
  .filter((e) => e.checkVisibility() && !["radio", "checkbox"].includes(e.type))
  .filter((e) => ["Top", "Left", "InlineStart", "BlockStart", "BlockEnd"].every(
    (side) => parseFloat(getComputedStyle(e)[`border${side}Width`]) === 0))
  .map((e) => e.outerHTML.slice(0, 120))"""


def add_missing_page_types() -> None:
    """Add to the sample clinic what it does not have: a list of places, every section, letters."""
    home = HomePage.objects.get()
    orchard_row = PlacePage.objects.get()
    branches = places(home, "Our places", slug="places", summary="Where we see you.")
    place(
        branches,
        "Harbour House",
        summary="Upstairs.",
        street="1 Quay",
        town="Bristol",
        phone="0117 496 0183",
        hours=orchard_row.hours,
    )
    body = every_section(
        ArticlePage.objects.live().first(),
        ClinicImage.objects.first(),
        CallToAction.objects.all()[0],
        EnquiryPage.objects.get(),
    )
    standard_page(home, "Every section", slug="every-section", summary="All of them.", body=body)
    ReaderSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        defaults={"offers_letters": True, "takes_words": True},
    )
