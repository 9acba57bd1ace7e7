"""A group moves: its owner brings what could be saved, form after form, and takes one of the files back.

A real server with its worker, in a real browser. What the library must hold is reckoned by hand from the files below.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.scratch import PASSWORD, Env, answers, fill, free_port, scratch_instance, started, until

pytestmark = pytest.mark.browser

NBSP = "\u00a0"
HEDGES = "Les haies champêtres, ce qu'elles abritent et comment les planter quand on a peu de place"

PAGE = f"""\
Home/ Jardins/ Group items

Rss Feed Group items

Anna Lomel

Vers de terre, un guide - 2 views

  • Le compost chaud monte à 60 °C.
  • Il faut le retourner.
  • {NBSP}
    À lire d'abord{NBSP}
bruno.k

{HEDGES} - 5 views

  • Une haie est une frontière habitée.
Anna Lomel

Untouched - 0 views

1 - 3 of 3
Showing 20 items per page
"""
_COLUMNS = "title,url,tags,description,comments,annotations,created_at\n"
ANNA = (
    f"{_COLUMNS}"
    '"Vers de terre, un guide","https://sol.example/vers","compost,sol","Court et clair","",'
    '"Highlight:Le compost chaud monte à 60 °C.\nHighlight:Le froid les endort.\n","2013-02-03 10:09:32"\n'
    '"Only hers","https://sol.example/hers","sol","","","","2013-03-03 10:00:00"\n'
)
BRUNO = (
    f"{_COLUMNS}"
    f'"{HEDGES}","https://haies.example/","haie","","",'
    '"Highlight:Une haie est une frontière habitée.\nSticky notes:Et nourrissante.\n","2012-05-01 08:00:00"\n'
    '"Vers de terre, un guide","https://sol.example/vers","lombric","","","Highlight:Il faut le retourner.\n",'
    '"2014-01-01 00:00:00"\n'
    '"A pond","https://eau.example/mare","eau","","","","2014-02-01 00:00:00"\n'
    '"A weir","https://eau.example/seuil","eau","","","","2014-02-05 00:00:00"\n'
)
_WHEN = "2014/02/02 10:00:00 +0000"
_ITEM = {"user": "anna", "shared": "yes", "readlater": "no", "created_at": _WHEN, "updated_at": _WHEN, "comments": []}
DUMP = json.dumps(
    [
        {
            **_ITEM, "title": "A pond", "url": "https://eau.example/mare", "desc": "From the dump", "tags": "mare",
            "annotations": [
                {
                    "content": "Une mare sans poissons", "user": "anna", "created_at": _WHEN,
                    "comments": [{"content": "Pourquoi ?", "user": "anna", "created_at": _WHEN}],
                }
            ],
        },
        {**_ITEM, "title": "Les outils", "url": "https://outils.example/", "desc": "", "tags": "outil", "annotations": []},
    ]
)  # fmt: skip

#: Title → the highlights and notes that stand on its entry, in its order, and its tags, when all has come.
WHOLE = {
    "Untouched": ([], []),
    "Les outils": ([], ["outil"]),
    "A weir": ([], ["eau"]),
    "A pond": (["From the dump", "Une mare sans poissons", "Pourquoi ?"], ["eau", "mare"]),
    "Only hers": ([], ["sol"]),
    "Vers de terre, un guide": (
        ["À lire d'abord", "Le compost chaud monte à 60 °C.", "Il faut le retourner.", "Le froid les endort."],
        ["compost", "sol", "lombric"],
    ),
    HEDGES: (["Une haie est une frontière habitée.", "Et nourrissante."], ["haie"]),
}
#: Once the file of bruno.k is taken back. anna's file and the page of text keep what they brought; the pond stays as it
#: is, since the dump has completed it, and the hedges' note, since somebody has answered it.
LESS = {
    **{title: what for title, what in WHOLE.items() if title != "A weir"},
    "Vers de terre, un guide": (WHOLE["Vers de terre, un guide"][0], ["compost", "sol"]),
    HEDGES: (WHOLE[HEDGES][0], []),
}


@pytest.fixture
def site(chromium: Browser) -> Iterator[tuple[Env, str]]:
    """A server of its own with its worker; the owner anna and the member ben of the group ``jardins``."""
    with scratch_instance() as env:
        fill(env, "anna", "ben", group="jardins")
        port = free_port()
        with started(env, "serve", "--port", str(port)):
            until(lambda: answers(port))
            yield env, f"http://127.0.0.1:{port}"


def test_a_group_moves_form_after_form_and_takes_one_file_back(chromium: Browser, site: tuple[Env, str]) -> None:
    contexts = [chromium.new_context(base_url=site[1], locale="en") for _ in range(2)]
    for context in contexts:
        context.set_default_timeout(30_000)
    try:
        anna, ben = (_signed_in(context, login) for context, login in zip(contexts, ("anna", "ben"), strict=True))
        _play(anna, ben)
    finally:
        for context in contexts:
            context.close()


def _play(anna: Any, ben: Any) -> None:
    anna.goto("/imports/diigo")
    anna.get_by_role("link", name="Bring a file").first.click()
    anna.wait_for_url("**/imports/new")
    _bring(anna, {"page.txt": PAGE, "notes.txt": "My own notes, of no form that anybody knows."})
    expect(anna.get_by_text("We do not know this form of file.")).to_be_visible()
    _begin(anna)
    _report(anna, "3 rows, done.", new=3, completed=0)
    refused = anna.locator("li", has_text="notes.txt")
    expect(refused).to_contain_text("could not be read")

    anna.goto("/imports/new")
    _bring(anna, {"anna.csv": ANNA, "bruno.csv": BRUNO})
    _begin(anna, {"Whose is anna.csv": "Anna Lomel", "Whose is bruno.csv": "bruno.k"})
    anna.goto("/group/jardins")  # she leaves it to itself, and comes back
    anna.goto("/imports")
    anna.get_by_role("link", name="anna.csv").click()
    _report(anna, "2 rows, done.", new=1, completed=1)
    anna.get_by_role("link", name="bruno.csv").click()
    _report(anna, "4 rows, done.", new=2, completed=2)
    middle = anna.url

    anna.goto("/imports/new")
    _bring(anna, {"api.json": DUMP})
    _begin(anna)
    _report(anna, "2 rows, done.", new=1, completed=1)
    anna.goto("/group/jardins")
    assert _entries(anna) == WHOLE
    expect(anna.get_by_text("7 bookmarks.")).to_be_visible()

    ben.goto("/group/jardins")
    ben.locator("article.entry", has_text="Les haies").get_by_role("link", name="Open").click()
    ben.locator(".note", has_text="Et nourrissante.").locator("summary", has_text="Reply").click()
    ben.get_by_label("Reply to bruno.k").fill("And they feed the birds.")
    ben.get_by_role("button", name="Reply").click()
    ben.get_by_text("And they feed the birds.").wait_for()

    anna.goto(middle)
    anna.get_by_role("link", name="Undo this import").click()
    anna.get_by_role("button", name="Undo this import").click()
    _wait_for(anna, "Undone, but for 2 rows that others have touched since.")
    assert _became(anna) == {
        HEDGES[:79]: "left", "Vers de terre, un guide": "undone", "A pond": "left", "A weir": "undone",
    }  # fmt: skip
    anna.goto("/group/jardins")
    assert _entries(anna) == LESS
    expect(anna.get_by_text("6 bookmarks.")).to_be_visible()
    anna.locator("article.entry", has_text="Les haies").get_by_role("link", name="Open").click()
    expect(anna.get_by_text("And they feed the birds.")).to_be_visible()


def _signed_in(context: BrowserContext, login: str) -> Any:
    page = context.new_page()
    page.goto("/account/login/?next=/imports/diigo")
    page.get_by_label("Username").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("/imports/diigo")
    return page


def _bring(page: Any, files: dict[str, str]) -> None:
    sent = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]
    page.locator("input[type=file]").set_input_files(sent)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Bring it in").wait_for()


def _begin(page: Any, whose: dict[str, str] | None = None) -> None:
    page.get_by_label("Jardins, 2 members").check()
    for label, name in (whose or {}).items():
        page.get_by_label(label).fill(name)
    page.get_by_role("button", name="Bring it in").click()
    page.get_by_role("heading", name="Row by row").wait_for()


def _wait_for(page: Any, said: str) -> None:
    """The progress page goes on by itself, without being touched."""
    page.get_by_text(said).wait_for()


def _report(page: Any, said: str, **counts: int) -> None:
    """Until the report of the file says this, with so many rows of each outcome."""
    _wait_for(page, said)
    shown = " ".join(page.locator(".facts", has_text="Show:").inner_text().split())
    for outcome, n in counts.items():
        assert f"{outcome} {n}" in shown


def _became(page: Any) -> dict[str, str]:
    cells = (
        page.locator("section", has_text="Row by row")
        .locator("tbody tr")
        .evaluate_all(
            "rows => rows.map(row => [row.cells[1].innerText.replace('…', ''), row.cells[2].innerText.split('\\n')[0]])"
        )
    )
    return dict(cells)


def _entries(page: Any) -> dict[str, tuple[list[str], list[str]]]:
    """What the entries of the listing show: title → the notes on the page, then quotes with theirs; its tags."""
    return {title: (said, tags) for title, said, tags in page.locator("article.entry").evaluate_all(_READ)}


_READ = """
entries => entries.map(entry => {
  const texts = (selector) => [...entry.querySelectorAll(selector)].map(one => one.innerText.trim());
  const title = entry.querySelector('h2 > *');
  return [title.title || title.innerText, texts('blockquote.quote, .note > .written, .note > .as-typed'), texts('.tags > *').map(tag => tag.replace('#', ''))];
})
"""
