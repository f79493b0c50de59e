"""The library as files for reference managers and as a table for spreadsheets."""

import json
from types import SimpleNamespace

import pytest
import rispy
from django.contrib.auth.models import Permission
from django.test import Client

from articles.library.viewsets import EXPORT_COLUMNS, ReferenceIndexView
from articles.models import Reference
from articles.references.formats import csl, ris_writing
from home.models import User
from tests.factories import editor, reference

pytestmark = pytest.mark.django_db

EXPORT = "/admin/references/import/references"


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(editor())
    return client


def test_a_reference_manager_reads_the_ris():
    references = [reference("Häuser W\nWood PB", doi="10.1000/1"), reference("Noppers I")]

    records = rispy.loads(ris_writing.write(each.source for each in references))

    assert [record["authors"] for record in records] == [["Häuser, W", "Wood, PB"], ["Noppers, I"]]
    assert records[0]["doi"] == "10.1000/1"


def test_csl_json_is_a_list_of_items():
    (item,) = json.loads(csl.write([reference("Häuser W", title="</script> 🧠").source]))

    assert item["author"] == [{"family": "Häuser", "given": "W"}]
    assert item["title"] == "</script> 🧠"


def test_no_references_make_an_empty_file():
    assert ris_writing.write([]) == ""
    assert json.loads(csl.write([])) == []


@pytest.mark.parametrize(
    ("ending", "content_type"),
    [
        ("ris", "application/x-research-info-systems; charset=utf-8"),
        ("json", "application/vnd.citationstyles.csl+json; charset=utf-8"),
    ],
)
def test_the_whole_library_is_one_file(staff, ending, content_type):
    reference("Wood PB", title="Étude"), reference("Noppers I", title="Sleep")

    response = staff.get(f"{EXPORT}.{ending}")

    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"] == f'attachment; filename="references.{ending}"'
    assert response.content.decode().index("Étude") < response.content.decode().index("Sleep")


def test_export_takes_one_query(staff, django_assert_max_num_queries):
    for number in range(20):
        reference(title=f"Title {number}")
    staff.get(f"{EXPORT}.ris")

    # Five are for the session, its user and their permissions and second factor.
    with django_assert_max_num_queries(7):
        staff.get(f"{EXPORT}.ris")


def test_export_requires_permission_to_view_the_list(client):
    user = User.objects.create_user("nurse", "nurse@example.org", "secret")
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)

    ajax = {"x-requested-with": "XMLHttpRequest"}
    assert client.get(f"{EXPORT}.ris", headers=ajax).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="change_reference"))
    assert client.get(f"{EXPORT}.ris").status_code == 200


# -- Spreadsheets ---------------------------------------------------------------------------------


def row_of(source: Reference) -> dict:
    return ReferenceIndexView(list_export=EXPORT_COLUMNS).to_row_dict(source)


def test_every_field_has_a_column_and_a_heading():
    view = ReferenceIndexView(list_export=EXPORT_COLUMNS)
    view.request = SimpleNamespace(GET={})

    headings = [view.get_heading(Reference.objects.all(), name) for name in EXPORT_COLUMNS]

    assert list(row_of(reference())) == EXPORT_COLUMNS
    assert headings[:3] == ["Key", "Kind", "Authors"]
    assert len(set(headings)) == len(EXPORT_COLUMNS)


def test_cells_have_readable_labels():
    row = row_of(reference("Wood PB\nHolman AJ", study_type="randomised_trial", year=2006))

    assert (row["key"], row["kind"]) == ("wood-2006", "Journal article")
    assert row["authors"] == "Wood PB; Holman AJ"
    assert row["study_type"] == "Randomised controlled trial"
    assert (row["year"], row["doi"], row["accessed"]) == (2006, "", "")


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2", "@SUM(A1)"])
def test_a_spreadsheet_runs_no_formula(title):
    assert row_of(reference(title=title))["title"] == f"'{title}"


def test_a_workbook_can_hold_any_characters():
    source = reference("Wood PB", title="a\x0bb\x1fc \x00".replace("\x00", ""))

    assert row_of(source)["title"] == "a; bc "
