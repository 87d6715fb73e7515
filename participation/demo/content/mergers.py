# ruff: noqa: E501  (a paragraph is one line)
"""Proposals that residents bring together: one is published, one waits for Anna, one is suggested by the city."""

PROJECT = "kallio-kaikille"
PUBLISHED = {
    "sources": [
        "Pihat auki naapureille yhtenä päivänä vuodessa",
        "Lainattavat ulkopelit kirjastosta",
        "A bench for talking on every block",
    ],
    "title": "Naapurit tutuiksi: avoimet pihat, lainapelit ja juttupenkit",
    "text": "Kalliossa asuu ihmisiä vieri vieressä, mutta moni ei tunne naapuriaan. Ehdotamme yhdessä kolmea asiaa, jotka vahvistavat toisiaan.\n\nAvoimet pihat: yhtenä lauantaina toukokuussa halukkaat taloyhtiöt avaavat pihansa. Kaupunki antaa ohjeen, kartan ja muutaman pöydän.\n\nLainapelit: kirjasto lainaa mölkkyä, petankkia ja muita ulkopelejä puistoihin ja pihoille.\n\nJuttupenkit: kymmenen penkkiä, joissa kyltti kertoo, että tässä saa jutella.",
    "language": "fi",
    "place": "koko Kallio",
    "asked": "Meillä on sama tavoite. Kirjoitin tämän niin, että jokaisen idea näkyy omana kohtanaan.",
    "agreed": [
        "Hyvä näin. Pelejä voisi lainata suoraan pihapäivään.",
        "Yes! The sign on the bench can be in three languages.",
    ],
    "supporters": ["anna", "ben"],
    "moved": 7,
}
ASKED = {
    "sources": ["Talvella auratut reitit myös rollaattorille", "Lisää penkkejä Karhupuiston reunoille"],
    "title": "Levähdyspaikkoja ja aurattuja reittejä Karhupuistoon asti",
    "text": "Penkki auttaa vain, jos sen luo pääsee. Ehdotamme, että Hakaniemestä Karhupuistoon kulkee yksi reitti, joka aurataan rollaattorin levyiseksi, ja että sen varrelle tulee selkänojallinen penkki sadan metrin välein.\n\nKarhupuiston reunoille, Agricolankadun puolelle, tulee kolme penkkiä.",
    "language": "fi",
    "place": "Hakaniemi–Karhupuisto",
    "asked": "Penkkisi ja minun reittini kuuluvat yhteen. Kelpaisiko tämä sinulle?",
}
SUGGESTED = {
    "sources": ["Juomavesipiste Tokoinrantaan", "Varjoa ja puita Kalasataman aukiolle"],
    "by": "carla",
    "words": {
        "fi": "Molemmat helpottavat helteitä samalla rannalla. Yhdessä niistä voisi tulla viileä reitti, jonka kaupunki voi suunnitella kerralla.",
        "sv": "Båda lindrar hettan längs samma strand. Tillsammans kunde de bli en sval rutt som staden kan planera på en gång.",
        "en": "Both ease the heat along the same shore. Together they could become a cool route that the city can plan in one go.",
    },
}
