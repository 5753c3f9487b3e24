"""The values of the rooms are what the standard library's dataclasses are, and quicker to make."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from detente.values import dataclass as ours

STANDARD = dataclasses.dataclass
Decorator = Callable[..., Any]


def _classes(make: Decorator) -> dict[str, Any]:
    @make(frozen=True, slots=True)
    class Slotted:
        a: int
        b: str = "b"
        c: list[int] = dataclasses.field(default_factory=list, compare=False)
        d: int = dataclasses.field(default=4, repr=False, hash=False)

    @make(frozen=True)
    class Plain:
        """Said."""

        a: int
        b: tuple[int, ...] = ()

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("negative")

    @make(frozen=True)
    class Longer(Plain):
        more: str = dataclasses.field(default="m", kw_only=True)

    @make(frozen=True, eq=False)
    class Itself:
        a: int
        hidden: int = dataclasses.field(default=7, init=False)

    @make(frozen=True)
    class Own:
        a: int
        b: int = 0

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own) and self.a == other.a

        def __repr__(self) -> str:
            return "own"

    @make(frozen=True)
    class Empty:
        pass

    @make(frozen=True)
    class One:
        a: Any

    @make(slots=True)
    class Open:
        a: int = 1

    return {name: value for name, value in locals().items() if isinstance(value, type)}


OURS, THEIRS = _classes(ours), _classes(STANDARD)
CALLS: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    ("Slotted", (1,), {}),
    ("Slotted", (1, "x", [2], 5), {}),
    ("Slotted", (1,), {"d": 9, "b": "z"}),
    ("Slotted", (), {}),
    ("Slotted", (1,), {"a": 2}),
    ("Slotted", (1,), {"e": 2}),
    ("Slotted", (1, 2, 3, 4, 5), {}),
    ("Plain", (1,), {}),
    ("Plain", (-1,), {}),
    ("Plain", (1, [3]), {}),
    ("Longer", (1, (2,)), {"more": "n"}),
    ("Longer", (1, (2,), "n"), {}),
    ("Itself", (1,), {}),
    ("Itself", (1,), {"hidden": 2}),
    ("Own", (1, 2), {}),
    ("Empty", (), {}),
    ("Empty", (1,), {}),
    ("One", ((1, 2),), {}),
    ("Open", (), {}),
]


def _seen(classes: dict[str, Any], name: str, given: Any, named: Any) -> list[Any]:
    """All that can be asked of a value, errors as their words."""

    def tried(what: Callable[[], Any]) -> Any:
        try:
            return what()
        except Exception as error:
            told = str(error).replace("_classes.<locals>.", "")
            return type(error).__name__, told

    cls = classes[name]
    first = tried(lambda: cls(*given, **named))
    if isinstance(first, tuple):
        return [first]
    other = cls(*given, **named)
    one = next(iter(dataclasses.fields(cls)), None)
    return [
        repr(first),
        first == other,
        first != other,
        first == object(),
        tried(lambda: isinstance(hash(first), int) and (hash(first) == hash(other))),
        len({id(first), id(other)}) == 2,
        [(f.name, f.default, f.compare, f.type) for f in dataclasses.fields(cls)],
        tried(lambda: dataclasses.asdict(first)),
        cls.__match_args__,
        tried(lambda: setattr(first, one.name if one else "x", 3)),
        tried(lambda: delattr(first, one.name if one else "x")),
        # with slots, the standard library stumbles over the class it has made again
        hasattr(first, "__dict__") and tried(lambda: setattr(first, "nowhere", 3)),
        tried(lambda: repr(copy.deepcopy(first))),
        tried(lambda: repr(copy.copy(first))),
        hasattr(first, "__dict__"),
        str(inspect.signature(cls)),
    ]


@pytest.mark.parametrize(("name", "given", "named"), CALLS)
@pytest.mark.parametrize("before", [0, 3, 6])
def test_a_value_is_what_the_standard_library_makes(
    name: str, given: Any, named: Any, before: int
) -> None:
    mine = _classes(ours)
    for _ in range(before):  # by its own binding, then by the compiled constructor
        _seen(mine, name, given, named)

    assert _seen(mine, name, given, named) == _seen(THEIRS, name, given, named)


def test_what_a_hash_leaves_out_makes_no_difference() -> None:
    cls = OURS["Slotted"]

    assert hash(cls(1, d=2)) == hash(cls(1, d=3))
    assert cls(1, d=2) != cls(1, d=3)
    assert hash(cls(1)) != hash(cls(2))
    assert cls(1, c=[1]) == cls(1, c=[2])


def test_a_signature_is_told_before_the_first_value() -> None:
    for name, cls in _classes(ours).items():
        assert str(inspect.signature(cls)) == str(inspect.signature(THEIRS[name])), name


@ours(frozen=True, slots=True)
class Sent:
    """One that can be found by its name, as pickle wants it."""

    a: int
    b: tuple[int, ...] = (1,)


class Under(OURS["Plain"]):  # type: ignore[misc]  # a class that is made here
    """Adds what its base does not know."""

    def __init__(self, a: int) -> None:
        super().__init__(a)
        self.extra = 1


def test_a_value_travels_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sent(3))) == Sent(3)


def test_a_class_below_may_keep_more() -> None:
    for _ in range(6):
        one = Under(2)

        assert (one.a, one.extra) == (2, 1)
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.a = 3


@pytest.mark.parametrize(("above", "below"), [(ours, STANDARD), (STANDARD, ours)])
def test_the_two_kinds_may_stand_above_each_other(above: Decorator, below: Decorator) -> None:
    @above(frozen=True)
    class Above:
        a: int

    @below(frozen=True)
    class Below(Above):
        b: int = 2

    assert repr(Below(1)).endswith("Below(a=1, b=2)")
    assert (Below(1) == Below(1), hash(Below(1)) == hash(Below(1))) == (True, True)
    assert Below(1) != Above(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Below(1).a = 3


def test_making_a_class_compiles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    monkeypatch.setattr(
        dataclasses, "_create_fn", lambda name, *rest, **named: compiled.append(name), raising=False
    )

    _classes_made_by(ours)

    assert not compiled


def _classes_made_by(make: Decorator) -> type:
    @make(frozen=True, slots=True)
    class Made:
        a: int
        b: str = ""

    return Made
