"""Only what changed is read again; ids and tables are the same on every run and in every place."""

import os
import shutil

import polars as pl

from ofsted_trends.documents import Limits
from ofsted_trends.ingestion import run, store


def test_a_second_run_reads_nothing_and_says_so(letter, ingested, read_names, tmp_path):
    letter("in/one.pdf")
    first = ingested()
    summary = run.ingest([tmp_path / "in"], tmp_path / "out")
    assert read_names == ["one.pdf"]
    assert (summary.read, summary.unchanged, summary.files) == (0, True, 1)
    assert "nothing had changed" in str(summary)
    assert ingested().observations.equals(first.observations)


def test_only_the_changed_and_the_new_file_are_read(letter, ingested, read_names):
    letter("in/one.pdf"), letter("in/two.pdf", "15")
    ingested()
    read_names.clear()
    letter("in/two.pdf", "16"), letter("in/three.pdf", "22")
    tables = ingested()
    assert sorted(read_names) == ["three.pdf", "two.pdf"]
    assert sorted(str(day) for day in tables.documents["visit_start"]) == ["2019-01-16", "2019-01-22", "2019-01-29"]


def test_a_file_that_is_gone_leaves_the_tables(letter, ingested, read_names, tmp_path):
    letter("in/one.pdf"), letter("in/two.pdf", "15")
    ingested()
    (tmp_path / "in" / "two.pdf").unlink()
    assert ingested().documents["source"].to_list() == ["one.pdf"]
    letter("in/two.pdf", "15")
    assert ingested().documents.height == 2


def test_changed_rules_mean_that_everything_is_read_again(letter, ingested, read_names, monkeypatch):
    letter("in/one.pdf")
    ingested()
    monkeypatch.setattr(store, "rules_version", lambda **_: "other rules")
    monkeypatch.setattr(run, "rules_version", lambda **_: "other rules")
    ingested()
    assert read_names == ["one.pdf", "one.pdf"]


def test_changed_rules_of_coding_read_no_document_again(letter, ingested, read_names, monkeypatch, tmp_path):
    letter("in/one.pdf")
    ingested()
    monkeypatch.setattr(run, "rules_version", lambda **_: "other coding")
    summary = run.ingest([tmp_path / "in"], tmp_path / "out")
    assert read_names == ["one.pdf"]
    assert (summary.read, summary.unchanged) == (0, False)


def test_changed_limits_and_a_changed_index_count_as_changes(letter, ingested, read_names, tmp_path):
    letter("in/one.pdf")
    ingested()
    ingested(limits=Limits(pages=9))
    (tmp_path / "in" / "index.csv").write_text("path,source_url\none.pdf,https://example.org/1\n", encoding="utf-8")
    tables = ingested(limits=Limits(pages=9))
    assert read_names == ["one.pdf"] * 3
    assert tables.documents["source_url"].to_list() == ["https://example.org/1"]


def test_deleted_tables_are_made_again_from_what_is_kept(letter, ingested, read_names, tmp_path):
    letter("in/one.pdf")
    first = ingested()
    (tmp_path / "out" / "observations.parquet").unlink()
    assert ingested().observations.equals(first.observations)
    assert read_names == ["one.pdf"]


def test_the_store_may_be_thrown_away(letter, ingested, tmp_path):
    letter("in/one.pdf")
    first = ingested()
    for file in (tmp_path / "out").glob(".ingest*"):
        file.unlink()
    assert ingested().observations.equals(first.observations)


def test_ids_are_the_same_in_another_folder_on_another_day(letter, ingested, tmp_path):
    letter("in/one.pdf"), letter("in/sub/two.pdf", "15")
    first = ingested()
    shutil.copytree(tmp_path / "in", tmp_path / "elsewhere" / "deep")
    for file in (tmp_path / "elsewhere").rglob("*.pdf"):
        os.utime(file, (0, 0))
    second = ingested(tmp_path / "elsewhere" / "deep", out=tmp_path / "other")
    assert second.observations.equals(first.observations)
    assert second.documents.equals(first.documents)


def test_a_new_document_does_not_change_the_ids_of_the_others(letter, ingested):
    letter("in/one.pdf")
    first = ingested()
    letter("in/earlier.pdf", "8")
    second = ingested()
    assert set(first.observations["observation_id"]) <= set(second.observations["observation_id"])
    assert second.observations["observation_id"].is_unique().all()


def test_every_row_says_where_it_stands(letter, ingested):
    letter("in/one.pdf")
    rows = ingested().observations
    assert rows.height > 0
    where = rows.select(pl.all_horizontal(pl.col("document_id", "page", "paragraph", "text").is_not_null().all()))
    assert where.item()


def test_documents_have_readable_names(letter, ingested):
    letter("in/one.pdf")
    assert ingested().documents["document_id"].to_list() == ["sheffield-focused-visit-2019-01-29"]


def test_what_became_of_items_is_kept_with_the_tables_and_only_found_again_where_documents_changed(
    letter, ingested, monkeypatch, tmp_path
):
    from ofsted_trends.following import matches

    followed = []
    found_of = matches.follow_items
    monkeypatch.setattr(
        matches,
        "follow_items",
        lambda rows, items: followed.extend(items["authority"].unique().sort()) or found_of(rows, items),
    )
    leeds = {"Sheffield": "Leeds"}
    letter("in/one.pdf"), letter("in/two.pdf", "15")
    letter("in/three.pdf", edits=leeds), letter("in/four.pdf", "15", edits=leeds)
    tables = ingested()
    assert tables.matches.height == 4 and tables.matches["outcome"].null_count() == 0
    assert followed == ["Leeds", "Sheffield"]
    letter("in/two.pdf", "15", edits={"often": "seldom"})
    changed = ingested()
    assert followed == ["Leeds", "Sheffield", "Sheffield"]
    assert changed.matches.equals(matches.find_matches(changed.observations, changed.documents))


def test_tables_of_an_earlier_version_and_broken_matches_are_mended(letter, ingested, tmp_path):
    letter("in/one.pdf"), letter("in/two.pdf", "15")
    first = ingested()
    kept = tmp_path / "out" / "matches.parquet"
    kept.unlink()
    assert ingested().matches.equals(first.matches)
    letter("in/three.pdf", "22")
    kept.write_bytes(b"no table")
    assert ingested().matches.height == 6
