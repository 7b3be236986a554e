"""What a longer text says about the status of its task: asking beats guessing."""

import re

from domain.status import Said as What
from domain.understanding import Understood
from handlers.reporting.desk import Desk
from handlers.reporting.words import hedges

WORDS_OF_A_STATUS = 6
"""A longer answer says more than the status: it is kept as the officer's own words, too."""

_CLAUSES = re.compile(r"[,;:.]\s+|\n+|\s+[-–—]\s+")


def status_told(desk: Desk, text: str) -> Understood:
    """The status of the whole text, or of its first clause where no other clause contradicts."""
    whole = desk.understood("status", text)
    clauses = [clause for clause in _CLAUSES.split(text) if clause.strip()]
    if is_status(whole) or len(clauses) < 2:
        return whole
    first, *others = (desk.understood("status", clause) for clause in clauses)
    told = {other.head for other in others if is_status(other)}
    hedged = first.head == What.DONE and any(map(hedges, clauses[1:]))
    return first if is_status(first) and told <= {first.head} and not hedged else whole


def is_status(understood: Understood) -> bool:
    return understood.head in set(What)


def is_wordy(text: str) -> bool:
    return len(text.split()) > WORDS_OF_A_STATUS
