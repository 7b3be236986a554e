"""What a coordinator orders, and what a leader is asked. One module an order, listed here."""

from domain.conversation import Event, ExtractReady, IssuedReady, ReportReady
from domain.people import Power
from handlers.contract import Handler, Step
from handlers.coordinator import (
    approve,
    asking,
    chase,
    compiling,
    correcting,
    enter_for,
    extend,
    extracting,
    giving_back,
    granting,
    inviting,
    issuing,
    locking,
    opening,
    overview,
    period_extension,
    proofreading,
    returning,
    rewriting,
    rewritten,
    sign_off,
    unclear,
    units,
    view,
)
from handlers.coordinator.call import HERE, order
from handlers.coordinator.sign_off import verdict
from handlers.coordinator.spoken import is_lone_order, spoken

__all__ = ["CHOICES", "EVENTS", "HERE", "ORDERS", "STEPS", "is_lone_order", "spoken", "verdict"]

# By what `spoken` makes of a text.
ORDERS: dict[str, Handler] = {
    "overview": order(overview.overview, Power.OVERSEE),
    "view": order(view.view, Power.OVERSEE),
    "ask": order(asking.ask, Power.OVERSEE),
    "unclear": order(unclear.unclear, Power.OVERSEE),
    "chase": order(chase.chase),
    "stop_press": order(chase.stop_press),
    "approve": order(approve.approve),
    "return": order(returning.give_back),
    "extend": order(extend.extend),
    "enter_for": order(enter_for.enter_for),
    "compile": order(compiling.compile_report),
    "brief": order(extracting.brief, Power.OVERSEE),
    "extract": order(extracting.extract, Power.OVERSEE),
    "open_period": order(opening.open_period),
    "lock_period": order(locking.lock_period),
    "reopen": order(locking.reopen),
    "invite": order(inviting.invite),
    "hand_over": order(inviting.hand_over),
    "sign_off": order(sign_off.sign_off),
    "issue": order(issuing.issue),
    "withdraw": order(giving_back.withdraw),
    "rewrite": order(rewriting.rewrite),
    "proofread": order(proofreading.proofread, Power.OVERSEE),
}

# A focal point's button "Sửa lại" is called "rewrite"; the coordinator's is "rewriting".
_ONLY_TYPED = ("ask", "unclear", "rewrite")

# The same by button, "<order>|<period>|<unit>|<argument>", and what has no word of its own.
CHOICES: dict[str, Handler] = {
    **{head: handler for head, handler in ORDERS.items() if head not in _ONLY_TYPED},
    "extend": extend.pressed(order(extend.from_button)),
    "pick": order(units.pick_from_all, Power.OVERSEE),
    "sign": sign_off.answer,
    "typo": order(correcting.correct),
    "rewriting": ORDERS["rewrite"],
    "rewriting_difference": order(rewritten.show_difference),
    "keep_rewriting": order(rewritten.keep),
    "drop_rewriting": order(rewritten.drop),
    "restore_rewriting": order(rewritten.restore),
    "merge": order(rewritten.merge),
}

EVENTS: dict[type[Event], Handler] = {
    ExtractReady: extracting.extract_ready,
    IssuedReady: issuing.issued_ready,
    ReportReady: compiling.report_ready,
}

STEPS: dict[str, Step] = {
    **approve.STEPS,
    **chase.STEPS,
    **compiling.STEPS,
    **correcting.STEPS,
    **extracting.STEPS,
    **granting.STEPS,
    **inviting.STEPS,
    **issuing.STEPS,
    **locking.STEPS,
    **opening.STEPS,
    **period_extension.STEPS,
    **returning.STEPS,
    **rewriting.STEPS,
    **rewritten.STEPS,
    **sign_off.STEPS,
    **view.STEPS,
    units.STEP: units.choosing(CHOICES),
}
