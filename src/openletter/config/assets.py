"""Static files under names that carry their content's hash, so that browsers may keep them for good."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class Assets(CompressedManifestStaticFilesStorage):
    """Our modules import one another by hashed names as well; libraries' scripts are left as they came."""

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("openletter/js/*.js", _IMPORTS))
