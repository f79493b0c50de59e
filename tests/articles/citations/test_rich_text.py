"""Citations in Wagtail's rich text: kept by the editor, seen by the index, resolved on pages."""

import json

import pytest
from django.core import checks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.fields import RichTextField
from wagtail.models import ReferenceIndex
from wagtail.rich_text import expand_db_html

from articles.blocks.text import PROSE_FEATURES
from articles.citations.checks import check_citation_feature, iter_rich_text_features
from articles.models import ArticlePage, EditorialSettings, PersonPage
from home.models import ClinicSettings, StandardPage
from tests.factories import article, body, category, explanation, home_page, mark, prose, reference

pytestmark = pytest.mark.sqlite_only

STORED = '<p data-block-key="a1b2c">Pain. <a linktype="citation" ids="3 7">[Wood 2006]</a> So.</p>'


def test_the_editor_gives_back_a_mark_as_it_got_it():
    converter = ContentstateConverter(PROSE_FEATURES)

    assert converter.to_database_format(converter.from_database_format(STORED)) == STORED


def test_the_editor_sees_one_entity_that_cannot_be_typed_into():
    state = json.loads(ContentstateConverter(PROSE_FEATURES).from_database_format(STORED))

    (entity,) = state["entityMap"].values()
    assert entity == {"type": "CITATION", "mutability": "IMMUTABLE", "data": {"ids": "3 7"}}


@pytest.mark.parametrize("data", [{}, {"ids": None}, {"ids": 5}, {"ids": 'x"><script>'}])
def test_invalid_editor_input_becomes_a_clean_mark(data: dict):
    converter = ContentstateConverter(PROSE_FEATURES)
    state = json.loads(converter.from_database_format(STORED))
    state["entityMap"]["0"]["data"] = data

    stored = converter.to_database_format(json.dumps(state))

    assert 'linktype="citation"' in stored
    assert "script" not in stored


def test_expanding_rich_text_leaves_the_mark_to_the_page():
    assert expand_db_html(STORED) == STORED


def test_every_rich_text_of_the_project_can_cite():
    assert check_citation_feature(None) == []


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (PersonPage, {"articles.PersonPage.bio"}),
        (EditorialSettings, {"articles.EditorialSettings.disclaimer"}),
        (ClinicSettings, {"home.ClinicSettings.emergency"}),
        (StandardPage, {"home.StandardPage.body.faq.items.answer"}),
        (
            ArticlePage,
            {
                "articles.ArticlePage.body.intro",
                "articles.ArticlePage.body.key_points.points.text",
                "articles.ArticlePage.body.table.table.prose",
            },
        ),
    ],
)
def test_the_check_sees_rich_text_in_fields_and_deep_in_blocks(model, names: set[str]):
    assert names <= {name for name, _features in iter_rich_text_features(model)}


def test_a_rich_text_that_cannot_cite_is_an_error(monkeypatch):
    field = PersonPage._meta.get_field("bio")
    assert isinstance(field, RichTextField)
    monkeypatch.setattr(field, "features", ["bold"])

    (error,) = check_citation_feature(None)

    assert isinstance(error, checks.Error)
    assert "articles.PersonPage.bio" in error.msg


@pytest.mark.django_db
def test_where_a_source_is_cited_in_rich_text_is_known():
    one, two, unused = reference("Wood PB"), reference("Noppers I"), reference("Guedj E")
    text = f"<p>Both {mark(one, two)}.</p>"
    page = article(category(home_page()), body=body(explanation(text=text)))

    for source in (one, two):
        ((found, _places),) = ReferenceIndex.get_grouped_references_to(source)
        assert found.pk == page.pk
    assert list(ReferenceIndex.get_grouped_references_to(unused)) == []


@pytest.mark.django_db
def test_a_profile_lists_the_sources_its_text_cites(client):
    from tests.factories import person

    page = person(home_page(), bio=prose("Led a trial.", (reference("Wood PB", year=2006),)))

    html = client.get(page.url).content.decode()

    assert 'id="ref-wood-2006"' in html
    assert 'href="#ref-wood-2006"' in html


@pytest.mark.django_db
def test_a_source_cited_outside_the_body_is_named_and_linked(client):
    from wagtail.models import Site

    page = article(category(home_page()))
    settings = EditorialSettings.for_site(Site.objects.get())
    source = reference("Wood PB", year=2006, doi="10.1016/j.jpain.2006.01.454")
    settings.disclaimer = prose("Not advice.", (source,))
    settings.save()

    html = client.get(page.url).content.decode()

    assert '[<a href="https://doi.org/10.1016/j.jpain.2006.01.454">Wood 2006</a>]' in html
    assert "linktype=" not in html
