"""What is counted of the cases someone may open."""

from bot.handlers.words.registry import word
from bot.language.commands import Command
from bot.language.known_words import STATISTICS
from bot.router import Show, router
from cards import start
from cards.kit.elements import Card
from cards.statistics import figures as cards
from cards.statistics.actions import OpenReports, ShowStatistics
from domain.people.permissions import may
from domain.text.messages import _
from services.statistics.counting import own_figures
from services.turn import Turn


@word(STATISTICS)
def statistics(_command: Command, turn: Turn) -> Card:
    if not may(turn.actor, ShowStatistics.requires):
        return start.say(_("Tallene er for dem som leder eller koordinerer saker. Spør en av dem."))
    return cards.pointer()


@router.on(ShowStatistics)
def show_statistics(_action: ShowStatistics, turn: Turn) -> Show:
    now, before = own_figures(turn)
    lists = turn.school_plan.pick_lists
    labels = {one.id: one.label for one in (*lists.kinds, *lists.places)}
    return Show(cards.statistics_card(now, before, labels, reports=may(turn.actor, OpenReports.requires)))
