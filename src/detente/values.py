"""Values that do not change: the dataclasses of every room, made without waiting.

The standard decorator compiles up to seven methods for each class when it is made (one compilation
for all of them from Python 3.13 on), which is a fifth of a command's start. Here equality, hash,
repr and the refusal to be changed are shared functions, and the standard library compiles the
constructor when the fifth value is made. All else is left to it; the tests compare the two.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from inspect import get_annotations, signature
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

_FEW = 4  # values of a class that are made without a constructor of its own

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """As `dataclasses.dataclass`; quick for frozen classes without an order."""

        def made(cls):
            if not frozen or order:
                plain = dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order)
                return plain(cls)
            return _frozen(cls, slots, eq)

        return made if cls is None else made(cls)


def _frozen(cls: type, slots: bool, eq: bool) -> type:
    own = set(cls.__dict__)
    explicit_hash = cls.__dict__.get("__hash__") is not None
    if not cls.__doc__:  # the standard library would look for the signature to tell it
        cls.__doc__ = f"{cls.__name__}({', '.join(get_annotations(cls))})"
    # a class below a frozen one has to be called frozen, or the standard library refuses it
    below = any(one.frozen for base in cls.__mro__[1:] if (one := _parameters(base)))
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots, frozen=below)
    made: Any = bare(cls)
    fields = dataclasses.fields(made)
    new: dict[str, Any] = {"__repr__": _repr_of([one.name for one in fields if one.repr])}
    if eq:
        compared = [one for one in fields if one.compare]
        new["__eq__"] = _equal(_values([one.name for one in compared]))
        if not explicit_hash:
            own.discard("__hash__")  # None stands there where the class says what is equal
            hashed = [one.name for one in fields if (one.compare if one.hash is None else one.hash)]
            new["__hash__"] = _hash_of(_values(hashed))
    if slots:
        new |= {"__getstate__": _state, "__setstate__": _set_state}
    for name, method in new.items():
        if name not in own:
            setattr(made, name, method)
    made.__setattr__, made.__delattr__ = _refusals(made, frozenset(one.name for one in fields))
    _parameters(made).frozen = True  # for the classes below it
    if "__init__" not in own:
        made.__init__ = _first_init(made)
        made.__signature__ = _Signature()
    return made


def _parameters(cls: type) -> Any:
    return cls.__dict__.get("__dataclass_params__")


def _values(names: list[str]) -> Callable[[Any], Any]:
    """The values of these fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)  # makes a tuple of them
    if not names:
        return lambda one: ()
    (name,) = names
    return lambda one: (getattr(one, name),)


def _equal(values: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
    def eq_(self: Any, other: Any) -> Any:
        if other.__class__ is self.__class__:
            return values(self) == values(other)
        return NotImplemented

    return eq_


def _hash_of(values: Callable[[Any], Any]) -> Callable[[Any], int]:
    def hash_(self: Any) -> int:
        return hash(values(self))

    return hash_


def _repr_of(names: list[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def repr_(self: Any) -> str:
        told = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({told})"

    return repr_


def _refusals(cls: type, names: frozenset[str]) -> tuple[Callable[..., None], Callable[..., None]]:
    def setattr_(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)  # type: ignore[arg-type]  # self is one of cls

    def delattr_(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)  # type: ignore[arg-type]

    return setattr_, delattr_


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


def _first_init(cls: Any) -> Callable[..., None]:
    """A constructor for a class of which few values are made; with many it has one compiled."""
    fields = dataclasses.fields(cls)
    simple = all(one.init and not one.kw_only for one in fields)
    then = hasattr(cls, "__post_init__")
    keep = object.__setattr__
    made = 0

    def init_(self: Any, *given: Any, **named: Any) -> None:
        nonlocal made
        made += 1
        values = _bound(fields, given, named) if simple and made <= _FEW else None
        if values is None:
            _see_to_init(cls)
            cls.__init__(self, *given, **named)
            return
        for one, value in zip(fields, values, strict=True):
            keep(self, one.name, value)
        if then:
            self.__post_init__()

    init_.for_class = cls  # type: ignore[attr-defined]
    return init_


def _bound(
    fields: tuple[dataclasses.Field[Any], ...], given: tuple[Any, ...], named: dict[str, Any]
) -> list[Any] | None:
    """A value for each field; None where the call is not right, which the real one tells."""
    values, used = list(given), 0
    for one in fields[len(given) :]:
        if one.name in named:
            values.append(named[one.name])
            used += 1
        elif one.default is not dataclasses.MISSING:
            values.append(one.default)
        elif one.default_factory is not dataclasses.MISSING:
            values.append(one.default_factory())
        else:
            return None
    return values if used == len(named) and len(values) == len(fields) else None


def _see_to_init(cls: Any) -> None:
    """Let the standard library make the constructor, of a class that has the same fields."""
    names = ("default", "default_factory", "init", "kw_only")
    fields = dataclasses.fields(cls)
    space: dict[str, Any] = {
        one.name: dataclasses.field(**{name: getattr(one, name) for name in names})
        for one in fields
    }
    space |= {"__annotations__": {one.name: one.type for one in fields}, "__doc__": cls.__doc__}
    space |= {"__module__": cls.__module__, "__qualname__": cls.__qualname__}
    if hasattr(cls, "__post_init__"):
        space["__post_init__"] = cls.__post_init__  # that there is one is what counts
    twin: Any = type(cls.__name__, (), space)
    cls.__init__ = dataclasses.dataclass(frozen=True, repr=False, eq=False)(twin).__init__


class _Signature:
    """What the constructor takes, for those who ask a class before its first value is made."""

    def __get__(self, instance: Any, owner: Any) -> Any:
        if (cls := getattr(owner.__init__, "for_class", None)) is not None:
            _see_to_init(cls)
        told = signature(owner.__init__)
        return told.replace(parameters=list(told.parameters.values())[1:])
