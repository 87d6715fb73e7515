"""Swedish as it is written in Finland: Django's own "sv" is Sweden's."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = r"\k\l. H.i"
DATETIME_FORMAT = r"j F Y \k\l. H.i"
SHORT_DATE_FORMAT = "j.n.Y"
SHORT_DATETIME_FORMAT = "j.n.Y H.i"
FIRST_DAY_OF_WEEK = 1
