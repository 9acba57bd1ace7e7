"""The build of the wheel: everything declared is in pyproject.toml, this adds the two steps that make files.

The scripts of the pages are built from frontend/ (npm) and the translations compiled from .po (Babel) before the
package's files are gathered, unless they have been made since their sources last changed.
"""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
BUILT = ROOT / "florilegium" / "web" / "static" / "florilegium" / "built" / "frame.js"  # the last of them


class BuildWithPages(build_py):
    """Builds the front end and the translations, then the package. An editable install leaves both to `make`."""

    def run(self) -> None:
        if not self.editable_mode:
            build_frontend()
            compile_translations()
            shutil.rmtree(self.build_lib, ignore_errors=True)  # else files deleted since an earlier build are shipped
        super().run()


def build_frontend() -> None:
    if is_newer(BUILT, (ROOT / "frontend").rglob("*.[tc]s*")):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("Florilegium needs Node.js 20 or later with npm to build its front end.")
    if not (ROOT / "node_modules").is_dir():
        subprocess.run([npm, "ci", "--no-progress"], cwd=ROOT, check=True)
    subprocess.run([npm, "run", "build"], cwd=ROOT, check=True)


def compile_translations() -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in (ROOT / "florilegium").glob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not is_newer(target, [source]):
            with source.open("rb") as messages, target.open("wb") as compiled:
                write_mo(compiled, read_po(messages, locale=source.parent.parent.name))


def is_newer(made: Path, sources: Iterable[Path]) -> bool:
    return made.exists() and made.stat().st_mtime >= max(source.stat().st_mtime for source in sources)


setup(cmdclass={"build_py": BuildWithPages})
