#!/usr/bin/env python3
"""Checks a PDF with poppler, which nobody here wrote.

    pdf.py note.pdf note.txt

note.txt holds the same note as plain text. Checked: every word of it is in the
text of the pages and in the tags, in the same order; title, language, tags and
headings; that every font is embedded, a subset, and says what its glyphs mean;
that there is no author, no date and no script.
"""
import re
import subprocess
import sys


def run(*command):
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def plain(text):
    """Words of letters every face has. How others are drawn and told by number
    is tests/pdf.rs's to look at."""
    every = lambda w: all(ord(c) < 0x300 or 0x2010 <= ord(c) <= 0x203A for c in w)
    # what is longer than a line is parted
    return [w for w in words(text) if len(w) < 60 and every(w)]


def words(text):
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u2060]", "", text).split()


def unnamed(text):
    """Actions are a table: who, by when and why are named over its columns."""
    return re.sub(r"^(Who|By when|Why): ", "", text, flags=re.M)


def in_order(wanted, found, what):
    """Each wanted word, in turn, somewhere after the one before it."""
    at = 0
    for n, word in enumerate(wanted):
        try:
            at = found.index(word, at) + 1
        except ValueError:
            raise SystemExit(f"{what}: word {n} of {len(wanted)} is not there or not in its place")


def read_one_way(text):
    """The lines read from left to right alone: of others poppler gives the
    words as they are seen, which no order of text can equal. tests/pdf.rs
    reads them back by the standard."""
    both = re.compile("[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\u200e\u200f\ufb1d-\ufeff]")
    return "\n".join(line for line in text.split("\n") if not both.search(line))


def main(pdf, text):
    wanted = plain(unnamed(read_one_way(open(text, encoding="utf-8").read())))
    # In the order of the file: poppler's own guess at lines and columns puts a
    # letter that is shown by its number (an ActualText) where it does not
    # stand, and tables down their columns.
    in_order(wanted, words(run("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-")), "pages")

    tags = run("pdfinfo", "-struct-text", pdf)
    told = " ".join(re.findall(r'^\s*"(.*)"\s*$', tags, re.M))
    in_order(wanted, words(told), "tags")
    levels = [int(n) for n in re.findall(r"^\s*H(\d)\b", tags, re.M)]
    if not levels or levels[0] != 1:
        raise SystemExit("the first heading is not the title")
    if any(b > a + 1 for a, b in zip(levels, levels[1:])):
        raise SystemExit("a level of headings is left out")
    if not tags.startswith("Document"):
        raise SystemExit("the tags do not begin with a document")

    about = dict(l.split(":", 1) for l in run("pdfinfo", pdf).splitlines() if ":" in l)
    for key, value in [("Tagged", "yes"), ("JavaScript", "no"), ("Encrypted", "no")]:
        if about[key].strip() != value:
            raise SystemExit(f"{key} is {about[key].strip()}")
    if not about.get("Title", "").strip():
        raise SystemExit("no title")
    for key in ("Author", "Creator", "CreationDate", "ModDate"):
        if key in about:
            raise SystemExit(f"it says {key}")
    meta = run("pdfinfo", "-meta", pdf)
    if "<pdfuaid:part>1</pdfuaid:part>" not in meta:
        raise SystemExit("it does not say that it keeps PDF/UA-1")
    if "en-GB" not in meta:
        raise SystemExit("no language")

    fonts = run("pdffonts", pdf).splitlines()[2:]
    if not fonts:
        raise SystemExit("no fonts")
    for font in fonts:
        if not re.search(r"\s+yes\s+yes\s+yes\s+\d+\s+\d+\s*$", font):
            raise SystemExit(f"not embedded, subset and readable: {font}")
    print(f"{pdf}: {len(wanted)} words, {len(levels)} headings, {len(fonts)} fonts")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2])
