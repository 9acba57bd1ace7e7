"""Every kind of page, narrow and wide, light and dark, French and English, on hard data: fits, and axe finds nothing."""

import re
from typing import Any

import pytest

from florilegium.groups.models import Group
from florilegium.library.actions import annotating
from florilegium.library.actions.ending import delete_group
from florilegium.library.actions.groups import GroupDraft, make_group
from florilegium.library.actions.keeping import keep_pages
from florilegium.library.actions.many import tag_many
from florilegium.library.drafts import HighlightDraft, NoteDraft
from florilegium.library.models import Annotation, Bookmark, Library
from florilegium.library.queries import get_editable_bookmarks, get_owned_library
from tests.cast import Cast, draft, keep

from .conftest import AXE, Window

pytestmark = pytest.mark.browser

WORD = "unbreakable" * 30
ARABIC = "كان المعرض في آخر الشارع، وكنا نقرأ فيه كل مساء ما كتبه الآخرون في الهوامش."
SENTENCE = "A sentence long enough to be worth a marker, and then a little longer than that."


def hard_data(people: Cast) -> dict[str, int]:
    """A group with whatever a page could stumble over."""
    group = people.group("hard", readable_by="world")
    Group.objects.filter(slug="hard").update(name="A & B <hard>", description="What is hard to set.")
    group = Library.objects.select_related("group").get(pk=group.pk)
    alice, bob = people["alice"], people["bob"]
    marks = tuple(
        HighlightDraft(quote=f"{SENTENCE} {n}", author=alice, color=n % 4,
                       notes=(NoteDraft(body="A note of *hers*.", author=alice),) if n % 5 == 0 else ())
        for n in range(45)
    )  # fmt: skip
    many = keep(group, draft(alice, "many", title="Forty-five highlights", highlights=marks, tags=("one", "two")))[0]
    keep_pages(by=bob, library=group, drafts=[draft(bob, "many", description="Bob brings it too.")])
    keep(
        group,
        draft(alice, "long", title=f"{SENTENCE} {WORD} {SENTENCE}", description=WORD, tags=(WORD[:100], "ab/cd")),
        draft(bob, "none", title=" ", address=None),
        draft(alice, "arabic", title=ARABIC, highlights=(HighlightDraft(quote=ARABIC, author=bob),),
              page_notes=(NoteDraft(body=ARABIC, author=bob, plain=True, approximate=True, brought_by=alice),)),
    )  # fmt: skip
    keep(group, *(draft(alice, f"plain-{n}", tags=(f"tag-{n}",)) for n in range(25)))
    root = Annotation.objects.filter(quote__endswith=" 0").get()
    for who, body in ((bob, "I wonder."), (alice, "So do I."), (bob, WORD)):
        annotating.reply(by=who, to=root, library=group, body=body)
    keep(people.own("alice"), draft(alice, "private", private=True))
    ended = make_group(by=alice, draft=GroupDraft("ended", f"An ended group & {WORD[:60]}"))
    delete_group(by=alice, library=get_owned_library(people.viewer("alice"), ended))
    ticked = get_editable_bookmarks(people.viewer("alice"), group, [many.pk])
    change = tag_many(by=alice, bookmarks=ticked, add=(WORD[:90],))
    return {"many": many.pk, "group": group.pk, "change": change.pk}


PAGES = (
    "/", "/group/", "/group/hard", "/group/hard?page=last", "/group/hard/tag/one", "/group/hard/tags",
    "/group/hard/members", "/group/hard/settings", "/group/hard/bookmark/{many}", "/group/hard/bookmark/{many}/edit",
    "/group/hard/bookmark/{many}/delete", "/group/hard/leave", "/person/alice", "/save", "/groups/new", "/preferences",
    "/trash", "/imports", "/imports/new", "/group/missing", "/account/logout/", "/account/password/change/",
    "/group/hard?several=1", "/group/hard/tag/one?and=two&not=ab/cd&from=2020-01-01&to=nonsense&sort=oldest", "/changes",
    "/group/hard/export", "/group/hard/tags/rename?tag=one", "/group/hard/tags/delete?tag=one", "/preferences/tokens",
    "/preferences/feeds", "/preferences/feeds?in={group}", "/group/hard?changed={change}", "/group/hard/delete",
    "/preferences/delete",
)  # fmt: skip


def faults_of(page: Any) -> list[str]:
    """What axe finds, one line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found["violations"]]


@pytest.mark.parametrize(
    ("width", "theme", "language"),
    [(390, "light", "fr"), (390, "dark", "en"), (1280, "light", "en"), (1280, "dark", "fr")],
)
def test_pages_fit_and_axe_finds_nothing(window: Window, people: Cast, width: int, theme: str, language: str) -> None:
    ids = hard_data(people)
    page = window(width=width, theme=theme, language=language, who="alice").new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    wrong = []
    for address in PAGES:
        page.goto(address.format(**ids))
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            wrong.append(f"{address} is {wide} px wide")
        wrong += [f"{address}: {fault}" for fault in faults_of(page)]
    assert wrong == []
    assert [text for text in complaints if "404" not in text] == []


@pytest.mark.parametrize(("width", "theme"), [(390, "dark"), (1280, "light")])
def test_the_end_of_an_account_fits_and_is_told_where_it_went_wrong(
    window: Window, people: Cast, width: int, theme: str
) -> None:
    hard_data(people)
    page = window(width=width, theme=theme, who="bob").new_page()
    page.goto("/preferences/delete")
    assert faults_of(page) == []
    page.get_by_label("is erased").check()
    page.get_by_label("My password").fill("not hers")
    page.get_by_role("button", name="Delete my account for good").click()
    page.get_by_text("This is not your password.").wait_for()
    assert page.get_by_label("is erased").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults_of(page) == []


@pytest.mark.parametrize("address", ["/", "/group/hard", "/account/login/"])
def test_visitors_pages_fit_and_axe_finds_nothing(window: Window, people: Cast, address: str) -> None:
    hard_data(people)
    page = window(width=390, language="fr").new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert faults_of(page) == []


def test_a_fold_opens_without_javascript(window: Window, people: Cast) -> None:
    hard_data(people)
    page = window(javascript=False).new_page()
    page.goto("/group/hard/tag/one")
    hidden = page.get_by_text(f"{SENTENCE} 44", exact=True)
    assert not hidden.is_visible()
    page.get_by_text("42 more annotations").click()
    assert hidden.is_visible()


def test_the_keyboard_alone_signs_in_keeps_a_page_and_says_something(window: Window, people: Cast) -> None:
    person = people["alice"]
    person.set_password("a long enough password")
    person.save()
    page = window().new_page()
    page.goto("/")

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(e => (e.labels?.[0]?.innerText ?? '') + '|' + (e.getAttribute('aria-label') ?? e.innerText ?? ''))"
                "(document.activeElement)"
            )
            if name in focused:
                outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert outline != "none", f"no focus is seen on {name}"
                return
        raise AssertionError(f"the keyboard never reached {name}")

    tab_to("Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/login/**")
    tab_to("Username")
    page.keyboard.type("alice")
    tab_to("Password")
    page.keyboard.type("a long enough password")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r":\d+/$"))
    tab_to("Keep a page")
    page.keyboard.press("Enter")
    page.wait_for_url("**/save")
    tab_to("Address")
    page.keyboard.type("https://example.org/by-keyboard")
    tab_to("Title")
    page.keyboard.type("By keyboard")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookmark/*")
    assert Bookmark.objects.get().title == "By keyboard"
    tab_to("Your note")
    page.keyboard.type("Said without a mouse")
    tab_to("Add the note")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bookmark/*#a*")
    assert Annotation.objects.get().body == "Said without a mouse"


def test_the_theme_is_chosen_and_remembered(window: Window, people: Cast) -> None:
    page = window(theme="light").new_page()
    page.goto("/")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_label("dark").check()
    dark = page.evaluate(paper)
    assert dark != light
    page.goto("/group/")
    assert page.evaluate(paper) == dark


def test_following_a_link_is_counted(window: Window, people: Cast) -> None:
    group = people.group("open", readable_by="world")
    bookmark = keep(group, draft(people["alice"], 1))[0]
    context = window()
    page = context.new_page()
    context.route("https://example.org/**", lambda route: route.fulfill(body="there"))
    page.goto("/group/open")
    with page.expect_request("**/followed") as told:
        page.get_by_role("link", name="Page 1", exact=True).click()
    assert told.value.method == "POST"
    assert f"/bookmark/{bookmark.pk}/followed" in told.value.url


def test_several_are_ticked_changed_and_the_change_undone(window: Window, people: Cast) -> None:
    hard_data(people)
    page = window(who="alice").new_page()
    page.goto("/group/hard?several=1")
    page.get_by_label("Tick all on this page").check()
    assert page.locator("input[form=several]:checked").count() == 20
    page.get_by_label("Add the tags").fill("all of them")
    page.get_by_role("button", name="Change the tags").click()
    page.get_by_text("Tags changed on 20 bookmarks").wait_for()
    assert page.get_by_role("link", name="all of them").count() >= 20
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Undone on 20 bookmarks.").wait_for()
    assert page.get_by_role("link", name="all of them").count() == 0


def test_keys_lead_from_entry_to_entry_and_can_be_switched_off(window: Window, people: Cast) -> None:
    hard_data(people)
    page = window(who="alice").new_page()
    page.goto("/group/hard")
    entries = page.locator("article.entry")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == entries.nth(1).get_attribute("id")
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    assert sheet.is_visible() and faults_of(page) == []
    sheet.get_by_label("These keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") != entries.nth(0).get_attribute("id")
    page.reload()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    page.goto("/group/hard?several=1")
    page.get_by_role("link", name="Keyboard").click()
    page.get_by_role("dialog").get_by_label("These keys are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("s")
    page.wait_for_url("**/save")
