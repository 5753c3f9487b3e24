"""Ensembles: many readings of what the parties want, counted, drawn and judged by number."""
