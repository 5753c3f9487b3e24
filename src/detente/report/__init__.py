"""Report: findings as people see them, in a terminal and in a notebook. No numerics here.

One module a kind of page, imported by its own name.
"""
