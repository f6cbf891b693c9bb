"""Random manifests that know, for each of their characters, what was being written: the judge of what editors offer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from typing import Any

from ircompile.model.model import SHIPPED
from ircompile.model.shapes import Shape

Path = tuple[Any, ...]
STYLES = ("block", "flow", "json", "compact")
WORDS = {
    "InputConfig.ModelPackageVersionArn": "arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3",
    "RoleArn": "arn:aws:iam::123456789012:role/recommender",
    "InputConfig.ContainerConfig.FrameworkVersion": "1.7",
    "InputConfig.ContainerConfig.DataInputConfig": '{"input": [1, 3, 224]}',
    "InputConfig.ContainerConfig.PayloadConfig.SamplePayloadUrl": "s3://bucket/payload.tar.gz",
    "JobDescription": "it's a test: not one of ours, [really] {not} # at all",
}


@dataclass
class Typed:
    """A text, and for each character the paths that are right if the text is cut off after it, and what is written."""

    text: str = ""
    paths: list[set[Path]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    words: list[tuple[int, int, str, Path]] = field(default_factory=list)

    def put(self, text: str, kind: str, *paths: Path) -> None:
        self.text += text
        self.paths += [set(paths)] * len(text)
        self.kinds += [kind] * len(text)

    def word(self, text: str, kind: str, path: Path) -> None:
        quotes = text[:1] in "\"'"
        self.words.append((len(self.text) + quotes, len(self.text) + len(text) - quotes, kind, path))
        self.put(text, kind, path)


def request(random: Random, shape: Shape = SHIPPED.request, *, everything: bool = False) -> Any:
    """Return a random value of a shape."""
    if shape.kind == "structure":
        names = [name for name in shape.members if name in shape.needed or everything or random.random() < 0.6]
        return {name: request(random, shape.members[name]) for name in names or [*shape.members][:1]}
    if shape.kind == "list":
        assert shape.element
        return [request(random, shape.element) for _ in range(random.randint(1, 3))]
    values = [value for fact in shape.facts for value in fact.values]
    if shape.kind == "integer":
        return random.randint(1, 5000)
    return random.choice(values) if values else WORDS.get(shape.path, random.choice(["churn", "a-b", "x 1", "ml.c5"]))


class Writer:
    """Writes a value in a style, with choices of its own."""

    def __init__(self, random: Random, style: str) -> None:
        self.random = random
        self.style = style
        self.out = Typed()
        self.step = random.choice((2, 2, 4))
        self.dashes_are_indented = random.random() < 0.7
        self.end = random.choice(("\n", "\n", "\r\n"))
        self.columns: list[tuple[int, Path, bool]] = []  # of the mappings and lists around what is written

    def write(self, value: Any) -> Typed:
        if self.style == "block":
            self.block(value, (), 0)
        else:
            self.flow(value, (), 0)
        self.out.put("" if self.style == "compact" else self.end, "end", ())
        return self.out

    # --- blocks

    def new_line(self, column: int, pending: tuple[int, Path] | None = None) -> None:
        if self.random.random() < 0.08:
            self.out.put(self.random.choice((" ", "   ")), "end")
            self.out.put(self.random.choice(("# why: [this]", "#{")), "comment")
        self.out.put(self.end[:-1], "end")
        for number in range(-1, column):
            if self.random.random() < 0.05 and number < 0:
                self.out.put("\n", "indent", *self.at_column(0, pending))
            self.out.put("\n" if number < 0 else " ", "indent", *self.at_column(number + 1, pending))

    def at_column(self, column: int, pending: tuple[int, Path] | None) -> set[Path]:
        if pending and column > pending[0]:
            return {pending[1]}
        around = [(at, path, is_list) for at, path, is_list in self.columns if at <= column]
        if not around:
            return {()}
        found = {around[-1][1]}
        if len(around) > 1 and around[-1][0] == around[-2][0]:
            found.add(around[-2][1])
        if pending and column == pending[0]:
            found.add((*pending[1], 0))
        return found

    def block(self, value: Any, path: Path, column: int) -> None:
        if isinstance(value, dict):
            self.columns.append((column, path, False))
            for number, (key, item) in enumerate(value.items()):
                if number:
                    self.new_line(column)
                self.member(key, item, path, column)
        else:
            self.columns.append((column, (*path, 0), True))
            for number, item in enumerate(value):
                if number:
                    self.columns[-1] = (column, (*path, number), True)
                    self.new_line(column)
                self.columns[-1] = (column, (*path, number + 1), True)
                self.out.put("-", "dash", (*path, number))
                blanks = self.random.choice((1, 1, 1, 3))
                self.out.put(" " * blanks, "blank", (*path, number))
                self.value(item, (*path, number), column, column + 1 + blanks)
        self.columns.pop()

    def member(self, key: str, item: Any, path: Path, column: int) -> None:
        key_text = self.random.choice((key, key, key, f'"{key}"', f"'{key}'"))
        self.out.word(key_text, "key", path)
        self.out.paths[-1] = {path, (*path, key)}
        self.out.put(":", "colon", (*path, key))
        self.value(item, (*path, key), column, None)

    def value(self, item: Any, path: Path, column: int, inline: int | None) -> None:
        """Write a value after a key, or after a dash if it may begin at a column in the same line."""
        if inline is None and self.random.random() < 0.05:
            self.out.put(" &anchor" + str(len(self.out.text)), "anchor", path)
        if isinstance(item, dict | list) and item and self.random.random() < 0.8:
            deeper = column + self.step
            if isinstance(item, list) and not self.dashes_are_indented and inline is None:
                deeper = column
            if inline is None:
                self.new_line(deeper, (column, path))
            self.block(item, path, deeper if inline is None else inline)
            return
        if inline is None:
            self.out.put(" ", "blank", path)
        if isinstance(item, dict | list):
            self.flow(item, path, column)
        elif isinstance(item, str) and self.random.random() < 0.05 and inline is None:
            self.out.put("|-", "text", path)
            self.new_line(column + self.step, (column, path))
            self.out.put(item, "text", path)
        else:
            self.out.word(self.scalar(item), "value", path)

    def scalar(self, item: Any) -> str:
        if not isinstance(item, str):
            return json.dumps(item)
        if self.style in ("json", "compact"):
            return json.dumps(item)
        plain = all(char.isalnum() or char in "-/_." for char in item) and not item[0].isdigit()
        single = "'" + item.replace("'", "''") + "'"
        return self.random.choice(([item] * 4 if plain else []) + [json.dumps(item), single])

    # --- brackets

    def gap(self, depth: int, *paths: Path) -> None:
        if self.style == "json" or (self.style == "flow" and self.random.random() < 0.3):
            self.out.put(self.end + " " * max(self.step * depth, 1), "blank", *paths)
        elif self.style in ("flow", "block") and self.random.random() < 0.8:
            self.out.put(" ", "blank", *paths)

    def flow(self, value: Any, path: Path, depth: int) -> None:
        if isinstance(value, dict):
            self.out.put("{", "bracket", path)
            for number, (key, item) in enumerate(value.items()):
                if number:
                    self.out.put(",", "comma", path)
                self.gap(depth + 1, path)
                is_json = self.style in ("json", "compact")
                self.out.word(json.dumps(key) if is_json or self.random.random() < 0.3 else key, "key", path)
                self.out.paths[-1] = {path, (*path, key)}
                self.out.put(":" if self.style == "compact" else ": ", "colon", (*path, key))
                self.item(item, (*path, key), depth)
            self.gap(depth, path, (*path, key))
            self.out.put("}", "bracket", path)
        else:
            self.out.put("[", "bracket", (*path, 0), path)
            for number, item in enumerate(value):
                if number:
                    self.out.put(",", "comma", (*path, number))
                self.gap(depth + 1, (*path, number))
                self.item(item, (*path, number), depth)
            self.gap(depth, (*path, len(value) - 1), (*path, len(value)))
            self.out.put("]", "bracket", path)

    def item(self, item: Any, path: Path, depth: int) -> None:
        if isinstance(item, dict | list):
            self.flow(item, path, depth + 1)
        else:
            self.out.word(self.scalar(item), "value", path)


def typed(seed: int, style: str, *, everything: bool = False) -> Typed:
    """Return a random manifest."""
    random = Random(seed)  # noqa: S311  manifests are no secrets
    return Writer(random, style).write(request(random, everything=everything))
