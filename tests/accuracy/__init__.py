"""How much of what documents say is read, and whether any of it is read wrong.

``make accuracy`` grades the real documents beside the checkout and some ten thousand renderings;
``accuracy.json`` holds what was reached, and only a person lowers it.
"""
