"""Reading plans: Markdown, plain text and DOCX to an ImportedPlan."""

from pathlib import Path

from documents.plan.as_json import plan_json
from documents.plan.errors import (
    NotAPlan,
    PlanDamaged,
    PlanEmpty,
    PlanEncrypted,
    PlanNotRead,
    PlanOfOtherType,
    PlanTooHeavy,
    PlanTooLarge,
)
from documents.plan.lines import Line, lines_of_text
from documents.plan.members import read_members
from documents.plan.own_process import Reading, read_plan_apart
from documents.plan.reader import plan_of
from documents.plan.text import opened, text_of
from documents.plan.word_lines import lines_of_docx
from domain.plan import ImportedPlan

__all__ = [
    "NotAPlan",
    "PlanDamaged",
    "PlanEmpty",
    "PlanEncrypted",
    "PlanNotRead",
    "PlanOfOtherType",
    "PlanTooHeavy",
    "PlanTooLarge",
    "Reading",
    "plan_in",
    "plan_json",
    "read_lines",
    "read_members",
    "read_plan",
    "read_plan_apart",
]

LIMIT = 20 * 1024 * 1024
# Plans have some hundred thousand letters; a text beyond this is none and would take long to read.
_TEXT_LIMIT = 2 * 1024 * 1024


def read_plan(path: Path, limit: int = LIMIT) -> ImportedPlan:
    """The plan in a .md, .txt or .docx file of at most `limit` bytes.

    Raises PlanNotRead, or the kind of it that says why.
    """
    return plan_in(read_lines(path, limit), path.name)


def plan_in(lines: list[Line], name: str) -> ImportedPlan:
    """The plan in the lines of the file of this name. Raises as `read_plan` does."""
    if sum(len(line.text) for line in lines) > _TEXT_LIMIT:
        raise PlanTooLarge(name=name, limit_mb=_TEXT_LIMIT // 2**20)
    if not lines:
        raise PlanEmpty(name=name)
    plan = plan_of(lines)
    if plan is None:
        raise NotAPlan(name=name)
    return plan


def read_lines(path: Path, limit: int = LIMIT) -> list[Line]:
    """The lines of a .md, .txt or .docx file: its paragraphs and the rows of its tables.

    Raises PlanNotRead, or the kind of it that says why.
    """
    data = opened(path, limit)
    if path.suffix.lower() == ".docx":
        return lines_of_docx(data, path.name)
    text = text_of(data, path.name)
    if len(text) > _TEXT_LIMIT:
        raise PlanTooLarge(name=path.name, limit_mb=_TEXT_LIMIT // 2**20)
    return lines_of_text(text)
