"""What was made of each line, so that nothing is dropped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from documents.plan.items import Item
from documents.plan.lines import Line
from domain.plan import Unplaced


@dataclass
class Ledger:
    """Every stage enters what it takes; what nobody took is unplaced."""

    taken: dict[Line, str] = field(default_factory=dict)
    refused: list[Unplaced] = field(default_factory=list)

    def place(self, items: Iterable[Item], what: str) -> None:
        for item in items:
            for line in item.lines:
                self.taken.setdefault(line, what)

    def holds(self, items: Iterable[Item]) -> bool:
        """Whether any of these was taken."""
        return any(line in self.taken for item in items for line in item.lines)

    def refuse(self, item: Item, text: str) -> None:
        """A part of a line that is taken otherwise."""
        self.refused.append(Unplaced(item.line, text))

    def number(self, names: Mapping[str, str | None]) -> None:
        """Other names for what was taken; what has none is not taken."""
        for line, what in list(self.taken.items()):
            name = names.get(what, what)
            if name is None:
                del self.taken[line]
            else:
                self.taken[line] = name

    def join(self, other: "Ledger") -> None:
        """Enters what another ledger holds."""
        self.taken |= other.taken
        self.refused += other.refused

    def places(self) -> dict[int, str]:
        return {line.number: what for line, what in reversed(self.taken.items())}

    def unplaced(self, lines: Iterable[Line]) -> tuple[Unplaced, ...]:
        left = [Unplaced(line.number, line.text) for line in lines if line not in self.taken]
        return tuple(sorted(left + self.refused, key=lambda item: item.line))
