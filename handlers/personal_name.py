"""A person's own name, as typed."""

import re

from domain.invite_codes import find_code
from domain.understanding import understand
from handlers.words import bare_name

_LETTERS = range(2, 61)
_NAME = re.compile(r"[^\W\d_]+(?:[ .'-]+[^\W\d_]+)*\.?")


def read_name(text: str) -> str | None:
    """The name in `text` in NFC; None where it is no name: a code, a command, figures."""
    name = " ".join(bare_name(text).split())
    if not _NAME.fullmatch(name) or len(name) not in _LETTERS or find_code(name):
        return None
    if understand("command", text, {"step": "menu"}).head != "none":
        return None
    return name.title() if name.islower() else name
