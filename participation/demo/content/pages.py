# ruff: noqa: E501  (a paragraph is one line)
"""The front page's words and the text pages, in three languages."""

HEADLINES = {
    "fi": ("Kaupunkisi kuuntelee", "Ehdota, keskustele ja vastaa. Kaupunki kertoo nimellä ja perustellen, mitä siitä seuraa."),
    "sv": ("Din stad lyssnar", "Föreslå, diskutera och svara. Staden berättar med namn och motivering vad det leder till."),
    "en": ("Your city, heard", "Propose, discuss and answer. The city tells you by name, and with reasons, what comes of it."),
}
PROJECT_INDEX = {
    "fi": ("Hankkeet", "Kaikki, mihin voit juuri nyt vaikuttaa, ja se, mitä aiemmista tuli."),
    "sv": ("Projekt", "Allt du kan påverka just nu, och vad det blev av de tidigare."),
    "en": ("Projects", "Everything you can influence right now, and what came of earlier projects."),
}

# slug -> language -> (title, lead)
TEXTS = {
    "how-it-works": {
        "fi": ("Näin tämä toimii", "Kolme askelta ideasta vastaukseen, ja mitä kaupunki lupaa joka vaiheessa."),
        "sv": ("Så fungerar det", "Tre steg från idé till svar, och vad staden lovar i varje skede."),
        "en": ("How it works", "Three steps from an idea to an answer, and what the city promises at each of them."),
    },
    "rules": {
        "fi": ("Keskustelun säännöt", "Saat olla eri mieltä. Näillä säännöillä kaikki uskaltavat olla mukana."),
        "sv": ("Regler för samtalet", "Du får tycka annorlunda. Med de här reglerna vågar alla vara med."),
        "en": ("Rules of conversation", "You may disagree. These rules let everyone dare to take part."),
    },
    "privacy": {
        "fi": ("Tietosuoja", "Mitä sinusta tallennetaan, kuka sen näkee ja miten saat sen pois."),
        "sv": ("Dataskydd", "Vad som sparas om dig, vem som ser det och hur du får det borttaget."),
        "en": ("Privacy", "What is kept about you, who sees it, and how you have it removed."),
    },
    "contact": {
        "fi": ("Yhteystiedot", "Kysy, anna palautetta tai pyydä apua osallistumiseen."),
        "sv": ("Kontakt", "Fråga, ge respons eller be om hjälp med att delta."),
        "en": ("Contact", "Ask, give feedback, or get help with taking part."),
    },
}

BODIES = {
    "how-it-works": {
        "fi": [
            (
                "text",
                "<h2>1. Sinä sanot</h2><p>Jokaisella hankkeella on oma sivu. Siellä kerrotaan, mistä päätetään, mihin voit vaikuttaa ja mihin mennessä. Voit jättää ehdotuksen, kannattaa toisen ehdotusta, keskustella tai vastata kyselyyn. Suomeksi, ruotsiksi tai englanniksi, puhelimella tai kirjaston koneella.</p><h2>2. Asia punnitaan avoimesti</h2><p>Muut asukkaat kysyvät ja täydentävät. Kaupungin asiantuntijat selvittävät, mitä ehdotus vaatii, mitä se maksaa ja kuka sen voisi tehdä.</p><h2>3. Kaupunki vastaa</h2><p>Vastauksessa on aina vastaajan nimi tai yksikkö ja perustelu, myös silloin, kun vastaus on ei. Vastaus julkaistaan samassa paikassa, jossa kysyit.</p>",
            ),
            (
                "question",
                (
                    "Tarvitsenko tilin?",
                    "<p>Lukea saa ilman tiliä. Kirjoittamiseen ja kannattamiseen tarvitset tilin, jonka saat sähköpostiosoitteella. Joissakin hankkeissa, kuten yhteisessä budjetissa, sinun pitää lisäksi tunnistautua.</p>",
                ),
            ),
            (
                "question",
                (
                    "Voinko osallistua ilman tietokonetta?",
                    "<p>Voit. Jokaisessa kirjastossa autetaan, ja ehdotuksen voi jättää myös paperilla.</p>",
                ),
            ),
            (
                "question",
                (
                    "Mistä näen, mitä ehdotukselleni kuuluu?",
                    "<p>Ehdotuksen sivulla näkyy aina sen tila. Omalla sivullasi näet kaikki ehdotuksesi ja kommenttisi.</p>",
                ),
            ),
        ],
        "sv": [
            (
                "text",
                "<h2>1. Du säger det</h2><p>Varje projekt har en egen sida. Där står vad som ska beslutas, vad du kan påverka och när tiden går ut. Du kan lämna ett förslag, stödja någon annans, diskutera eller svara på en enkät. På finska, svenska eller engelska, med telefonen eller på biblioteket.</p><h2>2. Det vägs öppet</h2><p>Andra invånare frågar och kompletterar. Stadens sakkunniga utreder vad förslaget kräver, vad det kostar och vem som kunde göra det.</p><h2>3. Staden svarar</h2><p>I svaret finns alltid namnet på den som svarar eller enheten, och en motivering, också när svaret är nej. Svaret publiceras på samma plats där du frågade.</p>",
            ),
            (
                "question",
                (
                    "Behöver jag ett konto?",
                    "<p>Du kan läsa utan konto. För att skriva och stödja behöver du ett konto, som du får med din e-postadress. I vissa projekt, till exempel den gemensamma budgeten, behöver du också identifiera dig.</p>",
                ),
            ),
            (
                "question",
                (
                    "Kan jag delta utan dator?",
                    "<p>Ja. På alla bibliotek får du hjälp, och du kan också lämna ditt förslag på papper.</p>",
                ),
            ),
            (
                "question",
                (
                    "Var ser jag hur det går för mitt förslag?",
                    "<p>På förslagets sida syns alltid dess läge. På din egen sida ser du alla dina förslag och kommentarer.</p>",
                ),
            ),
        ],
        "en": [
            (
                "text",
                "<h2>1. You say it</h2><p>Every project has a page of its own. It tells what is being decided, what you can influence and until when. You can make a proposal, support someone else's, discuss, or answer a survey. In Finnish, Swedish or English, on your phone or at a library.</p><h2>2. It is weighed in the open</h2><p>Other residents ask and add. Experts from the city find out what a proposal takes, what it costs and who could do it.</p><h2>3. The city answers</h2><p>An answer always carries the name of the person or unit, and a reason, also when it is no. It is published in the same place where you asked.</p>",
            ),
            (
                "question",
                (
                    "Do I need an account?",
                    "<p>You can read without one. To write and support you need an account, which takes an e-mail address. Some projects, such as the residents' budget, need a verified account as well.</p>",
                ),
            ),
            (
                "question",
                (
                    "Can I take part without a computer?",
                    "<p>Yes. Every library helps, and you can also leave a proposal on paper.</p>",
                ),
            ),
            (
                "question",
                (
                    "Where do I see how my proposal is doing?",
                    "<p>A proposal's page always shows where it stands. Your own page lists all your proposals and comments.</p>",
                ),
            ),
        ],
    },
    "rules": {
        "fi": [
            (
                "text",
                "<p>Täällä puhutaan kaupungista, ei toisista ihmisistä. Kovakin kritiikki on tervetullutta, kun se koskee asiaa.</p><ul><li>Kirjoita toiselle niin kuin sanoisit sen kasvotusten.</li><li>Älä loukkaa, uhkaa tai yllytä vihaan.</li><li>Älä kerro kenenkään yksityisasioita: nimiä, osoitteita, terveystietoja.</li><li>Pysy aiheessa. Toisesta asiasta voi tehdä oman ehdotuksen.</li><li>Ei mainoksia.</li></ul><h2>Mitä tapahtuu, jos sääntöjä rikotaan</h2><p>Kuka tahansa voi ilmoittaa tekstistä, myös ilman tiliä. Alueen moderaattori lukee ilmoituksen ja päättää. Jos teksti piilotetaan, kirjoittaja saa tietää syyn ja voi pyytää uutta käsittelyä. Mitään ei piiloteta salaa: jokaisesta päätöksestä jää merkintä.</p>",
            ),
            (
                "question",
                (
                    "Piilotetaanko kaupunkia arvostelevia tekstejä?",
                    "<p>Ei. Arvostelu on syy lukea teksti tarkemmin, ei syy piilottaa sitä.</p>",
                ),
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Här talar vi om staden, inte om varandra. Också hård kritik är välkommen när den gäller saken.</p><ul><li>Skriv till andra så som du skulle säga det ansikte mot ansikte.</li><li>Kränk och hota ingen, och hetsa inte mot någon.</li><li>Berätta inte om någons privata saker: namn, adresser, uppgifter om hälsa.</li><li>Håll dig till ämnet. Om något annat kan du göra ett eget förslag.</li><li>Ingen reklam.</li></ul><h2>Vad händer om någon bryter mot reglerna</h2><p>Vem som helst kan anmäla en text, också utan konto. Områdets moderator läser anmälan och fattar ett beslut. Om texten döljs får skribenten veta varför och kan be om en ny behandling. Inget döljs i hemlighet: varje beslut antecknas.</p>",
            ),
            (
                "question",
                (
                    "Döljs texter som kritiserar staden?",
                    "<p>Nej. Kritik är ett skäl att läsa texten noggrannare, inte ett skäl att dölja den.</p>",
                ),
            ),
        ],
        "en": [
            (
                "text",
                "<p>Here we talk about the city, not about each other. Hard criticism is welcome when it is about the matter.</p><ul><li>Write to others as you would say it to their face.</li><li>Do not insult or threaten anyone, and do not incite against anyone.</li><li>Do not tell private things about people: names, addresses, their health.</li><li>Stay on the subject. Another matter can be a proposal of its own.</li><li>No advertising.</li></ul><h2>What happens when a rule is broken</h2><p>Anyone can report a text, also without an account. The moderator of the district reads the report and decides. If a text is hidden, its writer is told why and can ask for it to be looked at again. Nothing is hidden in secret: every decision is recorded.</p>",
            ),
            (
                "question",
                (
                    "Are texts hidden because they criticise the city?",
                    "<p>No. Criticism is a reason to read a text more carefully, not to hide it.</p>",
                ),
            ),
        ],
    },
    "privacy": {
        "fi": [
            (
                "text",
                "<p>Tämä on esittelysivusto. Kaikki täällä näkyvät asukkaat, ehdotukset ja vastaukset on keksitty, eikä sivustolle kannata kirjoittaa oikeita henkilötietoja.</p><h2>Mitä tallennetaan</h2><ul><li>Sähköpostiosoitteesi, jota muut eivät näe.</li><li>Julkinen nimesi ja se, mitä itse kirjoitat.</li><li>Kannatuksesi. Muut näkevät vain niiden määrän.</li><li>Kyselyvastauksesi. Tuloksissa näkyvät vain luvut sekä avoimet vastaukset ilman nimeä.</li></ul><h2>Mitä ei tallenneta</h2><p>Sivustolla ei ole mainontaa, seurantaa eikä ulkopuolisten palvelujen osia. Evästeitä on kaksi: kirjautuminen ja lomakkeiden suojaus.</p><h2>Oikeutesi</h2><p>Omalla sivullasi voit ladata kaiken, mitä sinusta on tallennettu, ja poistaa tilisi. Poistettu tili menettää nimen ja osoitteen heti. Kirjoituksesi jäävät keskusteluihin ilman nimeä, jotta muiden vastaukset voi edelleen ymmärtää.</p>",
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Det här är en demosajt. Alla invånare, förslag och svar som syns här är påhittade, och du ska inte skriva riktiga personuppgifter här.</p><h2>Vad som sparas</h2><ul><li>Din e-postadress, som andra inte ser.</li><li>Ditt offentliga namn och det du själv skriver.</li><li>Dina stöd. Andra ser bara hur många de är.</li><li>Dina enkätsvar. I resultaten syns bara siffror och öppna svar utan namn.</li></ul><h2>Vad som inte sparas</h2><p>Sajten har ingen reklam, ingen spårning och inga delar från utomstående tjänster. Det finns två kakor: inloggningen och skyddet för formulär.</p><h2>Dina rättigheter</h2><p>På din egen sida kan du ladda ner allt som har sparats om dig och radera ditt konto. Ett raderat konto förlorar namn och adress genast. Det du har skrivit blir kvar i samtalen utan namn, så att andras svar går att förstå.</p>",
            ),
        ],
        "en": [
            (
                "text",
                "<p>This is a demonstration. All residents, proposals and answers you see here are invented, and you should not write real personal data here.</p><h2>What is kept</h2><ul><li>Your e-mail address, which others do not see.</li><li>Your public name and what you write yourself.</li><li>Your supports. Others see only how many there are.</li><li>Your survey answers. Results show only numbers, and free answers without a name.</li></ul><h2>What is not kept</h2><p>There is no advertising, no tracking and nothing from third parties. There are two cookies: for signing in and for protecting forms.</p><h2>Your rights</h2><p>On your own page you can download everything that is kept about you and delete your account. A deleted account loses its name and address at once. What you wrote stays in the conversations without a name, so that others' replies can still be understood.</p>",
            ),
        ],
    },
    "contact": {
        "fi": [
            (
                "text",
                "<p>Tämä on esittelysivusto, joten näihin osoitteisiin ei oikeasti vastata. Oikeassa palvelussa tässä olisivat ihmiset, jotka auttavat.</p><h2>Osallisuus ja neuvonta</h2><p>participation@city.example.org<br>arkisin kello 9–16</p><h2>Apua kirjastoissa</h2><p>Jokaisessa kirjastossa autetaan kirjautumaan, kirjoittamaan ehdotus tai täyttämään paperilomake. Ota henkilöllisyystodistus mukaan, jos haluat samalla tunnistautua.</p><h2>Oman alueesi ihmiset</h2><p>Jokaisen alueen sivulla kerrotaan, kuka hoitaa hankkeita ja keskusteluja siellä.</p>",
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Det här är en demosajt, så ingen svarar på de här adresserna på riktigt. I en riktig tjänst skulle här finnas människor som hjälper.</p><h2>Delaktighet och rådgivning</h2><p>participation@city.example.org<br>vardagar klockan 9–16</p><h2>Hjälp på biblioteken</h2><p>På alla bibliotek får du hjälp med att logga in, skriva ett förslag eller fylla i en pappersblankett. Ta med ett identitetsbevis om du samtidigt vill identifiera dig.</p><h2>Människorna i ditt område</h2><p>På varje områdes sida står vem som sköter projekten och samtalen där.</p>",
            ),
        ],
        "en": [
            (
                "text",
                "<p>This is a demonstration, so nobody really answers these addresses. In a real service you would find people here who help.</p><h2>Participation and advice</h2><p>participation@city.example.org<br>weekdays from 9 am to 4 pm</p><h2>Help at libraries</h2><p>Every library helps with signing in, writing a proposal or filling in a paper form. Bring proof of identity if you want to verify your account at the same time.</p><h2>The people of your district</h2><p>Each district's page tells who looks after projects and conversations there.</p>",
            ),
        ],
    },
}

# What the accessibility statement begins with.
STATEMENT_NOTES = {
    "fi": "<p>Tämä on esittelysivusto. Palautelomake toimii, mutta kaupungin vastauksia ei oikeasti lähetetä kenellekään.</p>",
    "sv": "<p>Det här är en demosajt. Responsblanketten fungerar, men stadens svar skickas inte till någon på riktigt.</p>",
    "en": "<p>This is a demonstration. The feedback form works, but the city's answers are not really sent to anybody.</p>",
}
