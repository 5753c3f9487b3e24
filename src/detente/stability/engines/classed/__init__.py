"""Moves in classes of states, of any density and with forbidden moves: never listed one by one."""
