"""The body of `tiendo plan import`."""

import argparse
import asyncio
import re
from collections.abc import Sequence

from bot.commands.desk import ACTOR, Desk, open_desk
from bot.commands.output import DONE, REFUSED, Refused, agrees, say, say_json
from bot.commands.plan_show import show_changes, show_plan, show_programme
from documents.plan import plan_json, read_members, read_plan
from domain.plan import ImportedPlan, PlanChanges, compare, take_over, to_programme
from domain.plan_following import fresh_code, members_of, newer_form_of
from domain.programme import Programme, Unit
from storage import audit, programmes
from storage.audit import Deed
from storage.codec import dump

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def run(arguments: argparse.Namespace) -> int:
    plan = read_plan(arguments.file)
    members = read_members(arguments.members) if arguments.members else None
    if arguments.dry_run:
        _preview(arguments, plan, members)
        return DONE
    return asyncio.run(_import(arguments, plan, members))


def _preview(
    arguments: argparse.Namespace, plan: ImportedPlan, members: Sequence[Unit] | None
) -> None:
    """Needs neither settings nor database."""
    if arguments.json:
        say_json(plan_json(plan))
        return
    show_plan(plan)
    show_programme(to_programme(plan, fresh_code(plan, arguments.file.stem, ()), members or ()))


async def _import(
    arguments: argparse.Namespace, plan: ImportedPlan, members: Sequence[Unit] | None
) -> int:
    async with open_desk(arguments.config) as desk:
        old = await _known(desk, plan, arguments.programme)
        new = await _read_as(desk, plan, members, old, arguments)
        new = take_over(old, new) if old else new
        changes = compare(old, new) if old else None
        if old and changes and not changes.is_empty:
            _show(arguments, plan, changes, old, new)
            if not arguments.yes and not agrees("Take these changes over?"):
                return REFUSED
        if changes is None or not changes.is_empty:
            await _keep(desk, new)
        await _tell(desk, arguments, plan, new, changes)
    return DONE


async def _known(desk: Desk, plan: ImportedPlan, said: str | None) -> Programme | None:
    """The programme this plan is a newer form of: the one named, or the one of its title."""
    reader = desk.database.reader
    if said is not None:
        return await programmes.get(reader, said)
    return newer_form_of(plan, await programmes.every(reader))


async def _read_as(
    desk: Desk,
    plan: ImportedPlan,
    members: Sequence[Unit] | None,
    old: Programme | None,
    arguments: argparse.Namespace,
) -> Programme:
    if old is not None:
        return to_programme(plan, old.code, members_of(old) if members is None else members)
    known = await programmes.codes(desk.database.reader)
    code = arguments.programme or fresh_code(plan, arguments.file.stem, known)
    if not _CODE.fullmatch(code):
        raise Refused(
            f"--programme {code}: write small letters, digits and hyphens, as ttnt-huyen"
        )
    return to_programme(plan, code, members or ())


def _show(
    arguments: argparse.Namespace,
    plan: ImportedPlan,
    changes: PlanChanges,
    old: Programme,
    new: Programme,
) -> None:
    """Before the question, once; with --yes and --json only the JSON comes out."""
    if arguments.json and arguments.yes:
        return
    if not arguments.json:
        show_plan(plan)
    show_changes(changes, old, new)


async def _keep(desk: Desk, programme: Programme) -> None:
    async with desk.database.transaction() as connection:
        version = await programmes.put(connection, programme, ACTOR, desk.now)
        ids = {"programme": programme.code, "version": str(version)}
        deed = Deed("ImportPlan", ids, dump(programme))
        await audit.record(connection, ACTOR, [deed], desk.now)


async def _tell(
    desk: Desk,
    arguments: argparse.Namespace,
    plan: ImportedPlan,
    programme: Programme,
    changes: PlanChanges | None,
) -> None:
    version = await programmes.newest_version(desk.database.reader, programme.code)
    changed = changes is None or not changes.is_empty
    if arguments.json:
        taken = {"programme": programme.code, "version": version, "changed": changed}
        say_json(plan_json(plan) | taken)
    elif changes is None:
        show_plan(plan)
        show_programme(programme)
        say(f"Taken over as {programme.code}, version {version}.")
    elif changed:
        say(
            f"Taken over as {programme.code}, version {version}; periods already open keep theirs."
        )
    else:
        say(f"Nothing changes: {programme.code} is already followed as version {version}.")
