# ruff: noqa: E501  (a paragraph is one line)
"""Ideas in Kallio: the liveliest project of the demo."""

from participation.demo.shapes import Answer, Idea, ProjectPlan, Remark

IDEAS = [
    Idea(
        title="Lisää penkkejä Karhupuiston reunoille",
        text="Karhupuistossa on hyvät penkit keskellä, mutta reunoilla ei voi istua missään. Vanhempi väki jää usein seisomaan, kun kantaa ostoksia Hakaniemestä ylös mäkeä.\n\nEhdotan kolmea tai neljää selkänojallista penkkiä Agricolankadun puolelle. Käsinojat auttaisivat nousemaan ylös. Varjoa riittää, lehmukset ovat jo siinä.",
        by="anna",
        category="seating",
        place="Karhupuisto, Agricolankadun puoli",
        point=(60.1839, 24.9512),
        weight=9,
        remarks=[
            Remark(
                by="a",
                text="Kannatan. Äitini kävelee tästä joka päivä ja joutuu lepäämään roska-astian reunalla.",
                replies=[
                    Remark(by="author", text="Juuri tätä tarkoitin. Missä kohdassa hän tarvitsisi penkin kipeimmin?"),
                    Remark(by="a", text="Kirkon puoleisessa kulmassa, siinä missä mäki alkaa."),
                ],
            ),
            Remark(
                by="b",
                text="Hyvä, kunhan penkit eivät ole sellaisia, joilla ei voi maata. Puisto kuuluu kaikille, myös niille joilla ei ole kotia.",
            ),
            Remark(
                by="ben",
                language="en",
                text="Yes please. With armrests only at the ends, so there is room for a pram in the middle.",
                replies=[
                    Remark(by="author", text="Hyvä huomio, lisäsin tuon ehdotukseen."),
                ],
            ),
            Remark(by="c", text="Miksi aina Karhupuisto? Torkkelinmäellä ei ole yhtään penkkiä."),
        ],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                text={
                    "fi": "Kiitos ehdotuksesta. Kävimme paikalla yhdessä Kallion eläkeläisten kanssa. Agricolankadun puolelle tulee neljä selkänojallista penkkiä, joista kahdessa on käsinojat päissä. Ne asennetaan ennen syksyn sateita.",
                    "sv": "Tack för förslaget. Vi besökte platsen tillsammans med pensionärer från Berghäll. På sidan mot Agricolagatan ställer vi fyra bänkar med ryggstöd, två av dem med armstöd i ändarna. De monteras före höstregnen.",
                    "en": "Thank you for the proposal. We visited the place together with pensioners from Kallio. Four benches with backs will be placed on the Agricolankatu side, two of them with armrests at the ends. They will be there before the autumn rains.",
                },
            )
        ],
    ),
    Idea(
        title="Suojatie Porthaninkadulle kirjaston eteen",
        text="Kallion kirjastosta tullaan suoraan kadulle, ja moni lapsi oikaisee autojen välistä. Lähin suojatie on kulman takana.\n\nKorotettu suojatie hidastaisi autoja ja tekisi kirjaston edestä paikan, jossa uskaltaa pysähtyä.",
        by="ben",
        category="walking",
        place="Porthaninkatu, kirjaston edusta",
        point=(60.1838, 24.9532),
        weight=8,
        remarks=[
            Remark(by="anna", text="Tämä on ollut tiedossa vuosia. Kirjastossa käy satoja lapsia viikossa."),
            Remark(
                by="a",
                text="Korotus tarkoittaa tärinää talossa. Meillä helisi lasit jo nyt, kun raskas auto ajaa ohi.",
                replies=[
                    Remark(by="b", text="Loiva korotus ei tärise. Vaasankadulla on sellainen, käy katsomassa."),
                    Remark(by="a", text="Kävin. Myönnän, että se oli hiljaisempi kuin luulin."),
                ],
            ),
            Remark(
                by="c",
                language="sv",
                text="Bra förslag. Jag hämtar böcker med barnbarnen varje lördag och vi håller andan varje gång.",
            ),
        ],
        answers=[
            Answer(
                unit="streets",
                status="assessing",
                text={
                    "fi": "Mittaamme nopeudet ja laskemme kadun ylittäjät syyskuussa. Sen jälkeen kerromme, tuleeko paikalle korotettu suojatie vai kavennus.",
                    "sv": "I september mäter vi hastigheterna och räknar hur många som korsar gatan. Därefter berättar vi om det blir ett upphöjt övergångsställe eller en avsmalning.",
                    "en": "In September we will measure speeds and count how many people cross. After that we will say whether it becomes a raised crossing or a narrowing.",
                },
            ),
            Answer(
                unit="streets",
                status="accepted",
                since="decided",
                text={
                    "fi": "Laskimme 2 140 ylitystä päivässä, ja puolet autoista ajoi liian lujaa. Korotettu suojatie rakennetaan ensi keväänä. Loiva malli valitaan tärinän takia.",
                    "sv": "Vi räknade 2 140 passager per dag, och hälften av bilarna körde för fort. Ett upphöjt övergångsställe byggs nästa vår. Vi väljer en låg modell för att undvika vibrationer.",
                    "en": "We counted 2,140 crossings a day, and half of the cars were going too fast. A raised crossing will be built next spring. The gentle kind is used, because of the vibration.",
                },
            ),
        ],
    ),
    Idea(
        title="Pihat auki naapureille yhtenä päivänä vuodessa",
        text="Kalliossa on satoja umpipihoja, joista useimmissa kukaan ei ole käynyt. Avataan halukkaat pihat yhtenä lauantaina toukokuussa: kahvia, taimien vaihtoa, musiikkia.\n\nKaupungilta tarvittaisiin vain kartta, muutama pöytä ja ohje taloyhtiöille.",
        category="together",
        weight=7,
        place="koko Kallio",
        remarks=[
            Remark(by="a", text="Meidän taloyhtiö lähtee mukaan heti. Pihalla on vanha pesutupa, jossa voisi pitää levyraatia."),
            Remark(
                by="b",
                text="Entä vakuutukset? Isännöitsijä kysyy kuitenkin ensimmäisenä sitä.",
                replies=[
                    Remark(
                        by="author", text="Siksi toivon kaupungilta ohjetta. Tapahtumavakuutuksen saa yhteisesti aika halvalla."
                    ),
                ],
            ),
            Remark(by="nils", language="sv", text="Jag bor på Femte linjen och har aldrig sett grannens gård. Fin tanke!"),
            Remark(by="c", text="Ilta kymmeneen saakka on liikaa, mutta iltapäivä sopii."),
        ],
        answers=[
            Answer(
                unit="participation",
                status="accepted",
                text={
                    "fi": "Toteutamme tämän yhdessä asukastalon kanssa. Ensimmäinen avointen pihojen päivä on toukokuun toinen lauantai. Taloyhtiöiden ohje ja yhteinen vakuutus ovat valmiina maaliskuussa.",
                    "sv": "Vi genomför det här tillsammans med invånarhuset. Den första dagen med öppna gårdar är den andra lördagen i maj. Anvisningen för husbolagen och en gemensam försäkring är klara i mars.",
                    "en": "We will do this together with the residents' house. The first open courtyards day is the second Saturday in May. Instructions for housing companies and a shared insurance will be ready in March.",
                },
            )
        ],
    ),
    Idea(
        title="Juomavesipiste Tokoinrantaan",
        text="Tokoinrannassa juostaan, pelataan ja grillataan, mutta vettä saa vain ostamalla. Juomahana pullojen täyttöön olisi helppo ja vähentäisi muoviroskaa.",
        category="green",
        place="Tokoinranta, soutuvenelaiturin vieressä",
        point=(60.1801, 24.9462),
        weight=5,
        remarks=[
            Remark(by="a", text="Ja koirille oma kuppi alas, kiitos."),
            Remark(by="b", text="Rannan kioskinpitäjä antaa kyllä vettä, kun pyytää. Mutta hana olisi parempi."),
        ],
        answers=[
            Answer(
                unit="upkeep",
                status="accepted",
                text={
                    "fi": "Vesijohto kulkee rannan alla, joten hana on edullinen tehdä. Se avataan ensi toukokuussa ja suljetaan talveksi.",
                    "sv": "En vattenledning går under stranden, så kranen är förmånlig att bygga. Den öppnas nästa maj och stängs över vintern.",
                    "en": "A water main runs under the shore, so the tap is cheap to make. It opens next May and closes for the winter.",
                },
            )
        ],
    ),
    Idea(
        title="Cykelställ med tak vid Hagnäs torg",
        text="Hallen är öppen igen och alla kommer med cykel, men ställen räcker inte och cyklarna står i vägen för dem som går med rullator.\n\nSätt ställen under tak på sidan mot metron, med plats för lådcyklar.",
        language="sv",
        category="walking",
        place="Hagnäs torg",
        point=(60.1796, 24.9512),
        weight=4,
        remarks=[
            Remark(by="a", language="sv", text="Lådcyklar behöver nästan dubbelt så mycket plats. Bra att du tänkte på det."),
            Remark(by="b", text="Katos pilaisi näkymän hallille. Telineet kyllä, katos ei."),
        ],
        answers=[
            Answer(
                unit="streets",
                status="rejected",
                since="decided",
                text={
                    "fi": "Torin reunaan ei tule katosta, koska halli on suojeltu ja näkymä sille pidetään vapaana. Lisäämme kuitenkin 60 runkolukittavaa telinettä, joista 8 sopii laatikkopyörille.",
                    "sv": "Något tak byggs inte vid torgets kant, eftersom hallen är skyddad och sikten mot den ska vara fri. Vi ställer däremot ut 60 ställ där ramen kan låsas, varav 8 för lådcyklar.",
                    "en": "There will be no roof at the edge of the square, because the market hall is protected and the view to it is kept open. We will, however, add 60 racks to which the frame can be locked, 8 of them for cargo bikes.",
                },
            )
        ],
    ),
    Idea(
        title="A bench for talking on every block",
        text="I moved here two years ago and still do not know my neighbours. In my old city there were benches with a small sign: sit here if you are happy to chat.\n\nIt costs almost nothing. Start with ten benches and see who sits down.",
        language="en",
        category="together",
        point=(60.1846, 24.9574),
        place="Torkkelinmäki",
        weight=6,
        remarks=[
            Remark(
                by="a",
                text='Suomalainen istuu tuolle penkille vasta, kun siinä lukee "hiljaisuutta toivotaan".',
                replies=[
                    Remark(by="author", language="en", text="Ha! Then we make two signs and let people choose."),
                    Remark(by="b", text="Älä aliarvioi kalliolaisia. Karhupuistossa jutellaan vieraille joka päivä."),
                ],
            ),
            Remark(by="c", language="sv", text="Bingohallen fungerar redan så här. Men utomhus vore det ännu bättre."),
        ],
        answers=[
            Answer(
                unit="participation",
                status="accepted",
                since="decided",
                text={
                    "fi": "Kokeilemme: kymmenen juttupenkkiä kesän ajaksi, kilvet kolmella kielellä. Syksyllä kysymme, jatketaanko.",
                    "sv": "Vi provar: tio pratbänkar över sommaren, med skyltar på tre språk. I höst frågar vi om de ska få stå kvar.",
                    "en": "We will try it: ten talking benches over the summer, with signs in three languages. In autumn we ask whether to go on.",
                },
            )
        ],
    ),
    Idea(
        title="Sörnäisten metroaseman sisäänkäynti siistiksi",
        text="Kurvissa kulkee päivittäin kymmeniätuhansia ihmisiä ja aseman edusta on harmaa, pimeä ja likainen. Ehdotan parempaa valaistusta, useammin tyhjennettäviä roskiksia ja katutaidetta betoniseiniin.",
        by="anna",
        category="safety",
        place="Kurvi",
        point=(60.1872, 24.9608),
        weight=7,
        remarks=[
            Remark(by="ben", language="en", text="Light helps most. In November I walk the long way round."),
            Remark(by="a", text="Siivous on tehty joka aamu kello kuusi, mutta puoleenpäivään mennessä sitä ei enää huomaa."),
            Remark(
                by="b",
                text="Älkää ajako Kurvin väkeä pois siivouksen nimissä. Hekin asuvat täällä.",
                replies=[
                    Remark(by="author", text="Ei ole tarkoitus. Valo ja puhtaus kuuluvat heillekin."),
                ],
            ),
        ],
        answers=[
            Answer(
                unit="upkeep",
                status="assessing",
                text={
                    "fi": "Valaistus uusitaan joka tapauksessa ensi vuonna. Katutaiteesta sovimme metron ja alueen nuorten kanssa, ja kerromme tuloksen tässä.",
                    "sv": "Belysningen förnyas i vilket fall som helst nästa år. Om gatukonsten kommer vi överens med metron och ungdomar i området, och resultatet berättar vi här.",
                    "en": "The lighting will be renewed next year in any case. We are settling the street art with the metro and local young people, and will tell the outcome here.",
                },
            ),
            Answer(
                unit="upkeep",
                status="accepted",
                since="decided",
                text={
                    "fi": "Uusi valaistus on tilattu ja asennetaan lokakuussa. Seinämaalauksen tekevät Kallion nuorisotalon nuoret. Roskikset tyhjennetään nyt kolmesti päivässä.",
                    "sv": "Den nya belysningen är beställd och monteras i oktober. Väggmålningen görs av ungdomar från ungdomsgården i Berghäll. Skräpkorgarna töms nu tre gånger om dagen.",
                    "en": "The new lighting has been ordered and will be installed in October. The mural is made by young people of the Kallio youth centre. Bins are now emptied three times a day.",
                },
            ),
        ],
    ),
    Idea(
        title="Viljelylaatikoita Suvilahteen",
        authorship="group", on_behalf_of="Kaupunkiviljelijät ry",
        text="Suvilahden asfaltti on kesällä kuuma kuin paistinpannu. Viljelylaatikot toisivat varjoa, pölyttäjiä ja tekemistä. Laatikot voi siirtää pois isojen tapahtumien ajaksi.",
        category="green",
        place="Suvilahti",
        point=(60.1866, 24.9722),
        weight=4,
        remarks=[
            Remark(by="a", text="Jonottaisin laatikkoa heti. Parvekkeella kasvaa vain minttu."),
            Remark(
                by="b",
                text="Kuka kastelee heinäkuussa?",
                replies=[Remark(by="author", text="Me, vuorolistalla. Kolmetoista ihmistä on jo ilmoittautunut.")],
            ),
        ],
        answers=[
            Answer(
                unit="parks",
                status="accepted",
                since="decided",
                text={
                    "fi": "Suvilahteen tulee huhtikuussa 24 siirrettävää laatikkoa ja vesipiste. Laatikot jaetaan arpomalla, ja neljä niistä varataan kouluille.",
                    "sv": "I april ställs 24 flyttbara odlingslådor och en vattenpost ut i Södervik. Lådorna lottas ut, och fyra av dem reserveras för skolor.",
                    "en": "In April Suvilahti gets 24 movable boxes and a water point. Boxes are given out by lot, and four of them are kept for schools.",
                },
            )
        ],
    ),
    Idea(
        title="Öisin hiljaisempi Vaasankatu",
        text="Pidän siitä, että kadulla on elämää. Mutta kello kahden jälkeen melu kantautuu jokaiseen makuuhuoneeseen. Ehdotan, että terassit suljetaan arkisin kello 23 ja kadulle tulee äänitaulu, joka näyttää desibelit.",
        category="safety",
        place="Vaasankatu",
        point=(60.1866, 24.9597),
        weight=5,
        remarks=[
            Remark(by="a", text="Kallioon muutetaan elämän takia. Hiljaisuutta saa Pakilasta."),
            Remark(
                by="b",
                text="Asun kadun varrella ja herään viideltä bussivuoroon. En pyydä hiljaisuutta, vaan unta.",
                replies=[
                    Remark(by="a", text="Ymmärrän tuon. Arkena kello 23 olisi minullekin ok."),
                ],
            ),
            Remark(by="c", text="Äänitaulu kannustaa vain huutamaan kovempaa, nähty on."),
            Remark(by="ben", language="en", text="Could the bars lend blankets and close the windows? That already helps a lot."),
        ],
        answers=[
            Answer(
                unit="participation",
                status="rejected",
                since="decided",
                text={
                    "fi": "Kaupunki ei voi yksin lyhentää terassien aukioloa, siitä päättää lupaviranomainen. Veimme asian eteenpäin ja sovimme ravintoloiden kanssa yhteiset pelisäännöt arki-illoille. Katsomme vuoden päästä, auttoivatko ne.",
                    "sv": "Staden kan inte ensam förkorta uteserveringarnas öppettider, det avgör tillståndsmyndigheten. Vi förde saken vidare och kom överens med restaurangerna om gemensamma spelregler för vardagskvällar. Om ett år ser vi om de hjälpte.",
                    "en": "The city alone cannot shorten the terraces' hours; the licensing authority decides. We took the matter forward and agreed common rules for weekday evenings with the restaurants. In a year we will see whether they helped.",
                },
            )
        ],
    ),
    Idea(
        title="Lainattavat ulkopelit kirjastosta",
        authorship="class", on_behalf_of="Kallion ala-aste", school_class="5B",
        text="Kirjastosta voisi lainata mölkyn, petankkikuulat, sulkapallomailat ja hyppynarun samalla kortilla kuin kirjat. Karhupuisto on kadun toisella puolella.",
        category="together",
        place="Kallion kirjasto",
        point=(60.1841, 24.9531),
        weight=6,
        remarks=[
            Remark(by="a", text="Loistava. Meillä ei ole kotona tilaa yhdellekään pelille."),
            Remark(by="b", language="en", text="Please add a chess set with large pieces."),
        ],
        answers=[
            Answer(
                unit="libraries",
                status="done",
                text={
                    "fi": "Tehty! Lainattavissa on nyt kuusi mölkkyä, neljä petankkisarjaa, sulkapalloa ja suuri shakki. Kysy palvelutiskiltä.",
                    "sv": "Klart! Nu kan man låna sex mölkkyspel, fyra petanquesatser, badminton och ett stort schackspel. Fråga vid disken.",
                    "en": "Done! You can now borrow six mölkky sets, four sets of boules, badminton and a large chess set. Ask at the desk.",
                },
            )
        ],
    ),
    Idea(
        title="Talvella auratut reitit myös rollaattorille",
        text="Helsinginkadun jalkakäytävä aurataan niin, että lumivalli jää suojateiden eteen. Rollaattorilla matka kauppaan loppuu siihen.\n\nToivon, että suojateiden päät aurataan ensin eikä viimeisenä.",
        category="walking",
        place="Helsinginkatu",
        point=(60.1872, 24.9560),
        weight=6,
        remarks=[
            Remark(by="a", text="Sama lastenvaunujen kanssa. Kiitos kun kirjoitit tämän."),
            Remark(by="b", text="Palautetta on annettu joka talvi. Nyt pitäisi vaihtaa urakkasopimus, ei vain luvata."),
        ],
        answers=[
            Answer(
                unit="upkeep",
                status="accepted",
                since="decided",
                text={
                    "fi": "Olet oikeassa. Muutimme urakan ehtoja: suojateiden päät ja pysäkit aurataan ensimmäisenä, ja sen laiminlyönnistä seuraa sakko. Uusi sopimus alkaa marraskuussa.",
                    "sv": "Du har rätt. Vi ändrade entreprenadens villkor: övergångsställenas ändar och hållplatserna plogas först, och den som försummar det får betala vite. Det nya avtalet börjar i november.",
                    "en": "You are right. We changed the contract: the ends of crossings and the stops are cleared first, and neglecting that costs a penalty. The new contract starts in November.",
                },
            )
        ],
    ),
    Idea(
        title="Katusoittajille oma paikka Hakaniementorille",
        text="Torilla kuulee kesällä hienoa musiikkia, mutta soittajat joutuvat väistämään autoja ja kojuja. Pieni katettu lava ja selkeä vuorolista riittäisi.",
        category="together",
        place="Hakaniementori",
        point=(60.1794, 24.9508),
        weight=3,
        remarks=[Remark(by="a", text="Kannatan, kunhan vahvistimet jätetään kotiin.")],
        answers=[
            Answer(
                unit="participation",
                status="rejected",
                text={
                    "fi": "Torille ei nyt tehdä pysyvää lavaa, koska torikauppa tarvitsee tilan. Soittopaikan voi varata torivalvojalta maksutta, ja merkitsemme sen kesäksi maahan.",
                    "sv": "Någon fast scen byggs inte på torget nu, eftersom torghandeln behöver platsen. En spelplats kan bokas gratis hos torgövervakaren, och till sommaren märker vi ut den på marken.",
                    "en": "No permanent stage will be built now, because the market needs the space. A playing spot can be booked from the market supervisor free of charge, and we will mark it on the ground for the summer.",
                },
            )
        ],
    ),
    Idea(
        title="Pihatalkoot-viikko ja lava jätteille",
        text="Keväisin jokainen taloyhtiö tilaa oman jätelavan. Yhteinen talkooviikko ja kaupungin kiertävä lava säästäisi rahaa ja ajoja.",
        category="green",
        weight=2,
        withdrawn=True,
        remarks=[Remark(by="a", text="Eikö tällainen ole jo? Jätehuollon kiertävä keräys kulkee huhtikuussa.")],
    ),
    Idea(
        title="Varjoa ja puita Kalasataman aukiolle",
        text="Kauppakeskuksen edusta on tuulinen talvella ja polttava kesällä. Isot puut istutusaltaissa ja kevyt katos tekisivät siitä paikan, jossa voi odottaa ystävää.",
        by="nils",
        category="green",
        place="Kalasataman metroaseman edusta",
        point=(60.1868, 24.9782),
        weight=5,
        remarks=[
            Remark(
                by="anna",
                text="Puut myös leikkaisivat tornien tuulta. Onko kannen alla tilaa juurille?",
                replies=[
                    Remark(by="a", text="Ei ole, siksi altaat. Pasilassa on tehty samoin ja puut voivat hyvin."),
                ],
            ),
        ],
        answers=[
            Answer(
                unit="parks",
                status="assessing",
                text={
                    "fi": "Selvitämme, kuinka paljon painoa kansi kestää. Tulos on valmis vuodenvaihteessa.",
                    "sv": "Vi utreder hur mycket vikt däcket tål. Resultatet är klart vid årsskiftet.",
                    "en": "We are finding out how much weight the deck can carry. The result will be ready at the turn of the year.",
                },
            ),
            Answer(
                unit="parks",
                status="accepted",
                since="decided",
                text={
                    "fi": "Kansi kestää yksitoista puuta isoissa altaissa. Ne istutetaan huhtikuussa. Katosta emme rakenna, koska se keräisi tuulta.",
                    "sv": "Däcket bär elva träd i stora kärl. De planteras i april. Något tak bygger vi inte, eftersom det skulle fånga vinden.",
                    "en": "The deck can carry eleven trees in large planters. They will be planted in April. We will not build a canopy, because it would catch the wind.",
                },
            ),
        ],
    ),
]

KALLIO = ProjectPlan(
    slug="kallio-kaikille",
    blueprint="ideas",
    district="301",
    unit="participation",
    picture="houses",
    support_goal=50,
    invented_share=0.35,
    titles={"fi": "Kallio kaikille", "sv": "Ett Berghäll för alla", "en": "A Kallio for everyone"},
    leads={
        "fi": "Mikä tekisi Kalliosta paremman paikan olla, liikkua ja asua? Kerro ideasi ja kannata muiden: vähintään 50 kannatusta saaneet arvioidaan varmasti.",
        "sv": "Vad skulle göra Berghäll till en bättre plats att vara, röra sig och bo på? Berätta din idé och stöd andras: de som får minst 50 stöd bedöms säkert.",
        "en": "What would make Kallio a better place to be, move about and live? Share your idea and support others': those with 50 supports or more are sure to be assessed.",
    },
    contact=("Carla Lindqvist", "carla@example.org"),
    bodies={
        "fi": [
            (
                "text",
                "<p>Kallio on Helsingin tiheimmin asuttuja alueita. Kadut, aukiot ja puistot ovat täällä monen olohuone, ja siksi pienikin parannus tuntuu tuhansien ihmisten arjessa. Tässä hankkeessa asukkaat kertovat, mitä parannetaan, ja kaupunki vastaa jokaiseen ehdotukseen nimellä ja perustelulla.</p><h2>Mihin ideoilla voi vaikuttaa</h2><p>Hankkeeseen on varattu 240 000 euroa kahdeksi vuodeksi. Rahalla voi tehdä pieniä ja keskisuuria muutoksia: penkkejä, valoja, istutuksia, suojateitä, tapahtumia ja kokeiluja. Asemakaavaa tai rakennuksia ei tässä muuteta.</p><ul><li>Idea voi koskea mitä tahansa julkista paikkaa Kallion peruspiirissä, Hakaniemestä Kalasatamaan.</li><li>Idean voi jättää suomeksi, ruotsiksi tai englanniksi.</li><li>Yksi hyvä idea riittää. Samankaltaiset ehdotukset arvioidaan yhdessä.</li></ul>",
            ),
            ("quote", ("Penkki on pieni asia, kunnes sitä tarvitsee.", "Kallion kävelykierroksen osallistuja")),
            (
                "question",
                (
                    "Kuka päättää, mitä toteutetaan?",
                    "<p>Kaupungin asiantuntijat arvioivat, mitä ehdotus vaatii ja maksaa. Päätöksen tekee alueen kehittämisryhmä, jossa on mukana kaupunkiympäristön, kulttuurin ja nuorison edustajat sekä kolme arvalla valittua asukasta.</p>",
                ),
            ),
            (
                "question",
                (
                    "Pitääkö minun asua Kalliossa?",
                    "<p>Ei tarvitse. Myös täällä työskentelevät, opiskelevat ja usein kulkevat voivat osallistua.</p>",
                ),
            ),
        ],
        "sv": [
            (
                "text",
                "<p>Berghäll hör till de tätast bebodda områdena i Helsingfors. Gatorna, torgen och parkerna är mångas vardagsrum, och därför märks även en liten förbättring i tusentals människors vardag. I det här projektet berättar invånarna vad som ska bli bättre, och staden svarar på varje förslag med namn och motivering.</p><h2>Vad idéerna kan påverka</h2><p>För projektet har reserverats 240 000 euro för två år. Pengarna räcker till små och medelstora förändringar: bänkar, ljus, planteringar, övergångsställen, evenemang och försök. Detaljplaner och byggnader ändras inte här.</p><ul><li>Idén kan gälla vilken offentlig plats som helst i Berghälls distrikt, från Hagnäs till Fiskehamnen.</li><li>Du kan lämna din idé på finska, svenska eller engelska.</li><li>En god idé räcker. Förslag som liknar varandra bedöms tillsammans.</li></ul>",
            ),
            ("quote", ("En bänk är en liten sak, tills man behöver den.", "En deltagare på promenaden i Berghäll")),
            (
                "question",
                (
                    "Vem bestämmer vad som genomförs?",
                    "<p>Stadens sakkunniga bedömer vad förslaget kräver och kostar. Beslutet fattas av områdets utvecklingsgrupp, där stadsmiljön, kulturen och ungdomen är företrädda tillsammans med tre invånare som valts genom lottning.</p>",
                ),
            ),
            (
                "question",
                ("Måste jag bo i Berghäll?", "<p>Nej. Också du som arbetar, studerar eller ofta rör dig här kan delta.</p>"),
            ),
        ],
        "en": [
            (
                "text",
                "<p>Kallio is one of the most densely populated parts of Helsinki. Its streets, squares and parks are many people's living room, so even a small improvement is felt in the daily life of thousands. In this project residents say what should be better, and the city answers every proposal with a name and a reason.</p><h2>What ideas can change</h2><p>240,000 euros have been set aside for two years. The money is for small and medium changes: benches, lights, planting, crossings, events and trials. Town plans and buildings are not changed here.</p><ul><li>An idea can be about any public place in the district of Kallio, from Hakaniemi to Kalasatama.</li><li>You can write in Finnish, Swedish or English.</li><li>One good idea is enough. Proposals that are alike are assessed together.</li></ul>",
            ),
            ("quote", ("A bench is a small thing until you need one.", "A participant of the Kallio walk")),
            (
                "question",
                (
                    "Who decides what is done?",
                    "<p>Experts from the city work out what a proposal takes and costs. The decision is made by the area's development group: people from urban environment, culture and youth, and three residents chosen by lot.</p>",
                ),
            ),
            (
                "question",
                (
                    "Do I have to live in Kallio?",
                    "<p>No. People who work, study or often spend time here can take part as well.</p>",
                ),
            ),
        ],
    },
    phases={
        "collecting": [(-24, 18), (18, 60), (60, 81)],
        "voting": [(-66, -24), (-24, 25), (25, 46)],
        "decided": [(-110, -68), (-68, -19), (-19, 21)],
    },
    categories={
        "seating": {"fi": "Istuminen ja oleskelu", "sv": "Sittplatser och vistelse", "en": "Sitting and resting"},
        "walking": {"fi": "Kävely ja pyöräily", "sv": "Gång och cykling", "en": "Walking and cycling"},
        "green": {"fi": "Vihreys ja vesi", "sv": "Grönska och vatten", "en": "Green and water"},
        "safety": {"fi": "Turvallisuus ja siisteys", "sv": "Trygghet och renlighet", "en": "Safety and cleanliness"},
        "together": {"fi": "Yhdessä tekeminen", "sv": "Gemenskap", "en": "Doing things together"},
    },
    ideas=IDEAS,
    remarks=[
        Remark(
            by="a",
            text="Hienoa, että tällainen tehdään täällä eikä aina keskustassa. Miten varmistetaan, että myös ne kuullaan, jotka eivät ole netissä?",
            replies=[
                Remark(
                    by="carla",
                    text="Hyvä kysymys. Kirjastossa on joka tiistai kello 14–17 ohjaaja, joka kirjaa ideat puolestasi. Myös paperilomake käy.",
                ),
                Remark(by="a", text="Kiitos, kerron taloyhtiön ilmoitustaululla."),
            ],
        ),
        Remark(
            by="ben",
            language="en",
            text="Thank you for doing this in English too. First time I could write to my city without a translator.",
        ),
        Remark(by="b", text="240 000 euroa on Kallion kokoiselle alueelle aika vähän. Toivottavasti tämä on alku eikä loppu."),
        Remark(
            by="c",
            language="sv",
            text="När får vi veta vilka förslag som går vidare?",
            replies=[
                Remark(
                    by="carla",
                    language="sv",
                    text="Staden svarar på alla förslag i skedet efter idéinsamlingen. Datumen ser du på tidslinjen på projektets sida.",
                ),
            ],
        ),
    ],
)
