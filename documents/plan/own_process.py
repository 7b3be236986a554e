"""A plan of anybody's making, read in a process of its own: the file may be made to harm."""

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter

from documents.apart import TookTooLong, own_environment, run_apart
from documents.plan import errors
from documents.plan.errors import PlanNotRead, PlanTooHeavy
from domain.plan import ImportedPlan

_PLAN = TypeAdapter(ImportedPlan)
_SECONDS = 180.0
_LIMITS = (60, 1 << 30, 100_000_000)
"""Processor seconds, memory, bytes of the answer: the longest text we read takes a quarter."""
_HEAD, _HEAD_LETTERS = 15, 300


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file is: a plan, or why it is none. `head` are its first lines, as far as it could
    be opened."""

    plan: ImportedPlan | None = None
    error: PlanNotRead | None = None
    head: tuple[str, ...] = ()


def read_plan_apart(content: bytes, name: str, limits: tuple[int, int, int] = _LIMITS) -> Reading:
    """As `read_plan`, within limits of time and memory. Blocks for about a second."""
    with tempfile.TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as place:
        folder = Path(place)
        file, answer = folder / f"plan{PurePosixPath(name).suffix.lower()}", folder / "answer"
        file.write_bytes(content)
        try:
            if _run(folder, file, answer, limits) == 0:
                return unpack(answer.read_bytes(), name)
        except (TookTooLong, ValueError, KeyError):
            pass
        return Reading(error=PlanTooHeavy(name=name))


def _run(folder: Path, file: Path, answer: Path, limits: tuple[int, int, int]) -> int:
    told = [*map(str, limits), file.name]
    command = [sys.executable, "-P", "-m", "documents.plan.child", *told]
    return run_apart(command, folder, _SECONDS, own_environment(folder), taken=answer)


def pack(reading: Reading) -> bytes:
    """JSON alone: what comes from there is not trusted more than the file was."""
    told: dict[str, object] = {"head": [line[:_HEAD_LETTERS] for line in reading.head[:_HEAD]]}
    if reading.plan is not None:
        told["plan"] = _PLAN.dump_python(reading.plan, mode="json")
    if reading.error is not None:
        told |= {"error": type(reading.error).__name__, "data": dict(reading.error.data)}
    return json.dumps(told).encode("ascii")


def unpack(answer: bytes, name: str) -> Reading:
    """Raises ValueError and KeyError for what is no answer."""
    told = json.loads(answer)
    head = tuple(map(str, told["head"]))
    if "error" in told:
        kind = _KINDS[told["error"]]
        return Reading(error=kind(**{**told["data"], "name": name}), head=head)
    return Reading(_PLAN.validate_json(json.dumps(told["plan"])), head=head)


_KINDS = {
    kind.__name__: kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, PlanNotRead)
}
