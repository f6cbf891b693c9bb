"""The checks of global options whose values the CLI refuses with any configuration."""

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
"""A region's name: one label of a host name that is not a number."""

HOST = re.compile(r"((?!-)[a-z\d-]{1,63}(?<!-)\.)*((?!-)[a-z\d-]{1,63}(?<!-))\.?$")
LONGEST_HOST = 255
UNSAFE_IN_URL = frozenset("\t\r\n")
"""Characters that Python silently removes from URLs; botocore refuses them first."""

TIMEOUTS = ("--cli-read-timeout", "--cli-connect-timeout")
LONGEST_TIMEOUT = sys.float_info.max


def check_on_reading(given: Mapping[str, Given]) -> None:
    """Check the global options as the CLI does before it looks at the others.

    Raises:
        CommandError: An endpoint without a scheme, a timeout that is not an integer, or "--" as a value.
    """
    for name in ("--query", "--endpoint-url", *TIMEOUTS):
        if name in given and given[name].text is None:
            raise _error(name, given, "has no value: argparse drops a value that is just --")
    url = _url(given)
    if url and not url.scheme:
        raise _error("--endpoint-url", given, "has no scheme: it must begin with https:// or http://")
    for name in TIMEOUTS:
        _timeout(name, given)


def check_on_connecting(given: Mapping[str, Given]) -> None:
    """Check the global options as the CLI does when it has read all options.

    Raises:
        CommandError: A region, host, CA bundle or timeout, in this order, that can't be used.
    """
    if "--region" in given and not _is_region(given["--region"].text, is_host="--endpoint-url" not in given):
        raise _error("--region", given, "must be the name of a region, such as eu-west-1")
    url = _url(given)
    if url and not _has_valid_host(url, given["--endpoint-url"].text or ""):
        raise _error("--endpoint-url", given, "has no valid host name")
    bundle = given["--ca-bundle"].text if "--ca-bundle" in given and "--no-verify-ssl" not in given else None
    if bundle is not None and not bundle.strip():
        raise _error("--ca-bundle", given, "is empty: name a file with certificates", "Invalid CA bundle: ")
    for name in TIMEOUTS:
        if not 0 <= _timeout(name, given) <= LONGEST_TIMEOUT:
            raise _error(name, given, "must be a number of seconds, or 0 for no limit")


def check_on_sending(given: Mapping[str, Given]) -> None:
    """Check the endpoint as the CLI does when it sends the request.

    Raises:
        CommandError: Its port is not valid.
    """
    url = _url(given)
    try:
        _ = url and url.port
    except ValueError as error:
        raise _error("--endpoint-url", given, f"has no valid port: {error}", str(error)) from None


def _error(name: str, given: Mapping[str, Given], problem: str, aws: str = "") -> CommandError:
    return CommandError("exception", f"{name} {problem}", given[name].value_index, aws)


def _is_region(text: str | None, *, is_host: bool) -> bool:
    """Return whether a region can be used: in the name of the host, or else only to sign the request."""
    if not text:  # "" is as none at all, and argparse makes None of --region=--
        return text is not None and not is_host
    return REGION.match(text) is not None and not (is_host and text.endswith("\n"))


def _timeout(name: str, given: Mapping[str, Given]) -> int:
    """Return the seconds of a timeout option; 0 if it is not given."""
    try:
        return int(given[name].text or "") if name in given else 0
    except ValueError as error:
        raise CommandError("exception", f"{name} must be a number of seconds", given[name].value_index, error) from None


def _url(given: Mapping[str, Given]) -> SplitResult | None:
    """Return the parts of the endpoint's URL; None without an endpoint."""
    if "--endpoint-url" not in given:
        return None
    from urllib.parse import urlsplit

    try:
        return urlsplit(given["--endpoint-url"].text or "")
    except ValueError as error:
        raise CommandError(
            "exception", f"--endpoint-url is not a URL: {error}", given["--endpoint-url"].value_index, error
        ) from None


def _has_valid_host(url: SplitResult, text: str) -> bool:
    """Return whether the URL, whose text is given too, has a valid host name."""
    from ipaddress import IPv6Address

    host = url.hostname or ""
    if ":" in host:
        try:
            IPv6Address(host)
        except ValueError:
            return False
        return True
    return len(host) <= LONGEST_HOST and HOST.match(host) is not None and not UNSAFE_IN_URL.intersection(text)
