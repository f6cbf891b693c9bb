"""The least that a linter of plain manifests does: read the files of a folder, and check the shapes and the rules.

It has no options, configurations, comments, names across files or reports, and expects no finding.
"""

from __future__ import annotations

import os
import sys

from ircompile.package import module
from ircompile.syntax.yaml.plain import plain_yaml


def main(folder: str) -> None:
    """Check the manifests of a folder."""
    violations, hits = module("checker").violations, module("screen").hits
    for entry in os.scandir(folder):
        with open(entry.path, "rb", buffering=0) as file:
            plain = plain_yaml(file.read().decode())
        if plain is None or violations(plain.values[0]) or hits(plain.values[0], ""):
            raise ValueError(entry.path)
        plain.new_lines.remember()


if __name__ == "__main__":
    main(sys.argv[1])
    os._exit(0)
