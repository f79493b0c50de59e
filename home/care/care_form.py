"""The forms of services and conditions, which begin with the sections of a skeleton."""

from typing import Any

from articles.publishing.page_form import PageForm
from home.care.booking_form import BookingPageForm
from home.care.skeletons import new_body


class SkeletonFormMixin:
    """Offers a skeleton in the form of a new page, until something is typed."""

    def __init__(self, data: Any = None, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        if data is None and instance is not None and not instance.pk and not instance.body:
            instance.body = new_body(type(instance))
        super().__init__(data, *args, instance=instance, **kwargs)  # type: ignore[call-arg]


class ServiceForm(SkeletonFormMixin, BookingPageForm):
    """A service has a Book button as well."""


class ConditionForm(SkeletonFormMixin, PageForm):
    """A condition books where its services do."""
