"""Letters of a page: every issuer with every signing form, the receivers and the number in turn;
and letters whose end falls elsewhere each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product

from documents.report import Issued, view
from domain.compiling import compile_report
from domain.programme import Asks, Frame, Heading, Programme, Unit
from domain.report import SentPaper
from domain.submission import Entry, State, Statement
from tests.documents.report.ruler.samples import SENT, Sample, one_month


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer, what its letterhead must be, and who heads it."""

    name: str
    superior: str
    agency: str
    place: str
    sign: str
    on_behalf: str
    head: str
    deputy: str


_COMMITTEE = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "PHÓ CHỦ TỊCH")
ISSUERS = {
    "tinh": Issuer("UBND tỉnh Hà Tĩnh", "", "ỦY BAN NHÂN DÂN | TỈNH HÀ TĨNH", "Hà Tĩnh", "UBND",
                   *_COMMITTEE),
    "xa": Issuer("Ủy ban nhân dân xã Nghi Xuân", "", "ỦY BAN NHÂN DÂN | XÃ NGHI XUÂN",
                 "Nghi Xuân", "UBND", *_COMMITTEE),
    "phuong": Issuer("UBND phường Trần Phú", "", "ỦY BAN NHÂN DÂN | PHƯỜNG TRẦN PHÚ",
                     "Phường Trần Phú", "UBND", *_COMMITTEE),
    "thanh-pho": Issuer("UBND Thành phố Hồ Chí Minh", "",
                        "ỦY BAN NHÂN DÂN | THÀNH PHỐ HỒ CHÍ MINH", "Thành phố Hồ Chí Minh",
                        "UBND", *_COMMITTEE),
    "so": Issuer("Sở Khoa học và Công nghệ tỉnh Hà Tĩnh", "UBND TỈNH HÀ TĨNH",
                 "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Hà Tĩnh", "SKHCN", "", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    "phong": Issuer("Phòng Văn hóa - Xã hội, UBND xã Phù Mỹ Bắc", "UBND XÃ PHÙ MỸ BẮC",
                    "PHÒNG VĂN HÓA - XÃ HỘI", "Phù Mỹ Bắc", "VHXH", "", "TRƯỞNG PHÒNG",
                    "PHÓ TRƯỞNG PHÒNG"),
    "ban-chi-dao": Issuer(
        "Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số "
        "tỉnh Hà Tĩnh",
        "UBND TỈNH HÀ TĨNH",
        "BAN CHỈ ĐẠO PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ, ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ",
        "Hà Tĩnh", "BCĐ", "TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
    "van-phong": Issuer("Văn phòng UBND tỉnh Hà Tĩnh", "UBND TỈNH HÀ TĨNH", "VĂN PHÒNG",
                        "Hà Tĩnh", "VP", "", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
    "trung-tam": Issuer("Trung tâm Phục vụ hành chính công phường 1", "UBND PHƯỜNG 1",
                        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "Phường 1", "TTPVHCC", "",
                        "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
}  # fmt: skip
FORMS = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
RECEIVERS = (
    None,
    "Sở Khoa học và Công nghệ tỉnh Hà Tĩnh",
    "Bộ Khoa học và Công nghệ; Văn phòng Chính phủ; Ban Chỉ đạo của Chính phủ về phát triển khoa "
    "học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
)
NUMBERS = (None, (5, date(2026, 1, 5)), (12, date(2026, 9, 9)), (7, date(2026, 11, 29)))
LISTED = ("Thường trực HĐND (b/c)", "Các đơn vị liên quan", "Lưu: VT, VHXH")
SIGNER = "Nguyễn Văn Thử"


def signing(issuer: Issuer, form: str) -> tuple[str, ...]:
    """The lines of offices, as printed."""
    on_behalf = (issuer.on_behalf,) if issuer.on_behalf else ()
    return {
        "TM.": (*on_behalf, issuer.head),
        "KT.": (*on_behalf, f"KT. {issuer.head}", issuer.deputy),
        "TL.": (f"TL. {issuer.head}", "TRƯỞNG PHÒNG TỔNG HỢP"),
        "TUQ.": (f"TUQ. {issuer.head}", "TRƯỞNG PHÒNG CHUYỂN ĐỔI SỐ"),
        "Q.": (*on_behalf, f"Q. {issuer.head}"),
    }[form]


def letters() -> Iterator[Sample]:
    """45 of them; each receiver and each number meets each issuer and each form."""
    for n, ((key, issuer), form) in enumerate(product(ISSUERS.items(), FORMS)):
        receiver, number = RECEIVERS[(n + n // 5) % 3], NUMBERS[(n + n // 5) % 4]
        issued = Issued(f"{number[0]}/BC-{issuer.sign}", number[1]) if number else None
        yield _letter(f"{key}_{form[:-1]}", issuer, form, receiver, issued, 2)


def endings() -> Iterator[Sample]:
    """Letters of 16 to 27 paragraphs: the last words come nearer to the end of the page."""
    for paragraphs in range(16, 28):
        name = f"cuoi-trang_{paragraphs}"
        yield _letter(name, ISSUERS["xa"], "KT.", RECEIVERS[1], None, paragraphs)


def _letter(
    name: str,
    issuer: Issuer,
    form: str,
    receiver: str | None,
    issued: Issued | None,
    paragraphs: int,
) -> Sample:
    frame = Frame(
        issuer=issuer.name,
        receiver=receiver,
        title="Kết quả chuyển đổi số tháng 11 năm 2026",
        opening=f"{issuer.name} báo cáo kết quả thực hiện trong kỳ như sau:",
        recipients=() if receiver == RECEIVERS[1] else LISTED,
        signature=(*signing(issuer, form), SIGNER),
    )
    unit = Unit("don-vi", "Đơn vị")
    programme = Programme(
        "thu", "", frame, (Heading("I", "Kết quả", Asks.UNITS),), (unit,), (), (), ()
    )
    words = "\n".join(f"Việc thứ {n} trong kỳ đã hoàn thành." for n in range(1, paragraphs + 1))
    said = Entry("I", 1, statements=(Statement(words, "p-0001", SENT),))
    paper = SentPaper("don-vi", unit.name, State.SUBMITTED, 1, SENT, {"I": said})
    report = compile_report(programme, one_month("2026-11", "thu"), [paper])
    return Sample(name, view(report, issued), {})
