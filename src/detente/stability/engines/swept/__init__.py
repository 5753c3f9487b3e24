"""The engine for large conflicts whose moves compose: class sweeps over a box of strategies."""
