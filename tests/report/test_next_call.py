"""In a notebook the next step is Python that runs."""

from __future__ import annotations

import ast
import html
import inspect
import re

import pytest

import detente
from detente.report.next_call import python_calls


@pytest.mark.parametrize(
    ("command", "call"),
    [
        ("detente explain FILE today --long", "detente.explain(conflict, 'today')"),
        (
            "detente explain FILE 'NNY' --sanction strict --reading A=x --reading B=y --holding a",
            (
                "detente.explain(conflict, 'NNY', sanction='strict', reading={'A': 'x', 'B': 'y'}, "
                "holding=['a'])"
            ),
        ),
        ("detente evolve FILE --to crash", "detente.evolve(conflict, to='crash')"),
        ("detente what-if FILE --set A=x", "detente.what_if(conflict, edits=['A=x'])"),
        ("detente evidence hangs FILE ENTRY", "detente.weight(conflict, 'ENTRY')"),
        (
            "detente claims FILE --long · detente claims FILE --only k --trace",
            "detente.trace(conflict, 'k')",
        ),
        ("detente coalitions FILE --long", "detente.coalitions(conflict)"),
    ],
)
def test_a_command_is_told_as_its_call(command: str, call: str) -> None:
    assert python_calls(command) == call
    tree = ast.parse(call).body[0]
    assert isinstance(tree, ast.Expr)
    assert isinstance(tree.value, ast.Call)
    function = getattr(detente, call.split("(")[0].removeprefix("detente."))
    keywords = {str(one.arg): None for one in tree.value.keywords}
    inspect.signature(function).bind(*tree.value.args, **keywords)


def test_python_is_told_python() -> None:
    conflict = detente.load("chicken")
    for finding in (
        detente.analyze(conflict),
        detente.check(conflict),
        detente.explain(conflict, "NN"),
        detente.what_if(conflict, holding="One.swerve"),
    ):
        shown = html.unescape(finding._repr_html_() or "")
        told = re.findall(r"Next: (.*?)</p>", shown)
        assert told
        for call in told:
            assert call.startswith("detente.")
            assert isinstance(eval(call, {"detente": detente, "conflict": conflict}), object)
        printed = " ".join(str(finding).split())
        assert [call for call in told if f"Next: {call}" not in printed] == []
        assert "Next: detente " not in printed
        assert "Next: detente " not in shown
