"""What is recognised in typed words, in three languages: content, and what must never be met with «Slett meldingen»."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.commands import recognises
from bot.language.known_words import WORDS
from domain.privacy.content import names_among
from domain.privacy.near_names import near

NAMES = ("Kanarine Fugleli", "Ada Lovelund", "Mohammed Ali Khan", "Sander Berg", "Live Engen", "Emma Olsen")
KNOWN = names_among(NAMES)
CONTENT = """
en gutt i 4b ble slått i friminuttet
Ada gråt i garderoben
adas mor ringte
Ada sin mor ringte i dag
Fugleli, Kanarine kom for sent
kanarinne fugleli
Kanarien gråt
en av guttene på 3. trinn får ikke være med i fotballen
hun sitter alltid alene i storefri
ei jente i femte seier ho ikkje vil på skulen
dei har stengt ute ei jente i 6a heile veka
guten vart slegen i går
ein elev blei sparka i skulegarden
nokon kastar stein på han
han ertar dei små
læreren ropte til en elev og tok hardt i armen hans
jeg så at to gutter dyttet en førsteklassing
det var slåsskamp i garderoben i dag
a boy in 4B was hit during recess
she says nobody will play with her
he was crying in the bathroom
two girls keep calling him names
someone pushed a kid down the stairs
a pupil told me that he is scared to come to school
the kids are excluding her from the group chat
my student has been bullied for weeks
he has bruises on his arm
gutten har blåmerker
hun har ADHD og er helt umulig
moren sier at han gruer seg til å gå på skolen
de kaller ham stygge ting på snap
noen har lagt ut bilder av henne
en elev sier at hun ikke har noen å være sammen med
eleven min blir utestengt
jeg er bekymret for en gutt i klassen min
Mohamed Ali Khan ble slått
Emma har ikke spist på tre dager
to elever på 7. trinn truet en yngre elev med kniv
han spytta på meg
Jonas og Petter slåss hele tiden
faren drikker og slår
ho har ingen å vere saman med i friminutta
there was a fight in the hallway today
A teacher grabbed him by the arm
he hates school and won't eat lunch
lærar heldt ein elev fast
han vil ikke gå hjem
gutane ler av han når han les
snille deg, kan du hjelpe, en jente i 2a er helt knust
noen rev av henne hijaben
hun blir mobba på nettet
eleven er redd for en voksen på skolen
dei tok lua hans og sprang
en vikar lugget en elev
they laughed at him because of his clothes
elev i 5c kuttet seg
a student in my class wants to die
Kanarina er syk i dag
Kanarina er syk i dag
kanarien har mistet lua si
Jeg tror noen plager lillebroren til en i klassen
han kom gråtende inn fra friminuttet
en elev i 5B fortalte at de andre ikke vil ha ham med
ei jente blei kalla hore i gangen
jenta får kommentarer om kroppen sin
noen har skrevet stygge ting på do om en gutt i sjuende
han har begynt å gå for seg selv i storefri
hun spiser alene hver dag
en far ringte og var sint fordi sønnen blir plaget
to av jentene i klassen nekter å snakke med henne
han fikk en snøball i ansiktet med vilje
gutten ble holdt nede og fikk snø i munnen
eleven vår skulker fordi han er redd
jeg tok en elev i armen for å stoppe ham
assistenten kjeftet på en elev så han gråt
en elev sa at læreren er slem mot ham
de lager ekle videoer av henne
han blei dytta i trappa
ho græt kvar morgon når ho skal på skulen
guten får høyre at han er feit
ein gut i 3a har vondt i magen kvar måndag
det er nokon som herjar med han på bussen
far til ein elev seier at sonen ikkje har venner
dei frys henne ut
ein elev vart utestengd frå gruppa
ho har fått stygge meldingar på nettet
eg såg at ein gut blei halden fast
nokre jenter i sjuande kviskrar og ler når ho kjem inn
eleven fortel at dei andre spring frå han
ein lærar sa noko stygt til han
he told me they take his food every day
a girl in my class has stopped eating
they spread rumours about her
a parent called to say that her son is being bullied on the bus
I saw one of the boys slap another child
she came in with a bloody nose
the other kids run away from him
he gets called fat
some girls locked her in the toilet
one of my pupils says that he does not want to live
he is left out of every game
someone sent nude pictures of a girl in 7A
I think he is being hit at home
a colleague shouted at a child until he cried
that boy is a bully
she is so annoying and impossible
he always sits on his own at lunch
she asked me not to tell but the others spit on her
the boys in 6B threatened him after school
en elev blir ertet for klærne sine
han er mobberen i klassen
hun er autist
gutten med adhd slo igjen
Slåssing mellom to gutter på 6. trinn i dag
noen tok sekken til en førsteklassing og kastet den på taket
hjelp det er en gutt som truer de andre
det er noe galt med hun i 4a tror jeg
barnevernet er koblet på familien hans
eleven har fått en diagnose
hun klorer seg selv
en gutt sa at han ville drepe seg
han viste meg arr på armene
det ble sagt rasistiske ting til en elev
de sa neger til ham
the teacher was too rough with one of the students
he called her a slur
varsle: gutt i 2b slått av en større elev
logg: jente i 3c gråt i timen
saken om han som slo i går
hvor mange ganger er han slått
en elev har blitt slått av en i 6a
eleven er blitt slått av medelever
elev igjen slått av en annen i skolegården
barnet har vorte slått av nokon
4b: elev slått av elev i 6a
barna ble igjen slått av de store
eleven har fått juling
ein elev fekk juling
eleven fikk en albue i magen
hvor mange ble slått i friminuttet
""".strip().splitlines()
HARMLESS = """
hei hvordan går det
takk for hjelpen
kan du minne meg på møtet med foreldrene på torsdag klokka to
når er fristen for aktivitetsplanen
hva regnes som mobbing
hva gjør jeg når en elev blir mobbet
hvem er mobbeombudet i Oslo
vi skal ha temauke om mobbing på fjerde trinn
elevene skal på tur til Rosenhallen på fredag, husk matpakke og gode sko
hvordan skriver jeg et godt varsel
er du en robot
god helg
hvor mange elever kan stå i ett varsel
hvor mange elever er mobbet
påminnelsene er slått av
er varslingen slått av
lyset var slått av i gymsalen
kor mange elevar blir mobba
how many pupils were bullied
jeg er syk i morgen
kan jeg jobbe hjemmefra alene på fredag
møtet er flyttet til mandag
jeg har mistet passordet mitt
what is the deadline for the plan
how do I report bullying
can you remind me on Monday
what should I do if a pupil is hit
thanks, that was helpful
the meeting was pushed to Friday
where can I find the policy on violence
is it possible to change the language to English
kva er fristen for evalueringa
korleis varslar eg om mobbing
kan du hjelpe meg med planen
eg treng ein pause
kven er sosiallærar
møtet vart flytta
varslene er slått av
hvem kan se det jeg skriver
blir det jeg skriver lagret
jeg trykket på feil knapp
kortet vises ikke på mobilen min
appen er treg i dag
har vi kurs om vold og trusler i år
kan foreldre se saken
når skal eleven få vite om planen
hvordan snakker jeg med en elev om mobbing
Hvor finner jeg skolens handlingsplan mot mobbing?
we need more coffee in the staff room
who is on duty at recess today
hvem har vakt i friminuttet i dag
alle må huske å låse garderoben
Kontaktlærerne har møte klokka tre
skolen har fått nye pulter til klasserommene
the pupils have a day off on Friday
her er alt bra
i dag er det planleggingsdag
hva betyr delplikt
du er flink
lunsj?
ok
kan jeg slette et utkast
kan rektor se loggen min
hvordan endrer jeg en logg
who can see what I write
dette var lett
Er det noen som vet når kantina åpner
Husk å føre fravær før helga
Vi trenger flere voksne ute i storefri
Kan elevene bruke mobil på tur
Jeg kommer litt for sent til møtet
foreldremøte torsdag klokken 18
jeg skal ha vikar på onsdag
hvem er kontaktlærer i 4b
hvor lang tid har rektor på å svare
hva er forskjellen på varsel og logg
hvor mange dager har vi på oss
jeg forstår ikke hva jeg skal trykke på
kan du sende meg lenken til planen
kan jeg varsle anonymt
Har du en norsk versjon av handlingsplanen
hva skjer etter at jeg har sendt et varsel
hvilke tiltak pleier å virke mot mobbing
vi har fått ny printer på personalrommet
gratulerer med dagen
kan du snakke engelsk
er det lov å ta bilder av elevene på tur
må jeg varsle hvis jeg er usikker
hva gjør jeg hvis en elev ikke vil snakke med meg
hvem skal jeg ringe hvis rektor er borte
hva sier loven om fysisk inngripen
eleven har krav på medvirkning
skal foreldrene få vite at vi har varslet
når er neste nettverksmøte om skolemiljø
barna skal ha med seg niste på fredag
eg kjem litt seint i dag
kan du minne meg på elevsamtalane
kvar finn eg malen
kva er skilnaden på varsel og logg
korleis endrar eg ein logg
er det møte i dag
vi har tur til skogen på tysdag
elevane har fri på fredag
kven har inspeksjon i dag
takk for i dag
eg forstår ikkje kva eg skal trykkje på
kan foreldra lese det eg skriv
eg har bytt klasse i år
how long do we keep the logs
can parents read what I write
I will be late for the meeting
is there a meeting today
the students have a day off on Friday
what is the difference between an alert and a log
do I have to report if I am unsure
how do we prevent bullying in our school
which measures work against bullying
my phone does not show the button
can I get a copy of the plan in English
we are going on a field trip on Tuesday
where is the printer
sorry, wrong chat
who is the principal's deputy
what happens after I send it
is the bot down today
test
kan du lage en liste over tema til elevrådet
Vi skal snakke om vennskap og nettvett i 5. klasse
hvor ofte skal planen evalueres
planen må være ferdig før helga
jeg har laget en ny oppgave til årshjulet
kan du flytte fristen til fredag
hvem er lederen i AKS
fint vær i dag
har 4b gym i dag
4B har leirskole i uke 20
""".strip().splitlines()
COMMANDS = """
saker 4. trinn
varsle
årshjul
saker 4. trinn vold
lukkede saker i fjor
hvor mange saker har vi i år
saker uten plan
sak 2026-014
show my cases
I want to report something
jeg vil varsle om mobbing
vis saker forfalt
mine
logg
ny logg
jeg er borte til fredag
eg vil varsle
mine saker på 5. trinn
open cases
vis aktivitetsplanen i sak 14
hjelp meg å varsle
alert
log
help
kan eg sjå sakene mine
slett utkastet mitt
uka
statistikk
veiledning
kalender
saker mobbing 4b
saker om utestenging på 6. trinn
start et varsel
eg må melde frå
sakene mine som er over fristen
I need to file a report about bullying
calendar
hvem kan jeg ringe
kva saker er opne
show cases for grade 4
vis saker ikke tatt imot
""".strip().splitlines()


@pytest.mark.parametrize("typed", CONTENT)
def test_content_is_recognised(typed: str) -> None:
    assert recognises(typed, KNOWN)


@pytest.mark.parametrize("typed", [*HARMLESS, *COMMANDS, *WORDS])
def test_harmless_words_and_commands_are_not(typed: str) -> None:
    assert not recognises(typed, KNOWN)


@pytest.mark.parametrize(
    "typed",
    [
        "Adas",
        "Ada sin",
        "Ada's bag",
        "Fugleli, Kanarine",
        "fugleli kanarine",
        "Khan Mohammed",
        "Kanarinne Fugleli",
        "kanarine fuglelli",
        "hei, er Kanarien der",
        "takk, hilsen Kanarina",
        "kanarines plan",
        "berg, sander",
    ],
)
def test_a_name_misspelt_inflected_or_reversed_is_known(typed: str) -> None:
    assert recognises(typed, KNOWN)


@pytest.mark.parametrize("typed", ["Sender du kortet", "er det live", "er det lov", "ada ptert", "engen er våt"])
def test_another_word_is_no_name(typed: str) -> None:
    assert recognises(typed, KNOWN) is typed.startswith("ada")


@given(st.sampled_from(["kanarine", "mohammed", "fugleli"]), st.integers(0, 6), st.sampled_from("abcdeæøå"))
def test_one_letter_wrong_missing_or_too_many_is_near(name: str, at: int, letter: str) -> None:
    assert near(name[:at] + letter + name[at + 1 :], name)
    assert near(name[:at] + name[at + 1 :], name)
    assert near(name[:at] + letter + name[at:], name)
    assert near(name[:at] + name[at + 1] + name[at] + name[at + 2 :] if at + 1 < len(name) else name, name)


@given(st.text(max_size=6))
def test_a_short_word_is_near_nothing_but_itself(word: str) -> None:
    assert near(word, "ada") is (word == "ada")
