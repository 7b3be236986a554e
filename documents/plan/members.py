"""The members of a group from a list: a CSV with a column `name`, or one name a line."""

import csv
from pathlib import Path

from documents.plan.errors import PlanDamaged, PlanNotRead
from documents.plan.lines import clean, is_blank
from documents.plan.text import text_of
from domain.plan import unit_code
from domain.programme import Unit


def read_members(path: Path) -> tuple[Unit, ...]:
    """The units of a file, each once, in its order; other columns than `name` are ignored.

    Raises PlanNotRead, or PlanDamaged where it is no UTF-8 or no table.
    """
    try:
        text = text_of(path.read_bytes(), path.name)
        names = _names(text.splitlines())
    except OSError as error:
        raise PlanNotRead(name=path.name) from error
    except csv.Error as error:
        raise PlanDamaged(name=path.name) from error
    units: dict[str, Unit] = {}
    for name in names:
        if name not in units:
            units[name] = Unit(unit_code(name, [unit.code for unit in units.values()]), name)
    return tuple(units.values())


def _names(lines: list[str]) -> list[str]:
    filled = [line for line in lines if not is_blank(line)]
    if not filled:
        return []
    parting = ";" if ";" in filled[0] else ","
    header = [cell.strip().strip('"').lower() for cell in filled[0].split(parting)]
    if "name" not in header:
        return [clean(line).lstrip("-•* ").strip() for line in filled]
    column = header.index("name")
    rows = csv.reader(filled[1:], delimiter=parting)
    return [clean(row[column]) for row in rows if len(row) > column and not is_blank(row[column])]
