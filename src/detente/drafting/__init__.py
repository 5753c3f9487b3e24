"""Drafting: from what reports say to the parts of a first model, every guess marked.

`draft` makes plain data in the keys of a model file from one reading or several; `additions` says
what of a draft a model does not have yet. `draft_from` and `draft_into` write it as a file.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.drafting.draft import Draft as Draft
    from detente.drafting.draft import draft as draft
    from detente.drafting.files import Drafted as Drafted
    from detente.drafting.files import Suggesting as Suggesting
    from detente.drafting.files import draft_from as draft_from
    from detente.drafting.files import draft_into as draft_into
    from detente.drafting.files import lists_states as lists_states
    from detente.drafting.files import made_of as made_of
    from detente.drafting.files import text_of as text_of
    from detente.drafting.into import Addition as Addition
    from detente.drafting.into import additions as additions
    from detente.drafting.sheet import Candidate as Candidate
    from detente.drafting.sheet import Row as Row
    from detente.drafting.sheet import comments as comments
    from detente.drafting.values import Guess as Guess
    from detente.drafting.values import Place as Place
    from detente.drafting.words import identifier as identifier
    from detente.drafting.words import unique as unique

open_door(
    __name__,
    {
        "draft": ("Draft", "draft"),
        "files": (
            "Drafted",
            "Suggesting",
            "draft_from",
            "draft_into",
            "lists_states",
            "made_of",
            "text_of",
        ),
        "into": ("Addition", "additions"),
        "sheet": ("Candidate", "Row", "comments"),
        "values": ("Guess", "Place"),
        "words": ("identifier", "unique"),
    },
)
