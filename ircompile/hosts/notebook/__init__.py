"""Jupyter notebooks: their cells, and what IPython adds to Python in them."""
