"""The playground for those who use a keyboard, a screen reader or a phone."""

from __future__ import annotations

from pathlib import Path

from playground_page import PlaygroundPage
from playwright.sync_api import expect

AS_SHOWN = [
    *(("load-test-phases.yaml", tab) for tab in ("json", "command", "plan", "shorthand")),
    *(("broken/load-test.yaml", tab) for tab in ("json", "findings")),
]
"""Examples, and tabs that show something of them."""


def focused(page: PlaygroundPage) -> str:
    """Return the id, or else the class, of the element with the focus."""
    found: str = page.page.evaluate("() => document.activeElement.id || document.activeElement.className")
    return found


def test_everything_is_reached_by_keyboard(page: PlaygroundPage) -> None:
    press = page.page.keyboard.press
    page.page.locator("h1 a").focus()
    seen = []
    for _ in range(7):
        press("Tab")
        seen.append(focused(page))
    assert seen == ["examples", "language", "share", "editor", "tab-findings", "panel-findings", ""]
    page.page.locator("#tab-findings").focus()
    for key, tab in [
        ("ArrowRight", "json"),
        ("End", "shorthand"),
        ("ArrowRight", "findings"),
        ("ArrowLeft", "shorthand"),
        ("Home", "findings"),
    ]:
        press(key)
        assert focused(page) == f"tab-{tab}"
        assert page.page.locator(f"#panel-{tab}").is_visible()
        assert page.page.locator("[role=tabpanel]:visible").count() == 1
    rows = page.page.locator("#panel-findings .go")
    rows.first.focus()
    press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    press("Enter")  # the editor, at the finding
    assert focused(page) == "editor"
    assert (
        page.page.evaluate(
            "() => document.querySelector('#editor').shadowRoot.getSelection?.().toString() ?? 'ADVANCED'"
        )
        == "ADVANCED"
    )


def test_what_was_found_is_announced(page: PlaygroundPage) -> None:
    status = page.page.locator("#status")
    assert status.get_attribute("role") == "status"
    page.write("JobName: x")
    expect(status).to_have_text("4 errors.")


def test_axe_finds_nothing(page: PlaygroundPage, playground: Path) -> None:
    script = (playground.with_name("playground-work") / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    page.page.evaluate(script)
    for scheme in ("light", "dark"):
        page.page.emulate_media(color_scheme=scheme)
        for example, tab in AS_SHOWN:
            page.page.select_option("#examples", example)
            page.wait()
            page.page.click(f"#tab-{tab}")
            found = page.page.evaluate("async () => (await axe.run()).violations")
            assert [(it["id"], it["impact"], it["nodes"][0]["html"]) for it in found] == [], (scheme, tab)


def test_a_phone_shows_all_of_its_width(page: PlaygroundPage) -> None:
    page.page.set_viewport_size({"width": 360, "height": 740})
    for example, tab in AS_SHOWN:
        page.page.select_option("#examples", example)
        page.wait()
        page.page.click(f"#tab-{tab}")
        assert page.page.evaluate("() => document.documentElement.scrollWidth") == 360, tab
    page.page.set_viewport_size({"width": 1280, "height": 800})
