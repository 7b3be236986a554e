"""The figures of a task, one question an indicator; what looks wrong is confirmed first."""

from dataclasses import replace
from decimal import Decimal
from operator import ge, gt, le, lt

from domain.conversation import Chose, Event, Said
from domain.errors import DomainError
from domain.messages import Choice, Picks, Reply
from domain.period_codes import cumulative_from
from domain.programme import Indicator, Task
from domain.submission import Figure, Paper
from handlers.contract import NotUnderstood, question
from handlers.reporting import moving
from handlers.reporting.desk import Desk
from handlers.reporting.summary import figure_line, task_line
from handlers.reporting.words import says

_MEETS = {">": gt, ">=": ge, "<": lt, "<=": le}
_MORE_IS_BETTER = (">", ">=")


class FigureNotUnderstood(DomainError):
    template = "errors/figure_not_understood.j2"


def ask(desk: Desk) -> Reply:
    data = {"task": task_line(desk, _task(desk)), **_about(desk)}
    return question(
        "reporting/figure.j2", Choice("skip", "skip_figure"), picks=Picks.BESIDE_FIGURE, **data
    )


def answer(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="skip"):
            return _skip(desk)
        case Said(text=text):
            if desk.command(text, "figure").head == "skip":
                return _skip(desk)
            return _said(desk, event)
    raise NotUnderstood


def back(desk: Desk) -> Desk:
    return desk.on("report.result", desk.item)


def ask_check(desk: Desk) -> Reply:
    data, figure = desk.session.data, _figure(desk)
    shown = {
        "value": data["value"],
        "of": data["of"],
        "unit": data["measure"] or _indicator(desk).unit_of_measure,
        "jump": _jump(desk, str(data["value"])),
        "approximate": data["approximate"],
        "cumulative": figure.cumulative,
        "misses": misses_target(_indicator(desk), figure),
    }
    choices = (Choice("right", "figure_right"), Choice("mend", "figure_mend"))
    return question(
        "reporting/figure_check.j2",
        *choices,
        picks=Picks.BESIDE_FIGURE,
        **{**_about(desk), **shown},
    )


def answer_check(desk: Desk, event: Event) -> Desk:
    match event:
        case Chose(key="right"):
            return _keep(desk, _figure(desk))
        case Chose(key="mend"):
            return back_to_figure(desk)
        case Said(text=text) if says(text, "yes"):
            return _keep(desk, _figure(desk))
        case Said(text=text) if says(text, "no"):
            return back_to_figure(desk)
        case Said():
            return _said(desk, event)
    raise NotUnderstood


def back_to_figure(desk: Desk) -> Desk:
    return desk.on("report.figure", desk.item, **_asked(desk))


def _asked(desk: Desk) -> dict[str, object]:
    """Which indicator is asked, and whether all are gone through."""
    return {key: desk.session.data.get(key) for key in ("indicator", "anew")}


def _task(desk: Desk) -> Task:
    task = desk.paper.task(desk.item)
    if task is None:
        raise NotUnderstood
    return task


def _indicator(desk: Desk) -> Indicator:
    place = desk.session.data["indicator"]
    return _task(desk).indicators[place if isinstance(place, int) else 0]


def _previous(paper: Paper, indicator: Indicator) -> Figure | None:
    before = paper.previous.get(indicator.task)
    figures = before.figures if before else ()
    return next((f for f in figures if f.indicator == indicator.name), None)


def _about(desk: Desk) -> dict[str, object]:
    indicator = _indicator(desk)
    previous = _previous(desk.paper, indicator)
    given = [f for f in desk.entry.figures if f.indicator == indicator.name]
    return {
        "name": indicator.name,
        "unit": indicator.unit_of_measure,
        "target": indicator.target,
        "comparator": indicator.comparator,
        "accumulates": indicator.accumulates,
        "previous": figure_line(previous) if previous else None,
        "given": figure_line(given[0]) if given else None,
    }


def _said(desk: Desk, said: Said) -> Desk:
    indicator = _indicator(desk)
    previous = _previous(desk.paper, indicator)
    more = indicator.comparator in (None, *_MORE_IS_BETTER)
    understood = desk.understood(
        "figure",
        said.text,
        prev=previous.value if previous else None,
        target=indicator.target if more and not indicator.accumulates else None,
        unit_of_measure=indicator.unit_of_measure,
        ask="in_period",
    )
    if understood.head in ("unclear", "reject"):
        raise FigureNotUnderstood
    of, measure = understood.get("of"), understood.get("unit")
    checked = desk.on(
        "report.figure_check",
        desk.item,
        **_asked(desk),
        value=understood.head,
        of=str(of) if of is not None else None,
        measure=str(measure) if measure is not None else None,
        approximate="approx" in understood.flags,
        typed=said.text,
        message=said.message,
    )
    figure = _figure(checked)
    doubtful = "confirm" in understood.flags or misses_target(indicator, figure)
    return checked if doubtful else _keep(checked, figure)


def _figure(desk: Desk) -> Figure:
    """What was typed, as the session holds it until it is confirmed."""
    data, indicator = desk.session.data, _indicator(desk)
    return Figure(
        indicator.name,
        str(data["value"]),
        _cumulative(desk.paper, indicator, str(data["value"])),
        str(data["of"]) if data["of"] is not None else None,
        bool(data["approximate"]),
        str(data["measure"]) if data["measure"] else indicator.unit_of_measure,
        desk.statement(Said(str(data.get("typed") or ""), str(data.get("message") or ""))),
    )


def _keep(desk: Desk, figure: Figure) -> Desk:
    others = tuple(f for f in desk.entry.figures if f.indicator != figure.indicator)
    saved = desk.save(replace(desk.entry, figures=(*others, figure)))
    return _next(saved)


def _next(desk: Desk) -> Desk:
    """Where figures are gone through anew, each indicator is asked in turn."""
    data, place = desk.session.data, desk.session.data["indicator"]
    following = place + 1 if isinstance(place, int) else 0
    if data.get("anew") and following < len(_task(desk).indicators):
        return desk.on("report.figure", desk.item, indicator=following, anew=True)
    return moving.after(desk, desk.item)


def _skip(desk: Desk) -> Desk:
    """Passed over knowingly."""
    return _next(desk.save(replace(desk.entry, skipped=True)))


def _cumulative(paper: Paper, indicator: Indicator, value: str) -> str | None:
    """Counted on from the period before, unless the year's counting begins with this period."""
    if not indicator.accumulates:
        return None
    previous = _previous(paper, indicator)
    fresh = cumulative_from(paper.period.data_to) >= paper.period.data_from
    before = None if fresh or previous is None else previous.cumulative or previous.value
    return format(Decimal(before or "0") + Decimal(value), "f")


def misses_target(indicator: Indicator, figure: Figure) -> bool:
    """What accumulates is held against its target with all that was counted so far."""
    meets = _MEETS.get(indicator.comparator or "")
    if meets is None or indicator.target is None:
        return False
    return not meets(Decimal(figure.cumulative or figure.value), Decimal(indicator.target))


def _jump(desk: Desk, value: str) -> dict[str, object] | None:
    """How many times more, or less, than in the period before, where that is a jump."""
    previous = _previous(desk.paper, _indicator(desk))
    new, old = abs(Decimal(value)), abs(Decimal(previous.value if previous else "0"))
    if not old or not new:
        return None
    times = max(new / old, old / new)
    if times < desk.facts.rules.tenfold:
        return None
    return {"times": int(times), "exactly": times == int(times), "more": new > old}
