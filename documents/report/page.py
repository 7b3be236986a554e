"""The decree's page, for Word and PDF alike: paper, margins, columns (NĐ 30/2020, Phụ lục I)."""

from collections.abc import Mapping

PAPER = (210, 297)
"""Width and height, in millimetres."""
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""Millimetres, of an upright and of a lying page."""
NUMBER_DISTANCE = 10
"""From the upper edge to the page number, in millimetres."""
RULE_HEIGHT, RULE_WEIGHT = 3, 0.75
"""Points: of the empty line that a rule stands under, and of the rule."""

# Widths from here on are in twips: 567 are a centimetre, 20 a point.
LETTERHEAD = (3685, 5670)
"""6.5 and 10.0 cm."""
SIGNATURE = (2993, 6362)
CELL_MARGIN = 57
COLUMNS: Mapping[str, Mapping[str, int]] = {
    "tasks": {
        "number": 500, "text": 2700, "product": 1300, "deadline": 1200, "lead": 1400,
        "supporting": 1150, "progress": 1750, "results": 2900, "difficulties": 1387,
    },
    "indicators": {
        "number": 500, "name": 3900, "measure": 900, "plan": 1300, "value": 1500,
        "cumulative": 1300, "share": 1200, "change": 1600, "note": 2087,
    },
    "units": {"number": 600, "name": 3200, "state": 1300, "sent_at": 1900, "note": 2355},
}  # fmt: skip
"""By annex: 25.2 cm between the margins of a lying page, 16.5 cm of an upright one."""
CENTRED = frozenset(
    {"number", "deadline", "measure", "plan", "value", "cumulative", "share", "change"}
    | {"state", "sent_at"}
)
LYING = frozenset({"tasks", "indicators"})
