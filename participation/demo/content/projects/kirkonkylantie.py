# ruff: noqa: E501  (a paragraph is one line)
"""A hearing about a street plan, where comments take a side."""

from participation.demo.shapes import Asked, Choice, Poll, ProjectPlan, Remark

POLL = Poll(
    title={
        "fi": "Miten liikut Kirkonkyläntiellä?",
        "sv": "Hur rör du dig på Kyrkobyvägen?",
        "en": "How do you use Kirkonkyläntie?",
    },
    intro={
        "fi": "Neljä kysymystä, noin kaksi minuuttia. Vastaukset auttavat mitoittamaan jalkakäytävät ja pysäkit.",
        "sv": "Fyra frågor, ungefär två minuter. Svaren hjälper oss att dimensionera trottoarer och hållplatser.",
        "en": "Four questions, about two minutes. The answers help us to size the pavements and stops.",
    },
    results_shown="answered",
    turnout=0.3,
    questions=[
        Asked(
            kind="single",
            required=True,
            title={"fi": "Kuljen kadulla useimmin", "sv": "Jag rör mig oftast på gatan", "en": "I mostly use the street"},
            choices=[
                Choice(label={"fi": "kävellen", "sv": "till fots", "en": "on foot"}, share=41),
                Choice(label={"fi": "pyörällä", "sv": "med cykel", "en": "by bicycle"}, share=19),
                Choice(label={"fi": "bussilla", "sv": "med buss", "en": "by bus"}, share=24),
                Choice(label={"fi": "autolla", "sv": "med bil", "en": "by car"}, share=16),
            ],
        ),
        Asked(
            kind="scale",
            title={
                "fi": "Kuinka turvalliseksi tunnet kadun nyt?",
                "sv": "Hur trygg känns gatan nu?",
                "en": "How safe does the street feel now?",
            },
            scale_labels=(
                {"fi": "En lainkaan turvalliseksi", "sv": "Inte alls trygg", "en": "Not safe at all"},
                {"fi": "Hyvin turvalliseksi", "sv": "Mycket trygg", "en": "Very safe"},
            ),
            scale_shares=(18, 34, 27, 15, 6),
        ),
        Asked(
            kind="multiple",
            title={
                "fi": "Mikä on sinulle tärkeintä? Valitse kaikki sopivat.",
                "sv": "Vad är viktigast för dig? Välj alla som passar.",
                "en": "What matters most to you? Choose all that fit.",
            },
            choices=[
                Choice(label={"fi": "leveämpi jalkakäytävä", "sv": "bredare trottoar", "en": "a wider pavement"}, share=52),
                Choice(label={"fi": "erillinen pyörätie", "sv": "separat cykelväg", "en": "a separate cycle path"}, share=44),
                Choice(label={"fi": "puut ja varjo", "sv": "träd och skugga", "en": "trees and shade"}, share=39),
                Choice(label={"fi": "pysäköinti", "sv": "parkering", "en": "parking"}, share=23),
                Choice(
                    label={"fi": "katokset pysäkeille", "sv": "väderskydd vid hållplatserna", "en": "shelters at the stops"},
                    share=31,
                ),
            ],
        ),
        Asked(
            kind="text",
            title={"fi": "Missä kohdassa on vaarallista?", "sv": "Var är det farligt?", "en": "Where is it dangerous?"},
            texts={
                "fi": [
                    "Koulun kulmassa aamulla kello kahdeksan.",
                    "Hautausmaan portilla, kun bussi lähtee pysäkiltä.",
                    "Latokartanontien risteys. Autot kääntyvät katsomatta.",
                    "Talvella koko jalkakäytävä, kun lumi kasataan siihen.",
                    "Kioskin edessä pysäköidään jalkakäytävälle.",
                ],
                "sv": ["Vid skolan på morgonen.", "Där cykelvägen tar slut utan förvarning."],
                "en": ["The crossing by the school, every morning.", "Where the cycle path just ends."],
            },
        ),
    ],
)

KIRKONKYLANTIE = ProjectPlan(
    slug="kirkonkylantien-katusuunnitelma",
    blueprint="hearing",
    district="503",
    unit="streets",
    picture="street",
    titles={"fi": "Kirkonkyläntien katusuunnitelma", "sv": "Gatuplan för Kyrkobyvägen", "en": "Street plan for Kirkonkyläntie"},
    leads={
        "fi": "Leveämmät jalkakäytävät, pyörätie ja 42 puuta, mutta vähemmän pysäköintiä. Kerro, mitä mieltä olet, ennen kuin suunnitelma päätetään.",
        "sv": "Bredare trottoarer, cykelväg och 42 träd, men färre parkeringsplatser. Berätta vad du tycker innan planen godkänns.",
        "en": "Wider pavements, a cycle path and 42 trees, but less parking. Say what you think before the plan is decided.",
    },
    contact=("Juha Nyman", "streets@city.example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Kirkonkyläntie on Malmin vanha pääkatu. Se rakennettiin aikana, jolloin katua pitkin kulki kolmasosa nykyisestä liikenteestä. Jalkakäytävä on paikoin alle puolitoista metriä leveä, ja pyöräilijät ajavat autojen seassa.</p><h2>Mitä suunnitelmassa muuttuu</h2><ul><li>Jalkakäytävä levenee vähintään 2,5 metriin molemmin puolin.</li><li>Kadun pohjoispuolelle tulee kaksisuuntainen pyörätie.</li><li>Kadulle istutetaan 42 lehmusta ja tuomea.</li><li>Pysäköintipaikoista poistuu 31 ja jää 26. Neljä varataan liikuntaesteisille.</li><li>Nopeusrajoitus laskee 30 kilometriin tunnissa koulun kohdalla.</li></ul><h2>Mihin voit vaikuttaa</h2><p>Kadun leveys on annettu, mutta tilan jako ei ole. Voit vaikuttaa puiden ja pysäköinnin sijoitteluun, pysäkkeihin, suojateihin ja valaistukseen. Jokainen kannanotto luetaan, ja yhteenveto vastauksineen liitetään päätökseen.</p>",
            ),
            (
                "question",
                (
                    "Milloin rakennetaan?",
                    "<p>Jos suunnitelma hyväksytään, työt alkavat kahden vuoden kuluttua ja kestävät noin 14 kuukautta. Katu pysyy auki jalankulkijoille ja busseille.</p>",
                ),
            ),
            (
                "question",
                (
                    "Mitä tämä maksaa?",
                    "<p>Arvio on 5,8 miljoonaa euroa, josta vesijohtojen uusiminen on 2,1 miljoonaa. Putket pitää uusia joka tapauksessa.</p>",
                ),
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Kyrkobyvägen är Malms gamla huvudgata. Den byggdes när trafiken var en tredjedel av dagens. Trottoaren är ställvis smalare än en och en halv meter, och cyklisterna kör bland bilarna.</p><h2>Vad planen ändrar</h2><ul><li>Trottoaren breddas till minst 2,5 meter på båda sidor.</li><li>På gatans norra sida byggs en dubbelriktad cykelväg.</li><li>42 lindar och häggar planteras.</li><li>31 parkeringsplatser försvinner och 26 blir kvar. Fyra reserveras för personer med funktionsnedsättning.</li><li>Hastighetsbegränsningen sänks till 30 kilometer i timmen vid skolan.</li></ul><h2>Vad du kan påverka</h2><p>Gatans bredd är given, men inte hur utrymmet delas. Du kan påverka var träden och parkeringen placeras, hållplatserna, övergångsställena och belysningen. Alla åsikter läses, och ett sammandrag med svar fogas till beslutet.</p>",
            ),
            (
                "question",
                (
                    "När byggs gatan?",
                    "<p>Om planen godkänns börjar arbetet om två år och tar ungefär 14 månader. Gatan hålls öppen för fotgängare och bussar.</p>",
                ),
            ),
            (
                "question",
                (
                    "Vad kostar det?",
                    "<p>Uppskattningen är 5,8 miljoner euro, varav 2,1 miljoner för nya vattenledningar. Rören måste förnyas i vilket fall som helst.</p>",
                ),
            ),
        ],
        "en": [
            (
                "text",
                "<p>Kirkonkyläntie is the old main street of Malmi. It was built when there was a third of today's traffic. In places the pavement is less than a metre and a half wide, and people cycle among the cars.</p><h2>What the plan changes</h2><ul><li>The pavement becomes at least 2.5 metres wide on both sides.</li><li>A two-way cycle path is built on the northern side.</li><li>42 lime and bird cherry trees are planted.</li><li>31 parking spaces go and 26 remain. Four are kept for disabled people.</li><li>The speed limit by the school falls to 30 kilometres per hour.</li></ul><h2>What you can change</h2><p>The width of the street is given; how the space is shared is not. You can influence where trees and parking go, the stops, crossings and lighting. Every opinion is read, and a summary with answers is attached to the decision.</p>",
            ),
            (
                "question",
                (
                    "When will it be built?",
                    "<p>If the plan is approved, work begins in two years and takes about 14 months. The street stays open to pedestrians and buses.</p>",
                ),
            ),
            (
                "question",
                (
                    "What does it cost?",
                    "<p>The estimate is 5.8 million euros, of which 2.1 million is for new water mains. The pipes have to be renewed in any case.</p>",
                ),
            ),
        ],
    },
    phases={
        "collecting": [(-24, -10), (-10, 20), (20, 65)],
        "voting": [(-60, -46), (-46, -16), (-16, 30)],
        "decided": [(-130, -116), (-116, -86), (-86, -20)],
    },
    remarks=[
        Remark(
            by="a",
            stance="for",
            text="Tätä on odotettu. Lapset kulkevat kouluun juuri siitä kohdasta, missä jalkakäytävä loppuu kesken.",
            replies=[
                Remark(by="b", text="Samaa mieltä. Voisiko koulun kohdan tehdä ensin, ennen muuta katua?"),
            ],
        ),
        Remark(
            by="c",
            stance="against",
            text="31 pysäköintipaikkaa vähemmän on liikaa. Pidän kadulla kukkakauppaa, ja asiakkaat tulevat autolla, koska kimput eivät kulje pyörällä.",
            replies=[
                Remark(by="a", text="Voisiko kaupan eteen jättää kaksi lyhytaikaista paikkaa? Vartti riittää kukkien hakuun."),
                Remark(by="c", text="Se auttaisi jo paljon. Kiitos, että joku ajattelee myös meitä."),
            ],
        ),
        Remark(
            by="ben",
            stance="for",
            language="en",
            text="I cycle here every day and every day somebody opens a car door. A separate path, please, and not only paint.",
        ),
        Remark(
            by="d",
            stance="neutral",
            text="Mihin lumi laitetaan? Piirustuksissa ei näy yhtään lumitilaa.",
            replies=[
                Remark(
                    by="carla",
                    text="Lumitila on puurivin kohdalla, kaksi metriä leveä. Se on merkitty katkoviivalla, mutta ymmärrän, ettei sitä huomaa. Selkeytämme kuvaa.",
                ),
            ],
        ),
        Remark(by="e", stance="against", text="Lehmukset likaavat autot ja tukkivat sadevesikaivot. Valitkaa jokin muu laji."),
        Remark(
            by="f", stance="for", text="Puita, puita, puita. Kadulla oli heinäkuussa 41 astetta asfaltin tasalla, mittasin itse."
        ),
        Remark(
            by="g",
            stance="neutral",
            language="sv",
            text="Jag saknar en bänk vid kyrkan. Det är en lång backe för den som är åttio.",
        ),
        Remark(
            by="anna",
            stance="for",
            text="Työmatkani kulkee tästä. Suojatien saareke Latokartanontien risteykseen olisi tärkein yksittäinen parannus.",
        ),
    ],
    polls=[POLL],
)
