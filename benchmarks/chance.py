"""Words, titles, addresses and numbers by chance, the same for the same seed.

The shape is that of real libraries (13 years of reading, two languages): half of the bookmarks are annotated; an
annotated one has 10 annotations in the mean, 45 at the 98th percentile, never above 114; quotes have 190 characters at
the median; tags follow Zipf's law, and every seventh bookmark has none.
"""

import math
import random
from itertools import accumulate

SYLLABLES = (
    "ra me lo ti su en ta vi no del cor an pi ga re mon le chi ter os bal ine fou dra sel qui ver na ble es tor um"
).split()
ACCENTS = ("é", "è", "ô", "ç", "à")
MOST_SAID = 114


class Chance:
    """Everything that is drawn, from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.words = self._vocabulary(6000)
        self.common = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.quotes = [self.text(self._length(190, 0.9, 2600)) for _ in range(4000)]
        self.notes = [self.text(self._length(70, 0.8, 900)) for _ in range(1500)]
        self.titles = [self.text(self._length(50, 0.5, 250)).capitalize() for _ in range(6000)]

    def _vocabulary(self, size: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < size:
            word = "".join(self.random.choices(SYLLABLES, k=self.random.choice((1, 2, 2, 3, 3, 4))))
            made[word + (self.random.choice(ACCENTS) if self.random.random() < 0.12 else "")] = None
        return list(made)

    def _length(self, median: float, spread: float, most: int) -> int:
        return min(most, max(8, int(self.random.lognormvariate(math.log(median), spread))))

    def text(self, length: int) -> str:
        """Words of Zipf's frequencies, at most ``length`` characters and a word."""
        words, so_far = [], 0
        for word in self.random.choices(self.words, cum_weights=self.common, k=max(1, length // 4)):
            words.append(word)
            so_far += len(word) + 1
            if so_far >= length:
                break
        return " ".join(words)

    def said(self) -> int:
        """How many annotations a bookmark has."""
        if self.random.random() < 0.5:
            return 0
        return min(MOST_SAID, max(1, round(self.random.lognormvariate(1.848, 0.954))))

    def tags(self, cumulated: list[float]) -> list[int]:
        """Ranks of a bookmark's tags, each once."""
        if self.random.random() < 0.14:
            return []
        wanted = min(10, 1 + int(self.random.expovariate(1 / 2.6)))
        return list(dict.fromkeys(self.random.choices(range(len(cumulated)), cum_weights=cumulated, k=wanted)))
