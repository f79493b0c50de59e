"""Template context that higher layers add to pages, such as lists of articles.

Models may not import the code that lists them, so that code registers itself here.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

ContextProvider = Callable[[Any, HttpRequest], dict[str, Any]]
_providers: dict[type, list[ContextProvider]] = defaultdict(list)


def provide_context(model: type) -> Callable[[ContextProvider], ContextProvider]:
    """Register a function that returns additional context for pages of the model."""

    def register(provider: ContextProvider) -> ContextProvider:
        _providers[model].append(provider)
        return provider

    return register


def get_provided_context(instance: Any, request: HttpRequest) -> dict[str, Any]:
    """Return the context from all providers of the instance's model."""
    context: dict[str, Any] = {}
    for provider in _providers.get(type(instance), ()):
        context |= provider(instance, request)
    return context
