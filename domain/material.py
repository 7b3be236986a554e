"""What a report is compiled from: the programme and the sent papers, in a fixed order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.merging import Line, beside_each_other, lines_of, merge
from domain.plan_words import group_noun
from domain.programme import Block, Programme, Task
from domain.report import Kind, MergeProposal, Paragraph, SentPaper, Voices
from domain.submission import Entry


@dataclass(frozen=True, slots=True)
class Asked:
    """The units that were asked something, and what they are called together."""

    units: tuple[str, ...]
    noun: str | None = None
    speaks_for_all: str | None = None
    """The unit whose words need no name beside them: the drafting unit."""


@dataclass(frozen=True, slots=True)
class Material:
    programme: Programme
    papers: Mapping[str, SentPaper]
    """By unit, in the order of the programme."""
    data_to: date
    soon_days: int = 15

    def entry(self, unit: str, item: str) -> Entry | None:
        """What was sent on an item; None where nothing was."""
        paper = self.papers.get(unit)
        entry = paper.entries.get(item) if paper and paper.version else None
        return None if entry is None or entry.is_empty else entry

    def is_in(self, unit: str) -> bool:
        paper = self.papers.get(unit)
        return paper is not None and paper.version > 0

    def name(self, code: str) -> str:
        """The name behind a unit's or group's code; what is no code is a name already."""
        if code in self.papers:
            return self.papers[code].unit_name
        names = {unit.code: unit.name for unit in self.programme.units}
        names |= {group.code: group.name for group in self.programme.groups}
        return names.get(code, code)

    def group_noun(self, task: Task | Block) -> str | None:
        """What the units of a group are called together; None where no group answers."""
        groups = (group for group in self.programme.groups if group.code in task.units)
        return next((group_noun(group.name) or group.name for group in groups), None)

    def is_group(self, task: Task | Block) -> bool:
        return any(group.code in task.units for group in self.programme.groups)

    def blocks(self) -> tuple[Block, ...]:
        """The plan's blocks; tasks outside of them come last, by the units that answer them."""
        placed = {code for block in self.programme.blocks for code in block.tasks}
        rest: dict[tuple[str, ...], list[str]] = {}
        for task in self.programme.tasks:
            if task.code not in placed:
                rest.setdefault(task.units, []).append(task.code)
        return self.programme.blocks + tuple(
            Block(", ".join(map(self.name, units)), units, tuple(tasks))
            for units, tasks in rest.items()
        )

    def lines(self, units: Iterable[str], item: str) -> tuple[Line, ...]:
        """What these units said on an item, equal lines once."""
        entries = [(unit, self.entry(unit, item)) for unit in units]
        return merge(line for unit, entry in entries if entry for line in lines_of(entry, unit))

    def voices(self, line: Line, asked: Asked) -> Voices | None:
        saying = frozenset(line.units)
        said = [unit for unit in asked.units if unit in saying]
        if len(said) == len(asked.units) or said == [asked.speaks_for_all]:
            return None
        most = 2 * len(said) > len(asked.units)
        others = [unit for unit in asked.units if unit not in saying] if most else []
        return Voices(tuple(map(self.name, said)), tuple(map(self.name, others)), asked.noun)


@dataclass(frozen=True, slots=True)
class Merged:
    """Paragraphs of one place in the report, and what in them may be merged by a person."""

    paragraphs: tuple[Paragraph, ...] = ()
    proposals: tuple[MergeProposal, ...] = ()


def together(parts: Iterable[Merged]) -> Merged:
    """What stands in one place, one part after the other."""
    known = list(parts)
    return Merged(
        tuple(paragraph for part in known for paragraph in part.paragraphs),
        tuple(proposal for part in known for proposal in part.proposals),
    )


def said(
    material: Material,
    lines: Sequence[Line],
    asked: Asked,
    shape: Paragraph,
    heading: str,
) -> Merged:
    """A paragraph a line, shaped as `shape` (kind, item, about), near-equal ones side by side."""
    clusters = beside_each_other(lines)
    paragraphs = tuple(
        Paragraph(
            kind=shape.kind,
            text=line.text,
            item=shape.item,
            about=shape.about,
            voices=material.voices(line, asked),
            sources=line.sources,
        )
        for cluster in clusters
        for line in cluster
    )
    return Merged(paragraphs, tuple(_proposals(clusters, heading, shape.item)))


def _proposals(
    clusters: Iterable[Sequence[Line]], heading: str, item: str | None
) -> Iterable[MergeProposal]:
    for cluster in clusters:
        if len(cluster) > 1:
            units = tuple(dict.fromkeys(unit for line in cluster for unit in line.units))
            yield MergeProposal(heading, item, tuple(line.text for line in cluster), units)


SAID = Paragraph(Kind.SAID)
