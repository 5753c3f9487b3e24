"""The shape of a model file: which keys, which kinds of values. One source for the reader's
structural checks and for the JSON Schema that `detente schema` prints.

Short forms (`tests: Go on testing` for an option) are widened before validation, so that the
shapes below have one form each and an error never names a union's branch.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from detente.model.schema_words import description


class Shape(BaseModel):
    """Base of all shapes: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, defer_build=True)


def _text(value: Any) -> Any:
    # A name or a title may look like a number; nothing else is taken for text.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _number(value: Any) -> Any:
    # Files give whole numbers and decimals; plain values from Python give floats, meant as written.
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return Decimal(repr(value)) if isinstance(value, float) else Decimal(value)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _absent_is_empty(value: Any) -> Any:
    return {} if value is None else value


def _short(key: str, full: type[Shape], written: Any) -> BeforeValidator:
    """Takes the value of `key` alone, as `written`, for the whole shape."""

    def widen(value: Any) -> Any:
        if value is None and isinstance(None, written):
            return {}
        return {key: value} if isinstance(value, str | int | bool) else value

    return BeforeValidator(widen, json_schema_input_type=full | written)


def _empty(of: Any) -> BeforeValidator:
    """Takes nothing for an empty mapping."""
    return BeforeValidator(_absent_is_empty, json_schema_input_type=of | None)


PAIR = Field(min_length=2, max_length=2)
Number = Annotated[Decimal, BeforeValidator(_number, json_schema_input_type=float)]
Text = Annotated[str, BeforeValidator(_text, json_schema_input_type=str | int)]
Texts = Annotated[
    list[Text], BeforeValidator(_listed, json_schema_input_type=str | int | list[str | int])
]
ConditionText = Annotated[
    str,
    BeforeValidator(
        lambda value: str(value).lower() if isinstance(value, bool) else _text(value),
        json_schema_input_type=str | bool | int,
    ),
]


class OptionShape(Shape):
    title: Text = ""
    short: Text = ""
    off: Text = ""
    once: Literal["taken", "dropped"] | None = None
    evidence: Texts = []
    about: Text = ""
    review: Text = ""


class DecisionMakerShape(Shape):
    title: Text = ""
    about: Text = ""
    options: Annotated[
        dict[str, Annotated[OptionShape, _short("title", OptionShape, str | int | None)]],
        _empty(dict[str, OptionShape | str | int | None]),
    ] = {}
    moves: Annotated[dict[str, Texts], BeforeValidator(_absent_is_empty)] | None = None
    evidence: Texts = []
    review: Text = ""


class StateShape(Shape):
    title: Text = ""
    strategies: dict[str, Text] = {}


class InfeasibleMoveShape(Shape):
    by: Text
    from_: ConditionText = Field(alias="from")
    to: ConditionText


class RuleShape(Shape):
    infeasible: ConditionText | None = None
    at_most_one: list[ConditionText] | None = None
    exactly_one: list[ConditionText] | None = None
    at_least_one: list[ConditionText] | None = None
    infeasible_move: InfeasibleMoveShape | None = None
    because: Text = ""
    evidence: Texts = []
    review: Text = ""


class StatementShape(Shape):
    prefer: ConditionText
    because: Text = ""
    evidence: Texts = []
    strength: Literal["much", "great", "mild"] | None = None
    review: Text = ""


Statements = list[Annotated[StatementShape, _short("prefer", StatementShape, str | bool | int)]]


Which = Annotated[int | str, Field(description="a place, 1 the first; or the statement's text")]
OneStatement = Annotated[StatementShape, _short("prefer", StatementShape, str | bool | int)]


class EditShape(Shape):
    """One of move (and to), insert (and at), drop, replace (and by)."""

    move: Which | None = None
    to: int | None = None
    insert: OneStatement | None = None
    at: int | None = None
    drop: Which | None = None
    replace: Which | None = None
    by: OneStatement | None = None
    in_words: Annotated[str | None, Field(repr=False)] = None  # as on the command line


Edits = Annotated[
    list[Annotated[EditShape, _short("in_words", EditShape, str)]],
    BeforeValidator(_listed, json_schema_input_type=EditShape | str | list[EditShape | str]),
]


class StrengthShape(Shape):
    much: Annotated[
        list[ConditionText],
        BeforeValidator(_listed, json_schema_input_type=str | bool | int | list[str | bool | int]),
    ] = []


class PairTableShape(Shape):
    pairs: list[Annotated[tuple[Text, Text, Number], BeforeValidator(_as_tuple)]] = []
    gamma: Number | None = None
    alpha: Number | None = None
    beta: Number | None = None


class PreferenceShape(Shape):
    """One of: a list of statements (`priorities` when other keys stand beside it), ranking, …"""

    priorities: Statements | None = None
    statements: Annotated[Statements | None, Field(description="another word for priorities")] = (
        None
    )
    ranking: list[Texts] | None = None
    weights: dict[str, Number] | None = None
    payoffs: dict[str, Number] | None = None
    threshold: Number | None = None
    better: list[Annotated[list[Text], PAIR]] | None = None
    edit: Edits | None = None
    strength: StrengthShape | None = None
    unknown: list[Annotated[list[ConditionText], PAIR]] = []
    fuzzy: PairTableShape | None = None
    probability: PairTableShape | None = None
    because: Text = ""
    evidence: Texts = []
    review: Text = ""


def _priorities(value: Any) -> Any:
    if value is None:
        return {"priorities": []}
    return {"priorities": value} if isinstance(value, list) else value


AnyPreference = Annotated[
    PreferenceShape,
    BeforeValidator(_priorities, json_schema_input_type=PreferenceShape | Statements | None),
]


class UncertainShape(Shape):
    """Either of: how many statements at the head are sure, or which places are in any order."""

    sure: Annotated[int, Field(strict=True)] | None = None
    any_order: list[Annotated[list[int], PAIR]] | None = Field(default=None, alias="any order")


class OutcomeShape(Shape):
    where: ConditionText
    title: Text = ""
    about: Text = ""
    review: Text = ""


class SourceShape(Shape):
    document: Text | None = None
    from_: int | None = Field(default=None, alias="from")
    to: int | None = None
    sha256: Text | None = None
    title: Text | None = None
    publisher: Text | None = None
    author: Text | None = None
    url: Text | None = None
    licence: Text | None = None
    page: Text | None = None


class EvidenceShape(Shape):
    says: Text
    date: Text | None = None
    as_of: Text | None = None
    source: SourceShape | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    supports: Annotated[
        list[ConditionText],
        BeforeValidator(_listed, json_schema_input_type=str | bool | int | list[str | bool | int]),
    ] = []
    place: Text = ""
    by: Text = ""
    note: Text = ""
    review: Text = ""


class ShareShape(Shape):
    at_most: Number | None = None
    at_least: Number | None = None


class ExpectShape(Shape):
    """What a claim's test demands: exactly one of these."""

    no_equilibrium: Text | None = Field(default=None, alias="no equilibrium")
    some_equilibrium: Text | None = Field(default=None, alias="some equilibrium")
    only_equilibria: Text | None = Field(default=None, alias="only equilibria")
    stable: StabilityShape | None = None
    unstable: StabilityShape | None = None
    path: PathShape | None = None
    no_path: PathShape | None = Field(default=None, alias="no path")
    no_improvement: ImprovementShape | None = Field(default=None, alias="no improvement")
    improvement: ImprovementShape | None = None
    broken: BrokenShape | None = None
    blocked: BlockedShape | None = None
    must_end: Literal[True] | Text | None = Field(default=None, alias="must end")
    least_change: LeastChangeShape | None = Field(default=None, alias="least change")
    feasible: Text | None = None
    any_: list[PartShape] | None = Field(default=None, alias="any")
    all_: list[PartShape] | None = Field(default=None, alias="all")


class StabilityShape(Shape):
    for_: Text = Field(alias="for")
    where: Text


class PathShape(Shape):
    to: Text
    by: Literal["improvements", "moves", "best", "undeterred"] = "moves"
    of: Texts = []
    from_: Text | None = Field(default=None, alias="from")
    ending: Literal["equilibrium"] | None = None


class BrokenShape(Shape):
    """Every equilibrium of the outcome, and there is one, would be left by this coalition."""

    outcome: Text
    by: Texts


class BlockedShape(Shape):
    """The outcome is out of reach of improvements, and this party makes the first one missing."""

    to: Text
    by: Text


class LeastChangeShape(Shape):
    """Edits of priority lists that cost so much in all make the outcome hold."""

    make: Text
    at_most: Annotated[int, Field(ge=0, le=3, strict=True)]
    of: Texts = []


class ImprovementShape(Shape):
    for_: Text = Field(alias="for")
    where: Text
    to: Text


class PartShape(Shape):
    """A member of `any` or `all`; `holding` and `without` replace those of the test around it."""

    says: Text = ""
    expect: ExpectShape
    holding: Texts = []
    without: Texts = []


class CompareShape(Shape):
    without: Texts = []
    holding: Texts = []
    expect: ExpectShape | None = None
    demand: Literal["fewer", "more"] | None = None


class TestShape(Shape):
    says: Text = ""
    expect: ExpectShape | None = None
    holding: Texts = []
    without: Texts = []
    compare: CompareShape | None = None
    share: ShareShape | None = None
    across: Text | dict[str, Texts] = "base"
    under: Texts = []
    demand: Literal["fewer", "more"] | None = None
    aside: bool = False
    note: Text = ""


class ClaimShape(TestShape):
    by: Text = ""
    voice: Literal["quote", "paraphrase"] | None = None
    evidence: Texts = []
    tests: list[TestShape] = []
    untestable: Text | None = None
    review: Text = ""
    # As written in the first edition of the Korea case; `share: {at_most: …}` says the same.
    very_difficult_at_most: Number | None = None


Evidences = dict[str, EvidenceShape]


class ModelFile(Shape):
    """A conflict: who can do what, what cannot be, and what each party wants."""

    detente: Literal[1] = 1
    title: Text
    as_of: Text | None = None
    about: Text = ""
    grammar: Any = None
    decision_makers: dict[str, Annotated[DecisionMakerShape, _empty(DecisionMakerShape)]]
    states: (
        list[Text]
        | dict[str, Annotated[StateShape, _short("title", StateShape, str | int | None)]]
        | None
    ) = None
    rules: list[RuleShape] = []
    status_quo: Annotated[
        list[Text] | Text | None, Field(description="the options taken; in graph form a state")
    ] = None
    preferences: dict[str, AnyPreference] = {}
    alternatives: dict[str, dict[str, AnyPreference]] = {}
    uncertain: dict[str, UncertainShape] = {}
    outcomes: dict[
        str, Annotated[OutcomeShape, _short("where", OutcomeShape, str | bool | int)]
    ] = {}
    evidence: Annotated[
        Evidences,
        BeforeValidator(lambda value: value, json_schema_input_type=str | Evidences),
    ] = {}
    focus: Annotated[Texts, Field(description="outcomes that the model is about")] = []
    coalitions: list[list[Text]] = []
    claims: dict[str, ClaimShape] = {}
    expected: list[dict[str, Any]] = []
    review: list[Text] = []
    sources: dict[str, SourceShape] = {}


class EvidenceFile(Shape):
    """The ledger in a file of its own: entries by id, or under the key `evidence`."""

    about: Text = ""
    model_as_of: Text | None = None
    evidence: Evidences = {}


ExpectShape.model_rebuild()


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the model file: what editors complete and check."""
    schema = ModelFile.model_json_schema(mode="validation", by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A detente model file"
    del schema["$defs"]["EditShape"]["properties"]["in_words"]
    for name, definition in [("", schema), *schema["$defs"].items()]:
        for key, value in definition.get("properties", {}).items():
            value["description"] = description(name, key)
    return schema
