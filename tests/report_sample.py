"""A district's year, small but whole: three offices, a block of two, five communes."""
# ruff: noqa: E501  (the officers' sentences stay whole)

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from domain.period_state import Period
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
from domain.report import SentPaper
from domain.status import Said
from domain.submission import Entry, Figure, PlanAction, PlanItem, State, Statement

SENT = datetime(2022, 11, 28, 7, 30, tzinfo=UTC)
COMMUNES = {
    "xa-co-dam": "UBND xã Cổ Đạm",
    "xa-cuong-gian": "UBND xã Cương Gián",
    "xa-xuan-hoi": "UBND xã Xuân Hội",
    "xa-xuan-lam": "UBND xã Xuân Lam",
    "thi-tran-tien-dien": "UBND thị trấn Tiên Điền",
}
OFFICES = {
    "phong-kinh-te": "Phòng Kinh tế và Hạ tầng",
    "phong-giao-duc": "Phòng Giáo dục và Đào tạo",
    "phong-y-te": "Phòng Y tế",
    "bch-quan-su": "Ban Chỉ huy Quân sự huyện",
    "cong-an": "Công an huyện",
}
RECORDS = Indicator("3.1", "Tỷ lệ hồ sơ sức khỏe điện tử đạt chất lượng", ">", "95", "%")
MODELS = Indicator("5.1", "Số tổ công nghệ số cộng đồng đi vào hoạt động", None, None, "tổ")

FRAME = Frame(
    issuer="UBND huyện Nghi Xuân",
    receiver="Sở Khoa học và Công nghệ tỉnh Hà Tĩnh",
    title="Kết quả thực hiện nhiệm vụ ứng dụng trí tuệ nhân tạo trên địa bàn huyện năm 2022",
    opening=(
        "Theo yêu cầu của Sở Khoa học và Công nghệ về đánh giá việc thực hiện Kế hoạch số 165/KH-UBND ngày "
        "12/5/2021 của UBND tỉnh, UBND huyện Nghi Xuân xin báo cáo kết quả năm 2022 như sau:"
    ),
    closing="UBND huyện kính gửi Sở xem xét, tổng hợp./",
    recipients=("Như trên;", "Thường trực Huyện ủy (b/c);", "Các phòng, ban liên quan;", "Lưu: VT, KT&HT."),
    signature=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Thử"),
)  # fmt: skip

OUTLINE = (
    Heading(
        "I",
        "Kết quả đạt được trong năm 2022",
        Asks.UNITS,
        (
            Heading("I.1", "Công tác chỉ đạo, điều hành", Asks.DRAFTING_UNIT),
            Heading("I.2", "Công tác thông tin, tuyên truyền", Asks.DRAFTING_UNIT),
            Heading("I.3", "Kết quả thực hiện nhiệm vụ được giao", Asks.TASKS),
        ),
    ),
    Heading("II", "Phương hướng, nhiệm vụ năm 2023", Asks.COMPUTED),
    Heading("III", "Khó khăn, vướng mắc", Asks.UNITS),
    Heading("IV", "Kiến nghị, đề xuất", Asks.UNITS),
)


def _task(code: str, short: str, text: str, *units: str, **more: object) -> Task:
    return Task(code, short, text, units, "I.3", **more)


TASKS = (
    _task("1.1", "Hỗ trợ doanh nghiệp dùng công cụ TTNT",
          "Hỗ trợ doanh nghiệp nhỏ và vừa trên địa bàn tiếp cận công cụ trí tuệ nhân tạo trong bán hàng, quản lý kho.",
          "phong-kinh-te", product="Hội nghị kết nối", deadline="2022-10-31"),
    _task("1.2", "Giám sát giao thông bằng camera",
          "Lắp đặt, vận hành hệ thống camera có phân tích hình ảnh tại các nút giao thông trọng điểm.",
          "phong-kinh-te", product="Hệ thống camera", deadline="2023-06-30"),
    _task("2.1", "Câu lạc bộ STEM ở trường học",
          "Duy trì câu lạc bộ STEM, đưa nội dung lập trình vào hoạt động ngoại khóa của các trường.",
          "phong-giao-duc"),
    _task("3.1", "Hồ sơ sức khỏe điện tử",
          "Rà soát, làm sạch hồ sơ sức khỏe điện tử của người dân, bảo đảm trên 95% hồ sơ đạt chất lượng.",
          "phong-y-te", deadline="2022-12-20", indicators=(RECORDS,)),
    _task("4.1", "Tuyên truyền phòng chống tội phạm mạng",
          "Phổ biến thủ đoạn lừa đảo sử dụng công nghệ cao cho cán bộ, Nhân dân.",
          "bch-quan-su", "cong-an"),
    _task("5.1", "Tổ công nghệ số cộng đồng",
          "Thành lập, duy trì tổ công nghệ số cộng đồng tại các thôn, tổ dân phố.",
          "cac-xa-thi-tran", deadline="2022-11-30", indicators=(MODELS,)),
)  # fmt: skip

PROGRAMME = Programme(
    code="ttnt-nghi-xuan",
    title="Ứng dụng trí tuệ nhân tạo huyện Nghi Xuân",
    frame=FRAME,
    outline=OUTLINE,
    units=tuple(Unit(code, name) for code, name in (OFFICES | COMMUNES).items()),
    groups=(UnitGroup("cac-xa-thi-tran", "Ủy ban nhân dân các xã, thị trấn", tuple(COMMUNES)),),
    tasks=TASKS,
    blocks=(
        Block("1. Phòng Kinh tế và Hạ tầng", ("phong-kinh-te",), ("1.1", "1.2")),
        Block("2. Phòng Giáo dục và Đào tạo:", ("phong-giao-duc",), ("2.1",)),
        Block("3. Phòng Y tế:", ("phong-y-te",), ("3.1",)),
        Block("4. Ban Chỉ huy Quân sự huyện, Công an huyện", ("bch-quan-su", "cong-an"), ("4.1",)),
        Block("5. Ủy ban nhân dân các xã, thị trấn:", ("cac-xa-thi-tran",), ("5.1",), group=True),
    ),
    drafting_unit="phong-kinh-te",
    previous_answers={"III": ("Kinh phí năm trước bố trí chậm.",)},
)

PERIOD = Period(
    code="2022",
    programme="ttnt-nghi-xuan",
    data_from=date(2021, 12, 15),
    data_to=date(2022, 12, 14),
    opens_at=datetime(2022, 11, 14, 1, 0, tzinfo=UTC),
    unit_due=datetime(2022, 12, 16, 9, 30, tzinfo=UTC),
    compile_due=datetime(2022, 12, 21, 9, 30, tzinfo=UTC),
)


def statement(text: str, person: str = "p-0001", message: str = "m-1") -> Statement:
    return Statement(text, person, SENT, message)


def entry(item: str, text: str | None = None, **more: object) -> Entry:
    statements = () if text is None else (statement(text),)
    return Entry(item, version=1, statements=statements, **more)


def done(item: str, text: str, on: date = date(2022, 10, 20), **more: object) -> Entry:
    return entry(item, text, said=Said.DONE, completed_on=on, **more)


def doing(item: str, text: str, **more: object) -> Entry:
    return entry(item, text, said=Said.DOING, **more)


def paper(unit: str, *entries: Entry, **more: object) -> SentPaper:
    given: dict[str, object] = {
        "state": State.SUBMITTED,
        "version": 1,
        "sent_at": SENT,
        "entries": {each.item: each for each in entries},
    }
    return SentPaper(unit, (OFFICES | COMMUNES)[unit], **(given | more))


def nothing_sent(unit: str) -> SentPaper:
    return SentPaper(unit, (OFFICES | COMMUNES)[unit], State.NOT_STARTED)


def teams(number: str) -> Figure:
    return Figure(MODELS.name, number, unit_of_measure="tổ")


def papers() -> tuple[SentPaper, ...]:
    """Nine of ten units in: one returned, one entered for, one late; one commune never sent."""
    return (
        paper(
            "phong-kinh-te",
            entry("I.1", "Tham mưu UBND huyện ban hành Văn bản số 412/UBND-KT&HT ngày 08/3/2022.\n"
                  "- Tổ chức 02 cuộc họp giao ban chuyên đề với các phòng, ban."),
            entry("I.2", "Đăng 18 tin, bài về trí tuệ nhân tạo trên Cổng thông tin điện tử huyện."),
            done("1.1", "Tổ chức 01 hội nghị kết nối với 46 doanh nghiệp tham gia; 09 doanh nghiệp đã dùng thử "
                 "công cụ dự báo nhu cầu hàng hóa & quản lý kho <bản miễn phí>."),
            doing("1.2", "Đã lắp 06/10 vị trí camera, đang hiệu chỉnh phần mềm đếm phương tiện.",
                  percent=60, planned_on=date(2023, 5, 31)),
            entry("III", "Hạ tầng mạng ở một số nút giao chưa ổn định."),
            plan=(PlanItem("1.1", PlanAction.END),
                  PlanItem("+1", PlanAction.ADD, statement("Xây dựng bản đồ số hạ tầng giao thông của huyện."))),
        ),
        paper("phong-giao-duc",
              entry("2.1", said=Said.NOT_STARTED).because(
                  statement("chưa bố trí được giáo viên phụ trách câu lạc bộ")),
              state=State.RETURNED),
        paper("phong-y-te",
              done("3.1", "Đã làm sạch 96.480 hồ sơ, loại 1.215 hồ sơ trùng.", on=date(2022, 12, 1),
                   figures=(Figure(RECORDS.name, "96.2", unit_of_measure="%"),)),
              entry("III", "Thiếu nhân lực công nghệ thông tin ở các trạm y tế xã."),
              entry("IV", "Đề nghị Sở hỗ trợ đào tạo nhân lực dữ liệu cho ngành y tế."),
              on_behalf=True),
        paper("bch-quan-su", doing("4.1", "Tuyên truyền lồng ghép trong 03 đợt huấn luyện dân quân."),
              late=True),
        paper("cong-an", doing("4.1", "Cảnh báo 14 thủ đoạn lừa đảo trên trang thông tin của Công an huyện."),
              plan=(PlanItem("4.1", PlanAction.CHANGE,
                             statement("Mở chuyên mục cảnh báo tội phạm mạng trên đài truyền thanh các xã.")),)),
        paper("xa-co-dam", done("5.1", "Đã thành lập tổ công nghệ số cộng đồng tại 100% thôn.", figures=(teams("12"),)),
              entry("III", "Thiếu nhân lực công nghệ thông tin ở các trạm y tế xã")),
        paper("xa-cuong-gian", done("5.1", "Đã thành lập tổ công nghệ số cộng đồng tại 100% thôn;",
                                    on=date(2022, 12, 5), figures=(teams("15"),))),
        paper("xa-xuan-hoi", doing("5.1", "Đã thành lập tổ công nghệ số cộng đồng ở 7/9 thôn.", figures=(teams("7"),))),
        nothing_sent("xa-xuan-lam"),
        paper("thi-tran-tien-dien",
              doing("5.1", "Đã thành lập tổ công nghệ số cộng đồng ở 6/9 tổ dân phố.", figures=(teams("6"),)),
              plan=(PlanItem("5.1", PlanAction.END),)),
    )  # fmt: skip


def resent(unit: str, entries: Mapping[str, Entry]) -> tuple[SentPaper, ...]:
    """The same papers with what one unit sent again."""
    return tuple(
        replace(p, entries={**p.entries, **entries}, version=p.version + 1, sent_at=SENT)
        if p.unit == unit
        else p
        for p in papers()
    )
