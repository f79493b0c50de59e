"""Uploads in a bucket that several machines share: S3, or a server that speaks its language."""

from typing import Any
from urllib.parse import urljoin

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

# A bucket that does not answer must not hold a thread of the site for minutes.
CLIENT_CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard"})


class MediaStorage(S3Storage):
    """Nothing in it is public: the site hands out pictures (`config.media`), and Wagtail's view
    documents, after a look at who asks.

    Keys, region and endpoint come from the variables that boto3 itself reads. They are no
    arguments, since Wagtail writes a storage's arguments into the task that deletes a file.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "bucket_name": settings.MEDIA_BUCKET,
            "client_config": CLIENT_CONFIG,
            # Caches keep a file for ever under its name.
            "file_overwrite": False,
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """On the site's own host: pages ask no other."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))
