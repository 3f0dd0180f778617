"""What stands in sentences: sections, their parts, and figures that are told in words."""
