import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _clear_enquiry_limits() -> None:
    caches["enquiries"].clear()
