from pathlib import Path

import pytest
from django.core.cache import caches

from home.enquiry import last_known


@pytest.fixture(autouse=True)
def _clear_enquiry_limits() -> None:
    caches["enquiries"].clear()


@pytest.fixture(autouse=True)
def _own_enquiry_folder(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ENQUIRY_FOLDER = tmp_path / "enquiries"
    settings.ERROR_PAGES_FOLDER = tmp_path / "error-pages"
    monkeypatch.setattr(last_known._Memory, "last_known", None)
