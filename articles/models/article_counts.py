"""How many articles stand in a category."""

from django.db.models import Count

from articles.models.article import ArticlePage, in_category_q


def article_counts(categories) -> dict[int, int]:
    """Visible articles of each category, by its id, in one query."""
    counts = {
        f"n{category.pk}": Count("pk", filter=in_category_q(category)) for category in categories
    }
    found = ArticlePage.objects.visible().aggregate(**counts) if counts else {}
    return {int(key[1:]): number for key, number in found.items()}
