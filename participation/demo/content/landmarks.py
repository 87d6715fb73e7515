"""Well-known places of Helsinki: name in Finnish, Swedish and English, latitude and longitude. Facts, rounded."""

LANDMARKS = [
    ("Rautatientori", "Järnvägstorget", "Railway Square", 60.1711, 24.9437),
    ("Helsingin päärautatieasema", "Helsingfors centralstation", "Helsinki Central Station", 60.1719, 24.9414),
    ("Kauppatori", "Salutorget", "Market Square", 60.1676, 24.9535),
    ("Senaatintori", "Senatstorget", "Senate Square", 60.1695, 24.9525),
    ("Keskustakirjasto Oodi", "Centrumbiblioteket Ode", "Central Library Oodi", 60.1740, 24.9381),
    ("Hakaniementori", "Hagnäs torg", "Hakaniemi Market Square", 60.1789, 24.9512),
    ("Tokoinranta", "Tokostranden", "Tokoinranta Park", 60.1796, 24.9446),
    ("Linnanmäki", "Borgbacken", "Linnanmäki", 60.1880, 24.9403),
    ("Olympiastadion", "Olympiastadion", "Olympic Stadium", 60.1869, 24.9273),
    ("Seurasaari", "Fölisön", "Seurasaari", 60.1831, 24.8846),
    ("Malmin asema", "Malms station", "Malmi railway station", 60.2510, 25.0105),
    ("Itäkeskus", "Östra centrum", "Itäkeskus", 60.2101, 25.0809),
]
