"""Bundled conflicts: YAML only, each with its published results under `expected:`.

The list of cases and their descriptions come from the files themselves: a case is named by its
file, described by its `title`. Files that other cases refer to (`*-evidence.yaml`) are no cases.
"""
