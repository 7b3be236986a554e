"""The data folder and the database in it."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.checks.findings import Finding, error, ok, warning
from bot.private import KEY_FILE
from storage.inspection import Inspection, inspect

_GIB = 1024**3


def check_folder(folder: Path) -> Iterator[Finding]:
    """That it can be written was tried when the settings were read."""
    free = shutil.disk_usage(folder).free
    words = f"{folder}, {free / _GIB:.1f} GiB free"
    yield ok("folder", words) if free > _GIB else warning("folder", f"{words}: make room")
    for path in (folder, folder / KEY_FILE):
        if path.exists() and path.stat().st_mode & 0o077:
            mode = "700" if path.is_dir() else "600"
            yield warning("folder", f"others may read {path}; run: chmod {mode} {path}")


def check_database(path: Path) -> Finding:
    if not path.exists():
        return ok("database", f"none yet; {path} is made at the first start")
    try:
        return _judge(path, asyncio.run(inspect(path.absolute().as_uri())))
    except sqlite3.DatabaseError as refused:
        return error("database", f"{path}: {refused}; restore a backup")


def _judge(path: Path, found: Inspection) -> Finding:
    if found.schema > found.newest:
        return error(
            "database",
            f"schema {found.schema} is newer than this version's {found.newest}; "
            "install the newer tiendo again, or restore a backup made before it",
        )
    if found.damage:
        return error("database", f"{path}: {found.damage}; restore a backup")
    if found.broken_audit is not None:
        return error("database", f"the audit log does not follow at line {found.broken_audit}")
    if found.schema < found.newest:
        return warning("database", f"schema {found.schema} becomes {found.newest} at the start")
    return ok("database", f"schema {found.schema}, sound; the audit log follows line by line")
