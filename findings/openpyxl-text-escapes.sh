#!/bin/bash
# openpyxl 3.1.5 undoes one of the escapes of text in a workbook, in one of the two places where text stands, and writes none.
#
# In a workbook `_x0041_` inside a text stands for the character U+0041; a text that has these letters itself is written
# `_x005F_x0041_`. Seen with XlsxWriter 3.2.5 and python-calamine 0.9.1 beside it:
#   written by XlsxWriter            read by openpyxl     read by calamine
#   "_x0041_"  (shared strings)      "_x0041_"            "_x0041_"
#   "a<BEL>b"  (shared strings)      "a_x0007_b"          "a<BEL>b"
#   "_x0041_"  (inline, constant     "_x005F_x0041_"      "_x0041_"
#              memory)
#   written by openpyxl, "_x0041_":  "_x0041_"            "A"
# So a test that reads its own workbook back by openpyxl passes while every other program shows another text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" --quiet --disable-pip-version-check install openpyxl==3.1.5 xlsxwriter==3.2.5 python-calamine==0.9.1 2>/dev/null
cd "$folder"
venv/bin/python - <<'PYTHON'
import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook


def by_both(name):
    one = [row[0].value for row in openpyxl.load_workbook(name).active.rows]
    other = [row[0] for row in CalamineWorkbook.from_path(name).get_sheet_by_index(0).to_python()]
    return one, other


for name, options in (("shared.xlsx", {}), ("inline.xlsx", {"constant_memory": True})):
    book = xlsxwriter.Workbook(name, options)
    sheet = book.add_worksheet()
    for row, text in enumerate(("_x0041_", "a\x07b")):
        sheet.write_string(row, 0, text)
    book.close()
book = openpyxl.Workbook()
book.active["A1"] = "_x0041_"
book.save("own.xlsx")

seen = {name: by_both(name) for name in ("shared.xlsx", "inline.xlsx", "own.xlsx")}
for name, (one, other) in seen.items():
    print(name, "openpyxl:", one, "calamine:", other)
assert seen == {
    "shared.xlsx": (["_x0041_", "a_x0007_b"], ["_x0041_", "a\x07b"]),
    "inline.xlsx": (["_x005F_x0041_", "a_x0007_b"], ["_x0041_", "a\x07b"]),
    "own.xlsx": (["_x0041_"], ["A"]),
}, seen
PYTHON
echo "as described"
