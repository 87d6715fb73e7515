# ruff: noqa: E501  (a sentence is one line)
"""Leads of the district pages that have something going on."""

DISTRICT_LEADS = {
    "301": {
        "fi": "Kalliossa asutaan tiiviisti ja eletään ulkona. Asukkaiden ideoilla tehdään kaduista ja puistoista parempia.",
        "sv": "I Berghäll bor man tätt och lever ute. Med invånarnas idéer blir gatorna och parkerna bättre.",
        "en": "In Kallio people live close together and out of doors. Residents' ideas make its streets and parks better.",
    },
    "503": {
        "fi": "Malmi on koillisen Helsingin keskus, jossa junat, koulut ja vanha kylä kohtaavat.",
        "sv": "Malm är nordöstra Helsingfors centrum, där tågen, skolorna och den gamla byn möts.",
        "en": "Malmi is the centre of northeastern Helsinki, where trains, schools and the old village meet.",
    },
    "704": {
        "fi": "Vuosaari on metron päätepiste ja meren alku. Kirjastoa uudistetaan, ja asukkaat päättävät, mitä sinne tulee.",
        "sv": "Nordsjö är metrons ändhållplats och havets början. Biblioteket förnyas, och invånarna säger vad det ska rymma.",
        "en": "Vuosaari is where the metro ends and the sea begins. The library is being renewed, and residents say what it should hold.",
    },
    "city": {
        "fi": "Hankkeet, jotka koskevat kaikkia helsinkiläisiä.",
        "sv": "Projekt som gäller alla helsingforsare.",
        "en": "Projects that concern everyone in Helsinki.",
    },
}
