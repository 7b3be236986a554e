"""A person before a page, whose steps read as sentences. What a browser complains of is kept."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    ViewportSize,
    async_playwright,
    expect,
)

BROWSER = [pytest.mark.needs("chromium", "chromium"), pytest.mark.asyncio(loop_scope="session")]
"""For the modules of this folder: what they need, and the loop that the browser belongs to."""
ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "out" / "screens"
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 360, "height": 740},
    "desk": {"width": 1280, "height": 800},
}
NO_SIGNAL = r"net::ERR_(FAILED|\w*CONNECT\w*|EMPTY_RESPONSE|INCOMPLETE\w+)"
"""What a browser says of a network that was cut on purpose."""


@asynccontextmanager
async def open_browser(path: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            await browser.close()


@dataclass
class Seat:
    """One browser of one person; `page` is the window they look at."""

    context: BrowserContext
    page: Page
    url: str
    size: str
    complaints: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    # What they do.

    async def opens(self, path: str) -> None:
        await self.page.goto(f"{self.url}{path}")

    async def joins(self, code: str, name: str) -> None:
        """By the link of an invite, through consent, until the page knows them."""
        await self.opens(f"/join#{code}")
        await self.sees("Đồng chí có đồng ý không?")
        await self.presses("Đồng ý")
        await self.sees("Đề nghị đồng chí cho biết họ và tên.")
        await self.says(name)
        await self.is_known_as(name)

    async def says(self, text: str) -> None:
        await self.writes(text)
        await self.sends()

    async def writes(self, text: str) -> None:
        await self.field.fill(text)

    async def sends(self) -> None:
        await self.page.locator("#send").click()

    async def presses(self, label: str) -> None:
        """One of the choices offered last."""
        await expect(self.page.locator("#log .choices").last).to_contain_text(label)
        await self.choice(label).click()

    async def picks(self, *files: FilePayload) -> None:
        await self.page.locator("#files").set_input_files(list(files))

    async def reloads(self) -> None:
        await self.page.reload()

    async def opens_another_window(self, path: str = "/chat") -> "Seat":
        """A second tab of the same browser."""
        page = await self.context.new_page()
        other = Seat(self.context, page, self.url, self.size, self.complaints, self.forgiven)
        other.watch()
        await other.opens(path)
        return other

    # What they see.

    async def sees(self, text: str) -> None:
        """The newest line says so, sooner or later."""
        await expect(self.lines.last).to_contain_text(text)

    async def has_seen(self, text: str, times: int = 1) -> None:
        """It stands somewhere in the conversation, that often."""
        await expect(self.lines.filter(has_text=text)).to_have_count(times)

    async def is_known_as(self, name: str) -> None:
        await expect(self.page.locator(".account summary")).to_have_text(name)
        await self.is_connected()

    async def is_connected(self) -> None:
        """The conversation is drawn, and the page says of no trouble."""
        await expect(self.lines.first).to_be_visible()
        await expect(self.page.locator("#state")).to_be_empty()

    async def keeps_picture(self, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENS / f"{name}-{self.size}.png")

    async def is_printed_on(self, width: int) -> None:
        """The page as it goes onto paper of a width."""
        await self.page.set_viewport_size({"width": width, "height": round(width * 1.47)})
        await self.page.emulate_media(media="print")

    async def width_of_everything(self) -> int:
        width: int = await self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth,"
            " ...[...document.querySelectorAll('.log')].map((log) => log.scrollWidth))"
        )
        return width

    async def is_as_high_as_the_window(self) -> None:
        """Only the conversation scrolls, not the page."""
        assert await self.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        assert await self.page.evaluate("scrollY") == 0

    async def focused(self) -> str:
        """What has the focus: its id, or its kind and words."""
        said: str = await self.page.evaluate(
            "(({ id, tagName, textContent }) => id || `${tagName} ${textContent.trim()}`)"
            "(document.activeElement)"
        )
        return said

    @property
    def field(self) -> Locator:
        return self.page.locator("#text")

    @property
    def lines(self) -> Locator:
        return self.page.locator("#log article")

    def choice(self, label: str) -> Locator:
        choices = self.page.locator("#log .choices")
        return choices.get_by_role("button", name=label, exact=True).last

    # What their browser complains of.

    def forgives(self, pattern: str) -> None:
        self.forgiven.append(pattern)

    @asynccontextmanager
    async def without_signal(self) -> AsyncIterator[None]:
        self.forgives(NO_SIGNAL)
        await self.context.set_offline(True)
        try:
            yield
        finally:
            await self.context.set_offline(False)

    def watch(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._asked)
        # Asked whether they are sure, they are.
        self.page.on("dialog", lambda dialog: dialog.accept())

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc not in self.url:
            self.complaints.append(f"a request to {parts.netloc}")

    def unforgiven(self) -> list[str]:
        patterns = [re.compile(pattern) for pattern in self.forgiven]
        return [said for said in self.complaints if not any(p.search(said) for p in patterns)]


@dataclass
class Seats:
    """Hands out browsers, each as if on a machine of its own."""

    browser: Browser
    url: str
    taken: list[Seat] = field(default_factory=list)

    async def phone(self, cookie: str = "") -> Seat:
        return await self.take("phone", cookie)

    async def desk(self, cookie: str = "") -> Seat:
        return await self.take("desk", cookie)

    async def take(self, size: str, cookie: str = "") -> Seat:
        """With a cookie, the chat is open before them."""
        phone = size == "phone"
        context = await self.browser.new_context(
            viewport=SIZES[size],
            device_scale_factor=2 if phone else 1,
            is_mobile=phone,
            has_touch=phone,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(15_000)
        seat = Seat(context, await context.new_page(), self.url, size)
        seat.watch()
        self.taken.append(seat)
        if cookie:
            await context.add_cookies([{"name": "tiendo", "value": cookie, "url": self.url}])
            await seat.opens("/chat")
        return seat

    async def close(self) -> None:
        """Nobody's browser had anything to complain of."""
        for seat in self.taken:
            await seat.context.close()
        assert [complaint for seat in self.taken for complaint in seat.unforgiven()] == []
