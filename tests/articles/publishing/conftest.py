"""A site that requires sign-offs, and the unsigned draft of an article."""

import pytest

from articles.models import ArticlePage, CategoryIndexPage
from tests.articles.publishing import publishing_paths
from tests.factories import body, category, home_page, intro


@pytest.fixture
def pain(db: None) -> CategoryIndexPage:
    return category(home_page(sign_off_required=True), "Pain")


@pytest.fixture
def page(pain: CategoryIndexPage) -> ArticlePage:
    return publishing_paths.create_draft(pain, "Sleep", body(intro()))
