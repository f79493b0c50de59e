"""The models of what the clinic offers, for Django."""

from home.care.condition import ConditionIndexPage, ConditionPage, ConditionPerson
from home.care.place import PlaceIndexPage, PlacePage
from home.care.service import (
    ServiceCondition,
    ServiceIndexPage,
    ServicePage,
    ServicePerson,
    ServicePlace,
    ServicePrice,
)

__all__ = [
    "ConditionIndexPage",
    "ConditionPage",
    "ConditionPerson",
    "PlaceIndexPage",
    "PlacePage",
    "ServiceCondition",
    "ServiceIndexPage",
    "ServicePage",
    "ServicePerson",
    "ServicePlace",
    "ServicePrice",
]
