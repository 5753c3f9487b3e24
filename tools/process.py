"""Starting a program whose output is wanted only where it fails."""

import os
import subprocess
from collections.abc import Sequence


def run(command: Sequence[str], **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `command` to its end with `environment` added; both its outputs are in `stdout`.

    It inherits the lock of the set-up: should the set-up be killed, whoever comes next waits until
    what it has started is over too.
    """
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        close_fds=False,
        encoding="utf-8",
        errors="replace",
        env=os.environ | environment,
    )


def tail(text: str) -> str:
    """The end of a program's output, indented, to be shown in a message."""
    return "\n".join("  " + line for line in text.strip().splitlines()[-15:])
