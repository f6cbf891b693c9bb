"""Jobs in the forms in which people write them: exactly what is known of them, and what is found in them."""

from __future__ import annotations

import pytest
from known_members import CORPUS, EXPECTED, File, expected, found_in, names, share_of_shape, table, text_of, with_levels

WRITTEN = expected()


@pytest.mark.parametrize("name", names())
def test_what_is_known_and_found(name: str) -> None:
    wanted = WRITTEN.get(name, File())
    assert text_of({name: with_levels(found_in(CORPUS / name), wanted)}) == text_of({name: wanted})


def test_there_is_a_file_for_each_entry() -> None:
    assert [*WRITTEN] == names()
    assert len([it for it in CORPUS.iterdir() if it != EXPECTED]) >= 40


def test_members_that_shape_a_job_are_known() -> None:
    assert share_of_shape(WRITTEN.values(), 2) >= 0.98


def test_the_table_counts_members_up_to_each_level() -> None:
    lines = table(WRITTEN.values()).splitlines()
    assert len(lines) == 2 + len((0, 1, 2, 3, 4, 9))
    assert lines[0] == f"{sum(len(job.members) for file in WRITTEN.values() for job in file.jobs)} members"
