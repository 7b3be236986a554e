"""How much of a document a report gives back: what must not pass for a whole, and what may."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from documents.echo import Share, share

SAID = (
    "I. Kết quả đạt được trong năm 2021:",
    "- Đã mở 02 lớp cho 45 cán bộ, công chức.",
    "- Đã đăng 18 tin, bài trên Cổng thông tin điện tử.",
    "II. Kế hoạch năm 2022",
    "1. Phòng Y tế",
    "Làm sạch hồ sơ sức khỏe của người dân.",
)


def found(original: tuple[str, ...], report: tuple[str, ...]) -> list[int]:
    return [each.tenths for each in share(original, report).paragraphs]


def lost(result: Share) -> list[str]:
    return [each.text for each in result.lost]


def test_a_document_gives_itself_back() -> None:
    result = share(SAID, SAID)
    assert (result.tenths, result.lost, result.added) == (1000, (), ())


def test_layout_does_not_count() -> None:
    report = [unicodedata.normalize("NFD", text.strip("- ")) + " ;" for text in SAID]
    assert share(SAID, [" ".join(report)]).lost == ()


def test_a_missing_paragraph_is_lost_and_no_other() -> None:
    result = share(SAID, (*SAID[:2], *SAID[3:]))
    assert lost(result) == [SAID[2]]
    assert result.lost[0].found == 0


def test_two_paragraphs_in_the_wrong_order_are_not_both_there() -> None:
    result = share(SAID, (SAID[0], SAID[2], SAID[1], *SAID[3:]))
    assert lost(result) == [SAID[1]]
    assert result.added == ("Đã mở 02 lớp cho 45 cán bộ công chức",)


def test_two_headings_in_the_wrong_order_are_noticed() -> None:
    assert share(SAID, (*SAID[3:], *SAID[:3])).tenths < 1000


def test_a_changed_digit_is_lost_with_its_number() -> None:
    result = share(SAID, (*SAID[:2], SAID[2].replace("18", "19"), *SAID[3:]))
    assert lost(result) == [SAID[2]]
    assert result.lost[0].letters - result.lost[0].found == 2
    assert result.added == ("19",)


def test_a_changed_letter_is_lost_with_its_word() -> None:
    result = share(SAID, (*SAID[:5], SAID[5].replace("sức khỏe", "sức khoẻ")))
    assert result.lost[0].letters - result.lost[0].found == len("khỏe")


def test_a_capital_is_another_letter() -> None:
    assert share(["UBND huyện"], ["UBND HUYỆN"]).lost


def test_next_to_everything_is_not_everything() -> None:
    long = " ".join(f"từ{number}" for number in range(5000))
    assert share([long], [long.replace("từ4999", "")]).tenths == 999


def test_a_paragraph_said_once_does_not_stand_for_two() -> None:
    assert found(("Không có.", "Không có."), ("Không có.",)) == [1000, 0]


def test_words_inside_other_words_are_not_found() -> None:
    assert found(("1", "Phòng Y"), ("2021", "Phòng Yên")) == [0, 833]


def test_what_the_report_adds_is_named() -> None:
    report = ("CỘNG HÒA XÃ HỘI", *SAID[:2], f"(Phòng Y tế) {SAID[2]}", *SAID[3:])
    result = share(SAID, report)
    assert (result.lost, result.added) == ((), ("CỘNG HÒA XÃ HỘI", "Phòng Y tế"))


def test_a_paragraph_cut_in_two_by_a_page_is_whole_in_the_report() -> None:
    cut = ("Nghị quyết về một số chính", "sách phát triển tài sản trí tuệ.")
    assert share(cut, [" ".join(cut)]).lost == ()


def test_an_empty_report_gives_nothing_back_and_an_empty_document_asks_for_nothing() -> None:
    assert share(SAID, ()).tenths == 0
    assert share(("***", ""), SAID).tenths == 1000


@given(
    st.lists(st.text("ab1 ,"), max_size=12),
    st.lists(st.text("ab1 ,"), max_size=12),
)
def test_a_share_never_exceeds_the_whole_and_is_full_only_where_all_letters_stand(
    original: list[str], report: list[str]
) -> None:
    result = share(original, report)
    assert all(0 <= each.found <= each.letters for each in result.paragraphs)
    if not result.lost:
        rest = iter("".join(report))
        assert all(c in rest for text in original for c in text if c.isalnum())


@given(st.lists(st.text("aáb12 .-", min_size=1), max_size=10), st.integers(0, 9))
def test_any_text_with_something_around_it_is_given_back(said: list[str], place: int) -> None:
    report = [*said[:place], "XYZ", *said[place:]]
    assert share(said, report).lost == ()
    assert share(said, report).added == ("XYZ",)
