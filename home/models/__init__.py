from .enquiry import EnquiryField, EnquiryPage, EnquirySubmission
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
    "EnquiryField",
    "EnquiryPage",
    "EnquirySubmission",
    "Generation",
    "HomePage",
    "StandardPage",
    "User",
]
