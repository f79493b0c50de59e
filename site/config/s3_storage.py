"""Storage of uploads in a bucket that several machines share: S3 or a compatible server."""

from typing import Any, BinaryIO
from urllib.parse import urljoin

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

# A bucket that does not answer must not block a thread for minutes.
CLIENT_CONFIG = Config(connect_timeout=5, read_timeout=20, retries={"mode": "standard"})


class MediaStorage(S3Storage):
    """A private bucket: `config.media` serves pictures, Wagtail's view serves documents.

    boto3 reads keys, region and endpoint from its own environment variables. They are not passed as
    arguments, because Wagtail writes a storage's arguments into the task that deletes a file.
    """

    def get_default_settings(self) -> dict[str, Any]:
        return super().get_default_settings() | {
            "bucket_name": settings.MEDIA_BUCKET,
            "client_config": CLIENT_CONFIG,
            # Browsers cache a name for ever.
            "file_overwrite": False,
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Return a URL on the site's own host, the only one that pages load files from."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def open_part(self, name: str, first: int, last: int) -> BinaryIO:
        """Open a part of a file. `open` would load all of it first."""
        key = self._normalize_name(clean_name(name))
        return self.bucket.Object(key).get(Range=f"bytes={first}-{last}")["Body"]
