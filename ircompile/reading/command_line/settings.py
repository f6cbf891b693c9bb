"""The global options whose values make the CLI refuse, whatever the machine's configuration is."""

from __future__ import annotations

import re
import sys

from ircompile.reading.command_line.error import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from ircompile.reading.command_line.layer import Given

REGION = re.compile(r"(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)$")
"""A region's name: one label of a host name, and no number."""

HOST = re.compile(r"((?!-)[a-z\d-]{1,63}(?<!-)\.)*((?!-)[a-z\d-]{1,63}(?<!-))\.?$")
LONGEST_HOST = 255
UNSAFE_IN_URL = frozenset("\t\r\n")
"""What Python drops from a URL in silence, so that botocore looks for it first."""

TIMEOUTS = ("--cli-read-timeout", "--cli-connect-timeout")
LONGEST_TIMEOUT = sys.float_info.max


def check_on_reading(given: Mapping[str, Given]) -> None:
    """Refuse what the CLI refuses as soon as it has found the global options, before it looks at the others.

    Raises:
        CommandError: an endpoint without scheme, a timeout that is no integer, "--" as a value.
    """
    for name in ("--query", "--endpoint-url", *TIMEOUTS):
        if name in given and given[name].text is None:
            raise _refusal(name, given, "has no value: argparse drops a value that is just --")
    url = _url(given)
    if url and not url.scheme:
        raise _refusal("--endpoint-url", given, "has no scheme: it must begin with https:// or http://")
    for name in TIMEOUTS:
        _timeout(name, given)


def check_on_connecting(given: Mapping[str, Given]) -> None:
    """Refuse what the CLI refuses when it has read all options: a region, timeout or host of no use.

    Raises:
        CommandError: one of them, in this order.
    """
    if "--region" in given and not REGION.match(given["--region"].text or ""):
        raise _refusal("--region", given, "must be the name of a region, such as eu-west-1")
    for name in TIMEOUTS:
        if not 0 <= _timeout(name, given) <= LONGEST_TIMEOUT:
            raise _refusal(name, given, "must be a number of seconds, or 0 for no limit")
    url = _url(given)
    if url and not _reachable(url, given["--endpoint-url"].text or ""):
        raise _refusal("--endpoint-url", given, "has no valid host name or port")


def _refusal(name: str, given: Mapping[str, Given], problem: str) -> CommandError:
    return CommandError("exception", f"{name} {problem}", given[name].value_index)


def _timeout(name: str, given: Mapping[str, Given]) -> int:
    """The seconds of a timeout option; 0 where it is not given."""
    try:
        return int(given[name].text or "") if name in given else 0
    except ValueError as error:
        raise CommandError("exception", f"{name} must be a number of seconds", given[name].value_index, error) from None


def _url(given: Mapping[str, Given]) -> SplitResult | None:
    """The endpoint's URL in its parts."""
    if "--endpoint-url" not in given:
        return None
    from urllib.parse import urlsplit

    try:
        return urlsplit(given["--endpoint-url"].text or "")
    except ValueError as error:
        raise CommandError(
            "exception", f"--endpoint-url is no URL: {error}", given["--endpoint-url"].value_index, error
        ) from None


def _reachable(url: SplitResult, text: str) -> bool:
    """Whether the URL names a host and, if any, a port."""
    from ipaddress import IPv6Address

    host = url.hostname or ""
    try:
        _ = url.port
        if ":" in host:
            IPv6Address(host)
            return True
    except ValueError:
        return False
    return len(host) <= LONGEST_HOST and HOST.match(host) is not None and not UNSAFE_IN_URL.intersection(text)
