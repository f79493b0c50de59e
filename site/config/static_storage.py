"""Storage of static files in production: hashed names, compressed copies."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Also writes the hashed names into the imports of JavaScript modules."""

    support_js_module_import_aggregation = True
