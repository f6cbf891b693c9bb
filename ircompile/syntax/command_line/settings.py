"""The global options whose values make the CLI refuse, whatever the machine's configuration is."""

from __future__ import annotations

import re
import sys

from ircompile.syntax.command_line.error import CommandError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from ircompile.syntax.command_line.argparse_layer import Given

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
    """Refuse what the CLI refuses when it has read all options: a region, host, CA bundle or timeout of no use.

    Raises:
        CommandError: one of them, in this order.
    """
    if "--region" in given and not _is_region(given["--region"].text, is_host="--endpoint-url" not in given):
        raise _refusal("--region", given, "must be the name of a region, such as eu-west-1")
    url = _url(given)
    if url and not _reachable(url, given["--endpoint-url"].text or ""):
        raise _refusal("--endpoint-url", given, "has no valid host name")
    bundle = given["--ca-bundle"].text if "--ca-bundle" in given and "--no-verify-ssl" not in given else None
    if bundle is not None and not bundle.strip():
        raise _refusal("--ca-bundle", given, "is empty: name a file with certificates", "Invalid CA bundle: ")
    for name in TIMEOUTS:
        if not 0 <= _timeout(name, given) <= LONGEST_TIMEOUT:
            raise _refusal(name, given, "must be a number of seconds, or 0 for no limit")


def check_on_sending(given: Mapping[str, Given]) -> None:
    """Refuse what the CLI refuses when it has a request and sends it: an endpoint's port that is none.

    Raises:
        CommandError: of kind "exception".
    """
    url = _url(given)
    try:
        _ = url and url.port
    except ValueError as error:
        raise _refusal("--endpoint-url", given, f"has no valid port: {error}", str(error)) from None


def _refusal(name: str, given: Mapping[str, Given], problem: str, aws: str = "") -> CommandError:
    return CommandError("exception", f"{name} {problem}", given[name].value_index, aws)


def _is_region(text: str | None, *, is_host: bool) -> bool:
    """Whether a region is of use: to find the host, or else just to sign the request."""
    if not text:  # "" is as good as none, and None what argparse makes of --region=--
        return text is not None and not is_host
    return REGION.match(text) is not None and not (is_host and text.endswith("\n"))


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
    """Whether the URL names a host."""
    from ipaddress import IPv6Address

    host = url.hostname or ""
    if ":" in host:
        try:
            IPv6Address(host)
        except ValueError:
            return False
        return True
    return len(host) <= LONGEST_HOST and HOST.match(host) is not None and not UNSAFE_IN_URL.intersection(text)
