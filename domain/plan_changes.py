"""What taking over a plan changes in a programme that is already followed."""

from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from domain.outline_edit import keep_outline
from domain.plan_names import fold, short_title
from domain.programme import Programme, Task

_ALIKE = 0.6
_COMPARED = 3000


@dataclass(frozen=True, slots=True)
class TaskChange:
    old: Task
    new: Task


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What taking over a plan would do. `beside` names what else differs ("frame", "units")."""

    added: tuple[Task, ...] = ()
    changed: tuple[TaskChange, ...] = ()
    ended: tuple[Task, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.changed or self.ended or self.beside)


def compare(old: Programme, new: Programme) -> PlanChanges:
    """What `new` adds, changes and ends; tasks are matched by their words within their units.

    A new number, short title or report heading alone is no change.
    """
    pairs = _pairs(old.tasks, new.tasks)
    matched = set(pairs.values())
    return PlanChanges(
        added=tuple(task for task in new.tasks if task.code not in pairs),
        changed=tuple(
            TaskChange(old.task(pairs[task.code]), task)
            for task in new.tasks
            if task.code in pairs and _substance(task) != _substance(old.task(pairs[task.code]))
        ),
        ended=tuple(task for task in old.tasks if task.code not in matched),
        beside=_beside(old, new),
    )


def changes_by_code(old: Programme, new: Programme) -> PlanChanges:
    """The same where `new` has taken the codes of `old` already: a task is known by its code."""
    before = {task.code: task for task in old.tasks}
    codes = {task.code for task in new.tasks}
    kept = [task for task in new.tasks if task.code in before]
    return PlanChanges(
        added=tuple(task for task in new.tasks if task.code not in before),
        changed=tuple(
            TaskChange(before[task.code], task)
            for task in kept
            if _substance(task) != _substance(before[task.code])
        ),
        ended=tuple(task for task in old.tasks if task.code not in codes),
        beside=_beside(old, new),
    )


def take_over(old: Programme, new: Programme) -> Programme:
    """`new` with the codes of the tasks it shares with `old` and what was edited by hand there.

    Entries refer to tasks by code: a task that moved keeps its code, an added one gets a free one.
    """
    pairs = _pairs(old.tasks, new.tasks)
    codes = _kept_codes(new, pairs, {task.code for task in old.tasks})
    tasks = tuple(
        with_code(_edited(old.task(pairs[task.code]), task), codes[task.code])
        if task.code in pairs
        else with_code(task, codes[task.code])
        for task in new.tasks
    )
    blocks = tuple(replace(b, tasks=tuple(codes[code] for code in b.tasks)) for b in new.blocks)
    return keep_outline(old, replace(new, code=old.code, tasks=tasks, blocks=blocks))


def _pairs(old: tuple[Task, ...], new: tuple[Task, ...]) -> dict[str, str]:
    """New code → old code, the most alike first; each task is used once."""
    scored = sorted(
        (
            (-score, i, j)
            for i, a in enumerate(new)
            for j, b in enumerate(old)
            if (score := _likeness(a, b))
        ),
    )
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, i, j in scored:
        if new[i].code not in pairs and old[j].code not in used:
            pairs[new[i].code] = old[j].code
            used.add(old[j].code)
    return pairs


def _likeness(one: Task, other: Task) -> float:
    if one.units != other.units:
        return 0
    a, b = fold(one.text)[:_COMPARED], fold(other.text)[:_COMPARED]
    if a == b:
        return 2 if one.code == other.code else 1.5
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0


def _substance(task: Task) -> tuple[object, ...]:
    indicators = tuple(replace(indicator, task="") for indicator in task.indicators)
    words = " ".join(task.text.split())
    return (words, task.units, task.lead, task.supporting, task.product, task.deadline, indicators)


def _beside(old: Programme, new: Programme) -> tuple[str, ...]:
    parts = ("frame", "outline", "units", "groups", "drafting_unit", "previous_answers")
    return tuple(part for part in parts if getattr(old, part) != getattr(new, part))


def _edited(old: Task, new: Task) -> Task:
    by_hand = old.short_title != short_title(old.text)
    return replace(
        new,
        short_title=old.short_title if by_hand else new.short_title,
        heading=old.heading,
        code=old.code,
    )


def with_code(task: Task, code: str) -> Task:
    """The task under another code, its indicators too."""
    return replace(
        task, code=code, indicators=tuple(replace(i, task=code) for i in task.indicators)
    )


def _kept_codes(new: Programme, pairs: dict[str, str], ever: set[str]) -> dict[str, str]:
    codes = dict(pairs)
    taken = set(ever)
    for task in new.tasks:
        if task.code not in codes:
            codes[task.code] = free_code(task.code, taken)
            taken.add(codes[task.code])
    return codes


def free_code(code: str, taken: set[str]) -> str:
    """`code`, or the next number of its block that is not `taken`."""
    block, _, number = code.partition(".")
    while f"{block}.{number}" in taken:
        number = str(int(number) + 1)
    return f"{block}.{number}"
