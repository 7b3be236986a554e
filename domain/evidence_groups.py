"""Evidence in the report's annex, by what it proves."""

from collections.abc import Iterator, Mapping, Sequence

from domain.material import Material
from domain.report import EvidenceGroup, EvidenceItem, SentPaper
from domain.submission import Evidence


def evidence_groups(material: Material) -> tuple[EvidenceGroup, ...]:
    """Tasks in the plan's order, then headings, then what belongs to a submission as a whole; in
    each the units in the programme's order, and what a unit sent in the order of sending."""
    found: dict[str | None, list[EvidenceItem]] = {}
    for paper in material.papers.values():
        for evidence in paper.evidence if paper.version else ():
            found.setdefault(evidence.item, []).append(_item(evidence, paper))
    titles = _titles(material)
    order: Sequence[str | None] = [*titles, *(item for item in found if item not in titles)]
    return tuple(_groups(order, titles, found))


def _groups(
    order: Sequence[str | None],
    titles: Mapping[str, str],
    found: Mapping[str | None, Sequence[EvidenceItem]],
) -> Iterator[EvidenceGroup]:
    for item in sorted(order, key=lambda item: item is None):
        if item in found:
            yield EvidenceGroup(item, titles.get(item or "", ""), tuple(found[item]))


def _titles(material: Material) -> dict[str, str]:
    tasks = {task.code: task.short_title for task in material.programme.tasks}
    return tasks | {heading.number: heading.title for heading in material.programme.headings()}


def _item(evidence: Evidence, paper: SentPaper) -> EvidenceItem:
    return EvidenceItem(
        sha256=evidence.sha256,
        name=evidence.name,
        mime=evidence.mime,
        caption=evidence.caption,
        unit=paper.unit,
        unit_name=paper.unit_name,
        person=evidence.person,
        at=evidence.at.isoformat(),
        message=evidence.message,
    )
