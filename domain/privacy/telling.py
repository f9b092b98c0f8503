"""Words that tell of a pupil, in bokmål, nynorsk and English: what was done, how someone is, what is said of them.

Source: what the school's plan says is to be watched for (L463–L470), its kinds of violations (L10–14, L551–557,
L841–864, L1107–1109) and its advice on what is written (facts, no diagnoses: L669–674), put into everyday words. A star
stands for any ending. The lists hold words only; how they are read together stands in `domain/privacy/content.py`, and
what is said of them before an alert is sent in `domain/privacy/coach.py`.
"""

import re


def _any(words: str) -> re.Pattern[str]:
    """Matches each of the words, where a star stands for any letters."""
    parts = (re.escape(word).replace(r"\*", r"\w*") for word in dict.fromkeys(words.split()))
    return re.compile("|".join(parts))


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


HARM = _any(
    """
    slo slår slått slåss sloss slåast slege slegen slegne dytt* dulta dultet skubb* mobb* spark* banka banket
    bankes denge* denga dengt pryl* ert erte ertet erter ertes erta ertar terga terger terget trua truer truet
    trues truar truga trugar truge skrem* skræm* krenk* lugg* bet beit bitt klype kløp klyper klypt klorte klorer
    klora klort spytt* plag* herj* håne håner hånte hånt håna stjal stal stjål* stjeler tvinger tvunget tvinga
    trakass* utest* utfrys* utfros fryst frøs fraus frosset frose frosen kvelte kveler kvelt kvalt kvelar
    ekskluder* baksnakk* drep* drept beføl* tafs* klådd* misbruk* voldt* valdt* knuff* kvelertak hakka hersa
    hersar herser latterliggj* utnytt* jaga jaget angrep angrepet angripe angripen overfalt rana ranet yppa ypper
    skjelte skjelt utskjelt løy utestengd mishandl* pult* kidnapp* uthengt sjikan* hetsa hetset hetser hetsar hets
    hit hits hitting kicked kicks kicking pushed pushes pushing shov* punch* slapp* slaps bully bullied bullies
    tease* teasing mocked mocks mocking taunt* threaten* hurt hurts bitten bites biting scratch* spat spits
    spitting chok* strangl* beat beaten beats harass* assault* abus* groped gropes groping stabb* insult* ridicul*
    humiliat* intimidat* exclud* tripped pinch* stole stolen steals attack* molest* raped fought smack* headbutt*
    ostraci* mistreat* torment* slap kick push grabbed grabs drenched bound
    juling klammeri* slost slåst herma hermet hermer hermar ape apet froze forced forces forcing dratt dro
    drog dragged drags
    """
)
"""Something is done to somebody."""
TOPICS = _any(
    """
    mobbing* mobbesak* mobbetall* erting* krenking* krenkels* krenkende trakassering* utestenging* utestengels*
    utfrysing* utfrysning* plaging* baksnakking* skade skader sparking* dytting* trus* trugs* slåssing* slåsting*
    misbruk slag vold* vald* tvang rasis* blod blåmerk* overgrep* selvmord* sjølvmord* drap* hatprat* diskriminer*
    netthets* digital bullying violence violent threat threats racis* harassment abuse assault suicid* bruise*
    discriminat* exclusion
    """
)
"""What something is about; nobody need have done it."""
UNWELL = _any(
    """
    gråt* græt gret gren griner grinte grein redd redde rædd rædde alene åleine aleine ensom* einsam* lei
    trist* gruer grudde
    gruet gruar skad* blø* blår blåveis neseblod blåmerk* kaller kalt kalte kalla kallar kalles kasta kastet
    kaster kastar filma filmet filmer filmar ignorer* lyver lyger lyg ødela ødelegg* ødelagt øydela øydelagt
    gjemte gjemt gøymde gøymt utrygg* innesluttet deprimert selvskad* sjølvskad* kutter kutta kuttet strever
    strevar sliter slit sleit vondt skjelv* nekter nektar nekta rømte rømt hater hatar hata tør tørr torer utslitt
    urolig* uroleg* lukker stengt blodig hevn* slåsskamp kniv* våpen naken nakenbild* drikker rus* full banning
    hyl* skrik* skreik skrek knust* trøst* tårer oppløst fortvil* bekymr* cry crying cries cried sad upset scared
    afraid terrified frightened alone lonely isolated ignored ignores anxious bleed* bruis* blood bloody unsafe
    depress* shaking refus* struggl* laughed laughing rumour* rumor* hates swore yell* scream* shout* wept weeping
    sobb* tears withdrawn hungry hiding hid knife weapon cutting worried distraught distressed nude nudes hurting
    mean nasty barnevern* barnevernstenest* arr arret neger* hore homo homse svarting pakkis* jævla jævlig tjukk
    feit feite fat ugly stygg stygge stygt halden haldne fryser frys rough slurs nigger whore faggot gay fatso
    n-ordet slengt slenger slengte rykter rykte kviskr* hvisk* stirr* kroppen undertøy* gjemmer gøymer gjømte feig
    sulter forsvant forsvunnen utafor utenfor utanfor kommentar* ertelyst starving sulking drunk drugs cuts scars
    sulten svolten filmed filming victim* offer offeret ofret himler himla himlet kjeft* kjefta harsh harshly skjelte
    tisset tissa tissar pissa pisset wet smells smell stinker stinkar lukter luktar punish* straff*
    utskjelt trøbbel bråkte betale betaler betalar
    """
)
"""How somebody is, or what counts only when it is said of somebody."""
EVENTS = _any(
    """
    slåsskamp* slåssing* slåsting* slagsmål* basketak* krangel krangl* bråk klammeri* håndgemeng* slosskamp*
    slåstkamp* brawl* fight fights fighting scuffle* argument quarrel*
    """
)
"""Something that several did together."""
DIAGNOSES = _any(
    """
    adhd asperger* autis* tourette* dyslek* dyslex* depresjon* angst* angstlidels* ocd tvangslidels* bipolar*
    schizofren* schizo* utviklingshem* ptsd spiseforstyrr* anoreks* anorex* bulimi* psykopat* psychopath*
    sosiopat* sociopath* narsissis* narciss* borderline atferdsforstyrr* åtferdsforstyrr* lærevansk* diagnos*
    psykose* psykotisk* psychotic tilknytningsforstyrr* asd add-diagnose traumatisert* traumatised traumatized
    retardert* retarded
    """
)
JUDGEMENTS = _any(
    """
    aggressiv* aggressive umulig* umuleg* umogeleg* umogleg* impossible slem slemme slemt slemming* ond onde
    ondskapsfull* vondskapsfull* dum dumme dumming* teit* stupid lat lazy bortskjemt* spoilt spoiled uoppdrag*
    uoppseda frekk* rude cheeky respektløs* respektlaus* disrespectful manipulerende manipulativ* manipulative
    løgner* løgnar* lystløgner* liar problembarn* problemelev* bråkmaker* bråkmakar* bråkete troublemaker* bølle*
    bølla bøllete mobberen mobberne mobbaren mobbarane hysteri* sytete sutrete sytpave dramatisk dramaqueen
    oppmerksomhetssyk* merksemdssjuk* attention-seeking utagerende utagerande truende trugande voldelig* valdeleg*
    sær rar weird gal sinnssyk* crazy ekkel ekle kontrollerende umoden* immature trassig* trassete obsternasig*
    egoistisk* selfish naughty evil horrible ekstrem* ufordragelig* ufyselig* udugelig* håpløs* håplaus* hopeless
    uhåndterlig* ustyrlig* unmanageable snobbete feig* patetisk* pathetic defiant rampete rampegutt* rampejent*
    drittunge* uskikkelig* uskikkeleg* sjalu jealous falsk* skummel*
    """
)
"""Words that judge, where the plan wants what was seen and heard (L669–674)."""
ONE = _any(
    """
    han hun hu ho ham hen henne hans hennes hennar honom gutt gutten guten gut jente jenta jenten medelev
    medeleven ungen *klassing *klassingen he she him his boy girl lad hers himself herself
    """
)
"""One who is meant."""
OF_SEVERAL = re.compile(r"\b(?:(?:en|ein|ei|et|eit|én) av|one of) (?:\w+(?:ene|ane)|mine|my|the|them|dem|dei)\b")
"""One who is meant, of several: «en av guttene»."""
CALLED = _all(
    "ask spør spørr rektor inspektør sosiallærer kontaktlærer teamleder trinnleder kollega principal secretary"
)
"""Who is called by name after one of these works at the school."""
KIN = _any(
    """
    mor moren mora mamma mammaen far faren pappa pappaen bror broren søster søsteren søstera syster systera sønn
    sønnen son sonen datter datteren dotter dottera klassekamerat klassekameraten kamerat kameraten venninne
    venninna venninnen venn vennen lillebror* lillesøster* storebror* storesøster* læreren lærar læraren vikaren
    assistenten daughter brother sister mum mom dad mother father classmate
    """
)
"""One who is meant, when what is said is bad."""
STAFF = _all(
    """
    rektor inspektør inspektøren kollega kollegaen kolleger kollegaer sosiallærer sosiallæreren kontaktlærer
    kontaktlæreren teamleder teamlederen trinnleder sjefen lederen leiaren leiar kontoret vaktmester vaktmesteren
    vikar kona mannen hund hunden katten principal colleague colleagues boss secretary caretaker deputy wife
    husband dog cat sosiallærar kontaktlærar
    """
)
"""Who else a story may be about."""
ANYONE = _all("elev eleven barn barnet unge child pupil student kid")
"""One, whom a question may be about without anyone being meant."""
MANY = _all(
    """
    gutta jentegjengen guttegjengen graders grader minste yngre younger
    elever elevene elevane barna ungene ungane gutter guttene gutar gutane jenter jentene jentane noen noken nokon
    nokre dem de dei medelever medelevar venner vennene vener foreldre foreldrene foreldra foresatte foresette
    lærere lærerne lærarar they them boys girls kids children pupils students classmates friends someone somebody
    parents teachers klassen gjengen gruppa
    """
)
ASKS = _all(
    """
    hva hvordan hvem hvilke hvilken hvor hvorfor når kva korleis kven kor korfor kvifor kan kunne skal bør må får
    er har finnes fins gjelder what how who which where why when can could should must may do does is are am
    """
)
"""How a question, or a wish to know, begins."""
HOW_MANY = frozenset({("hvor", "mange"), ("kor", "mange"), ("how", "many")})
WE = _all("jeg eg vi man jeg du oss i we you one me skolen skulen rektor ein")
WHENEVER = _all("når hvis dersom viss if when whenever ifall")
"""What is asked about in general follows."""
JUST_THEN = _any(
    """
    dag går nettopp nå no friminutt* storefri* skolegård* skulegard* garderobe* gangen today yesterday recess
    playground morges kveld morning helgen helga uka weekend break mandag* tirsdag* onsdag* torsdag* fredag* igjen
    again ute skoleveien skulevegen kantina gymmen gymtimen dusjen toalettet dofri
    """
)
"""A time or a place: something has happened."""
WAS = _all("var vært vore been ble blei vart så såg skjedde hendte fikk fekk was were saw happened got had hadde")
PASSIVE = _all("ble blei blir vart vert was were got gets being been is")
THINGS = _all(
    """
    planen møtet fristen saken sakene varselet varsler kortet systemet boten knappen lista listen oppgaven oppgåva
    meldingen rapporten skjemaet dokumentet appen kalenderen årshjulet meeting deadline plan report reminder
    message button case form task document card list bot app notification notifications calendar lyset alarmen pc
    skjermen printeren
    """
)
"""What is slått, pushed or frozen without anyone being hurt."""
PHRASES = re.compile(
    r"\b(?:"
    r"(?:vil|vill|vel|ville|tør|torer|orker|orkar|tørr) ikk?j?e (?:\w+ )?"
    r"(?:gå |komme |være |vere |på |til |i |spise|ete)"
    r"|(?:får|fekk|fikk) ikk?j?e (?:lov|være|vere|bli|leke|leike|sitte|sitje)"
    r"|(?:ikk?j?e har|har ikk?j?e) (?:noen |nokon )?ven|ingen (?:å |vil |venner|ven|vener|leker|snakker)"
    r"|ikk?j?e (?:noen|nokon) (?:å|venner|vener)|for seg sj?[eøj]?lv|tar fra|tok fra|tek frå|tok frå"
    r"|tok (?:lua|sekken|mobilen)|(?:le[r]?|lo|ler|ledd|flirte|flirer) av|gjør narr|gjer narr|gjorde narr"
    r"|stygge? (?:ting|ord|melding|kommentar)\w*|stengt? ute|kastet ut|kasta ut|holdt? (?:\w+ )?ute"
    r"|held (?:\w+ )?ute|vondt i mag|vil(?:le)? dø|vanskelig hjemme|vanskeleg heime|slått? hjemme|redd for"
    r"|rædd for|lagt ut (?:bilde|film|video)\w*|bilder? av|bilete av|video av|(?:rev|reiv) (?:i|av|ned)"
    r"|dro[g]? (?:\w+ )?(?:i|etter) (?:håret|genseren|jakka)|hold?t? (?:\w+ ){0,2}(?:fast|nede)"
    r"|st[ei]ngd? inne|(?:stengte?|låste?|læste?) (?:\w+ )?inne|innelåst|(?:tok|tar|tek|grep|greip) (?:for )?hardt"
    r"|heldt (?:\w+ ){0,2}(?:fast|nede)|not allowed to (?:join|play)|left out|leave\w* (?:\w+ )?out"
    r"|leaving (?:\w+ )?out|pick(?:ed|s|ing) on|ma(?:de|kes|king) fun|by h(?:im|er)self"
    r"|no(?: ?one|body) (?:to |wants|will|plays|talks|likes)|(?:no|any) friends"
    r"|(?:doesn.?t|does not|didn.?t|won.?t|will not|refuses to) (?:dare|want|come|go|eat|talk|speak)|stomach ?ache"
    r"|tummy ?ache|wants? to die|call(?:ed|s|ing) (?:(?:him|her|them|me) )?\w+|mean to|took (?:his|her|their)"
    r"|laugh\w* at|pull\w* (?:his|her|\w+) hair|(?:locked|shut) (?:\w+ ){0,3}(?:out|in)|threw|black eye|self.?harm\w*"
    r"|(?:videos?|photos?|pictures?) of|held (?:\w+ )?down|at home|ikk?j?e trygg|utrygt|not safe|unkind|ganged up"
    r"|gjekk laus|gikk løs|går løs|går laus|banke opp|banka opp|beat(?:en)? up|nekta?r? å|avvist"
    r"|(?:albue|kne|knyttneve|ball|snøball|stein)n? i (?:magen|ansiktet|andletet|hodet|hovudet|ryggen)"
    r"|ut av (?:chat|gruppe|leken|leiken)|(?:skjedd|hendt|hend) igjen|happened again|eat (?:snow|dirt|grass)"
    r"|ikk?j?e (?:får|fekk|fikk) (?:lov|være|vere|bli|leke|leike)|(?:skjedd|hendt|hend) no(?:e|ko)n?|something happened"
    r"|blå(?:tt)? merker?|same clothes|samme klærn?e?|same kleda?|tok (?:penger|pengar|pengene|pengane)|froze \w+"
    r"|(?:sl[ie]pp\w*) ikk?j?e|utan at dei|ingen får|nobody lets|to the ground|i bakken|på bakken)"
)
"""Of somebody."""
IDIOMS = re.compile(
    r"(?<!ble )(?<!blei )(?<!blir )(?<!vart )(?<!vert )"
    r"\bsl(?:å|år|o|ått|åtte|ege|egne)(?: \w+)? (?:sammen|saman|på|opp|fast)\b|\bpush notifications?\b"
    r"|\bsl(?:å|år|o)(?: \w+)? av\b"
    r"|\bkick(?:ed|s|ing)? off\b|\bhit(?:s|ting)? (?:send|save|enter|the|ok)\b|\bkaster? bort\b"
    r"|\b(?:pushed|push|pushing) (?:back|to|forward|out|until)\b|\bbeats? me\b|\bhurt to\b|\btrue\b|\blei av å\b"
    r"|\bstjeler (?:mye )?tid\b|\bspare\w* tid\b|\bbitt? for bitt?\b|\bbekymringsmelding\w*"
    r"|\bkaller (?:vi|man|dere|det)\b|\bredd barna\b"
)
"""Everyday sayings that are taken out before the rest is read."""
SWITCHED_OFF = re.compile(r"\bsl(?:ått|åtte|ege|egen|egne) av\b")
"""Said of a thing; of a person it is harm."""
NO_NAMES = _all(
    """
    teams outlook excel word onedrive sharepoint zoom vigilo visma itslearning websak eqs udir olweus zero oslo
    norge norway rosenholm rosenhallen skolemiljø skolemiljo monday tuesday wednesday thursday friday saturday
    sunday january february march april may june july august september october november december christmas easter
    norwegian english nynorsk bokmål gymsal statsforvalteren mobbeombudet rektor principal please thanks hello hi
    fau smu su bup ppt aks sfo uda ude kommunen facebook snapchat tiktok instagram the a an my we you it this that
    there is are what when how who where why can could do does did have has and or but if for from to in on at of
    with not no yes education act section kapittel opplæringslova opplæringslov
    """
)
"""Words that may have a capital in the middle of a sentence."""
