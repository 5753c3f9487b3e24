"""A second reading of docs/stability: slow, obvious, and without a line of the engine.

Nothing here imports detente. A model file, as the plain data that YAML gives, goes in;
verdicts come out of loops over sets of state names. The tests of the engine compare with it.
"""
