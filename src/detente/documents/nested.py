"""Whose words a quote inside a quote is: what "I", "we" and "my friend" mean to who speaks."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from detente.documents.cues import Cue
from detente.documents.late import late
from detente.documents.speakers import Speakers
from detente.documents.values import Span

_MY_KIN = late(
    r"(?:^|[.?!;:,“”\"'—–-]\s*|\b(?:and|but|as|when|like|that)\s+)"
    r"(?P<my>[Mm]y\s+(?:late\s+|old\s+|dear\s+)?(?P<who>(?:grand)?(?:father|mother|son|daughter)"
    r"|brother|sister|uncle|aunt|cousin|wife|husband|friend|neighbou?r|boss|teacher|colleague"
    r"|predecessor|counterpart|adviser|lawyer|doctor|client)\b)"
)


def within(speakers: Speakers, cue: Cue | None, opened: int, outer: str | None) -> Cue | None:
    """The cue of a quote inside a quote: what "I", "we" and "my friend" mean to `outer`."""
    if outer is None:
        return cue
    at = bisect_left(speakers.sentence_starts, opened + 1) - 1
    begin = max(speakers.sentence_starts[at] if at >= 0 else 0, opened - 120)
    kin = _MY_KIN.search(speakers.page.flat[begin:opened])
    if kin:
        verb = speakers.patterns.verb.search(speakers.page.flat, begin + kin.end(), opened)
        if verb and (cue is None or cue.speaker in {None, outer}):
            name = f"{kin.group('who')} of {outer}"
            return Cue(
                name,
                None,
                kin.group("my"),
                verb.group(),
                Span(verb.start(), verb.end()),
                None,
                "before",
                "quotes.kin",
                0.6,
            )
    if cue is None or cue.rule != "quotes.pronoun":
        return cue
    said_by = cue.said_by.lower()
    if said_by == "i":
        return replace(cue, speaker=outer, role=speakers.role_of(outer))
    if said_by == "we":
        return replace(cue, speaker=speakers.states_of.get(outer))
    # Who speaks says "I" of themselves: "she" is somebody else.
    return replace(cue, speaker=None, role=None) if cue.speaker == outer else cue
