# ruff: noqa: E501  (a sentence is one line)
"""What needs a moderator: one comment hidden with its reasons, and an open report in each of two queues; and what residents change."""

HIDDEN = {
    "project": "kallio-kaikille",
    "idea": "Öisin hiljaisempi Vaasankatu",
    "text": "Sinä olet joka asiasta valittava pieni ihminen, ja minä tiedän missä rapussa asut. Varo vaan.",
    "language": "fi",
    "report": ("ben", "insult", "This is a threat against the person who wrote the proposal."),
    "ground": "insult",
    "explanation": "Kommentissa uhataan toista ihmistä ja vihjataan tämän osoitteeseen. Asiasta saa olla eri mieltä, mutta ketään ei saa pelotella. Voit kirjoittaa mielipiteesi uudelleen ilman uhkausta.",
}
WAITING = [
    {
        "project": "kallio-kaikille",
        "idea": "Lisää penkkejä Karhupuiston reunoille",
        "text": "Penkkejä ja pihakalusteita edullisesti tehtaalta!! Kysy tarjous, toimitus koko Uudellemaalle, laskutus vasta keväällä.",
        "language": "fi",
        "report": ("ben", "spam", ""),
    },
    {
        "project": "kirkonkylantien-katusuunnitelma",
        "idea": "",
        "text": "Taas viedään autoilijoilta. Kaikki te viherpiipertäjät voitte painua hevonkuuseen, idiootit koko porukka.",
        "language": "fi",
        "stance": "against",
        "report": ("anna", "insult", "Asiasta saa olla eri mieltä, mutta idiootiksi haukkuminen ei kuulu tänne."),
    },
]

DRAFT = {
    "by": "anna",
    "project": "kallio-kaikille",
    "title": "Yhteinen pyykkinaru pihakadulle",
    "text": "Muistan lapsuuden pihat, joilla lakanat kuivuivat. Voisiko jonkin umpipihan tai pihakadun varata kuivatukseen kesäksi?\n\n(Kysy vielä: kenen lupa tarvitaan?)",
    "language": "fi",
}

# What Anna adds to her bench proposal after the conversation, while ideas are being collected.
EDIT = {
    "by": "anna",
    "project": "kallio-kaikille",
    "idea": "Lisää penkkejä Karhupuiston reunoille",
    "addition": "\n\nLisäys keskustelun jälkeen: käsinojat vain penkkien päihin, jotta rattaat ja pyörätuoli mahtuvat väliin. Ensimmäinen penkki kirkon puoleiseen kulmaan, siihen missä mäki alkaa.",
}
COMMENT_EDIT = {
    "by": "ben",
    "project": "kallio-kaikille",
    "idea": "Varjoa ja puita Kalasataman aukiolle",
    "before": "I wait for the bus there every morining, and the wind is teribble.",
    "after": "I wait for the bus there every morning, and the wind is terrible. Even a hedge would help.",
    "language": "en",
}

# Accessibility feedback: days ago, page, e-mail, language, words; and the answer of the one that has been answered, days ago.
FEEDBACK = [
    {
        "sent": 9,
        "page": "/sv/districts/",
        "email": "larare@example.org",
        "language": "sv",
        "message": "När jag förstorar sidan till 400 procent hamnar knappen ”Välj det här området” under kanten och jag måste rulla i sidled. Jag använder Firefox på en gammal bärbar dator.",
    },
    {
        "sent": 31,
        "page": "/fi/projects/",
        "email": "lukija@example.org",
        "language": "fi",
        "message": "Ruudunlukija (NVDA) luki hankkeiden luettelossa päättyneetkin hankkeet avoimina. Tila näkyi ilmeisesti vain värinä.",
        "answered": 24,
        "answer": "Kiitos, olit oikeassa: tila näkyi vain värinä. Nyt jokaisen hankkeen kohdalla lukee myös sanana, onko se avoin vai päättynyt. Korjaus on käytössä, ja lisäsimme sille automaattisen tarkistuksen.",
    },
]
