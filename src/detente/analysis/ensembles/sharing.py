"""Who judges the readings of an ensemble, and where what they find is kept: it changes no count."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from detente.analysis.ensembles.asked import Ensembled
from detente.analysis.ensembles.batches import Batch, batches_of, tallies
from detente.analysis.ensembles.judging import Judging
from detente.analysis.ensembles.parts import Parts, parts_in, usual_folder
from detente.analysis.ensembles.tally import Tally
from detente.analysis.question_checks import bad
from detente.fixed import plain
from detente.progress import Progress


@dataclass(frozen=True, slots=True)
class Sharing:
    """By how many processes, or by which cluster, the readings are judged.

    parts   the folder in which counts are kept as they come. resume: whether those that are there
            already are taken; without a folder they are then kept with what may be deleted.
    """

    workers: int
    cluster: str | None
    parts: str | None
    resume: bool

    @contextmanager
    def counted(
        self,
        asked: Ensembled,
        judging: Judging,
        count: int,
        seed: int,
        whole: bool,
        progress: Progress | None,
    ) -> Iterator[Tally]:
        """The counts over all readings. What is kept lasts until all is done that needs them; an
        interrupt before then says how to go on."""
        batches = batches_of(count, seed, whole)
        with self._parts(asked, judging, batches) as parts:
            try:
                total: Tally | None = None
                for part in self._tallies(judging, batches, parts):
                    total = part if total is None else total + part
                    if progress is not None:
                        progress("readings", total.readings, count)
                assert total is not None, "an ensemble has a member"
                yield total
            except KeyboardInterrupt:
                if parts is None:
                    raise
                kept = f"{parts.count():,} of {len(batches):,} parts are kept"
                said = f"interrupted; {kept}: --resume goes on from there"
                raise KeyboardInterrupt(said) from None
            if parts is not None and self.parts is None:
                parts.remove()

    def _tallies(
        self, judging: Judging, batches: list[Batch], parts: Parts | None
    ) -> Iterator[Tally]:
        if self.cluster is None:
            return tallies(judging, batches, self.workers, parts)
        from detente.analysis.ensembles.cluster import tallies_of  # an extra brings what it needs

        return tallies_of(self.cluster, judging, batches, parts)

    def _parts(
        self, asked: Ensembled, judging: Judging, batches: list[Batch]
    ) -> AbstractContextManager[Parts | None]:
        if self.parts is None and not self.resume:
            return nullcontext()
        if self.parts == "":
            raise bad("parts", "E-VALUE", "no folder is named", "name one")
        folder = usual_folder() if self.parts is None else Path(self.parts)
        return parts_in(folder, _question(asked, judging, batches), self.resume)


def _question(asked: Ensembled, judging: Judging, batches: list[Batch]) -> dict[str, Any]:
    """All that the counts of the batches depend on, as plain values."""
    from detente import __version__

    last = batches[-1]
    return {
        "version": __version__,
        "conflict": plain(asked.conflict.to_dict()),
        "setting": plain(asked.echoed),
        "concepts": [one.id for one in asked.concepts],
        "classes": [
            [target.name, sha256(target.states.tobytes()).hexdigest()] for target in asked.targets
        ],
        "readings of parties": [
            [party, [branch.name for branch in own]]
            for party, own in asked.ensemble.branches.items()
        ],
        "dimensions": [
            [one.kind, one.party, one.what, one.values, one.at] for one in judging.dimensions
        ],
        "keep": judging.keep,
        "readings": [last.count, last.seed, last.whole, len(batches)],
    }
