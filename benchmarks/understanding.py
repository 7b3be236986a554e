"""Messages understood a second, step by step."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, seconds
from benchmarks.office import communes
from domain.understanding import understand

TODAY = {"today": "2022-12-01", "now": "2022-12-01T09:00:00+07:00"}
UNITS = [unit.name for unit in communes(27)]
SAID = {
    "status": ["xong rồi ạ", "đang làm, khoảng 80%", "chưa làm do thiếu kinh phí", "ko có gì"],
    "figure": ["12.345 hồ sơ", "khoảng 98,5%", "1,2 triệu", "250/260 hộ"],
    "date": ["20/11", "hôm qua", "thứ sáu tuần trước", "cuối tháng 12"],
    "command": ["báo cáo", "trợ giúp", "quay lại", "xã em chưa làm được gì"],
    "coordinator": ["tình hình", "gia hạn xã An Bình đến 10/12", "trả lại Xã An Kim: thiếu số"],
    "secret": ["TUYỆT MẬT", "đã họp bí thư chi bộ", "Công an xã đã bảo mật tài khoản"],
}  # fmt: skip
TIMES = 50


def measure(folder: Path) -> Iterator[Figure]:
    for step, texts in SAID.items():
        context: dict[str, object] = {**TODAY, "units": UNITS}
        count = TIMES * len(texts)
        taken = seconds(lambda: _understand(step, texts, context))  # noqa: B023 (called at once)
        plain = seconds(lambda: _normalise(texts))  # noqa: B023 (called at once)
        name = f"understanding, step {step}"
        yield Figure(name, count / taken, "messages/s", "case-folding them only", count / plain)


def _understand(step: str, texts: list[str], context: dict[str, object]) -> None:
    for _ in range(TIMES):
        for text in texts:
            understand(step, text, context)


def _normalise(texts: list[str]) -> None:
    for _ in range(TIMES):
        for text in texts:
            unicodedata.normalize("NFC", text).casefold().split()
