"""The playground as its users see it."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page, expect

LOADING = 90_000
"""Milliseconds that loading Python may take on a busy machine."""
expect.set_options(timeout=30_000)
PASTE = """text => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector("#editor").shadowRoot.querySelector(".cm-content").dispatchEvent(paste);
}"""
"""Pastes a text into the editor, which has the focus."""


class PlaygroundPage:
    """The page, opened, with its first findings.

    Args:
        page: An empty page of a browser.
        address: The address of the playground.
        fragment: The part of the address after it, with its `#`.

    Attributes:
        page: The page.
        address: The address.
        requests: The addresses of all requests so far.
        complaints: What the browser printed: errors, warnings, and violations of the page's policy.
        requests_at_load: How many requests there were before the first findings.
    """

    def __init__(self, page: Page, address: str, fragment: str = "") -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._dismiss)
        page.goto(address + fragment)
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false", timeout=LOADING)
        self.requests_at_load = len(self.requests)

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(dialog.message)
        dialog.dismiss()

    @property
    def text(self) -> str:
        """The text in the editor."""
        return "\n".join(self.page.locator(".cm-line").all_text_contents())

    @property
    def status(self) -> str:
        """The line that says what was found."""
        return self.page.inner_text("#status")

    def write(self, text: str) -> None:
        """Replace the text in the editor, and wait until it was checked."""
        self.page.locator(".cm-content").focus()
        self.page.keyboard.press("Escape")
        self.page.keyboard.press("Control+a")
        self.page.evaluate(PASTE, text)
        expect(self.page.locator(".cm-line").first).to_have_text(text.partition("\n")[0])
        self.wait()

    def wait(self) -> None:
        """Wait until what is in the editor was checked."""
        expect(self.page.locator("#results")).to_have_attribute("aria-busy", "false")

    def findings(self) -> list[tuple[str, str]]:
        """Return the severity and the message of each finding in the list."""
        rows = self.page.locator("#panel-findings .go")
        severities = rows.locator(".level").all_inner_texts()
        return list(zip(severities, rows.locator(".message").all_inner_texts(), strict=True))
