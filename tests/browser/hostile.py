"""Watching a document that wants to do harm: a Chromium of its own whose every way out leads to us.

    with watching(playwright) as watch:
        seen = watch.show(document, csp=REPLAY)
        assert seen.nothing

All names lead to a server that writes down whatever arrives, also what is no HTTP; every request, dialog and script that
the browser itself reports is written down too. `HOSTILE` are pages of our own making; whoever captures, replays or
quotes pages can show theirs to the same witness.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Dialog, Error, Page, Playwright

from .launching import launched

#: What the replay sends with a copy.
REPLAY = "sandbox allow-scripts; default-src 'none'; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:"

_HOME = "http://copy.example"
#: Where a Chromium of its own accord looks for updates and the like.
_OWN = ("google.com", "googleapis.com", "gstatic.com", "gvt1.com", "google-analytics.com")
#: Everything that a reader's hand could do to a page, but for following a link.
_POKE = """() => {
  const all = [];
  const walk = (root) => { for (const one of root.querySelectorAll("*")) { all.push(one); if (one.shadowRoot) walk(one.shadowRoot); } };
  walk(document);
  document.addEventListener("click", (event) => { if (event.target.closest && event.target.closest("a[href^='http'],a[href^='mailto'],area")) event.preventDefault(); }, true);
  for (const one of all) {
    for (const name of ["mouseover", "mouseenter", "mousemove", "pointerover", "pointerdown", "mousedown", "focus", "focusin", "blur", "keydown",
                        "keyup", "input", "change", "toggle", "beforetoggle", "wheel", "scroll", "dragstart", "copy", "paste", "animationstart",
                        "animationend", "transitionend", "error", "load", "resize", "message", "hashchange", "click"])
      one.dispatchEvent(new Event(name, {bubbles: true, cancelable: true}));
    if (one instanceof HTMLElement && !(one instanceof HTMLAnchorElement && /^(http|mailto)/.test(one.getAttribute("href") || ""))) { one.focus(); one.click(); }
    if (one instanceof HTMLDetailsElement) one.open = true;
    if (one instanceof HTMLFormElement) one.requestSubmit ? one.requestSubmit() : one.submit();
  }
}"""
#: What a browser made of the document, that must not be there.
_LOOK = """() => {
  const found = [];
  const bad = new Set(["script","iframe","frame","object","embed","applet","base","link","form","portal","fencedframe","audio","video","source","track","noscript","animate","set","animatetransform","animatemotion"]);
  const walk = (root) => { for (const one of root.querySelectorAll("*")) {
    const name = one.localName.toLowerCase();
    if (bad.has(name)) found.push(`<${name}>`);
    if (name === "meta" && one.hasAttribute("http-equiv")) found.push("<meta http-equiv>");
    if (name === "template") found.push("<template>");
    for (const {name: key, value} of one.attributes) {
      if (/^on/i.test(key) || ["srcdoc","action","formaction","ping","srcset","manifest","is","autofocus","contenteditable","target"].includes(key.toLowerCase()) && !(key === "target" && value === "_top")) found.push(`${name} ${key}`);
      if (/^(?:xlink:)?href$/i.test(key) && !/^(?:https?:\\/\\/|mailto:|#|data:image\\/)/.test(value)) found.push(`${name} ${key}=${value}`);
      if (/^(?:src|poster|background|data)$/i.test(key) && !/^data:image\\//.test(value)) found.push(`${name} ${key}=${value}`);
    }
    if (one.shadowRoot) walk(one.shadowRoot);
  } };
  walk(document);
  return found;
}"""


@dataclass
class Seen:
    """What a document did. `reached`: what arrived at the server; `asked`: requests the browser says it made; `ran`: scripts
    of the document; `odd`: elements and attributes that have no place in it; `refused`: what its policy had to stop.
    """

    reached: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    ran: list[str] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def nothing(self) -> bool:
        """Whether it did nothing at all."""
        return not (self.reached or self.asked or self.ran)


class Watch:
    """A browser and the one server that all names lead to."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._documents: dict[str, bytes] = {}
        self._seen = Seen()
        self._number = 0
        self._home = ""
        self._page: Page | None = None
        self._browser: Browser | None = None
        threading.Thread(target=self._serve, daemon=True).start()

    def attach(self, browser: Browser) -> None:
        """Use this browser, which leads all names to our port."""
        self._browser = browser

    def close(self) -> None:
        """Serve no more."""
        self._listening.close()

    def put(self, path: str, body: bytes, kind: str) -> str:
        """Serve something beside the documents; its address."""
        self._documents[path] = _answer(body, kind)
        return f"{_HOME}{path}"

    def picture(self, document: bytes, *, width: int = 900) -> bytes:
        """What a document looks like, as PNG."""
        assert self._browser
        self._number += 1
        address = self.put(f"/copy/{self._number}", document, "text/html; charset=utf-8")
        page = self._browser.new_page(viewport={"width": width, "height": 700}, java_script_enabled=False)
        page.goto(address, wait_until="load")
        taken = page.screenshot(full_page=True, animations="disabled")
        page.close()
        return taken

    def show(self, document: bytes | str, *, csp: str = "", poke: bool = True) -> Seen:
        """Open a document, do to it what a reader may do, and tell what it did."""
        body = document.encode("utf-8", "replace") if isinstance(document, str) else document
        self._number += 1
        path = f"/copy/{self._number}"
        self._documents[path] = _answer(body, "text/html; charset=utf-8", csp)
        self._seen = seen = Seen()
        self._home = f"{_HOME}{path}"
        page = self._page = self._page or self._opened()
        page.goto(self._home, wait_until="load")
        page.wait_for_timeout(15)
        seen.odd = page.evaluate(_LOOK)
        if poke:
            with contextlib.suppress(Error):  # a page that goes elsewhere under our hands has shown enough
                page.evaluate(_POKE)
            page.wait_for_timeout(15)
        if not seen.nothing:  # nothing of it may reach into what is shown next
            page.context.close()
            self._page = None
        return seen

    def _opened(self) -> Page:
        assert self._browser
        context = self._browser.new_context(ignore_https_errors=True)
        context.set_default_timeout(10_000)
        page = context.new_page()
        context.on("request", lambda request: self._note_request(request.url))
        page.on("dialog", self._note_dialog)
        page.on("console", lambda message: self._note_console(message.text))
        debugger = context.new_cdp_session(page)
        debugger.on("Debugger.scriptParsed", lambda told: self._note_script(str(told.get("url"))))
        debugger.send("Debugger.enable")
        page.add_init_script("window.ran = (...what) => console.log('RAN ' + what.join(' '));")
        return page

    def _note_request(self, url: str) -> None:
        if url != self._home and not url.startswith("data:") and "favicon.ico" not in url:
            self._seen.asked.append(url[:200])

    def _note_dialog(self, dialog: Dialog) -> None:
        self._seen.ran.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _note_console(self, text: str) -> None:
        if text.startswith("RAN "):
            self._seen.ran.append(text)
        elif "Content Security Policy" in text or "sandboxed" in text:
            self._seen.refused.append(text[:200])

    def _note_script(self, url: str) -> None:
        if url.startswith((_HOME, "javascript:", "data:", "blob:")):
            self._seen.ran.append(f"script in {url[:60]}")

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connected, _from = self._listening.accept()
                threading.Thread(target=self._answer, args=(connected,), daemon=True).start()

    def _answer(self, connected: socket.socket) -> None:
        with contextlib.suppress(OSError), connected:
            connected.settimeout(5)
            head = connected.recv(65_536)
            if not head:
                return  # a connection opened ahead of need, on which nothing was said
            path = head.split(b" ", 2)[1].decode("latin-1") if head.count(b" ") > 1 else ""
            answer = self._documents.get(path)
            if answer is None and "favicon.ico" not in path:
                self._seen.reached.append(head[:100].decode("latin-1"))
            connected.sendall(answer or b"HTTP/1.1 404 X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")


def _answer(body: bytes, kind: str, csp: str = "") -> bytes:
    policy = f"content-security-policy: {csp}\r\n" if csp else ""
    head = (
        f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\n{policy}content-length: {len(body)}\r\nconnection: close\r\n\r\n"
    )
    return head.encode() + body


@contextlib.contextmanager
def watching(playwright: Playwright) -> Iterator[Watch]:
    """A witness for as long as it lasts."""
    watch = Watch()
    own = "".join(f"MAP {name} ~NOTFOUND, MAP *.{name} ~NOTFOUND, " for name in _OWN)
    browser = launched(
        playwright, f"--host-resolver-rules={own}MAP * 127.0.0.1:{watch.port}", "--ignore-certificate-errors"
    )
    watch.attach(browser)
    try:
        yield watch
    finally:
        browser.close()
        watch.close()
