from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone
from wagtail.models import Site

from articles.models import ArticlePage
from home.models import ClinicSettings, ReaderSettings
from home.subscriptions import joining, sending
from tests.factories import article, category, home_page, update_page
from tests.home.subscriptions.smtp_server import SmtpServer


@pytest.fixture(autouse=True)
def _fresh_limits_and_events() -> Iterator[None]:
    caches["enquiries"].clear()
    yield
    joining.due.clear()
    sending.due.clear()


@pytest.fixture
def site(db) -> Site:
    """A clinic that offers letters."""
    home_page()
    site = Site.objects.get()
    clinic = ClinicSettings.for_site(site)
    clinic.name, clinic.email = "Haven", "desk@haven.example"
    clinic.address = "14 Orchard Row\nBristol"
    clinic.save()
    ReaderSettings.objects.create(site=site, offers_letters=True)
    return site


@pytest.fixture
def pages(site) -> dict[str, Any]:
    """Two topics below an index, with an article each."""
    blog = category(site.root_page, "Blog")
    pain, sleep = category(blog, "Pain"), category(blog, "Sleep")
    pages = {"blog": blog, "pain": pain, "sleep": sleep}
    pages["ketamine"] = article(pain, "Ketamine", summary="Ketamine helps some.")
    pages["naps"] = article(sleep, "Naps", summary="Naps & rest.")
    for page in ArticlePage.objects.all():
        update_page(page, first_published_at=timezone.now())
    return pages


@pytest.fixture
def smtp(settings) -> Iterator[SmtpServer]:
    """A real mail server, in place of Django's outbox."""
    with SmtpServer().running() as server:
        settings.EMAIL_BACKEND = "config.smtp.BoundedEmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_TIMEOUT = 5
        yield server
