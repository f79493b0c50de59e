import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _nobody_has_sent_anything() -> None:
    caches["enquiries"].clear()
