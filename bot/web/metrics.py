"""The numbers of the database in Prometheus's words. No label names a person or a unit."""

import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from bot.version import version
from domain.bots import MessengerBot, Quota, Usage
from domain.submission import State
from storage.health import Numbers, Pile

SENT = "sent"


@dataclass(frozen=True, slots=True)
class Scrape:
    """What stands in one answer to Prometheus."""

    numbers: Numbers
    now: datetime
    last_tick: datetime | None
    disk_free: int
    used: Mapping[tuple[str, str], Usage] = field(default_factory=dict)
    """This month, by channel and bot."""
    bots: Sequence[MessengerBot] = ()
    quota: Quota = field(default_factory=Quota)

    def text(self) -> bytes:
        registry = CollectorRegistry(auto_describe=False)
        registry.register(_Filled(list(self._families())))
        return generate_latest(registry)

    def _families(self) -> Iterator[Metric]:
        yield from self._inbox()
        yield _outbox(self.numbers.outbox)
        yield _sent(self.numbers.outbox)
        yield from self._months()
        jobs = GaugeMetricFamily(
            "tiendo_jobs_waiting", "Slow work that is not done yet.", labels=["work"]
        )
        for work, count in self.numbers.jobs.items():
            jobs.add_metric([work], count)
        yield jobs
        yield from self._periods()
        yield from self._machine()

    def _inbox(self) -> Iterator[Metric]:
        numbers = self.numbers
        inbox = GaugeMetricFamily(
            "tiendo_inbox_messages",
            "Messages that wait to be handled, or were set aside.",
            labels=["state"],
        )
        inbox.add_metric(["waiting"], numbers.inbox_waiting)
        inbox.add_metric(["set_aside"], numbers.inbox_set_aside)
        yield inbox
        yield GaugeMetricFamily(
            "tiendo_inbox_oldest_waiting_seconds",
            "How long the oldest waiting message waits; 0 where none does.",
            value=self._seconds_since(numbers.oldest_waiting or self.now),
        )

    def _months(self) -> Iterator[Metric]:
        used = GaugeMetricFamily(
            "tiendo_month_messages",
            "Messages exchanged in this calendar month.",
            labels=["channel", "bot", "direction"],
        )
        quota = GaugeMetricFamily(
            "tiendo_month_messages_quota",
            "How many messages a bot may exchange in a month.",
            labels=["channel", "bot"],
        )
        for key in dict.fromkeys([*self.used, *(bot.key for bot in self.bots)]):
            usage = self.used.get(key, Usage())
            used.add_metric([*key, "sent"], usage.sent)
            used.add_metric([*key, "received"], usage.received)
        for bot in self.bots:
            quota.add_metric([*bot.key], self.quota.messages)
        yield used
        yield quota

    def _periods(self) -> Iterator[Metric]:
        numbers = self.numbers
        yield GaugeMetricFamily(
            "tiendo_periods_open", "Reporting periods that are open.", len(numbers.submissions)
        )
        submissions = GaugeMetricFamily(
            "tiendo_submissions",
            "Submissions of the units in each open period.",
            labels=["period", "state"],
        )
        for period, states in numbers.submissions.items():
            for state in State:
                submissions.add_metric([period, state], states.get(state, 0))
        yield submissions

    def _machine(self) -> Iterator[Metric]:
        if self.last_tick is not None:
            yield GaugeMetricFamily(
                "tiendo_tick_age_seconds",
                "Since it was last looked what is due by the clock.",
                self._seconds_since(self.last_tick),
            )
        yield GaugeMetricFamily(
            "tiendo_database_bytes", "Size of the database.", self.numbers.bytes
        )
        yield GaugeMetricFamily(
            "tiendo_disk_free_bytes", "Room left where the data lie.", self.disk_free
        )
        build = {
            "version": version(),
            "python": platform.python_version(),
            "schema": str(self.numbers.schema),
        }
        yield InfoMetricFamily("tiendo_build", "Which tiendo runs.", build)

    def _seconds_since(self, moment: datetime) -> float:
        return max((self.now - moment).total_seconds(), 0.0)


class _Filled(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _outbox(piles: Iterable[Pile]) -> Metric:
    """ "failed": refused for good; "doubtful": nobody knows whether it arrived."""
    outbox = GaugeMetricFamily(
        "tiendo_outbox_messages",
        "Messages to people that are not sent yet, or never will be.",
        labels=["channel", "kind", "state"],
    )
    for pile in piles:
        if pile.state != SENT:
            outbox.add_metric([pile.channel, pile.kind, pile.state], pile.count)
    return outbox


def _sent(piles: Iterable[Pile]) -> Metric:
    sent = CounterMetricFamily(
        "tiendo_messages_sent", "Messages sent to people.", labels=["channel"]
    )
    counts: dict[str, int] = {}
    for pile in piles:
        if pile.state == SENT:
            counts[pile.channel] = counts.get(pile.channel, 0) + pile.count
    for channel, count in counts.items():
        sent.add_metric([channel], count)
    return sent
