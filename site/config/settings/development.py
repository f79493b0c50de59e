"""Development settings: debug pages, and no required variables."""

from config import env
from config.settings.base import *

DEBUG = True
SECRET_KEY = "development-only"
ALLOWED_HOSTS = ["*"]
SERVE_MEDIA = True
ALLOW_INDEXING = False

env.refuse_if_incomplete()
