"""Which public names a person may choose."""

from __future__ import annotations

import re
import secrets
import unicodedata

from django.conf import settings
from django.utils.translation import gettext as _

from participation.common.refusals import Invalid

LONGEST = 60
SHORTEST = 2
# Invisible, controlling or direction-changing characters: they can make one name look like another.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Whoever carries one of these words seems to speak for the city.
STAFF_WORDS = {
    "admin",
    "administrator",
    "administration",
    "moderator",
    "moderators",
    "staff",
    "official",
    "support",
    "mayor",
    "moderaattori",
    "moderaattorit",
    "valvoja",
    "ylläpito",
    "ylläpitäjä",
    "pääkäyttäjä",
    "virkailija",
    "kaupunki",
    "kaupungin",
    "pormestari",
    "asiakaspalvelu",
    "tuki",
    "stad",
    "staden",
    "stadens",
    "administratör",
    "moderatorn",
    "borgmästare",
    "kundtjänst",
    "city",
    "koordinaattori",
    "coordinator",
    "samordnare",
}
# Letters of other alphabets that look like Latin ones, and digits read as letters.
LOOKALIKES = str.maketrans(
    {
        "а": "a",
        "е": "e",
        "о": "o",
        "р": "p",
        "с": "c",
        "у": "y",
        "х": "x",
        "і": "i",
        "ј": "j",
        "ѕ": "s",
        "ԁ": "d",
        "т": "t",
        "м": "m",
        "н": "h",
        "к": "k",
        "ο": "o",
        "α": "a",
        "ν": "v",
        "ρ": "p",
        "κ": "k",
        "ι": "i",
        "ϲ": "c",
        "ı": "i",
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "@": "a",
        "$": "s",
        "|": "l",
    }
)
WORD = re.compile(r"[^\W_]+")
ADDRESS = re.compile(r"\S@\S|https?:|www\.", re.IGNORECASE)


def suggested_name() -> str:
    """A name for those who want to begin at once; it says nothing about the person."""
    return _("Resident %(number)s") % {"number": 1000 + secrets.randbelow(9000)}


def clean_public_name(name: str) -> str:
    """Return the name as it will be shown: composed, without unseen characters, single spaces.

    Raises Invalid, with a message for the person who typed it, when it is too short or long, contains an address,
    or seems to speak for the city.
    """
    shown = " ".join("".join(map(_seen, unicodedata.normalize("NFC", name))).split())
    if len(shown) < SHORTEST or not any(letter.isalpha() for letter in shown):
        raise Invalid(_("Choose a name with at least two letters."), field="public_name")
    if len(shown) > LONGEST:
        raise Invalid(_("Choose a shorter name: at most %(number)d characters.") % {"number": LONGEST}, field="public_name")
    if ADDRESS.search(shown):
        raise Invalid(_("Do not use an e-mail or web address as your name: everyone would see it."), field="public_name")
    if sounds_official(shown):
        raise Invalid(_("This name sounds like the city's staff. Choose another one."), field="public_name")
    return shown


def _seen(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\r":
        return " "
    return "" if category in UNSEEN else character


def sounds_official(name: str) -> bool:
    """Whether readers could take it for the city's own, whatever letters it is spelt with."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(LOOKALIKES)
    plain = name.casefold()
    reserved = STAFF_WORDS | {word.casefold() for word in (settings.CITY_NAME, settings.SERVICE_NAME)}
    words = {*WORD.findall(folded), *WORD.findall(plain), "".join(WORD.findall(folded))}
    return bool(words & reserved)
