"""The playground in a browser: findings, edits, fixes, links, and what the page asks of servers."""

from __future__ import annotations

import json
import secrets
from urllib.parse import urlsplit

import pytest
from checkout import ROOT
from playground_page import PASTE, PlaygroundPage
from playwright.sync_api import expect

import ircompile
from tools.pages.playground import fragment

BROKEN = (ROOT / "examples" / "broken" / "load-test.yaml").read_text("utf-8")
GOOD = """JobName: churn
JobType: Default
RoleArn: arn:aws:iam::123456789012:role/recommender
InputConfig:
  ModelPackageVersionArn: arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3
"""


HOSTILE = """JobName: "<img src=x onerror=alert(1)>"
JobType: "<script>alert(2)</script>"
RoleArn: "javascript:alert(3)"
InputConfig: {"</pre><svg onload=alert(4)>": 1, ModelName: "{{alert(5)}}"}
Tags: [{Key: 'a" onfocus=alert(6) autofocus x="', Value: "&lt;b&gt;<b>"}]
"""


def findings(text: str) -> list[tuple[str, str]]:
    """Return what `ircompile.lint` finds."""
    return [(str(it.severity), it.message.replace("`", "")) for it in ircompile.lint(text, "job.yaml")]


def assert_harmless(page: PlaygroundPage) -> None:
    """Check that a text made no elements, ran no scripts and asked for nothing."""
    assert page.page.locator("img[src=x], b, svg, [onerror], [onfocus], script:not([src])").count() == 0
    assert not page.complaints
    assert {urlsplit(it).netloc for it in page.requests} == {urlsplit(page.address).netloc}


def test_findings_are_there_before_anything_is_typed(loaded: PlaygroundPage) -> None:
    assert loaded.text == BROKEN
    assert loaded.findings() == findings(BROKEN)
    assert loaded.status == "8 errors, 3 warnings, 1 info."
    assert loaded.page.locator(".cm-lintRange").count() > 8


def test_an_edit_changes_the_findings_and_the_outputs(page: PlaygroundPage) -> None:
    page.write(GOOD)
    assert page.findings() == findings(GOOD)
    page.page.click("#tab-json")
    assert json.loads(page.page.inner_text("#panel-json pre")) == ircompile.compile(GOOD, "job.yaml")[0]
    page.page.click("#tab-command")
    assert page.page.inner_text("#panel-command pre").startswith("aws sagemaker create-inference-recommendations-job")
    page.page.click("#tab-plan")
    assert "Default job: recommendations" in page.page.inner_text("#panel-plan")
    page.write(GOOD.replace("Default", "Defalt"))
    page.page.click("#tab-findings")
    assert page.findings() == findings(GOOD.replace("Default", "Defalt"))
    assert page.page.inner_text("#panel-json").startswith("1 error")


def test_a_fix_is_applied(page: PlaygroundPage) -> None:
    page.write(GOOD.replace("Default", "DEFAULT"))
    page.page.get_by_role("button", name="Fix: use `Default`").click()
    page.wait()
    assert page.text == GOOD
    page.write(BROKEN)
    page.page.wait_for_timeout(600)  # edits within half a second are undone together
    page.page.get_by_role("button", name="Fix all").click()
    expect(page.page.locator("#status")).to_have_text("6 errors, 3 warnings, 3 info.")
    assert "JobType: Advanced" in page.text
    page.page.locator(".cm-content").focus()
    page.page.keyboard.press("Control+z")
    page.wait()
    assert page.text == BROKEN
    for tab in ("json", "command"):
        page.page.click(f"#tab-{tab}")
        expect(page.page.locator(f"#panel-{tab}")).to_have_text("8 errors: what has errors is not compiled.")


def test_an_example_is_shown(page: PlaygroundPage) -> None:
    page.page.select_option("#examples", "broken/start-job.sh")
    page.wait()
    report = (ROOT / "examples" / "broken" / "start-job.report").read_text("utf-8").replace("`", "")
    found = [it for it in page.findings() if it[0] == "error"]
    assert len(found) == report.count("error[") == 4
    assert all(f"]: {message}\n" in report for _, message in found)
    names = page.page.locator("#examples option").all_inner_texts()
    wanted = {str(it.relative_to(ROOT / "examples")) for it in (ROOT / "examples").rglob("*.*")}
    assert set(names) == {
        name for name in wanted if name.endswith((".yaml", ".json", ".sh")) and "policies" not in name
    }


def test_shorthand_becomes_json_and_json_shorthand(page: PlaygroundPage) -> None:
    page.page.click("#tab-shorthand")
    shorthand, written = page.page.locator("#shorthand"), page.page.locator("#shorthand-json")
    page.page.select_option("#option", "stopping-conditions")
    shorthand.fill("MaxInvocations=12")
    expect(written).to_have_value('{\n  "MaxInvocations": 12\n}')
    written.fill('{"MaxInvocations": 13, "FlatInvocations": "Stop"}')
    expect(shorthand).to_have_value("MaxInvocations=13,FlatInvocations=Stop")
    shorthand.fill("MaxInvocations=<b>")
    expect(page.page.locator("#shorthand-problems li")).to_contain_text(
        "1:16 error: `MaxInvocations` must be an integer"
    )
    page.page.select_option("#option", "tags")
    shorthand.fill("Key=a,Value=b\nKey=c,Value=d")
    expect(written).to_have_value(json.dumps([{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "d"}], indent=2))


def test_what_is_known_of_a_member_is_shown_under_the_pointer(page: PlaygroundPage) -> None:
    page.write(BROKEN)
    page.page.locator(".cm-line span", has_text="JobDurationInSeconds").first.hover()
    about = page.page.locator(".cm-tooltip-hover .about")
    expect(about).to_contain_text("InputConfig.JobDurationInSeconds")
    assert about.locator("a").first.get_attribute("rel") == "noopener noreferrer"
    page.page.mouse.move(0, 0)


def test_what_can_be_written_is_offered(page: PlaygroundPage) -> None:
    page.write("JobName: churn\nJobType: Advanced\nInputConfig:\n  ")
    page.page.keyboard.press("Control+End")
    page.page.keyboard.type("TrafficP")
    offered = page.page.locator(".cm-tooltip-autocomplete li", has_text="TrafficPattern")
    expect(offered).to_be_visible()
    offered.click()
    expect(page.page.locator(".cm-line", has_text="TrafficType")).to_be_visible()
    assert "\nInputConfig:\n  TrafficPattern:\n    TrafficType: " in page.text


def test_a_link_holds_the_text(page: PlaygroundPage) -> None:
    text = f"# é 😀\n{GOOD}"
    page.write(text)
    page.page.click("#share")
    expect(page.page.locator("#status")).to_contain_text("no server keeps it")
    address = page.page.url
    page.write("JobName: other")
    page.page.evaluate("() => { location.hash = ''; }")
    page.page.goto(address)
    expect(page.page.locator(".cm-line").first).to_have_text("# é 😀")
    page.wait()
    assert page.text == text


def test_a_text_that_is_too_long_for_a_link_is_said_to_be(page: PlaygroundPage) -> None:
    page.write(GOOD)
    page.page.evaluate(PASTE, "".join(f"# {secrets.token_hex(50)}\n" for _ in range(800)))
    page.page.click("#share")
    expect(page.page.locator("#status.broken")).to_contain_text("characters; 32,000 are the most.")


def test_a_link_from_a_page_about_a_rule_shows_its_text_at_load(loaded: PlaygroundPage) -> None:
    context = loaded.page.context
    opened = PlaygroundPage(context.new_page(), loaded.address, fragment(HOSTILE, "yaml"))
    assert opened.text == HOSTILE
    assert opened.findings() == findings(HOSTILE)
    assert_harmless(opened)
    opened.page.close()


def test_a_hostile_manifest_stays_text(page: PlaygroundPage) -> None:
    page.write(HOSTILE)
    assert page.findings() == findings(HOSTILE)
    for tab in ("json", "command", "plan", "findings"):
        page.page.click(f"#tab-{tab}")
        assert_harmless(page)
    sent = GOOD.replace("churn\n", "churn\nTags: [{Key: k, Value: <img src=x onerror=alert(1)>}]\n", 1)
    page.write(sent)
    for tab in ("json", "command", "plan"):
        page.page.click(f"#tab-{tab}")
        assert_harmless(page)


@pytest.mark.parametrize(
    ("damaged", "why"),
    [
        ("#yaml=%%%", "can't be read: it is damaged."),
        ("#yaml=AAAA", "can't be read: it is damaged."),
        (f"#yaml={'A' * 20_000}", "can't be read: it is damaged."),
        (fragment("a" * 2**21), "it holds more than 1 MiB of text"),
        (fragment("a" * 2**24), "it holds more than 1 MiB of text"),
        (f"#yaml={'A' * 32_001}", "it has more than 32,000 characters"),
    ],
    ids=["no Base64", "not deflated", "long and not deflated", "too much text", "a bomb", "too long"],
)
def test_a_damaged_link_changes_nothing(page: PlaygroundPage, damaged: str, why: str) -> None:
    page.write(GOOD)
    page.page.evaluate(f"() => {{ location.hash = {json.dumps(damaged)}; }}")
    expect(page.page.locator("#status.broken")).to_contain_text(why)
    assert page.text == GOOD
    assert not page.complaints


def test_a_page_that_can_not_be_loaded_says_so(loaded: PlaygroundPage) -> None:
    context = loaded.page.context
    page = context.new_page()
    context.route("**/pyodide.asm.wasm", lambda route: route.abort())
    page.goto(loaded.address)
    expect(page.locator("#status.broken")).to_contain_text("Python can't be loaded")
    expect(page.locator("#panel-findings")).to_contain_text("asm.wasm")
    context.unroute_all()
    page.close()


def test_a_text_that_takes_too_long_is_given_up(loaded: PlaygroundPage) -> None:
    opened = PlaygroundPage(loaded.page.context.new_page(), loaded.address)
    opened.page.evaluate(
        "() => { const wait = setTimeout; setTimeout = (act, time) => wait(act, time == 20_000 ? 0 : time); }"
    )
    opened.write(GOOD)
    expect(opened.page.locator("#status.broken")).to_contain_text("it takes more than 20 seconds, so this was stopped")
    assert opened.text == GOOD
    opened.page.close()


def test_the_policy_of_the_page_allows_its_own_site_only(loaded: PlaygroundPage) -> None:
    page = PlaygroundPage(loaded.page.context.new_page(), loaded.address)
    elsewhere = loaded.address.replace("127.0.0.1", "localhost")
    assert elsewhere != loaded.address
    asked = page.page.evaluate("address => fetch(address).then(() => 'allowed', error => String(error))", elsewhere)
    assert "Failed to fetch" in asked
    page.page.evaluate(
        """address => new Promise(ended => {
            const script = document.createElement("script");
            script.src = address + "worker.js";
            script.onerror = script.onload = ended;
            document.head.append(script);
            const inline = document.createElement("script");
            inline.textContent = "window.isRun = true";
            document.head.append(inline);
        })""",
        elsewhere,
    )
    assert page.page.evaluate("() => window.isRun") is None
    refused = [it for it in page.complaints if "Content Security Policy" in it]
    assert [any(part in it for it in refused) for part in ("connect-src", "worker.js", "inline")] == [True] * 3
    page.page.close()


def test_nothing_leaves_the_page(page: PlaygroundPage) -> None:
    """Whatever is typed, fixed, completed, hovered, shown and shared."""
    page.write(BROKEN)
    page.page.get_by_role("button", name="Fix all").click()
    page.wait()
    page.page.locator(".cm-line span", has_text="JobDurationInSeconds").first.hover()
    expect(page.page.locator(".cm-tooltip-hover .about")).to_be_visible()
    page.page.mouse.move(0, 0)
    for tab in ("json", "command", "plan", "shorthand"):
        page.page.click(f"#tab-{tab}")
    page.page.select_option("#option", "stopping-conditions")
    page.page.locator("#shorthand").fill("MaxInvocations=14")
    expect(page.page.locator("#shorthand-json")).to_have_value('{\n  "MaxInvocations": 14\n}')
    page.page.click("#share")
    expect(page.page.locator("#status")).to_contain_text("no server keeps it")
    assert {urlsplit(it).netloc for it in page.requests} == {urlsplit(page.address).netloc}
    assert len(page.requests) == page.requests_at_load
    assert not page.complaints
