"""Two models that use everything a model file may say, one of each form."""

BY_OPTIONS = """\
# A model that says everything once.
detente: 1
title: A village and a quarry
as_of: 2026-03-01
about: One paragraph.

decision_makers:
  Village:
    title: The village council
    about: Eleven people.
    evidence: [minutes]
    options:
      sue: Go to court              # name: title
      sign:
        title: Sign the agreement
        short: sign
        off: refuse to sign
        once: taken
        evidence: [minutes, letter]
        about: It lasts for ten years.
  Quarry:
    options: {filter: Build the dust filter, close: {once: dropped}, übung: }
  County: {options: {pay: 'Pay: a share', audit: Audit}}
  Press:

rules:
  - infeasible: Village.sue and Village.sign
    because: the agreement ends all suits
    evidence: letter
  - at_most_one: [Quarry.filter, Quarry.close]
  - at_least_one: [pay, not audit, "'settlement'"]
  - exactly_one: [pay or audit, not pay and not audit]
  - infeasible_move: {by: Village, from: Quarry.close, to: Village.sue}

status_quo: [Village.sue]

preferences:
  Village:
    - Quarry.filter or Quarry.close
    - prefer: not Village.sue if Quarry.filter
      because: costs of the court
      evidence: [minutes]
      strength: much
    - '"settlement"'
    - true
  Quarry:
    ranking: [[NNN--NN, YNN--NN], NYYNN--, '-------']
    because: it says so
  County:
    payoffs: {YNNNNNN: 4.2, 'N------': -1, Y------: 1e3}
    threshold: 0.1
    unknown: [[pay, audit], [not sue, 'sign and filter']]

alternatives:
  Village:
    after the election:
      - Quarry.close
    by weights: {weights: {Quarry.filter: 3, not Village.sue: 2.5}}
    by edits:
      edit:
        - {move: 2, to: 1}
        - {insert: {prefer: close, because: now, evidence: [letter], strength: much}, at: 1}
        - drop: '"settlement"'
        - {replace: 4, by: not sue}
        - move 1 to 2
    in degrees:
      priorities: [sign, not sue]
      strength: {much: [sign]}
  Quarry:
    pairs: {better: [[NNNNNNN, YNNNNNN], [YNNNNNN, NYNNNNN]]}
    nothing:
  County:
    fuzzy: {fuzzy: {pairs: [[NNNNNNN, YNNNNNN, 0.75]], gamma: 0.2}}
    chances: {probability: {pairs: [[NNNNNNN, YNNNNNN, 1]], alpha: 0, beta: 0.5, gamma: 1}}

outcomes:
  settlement: Village.sign and Quarry.filter
  no deal: {where: not 'settlement', title: Nothing is signed, about: For now.}

evidence:
  minutes:
    says: >-
      The council wants the filter
      more than the money.
    date: 2026-02-14
    as_of: 2026-02-13
    source: {document: 'sha256:00', from: 120, to: 210}
    confidence: high
    supports: [Quarry.filter, not Village.sign]
    place: page 3
    by: The clerk
    note: Read twice.
  letter:
    says: The mayor would sign.
    source: {title: A letter, publisher: The county, url: 'https://example.org/letter', page: 2}
    supports: Village.sign

claims:
  court-alone:
    says: The court alone settles nothing.
    by: The mayor
    voice: quote
    evidence: [minutes]
    holding: [not Village.sign]
    across: all
    under: [nash, seq]
    expect: {no equilibrium: settlement}
    share: {at_most: 0.25}
  several:
    says: Several things.
    across: {Village: [base, after the election], Quarry: [all]}
    tests:
      - expect: {some equilibrium: no deal}
        without: [sue]
      - expect: {only equilibria: not sue}
        compare: {without: [audit], demand: fewer}
      - expect: {stable: {for: Village, where: settlement}}
      - expect: {unstable: {for: Quarry, where: close}}
      - expect: {path: {to: settlement, by: improvements, of: [Village, Quarry]}}
      - expect: {no path: {to: settlement, from: sue, by: improvements, ending: equilibrium}}
      - expect: {no improvement: {for: County, where: pay, to: not pay}}
      - expect: {improvement: {for: County, where: pay, to: not pay}}
      - expect: {feasible: sign and filter}
  never:
    says: Time heals all wounds.
    untestable: no model says how long
    note: Not ours.

expected:
  - {source: computed for this file, provenance: ours, equilibria: {nash: {count: 3}}}
coalitions: [[County, Village], [Press, Quarry]]

uncertain: {Village: {any order: [[1, 2]]}}
review: [Is the county a party?]
sources: {'sha256:00': {title: Minutes, licence: CC0}}
"""

BY_STATES = """\
detente: 1
title: Peace and war
states:
  peace: {title: Peace, strategies: {North: stay, South: stay}}
  siege: {strategies: {North: go, South: stay}}
  war: {strategies: {North: go, South: go}}
  truce: ''
decision_makers:
  North: {moves: {peace: [siege, truce], siege: peace}}
  South: {title: The South, moves: {siege: [war], war: [siege]}}
rules:
  - infeasible_move: {by: North, from: siege, to: peace}
status_quo: peace
preferences:
  North: {better: [[siege, peace], [peace, war]]}
  South:
    - not war
    - "'calm' iff peace"
outcomes: {calm: peace or truce}
alternatives: {South: {angry: {ranking: [war, [peace, siege]]}}}
"""
