"""Jobs in files of other kinds, such as Python programs: their values and spans, read without running anything."""
