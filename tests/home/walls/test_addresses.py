"""Absolute addresses name the site of the page they are about."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone
from wagtail.models import Site

from articles.editorial.reminders import build_digests
from articles.models import ArticlePage, EditorialSettings, ReviewRequest
from articles.models.site_roots import build_root_url, editor_url
from articles.review.notifications import build_response_mail
from articles.review.requests import build_link, build_request_mail
from articles.review.responses import ReviewOutcome
from config import checks
from home.delivery.cdn.changes import affected_subtree_urls
from home.enquiry import last_known
from home.enquiry.notifications import build_notice, get_recipients
from home.models import ClinicSettings
from tests.factories import editor, update_page
from tests.helpers import clear_all_caches
from tests.home.walls.staff import create_staff
from tests.home.walls.two_clinics import MarkedClinic

pytestmark = [pytest.mark.django_db]


@pytest.fixture(params=[0, 1])
def clinic(request, clinics) -> MarkedClinic:
    return clinics[request.param]


def address_of(clinic: MarkedClinic) -> str:
    return f"https://{clinic.marker}.example/"


@pytest.mark.parametrize(
    ("hostname", "port", "is_https", "expected"),
    [
        ("clinic.example", 443, True, "https://clinic.example"),
        ("clinic.example", 443, False, "https://clinic.example"),
        # Wagtail's default port on a site behind a server that redirects to https.
        ("clinic.example", 80, True, "https://clinic.example"),
        ("clinic.example", 80, False, "http://clinic.example"),
        ("127.0.0.1", 8000, False, "http://127.0.0.1:8000"),
        ("clinic.example", 8443, True, "https://clinic.example:8443"),
        # As Wagtail's first migration makes it: nobody has set the address.
        ("localhost", 80, False, "https://fallback.example"),
    ],
)
def test_the_address_of_a_site(settings, hostname, port, is_https, expected):
    settings.SECURE_SSL_REDIRECT = is_https
    settings.WAGTAILADMIN_BASE_URL = "https://fallback.example/"
    site = Site(hostname=hostname, port=port, is_default_site=True)

    assert build_root_url(site) == expected


def test_mails_about_a_review_lead_to_the_site_of_the_article(clinic):
    page = ArticlePage.objects.get(pk=clinic.pages["article"].pk)
    revision = page.save_revision(clean=False)
    asked = ReviewRequest.objects.create(
        article=page,
        revision=revision,
        reviewer=clinic.pages["person"],
        secret_hash="",
        expires_at=timezone.now() + timedelta(days=1),
    )
    link = build_link(asked, "secret")
    mails = [
        build_request_mail(asked, link, "ada@example.org"),
        build_response_mail(asked, ReviewOutcome.RECORDED, editor()),
    ]

    assert link.startswith(f"{address_of(clinic)}review/")
    for mail in mails:
        assert address_of(clinic) in mail.body
        assert clinic.other_marker not in str(mail.message())


def test_a_review_link_opens_at_its_own_site_only(clinics, client):
    page = ArticlePage.objects.get(pk=clinics[0].pages["article"].pk)
    revision = page.save_revision(clean=False)
    asked = ReviewRequest.objects.create(
        article=page,
        revision=revision,
        reviewer=clinics[0].pages["person"],
        secret_hash="2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b",
        expires_at=timezone.now() + timedelta(days=1),
    )
    path = build_link(asked, "secret").removeprefix(f"https://{clinics[0].host}")

    for clinic, status in zip(clinics, (200, 404), strict=True):
        response = client.get(path, headers={"host": clinic.host})
        assert response.status_code == status
    assert "alderwood" not in response.content.decode().lower()


def test_reminders_lead_to_the_site_of_the_article(clinics):
    owner = editor()
    for clinic in clinics:
        page = ArticlePage.objects.get(pk=clinic.pages["article"].pk)
        update_page(page, owner=owner, next_review_on=date(2026, 1, 1))
    addresses = {
        review.url
        for digest in build_digests()
        for review in digest.reviews
        if review.article.pk in {clinic.pages["article"].pk for clinic in clinics}
    }

    for clinic in clinics:
        page = ArticlePage.objects.get(pk=clinic.pages["article"].pk)
        path = page.get_url_parts()[2].removeprefix("/")
        assert {f"{address_of(clinic)}{path}", editor_url(page)} <= addresses


def test_notices_of_enquiries_lead_to_the_site_of_their_page(clinic):
    page = clinic.pages["enquiry"]
    notice = build_notice(page, "7KQM-2XWD", get_recipients(page))

    assert f"{address_of(clinic)}admin/" in notice.body
    assert notice.to == [f"desk@{clinic.marker}.example"]


def test_a_change_purges_addresses_of_its_own_site(clinic):
    for name in ("article", "category", "person", "home", "corrections"):
        urls = list(affected_subtree_urls(clinic.pages[name]))
        assert urls
        assert all(url.startswith(address_of(clinic)) for url in urls)


def test_error_pages_name_one_clinic(clinics, settings, tmp_path: Path, monkeypatch):
    settings.ENQUIRY_FOLDER = tmp_path / "enquiries"
    settings.ERROR_PAGES_FOLDER = tmp_path / "error-pages"
    monkeypatch.setattr(last_known._Memory, "last_known", None)
    last_known.take()

    for clinic in clinics:
        page = (tmp_path / "error-pages" / f"{clinic.host}.html").read_text().lower()
        assert clinic.marker in page
        assert clinic.other_marker not in page
        contact = last_known.get_last_known().contact(clinic.host, 443)
        assert contact.name == f"{clinic.marker} clinic"
    unknown = last_known.get_last_known().contact("nobody.example", 443)
    assert unknown.name == f"{clinics[0].marker} clinic"


def test_mails_of_wagtail_lead_to_the_site_of_their_page_or_user(clinic):
    template = Template("{% load wagtailadmin_tags %}{% base_url_setting as url %}{{ url }}")
    user = create_staff(clinic)["Editors"]
    about_a_page = template.render(Context({"page": clinic.pages["article"], "user": editor()}))

    assert f"{about_a_page}/" == address_of(clinic)
    assert f"{template.render(Context({'user': user}))}/" == address_of(clinic)
    assert template.render(Context({"user": editor()})) == "http://testserver"


def test_settings_are_previewed_at_their_own_site(clinic):
    settings = ClinicSettings.objects.get(site=clinic.site)

    for setting in (settings, EditorialSettings.objects.get(site=clinic.site)):
        response = setting.make_preview_request()
        text = response.render().content.decode().lower()
        assert clinic.marker in text
        assert clinic.other_marker not in text


def test_sites_are_checked(clinics, settings):
    assert checks.check_sites() == []

    settings.ALLOWED_HOSTS = ["alderwood.example"]
    assert [message.id for message in checks.check_sites()] == ["config.W018"]

    Site.objects.filter(pk=clinics[1].site.pk).update(root_page=clinics[0].pages["standard"])
    clear_all_caches()
    assert {message.id for message in checks.check_sites()} == {"config.W018", "config.W019"}
