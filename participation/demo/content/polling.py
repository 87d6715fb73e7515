"""Where people vote without the site in the demo city, and who serves there."""

from __future__ import annotations

CLERKS = (("kerttu", "Kerttu", "fi"), ("kasper", "Kasper", "sv"))
# Which of the round's pots the place lies in, its names by language, its address, and the sheets of its bundle: how many items
# each has marked; none is a blank one.
PLACES = (
    (0, {"fi": "Kallion kirjasto", "sv": "Berghälls bibliotek", "en": "Kallio library"}, "Viides linja 11", (2, 3, 1, 0, 2)),
    (1, {"fi": "Malmitalo", "sv": "Malmhuset", "en": "Malmitalo cultural centre"}, "Ala-Malmin tori 1", (1, 2)),
)
VISITORS = 6  # who are handed paper at the first place; one of them spoils the sheet
