"""The first things people see: help, and what to say to someone the bot does not know."""

from collections.abc import Iterable, Mapping, Sequence

from cards.access import substitutes_help
from cards.alert.actions import StartAlert
from cards.case.actions import SayWord, ShowUnreachable
from cards.kit.elements import Card, buttons, card, facts, heading, own_chat, points, problem, said, stamp, text
from cards.lists.actions import SearchPupil
from cards.oversight import month_counts
from cards.protection import privacy
from domain.message import DraftAt
from domain.people.permissions import Permission, may
from domain.people.person import Person
from domain.school_plan.school_plan import Contact, SchoolPlan
from domain.text.messages import N_, Labels, _, worded

OLD_CLIENT = N_("Teams-appen din er for gammel for dette kortet. Oppdater Teams, og prøv igjen.")
DELETE_IT = N_(
    "Takk for at du sier fra. Slett meldingen over, og bruk knappen. Chatten er ikke et trygt sted for "
    "opplysninger om elever."
)
DELETE_IT_THERE = N_(
    "Takk for at du sier fra. Slett det du skrev til meg i kanalen eller gruppechatten: andre kan lese det der. "
    "Gjelder det en elev, kan du varsle her. Da kommer det bare til dem som skal ha det."
)
DELETE_IT_ANYHOW = N_(
    "Slett det du skrev til meg i kanalen eller gruppechatten: andre kan lese det der. Gjelder det en elev, si fra til "
    "rektor muntlig."
)
DELETE_IT_AND_SAY = N_(
    "Slett meldingen over: chatten er ikke et trygt sted for opplysninger om elever. Gjelder det en elev, si fra til "
    "rektor muntlig."
)
"""To whom does not send alerts."""

LABELS = Labels(
    {
        "varsle": N_("Varsle rektor"),
        "logg": N_("Ny logg"),
        "mine": N_("Mine oppgaver"),
        "saker": N_("Åpne saker"),
        "hjelp": N_("Hjelp"),
    }
)


MORE_WORDS, CONTACTS, GUIDANCE, ACCESS = "flere ord", "hvem kan jeg ringe", "veiledning", "innsyn"
STATISTICS, LANGUAGE = "statistikk", "språk"
"""Words that stand on buttons here."""
NEEDS = {
    "hjelp": Permission.HAVE_OWN,
    "mine": Permission.HAVE_OWN,
    "varsle": Permission.RAISE_ALERT,
    "logg": Permission.WRITE_LOG,
    "saker": Permission.READ_CASE,
    "dokumenter": Permission.COORDINATE_CASE,
    "årshjul": Permission.FOLLOW_YEAR,
}
"""What a word asks of the person; the others are for whoever works there."""
ON_TOP = 3


def offered(words: Iterable[str], person: Person) -> list[str]:
    """Those of the words that the person may use."""
    return [word for word in words if may(person, NEEDS.get(word, Permission.ASK))]


def first_words(person: Person) -> list[str]:
    """What the person most likely came for; to alert is first for whoever may."""
    coordinates = may(person, Permission.COORDINATE_CASE)
    ranked = ("varsle", "saker", "mine", "logg") if coordinates else ("varsle", "logg", "mine", "saker")
    return offered(ranked, person)[:ON_TOP]


def welcome_or_help(person: Person, school_plan: SchoolPlan, *, new: bool = False, learns: bool = False) -> Card:
    """What the bot can do for this person, in three buttons; the words are folded behind a fourth. `learns`: the module
    on privacy is offered, after what the person came for. A substitute has a help of their own.
    """
    if person.until:
        return substitutes_help.help_card(person, person.until, school_plan, learns=learns)
    return card(
        heading(_("Hei!") if new else _("Dette kan jeg hjelpe deg med")),
        said(_what(person, school_plan)),
        buttons(*[_say(word) for word in first_words(person)]),
        text(_("Skriv aldri navn eller det som har skjedd rett i chatten. Bruk knappene."), subtle=True),
        actions=[
            SayWord.button(_("Hvem kan jeg ringe?"), word=CONTACTS),
            SayWord.button(_("Flere ord"), word=MORE_WORDS),
            ShowUnreachable.button(_("Ansatte jeg ikke når")) if may(person, Permission.SEE_UNREACHABLE) else None,
            privacy.offer() if learns else None,
            month_counts.offer() if school_plan.owner_counts and may(person, Permission.SEE_OVERSIGHT) else None,
        ],
    )


def _what(person: Person, school_plan: SchoolPlan) -> str:
    if not may(person, Permission.RAISE_ALERT):
        return _(
            "Du er skoleeiers kontaktperson for {school}. "
            "Her er sakene du er med i: de som gjelder noen i ledelsen, og de du er satt inn i. Dette følger av {law}.",
            school=school_plan.school,
            law=school_plan.law,
        )
    return _(
        "Jeg hjelper deg og {school} med å følge opp at elevene har det trygt og godt. Dette følger av {law}.",
        school=school_plan.school,
        law=school_plan.law,
    )


def more_words(person: Person, words: Mapping[str, tuple[str, str]]) -> Card:
    """Every word the person may use, as it is typed and with its meaning, and the buttons that help has no room for."""
    rest = [word for word in offered(LABELS, person) if word not in first_words(person)]
    return card(
        heading(_("Dette kan du skrive")),
        points([f"**{typed}** – {means}" for typed, means in map(words.__getitem__, offered(words, person))]),
        buttons(
            *[_say(word) for word in rest],
            SearchPupil.button(_("Søk elev")),
            SayWord.button(_("Veiledning"), word=GUIDANCE),
            SayWord.button(_("Innsyn"), word=ACCESS),
            SayWord.button(_("Statistikk"), word=STATISTICS) if may(person, Permission.COORDINATE_CASE) else None,
            SayWord.button(_("Språk"), word=LANGUAGE),
        ),
    )


def thanked() -> Card:
    """«takk», «ok», a thumb."""
    return card(text(_("Bare hyggelig! Skriv «hjelp» når du trenger meg.")))


def cannot_now(why: str) -> Card:
    """A word that cannot be answered now."""
    return card(problem(why))


def channel_help(bot_id: str = "") -> Card:
    """In a channel others read along: nothing of a case is said there. Whatever was written is answered with the same,
    so it tells nobody what that was.
    """
    return card(
        heading("Skolemiljø"),
        text(
            _(
                "Jeg svarer ikke om saker i kanaler. "
                "Skriv til meg i en egen chat: «varsle», «logg», «mine» eller «saker»."
            )
        ),
        text(_("Skriv aldri om elever her. Har du gjort det, sletter du meldingen.")),
        text(_("Her kan du skrive «årshjul», eller «kanal»: da ser du hva kanalen får, og en leder kan velge det.")),
        actions=[own_chat(bot_id)],
    )


def not_understood(likely: Sequence[str]) -> Card:
    """The three most likely buttons."""
    return card(
        heading(_("Hva vil du gjøre?")),
        text(_("Det ordet kjenner jeg ikke. Mente du en av disse?")),
        actions=[_say(word) for word in likely],
    )


def wrote_content(draft_id: str, likely: Sequence[str], *, searches: bool = False) -> Card:
    """Who wrote about a pupil is helped to take it back (law 1), and to say it where it belongs: in an alert, where
    they may send one, or in the form where a name is searched for.
    """
    return card(
        heading(_("Hva vil du gjøre?")),
        problem(worded(DELETE_IT if draft_id else DELETE_IT_AND_SAY)),
        actions=[
            StartAlert.button(_("Start varsel"), draft_id=draft_id, style="positive") if draft_id else None,
            *[_say(word) for word in likely[: 1 if searches else 2]],
            SearchPupil.button(_("Søk elev")) if searches else None,
        ],
    )


def wrote_elsewhere(draft_id: str, schools: Sequence[DraftAt] = ()) -> Card:
    """The same, in the person's own chat, of what stands where others read it; with `schools` it is asked at which."""
    ways = [StartAlert.button(one.name, draft_id=one.draft_id) for one in schools]
    for way, one in zip(ways, schools, strict=True):
        stamp(way, one.school)
    return card(
        heading(_("Slett meldingen")),
        text(worded(DELETE_IT_THERE if draft_id or ways else DELETE_IT_ANYHOW)),
        text(_("Hvilken skole gjelder det?")) if ways else None,
        buttons(*ways),
        actions=[StartAlert.button(_("Varsle her"), draft_id=draft_id, style="positive") if draft_id else None],
    )


def unknown_person(contacts: Sequence[Contact]) -> Card:
    """Whom to ring, as far as the plan file knows: what is urgent must not end here."""
    known = [one for one in contacts if one.phone]
    return card(
        heading(_("Jeg finner deg ikke")),
        text(
            _(
                "Du står ikke i skolens liste over ansatte, så jeg kan ikke hjelpe deg her. Si fra til rektor eller "
                "den som har ansvar for Skolemiljø på skolen. **Haster det, si fra til rektor muntlig nå.**"
            )
        ),
        text(_("Når du ikke noen på skolen, kan du ringe:")) if known else None,
        facts({one.title: one.phone for one in known}),
    )


def choose_school(ways: Sequence[tuple[str, Card]], note: Card | None = None) -> Card:
    """For someone who works at several schools: a button for each (its id, and what leads on there)."""
    for school_id, way in ways:
        stamp(way, school_id)
    return card(heading(_("Hvilken skole gjelder det?")), note, buttons(*(way for _id, way in ways)))


def say(words: str) -> Card:
    """A plain answer to a typed word."""
    return card(said(words))


def old_client() -> Card:
    return card(problem(worded(OLD_CLIENT)))


def _say(word: str) -> Card:
    return SayWord.button(LABELS[word], word=word)
