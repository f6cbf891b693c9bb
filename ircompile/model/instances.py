"""Instance types and regions: what is known of them beyond their names."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

PARTS = 3
"""The parts of an instance type: "ml", the family and the size."""


class Instances:
    """The tables of instance types and regions, and the questions that rules ask of them.

    Args:
        types: The family of each instance type of the service model.
        families: What is known of each family, as instances.yaml has it.
        regions: The partition of each region, as botocore has it.
    """

    __slots__ = ("_families", "_regions", "_types")

    def __init__(
        self, types: Mapping[str, str], families: Mapping[str, Mapping[str, Any]], regions: Mapping[str, str]
    ) -> None:
        self._types = types
        self._families = families
        self._regions = regions

    @property
    def types(self) -> list[str]:
        """The instance types of the service model."""
        return [*self._types]

    @property
    def regions(self) -> list[str]:
        """The regions that botocore knows."""
        return [*self._regions]

    def family(self, instance: str) -> str:
        """Return the family of an instance type, "c5" for "ml.c5.xlarge"; "" if the text is not an instance type."""
        if instance in self._types:
            return self._types[instance]
        parts = instance.split(".")
        return parts[1] if len(parts) == PARTS and parts[0] == "ml" else ""

    def architecture(self, instance: str) -> str:
        """Return the processor, "x86_64", "arm64", "neuron" or "gaudi"; "" if it is not known."""
        return self._known(instance, "architecture") or ""

    def accelerator(self, instance: str) -> str:
        """Return the accelerator, "nvidia", "neuron" or "gaudi"; "" if there is none or it is not known."""
        return self._known(instance, "accelerator") or ""

    def local_storage(self, instance: str) -> bool:
        """Return whether instances of this type are known to have local disks."""
        return bool(self._known(instance, "storage"))

    def previous_generation(self, instance: str) -> bool:
        """Return whether newer families are known to replace the family of this type."""
        return bool(self._known(instance, "generation") == "previous")

    def partition(self, region: str) -> str:
        """Return the partition of a region, as botocore knows it; "" if the region is unknown."""
        return self._regions.get(region, "")

    def region_error(self, region: str) -> str:
        """Return the error message for the region of a setting or option; "" if botocore knows it."""
        if region in self._regions:
            return ""
        from ircompile.findings.messages import shown

        near = self.nearest_region(region)
        return f"unknown region {shown(region)}" + (f", did you mean `{near}`?" if near else "")

    def type_error(self, instance: str) -> str:
        """Return the error message for the name of an instance type; "" if the model has it, or lists no types."""
        if instance in self._types or not self._types:
            return ""
        from ircompile.findings.messages import shown
        from ircompile.model.advice import nearest_value

        near = nearest_value(instance, list(self._types))
        return f"the model has no instance type {shown(instance)}" + (f", did you mean `{near}`?" if near else "")

    def nearest_region(self, region: str) -> str:
        """Return the region that was probably meant by an unknown one; "" if none is like it."""
        from ircompile.findings.suggestions import nearest

        return nearest(region, self._regions) or ""

    def _known(self, instance: str, key: str) -> Any:
        known = self._families.get(self._types.get(instance) or self.family(instance))
        return known and known.get(key)
