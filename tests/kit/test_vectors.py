"""The files that TypeScript's port of the address policy is held to say what Python says today."""

from . import vectors


def test_the_lists_of_the_port_are_ours() -> None:
    assert vectors.LISTS.read_text(encoding="utf-8") == vectors.written(vectors.lists()), vectors.__doc__


def test_the_vectors_are_what_we_answer() -> None:
    assert vectors.VECTORS.read_text(encoding="utf-8") == vectors.written(vectors.vectors()), vectors.__doc__
    kept = [key for _text, key in vectors.vectors() if key is not None]
    assert len(set(kept)) > 900
    assert len(vectors.vectors()) - len(kept) > 40
    assert any(" " in key for key in kept), "one that is cut"
