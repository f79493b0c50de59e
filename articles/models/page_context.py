"""Template context that pages get from layers above the models, such as lists of articles.

Models come before the code that lists them, so what builds a list registers itself here.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

ContextProvider = Callable[[Any, HttpRequest], dict[str, Any]]
_providers: dict[type, ContextProvider] = {}


def provide_context(model: type) -> Callable[[ContextProvider], ContextProvider]:
    """Register the decorated function as what adds to the context of the model's pages."""

    def register(provider: ContextProvider) -> ContextProvider:
        _providers[model] = provider
        return provider

    return register


def get_provided_context(instance: Any, request: HttpRequest) -> dict[str, Any]:
    """Return what the provider of the instance's model adds; nothing without one."""
    provider = _providers.get(type(instance))
    return provider(instance, request) if provider else {}
