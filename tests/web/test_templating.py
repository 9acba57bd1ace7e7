"""Our templates' own Python says what Jinja2's would: nothing goes into a page unescaped, and a missing name is an error."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup, escape

from florilegium.web.rendering import environment

SOURCE = """
{% macro row(one) %}<i title="{{ one.text }}">{{ one.text }}{% if one.class %} {{ one.class }}{% endif %}</i>{% endmacro %}
{% for one in page.rows %}{{ row(one) }}{{ one.html }} {{ one.n }}{% endfor %}{{ _("Skip to the content") }}
{{ _("%(what)s: no longer narrow by this", what=page.rows[0].text) }}{{ page["absent"] is defined }}
"""


def ours(source: str) -> str:
    """A template in our environment, with the shapes of `shown`."""
    env = environment(loader=DictLoader({"page.html": source}))
    return env.get_template("page.html").render(page=shown)


def row(text: str, n: int = 1) -> Any:
    return SimpleNamespace(**{"text": text, "html": Markup("<b>set</b>"), "n": n, "class": text})


shown: Any = SimpleNamespace(rows=[row("<a> & \"b\" 'c'"), row("é")])


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_template_gives_the_bytes_that_jinja_gives(language: str) -> None:
    plain = Environment(
        extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True, autoescape=True, undefined=StrictUndefined,
        loader=DictLoader({"page.html": SOURCE}),
    )  # fmt: skip
    plain.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    with translation.override(language):
        assert ours(SOURCE) == plain.get_template("page.html").render(page=shown)


@given(st.one_of(st.text(), st.integers(), st.none(), st.builds(Markup, st.text())))
def test_every_value_is_escaped_as_markupsafe_escapes_it(value: object) -> None:
    assert environment().escaped(value) == escape(value)


class Quiet(str):
    """A text that is not quite one."""


def test_a_text_of_another_class_is_escaped_too() -> None:
    assert environment().escaped(Quiet("<b>")) == "&lt;b&gt;"


@pytest.mark.parametrize("source", ["{{ page.absent }}", "{{ absent }}", "{{ page.rows[0].absent }}"])
def test_a_name_that_is_not_there_is_an_error(source: str) -> None:
    with pytest.raises(Exception, match="absent"):
        ours(source)
