# ruff: noqa: E501  (a paragraph is one line)
"""The participatory budget of the whole city."""

from participation.demo.shapes import Answer, Idea, ProjectPlan, Remark

IDEAS = [
    Idea(
        title="Talviuintipaikka ja sauna Vuosaareen",
        text="Itä-Helsingissä ei ole yhtään yleistä talviuintipaikkaa metron varrella. Aurinkolahden rannalla on jo laituri ja suihku.\n\nEhdotan pientä puulämmitteistä saunaa ja avannon pumppua. Vuorot jaettaisiin niin, että osa on aina maksuttomia.",
        category="sports",
        place="Aurinkolahden uimaranta",
        point=(60.2010, 25.1530),
        weight=9,
        by="ben",
        remarks=[
            Remark(by="a", text="Vihdoin! Nyt ajan avantoon tunnin suuntaansa."),
            Remark(
                by="b",
                text="Kuka lämmittää ja kuka valvoo? Rastilassa sauna suljettiin juuri siksi, ettei hoitajaa löytynyt.",
                replies=[
                    Remark(by="author", text="Rastilan uimarit ovat lupautuneet vuoroihin, jos kaupunki hankkii rakennuksen."),
                ],
            ),
            Remark(by="c", language="sv", text="Jag hoppas att det också finns turer för kvinnor."),
        ],
        answers=[
            Answer(
                unit="sports",
                status="accepted",
                text={
                    "fi": "Ehdotus on mahdollinen ja pääsee äänestykseen. Arvioitu hinta on 310 000 euroa: siirrettävä sauna, pukutilat ja avannon sulana pito. Paikallinen yhdistys hoitaa vuorot.",
                    "sv": "Förslaget är möjligt och går vidare till omröstning. Den beräknade kostnaden är 310 000 euro: en flyttbar bastu, omklädningsrum och en öppen vak. En lokal förening sköter turerna.",
                    "en": "The proposal is possible and goes to the vote. The estimated cost is 310,000 euros: a movable sauna, changing rooms and keeping the hole open. A local association looks after the shifts.",
                },
            )
        ],
    ),
    Idea(
        title="Valaistu latu ja pulkkamäki Paloheinään",
        text="Paloheinän ladut ovat upeat, mutta pulkkamäki on iltapäivällä jo pimeä. Valot mäelle ja alas pieni katos, jossa voi juoda kaakaota.",
        category="sports",
        place="Paloheinän ulkoilumaja",
        point=(60.2540, 24.9310),
        weight=5,
        remarks=[
            Remark(by="a", text="Valot kello 21 asti riittää, jyrsijöillekin jää yö."),
            Remark(by="b", text="Pimeä mäki on vaarallinen, meillä tikattiin otsa viime talvena."),
        ],
        answers=[
            Answer(
                unit="sports",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 145 000 euroa. Valot suunnataan alaspäin, ja ne sammuvat kello 21.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 145 000 euro. Ljusen riktas nedåt och släcks klockan 21.",
                    "en": "The proposal goes to the vote. The estimated cost is 145,000 euros. The lights point downwards and go out at 9 pm.",
                },
            )
        ],
    ),
    Idea(
        title="Kontulan ostarille katettu skeittipaikka",
        text="Kontulan nuoret skeittaavat nyt parkkihallissa, josta meidät ajetaan pois. Katettu paikka toimisi ympäri vuoden, ja me voimme itse rakentaa rampit.",
        category="young",
        place="Kontulan ostoskeskus",
        point=(60.2358, 25.0840),
        weight=8,
        remarks=[
            Remark(by="a", text="Kannatan täysillä, ja minä olen kuusikymppinen. Nuorille pitää olla paikka."),
            Remark(
                by="b",
                text="Meteli. Asun vieressä. Voisiko sen tehdä betonista eikä vanerista?",
                replies=[Remark(by="author", text="Betoni on hiljaisempi ja kestävämpi, joten joo.")],
            ),
            Remark(by="anna", text="Puhukaa ostoskeskuksen yrittäjien kanssa, heillä on tyhjä piha talon takana."),
        ],
        answers=[
            Answer(
                unit="youth",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 265 000 euroa. Paikka tehdään betonista melun takia, ja nuoret ovat mukana suunnittelussa alusta asti.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 265 000 euro. Banan görs i betong på grund av bullret, och de unga är med i planeringen från början.",
                    "en": "The proposal goes to the vote. The estimated cost is 265,000 euros. It is built of concrete because of the noise, and young people take part in the planning from the start.",
                },
            )
        ],
    ),
    Idea(
        title="Naturstig med skyltar på tre språk i Vik",
        text="I Vik finns en av Europas finaste fågelvikar mitt i staden, men få vet vad de ser. Bygg en tillgänglig stig med skyltar om fåglar och växter på finska, svenska och engelska.",
        language="sv",
        category="nature",
        place="Gammelstadsviken",
        point=(60.2250, 25.0150),
        weight=6,
        remarks=[
            Remark(by="a", text="Ehdottomasti. Lintutornille pitäisi päästä myös pyörätuolilla."),
            Remark(by="b", language="sv", text="Lägg gärna till några ljudpunkter för dem som inte ser."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 180 000 euroa. Reitti kulkee suojelualueen reunassa, jotta pesintä saa olla rauhassa.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 180 000 euro. Stigen går i kanten av skyddsområdet så att fåglarna får häcka i fred.",
                    "en": "The proposal goes to the vote. The estimated cost is 180,000 euros. The path follows the edge of the reserve, so that nesting birds are left in peace.",
                },
            )
        ],
    ),
    Idea(
        title="Korjauspaja joka suurpiiriin",
        text="Pyörä, leivänpaahdin, takin vetoketju: kaiken voi korjata, jos on työkalut ja joku joka osaa. Perustetaan kirjastojen yhteyteen kahdeksan korjauspajaa, yksi joka suurpiiriin.",
        category="together",
        place="koko kaupunki",
        weight=9,
        by="anna",
        remarks=[
            Remark(by="ben", language="en", text="I would volunteer on Saturdays. I repair radios."),
            Remark(by="a", text="Kirjastossa on jo ompelukone, ja siihen on kolmen viikon jono. Tarve on todellinen."),
            Remark(
                by="b",
                text="Kierrätyskeskus tekee tätä jo. Yhteistyössä, ei rinnalle?",
                replies=[Remark(by="author", text="Juuri niin, heillä on osaaminen ja kirjastoilla tilat.")],
            ),
        ],
        answers=[
            Answer(
                unit="libraries",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 420 000 euroa kahdeksalle pajalle kahdeksi vuodeksi. Yksittäisen pajan hinta on noin 52 000 euroa.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 420 000 euro för åtta verkstäder under två år. En enskild verkstad kostar cirka 52 000 euro.",
                    "en": "The proposal goes to the vote. The estimated cost is 420,000 euros for eight workshops over two years. A single workshop costs about 52,000 euros.",
                },
            )
        ],
    ),
    Idea(
        title="Koirapuisto Jätkäsaareen",
        text="Jätkäsaaressa asuu tuhansia ihmisiä ja satoja koiria, mutta lähin aitaus on Hietaniemessä. Pienille ja isoille omat puolet, kiitos.",
        category="nature",
        place="Hyväntoivonpuisto",
        point=(60.1575, 24.9185),
        weight=4,
        remarks=[
            Remark(by="a", text="Lapsille on täällä vielä vähemmän tilaa. Koirapuisto ei ole kiireisin."),
            Remark(by="b", text="Molemmat mahtuvat, puisto on kilometrin pitkä."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 95 000 euroa. Aitaus sijoitetaan puiston länsireunaan, kauas leikkipaikasta.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 95 000 euro. Rastgården placeras i parkens västra kant, långt från lekplatsen.",
                    "en": "The proposal goes to the vote. The estimated cost is 95,000 euros. The enclosure is placed at the western edge of the park, far from the playground.",
                },
            )
        ],
    ),
    Idea(
        title="Maksuton julkinen liikenne sunnuntaisin",
        text="Jos sunnuntaisin ei tarvitsisi maksaa lipusta, perheet lähtisivät ulos, isovanhemmat kylään ja autot jäisivät kotiin.",
        category="together",
        place="koko kaupunki",
        weight=8,
        remarks=[
            Remark(by="a", text="Kaunis ajatus. Mutta lippurahat eivät ole tämän budjetin kokoinen asia."),
            Remark(
                by="b",
                text="Tallinnassa onnistui, miksi ei täällä?",
                replies=[
                    Remark(
                        by="a",
                        text="Siellä se maksettiin verotuloilla, kun ihmiset kirjautuivat asukkaiksi. Meillä lipuista päättää seudun kuntayhtymä.",
                    )
                ],
            ),
        ],
        answers=[
            Answer(
                unit="participation",
                status="rejected",
                text={
                    "fi": "Tätä ei voi toteuttaa osallistuvalla budjetilla. Lippujen hinnoista päättää seudun yhteinen liikenneviranomainen, ja yhden sunnuntain hinta ylittäisi koko budjetin. Välitimme ajatuksen heille.",
                    "sv": "Det här kan inte genomföras med medborgarbudgeten. Biljettpriserna bestäms av regionens gemensamma trafikmyndighet, och en enda söndag skulle kosta mer än hela budgeten. Vi förde tanken vidare till dem.",
                    "en": "This cannot be done with the participatory budget. Fares are set by the region's common transport authority, and a single Sunday would cost more than the whole budget. We passed the thought on to them.",
                },
            )
        ],
    ),
    Idea(
        title="Outdoor chess and table tennis in Itäkeskus",
        text="There are hundreds of people on the square by the metro every evening, and nothing to do but shop. Four concrete tables, two for chess and two for table tennis. It works in every city I have lived in.",
        language="en",
        category="together",
        place="Tallinnanaukio",
        point=(60.2112, 25.0800),
        weight=6,
        remarks=[
            Remark(by="a", text="Pingispöytä ulkona toimii, kunhan tuulelta on suojaa."),
            Remark(by="nils", language="sv", text="Jag spelar gärna schack mot vem som helst. Fråga efter Nils."),
        ],
        answers=[
            Answer(
                unit="upkeep",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 48 000 euroa. Pöydät tulevat aukion suojaisaan itäkulmaan.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 48 000 euro. Borden placeras i torgets skyddade östra hörn.",
                    "en": "The proposal goes to the vote. The estimated cost is 48,000 euros. The tables go to the sheltered eastern corner of the square.",
                },
            )
        ],
    ),
    Idea(
        title="Lähimetsien polut kuntoon Pihlajamäessä",
        text="Pihlajamäen metsässä on vanha ulkoilureitti, joka on paikoin pelkkää juurakkoa. Sepeli, muutama pitkospuu ja opasteet, niin päiväkodinkin ryhmät pääsevät metsään.",
        category="nature",
        place="Pihlajamäen metsä",
        point=(60.2352, 25.0105),
        weight=4,
        remarks=[Remark(by="a", text="Ei liian leveäksi kuitenkaan. Metsä saa tuntua metsältä.")],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 130 000 euroa. Polku levenee enintään puoleentoista metriin.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 130 000 euro. Stigen breddas till högst en och en halv meter.",
                    "en": "The proposal goes to the vote. The estimated cost is 130,000 euros. The path is widened to one and a half metres at most.",
                },
            )
        ],
    ),
    Idea(
        title="Malmille oma kesänäyttämö",
        text="Malmitalon takana on nurmirinne, joka on kuin luonnon katsomo. Pieni puulava ja sähkö riittäisi kesäteatterille, bändeille ja koulujen kevätjuhlille.",
        category="together",
        place="Malmitalon takapiha",
        point=(60.2510, 25.0095),
        weight=6,
        remarks=[
            Remark(by="a", text="Meidän kuoro esiintyisi siellä heti."),
            Remark(by="b", text="Viimeinen juna vie yleisön kotiin, joten lopetus viimeistään kello 22. Sopii minulle."),
        ],
        answers=[
            Answer(
                unit="participation",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 88 000 euroa. Kulttuuritalo ottaa lavan hoitaakseen ja varaukset tehdään sen kautta.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 88 000 euro. Kulturhuset tar hand om scenen, och bokningar görs via huset.",
                    "en": "The proposal goes to the vote. The estimated cost is 88,000 euros. The cultural centre looks after the stage and takes the bookings.",
                },
            )
        ],
    ),
    Idea(
        title="Pyöräbaana Lauttasaaren halki",
        text="Lauttasaarentiellä pyöräilijä kiemurtelee bussipysäkkien ja terassien välissä. Suora baana sillalta sillalle tekisi matkasta turvallisen.",
        category="sports",
        place="Lauttasaarentie",
        point=(60.1592, 24.8790),
        weight=5,
        remarks=[
            Remark(by="a", text="Ja mihin pysäköidään? Meillä ei ole pihapaikkoja."),
            Remark(by="b", text="Bussilla pääsee. Pyörällä pääsisi, jos uskaltaisi."),
        ],
        answers=[
            Answer(
                unit="streets",
                status="rejected",
                text={
                    "fi": "Baana maksaisi noin neljä miljoonaa euroa ja vaatii katusuunnitelman, joten se ei mahdu tähän budjettiin. Lauttasaarentie on suunnitteluohjelmassa, ja kuulemme asukkaita siitä omassa hankkeessaan.",
                    "sv": "Banan skulle kosta omkring fyra miljoner euro och kräver en gatuplan, så den ryms inte i den här budgeten. Drumsövägen finns i planeringsprogrammet, och invånarna hörs om den i ett eget projekt.",
                    "en": "The route would cost about four million euros and needs a street plan, so it does not fit this budget. Lauttasaarentie is on the planning programme, and residents will be heard about it in a project of its own.",
                },
            )
        ],
    ),
    Idea(
        title="Niitty Haagan rautatien varteen",
        text="Radan varren nurmea leikataan kuusi kertaa kesässä, vaikka siellä ei kukaan kävele. Kylvetään se niityksi: kukkia, perhosia ja vähemmän ajettavaa.",
        category="nature",
        place="Pohjois-Haagan radanvarsi",
        point=(60.2262, 24.8950),
        weight=4,
        remarks=[
            Remark(by="a", text="Kannatan, ja lupiinit pois samalla."),
            Remark(by="b", text="Siitepöly! Allergikot kiittävät tiedosta, milloin niitty niitetään."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                text={
                    "fi": "Ehdotus pääsee äänestykseen. Arvioitu hinta on 36 000 euroa, ja hoito on sen jälkeen nykyistä halvempaa. Niitto elokuun lopussa.",
                    "sv": "Förslaget går vidare till omröstning. Den beräknade kostnaden är 36 000 euro, och skötseln blir därefter billigare än i dag. Slåtter i slutet av augusti.",
                    "en": "The proposal goes to the vote. The estimated cost is 36,000 euros, and upkeep is cheaper than today afterwards. It is mown at the end of August.",
                },
            )
        ],
    ),
]

BUDGET = ProjectPlan(
    slug="helsinkilaisten-budjetti",
    blueprint="budget",
    district="city",
    other_districts=("301", "503", "704", "703", "105"),
    unit="participation",
    picture="coins",
    invented_share=0.65,
    titles={"fi": "Helsinkiläisten budjetti", "sv": "Helsingforsarnas budget", "en": "The residents' budget"},
    leads={
        "fi": "Neljä miljoonaa euroa, josta päättävät asukkaat. Ehdota, keskustele ja äänestä: kaupunki toteuttaa sen, mikä voittaa.",
        "sv": "Fyra miljoner euro som invånarna bestämmer över. Föreslå, diskutera och rösta: staden genomför det som vinner.",
        "en": "Four million euros that residents decide about. Propose, discuss and vote: the city builds what wins.",
    },
    contact=("Carla Lindqvist", "carla@example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Joka toinen vuosi kaupunki antaa osan rahoistaan suoraan asukkaiden päätettäväksi. Tällä kierroksella jaetaan neljä miljoonaa euroa: puolet koko kaupunkia koskeviin ehdotuksiin ja puolet suurpiireittäin asukasluvun mukaan.</p><h2>Näin se etenee</h2><ol><li>Asukkaat jättävät ehdotuksia ja kannattavat toistensa ehdotuksia.</li><li>Kaupungin asiantuntijat laskevat, mitä kukin ehdotus maksaa, ja kertovat, jos jokin ei ole mahdollinen ja miksi.</li><li>Asukkaat äänestävät. Jokaisella on sama määrä rahaa jaettavana.</li><li>Voittaneet toteutetaan kahden vuoden kuluessa, ja jokaisesta vaiheesta kerrotaan tässä.</li></ol><h2>Mihin raha käy</h2><p>Ehdotuksen pitää palvella kaikkia, maksaa enintään 500 000 euroa ja olla kaupungin omalla maalla tai kaupungin omassa toiminnassa. Se ei saa synnyttää pysyviä palkkakuluja.</p>",
            ),
            (
                "question",
                (
                    "Miksi tähän pitää tunnistautua?",
                    "<p>Koska tässä jaetaan oikeaa rahaa. Tunnistautuminen varmistaa, että jokaisella helsinkiläisellä on yksi tili. Nimesi ei näy muille, ellet itse niin valitse.</p>",
                ),
            ),
            ("question", ("Minkä ikäinen voi osallistua?", "<p>Sinä vuonna 12 täyttävät ja sitä vanhemmat.</p>")),
        ],
        "sv": [
            (
                "text",
                "<p>Vartannat år låter staden invånarna bestämma direkt över en del av pengarna. I den här omgången fördelas fyra miljoner euro: hälften till förslag som gäller hela staden och hälften per stordistrikt enligt invånarantal.</p><h2>Så går det till</h2><ol><li>Invånarna lämnar förslag och stöder varandras.</li><li>Stadens sakkunniga räknar ut vad varje förslag kostar, och berättar om något inte är möjligt och varför.</li><li>Invånarna röstar. Alla har lika mycket pengar att fördela.</li><li>De förslag som vinner genomförs inom två år, och varje skede berättas här.</li></ol><h2>Vad pengarna räcker till</h2><p>Förslaget ska vara till nytta för alla, kosta högst 500 000 euro och gälla stadens egen mark eller verksamhet. Det får inte leda till bestående lönekostnader.</p>",
            ),
            (
                "question",
                (
                    "Varför behöver jag identifiera mig?",
                    "<p>För att det handlar om riktiga pengar. Identifieringen ser till att varje helsingforsare har ett konto. Ditt namn syns inte för andra om du inte själv vill.</p>",
                ),
            ),
            ("question", ("Hur gammal ska man vara?", "<p>Alla som fyller minst 12 år under året kan delta.</p>")),
        ],
        "en": [
            (
                "text",
                "<p>Every second year the city lets residents decide about a part of its money. In this round four million euros are shared out: half for proposals that concern the whole city, half by major district according to population.</p><h2>How it goes</h2><ol><li>Residents make proposals and support each other's.</li><li>Experts from the city work out what each one costs, and say when something is not possible and why.</li><li>Residents vote. Everyone has the same amount of money to give.</li><li>The winners are built within two years, and every step is told here.</li></ol><h2>What the money is for</h2><p>A proposal has to serve everyone, cost at most 500,000 euros and lie on the city's own land or in its own services. It must not create permanent wages.</p>",
            ),
            (
                "question",
                (
                    "Why does this need a verified account?",
                    "<p>Because this is about real money. Verification makes sure that every resident has one account. Others do not see your name unless you want them to.</p>",
                ),
            ),
            ("question", ("How old do I have to be?", "<p>Everyone who turns 12 this year or is older can take part.</p>")),
        ],
    },
    phases={
        "collecting": [(-20, 25), (25, 95), (95, 116), (116, 480)],
        "voting": [(-100, -55), (-55, -5), (-5, 16), (16, 380)],
        "decided": [(-160, -115), (-115, -60), (-60, -39), (-39, 330)],
    },
    categories={
        "sports": {"fi": "Liikunta ja liikkuminen", "sv": "Idrott och rörelse", "en": "Sports and moving"},
        "nature": {"fi": "Luonto ja puistot", "sv": "Natur och parker", "en": "Nature and parks"},
        "together": {"fi": "Kulttuuri ja yhteisö", "sv": "Kultur och gemenskap", "en": "Culture and community"},
        "young": {"fi": "Lapset ja nuoret", "sv": "Barn och unga", "en": "Children and young people"},
        "safety": {"fi": "Turvallinen arki", "sv": "Trygg vardag", "en": "Safe everyday life"},
    },
    ideas=IDEAS,
    remarks=[
        Remark(
            by="a",
            text="Viime kierroksella äänestin puolikasta hanketta, joka sitten viivästyi vuodella. Kertokaa tällä kertaa myös viivästykset.",
        ),
        Remark(
            by="b",
            text="Hyvä, että rahat jaetaan asukasluvun mukaan. Itä-Helsinki on saanut odottaa.",
            replies=[
                Remark(by="c", text="Toivottavasti myös äänestysinto jakautuu samalla tavalla. Tehdään oma osamme."),
            ],
        ),
        Remark(
            by="ben",
            language="en",
            text="Can I vote if I have lived here for three years but am not a citizen?",
            replies=[
                Remark(by="carla", language="en", text="Yes. What counts is that you live in Helsinki, not your citizenship."),
            ],
        ),
        Remark(
            by="nils",
            language="sv",
            text="Hur identifierar jag mig om jag inte har bankkoder?",
            replies=[
                Remark(
                    by="carla",
                    language="sv",
                    text="Ta med ett identitetsbevis till vilket bibliotek som helst, så hjälper personalen dig.",
                ),
            ],
        ),
    ],
)
