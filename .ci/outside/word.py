"""Reads a Word document with python-docx, which nobody here wrote.

    word.py NOTE.docx NOTE.txt

NOTE.txt is the same note as plain text. Fails, saying what, where the document
does not say the same words in the same order, or lacks what a reader needs:
title, language, headings that skip no level, header rows, a page header.
"""

import re
import sys

import docx
from docx.oxml.ns import qn
from docx.table import Table

faults = []


def check(holds, what):
    if not holds:
        faults.append(what)


def lines(text):
    """The lines that hold words."""
    return [line for line in text.split("\n") if line.strip()]


def table_lines(table):
    """A table as plain text says it: the column's name before each value."""
    head = [cell.text for cell in table.rows[0].cells]
    for row in table.rows[1:]:
        for name, cell in zip(head, row.cells):
            for paragraph in cell.paragraphs:
                said = paragraph.text
                is_value = paragraph.style.name == "Table text"
                if is_value and said and name != head[0]:
                    said = f"{name}: {said}"
                yield from lines(said)


def main(path, plain):
    with open(plain, encoding="utf-8", newline="") as file:
        # XML cannot hold these two.
        text = re.sub("[\ufffe\uffff]", "\ufffd", file.read())
    document = docx.Document(path)

    # Words, in order. A drawing, its name and its words are not in plain text.
    read = []
    has_contents = False
    for block in document.iter_inner_content():
        if isinstance(block, Table) and block.rows[0].cells[0].text == "Note":
            # The list of several notes stands before the first and is no part of any.
            has_contents = True
        elif isinstance(block, Table):
            read.extend(table_lines(block))
        elif block.style.name == "Body text goes on":
            # What was too long for one paragraph goes on in the next.
            first, *others = block.text.split("\n")
            read[-1] += first
            read.extend(lines("\n".join(others)))
        elif block.style.name not in ("Picture title", "Picture", "Caption", "caption",
                                      "Contents title", "Contents text"):
            read.extend(lines(block.text))
    want = lines(text)
    check(read == want, "the words are not those of the plain text")
    for a, b in zip(read, want):
        if a != b:
            check(False, f"  in the document: {a[:60]!r}; as text: {b[:60]!r}")
            break

    # Headings.
    paragraphs = document.paragraphs
    titles = [p.text for p in paragraphs if p.style.name == "Title"]
    check(titles and titles[0] == want[0], "no title above everything")
    level = 0
    for p in paragraphs:
        if p.style.name == "Title":
            level = 0
        named = re.fullmatch(r"Heading (\d)", p.style.name)
        if named:
            check(int(named[1]) <= level + 1, "a level of heading is skipped")
            level = int(named[1])
    check(all(p.text.strip() or p._p.findall(".//" + qn("w:drawing")) for p in paragraphs
              if p.style.name != "After table"), "an empty paragraph")

    # Properties.
    properties = document.core_properties
    named = properties.title or ""
    check(named and (len(titles) > 1 or titles[0] in named), "no title in the properties")
    check(properties.language == "en-GB", "the language of the properties is not en-GB")
    check(not properties.author and not properties.last_modified_by, "names somebody")
    language = document.styles.element.find(".//" + qn("w:rPrDefault") + "//" + qn("w:lang"))
    check(language is not None and language.get(qn("w:val")) == "en-GB", "words have no language")

    # Tables, drawings, page headers, nothing from outside.
    for table in document.tables:
        check(table._tbl.findall(".//" + qn("w:tblHeader")), "a table without a header row")
    for drawing in document.element.iter(qn("wp:docPr")):
        check(drawing.get("descr"), "a drawing without words")
    sections = list(document.sections)[has_contents:]
    check(len(sections) == len(titles), "a note without pages of its own")
    check(has_contents == (len(titles) > 2), "no list of several notes, or one of few")
    for section in sections:
        said = " ".join(p.text for p in section.header.paragraphs)
        check("Supervision held: " in said, "a page header without the date")
        check(re.search(r"Check number: [0-9a-f]{12}", said), "a page header without check number")
    for part in document.part.package.iter_parts():
        check(not any(r.is_external for r in part.rels.values()), "refers to something outside")

    for fault in faults:
        print(f"{path}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
