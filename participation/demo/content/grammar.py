# ruff: noqa: E501  (a sentence is one line)
"""Pieces from which proposals and comments beyond the written ones are composed.

A title is what is asked for, where exactly (SPOTS) and in which part of the city; the spots answer "where to" in Finnish.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Topic:
    """Something people ask for. categories: in which theme, by project; lists by language."""

    kallio: str
    budget: str
    titles: Mapping[str, Sequence[str]]
    texts: Mapping[str, Sequence[str]]
    comments: Mapping[str, Sequence[str]]
    unit: str


SPOTS = {
    "fi": [
        "koulun viereen",
        "aseman lähelle",
        "kirjaston eteen",
        "päiväkodin reitille",
        "rannan puolelle",
        "torin laitaan",
        "mäen päälle",
        "kaupan eteen",
        "puiston reunaan",
    ],
    "sv": [
        "vid skolan",
        "nära stationen",
        "framför biblioteket",
        "vid daghemmet",
        "på strandsidan",
        "vid torget",
        "uppe på backen",
        "vid butiken",
        "i parkens kant",
    ],
    "en": [
        "by the school",
        "near the station",
        "outside the library",
        "by the day-care centre",
        "on the shore side",
        "beside the square",
        "on top of the hill",
        "by the shop",
        "at the edge of the park",
    ],
}

TOPICS = [
    Topic(
        "seating",
        "safety",
        {"fi": ["Penkkejä", "Levähdyspaikka"], "sv": ["Fler bänkar"], "en": ["More benches"]},
        {
            "fi": [
                "Kauppamatkalla ei ole yhtään paikkaa istua. Kaksi penkkiä riittäisi alkuun.",
                "Iäkkäät naapurini jäävät kotiin, koska matkalla ei voi levätä. Selkänoja ja käsinoja, kiitos.",
            ],
            "sv": ["Det finns ingenstans att vila på vägen från butiken. Två bänkar skulle räcka till att börja med."],
            "en": ["There is nowhere to rest on the way from the shop. Two benches would be a start."],
        },
        {
            "fi": [
                "Selkänoja on tärkeä, muuten ei pääse ylös.",
                "Penkki myös varjoon, kesällä aurinko paahtaa.",
                "Penkin viereen roskis, muuten eväspaperit jäävät maahan.",
            ],
            "sv": ["Gärna i skuggan."],
            "en": ["One with a back, please."],
        },
        "parks",
    ),
    Topic(
        "walking",
        "safety",
        {"fi": ["Turvallisempi suojatie", "Hidaste ja suojatie"], "sv": ["Säkrare övergångsställe"], "en": ["A safer crossing"]},
        {
            "fi": [
                "Autot eivät pysähdy. Korotus tai keskisaareke auttaisi, ja maali on kulunut pois.",
                "Olen nähnyt tänä vuonna kaksi läheltä piti -tilannetta. Lapset kulkevat tästä kouluun.",
            ],
            "sv": ["Bilarna stannar inte. Barnen går här till skolan varje morgon."],
            "en": ["Cars do not stop. Children walk to school here every morning."],
        },
        {
            "fi": [
                "Meillä lapsi odotti viisi minuuttia, että joku pysähtyisi.",
                "Pelkkä maali ei riitä, tarvitaan korotus.",
                "Näkemäeste on pensas, sen voi leikata heti.",
            ],
            "sv": ["Klipp busken först, den skymmer sikten."],
            "en": ["The hedge hides the children. Cut it first."],
        },
        "streets",
    ),
    Topic(
        "walking",
        "sports",
        {"fi": ["Pyörätelineitä", "Pyöräpumppu ja telineet"], "sv": ["Cykelställ"], "en": ["Bike racks"]},
        {
            "fi": [
                "Pyörät on lukittu liikennemerkkeihin ja aitoihin. Runkolukittavat telineet toisivat järjestyksen.",
                "Telineitä on, mutta niihin saa kiinni vain etupyörän. Ja pumppu, kiitos.",
            ],
            "sv": ["Cyklarna står låsta i skyltar och staket. Ställ där ramen kan låsas, tack."],
            "en": ["Bikes are chained to signs and fences. Racks for the frame, please."],
        },
        {
            "fi": [
                "Katos olisi luksusta, mutta teline riittää.",
                "Kaksi autopaikkaa, kaksikymmentä pyörää. Laskekaa siitä.",
                "Pumppu hajoaa viikossa, jos sitä ei huolleta.",
            ],
            "sv": ["Plats för lådcyklar också."],
            "en": ["Leave room for cargo bikes."],
        },
        "streets",
    ),
    Topic(
        "green",
        "nature",
        {"fi": ["Katupuita", "Varjostavia puita"], "sv": ["Fler träd"], "en": ["Trees"]},
        {
            "fi": [
                "Kesällä asfaltti hehkuu eikä varjoa ole missään. Viisi puuta muuttaisi koko paikan.",
                "Vanhat puut kaadettiin putkityön tieltä. Uusia luvattiin, mutta niitä ei ole näkynyt.",
            ],
            "sv": ["På sommaren glöder asfalten och det finns ingen skugga. Fem träd skulle ändra allt."],
            "en": ["In summer the asphalt glows and there is no shade. Five trees would change the place."],
        },
        {
            "fi": [
                "Istuttakaa kerralla isoja, minä en enää ehdi odottaa.",
                "Vaahtera kestää suolaa huonosti, pihlaja paremmin.",
                "Kuka kastelee ensimmäiset kesät?",
            ],
            "sv": ["Rönn, tack. Fåglarna gillar bären."],
            "en": ["Birds will thank you too."],
        },
        "parks",
    ),
    Topic(
        "green",
        "nature",
        {"fi": ["Viljelylaatikoita", "Yhteinen kasvimaa"], "sv": ["Odlingslådor"], "en": ["Growing boxes"]},
        {
            "fi": [
                "Tyhjä nurmi on turha. Laatikoissa kasvaisi perunaa ja naapurit tutustuisivat.",
                "Palstajono on vuosien mittainen. Muutama laatikko lyhentäisi sitä ja toisi lapset mukaan.",
            ],
            "sv": ["Kön till odlingslotter är flera år lång. Några lådor skulle hjälpa."],
            "en": ["The queue for an allotment is years long. A few boxes would help."],
        },
        {
            "fi": [
                "Vesipiste lähelle, muuten innostus loppuu juhannukseen.",
                "Meidän pihalla tämä toimi hyvin, kun oli vastuuhenkilö.",
                "Kani syö salaatit. Verkko ympärille.",
            ],
            "sv": ["Jag kan ansvara för en låda."],
            "en": ["Count me in for watering."],
        },
        "parks",
    ),
    Topic(
        "safety",
        "safety",
        {"fi": ["Lisää valoa", "Katuvaloja"], "sv": ["Bättre belysning"], "en": ["Better lighting"]},
        {
            "fi": [
                "Marraskuussa polku on täysin pimeä. Kaksi valaisinta riittäisi, kunhan ne eivät häikäise.",
                "Vuorotyöstä kotiin kävellessä pelottaa. Liiketunnistin säästäisi sähköä.",
            ],
            "sv": ["I november är stigen helt mörk. Två lampor skulle räcka, om de inte bländar."],
            "en": ["In November the path is completely dark. Two lamps would do, if they do not dazzle."],
        },
        {
            "fi": [
                "Valo alaspäin, ei ikkunoihin.",
                "Nimenomaan tässä kohdassa tyttäreni soittaa aina kotiin.",
                "Liiketunnistin on hyvä idea, lepakotkin kiittävät.",
            ],
            "sv": ["Rikta ljuset nedåt."],
            "en": ["I always phone home when I walk there."],
        },
        "upkeep",
    ),
    Topic(
        "safety",
        "safety",
        {"fi": ["Yleinen vessa", "Talvellakin auki oleva vessa"], "sv": ["En offentlig toalett"], "en": ["A public toilet"]},
        {
            "fi": [
                "Lapsiperhe, vanhus tai lenkkeilijä: kaikki tarvitsevat vessan. Nyt lähin on kaupassa, ja se on lukossa.",
                "Puskiin käydään, koska muuta ei ole. Ei kiva kenellekään.",
            ],
            "sv": ["Barn, äldre och löpare behöver alla en toalett. Den närmaste finns i butiken och är låst."],
            "en": ["Children, old people and runners all need one. The nearest is in a shop, and locked."],
        },
        {
            "fi": [
                "Siisteys ratkaisee. Kerran päivässä ei riitä.",
                "Kannatan, ja hoitopöytä molempiin.",
                "Näistä tulee aina ilkivaltaa. Mutta tarve on oikea.",
            ],
            "sv": ["Med skötbord, tack."],
            "en": ["Please keep it open in winter."],
        },
        "upkeep",
    ),
    Topic(
        "together",
        "young",
        {"fi": ["Pieni kenttä palloiluun", "Koriskori"], "sv": ["En liten bollplan"], "en": ["A small ball court"]},
        {
            "fi": [
                "Nuoret pelaavat parkkipaikalla. Pieni kenttä ja aita pallon tielle, niin ikkunat säästyvät.",
                "Yksi kori ja tasainen asfaltti. Siinä kaikki.",
            ],
            "sv": ["Ungdomarna spelar på parkeringen. En liten plan och ett nät, så klarar sig fönstren."],
            "en": ["Kids play in the car park. A small court and a fence would save the windows."],
        },
        {
            "fi": [
                "Meteli loppuu kello 21, sovitaanko niin?",
                "Tytöillekin vuoro, muuten isot pojat vievät kentän.",
                "Olen nelikymppinen ja pelaisin täällä joka ilta.",
            ],
            "sv": ["Också flickorna behöver turer."],
            "en": ["I am forty and would play every evening."],
        },
        "sports",
    ),
    Topic(
        "together",
        "sports",
        {"fi": ["Ulkokuntosali", "Leuanvetotanko ja penkki"], "sv": ["Utegym"], "en": ["An outdoor gym"]},
        {
            "fi": [
                "Salikortti maksaa liikaa. Muutama laite, joita myös eläkeläinen osaa käyttää.",
                "Lenkin varrelle sopisi tanko, rengas ja tasapainopuomi.",
            ],
            "sv": ["Gymkort är dyra. Några redskap som också en pensionär kan använda."],
            "en": ["Gyms are expensive. A few machines that a pensioner can use too."],
        },
        {
            "fi": [
                "Ohjekyltti mukaan, muuten laitteita pelätään.",
                "Kumialusta, ei haketta. Haketta on kengissä kotiin asti.",
                "Tällainen on Kontulassa ja sitä käytetään aamusta iltaan.",
            ],
            "sv": ["Med instruktioner, tack."],
            "en": ["Add a sign that shows how to use them."],
        },
        "sports",
    ),
    Topic(
        "together",
        "together",
        {"fi": ["Kirjanvaihtohylly", "Lainattavien työkalujen kaappi"], "sv": ["Bokbytarhylla"], "en": ["A book swap shelf"]},
        {
            "fi": [
                "Lasiovinen kaappi, jonne voi tuoda ja josta voi ottaa. Hoidan sitä mielelläni itse.",
                "Kaikki omistavat poran, jota käyttävät kerran vuodessa. Jaetaan.",
            ],
            "sv": ["Ett skåp med glasdörr där man lämnar och tar. Jag sköter det gärna själv."],
            "en": ["A cupboard with a glass door: bring one, take one. I would look after it."],
        },
        {
            "fi": [
                "Vuosi sitten tällainen poltettiin. Yritetään silti uudestaan.",
                "Lastenkirjat alahyllylle.",
                "Ei vanhoja tietosanakirjoja, kiitos.",
            ],
            "sv": ["Barnböcker på nedersta hyllan!"],
            "en": ["Books in other languages too, please."],
        },
        "libraries",
    ),
    Topic(
        "together",
        "young",
        {"fi": ["Kunnon leikkipaikka", "Keinut takaisin"], "sv": ["Rusta upp lekplatsen"], "en": ["Repair the playground"]},
        {
            "fi": [
                "Keinut vietiin korjaukseen kaksi vuotta sitten eikä niitä ole näkynyt. Hiekkalaatikkokin on tyhjä.",
                "Liukumäki on ruosteessa ja alla on lätäkkö. Pieni remontti riittää.",
            ],
            "sv": ["Gungorna togs bort för reparation för två år sedan och har inte kommit tillbaka."],
            "en": ["The swings were taken away for repair two years ago and never came back."],
        },
        {
            "fi": [
                "Meidän pienin ei ole koskaan nähnyt niitä keinuja.",
                "Aita kadun puolelle samalla, kiitos.",
                "Valokin puuttuu, talvella ei näe mitään.",
            ],
            "sv": ["Ett staket mot gatan också."],
            "en": ["And a fence towards the street."],
        },
        "parks",
    ),
    Topic(
        "safety",
        "nature",
        {"fi": ["Roskiksia ja kierrätyspiste", "Suuremmat roskikset"], "sv": ["Fler skräpkorgar"], "en": ["More bins"]},
        {
            "fi": [
                "Viikonloppuisin roskis on täynnä jo lauantaina. Lokit levittävät loput.",
                "Pantit pois maasta: teline pulloille roskiksen kylkeen.",
            ],
            "sv": ["På veckosluten är korgen full redan på lördagen, och måsarna sprider resten."],
            "en": ["By Saturday the bin is full, and the gulls spread the rest."],
        },
        {
            "fi": [
                "Kansi päälle, lokit ovat fiksuja.",
                "Tyhjennys useammin auttaisi ilman uusia astioita.",
                "Pulloteline on halpa ja toimii.",
            ],
            "sv": ["Med lock, måsarna är smarta."],
            "en": ["With a lid. Gulls are clever."],
        },
        "upkeep",
    ),
    Topic(
        "together",
        "together",
        {"fi": ["Avoin olohuone", "Yhteinen keittiö ja kahvila"], "sv": ["Ett öppet vardagsrum"], "en": ["An open living room"]},
        {
            "fi": [
                "Yksin asuvia on paljon. Tila, jossa saa istua ostamatta mitään, olisi monelle päivän kohokohta.",
                "Tyhjä liiketila seisoo jo kolmatta vuotta. Kahvinkeitin ja pöytä sinne, asukkaat hoitavat loput.",
            ],
            "sv": ["Många bor ensamma. Ett rum där man får sitta utan att köpa något betyder mycket."],
            "en": ["Many people live alone. A room where you may sit without buying anything would mean a lot."],
        },
        {
            "fi": [
                "Kuka avaa oven? Ilman vetäjää tämä kuivuu.",
                "Voin olla paikalla torstaisin.",
                "Kirjasto on jo sellainen, mutta se menee kiinni kello kuusi.",
            ],
            "sv": ["Jag kan ställa upp på torsdagar."],
            "en": ["I can be there on Thursdays."],
        },
        "participation",
    ),
    Topic(
        "green",
        "nature",
        {"fi": ["Kukkaniitty", "Pölyttäjille koti"], "sv": ["En blomsteräng"], "en": ["A flower meadow"]},
        {
            "fi": [
                "Nurmea leikataan turhaan, kukaan ei käytä sitä. Niitty on kauniimpi ja halvempi.",
                "Perhoset katosivat viidessä vuodessa. Annetaan niille kaistale takaisin.",
            ],
            "sv": ["Gräset klipps i onödan. En äng är vackrare och billigare."],
            "en": ["Nobody uses the lawn, yet it is mown. A meadow is prettier and cheaper."],
        },
        {
            "fi": [
                "Punkit? Polku keskelle ja leikattu reuna.",
                "Kannatan. Kyltti kertomaan, ettei tämä ole laiminlyöty.",
                "Lupiinit pois ensin.",
            ],
            "sv": ["Sätt upp en skylt, annars tror folk att det är vanskött."],
            "en": ["Mow a path through the middle."],
        },
        "parks",
    ),
    Topic(
        "together",
        "together",
        {"fi": ["Seinämaalaus", "Maalattu muuri"], "sv": ["En väggmålning"], "en": ["A mural"]},
        {
            "fi": [
                "Harmaa muuri kerää töherryksiä. Maalaus, jonka tekevät alueen nuoret, saisi olla rauhassa.",
                "Kymmenen purkkia maalia ja yksi osaava vetäjä. Aihe äänestetään asukkaiden kesken.",
            ],
            "sv": ["Den grå muren drar till sig klotter. En målning av ungdomar i området skulle få vara i fred."],
            "en": ["The grey wall collects scribbles. A painting by local young people would be left in peace."],
        },
        {
            "fi": [
                "Kunhan ei taas jättiläiskettua.",
                "Nuoret mukaan alusta asti, ei vain maalaamaan.",
                "Muuri on ratayhtiön, kysykää sieltä.",
            ],
            "sv": ["Låt de unga bestämma motivet."],
            "en": ["Ask the railway first, it is their wall."],
        },
        "youth",
    ),
    Topic(
        "walking",
        "safety",
        {"fi": ["Katettu bussipysäkki", "Bussikatos ja penkki"], "sv": ["Väderskydd för bussväntande"], "en": ["A bus shelter"]},
        {
            "fi": [
                "Vuoroväli on puoli tuntia ja tuuli käy mereltä. Katos on kohtuullinen toive.",
                "Pysäkki on pelkkä tolppa lumihangessa.",
            ],
            "sv": ["Bussen går varje halvtimme och vinden kommer från havet. Ett väderskydd är en rimlig önskan."],
            "en": ["The bus comes every half hour and the wind comes from the sea. A shelter is a fair wish."],
        },
        {
            "fi": [
                "Ja aikataulunäyttö, niin tietää ehtiikö kahville.",
                "Katos on tilattu, sanottiin kolme vuotta sitten.",
                "Lasinen katos rikotaan, tehkää puusta.",
            ],
            "sv": ["Och en skärm med tiderna."],
            "en": ["They said it was ordered, three years ago."],
        },
        "streets",
    ),
]

# Comments that fit any proposal, by language.
COMMENTS = {
    "fi": [
        "Kannatan.",
        "Hyvä ehdotus, toivottavasti tämä etenee.",
        "Asun vieressä ja tarve on todellinen.",
        "Mitä tämä maksaisi? Kaupunki voisi kertoa arvion.",
        "Meidän rapussa puhuttiin tästä juuri eilen.",
        "En ole varma, onko tämä oikea paikka, mutta ajatus on hyvä.",
        "Tätä on ehdotettu ennenkin. Mitä silloin vastattiin?",
        "Kiitos, että jaksoit kirjoittaa tämän auki.",
        "Olen eri mieltä. Samalla rahalla saisi enemmän hyvää muualla.",
        "Talvikunnossapito pitää ottaa huomioon heti alussa.",
        "Voisiko tämän yhdistää naapuriehdotukseen? Ne ovat melkein sama asia.",
        "Lapset kysyivät, milloin tämä tulee. En osannut vastata.",
        "Pieni asia, iso vaikutus.",
        "Ensin kokeilu, sitten vasta pysyvä. Niin nähdään, käytetäänkö sitä.",
        "Ei huono, mutta muistakaa esteettömyys.",
        "Vein tämän taloyhtiön kokoukseen, ja kaikki nyökkäsivät.",
    ],
    "sv": [
        "Jag understöder.",
        "Bra idé, hoppas den går vidare.",
        "Jag bor intill och det behövs verkligen.",
        "Vad skulle det kosta?",
        "Kom ihåg tillgängligheten.",
        "Jag håller inte med, pengarna gör mer nytta på annat håll.",
        "Pröva först och bygg sedan.",
    ],
    "en": [
        "I support this.",
        "Good idea, I hope it goes forward.",
        "I live next door, and it really is needed.",
        "What would it cost?",
        "Please think of accessibility.",
        "Not sure this is the right place, but I like the thought.",
        "Try it first, then make it permanent.",
    ],
}
REPLIES = {
    "fi": [
        "Samaa mieltä.",
        "Juuri näin.",
        "Hyvä huomio, en ollut tullut ajatelleeksi.",
        "Ymmärrän, mutta näen asian toisin.",
        "Onko tästä jokin esimerkki muualta?",
        "Kiitos vinkistä!",
        "Tuosta voisi tehdä oman ehdotuksen.",
        "Kävin katsomassa paikan päällä, ja olet oikeassa.",
    ],
    "sv": ["Håller med.", "Bra poäng.", "Jag förstår, men ser det annorlunda.", "Tack för tipset!"],
    "en": ["Agreed.", "Good point.", "I see it differently, but I understand.", "Thanks for the tip!"],
}
# How a second sentence starts a life of its own, so that the same thought does not always look the same.
TAILS = {
    "fi": [
        "",
        "",
        "",
        " Terveisiä naapurista.",
        " Kiitos.",
        " Toivottavasti joku lukee.",
        " Näin meillä ainakin.",
        " Kuljen siitä joka päivä.",
    ],
    "sv": ["", "", " Hälsningar från grannen.", " Tack."],
    "en": ["", "", " Greetings from across the street.", " Thank you."],
}
# The city's answer to a made-up proposal: status -> by language.
ANSWERS = {
    "accepted": {
        "fi": "Ehdotus on mahdollinen ja kohtuuhintainen. Viemme sen eteenpäin ja kerromme tässä, kun työ alkaa.",
        "sv": "Förslaget är möjligt och rimligt i pris. Vi för det vidare och berättar här när arbetet börjar.",
        "en": "The proposal is possible and reasonably priced. We take it forward and will tell here when work begins.",
    },
    "rejected": {
        "fi": "Emme voi toteuttaa tätä nyt: paikka on varattu putkitöille kahdeksi vuodeksi. Otamme ajatuksen mukaan, kun katu rakennetaan uudelleen.",
        "sv": "Vi kan inte genomföra det här nu: platsen är reserverad för rörarbeten i två år. Vi tar med tanken när gatan byggs om.",
        "en": "We cannot do this now: the place is reserved for pipe works for two years. We will take the thought along when the street is rebuilt.",
    },
    "assessing": {
        "fi": "Kiitos. Käymme paikalla ja selvitämme hinnan. Vastaamme viimeistään kahden kuukauden kuluttua.",
        "sv": "Tack. Vi besöker platsen och utreder priset. Vi svarar senast om två månader.",
        "en": "Thank you. We will visit the place and work out the price. You get an answer in two months at the latest.",
    },
}
