"""Allowed places of pages; every page can be moved and deleted."""

import pytest
from wagtail.models import Page, get_page_models

from articles.models import ArticlePage, CategoryIndexPage, PersonPage, TeamIndexPage
from home.care.models import (
    ConditionIndexPage,
    ConditionPage,
    PlaceIndexPage,
    PlacePage,
    ServiceIndexPage,
    ServicePage,
)
from home.enquiry.models import EnquiryPage
from home.models import HomePage, StandardPage
from tests.factories import (
    article,
    body,
    category,
    condition,
    conditions,
    enquiry_page,
    explanation,
    home_page,
    person,
    place,
    places,
    reference,
    service,
    services,
    standard_page,
    team,
)

pytestmark = pytest.mark.sqlite_only

CHILDREN = {
    HomePage: {
        *(StandardPage, EnquiryPage, CategoryIndexPage, TeamIndexPage),
        *(ServiceIndexPage, ConditionIndexPage, PlaceIndexPage, PlacePage),
    },
    StandardPage: {StandardPage},
    EnquiryPage: set(),
    CategoryIndexPage: {CategoryIndexPage, ArticlePage},
    TeamIndexPage: {PersonPage},
    ArticlePage: set(),
    PersonPage: set(),
    ServiceIndexPage: {ServicePage},
    ServicePage: set(),
    ConditionIndexPage: {ConditionPage},
    ConditionPage: set(),
    PlaceIndexPage: {PlacePage},
    PlacePage: set(),
}


def test_the_rules_cover_every_page_type():
    assert {model for model in get_page_models() if model is not Page} == CHILDREN.keys()


@pytest.mark.parametrize("parent", CHILDREN, ids=lambda model: model.__name__)
def test_a_page_has_only_children_that_make_sense(parent):
    assert set(parent.allowed_subpage_models()) == CHILDREN[parent]


@pytest.mark.django_db
@pytest.mark.parametrize("model", CHILDREN, ids=lambda model: model.__name__)
def test_only_a_home_page_is_allowed_at_the_root(model):
    assert model.can_create_at(Page.get_first_root_node()) is (model is HomePage)


@pytest.mark.django_db
def test_a_site_has_one_team_page():
    home = home_page()
    assert TeamIndexPage.can_create_at(home)

    team(home)

    assert not TeamIndexPage.can_create_at(Page.objects.get(pk=home.pk))


@pytest.mark.django_db
def test_categories_nest_and_articles_move_between_them():
    home = home_page()
    blog = category(home)
    pain = category(blog)
    page = article(pain)

    assert page.can_move_to(blog)
    assert pain.can_move_to(home)
    assert not page.can_move_to(home)
    assert not pain.can_move_to(page)


@pytest.mark.django_db
@pytest.mark.parametrize("cls", CHILDREN, ids=lambda model: model.__name__)
def test_every_page_can_be_deleted(cls):
    home = home_page()
    author = person(home)
    page = article(
        category(category(home)),
        authors=(author,),
        reviewer=author,
        body=body(explanation(cited=(reference(),))),
    )
    standard_page(home)
    enquiry_page(home)
    treated = condition(conditions(home))
    service(services(home), treats=(treated,), people=(PersonPage.objects.first(),))
    place(places(home))
    doomed = cls.objects.first()

    doomed.delete()

    assert not Page.objects.filter(path__startswith=doomed.path).exists()
    if cls is PersonPage:
        page.refresh_from_db()
        assert page.reviewer is None
        assert page.authors() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cls", [cls for cls in CHILDREN if cls is not HomePage], ids=lambda model: model.__name__
)
def test_an_editor_can_delete_and_copy_every_page(admin_client, cls):
    home = home_page()
    article(category(home))
    person(home)
    standard_page(home)
    enquiry_page(home)
    treated = condition(conditions(home))
    service(services(home), treats=(treated,), people=(PersonPage.objects.first(),))
    place(places(home))
    page = cls.objects.first()
    before = cls.objects.count()
    copying = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}

    if cls not in (TeamIndexPage, ServiceIndexPage, ConditionIndexPage, PlaceIndexPage):
        admin_client.post(f"/admin/pages/{page.pk}/copy/", copying | {"copy_subpages": ""})
        assert cls.objects.count() == before + 1
    response = admin_client.post(f"/admin/pages/{page.pk}/delete/")

    assert response.status_code == 302
    assert not cls.objects.filter(pk=page.pk).exists()


@pytest.mark.django_db
def test_a_copied_article_has_its_people_and_sources():
    home = home_page()
    author, pain = person(home), category(home)
    page = article(
        pain, authors=(author,), also_in=(pain,), body=body(explanation(cited=(reference(),)))
    )

    copy = ArticlePage.objects.get(pk=page.copy(update_attrs={"slug": "copy"}).pk)

    assert copy.authors() == [author]
    assert [listed.category for listed in copy.cross_listings.all()] == [pain]
    assert copy.source_count == 1
    assert copy.category == pain
