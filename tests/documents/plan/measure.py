"""What the importer finds in the real documents against a count by hand: docs/importer.md.

`make importer` writes the page; it needs the documents in ../shared.
"""

import re
import sys
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.plan import read_plan
from documents.plan.lines import lines_of_text
from documents.plan.outline import ADDED_TITLE
from documents.plan.reader import plan_of
from documents.plan.words import WORDS as KNOWN
from documents.plan.words import contains
from domain.due_dates import DayOfMonth, DueRule, FixedDate, WorkingDaysAfter
from domain.plan import DutyRule, ImportedPlan, PlannedBlock, PlannedTask

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
PAGE = ROOT / "docs" / "importer.md"
WORDS = Path(__file__).with_name("importer_page.md")
WIDTHS = (80, 100)
KINDS = (
    "headings", "blocks", "lead_blocks", "tasks", "units", "groups", "leads", "supporting",
    "products", "deadlines", "standing", "indicators", "goals", "duties", "unplaced",
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many were counted by hand, how many were found, and how many of these are right."""

    counted: int
    found: int
    right: int

    @property
    def recall(self) -> float | None:
        return self.right / self.counted if self.counted else None

    @property
    def precision(self) -> float | None:
        return self.right / self.found if self.found else None


def hand_counts() -> list[dict[str, Any]]:
    path = Path(__file__).with_name("hand_count.toml")
    return tomllib.loads(path.read_text("utf-8"))["document"]


def scores(document: dict[str, Any]) -> dict[str, Score]:
    counted = dict(counted_in(document))
    found = found_in(read_plan(SHARED / document["file"]))
    return {kind: _score(counted[kind], found[kind]) for kind in KINDS}


def _score(counted: Counter[str], found: Counter[str]) -> Score:
    return Score(counted.total(), found.total(), (counted & found).total())


def counted_in(document: dict[str, Any]) -> Iterator[tuple[str, Counter[str]]]:
    """Every kind as a bag of what was counted: a line and what it says."""
    for kind in ("blocks", "tasks", "standing", "products", "unplaced"):
        yield kind, Counter(_lines(document.get(kind, [])))
    for kind in ("leads", "supporting", "deadlines"):
        said = document.get(kind, {}).items()
        yield kind, Counter(f"{line} {_even(name)}" for name, at in said for line in _lines(at))
    for kind in ("units", "groups"):
        yield kind, Counter(_even(name) for name in document[kind])
    for kind in ("headings", "indicators", "goals"):
        yield kind, Counter(document.get(kind, []))
    yield "duties", Counter(_even(duty) for duty in document.get("duties", []))
    yield "lead_blocks", Counter({"block": document["lead_blocks"]})


def found_in(plan: ImportedPlan) -> dict[str, Counter[str]]:
    """The same of what the importer found."""
    tasks = list(plan.tasks())
    headings = [h for top in plan.outline for h in top.walk() if h.title != ADDED_TITLE]
    answering = dict.fromkeys(name for block in plan.blocks for name in block.units)
    placed = set(plan.places)
    return {
        "headings": Counter(re.sub(r"-\d+$", "", heading.number) for heading in headings),
        "blocks": Counter(str(b.line) for b in plan.blocks if not _is_of_rows(b)),
        "lead_blocks": Counter(block=sum(map(_is_of_rows, plan.blocks))),
        "tasks": Counter(str(task.line) for task in tasks),
        "units": Counter(_even(name) for name in answering if name not in plan.groups),
        "groups": Counter(map(_even, plan.groups)),
        "leads": Counter(f"{t.line} {_even(t.lead)}" for t in tasks if t.lead),
        "supporting": Counter(f"{t.line} {_even(name)}" for t in tasks for name in t.supporting),
        "products": Counter(str(task.line) for task in tasks if task.product),
        "deadlines": Counter(f"{t.line} {t.deadline}" for t in tasks if t.deadline),
        "standing": Counter(str(t.line) for t in tasks if _stands(t.deadline, t.deadline_words)),
        "indicators": Counter(_indicators(plan)),
        "goals": Counter(_goals(plan)),
        "duties": Counter(map(_even, _duties(plan))),
        "unplaced": Counter({str(left.line) for left in plan.unplaced if left.line not in placed}),
    }


def _lines(ranges: Iterable[str]) -> Iterator[str]:
    for each in ranges:
        first, _, last = each.partition("-")
        yield from map(str, range(int(first), int(last or first) + 1))


def _even(name: str) -> str:
    """Two ways of writing one name count as one: capitals, dashes, where a tone stands."""
    bare = name.replace("–", "-").casefold().replace("oá", "óa")
    return re.sub(r"(?<=[^\W\d])\s*-\s*(?=[^\W\d])", " - ", " ".join(bare.split()))


def _is_of_rows(block: PlannedBlock) -> bool:
    """It has no heading of its own: it is named by the lead of its rows, and begins with them."""
    return bool(block.tasks) and block.line == block.tasks[0].line and bool(block.tasks[0].lead)


def _stands(deadline: str | None, words: str | None) -> bool:
    return deadline is None and words is not None and contains(words, KNOWN["details"]["standing"])


def _indicators(plan: ImportedPlan) -> Iterator[str]:
    for task in plan.tasks():
        for indicator, line in zip(task.indicators, task.indicator_lines, strict=True):
            yield f"{line} {indicator.comparator} {indicator.target} {indicator.unit_of_measure}"


def _goals(plan: ImportedPlan) -> Iterator[str]:
    for goal in plan.goals:
        i = goal.indicator
        yield f"{goal.line} {i.comparator} {i.target} {i.unit_of_measure} {goal.deadline}"


def _duties(plan: ImportedPlan) -> Iterator[str]:
    for duty in plan.report_duties:
        when = ", ".join(map(_when, duty.rules))
        yield f"{duty.line} | {duty.sender} | {duty.receiver} | {when}"


def _when(rule: DutyRule) -> str:
    return f"{rule.period} {_day(rule.unit_due)}".strip()


def _day(due: DueRule | None) -> str:
    if due is None:
        return ""
    if isinstance(due, WorkingDaysAfter):
        return f"{due.days} working days"
    assert isinstance(due, FixedDate | DayOfMonth)
    month = f"/{due.month}" if isinstance(due, FixedDate) else ""
    return f"{'before' if due.strictly_before else 'by'} {due.day}{month}"


def scanned(text: str, width: int) -> str:
    """As a scanner leaves it: paragraphs cut at a width, a page number after every 40 lines."""
    lines: list[str] = []
    for line in text.split("\n"):
        cut = textwrap.wrap(line.strip(), width, break_long_words=False, break_on_hyphens=False)
        lines += [line] if "|" in line or line.startswith("#") else cut or [""]
    pages = [lines[at : at + 40] for at in range(0, len(lines), 40)]
    return "\n".join(
        "\n".join([*page, "", str(number)]) for number, page in enumerate(pages, start=1)
    )


def kept(document: dict[str, Any], width: int) -> Score:
    """Which tasks are the same in a scan: their words, units, lead and deadline."""
    text = (SHARED / document["file"]).read_text("utf-8")
    whole, cut = (plan_of(lines_of_text(each)) for each in (text, scanned(text, width)))
    bags = [Counter(_task(task) for task in plan.tasks()) for plan in (whole, cut) if plan]
    return _score(*bags)


def _task(task: PlannedTask) -> str:
    return f"{task.text} {task.units} {task.lead} {task.deadline}"


def page() -> str:
    """docs/importer.md: the fixed words, then a table for each document and one for all."""
    documents = hand_counts()
    results = {document["file"]: scores(document) for document in documents}
    total = {k: _sum(result[k] for result in results.values()) for k in KINDS}
    tables = [_table(Path(file).name, result) for file, result in results.items()]
    parts = [WORDS.read_text("utf-8").strip(), _table("All of them", total), _scans(), *tables]
    return "\n\n".join(parts) + "\n"


def _scans() -> str:
    """How many tasks come through a scan unchanged."""
    texts = [document for document in hand_counts() if not document["file"].endswith(".docx")]
    rows = [
        f"| {width} letters a line | {score.counted} | {score.right} |"
        for width in WIDTHS
        for score in [_sum(kept(document, width) for document in texts)]
    ]
    head = ["| cut at | tasks of the whole texts | found unchanged |", "|---|--:|--:|"]
    said = "The same texts with every paragraph cut at a width and page numbers between the lines."
    return "\n".join(["## As a scanner leaves them", "", said, "", *head, *rows])


def _sum(each: Iterable[Score]) -> Score:
    found = list(each)
    return Score(*(sum(getattr(s, name) for s in found) for name in ("counted", "found", "right")))


def _table(title: str, result: dict[str, Score]) -> str:
    rows = [_row(kind, s) for kind, s in result.items() if s.counted or s.found]
    head = ["| what | counted by hand | found | precision | recall |", "|---|--:|--:|--:|--:|"]
    return "\n".join([f"## {title}", "", *head, *rows])


def _row(kind: str, score: Score) -> str:
    shares = f"{_share(score.precision)} | {_share(score.recall)}"
    return f"| {kind.replace('_', ' ')} | {score.counted} | {score.found} | {shares} |"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def differences(document: dict[str, Any]) -> Iterator[str]:
    """What was missed, and what was found that is none: for whoever mends the reader."""
    found = found_in(read_plan(SHARED / document["file"]))
    for kind, counted in counted_in(document):
        yield from (f"{kind}: missed {each}" for each in (counted - found[kind]).elements())
        yield from (f"{kind}: wrong {each}" for each in (found[kind] - counted).elements())


def main() -> None:
    if not SHARED.exists():
        sys.exit(f"{SHARED} is missing: it holds the documents that are measured")
    PAGE.write_text(page(), "utf-8")
    for document in hand_counts():
        print(document["file"])
        for each in differences(document):
            print("  ", each)


if __name__ == "__main__":
    main()
