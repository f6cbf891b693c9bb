"""The changes that correct findings: one by one, and all at once."""

from __future__ import annotations

from checkout import ROOT

from ircompile.config.settings import Config
from ircompile.editing.actions.fixes import fix_all, fixes
from ircompile.editing.settings import Settings, settings_of
from ircompile.findings.diagnostic import Edit
from ircompile.linting.fix_apply import apply_edits
from ircompile.sources.globs import Glob

SOUND = (ROOT / "examples" / "recommend-churn.yaml").read_text("utf-8")
FAULTY = SOUND.replace("JobType: Default", "JobType: default")


def all_fixed(text: str, settings: Settings | None = None) -> str | None:
    action = fix_all(text, settings or settings_of("job.yaml"))
    return None if action is None else apply_edits(text, action.edits[""])


def test_all_findings_with_safe_fixes_are_fixed_at_once() -> None:
    assert all_fixed(FAULTY) == SOUND
    assert all_fixed(f"\ufeff{FAULTY}") == SOUND


def test_nothing_is_fixed_in_a_sound_text_or_one_without_jobs_or_one_that_is_left_out() -> None:
    assert all_fixed(SOUND) is None
    assert all_fixed("a: default\n") is None
    assert all_fixed(FAULTY, Settings("job.yaml", Config(exclude=(Glob("job.yaml"),)))) is None


def test_a_fix_is_offered_only_where_its_finding_is() -> None:
    assert fixes(FAULTY, (0, 0), settings_of("job.yaml")) == []
    at = FAULTY.index("default\n")
    found = fixes(FAULTY, (at, at), settings_of("job.yaml"))
    assert [(it.title, apply_edits(FAULTY, it.edits[""])) for it in found][:1] == [("Use `Default`", SOUND)]


def test_a_byte_order_mark_is_removed_in_the_editor() -> None:
    found = fixes(f"\ufeff{SOUND}", (0, 1), settings_of("job.yaml"))
    assert [(it.title, it.edits) for it in found][:1] == [
        ("Save it without a byte order mark", {"": (Edit(0, 1, ""),)}),
    ]
