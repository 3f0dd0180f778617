"""A portal behind walls, and one that refuses: what a crawler must recognise, bear, or leave."""
