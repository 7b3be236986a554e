"""What typed Vietnamese means: one call for the conversation and for the operator's tool.

understand("status", "xong 80%") -> doing, percent 80
"""

from collections.abc import Callable, Mapping
from datetime import date

from domain.understanding.answers import Context, Understood
from domain.understanding.command import understand_command
from domain.understanding.coordinator import understand_coordinator
from domain.understanding.dates import understand_date
from domain.understanding.figure import understand_figure
from domain.understanding.numbered import Item, numbered_items, understand_numbered
from domain.understanding.reference import understand_reference
from domain.understanding.secret import understand_secret
from domain.understanding.status import understand_status
from domain.understanding.unit_name import understand_unit_name

_STEPS: Mapping[str, Callable[[str, Context], Understood]] = {
    "status": understand_status,
    "figure": understand_figure,
    "date": understand_date,
    "command": understand_command,
    "coordinator": understand_coordinator,
    "unit_name": understand_unit_name,
    "reference": understand_reference,
    "secret": understand_secret,
    "numbered": understand_numbered,
}

STEPS = tuple(_STEPS)


def understand(
    step: str,
    text: str,
    context: Mapping[str, object] | None = None,
    *,
    is_working_day: Callable[[date], bool] | None = None,
) -> Understood:
    """What `text` means at `step`, in canonical form (heads, keys and flags).

    `context` as in JSON: `today`, `now`, `due` (ISO), `prev`, `target` (decimals),
    `unit_of_measure`, `units`, `old_names`, `period`, `step`, `tasks`, `ask`. Working days are
    Monday to Friday unless `is_working_day` says otherwise. Raises ValueError with a plain
    sentence for an unknown step or a context value that cannot be read; never for a text.
    """
    reader = _STEPS.get(step)
    if reader is None:
        raise ValueError(f"unknown step {step!r}; steps are {', '.join(STEPS)}")
    return reader(text, Context.read(context or {}, is_working_day))


__all__ = ["STEPS", "Item", "Understood", "numbered_items", "understand"]
