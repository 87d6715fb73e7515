"""The demo's cast. One password, set by the demo seed alone, which refuses production settings."""

from django.utils.translation import gettext_lazy as _

DEMO_PASSWORD = "participation-demo"  # noqa: S105

DEMO_ACCOUNTS = [
    ("anna@example.org", _("verified resident")),
    ("ben@example.org", _("verified resident")),
    ("nils@example.org", _("resident, e-mail only")),
    ("mira@example.org", _("moderator of Kallio")),
    ("otto@example.org", _("moderator of Malmi")),
    ("carla@example.org", _("coordinator")),
    ("aino@example.org", _("administrator")),
]

# key -> public name and language; the key is the part of the address before the @.
DEMO_NAMES = {
    "anna": ("Anna Salonen", "fi"),
    "ben": ("Ben Okoro", "en"),
    "nils": ("Nils Wikström", "sv"),
    "mira": ("Mira Laine", "fi"),
    "otto": ("Otto Heikkilä", "fi"),
    "carla": ("Carla Lindqvist", "fi"),
    "aino": ("Aino Korhonen", "fi"),
}
VERIFIED = ("anna", "ben")
