"""Numbers on the command line: what is written is what is meant, or it is refused.

The option parser takes `2.0`, ` 1_000`, `+3` and other scripts' digits for whole numbers, since
Python can read them. Who writes such a thing may mean another one: it is said instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand

_FORMS: dict[Any, tuple[re.Pattern[str], str]] = {
    int: (re.compile(r"-?[0-9]{1,18}"), "no whole number; write it in digits, such as 10"),
    float: (
        re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"),
        "no plain number; write it in digits, such as 0.5",
    ),
}


_LARGE = re.compile(r"-?[0-9]{19,}")


class ExactNumbers(TyperCommand):
    """A command whose numbers are digits and nothing else; its usage names what its help names."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """What stands behind the command's name in its usage."""
        options: list[Any] = self.get_params(ctx)
        hidden = [
            piece
            for one in options
            if getattr(one, "hidden", False)
            for piece in one.get_usage_pieces(ctx)
        ]
        return [one for one in super().collect_usage_pieces(ctx) if one not in hidden]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What the options say; a usage error for a number that is none."""
        given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        options: list[Any] = self.get_params(ctx)
        for param in options:
            form = _FORMS.get(kind_of(param))
            if form is None or param.name not in given:
                continue
            written = given[param.name]
            for one in written if isinstance(written, list | tuple) else [written]:
                if isinstance(one, str) and not form[0].fullmatch(one):
                    large = _LARGE.fullmatch(one) is not None
                    what = (
                        "is too large a number; 18 digits are enough" if large else f"is {form[1]}"
                    )
                    raise typer.BadParameter(f"{one!r:.50} is {what}", ctx=ctx, param=param)
        return super().parse_args(ctx, args)


def kind_of(param: Any) -> Any:
    """The type of what an option takes, of each where it may be given several times."""
    descriptor = getattr(param, "type_descriptor", None)
    kind = getattr(descriptor, "annotation", None)
    inside = getattr(kind, "__args__", ())
    return inside[0] if inside else kind


class Commands(typer.Typer):
    """An application whose commands take numbers exactly."""

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **settings: Any
    ) -> Callable[[Any], Any]:
        """Enter a command, as in `typer.Typer`."""
        return super().command(name, cls=cls or ExactNumbers, **settings)
