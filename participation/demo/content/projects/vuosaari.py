# ruff: noqa: E501  (a paragraph is one line)
"""A survey whose results everyone sees."""

from participation.demo.shapes import Asked, Choice, Poll, ProjectPlan, Remark

POLL = Poll(
    title={
        "fi": "Mitä kirjastossa pitäisi voida tehdä?",
        "sv": "Vad borde man kunna göra på biblioteket?",
        "en": "What should one be able to do at the library?",
    },
    intro={
        "fi": "Viisi kysymystä Vuosaaren kirjastosta. Voit muuttaa vastauksiasi siihen asti, kun kysely päättyy.",
        "sv": "Fem frågor om Nordsjö bibliotek. Du kan ändra dina svar tills enkäten stängs.",
        "en": "Five questions about Vuosaari Library. You can change your answers until the survey ends.",
    },
    results_shown="always",
    turnout=0.6,
    questions=[
        Asked(
            kind="single",
            required=True,
            title={
                "fi": "Kuinka usein käyt Vuosaaren kirjastossa?",
                "sv": "Hur ofta besöker du Nordsjö bibliotek?",
                "en": "How often do you visit Vuosaari Library?",
            },
            choices=[
                Choice(label={"fi": "Joka viikko", "sv": "Varje vecka", "en": "Every week"}, share=34),
                Choice(label={"fi": "Joka kuukausi", "sv": "Varje månad", "en": "Every month"}, share=38),
                Choice(label={"fi": "Harvemmin", "sv": "Mera sällan", "en": "Less often"}, share=21),
                Choice(label={"fi": "En koskaan", "sv": "Aldrig", "en": "Never"}, share=7),
            ],
        ),
        Asked(
            kind="multiple",
            title={"fi": "Mitä lisäisit kirjastoon?", "sv": "Vad skulle du lägga till?", "en": "What would you add?"},
            help_text={
                "fi": "Valitse niin monta kuin haluat.",
                "sv": "Välj så många du vill.",
                "en": "Choose as many as you like.",
            },
            choices=[
                Choice(label={"fi": "Hiljaisia työpaikkoja", "sv": "Tysta arbetsplatser", "en": "Quiet desks"}, share=57),
                Choice(
                    label={
                        "fi": "Musiikkihuone, jossa saa soittaa",
                        "sv": "Ett musikrum där man får spela",
                        "en": "A music room",
                    },
                    share=33,
                ),
                Choice(
                    label={
                        "fi": "Työkaluja ja korjauspöytä",
                        "sv": "Verktyg och reparationsbord",
                        "en": "Tools and a repair table",
                    },
                    share=41,
                ),
                Choice(
                    label={"fi": "Leikkitila pienille", "sv": "Lekrum för små", "en": "A play space for small children"}, share=36
                ),
                Choice(
                    label={
                        "fi": "Keittiö yhteisiin ruokailuihin",
                        "sv": "Kök för gemensamma måltider",
                        "en": "A kitchen for shared meals",
                    },
                    share=22,
                ),
                Choice(
                    label={"fi": "Kirjoja useammilla kielillä", "sv": "Böcker på fler språk", "en": "Books in more languages"},
                    share=29,
                ),
            ],
        ),
        Asked(
            kind="scale",
            title={
                "fi": "Kuinka tervetulleeksi tunnet itsesi kirjastossa?",
                "sv": "Hur välkommen känner du dig på biblioteket?",
                "en": "How welcome do you feel at the library?",
            },
            scale_labels=(
                {"fi": "En lainkaan", "sv": "Inte alls", "en": "Not at all"},
                {"fi": "Hyvin tervetulleeksi", "sv": "Mycket välkommen", "en": "Very welcome"},
            ),
            scale_shares=(3, 7, 19, 40, 31),
        ),
        Asked(
            kind="single",
            title={
                "fi": "Mihin aikaan kirjaston pitäisi olla auki sunnuntaisin?",
                "sv": "När borde biblioteket vara öppet på söndagar?",
                "en": "When should the library be open on Sundays?",
            },
            choices=[
                Choice(label={"fi": "Kello 10–16", "sv": "Klockan 10–16", "en": "10 am to 4 pm"}, share=44),
                Choice(label={"fi": "Kello 12–18", "sv": "Klockan 12–18", "en": "12 noon to 6 pm"}, share=37),
                Choice(
                    label={"fi": "Ei tarvitse olla auki", "sv": "Behöver inte vara öppet", "en": "It need not be open"}, share=19
                ),
            ],
        ),
        Asked(
            kind="text",
            title={"fi": "Mitä muuta haluat sanoa?", "sv": "Vad annat vill du säga?", "en": "What else would you like to say?"},
            texts={
                "fi": [
                    "Henkilökunta on aivan ihanaa, älkää korvatko heitä automaateilla.",
                    "Enemmän pistorasioita ikkunapöytiin.",
                    "Nuorten nurkka on liian lähellä lehtisalia. Kumpikaan ei viihdy.",
                    "Kahvia! Edes automaatti.",
                    "Satutuokiot somaliksi ja venäjäksi olisivat monelle ensimmäinen syy tulla.",
                    "Lukupiiri myös iltaisin, työssäkäyvät eivät pääse kello kahteen.",
                    "Valo lukusalissa on kylmä ja kova.",
                    "Soittohuone olisi unelma, kerrostalossa ei voi rumpuja hakata.",
                ],
                "sv": [
                    "Den svenska hyllan har krympt år för år. Vänd utvecklingen.",
                    "Barnens sagostund på svenska är höjdpunkten i vår vecka.",
                ],
                "en": ["A language café on Saturdays, please.", "I wrote my thesis here. Thank you for the quiet corner."],
            },
        ),
    ],
    remarks=[
        Remark(by="a", text="Hyvä kysely, mutta kysymättä jäi tärkein: mistä säästetään, jos aukioloja lisätään?"),
        Remark(by="b", text="Omatoimikirjasto sunnuntaina ei maksaisi paljon. Ovi auki kortilla, niin kuin Rikhardinkadulla."),
    ],
)

VUOSAARI = ProjectPlan(
    slug="vuosaaren-kirjasto",
    blueprint="survey",
    district="704",
    unit="libraries",
    picture="books",
    titles={"fi": "Vuosaaren kirjasto uudistuu", "sv": "Nordsjö bibliotek förnyas", "en": "Vuosaari Library is being renewed"},
    leads={
        "fi": "Kirjasto remontoidaan, ja tilat jaetaan uudelleen. Vastaa kyselyyn ja katso, mitä muut ovat vastanneet.",
        "sv": "Biblioteket renoveras och utrymmena fördelas på nytt. Svara på enkäten och se vad andra har svarat.",
        "en": "The library is being renovated and its rooms shared out anew. Answer the survey and see what others have said.",
    },
    contact=("Satu Ekholm", "libraries@city.example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Vuosaaren kirjastossa käydään yli 300 000 kertaa vuodessa. Ilmanvaihto uusitaan, ja samalla voimme järjestää tilat niin kuin käyttäjät haluavat. Seinät siirtyvät, jos on tarpeen.</p><h2>Miten vastauksia käytetään</h2><p>Tulokset näkyvät tällä sivulla koko ajan. Kyselyn jälkeen tilasuunnittelija tekee kaksi vaihtoehtoa, ja niistä keskustellaan kirjastossa pidettävässä illassa. Henkilökunta kertoo, mitä vastauksista otettiin mukaan ja mitä ei.</p>",
            ),
            (
                "question",
                (
                    "Onko kirjasto kiinni remontin ajan?",
                    "<p>Neljä kuukautta. Sinä aikana lainata voi kauppakeskuksessa olevasta pienestä toimipisteestä.</p>",
                ),
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Nordsjö bibliotek har över 300 000 besök om året. Ventilationen förnyas, och samtidigt kan vi ordna utrymmena så som användarna vill. Väggarna flyttas vid behov.</p><h2>Så används svaren</h2><p>Resultaten syns hela tiden på den här sidan. Efter enkäten gör inredningsplaneraren två alternativ som diskuteras en kväll på biblioteket. Personalen berättar vad som togs med av svaren och vad som inte gjorde det.</p>",
            ),
            (
                "question",
                (
                    "Är biblioteket stängt under renoveringen?",
                    "<p>I fyra månader. Då kan du låna i en liten filial i köpcentret.</p>",
                ),
            ),
        ],
        "en": [
            (
                "text",
                "<p>Vuosaari Library is visited more than 300,000 times a year. The ventilation is being renewed, and at the same time we can arrange the rooms the way people want them. Walls move if they must.</p><h2>How the answers are used</h2><p>Results are on this page all the time. After the survey the interior planner draws two alternatives, which are discussed in an evening at the library. The staff tell what was taken from the answers and what was not.</p>",
            ),
            (
                "question",
                (
                    "Will the library be closed?",
                    "<p>For four months. During that time you can borrow from a small branch in the shopping centre.</p>",
                ),
            ),
        ],
    },
    phases={
        "collecting": [(-18, 12), (12, 40)],
        "voting": [(-52, -22), (-22, 10)],
        "decided": [(-120, -90), (-90, -30)],
    },
    remarks=[
        Remark(by="a", text="Toivottavasti lehtisali säilyy. Se on minun aamuni."),
        Remark(
            by="b",
            text="Tytär teki läksyt täällä koko peruskoulun. Kiitos henkilökunnalle.",
            replies=[Remark(by="a", text="Samoin meillä kaksi poikaa. Sama nurkkapöytä.")],
        ),
        Remark(by="c", language="en", text="The library was the first place in Helsinki where somebody said welcome to me."),
    ],
    polls=[POLL],
)
