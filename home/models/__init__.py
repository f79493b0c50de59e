from .generation import Generation
from .home_page import HomePage
from .image import ClinicImage, ClinicRendition
from .settings import ClinicSettings
from .standard_page import StandardPage
from .user import User

__all__ = [
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "Generation",
    "HomePage",
    "StandardPage",
    "User",
]
