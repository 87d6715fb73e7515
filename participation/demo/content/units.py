"""The parts of the city that answer, by a short key."""

UNITS = {
    "streets": {"fi": "Liikenne- ja katusuunnittelu", "sv": "Trafik- och gatuplanering", "en": "Traffic and street planning"},
    "parks": {"fi": "Puistot ja viheralueet", "sv": "Parker och grönområden", "en": "Parks and green areas"},
    "upkeep": {"fi": "Kaupunkitilan ylläpito", "sv": "Underhåll av stadsrummet", "en": "Maintenance of public spaces"},
    "sports": {"fi": "Liikuntapalvelut", "sv": "Idrottstjänster", "en": "Sports services"},
    "libraries": {"fi": "Kirjastopalvelut", "sv": "Bibliotekstjänster", "en": "Library services"},
    "youth": {"fi": "Nuorisopalvelut", "sv": "Ungdomstjänster", "en": "Youth services"},
    "participation": {"fi": "Osallisuus ja neuvonta", "sv": "Delaktighet och rådgivning", "en": "Participation and advice"},
}

EMAILS = {key: f"{key}@city.example.org" for key in UNITS}
