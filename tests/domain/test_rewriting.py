"""One heading's text rewritten by a person."""

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from documents.report import own_lines, view, write_docx, write_text
from documents.report.as_json import report_json
from domain.changes import changed_since
from domain.compiling import compile_report
from domain.report import CompiledReport, Kind, Section
from domain.rewriting import Rewriting, difference, rewrite, rewritten_lines
from storage.codec import dump, load
from tests.report_sample import PERIOD, PROGRAMME, entry, papers, resent

AT = datetime(2022, 12, 20, 2, 0, tzinfo=UTC)
PLACE = "III"
GROUP = "I.3/Ủy ban nhân dân các xã, thị trấn:"


def compiled(*rewritings: Rewriting, resent_by: str = "", text: str = "") -> CompiledReport:
    sent = resent(resent_by, {PLACE: entry(PLACE, text)}) if resent_by else papers()
    return compile_report(
        PROGRAMME, PERIOD, sent, None, 15, rewritings=rewritings, drawn=own_lines
    )


def at(report: CompiledReport, place: str) -> Section:
    return next(section for section in report.sections if section.place == place)


def printed(report: CompiledReport, place: str) -> tuple[str, ...]:
    places = [section.place for section in report.sections]
    return own_lines(report)[places.index(place)]


def written(place: str, *lines: str) -> Rewriting:
    """From the words that stand there now."""
    return Rewriting(place, lines, printed(compiled(), place), "p-0009", AT, "m9")


def test_the_persons_words_stand_in_place_of_the_units() -> None:
    report = compiled(written(PLACE, "Thiếu nhân lực và hạ tầng mạng."))
    section = at(report, PLACE)
    assert [p.kind for p in section.paragraphs] == [Kind.REWRITTEN]
    assert section.rewritten
    assert (section.rewritten.person, section.rewritten.at) == ("p-0009", AT.isoformat())
    assert section.rewritten.own == at(compiled(), PLACE).paragraphs
    assert "III. Khó khăn, vướng mắc\nThiếu nhân lực và hạ tầng mạng." in write_text(view(report))


def test_every_line_keeps_the_sources_and_names_the_editor() -> None:
    before = {s for p in at(compiled(), PLACE).paragraphs for s in p.sources}
    (paragraph,) = at(compiled(written(PLACE, "Thiếu nhân lực.")), PLACE).paragraphs
    *sources, editor = paragraph.sources
    assert set(sources) == before
    assert (editor.unit, editor.person, editor.message) == ("", "p-0009", "m9")


def test_a_line_that_was_kept_has_its_own_sources_alone() -> None:
    kept = at(compiled(), PLACE).paragraphs[0]
    typed = (f"- {kept.text}", f"- Phòng Kinh tế: {kept.text}", f"- Năm qua {kept.text}")
    exact, named, other = at(compiled(written(PLACE, *typed)), PLACE).paragraphs
    assert exact.sources[:-1] == named.sources[:-1] == kept.sources
    assert len(other.sources) > len(kept.sources) + 1


def test_it_is_fresh_until_its_sources_change() -> None:
    rewriting = written(PLACE, "Thiếu nhân lực và hạ tầng mạng.")
    assert compiled(rewriting).stale == ()
    report = compiled(rewriting, resent_by="phong-y-te", text="Thiếu máy chủ.")
    (stale,) = report.stale
    assert stale.place == PLACE
    assert stale.rewritten
    assert any("Thiếu máy chủ" in line for line in stale.rewritten.came)
    assert any("nhân lực" in line for line in stale.rewritten.went)
    assert "Thiếu nhân lực và hạ tầng mạng." in write_text(view(report))


def test_counts_that_change_make_it_stale() -> None:
    rewriting = written(GROUP, "Các xã đã thành lập tổ công nghệ số cộng đồng.")
    fewer = [p for p in papers() if p.unit != "xa-co-dam"]
    report = compile_report(
        PROGRAMME, PERIOD, fewer, None, 15, rewritings=[rewriting], drawn=own_lines
    )
    assert [section.place for section in report.stale] == [GROUP]


def test_a_block_is_known_by_its_title_when_its_letter_changes() -> None:
    rewriting = written(GROUP, "Các xã đã thành lập tổ công nghệ số cộng đồng.")
    units = ("xa-co-dam", "xa-cuong-gian")
    only = [p for p in papers() if p.unit in units]
    report = compile_report(
        PROGRAMME, PERIOD, only, None, 15, rewritings=[rewriting], drawn=own_lines
    )
    section = at(report, GROUP)
    assert section.number != at(compiled(), GROUP).number
    assert section.paragraphs[0].kind is Kind.REWRITTEN


def test_headings_below_are_not_touched() -> None:
    report = compiled(written("I", "Năm 2022, huyện đã triển khai đồng bộ."))
    below = [s for s in report.sections if s.number.startswith("I.")]
    assert below == [s for s in compiled().sections if s.number.startswith("I.")]


def test_a_heading_that_is_gone_is_passed_over() -> None:
    assert compiled(Rewriting("IX", ("Mới.",), (), "p-0009", AT)) == compiled()


def test_rewriting_changes_no_units_words() -> None:
    report = compiled(written(PLACE, "Thiếu nhân lực."))
    assert changed_since(compiled(), report) == ()


def test_the_same_rewritings_give_the_same_bytes() -> None:
    rewriting = written(PLACE, "- Thiếu nhân lực.", "- Thiếu hạ tầng.")
    assert write_docx(view(compiled(rewriting))) == write_docx(view(compiled(rewriting)))
    assert "- Thiếu nhân lực.\n- Thiếu hạ tầng." in write_text(view(compiled(rewriting)))


def test_a_rewritten_report_is_stored_and_read_again() -> None:
    report = compiled(written(PLACE, "Thiếu nhân lực."))
    assert load(CompiledReport, dump(report)) == report


def test_a_report_stored_before_there_were_rewritings_is_read() -> None:
    old = report_json(compiled())
    old.pop("findings")
    for section in old["sections"]:
        section.pop("rewritten")
    again = load(CompiledReport, json.dumps(old, ensure_ascii=False))
    assert again.sections == compiled().sections
    assert again.findings == ()


def test_what_is_typed_becomes_lines_of_the_paper() -> None:
    typed = "-\n  Trong kỳ:\n\n• Một   việc\n–Hai việc\n+ ba việc\n-5 độ"
    assert rewritten_lines(typed) == (
        *("Trong kỳ:", "- Một việc", "- Hai việc", "+ ba việc", "-5 độ"),
    )


def test_order_marks_and_final_stops_are_no_difference() -> None:
    assert difference(("- A b.", "- C"), ("C", "a B")) == ((), ())
    assert difference(("A",), ("B",)) == (("B",), ("A",))


def test_nothing_to_rewrite_leaves_the_report_as_it_is() -> None:
    report = compiled()
    assert rewrite(report, ()) is report


@given(st.text())
def test_any_text_becomes_lines_that_stay_the_same(typed: str) -> None:
    lines = rewritten_lines(typed)
    assert rewritten_lines("\n".join(lines)) == lines
    assert all(line.strip() == line and line for line in lines)


@given(st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_whatever_is_written_keeps_all_the_units_said(typed: list[str]) -> None:
    lines = rewritten_lines("\n".join(typed)) or ("Mới.",)
    section = at(compiled(written(PLACE, *lines)), PLACE)
    assert section.rewritten
    assert section.own == at(compiled(), PLACE).paragraphs
    assert [p.text for p in section.paragraphs] == list(lines)
