# ruff: noqa: E501  (a paragraph is one line)
"""What the city promises in its answers, and how it keeps it: kept, under way, late, disputed, asked just now, given up."""

from participation.demo.shapes import Answer, Pledge, Told

ALPPIPUISTO, KALLIO = "alppipuiston-leikkipaikka", "kallio-kaikille"

PLEDGES = [
    Pledge(
        project=ALPPIPUISTO,
        idea="Leikkipaikka, jossa myös pyörätuolilla pääsee hiekalle",
        unit="parks",
        title={
            "fi": "Kaksi korotettua hiekkapöytää ja kova polku portilta asti",
            "sv": "Två upphöjda sandbord och en hård gång ända från porten",
            "en": "Two raised sand tables and a hard path all the way from the gate",
        },
        text={
            "fi": "Pöytien alle mahtuu pyörätuolilla. Kokeilemme ratkaisua ehdottajan perheen kanssa ennen rakentamista.",
            "sv": "Under borden ryms en rullstol. Vi prövar lösningen med förslagsställarens familj innan vi bygger.",
            "en": "There is room for a wheelchair under the tables. We try the solution with the proposer’s family before building.",
        },
        due=-200,
        steps=[
            ({"fi": "Kokeilu perheen kanssa", "sv": "Provet med familjen", "en": "The trial with the family"}, -260, -262),
            ({"fi": "Polku valmis", "sv": "Gången klar", "en": "The path is ready"}, -220, -224),
        ],
        notes=[
            Told(
                day=-262,
                text={
                    "fi": "Kokeilimme mallipöytää perheen kanssa. Pöytää nostettiin viisi senttiä.",
                    "sv": "Vi prövade ett modellbord med familjen. Bordet höjdes fem centimeter.",
                    "en": "We tried a model table with the family. The table was raised by five centimetres.",
                },
            )
        ],
        done=Told(
            day=-214,
            picture="houses",
            text={
                "fi": "Pöydät ja polku ovat käytössä.",
                "sv": "Borden och gången är i bruk.",
                "en": "The tables and the path are in use.",
            },
        ),
        answers=(11, 1),
    ),
    Pledge(
        project=ALPPIPUISTO,
        idea="Vattenlek för varma dagar",
        unit="parks",
        title={
            "fi": "Vesileikki on valmis kesäksi",
            "sv": "Vattenleken är klar till sommaren",
            "en": "The water play is ready for the summer",
        },
        due=-150,
        moved=(
            -175,
            190,
            {
                "fi": "Vesijohto on uusittava ensin. Työ alkaa, kun maa on sulanut.",
                "sv": "Vattenledningen måste förnyas först. Arbetet börjar när tjälen har gått ur marken.",
                "en": "The water main has to be renewed first. The work begins when the ground has thawed.",
            },
        ),
        percent=35,
        steps=[
            ({"fi": "Suunnitelma", "sv": "Planen", "en": "The plan"}, -200, -205),
            ({"fi": "Vesijohto uusittu", "sv": "Vattenledningen förnyad", "en": "The water main renewed"}, 120, None),
            ({"fi": "Vesileikki rakennettu", "sv": "Vattenleken byggd", "en": "The water play built"}, 185, None),
        ],
        notes=[
            Told(
                day=-20,
                text={
                    "fi": "Putket on tilattu ja urakoitsija valittu. Tuulta mittaava anturi sammuttaa veden kylminä päivinä.",
                    "sv": "Rören är beställda och entreprenören vald. En givare stänger av vattnet under kalla dagar.",
                    "en": "The pipes are ordered and the contractor is chosen. A sensor turns the water off on cold days.",
                },
            )
        ],
    ),
    Pledge(
        project=ALPPIPUISTO,
        idea="Säilytetään vanha kiipeilypuu",
        unit="parks",
        title={
            "fi": "Arboristi tutkii jalavan joka vuosi ja kertoo tuloksen täällä",
            "sv": "En arborist undersöker almen varje år och berättar resultatet här",
            "en": "An arborist examines the elm every year and tells the result here",
        },
        due=-24,
        notes=[
            Told(
                day=-160,
                text={
                    "fi": "Tuki on paikallaan ja hake puun alla. Seuraava tarkastus on syksyllä.",
                    "sv": "Stödet är på plats och flisen under trädet. Nästa besiktning är på hösten.",
                    "en": "The prop is in place, and the wood chips are under the tree. The next inspection is in autumn.",
                },
            )
        ],
    ),
    Pledge(
        project=ALPPIPUISTO,
        idea="Vessa lähelle leikkipaikkaa",
        unit="upkeep",
        title={
            "fi": "Vessa on auki kello 6–23 ympäri vuoden",
            "sv": "Toaletten är öppen kl. 6–23 året runt",
            "en": "The toilet is open from 6 am to 11 pm all year round",
        },
        due=-45,
        done=Told(
            day=-40,
            text={
                "fi": "Automaattivessa avattiin leikkipaikan viereen. Siinä on hoitopöytä.",
                "sv": "En automatisk toalett öppnades bredvid lekplatsen. Den har ett skötbord.",
                "en": "An automatic toilet opened beside the playground. It has a changing table.",
            },
        ),
        answers=(3, 8),
        words=[
            ("fi", "Ovi on ollut lukossa kolmena viikonloppuna peräkkäin."),
            ("sv", "Dörren var låst både på lördagen och på söndagen."),
            ("en", "It closes at six on Sundays, whatever the sign says."),
        ],
    ),
    Pledge(
        project=ALPPIPUISTO,
        idea="A swing that adults dare to use",
        unit="parks",
        title={
            "fi": "Toinen korikeinu, jotta jono lyhenee",
            "sv": "En andra korggunga, så att kön blir kortare",
            "en": "A second basket swing, so that the queue gets shorter",
        },
        due=5,
        done=Told(
            day=-2,
            picture="path",
            text={
                "fi": "Toinen korikeinu on entisen vieressä, puiden varjossa.",
                "sv": "Den andra korggungan finns bredvid den första, i trädens skugga.",
                "en": "The second basket swing is beside the first one, in the shade of the trees.",
            },
        ),
    ),
    Pledge(
        project=ALPPIPUISTO,
        idea="Kahvikioski puistoon ympäri vuoden",
        unit="upkeep",
        title={
            "fi": "Haemme kioskille yrittäjää vielä kerran",
            "sv": "Vi söker en företagare till kiosken en gång till",
            "en": "We look for somebody to run the kiosk once more",
        },
        due=-180,
        given_up=(
            -190,
            {
                "fi": "Kukaan ei hakenut toisellakaan kierroksella. Kesän kahvipyörä jatkaa.",
                "sv": "Ingen sökte heller under den andra omgången. Sommarens kaffecykel fortsätter.",
                "en": "Nobody applied in the second round either. The coffee bike of the summer goes on.",
            },
        ),
    ),
    Pledge(
        project=KALLIO,
        idea="Talvella auratut reitit myös rollaattorille",
        unit="upkeep",
        # While ideas are still collected the city has answered this one alone.
        answer=Answer(
            unit="upkeep",
            status="assessing",
            text={
                "fi": "Kiitos, tämä on tärkeä asia. Kierrämme kolme reittiä rollaattorin kanssa ja kerromme täällä, mitä urakkaan on muutettava.",
                "sv": "Tack, det här är en viktig sak. Vi går tre rutter med rollator och berättar här vad som måste ändras i entreprenaden.",
                "en": "Thank you, this is an important matter. We walk three routes with a walker and tell here what has to change in the contract.",
            },
        ),
        title={
            "fi": "Kierrämme kolme reittiä rollaattorin kanssa ja julkaisemme havainnot",
            "sv": "Vi går tre rutter med rollator och publicerar iakttagelserna",
            "en": "We walk three routes with a walker and publish what we find",
        },
        due=66,
        steps=[
            ({"fi": "Reitit valittu", "sv": "Rutterna valda", "en": "The routes are chosen"}, 10, None),
            ({"fi": "Kierrokset tehty", "sv": "Rundorna gjorda", "en": "The rounds are done"}, 50, None),
        ],
    ),
    Pledge(
        project=KALLIO,
        idea="Lisää penkkejä Karhupuiston reunoille",
        unit="parks",
        title={
            "fi": "Neljä selkänojallista penkkiä Agricolankadun puolella",
            "sv": "Fyra bänkar med ryggstöd på sidan mot Agricolagatan",
            "en": "Four benches with backs on the Agricolankatu side",
        },
        due=40,
        percent=50,
        notes=[
            Told(
                day=-3,
                text={
                    "fi": "Penkit on tilattu. Perustukset tehdään ensi viikolla.",
                    "sv": "Bänkarna är beställda. Fundamenten görs nästa vecka.",
                    "en": "The benches are ordered. The foundations are made next week.",
                },
            )
        ],
    ),
]
