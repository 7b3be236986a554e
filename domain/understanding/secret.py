"""Whether a paper carries, or is said to carry, a state-secret mark. A missed yes is worse."""

import re

from domain.understanding.answers import Context, Understood
from domain.understanding.folding import clean, fold, is_marked
from domain.understanding.lexicon import any_of, fill, phrases

_NEAR = 160
"""Characters round a mark within which a word about it may stand."""

YES = Understood("yes")
NO = Understood("no")

_SPACED = re.compile(r"(?<!\w)M[ \t.*_-]{1,3}Ậ[ \t.*_-]{1,3}T(?!\w)")
_STAMP = re.compile(r"(?<!\w)(?:(?:TỐI|TUYỆT) +)?MẬT(?!\w)")
_ALONE = fill(
    r"(?:{degree}|{degree_short})?[ :;,.()\[\]\"*\-]*(?:{high}|{mark})[ .:;,()\[\]\"*\-]*",
    "secret",
    degree_short=any_of(["độ"]),
)
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
_UNMARKED_BEFORE = re.compile(
    r"(?<!\w)(?:" + "|".join(phrases("secret", "unmarked_before")) + r") $"
)
_PAPER_BEFORE = fill(r"(?:{papers}|{stamps}) ?[:\"'(\[]* ?$", "secret")


def understand_secret(text: str, context: Context) -> Understood:
    """yes: a classification mark (Luật 29/2018/QH14, Điều 8), or the sender names one; else no."""
    raw = clean(text)
    if _SPACED.search(raw) or _stamped(raw):
        return YES
    for line in raw.split("\n"):
        if _says_so(fold(line).text, raw.isupper()):
            return YES
    return NO


def _stamped(raw: str) -> bool:
    """MẬT in capitals among smaller letters is a mark, unless denied or part of a word."""
    for match in _STAMP.finditer(raw):
        before = fold(raw[max(0, match.start() - _NEAR) : match.start()]).text + " "
        after = " " + fold(raw[match.end() : match.end() + _NEAR]).text
        line = _line_of(raw, match)
        if _ALONE.fullmatch(fold(line).text):
            return True
        if not _others_small(raw, match) or _ordinary(before, after):
            continue
        if not _DENIED.search(_clause(before)) and not _NO_DEGREE.search(fold(line).text):
            return True
    return False


def _line_of(raw: str, match: re.Match[str]) -> str:
    start = raw.rfind("\n", 0, match.start()) + 1
    end = raw.find("\n", match.end())
    return raw[start : end if end >= 0 else len(raw)]


def _others_small(raw: str, match: re.Match[str]) -> bool:
    rest = raw[: match.start()] + raw[match.end() :]
    letters = [letter for letter in rest if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) * 2 < len(letters) or not letters


def _says_so(line: str, capitals: bool) -> bool:
    """Whether one folded line says that a paper is secret."""
    if _ALONE.fullmatch(line.strip()) or _bracketed(line) or _degree_given(line):
        return True
    line = _NO_DEGREE.sub(" ", line)
    return any(_is_mark(match, line, capitals) for match in _MARK.finditer(line))


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
    if _ordinary(before, after):
        return False
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
    return bool(_ORDINARY_BEFORE.search(before) or _ORDINARY_AFTER.search(after))


def _clause(before: str) -> str:
    return _BUT.split(before)[-1]


def _talk(line: str, place: int) -> bool:
    """Training, rules and warnings about secrecy, without pointing at a paper at hand."""
    sentence = re.split(r"[.;!?\n]", line[:place])[-1]
    return bool(_ABOUT.search(sentence)) and not _AT_HAND.search(line)
