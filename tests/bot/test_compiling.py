"""Versions of a report: kept forms, the year before, what is issued stays what it was."""

import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from aiosqlite import Connection
from PIL import Image
from pytest import MonkeyPatch

import bot.compiling
import bot.jobs
import bot.report_forms
from bot.applying import Context, apply_all
from bot.report_forms import form_of, photos_for, with_forms
from bot.world import World, load_file
from documents.report import NoPicture, first_page, part_of
from domain.effects import AttachEvidence, SaveEntry, SendSubmission, TakeExtract
from domain.errors import NothingSuch
from domain.facts import StoredReport
from domain.report import CompiledReport
from domain.report_files import BRIEF, PICTURE, WHOLE, unit_part
from domain.status import Said
from domain.submission import Entry, Figure, Statement
from storage import files, jobs, reports
from storage.codec import dump, load
from tests.cast import HA, LAN, PERIOD, SON, let_in
from tests.recorders import Ear, code_of, rows
from tests.reported import compile_year, issue, report_task

RECORDS = "Hồ sơ sức khỏe đạt chất lượng"
ON = date(2022, 11, 25)


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, LAN, SON, HA)
    return district


async def newest(office: World) -> StoredReport:
    report = await reports.newest(office.database.reader, PERIOD)
    assert report is not None
    return report


async def content(office: World, sha: str) -> bytes:
    return (await load_file(office.database, office.book, sha)).content


async def do(office: World, *effects: object) -> None:
    async with office.database.transaction() as connection:
        actor = await code_of(connection, LAN)
        context = Context(connection, office.book, office.clock(), actor, f"person:{actor}")
        await apply_all(context, effects)


async def say_figure(office: World, value: str) -> None:
    said = Statement(value, "p-0001", office.clock(), "m-9")
    figure = Figure(RECORDS, value, unit_of_measure="%", said=said)
    entry = Entry("8.1", said=Said.DOING, statements=(said,), figures=(figure,))
    await do(office, SaveEntry(PERIOD, "phong-y-te", entry), SendSubmission(PERIOD, "phong-y-te"))


async def test_a_version_keeps_its_forms_and_the_same_data_gives_no_new_one(
    office: World,
) -> None:
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    first = await compile_year(office, HA)
    kept = {(f.part, f.form): f for f in first.stored.files}
    assert list(kept) == [
        (WHOLE, "docx"),
        (WHOLE, "pdf"),
        (WHOLE, "xlsx"),
        (BRIEF, "pdf"),
        (WHOLE, PICTURE),
    ]
    assert kept[WHOLE, "docx"].sha256 == first.stored.docx
    for file in kept.values():
        assert sha256(await content(office, file.sha256)).hexdigest() == file.sha256
    assert "Tình hình gửi báo cáo" in first.stored.summary
    assert first.stored.headings[:2] == ("I", "I.1")
    assert (await compile_year(office, HA)).stored == first.stored


async def test_a_version_of_before_gets_the_forms_it_lacks(office: World) -> None:
    compiled = await compile_year(office, HA)
    async with office.database.transaction() as connection:
        old = dump(compiled.stored).replace(dump(compiled.stored.files), "[]")
        await connection.execute("UPDATE reports SET body = ?", (old,))
    assert (await newest(office)).files == ()
    again = (await compile_year(office, HA)).stored
    assert again.given(WHOLE) == compiled.stored.given(WHOLE)
    assert again.given(BRIEF) == compiled.stored.given(BRIEF)
    assert again.picture == compiled.stored.picture


async def test_each_version_has_a_picture_of_its_first_page_that_is_no_form_of_it(
    office: World,
) -> None:
    draft = (await compile_year(office, HA)).stored
    page = await load_file(office.database, office.book, draft.picture)
    assert (page.name, page.mime) == ("bao-cao-2022-lan-1.png", "image/png")
    assert draft.picture not in draft.given(WHOLE)
    await issue(office, HA, "5/BC-UBND", ON)
    assert (await newest(office)).picture == "", "that of the draft bears no number"
    await office.settle()
    issued = await newest(office)
    assert issued.picture not in ("", draft.picture)
    pdf, shown = (issued.file(WHOLE, form) for form in ("pdf", PICTURE))
    assert pdf and shown and shown.name == "bao-cao-2022-so-05-BC-UBND.png"
    assert first_page(await content(office, pdf.sha256)) == await content(office, shown.sha256)


async def test_a_page_that_cannot_be_drawn_keeps_no_report_back(
    office: World, monkeypatch: MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*given: object, **more: object) -> bytes:
        raise NoPicture("its reason")

    with monkeypatch.context() as broken:
        broken.setattr(bot.report_forms, "first_page", fails)
        stored = (await compile_year(office, HA)).stored
    assert stored.picture == "" and len(stored.given(WHOLE)) == 3
    assert "bao-cao-2022-lan-1.pdf" in caplog.text and "its reason" in caplog.text
    assert (await compile_year(office, HA)).stored.picture, "tried again with the next asking"


async def test_indicators_are_held_against_the_same_period_of_the_year_before(
    office: World,
) -> None:
    await say_figure(office, "90")
    compiled = await compile_year(office, HA)
    before = load(CompiledReport, await reports.compiled(office.database.reader, 1))
    row = next(row for row in before.indicators if row.name == RECORDS)
    assert row.figure and row.change is None
    # The same figures stood at 85 a year ago.
    moved = dump(before).replace('"value":"90"', '"value":"85"').replace('"2022"', '"2021"')
    async with office.database.transaction() as connection:
        await connection.execute(
            "INSERT INTO periods SELECT ?, programme, programme_version,"
            ' replace(body, \'"code":"2022"\', \'"code":"2021"\'), state, opened_at'
            " FROM periods WHERE key = ?",
            (PERIOD.replace("2022", "2021"), PERIOD),
        )
        old = compiled.stored
        await reports.add(
            connection, replace_period(old, PERIOD.replace("2022", "2021")), moved, office.clock()
        )
    await report_task(office, SON, "10.1", "Đã niêm yết mã QR.")
    again = await compile_year(office, HA)
    row = next(row for row in again.report.indicators if row.name == RECORDS)
    assert (row.year_ago, row.change) == ("85", "5")
    assert again.stored.version == 2


def replace_period(stored: StoredReport, period: str) -> StoredReport:
    return load(StoredReport, dump(stored).replace(f'"{stored.period}"', f'"{period}"'))


async def test_what_is_issued_bears_its_number_and_is_never_written_anew(
    office: World, monkeypatch: MonkeyPatch
) -> None:
    draft = (await compile_year(office, HA)).stored
    await issue(office, HA, "5/BC-UBND", ON)
    await office.settle()
    issued = await newest(office)
    assert [f.form for f in issued.files if f.issued and f.part == WHOLE] == [
        "docx",
        "pdf",
        "xlsx",
        PICTURE,
    ]
    assert issued.docx == draft.docx, "the draft stays what it was"
    word = await content(office, issued.given(WHOLE)[0])
    body = zipfile.ZipFile(BytesIO(word)).read("word/document.xml").decode()
    assert "05/BC-UBND" in body and "ngày 25 tháng 11 năm 2022" in body

    def never(*given: object) -> bytes:
        raise AssertionError("written anew")

    monkeypatch.setattr(bot.report_forms, "write_form", never)
    name, again = await form_of(
        office.database, office.book, issued, WHOLE, "docx", office.clock()
    )
    assert (name, again) == ("bao-cao-2022-so-05-BC-UBND.docx", word)


async def test_a_crash_between_issuing_and_writing_loses_nothing(
    office: World, monkeypatch: MonkeyPatch, channel: object
) -> None:
    await compile_year(office, HA)
    await issue(office, HA, "05/BC-UBND", ON)
    with monkeypatch.context() as broken:

        async def dies(*given: object) -> None:
            raise KeyboardInterrupt

        broken.setattr(bot.jobs, "with_forms", dies)
        with pytest.raises(KeyboardInterrupt):
            await office.settle()
    assert (await newest(office)).given(WHOLE) == (), "no draft passes for what was issued"
    assert await rows(office, "SELECT state FROM jobs") == [("waiting",)]
    await office.settle()
    assert len((await newest(office)).given(WHOLE)) == 3
    ear = Ear(channel)
    assert set(ear.heard()) == {HA.chat}


async def test_issuing_while_the_same_words_are_compiled_anew_is_not_undone(
    office: World, monkeypatch: MonkeyPatch
) -> None:
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    draft = (await compile_year(office, HA)).stored
    async with office.database.transaction() as connection:
        # As if written before a rewritten heading was found out of date.
        await reports.change(connection, replace(draft, changed=("xã Cổ Đạm",)))
    load_compiled, issuing = bot.compiling.load_compiled, iter([ON])

    async def slow(reader: Connection, stored: StoredReport) -> CompiledReport:
        for on in issuing:
            await issue(office, HA, "05/BC-UBND", on)
        return await load_compiled(reader, stored)

    monkeypatch.setattr(bot.compiling, "load_compiled", slow)
    await compile_year(office, HA)
    issued = await newest(office)
    assert (issued.is_issued, issued.number) == (True, "05/BC-UBND")


async def test_a_version_behind_an_issue_is_compared_with_it(office: World) -> None:
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    await compile_year(office, HA)
    await issue(office, HA, "05/BC-UBND", ON)
    await report_task(office, SON, "10.1", "Đã niêm yết mã QR.")
    second = (await compile_year(office, HA)).stored
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa thêm.")
    third = (await compile_year(office, HA)).stored
    assert (second.since, second.since_number, second.changed) == (
        1,
        "05/BC-UBND",
        ("xã Cổ Đạm",),
    )
    assert (third.version, third.since) == (3, 1)
    assert set(third.changed) == {"xã Cổ Đạm", "Phòng Y tế"}


async def test_extracts_are_written_by_a_job_and_kept(office: World, channel: object) -> None:
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    stored = (await compile_year(office, HA)).stored
    part = unit_part("phong-y-te")
    async with office.database.transaction() as connection:
        owner = f"person:{await code_of(connection, HA)}"
        for _ in range(2):
            await jobs.add(connection, owner, TakeExtract(stored.id, part), office.clock())
    await office.settle()
    kept = [f for f in (await newest(office)).files if f.part == part]
    assert [f.form for f in kept] == ["docx", "pdf"]
    assert kept[0].name == "trich-bao-cao-2022-lan-1-phong-y-te.docx"
    assert await reports.is_document(office.database.reader, kept[0].sha256)


async def test_a_part_that_is_not_there_fails_at_once(office: World) -> None:
    stored = (await compile_year(office, HA)).stored
    with pytest.raises(NothingSuch):
        await with_forms(
            office.database, office.book, stored, [("heading:XX", "docx")], office.clock()
        )
    async with office.database.transaction() as connection:
        owner = f"person:{await code_of(connection, HA)}"
        await jobs.add(connection, owner, TakeExtract(stored.id, "heading:XX"), office.clock())
    await office.settle()
    assert await rows(office, "SELECT state, tries FROM jobs") == [("failed", 0)]


async def test_kept_forms_are_no_evidence_that_can_be_dropped(office: World) -> None:
    stored = (await compile_year(office, HA)).stored
    hashes = [file.sha256 for file in stored.files]
    async with office.database.transaction() as connection:
        assert await files.drop_unreferenced(connection, hashes, "") == []
    for file in stored.files:
        assert await files.name_of(office.database.reader, file.sha256) == file.name
        assert await reports.is_document(office.database.reader, file.sha256)
    # What an upload link is about is a person: nothing of a report, though reports name people.
    for other in ("", await code_of(office.database.reader, HA), "0" * 64):
        assert not await reports.is_document(office.database.reader, other)


async def test_photos_that_are_gone_or_broken_do_not_stop_the_report(
    office: World, tmp_path: Path
) -> None:
    await report_task(office, LAN, "8.1", "Đã chuẩn hóa hồ sơ.")
    async with office.database.transaction() as connection:
        for sha, path in (("a" * 64, "files/gone"), ("b" * 64, "files/broken")):
            await files.put(connection, sha, path, "image/jpeg", 3, office.clock())
    (tmp_path / "files").mkdir(exist_ok=True)
    (tmp_path / "files" / "broken").write_bytes(b"\xff\xd8\xff no picture")
    for sha in ("a" * 64, "b" * 64):
        name = f"{sha[0]}.jpg"
        place = (PERIOD, "phong-y-te", "8.1", sha, name, "Buổi tập huấn")
        await do(office, AttachEvidence(*place))
    await do(office, SendSubmission(PERIOD, "phong-y-te"))
    compiled = await compile_year(office, HA)
    assert [len(group.items) for group in compiled.report.evidence] == [2]
    found = await photos_for(office.database.reader, office.book.folder, compiled.report)
    assert found == {}
    _, text = await form_of(
        office.database, office.book, compiled.stored, WHOLE, "txt", office.clock()
    )
    assert text.decode().count("Buổi tập huấn") == 2


async def test_only_so_many_photos_are_shown_and_an_extract_has_its_own(
    office: World, tmp_path: Path, monkeypatch: MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.report_forms, "MOST_PHOTOS", 1)
    (tmp_path / "files").mkdir(exist_ok=True)
    for task, who, colour in (("8.1", LAN, "red"), ("10.1", SON, "blue")):
        Image.new("RGB", (60, 40), colour).save(tmp_path / "files" / colour, "PNG")
        await report_task(office, who, task, "Đã thực hiện.")
        async with office.database.transaction() as connection:
            path = f"files/{colour}"
            await files.put(connection, colour, path, "image/png", 3, office.clock())
        await do(office, AttachEvidence(PERIOD, who.unit or "", task, colour, "a.png", ""))
        await do(office, SendSubmission(PERIOD, who.unit or ""))
    compiled = await compile_year(office, HA)
    reader, folder = office.database.reader, office.book.folder
    assert len(await photos_for(reader, folder, compiled.report)) == 1
    for who, colour in ((LAN, "red"), (SON, "blue")):
        part = unit_part(who.unit or "")
        shown = await photos_for(reader, folder, part_of(compiled.report, part))
        assert list(shown) == [colour]
        _, word = await form_of(
            office.database, office.book, compiled.stored, part, "docx", office.clock()
        )
        names = zipfile.ZipFile(BytesIO(word)).namelist()
        assert sum(name.startswith("word/media/") for name in names) == 1
