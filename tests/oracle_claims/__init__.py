"""A second computation of claims, paths, deciders and tracks, from their definitions alone.

Loops and sets. It shares nothing with `detente`: models are read, and states judged, by `oracle`.
"""
