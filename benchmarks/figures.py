"""What was measured, and how it is told."""

import json
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """`ratio` is `value` by `baseline_value`, both in `unit`: the machine falls out of it."""

    name: str
    value: float
    unit: str
    baseline: str
    baseline_value: float

    @property
    def ratio(self) -> float:
        return self.value / self.baseline_value

    def line(self) -> str:
        measured = f"{self.value:,.4g} {self.unit}"
        return f"{self.name:<52} {measured:>18}  {self.ratio:>8.3g} x {self.baseline}"


def tell(figures: Iterable[Figure], *, as_json: bool) -> None:
    """A line each as soon as it is measured; as JSON, all at the end."""
    told = []
    for figure in figures:
        told.append({**asdict(figure), "ratio": figure.ratio})
        if not as_json:
            sys.stdout.write(figure.line() + "\n")
            sys.stdout.flush()
    if as_json:
        json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")


def seconds(work: Callable[[], object], rounds: int = 5) -> float:
    """The median of a few rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return median(taken)
