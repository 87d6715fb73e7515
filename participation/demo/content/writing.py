"""What is written beside the words: a project's own fields, pictures and documents, and who writes together."""

from proposals.states import FieldKind

# Of the project with open ideas.
FIELDS = (
    {
        "kind": FieldKind.CHOICE,
        "label": {"fi": "Milloin siitä olisi iloa?", "sv": "När skulle det vara till glädje?", "en": "When would it be enjoyed?"},
        "options": (
            {"fi": "Kesällä", "sv": "På sommaren", "en": "In summer"},
            {"fi": "Talvella", "sv": "På vintern", "en": "In winter"},
            {"fi": "Ympäri vuoden", "sv": "Året runt", "en": "All year round"},
        ),
    },
    {
        "kind": FieldKind.TEXT,
        "label": {"fi": "Kuka voisi auttaa?", "sv": "Vem kunde hjälpa till?", "en": "Who could help?"},
        "help_text": {
            "fi": "Esimerkiksi naapurit, yhdistys tai koulu.",
            "sv": "Till exempel grannar, en förening eller en skola.",
            "en": "Such as neighbours, an association or a school.",
        },
    },
)
# Title of the idea -> the number of the option, and who could help.
ANSWERS = {
    "Lisää penkkejä Karhupuiston reunoille": (2, "Kahvilan väki on luvannut pitää penkkejä silmällä."),
    "Viljelylaatikoita Suvilahteen": (0, "Yhdistys hoitaa multaa ja opastaa uusia viljelijöitä."),
    "Lainattavat ulkopelit kirjastosta": (0, "Koulun oppilaat tekevät peleihin ohjeet."),
    "Cykelställ med tak vid Hagnäs torg": (2, "Handlarna vid torget."),
    "Talvella auratut reitit myös rollaattorille": (1, "Naapurit, jos lapio annetaan lainaksi."),
}
# Title -> (drawing, alternative text) of its pictures.
PICTURES = {
    "Lisää penkkejä Karhupuiston reunoille": (
        ("houses", "Piirros: penkki puun alla kerrostalojen edessä"),
        ("path", "Piirros: polku, jonka varrelle penkit tulisivat"),
        ("street", "Piirros: kadunvarsi, jolla on nyt vain puita"),
    ),
    "Lainattavat ulkopelit kirjastosta": (("books", "Piirros: kirjaston hylly, josta pelit lainattaisiin"),),
}
# Title -> (drawing, name) of its document.
DOCUMENTS = {"Lisää penkkejä Karhupuiston reunoille": (("path", "Kartta penkkien paikoista"),)}
# Cost estimates of the budget's proposals, in turn; every fourth has none.
COSTS = (15_000, 48_000, 120_000, None, 8_500, 230_000, 60_000, None)
ADDED = "\n\nLisäys: kiersimme paikan yhdessä ja kuvasimme, mistä aloittaisimme."
