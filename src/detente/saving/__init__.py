"""The one door through which commands write files that a user named.

`output` is for a file that is made anew, `change` for one that is changed in place. Both take a
lock, write beside the target, flush, and put the new file in its place in one step. No reader and
no crash meets half a file, and of two writers neither loses what the other wrote.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.saving.change import change as change
    from detente.saving.output import Output as Output
    from detente.saving.output import output as output
    from detente.saving.target import check_target as check_target

open_door(
    __name__,
    {
        "change": ("change",),
        "output": ("Output", "output"),
        "target": ("check_target",),
    },
)
