"""The site is built without a warning, and every link and every address that reports print leads to one of its pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from checkout import ROOT
from maintainer_tools import tool
from site_pages import Page

import ircompile
from ircompile.cli.exit import COMMANDS
from ircompile.cli.parser import build_parser
from ircompile.model.model import SHIPPED
from ircompile.model.pages import field_url
from ircompile.package import RULE_PAGES, SITE
from ircompile.reporting.report import rule_url
from ircompile.rulebook.book import shipped_rules
from tools.pages import pages, pipeline


@pytest.fixture(scope="session")
def html(site: Path) -> dict[Path, Page]:
    """The pages of the site by their files."""
    return {file: Page(file) for file in site.rglob("*.html")}


def test_every_link_and_anchor_has_a_target(site: Path, html: dict[Path, Page]) -> None:
    broken = []
    for file, page in html.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or parts.path.endswith("playground/index.html"):  # built by another tool
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            anchors = html[target].anchors if target in html else set()
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append(f"{file.relative_to(site)}: {link}")
    assert not broken
    assert sum(len(page.links) for page in html.values()) > 5_000


def test_the_addresses_that_reports_print_are_pages(site: Path) -> None:
    assert RULE_PAGES.startswith(SITE)
    for rule in shipped_rules(SHIPPED):
        assert (site / f"{rule_url(rule).removeprefix(SITE)}.html").is_file()
    for name in ("request", "manifest"):
        schema = json.loads((site / "schemas" / f"{name}.json").read_text("utf-8"))
        assert (site / schema["$id"].removeprefix(SITE)).is_file()


def test_the_page_on_pypi_links_to_pages_of_the_site(site: Path) -> None:
    text = tool("package_page").linked((ROOT / "README.md").read_text("utf-8"), SITE)
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert len(links) > 20
    for link in links:
        assert link.startswith(SITE)
        assert (site / link.removeprefix(SITE).partition("#")[0]).is_file(), link


def test_the_page_about_each_command_has_all_its_options(html: dict[Path, Page], site: Path) -> None:
    _, parsers = build_parser(tuple(COMMANDS))
    for name, parser in parsers.items():
        anchors = html[site / "reference" / "commands" / f"{name}.html"].anchors
        options = {option for action in parser._actions for option in action.option_strings}
        assert {f"cmdoption-ircompile-{name}-{option.lstrip('-')}" for option in options} <= anchors, name


def test_every_field_has_its_place(html: dict[Path, Page], site: Path) -> None:
    addresses = {field_url(shape.path) for shape in SHIPPED.request.walk() if shape.path}
    assert len(addresses) > 60
    assert addresses <= {f"{SITE}reference/fields.html#{it}" for it in html[site / "reference" / "fields.html"].anchors}


def test_everything_that_is_exported_is_described(html: dict[Path, Page], site: Path) -> None:
    exported = {f"ircompile.{name}" for name in ircompile.__all__ if name != "__version__"}
    assert exported <= html[site / "reference" / "api.html"].anchors


def test_the_drawing_has_the_folders_of_the_pipeline() -> None:
    folders = {file.name for file in (ROOT / "ircompile").iterdir() if file.is_dir() and not file.name.startswith("_")}
    assert set(pipeline.stages()) <= folders
    assert {"sources", "planning"} <= set(pipeline.stages())
    drawn = ET.fromstring(pipeline.drawing())  # noqa: S314  our own drawing
    arcs = {title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")}
    assert {"linting imports rulebook", "hosts imports syntax"} <= arcs
    for importer, imported in pipeline.imports():
        assert f"{imported} imports {importer}" not in arcs


def test_made_pages_are_not_in_the_repository() -> None:
    assert "docs/reference/" in (ROOT / ".gitignore").read_text("utf-8").split()
    assert {"commands.md", "fields.md", "config.md", "report.md", "api.md", "changelog.md"} <= set(pages())
