"""A report as a Jupyter notebook: its text in cells, pictures inside, and one cell to ask on."""

from __future__ import annotations

import base64
import json
from typing import Any

from detente.report.whole.blocks import Block, Drawn, Heading
from detente.report.whole.markdown import _block, _t


def as_notebook(title: str, blocks: list[Block], data: dict[str, Any], note: str) -> str:
    """The notebook, with what it carries in its metadata."""
    cells = [_cell(f"# {_t(title)}\n\n{_t(note)}")]
    text: list[str] = []
    for one in blocks:
        if isinstance(one, Drawn):
            cells += _closed(text)
            cells.append(_picture(one))
        else:
            if isinstance(one, Heading) and one.level == 1:
                cells += _closed(text)
            text.append(_block(one))
    cells += _closed(text)
    model = json.dumps(data["model"], ensure_ascii=True)
    code = f"import json\n\nimport detente\n\nconflict = detente.build(json.loads({model!r}))\n"
    cells.append(
        {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": code + "detente.analyze(conflict)",
        }
    )
    for k, cell in enumerate(cells):
        cell["id"] = f"cell-{k}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    whole = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "detente": data},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(whole, ensure_ascii=True, indent=1) + "\n"


def _closed(text: list[str]) -> list[dict[str, Any]]:
    if not text:
        return []
    cell = _cell("\n\n".join(text))
    text.clear()
    return [cell]


def _cell(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _picture(one: Drawn) -> dict[str, Any]:
    raw = base64.b64encode(one.picture.svg().encode("utf-8")).decode("ascii")
    words = _t(one.picture.title)
    cell = _cell(f"![{words}](attachment:picture.svg)")
    return {**cell, "attachments": {"picture.svg": {"image/svg+xml": raw}}}
