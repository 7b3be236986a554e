"""What the people of the demo say: a sample's own words before the common ones."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

from domain.programme import Task

_COMMON = tomllib.loads(
    files("templates").joinpath("demo", "sayings.toml").read_text(encoding="utf-8")
)
_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class Sayings:
    """`own` is the sayings.toml of a sample programme, empty for a plan of one's own."""

    own: Mapping[str, Any]

    @classmethod
    def of_sample(cls, name: str) -> "Sayings":
        path = files("templates").joinpath("samples", name, "sayings.toml")
        return cls(tomllib.loads(path.read_text(encoding="utf-8")))

    def result(self, task: Task, speaker: int, done: str) -> str:
        """What speaker number `speaker` says on a task; `done` is the day of completion."""
        said = self._said(task.code, speaker)
        return said.format(done=done) if "{done}" in said else said

    def _said(self, code: str, speaker: int) -> str:
        in_turn = self.own.get("groups", {}).get(code)
        if in_turn:
            return str(in_turn[speaker % len(in_turn)])
        common = _COMMON["any"]
        number = speaker + sum(map(int, code.split(".")))
        return str(self.own.get("tasks", {}).get(code) or common[number % len(common)])

    def in_progress(self, task: Task) -> str:
        """What is said on a task that is being carried out."""
        return str(self.own.get("tasks", {}).get(task.code) or _COMMON["any"][0])

    def figure(self, task: Task) -> str:
        """A figure that meets its target."""
        enough = Decimal(task.indicators[0].target or 1) + 1
        own = self.own.get("figures", {}).get(task.code)
        return str(own or enough).replace(".", ",")

    def heading(self, number: str, place: int) -> str:
        """What is said under a heading of the outline; `place` counts the drafting unit's own."""
        own = self.own.get("headings", {}).get(number)
        drafting = _COMMON["drafting"]
        return str(own or drafting[place % len(drafting)])

    def common(self, name: str) -> str:
        return str(_COMMON[name])

    def typed(self, name: str, /, **data: str) -> str:
        return str(_COMMON["typed"][name]).format(**data)


def bot_title(name: str) -> str:
    return str(_COMMON["bots"][name])


def person_name(number: int) -> str:
    """An invented name, another for each number below several hundred."""
    people = _COMMON["people"]
    parts = (people["family"], people["middle"], people["given"])
    family, middle, given = (len(part) for part in parts)
    picked = (number % family, number * 3 % middle, (number + number // given) % given)
    return " ".join(part[index] for part, index in zip(parts, picked, strict=True))


def invented_members(group: int) -> tuple[str, ...]:
    """Three names, others for each of the first groups, counted from 0."""
    names: list[str] = _COMMON["members"]["names"]
    start = group * _MEMBERS % len(names)
    return tuple(names[start : start + _MEMBERS])
