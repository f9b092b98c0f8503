"""An alert as those on its cases read it, when something in it was wrong. What was sent is kept."""

from dataclasses import replace

from domain.alert.alert import Alert, PupilRole, PutRight
from domain.ids import PupilId


def as_put_right(alert: Alert) -> Alert:
    """The alert with those who were meant, and with what each had to do with it."""
    right, form = alert.put_right, alert.form
    if right == PutRight():
        return alert
    meant = {pupil: right.pupils.get(pupil, pupil) for pupil in form.pupils}
    pupils = tuple(dict.fromkeys(meant.values()))
    roles = {meant[pupil]: form.role_of(pupil) for pupil in form.pupils} | right.roles
    against = right.force_against or (meant.get(form.force_against, form.force_against) if form.force_against else None)
    return replace(alert, form=replace(form, pupils=pupils, roles={p: roles[p] for p in pupils}, force_against=against))


def with_another_pupil(alert: Alert, wrong: PupilId, right: PupilId) -> Alert:
    """The exposed pupil is another. One who stands in it already changes parts with the wrong one. Nothing changes in
    an alert that says nothing of the wrong one.
    """
    if wrong not in as_put_right(alert).form.exposed:
        return alert
    known, each_other = alert.put_right, {wrong: right, right: wrong}
    now = {pupil: known.pupils.get(pupil, pupil) for pupil in alert.form.pupils}
    meant = {pupil: each_other[one] for pupil, one in now.items() if one in each_other}
    against = each_other.get(known.force_against, known.force_against) if known.force_against else None
    roles = {each_other.get(pupil, pupil): role for pupil, role in known.roles.items()}
    return replace(alert, put_right=PutRight(pupils=known.pupils | meant, roles=roles, force_against=against))


def with_role(alert: Alert, pupil: PupilId, role: PupilRole) -> Alert:
    """The pupil had another part in it. Nothing changes in an alert that says nothing of the pupil."""
    if pupil not in as_put_right(alert).form.pupils:
        return alert
    return replace(alert, put_right=replace(alert.put_right, roles=alert.put_right.roles | {pupil: role}))


def with_force(alert: Alert, pupil: PupilId) -> Alert:
    """Force was used on that pupil."""
    return replace(alert, put_right=replace(alert.put_right, force_against=pupil))
