"""Tables → figures: which form and row, which value in which column, and what a cell says."""
