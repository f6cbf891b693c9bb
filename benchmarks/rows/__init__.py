"""The rows of the table, in its order: each is a module whose `measure` yields its lines."""

ROWS = (
    "start",
    "hosts",
    "editing",
    "serving",
    "many",
    "in_environments",
    "unusual",
    "faulty",
    "shorthand",
    "shape",
    "book",
    "memory",
    "growth",
    "processes",
)
