"""Reports: diagnostics to text, one module a format."""
