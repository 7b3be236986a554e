"""The papers that are measured: three whole reports, and letters of all issuers and signatures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from documents.plan import read_members, read_plan
from documents.report import Issued, View, view, write_docx
from documents.report.photos import for_paper
from documents.samples import sample
from domain.compiling import compile_report
from domain.period_state import Period
from domain.plan import to_programme
from domain.programme import (
    Asks,
    Block,
    Frame,
    Heading,
    Indicator,
    Programme,
    Task,
    Unit,
    UnitGroup,
)
from domain.report import CompiledReport, SentPaper
from domain.status import Said
from domain.submission import Entry, Evidence, Figure, State, Statement
from tests import report_sample as district_2022

COMMUNES = Path(__file__).with_name("communes.txt")
SENT = datetime(2026, 11, 12, 3, 20, tzinfo=UTC)
SAID = (
    "Đã ban hành Kế hoạch số 37/KH-UBND ngày 05/10/2026; giao 12 đầu việc, rõ thời gian.",
    "Tổ chức 03 buổi hướng dẫn cho 145 lượt người; 100% người dự dùng được ngay sau buổi học.",
    "Rà soát xong 1.260 hồ sơ, còn 84 hồ sơ thiếu thông tin, đã gửi lại các thôn để bổ sung.",
    "Phối hợp với bưu điện hỗ trợ 27 hộ kinh doanh; 19 hộ đã có đơn hàng trong kỳ.",
    "Duy trì giao ban chiều thứ Sáu hằng tuần; 02 việc chậm đã được chỉ rõ nguyên nhân.",
    "Lắp 04 thiết bị tại nhà văn hóa, đang chờ nghiệm thu; dự kiến vận hành trong tháng sau.",
)
HARD = (
    "Đường truyền ở 02 thôn xa trung tâm chưa ổn định, nhất là khi mưa lớn.",
    "Công chức kiêm nhiệm nhiều việc, thời gian dành cho chuyển đổi số còn ít.",
    "Kinh phí năm nay bố trí muộn, một số việc phải chuyển sang quý sau.",
)
WISHED = "Đề nghị Sở Khoa học và Công nghệ sớm hướng dẫn bộ chỉ tiêu đánh giá cấp xã."


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper to be measured; `photos` by their sha256."""

    name: str
    seen: View
    photos: Mapping[str, bytes]

    def docx(self) -> bytes:
        return write_docx(self.seen, photos=self.photos)


def reports() -> Iterator[Sample]:
    """A district's year, issued; a commune's month, a draft; a province with 69 communes."""
    yield _sample("huyen", _district(), Issued("5/BC-UBND", date(2023, 1, 5)))
    yield _sample("xa", _commune())
    yield _sample("tinh", _province(), Issued("412/BC-UBND", date(2026, 11, 20)))


def _sample(name: str, report: CompiledReport, issued: Issued | None = None) -> Sample:
    digests = [item.sha256 for group in report.evidence for item in group.items]
    photos = {digest: content for n, digest in enumerate(digests) if (content := _photo(n))}
    return Sample(name, view(report, issued), photos)


def _photo(number: int) -> bytes | None:
    """Lying, upright, very wide and small, in turn."""
    across, down = ((1600, 1200), (900, 1600), (1800, 500), (240, 180))[number % 4]
    drawn = Image.new("RGB", (across, down), (120 + 20 * (number % 5), 160, 190))
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((across // 4, down // 3, across * 3 // 4, down), fill=(200, 190, 160))
    pen.polygon([(across // 5, down // 3), (across // 2, down // 8), (across * 4 // 5, down // 3)])
    kept = BytesIO()
    drawn.save(kept, "JPEG")
    return for_paper(kept.getvalue())


def _evidence(unit: str, item: str | None, *names: str) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(
            sha256(f"{unit} {name}".encode()).hexdigest(),
            name,
            "image/jpeg" if name.endswith("jpg") else "application/pdf",
            1000,
            item,
            "" if name.endswith("pdf") else f"Buổi hướng dẫn tại {unit}",
            "p-0001",
            SENT,
        )
        for name in names
    )


def _district() -> CompiledReport:
    first, *others = district_2022.papers()
    files = _evidence(
        "nút giao thông", "1.2", "truoc.jpg", "sau.jpg", "ban-do.jpg", "nghiem-thu.pdf"
    )
    papers = (replace(first, evidence=files), *others)
    return compile_report(district_2022.PROGRAMME, district_2022.PERIOD, papers)


def _commune() -> CompiledReport:
    plan, members = sample("xa-nghi-xuan-2026")
    programme = to_programme(read_plan(plan), "xa-nghi-xuan", read_members(members))
    period = one_month("2026-11", "xa-nghi-xuan")
    return compile_report(programme, period, list(_papers(programme, silent=5)))


def _province() -> CompiledReport:
    names = COMMUNES.read_text("utf-8").split("\n")
    communes = tuple(
        Unit(f"xa-{n:02}", f"UBND {name[0].lower()}{name[1:]}")
        for n, name in enumerate(filter(None, names))
    )
    offices = tuple(Unit(f"so-{n}", name) for n, name in enumerate(OFFICES))
    programme = Programme(
        code="tinh",
        title="",
        frame=PROVINCE,
        outline=OUTLINE,
        units=(*offices, *communes),
        groups=(UnitGroup("cac-xa", "UBND các xã, phường", tuple(u.code for u in communes)),),
        tasks=tuple(_tasks(offices)),
        blocks=(
            *(
                Block(f"{n}. {unit.name}", (unit.code,), (f"{n}.1", f"{n}.2"))
                for n, unit in enumerate(offices, start=1)
            ),
            Block("6. UBND các xã, phường", ("cac-xa",), ("6.1", "6.2"), group=True),
        ),
        drafting_unit="so-0",
    )
    return compile_report(
        programme, one_month("2026-11", "tinh"), list(_papers(programme, silent=9))
    )


def _tasks(offices: tuple[Unit, ...]) -> Iterator[Task]:
    for n, unit in enumerate(offices, start=1):
        for m, text in enumerate(TASKS[:2], start=1):
            code = f"{n}.{m}"
            yield Task(code, text, f"{text} thuộc lĩnh vực do {unit.name} quản lý.", (unit.code,),
                       "II.1", product="Kế hoạch, báo cáo kết quả", deadline="2026-12-15",
                       indicators=(Indicator(code, "Hồ sơ", ">=", "1200", "hồ sơ", True),)
                       if m == 1 else ())  # fmt: skip
    shares = Indicator("6.2", "Hộ dân có tài khoản định danh mức 2", ">", "85", "%")
    teams = Indicator("6.1", "Tổ công nghệ số cộng đồng hoạt động", None, "700", "tổ")
    yield Task("6.1", TASKS[2], f"{TASKS[2]}.", ("cac-xa",), "II.1", indicators=(teams,))
    yield Task("6.2", TASKS[3], f"{TASKS[3]}.", ("cac-xa",), "II.1", indicators=(shares,))


def one_month(code: str, programme: str) -> Period:
    return Period(
        code=code,
        programme=programme,
        data_from=date(2026, 10, 15),
        data_to=date(2026, 11, 14),
        opens_at=datetime(2026, 11, 2, 1, 0, tzinfo=UTC),
        unit_due=datetime(2026, 11, 17, 9, 30, tzinfo=UTC),
        compile_due=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    )


def _papers(programme: Programme, silent: int) -> Iterator[SentPaper]:
    """What the units sent; each `silent`-th of them nothing."""
    for n, unit in enumerate(programme.units):
        if n % silent == silent - 1:
            yield SentPaper(unit.code, unit.name, State.NOT_STARTED)
            continue
        entries = {entry.item: entry for entry in _entries(programme, unit.code, n)}
        evidence = _evidence(unit.name, None, "anh.jpg") if n % 10 == 2 else ()
        tasks = programme.tasks_of(unit.code)
        if n % 10 == 4 and tasks:
            evidence = _evidence(unit.name, tasks[0].code, "mot.jpg", "hai.jpg", "bao-cao.pdf")
        yield SentPaper(
            unit.code, unit.name, State.SUBMITTED, version=1, sent_at=SENT, entries=entries,
            evidence=evidence, late=n % 7 == 6,
        )  # fmt: skip


def _entries(programme: Programme, unit: str, n: int) -> Iterator[Entry]:
    for m, task in enumerate(programme.tasks_of(unit), start=n):
        figures = tuple(_figure(each, n) for each in task.indicators)
        done, words = m % 3 == 0, (Statement(SAID[m % len(SAID)], "p-0001", SENT),)
        yield Entry(task.code, 1, said=Said.DONE if done else Said.DOING, statements=words,
                    percent=None if done else 40 + m % 50,
                    completed_on=date(2026, 11, 5) if done else None, figures=figures)  # fmt: skip
    for heading in programme.questions_of(unit):
        said = {"III": HARD[n % len(HARD)], "IV": WISHED}.get(heading.number, SAID[n % len(SAID)])
        if heading.asks is Asks.DRAFTING_UNIT or n % 4 == 0:
            yield Entry(heading.number, 1, statements=(Statement(said, "p-0001", SENT),))


def _figure(indicator: Indicator, n: int) -> Figure:
    measure = indicator.unit_of_measure
    if measure == "%":
        return Figure(indicator.name, f"{80 + n % 20}.5", unit_of_measure=measure)
    return Figure(indicator.name, str(9 + n), str(100 + n), unit_of_measure=measure)


OFFICES = (
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "Sở Giáo dục và Đào tạo",
    "Sở Y tế",
    "Công an tỉnh",
)
TASKS = (
    "Cung cấp dịch vụ công trực tuyến toàn trình",
    "Xây dựng, kết nối, chia sẻ dữ liệu dùng chung",
    "Duy trì tổ công nghệ số cộng đồng ở thôn, tổ dân phố",
    "Vận động Nhân dân cài đặt, sử dụng tài khoản định danh điện tử",
)
OUTLINE = (
    Heading("I", "Công tác chỉ đạo, điều hành", Asks.DRAFTING_UNIT),
    Heading("II", "Kết quả thực hiện", Asks.UNITS, (
        Heading("II.1", "Kết quả thực hiện nhiệm vụ được giao", Asks.TASKS),)),
    Heading("III", "Khó khăn, vướng mắc và nguyên nhân của những việc chưa hoàn thành trong kỳ",
            Asks.UNITS),
    Heading("IV", "Kiến nghị, đề xuất", Asks.UNITS),
)  # fmt: skip
PROVINCE = Frame(
    issuer="UBND tỉnh Hà Tĩnh",
    receiver="Bộ Khoa học và Công nghệ; Văn phòng Chính phủ",
    title=(
        "Kết quả thực hiện nhiệm vụ phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển "
        "đổi số trên địa bàn tỉnh tháng 11 năm 2026"
    ),
    opening=(
        "Thực hiện chế độ báo cáo định kỳ hằng tháng, UBND tỉnh Hà Tĩnh báo cáo kết quả tháng 11 "
        "năm 2026 (số liệu tính từ ngày 15/10/2026 đến ngày 14/11/2026) như sau:"
    ),
    closing="UBND tỉnh Hà Tĩnh báo cáo Bộ Khoa học và Công nghệ, Văn phòng Chính phủ",
    recipients=(
        "Như trên",
        "Thường trực Tỉnh ủy (b/c)",
        "Thường trực HĐND tỉnh (b/c)",
        "Chủ tịch, các Phó Chủ tịch UBND tỉnh",
        "Các sở, ban, ngành; UBND các xã, phường",
        "Lưu: VT, KGVX",
    ),
    signature=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Mẫu"),
)
