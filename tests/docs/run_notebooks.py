"""Runs notebooks in one Jupyter kernel and prints what their cells show: called by a test.

A process of its own, because what Jupyter leaves open at its end is no matter of the tests.
"""

import json
import sys

import nbclient
import nbformat


def run(paths: list[str]) -> dict[str, list[list[dict[str, object]]]]:
    """By notebook the outputs of each code cell; between notebooks all names are emptied."""
    whole = nbformat.v4.new_notebook()
    cells = {}
    for path in paths:
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        whole.cells.append(nbformat.v4.new_code_cell("%reset -f"))
        cells[path] = [cell for cell in book.cells if cell.cell_type == "code"]
        whole.cells += cells[path]
    nbclient.NotebookClient(whole, kernel_name="python3", timeout=300).execute()
    return {path: [list(cell.outputs) for cell in own] for path, own in cells.items()}


if __name__ == "__main__":
    json.dump(run(sys.argv[1:]), sys.stdout)
