"""The buttons of the alert. A field with `Ask` is answered by the person; the others travel in the button."""

from datetime import date, time
from typing import Annotated

from pydantic import Field, StringConstraints

from cards.kit.fields import Entry, Facts, Id, Key, Line
from cards.kit.forms import Action, Ask
from domain.alert.alert import FACTS_MAX, Go, Page, Suspicion
from domain.alert.form_answers import FactsAnswers, MoreAnswers, RolesAnswers
from domain.people.permissions import Permission
from domain.text.answered import Each, Several
from domain.text.prose import ENTRY_MAX


class StartAlert(Action, verb="alert.start", requires=Permission.RAISE_ALERT):
    draft_id: Id


class FactsPage(Action, verb="alert.facts", requires=Permission.RAISE_ALERT):
    """Page 1: enough for a valid alert, and where, and how it became known (L669–674).

    What is missing is the server's to say, so that a page can wait. `group`: the class or base to show next.
    """

    draft_id: Id
    to: Go
    group: Key = ""
    pupils: Annotated[Several, Ask("Hvem gjelder det?", expanded=True, required=True)] = ()
    kinds: Annotated[Several, Ask("Hva har skjedd?", expanded=True, required=True)] = ()
    facts: Annotated[Facts, Ask("Kort om det du så eller hørte", lines=True, limit=FACTS_MAX, required=True)] = ""
    suspicion: Annotated[Suspicion | None, Ask("Kan en ansatt ha krenket eleven?", expanded=True, required=True)] = None
    place: Annotated[Key | None, Ask("Hvor?")] = None
    source: Annotated[Key | None, Ask("Hvordan vet du det?")] = None

    @property
    def answers(self) -> FactsAnswers:
        return FactsAnswers(**self.model_dump(include=set(self.asks())))


class ClassPage(Action, verb="alert.class", requires=Permission.RAISE_ALERT):
    """The class or base; or, to `find` a pupil whose class one does not know, the name."""

    draft_id: Id
    find: bool = False
    group: Annotated[Key, Ask("Klasse eller base")] = ""
    name: Annotated[Line, Ask("Søk på navn")] = ""


class ChooseFound(Action, verb="alert.found", requires=Permission.RAISE_ALERT):
    draft_id: Id
    found: Annotated[Several, Ask("Hvem gjelder det?", expanded=True)] = ()


class RolesPage(Action, verb="alert.roles", requires=Permission.RAISE_ALERT):
    """Of two pupils or more: who is what. When force was used: on whom (§ 13-5)."""

    draft_id: Id
    to: Go
    roles: Annotated[Each, Ask("Hvem er hvem?", expanded=True, required=True)] = Field(default_factory=dict)
    force_against: Annotated[Key, Ask("Hvem grep du inn mot?", expanded=True, required=True)] = ""

    @property
    def answers(self) -> RolesAnswers:
        return RolesAnswers(roles=self.roles, force_against=self.force_against)


class SuspectPage(Action, verb="alert.suspect", requires=Permission.RAISE_ALERT):
    draft_id: Id
    suspect: Annotated[Key, Ask("Hvem gjelder mistanken?")]


class MorePage(Action, verb="alert.more", requires=Permission.RAISE_ALERT):
    """Page 2: what the plan wants of each alert (L1107–1117, L1136), and what is worth saying and easily forgotten."""

    draft_id: Id
    to: Go
    immediate_actions: Annotated[Several, Ask("Hva gjorde du med en gang?")] = ()
    physical_intervention: Annotated[bool, Ask("Jeg grep inn fysisk")] = False
    serious: Annotated[bool, Ask("Det er alvorlig")] = False
    care_concern: Annotated[bool, Ask("Jeg er bekymret for omsorgen hjemme")] = False
    occurred_on: Annotated[date | None, Ask("Hvilken dag?")] = None
    occurred_time: Annotated[time | None, Ask("Hvilket klokkeslett?")] = None
    pupil_told: Annotated[Key | None, Ask("Har du fortalt eleven at du sier fra?")] = None
    guardians_told: Annotated[Key | None, Ask("Har foresatte fått beskjed?")] = None
    on_behalf_of: Annotated[Line, Ask("Varsler du på vegne av en kollega uten Teams? Skriv navnet")] = ""

    @property
    def answers(self) -> MoreAnswers:
        return MoreAnswers(**self.model_dump(include=set(self.asks())))


class TurnPage(Action, verb="alert.page", requires=Permission.RAISE_ALERT):
    draft_id: Id
    page: Page


class SendAlert(Action, verb="alert.send", requires=Permission.RAISE_ALERT):
    draft_id: Id


class CancelAlert(Action, verb="alert.cancel", requires=Permission.RAISE_ALERT):
    draft_id: Id


class DiscardAlert(Action, verb="alert.discard", requires=Permission.RAISE_ALERT):
    draft_id: Id


class ShowAlert(Action, verb="alert.show", requires=Permission.RAISE_ALERT):
    alert_id: Id


class AddToAlert(Action, verb="alert.add", requires=Permission.RAISE_ALERT):
    """The reporter's own alert can always be added to, never rewritten."""

    alert_id: Id
    addition_id: Id
    text: Annotated[Entry, StringConstraints(min_length=1), Ask("Legg til i varselet", lines=True, limit=ENTRY_MAX)]


class IdentifyFromAlert(Action, verb="alert.identify", requires=Permission.RAISE_ALERT):
    """The reporter found out who the pupil is: first the class, then the pupil (L562–563)."""

    alert_id: Id
    group: Annotated[Key, Ask("Klasse eller base")] = ""


class IdentifiedFromAlert(Action, verb="alert.identified", requires=Permission.RAISE_ALERT):
    alert_id: Id
    group: Key
    pupil: Annotated[Id, Ask("Hvem er eleven?", expanded=True)]


class NameFromAlert(Action, verb="alert.name_suspect", requires=Permission.RAISE_ALERT):
    """The reporter names later whom the suspicion is about: barred, or, when the case has been taken, the one of a new
    alert whose business key is `naming_id` (law 3).
    """

    alert_id: Id
    naming_id: Key = ""
    suspect: Annotated[Key, Ask("Hvem gjelder mistanken?")] = ""


class ReportCare(Action, verb="alert.care", requires=Permission.RAISE_ALERT):
    """Concern for the care at home: whoever has it reports it, or says why not (§ 24-3). Blank shows the form."""

    alert_id: Id
    answer_id: Key = ""
    reported: Annotated[Key, Ask("Har du meldt til barnevernet?", expanded=True)] = ""
    on: Annotated[date | None, Ask("Hvilken dag meldte du?")] = None
    words: Annotated[Entry, Ask("Hvordan meldte du, eller hvorfor ikke?", lines=True, limit=600)] = ""
