#!/usr/bin/env python3
"""Makes invented postings with the columns that `mypage import postings` reads.

    tools/generate-postings.py --count 100000 --out jobs.jsonl      JSON Lines
    tools/generate-postings.py --count 100000 --out jobs.csv        CSV
    tools/generate-postings.py --sample                             data/sample-postings.jsonl.zst

Needs Python 3.11 and the `zstd` command. Names ending in .zst are packed. The same seed gives the same
bytes, with any number of processes; fewer postings are a beginning of more. Places and classifications
come from data/, the vocabulary from tools/postings/. No posting, company or person in it is real.
"""
import argparse
import csv
import datetime
import io
import json
import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

from postings.rows import CHUNK, Chunks
from postings.world import World

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample-postings.jsonl.zst"
SAMPLE_COUNT = 4000
# The program moves the dates of the sample by whole days from here (crates/mypage/src/import/embedded.rs).
SAMPLE_AS_OF = datetime.date(2026, 11, 20)

COLUMNS = [
    "求人番号", "事業所番号", "受付年月日", "紹介期限日", "受理安定所コード", "求人区分", "職種",
    "仕事の内容", "事業所名", "事業所名カナ", "所在地郵便番号", "所在地", "就業場所郵便番号",
    "就業場所都道府県", "就業場所市区町村コード", "就業場所市区町村", "就業場所住所", "雇用形態",
    "雇用期間", "賃金形態", "賃金下限", "賃金上限", "賞与", "就業時間", "時間外労働月平均", "休日",
    "週休二日制", "年間休日数", "年齢制限", "年齢下限", "年齢上限", "学歴", "必要な経験",
    "必要な免許・資格", "通勤手当", "マイカー通勤", "転勤", "試用期間", "加入保険", "従業員数", "採用人数",
    "職業分類コード", "産業分類コード", "公開範囲", "こだわり条件", "オンライン自主応募",
]  # fmt: skip


def json_lines(rows):
    """JSON Lines: numbers as numbers, lists as lists, `null` for what is not given."""
    ordered = ({column: row[column] for column in COLUMNS} for row in rows)
    return "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in ordered)


def csv_rows(rows):
    """CSV without header: lists divided by `|`, nothing for what is not given."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        cells = (row[column] for column in COLUMNS)
        writer.writerow("|".join(cell) if isinstance(cell, list) else cell for cell in cells)
    return text.getvalue()


def make(task):
    """The text of one chunk."""
    chunk, count, form = task
    rows = CHUNKS.rows(chunk, count)
    return (csv_rows(rows) if form == "csv" else json_lines(rows)).encode("utf-8")


def write(path, count, processes):
    form = "csv" if path.name.removesuffix(".zst").endswith(".csv") else "jsonl"
    tasks = [(at, min(CHUNK, count - at * CHUNK), form) for at in range((count + CHUNK - 1) // CHUNK)]
    with open(path, "wb") as file:
        packer = None
        if path.suffix == ".zst":
            # One thread: the packed bytes must not depend on the machine.
            command = ["zstd", "-19", "--single-thread", "-q", "-c"]
            packer = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=file)
        sink = packer.stdin if packer else file
        if form == "csv":
            sink.write((",".join(COLUMNS) + "\n").encode("utf-8"))
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            for text in pool.imap(make, tasks):
                sink.write(text)
        if packer:
            sink.close()
            if packer.wait() != 0:
                sys.exit("zstd failed")


def main():
    global CHUNKS
    parser = argparse.ArgumentParser(description="Makes invented postings.")
    parser.add_argument("--out", type=Path, help="file to write: .jsonl or .csv, packed with a further .zst")
    parser.add_argument("--sample", action="store_true", help=f"write {SAMPLE.relative_to(ROOT)}")
    parser.add_argument("--count", type=int, default=1000, help="how many postings")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, default=SAMPLE_AS_OF, help="day of the newest")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder of the reference data")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    if options.sample:
        options.out, options.count, options.seed, options.as_of = SAMPLE, SAMPLE_COUNT, "1", SAMPLE_AS_OF
    if options.out is None:
        parser.error("say --out FILE or --sample")
    # Made before the processes, which inherit it.
    CHUNKS = Chunks(World(options.data), options.seed, options.as_of)
    write(options.out, options.count, options.processes)


if __name__ == "__main__":
    main()
