"""Reading and formatting at the command line, without a database."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

BIBTEX = """\
@article{a, title={Iron and rest}, author={Alder, Ann and Oak, Joey de}, journal={J Rest},
  year=2021, volume={7}, pages={611--614}, doi={10.1000/abc}}
@techreport{b, title={Rest}, author={{Example Agency}}, institution={Example Agency}, year=2020,
  number={NG1}, url={https://example.org/ng1}}
"""
BROKEN = "@article{c, title={Iron\n"
PASTED = "Alder AB, Oak JD. Iron and rest. J Rest. 2021;7(9):611-4.\n"


def run(command: str, *arguments: str) -> tuple[str, str]:
    printed, errors = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=printed, stderr=errors, no_color=True)
    return printed.getvalue(), errors.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "library.bib"
    path.write_text(BIBTEX)
    return path


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch):
    def send(text: str) -> None:
        data = io.BytesIO(text.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data))

    return send


def test_what_was_read_is_printed_as_csl_json(file):
    printed, _errors = run("import_references", str(file), "--dry-run", "--json")
    article, report = json.loads(printed)

    assert article["type"] == "article-journal"
    assert article["author"][1] == {"family": "de Oak", "given": "Joey"}
    assert (article["id"], article["DOI"], article["page"]) == ("1", "10.1000/abc", "611-614")
    assert report["number"] == "NG1"
    assert report["custom"]["text"].startswith("@techreport{b")


def test_pasted_text_is_read_from_standard_input(pipe):
    pipe(PASTED)

    printed, _errors = run("import_references", "-", "--dry-run", "--json")

    (item,) = json.loads(printed)
    assert (item["title"], item["container-title"]) == ("Iron and rest", "J Rest")


def test_diagnoses_and_problems_are_printed(file, tmp_path):
    file.write_text(f"@article{{a, title={{Iron}}, author={{Alder, A and others}}}}\n{BROKEN}")

    printed = io.StringIO()
    with pytest.raises(CommandError, match="1 record could not be read") as error:
        call_command("import_references", str(file), dry_run=True, json=True, stdout=printed)

    read, broken = (item["custom"] for item in json.loads(printed.getvalue()))
    codes = [diagnosis["code"] for diagnosis in read["diagnoses"]]
    assert codes == ["journal-missing", "year-missing"]
    assert "and others" in read["notes"][0]
    assert "line 2" in broken["problem"]
    assert error.value.returncode == 3


def test_json_alone_would_be_an_import(file):
    with pytest.raises(CommandError, match="--dry-run"):
        run("import_references", str(file), "--json")


@pytest.mark.parametrize(
    ("style", "first", "second"),
    [
        (
            "vancouver",
            "Alder A, de Oak J. Iron and rest. J Rest. 2021;7:611-4. doi: 10.1000/abc.",
            "Example Agency. Rest [Internet]. Example Agency; 2020. Report No.: NG1. "
            "Available from: https://example.org/ng1",
        ),
        (
            "ama",
            "Alder A, de Oak J. Iron and rest. J Rest. 2021;7:611-614. doi:10.1000/abc",
            "Example Agency. Rest. Example Agency; 2020. Report No. NG1. https://example.org/ng1",
        ),
        (
            "apa",
            "Alder, A., & de Oak, J. (2021). Iron and rest. J Rest, 7, 611–614. "
            "https://doi.org/10.1000/abc",
            "Example Agency. (2020). Rest (Report No. NG1). https://example.org/ng1",
        ),
    ],
)
def test_references_are_printed_one_per_line(file, style: str, first: str, second: str):
    printed, _errors = run("format_references", str(file), "--style", style)

    assert printed == f"{first}\n{second}\n"


def test_what_cannot_be_formatted_is_an_error(file, pipe):
    pipe(f"{BIBTEX}{BROKEN}")
    printed, errors = io.StringIO(), io.StringIO()

    with pytest.raises(CommandError) as error:
        call_command("format_references", "-", stdout=printed, stderr=errors, no_color=True)

    assert len(printed.getvalue().splitlines()) == 2
    assert errors.getvalue().startswith("3. The entry on line 5")
    assert error.value.returncode == 3


@pytest.mark.parametrize("command", ["import_references", "format_references"])
def test_a_missing_file_is_an_error_for_people(command: str, tmp_path):
    with pytest.raises(CommandError, match=r"none\.ris: No such file") as error:
        run(command, str(tmp_path / "none.ris"))
    assert error.value.returncode == 1
