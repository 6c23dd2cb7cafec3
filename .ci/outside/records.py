"""Three records to be exported, made of the template: as it is, one of 106
answers, and one with everything a format can stumble over.

python3 records.py PROGRAM FOLDER
"""
import copy
import json
import os
import subprocess
import sys

program, folder = sys.argv[1:3]

NASTY = [
    "<script>alert('x')</script> & &amp; ]]> --> <!-- <b>bold</b>",
    '{ HYPERLINK "https://example.org" } { DATE } { INCLUDETEXT "/etc/passwd" }',
    "=cmd|'/c calc'!A0, +1+1, -1, @SUM(A1)",
    "Escape \x1b[31mred\x1b[0m, a bell \x07, a NUL \x00 and a lone return\rhere.",
    "\u05d9\u05dc\u05d3\u05d4 \u05e9\u05dc\u05d5\u05dd 12 abc, \u0637\u0641\u0644\u0629 \u0641\u064a \u0627\u0644\u0628\u064a\u062a.",
    "Zoe\u0301 (combining), Zo\u00eb, e\u0323\u0302\u0301, \U0001f468\u200d\U0001f469\u200d\U0001f467, \u0a1c\u0a38\u0a2a\u0a4d\u0a30\u0a40\u0a24, \u6f22\u5b57.",
    "A tab\there, two  spaces, trailing space \n\n\nand three line breaks.",
    "W" * 3000,
    "C:\\Users\\someone # * _ ` [link](x) | table | 1. - + ~~~",
    "Bidi marks \u202eevil\u202c \u200f\u200e, soft\u00adhyphen, zero\u200bwidth, \ufeffbom, \ufffe\uffff.",
]


def template():
    out = subprocess.run([program, "session", "template", "--json"], check=True, capture_output=True)
    return json.loads(out.stdout)


def put(name, record):
    with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as file:
        json.dump(record, file)


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def another(id, n):
    """The id with its last five letters counted on."""
    value = 0
    for letter in id[-8:]:
        value = value * 32 + ALPHABET.index(letter)
    value = (value + n) % 32**8
    letters = ""
    for _ in range(8):
        value, rest = divmod(value, 32)
        letters = ALPHABET[rest] + letters
    return id[:-8] + letters


put("plain", template())

long = template()
answers = long["record"]["discussions"][0]["answers"]
spoken = next(a for a in answers if len(a["contributions"]) >= 4)
parts = sorted({a["part"] for a in answers})
made = []
for n in range(106):
    answer = copy.deepcopy(spoken)
    answer["id"] = another(answer["id"], 100_000 + n)
    answer["part"] = parts[n % len(parts)]
    answer["question"] = f"{answer['question']}-{n}"
    answer["contributions"] = answer["contributions"][:4]
    for m, passage in enumerate(answer["contributions"]):
        passage["id"] = another(passage["id"], 200_000 + 10 * n + m)
        passage["text"] = f"{n}.{m}: " + "We know about the move, but not why the plan there ended. " * 8
    made.append(answer)
long["record"]["discussions"][0]["answers"] = made
long["record"]["discussions"][0]["amendments"] = []
put("long", long)

nasty = template()
passages = [
    c
    for d in nasty["record"]["discussions"]
    for a in d["answers"]
    for c in a["contributions"]
]
for n, passage in enumerate(passages):
    passage["text"] = NASTY[n % len(NASTY)]
passages[0]["text"] = "One megabyte, in lines of words. " * 31_000
for d in nasty["record"]["discussions"]:
    for n, action in enumerate(d["actions"]):
        action["what"] = NASTY[n % len(NASTY)]
        action["who"] = "=cmd"
put("nasty", nasty)
