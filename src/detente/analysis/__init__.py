"""Analysis: questions about a conflict and the findings that answer them.

One module a question, imported by its own name, so that a command waits only for what it asks; a
finding is an immutable value that says how it was got. This room knows nothing of terminals or
pages.
"""
