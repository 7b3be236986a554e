"""The report page: who may see it, old versions as they were, who said what, the files."""

import asyncio
import hashlib
import re
from datetime import date
from html import unescape

import pytest
from pytest import MonkeyPatch

import bot.report_forms
from bot.applying import Context, apply
from bot.web import report_view
from bot.web.report_view import Known, Origin, sheet
from documents.report import own_lines
from domain.compiling import compile_report
from domain.effects import ForgetMe, RewriteHeading
from domain.report import Kind
from domain.report_files import PICTURE
from storage import reports
from tests.bot.web.conftest import Plays, settled
from tests.cast import BINH, HA, LAN, PERIOD, SON, Persona
from tests.report_sample import PERIOD as SAMPLE_PERIOD
from tests.report_sample import PROGRAMME, done, papers, resent
from tests.reported import compile_year, issue, report_task
from tests.served import Served

KEY = "a-page-key-1"
NOBODY = Known({}, {}, frozenset())


def paragraphs(page: str) -> list[str]:
    """The sentences of the paper that open, as they read."""
    found = re.findall(r'<details class="said">\s*<summary>(.*?)</summary>', page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", "", each)).strip() for each in found]


def trace(page: str, sentence: str) -> str:
    """What a sentence opens to, in plain words."""
    _, _, rest = page.partition(sentence)
    inside = re.search(r'<div class="trace">(.*?)</div>', rest, re.DOTALL)
    assert inside, sentence
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", inside[1]).split()))


async def test_strangers_and_focal_points_do_not_see_it(staffed: Served) -> None:
    compiled = await compile_year(staffed.world, HA)
    lan = await staffed.browser(LAN)
    for path in ("/report", *(f"/report/{compiled.stored.id}/{f}" for f in ("docx", "json"))):
        assert (await staffed.stranger().get(path)).status == 401
        assert (await lan.get(path)).status == 403
    sent = await lan.post("/report/order", {"key": KEY, "order": f"compile|{PERIOD}"})
    assert sent.status == 403


async def test_nothing_compiled_says_how_many_have_sent(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    page = await (await staffed.browser(HA)).text("/report")
    assert "chưa có bản tổng hợp" in page
    assert "<b>1/27</b>" in page
    assert f'data-order="compile|{PERIOD}"' in page
    page = await (await staffed.browser(BINH)).text("/report")
    assert "chưa có bản tổng hợp" in page
    assert "data-order" not in page


async def test_a_sentence_tells_who_said_it_when_and_how(staffed: Served, plays: Plays) -> None:
    await plays(
        "lan@y-te> báo cáo\nlan@y-te> 1. Đang thực hiện, đã chuẩn hóa hồ sơ của 62.000 người\n"
        "lan@y-te> [Gửi]\n"
    )
    await report_task(staffed.world, HA, "10.1", "Đã niêm yết mã QR.", unit="xa-co-dam")
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(BINH)).text("/report")
    said = trace(page, "đã chuẩn hóa hồ sơ của 62.000 người")
    assert "Phòng Y tế : Nguyễn Thị Lan, 08:00, ngày 25/11/2022" in said
    assert "qua bản chạy thử" in said
    assert "nhập thay" not in said
    assert "Võ Thu Hà, 08:00, ngày 25/11/2022 (nhập thay đơn vị)" in trace(
        page, "Đã niêm yết mã QR."
    )


async def test_a_person_who_was_forgotten_is_but_a_code(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    await compile_year(staffed.world, HA)
    code = await staffed.code_of(LAN)
    await _forget(staffed, LAN)
    page = await (await staffed.browser(HA)).text("/report")
    assert code in trace(page, "Đã chuẩn hóa hồ sơ.")
    assert LAN.name not in page


async def _forget(staffed: Served, persona: Persona) -> None:
    code = await staffed.code_of(persona)
    async with staffed.world.database.transaction() as connection:
        owner = f"person:{code}"
        context = Context(
            connection, staffed.world.book, staffed.clock(), code, owner, persona.address
        )
        await apply(context, ForgetMe())


async def test_an_old_version_is_shown_as_it_was(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa 62.000 hồ sơ.")
    await compile_year(staffed.world, HA)
    staffed.clock.advance(days=1)
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa 70.000 hồ sơ.")
    await compile_year(staffed.world, HA)
    ha = await staffed.browser(HA)
    old, new = await ha.text(f"/report?period={PERIOD}&version=1"), await ha.text("/report")
    assert "Đã chuẩn hóa 62.000 hồ sơ." in paragraphs(old)
    assert not [line for line in paragraphs(old) if "70.000" in line]
    assert "<mark>" not in old
    assert "(mới) Đã chuẩn hóa 70.000 hồ sơ." in paragraphs(new)
    assert "Thay đổi so với bản 1" in new
    assert "<del>Đã chuẩn hóa 62.000 hồ sơ.</del>" in new
    assert (await ha.get(f"/report?period={PERIOD}&version=3")).status == 404
    assert (await ha.get("/report?period=no:2022")).status == 404


async def test_what_people_typed_is_never_markup(staffed: Served) -> None:
    hostile = '</summary><script>alert("x")</script> & {{ 7 * 7 }}'
    await report_task(staffed.world, LAN, "8.1", hostile)
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(HA)).text("/report")
    assert "<script>alert" not in page
    assert hostile in paragraphs(page)
    assert "style=" not in page


async def test_files_are_the_stored_ones(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    compiled = await compile_year(staffed.world, HA)
    binh = await staffed.browser(BINH)
    path = f"/report/{compiled.stored.id}"
    answer = await binh.get(f"{path}/docx")
    assert answer.body == compiled.docx
    assert hashlib.sha256(answer.body).hexdigest() == compiled.stored.docx
    assert answer.headers["Content-Disposition"].startswith(
        'attachment; filename="bao-cao-2022-lan-1.docx"'
    )
    assert "Đã chuẩn hóa hồ sơ." in await binh.text(f"{path}/txt")
    data = (await binh.get(f"{path}/json")).json()
    assert data["period"] == "2022"
    assert (await binh.get("/report/99/docx")).status == 404
    for stored in compiled.stored.files:
        part = f"?part={stored.part}" if stored.part else ""
        answer = await binh.get(f"{path}/{stored.form}{part}")
        if stored.form == PICTURE:
            assert answer.status == 404, "no form of it"
            continue
        assert hashlib.sha256(answer.body).hexdigest() == stored.sha256
    assert (await binh.get(f"{path}/doc")).status == 404


async def test_a_part_asked_for_many_times_at_once_is_written_once(
    staffed: Served, monkeypatch: MonkeyPatch
) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    compiled = await compile_year(staffed.world, HA)
    binh, written = await staffed.browser(BINH), []
    write_form = bot.report_forms.write_form

    def counted(*given: object) -> bytes:
        written.append(given[1:3])
        return write_form(*given)

    monkeypatch.setattr(bot.report_forms, "write_form", counted)
    path = f"/report/{compiled.stored.id}/docx?part=unit:phong-y-te"
    answers = await asyncio.gather(*(binh.get(path) for _ in range(6)))
    assert len({answer.body for answer in answers}) == 1
    assert written == [("unit:phong-y-te", "docx")]


async def test_parts_are_saved_by_unit_and_by_heading(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    await report_task(staffed.world, SON, "10.1", "Đã niêm yết mã QR.")
    compiled = await compile_year(staffed.world, HA)
    binh = await staffed.browser(BINH)
    page = await binh.text("/report")
    assert '<option value="unit:phong-y-te">Phòng Y tế</option>' in page
    assert '<option value="heading:I.3">' in page
    path = f"/report/{compiled.stored.id}"
    mine = await binh.text(f"{path}/txt?part=unit:phong-y-te")
    assert "Đã chuẩn hóa hồ sơ." in mine and "mã QR" not in mine
    brief = await binh.text(f"{path}/txt?part=brief")
    assert "BÁO CÁO TÓM TẮT" in brief
    first = await binh.get(f"{path}/docx?part=heading:I")
    assert "trich-bao-cao-2022-lan-1-muc-I.docx" in first.headers["Content-Disposition"]
    assert (await binh.get(f"{path}/docx?part=heading:I")).body == first.body
    for wrong in ("unit:x", "heading:IX", "unit:", "other"):
        assert (await binh.get(f"{path}/docx?part={wrong}")).status == 404
    assert (await binh.get(f"{path}/xlsx?part=brief")).status == 404
    lan = await staffed.browser(LAN)
    assert (await lan.get(f"{path}/docx?part=unit:phong-y-te")).status == 403


async def test_an_issued_version_shows_its_number_and_gives_what_was_issued(
    staffed: Served,
) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    compiled = await compile_year(staffed.world, HA)
    await issue(staffed.world, HA, "05/BC-UBND", date(2022, 11, 25))
    await settled(staffed)
    await report_task(staffed.world, SON, "10.1", "Đã niêm yết mã QR.")
    await compile_year(staffed.world, HA)
    binh = await staffed.browser(BINH)
    page = await binh.text("/report?version=1")
    assert "05/BC-UBND" in page and "ngày 25 tháng 11 năm 2022" in page
    answer = await binh.get(f"/report/{compiled.stored.id}/docx")
    assert answer.body != compiled.docx
    assert "bao-cao-2022-so-05-BC-UBND.docx" in answer.headers["Content-Disposition"]
    newer = await binh.text("/report")
    assert "Thay đổi so với bản 1 (đã phát hành, số 05/BC-UBND)" in newer


async def test_a_button_is_a_press_in_the_chat(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    await compile_year(staffed.world, HA)
    ha = await staffed.browser(HA)
    for _ in range(2):
        sent = await ha.post("/report/order", {"key": KEY, "order": f"sign_off|{PERIOD}"})
        assert sent.json() == {"to": "/chat"}
    await settled(staffed)
    assert "đã trình, chờ ý kiến" in await ha.text("/report")
    binh = await staffed.browser(BINH)
    assert "Cho ý kiến trong trang trò chuyện" in await binh.text("/report")
    lines = (await ha.lines())["lines"]
    assert [line["by"] for line in lines].count("bot") == 1


@pytest.mark.parametrize("order", [f"lock|{PERIOD}", "issue|x", "", 7, f"compile_all|{PERIOD}"])
async def test_only_the_orders_of_the_page_are_taken(staffed: Served, order: object) -> None:
    ha = await staffed.browser(HA)
    assert (await ha.post("/report/order", {"key": KEY, "order": order})).status == 400


async def test_leaders_see_it_and_give_no_orders(staffed: Served) -> None:
    await compile_year(staffed.world, HA)
    binh = await staffed.browser(BINH)
    assert "data-order" not in await binh.text("/report")
    sent = await binh.post("/report/order", {"key": KEY, "order": f"compile|{PERIOD}"})
    assert sent.status == 403


async def test_versions_tell_who_compiled_them_and_what_was_answered(
    staffed: Served, plays: Plays
) -> None:
    compiled = await compile_year(staffed.world, HA)
    await plays("ha> trình ký\nbinh> [Chuyển lại để sửa]\nbinh> Bổ sung số liệu của các xã <b>\n")
    page = await (await staffed.browser(HA)).text("/report")
    assert "lãnh đạo chuyển lại" in page
    assert "Bổ sung số liệu của các xã &lt;b&gt;" in page
    assert f"{HA.name} tổng hợp" in page
    stored = await reports.get(staffed.world.database.reader, compiled.stored.id)
    assert stored and stored.remark == "Bổ sung số liệu của các xã <b>"
    # Sent back, it can be shown again.
    assert f'data-order="sign_off|{PERIOD}"' in page


async def test_a_table_of_the_annex_has_its_heads_and_cells(staffed: Served) -> None:
    await report_task(staffed.world, SON, "10.1", "Đã niêm yết mã QR.")
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(HA)).text("/report")
    tables = page.split("<table")[1:]
    heads = [table.count('<th scope="col" role="columnheader">') for table in tables]
    assert heads == [9, 9, 5], "tasks, indicators, units"
    assert tables[0].count('<tr role="row">') == 21


# The view itself.


def test_every_paragraph_is_a_line_with_its_sources() -> None:
    report = compile_report(PROGRAMME, SAMPLE_PERIOD, papers())
    drawn = sheet(report, None, Known({"p-0001": "Nguyễn Thị Lan"}, {}, frozenset()))
    pairs = [
        (paragraph, line)
        for section, part in zip(report.sections, drawn.parts, strict=True)
        for paragraph, line in zip(section.paragraphs, part.lines, strict=True)
    ]
    assert all(
        line.traces for paragraph, line in pairs if paragraph.kind in (Kind.SAID, Kind.FIGURE)
    )
    counted = [line for paragraph, line in pairs if paragraph.kind is Kind.COUNT]
    assert counted
    assert {line.origin for line in counted} == {Origin.COUNTED}
    assert {t.unit for line in counted for t in line.traces} >= {"UBND xã Cổ Đạm"}
    assert not any(line.is_new for _, line in pairs)


def test_words_of_each_stand_beside_a_sentence_that_says_them_once() -> None:
    report = compile_report(PROGRAMME, SAMPLE_PERIOD, papers())
    drawn = sheet(report, None, NOBODY)
    lines = [line for part in drawn.parts for line in part.lines if "tại 100% thôn" in line.text]
    # "…;" and "…." are the same to a reader: the one that is not printed is told.
    assert [trace.words for line in lines for trace in line.traces] == [
        "",
        "Đã thành lập tổ công nghệ số cộng đồng tại 100% thôn;",
    ]


def test_only_what_differs_from_the_version_before_is_new() -> None:
    first = compile_report(PROGRAMME, SAMPLE_PERIOD, papers())
    again = done("3.1", "Đã làm sạch 97.000 hồ sơ.")
    second = compile_report(PROGRAMME, SAMPLE_PERIOD, resent("phong-y-te", {"3.1": again}), first)
    drawn = sheet(second, first, NOBODY)
    new = [line.text for part in drawn.parts for line in part.lines if line.is_new]
    assert any("97.000" in text for text in new)
    assert not any("camera" in text for text in new)
    assert {unit for change in drawn.changes for unit in change.units} == {"Phòng Y tế"}
    assert any("96.480" in text for change in drawn.changes for text in change.gone)


def test_sources_beyond_what_a_reader_takes_in_are_counted(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr(report_view, "MOST_TRACES", 1)
    report = compile_report(PROGRAMME, SAMPLE_PERIOD, papers())
    lines = [line for part in sheet(report, None, NOBODY).parts for line in part.lines]
    assert max(len(line.traces) for line in lines) == 1
    assert max(line.more for line in lines) == 3


async def _rewrite(staffed: Served, *lines: str) -> None:
    compiled = await compile_year(staffed.world, HA)
    places = [section.place for section in compiled.report.sections]
    at = next(n for n, place in enumerate(places) if place.endswith("Phòng Y tế"))
    effect = RewriteHeading(PERIOD, places[at], lines, own_lines(compiled.report)[at])
    code = await staffed.code_of(HA)
    async with staffed.world.database.transaction() as connection:
        context = Context(connection, staffed.world.book, staffed.clock(), code, code)
        await apply(context, effect)


async def test_a_rewritten_line_names_its_editor_and_its_sources(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa 62.000 hồ sơ.")
    await _rewrite(staffed, "Toàn huyện chuẩn hóa 62.000 hồ sơ.")
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(BINH)).text("/report")
    said = trace(page, "Toàn huyện chuẩn hóa 62.000 hồ sơ.")
    assert "Biên tập bởi Võ Thu Hà , 08:00, ngày 25/11/2022, từ lời của:" in said
    assert "Phòng Y tế : Nguyễn Thị Lan" in said
    assert "Đã chuẩn hóa 62.000 hồ sơ." in said
    assert "đã thay đổi từ khi biên tập" not in page


async def test_a_rewritten_heading_that_is_out_of_date_is_marked(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa 62.000 hồ sơ.")
    await _rewrite(staffed, "Toàn huyện chuẩn hóa 62.000 hồ sơ.")
    await report_task(staffed.world, LAN, "8.1", "Đã chuẩn hóa 70.000 hồ sơ.")
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(BINH)).text("/report")
    assert "đã thay đổi từ khi biên tập" in page
    assert "<ins>Đã chuẩn hóa 70.000 hồ sơ.</ins>" in page
    assert "<del>Đã chuẩn hóa 62.000 hồ sơ.</del>" in page


async def test_what_is_worth_another_look_is_listed(staffed: Served) -> None:
    await report_task(staffed.world, LAN, "8.1", "Đã bổ xung 62.000 hồ sơ.")
    await compile_year(staffed.world, HA)
    page = await (await staffed.browser(BINH)).text("/report")
    _, _, listed = page.partition('id="findings"')
    plain = unescape(" ".join(re.sub(r"<[^>]+>", "", listed).split()))
    assert "a) Phòng Y tế, đoạn 1: bổ xung → bổ sung (chính tả)" in plain
