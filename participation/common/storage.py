"""Static files with hashed names, ES module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashes names so that files are cached for ever; a module's imports are rewritten too."""

    support_js_module_import_aggregation = True
    manifest_strict = False
