"""Random reports, valid and not, rendered in every shape that a parser meets.

A report knows the figures that it prints, so whatever is read back can be graded. Nothing in here
asks the parser what a label or a path is: labels and layouts are those of the demo country.
"""
