"""What a process keeps is never older, or newer, than what has been committed."""

from unittest.mock import patch

import pytest
from django.db import transaction

from home import generation

committing = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@committing
def test_a_change_is_kept_from_the_moment_it_is_committed():
    kept = generation.Kept()
    assert kept.get("menu", lambda: "old") == "old"

    with transaction.atomic():
        generation.bump()
        assert generation.current() is None
        assert kept.get("menu", lambda: "new") == "new"
        assert kept.get("menu", lambda: "newer") == "newer"

    assert kept.get("menu", lambda: "committed") == "committed"
    assert kept.get("menu", lambda: "never read") == "committed"


@committing
def test_a_change_that_is_rolled_back_leaves_no_trace():
    kept = generation.Kept()
    kept.get("menu", lambda: "old")

    with transaction.atomic():
        generation.bump()
        kept.get("menu", lambda: "never true")
        transaction.set_rollback(True)

    assert kept.get("menu", lambda: "read again") == "old"
    with transaction.atomic():
        generation.bump()
    assert kept.get("menu", lambda: "new") == "new"


@committing
def test_the_number_is_read_once_a_second(django_assert_num_queries):
    generation.current()
    with patch.object(generation, "POLL_SECONDS", 0), django_assert_num_queries(1):
        generation.current()
    with django_assert_num_queries(0):
        for _ in range(50):
            generation.current()
