"""The assistant server: every question of the package as a tool, over standard input and output.

A tool calls the same function as the command line and gives the same answer and the same refusal.
Files are read and written inside one folder alone, and what is proposed about a report must carry
words that stand in it.
"""

from detente.assistant.folder import Folder
from detente.assistant.tools import Tool, call, tools

__all__ = ["Folder", "Tool", "call", "tools"]
