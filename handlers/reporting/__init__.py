"""The reporting conversation: from the menu of a unit's paper to its receipt."""

from domain.conversation import Edited, Event
from handlers.contract import Handler, Step
from handlers.idle import stay
from handlers.reporting import (
    agreeing,
    amending,
    choosing,
    entering,
    fast,
    figure,
    late,
    menu,
    moving,
    planning,
    result,
    review,
    sending,
    status,
    unasked,
    waiting,
    whole,
)
from handlers.reporting import progress as progressing
from handlers.reporting.agreeing import verdict
from handlers.reporting.place import Place, steps_of
from handlers.reporting.words import order_in

__all__ = ["CHOICES", "COMMANDS", "EVENTS", "PLACES", "STEPS", "UNASKED", "order_in", "verdict"]

PLACES: dict[str, Place] = {
    "report.menu": Place(menu.ask, menu.answer, menu.back, knows_orders=True),
    "report.status": Place(status.ask, status.answer, moving.to_menu, hears_lists=True),
    "report.date": Place(status.ask_date, status.answer_date, status.back, hears_lists=True),
    "report.reason": Place(
        status.ask_reason, status.answer_reason, status.back, "result_text", takes_text=True
    ),
    "report.result": Place(result.ask, result.answer, result.back, "result_text", takes_text=True),
    "report.figure": Place(figure.ask, figure.answer, figure.back, "figure", hears_lists=True),
    "report.figure_check": Place(
        figure.ask_check,
        figure.answer_check,
        figure.back_to_figure,
        "figure",
        hears_lists=True,
    ),
    "report.heading": Place(
        result.ask_heading, result.answer, result.back, "result_text", takes_text=True
    ),
    "report.plan": Place(planning.ask, planning.answer, moving.to_menu),
    "report.plan_item": Place(planning.ask_item, planning.answer_item, planning.back_to_plan),
    "report.plan_text": Place(
        planning.ask_text,
        planning.answer_text,
        planning.back_to_plan,
        "result_text",
        takes_text=True,
    ),
    "report.preview": Place(
        fast.ask,
        fast.answer,
        moving.to_menu,
        "preview",
        knows_orders=True,
    ),
    "report.nothing": Place(
        whole.ask_nothing,
        whole.answer_nothing,
        moving.to_menu,
        hears_lists=True,
        knows_orders=True,
    ),
    "report.previous": Place(
        whole.ask_previous, whole.answer_previous, moving.to_menu, hears_lists=True
    ),
    "report.review": Place(
        review.ask,
        review.answer,
        moving.to_menu,
        "preview",
        hears_lists=True,
        knows_orders=True,
    ),
    "report.detach": Place(
        review.ask_detach, review.answer_detach, review.back_to_review, hears_lists=True
    ),
    "report.confirm": Place(
        sending.ask,
        sending.answer,
        sending.back,
        "preview",
        hears_lists=True,
        knows_orders=True,
    ),
    "report.late": Place(
        late.ask, late.answer, late.back, "result_text", takes_text=True, after_lock=True
    ),
}

STEPS: dict[str, Step] = {
    **steps_of(PLACES),
    choosing.STEP: Step(choosing.ask_which, choosing.answered(PLACES, entering.enter), stay),
    **agreeing.STEPS,
    waiting.STEP: Step(waiting.ask, waiting.answer, stay),
}

UNASKED: Handler = unasked.taken(PLACES)

COMMANDS: dict[str, Handler] = {
    "report": entering.command(PLACES),
    "progress": progressing.progress,
    "send": entering.within(STEPS, PLACES),
    "edit": entering.within(STEPS, PLACES),
    "nothing_all": entering.within(STEPS, PLACES),
    "resend_previous": entering.within(STEPS, PLACES),
    "review": entering.about_whole(PLACES),
    "recall": entering.about_whole(PLACES),
}

CHOICES: dict[str, Handler] = {
    "report": entering.chosen(PLACES, entering.open_paper),
    "nothing": entering.chosen(PLACES, entering.report_nothing),
    "recall": entering.chosen(PLACES, entering.recall),
    "send_now": entering.chosen(PLACES, entering.send),
    "late": entering.chosen(PLACES, entering.say_late),
    "ask_reopen": entering.chosen(PLACES, entering.ask_reopen),
    "agree": agreeing.agree,
    "look": agreeing.look,
}

EVENTS: dict[type[Event], Handler] = {
    Edited: amending.amended(PLACES),
}
