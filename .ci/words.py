"""Every row of an export that rests on words: `words` equals its slice of the article's text.

    python3 .ci/words.py EXPORT_DIR
"""

import csv
import pathlib
import sys

csv.field_size_limit(2**30)
folder = pathlib.Path(sys.argv[1])


def rows(name):
    with open(folder / name, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def unguarded(cell):
    """A cell that began with a sign that a spreadsheet would run was given one leading quote."""
    return cell[1:] if cell.startswith("'") else cell


texts = {row["id"]: unguarded(row["text"]) for row in rows("articles.csv")}
n_rows = 0
for path in sorted(folder.glob("*.csv")):
    for row in rows(path.name):
        if row.get("start") and row.get("words") is not None and row.get("article_id") in texts:
            slice_ = texts[row["article_id"]][int(row["start"]) : int(row["end"])]
            assert unguarded(row["words"]) == slice_, (path.name, row["words"], slice_)
            n_rows += 1
assert n_rows > 50, f"only {n_rows} rows rest on words"
print(f"{n_rows} rows quote their article exactly")
