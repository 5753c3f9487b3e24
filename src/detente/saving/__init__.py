"""The one door through which commands write files that a user named.

`output` is for a file that is made anew, `change` for one that is changed in place. Both take a
lock, write beside the target, flush, and put the new file in its place in one step. No reader and
no crash meets half a file, and of two writers neither loses what the other wrote.
"""

from detente.saving.change import change
from detente.saving.output import Output, output
from detente.saving.target import check_target

__all__ = ["Output", "change", "check_target", "output"]
