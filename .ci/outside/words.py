"""Every word of a note stands in a PDF of it, in whatever order and lines.

python3 words.py NOTE.txt FILE.pdf

What LibreOffice cannot print it leaves out or replaces, so only words of
letters and digits that any font has are looked for.
"""
import re
import subprocess
import sys

note, pdf = sys.argv[1:3]
said = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
there = re.sub(r"\s+", "", said.stdout.decode("utf-8", "replace"))
# Hyphens at the end of a line may be the printer's.
there = there.replace("\u00ad", "").replace("\u2010", "-")
wanted = re.findall(r"[A-Za-z0-9]{2,}", open(note, encoding="utf-8").read())
missing = sorted({w for w in wanted if len(w) < 60 and w not in there})
if missing:
    sys.exit(f"{pdf}: {len(missing)} words are missing: {', '.join(missing[:12])}")
