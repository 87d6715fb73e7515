"""Helsinki's districts as facts: names, populations at the end of 2023, and a point in the middle of each.

Boundaries are not here: the demo draws them from the points, and says that they are drawings.
"""

POPULATION_YEAR = 2023
CITY_POPULATION = 661_374

# code, name in Finnish, Swedish and English, population
MAJOR_DISTRICTS = [
    ("1", "Eteläinen suurpiiri", "Södra stordistriktet", "Southern major district", 123_568),
    ("2", "Läntinen suurpiiri", "Västra stordistriktet", "Western major district", 113_982),
    ("3", "Keskinen suurpiiri", "Mellersta stordistriktet", "Central major district", 103_995),
    ("4", "Pohjoinen suurpiiri", "Norra stordistriktet", "Northern major district", 44_046),
    ("5", "Koillinen suurpiiri", "Nordöstra stordistriktet", "Northeastern major district", 101_294),
    ("6", "Kaakkoinen suurpiiri", "Sydöstra stordistriktet", "Southeastern major district", 58_386),
    ("7", "Itäinen suurpiiri", "Östra stordistriktet", "Eastern major district", 114_361),
    ("8", "Östersundomin suurpiiri", "Östersundoms stordistrikt", "Östersundom major district", 1_742),
]

# code (its first digit is the major district's), name in Finnish and Swedish, population, latitude, longitude of the middle
DISTRICTS = [
    ("101", "Vironniemi", "Estnäs", 13_096, 60.1712, 24.9610),
    ("102", "Ullanlinna", "Ulrikasborg", 24_491, 60.1575, 24.9470),
    ("103", "Kampinmalmi", "Kampmalmen", 45_469, 60.1645, 24.9200),
    ("104", "Taka-Töölö", "Bortre Tölö", 15_635, 60.1836, 24.9202),
    ("105", "Lauttasaari", "Drumsö", 24_877, 60.1590, 24.8760),
    ("201", "Reijola", "Grejus", 16_784, 60.1935, 24.9005),
    ("202", "Munkkiniemi", "Munksnäs", 19_149, 60.1980, 24.8720),
    ("203", "Haaga", "Haga", 27_467, 60.2218, 24.8928),
    ("204", "Pitäjänmäki", "Sockenbacka", 18_887, 60.2279, 24.8550),
    ("205", "Kaarela", "Kårböle", 31_695, 60.2475, 24.8790),
    ("301", "Kallio", "Berghäll", 35_598, 60.1840, 24.9600),
    ("302", "Alppiharju", "Åshöjden", 11_572, 60.1893, 24.9430),
    ("303", "Vallila", "Vallgård", 16_878, 60.1965, 24.9595),
    ("304", "Pasila", "Böle", 14_188, 60.2040, 24.9290),
    ("305", "Vanhakaupunki", "Gammelstaden", 25_759, 60.2111, 24.9638),
    ("401", "Maunula", "Månsas", 9_047, 60.2300, 24.9240),
    ("402", "Länsi-Pakila", "Västra Baggböle", 7_165, 60.2430, 24.9310),
    ("403", "Tuomarinkylä", "Domarby", 8_605, 60.2600, 24.9370),
    ("404", "Oulunkylä", "Åggelby", 15_598, 60.2300, 24.9645),
    ("405", "Itä-Pakila", "Östra Baggböle", 3_631, 60.2470, 24.9590),
    ("501", "Latokartano", "Ladugården", 25_002, 60.2270, 25.0140),
    ("502", "Pukinmäki", "Bocksbacka", 8_629, 60.2440, 24.9880),
    ("503", "Malmi", "Malm", 30_516, 60.2510, 25.0170),
    ("504", "Suutarila", "Skomakarböle", 11_541, 60.2749, 24.9990),
    ("505", "Puistola", "Parkstad", 20_157, 60.2710, 25.0420),
    ("506", "Jakomäki", "Jakobacka", 5_449, 60.2610, 25.0780),
    ("601", "Kulosaari", "Brändö", 4_156, 60.1870, 25.0040),
    ("602", "Herttoniemi", "Hertonäs", 30_915, 60.1975, 25.0400),
    ("603", "Laajasalo", "Degerö", 23_315, 60.1715, 25.0440),
    ("701", "Vartiokylä", "Botby", 22_707, 60.2125, 25.0930),
    ("702", "Myllypuro", "Kvarnbäcken", 12_651, 60.2225, 25.0650),
    ("703", "Mellunkylä", "Mellungsby", 39_934, 60.2375, 25.0950),
    ("704", "Vuosaari", "Nordsjö", 39_069, 60.2080, 25.1440),
    ("801", "Östersundom", "Östersundom", 1_742, 60.2540, 25.2050),
]
