"""The demo's settings on a city of the benchmark's own, with the floors beside the site's pages."""

import os
from pathlib import Path

os.environ.setdefault("PARTICIPATION_STATE_DIR", str(Path(__file__).resolve().parents[1] / "var" / "benchmark"))

from participation.settings.demo import *

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.floor.BareMiddleware", *MIDDLEWARE]
REACTIONS_PER_HOUR = COMMENTS_PER_HOUR = 1_000_000  # asked at every comment, and never reached
SUPPORTS_PER_HOUR = DRAFTS_PER_HOUR = 1_000_000
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
