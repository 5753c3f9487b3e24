"""Explanation: why one state is or is not stable for one party, as data.

A Why is found by direct search from one state, apart from the engines, and can be replayed against
the definition: every move in it is possible, every answer legal, every comparison true. Its form
is described in docs/why.md.
"""
