"""Two clinics in one install. Everything that one of them says carries a word of its own."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.documents import get_document_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from articles.models import (
    ArticleChange,
    CallToAction,
    Condition,
    EditorialSettings,
    TaggedCondition,
)
from home.enquiry.models import EnquirySubmission
from home.feedback.models import FeedbackCount, FeedbackWords
from home.models import ClinicImage, ClinicSettings, HomePage, ReaderSettings, SearchSettings
from home.models.site_roles import set_up_site_collection
from home.subscriptions.letters import Waiting, create_letter
from home.subscriptions.models import Subscriber
from tests.factories import (
    article,
    block,
    call_to_action_block,
    category,
    enquiry_page,
    figure,
    list_items,
    person,
    places,
    reference,
    saved_sections,
    standard_page,
    stream,
    update_page,
)
from tests.home.full_care import create_care
from tests.home.walls.marked_content import about_body, article_body, home_body, marked_place

Document = get_document_model()
MARKERS = ("alderwood", "birchfield")


@dataclass
class MarkedClinic:
    """A clinic: its word, its site, and what belongs to it."""

    marker: str
    site: Site
    home: HomePage
    collection: Collection
    pages: dict[str, Any] = field(default_factory=dict)
    objects: dict[str, Any] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return self.site.hostname

    @property
    def other_marker(self) -> str:
        return next(marker for marker in MARKERS if marker != self.marker)

    def all_pages(self) -> list[Page]:
        below = Page.objects.descendant_of(self.home, inclusive=True)
        return list(below.order_by("path").specific())


def create_two_clinics() -> list[MarkedClinic]:
    """Create both, the second first, so that what is newest is not always the same one's."""
    Site.objects.all().delete()
    clinics = [_create_frame(marker, marker == MARKERS[0]) for marker in MARKERS]
    for clinic in reversed(clinics):
        _fill(clinic)
    # As pages that were published in the editor have.
    Page.objects.live().update(
        first_published_at=timezone.now() - timedelta(days=9),
        last_published_at=timezone.now() - timedelta(days=8),
    )
    return clinics


def _create_frame(marker: str, is_default: bool) -> MarkedClinic:
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(title=f"{marker} home", slug=marker, hero_heading=f"{marker} care")
    )
    site = Site.objects.create(
        hostname=f"{marker}.example",
        site_name=f"{marker} clinic",
        port=443,
        root_page=home,
        is_default_site=is_default,
    )
    collection = set_up_site_collection(site)
    return MarkedClinic(marker, site, home, collection)


def _fill(clinic: MarkedClinic) -> None:
    word, home = clinic.marker, clinic.home
    picture = _picture(clinic)
    doctor = person(home, f"Ada {word}", honorific="Dr", bio=f"<p>Reads {word} papers.</p>")
    update_page(doctor, photo=picture, email=f"ada@{word}.example")
    update_page(doctor.get_parent().specific, title=f"{word} people", summary=f"{word} staff")
    writer = person(home, f"Ben {word}")
    about = standard_page(
        home, f"About {word}", slug=f"about-{word}", show_in_menus=True, summary=f"Of {word}."
    )
    link = f'<p>Read <a linktype="page" id="{about.pk}">about {word}</a>.</p>'
    chosen = CallToAction.objects.create(
        heading=f"A talk at {word}?", text=f"{word} minutes", link_page=about
    )
    blog = category(
        home, f"{word} blog", slug=f"{word}-blog", section_editor=doctor, show_in_menus=True
    )
    pain = category(blog, f"{word} pain", slug="pain", summary=f"{word} pain that lasts.")
    # The same address at both clinics.
    same = category(home, f"{word} notes", slug="notes")
    cited = (
        reference(f"Wood {word}", title=f"The {word} study", url=f"https://{word}.example/study"),
        reference("Noppers I", title=f"A {word} trial", study_type="randomised_trial"),
    )
    condition = Condition.objects.create(
        name=f"Neuropathy {MARKERS.index(word)}", slug=f"neuropathy-{MARKERS.index(word)}"
    )
    document = _document(clinic)
    leaflet = f'<p><a href="{document.url}">{word} leaflet</a></p>'
    text = article_body(word, picture, chosen, cited)
    first = article(
        pain,
        f"Ketamine {word}",
        slug=f"ketamine-{word}",
        summary=f"What {word} tested.",
        authors=(doctor, writer),
        reviewer=doctor,
        reviewed_on=date(2026, 9, 1),
        also_in=(blog,),
        lead_image=picture,
        show_sample_note=True,
        body=text,
    )
    second = article(pain, f"Sleep {word}", slug="sleep", body=text, reviewed_on=date(2026, 8, 1))
    for number in range(5):
        article(
            same,
            f"Note {number} {word}",
            slug=f"note-{number}",
            summary=f"{word} note",
            reviewer=doctor,
            reviewed_on=date(2026, 7, 1 + number),
        )
    TaggedCondition.objects.create(tag=condition, content_object=first)
    ArticleChange.objects.create(
        page=first, kind="correction", text=f"{word} said nine.", day="2026-01-02"
    )
    corrections = standard_page(
        home,
        f"{word} corrections",
        slug="corrections",
        body=stream(block("corrections", {"heading": f"{word} errors", "empty_text": word})),
    )
    update_page(about, body=about_body(word, link + leaflet, picture, chosen))
    update_page(
        home,
        hero_primary_label=f"Begin at {word}",
        hero_primary_page=about,
        body=home_body(word, blog, pain, doctor, writer, about, chosen),
    )
    _settings(clinic, about, link)
    enquiry = enquiry_page(
        home,
        f"Book {word}",
        slug="book",
        steps=stream(block("step", {"heading": f"{word} replies", "text": "Soon."})),
        urgent_help=link,
        privacy_page=about,
        recipients=f"desk@{word}.example",
    )
    branches = places(home, f"{word} places", slug="places", summary=f"Where {word} is.")
    row = marked_place(branches, word, picture)
    care = create_care(home, doctor, first, picture, chosen, cited, row, word)
    # The same condition at both clinics.
    TaggedCondition.objects.create(tag=care["condition"].library_condition, content_object=second)
    query = Query.get(f"{word} promoted")
    clinic.pages = care | {
        "home": home,
        "standard": about,
        "corrections": corrections,
        "enquiry": enquiry,
        "category": blog,
        "topic": pain,
        "same": same,
        "article": first,
        "second": second,
        "team": doctor.get_parent().specific,
        "person": doctor,
        "places": branches,
        "place": row,
    }
    clinic.objects = {
        "call": chosen,
        "condition": condition,
        "source": cited[0],
        "image": picture,
        "document": document,
        "query": query,
        "promotion": SearchPromotion.objects.create(
            query=query, page=about, description=f"{word} promotion"
        ),
        "shared promotion": SearchPromotion.objects.create(
            query=Query.get("promoted"), page=about, description=f"{word} promotion"
        ),
        "redirect": Redirect.objects.create(
            old_path=f"/old-{word}", redirect_page=about, site=clinic.site
        ),
        "same redirect": Redirect.objects.create(
            old_path="/old", redirect_page=about, site=clinic.site
        ),
        "enquiry": EnquirySubmission.objects.create(
            page=enquiry, key=word, form_data={"name": f"Visitor of {word}"}
        ),
        "letter": create_letter(clinic.site, [Waiting(first)]),
        "saved": saved_sections(
            f"{word} steps",
            block("text", {"heading": f"{word} bus", "text": link, "anchor": ""}),
            call_to_action_block(chosen),
            figure(picture, f"A {word} nerve."),
            description=f"For {word}",
            site=clinic.site,
        ),
        "words": FeedbackWords.objects.create(article=first, words=f"{word} words"),
        "answers": FeedbackCount.objects.create(article=first, week="2026-01-05", yes=1),
        "subscriber": Subscriber.objects.create(site=clinic.site, email=f"reader@{word}.example"),
    }


def _picture(clinic: MarkedClinic) -> ClinicImage:
    file = get_test_image_file(f"{clinic.marker}.png", size=(80, 60))
    title = f"{clinic.marker} nerve"
    return ClinicImage.objects.create(title=title, file=file, collection=clinic.collection)


def _document(clinic: MarkedClinic) -> Any:
    file = ContentFile(clinic.marker.encode(), f"{clinic.marker}.txt")
    title = f"{clinic.marker} leaflet"
    return Document.objects.create(title=title, file=file, collection=clinic.collection)


def _settings(clinic: MarkedClinic, page: Page, link: str) -> None:
    word = clinic.marker
    links = list_items({"text": f"Read {word}", "page": page.pk})
    ClinicSettings.objects.create(
        site=clinic.site,
        name=f"{word} clinic",
        phone="0117 496 0182",
        hours=f"{word} hours",
        email=f"hello@{word}.example",
        strapline=f"{word} since 1900",
        emergency=link,
        danger_words=f"suicid*, {word} danger",
        address=f"14 {word} Row\nBristol",
        booking_page_id=page.pk,
        footer_columns=stream(block("column", {"heading": f"Read {word}", "links": links})),
        legal_links=stream(block("link", {"text": f"{word} privacy", "page": page.pk})),
    )
    ReaderSettings.objects.create(
        site=clinic.site,
        offers_letters=True,
        letters_heading=f"Letters of {word}",
        letters_text=link,
        takes_words=True,
        privacy_page_id=page.pk,
    )
    SearchSettings.objects.create(site=clinic.site, synonyms=f"ketamine, {word} remedy")
    EditorialSettings.objects.create(
        site=clinic.site,
        disclaimer=link,
        sample_note=link,
        policy_page_id=page.pk,
        sign_off_required=False,
    )
