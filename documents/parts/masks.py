"""Who must not stand in a document: other pupils but in the archive's, staff when that is chosen."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from string import ascii_uppercase

from domain.documents.editions import Edition
from domain.ids import PersonId
from domain.people.person import Person, Pupil, name_among
from domain.privacy.name_guard import OtherNames
from domain.privacy.names.close import Close, close_to
from domain.privacy.names.folding import composed
from domain.privacy.names.shown import around
from domain.protection.address import Whereabouts
from domain.text.messages import _


class Mask:
    """One for each document, so that «elev A» is the same pupil throughout it.

    Those `close` to the pupil are found by one name alone, if nothing is said all who have ever gone with it; so are
    the staff when they are to be left out. Those `barred` are found as those tied to the case are: also with a letter
    wrong, and where the name is a word too. What is an employee's full name is not a pupil's, nor that of an employee
    who is barred. For the home those `barred` are named in no text, and who is `off` the case is not said to have done
    anything. But for the archive no text tells where another with a protected address goes or lives, for the home nor
    where the pupil does.
    """

    def __init__(
        self,
        others: Sequence[Pupil],
        own: Pupil | None,
        people: Mapping[PersonId, Person],
        *,
        hide_staff: bool,
        edition: Edition = Edition.CASE,
        close: Close | None = None,
        barred: Collection[PersonId] = (),
        off: Collection[PersonId] = (),
    ) -> None:
        staff = [*people.values()]
        near = close or close_to(others, own, date.min)
        self._names = OtherNames(others, close=near, own=own, staff=staff)
        self._roles = {str(id_): person.role_label for id_, person in people.items()}
        never = frozenset(str(one.id) for one in staff if one.id in barred)
        known = Close(frozenset(self._roles), misspelt=never, tied=never)
        self._staff = OtherNames(staff, close=known, own=own) if hide_staff else None
        self.staff_names = {id_: p.role_label if hide_staff else p.called for id_, p in people.items()}
        suspects = [one for one in staff if one.id in barred and edition is Edition.HOME]
        colleagues = [one for one in staff if one.id not in barred]
        self._barred = OtherNames(suspects, close=Close(never, misspelt=never, tied=never), own=own, staff=colleagues)
        self._off = frozenset(off) if edition is Edition.HOME else frozenset()
        self.staff_names |= dict.fromkeys(self._off, "")
        archive, self._edition = edition is Edition.ARCHIVE, edition
        self._labels: dict[str, str] = {pupil.id: pupil.name for pupil in others} if archive else {}
        self._whereabouts = None if archive else Whereabouts(own, others, near.tied, home=edition is Edition.HOME)
        self.named: list[str] = []
        """Where another pupil, or whom a suspicion is about, was named in a text for the home."""

    def pupil(self, pupil_id: str) -> str:
        """«elev A», «elev B» … in the order they first appear; the name for the archive, and no letter for the home."""
        if self._edition is Edition.HOME:
            return _("en annen elev")
        number = len(self._labels)
        letters = ascii_uppercase[number % 26] + (str(number // 26) if number >= 26 else "")
        return self._labels.setdefault(pupil_id, _("elev {letters}", letters=letters))

    def with_class(self, pupil: Pupil) -> str:
        """«Navn, 4B»; for the home the name alone, of one whose address is protected."""
        kept = self._whereabouts is not None and self._whereabouts.own_is_kept
        return pupil.name if kept else f"{pupil.name}, {pupil.school_class}"

    def staff(self, person_id: PersonId | None) -> str:
        """The name, or the role when names are to be left out. For the home nothing, of who is off the case."""
        return "" if person_id in self._off else name_among(self.staff_names, person_id)

    def contact(self, person_id: PersonId) -> str:
        """Whom a home is told to turn to: the principal instead of who is off the case."""
        return self.staff(person_id) or _("rektor")

    def text(self, words: str, *, of_plan: bool = False) -> str:
        """A person's words without the names that must not stand there. For the home what names another is left out; of
        the plan, which can be written anew, it is told of instead (`named`).
        """
        if self._edition is Edition.HOME:
            found = [hit for hit in (*self._barred.find(words), *self._names.find(words)) if hit.certain]
            if found and not of_plan:
                return ""
            self.named += [around(composed(words), hit.start, hit.end) for hit in found]
        named = self._named_of_those_kept(words)
        if self._edition is not Edition.ARCHIVE:
            words = self._names.rewritten(words, lambda hit: f"[{self.pupil(hit.who)}]{hit.ending}")
        if self._staff is not None:
            words = self._staff.rewritten(words, lambda hit: f"[{self._roles[hit.who]}]{hit.ending}")
        return self._whereabouts.hidden(words, named) if self._whereabouts else words

    def _named_of_those_kept(self, words: str) -> list[str]:
        """Who is named in the words, where it is to be known."""
        if self._whereabouts is None or self._whereabouts.nobody:
            return []
        return [hit.who for hit in self._names.find(words) if hit.certain]
