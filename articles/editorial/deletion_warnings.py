"""What deleting a person would undo, told before it is done."""

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from articles.models import ArticlePage, PersonPage


def warn_about_lost_reviews(request: HttpRequest, page: Page) -> None:
    """For the hook `before_delete_page`: how many live articles would lose their review.

    Unpublishing does not: an article names its reviewer without a link then. That of a whole team
    counts for everyone in it.
    """
    if request.method != "GET":
        return
    people = PersonPage.objects.descendant_of(page, inclusive=True)
    number = (
        ArticlePage.objects.live()
        .filter(reviewer__in=people.values("pk"), reviewed_on__isnull=False)
        .count()
    )
    if number:
        messages.warning(
            request,
            ngettext(
                "A review of %(number)d published article is signed here. When this is deleted, "
                "the article counts as not medically reviewed. Unpublish instead: the article "
                "then keeps the reviewer's name, without a link.",
                "Reviews of %(number)d published articles are signed here. When this is deleted, "
                "the articles count as not medically reviewed. Unpublish instead: the articles "
                "then keep the reviewer's name, without a link.",
                number,
            )
            % {"number": number},
        )
