"""The playground, built once for all tests, and the page in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, served
from maintainer_tools import tool
from playground_page import PlaygroundPage
from shared_folder import shared_folder
from shells import why_missing


@pytest.fixture(scope="session")
def playground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site that has only the playground."""
    for program in ("npm", "chromium"):
        if why := why_missing(program):
            pytest.skip(why)

    def make(folder: Path) -> None:
        tool("build_playground").build(folder / "playground", folder.with_name("playground-work"))

    return shared_folder("playground-site", make, tmp_path_factory)


@pytest.fixture(scope="module")
def loaded(playground: Path) -> Iterator[PlaygroundPage]:
    """The page as it is loaded, with its first findings."""
    with served(playground) as address, chromium() as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        yield PlaygroundPage(context.new_page(), f"{address}/playground/")


@pytest.fixture
def page(loaded: PlaygroundPage) -> PlaygroundPage:
    """The page, in which other tests may have typed."""
    loaded.page.click("#tab-findings")
    loaded.page.select_option("#language", "")
    return loaded
