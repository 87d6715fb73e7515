"""How often somebody is told by e-mail of what they follow."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """The most eager first. What is told in the site only is never mailed."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    SITE = "site", _("Only on this site")


USUAL = Rhythm.DAILY  # of somebody who has chosen nothing
EAGERNESS = [rhythm.value for rhythm in Rhythm]
DIGESTS = (Rhythm.DAILY, Rhythm.WEEKLY)
