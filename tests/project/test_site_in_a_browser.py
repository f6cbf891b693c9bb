"""Strangers find their answers on the site: by its search, or within two clicks from the first page; in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from browser import chromium, served
from site_pages import Page

from ircompile.package import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from playwright.sync_api import Browser

FIRST = 3
"""An answer is among this many results of the search."""


class Question(NamedTuple):
    """What a stranger wants to know, what they search for, and the page and the words that answer it."""

    asked: str
    query: str
    page: str
    answer: str


QUESTIONS = [
    Question("How do I install it?", "install", "install.html", "pip install"),
    Question("What does the exit code 2 mean?", "exit code", "exit-codes.html", "could not do its work"),
    Question("How long may a job take?", "JobDurationInSeconds", "reference/fields.html", "at most 18000"),
    Question("How do I silence a finding in JSON?", "silence JSON", "ignores.html", "[[ignore]]"),
    Question("How do I run it in GitLab?", "GitLab", "ci.html", "codequality"),
    Question("Can production have another role?", "overlay", "environments.html", "RoleArn"),
    Question("How do I start the job that was compiled?", "send compiled", "deploy.html", "--cli-input-json"),
    Question("What does phase-user-jump mean?", "phase-user-jump", "rules/phase-user-jump.html", "more than 3 users"),
    Question("How do I see findings in my editor?", "editor", "editors.html", "ircompile lsp"),
    Question("How do I move a job out of a notebook?", "notebook manifest", "to-manifests.html", "ircompile convert"),
    Question("How do I check what my team has agreed on?", "policies", "own-rules.html", "ircompile rules test"),
    Question("Is it safe to lint files of strangers?", "security", "reference/security.html", "network"),
]
WIDTHS = {"wide": 1280, "phone": 390}
KINDS = [
    *("index", "start", "tour", "hosts", "how-it-works", "benchmarks", "reference/commands/lint", "reference/fields"),
    *("reference/config", "reference/api", "rules/index", "rules/phase-user-jump"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without windows."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """The address of a server for the site."""
    with served(site) as at:
        yield at


def test_a_question_is_answered_by_one_search(browser: Browser, address: str) -> None:
    page = browser.new_page()
    missed = {}
    for question in QUESTIONS:
        page.goto(f"{address}/search.html?q={question.query.replace(' ', '+')}")
        page.wait_for_function("document.querySelector('#search-results .search-summary')?.innerText.includes('found')")
        page.wait_for_selector("#search-results li > a")
        links = page.eval_on_selector_all("#search-results li > a", "all => all.map(it => it.pathname.slice(1))")
        if question.page not in list(dict.fromkeys(links))[:FIRST]:
            missed[question.asked] = links[:FIRST]
    assert not missed, missed


def test_a_question_is_answered_within_two_clicks(site: Path) -> None:
    first = site / "index.html"
    once = {target for target in _targets(first) if target.is_file()}
    twice = once | {target for page in once for target in _targets(page)}
    for question in QUESTIONS:
        assert site / question.page in twice, question.asked
        assert question.answer in Page(site / question.page).text, question.asked


def _targets(page: Path) -> set[Path]:
    """Return the pages of the site that a page links to."""
    links = (link.partition("#")[0] for link in Page(page).links if ":" not in link)
    return {(page.parent / link).resolve() for link in links if link.endswith(".html")}


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_a_page_is_as_wide_as_the_window(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    for kind in KINDS:
        page.goto(f"{address}/{kind}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, kind


def test_the_drawing_has_the_colours_of_the_theme(browser: Browser, address: str) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        page = browser.new_page(color_scheme=scheme)
        page.goto(f"{address}/how-it-works.html")
        colours.add(page.evaluate("getComputedStyle(document.querySelector('svg.pipeline text')).fill"))
        assert page.locator("svg.pipeline rect").first.is_visible()
    assert len(colours) == 2


def test_the_site_loads_nothing_from_elsewhere(browser: Browser, address: str) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/search.html?q={__version__}")
    page.goto(f"{address}/index.html")
    assert {url[: len(address)] for url in asked} == {address}
