"""The rows of the page, in its order: each is a module whose `measure` yields its lines and tables."""

ROWS = (
    "start",
    "many",
    "native",
    "unusual",
    "faulty",
    "hosts",
    "in_environments",
    "shorthand",
    "shape",
    "book",
    "stages",
    "pythons",
    "memory",
    "editing",
    "serving",
    "keys",
    "processes",
    "growth",
    "repository",
)
