from pathlib import Path

import pytest
from django.core.cache import caches

from home.enquiry import last_known
from home.enquiry.models import EnquiryPage
from home.enquiry.spool import Spool
from home.models import ClinicSettings
from tests.factories import block, enquiry_page, home_page, stream
from tests.home.enquiry.failing_site import Site


@pytest.fixture(autouse=True)
def _clear_enquiry_limits() -> None:
    caches["enquiries"].clear()


@pytest.fixture(autouse=True)
def _own_enquiry_folder(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENQUIRY_FOLDER = tmp_path / "enquiries"
    settings.ERROR_PAGES_FOLDER = tmp_path / "error-pages"
    monkeypatch.setattr(last_known._Memory, "last_known", None)


@pytest.fixture
def page() -> EnquiryPage:
    steps = stream(block("step", {"heading": "We reply", "text": "Within two days."}))
    page = enquiry_page(home_page(), steps=steps, urgent_help="<p>Call <b>111</b>.</p>")
    clinic = ClinicSettings.for_site(page.get_site())
    clinic.phone = "0117 496 0182"
    clinic.save()
    return page


@pytest.fixture
def known(page) -> EnquiryPage:
    last_known.take()
    return page


@pytest.fixture
def site() -> Site:
    return Site()


@pytest.fixture
def spool() -> Spool:
    return Spool.of_this_site()
