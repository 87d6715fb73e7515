"""Places in the city: in which district, where on the map, and how each language says "there"."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place. fi, sv, en answer the question "where"."""

    district: str
    name: str
    fi: str
    sv: str
    en: str
    latitude: float
    longitude: float

    def there(self, language: str) -> str:
        """The place as an adverbial in a language."""
        return {"fi": self.fi, "sv": self.sv, "en": self.en}[language]


PLACES = [
    Place("101", "Kruununhaka", "Kruununhaassa", "i Kronohagen", "in Kruununhaka", 60.1728, 24.9560),
    Place("101", "Katajanokka", "Katajanokalla", "på Skatudden", "in Katajanokka", 60.1672, 24.9670),
    Place("102", "Kaivopuisto", "Kaivopuistossa", "i Brunnsparken", "in Kaivopuisto", 60.1572, 24.9560),
    Place("102", "Punavuori", "Punavuoressa", "i Rödbergen", "in Punavuori", 60.1590, 24.9385),
    Place("103", "Kamppi", "Kampissa", "i Kampen", "in Kamppi", 60.1682, 24.9300),
    Place("103", "Ruoholahti", "Ruoholahdessa", "i Gräsviken", "in Ruoholahti", 60.1640, 24.9130),
    Place("103", "Jätkäsaari", "Jätkäsaaressa", "på Busholmen", "in Jätkäsaari", 60.1570, 24.9190),
    Place("104", "Töölöntori", "Töölöntorilla", "vid Tölö torg", "at Töölöntori", 60.1797, 24.9260),
    Place("105", "Lauttasaari", "Lauttasaaressa", "på Drumsö", "in Lauttasaari", 60.1590, 24.8800),
    Place("201", "Meilahti", "Meilahdessa", "i Mejlans", "in Meilahti", 60.1895, 24.9000),
    Place("201", "Ruskeasuo", "Ruskeasuolla", "i Brunakärr", "in Ruskeasuo", 60.2020, 24.9050),
    Place("202", "Munkkiniemi", "Munkkiniemessä", "i Munksnäs", "in Munkkiniemi", 60.1980, 24.8780),
    Place("202", "Munkkivuori", "Munkkivuoressa", "i Munkshöjden", "in Munkkivuori", 60.2050, 24.8760),
    Place("203", "Etelä-Haaga", "Etelä-Haagassa", "i Södra Haga", "in Etelä-Haaga", 60.2150, 24.8950),
    Place("203", "Pohjois-Haaga", "Pohjois-Haagassa", "i Norra Haga", "in Pohjois-Haaga", 60.2260, 24.8960),
    Place("204", "Pitäjänmäki", "Pitäjänmäellä", "i Sockenbacka", "in Pitäjänmäki", 60.2230, 24.8600),
    Place("204", "Konala", "Konalassa", "i Kånala", "in Konala", 60.2360, 24.8480),
    Place("205", "Kannelmäki", "Kannelmäessä", "i Gamlas", "in Kannelmäki", 60.2410, 24.8850),
    Place("205", "Malminkartano", "Malminkartanossa", "i Malmgård", "in Malminkartano", 60.2490, 24.8610),
    Place("301", "Karhupuisto", "Karhupuistossa", "i Björnparken", "in Karhupuisto", 60.1838, 24.9510),
    Place("301", "Hakaniementori", "Hakaniementorilla", "på Hagnäs torg", "at Hakaniementori", 60.1795, 24.9510),
    Place("301", "Torkkelinmäki", "Torkkelinmäellä", "på Torkelsbacken", "in Torkkelinmäki", 60.1846, 24.9570),
    Place("301", "Tokoinranta", "Tokoinrannassa", "vid Tokoistranden", "in Tokoinranta", 60.1800, 24.9460),
    Place("301", "Suvilahti", "Suvilahdessa", "i Södervik", "in Suvilahti", 60.1865, 24.9720),
    Place("301", "Kalasatama", "Kalasatamassa", "i Fiskehamnen", "in Kalasatama", 60.1866, 24.9790),
    Place("301", "Sörnäinen", "Sörnäisissä", "i Sörnäs", "in Sörnäinen", 60.1870, 24.9620),
    Place("301", "Kallion kirjasto", "Kallion kirjastolla", "vid Berghälls bibliotek", "by Kallio Library", 60.1840, 24.9530),
    Place("301", "Merihaka", "Merihaassa", "i Havshagen", "in Merihaka", 60.1805, 24.9600),
    Place("302", "Alppila", "Alppilassa", "i Alphyddan", "in Alppila", 60.1890, 24.9440),
    Place("302", "Brahenkenttä", "Brahenkentällä", "vid Braheplan", "at Brahenkenttä", 60.1880, 24.9480),
    Place("303", "Vallila", "Vallilassa", "i Vallgård", "in Vallila", 60.1950, 24.9560),
    Place("303", "Hermanni", "Hermannissa", "i Hermanstad", "in Hermanni", 60.1950, 24.9690),
    Place("304", "Itä-Pasila", "Itä-Pasilassa", "i Östra Böle", "in Itä-Pasila", 60.2015, 24.9360),
    Place("304", "Länsi-Pasila", "Länsi-Pasilassa", "i Västra Böle", "in Länsi-Pasila", 60.2030, 24.9240),
    Place("305", "Arabianranta", "Arabianrannassa", "i Arabiastranden", "in Arabianranta", 60.2085, 24.9760),
    Place("305", "Käpylä", "Käpylässä", "i Kottby", "in Käpylä", 60.2140, 24.9480),
    Place("305", "Kumpula", "Kumpulassa", "i Gumtäkt", "in Kumpula", 60.2070, 24.9630),
    Place("401", "Maunula", "Maunulassa", "i Månsas", "in Maunula", 60.2300, 24.9270),
    Place("402", "Länsi-Pakila", "Länsi-Pakilassa", "i Västra Baggböle", "in Länsi-Pakila", 60.2415, 24.9310),
    Place("403", "Paloheinä", "Paloheinässä", "i Svedängen", "in Paloheinä", 60.2535, 24.9320),
    Place("403", "Torpparinmäki", "Torpparinmäessä", "i Torparbacken", "in Torpparinmäki", 60.2620, 24.9500),
    Place("404", "Oulunkylä", "Oulunkylässä", "i Åggelby", "in Oulunkylä", 60.2290, 24.9670),
    Place("405", "Itä-Pakila", "Itä-Pakilassa", "i Östra Baggböle", "in Itä-Pakila", 60.2455, 24.9555),
    Place("501", "Viikki", "Viikissä", "i Vik", "in Viikki", 60.2260, 25.0170),
    Place("501", "Pihlajamäki", "Pihlajamäessä", "i Rönnbacka", "in Pihlajamäki", 60.2350, 25.0100),
    Place("502", "Pukinmäki", "Pukinmäessä", "i Bocksbacka", "in Pukinmäki", 60.2430, 24.9930),
    Place("503", "Ala-Malmi", "Ala-Malmilla", "i Nedre Malm", "in Ala-Malmi", 60.2515, 25.0110),
    Place("503", "Ylä-Malmi", "Ylä-Malmilla", "i Övre Malm", "in Ylä-Malmi", 60.2500, 25.0230),
    Place("504", "Siltamäki", "Siltamäessä", "i Brobacka", "in Siltamäki", 60.2790, 24.9900),
    Place("505", "Tapanila", "Tapanilassa", "i Mosabacka", "in Tapanila", 60.2635, 25.0330),
    Place("505", "Puistola", "Puistolassa", "i Parkstad", "in Puistola", 60.2750, 25.0450),
    Place("506", "Jakomäki", "Jakomäessä", "i Jakobacka", "in Jakomäki", 60.2610, 25.0780),
    Place("601", "Kulosaari", "Kulosaaressa", "på Brändö", "in Kulosaari", 60.1870, 25.0070),
    Place("602", "Herttoniemi", "Herttoniemessä", "i Hertonäs", "in Herttoniemi", 60.1950, 25.0310),
    Place("602", "Roihuvuori", "Roihuvuoressa", "i Kasberget", "in Roihuvuori", 60.1970, 25.0510),
    Place("603", "Kruunuvuorenranta", "Kruunuvuorenrannassa", "i Kronbergsstranden", "in Kruunuvuorenranta", 60.1690, 25.0230),
    Place("603", "Laajasalo", "Laajasalossa", "på Degerö", "in Laajasalo", 60.1720, 25.0520),
    Place("701", "Itäkeskus", "Itäkeskuksessa", "i Östra centrum", "in Itäkeskus", 60.2110, 25.0820),
    Place("701", "Puotila", "Puotilassa", "i Botby gård", "in Puotila", 60.2150, 25.1040),
    Place("702", "Myllypuro", "Myllypurossa", "i Kvarnbäcken", "in Myllypuro", 60.2240, 25.0680),
    Place("703", "Kontula", "Kontulassa", "i Gårdsbacka", "in Kontula", 60.2360, 25.0850),
    Place("703", "Mellunmäki", "Mellunmäessä", "i Mellungsbacka", "in Mellunmäki", 60.2390, 25.1110),
    Place("704", "Aurinkolahti", "Aurinkolahdessa", "i Solvik", "in Aurinkolahti", 60.2020, 25.1500),
    Place("704", "Rastila", "Rastilassa", "i Rastböle", "in Rastila", 60.2060, 25.1210),
    Place("801", "Karhusaari", "Karhusaaressa", "på Björnsö", "in Karhusaari", 60.2480, 25.2180),
]
