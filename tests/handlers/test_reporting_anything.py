"""Whatever people send in whatever order: nothing raises, nothing typed is lost, and there is
always a way on."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from domain import effects as e
from domain.conversation import Edited, FileKept, SentFile
from domain.submission import State, Submission
from handlers.tables import CHOICES
from tests.handlers.builders_reporting import (
    HUNG,
    LAN,
    MONTH,
    NOW,
    ONE,
    THREE,
    a_paper,
    a_task,
    an_entry,
    an_indicator,
    in_state,
)
from tests.handlers.in_memory import RULES, Books, Chat

WORDS = [
    "báo cáo", "xong", "xong 5/11", "xong 80%", "đang làm", "chưa làm", "kps", "không có", "gửi",
    "sửa", "sửa 1.3", "quay lại", "hủy", "giúp", "tiến độ", "bỏ qua", "như kỳ trước", "thu hồi",
    "không phát sinh tất cả", "1", "2", "3", "9", "1.3", "98,5%", "1.200", "5/11", "31/2",
    "1. đang làm\n2. kps", "1. xong 5/11, đã mở lớp\n3. chưa làm\n9. gì đó", "1.2. đang làm",
    "Đã tổ chức 3 lớp tập huấn cho 120 cán bộ của các xã, thị trấn", "", "?", "\u200b", "🙂",
    "đ/c Hoa", "hôm qua", "30/12/2030", "-1", "0", "Xong", "Sửa lại", "Trang sau",
]  # fmt: skip

INDICATED = a_task("1.4", "Hồ sơ sức khỏe", None, an_indicator("1.4"))
PREVIOUS = {"1.1": an_entry("1.1", "Kỳ trước đã làm"), "III": an_entry("III", "Khó khăn cũ")}


class Conversations(RuleBasedStateMachine):
    """Two focal points of one unit, with the clock, the lock and the coordinator about them."""

    @initialize(
        several=st.booleans(), agrees=st.booleans(), short=st.booleans(), page=st.integers(2, 8)
    )
    def begin(self, several: bool, agrees: bool, short: bool, page: int) -> None:
        tasks = ONE if short else (*THREE, INDICATED)
        papers = [a_paper(tasks, previous=PREVIOUS)]
        if several:
            submission = Submission(MONTH.key, "phong-y-te")
            papers.append(a_paper(ONE, period=MONTH, submission=submission))
        rules = replace(RULES, head_agrees=agrees, page_size=page)
        self.books = Books.of(*papers, rules=rules)
        self.chats = [Chat(self.books, person, NOW) for person in (LAN, HUNG)]
        self.files = 0

    @rule(who=st.integers(0, 1), text=st.sampled_from(WORDS))
    def say(self, who: int, text: str) -> None:
        self.spoke(self.chats[who], text)

    @rule(who=st.integers(0, 1), text=st.text(max_size=60))
    def say_anything(self, who: int, text: str) -> None:
        self.spoke(self.chats[who], text)

    @rule(who=st.integers(0, 1), n=st.integers(0, 30))
    def press(self, who: int, n: int) -> None:
        chat = self.chats[who]
        if chat.choices:
            chat.press(chat.choices[n % len(chat.choices)].key)

    @rule(who=st.integers(0, 1), album=st.sampled_from(["", "al"]))
    def send_file(self, who: int, album: str) -> None:
        chat = self.chats[who]
        before = len(self.books.effects)
        chat.take(SentFile("ref", "anh.jpg", "image/jpeg", 9, "ảnh", album))
        for effect in self.books.effects[before:]:
            if isinstance(effect, e.FetchFile):
                self.files += 1
                where = (effect.period, effect.unit, effect.item, effect.album)
                sha256 = f"{self.files:064}"
                chat.take(FileKept(sha256, "anh.jpg", "image/jpeg", 9, "ảnh", *where))

    @rule(who=st.integers(0, 1), n=st.integers(0, 20), text=st.sampled_from(WORDS))
    def edit_message(self, who: int, n: int, text: str) -> None:
        self.chats[who].take(Edited(text, f"m{n}"))

    @rule(state=st.sampled_from([State.APPROVED, State.RETURNED, State.SUBMITTED]))
    def coordinator_acts(self, state: State) -> None:
        paper = next(iter(self.books.papers.values()))
        if paper.submission.version:
            self.books.put(in_state(paper, state))

    @rule()
    def lock(self) -> None:
        if len(self.books.effects) > 40:
            self.books.lock()

    def spoke(self, chat: Chat, text: str) -> None:
        """What is said where words are taken stands in the entry, or is asked again."""
        step, data = chat.session.step, chat.session.data
        key = (data.get("period"), data.get("unit"))
        paper = self.books.papers.get(key)
        item = str(data.get("item"))
        writing = step in ("report.result", "report.heading") and paper and paper.is_open
        before = paper.entry(item) if writing and paper else None
        chat.say(text)
        if before is None:
            return
        now = self.books.papers[key].entry(item)
        if now.statements[: len(before.statements)] != before.statements:
            assert text.strip().lower() == "sửa lại"
        elif len(now.statements) > len(before.statements):
            assert now.statements[-1].text == text.strip()

    @invariant()
    def there_is_a_way_on(self) -> None:
        for chat in getattr(self, "chats", ()):
            if chat.messages:
                assert chat.choices or chat.heard
                local = [c.key for c in chat.choices if "|" not in c.key]
                assert not [key for key in local if key in CHOICES]


Conversations.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    suppress_health_check=[HealthCheck.too_slow],
)
TestAnything = Conversations.TestCase


@settings(max_examples=60)
@given(texts=st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=6))
def test_what_is_said_at_the_result_stands_or_was_a_command(texts: list[str]) -> None:
    """Every text either stands in the entry word for word, or was answered as something else."""
    chat = Chat(Books.of(a_paper()), LAN, NOW)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("doing")
    for text in texts:
        at_result = chat.session.step == "report.result" and text.strip()
        said = len(chat.books.only().entry("1.1").statements)
        chat.say(text)
        entry = chat.books.only().entry("1.1")
        if at_result and len(entry.statements) > said:
            assert entry.statements[-1].text == text.strip()


@settings(max_examples=60)
@given(text=st.text(min_size=30, max_size=400))
def test_a_long_text_at_the_result_is_never_taken_for_anything_else(text: str) -> None:
    letters = "Đã triển khai công việc theo kế hoạch: " + text
    chat = Chat(Books.of(a_paper()), LAN, NOW)
    chat.say("báo cáo")
    chat.press("1.1")
    chat.press("doing")
    chat.say(letters)
    statements = chat.books.only().entry("1.1").statements
    assert [s.text for s in statements] == [letters.strip()]
