# ruff: noqa: E501  (a paragraph is one line)
"""A finished project: what residents proposed for a playground, and what came of it."""

from participation.demo.shapes import Answer, Idea, ProjectPlan, Remark

IDEAS = [
    Idea(
        title="Leikkipaikka, jossa myös pyörätuolilla pääsee hiekalle",
        text="Tyttäreni istuu pyörätuolissa ja katsoo, kun muut kaivavat. Korotettu hiekkapöytä ja kova polku sen viereen, niin hänkin pääsee mukaan.",
        category="play",
        place="Alppipuisto",
        point=(60.1887, 24.9412),
        weight=9,
        remarks=[
            Remark(by="a", text="Meillä sama tilanne. Kiitos että kirjoitit."),
            Remark(by="b", text="Tämä pitäisi olla itsestään selvää eikä ehdotus."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="done",
                since="collecting",
                text={
                    "fi": "Valmis. Puistossa on nyt kaksi korotettua hiekkapöytää, joiden alle mahtuu pyörätuoli, ja kova polku portilta asti. Kokeilimme ratkaisua ehdottajan perheen kanssa ennen rakentamista.",
                    "sv": "Klart. I parken finns nu två upphöjda sandbord som man kommer in under med rullstol, och en hård gång ända från porten. Vi provade lösningen med förslagsställarens familj före bygget.",
                    "en": "Done. The park now has two raised sand tables with room for a wheelchair under them, and a hard path all the way from the gate. We tried the solution with the proposer's family before building.",
                },
            )
        ],
    ),
    Idea(
        title="Säilytetään vanha kiipeilypuu",
        text="Kallellaan kasvava vanha jalava on ollut kolmen sukupolven kiipeilypuu. Älkää kaatako sitä uudistuksen alta.",
        category="nature",
        place="Alppipuiston pohjoisreuna",
        point=(60.1893, 24.9405),
        weight=7,
        remarks=[
            Remark(by="a", text="Putosin siitä vuonna 1974. Säilyttäkää silti."),
            Remark(
                by="b",
                text="Onko se turvallinen? Oksat ovat aika harmaita.",
                replies=[Remark(by="author", text="Siksi toivon, että joku asiantuntija katsoo sen eikä vain tilaa sahaa.")],
            ),
        ],
        answers=[
            Answer(
                unit="parks",
                status="done",
                since="collecting",
                text={
                    "fi": "Jalava säilyi. Puunhoitaja tutki sen, poisti kaksi lahoa oksaa ja tuki rungon. Alle tehtiin pehmeä hakealusta.",
                    "sv": "Almen står kvar. En arborist undersökte den, tog bort två murkna grenar och stöttade stammen. Under trädet finns nu ett mjukt underlag av flis.",
                    "en": "The elm stayed. An arborist examined it, removed two rotten branches and propped up the trunk. There is now a soft surface of wood chips below.",
                },
            )
        ],
    ),
    Idea(
        title="Vessa lähelle leikkipaikkaa",
        text="Kahden pienen lapsen kanssa matka Linnanmäen portille on liian pitkä. Yksikin vessa, jossa on hoitopöytä, muuttaisi koko päivän.",
        category="comfort",
        place="Alppipuisto",
        point=(60.1885, 24.9420),
        weight=8,
        by="anna",
        remarks=[
            Remark(by="a", text="Allekirjoitan. Isovanhemmat myös."),
            Remark(by="b", language="sv", text="Med skötbord också för pappor, tack."),
        ],
        answers=[
            Answer(
                unit="upkeep",
                status="done",
                since="collecting",
                text={
                    "fi": "Valmis. Automaattivessa avattiin leikkipaikan viereen. Siinä on hoitopöytä, ja se on auki kello 6–23 ympäri vuoden.",
                    "sv": "Klart. En automatisk toalett öppnades intill lekplatsen. Den har skötbord och är öppen klockan 6–23 året om.",
                    "en": "Done. An automatic toilet opened beside the playground. It has a changing table and is open from 6 am to 11 pm all year.",
                },
            )
        ],
    ),
    Idea(
        title="Vattenlek för varma dagar",
        text="Somrarna blir hetare och stranden är långt borta. En enkel vattenlek med pump, där barnen själva får styra vattnet.",
        language="sv",
        category="play",
        place="Alpparken",
        point=(60.1888, 24.9416),
        weight=6,
        remarks=[Remark(by="a", text="Hyvä, kunhan vesi kiertää eikä lätäköidy.")],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                since="collecting",
                text={
                    "fi": "Vesileikki tehdään, mutta vuotta myöhemmin kuin lupasimme: vesijohto pitää ensin uusia. Uusi määräaika on ensi kesäkuu.",
                    "sv": "Vattenleken byggs, men ett år senare än vi lovade: vattenledningen måste först förnyas. Den nya tidpunkten är juni nästa år.",
                    "en": "The water play will be built, but a year later than we promised: the water main has to be renewed first. The new date is next June.",
                },
            )
        ],
    ),
    Idea(
        title="Aidattu alue pienimmille",
        text="Puiston alareunassa menee katu. Alle kolmevuotiaille oma aidattu nurkka, jossa on matala liukumäki.",
        category="play",
        place="Alppipuiston eteläreuna",
        point=(60.1880, 24.9418),
        weight=5,
        remarks=[Remark(by="a", text="Aita myös pitää isompien pallopelit poissa, kaikki voittavat.")],
        answers=[
            Answer(
                unit="parks",
                status="done",
                since="collecting",
                text={
                    "fi": "Valmis. Pienten nurkassa on matala aita, itsestään sulkeutuva portti, liukumäki ja keinu.",
                    "sv": "Klart. De minstas hörn har ett lågt staket, en grind som stängs av sig själv, en rutschbana och en gunga.",
                    "en": "Done. The corner for the smallest has a low fence, a gate that closes by itself, a slide and a swing.",
                },
            )
        ],
    ),
    Idea(
        title="Kahvikioski puistoon ympäri vuoden",
        text="Vanhemmat seisovat tuulessa tuntikausia. Pieni kioski toisi puistoon valvovia silmiä ja kuumaa kahvia.",
        category="comfort",
        place="Alppipuisto",
        point=(60.1889, 24.9422),
        weight=4,
        remarks=[Remark(by="a", text="Termospullo on keksitty. Puisto saa olla paikka, jossa ei myydä mitään.")],
        answers=[
            Answer(
                unit="upkeep",
                status="rejected",
                since="collecting",
                text={
                    "fi": "Kioskia ei tule. Haimme pitäjää kahdesti, eikä yksikään yrittäjä uskonut talven kannattavan. Kesäksi paikan saa kahvipyörä, ja sähkö on vedetty valmiiksi.",
                    "sv": "Det blir ingen kiosk. Vi sökte två gånger någon som kunde driva den, men ingen företagare trodde att vintern skulle bära sig. På sommaren får en kaffecykel platsen, och elen är redan dragen.",
                    "en": "There will be no kiosk. We looked twice for somebody to run it, and no entrepreneur believed that winter would pay. In summer a coffee bike gets the place, and the electricity is ready.",
                },
            )
        ],
    ),
    Idea(
        title="A swing that adults dare to use",
        text="One large swing where a grandparent and a child fit side by side. It would be the best seat in the park.",
        language="en",
        category="play",
        place="Alppipuisto",
        point=(60.1890, 24.9414),
        weight=6,
        by="ben",
        remarks=[
            Remark(by="a", text="Olen 81 ja odotan vuoroani."),
            Remark(by="b", language="en", text="There is one like that in Vuosaari, and it is never empty."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="done",
                since="collecting",
                text={
                    "fi": "Valmis. Pesäkeinu kantaa kolme aikuista, ja siihen on jono joka sunnuntai.",
                    "sv": "Klart. Korggungan bär tre vuxna, och det är kö till den varje söndag.",
                    "en": "Done. The basket swing carries three adults, and there is a queue for it every Sunday.",
                },
            )
        ],
    ),
]

ALPPIPUISTO = ProjectPlan(
    slug="alppipuiston-leikkipaikka",
    blueprint="ideas",
    district="302",
    unit="parks",
    titles={"fi": "Alppipuiston leikkipaikka", "sv": "Lekplatsen i Alpparken", "en": "The playground in Alppipuisto"},
    leads={
        "fi": "Leikkipaikka uudistettiin asukkaiden ehdotusten pohjalta. Katso, mitä ehdotettiin, mitä tehtiin ja mikä jäi tekemättä.",
        "sv": "Lekplatsen förnyades utifrån invånarnas förslag. Se vad som föreslogs, vad som blev gjort och vad som inte blev av.",
        "en": "The playground was renewed on the basis of residents' proposals. See what was proposed, what was done and what was not.",
    },
    contact=("Otso Salminen", "parks@city.example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Alppipuiston leikkipaikka oli kulunut loppuun. Ennen suunnittelua kysyimme, mitä leikkipaikalta toivotaan, ja pidimme kaksi työpajaa viereisessä päiväkodissa. Ehdotuksia tuli seitsemän, ja viisi niistä on nyt toteutettu.</p><h2>Mitä tästä seurasi</h2><ul><li>Leikkipaikka avattiin, ja sen suunnitteluun osallistui 64 lasta.</li><li>Vanha jalava säilyi, vaikka alkuperäisessä suunnitelmassa se olisi kaadettu.</li><li>Vesileikki myöhästyy vuodella. Syy ja uusi määräaika on kerrottu ehdotuksen vastauksessa.</li><li>Kioskille ei löytynyt pitäjää.</li></ul>",
            ),
            ("quote", ("Keinu on niin iso, että mummikin mahtuu.", "Työpajan osallistuja, 6 vuotta")),
        ],
        "sv": [
            (
                "text",
                "<p>Lekplatsen i Alpparken var utsliten. Innan vi planerade frågade vi vad man önskade sig, och ordnade två verkstäder i daghemmet intill. Vi fick sju förslag, och fem av dem är nu genomförda.</p><h2>Vad det ledde till</h2><ul><li>Lekplatsen är öppen, och 64 barn deltog i planeringen.</li><li>Den gamla almen står kvar, fast den skulle ha fällts enligt den första planen.</li><li>Vattenleken blir ett år försenad. Orsaken och den nya tidpunkten finns i svaret på förslaget.</li><li>Ingen ville driva en kiosk.</li></ul>",
            ),
            ("quote", ("Gungan är så stor att också mormor ryms.", "Deltagare i verkstaden, 6 år")),
        ],
        "en": [
            (
                "text",
                "<p>The playground in Alppipuisto was worn out. Before planning anything we asked what people wished for, and held two workshops at the day-care centre next door. Seven proposals came in, and five of them have been carried out.</p><h2>What came of it</h2><ul><li>The playground is open, and 64 children took part in planning it.</li><li>The old elm stayed, although the first plan would have felled it.</li><li>The water play is a year late. The reason and the new date are in the answer to the proposal.</li><li>Nobody was found to run a kiosk.</li></ul>",
            ),
            ("quote", ("The swing is so big that granny fits in.", "A participant of the workshop, aged 6")),
        ],
    },
    phases={stage: [(-420, -370), (-370, -250), (-250, -60)] for stage in ("collecting", "voting", "decided")},
    categories={
        "play": {"fi": "Leikki", "sv": "Lek", "en": "Play"},
        "nature": {"fi": "Luonto", "sv": "Natur", "en": "Nature"},
        "comfort": {"fi": "Viihtyisyys", "sv": "Trivsel", "en": "Comfort"},
    },
    ideas=IDEAS,
    remarks=[
        Remark(by="a", text="Luin ehdotukset läpi. Toivottavasti myös se, mikä ei onnistu, kerrotaan suoraan."),
        Remark(
            by="b",
            text="Ehdinkö vielä ehdottaa valoja?",
            replies=[Remark(by="carla", text="Ideoiden keruu on päättynyt, mutta kirjasin valot suunnittelijoille.")],
        ),
    ],
)
