"""The process in which a plan that somebody sent is read: `python -m documents.plan.child`.

It gets the file's name and little memory and time; its output is the answer.
"""

import sys
from pathlib import Path

from documents.limits import limit
from documents.plan import plan_in, read_lines
from documents.plan.errors import PlanNotRead
from documents.plan.own_process import Reading, pack


def answer(path: Path) -> Reading:
    head: tuple[str, ...] = ()
    try:
        lines = read_lines(path)
        head = tuple(line.text for line in lines)
        return Reading(plan_in(lines, path.name), head=head)
    except PlanNotRead as error:
        return Reading(error=error, head=head)


if __name__ == "__main__":
    limit(*map(int, sys.argv[1:4]))
    sys.stdout.buffer.write(pack(answer(Path(sys.argv[4]))))
