# ruff: noqa: E501  (a sentence is one line)
"""One conversation that shows what a conversation can: a list, a quote, a name, many answers; and one that is slowed down."""

BENCHES = {
    "project": "kallio-kaikille",
    "idea": "Lisää penkkejä Karhupuiston reunoille",
    "by": "nils",
    "language": "fi",
    "text": "Kävelin puiston ympäri ja laskin. Penkki puuttuu:\n\n- **kirkon puolelta**, siitä missä mäki alkaa\n- raitiovaunupysäkin vierestä\n- *koirapuiston* portilta\n\nMistä te aloittaisitte?",
    "answers": [
        ("anna", "fi", "@Nils:\n> kirkon puolelta, siitä missä mäki alkaa\n\nJuuri tästä. Siinä äitini pysähtyy joka kerta."),
        ("", "fi", "Pysäkiltä. Siinä seistään kymmenen minuuttia räntäsateessa."),
        ("", "sv", "Jag börjar vid kyrkan, där är det brantast."),
        ("", "fi", "Koirapuiston portti on tuulinen, mutta siellä ihmiset puhuvat toisilleen."),
        ("ben", "en", "The stop. People with shopping bags sit on the kerb now."),
        ("", "fi", "Kirkon puolelta, kunhan penkissä on selkänoja."),
        ("", "fi", "Pysäkki ensin. Muut voi tehdä kesällä."),
        ("", "sv", "Hållplatsen, och en papperskorg bredvid."),
        ("", "fi", "Minä laittaisin penkit pareittain, niin voi istua vastakkain."),
        ("", "fi", "Kaikki kolme. Eihän tämä ole kallista."),
        ("", "fi", "Kirkon puoli. Mäki on vanhalle liikaa yhdellä hengenvedolla."),
        ("anna", "fi", "Kiitos kaikille! Lisäsin kirkon kulman ehdotukseen ensimmäiseksi."),
    ],
}
# Where moderators have slowed a conversation down: (project, proposal).
SLOWED = ("kallio-kaikille", "Öisin hiljaisempi Vaasankatu")
