"""The tasks of a document that names no unit: those of its issuer."""

import re
from collections.abc import Sequence

from documents.plan.items import Item, Rank, looks_like_heading
from documents.plan.ledger import Ledger
from documents.plan.planned import block, drafted
from documents.plan.sections import About, Section
from documents.plan.tasks import drafts_of
from documents.plan.words import same
from domain.plan import PlannedBlock

_HEADED = (Rank.NUMBER, Rank.DECIMAL)


def own_blocks(
    sections: Sequence[Section], unit: str, year: int | None, ledger: Ledger
) -> list[PlannedBlock]:
    """A block for each matter of the plan's sections, or for a section without matters."""
    found: list[PlannedBlock] = []
    for section in sections:
        if section.about is not About.PLAN:
            continue
        for heading, items in topics(section.items) or [(section.heading, list(section.items))]:
            code = str(len(found) + 1)
            tasks = drafted(drafts_of(items, year, ledger, code), code, ())
            if tasks:
                ledger.place([heading], f"block {code}")
                shown = heading.raw.rstrip(" :.;")
                found.append(block(shown, (unit,), tasks, heading.line))
    return found


def topics(items: Sequence[Item]) -> list[tuple[Item, list[Item]]]:
    """Numbered headings of a matter, each with what stands under it."""
    found: list[tuple[Item, list[Item]]] = []
    for item in items:
        if item.rank in _HEADED and looks_like_heading(item):
            found.append((item, []))
        elif found:
            found[-1][1].append(item)
    return found


def issuing_unit(issuer: str | None, texts: Sequence[str | None]) -> str | None:
    """The issuer without its superior, written as the document's sentences write it."""
    if not issuer:
        return None
    name = issuer.split(",")[0].strip()
    written = re.compile(r"\W+".join(re.findall(r"\w+", same(name))))
    for text in filter(None, texts):
        found = written.search(same(text))
        if found and not text[slice(*found.span())].isupper():
            return text[slice(*found.span())]
    return name
