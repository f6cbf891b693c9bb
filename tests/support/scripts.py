"""Linting texts of files that make jobs, in the process of the test."""

from __future__ import annotations

from ircompile.config.settings import Config
from ircompile.linting.linter import Linter
from ircompile.manifest.load import decoded, documents, read
from ircompile.model.model import SHIPPED
from ircompile.sources.files import HOST_ENDINGS
from ircompile.syntax.document import Document

CONFIG = Config()
LINTER = Linter(CONFIG)


def findings(name: str, text: str) -> list[str]:
    """Return the findings in a text by its name, as "line:column: severity[rule] message"."""
    source = decoded(name, text.encode(), HOST_ENDINGS)
    manifests = read(source, CONFIG, SHIPPED)
    found = LINTER.lint(source, manifests) if manifests else []
    return [f"{it.line}:{it.column}: {it.severity}[{it.rule}] {it.message}" for it in found if it.severity != "info"]


def rules(name: str, text: str) -> list[str]:
    """Return the findings in a text by its name, as "severity[rule] pointer", sorted."""
    source = decoded(name, text.encode(), HOST_ENDINGS)
    found = LINTER.lint(source, read(source, CONFIG, SHIPPED))
    return sorted(f"{it.severity}[{it.rule}] {it.pointer}" for it in found)


def jobs(name: str, text: str) -> list[Document]:
    """Return a document for each job in a text, and for each part of it that can't be read."""
    return documents(decoded(name, text.encode(), HOST_ENDINGS), CONFIG, SHIPPED)
