"""A picture written to a file whose ending says the form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from detente.problems import ModelError, Problem
from detente.report.pictures.drawing import Picture
from detente.report.pictures.png import require_png
from detente.report.pictures.svg import check_theme
from detente.saving import Output, output

FORMS = (".svg", ".png")


def place_for(
    path: str | Path, theme: str, force: bool, reads: Sequence[str | Path] = ()
) -> Output:
    """Where the picture will be written; ModelError, before any work, where it cannot be."""
    check_theme(theme)
    ending = Path(path).suffix.lower()
    if ending not in FORMS:
        what = f"'{ending}' is no form of a picture" if ending else "the name has no ending"
        problem = Problem(str(path), 0, 0, "E-VALUE", what, "name a file that ends in .svg or .png")
        raise ModelError((problem,))
    if ending == ".png":
        require_png(str(path))
    return output(path, force=force, reads=reads)


def save_picture(
    picture: Picture,
    path: str | Path,
    theme: str = "auto",
    force: bool = False,
    reads: Sequence[str | Path] = (),
) -> None:
    """Write the picture; see place_for."""
    place = place_for(path, theme, force, reads)
    png = Path(path).suffix.lower() == ".png"
    place.write(picture.png(theme) if png else picture.svg(theme))
