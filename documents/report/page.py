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
BORDER = 0.5
"""The lines of a table, in points."""

# Widths from here on are in twips: 567 are a centimetre, 20 a point.
LETTERHEAD = (3685, 5670)
"""6.5 and 10.0 cm."""
SIGNATURE = (2993, 6362)
CELL_MARGIN = 57
_Columns = Mapping[str, int]
TASK_COLUMNS: _Columns = {
    "number": 480, "text": 2400, "product": 1150, "deadline": 1200, "lead": 1250,
    "supporting": 1000, "progress": 1600, "results": 3800, "difficulties": 1407,
}  # fmt: skip
INDICATOR_COLUMNS: _Columns = {
    "number": 500, "name": 3900, "measure": 1000, "plan": 1700, "value": 1400,
    "cumulative": 1300, "share": 1200, "change": 1400, "note": 1887,
}  # fmt: skip
UNIT_COLUMNS: _Columns = {
    "number": 550, "name": 3000, "state": 1150, "sent_at": 2650, "note": 2005,
}  # fmt: skip
"""25.2 cm between the margins of a lying page, 16.5 cm of an upright one."""
_CENTRED = {"number", "deadline", "measure", "state", "sent_at"}
_FIGURES = {"plan", "value", "cumulative", "share", "change"}

PICTURE = (160, 90)
"""A photo's greatest width and height, in millimetres: two stand on a page."""
FEWEST_DOTS = 96
"""An inch of paper takes no fewer: a small photo is not blown up."""


def cell_style(column: str) -> str:
    """The style of the cells of a column."""
    if column in _CENTRED:
        return "Cell Centred"
    return "Cell Figure" if column in _FIGURES else "Cell"
