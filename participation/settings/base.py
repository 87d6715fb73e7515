"""What holds in every environment. Demo, test and production add to it."""

import os
from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF

from participation.settings.env import database_from_url, env_bool, env_choice, env_list, env_text, host_of

ROOT = Path(__file__).resolve().parents[2]
DEBUG = False
DEMO = False
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS")
ROOT_URLCONF = "participation.urls"
WSGI_APPLICATION = "participation.wsgi.application"
ASGI_APPLICATION = "participation.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The city whose platform this installation is. One installation serves one city.
SERVICE_NAME = env_text("SERVICE_NAME", "Kuuluu")
CITY_NAME = env_text("CITY_NAME", "Helsinki")
CITY_COUNTRY = env_text("CITY_COUNTRY", "Finland")  # as published ballots name it
PUBLIC_URL = env_text("PUBLIC_URL", "http://127.0.0.1:8000")
# Its colours and typefaces: a file in static/css/themes/, which says what differs from the first, kuuluu.
THEMES = sorted(file.stem for file in (ROOT / "static" / "css" / "themes").glob("*.css"))
SITE_THEME = env_choice("SITE_THEME", THEMES, "kuuluu")
PARTICIPATION_LEVEL = env_text("PARTICIPATION_LEVEL", "peruspiiri")
CITY_BOUNDS = (59.9, 60.4, 24.6, 25.5)  # south, north, west, east, degrees WGS84
# Pictures under the maps, such as https://tiles.example.org/{z}/{x}/{y}.png; without them maps show the districts alone,
# and nothing is asked of anybody else. Every reader's browser asks that host, so choose one that the city answers for.
MAP_TILES_URL = env_text("MAP_TILES_URL", "")
MAP_TILES_ATTRIBUTION = env_text("MAP_TILES_ATTRIBUTION", "")
COMMENT_EDIT_MINUTES = 15
THREADS_PER_PAGE = 30
ANSWERS_PER_PAGE = 50
PROPOSALS_PER_PAGE = 20
# How much one person may send in an hour; 0 is no limit. Staff of the project, and what staff enter for others, go free.
COMMENTS_PER_HOUR = int(env_text("COMMENTS_PER_HOUR", "30"))
REACTIONS_PER_HOUR = int(env_text("REACTIONS_PER_HOUR", "300"))
MENTION_MAILS_PER_DAY = 10  # to one person; who is named more often reads the rest in the conversation
PROPOSALS_PER_HOUR = int(env_text("PROPOSALS_PER_HOUR", "10"))
DRAFTS_PER_HOUR = int(env_text("DRAFTS_PER_HOUR", "20"))
SUPPORTS_PER_HOUR = int(env_text("SUPPORTS_PER_HOUR", "600"))
# What hangs on a proposal, and who writes it with its author.
PROPOSAL_PICTURES = int(env_text("PROPOSAL_PICTURES", "6"))
PROPOSAL_DOCUMENTS = int(env_text("PROPOSAL_DOCUMENTS", "3"))
COAUTHORS_PER_PROPOSAL = int(env_text("COAUTHORS_PER_PROPOSAL", "10"))  # open invitations among them
COAUTHOR_INVITATIONS_PER_HOUR = int(env_text("COAUTHOR_INVITATIONS_PER_HOUR", "10"))
COAUTHOR_INVITATION_DAYS = int(env_text("COAUTHOR_INVITATION_DAYS", "14"))
REPORTS_PER_HOUR = int(env_text("REPORTS_PER_HOUR", "20"))
REPORTS_PER_HOUR_BY_EMAIL = 5  # without an account: each sends a receipt, to whosever e-mail was typed
# Files of proposals from elsewhere: the most lines and bytes of one, and the most bytes a workbook may unpack to.
IMPORT_MOST_ROWS = int(env_text("IMPORT_MOST_ROWS", "50000"))
IMPORT_LARGEST_FILE = int(env_text("IMPORT_LARGEST_FILE", str(50 * 1024 * 1024)))
IMPORT_LARGEST_UNPACKED = 96 * 1024 * 1024
IMPORT_FILES_DAYS = 30  # how long an uploaded file that nobody confirmed, and the report about it, are kept
# Exports for everybody: under which licence, how many in an hour from one network or by one account (0 is no limit), and
# the most rows of a workbook, which has to be written before it can be sent.
OPEN_DATA_LICENCE = env_text("OPEN_DATA_LICENCE", "CC BY 4.0")
OPEN_DATA_LICENCE_URL = env_text("OPEN_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")
EXPORTS_PER_HOUR = int(env_text("EXPORTS_PER_HOUR", "120"))
EXPORT_MOST_XLSX_ROWS = int(env_text("EXPORT_MOST_XLSX_ROWS", "20000"))
# Accessibility feedback: how many days before the last one staff are reminded, and how long after the answer the sender's
# address is kept.
FEEDBACK_REMIND_DAYS = 3
FEEDBACK_ADDRESS_DAYS = int(env_text("FEEDBACK_ADDRESS_DAYS", "90"))
ASSESSMENT_REMIND_DAYS = 3  # so many days before its deadline an assessor is reminded
# Bringing proposals together, in days: how long authors have to answer, at least after a change of the text; when who has not
# answered is reminded; how long a draft waits; how long the links in supporters' mails work.
MERGER_ANSWER_DAYS = 14
MERGER_ANEW_DAYS = 7
MERGER_REMIND_DAYS = 3
MERGER_DRAFT_DAYS = 30
MERGER_ACTS_PER_HOUR = int(env_text("MERGER_ACTS_PER_HOUR", "30"))
MERGER_LINK_DAYS = int(env_text("MERGER_LINK_DAYS", "90"))
# Promises: how many days before a due date the unit is reminded; how long residents are asked whether something is done, how many
# answers are enough before that, and how long the question is open at least. See docs/decisions/0011-promises.md.
PROMISE_REMIND_DAYS = (14, 3)
PROMISE_QUESTION_DAYS = int(env_text("PROMISE_QUESTION_DAYS", "14"))
PROMISE_ENOUGH_ANSWERS = int(env_text("PROMISE_ENOUGH_ANSWERS", "100"))
PROMISE_QUESTION_LEAST_DAYS = int(env_text("PROMISE_QUESTION_LEAST_DAYS", "3"))

# When digests of what people follow are written, by the city's clock; the weekly ones on Mondays.
FOLLOWING_DIGEST_HOUR = int(env_text("FOLLOWING_DIGEST_HOUR", "7"))

INSTALLED_APPS = [
    "modeltrans",  # first: it adds the language fields that our forms name
    "participation.common.apps.CommonConfig",
    "participation.live",
    "participation.accounts",
    "participation.files",
    "participation.audit",
    "participation.publishing",
    "participation.notifications",
    "districts",
    "participation.projects",
    "participation.moderation",
    "participation.feedback",
    "participation.comments",
    "proposals",
    "proposals.merging",
    "proposals.assessment",
    "proposals.commitments",
    "proposals.voting",
    "surveys",
    "participation.pages",
    "channels",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.locales",
    "wagtail.sites",
    "participation.accounts.apps.PeopleInAdminConfig",  # wagtail.users with forms for our User
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "participation.common.apps.StaticFilesConfig",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "participation.common.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "participation.common.middleware.LanguageMiddleware",
    "participation.common.middleware.ReadableRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "participation.accounts.middleware.SecondFactorMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "participation.publishing.middleware.AskForLanguages",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "participation.common.context.site",
                "participation.notifications.context.following",
            ],
            "builtins": ["participation.common.templatetags.languages"],
        },
    },
]

# --- Database, cache, broker -------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = os.environ.get("REDIS_URL", "")


def databases(url: str) -> dict[str, dict[str, object]]:
    """One PostgreSQL; connections are kept, a worker thread each."""
    return {"default": {**database_from_url(url), "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}}


def redis_database(url: str, number: int, *, broker: bool = False) -> str:
    """The address of one numbered database of the same Valkey: 0 channel layer, 1 broker, 2 cache."""
    base = url.split("?")[0]
    if base.startswith("unix://"):
        path = base.removeprefix("unix://")
        return f"redis+socket://{path}?virtual_host={number}" if broker else f"unix://{path}?db={number}"
    return f"{base.rstrip('/').rsplit('/', 1)[0] if base.count('/') > 2 else base}/{number}"


def valkey_settings(url: str) -> dict[str, object]:
    """Everything that speaks to Valkey, from one address."""
    return {
        "CACHES": {
            "default": {
                "BACKEND": "participation.common.cache.ForgivingRedisCache",
                "LOCATION": redis_database(url, 2),
                "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
            },
            # What `{% cache %}` keeps: parts of the frame that are the same for everybody, in each process's memory
            "template_fragments": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "fragments"},
        },
        "CHANNEL_LAYERS": {
            "default": {
                "BACKEND": "channels_redis.core.RedisChannelLayer",
                # redis-py 8 would otherwise close a socket that is idle for five seconds
                "CONFIG": {"hosts": [{"address": redis_database(url, 0), "socket_timeout": None}], "capacity": 500},
            }
        },
        "CELERY_BROKER_URL": redis_database(url, 1, broker=True),
    }


CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5, "retry_policy": {"max_retries": 1}}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {
    "send-queued-mail": {"task": "notifications.send_queued", "schedule": 60.0},
    "tell-followers": {"task": "notifications.spread", "schedule": 60.0},
    "digests": {"task": "notifications.digests", "schedule": 600.0},
    "tell-of-phases": {"task": "projects.tell_of_phases", "schedule": 600.0},
    "prune-news": {"task": "notifications.prune", "schedule": crontab(hour="2", minute="10")},
    "forget-invitations": {"task": "proposals.forget_invitations", "schedule": crontab(hour="2", minute="10")},
    "rebuild-support-counts": {"task": "proposals.rebuild_counts", "schedule": 300.0},
    "count-words-of-proposals": {"task": "proposals.count_words", "schedule": 3600.0},
    "continue-imports": {"task": "proposals.continue_imports", "schedule": 120.0},
    "forget-imports": {"task": "proposals.forget_imports", "schedule": crontab(hour="2", minute="10")},
    "rebuild-comment-counts": {"task": "comments.rebuild_counts", "schedule": 3600.0},
    "tell-mentioned": {"task": "comments.tell_mentioned", "schedule": 300.0},
    "end-roles-in-time": {"task": "districts.sync_page_permissions", "schedule": 60.0},
    "clear-sessions": {"task": "pages.clear_sessions", "schedule": 86400.0},
    "announce-assessments": {"task": "assessment.announce_started", "schedule": 300.0},
    "remind-of-assessments": {"task": "assessment.remind", "schedule": crontab(hour="5", minute="20")},
    "feedback": {"task": "feedback.daily", "schedule": crontab(hour=5, minute=0)},
    "promises": {"task": "commitments.daily", "schedule": crontab(hour=5, minute=10)},
    "settle-questions-about-promises": {"task": "commitments.settle", "schedule": 600.0},
    "check-counts": {"task": "voting.check_counts", "schedule": crontab(hour=3, minute=40)},
    "publish-scheduled-pages": {"task": "pages.publish_scheduled", "schedule": 60.0},
    "shuffle-confidential-answers": {"task": "surveys.shuffle_confidential", "schedule": crontab(hour="1", minute="20")},
    "shuffle-at-a-surveys-end": {"task": "surveys.shuffle_confidential", "schedule": 600.0, "kwargs": {"ended": True}},
    "merging-deadlines": {"task": "merging.deadlines", "schedule": 3600.0},
    "tell-of-merged-proposals": {"task": "merging.tell_all", "schedule": 600.0},
    "close-votes": {"task": "voting.close_ended", "schedule": 60.0},
    "chain-ballots": {"task": "voting.link", "schedule": crontab(minute="3")},
    "finish-sealing": {"task": "voting.finish_sealing", "schedule": 600.0},
    "remind-of-voting-rules": {"task": "voting.remind", "schedule": 3600.0},
    "remove-unconfirmed-accounts": {"task": "pages.remove_unconfirmed", "schedule": crontab(hour="1", minute="50")},
}

# --- People -------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "public_name")},
    },
]
UNCONFIRMED_DAYS = int(env_text("UNCONFIRMED_DAYS", "14"))  # an account whose address nobody confirms is removed then
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
STAFF_SECOND_FACTOR = True

# --- Sign-in --------------------------------------------------------------------
# By e-mail and a code, or a password where somebody has chosen one. The address is confirmed before the first sign-in,
# and no page says whether an address has an account.
ACCOUNT_ADAPTER = "participation.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # naming the password keeps it on the sign-in form; ours leaves it out at sign-up
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "participation.accounts.adapter.display_name"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# Many people share an address in libraries and schools, so guessing is limited per account first and per address widely.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "reset_password": "60/m/ip,3/m/key",
}
ACCOUNT_FORMS = {
    name: f"participation.accounts.forms.{form}"
    for name, form in {
        "login": "LoginForm",
        "signup": "SignupForm",
        "request_login_code": "RequestCodeForm",
        "confirm_login_code": "SignInCodeForm",
        "confirm_email_verification_code": "EmailCodeForm",
        "confirm_password_reset_code": "ResetCodeForm",
        "reset_password": "ResetPasswordForm",
        "reset_password_from_key": "NewPasswordForm",
        "change_password": "ChangePasswordForm",
        "set_password": "SetPasswordForm",
        "change_email": "ChangeEmailForm",
        "add_email": "AddEmailForm",
        "reauthenticate": "ReauthenticateForm",
    }.items()
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(env_text("TRUSTED_PROXY_COUNT", "0"))
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SERVICE_NAME
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    name: f"participation.accounts.forms.{form}"
    for name, form in {
        "authenticate": "SecondFactorForm",
        "reauthenticate": "SecondFactorAgainForm",
        "activate_totp": "ActivateTOTPForm",
        "deactivate_totp": "DeactivateTOTPForm",
        "generate_recovery_codes": "GenerateRecoveryCodesForm",
    }.items()
}
EMAIL_TIMEOUT = 10  # seconds; codes are sent while the person waits

# OpenID Connect, when the environment names a provider. An account is found by the provider's subject; by e-mail only
# where the city vouches that its provider has checked the address (OIDC_LINKS_BY_EMAIL).
SOCIALACCOUNT_ADAPTER = "participation.accounts.social.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "participation.accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_AUTO_SIGNUP = False  # a public name is chosen by the person, never taken from a register
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
OIDC_PROVIDER_ID = env_text("OIDC_PROVIDER_ID", "")
OIDC_NAME = env_text("OIDC_NAME", "")
OIDC_LINKS_BY_EMAIL = env_bool("OIDC_LINKS_BY_EMAIL", default=False)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = OIDC_LINKS_BY_EMAIL
# The claim that says where somebody lives, and its values that mean this city. Without the claim nobody is verified.
OIDC_MUNICIPALITY_CLAIM = env_text("OIDC_MUNICIPALITY_CLAIM", "municipality")
OIDC_MUNICIPALITY_VALUES = env_list("OIDC_MUNICIPALITY_VALUES", CITY_NAME)
# Claims with what tells one person from all others whoever vouches (such as an identity code), their date of birth and the code
# of their home district; empty: not used. Of the first only a keyed digest is kept.
OIDC_PERSON_CLAIM = env_text("OIDC_PERSON_CLAIM", "")
OIDC_BIRTHDATE_CLAIM = env_text("OIDC_BIRTHDATE_CLAIM", "")
OIDC_DISTRICT_CLAIM = env_text("OIDC_DISTRICT_CLAIM", "")
OIDC_VERIFICATION_DAYS = int(env_text("OIDC_VERIFICATION_DAYS", "730"))
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
# The key of the digests that tell one identity from another; kept outside the database. It must outlive SECRET_KEY.
IDENTITY_DIGEST_KEY = env_text("IDENTITY_DIGEST_KEY", "")
if OIDC_PROVIDER_ID:
    IDENTITY_DIGEST_KEY = env_text("IDENTITY_DIGEST_KEY")
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": OIDC_PROVIDER_ID,
            "name": OIDC_NAME or OIDC_PROVIDER_ID,
            "client_id": env_text("OIDC_CLIENT_ID"),
            "secret": env_text("OIDC_CLIENT_SECRET"),
            "settings": {"server_url": env_text("OIDC_SERVER_URL"), "uid_field": "sub"},
        }
    ]
# Pages are framed by the preview in the admin of the same origin.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
# --- End of sign-in -----------------------------------------------------------------

# --- Languages: what the interface speaks, and what staff write in, are two settings ---
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English"), ("ar", "العربية")]
WAGTAIL_CONTENT_LANGUAGES = [("fi", "suomi"), ("sv", "svenska"), ("en", "English")]
REQUIRED_CONTENT_LANGUAGES = ["fi", "sv"]  # a page without one of them is published with a reason only
# What is not written in the reader's language is shown in the first of these in which it is.
CONTENT_FALLBACK = ["fi", "en", "sv"]
WAGTAILADMIN_PERMITTED_LANGUAGES = WAGTAIL_CONTENT_LANGUAGES
MODELTRANS_AVAILABLE_LANGUAGES = [code for code, _name in LANGUAGES]
MODELTRANS_FALLBACK = {"default": tuple(CONTENT_FALLBACK)}
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["participation.common.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- Wagtail ------------------------------------------------------------------
WAGTAIL_SITE_NAME = SERVICE_NAME
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = PUBLIC_URL
WAGTAILIMAGES_IMAGE_MODEL = "files.CityImage"
WAGTAILDOCS_DOCUMENT_MODEL = "files.CityDocument"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_FRONTEND_LOGIN_URL = "/"
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False  # we tell those who may publish, through the outbox
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
WAGTAILADMIN_COMMENTS_ENABLED = True
TAGGIT_CASE_INSENSITIVE = True

# --- Files ----------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env_text("MEDIA_ROOT", str(ROOT / "var" / "media")))
# The keys of voting rounds: on every web and worker machine, in no backup, readable by nobody else. See docs/operations.md.
VOTING_KEYS_DIR = Path(env_text("VOTING_KEYS_DIR", str(ROOT / "var" / "voting-keys")))
# From how many voters on a network, a device, a minute or a year of age is shown to those who watch over a vote.
VOTING_WATCH = {"network": 20, "device": 5, "minute": 60, "age": 20}
# Shares of the people who may vote, by age, both years within: [((18, 29), 0.18), ...]. Empty where the city has not told.
VOTING_POPULATION: list[tuple[tuple[int, int], float]] = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "participation.common.storage.StaticStorage"},
}
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
# Bytes of a whole request. Six pictures of up to 8 MB are taken, and somewhat more still gets its message at the field.
LARGEST_BODY = 64 * 1024 * 1024
LARGEST_BODY_OF_STAFF = 128 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "doc", "docx", "geojson", "ods", "odt", "pdf", "ppt", "pptx", "rtf", "txt", "xls", "xlsx", "zip"]

# --- Browser security -------------------------------------------------------------
CSRF_FAILURE_VIEW = "participation.common.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews a page in a frame of its own admin
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *host_of(MAP_TILES_URL)],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
# Wagtail 7.4's inline panels and date pickers write inline scripts and styles.
ADMIN_SCRIPT_SRC = [SELF, "'unsafe-inline'"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env_text("LOG_LEVEL", "WARNING")},
}
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", f"{SERVICE_NAME} <noreply@example.org>")
EMAIL_SUBJECT_PREFIX = ""
# Where residents ask for another look at a decision.
CONTACT_EMAIL = env_text("CONTACT_EMAIL", "feedback@example.org")
