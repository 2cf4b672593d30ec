"""Asking Ofsted's site for pages and files."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx
import tenacity

from ofsted_trends.errors import CollectError

AGENT = "ofsted-trends (collects inspection documents for analysis)"
#: Only this host and those below it are asked for anything.
HOST = "ofsted.gov.uk"
#: Larger files are not kept, in bytes.
LARGEST = 60_000_000


def is_ofsted(url: str) -> bool:
    """Returns whether an address is one of Ofsted's, and safe from being read or changed on the way."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return parts.scheme == "https" and (host == HOST or host.endswith(f".{HOST}"))


class Site:
    """Asks Ofsted's site for pages: slowly, as its robots.txt allows, again where it was busy."""

    def __init__(self, client: httpx.Client, pause: float) -> None:
        self._client, self._pause, self._last = client, pause, 0.0
        self._rules: dict[str, RobotFileParser] = {}

    def __enter__(self) -> Site:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str) -> bytes:
        """Returns what is at an address.

        Raises:
            CollectError: it is not Ofsted's, is not to be asked for, is too large or could not be fetched.
        """
        if not self._allows(url):
            raise CollectError(f"{url}: the site's robots.txt asks not to fetch it")
        return self._fetch(url)

    def _allows(self, url: str) -> bool:
        home = urljoin(url, "/")
        if home not in self._rules:
            rules = RobotFileParser()
            try:
                rules.parse(self._fetch(urljoin(home, "robots.txt")).decode("utf-8", errors="replace").splitlines())
            except NotThereError:
                rules.parse([])
            self._rules[home] = rules
        return self._rules[home].can_fetch(AGENT, url)

    def _fetch(self, url: str) -> bytes:
        again = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(4),
            wait=_wait,
            retry=tenacity.retry_if_exception_type((httpx.TransportError, BusyError)),
            reraise=True,
        )
        try:
            return again(self._ask, url)
        except httpx.TransportError as error:
            raise CollectError(f"{url}: {type(error).__name__}: {error}") from error

    def _ask(self, url: str) -> bytes:
        """Asks once, following redirects within Ofsted's hosts."""
        for _ in range(5):
            if not is_ofsted(url):
                raise CollectError(f"{url}: not an address of {HOST}; it was not asked for")
            time.sleep(max(0.0, self._last + self._pause - time.monotonic()))
            try:
                with self._client.stream("GET", url, headers={"User-Agent": AGENT}, timeout=60) as answer:
                    if answer.is_redirect:
                        url = urljoin(url, answer.headers["location"])
                        continue
                    _check(answer, url)
                    return b"".join(_limit(answer.iter_bytes(), url))
            finally:
                self._last = time.monotonic()
        raise CollectError(f"{url}: redirected again and again")


class BusyError(CollectError):
    """The site could not answer just now.

    Attributes:
        seconds: how long it asks to wait; 0 where it does not say.
    """

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotThereError(CollectError):
    """The site has nothing at an address."""


def _wait(state: tenacity.RetryCallState) -> float:
    """Returns the seconds until the next attempt: as long as the site asks for, up to two minutes."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.seconds if isinstance(error, BusyError) else 0.0
    return min(120.0, max(asked, 2.0**state.attempt_number))


def _check(answer: httpx.Response, url: str) -> None:
    status = answer.status_code
    if status == 429 or status >= 500:
        asked = answer.headers.get("retry-after", "")
        raise BusyError(f"{url}: the site is busy (HTTP {status})", float(asked) if asked.isdigit() else 0.0)
    if status in (404, 410):
        raise NotThereError(f"{url}: not there (HTTP {status})")
    if status != 200:
        raise CollectError(f"{url}: HTTP {status}")


def _limit(chunks: Iterator[bytes], url: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > LARGEST:
            raise CollectError(f"{url}: larger than {LARGEST // 1_000_000} MB; it was not kept")
        yield chunk
