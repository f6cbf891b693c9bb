"""Reports: diagnostics to text, one module a format."""

FORMATS = {
    "full": "full",
    "concise": "concise",
    "grouped": "grouped",
    "json": "json_report",
    "json-lines": "json_lines",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "checkstyle": "checkstyle",
    "rdjson": "rdjson",
    "markdown": "markdown",
}
"""The formats, and the modules that write them."""
FOR_PEOPLE = ("full", "concise", "grouped")
"""Those that anything else may stand beside."""
