"""The language of one visitor is never another's."""

import asyncio
import threading

from django.utils import translation
from django.utils.translation import gettext, trans_real

from florilegium.web.speech import Spoken


def test_translation_remembers_its_language_with_us() -> None:
    assert isinstance(trans_real._active, Spoken)  # type: ignore[attr-defined]


def test_an_override_ends_where_it_began() -> None:
    with translation.override("fr"):
        assert gettext("Skip to the content") != "Skip to the content"
        with translation.override("en"):
            assert translation.get_language() == "en"
        assert translation.get_language() == "fr"


def test_each_thread_speaks_its_own_language() -> None:
    heard: dict[str, str | None] = {}
    both = threading.Barrier(2)

    def speak(language: str) -> None:
        heard[f"before {language}"] = translation.get_language()
        with translation.override(language):
            both.wait()
            heard[language] = translation.get_language()
            both.wait()

    with translation.override("fr"):
        threads = [threading.Thread(target=speak, args=(language,)) for language in ("en", "fr")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (heard["en"], heard["fr"]) == ("en", "fr")
    assert heard["before en"] == heard["before fr"] == "en"  # the instance's own, not that of who started the thread


def test_each_task_speaks_its_own_language() -> None:
    async def speak(language: str) -> str | None:
        translation.activate(language)
        await asyncio.sleep(0)
        return translation.get_language()

    async def both() -> list[str | None]:
        return list(await asyncio.gather(speak("en"), speak("fr")))

    assert asyncio.run(both()) == ["en", "fr"]


def test_deactivated_it_is_the_instances_language() -> None:
    with translation.override("fr"):
        translation.deactivate()
        assert translation.get_language() == "en"
