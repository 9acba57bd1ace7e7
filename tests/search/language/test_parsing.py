"""What texts are read as, how they are written back, and what is said of them: by hand."""

from datetime import date

import pytest
from django.utils import translation

from florilegium.search.language import (
    Ago,
    And,
    By,
    Calendar,
    Colored,
    Group,
    Has,
    In,
    Is,
    Language,
    Node,
    Not,
    Or,
    Period,
    Phrase,
    Saved,
    SavedBy,
    Site,
    Tagged,
    Word,
    parse,
    sentence,
    show,
)
from florilegium.search.language.parsing import MOST_REMARKS, MOST_TERMS

TODAY = date(2026, 11, 26)
A, B, C, D, X = map(Word, "abcdx")

#: What is typed, the tree, how it is written; "" where it is written as it was typed.
READ: list[tuple[str, Node | None, str]] = [
    ("", None, ""),
    ("a", A, ""),
    ("a b", And((A, B)), ""),
    ("a b a", And((A, B)), "a b"),
    ('a "b c"', And((A, Phrase("b c"))), ""),
    ("a -b", And((A, Not(B))), ""),
    ("a --b", And((A, B)), "a b"),
    ("a - b – c", And((A, B, C)), "a b c"),
    ("a −b –c —d", And((A, Not(B), Not(C), Not(D))), "a -b -c -d"),
    ("NOT a SAUF b", And((Not(A), Not(B))), "-a -b"),
    ("a OR b", Or((A, B)), ""),
    ("a OU b", Or((A, B)), "a OR b"),
    ("a or b", And((A, Word("or"), B)), ""),
    ("a b OR c", And((A, Or((B, C)))), "a (b OR c)"),
    ("a AND b OR c ET d", Or((And((A, B)), And((C, D)))), "(a b) OR (c d)"),
    ("a (b (c))", And((A, B, C)), "a b c"),
    ("-(a OR b)", Not(Or((A, B))), ""),
    ("-(-(a))", A, "a"),
    ("(a OR b) OR c", Or((A, B, C)), "a OR b OR c"),
    ("arrêt(s)", And((Word("arrêt"), Word("s"))), "arrêt s"),
    ("“a b” «\u00a0c\u00a0» „d“ ”x”", And((Phrase("a b"), Phrase("c"), Phrase("d"), Phrase("x"))), '"a b" "c" "d" "x"'),
    ('"a \\"b\\" \\\\"', Phrase('a "b" \\'), ""),
    ('"" () ?', None, ""),
    ("clima*", Word("clima", prefix=True), ""),
    ("C++ C# .NET 12:30", And((Word("C++"), Word("C#"), Word(".NET"), Word("12:30"))), ""),
    ("Climat: la suite", And((Word("Climat:"), Word("la"), Word("suite"))), ""),
    ("Climat : suite", And((Word("Climat"), Word("suite"))), "Climat suite"),
    ("https://example.org/a std::vector", And((Word("https://example.org/a"), Word("std::vector"))), ""),
    ("tag:a #b étiquette:c ETIQUETTE:d", And((Tagged("a"), Tagged("b"), Tagged("c"), Tagged("d"))), "tag:a tag:b tag:c tag:d"),
    ("e\u0301tiquette:a", Tagged("a"), "tag:a"),
    ('tag:"a  b" #«\u00a0C# (x)\u00a0»', And((Tagged("a b"), Tagged("C# (x)"))), 'tag:"a b" tag:"C# (x)"'),
    ("-tag:a -#b -is:private", And((Not(Tagged("a")), Not(Tagged("b")), Not(Is("private")))), "-tag:a -tag:b -is:private"),
    ("ｔａｇ：a （b ＯＲ c） ＃d －x", And((Tagged("a"), Or((B, C)), Tagged("d"), Not(X))), "tag:a (b OR c) tag:d -x"),
    ('by:anna par:"Anna Berg"', And((By("anna"), By("Anna Berg"))), 'by:anna by:"Anna Berg"'),
    ("site:www.LeMonde.fr", Site("lemonde.fr"), "site:lemonde.fr"),
    ("site:https://blog.example.org:8000/", Site("blog.example.org:8000"), "site:blog.example.org:8000"),
    ("group:a groupe:b", And((Group("a"), Group("b"))), "group:a group:b"),
    ("lang:fr", Language("fr"), ""),
    ("langue:Français OR lang:pt-BR", Or((Language("fr"), Language("pt"))), "lang:fr OR lang:pt"),
    ("est:privé is:non-lu est:Épinglés", And((Is("private"), Is("unread"), Is("pinned"))), "is:private is:unread is:pinned"),
    ("a:surlignage à:note has:copie has:pdf", And((Has("highlight"), Has("note"), Has("copy"), Has("pdf"))),
     "has:highlight has:note has:copy has:pdf"),
    ("color:yellow couleur:rose", And((Colored("yellow"), Colored("pink"))), "color:yellow color:pink"),
    ("saved:>3 saved:4 gardé:≤2", And((SavedBy(">", 3), SavedBy("=", 4), SavedBy("<=", 2))), "saved:>3 saved:4 saved:<=2"),
    ("in:title(a)", In(("title",), A), ""),
    ("in:title a b", In(("title",), And((A, B))), "in:title(a b)"),
    ("a b in:title", In(("title",), And((A, B))), "in:title(a b)"),
    ("x in:title a tag:b c", And((X, In(("title",), And((A, C))), Tagged("b"))), "x in:title(a c) tag:b"),
    ("in:title a in:text b", And((In(("title",), A), In(("text",), B))), "in:title(a) in:text(b)"),
    ("titre:a -citation:“b c”", And((In(("title",), A), Not(In(("quote",), Phrase("b c"))))), 'in:title(a) -in:quote("b c")'),
    ("dans:réponse,titre(a OU b)", In(("title", "reply"), Or((A, B))), "in:title,reply(a OR b)"),
    ("a OR in:note b", Or((A, In(("note",), B))), "a OR in:note(b)"),
    ("before:2024 after:2024-05", And((Saved("before", Calendar(2024)), Saved("after", Calendar(2024, 5)))), ""),
    ("on:2024-05-03", Saved("on", Calendar(2024, 5, 3)), ""),
    ("le:03/05/2024", Saved("on", Calendar(2024, 5, 3)), "on:2024-05-03"),
    ("on:3 mai 2024 a", And((Saved("on", Calendar(2024, 5, 3)), A)), "on:2024-05-03 a"),
    ("on:2024 week after:7d ago", And((Saved("on", Calendar(2024)), Word("week"), Saved("after", Ago(7, "day")), Word("ago"))), ""),
    ("on:“last week”", Saved("on", Period("week", last=True)), 'on:"last week"'),
    ("après:la semaine dernière a", And((Saved("after", Period("week", last=True)), A)), 'after:"last week" a'),
    ("avant:hier depuis:7j", And((Saved("before", Period("day", last=True)), Saved("after", Ago(7, "day")))),
     "before:yesterday after:7d"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree", "written"), READ, ids=[text or "nothing" for text, _tree, _written in READ])
def test_a_text_is_read_and_written(text: str, tree: Node | None, written: str) -> None:
    query = parse(text, today=TODAY)
    assert query.where == tree
    assert show(query) == (written or (text if tree is not None else ""))
    assert query.remarks == ()


#: What is typed, how it was read, and what is said of it.
DOUBTED = [
    ("foo:bar a", "foo:bar a", [("unknown_operator", "foo:bar")]),
    ("-foo:“a b”", '-foo: "a b"', [("unknown_operator", "foo:")]),
    ("tag: a #", "a", [("nothing_after", "tag:"), ("nothing_after", "#")]),
    ('by:"" a NOT', "a", [("nothing_after", 'by:""'), ("nothing_after", "NOT")]),
    ("before:blah on:2024-02-30 after:1/13/2024", "", [
        ("no_date", "before:blah"), ("no_date", "on:2024-02-30"), ("no_date", "after:1/13/2024")]),
    ("color:red is:open has:wings sort:best", "", [
        ("no_choice", "color:red"), ("no_choice", "is:open"), ("no_choice", "has:wings"), ("no_choice", "sort:best")]),
    ("in:margin(a) b", "a b", [("no_choice", "in:margin")]),
    ("in:title tag:a", "tag:a", [("in_alone", "in:title")]),
    ("in:title(tag:a)", "tag:a", [("in_alone", "in:title")]),
    ("lang:klingon", "", [("no_language", "lang:klingon")]),
    ("saved:many", "", [("no_number", "saved:many")]),
    ("site:example.org/path a", "site:example.org a", [("only_site", "site:example.org/path")]),
    ("sort:newest a tri:ancien", "a sort:oldest", [("sort_twice", "sort:newest")]),
    ("-sort:newest", "sort:newest", [("sort_negated", "sort:newest")]),
    ("OR a OR OR b AND", "a OR b", [("lone", "OR"), ("lone", "AND")]),
    ('a "b c', 'a "b c"', [("unclosed_quote", '"b c')]),
    ("a (b OR c", "a (b OR c)", [("unclosed_parenthesis", "(")]),
    ("a) b", "a b", [("unopened_parenthesis", ")")]),
    ("a" * 201, "a" * 200, [("too_long", "a" * 60 + "…")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "written", "remarks"), DOUBTED, ids=[text[:40] for text, _written, _remarks in DOUBTED]
)
def test_what_is_not_understood_is_said(text: str, written: str, remarks: list[tuple[str, str]]) -> None:
    query = parse(text, today=TODAY)
    assert show(query) == written
    assert [(remark.code, remark.said) for remark in query.remarks] == remarks
    assert all(0 <= remark.start < remark.end <= len(text) for remark in query.remarks)


def test_terms_depth_and_remarks_are_bounded() -> None:
    many = parse(" ".join(f"w{n}" for n in range(500)), today=TODAY)
    assert isinstance(many.where, And) and len(many.where.parts) == MOST_TERMS
    assert [(remark.code, remark.said) for remark in many.remarks] == [("too_many", f"w{MOST_TERMS}")]
    typed = parse("x " + "(" * 50 + "a" + ")" * 50 + " y", today=TODAY)
    assert show(typed) == "x y" and [remark.code for remark in typed.remarks] == ["too_deep"]
    meant = parse("a " + "(b OR (c " * 20, today=TODAY)
    assert show(meant).startswith("a (b OR (c (b OR") and "too_deep" in {remark.code for remark in meant.remarks}
    assert len(parse(" ".join(f"foo{n}:x" for n in range(60)), today=TODAY).remarks) == MOST_REMARKS


def test_a_remark_is_a_sentence_in_the_readers_language() -> None:
    remark = parse("couleur:rouge", today=TODAY).remarks[0]
    with translation.override("en"):
        assert sentence(remark) == (
            "“couleur:rouge” was passed over: after “color:” stands one of yellow, blue, green, pink."
        )
    with translation.override("fr"):
        assert sentence(remark).startswith("«\u00a0couleur:rouge\u00a0» n’est pas pris en compte")
    assert "foo:100%s" in sentence(parse("foo:100%s", today=TODAY).remarks[0])
