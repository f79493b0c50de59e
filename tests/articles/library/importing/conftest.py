"""Uploads of a test are kept where they vanish with it."""

import pytest


@pytest.fixture(autouse=True)
def _uploads_vanish(settings, tmp_path):
    settings.VAR_DIR = tmp_path
