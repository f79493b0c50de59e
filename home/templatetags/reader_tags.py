"""Template tags for the forms that readers find below articles and lists."""

from django import template
from wagtail.models import Site

from home.public_forms.guards import daily_token
from home.subscriptions.topics import get_offered_topics, get_topics
from home.subscriptions.views import FORM_ID

register = template.Library()


@register.simple_tag
def letters_token() -> str:
    """Return the token of the form for subscribing, the same on all pages for a day."""
    return daily_token(FORM_ID)


@register.simple_tag(takes_context=True)
def letters_topic(context, category):
    """Return the category as a topic of the form; None if it is all that the site has."""
    site = Site.find_for_request(context["request"])
    offered = get_offered_topics(get_topics(site)) if site else []
    return category if category in offered else None


@register.simple_tag
def feedback_token(article) -> str:
    """Return the token of the question below this article, the same for a day."""
    return daily_token(article.pk)
