# ruff: noqa: E501  (a paragraph is one line)
"""What the participatory budget votes on: money by major district, what the experts priced, and what the city adds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PROJECT = "helsinkilaisten-budjetti"
# District code -> whole euros: half for the whole city, half by major district.
MONEY = {"city": 2_000_000, "1": 460_000, "2": 460_000, "4": 180_000, "5": 430_000, "7": 470_000}


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A proposal that is voted on. title, text: in the languages that it is not written in."""

    idea: str
    district: str
    cost: int
    title: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Added:
    """Something that has no proposal on this site; such as one of an evening in a school."""

    district: str
    cost: int
    title: Mapping[str, str]
    text: Mapping[str, str]


PRICED = (
    Priced(
        idea="Talviuintipaikka ja sauna Vuosaareen", district="7", cost=310_000,
        title={"sv": "Vinterbad och bastu i Nordsjö", "en": "A winter swimming place and sauna in Vuosaari"},
        text={"sv": "En liten bastu och en öppen vak vid stranden i Solvik.", "en": "A small sauna and an open hole in the ice at the Aurinkolahti shore."},
    ),
    Priced(
        idea="Valaistu latu ja pulkkamäki Paloheinään", district="4", cost=145_000,
        title={"sv": "Belyst skidspår och pulkbacke i Svedängen", "en": "A lit ski track and sledging hill in Paloheinä"},
        text={"sv": "Ljus över backen till klockan 21 och ett litet tak mot vinden.", "en": "Lights over the hill until 9 pm and a small roof against the wind."},
    ),
    Priced(
        idea="Kontulan ostarille katettu skeittipaikka", district="7", cost=265_000,
        title={"sv": "En skateplats med tak vid Gårdsbacka köpcentrum", "en": "A covered skate place at the Kontula shopping centre"},
        text={"sv": "Av betong för bullrets skull, planerad tillsammans med de unga.", "en": "Of concrete because of the noise, planned together with young people."},
    ),
    Priced(
        idea="Naturstig med skyltar på tre språk i Vik", district="5", cost=180_000,
        title={"fi": "Luontopolku ja kolmikieliset opasteet Viikkiin", "en": "A nature path with signs in three languages in Viikki"},
        text={"fi": "Esteetön polku lintujen ja kasvien äärelle suojelualueen reunassa.", "en": "A path without steps to birds and plants, along the edge of the reserve."},
    ),
    Priced(
        idea="Korjauspaja joka suurpiiriin", district="city", cost=420_000,
        title={"sv": "En reparationsverkstad i varje stordistrikt", "en": "A repair workshop in every major district"},
        text={"sv": "Verktyg och någon som visar hur, en kväll i veckan.", "en": "Tools and somebody who shows how, one evening a week."},
    ),
    Priced(
        idea="Koirapuisto Jätkäsaareen", district="1", cost=95_000,
        title={"sv": "En hundpark på Busholmen", "en": "A dog park in Jätkäsaari"},
        text={"sv": "Skilda gårdar för små och stora hundar, med vatten.", "en": "Separate yards for small and large dogs, with water."},
    ),
    Priced(
        idea="Outdoor chess and table tennis in Itäkeskus", district="7", cost=48_000,
        title={"fi": "Ulkoshakki ja pöytätennis Itäkeskukseen", "sv": "Schack och bordtennis utomhus i Östra centrum"},
        text={"fi": "Kiinteät pöydät katoksen alle, mailat ja nappulat lainaksi kirjastosta.", "sv": "Fasta bord under tak, racketar och pjäser att låna på biblioteket."},
    ),
    Priced(
        idea="Lähimetsien polut kuntoon Pihlajamäessä", district="5", cost=130_000,
        title={"sv": "Stigarna i Rönnbackas närskogar i skick", "en": "Mend the paths in the woods of Pihlajamäki"},
        text={"sv": "Grus på de värsta ställena och ljus vid skolvägen.", "en": "Gravel in the worst places and light along the way to school."},
    ),
    Priced(
        idea="Malmille oma kesänäyttämö", district="5", cost=88_000,
        title={"sv": "En egen sommarscen för Malm", "en": "A summer stage for Malmi"},
        text={"sv": "En scen i trä med el och ramp, fri att boka.", "en": "A wooden stage with power and a ramp, free to book."},
    ),
    Priced(
        idea="Niitty Haagan rautatien varteen", district="2", cost=36_000,
        title={"sv": "En äng längs järnvägen i Haga", "en": "A meadow along the railway in Haaga"},
        text={"sv": "Ängsblommor i stället för kortklippt gräs på två hektar.", "en": "Meadow flowers instead of short grass on two hectares."},
    ),
)
ADDED = (
    Added(
        district="1", cost=240_000,
        title={"fi": "Uimalaituri ja portaat Hietalahteen", "sv": "Badbrygga och trappa i Sandviken", "en": "A swimming jetty and steps in Hietalahti"},
        text={"fi": "Puinen laituri, jolle pääsee myös pyörätuolilla.", "sv": "En träbrygga dit man kommer även med rullstol.", "en": "A wooden jetty that one reaches with a wheelchair, too."},
    ),
    Added(
        district="1", cost=190_000,
        title={"fi": "Varjoa ja vettä Kasarmitorille", "sv": "Skugga och vatten på Kaserntorget", "en": "Shade and water on Kasarmitori"},
        text={"fi": "Kymmenen puuta, penkkejä ja juomapiste.", "sv": "Tio träd, bänkar och en vattenpost.", "en": "Ten trees, benches and a place to drink."},
    ),
    Added(
        district="2", cost=260_000,
        title={"fi": "Pallokenttä valoilla Pitäjänmäkeen", "sv": "En bollplan med ljus i Sockenbacka", "en": "A lit ball field in Pitäjänmäki"},
        text={"fi": "Tekonurmi, aidat ja valot kello 21 asti.", "sv": "Konstgräs, staket och ljus till klockan 21.", "en": "Artificial turf, fences and lights until 9 pm."},
    ),
    Added(
        district="2", cost=210_000,
        title={"fi": "Munkkiniemen rantaan ulkokuntosali", "sv": "Ett utegym vid stranden i Munksnäs", "en": "An outdoor gym on the Munkkiniemi shore"},
        text={"fi": "Laitteita kaikenikäisille, osa istuen käytettäviä.", "sv": "Redskap för alla åldrar, en del att använda sittande.", "en": "Equipment for every age, some to be used sitting."},
    ),
    Added(
        district="4", cost=60_000,
        title={"fi": "Yhteinen viljelmä Maunulaan", "sv": "En gemensam odling i Månsas", "en": "A shared garden in Maunula"},
        text={"fi": "Laatikot, vesi ja työkaluvaja talon taakse.", "sv": "Lådor, vatten och ett redskapsskjul bakom huset.", "en": "Boxes, water and a tool shed behind the house."},
    ),
    Added(
        district="5", cost=150_000,
        title={"fi": "Katettu tori Malmin aseman eteen", "sv": "Ett torg med tak framför Malms station", "en": "A covered market in front of Malmi station"},
        text={"fi": "Katos, sähkö ja vesi kahdellekymmenelle myyjälle.", "sv": "Tak, el och vatten för tjugo försäljare.", "en": "A roof, power and water for twenty sellers."},
    ),
    Added(
        district="city", cost=1_100_000,
        title={"fi": "Viisisataa puuta sinne, missä varjo puuttuu", "sv": "Femhundra träd där skuggan saknas", "en": "Five hundred trees where there is no shade"},
        text={"fi": "Puut kaduille ja pihoille, joilla helle on pahin. Hoito kymmeneksi vuodeksi.", "sv": "Träd på de gator och gårdar där hettan är värst. Skötsel i tio år.", "en": "Trees on the streets and yards where heat is worst. Care for ten years."},
    ),
    Added(
        district="city", cost=900_000,
        title={"fi": "Valot kaikille koulureiteille", "sv": "Ljus på alla skolvägar", "en": "Light on every way to school"},
        text={"fi": "Sata pimeintä kohtaa, jotka oppilaat ovat merkinneet karttaan.", "sv": "De hundra mörkaste ställena, som eleverna har märkt ut på kartan.", "en": "The hundred darkest places, marked on a map by pupils."},
    ),
)
