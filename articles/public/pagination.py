"""The numbered links below a paginated list."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page


def pagination_context(page: Page, url: Callable[[int], str]) -> dict[str, Any]:
    """Return the context of `includes/pagination.html`; `url` returns the URL of a page number.

    None in `page_links` is a gap.
    """
    paginator = page.paginator
    numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    links = [
        {"number": number, "url": url(number), "is_current": number == page.number}
        if isinstance(number, int)
        else None
        for number in numbers
    ]
    return {
        "page_obj": page,
        "page_links": links if paginator.num_pages > 1 else [],
        "previous_url": url(page.previous_page_number()) if page.has_previous() else "",
        "next_url": url(page.next_page_number()) if page.has_next() else "",
    }
