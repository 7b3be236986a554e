"""Numbers and codes of documents in their official form."""

import pytest

from domain.understanding import understand

TODAY = {"today": "2026-11-16"}

SAID = [
    ("1327/UBND-KT&HT", "1327/UBND-KT&HT", {}, ()),
    ("1327/ubnd-kt&ht", "1327/UBND-KT&HT", {}, ()),
    ("57-NQ/TW", "57-NQ/TW", {}, ()),
    ("57-nq/tw", "57-NQ/TW", {}, ()),
    ("57 NQ/TW", "57-NQ/TW", {}, ()),
    ("57/NQ-TW", "57-NQ/TW", {}, ()),
    ("10-CTr/TU", "10-CTr/TU", {}, ()),
    ("252/2020NQ-HĐND", "252/2020/NQ-HĐND", {}, ("missing_slash",)),
    ("1327UBND-KT&HT", "1327/UBND-KT&HT", {}, ("missing_slash",)),
    ("1327-UBND-KT&HT", "1327/UBND-KT&HT", {}, ("missing_slash",)),
    ("252/2020/NQ-HĐND ngày 08/12/2020", "252/2020/NQ-HĐND", {"date": "2020-12-08"}, ()),
    (
        "252/2020/NQ-HĐND ngày 08/12/2021",
        "252/2020/NQ-HĐND",
        {"date": "2021-12-08"},
        ("year_mismatch",),
    ),
    ("Công văn số 1791/KH-SKHCN", "1791/KH-SKHCN", {}, ("type_mismatch",)),
    ("Kế hoạch số 12/QĐ-UBND", "12/QĐ-UBND", {}, ("type_mismatch",)),
    ("công văn 12/UBND-VX", "12/UBND-VX", {}, ()),
    ("số 5/BC-UBND", "05/BC-UBND", {}, ()),
    ("05 / BC - UBND", "05/BC-UBND", {}, ()),
    ("Số:      /BC-UBND", "?/BC-UBND", {}, ("incomplete",)),
    ("Số: …/BC-UBND ngày … tháng 11 năm 2026", "?/BC-UBND", {}, ("incomplete",)),
    ("cv 1327", "1327", {}, ("incomplete",)),
    ("công văn số 1327 ngày 20/10", "1327", {"date": "2026-10-20"}, ("incomplete",)),
    ("NQ 57", "57", {}, ("incomplete",)),
    ("hôm nay", "?", {}, ("incomplete",)),
    ("ngày 05/11/2026", "?", {}, ("incomplete",)),
    ("qd 127/qd-ttg ngay 26/01/2021", "127/QĐ-TTg", {"date": "2021-01-26"}, ()),
    ("nghi dinh 30/2020/nd-cp ngay 05/03/2020", "30/2020/NĐ-CP", {"date": "2020-03-05"}, ()),
    ("Luật số 91/2025/QH15", "91/2025/QH15", {}, ()),
    ("1665/NQ-UBTVQH15", "1665/NQ-UBTVQH15", {}, ()),
    ("12729/VPCP-KGVX ngày 25/12/2025", "12729/VPCP-KGVX", {"date": "2025-12-25"}, ()),
    ("45/HD-SNV", "45/HD-SNV", {}, ()),
    ("to trinh 45/ttr-ubnd", "45/TTr-UBND", {}, ()),
    ("báo cáo số 12/BC-UBND ngày 31/2/2026", "12/BC-UBND", {}, ("bad_date",)),
    (
        "báo cáo số 12/BC-UBND ngày 20/12/2026",
        "12/BC-UBND",
        {"date": "2026-12-20"},
        ("future_date",),
    ),
    ("12/BC-UBND ngày 5/11", "12/BC-UBND", {"date": "2026-11-05"}, ()),
    (
        "kế hoạch 144/KH-UBND ngày 24/11/2025 của UBND tỉnh",
        "144/KH-UBND",
        {"date": "2025-11-24"},
        (),
    ),
]


@pytest.mark.parametrize(("text", "head", "keys", "flags"), SAID)
def test_a_reference_takes_its_official_form(
    text: str, head: str, keys: dict[str, object], flags: tuple[str, ...]
) -> None:
    understood = understand("reference", text, TODAY)
    assert (understood.head, dict(understood.keys), understood.flags) == (head, keys, flags)
