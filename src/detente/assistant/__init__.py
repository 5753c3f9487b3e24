"""The assistant server: every question of the package as a tool, over standard input and output.

A tool calls the same function as the command line and gives the same answer and the same refusal.
Files are read and written inside one folder alone, and what is proposed about a report must carry
words that stand in it.
"""

from typing import TYPE_CHECKING

from detente.doors import open_door

if TYPE_CHECKING:
    from detente.assistant.folder import Folder as Folder
    from detente.assistant.folder import opened as opened
    from detente.assistant.server import serve as serve
    from detente.assistant.tools import Tool as Tool
    from detente.assistant.tools import call as call
    from detente.assistant.tools import tools as tools

open_door(
    __name__,
    {
        "folder": ("Folder", "opened"),
        "server": ("serve",),
        "tools": ("Tool", "call", "tools"),
    },
)
