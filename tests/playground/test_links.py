"""The pages about rules link to the playground, which finds what they say."""

from __future__ import annotations

import answers
import manifests

from ircompile.model.model import SHIPPED
from ircompile.reporting.rule_page import rule_page
from ircompile.rulebook.book import shipped_rules
from tools.pages.playground import LANGUAGES, fragment, is_shown, with_links


def test_an_example_with_a_link_has_its_findings_in_the_playground() -> None:
    count = 0
    for rule in shipped_rules(SHIPPED).values():
        shown = [bad for bad in rule.body.bad if is_shown(rule, bad)]
        count += len(shown)
        for bad in shown:
            found = answers.check(bad.text, LANGUAGES[bad.kind].replace("text", ""))["findings"]
            mine = [f"{it['line']}:{it['column']} {it['message']}" for it in found if it["rule"] == rule.id]
            assert [it.replace("job.yaml", "example") for it in mine] == list(bad.finds), (rule.id, bad.name)
        page = with_links(rule_page(rule), rule)
        assert page.count("Open it in the playground") == len(shown)
        assert all(f'playground/index.html{fragment(bad.text, LANGUAGES[bad.kind])}"' in page for bad in shown)
    assert count > 280


def test_a_file_of_a_thousand_lines_fits_into_a_link() -> None:
    """With names and numbers that are all different, as in no file that anybody writes."""
    jobs = [manifests.block(manifests.job(number)) for number in range(40)]
    text = "---\n".join(jobs)
    assert text.count("\n") > 1000
    assert 0 < len(fragment(text)) < 20_000
