# ruff: noqa: E501  (a sentence is one line)
"""Ideas that were written on paper slips at the library and typed into tables: one imported, one that waits, one with mistakes.

Dates are days before today, and become days of the calendar when the city is made.
"""

PROJECT = "kallio-kaikille"
HEADER = ["id", "title", "body", "language", "category", "district", "place", "latitude", "longitude", "published_at", "supports"]

IMPORTED = {
    "name": "kirjastoillan-laput.csv",
    "source": "kirjastoilta",
    "rows": [
        ["K-1", "Vesipiste Torkkelinmäen kentälle", "Lapset pelaavat kentällä koko illan, ja lähin hana on kahvilassa. Yksi juomapiste aidan viereen riittäisi.", "fi", "together", "Kallio", "Torkkelinmäki", "60.1857", "24.9540", 38, "14"],
        ["K-2", "Kirjaston portaille valoa", "Portaat ovat syksyllä mustat, ja käsijohde loppuu kesken. Matala valaisin joka toiseen askelmaan.", "fi", "walking", "Kallio", "Kallion kirjasto", "60.1836", "24.9537", 38, "22"],
        ["K-3", "Böcker på fler språk i utomhushyllan", "I hyllan vid biblioteket finns bara finska böcker. Mina grannar läser på arabiska, somaliska och svenska.", "sv", "together", "Kallio", "", "", "", 38, "6"],
        ["K-4", "A repair evening once a month", "There is a workshop in the basement that stands empty. Somebody with tools, somebody with a broken toaster, and coffee.", "en", "together", "Kallio", "", "", "", 37, "9"],
    ],
}
WAITING = {
    "name": "koululaisten-ideat.csv",
    "source": "koulut",
    "rows": [
        ["7B-1", "Skeittirampit Brahenkentän laidalle", "Talvella jää, kesällä tyhjää asfalttia. Irtorampit mahtuisivat varastoon.", "fi", "together", "Kallio", "Brahenkenttä", "60.1873", "24.9511", 12, ""],
        ["7B-2", "Hengailupaikka, josta ei ajeta pois", "Katos, pari penkkiä ja pistorasia. Ettei tarvitse seistä metroasemalla.", "fi", "nuoret", "Kallio", "", "", "", 12, ""],
        ["7B-3", "Mökille bussi", "Meidän luokka kävi leirikoulussa, ja sinne ei pääse ilman autoa.", "fi", "walking", "", "Leirikeskus", "61.4900", "23.7700", 12, ""],
    ],
}
MISTAKEN = {
    "name": "asukasillan-taulukko.csv",
    "source": "asukasilta",
    "rows": [
        ["1", "Roskikset Hakaniemen rantaan", "Lokit levittävät roskat, kun astiat ovat täynnä jo puolilta päivin.", "fi", "green", "Kallio", "Hakaniemenranta", "60.1787", "24.9535", 5, ""],
        ["2", "Suojatie Porthaninkadulle", "Kaikki oikaisevat, koska lähin ylityspaikka on kaukana.", "fi", "walking", "Kallio", "Porthaninkatu", "24.9492", "60.1829", 5, ""],
        ["2", "Lisää varjoa leikkipaikalle", "Puut kaadettiin, ja hiekkalaatikko on keskipäivällä liian kuuma.", "fi", "green", "Kallio", "", "", "", 5, "kaksi"],
        ["4", "", "Tästä puuttuu otsikko.", "fi", "", "", "", "", "", 5, ""],
    ],
}
