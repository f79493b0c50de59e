"""An import by a user who may not publish proposes what it would change on public pages."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from articles.library.importing.apply import NotImportedError, apply_plan
from articles.library.importing.plan import apply_plan_if_unchanged, plan_import
from articles.library.importing.plan_rows import RowStatus
from articles.models import ArticlePage, Reference, ReferenceProposal
from home.models import User
from home.models.roles import EDITORS, PUBLISHERS
from tests.articles.library.importing.records import make_record, ris_file
from tests.articles.library.staff import log_in, member
from tests.articles.review.helpers import create_signed_article
from tests.factories import article, body, category, explanation, home_page, reference, update_page
from tests.helpers import parse_response

pytestmark = pytest.mark.django_db

DOI = "10.1016/j.jpain.2006.01.454"
UPLOAD = "/admin/references/import/"


@pytest.fixture
def user() -> User:
    return member(EDITORS)


@pytest.fixture
def cited() -> Reference:
    source = reference("Wood PB", doi=DOI, container="J Pain", volume="7")
    article(category(home_page()), body=body(explanation(cited=(source,))))
    return source


def import_all(user: User | None, *records):
    plan = plan_import(records, user)
    return apply_plan(plan, plan.importable(*RowStatus), user)


def test_what_public_pages_show_is_proposed_with_a_reason_in_the_plan(user, cited):
    record = make_record(doi=DOI, pages="1-9", state="retracted")

    (row,) = plan_import([record], user).rows
    assert "Ticked, this becomes a proposal. A publisher decides about it." in row.reasons
    outcome = import_all(user, record)

    assert (outcome.updated, outcome.proposed) == ([], [cited])
    assert ReferenceProposal.objects.get().values == {"pages": "1-9", "state": "retracted"}
    before = (cited.pages, cited.state)
    cited.refresh_from_db()
    assert (cited.pages, cited.state) == before
    assert "Proposed a change." in ModelLogEntry.objects.get().message


def test_of_other_sources_only_the_status_is_proposed(user):
    source = reference("Wood PB", doi=DOI, container="J Pain", volume="7")
    record = make_record(doi=DOI, pages="1-9", state="retracted")

    (row,) = plan_import([record], user).rows
    assert "Ticked, the status becomes a proposal. A publisher decides about it." in row.reasons
    outcome = import_all(user, record)

    source.refresh_from_db()
    assert (source.pages, source.state) == ("1-9", "")
    assert ReferenceProposal.objects.get().values == {"state": "retracted"}
    assert outcome.updated == outcome.proposed == [source]


@pytest.mark.parametrize("role", [PUBLISHERS, None])
def test_publishers_and_the_command_save_at_once(cited, role):
    import_all(role and member(role), make_record(doi=DOI, pages="1-9"))

    cited.refresh_from_db()
    assert cited.pages == "1-9"
    assert not ReferenceProposal.objects.exists()


def test_an_import_adds_to_an_earlier_proposal(user, cited):
    earlier = {"pages": "2-9", "state": "corrected", "state_note": "Erratum."}
    ReferenceProposal.objects.create(reference=cited, values=earlier, note="Typo")

    import_all(user, make_record(doi=DOI, pages="1-9", issue="3", state="retracted"))

    proposal = ReferenceProposal.objects.get()
    assert proposal.values == {"pages": "2-9", "issue": "3", "state": "retracted"}
    assert proposal.note == "Typo"


def test_a_page_that_became_public_meanwhile_changes_the_plan(user, cited):
    ArticlePage.objects.get().unpublish()
    records = [make_record(doi=DOI, pages="1-9")]
    shown = plan_import(records, user)
    ArticlePage.objects.get().save_revision().publish()

    with pytest.raises(NotImportedError, match="The library has changed"):
        apply_plan_if_unchanged(records, shown, {1}, user)


def test_the_last_page_lists_the_proposals(user, cited):
    client: Client = log_in(user)
    shown = client.post(UPLOAD, {"text": ris_file("A study", DO=DOI, SP="1", EP="9")})

    done = client.post(shown.headers["Location"], {"import": "1", "row": ["1"]}, follow=True)

    text = parse_response(done).get_text(" ", strip=True)
    assert "1 change proposed: a publisher decides about it" in text


def test_reviewers_are_mailed_about_an_imported_retraction(django_capture_on_commit_callbacks):
    source = reference("Wood PB", doi=DOI)
    update_page(create_signed_article(), body=body(explanation(cited=(source,))))

    with django_capture_on_commit_callbacks(execute=True):
        import_all(None, make_record(doi=DOI, state="retracted"))

    (sent,) = mail.outbox
    assert "Status: Retracted" in sent.body


def test_many_proposals_take_few_queries(user):
    def count(number: int) -> int:
        sources = [reference(f"Author{n} A", doi=f"10.1000/{number}-{n}") for n in range(number)]
        article(topic, body=body(explanation(cited=tuple(sources))))
        records = [make_record(one.title, doi=one.doi, pages="1-9") for one in sources]
        with CaptureQueriesContext(connection) as captured:
            assert len(import_all(user, *records).proposed) == number
        return len(captured)

    topic = category(home_page())
    count(1)
    assert count(40) <= count(2) + 2
