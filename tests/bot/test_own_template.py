"""An office's own Word template where reports are compiled."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.app import look_at_template
from bot.channels.memory import MemoryChannel
from bot.world import World, open_world
from documents.report.template import build
from domain.effects import CompileReport
from storage import jobs
from tests.cast import HA, PERIOD, let_in, make_book, take_over_sample
from tests.documents.report.own_templates import built_in, typed
from tests.hand_clock import HandClock
from tests.recorders import Ear, code_of, rows
from tests.reported import compile_year


@pytest.fixture
async def office(tmp_path: Path, clock: HandClock, channel: MemoryChannel) -> AsyncIterator[World]:
    """Its template lies at `mau.docx`, as soon as a test puts one there."""
    book = replace(make_book(tmp_path), template=tmp_path / "mau.docx")
    async with open_world(book, clock, {channel.name: channel}) as world:
        await take_over_sample(world)
        await let_in(world, HA)
        yield world


async def ask_for_report(world: World) -> None:
    async with world.database.transaction() as connection:
        owner = f"person:{await code_of(connection, HA)}"
        await jobs.add(connection, owner, CompileReport(PERIOD), world.clock())


async def test_the_report_comes_in_the_offices_own_layout(office: World, tmp_path: Path) -> None:
    def change(document: object) -> None:
        document.paragraphs[0].insert_paragraph_before("Mẫu của Ủy ban nhân dân")

    (tmp_path / "mau.docx").write_bytes(built_in(change))
    compiled = await compile_year(office, HA)
    assert compiled.template_fault == ""
    assert compiled.stored.picture, "drawn apart, from what LibreOffice printed"
    said = [paragraph.text for paragraph in Document(BytesIO(compiled.docx)).paragraphs]
    assert "Mẫu của Ủy ban nhân dân" in said


@pytest.mark.parametrize("content", [None, b"", typed("{{ title }}"), build()[:500]])
async def test_with_a_template_that_cannot_be_used_the_report_still_comes(
    office: World, channel: MemoryChannel, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "mau.docx").write_bytes(content)
    await ask_for_report(office)
    await office.settle()
    assert await rows(office, "SELECT state, tries FROM jobs") == [("done", 0)]
    assert await rows(office, "SELECT version FROM reports") == [(1,)]
    said, *documents = Ear(channel).heard()[HA.chat]
    assert "mẫu có sẵn vì chưa dùng được mẫu Word của cơ quan" in said
    assert documents == ["", "", ""]


async def test_a_faulty_template_is_told_at_the_start_and_ends_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    stop = asyncio.Event()
    await look_at_template(None, stop)
    (tmp_path / "mau.docx").write_bytes(build())
    await look_at_template(tmp_path / "mau.docx", stop)
    assert caplog.messages == []
    (tmp_path / "mau.docx").write_bytes(b"")
    await look_at_template(tmp_path / "mau.docx", stop)
    (told,) = caplog.messages
    assert "mau.docx cannot be used (faults: 1)" in told and "built-in layout" in told
