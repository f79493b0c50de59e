"""Uploads of a test are kept where they vanish with it."""

import pytest


@pytest.fixture(autouse=True)
def _temporary_uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path
