# ruff: noqa: E501  (a paragraph is one line)
"""A first accessibility statement: what the law (306/2019) wants said, true of the software as it is delivered.

The city edits it as any text page: what it has found out itself, and when it last looked.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override
from wagtail.rich_text import RichText

SLUG = "accessibility"  # the footer of every page leads there

# language -> (title, lead)
TEXTS = {
    "fi": ("Saavutettavuusseloste", "Tämän palvelun pitää toimia kaikille. Näin se toimii nyt, ja näin kerrot puutteista."),
    "sv": (
        "Tillgänglighetsutlåtande",
        "Den här tjänsten ska fungera för alla. Så fungerar den nu, och så berättar du om brister.",
    ),
    "en": (
        "Accessibility statement",
        "This service has to work for everyone. This is how it works now, and how to tell us about shortcomings.",
    ),
}

# language -> what stands before and after the way to the feedback form; {service} and {date} are filled in
_BODIES = {
    "fi": (
        "<p>Tämä seloste koskee {service}-verkkopalvelua. Palvelusta vastaa kaupunki. Vaatimukset tulevat laista digitaalisten palvelujen tarjoamisesta (306/2019).</p>"
        "<h2>Miten saavutettava palvelu on</h2><p>Palvelu täyttää lain vaatimukset (WCAG 2.1, tasot A ja AA) <b>osittain</b>. Tavoitteemme on WCAG 2.2:n taso AA.</p>"
        "<h2>Mitä palvelussa ei ole vielä saavutettavaa</h2><ul>"
        "<li>Asukkaiden lisäämistä kuvista voi puuttua kuvaus (WCAG 1.1.1). Kuvausta pyydetään kuvan lisääjältä, mutta sitä ei vaadita.</li>"
        "<li>Kaupungin liittämissä asiakirjoissa, kuten PDF-tiedostoissa, voi olla puutteita otsikoissa ja lukujärjestyksessä (WCAG 1.3.1 ja 1.3.2). Saat asiakirjan sisällön muussa muodossa, kun pyydät sitä palautelomakkeella.</li>"
        "<li>Karttaa ei voi käyttää ruudunlukijalla. Laki ei vaadi sitä, kun sama tieto on saatavilla muuten: se on aina luettelona kartan vieressä.</li></ul>"
        "<h2>Miten tämä on arvioitu</h2><p>Arvio on palvelun tekijöiden oma. Jokainen sivu tarkistetaan automaattisesti aina, kun palvelua muutetaan, ja tärkeimmät tehtävät on käyty läpi pelkällä näppäimistöllä, suurennettuna, kapealla näytöllä ja ilman JavaScriptiä. Ulkopuolinen asiantuntija ei ole vielä arvioinut palvelua, eikä sitä ole testattu yhdessä vammaisten ihmisten kanssa.</p>"
        "<p>Seloste on laadittu {date}.</p>"
        "<h2>Huomasitko puutteen?</h2>",
        "<h2>Jos vastaus ei riitä</h2><p>Anna ensin palautetta meille. Jos et ole tyytyväinen vastaukseen tai et saa vastausta kahdessa viikossa, voit tehdä ilmoituksen Liikenne- ja viestintävirasto Traficomiin. Se valvoo, että saavutettavuusvaatimuksia noudatetaan. Traficomin sivuilla kerrotaan, miten ilmoitus tehdään ja miten se käsitellään.</p>"
        '<p>Liikenne- ja viestintävirasto Traficom<br/>Digitaalisen esteettömyyden ja saavutettavuuden valvontayksikkö<br/><a href="https://www.saavutettavuusvaatimukset.fi/">www.saavutettavuusvaatimukset.fi</a><br/><a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br/>vaihde 029 534 5000</p>'
        '<p><a href="https://www.finlex.fi/fi/lainsaadanto/2019/306">Laki digitaalisten palvelujen tarjoamisesta (306/2019)</a></p>',
    ),
    "sv": (
        "<p>Det här utlåtandet gäller webbtjänsten {service}. Staden ansvarar för tjänsten. Kraven finns i lagen om tillhandahållande av digitala tjänster (306/2019).</p>"
        "<h2>Hur tillgänglig tjänsten är</h2><p>Tjänsten uppfyller <b>delvis</b> lagens krav (WCAG 2.1, nivåerna A och AA). Vårt mål är nivå AA i WCAG 2.2.</p>"
        "<h2>Vad som ännu inte är tillgängligt</h2><ul>"
        "<li>Bilder som invånarna lägger till kan sakna beskrivning (WCAG 1.1.1). Den som lägger till en bild ombeds beskriva den, men det är inget krav.</li>"
        "<li>Dokument som staden bifogar, till exempel PDF-filer, kan ha brister i rubriker och läsordning (WCAG 1.3.1 och 1.3.2). Du får innehållet i en annan form om du ber om det med responsblanketten.</li>"
        "<li>Kartan kan inte användas med skärmläsare. Lagen kräver det inte när samma uppgifter finns på annat sätt: de finns alltid som lista bredvid kartan.</li></ul>"
        "<h2>Hur vi har bedömt tjänsten</h2><p>Bedömningen är gjord av dem som har byggt tjänsten. Varje sida granskas automatiskt när tjänsten ändras, och de viktigaste uppgifterna har utförts med bara tangentbord, med förstoring, på en smal skärm och utan JavaScript. Ingen utomstående sakkunnig har ännu bedömt tjänsten, och den har inte testats tillsammans med personer med funktionsnedsättning.</p>"
        "<p>Utlåtandet upprättades den {date}.</p>"
        "<h2>Märkte du en brist?</h2>",
        "<h2>Om svaret inte räcker</h2><p>Ge först respons till oss. Är du inte nöjd med svaret, eller får du inget svar inom två veckor, kan du göra en anmälan till Transport- och kommunikationsverket Traficom. Verket övervakar att tillgänglighetskraven följs. På Traficoms webbplats står hur du gör en anmälan och hur den behandlas.</p>"
        '<p>Transport- och kommunikationsverket Traficom<br/>Enheten för tillsyn över digital tillgänglighet<br/><a href="https://www.tillganglighetskrav.fi/">www.tillganglighetskrav.fi</a><br/><a href="mailto:tillganglighet@traficom.fi">tillganglighet@traficom.fi</a><br/>växel 029 534 5000</p>'
        '<p><a href="https://www.finlex.fi/sv/lagstiftning/2019/306">Lagen om tillhandahållande av digitala tjänster (306/2019)</a></p>',
    ),
    "en": (
        "<p>This statement is about the web service {service}. The city answers for the service. The requirements come from the Finnish Act on the Provision of Digital Services (306/2019).</p>"
        "<h2>How accessible the service is</h2><p>The service meets the requirements of the law (WCAG 2.1, levels A and AA) <b>in part</b>. Our aim is level AA of WCAG 2.2.</p>"
        "<h2>What is not accessible yet</h2><ul>"
        "<li>Pictures added by residents may lack a description (WCAG 1.1.1). Whoever adds a picture is asked to describe it, but need not.</li>"
        "<li>Documents attached by the city, such as PDF files, may have faults in their headings and reading order (WCAG 1.3.1 and 1.3.2). You get the content in another form when you ask for it with the feedback form.</li>"
        "<li>The map cannot be used with a screen reader. The law does not require it where the same information can be had otherwise: it is always in a list beside the map.</li></ul>"
        "<h2>How this was assessed</h2><p>The assessment is that of the people who made the service. Every page is checked automatically whenever the service changes, and the most important tasks have been carried out with the keyboard alone, magnified, on a narrow screen and without JavaScript. No outside expert has assessed the service yet, and it has not been tested together with disabled people.</p>"
        "<p>The statement was drawn up on {date}.</p>"
        "<h2>Did you notice a shortcoming?</h2>",
        "<h2>If the answer is not enough</h2><p>Give feedback to us first. If you are not content with the answer, or get none within two weeks, you can notify the Finnish Transport and Communications Agency Traficom. It supervises that the accessibility requirements are kept. Its website tells how to notify it and how the notification is dealt with.</p>"
        '<p>Finnish Transport and Communications Agency Traficom<br/>Digital Accessibility Supervision Unit<br/><a href="https://www.webaccessibility.fi/">www.webaccessibility.fi</a><br/><a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br/>switchboard +358 29 534 5000</p>'
        '<p><a href="https://www.finlex.fi/fi/lainsaadanto/2019/306">Act on the Provision of Digital Services (306/2019), in Finnish</a></p>',
    ),
}


def statement_bodies(day: date, notes: Mapping[str, str] | None = None) -> dict[str, list[tuple[str, Any]]]:
    """The statement's text by language, as Wagtail wants it. day: when it is drawn up; notes: paragraphs to begin with."""
    return {language: _body(language, day, (notes or {}).get(language, "")) for language in _BODIES}


def _body(language: str, day: date, note: str) -> list[tuple[str, Any]]:
    before, after = _BODIES[language]
    with override(language):
        told = date_format(day, "DATE_FORMAT")
    begin = note + before.format(service=settings.SERVICE_NAME, date=told)
    return [("text", RichText(begin)), ("accessibility_feedback", None), ("text", RichText(after))]
