"""`manage.py import_references FILE`: the same import at the command line."""

import io
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Reference
from tests.articles.library.importing.records import ris_file
from tests.factories import reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.ris"
    path.write_text(ris_file("One", "Two", "One"))
    return path


def run_import(file: object, *arguments: str) -> str:
    printed = io.StringIO()
    call_command("import_references", str(file), *arguments, stdout=printed, no_color=True)
    return printed.getvalue()


def stored_titles() -> list[str]:
    return list(Reference.objects.order_by("pk").values_list("title", flat=True))


def test_it_imports_new_references_and_reports_the_rest(file):
    printed = run_import(file)

    assert stored_titles() == ["One", "Two"]
    assert "New: 2\n" in printed
    assert "Duplicate: 1\n" in printed
    assert "  3. Wood PB. One. J Pain. 2006;7.\n     The same as no. 1: same title" in printed
    assert printed.endswith("2 created, 0 filled in.\n")


def test_run_again_it_adds_nothing(file):
    run_import(file)

    assert run_import(file).endswith("0 created, 0 filled in.\n")
    assert stored_titles() == ["One", "Two"]


def test_a_dry_run_stores_nothing(file):
    assert run_import(file, "--dry-run").endswith("Without --dry-run, 2 would be imported.\n")
    assert stored_titles() == []


def test_other_statuses_are_imported_when_they_are_named(file):
    file.write_text(ris_file("One", "One") + ris_file("Damaged", SN="1"))

    run_import(file, "--status", "damaged, duplicate")

    assert stored_titles() == ["One", "Damaged"]


def test_known_ones_are_filled_in_when_they_are_named(file):
    reference("Wood PB", title="One")

    assert run_import(file, "--status", "known").endswith("0 created, 1 filled in.\n")
    assert Reference.objects.get().volume == "7"


@pytest.mark.parametrize("status", ["old", "new,", "unreadable", ""])
def test_a_status_that_cannot_be_imported_is_refused(file, status):
    with pytest.raises(CommandError, match="there is no status"):
        run_import(file, "--status", status)


def test_unreadable_records_set_the_exit_status(file):
    file.write_text(ris_file("One") + "TY  - JOUR\nER  - \n")

    with pytest.raises(CommandError, match=r"1 record could not be read\.") as told:
        run_import(file)

    assert told.value.returncode == 3
    assert stored_titles() == ["One"]


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(CommandError, match="No such file") as told:
        run_import(tmp_path / "missing.ris")

    assert told.value.returncode == 1


@pytest.mark.parametrize(("data", "reason"), [(b"", "empty"), (b"PK\x03\x04", "ZIP")])
def test_an_unreadable_file_is_reported(file, data, reason):
    file.write_bytes(data)

    with pytest.raises(CommandError, match=reason):
        run_import(file)


def test_it_reads_standard_input(monkeypatch):
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(ris_file("Übung").encode("cp1252")))
    )

    run_import("-")

    assert stored_titles() == ["Übung"]


def test_a_format_can_be_forced(file):
    file.write_text("1. Wood PB. Sleep and pain. J Pain. 2006;7(9):611-4.")
    with pytest.raises(CommandError, match="No references were found"):
        run_import(file, "--format", "ris")

    run_import(file, "--format", "text")

    assert stored_titles() == ["Sleep and pain"]


def test_it_shows_twenty_of_each_status_or_all(file):
    file.write_text(ris_file(*["One"] * 30))

    printed = run_import(file, "--dry-run")

    assert "… and 9 more; --verbosity 2 shows all." in printed
    assert "30. Wood PB" not in printed
    assert "30. Wood PB" in run_import(file, "--dry-run", "--verbosity", "2")
