"""Jobs in Python programs, whose values are worked out from the syntax tree without running anything."""
