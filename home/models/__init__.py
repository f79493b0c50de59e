from home.models.generation import Generation
from home.models.home_page import HomePage
from home.models.image import ClinicImage, ClinicRendition
from home.models.reader_settings import ReaderSettings
from home.models.search_settings import SearchSettings
from home.models.settings import ClinicSettings
from home.models.site_collection import SiteCollection
from home.models.standard_page import StandardPage
from home.models.user import User

__all__ = [
    "ClinicImage",
    "ClinicRendition",
    "ClinicSettings",
    "Generation",
    "HomePage",
    "ReaderSettings",
    "SearchSettings",
    "SiteCollection",
    "StandardPage",
    "User",
]
