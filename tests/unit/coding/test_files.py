from __future__ import annotations

import json
from pathlib import Path

import pytest

from ofsted_trends.coding import code_file
from ofsted_trends.errors import InputError


def test_lines_come_out_in_the_order_they_went_in(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "b", "section": "", "prev": "", "text": "Supervision is weak.", "next": ""},
        {"id": "a", "section": None, "prev": None, "text": "The sun shone.", "next": None},
    ]
    source.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    assert code_file(source, target) == 2
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [o["id"] for o in out] == ["b", "a"]
    assert out[0]["themes"]["supervision"] == "concern"
    assert set(out[0]) == {"id", "finding", "themes", "direction"}
    assert out[1]["themes"] == {}


def test_wrong_lines_are_named_all_at_once(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"id": "1", "text": "ok"}\nnot json\n[1]\n{"id": "2"}\n{"id": "1", "text": "x"}\n'
        '{"id": "3", "text": "x", "prev": 4}\n'
    )
    with pytest.raises(InputError) as caught:
        code_file(source, tmp_path / "out.jsonl")
    told = str(caught.value)
    for line in (2, 3, 4, 5, 6):
        assert f"{source}: line {line}:" in told
    assert not (tmp_path / "out.jsonl").exists()


def test_missing_and_unwritable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        code_file(tmp_path / "none.jsonl", tmp_path / "out.jsonl")
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "1", "text": "Plans are good."}\n')
    with pytest.raises(InputError, match="cannot be written"):
        code_file(source, tmp_path / "no" / "folder" / "out.jsonl")
