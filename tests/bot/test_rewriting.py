"""Rewritten headings through the books: compiled, out of date, dropped, in the audit log."""

import pytest

from bot.applying import Context, apply
from bot.loading.report_texts import heading_of, text_of
from bot.world import World
from documents.report import own_lines, view, write_text
from domain.effects import DropRewriting, Effect, IssueReport, RewriteHeading
from domain.errors import NothingSuch
from domain.report import CompiledReport
from storage import reports
from storage.codec import load
from tests.cast import HA, LAN, PERIOD, SON, let_in
from tests.recorders import code_of, rows
from tests.reported import compile_year, report_task

OLD, NEW = "Thiếu cán bộ công nghệ.", "Nhân lực công nghệ còn thiếu."
TITLE = "III. Khó khăn, vướng mắc"


@pytest.fixture
async def office(district: World) -> World:
    await let_in(district, LAN, SON, HA)
    await report_task(district, LAN, "III", OLD)
    return district


async def do(world: World, effect: Effect) -> None:
    actor = await code_of(world.database.reader, HA)
    async with world.database.transaction() as connection:
        await apply(Context(connection, world.book, world.clock(), actor, actor), effect)


async def rewrite(world: World, *lines: str) -> None:
    report = (await compile_year(world, HA)).report
    place = [section.place for section in report.sections].index("III")
    await do(world, RewriteHeading(PERIOD, "III", lines, own_lines(report)[place]))


async def stored(world: World) -> CompiledReport:
    newest = await reports.newest(world.database.reader, PERIOD)
    assert newest
    return load(CompiledReport, await reports.compiled(world.database.reader, newest.id))


async def test_the_next_compilation_takes_it_in_and_says_so(office: World) -> None:
    await rewrite(office, NEW)
    compiled = await compile_year(office, HA)
    assert (compiled.stored.version, compiled.stored.rewritten) == (2, (TITLE,))
    assert compiled.stored.stale == ()
    assert NEW in write_text(view(compiled.report))
    assert OLD not in write_text(view(compiled.report))


async def test_it_is_kept_and_flagged_when_a_unit_says_something_else(office: World) -> None:
    await rewrite(office, NEW)
    await compile_year(office, HA)
    await report_task(office, SON, "III", "Đường truyền yếu.")
    compiled = await compile_year(office, HA)
    assert compiled.stored.stale == (("III", TITLE),)
    assert NEW in write_text(view(compiled.report))


async def test_the_same_words_are_no_new_version_but_known_to_be_out_of_date(
    office: World,
) -> None:
    await report_task(office, SON, "III", "Đường truyền yếu.")
    await rewrite(office, NEW)
    first = await compile_year(office, HA)
    await report_task(office, SON, "III", "Đường truyền rất yếu.")
    again = await compile_year(office, HA)
    assert again.docx == first.docx
    assert again.stored.version == first.stored.version
    assert again.stored.stale == (("III", TITLE),)
    assert "xã Cổ Đạm" in again.stored.changed
    assert [section.place for section in (await stored(office)).stale] == ["III"]


async def test_an_issued_version_stays_as_it_was(office: World) -> None:
    await report_task(office, SON, "III", "Đường truyền yếu.")
    await rewrite(office, NEW)
    first = await compile_year(office, HA)
    await do(office, IssueReport(PERIOD, "05/BC-UBND", office.clock().date()))
    await report_task(office, SON, "III", "Đường truyền rất yếu.")
    assert (await compile_year(office, HA)).stored.stale == ()
    assert (await stored(office)).sections == first.report.sections


async def test_after_dropping_the_units_own_words_stand_again(office: World) -> None:
    await rewrite(office, NEW)
    await compile_year(office, HA)
    await do(office, DropRewriting(PERIOD, "III"))
    compiled = await compile_year(office, HA)
    assert OLD in write_text(view(compiled.report))
    assert compiled.stored.rewritten == ()
    with pytest.raises(NothingSuch):
        await do(office, DropRewriting(PERIOD, "III"))


async def test_the_audit_log_has_ids_and_no_words(office: World) -> None:
    await rewrite(office, NEW)
    await do(office, DropRewriting(PERIOD, "III"))
    log = [str(tuple(row)) for row in await rows(office, "SELECT * FROM audit")]
    assert any("RewriteHeading" in line and '"III"' in line for line in log)
    assert any("DropRewriting" in line for line in log)
    assert not any(NEW in line or OLD in line for line in log)


async def test_an_editor_sees_what_stands_there_and_who_wrote_it(office: World) -> None:
    await rewrite(office, NEW)
    compiled = await compile_year(office, HA)
    reader = office.database.reader
    heading = await heading_of(reader, compiled.stored.id, "III")
    assert heading
    assert heading.title == TITLE
    assert heading.lines == (NEW,)
    assert any(OLD in line for line in heading.own)
    assert heading.editor == HA.name
    text = await text_of(reader, compiled.stored.id)
    assert [one.place for one in text.headings if one.rewritten] == ["III"]
    assert text.findings == compiled.report.findings
    assert await heading_of(reader, compiled.stored.id, "IX") is None
    with pytest.raises(NothingSuch):
        await text_of(reader, 99)
