"""An imported plan as the JSON of `tiendo plan import --json` (contract of the commands)."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from domain.due_dates import DueRule, WorkingDaysAfter
from domain.plan import DutyRule, ImportedPlan, PlannedBlock, PlannedTask, ReportDuty
from domain.programme import Heading, Indicator


def plan_json(plan: ImportedPlan) -> dict[str, Any]:
    """JSON values only; None where the document does not say."""
    headings = {what: line for line, what in reversed(sorted(plan.places.items()))}
    return {
        "document": _lists(asdict(plan.frame)),
        "outline": [_heading(plan, heading, headings) for heading in plan.outline],
        "blocks": [_block(plan, block) for block in plan.blocks],
        "indicators": list(_indicators(plan)),
        "report_duties": [_duty(plan, duty) for duty in plan.report_duties],
        "unplaced": [_place(plan, left.line) | {"text": left.text} for left in plan.unplaced],
        "places": [
            _place(plan, line) | {"holds": what} for line, what in sorted(plan.places.items())
        ],
    }


def _place(plan: ImportedPlan, line: int) -> dict[str, int]:
    """The line of a text; in a Word document the paragraph or row, and of which table."""
    table = plan.rows.get(line)
    return {"line": line} | ({"table": table[0], "row": table[1]} if table else {})


def _lists(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items()}


def _heading(plan: ImportedPlan, heading: Heading, lines: dict[str, int]) -> dict[str, Any]:
    """A child's number is its own: "1" under "I". One that the document has not has no place."""
    line = lines.get(f"heading {heading.number}")
    shown: dict[str, Any] = {
        "number": heading.number.rsplit(".", 1)[-1],
        "title": heading.title,
        "asks": str(heading.asks),
        "place_in_document": _place(plan, line) if line else None,
        "children": [_heading(plan, child, lines) for child in heading.children],
    }
    if not heading.children:
        del shown["children"]
    return shown


def _block(plan: ImportedPlan, block: PlannedBlock) -> dict[str, Any]:
    return {
        "heading": block.heading,
        "units": list(block.units),
        "group": block.group,
        "place_in_document": _place(plan, block.line),
        "tasks": [_task(plan, task) for task in block.tasks],
    }


def _task(plan: ImportedPlan, task: PlannedTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "short_title": task.short_title,
        "text": task.text,
        "lead": task.lead,
        "supporting": list(task.supporting),
        "product": task.product,
        "deadline": task.deadline,
        "deadline_words": task.deadline_words,
        "heading": task.heading,
        "place_in_document": _place(plan, task.line),
    }


def _indicators(plan: ImportedPlan) -> Iterator[dict[str, Any]]:
    """Those of tasks, then those that no unit answers for: their task is None."""
    for task in plan.tasks():
        for indicator, line in zip(task.indicators, task.indicator_lines, strict=True):
            yield _indicator(indicator, task.deadline) | {"place_in_document": _place(plan, line)}
    for goal in plan.goals:
        shown = _indicator(goal.indicator, goal.deadline)
        yield shown | {"place_in_document": _place(plan, goal.line)}


def _indicator(indicator: Indicator, deadline: str | None) -> dict[str, Any]:
    return {
        "task": indicator.task or None,
        "name": indicator.name,
        "comparator": indicator.comparator,
        "target": indicator.target,
        "unit_of_measure": indicator.unit_of_measure,
        "deadline": deadline,
    }


def _duty(plan: ImportedPlan, duty: ReportDuty) -> dict[str, Any]:
    return {
        "from": duty.sender,
        "to": duty.receiver,
        "due": duty.due,
        "rules": [_rule(rule) for rule in duty.rules],
        "place_in_document": _place(plan, duty.line),
    }


def _rule(rule: DutyRule) -> dict[str, Any]:
    return {
        "period": str(rule.period),
        "unit_due": _due(rule.unit_due) if rule.unit_due else None,
        "settings": rule.settings(),
    }


def _due(rule: DueRule) -> dict[str, int | bool]:
    """With the keys of config.toml."""
    if isinstance(rule, WorkingDaysAfter):
        return {"working_days": rule.days}
    given = asdict(rule)
    before = {"before": True} if given.pop("strictly_before") else {}
    return given | before
