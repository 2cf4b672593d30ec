"""Every command in the README runs: a newcomer copies them as they stand."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
LETTER = """18 May 2018

Focused visit to Sheffield children's services

This letter summarises the findings of a focused visit to Sheffield children's services on 24 and 25 April 2018. The
inspectors were Ann Lee, HMI, and Bo Hill, HMI.

Inspectors looked at the local authority's arrangements for the 'front door'.

What needs to improve in this area of social work practice

- The recording of visits to children.
- The engagement of fathers who live apart from their children.

Findings

Supervision is regular, but its quality is too variable. Plans are clear and timely.

Yours sincerely

Ann Lee
"""


def find_commands(prefix: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.S)
    inline = re.findall(r"`((?:make|ofsted-trends) [^`\n]+)`", README)
    lines = [line.strip() for block in blocks for line in block.splitlines()] + inline
    # tests/functional/test_cluster.py runs what needs a cluster
    return sorted({line for line in lines if line.startswith(prefix) and "--scheduler" not in line})


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as the README assumes it: documents in data/corpus, sentences in a file."""
    tmp_path = tmp_path_factory.mktemp("workplace")
    (tmp_path / "data" / "corpus").mkdir(parents=True)
    (tmp_path / "data" / "corpus" / "letter.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "sentences.jsonl").write_text(
        '{"id": "1", "section": "Findings", "prev": "", "text": "Supervision is regular.", "next": ""}\n',
        encoding="utf-8",
    )
    (tmp_path / "weekly.toml").write_text(re.findall(r"```toml\n(.*?)```", README, re.S)[0], encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "ofsted_trends.cli", "ingest", "data/corpus", "--out", "data/frame"],
        cwd=tmp_path,
        check=True,
    )
    subprocess.run(
        [sys.executable, "-m", "ofsted_trends.cli", "review", "sample", "--n", "5", "--out", "review.csv"],
        cwd=tmp_path,
        check=True,
    )
    return tmp_path


@pytest.mark.parametrize("command", find_commands("ofsted-trends "))
def test_every_command_of_the_package_runs(command: str, workplace: Path) -> None:
    words = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "ofsted_trends.cli", *words], cwd=workplace, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "a command says what it did"


@pytest.mark.parametrize("command", find_commands("make "))
def test_every_make_command_has_a_rule(command: str) -> None:
    done = subprocess.run(
        ["make", "--dry-run", "--always-make", *shlex.split(command)[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_every_command_of_the_command_line_is_in_the_readme() -> None:
    from ofsted_trends.cli import app

    names = [c.callback.__name__ for c in app.registered_commands if c.callback] + [
        g.name for g in app.registered_groups
    ]
    missing = [name for name in names if f"ofsted-trends {name}" not in README]
    assert not missing


def test_the_python_example_runs(tmp_path: Path) -> None:
    example = re.search(r"```python\n(.*?)```", README, re.S)
    assert example
    done = subprocess.run([sys.executable, "-c", example[1]], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "overall" in done.stdout


def test_every_notebook_has_its_picture_and_its_row() -> None:
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"| `{notebook.stem}` |" in README
        shown = re.search(rf'src="(\.github/pictures/{notebook.stem}\.png)"[^>]* alt="[^"]{{20,}}"', README)
        assert shown, f"{notebook.stem}: python tests/browser/take_pictures.py, and show it with a text alternative"
        assert (ROOT / shown[1]).read_bytes().startswith(b"\x89PNG")
