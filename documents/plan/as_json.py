"""An imported plan as the JSON of `tiendo plan import --json` (contract of the commands)."""

from dataclasses import asdict
from typing import Any

from domain.plan import ImportedPlan, PlannedBlock, PlannedTask
from domain.programme import Heading, Indicator


def plan_json(plan: ImportedPlan) -> dict[str, Any]:
    """JSON values only; None where the document does not say."""
    return {
        "document": _lists(asdict(plan.frame)),
        "outline": [_heading(heading) for heading in plan.outline],
        "blocks": [_block(block) for block in plan.blocks],
        "indicators": [_indicator(indicator) for indicator in plan.indicators()],
        "report_duties": [
            {"from": duty.sender, "to": duty.receiver, "due": duty.due}
            for duty in plan.report_duties
        ],
        "unplaced": [{"line": left.line, "text": left.text} for left in plan.unplaced],
    }


def _lists(values: dict[str, Any]) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in values.items()}


def _heading(heading: Heading) -> dict[str, Any]:
    """A child's number is its own: "1" under "I"."""
    shown: dict[str, Any] = {
        "number": heading.number.rsplit(".", 1)[-1],
        "title": heading.title,
        "asks": str(heading.asks),
        "children": [_heading(child) for child in heading.children],
    }
    if not heading.children:
        del shown["children"]
    return shown


def _block(block: PlannedBlock) -> dict[str, Any]:
    return {
        "heading": block.heading,
        "units": list(block.units),
        "group": block.group,
        "tasks": [_task(task) for task in block.tasks],
    }


def _task(task: PlannedTask) -> dict[str, Any]:
    return {
        "code": task.code,
        "short_title": task.short_title,
        "text": task.text,
        "lead": task.lead,
        "supporting": list(task.supporting),
        "product": task.product,
        "deadline": task.deadline,
        "heading": task.heading,
        "place_in_document": {"line": task.line},
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "task": indicator.task,
        "name": indicator.name,
        "comparator": indicator.comparator,
        "target": indicator.target,
        "unit_of_measure": indicator.unit_of_measure,
    }
