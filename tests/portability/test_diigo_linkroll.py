"""Link rolls in blogs: links and descriptions as a real one has them, tags and annotations as their names tell."""

import io

import pytest

from florilegium.portability.formats import detect, diigo_linkroll
from florilegium.portability.records import Highlight, Note, Record, Source, Unreadable
from tests.portability.reading import read

ROLL = """<html><body><ul><li>A menu</li></ul><p>Week 3</p>
<ul class="diigo-linkroll">
<li>
<p class="diigo-link">     <a href="https://example.org/a?x=1&amp;y=2">Worms &amp; soil</a>   </p>
<p class="diigo-description">via A paper <a href="https://example.net" rel="nofollow">https://example.net</a></p>
<p class="diigo-tags">tags: <a href="https://www.diigo.com/user/anna/soil">soil</a> <a href="https://www.diigo.com/user/anna/soil%20life">soil life</a></p>
<ul class="diigo-annotations"><li>a <b>passage</b><ul><li>why? <a href="https://www.diigo.com/user/ben">Ben</a></li></ul></li><li>another</li></ul>
</li>
<li>
<p class="diigo-link"><a href="https://example.org/b">Second</a></p>
</li>
</ul>
<p class="diigo-ps">Posted from <a href='https://www.diigo.com'>Diigo</a>. The rest of my favorite links are <a href='https://www.diigo.com/user/anna'>here</a>.</p><ul><li>After</li></ul></body></html>"""


def test_a_roll_is_read() -> None:
    records, rejected = read(ROLL)
    assert rejected == []
    assert records == [
        Record(
            1, "Worms & soil", "https://example.org/a?x=1&y=2", description="via A paper https://example.net", tags=("soil", "soil life"),
            highlights=(Highlight("a passage", (Note("why?", "Ben"),)), Highlight("another")),
        ),
        Record(2, "Second", "https://example.org/b"),
    ]  # fmt: skip
    assert diigo_linkroll.source(io.BytesIO(ROLL.encode())) == Source(account="anna")


def test_a_group_s_roll_is_the_group_s() -> None:
    group = ROLL.replace("https://www.diigo.com/user/anna'>here", "https://groups.diigo.com/group/watch'>here")
    records = read(group).records
    assert [record.author for record in records] == ["watch", "watch"]
    assert records[0].highlights[1].author == "watch"


def test_a_roll_without_quotes_and_ends_reads_the_same() -> None:
    saved = ROLL.replace("</li>", "").replace("</p>", "").replace('class="diigo-linkroll"', "class=diigo-linkroll")
    assert read(saved) == read(ROLL)


def test_a_cut_roll_names_what_it_lost() -> None:
    records, rejected = read(ROLL.partition("Second</a>")[0] + "Second</a>")
    assert [record.title for record in records] == ["Worms & soil"]
    assert [(one.number, one.reason, one.title) for one in rejected] == [(2, "row_unfinished", "Second")]


@pytest.mark.parametrize("script", [
    "document.write('<div class=\"diigo-banner\">');", "var title='Links'; // from www.diigo.com\ndocument.write(title)",
])  # fmt: skip
def test_the_script_that_shows_a_roll_is_refused_in_a_sentence(script: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        detect(script.encode())
    assert refusal.value.code == "link_roll"
