"""Which programme a plan is a newer form of, and who is in its groups already."""

import re
from collections.abc import Iterable, Sequence

from domain.plan import ImportedPlan, unit_code
from domain.plan_names import fold
from domain.programme import Programme, Unit


def newer_form_of(plan: ImportedPlan, known: Iterable[Programme]) -> Programme | None:
    """The programme of the same title, whatever its year."""
    title = _timeless(plan.frame.title or "")
    return next((programme for programme in known if _timeless(programme.title) == title), None)


def fresh_code(plan: ImportedPlan, file: str, taken: Iterable[str]) -> str:
    """A code for a new programme, from its title or else its file's name without ending."""
    return unit_code(_timeless(plan.frame.title or "") or file, taken)


def members_of(programme: Programme) -> tuple[Unit, ...]:
    """The units of all its groups, each once."""
    codes = dict.fromkeys(code for group in programme.groups for code in group.members)
    return tuple(programme.unit(code) for code in codes)


def known_members(plan: ImportedPlan, known: Sequence[Programme]) -> tuple[Unit, ...]:
    """For a new programme: the members of those groups that other programmes call the same."""
    names = {fold(name) for name in plan.groups}
    units: dict[str, Unit] = {}
    for programme in known:
        for group in programme.groups:
            if fold(group.name) in names:
                names.discard(fold(group.name) if group.members else "")
                units |= {code: programme.unit(code) for code in group.members}
    return tuple(units.values())


def _timeless(title: str) -> str:
    """Without years: next year's plan is the same programme."""
    return " ".join(re.sub(r"\d+", " ", fold(title)).split())
