"""What silences findings: comments, entries of the configuration, and the baseline."""
