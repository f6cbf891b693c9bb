"""New manifests, configurations and repositories to begin with."""
