"""Planted mistakes: each one must be found out by the normal comparison, or by the replay.

A test that never failed proves little. `planting` puts one mistake at a time into the engine,
`engines`, `readers` and `whys` list them, and `test_mutants` counts the models that each survives.
"""
