"""How far two places lie from each other over the ground, as SQL; for saved searches seen from either side."""

EARTH = 6_371_008.8  # metres
METRES_IN_DEGREE = 110_000  # of latitude; a little less than there are, so that the box is a little too large
# A box first, which an index can answer; then the distance itself. One place is moved around the other, not both.
WITHIN = """(
    {latitude} BETWEEN {at_latitude} - {radius} / {degree}.0 AND {at_latitude} + {radius} / {degree}.0
    AND abs({longitude} - {at_longitude}) * cos(radians({latitude})) <= {radius} / {degree}.0
    AND 2 * {earth} * asin(sqrt(
        power(sin(radians({latitude} - {at_latitude}) / 2), 2)
        + cos(radians({latitude})) * cos(radians({at_latitude})) * power(sin(radians({longitude} - {at_longitude}) / 2), 2)
    )) <= {radius})"""


def within(*, latitude: str, longitude: str, at_latitude: str, at_longitude: str, radius: str) -> str:
    """A condition: the first place lies within so many metres of the second. All are SQL of ours: columns, or names of values."""
    return WITHIN.format(
        latitude=latitude,
        longitude=longitude,
        at_latitude=at_latitude,
        at_longitude=at_longitude,
        radius=radius,
        degree=METRES_IN_DEGREE,
        earth=EARTH,
    )
