from dataclasses import replace
from datetime import UTC, datetime

from domain.draft_mark import mark_of
from domain.submission import Evidence, Paper, PlanAction, PlanItem, Statement
from tests.handlers.builders_reporting import NOW, a_paper, an_entry


def a_draft() -> Paper:
    return a_paper(entries={"1.1": an_entry("1.1", "Mở 3 lớp")})


def test_the_mark_stays_while_the_draft_stays_however_it_was_read() -> None:
    entry = an_entry("1.1", "Mở 3 lớp")
    read = replace(entry, statements=tuple(
        replace(said, at=said.at.astimezone(UTC)) for said in entry.statements
    ))  # fmt: skip
    assert mark_of(a_draft()) == mark_of(a_paper(entries={"1.1": read}))


def test_words_plan_and_files_change_the_mark() -> None:
    draft = a_draft()
    said = Statement("Việc mới", "p-1", datetime(2022, 12, 1, tzinfo=UTC))
    file = Evidence("a" * 64, "anh.jpg", "image/jpeg", 1, None, "", "p-1", NOW)
    marks = {
        mark_of(draft),
        mark_of(replace(draft, entries={"1.1": replace(draft.entries["1.1"], version=2)})),
        mark_of(replace(draft, plan=(PlanItem("1.1", PlanAction.END),))),
        mark_of(replace(draft, plan=(PlanItem("+1", PlanAction.ADD, said),))),
        mark_of(replace(draft, evidence=(file,))),
    }
    assert len(marks) == 5
