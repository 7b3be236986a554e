"""The body of `tiendo plan outline`: the report's headings as data that can be edited."""

import argparse
import asyncio
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from bot.commands.desk import ACTOR, Desk, open_desk
from bot.commands.output import DONE, Refused, say, say_json
from domain.outline_edit import EditedHeading, OutlineNotSound, with_outline
from domain.programme import AnnexKind, Programme
from storage import audit, programmes
from storage.audit import Deed
from storage.codec import dump


@dataclass(frozen=True, config={"extra": "forbid"})
class _Edited:
    outline: tuple[EditedHeading, ...]
    annexes: tuple[AnnexKind, ...] = tuple(AnnexKind)


_ADAPTER = TypeAdapter(_Edited)


def run(arguments: argparse.Namespace) -> int:
    return asyncio.run(_outline(arguments))


async def _outline(arguments: argparse.Namespace) -> int:
    async with open_desk(arguments.config) as desk:
        programme = await desk.programme(arguments.programme)
        if arguments.file is None:
            say_json(_as_data(programme))
            return DONE
        edited = _read(arguments.file)
        try:
            renewed = with_outline(programme, edited.outline, edited.annexes)
        except OutlineNotSound as error:
            raise Refused(f"{arguments.file}: {error}") from error
        if replace(renewed, own_outline=programme.own_outline) == programme:
            say(f"Nothing changes: this is the outline of {programme.code}.")
            return DONE
        version = await _keep(desk, renewed)
    for heading in renewed.headings():
        say(f"{heading.number}  {heading.title}  ({heading.asks.value})")
    say(f"{programme.code}, version {version}; periods already open keep theirs.")
    return DONE


def _as_data(programme: Programme) -> dict[str, object]:
    return {
        "outline": [asdict(heading) for heading in programme.outline],
        "annexes": [kind.value for kind in programme.annexes],
    }


def _read(file: Path) -> _Edited:
    try:
        return _ADAPTER.validate_json(file.read_bytes())
    except OSError as error:
        raise Refused(f"{file}: cannot be read ({error.strerror})") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise Refused(
            f"{file}: {place}: {first['msg']}; tiendo plan outline shows the form"
        ) from error


async def _keep(desk: Desk, programme: Programme) -> int:
    async with desk.database.transaction() as connection:
        version = await programmes.put(connection, programme, ACTOR, desk.now)
        ids = {"programme": programme.code, "version": str(version)}
        deed = Deed("SetOutline", ids, dump(programme.outline))
        await audit.record(connection, ACTOR, [deed], desk.now)
    return version
