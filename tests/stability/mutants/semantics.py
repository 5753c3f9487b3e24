"""Mistakes about preferences that are graded or uncertain."""

from __future__ import annotations

from stability.mutants.planting import text

_MODEL, _READ = "model.semantics", "stability.semantics"
_ALIKE, _TABLE = "model.alike", "stability.engines.table"

SEMANTICS = (
    text("b is as eager as a", _MODEL, 'eager if semantics.unknown in "ac" else',
         'eager if semantics.unknown in "abc" else'),
    text("c is as fearless as a", _MODEL, 'escapes = eager if semantics.unknown in "ab" else',
         'escapes = eager if semantics.unknown in "abc" else'),
    text("only what is known is credible", _MODEL, "        credible = eager\n",
         "        credible = plain\n"),
    text("what is unknown is as nothing", _MODEL, "better | between(pairs, among)", "better"),
    text("hybrids fear nothing unknown", _MODEL, "wary = pairs if semantics.unknown in",
         "wary = [] if semantics.unknown in"),
    text("every statement is marked", _MODEL, "            if strong:\n", "            if True:\n"),
    text("a later mark counts too", _MODEL, "open_ &= here[:, None] == here[None, :]",
         "open_ &= True"),
    text("much worse is read as much better", _MODEL,
         "worse |= open_ & here[:, None] & ~here[None, :]",
         "worse |= open_ & ~here[:, None] & here[None, :]"),
    text("a tie is worse by a degree", _MODEL,
         "plain.rank[first][:, None] > plain.rank[first][None, :]",
         "plain.rank[first][:, None] >= plain.rank[first][None, :]"),
    text("certainty is the degree itself", _MODEL, "2 * number - 1 >= Fraction(least)",
         "number >= Fraction(least)"),
    text("certainty has to be more", _MODEL, "2 * number - 1 >= Fraction(least)",
         "2 * number - 1 > Fraction(least)"),
    text("a chance as large is enough", _MODEL, "number > 1 - by[name]", "number >= 1 - by[name]"),
    text("one chance for all", _MODEL, 'more("alpha"), more("beta"), more("gamma")',
         'more("alpha"), more("alpha"), more("alpha")'),
    text("the last pair counts", _MODEL, "in reversed(said):", "in said:"),
    text("what is said of a pair is not said of its contrary", _MODEL,
         "place[np.ix_(under, over)] = numbers.index(1 - number)",
         "place[np.ix_(under, over)] = numbers.index(missing)"),
    text("the others act on what they leave for", _READ,
         "one.leaves if k == party else one.credible", "one.leaves"),
    text("a party counts on itself", _READ, "one.leaves if k == party else one.credible",
         "one.credible"),
    text("what deters is what one leaves for", _READ, "self.acts[party].escapes\n",
         "self.acts[party].leaves\n"),
    text("to stay is an answer", _TABLE, "and rule.leaving is None and not self.overlaps",
         "and rule.leaving is None"),
    text("states in both conditions of a pair are alike", _ALIKE,
         "np.where(both, np.arange(states) + 1, 0)", "np.zeros(states)"),
    text("unknown one way only", _ALIKE, "found |= here | here.T", "found |= here"),
)  # fmt: skip
