"""What the tests of leaflets leave behind in this process."""

from collections.abc import Iterator

import pytest
from PIL import ImageFile


@pytest.fixture(autouse=True)
def pillow_refuses_truncated_files() -> Iterator[None]:
    """Undo what importing WeasyPrint sets for the whole process. The site imports it in another."""
    yield
    ImageFile.LOAD_TRUNCATED_IMAGES = False
