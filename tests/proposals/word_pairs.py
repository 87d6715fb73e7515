"""Words as somebody looks for them and as somebody else wrote them: what a search has to find, and what it should not.

Each pair is "looked for, written". The keys were made with the first lists in view; those called UNSEEN were written and measured
after that, and nothing was changed for them: what they say is nearer to what a city will see.
"""

from __future__ import annotations


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(looked_for, written) for looked_for, written in (pair.split() for pair in text.split(","))]


# Cases, consonant gradation, plurals, compounds.
FINNISH = _pairs(
    """
    penkki penkkejä, penkki puistonpenkki, penkki puistonpenkeillä, penkit penkin, puisto puistoon, puisto
    leikkipuistossa, leikkipuisto leikkipuistoihin, kaupunki kaupungissa, kaupunki kaupungin, kaupunkia
    kaupungeissa, katu kadun, katu kadulla, katu kävelykadun, kadulle katuja, lapsi lasten, lapsi lapsille, lapset
    lapsia, vesi veden, vesi vettä, juomavesi juomavettä, käsi käden, käsi käsiä, uusi uuden, uusi uusia, ranta
    rannalle, ranta uimarannan, ranta rannoilla, silta siltoja, silta sillan, kenttä kentän, leikkikenttä
    leikkikenttiä, koira koirien, koirapuisto koirapuistojen, kukka kukkien, kukka kukat, puu puita, puu puiden, tie
    teiden, pyörätie pyöräteitä, pyörä pyörillä, pyöräteline pyörätelineitä, roskakori roskakoreja, roska-astia
    roska-astioita, valo valot, valaistus valaistuksen, valaistus valaistusta, koulu koulujen, kirjasto kirjastossa,
    nuori nuorten, nuoret nuorille, asukas asukkaiden, vanhus vanhuksille, ihminen ihmisten, liikenne liikenteen,
    rakennus rakennuksessa, huone huoneita, metsä metsään, polku polun, luonto luonnon, lehti lehden, matto mattoja,
    matonpesupaikka matonpesupaikkoja, kauppa kaupan, tori torilla, toripöytä toripöytiä, uimahalli uimahallin,
    hiekkalaatikko hiekkalaatikot, keinu keinuja, kiipeilyteline kiipeilytelineen, mäki hyppyrimäellä, mäki mäen,
    laituri laiturille, satama sataman, vene veneitä, sauna saunaan, sauna yleisösaunoja, hylly hyllyt, pysäkki
    pysäkin, pysäkki bussipysäkillä, bussi busseja, risteys risteyksessä, suojatie suojateiden, hidaste hidasteita,
    nopeus nopeuden, nopeus nopeuksia, melu melua, tyttö tyttöjen, poika pojat, eläin eläimiä, lintu linnut,
    lintutorni lintutornin, pöllö pöllöjä, hyönteinen hyönteisiä, kasvi kasveja, viljely viljelyyn, palsta palstoja,
    niitty niityn, ketju ketjun, pelto pellolla, mökki mökin, kerho kerhoja, harrastus harrastusten, harrastus
    harrastuksia, tanssi tanssit, musiikki musiikin, taide taiteen, patsas patsaita, muraali muraaleja, seinä
    seinään, talo talojen, asunto asunnon, piha pihoilla, sisäpiha sisäpihan, portaat portaita, kaide kaiteen,
    esteetön esteettömän, liikuntasali liikuntasalissa, kenttä luistelukentälle, jää jäällä, latu hiihtoladun
    """
)
SWEDISH = _pairs(
    """
    bänk bänkar, bänk parkbänkarna, park parken, park lekpark, parker parkerna, lekplats lekplatser, lekplatser
    lekplatsen, barn barnen, barn barnens, väg vägar, cykelväg cykelvägen, cykelvägar cykelväg, cykel cyklar, gata
    gator, gata gatan, gata gågata, strand stränder, badstrand badstranden, stad staden, stad städer, träd träden,
    träd trädet, blomma blommor, blomma blommorna, hund hundar, hundpark hundparker, skola skolor, skola skolans,
    bibliotek biblioteket, bok böcker, belysning belysningen, lampa lampor, bro broar, trappa trappor, torg torget,
    torg salutorg, äldre äldres, ungdom ungdomar, ungdomar ungdomarna, invånare invånarna, hus husen, rum rummet,
    väntrum väntrummen, hem hemmet, program programmet, vatten vattnet, brygga bryggor, båt båtar, fågel fåglar,
    nyckel nycklar, sommar somrar, vinter vintrar, papperskorg papperskorgar, trafik trafiken, hållplats
    hållplatsen, övergångsställe övergångsställen, korsning korsningar, odling odlingar, grön gröna, ny nytt
    """
)
ENGLISH = _pairs(
    """
    bench benches, park parks, playground playgrounds, tree trees, city cities, library libraries, street streets,
    child children, children child, bus buses, bike bikes, cycle cycling, path paths, lamp lamps, light lights,
    lighting lights, bin bins, dog dogs, school schools, school schools', beach beaches, bridge bridges, stair
    stairs, swim swimming, swimming swims, run running, walk walking, walk walked, plant planted, planting plants,
    garden gardening, gardens gardener, build built, leaf leaves, shelf shelves, bookshelf bookshelves, person
    persons, woman women, man men, foot feet, mouse mice, knife knives, toy toys, family families, community
    communities, safe safely, safety safe, accessible accessibility, paint painting, mural murals, crossing
    crossings, cross crossing, ferry ferries, story stories, box boxes, bush bushes, elderly elder, neighbour
    neighbours, neighbourhood neighbourhoods, repair repaired
    """
)
FINNISH_UNSEEN = _pairs(
    """
    kuntosali kuntosaleja, ulkokuntosali ulkokuntosalin, kuntoportaat kuntoportaiden, frisbeegolf frisbeegolfia,
    luola luolassa, puutarha puutarhoja, kaupunkipuutarha puutarhan, niemi niemen, saari saaren, saari saaristossa,
    lahti lahden, ranta hiekkarantoja, kivi kiviä, kallio kallion, kallio kallioilla, näkymä näkymiä, näköalapaikka
    näköalapaikkoja, opaste opasteita, kyltti kylttejä, hylky hylyn, muistomerkki muistomerkin, tarina tarinoita,
    kahvila kahviloita, ravintola ravintolan, ruoka ruokaa, kioski kioskin, vessa vessoja, yleisövessa vessan,
    suihku suihkun, kaivo kaivon, lammas lampaita, mehiläinen mehiläisiä, perhonen perhosia, omenapuu omenapuita,
    marja marjoja, pensas pensaita, aita aidan, portti portin, kulku kulun, ylitys ylitystä, alikulku alikulun,
    tunneli tunnelin, raide raiteita, raitiovaunu raitiovaunun, juna junalla, asema asemalle, kaukolämpö
    kaukolämmön, aurinko auringon, paneeli paneeleja, jäte jätteiden, kierrätys kierrätyksen, vanhemmat vanhempien,
    perhe perheille, vauva vauvojen, eläkeläinen eläkeläisten, maahanmuuttaja maahanmuuttajien, kieli kielten,
    yhdistys yhdistyksille, vuosi vuoden, ilta iltaisin
    """
)
SWEDISH_UNSEEN = _pairs(
    """
    gunga gungor, sandlåda sandlådor, staket staketet, buss bussar, busshållplats busshållplatsen, spårvagn
    spårvagnar, fotboll fotbollsplan, plan planen, skridskobana skridskobanor, simhall simhallen, äng ängar, skog
    skogen, stig stigar, sten stenar, klippa klipporna, ö ön, skärgård skärgården, sjö sjön, hamn hamnar, fisk
    fiskar, bi bin, buske buskar, äppelträd äppelträden, kafé kaféer, konst konsten, staty statyer, vägg väggar,
    mörk mörka, trygg trygga, trygghet tryggheten
    """
)
ENGLISH_UNSEEN = _pairs(
    """
    swing swings, sandbox sandboxes, fence fences, tram trams, stop stops, pitch pitches, rink rinks, pool pools,
    forest forests, trail trails, rock rocks, island islands, harbour harbours, fish fishing, bee bees, berry
    berries, apple apples, cafe cafes, statue statues, wall walls, dark darker, toilet toilets, shower showers, sign
    signs, wheelchair wheelchairs, dance dancing, music musical, workshop workshops, lake lakes, goose geese
    """
)

# Look-alikes: other words that begin, end or sound alike.
OTHER_FINNISH = _pairs(
    """
    kuusi kuudes, kuusi kuusisataa, katu katto, katto kadun, katu katumus, valo palo, kivi kipu, kukka kuka, koira
    koiras, tie tieto, tie tiede, puu puuro, puu puuttuu, vesi vessa, lapsi lapanen, silta silti, silta silli,
    kenttä kenkä, matto madon, ranta ranskalainen, kansa kansi, pallo palkka, talo talkoot, tori torni, maa maito
    """
)
OTHER_SWEDISH = _pairs(
    """
    park parkering, bok bokade, gata gatukök, strand strax, stad stadig, bro broder, hus husmus, rum rumpa, hem
    hemlig, väg vägg, bänk bandy, träd trädgränd, torg torsk, ny nyckel, grön gröt, hund hundra, båt båge, skola
    skolk, cykel cyklon, lampa lamm
    """
)
OTHER_ENGLISH = _pairs(
    """
    park parka, bench bend, bin bingo, bus business, bus bush, path pathetic, dog dogma, tree treaty, lamp lamprey,
    beach beacon, light lightning, bridge bride, cat category, man manage, foot foothill, leaf league, toy toyota,
    box boxing, ferry ferret, mouse mousse
    """
)
