"""`tiendo demo --echo`: a document told again in the chat, and what of it stands in the report."""

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.demo import with_members
from bot.demo.echo import bare, script_of
from documents.echo import share
from documents.plan import read_lines, read_plan
from documents.samples import sample
from domain.plan import to_programme
from domain.programme import Asks, Programme
from storage.codec import dump

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seed" / "nghi-xuan-2021.md"
MONTHLY = SHARED / "texts" / "11_phumybac_VHXH_baocao_thang_6-2026.txt"
with_seed = pytest.mark.skipif(not SEED.exists(), reason="the seed is not beside the repository")
with_texts = pytest.mark.skipif(not MONTHLY.exists(), reason="real texts are not beside us")

DOCUMENT = """## **BÁO CÁO**

### **Kết quả chuyển đổi số của xã đến năm 2030**

Kính gửi: UBND huyện Nghi Xuân.

Thực hiện Công văn số 12/UBND-VHXH ngày 05/11/2021; UBND xã Cổ Đạm báo cáo như sau:

#### **I. Kết quả trong năm 2021:**

##### **1. Chỉ đạo, điều hành:**

- Ban hành Kế hoạch số 7/KH-UBND ngày 02/3/2021.

- Giao ban 04 lần, mỗi quý một lần.

##### **2. Tuyên truyền:**

- Phát thanh 25 tin trên đài truyền thanh xã.

#### **II. Kế hoạch năm 2022:**

Giao các đơn vị thực hiện một số nội dung sau:

##### **1. Phòng Hành chính & Tư pháp**

- Số hóa 1.200 hồ sơ hộ tịch.

- Bố trí máy quét cho bộ phận một cửa.

##### **2. Công an xã, Ban Chỉ huy Quân sự xã**

- Hướng dẫn người dân cài đặt định danh điện tử.

##### **3. Các thôn:**

Duy trì tổ công nghệ số cộng đồng.

#### **III. Khó khăn, vướng mắc:**

- Đường truyền ở một số thôn chưa ổn định.

#### **IV. Kiến nghị, đề xuất:**

Không có.

Trên đây là báo cáo kết quả năm 2021 của UBND xã Cổ Đạm./.

#### **Nơi nhận:**

- Như trên;
- Lưu: VT, VP.

**TM. ỦY BAN NHÂN DÂN**
**CHỦ TỊCH**

**Nguyễn Văn Mẫu**
"""
PLAIN = """BÁO CÁO
Kết quả công tác tháng 6 năm 2026 và nhiệm vụ tháng 7 năm 2026
Thực hiện quy chế làm việc, Phòng Văn hóa - Xã hội, UBND xã Mẫu báo cáo như sau:
I. KẾT QUẢ
- Đã tiếp 40 lượt công dân.
II. NHIỆM VỤ THÁNG 7 NĂM 2026
- Rà soát hộ nghèo.
- Báo cáo kết quả kiểm kê.
Trên đây là báo cáo của Phòng Văn hóa - Xã hội, UBND xã Mẫu./.
"""


def echo(folder: Path, text: str) -> int:
    plan = folder / "document.md"
    plan.write_text(text, encoding="utf-8")
    return main(["demo", "--plan", str(plan), "--echo", "--out", str(folder / "out")])


def report(folder: Path) -> list[str]:
    (path,) = folder.glob("*-lan-*.docx")
    return [line.text for line in read_lines(path)]


def test_a_document_told_in_the_chat_comes_back_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert echo(tmp_path, DOCUMENT) == 0
    printed = capsys.readouterr().out
    assert "Cả văn bản: 100%; có lại đầy đủ 30/30 đoạn." in printed
    assert "mở kỳ 2021" in printed
    assert "6/6 đơn vị đã gửi" in printed, "units without tasks are on the roster too"
    lines = report(tmp_path / "out")
    for said in ("Duy trì tổ công nghệ số", "Hướng dẫn người dân"):
        assert [line for line in lines if said in line] == [
            next(line for line in lines if line.startswith(said))
        ], "said by all, it stands once and without names"


def test_what_the_outline_has_no_place_for_is_lost_and_the_demo_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = "Trong năm, xã có nhiều cố gắng.\n\n##### **1. Chỉ đạo"
    assert echo(tmp_path, DOCUMENT.replace("##### **1. Chỉ đạo", own)) == 1
    printed = capsys.readouterr()
    assert "       0%  Trong năm, xã có nhiều cố gắng." in printed.out
    assert "có lại đầy đủ 30/31 đoạn." in printed.out
    (line,) = printed.err.splitlines()
    assert line.startswith("1 of 31 paragraphs of ")


def test_a_report_of_one_office_without_units_comes_back(tmp_path: Path) -> None:
    assert echo(tmp_path, PLAIN) == 0
    lines = report(tmp_path / "out")
    at = lines.index("II. NHIỆM VỤ THÁNG 7 NĂM 2026")
    assert lines[at + 1 : at + 3] == ["- Rà soát hộ nghèo.", "- Báo cáo kết quả kiểm kê."]


def test_echo_needs_a_document_and_a_period_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--echo"]) == 1
    assert "--echo goes with --plan" in capsys.readouterr().err
    assert echo(tmp_path, DOCUMENT.replace("năm 2021:", "qua:").replace("năm 2022:", "tới:")) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("no heading says which year or month it reports on")


@pytest.mark.parametrize("more", [[], ["--echo"]])
def test_a_document_that_names_nobody_is_refused(
    more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text("I. Kết quả năm 2021\n- Đã họp.\n", encoding="utf-8")
    assert main(["demo", "--plan", str(plan), *more, "--out", str(tmp_path)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("names no unit that could be asked to report")


def test_without_echo_a_document_without_tasks_can_be_played_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAIN, encoding="utf-8")
    assert main(["demo", "--plan", str(plan), "--out", str(tmp_path)]) == 0
    assert "chưa rõ" not in capsys.readouterr().out, "everybody is understood"


@pytest.mark.parametrize("name", ["nghi-xuan-2022", "xa-nghi-xuan-2026"])
def test_the_sample_programmes_come_back_whole_with_all_their_units(
    name: str, tmp_path: Path
) -> None:
    plan, members = sample(name)
    given = ["--plan", str(plan), "--members", str(members), "--echo"]
    assert main(["demo", *given, "--out", str(tmp_path)]) == 0


def programme(path: Path) -> Programme:
    return with_members(to_programme(read_plan(path), "demo"))[0]


def test_only_outline_and_frame_come_from_the_import(tmp_path: Path) -> None:
    path = tmp_path / "document.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    imported = programme(path)
    kept = bare(imported)
    assert kept.tasks == () and kept.frame == imported.frame
    assert set(kept.previous_answers) == {"II"}
    assert Asks.TASKS not in {heading.asks for heading in kept.headings()}
    known = dump(kept)
    script = script_of(imported)
    said = [text for texts in (*script.answers.values(), *script.plans.values()) for text in texts]
    assert len(said) == 5 + 2 + 2 * 1 + 3 * 1, "two offices and three hamlets say the same"
    assert [text for text in said if text in known] == []


# The real documents.


@with_seed
@pytest.mark.parametrize("name", ["nghi-xuan-2021.md", "nghi-xuan-2021.docx"])
def test_the_seed_comes_back_whole_from_the_chat(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = SEED.with_name(name)
    assert main(["demo", "--plan", str(seed), "--echo", "--out", str(tmp_path)]) == 0
    assert "Cả văn bản: 100%; có lại đầy đủ 58/58 đoạn." in capsys.readouterr().out
    lines = report(tmp_path)
    said = share([line.text for line in read_lines(seed)], lines)
    assert said.lost == ()
    heads = [new.split()[:2] for new in said.added]
    assert heads[:3] == [["ỦY", "BAN"], ["Số", "BC"], ["Phụ", "lục"]]
    (closing,) = [line for line in lines if line.startswith("Trên đây")]
    assert closing.endswith("./.")


@with_seed
def test_without_echo_the_seed_as_a_plan_repeats_nothing_that_it_answered(tmp_path: Path) -> None:
    assert main(["demo", "--plan", str(SEED), "--out", str(tmp_path)]) == 0
    reports = " ".join(
        " ".join(line.text for line in read_lines(path)) for path in tmp_path.glob("*.docx")
    )
    answered = read_plan(SEED).previous_answers
    said = [text for number in ("I.1", "I.2", "III", "IV") for text in answered[number]]
    assert len(said) == 6
    assert [text for text in said if text.rstrip(".") in reports] == []
    assert read_plan(SEED).blocks[0].tasks[0].text.rstrip(".") in reports, "what is planned stays"


@with_texts
def test_a_real_monthly_report_comes_back_but_for_what_no_office_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--plan", str(MONTHLY), "--echo", "--out", str(tmp_path)]) == 1
    capsys.readouterr()
    result = share([line.text for line in read_lines(MONTHLY)], report(tmp_path))
    ours = result.paragraphs[:2]
    repeated = [given for given in result.lost if given.text.startswith(" |")]
    rest = [given.text for given in result.lost if given not in (*ours, *repeated)]
    assert rest == ["PHẦN THỨ HAI"], "its number stands before the heading instead"
    assert len(repeated) == 5, "rows that a table has twice are said once"
