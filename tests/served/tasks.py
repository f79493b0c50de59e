"""The tasks of a task process: each line of input names one, each line of output is a result.

See `tests.served.task_process`.
"""

import json
import os
import sys
from typing import Any

import django
from django.db import close_old_connections

USER_NAME, PASSWORD = "editor", "a password of the tests"


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def clinic(articles: int) -> dict[str, Any]:
    """Create a home page, a team, a category with articles, and an administrator."""
    from articles.models import ArticlePage
    from home.models import User
    from tests.factories import article, bulk_copy_article, category, home_page, team

    User.objects.create_superuser(USER_NAME, "editor@example.org", PASSWORD)
    home = home_page()
    topic = category(home, "Topic")
    bulk_copy_article(article(topic, summary=edition_text(1)), articles - 1)
    return {
        "category": page_details(topic),
        "team": page_details(team(home, summary=edition_text(1))),
        "articles": [page_details(page) for page in ArticlePage.objects.all()],
    }


def add_users(number: int) -> None:
    """Add administrators whose password is unknown and can be replaced by mail."""
    from django.contrib.auth.hashers import make_password

    from home.models import User

    password = make_password("unknown")
    for count in range(number):
        name = f"user{count}"
        User.objects.create(
            username=name, email=f"{name}@example.org", password=password, is_superuser=True
        )


def sample_clinic() -> dict[str, Any]:
    """Load the sample clinic, with twelve more articles that may be published unsigned."""
    from django.core.management import call_command

    from articles.models import ArticlePage, EditorialSettings, TeamIndexPage
    from home.models import HomePage, User
    from tests.factories import article

    call_command("load_sample_site", verbosity=0)
    User.objects.create_superuser(USER_NAME, "editor@example.org", PASSWORD)
    EditorialSettings.objects.update(sign_off_required=False)
    first = ArticlePage.objects.live().order_by("pk").first()
    topic = first.get_parent()
    return {
        "home": HomePage.objects.get().url,
        "category": topic.url,
        "article": first.url,
        "search": "/search/?query=pain",
        "team": page_details(TeamIndexPage.objects.live().first()),
        "articles": [
            page_details(article(topic, f"Short {n}", summary=edition_text(1))) for n in range(12)
        ],
    }


def seed(articles: int) -> dict[str, str]:
    """Create this many articles; return URLs of one of them, of its category and of a search."""
    from django.core.management import call_command

    from articles.models import ArticlePage

    call_command("load_sample_site", verbosity=0)
    call_command("seed_articles", str(articles), verbosity=0)
    pages = ArticlePage.objects.live().order_by("pk")
    middle = pages[pages.count() // 2]
    word = max(middle.title.split(), key=len)
    return {
        "article": middle.url,
        "category page": middle.get_parent().url,
        "search": f"/search/?query={word}",
    }


def page_details(page: Any) -> dict[str, Any]:
    return {"pk": page.pk, "path": page.url}


def edition_text(number: int) -> str:
    return f"This is edition {number}."


def publish(pk: int, number: int) -> None:
    """Publish a new edition of an article."""
    from articles.models import ArticlePage

    page = ArticlePage.objects.get(pk=pk)
    page.summary = edition_text(number)
    page.save_revision().publish()


def make_private(pk: int) -> None:
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page_id=pk, restriction_type="login")


def enquiry_form(phone: str) -> dict[str, Any]:
    """Create a page with the default form on a site with a phone number."""
    from home.models import ClinicSettings, HomePage
    from tests.factories import enquiry_page

    page = enquiry_page(HomePage.objects.get(), recipients="desk@example.org")
    clinic = ClinicSettings.for_site(page.get_site())
    clinic.phone = phone
    clinic.save()
    return page_details(page)


def enquiries(pk: int) -> list[list[Any]]:
    """Return name and lateness of the enquiries of a page."""
    from home.enquiry.models import EnquirySubmission

    return [
        [enquiry.form_data["full_name"], enquiry.stored_at is not None]
        for enquiry in EnquirySubmission.objects.filter(page=pk)
    ]


def sql(statements: list[str]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def bump() -> None:
    from home.delivery import content_version

    content_version.bump()


def draft_summary(pk: int) -> str:
    """Return the standfirst of the latest draft of an article."""
    from articles.models import ArticlePage

    return ArticlePage.objects.get(pk=pk).get_latest_revision_as_object().summary


def end_sessions() -> None:
    from home.login.models import Session

    Session.objects.all().delete()


TASKS = {
    task.__name__: task
    for task in (
        *(migrate, clinic, sample_clinic, seed, publish, make_private, sql, bump),
        *(add_users, draft_summary, end_sessions, enquiry_form, enquiries),
    )
}


def main() -> None:
    # Send everything that is printed to the log.
    output = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    django.setup()
    for line in sys.stdin:
        close_old_connections()  # the server may have been away since the last task
        name, details = json.loads(line)
        print(json.dumps(TASKS[name](**details)), file=output, flush=True)


if __name__ == "__main__":
    main()
