"""The tools over the Model Context Protocol, by its official SDK, on standard input and output."""

from __future__ import annotations

import json
from typing import Any

import anyio
from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from detente import __version__
from detente.assistant.folder import Folder
from detente.assistant.tools import call, tools

_INSTRUCTIONS = (
    "Conflict analysis (Graph Model for Conflict Resolution). From a report to a tested answer: "
    "read_report, propose_model with words that stand in the report, check, analyze, explain, "
    "evolve, coalitions, design, claims. Verdicts are computed; repeat them as they are, with what "
    "they assume, and never a verdict of your own."
)


def server(folder: Folder) -> Server[Any]:
    """The server for one folder."""

    async def listed(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=one.name,
                    description=one.says,
                    input_schema=one.schema,
                    annotations=types.ToolAnnotations(
                        read_only_hint=not one.writes, open_world_hint=False
                    ),
                )
                for one in tools()
            ]
        )

    async def called(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        answer, refused = await anyio.to_thread.run_sync(
            call, folder, params.name, params.arguments or {}
        )
        text = json.dumps(answer, ensure_ascii=False, allow_nan=False)
        return types.CallToolResult(
            content=[types.TextContent(text=text)], structured_content=answer, is_error=refused
        )

    return Server(
        "detente",
        version=__version__,
        instructions=_INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def serve(folder: Folder) -> None:
    """Answer until standard input ends."""

    async def run() -> None:
        made = server(folder)
        async with stdio_server() as (incoming, outgoing):
            await made.run(incoming, outgoing, made.create_initialization_options())

    anyio.run(run)
