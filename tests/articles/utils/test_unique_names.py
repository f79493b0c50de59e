"""Unique names for keys and anchors."""

from articles.utils.unique_names import UniqueNames


def test_a_repeated_name_gets_the_next_free_number():
    names = UniqueNames(["pain", "pain-3"])

    assert [names.add("pain") for _ in range(3)] == ["pain-2", "pain-4", "pain-5"]
    assert [names.add("rest") for _ in range(2)] == ["rest", "rest-2"]


def test_a_numbered_name_may_be_a_name_of_its_own():
    names = UniqueNames()

    assert [names.add(name) for name in ("a-2", "a", "a")] == ["a-2", "a", "a-3"]
