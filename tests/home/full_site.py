"""A small complete site: a public page of every type, with all it can show."""

from datetime import date
from typing import Any

from wagtail.models import Page, Site

from articles.models import EditorialSettings
from home.care.models import PlacePage
from home.models import ClinicSettings
from tests.factories import (
    article,
    block,
    call_to_action,
    call_to_action_block,
    callout,
    category,
    enquiry_page,
    figure,
    full_body,
    home_page,
    image,
    list_items,
    person,
    place,
    places,
    quote,
    reference,
    standard_page,
    stream,
    table,
    update_page,
)
from tests.factories import faq as questions
from tests.home.full_care import create_care


def create_full_site() -> dict[str, Page]:
    """Create the pages, and return them by type."""
    home = home_page()
    doctor = person(home, "Ada Byron", honorific="Dr", bio="<p>Reads papers.</p>")
    writer = person(home, "Ben Fry")
    about = standard_page(home, "About", slug="about", show_in_menus=True, summary="Who we are.")
    link = f'<p>Read <a linktype="page" id="{about.pk}">about us</a>.</p>'
    chosen = call_to_action(link_page=about)
    picture = image()
    blog = category(home, "Blog", slug="blog", section_editor=doctor, show_in_menus=True)
    pain = category(blog, "Pain", slug="pain", summary="Pain that lasts.")
    cited = (reference("Wood PB"), reference("Noppers I", study_type="randomised_trial"))
    first = article(
        pain,
        "Ketamine",
        authors=(doctor, writer),
        reviewer=doctor,
        reviewed_on=date(2026, 9, 1),
        also_in=(blog,),
        show_sample_note=True,
        body=full_body(picture, chosen, cited).replace("<p>Nerves learn.</p>", _escape_json(link)),
    )
    article(pain, "Sleep", body=first.body, reviewed_on=date(2026, 8, 1))
    about_body = stream(
        block("text", {"heading": "Who", "text": link}),
        callout(),
        quote(),
        questions(),
        figure(picture),
        table(),
        call_to_action_block(chosen),
    )
    update_page(about, body=about_body)
    claim = {"heading": "Cited", "text": "Every claim.", "page": about.pk, "link_text": "How"}
    sections = stream(
        block("trust", {"statements": list_items(claim)}),
        block(
            "topics",
            {"heading": "Topics", "categories": list_items(blog.pk, pain.pk), "all_page": blog.pk},
        ),
        block("latest", {"heading": "Latest", "index_page": blog.pk}),
        block("people", {"heading": "People", "people": list_items(doctor.pk, writer.pk)}),
        call_to_action_block(chosen),
    )
    update_page(home, hero_primary_label="Begin", hero_primary_page=about, body=sections)
    fill_settings(about, link)
    steps = stream(block("step", {"heading": "We reply", "text": "Soon."}))
    enquiry = enquiry_page(home, slug="book", steps=steps, urgent_help=link, privacy_page=about)
    branches = places(home, summary="Where we see you.")
    branch = full_place(branches)
    care = create_care(home, doctor, first, picture, chosen, cited, branch)
    return care | {
        "home": home,
        "standard": about,
        "enquiry": enquiry,
        "category": blog,
        "article": first,
        "team": doctor.get_parent().specific,
        "person": doctor,
        "places": branches,
        "place": branch,
    }


DRAWN_MAP = {
    "description": "From the ferry stop along the harbour.",
    "clinic": "52 31",
    "lines": list_items(
        {"kind": "water", "name": "Harbour", "positions": "0 47, 100 41, 100 62, 0 62"},
        {"kind": "main_street", "name": "Orchard Row", "positions": "0 32, 60 29, 100 23"},
        {"kind": "walk", "name": "5 min", "positions": "17 47, 27 36, 52 31"},
    ),
    "spots": list_items({"kind": "stop", "name": "Ferry stop", "position": "17 47"}),
}


def full_place(parent: Page) -> PlacePage:
    """Create a place with all that its page shows."""
    week = {"days": ["mon", "tue", "wed"], "opens": "09:00:00", "closes": "18:00:00"}
    holiday: dict[str, Any] = {
        "name": "Boxing Day",
        "first": "2026-12-26",
        "last": None,
        "times": [],
    }
    return place(
        parent,
        "Orchard Row",
        summary="Near the harbour.",
        street="14 Orchard Row",
        town="Bristol",
        postcode="BS1 6QX",
        latitude="51.449500",
        longitude="-2.587000",
        map_link="https://maps.example/orchard-row",
        phone="0117 496 0182",
        email="orchard@example.org",
        picture=image("Door"),
        map=stream(block("drawing", DRAWN_MAP)),
        hours=stream(block("opening", week)),
        exceptions=stream(block("exception", holiday)),
        hours_note="Ring the bell.",
        on_foot="<p>Ten minutes from the station.</p>",
        by_public_transport="<p>Bus 8 stops outside.</p>",
        by_car="<p>Follow the harbour.</p>",
        parking="<p>No space at the door.</p>",
        access=stream(block("access", {"feature": "lift", "availability": "yes", "note": "Left."})),
        access_note="<p>Tell us what you need.</p>",
        body=stream(block("text", {"heading": "Waiting", "text": "<p>There is tea.</p>"})),
    )


def fill_settings(page: Page, link: str) -> None:
    """Fill every setting, so that header and footer show all they can."""
    site = Site.objects.get(is_default_site=True)
    clinic = ClinicSettings.for_site(site)
    clinic.name, clinic.phone, clinic.email = "Haven", "0117 496 0182", "a@example.org"
    clinic.emergency, clinic.address = link, "14 Orchard Row\nBristol"
    clinic.booking_page_id = page.pk
    links = list_items(
        {"text": "Read", "page": page.pk}, {"text": "NHS", "url": "https://www.nhs.uk/"}
    )
    clinic.footer_columns = stream(block("column", {"heading": "Read", "links": links}))
    clinic.legal_links = stream(block("link", {"text": "Privacy", "page": page.pk}))
    clinic.save()
    editorial = EditorialSettings.for_site(site)
    editorial.disclaimer = editorial.sample_note = link
    editorial.policy_page_id = page.pk
    editorial.save()


def _escape_json(html: str) -> str:
    """Escape double quotes for use inside JSON."""
    return html.replace('"', '\\"')
