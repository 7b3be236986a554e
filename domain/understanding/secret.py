"""Whether a paper carries, or is said to carry, a state-secret mark. A missed yes is worse."""

import re
import unicodedata

from domain.understanding.answers import Context, Understood
from domain.understanding.folding import clean, fold, is_marked, plain
from domain.understanding.lexicon import any_of, fill, phrases

_NEAR = 160
"""Characters round a mark within which a word about it may stand."""
_WORD = 20
"""Characters within which a mark may be part of an ordinary word ("thu hoạch mật")."""
_MANY = 24
"""A text that speaks of more marks than these is not weighed word by word: it is kept out."""

YES = Understood("yes")
NO = Understood("no")

_SPACED = re.compile(r"(?<!\w)M[ \t.*_-]{1,3}Ậ[ \t.*_-]{1,3}T(?!\w)")
_LETTERS = re.compile(r"(?:[mM]|[tT][oO][pP])")
_STAMP = re.compile(r"(?<!\w)(?:(?:TỐI|TUYỆT) +)?MẬT(?!\w)")
_ALONE = fill(
    r"(?:{degree}|{degree_short})?[ :;,.()\[\]\"*\-]*(?:{high}|{mark})[ .:;,()\[\]\"*\-]*",
    "secret",
    degree_short=any_of(["độ"]),
)
_BARE = {plain(fold(word).text) for word in phrases("secret", "mark")}
"""Alone and without diacritics: "mất", "mặt", or nothing at all."""
_NO_DEGREE = fill(r"{degree}[ :.\-]*(?:{none}(?!\w)|[.…_/\-]+)|{degree} ?: ?$", "secret")
_BRACKETED = fill(r"[(\[\"*] ?(?:{high}|{mark}) ?[)\]\"*]", "secret")
_PAPER_SOMEWHERE = fill(r"{papers}", "secret")
_DEGREE = fill(r"(?:{degree})[ :.\-=]*(?:{high}|{mark}|[abc](?!\w))", "secret")
_MARK = fill(r"(?P<high>{high})|(?P<state>{secret_of_state})|(?P<mark>{mark})", "secret")
_ORDINARY_BEFORE = fill(r"{ordinary_before} $", "secret")
_ORDINARY_AFTER = fill(r"^ {ordinary_after}", "secret")
_NAMED = fill(r"(?:{papers}|{stamps})(?: (?:\S+ ){0,1}?)? ?[:\"'(\[]* ?$", "secret")
_DENIED = fill(r"{denial}(?: \S+){0,3} ?[:\"'(]*$", "secret")
_ABOUT = fill(r"{about}", "secret")
_AT_HAND = fill(r"{at_hand}", "secret")
_BUT = re.compile(r"[.;\n!?]|,(?= )|(?<!\w)(?:nhưng|nhung|song)(?!\w)")
_UNMARKED_AFTER = re.compile(r"^ (?:" + "|".join(phrases("secret", "unmarked_after")) + r")(?!\w)")
_PAPER_BEFORE = fill(r"(?:{papers}|{stamps}) ?[:\"'(\[]* ?$", "secret")


def understand_secret(text: str, context: Context) -> Understood:
    """yes: a classification mark (Luật 29/2018/QH14, Điều 8), or the sender names one; else no."""
    raw = clean(unicodedata.normalize("NFKC", text))
    if _SPACED.search(raw) or _stamped(raw):
        return YES
    lines = dict.fromkeys(fold(line).text for line in raw.split("\n") if _LETTERS.search(line))
    capitals = raw.isupper()
    return YES if any(_says_so(line, capitals) for line in lines) else NO


def _stamped(raw: str) -> bool:
    """MẬT in capitals among smaller letters is a mark, unless denied or part of a word."""
    stamps = list(_STAMP.finditer(raw))
    if not stamps or not _others_small(raw, stamps[0]):
        return False
    return len(stamps) > _MANY or any(_is_stamp(raw, stamp) for stamp in stamps)


def _is_stamp(raw: str, stamp: re.Match[str]) -> bool:
    line = raw.rfind("\n", 0, stamp.start()) + 1
    before = fold(raw[max(line, stamp.start() - _NEAR) : stamp.start()]).text + " "
    after = " " + fold(raw[stamp.end() : stamp.end() + _NEAR].split("\n")[0]).text
    if _ordinary(before, after) or _DENIED.search(_clause(before)):
        return False
    return not _NO_DEGREE.search(before + fold(stamp[0]).text + after)


def _others_small(raw: str, stamp: re.Match[str]) -> bool:
    """Whether most letters outside the first stamp are small."""
    letters = [letter for letter in raw if letter.isalpha()]
    inside = sum(letter.isalpha() for letter in stamp[0])
    capitals = sum(letter.isupper() for letter in letters) - inside
    return capitals * 2 < len(letters) - inside or len(letters) == inside


def _says_so(line: str, capitals: bool) -> bool:
    """Whether one folded line says that a paper is secret."""
    if (
        (_ALONE.fullmatch(line.strip()) and (capitals or line.strip() not in _BARE))
        or _bracketed(line)
        or _degree_given(line)
    ):
        return True
    line = _NO_DEGREE.sub(" ", line)
    marks = [mark for mark in _MARK.finditer(line) if not _in_a_word(mark, line)]
    return len(marks) > _MANY or any(_is_mark(mark, line, capitals) for mark in marks)


def _in_a_word(mark: re.Match[str], line: str) -> bool:
    """Whether "mật" is only a part of an ordinary word."""
    return mark["mark"] is not None and _ordinary(line[: mark.start()], line[mark.end() :])


def _bracketed(line: str) -> bool:
    match = _BRACKETED.search(line)
    return match is not None and not _DENIED.search(_clause(line[: match.start()]))


def _degree_given(line: str) -> bool:
    match = _DEGREE.search(line)
    if match is None or _NO_DEGREE.search(line):
        return False
    return ":" in match[0] or not _talk(line, match.start())


def _is_mark(match: re.Match[str], line: str, capitals: bool) -> bool:
    begin = max(0, match.start() - _NEAR)
    before, after = line[begin : match.start()], line[match.end() : match.end() + _NEAR]
    line = before + match[0] + after
    if _DENIED.search(_clause(before)) or _talk(line, len(before)):
        return False
    if match["high"]:
        return is_marked(match[0]) or _unmarked_high(match[0], before, after)
    if match["state"]:
        return bool(_NAMED.search(before)) or bool(_AT_HAND.search(line))
    named = bool(_PAPER_BEFORE.search(before))
    if is_marked(match[0]):
        return named or _pointed_at(before, after, line)
    return named and not _UNMARKED_AFTER.search(after) and not _eye(before, after)


def _pointed_at(before: str, after: str, line: str) -> bool:
    """Whether "mật" is said of a paper named earlier, of the one at hand, or heads the line."""
    sentence = re.split(r"[.;!?]", before)[-1]
    heading = not before.strip(" \"'([-*") and not re.match(r" ?\w", after)
    return bool(_PAPER_SOMEWHERE.search(sentence) or _AT_HAND.search(line)) or heading


def _unmarked_high(words: str, before: str, after: str) -> bool:
    """ "toi mat" is also "tôi mất"; "tuyet mat" is nothing else."""
    if not words.startswith("toi"):
        return True
    return bool(_PAPER_BEFORE.search(before)) and not _UNMARKED_AFTER.search(after)


def _eye(before: str, after: str) -> bool:
    """ "dau mat" without a stamp being put: an eye disease."""
    return bool(re.search(r"(?:benh|dich|bi) dau $", before)) or after.startswith(" do")


def _ordinary(before: str, after: str) -> bool:
    return bool(_ORDINARY_BEFORE.search(before[-_WORD:]) or _ORDINARY_AFTER.match(after[:_WORD]))


def _clause(before: str) -> str:
    return _BUT.split(before)[-1]


def _talk(line: str, place: int) -> bool:
    """Training, rules and warnings about secrecy, without pointing at a paper at hand."""
    sentence = re.split(r"[.;!?\n]", line[:place])[-1]
    return bool(_ABOUT.search(sentence)) and not _AT_HAND.search(line)
