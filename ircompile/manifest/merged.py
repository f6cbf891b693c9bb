"""A job as an environment has it: a manifest with other texts merged over it."""

from __future__ import annotations

from copy import copy

from ircompile.findings.finding import Blame
from ircompile.manifest.manifest import Manifest
from ircompile.manifest.merge import Origins, merged
from ircompile.syntax.document import Document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ircompile.findings.finding import Finding
    from ircompile.findings.values import Path
    from ircompile.manifest.merge import Origin, Part


class Merged(Manifest):
    """A manifest with layers merged over it, whose values are written in the texts of the layers.

    Attributes:
        layers: The manifest, and what is merged over it, in this order.
        environment: The name of the environment; "" if only the command line sets values.
    """

    __slots__ = ("_origins", "environment", "layers")
    _may_have_shorthand = False  # that of the layers is expanded

    def __init__(self, layers: Sequence[Manifest], environment: str = "", *, region: str = "") -> None:
        base = layers[0]
        self.layers = layers
        self.environment = environment
        self._origins: Origins | None = None
        # What readers of YAML take differently, and the findings of readers, are the layers' own.
        document = Document(
            self._merged(len(layers)),
            lambda: base.document.root,
            [],
            is_complete=all(layer.document.is_complete for layer in layers),
            is_unambiguous=True,
        )
        super().__init__(base.source, document, base.model, region=region or base.region)

    def _merged(self, number: int) -> object:
        return merged(self._values[:number], self.layers[0].model.request)

    @property
    def _values(self) -> list[Any]:
        """What is merged; if the lowest is not a mapping, it stays as it is, to be reported."""
        layers = self.layers if isinstance(self.layers[0].value, dict) else self.layers[:1]
        return [layer.value for layer in layers]

    def is_changed_by(self, number: int) -> bool:
        """Return whether a layer, given by its number, changes the request that those below it make."""
        return bool(self._merged(number) != self._merged(number + 1))

    @property
    def base(self) -> Manifest:
        """The manifest over which the others were merged."""
        return self.layers[0]

    @property
    def _may_hold_unknown(self) -> bool:
        return any(layer.findings or layer.is_call for layer in self.layers)

    @property
    def findings(self) -> list[Finding]:
        """The findings from reading what is merged, but for values that are not in the request."""
        return [it for layer in self.layers for found in layer.findings if (it := self._merged_finding(found, layer))]

    def _merged_finding(self, finding: Finding, layer: Manifest) -> Finding | None:
        """Return a finding of a layer with paths in the request; None if it is on a value that is not in it."""
        if self.path_of(layer, finding.blames[0].path) is None:
            return None
        found = copy(finding)
        found.blames = [
            Blame(
                self.path_of(layer, it.path) or (),
                it.label,
                part=it.part,
                span=it.span or layer.span(it.path, it.part),
                source=layer.source,
            )
            for it in finding.blames
        ]
        return found

    def texts(self) -> Sequence[Manifest]:
        """Return the layers."""
        return self.layers

    def path_of(self, layer: Manifest, path: Path) -> Path | None:
        """Return the path in the request of a value in a layer; None if other layers replace or remove it."""
        number = next(number for number, it in enumerate(self.layers) if it is layer)
        return self._all_origins().path_of(number, path)

    def origin(self, path: Path) -> Origin:
        """Return where the value at a path comes from."""
        return self._all_origins().of(path)

    def _all_origins(self) -> Origins:
        if self._origins is None:
            self._origins = Origins(self._values, self.model.request)
        return self._origins

    def home(self, path: Path) -> tuple[Manifest, Path]:
        """Return the layer in whose text a value is written, and its path there.

        A mapping or a list that several layers make is written in the lowest of them.
        """
        found = self.origin(path)
        part = found.parts[0]
        return self.layers[part.layer], (*part.path, *found.rest)

    def others(self, path: Path) -> list[tuple[Manifest, Part]]:
        """Return the parts of a value outside its home layer; for a missing member, the part that removed it."""
        found = self.origin(path)
        parts = [*found.replaced, *found.parts[1:]] if not found.rest else found.replaced[-1:]
        return [(self.layers[part.layer], part) for part in parts]
