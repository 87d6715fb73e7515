"""The levels of a city's division and the roles people hold in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """suurpiiri > peruspiiri > osa-alue nest; kaupunginosat are another partition of the same city."""

    CITY = "city", _("Whole city")
    SUURPIIRI = "suurpiiri", _("Major district")
    PERUSPIIRI = "peruspiiri", _("District")
    OSA_ALUE = "osa-alue", _("Neighbourhood")
    KAUPUNGINOSA = "kaupunginosa", _("City quarter")


class Role(models.TextChoices):
    """What a member of staff does in a district; a role counts in every district below it."""

    COORDINATOR = "coordinator", _("Coordinator")
    MODERATOR = "moderator", _("Moderator")
    EDITOR = "editor", _("Editor")
    ASSESSOR = "assessor", _("Assessor")
    CLERK = "clerk", _("Clerk")
    AUDITOR = "auditor", _("Auditor")
