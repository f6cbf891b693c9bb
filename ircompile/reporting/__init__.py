"""Reports: turn diagnostics into text; each format is a module with `lines(report)`."""

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
"""The formats, with the modules that write them."""
FOR_PEOPLE = ("full", "concise", "grouped")
"""The formats that may share a stream with other messages."""
STATISTICS = {"full": "statistics", "concise": "statistics", "grouped": "statistics", "json": "statistics_json"}
"""The formats in which `--statistics` counts findings, with the modules that write the counts."""
