"""Mistakes planted in readers and writers of other programs' files: each has to be found out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import test_events
import test_games_in
import test_games_out
import test_gmcr_read
import test_gmcr_write
import test_graphs_out
import test_nfg
import test_side_file

from stability.mutants.planting import Mutant, text

Check = Callable[[Path], object]
NFG_OUT, NFG_IN, TREE = "formats.nfg_write", "formats.nfg_read", "formats.efg_read"
TABLE, GRAPH, WRITE = "formats.payoff_table", "formats.state_graph", "formats.gmcr_write"
FORM, RANK, READ = "formats.normal_form", "formats.gmcr_rankings", "formats.gmcr_conditions"
SIDE, EVENTS = "formats.side_file", "formats.events"


def plain(*checks: Callable[[], object]) -> Check:
    """The tests one after another."""

    def look(folder: Path) -> None:
        for one in checks:
            one()

    return look


games_out = plain(partial(test_games_out.test_pure_equilibria_of_what_is_written_are_nash, 0))
games_in = plain(partial(test_nfg.test_nash_equilibria_are_the_pure_ones_of_random_games, 0))
gaps = plain(
    *(partial(test_games_in.test_combinations_without_a_row_are_no_states, k) for k in range(12))
)
trees = plain(
    partial(test_games_in.test_trees_in_which_nobody_has_seen_anything_are_their_games, 0),
    test_games_in.test_payoffs_on_the_way_are_added_up,
)
lists = plain(partial(test_games_in.test_lists_of_payoffs_are_their_games, 0))
matrices = plain(*(partial(test_games_in.test_matrices_are_their_games, k) for k in range(8)))
graphs = plain(
    partial(test_graphs_out.test_states_and_moves_are_those_of_the_conflict, "elmira", ".graphml")
)
chicken = plain(
    partial(test_graphs_out.test_states_and_moves_are_those_of_the_conflict, "chicken", ".gexf")
)
program = plain(
    test_gmcr_write.test_the_program_finds_the_states_moves_and_preferences_of_random_models
)
rankings = plain(test_gmcr_read.test_a_ranking_counts_the_states_of_the_regrouped_options)
compounds = plain(test_gmcr_read.test_a_compound_condition_holds_where_one_member_does)

PLANTED: tuple[tuple[Mutant, Check], ...] = (
    (text("the last strategy changes fastest", NFG_OUT, 'order="F"', 'order="C"'), games_out),
    (text("losses are gains", NFG_OUT, "table[cell, k] = own", "table[cell, k] = -own"), games_out),
    (text("one payoff for all", NFG_OUT, "table[cell, k] = own", "table[cell, :] = own[:, None]"),
     games_out),
    (text("the first party's letters come last", NFG_IN, '["".join(reversed(letters)) for',
          '["".join(letters) for'), games_in),
    (text("no payoff is below nought", NFG_IN, "int(number < 0)", "0"), games_in),
    (text("payoffs are not multiplied", NFG_IN, "[_decimal(one * scale) for", "[_decimal(one) for"),
     plain(test_nfg.test_payoffs_that_no_decimal_says_are_multiplied_and_said)),
    (text("the last gap alone is shut", NFG_IN,
          'rules.append(Rule("infeasible", (all_of([one for one in conditions if one]),)))',
          'rules = [Rule("infeasible", (all_of([one for one in conditions if one]),))]'), gaps),
    (text("what is paid on the way is lost", TREE, "tuple(a + b for a, b in",
          "tuple(b for a, b in"), trees),
    (text("who moved first is paid last", TREE, "GameOutcome(outcome.name, total",
          "GameOutcome(outcome.name, total[::-1]"), trees),
    (text("a row's payoffs are turned", TABLE, "GameOutcome(\"\", paid[row, column], 0)",
          "GameOutcome(\"\", paid[row, column][::-1], 0)"), matrices),
    (text("rows are listed by another order", TABLE, "found_cells.get(tuple(reversed(one)))",
          "found_cells.get((one * 2)[1 : len(one) + 1])"), lists),
    (text("a tie is an improvement", GRAPH, 'gain == "better")', 'gain != "worse")'), graphs),
    (text("losses are called gains", GRAPH, "if graph.prefers(party, target, state):",
          "if graph.prefers(party, state, target):"), graphs),
    (text("moves end a state too early", GRAPH, 'f"s{target + 1}"', 'f"s{max(target, 1)}"'),
     graphs),
    (text("today is the first state", GRAPH, "k == graph.status_quo,", "k == 0,"),
     chicken),
    (text("taken is not taken", WRITE, '"Y" if taken >> k & 1 else "N"',
          '"N" if taken >> k & 1 else "Y"'), program),
    (text("what is left out of an implication", FORM,
          "[self._of(left, not truth), self._of(right, truth)]",
          "[self._of(left, truth), self._of(right, truth)]"), program),
    (text("neither is one of them", FORM,
          "[self._of(left, False), self._of(right, not truth)]",
          "[self._of(left, False), self._of(right, truth)]"), program),
    (text("not both is neither", FORM, "if isinstance(condition, And) == truth else",
          "if isinstance(condition, And) else"), program),
    (text("what is shorter covers all", FORM,
          "self.taken & other.taken == other.taken and self.left & other.left == other.left",
          "self.taken & other.taken == other.taken"), program),
    (text("states are counted from nought", RANK, "graph.state_text(k - 1)",
          "graph.state_text(k % graph.states)"), rankings),
    (text("no is yes", READ, 'name if letter.value == "Y" else',
          'name if letter.value == "N" else'), compounds),
    (text("all members of a compound", READ, "any_of(list(dict.fromkeys(sound)))",
          "all_of(list(dict.fromkeys(sound)))"), compounds),
    (text("a changed list is not taken", SIDE, "if before != after:", "if False:"),
     test_side_file.test_a_list_that_was_changed_is_taken_and_the_rest_stays),
    (text("a changed rule is not taken", SIDE,
          "if {rule.conditions for rule in then.rules} != {rule.conditions for rule in now.rules}:",
          "if False:"), test_side_file.test_rules_that_were_changed_are_taken),
    (text("a code is a beginning", EVENTS, ".fullmatch(cell)", ".match(cell)"),
     test_events.test_a_code_is_text_to_the_letter),
    (text("one column is enough", EVENTS, "if all(_fits(", "if any(_fits("),
     test_events.test_a_code_is_text_to_the_letter),
    (text("an id may return", EVENTS, "if name in self.entries:", "if False:"),
     test_events.test_rows_without_a_day_and_ids_that_return_are_left_out_and_told),
    (text("the last event is taken", EVENTS, "self.matched[k] += 1", "self.matched[-1] += 1"),
     test_events.test_rows_that_fit_become_entries_that_a_model_cites),
)  # fmt: skip


@pytest.mark.parametrize(
    ("mutant", "check"), [pytest.param(*one, id=one[0].name) for one in PLANTED]
)
def test_a_planted_mistake_is_found_out(mutant: Mutant, check: Check, tmp_path: Path) -> None:
    with mutant.planted(), pytest.raises(AssertionError):
        check(tmp_path)
