"""What is decided on is the version that was seen; one sent since is shown first."""

from dataclasses import replace

from domain.conversation import Turn
from domain.errors import NewerVersion
from domain.facts import UnitLine
from domain.messages import Reply
from domain.submission import State
from handlers.coordinator import view
from handlers.coordinator.call import Call


def newer(call: Call, line: UnitLine, seen: int | None) -> Turn | None:
    """The newer version with its choices; None where what was seen still stands, or nothing waits
    to be decided on."""
    if seen in (None, line.version) or line.state is not State.SUBMITTED:
        return None
    shown = view.view(replace(call, units=(line.unit,)))
    words = Reply(NewerVersion.template, {"version": line.version})
    return replace(shown, replies=(words, *shown.replies))


def version_seen(call: Call, unit: str, named: str = "") -> int | None:
    """That of the button pressed, or of the view that typed words are said at; else None."""
    if named:
        return int(named) if named.isdecimal() else None
    data = call.session.data
    at_view = call.session.step == view.STEP and data.get("unit") == unit
    seen = data.get("version") if at_view and call.text else None
    return seen if isinstance(seen, int) else None
