"""How a contribution reached us. Services take it as `origin`; rows keep it as `channel`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.TextChoices):
    """WEB is a resident's own browser; in the others somebody entered it for them."""

    WEB = "web", _("Website")
    ASSISTED = "assisted", _("Assisted by staff")
    PAPER = "paper", _("Paper")
    IMPORT = "import", _("Imported")
    SEED = "seed", _("Demo content")


NEEDS_CLERK = (Origin.ASSISTED, Origin.PAPER)
# History enters with its own moment; only a live browser is bound to the clock of now.
HISTORICAL = (Origin.PAPER, Origin.IMPORT, Origin.SEED)
