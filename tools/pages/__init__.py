"""The pages of the site that are made from the code and from the files of the repository's root."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.pages import api, commands, examples, fields, pipeline, project, schemas

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAKERS: tuple[Callable[[], dict[str, str]], ...] = (
    commands.pages,
    fields.pages,
    schemas.pages,
    api.pages,
    examples.pages,
    pipeline.pages,
    project.pages,
)


def pages() -> dict[str, str]:
    """Return the text of every made page by its name below `docs/reference`."""
    return {name: text for make in MAKERS for name, text in make().items()}


def write(folder: Path) -> None:
    """Write the pages into a folder, and remove those that are not made any more; leave what is up to date alone."""
    made = pages()
    for file in folder.rglob("*.*"):
        if file.relative_to(folder).as_posix() not in made:
            file.unlink()
    for name, text in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists() or file.read_text("utf-8") != text:
            file.write_text(text, "utf-8")
