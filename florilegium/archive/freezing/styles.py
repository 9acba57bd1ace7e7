"""Styles that ask nobody for anything: imports taken in, images and fonts in their places, the rest of what leads out gone.

A style sheet is read into its tokens and written again from them, so that nothing of it depends on how its author
spelt it: escapes, comments and open brackets are resolved before we look. What is written never holds a `<` that could
begin a tag: a style stays harmless even where a browser takes it for markup.
"""

import re
import secrets
from collections.abc import Iterator
from typing import Any

import tinycss2
import tinycss2.bytes
from tinycss2 import ast
from tinycss2.serializer import serialize_string_value

from .fonts import best_source
from .supply import Piece, Slot, Supply, absolute

_DEPTH = 40
_IMPORTS = 6
_EMPTY = "data:,"
_PICTURES = frozenset({"image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"})
_CODE = frozenset({"expression", "-moz-element", "paint"})
_CODE_PROPERTIES = frozenset({"behavior", "-moz-binding", "-ms-behavior"})
_TAG = re.compile(r"<[A-Za-z/!?]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_AT_RULES_GONE = frozenset({"charset", "namespace", "import"})

Tokens = list[Any]

_SPACE = ast.WhitespaceToken(0, 0, " ")


class Styles:
    """Rewrites styles. `allowance`: how many characters of style sheets are still taken in."""

    def __init__(self, supply: Supply, allowance: int) -> None:
        self._supply = supply
        self._allowance = allowance
        self._mark = secrets.token_hex(8)  # nothing of it is in what is written
        self._slots: list[Slot] = []
        self.missing: list[str] = []

    def sheet(self, css: str, base: str) -> list[Piece]:
        """A whole style sheet."""
        return self._pieces(self._sheet(css, base, ()))

    def linked(self, address: str) -> list[Piece]:
        """The style sheet that stands at an address."""
        return self._pieces(self._imported(address, ()))

    def attribute(self, css: str, base: str) -> list[Piece]:
        """What stands in a `style` attribute, or in one of SVG's that take styles' values."""
        if not css.strip():
            return []
        return self._pieces(self._serialized(self._values(_tokens(css), base, 1)))

    def _imported(self, address: str, above: tuple[str, ...]) -> str:
        resource = self._supply.get(address) if address not in above and len(above) < _IMPORTS else None
        if resource is None:
            self.missing.append(address[:200])
            return ""
        return self._sheet(decoded_sheet(resource.body, resource.charset), resource.url, (*above, address))

    def _sheet(self, css: str, base: str, above: tuple[str, ...]) -> str:
        self._allowance -= len(css)
        if self._allowance < 0:
            self.missing.append(base[:200])
            return ""
        tokens = _tokens(css)
        imports, rest = _split_imports(tokens)
        taken = "".join(self._import(prelude, base, above) for prelude in imports)
        return taken + self._serialized(self._values(rest, base, 0))

    def _import(self, prelude: Tokens, base: str, above: tuple[str, ...]) -> str:
        """An @import, as a block with what was said about it around what stands there."""
        first, *conditions = prelude
        told = first.value if first.type in ("url", "string") else _argument(first)
        address = absolute(told, base) if told is not None else None
        if address is None:
            return ""
        inner = self._imported(address, above)
        for wrap, condition in reversed(list(_conditions(conditions))):
            inner = f"{wrap}{self._serialized(self._values(condition, base, 1))}{{{inner}}}"
        return inner

    def _values(self, tokens: Tokens, base: str, depth: int) -> Tokens:
        """Tokens as they may be written, blocks and functions too."""
        kept: Tokens = []
        reading = iter(tokens)
        for token in reading:
            if kept and kept[-1].type == "literal" and kept[-1].value == "<" and token.type != "whitespace":
                kept.append(_SPACE)  # a comparison; with a space behind it, it can begin no tag
            if token.type == "at-keyword" and token.lower_value in _AT_RULES_GONE:
                _skip_statement(reading)
            elif token.type == "at-keyword" and token.lower_value == "font-face":
                kept += self._font_face(token, reading, base)
            else:
                if token.type == "literal" and token.value == ":" and _names_code(kept):
                    kept[-1] = ast.IdentToken(0, 0, "--gone")
                kept += self._value(token, base, depth)
        return kept

    def _value(self, token: Any, base: str, depth: int) -> Tokens:
        kind = token.type
        if kind == "url":
            return [self._address(token.value, base, "image")]
        if kind == "string":
            return [_string(token)]
        if kind == "function":
            return self._function(token, base, depth)
        if kind in ("() block", "[] block", "{} block"):
            if depth >= _DEPTH:
                return []
            token.content = self._values(token.content, base, depth + 1)
            return [token]
        if kind in ("error", "comment") or (kind == "literal" and token.value in ("<!--", "-->")):
            return []
        return [token]

    def _function(self, token: Any, base: str, depth: int) -> Tokens:
        name = token.lower_name
        if name in ("url", "src"):
            told = _argument(token)
            return [self._address(told or "", base, "image")]
        if name in _PICTURES:
            told = next(filter(None, map(_picture, token.arguments)), "")
            return [self._address(told, base, "image")]
        if name in _CODE or depth >= _DEPTH:
            return []
        token.arguments = self._values(token.arguments, base, depth + 1)
        return [token]

    def _font_face(self, token: Any, reading: Iterator[Any], base: str) -> Tokens:
        """A font with the best of its sources, or nothing where it has none that could be inlined."""
        block = next((found for found in reading if found.type not in ("whitespace", "comment")), None)
        if block is None or block.type != "{} block":
            return []
        declarations = [one for one in tinycss2.parse_blocks_contents(block.content) if one.type == "declaration"]
        address = None
        written: Tokens = []
        for declaration in declarations:
            if declaration.lower_name == "src":
                address = best_source(declaration.value, base) or address
            else:
                declaration.value = self._values(declaration.value, base, 1)
                written.append(declaration)
        if address is None:
            return []
        source = [self._slot(address, "font")]
        block.content = [*written, ast.Declaration(0, 0, "src", "src", source, False)]
        return [token, block]

    def _address(self, told: str, base: str, kind: str) -> Any:
        told = told.strip()
        if told.startswith("#"):  # something in this very document
            return _url(told)
        address = absolute(told, base) if told else None
        return self._slot(address, kind) if address else _url(_EMPTY)

    def _slot(self, address: str, kind: str) -> Any:
        self._slots.append(Slot(address, kind, "", "", _EMPTY))
        return ast.URLToken(0, 0, "", f'url("{self._mark}-{len(self._slots) - 1}-")')

    def _serialized(self, tokens: Tokens) -> str:
        """The text of tokens that may be written; what could begin a tag all the same takes all of it away."""
        try:
            css = _ESCAPED.sub(lambda pair: r"\3c " if pair[1] == "<" else pair[0], tinycss2.serialize(tokens))
        except (RecursionError, IndexError, ValueError):
            return ""
        return "" if _TAG.search(css) else f"{css} " if css.endswith("<") else css

    def _pieces(self, css: str) -> list[Piece]:
        """The text, with slots where we marked their places."""
        parts = re.split(f"{self._mark}-([0-9]+)-", css)
        return [self._slots[int(part)] if number % 2 else part for number, part in enumerate(parts) if part]


def decoded_sheet(body: bytes, charset: str | None) -> str:
    """The text of a style sheet: what its first bytes say, what its server says, what it says itself, UTF-8."""
    return tinycss2.bytes.decode_stylesheet_bytes(body, protocol_encoding=charset)[0]  # type: ignore[no-any-return]


def _tokens(css: str) -> Tokens:
    return tinycss2.parse_component_value_list(css, skip_comments=True)  # type: ignore[no-any-return]


def _split_imports(tokens: Tokens) -> tuple[list[Tokens], Tokens]:
    """The preludes of the imports that stand where imports may stand, and everything else."""
    imports: list[Tokens] = []
    rest: Tokens = []
    reading = iter(tokens)
    for token in reading:
        if token.type == "at-keyword" and token.lower_value == "import":
            prelude = [one for one in _statement(reading) if one.type != "comment"]
            while prelude and prelude[0].type == "whitespace":
                del prelude[0]
            if prelude:
                imports.append(prelude)
        elif token.type == "{} block":
            return imports, [*rest, token, *reading]
        else:
            rest.append(token)
    return imports, rest


def _statement(reading: Iterator[Any]) -> Iterator[Any]:
    """What stands up to the next semicolon."""
    for token in reading:
        if token.type == "literal" and token.value == ";":
            return
        yield token


def _skip_statement(reading: Iterator[Any]) -> None:
    for token in reading:
        if token.type == "{} block" or (token.type == "literal" and token.value == ";"):
            return


def _conditions(tokens: Tokens) -> Iterator[tuple[str, Tokens]]:
    """What stands behind an import's address: layer, supports, media, each with the at-rule that says the same."""
    media: Tokens = []
    for token in tokens:
        if token.type == "ident" and token.lower_value == "layer" and not media:
            yield "@layer ", []
        elif token.type == "function" and token.lower_name == "layer":
            yield "@layer ", token.arguments
        elif token.type == "function" and token.lower_name == "supports":
            yield "@supports ", [ast.ParenthesesBlock(0, 0, token.arguments)]
        else:
            media.append(token)
    if any(token.type != "whitespace" for token in media):
        yield "@media ", media


def _argument(token: Any) -> str | None:
    """The string in `url("…")` or `src("…")`."""
    if token.type != "function" or token.lower_name not in ("url", "src"):
        return None
    return next((one.value for one in token.arguments if one.type == "string"), None)


def _picture(token: Any) -> str | None:
    """The address in one of the arguments of `image-set()`."""
    if token.type in ("string", "url"):
        return str(token.value)
    return _argument(token)


def _names_code(kept: Tokens) -> bool:
    return bool(kept) and kept[-1].type == "ident" and kept[-1].lower_value in _CODE_PROPERTIES


def _string(token: Any) -> Any:
    token.representation = f'"{serialize_string_value(token.value)}"'.replace("<", r"\3c ")
    return token


def _url(address: str) -> Any:
    return ast.URLToken(0, 0, address, f'url("{serialize_string_value(address)}")'.replace("<", r"\3c "))
