"""A small conflict with readings, evidence and claims, to be varied by the tests."""

from __future__ import annotations

QUARRY = """\
detente: 1
title: A village and a quarry
as_of: 2026-03-01
decision_makers:
  Village:
    title: The village council
    options:
      sue: Go to court
      sign: {title: Sign, evidence: [minutes]}
  Quarry:
    options: {filter: Build the filter}
rules:
  - infeasible: Village.sue and Village.sign
    because: the agreement ends all suits
    evidence: [minutes]
status_quo: [Village.sue]
preferences:
  Village:
    - {prefer: Quarry.filter, because: dust, evidence: [minutes, letter]}
    - not Village.sue if Quarry.filter
    - Village.sign
    - Village.sue
  Quarry:
    - {prefer: not Village.sue, evidence: [letter]}
    - {prefer: not Quarry.filter, evidence: [news]}
alternatives:
  Quarry:
    afraid of the court:
      - {prefer: not Village.sue, evidence: [letter]}
      - {prefer: Quarry.filter if Village.sue, evidence: [ruling]}
      - Quarry.filter iff Village.sign
  Village:
    tired: [not Village.sue, Village.sign]
outcomes:
  settlement: Village.sign and Quarry.filter
  calm: not Village.sue
  never: Village.sue and Village.sign
evidence:
  minutes: {says: The council wants the filter., date: 2026-02-14, supports: [not Quarry.filter]}
  letter: {says: The owners fear a suit., date: 2026-02-20, supports: [Village.sue]}
  news: {says: A filter costs a million., date: 2026-02-25}
  ruling: {says: The court can close the pit., date: 2026-04-02}
  built: {says: The filter runs., date: 2026-05-01, supports: [Quarry.filter]}
  signed: {says: They sign., date: 2026-05-20, supports: [Village.sign, not Village.sue]}
claims:
"""


def quarry(claims: str) -> str:
    """The model file with these claims, indented by two under `claims:`."""
    return QUARRY + "".join(f"  {line}\n" for line in claims.strip("\n").splitlines())
