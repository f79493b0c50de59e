"""An article as Markdown."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import PageViewRestriction

from articles.models import ArticlePage, EditorialSettings
from articles.models.change import ArticleChange
from tests.factories import (
    article,
    body,
    call_to_action,
    call_to_action_block,
    callout,
    category,
    evidence,
    explanation,
    faq,
    figure,
    home_page,
    image,
    intro,
    key_points,
    person,
    quote,
    reference,
    references,
    statement,
    table,
)
from tests.home.delivery.test_visibility import hide_as_draft, hide_by_expiry

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_only]
SITE_URL = "https://clinic.example"


@pytest.fixture(autouse=True)
def _https_site_url(settings):
    settings.WAGTAILADMIN_BASE_URL = SITE_URL


def markdown_of(client, page: ArticlePage) -> str:
    response = client.get(f"{page.url}article.md")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == f'<{SITE_URL}{page.url}>; rel="canonical"'
    return response.content.decode()


def test_it_names_authors_reviewer_and_dates(client):
    home = home_page()
    ada = person(home, "Ada Byron", honorific="Dr", registration="GMC 1234567")
    ben = person(home, "Ben Fry", job_title="Writer")
    ben.unpublish()
    page = article(
        category(home, "Pain", slug="pain"),
        "Knees *and* hips",
        slug="knees",
        summary="A little [more].",
        authors=(ben,),
        reviewer=ada,
        reviewed_on=date(2026, 9, 1),
        next_review_on=date(2999, 9, 1),
    )
    moment = datetime(2026, 3, 9, 12, tzinfo=UTC)
    ArticlePage.objects.update(first_published_at=moment, last_published_at=moment)

    lines = markdown_of(client, page).splitlines()

    assert lines[:4] == [r"# Knees \*and\* hips", "", r"> A little \[more\].", ""]
    assert lines[4:12] == [
        "- Written by: Ben Fry, Writer",
        f"- Medically reviewed by: [Dr Ada Byron]({SITE_URL}{ada.url}), Doctor, GMC 1234567",
        "- Reviewed: 1 Sep 2026",
        "- Next review: Sep 2999",
        "- Published: 9 Mar 2026",
        "- Last changed: 9 Mar 2026",
        f"- Topic: [Pain]({SITE_URL}/pain/)",
        f"- Address: <{SITE_URL}/pain/knees/>",
    ]


def test_every_block_is_there(client):
    home = home_page()
    blog = category(home)
    wood = reference("Wood PB", title="A study", doi="10.1000/x_(y)", container="Pain")
    noppers = reference("Noppers I", title="Another", study_type="randomised_trial")
    other = reference("Other O", title="Further")
    page = article(
        blog,
        body=body(
            intro("<p>Opening <b>words</b>.</p>"),
            key_points(cited=(noppers,)),
            explanation("How", "Nerves <i>learn</i>.", (wood,)),
            callout(cited=(wood,)),
            figure(image()),
            quote(),
            call_to_action_block(call_to_action(link_page=blog)),
            evidence(statement("randomised_trial", (noppers, wood), people="24 people")),
            table((noppers,)),
            faq(),
            references((other,)),
        ),
    )
    ArticleChange.objects.create(page=page, day=date(2026, 1, 2), text="8, not 9.")

    text = markdown_of(client, page)

    for part in (
        "Opening **words**.\n",
        "## Key points\n\n- It helped a little.[1]\n",
        "## How\n\nNerves *learn*.[2]\n\n- **Nerve:** A fibre.\n",
        "> **Caution: Off-label**\n>\n> Ask first.[2]\n",
        "Figure 1. A nerve.\n",
        "1. **Sender** Sends.\n",
        "> Rest is part of it.\n\nA doctor\n",
        f"[Book a consultation]({SITE_URL}{blog.url})\n",
        "1. **Randomised controlled trial · Limited evidence**\n\n   Claim tested: It helps\n",
        "   A little.[1][2]\n\n   - **People:** 24 people\n",
        "Table 1. Relief\n\n| When | Who |\n| --- | --- |\n| At once | 8 |\n| Later | 2 |\n",
        "Source of this table[1]\n",
        "### How soon?\n\nSoon.\n",
        "## References\n\n1. Noppers I. Another. 2006. (Randomised controlled trial)\n2. Wood PB.",
        "*Pain*. 2006. [doi.org/10.1000/x\\_(y)](https://doi.org/10.1000/x_%28y%29)",
        "### Further reading\n\n- Other O. Further.",
        "## Corrections and changes\n\n- 2 Jan 2026, update: 8, not 9.\n",
    ):
        assert part in text
    assert "![Two cells.](https://clinic.example/media/" in text
    assert "<p" not in text
    assert "linktype" not in text


def test_the_reference_list_uses_the_citation_style(client):
    home = home_page()
    wood = reference("Wood PB", kind="preprint", title="A study", container="medRxiv")
    page = article(category(home), body=body(explanation(cited=(wood,))))
    editorial = EditorialSettings.for_site(home.get_site())
    editorial.citation_style = "ama"
    editorial.sample_note = "<p>A <b>sample</b>.</p>"
    editorial.disclaimer = "<p>Not advice.</p>"
    editorial.save()
    page.show_sample_note = True
    page.save()

    text = markdown_of(client, page)

    assert "## References\n\n1. Wood PB. A study. *medRxiv*. Preprint posted online 2006." in text
    assert "\n> A **sample**.\n" in text
    assert "## About this information\n\nNot advice.\n" in text


def test_unreviewed_articles_are_labelled(client):
    assert "- Not medically reviewed\n" in markdown_of(client, article(category(home_page())))


@pytest.mark.parametrize("hide", [hide_as_draft, hide_by_expiry])
def test_a_hidden_article_has_none(client, hide):
    page = article(category(home_page()))
    hide(page)

    assert client.get(f"{page.url}article.md").status_code == 404


def test_a_private_article_is_neither_shown_nor_cached(client, admin_client):
    page = article(category(home_page()), "Unmentionable")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    address = f"{page.url}article.md"

    response = client.get(address)
    assert response.status_code == 302
    assert b"Unmentionable" not in response.content
    allowed = admin_client.get(address)
    assert b"Unmentionable" in allowed.content
    assert "no-store" in allowed["Cache-Control"]
    assert "public" not in allowed["Cache-Control"]
