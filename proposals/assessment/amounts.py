"""Amounts of money in words, for residents as for staff."""

from __future__ import annotations

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _


def euros(low: int | None, high: int | None) -> str:
    """A range of whole euros in words; empty where nothing is estimated."""
    if low is None or high is None:
        return ""
    if low == high:
        return _("%(euros)s euros") % {"euros": intcomma(low)}
    return _("%(low)s–%(high)s euros") % {"low": intcomma(low), "high": intcomma(high)}
