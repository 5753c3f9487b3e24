"""Every limit in one place: name, value, unit and why. `detente doctor` shows this table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on what detente accepts or tries.

    value  the bound itself, in `unit`.
    why    what the bound protects, in one sentence.
    """

    name: str
    value: int
    unit: str
    why: str


_TABLE = (
    Limit("file_bytes", 32 * 1024 * 1024, "bytes", "a model file is read whole into memory"),
    Limit("file_nodes", 400_000, "keys and values", "bounds the time to read a file to 2 seconds"),
    Limit("file_depth", 64, "levels", "no honest model nests deeper; recursion stays safe"),
    Limit("lock_seconds", 60, "seconds", "how long a writer waits for another of the same file"),
    Limit("condition_length", 20_000, "characters", "a longer condition is a generated one"),
    Limit("condition_depth", 200, "levels", "walking a condition recurses once a level"),
    Limit("rule_conditions", 200, "conditions", "a counting rule is checked pair by pair"),
    Limit("problems_shown", 100, "problems", "a reader mends the first few and runs again"),
    Limit("options", 62, "options", "a listed state is one bit an option in a signed 64-bit code"),
    Limit("parties", 62, "decision makers", "a set of parties is one bit each in a 64-bit code"),
    Limit("states", 70_000_000, "states", "eight bytes a code; beyond it listing states is wrong"),
    Limit("relation_states", 6_000, "states", "a general preference is a table of states squared"),
    Limit(
        "joint_moves", 400_000_000, "joint moves", "sim looks at each, 25 to 200 million a second"
    ),
    Limit("policy_states", 400, "states", "policy plays a game over all states for each"),
    Limit("coalition_parties", 10, "parties", "all coalitions of more would be over a thousand"),
    Limit("coalition_states", 4_096, "states", "class answers need tables of states squared"),
    Limit("coalition_moves", 8_000_000, "moves", "listed moves, each a byte for eight starts"),
    Limit("coalition_checks", 20_000_000_000, "pairs of states", "about a minute and a half"),
    Limit("readings", 20_000, "readings", "each is judged; beyond it a sample says as much"),
    Limit("robust_readings", 1_000_000, "readings", "ten minutes of judging some hundred states"),
    Limit(
        "robust_lists", 50_000, "lists", "edited lists of a party are written down, some seconds"
    ),
    Limit("arcs", 120_000_000, "moves", "four bytes a listed move and party"),
    Limit(
        "game_payoffs", 20_000, "payoffs", "each is a line of a model, looked up among its states"
    ),
    Limit("event_entries", 5_000, "entries", "a ledger that people and other commands can read"),
    Limit("case_states", 5_000, "states", "a published case of more is told by its model alone"),
    Limit("graph_moves", 500_000, "states and moves", "no program draws a file of more"),
    Limit("document_bytes", 32 * 1024 * 1024, "bytes", "a report is read whole into memory"),
    Limit("document_length", 5_000_000, "code points", "about 1,700 pages"),
    Limit("document_pages", 3_000, "pages", "a longer PDF is a book, not a report"),
    Limit("archive_entries", 2_000, "entries", "a DOCX has some dozens; more is a bomb"),
    Limit("archive_bytes", 200 * 1024 * 1024, "bytes", "counted while inflating, not believed"),
    Limit("archive_ratio", 100, "times", "text packs 3 to 20 times; more is a bomb"),
    Limit("fetch_bytes", 10 * 1024 * 1024, "bytes", "what --fetch reads before it gives up"),
    Limit("fetch_redirects", 5, "redirects", "each is checked like the first address"),
    Limit("fetch_seconds", 20, "seconds", "the whole fetch, not each wait"),
    Limit("llm_bytes", 4 * 1024 * 1024, "bytes", "the longest answer taken from an endpoint"),
    Limit("llm_seconds", 120, "seconds", "the whole request to an endpoint"),
    Limit("draft_options", 14, "options", "a first model that a person can read and finish"),
    Limit("draft_parties", 6, "parties", "as draft_options; the rest is named in the notes"),
    Limit("draft_each", 4, "options of a party", "as draft_options"),
    Limit("draft_outcomes", 12, "outcomes", "as draft_options"),
    Limit("draft_notes", 20, "notes", "each kind of what is left out; the rest is counted"),
    Limit("draft_claims", 40, "claims", "as draft_options; the rest is in `detente read`"),
    Limit("draft_documents", 100, "reports", "each is read whole, one after another"),
    Limit("design_orders", 20_000_000, "orders", "the least change tries each; about a minute"),
    Limit("package_states", 20_000, "equilibria", "stages are sought between pairs of them"),
    Limit("design_changes", 20_000, "changes", "so many lists of the least cost are written down"),
    Limit("design_sets", 20_000, "sets", "moves and drops under nash: seconds a party and state"),
    Limit("design_judged", 20_000, "profiles", "concepts without a closed form are judged whole"),
    Limit("design_states", 8_192, "states", "the least change lists answers by pairs of states"),
    Limit("condition_states", 256, "states", "larger models have more minimal sets than one reads"),
    Limit("minimal_sets", 1_000, "sets", "nobody reads more; they can be exponentially many"),
    Limit("minimal_set_work", 2_000_000, "comparisons", "of sets with sets; a second or two"),
    Limit("picture_states", 1 << 22, "states", "all moves of each are looked at for classes"),
    Limit("table_rows", 1 << 20, "rows", "a spreadsheet takes no more, and nobody reads them"),
    Limit("ways_listed", 6, "ways", "shortest ways are all told where they are no more"),
    Limit("joint_steps", 200_000, "states and coalitions", "each is one search for joint steps"),
    Limit("unwilling_sets", 4_096, "sets of parties", "each is one search for the target"),
    Limit("joint_options", 20, "options", "a coalition that changes all at once has 2^n ways"),
    Limit("once_parties", 16, "parties", "answers in which each moves once: 2^16 sets of movers"),
    Limit("non_myopic_moves", 20_000, "moves ahead", "nm looks so far for expectations to repeat"),
    Limit("explained_turns", 200, "turns", "a line of play is told one level deeper a turn"),
    Limit("explained_ends", 2_000_000, "states", "where answers end, while one reason is sought"),
    Limit("coalition_looks", 1 << 26, "moves", "answers back, of one start; then by listed moves"),
    Limit("why_not_looks", 30_000, "moves and answers", "a reason on a page takes half a second"),
    Limit("firm_states", 1 << 18, "states", "firm answers are counted unasked; hseq asks for them"),
    Limit("request_bytes", 8 * 1024 * 1024, "bytes", "what one request to the workbench may send"),
    Limit("request_fields", 200, "fields", "no form of the workbench has a quarter of that"),
    Limit(
        "report_page_length", 400_000, "code points", "the workbench reads a report while one waits"
    ),
    Limit("live_options", 14, "options", "beyond it the workbench judges in a process of its own"),
    Limit("live_states", 4_096, "states", "as live_options, for models of listed states"),
    Limit("question_processes", 2, "processes", "the workbench answers questions in; others wait"),
    Limit("open_projects", 32, "projects", "held open by the workbench; others are opened anew"),
    Limit("diagram_nodes", 1 << 24, "nodes", "of decision diagrams; 36 bytes each, twice at most"),
    Limit("diagram_seconds", 120, "seconds", "of the processor, a concept by diagrams"),
    Limit("symbolic_options", 500, "options", "of a model file; more than 62 are never listed"),
    Limit("list_states", 1_000, "states", "default length of each list in an answer (--limit)"),
)

LIMITS: dict[str, Limit] = {limit.name: limit for limit in _TABLE}
assert len(LIMITS) == len(_TABLE), "limit names are unique"


def limit(name: str) -> int:
    """The value of the limit called `name`; KeyError where there is none."""
    return LIMITS[name].value
