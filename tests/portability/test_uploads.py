"""What was received and never begun does not stay for good."""

import io
import os

from florilegium.kit import clock
from florilegium.portability import importing
from florilegium.portability.models import Import, State
from tests.cast import Cast


def test_old_uploads_go_and_young_and_begun_ones_stay(cast: Cast) -> None:
    def receive(text: bytes) -> Import:
        return importing.receive(by=cast["alice"], name="x.csv", stream=io.BytesIO(text))

    old, young, begun, twin = receive(b"old"), receive(b"young"), receive(b"begun"), receive(b"begun")
    Import.objects.filter(pk__in=(old.pk, begun.pk, twin.pk)).update(created=clock.moment(clock.now() - 40 * clock.DAY))
    Import.objects.filter(pk=begun.pk).update(state=State.WAITING)
    killed = importing.folder() / ".1-1"
    killed.write_bytes(b"half")
    os.utime(killed, (1, 1))
    assert importing.forget_uploads(clock.now() - 30 * clock.DAY) == 2
    assert set(Import.objects.values_list("pk", flat=True)) == {young.pk, begun.pk}
    assert {path.name for path in importing.folder().iterdir()} == {young.file, begun.file}
