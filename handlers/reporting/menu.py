"""The unit's paper at a glance: its tasks, the outline's questions, and what to do with all."""

from domain.conversation import Chose, Event, Said
from domain.errors import DomainError
from domain.messages import Choice, Reply
from domain.status import Said as What
from domain.submission import Paper, State
from domain.understanding.folding import fold, plain
from handlers.contract import NotUnderstood
from handlers.reporting import fast, moving, sending
from handlers.reporting.desk import Desk, put
from handlers.reporting.summary import header, title_of
from handlers.reporting.words import order_in, says

_PLAN = "plan"
_SHORTEST_TITLE = 6


class NoPrevious(DomainError):
    """ "Như kỳ trước", but there is no report before this one: `unit`."""

    template = "errors/no_previous.j2"


def ask(desk: Desk) -> Reply:
    shown = _shown(desk)
    data = {
        **header(desk),
        "page": _page(desk) + 1,
        "pages": _pages(desk),
        "several": len(desk.paper.tasks) > 1,
        "late_words": [word.text for word in desk.paper.late_words_left],
    }
    items = [_item_choice(desk, item) for item in shown]
    return put("reporting/menu.j2", data, *items, *_paging(desk), *_of_the_whole(desk))


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key=key):
            return pick(desk, key)
        case Said():
            return _said(desk, event)
    raise NotUnderstood


def back(desk: Desk) -> Desk:
    return desk.leave().say("reporting/kept.j2", period=desk.paper.period.code)


def pick(desk: Desk, key: str) -> Desk:
    page = _page(desk)
    match key:
        case "next_page" if page + 1 < _pages(desk):
            return desk.go("report.menu", page=page + 1)
        case "previous_page" if page > 0:
            return desk.go("report.menu", page=page - 1)
        case "to_menu" | "nothing_all" | "review":
            return desk.go(_STEPS[key])
        case "recall":
            return sending.recall(desk)
        case "previous" if desk.paper.previous:
            return desk.go("report.previous")
        case "previous":
            raise NoPrevious(unit=desk.paper.unit_name)
        case _:
            return moving.to_item(desk, key)


_STEPS = {"to_menu": "report.menu", "nothing_all": "report.nothing", "review": "report.review"}
_ORDERS = {"nothing_all": "nothing_all", "resend_previous": "previous", "send": "review"}


def _said(desk: Desk, said: Said) -> Desk:
    """Several tasks at once, an item by code or number, or an order about the whole."""
    tasks = tuple(t for t in desk.paper.tasks if t.code in _from_page_on(desk))
    if read := fast.read(tasks, said.text):
        return fast.fill(desk, read, said)
    if item := named(desk, said.text):
        return moving.to_item(desk, item)
    command = desk.command(said.text)
    if command.head == "edit" and (item := named(desk, str(command.get("task") or ""))):
        return moving.to_item(desk, item)
    if order := _ORDERS.get(command.head):
        return pick(desk, order)
    if order := order_in(said.text):
        return pick(desk, order)
    if desk.understood("status", said.text).head == What.NOTHING_TO_REPORT:
        return pick(desk, "nothing_all")
    raise NotUnderstood


def named(desk: Desk, text: str) -> str | None:
    """The item whose code, place in the list, or title was typed."""
    typed = text.strip().strip(".,;:()").upper()
    if typed in desk.paper.items:
        return typed
    shown = _from_page_on(desk)
    if typed.isascii() and typed.isdigit() and 1 <= int(typed[:4]) <= len(shown):
        return shown[int(typed[:4]) - 1]
    return _titled(desk.paper, text)


def _titled(paper: Paper, text: str) -> str | None:
    """The only item with these words in its title."""
    words = _plain(text)
    if len(words) < _SHORTEST_TITLE:
        return None
    found = [item for item in paper.items if words in _plain(title_of(paper, item))]
    if not found and says(text, "plan"):
        return _PLAN
    return found[0] if len(found) == 1 else None


def _plain(text: str) -> str:
    return plain(fold(text).text).strip(" .,;:")


def _items(paper: Paper) -> tuple[str, ...]:
    return (*paper.items, _PLAN)


def _page(desk: Desk) -> int:
    page = desk.session.data.get("page", 0)
    return page if isinstance(page, int) and 0 <= page < _pages(desk) else 0


def _pages(desk: Desk) -> int:
    return -(-len(_items(desk.paper)) // desk.facts.rules.page_size)


def _from_page_on(desk: Desk) -> tuple[str, ...]:
    return _items(desk.paper)[_page(desk) * desk.facts.rules.page_size :]


def _shown(desk: Desk) -> tuple[str, ...]:
    return _from_page_on(desk)[: desk.facts.rules.page_size]


def _item_choice(desk: Desk, item: str) -> Choice:
    paper = desk.paper
    if item == _PLAN:
        return Choice(_PLAN, "plan", {"state": "present" if paper.plan else "missing"})
    state = paper.item_state(item).value
    data = {"code": item, "title": title_of(paper, item), "state": state}
    return Choice(item, "item", data)


def _paging(desk: Desk) -> list[Choice]:
    page = _page(desk)
    ways = []
    if page + 1 < _pages(desk):
        ways.append(Choice("next_page", "next_page"))
    if page > 0:
        ways.append(Choice("previous_page", "previous_page"))
    return ways


def _may_have_nothing(paper: Paper) -> bool:
    """A task is unsaid; without tasks, nothing at all was said yet."""
    if paper.tasks:
        return any(paper.entry(task.code).said is None for task in paper.tasks)
    return not paper.plan and all(paper.entry(item).is_empty for item in paper.items)


def _of_the_whole(desk: Desk) -> list[Choice]:
    paper = desk.paper
    ways = []
    if _may_have_nothing(paper):
        ways.append(Choice("nothing_all", "nothing_all"))
        if paper.previous:
            ways.append(Choice("previous", "as_previous"))
    ways.append(Choice("review", "to_review"))
    if paper.submission.state is State.SUBMITTED:
        ways.append(Choice(f"recall|{paper.period.key}|{paper.unit}", "recall"))
    return ways
