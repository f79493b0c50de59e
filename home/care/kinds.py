"""What a block of a service or condition tells, for the list of what is missing."""

from enum import Enum, auto


class Kind(Enum):
    """A question that every page of its type should answer."""

    SUITABILITY = auto()
    RISKS = auto()
    OTHER_WAYS = auto()
    WAYS = auto()
