"""The number and code of an official document, in its official form."""

import re
from datetime import date

from domain.understanding.answers import Context, Understood
from domain.understanding.day_words import find_moments
from domain.understanding.folding import fold, plain
from domain.understanding.lexicon import Meanings, any_of, fill, phrases, table
from domain.understanding.moments import Almanac

_SPELLED = {plain(fold(part).text): part for part in phrases("reference", "spelled")}
_TYPES = table("reference", "types")
_WORDS = table("reference", "type_words")
_ALSO = table("reference", "also")
_PARTY = frozenset(phrases("reference", "party"))
_CODES = frozenset({*_TYPES.values(), *(code for codes in _ALSO.values() for code in codes)})
_TYPE = Meanings(
    {code: (name,) for name, code in sorted(_TYPES.items(), key=lambda e: -len(e[0]))}
)
_SHORT_TYPE = Meanings({code: (name,) for name, code in _WORDS.items()})
_LETTER = re.compile(any_of(phrases("reference", "letters")))

_CODED = {fold(code).text: code for code in _CODES}

_PART = r"[^\W\d_][\w&]*"
_CODE = rf"{_PART}(?: ?[-–/] ?{_PART}| ?& ?{_PART}(?=\W|$))*"
_REFERENCE = fill(
    r"(?:(?P<type>{types_}|{type_words}|{letters})[ :]*)?(?:{number}[ :.]*)?"
    r"(?:(?P<number>\d{1,6})|(?P<blank>(?<![.…_?\- ])[.…_?x\- ]{0,40}(?=/)))"
    r"(?: ?(?P<slash>/) ?(?P<year>(?:19|20)\d{2})(?P<after_year> ?[/\-] ?| ?)"
    r"| ?(?P<mark>[/\-]) ?| ?(?P<nothing>))"
    rf"(?P<code>{_CODE}\d{{0,2}})(?!\w)",
    "reference",
    types_=any_of(_TYPES),
)
_NUMBERED = fill(
    r"(?:(?P<type>{types_}|{type_words}|{letters})[ :]*(?:{number}[ :.]*)?|{number}[ :.]*)"
    r"(?P<number>\d{1,6})(?!\d)(?:/(?P<year>(?:19|20)\d{2})(?!\d))?(?![/\d])",
    "reference",
    types_=any_of(_TYPES),
)
_BARE_NUMBER = re.compile(r"(?P<number>\d{1,6})(?:/(?P<year>20\d{2}))?")
_YEAR_WORD = fill(r"{year}", "reference")
_BLANK_DATE = fill(r"{date} ?(?:[.…_]+|(?={dates.month})) ?{dates.month}", "reference")


def understand_reference(text: str, context: Context) -> Understood:
    """`number/code` (`?` for a number left blank), `date`, and what is wrong with it as flags.

    Forms and codes: NĐ 30/2020/NĐ-CP, Phụ lục I (Mục I, II) and III; party documents 57-NQ/TW.
    """
    folded = fold(text).text
    match = next((found for found in _REFERENCE.finditer(folded) if _sound(found)), None)
    if match is None:
        return _without_code(folded, context)
    return _with_code(match, folded, context)


def _sound(match: re.Match[str]) -> bool:
    """A code behind a number: not a date, and glued to it only where it is known to be one."""
    parts = _parts(match["code"])
    known = {_spelled(part).rstrip("0123456789") for part in parts}
    if match["number"] is None and not (known & _CODES or len(parts) > 1):
        return False
    if match["mark"] or (match["slash"] and match["after_year"].strip()):
        return bool(known & _OFFICIAL) or len(parts) > 1 or match["type"] is not None
    return bool({_spelled(parts[0])} & _OFFICIAL) and len(parts) > 1


_LETTERS_CARRY_NONE = (_CODES - {"QH"}) | {"CV"}
_OFFICIAL = _CODES | set(phrases("reference", "spelled")) | _PARTY


def _parts(code: str) -> list[str]:
    return [part.strip() for part in re.split(r"[-–/]", code)]


def _spelled(part: str) -> str:
    """One part of a code in its official spelling; digits behind it stay ("QH15")."""
    squeezed = part.replace(" ", "")
    letters = squeezed.rstrip("0123456789")
    official = _CODED.get(letters) or _SPELLED.get(plain(letters))
    if official is None:
        groups = letters.split("&")
        official = "&".join(_SPELLED.get(plain(group), group.upper()) for group in groups)
    return official + squeezed[len(letters) :]


def _with_code(match: re.Match[str], text: str, context: Context) -> Understood:
    number = _official_number(match["number"])
    parts = [_spelled(part) for part in _parts(match["code"])]
    year = match["year"]
    head = f"{number}/{year}/{'-'.join(parts)}" if year else _head(number, parts)
    flags = []
    if _lacks_slash(match, parts):
        flags.append("missing_slash")
    if _mismatched(match["type"], parts):
        flags.append("type_mismatch")
    blank = match["number"] is None or (len(parts) == 1 and parts[0] in _CODES)
    return _dated(head, flags, year, blank, text[match.end() :], context)


def _official_number(number: str | None) -> str:
    """Numbers below ten carry a leading zero (NĐ 30/2020, Phụ lục I)."""
    return "?" if number is None else f"{int(number):02d}"


def _head(number: str, parts: list[str]) -> str:
    if len(parts) == 2 and parts[1] in _PARTY:
        return f"{number}-{parts[0]}/{parts[1]}"
    return f"{number}/{'-'.join(parts)}"


def _lacks_slash(match: re.Match[str], parts: list[str]) -> bool:
    if match["slash"]:
        return "/" not in match["after_year"]
    if len(parts) == 2 and parts[1] in _PARTY:
        return "/" not in match["code"] and match["mark"] != "/"
    return match["mark"] != "/"


def _mismatched(said: str | None, parts: list[str]) -> bool:
    """Whether the kind named before the number is not the one of its code."""
    if said is None:
        return False
    if _LETTER.fullmatch(said):
        return parts[0] in _LETTERS_CARRY_NONE
    code = _TYPE.of(said) or _SHORT_TYPE.of(said)
    if code is None:
        return False
    allowed = set(_ALSO.get(code, [code]))
    first = parts[0].rstrip("0123456789")
    return first not in allowed and not any(
        part.rstrip("0123456789") in allowed for part in parts[1:]
    )


def _without_code(text: str, context: Context) -> Understood:
    match = _NUMBERED.search(text)
    match = match or _BARE_NUMBER.fullmatch(text.strip(" .,;"))
    if match is None:
        return Understood("?", {}, ("incomplete",))
    number = _official_number(match["number"])
    head = f"{number}/{match['year']}" if match["year"] else number
    return _dated(head, ["incomplete"], match["year"], False, text[match.end() :], context)


def _dated(
    head: str, flags: list[str], year: str | None, blank: bool, after: str, context: Context
) -> Understood:
    """Adds the date that stands behind the reference, and its flags."""
    after = re.split(r"[;\n]", after)[0][:80]
    today = context.today
    prefer = "past"
    almanac = Almanac(today, prefer, context.is_working_day)
    found = [one for one in find_moments(after, almanac) if one.kind in {"day", "bad"}]
    keys: dict[str, object] = {}
    if found and found[0].kind == "bad":
        flags.append("bad_date")
    elif found:
        when = _in_year(found[0].first, found[0].has_year, year, context)
        keys["date"] = when.isoformat()
        flags += _date_flags(when, year, today)
    if (blank or _BLANK_DATE.search(after)) and "incomplete" not in flags:
        flags.append("incomplete")
    return Understood(head, keys, tuple(flags))


def _in_year(when: date, has_year: bool, year: str | None, context: Context) -> date:
    """A date without a year belongs to the year in the number."""
    if has_year or year is None:
        return when
    try:
        return when.replace(year=int(year))
    except ValueError:
        return when


def _date_flags(when: date, year: str | None, today: date | None) -> list[str]:
    mismatch = ["year_mismatch"] if year is not None and when.year != int(year) else []
    future = ["future_date"] if today is not None and when > today else []
    return mismatch + future
