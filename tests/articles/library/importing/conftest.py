"""Uploads are stored in a temporary folder of the test."""

import pytest


@pytest.fixture(autouse=True)
def _temporary_uploads(settings, tmp_path):
    settings.VAR_DIR = tmp_path
