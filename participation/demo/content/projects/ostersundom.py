# ruff: noqa: E501  (a paragraph is one line)
"""A project that has not begun yet."""

from participation.demo.shapes import ProjectPlan

OSTERSUNDOM = ProjectPlan(
    slug="ostersundomin-ulkoilureitit",
    blueprint="ideas",
    district="801",
    unit="sports",
    picture="path",
    titles={"fi": "Östersundomin ulkoilureitit", "sv": "Friluftsleder i Östersundom", "en": "Trails in Östersundom"},
    leads={
        "fi": "Missä reitin pitäisi kulkea, ja mitä sen varrella kaivataan? Ideoiden keruu alkaa pian.",
        "sv": "Var borde leden gå, och vad behövs längs den? Snart börjar vi samla idéer.",
        "en": "Where should the trail run, and what is missing along it? We will soon start collecting ideas.",
    },
    contact=("Riikka Holm", "sports@city.example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Östersundomissa on metsiä, merenlahtia ja vanhoja kyläteitä, mutta yhtenäistä ulkoilureittiä ei ole. Kaupunki suunnittelee noin 14 kilometrin pituisen reitin Salmenkallion metsistä Karhusaaren rantaan.</p><p>Ennen kuin piirrämme mitään kartalle, haluamme kuulla niitä, jotka tuntevat polut. Kerro lempipaikkasi, vaaralliset kohdat ja se, mitä pitää jättää rauhaan.</p><h2>Tiedossa jo nyt</h2><ul><li>Reitti ei kulje pihojen eikä lintujen pesimäalueiden läpi.</li><li>Kevyt pohja, ei asfalttia.</li><li>Rakentaminen alkaa aikaisintaan kahden vuoden päästä.</li></ul>",
            ),
        ],
        "sv": [
            (
                "text",
                "<p>I Östersundom finns skogar, havsvikar och gamla byvägar, men ingen sammanhängande friluftsled. Staden planerar en ungefär 14 kilometer lång led från skogarna i Sundberg till stranden på Björnsö.</p><p>Innan vi ritar något på kartan vill vi höra dem som känner stigarna. Berätta om dina favoritplatser, om farliga ställen och om det som ska lämnas i fred.</p><h2>Det vi vet redan nu</h2><ul><li>Leden går inte genom gårdsplaner eller fåglarnas häckningsområden.</li><li>Ett lätt underlag, ingen asfalt.</li><li>Bygget börjar tidigast om två år.</li></ul>",
            ),
        ],
        "en": [
            (
                "text",
                "<p>Östersundom has forests, bays and old village roads, but no continuous trail. The city is planning one of about 14 kilometres, from the woods of Salmenkallio to the shore of Karhusaari.</p><p>Before we draw anything on the map we want to hear those who know the paths. Tell us about your favourite spots, dangerous places, and what should be left in peace.</p><h2>What we know already</h2><ul><li>The trail does not cross yards or the nesting grounds of birds.</li><li>A light surface, no asphalt.</li><li>Building starts in two years at the earliest.</li></ul>",
            ),
        ],
    },
    phases={stage: [(14, 56), (56, 100), (100, 120)] for stage in ("collecting", "voting", "decided")},
    categories={
        "route": {"fi": "Reitin kulku", "sv": "Ledens sträckning", "en": "The route"},
        "rest": {"fi": "Taukopaikat", "sv": "Rastplatser", "en": "Resting places"},
        "nature": {"fi": "Luonto", "sv": "Natur", "en": "Nature"},
    },
)
