"""How our templates become Python: as Jinja2 does it, less what a page of twenty entries pays a thousand times.

A page reads some two thousand attributes of its shapes, escapes a thousand texts and says forty sentences of ours. Jinja2
makes a call of its own for each, because templates may be given anything. Ours are given shapes, so an attribute is read
as Python reads it, a text is escaped without being wrapped in ``Markup`` only to be joined to others, and a sentence
without variables goes straight to gettext: a third of what a page cost.
"""

from keyword import iskeyword
from typing import Any

from django.utils import translation
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]

_SAYS = ("_", "gettext")


class PageCode(CodeGenerator):
    """The Python of one template."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        text = _sentence(node)
        if text is None:
            super().visit_Call(node, frame, forward_caller=forward_caller)
        else:
            self.write(f"environment.said({text!r})")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


def _sentence(node: nodes.Call) -> str | None:
    """The words of ``_("words")``, where nothing is to be put into them."""
    if not isinstance(node.node, nodes.Name) or node.node.name not in _SAYS or node.kwargs or len(node.args) != 1:
        return None
    text = getattr(node.args[0], "value", None)
    return text if isinstance(text, str) and "%" not in text else None


class PageTemplate(Template):
    """A template whose globals are the environment's, so that what it lends to others is the same for every page."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


class PageEnvironment(Environment):
    """The environment of our pages."""

    code_generator_class = PageCode
    template_class = PageTemplate

    @staticmethod
    def escaped(value: Any) -> str:
        """A value as it may stand in a page."""
        # security: what goes into a page comes through here; only what says that it is HTML (Markup) stays as it is
        return _escape_inner(value) if type(value) is str else escape(value)

    @staticmethod
    def said(text: str) -> Markup:
        """A sentence of ours in the reader's language."""
        return Markup(translation.gettext(text))  # noqa: S704
