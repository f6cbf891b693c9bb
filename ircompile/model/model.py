"""A service model as a value: everything that reading, checking and writing a manifest rests on.

There is one `Model` for each combination of a service model and instance types, made by `load_model` and handed to
whatever needs it. A manifest keeps the model that it was read with.
"""

from __future__ import annotations

import os

from ircompile.model.instances import Instances
from ircompile.package import Cache, module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ircompile.config.settings import Config
    from ircompile.model.shapes import Shape


class Model:
    """The facts of the operation, from one service model.

    The shapes are built when they are first needed, since a run over manifests without findings needs none.

    Attributes:
        file: The `service-2.json` that the facts come from; "" for the facts that ship.
        instance_types: Instance types that are accepted besides those of the service model.
    """

    __slots__ = ("_check", "_facts", "_homes", "_instances", "_request", "file", "instance_types")

    def __init__(
        self, file: str = "", instance_types: tuple[str, ...] = (), facts: dict[str, Any] | None = None
    ) -> None:
        self.file = file
        self.instance_types = instance_types
        self._facts = facts
        self._request: Shape | None = None
        self._homes: dict[str, Shape] | None = None
        self._check: Any = None
        self._instances: Instances | None = None

    def __repr__(self) -> str:
        return f"Model(file={self.file!r}, instance_types={self.instance_types!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what makes the model again in another process, which reads the file itself."""
        return load_model, (self.file, self.instance_types)

    @property
    def ships(self) -> bool:
        """Whether the facts are those that ship, for which modules were built."""
        return self._facts is None

    @property
    def facts(self) -> dict[str, Any]:
        """The bare facts of the operation, in the form of `model/facts.json`."""
        if self._facts is None:
            facts: dict[str, Any] = module("data").FACTS
            return facts
        return self._facts

    @property
    def request(self) -> Shape:
        """The shape of the whole request."""
        if self._request is None:
            from ircompile.model.shapes import request_shape

            self._request = request_shape(self.facts, ships=self.ships)
        return self._request

    @property
    def homes(self) -> dict[str, Shape]:
        """The structure that has a member, by the member's name; the first one for a name that several have."""
        if self._homes is None:
            self._homes = {}
            for shape in self.request.walk():
                for name in shape.members:
                    self._homes.setdefault(name, shape)
        return self._homes

    @property
    def check(self) -> Any:
        """The module whose function `violations` returns what is wrong with single values of a request."""
        if self._check is None:
            if self.ships:
                self._check = module("checker")
            else:
                from ircompile.model.shape_check_code import shape_check_module

                self._check = shape_check_module(self.request)
        return self._check

    @property
    def instances(self) -> Instances:
        """What is known of instance types and regions."""
        if self._instances is None:
            tables = module("tables")
            listed = tables.INSTANCES if self.ships else self._listed_instances()
            self._instances = Instances(listed, tables.FAMILIES, tables.REGIONS)
        return self._instances

    def _listed_instances(self) -> dict[str, str]:
        types = self.facts["shapes"].get("ProductionVariantInstanceType", {})
        return {name: name.split(".")[1] for name in types.get("enum", ())}

    @property
    def snapshot(self) -> str:
        """The model's origin for people: "botocore 1.44.8 (2026-11-20)", or the file."""
        return self.file or f"botocore {self.facts['botocore']} ({self.facts['date']})"


SHIPPED = Model()
"""The model of the facts that ship."""
KEPT = 16
"""The other models that are kept."""

_models = Cache(KEPT)


def load_model(file: str = "", instance_types: tuple[str, ...] = ()) -> Model:
    """Return the model of a service model file; the same object until the file changes.

    Args:
        file: A `service-2.json`; "" for the facts that ship.
        instance_types: Instance types that are accepted besides those of the service model.

    Raises:
        ModelError: The file can't be used.
    """
    if not file and not instance_types:
        return SHIPPED
    key = (file, _stamp(file), instance_types)
    model: Model | None = _models.get(key)
    if model is None:
        model = Model(file, instance_types, _facts(file))
        _models.add({key: model})
    return model


def _stamp(file: str) -> tuple[int, ...]:
    """Return a value that changes with the content of a file; a missing file is reported when it is read."""
    try:
        status = os.stat(file)
    except OSError:
        return ()
    return status.st_ino, status.st_mtime_ns, status.st_size


def _facts(file: str) -> dict[str, Any] | None:
    if not file:
        return None
    from ircompile.model.service import read_facts

    return read_facts(file)


def model_of(config: Config) -> Model:
    """Return the model of a configuration.

    Raises:
        ModelError: Its file can't be used.
    """
    return load_model(config.model, config.extend_instance_types)
