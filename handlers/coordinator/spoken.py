"""Which order a typed text is, if it is one."""

from collections.abc import Mapping

from domain.understanding import understand
from handlers.coordinator.words import begins, said

_BY_WORDS = ("withdraw", "stop_press", "import_plan", "next_plan")
"""Orders that understand("coordinator") has no head for."""


def spoken(text: str, context: Mapping[str, object]) -> str:
    by_words = (head for head in _BY_WORDS if begins(text, head))
    return next(by_words, None) or understand("coordinator", text, context).head


def is_lone_order(text: str) -> bool:
    """Nobody means these words alone as a reason."""
    return said(text, "lone_orders")
