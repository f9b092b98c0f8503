"""Words that decide whether something is a name: those that are names too, and what stands beside one."""

import re

LETTER = r"[^\W\d_]"
_WORDS = """
alle alt andre annen annens at august av be da dag de den der din do du dy en enn er et finn fred fri glad glede ha
han hans hen her hun i ingen is ja jo jul juli juni klar la lage lang lo love løv man mange med men min mine må nei
noe noen nor ny nå og om on oss per på ren ro rolig rød se seg ser si siden sin sine skal snill so som sommer sterk
stille stor så ta ti tid tiden til timen timens to tom tre trygg ung varg vel vi vil vind vold vår våren vårt
"""
COMMON = frozenset(_WORDS.split())
"""Names, also with an ending, that are words too: only with a capital, and not first in a sentence."""
_NOUNS = """
alv april are arne ask asken bakke bakken ball ben bent berg bjørk bjørn bo borg borgen brekke bror bru brun bråten by
dal dalen eide eik elg elv elva elven eng engen even fager falk fin fjell fjord foss frank furu gran gro gry grønn
gull gård gården hage hagen haug haugen hauk hav helga hell helle holm hus iris iver jarl kai kant kimen kjær klokke
kristen latter li lie lien lik lilje lin linen liv live lov lund ly lykke lyng lys løkka løkken løve mai maks mark
mars mat maten mats mil mila mo moen myr måne nes nord odd ord perle pål ravn rein ring rose rune saga samen sand
signe siv skog skogen sky sol solberg stein stien stig stigen stjerne storm strand strøm svale svein tale teigen tiger
tone topp tor tore troll turen tuva ulla ulv vang vann venn vennen vik viken vilje viola voll vollen ås åsen ørn øy
"""
NOUNS = frozenset(_NOUNS.split())
"""The same, but words that seldom begin a sentence: only with a capital."""
SHORTENED = ("f.eks.", "bl.a.", "ca.", "kl.", "evt.", "inkl.", "jf.", "m.fl.", "mfl.", "nr.", "dvs.", "ift.", "pga.")
_PARTICLE_WORDS = "abu al av bin bint da dal de del den der di dos du el ibn la le ter van von"
PARTICLES = frozenset(_PARTICLE_WORDS.split())
_FIRST_NAMES = """
alf anders ann anna anne ane bjørn brit britt carl else emma eva finn gunn hans inger jan jens johan john jon kar kari
karl knut lars lisa liv lill may mai mari maria marie nils odd ole per pål rose rut ruth svein thea tone tor
"""
_SECOND_NAMES = """
adrian alexander andre andreas ann anne arne beate berit beth birger bjørn britt brit christian christin christine
daniel edvard elin elisabeth elise emil emilie erik eva fredrik fredrikke grete grethe gunnar gunn harald helen helene
henrik håkon ida inger ingvild iren irene ivar jakob jan johan johanne johannes jorunn julie kari karin karine katrin
katrine kjersti kristian kristin kristina kristine kristoffer lena lene linn lise liselotte lotte louise lovise luisa
magne magnus mari maria mariann marianne marie marit martin martine mathilde mattis merete mette mona nora norunn
oddvar olav ole oskar petter ragnhild sissel siv sofie solveig steinar sunniva synnøve terese therese thomas tobias
tomas torunn turid une vibeke victoria vigdis viktor vilde william åge
"""
TWO_IN_ONE = re.compile(f"({'|'.join(_FIRST_NAMES.split())})({'|'.join(_SECOND_NAMES.split())})")
"""A first name that may be two: «Annemarie», «Karianne», «Olekristian»."""
_ABBREVIATIONS = "AKS BUP EM FAU FN HMS IKT IOP IT KRLE NM OK OL PC PP PPT SFO SMS SMU SU TL TV UDE VM"
NOT_INITIALS = frozenset(_ABBREVIATIONS.split())
OPENING = " \t\r\n\N{NO-BREAK SPACE}«“”„\"'‘’([{-–—•*_#"
LETTERS = re.compile(f"{LETTER}+")
ENDINGS = ("", "s", "a", "n", "en", "ns", "ens")
GROUPS = (
    "bror",
    "emann",
    "familie",
    "far",
    "flokk",
    "gjeng",
    "grupp",
    "gutt",
    "jent",
    "klikk",
    "mamma",
    "mann",
    "mor",
    "pappa",
    "søster",
    "venn",
)
"""Words that a name is the first part of: those around someone, and what someone is called by friends."""
BEFORE = ("lille", "store", "vesle", "snille")
"""Words that stand before a name in one word: «Lillepeder»."""
SHORTEST_IN_COMPOUND = 3
_VOWELS = "aeiouyæøå"
_FRIENDLY = rf"['-]a|(?<=[^\W\d_{_VOWELS}])a|(?<=[rl])ns?"
TAIL = rf"(?:-?s?(?:{'|'.join(GROUPS)}){LETTER}*|'s|-?s|-?ens?|(?<=e)ns?|{_FRIENDLY}|')?(?!{LETTER})"
"""What may follow a name in its word: «Peders», «Pederen», «Pedern», «Kari-a», «Karigjengen»."""
GAP = r"\.?[\s_]+"
DOT = r"(?:\.[\s-]?|-)"
SPACED = r"[.\s-]*"
CLITICS = "وفبلك"
"""Letters that stand before an Arabic name in one word: «and», «so», «in», «to», «like»."""
