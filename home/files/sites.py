"""The clinic that an image or a document belongs to, by its collection."""

from articles.utils.site_scope import get_scope
from home.files.public_use import File
from home.models import SiteCollection


def get_site_ids_of(file: File) -> set[int]:
    """Return the sites whose collection the file is in; none if it is everybody's."""
    collections = SiteCollection.objects.values_list("site", "collection__path")
    return {site for site, path in collections if file.collection.path.startswith(path)}


def is_shown_here(file: File) -> bool:
    """Return True unless the file belongs to another clinic than the one whose host was asked."""
    scope = get_scope()
    if scope is None or not scope.root_path:
        return True
    sites = get_site_ids_of(file)
    return not sites or scope.key in sites
