"""Every word of a note stands in a PDF of it, in whatever order and lines.

python3 words.py NOTE.txt FILE.pdf

What LibreOffice cannot print it leaves out or replaces, so only words of
letters and digits that any font has are looked for, and none of a line that is
turned round by a sign for it: poppler gives those as they are seen.
"""
import re
import subprocess
import sys

note, pdf = sys.argv[1:3]
said = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
there = re.sub(r"\s+", "", said.stdout.decode("utf-8", "replace"))
# Hyphens at the end of a line may be the printer's.
there = there.replace("\u00ad", "").replace("\u2010", "-")
turned = re.compile("[\u202a-\u202e\u2066-\u2069]")
lines = [line for line in open(note, encoding="utf-8") if not turned.search(line)]
wanted = [word for line in lines for word in re.findall(r"[A-Za-z0-9]{2,}", line)]
missing = sorted({w for w in wanted if len(w) < 60 and w not in there})
if missing:
    sys.exit(f"{pdf}: {len(missing)} words are missing: {', '.join(missing[:12])}")
