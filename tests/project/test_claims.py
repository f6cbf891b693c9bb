"""The page about promises: each is on its page, each of its tests exists, and no promise of SECURITY is left out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from checkout import ROOT

PAGE = ROOT / "docs" / "claims.md"
SECTION = re.compile(r"^## \[[^\]]+\]\((\S+)\)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (?!promise \|)(.+?) \| (.+) \|$", re.MULTILINE)
MADE = re.compile(r"^\| \[[^\]]+\]\((\S+)\) \| .+ \| (.+) \|$", re.MULTILINE)
PROOF = re.compile(r"`((?:tests|rules|\.github)/[^`]+)`")


class Claim(NamedTuple):
    """A row of the page.

    Attributes:
        page: The page that makes the promise.
        words: The promise in the page's own words; " … " stands for others.
        proofs: Tests, modules, folders and files, as paths from the root of the repository.
    """

    page: Path
    words: str
    proofs: list[str]


CLAIMS = [
    Claim((PAGE.parent / page).resolve(), words.replace("\\|", "|").replace("**", ""), PROOF.findall(proofs))
    for page, rows in SECTION.findall(PAGE.read_text("utf-8"))
    for words, proofs in ROW.findall(rows)
]


@cache
def plain(page: Path) -> str:
    """Return the text of a page without links and bold type."""
    return re.sub(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^)]*\)", r"\1", page.read_text("utf-8").replace("**", ""))


@cache
def functions_of(module: Path) -> set[str]:
    """Return the names of the functions of a test module and of those in its classes, as pytest writes them."""
    found = set()
    for node in ast.parse(module.read_text("utf-8")).body:
        within = f"{node.name}::" if isinstance(node, ast.ClassDef) else ""
        for it in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef):
                found.add(within + it.name)
    return found


@pytest.mark.parametrize("page", sorted({it.page for it in CLAIMS}), ids=lambda page: page.name)
def test_each_promise_is_on_its_page(page: Path) -> None:
    text = plain(page)
    for it in CLAIMS:
        if it.page == page:
            assert re.search(".*?".join(map(re.escape, it.words.split(" … "))), text, re.DOTALL), it.words


def test_all_proofs_exist() -> None:
    made = [(page, PROOF.findall(proofs)) for page, proofs in MADE.findall(PAGE.read_text("utf-8"))]
    for words, proofs in (*((it.words, it.proofs) for it in CLAIMS), *made):
        assert proofs, words
        for proof in proofs:
            file, _, name = proof.partition("::")
            assert (ROOT / file).exists(), proof
            assert not name or name in functions_of(ROOT / file), proof


def test_every_page_has_rows() -> None:
    """The first page links to every page of the documentation, which a test of its own ensures."""
    linked = set(re.findall(r"\]\(([^)#:]+\.md)\)", (ROOT / "docs" / "index.md").read_text("utf-8")))
    written = {f"docs/{page}" for page in linked if "/" not in page} | {"docs/index.md"}
    written |= {"README.md", "SECURITY.md", "CONTRIBUTING.md"}
    assert {it.page.relative_to(ROOT).as_posix() for it in CLAIMS} == written - {"docs/claims.md"}
    assert {page for page, _ in MADE.findall(PAGE.read_text("utf-8"))} == {page for page in linked if "/" in page}


def quoted(page: Path) -> list[str]:
    """Return what is quoted of a page."""
    return [part for it in CLAIMS if it.page == page for part in it.words.split(" … ")]


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences in the lists of a text in Markdown."""
    for line in re.findall(r"^- (.*)$", text, re.MULTILINE):
        yield from re.split(r"(?<=[.])\)?\s+\(?(?=[A-Z`])", line)


@pytest.mark.parametrize("heading", ["What is promised", "How it is tested"])
def test_each_sentence_of_security_has_a_row(heading: str) -> None:
    (text,) = re.findall(rf"^## {heading}\n(.*?)(?=^## )", plain(ROOT / "SECURITY.md"), re.MULTILINE | re.DOTALL)
    promised = quoted(ROOT / "SECURITY.md")
    assert [it for it in sentences(text) if it and not any(part in it or it in part for part in promised)] == []


def test_each_paragraph_of_the_readme_has_a_row() -> None:
    """But those that end in a colon: what they introduce is run."""
    text = re.sub(r"^```.*?^```$", "", plain(ROOT / "README.md"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"^(?:[#|]|<!--|A terminal: ).*$", "", text, flags=re.MULTILINE)
    paragraphs = [it.strip() for it in re.split(r"\n\s*\n", text) if it.strip()]
    promised = quoted(ROOT / "README.md")
    assert [it for it in paragraphs if not it.endswith(":") and not any(part in it for part in promised)] == []
