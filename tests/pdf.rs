//! The PDF, read back by a reader that knows nothing of the program: its words
//! in their order whatever was typed, its tags, its heads and feet, and that the
//! check against PDF/UA-1 found nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/example.rs"]
mod example;
#[path = "common/read_back.rs"]
mod read_back;

use chrono::NaiveDate;
use proptest::prelude::*;
use read_back::pdf::{Element, Pdf, Value};
use thinkwheel::export::{self, Format};
use thinkwheel::record::{Audience, Block, Drawing, Leaving, Note, Rules, note};

fn empty() -> Note {
    Note {
        held: true,
        title: "Supervision note".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23),
        draft: false,
        reference: "EX-1001".into(),
        version: "Finalised 23 November 2026".into(),
        audience: Audience::ChildFile,
        blocks: Vec::new(),
        left_out: Vec::new(),
    }
}

fn with(blocks: Vec<Block>) -> Note {
    Note { blocks, ..empty() }
}

fn saying(text: &str) -> Note {
    with(vec![Block::Prose(text.into())])
}

/// Writes twice, and reads what keeps the standard.
fn read(leaving: &Leaving) -> Pdf {
    let bytes = export::write(leaving, Format::Pdf);
    assert!(bytes == export::write(leaving, Format::Pdf), "not the same bytes");
    let pdf = Pdf::read(&bytes);
    assert!(pdf.metadata().iter().any(|m| m.contains("<pdfuaid:part>1</pdfuaid:part>")));
    pdf
}

fn read_one(note: Note) -> Pdf {
    read(&Leaving::of(note))
}

/// The lines of a text as a page has them; the exceptions are those the writer
/// names.
fn lines_of(text: &str) -> Vec<String> {
    text.split(['\n', '\u{2028}', '\u{2029}'])
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.replace('\t', "    ").replace('\u{feff}', "\u{2060}"))
        .collect()
}

/// What was said, without the title and the date before it.
fn said(pdf: &Pdf) -> Vec<String> {
    pdf.lines().split_off(2)
}

fn of_the_example() -> Vec<Note> {
    let s = example::session();
    let one = |d: &thinkwheel::record::Discussion| {
        note(&s, d.id, None, Audience::Full, &Rules::default(), None).unwrap()
    };
    s.discussions.iter().map(one).collect()
}

#[test]
fn the_words_are_those_of_the_plain_text_in_their_order() {
    for note in of_the_example() {
        let plain = export::write(&Leaving::of(note.clone()), Format::Text);
        let plain = lines_of(&String::from_utf8(plain).unwrap());
        let mut read = Vec::new();
        with_columns_named(&read_one(note).tree(), &plain, &mut read);
        assert_eq!(read, plain);
    }
}

/// The words of elements in their order, those of a table as plain text has
/// them: each with the name of its column before it, but for the first.
fn with_columns_named(e: &Element, plain: &[String], read: &mut Vec<String>) {
    if !e.text.is_empty() {
        read.push(e.text.clone());
    }
    if e.tag != "Table" {
        e.children.iter().for_each(|c| with_columns_named(c, plain, read));
        return;
    }
    let (head, rows) = e.children.split_first().unwrap();
    for row in rows {
        for (n, (name, cell)) in head.children.iter().zip(&row.children).enumerate() {
            for (line, p) in cell.children.iter().enumerate() {
                let named = format!("{}: {}", name.children[0].text, p.text);
                // What has no reason may say more all the same.
                let is_named = n > 0 && line == 0 && plain.contains(&named);
                read.push(if is_named { named } else { p.text.clone() });
            }
        }
    }
}

#[test]
fn it_says_what_it_is() {
    let pdf = read_one(of_the_example().remove(0));
    let root = |key| pdf.get(pdf.root, key).map(|v| format!("{v:?}")).unwrap_or_default();
    assert!(root("ViewerPreferences").contains("DisplayDocTitle"), "the title, not the file name");
    assert!(root("MarkInfo").contains("Marked"));
    assert!(pdf.get(pdf.root, "Lang").is_some());
    let about = pdf.metadata();
    assert!(about.contains(&"Supervision record in full".to_owned()), "{about:?}");
    let xmp = about.iter().find(|m| m.contains("xmpmeta")).unwrap();
    assert!(xmp.contains("en-GB"));
    for word in ["creator", "CreateDate", "ModifyDate", "Author"] {
        assert!(!xmp.contains(word), "{word}");
    }
    assert!(pdf.fonts().len() >= 2 && pdf.fonts().values().all(|is_embedded| *is_embedded));
}

#[test]
fn headings_step_down_and_the_sections_are_bookmarks() {
    let pdf = read_one(of_the_example().remove(0));
    let mut before = 0;
    for (tag, _) in pdf.tagged() {
        let Some(level) = tag.strip_prefix('H').and_then(|n| n.parse::<u8>().ok()) else {
            continue;
        };
        assert!(level <= before + 1, "from {before} to {level}");
        before = level;
    }
    let marks = pdf.bookmarks();
    assert_eq!(marks[0], (0, "Supervision record in full".to_owned()));
    assert!(marks.contains(&(1, "What we are worried about".to_owned())));
    assert!(marks.contains(&(2, "What makes it harder".to_owned())));
}

/// Every element of that tag.
fn all<'a>(e: &'a Element, tag: &str, found: &mut Vec<&'a Element>) {
    if e.tag == tag {
        found.push(e);
    }
    e.children.iter().for_each(|c| all(c, tag, found));
}

fn found<'a>(tree: &'a Element, tag: &str) -> Vec<&'a Element> {
    let mut found = Vec::new();
    all(tree, tag, &mut found);
    found
}

#[test]
fn items_are_items_of_one_list() {
    let item = |text: &str, details: &[&str]| Block::Item {
        text: text.into(),
        details: details.iter().map(|&d| d.to_owned()).collect(),
    };
    let tree = read_one(with(vec![
        item("Ring the school", &["By: Tom", "Until: Friday"]),
        item("See gran\nat her house", &[]),
        Block::Prose("Between".into()),
        item("Write it down", &[]),
    ]))
    .tree();
    let lists = found(&tree, "L");
    assert_eq!(lists.iter().map(|l| l.children.len()).collect::<Vec<_>>(), [2, 1]);
    let body = &lists[0].children[0].children[0];
    assert_eq!(body.tag, "LBody");
    let lines: Vec<&str> = body.children.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(lines, ["Ring the school", "By: Tom", "Until: Friday"]);
}

fn action(what: &str, details: &[&str]) -> Block {
    let details = details.iter().map(|&d| d.to_owned()).collect();
    Block::Item { text: what.into(), details }
}

/// What the heads of tables say they are of: "Column" or "Row".
fn scopes<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Dict(d) => {
            if let Some(Value::Name(scope)) = d.get("Scope") {
                found.push(scope);
            }
            for v in d.values() {
                scopes(v, found);
            }
        }
        Value::Array(all) => all.iter().for_each(|v| scopes(v, found)),
        _ => {}
    }
}

/// As in the Word document: its columns named for whoever hears it, a cell for
/// each even where nothing is said.
#[test]
fn actions_are_a_table_with_heads() {
    let pdf = read_one(with(vec![
        Block::Heading { level: 1, text: "Who does what".into() },
        action("Ring the school\nbefore ten", &["Who: Tom", "By when: Friday", "Why: to know"]),
        action("See gran", &["Who: Mum", "By when: soon", "Stage: begun\nlate", "Note: سلام"]),
        action("Write it", &["Who: ", "By when: "]),
        Block::Prose("After.".into()),
        action("Alone", &["Who: Tom", "By when: never"]),
    ]));
    let tree = pdf.tree();
    let tables = found(&tree, "Table");
    assert_eq!(tables.len(), 2);
    assert!(found(&tree, "L").is_empty());
    let said =
        |cell: &Element| cell.children.iter().map(|p| p.text.clone()).collect::<Vec<_>>().join("|");
    let rows: Vec<Vec<(String, String)>> = tables[0]
        .children
        .iter()
        .map(|row| row.children.iter().map(|c| (c.tag.clone(), said(c))).collect())
        .collect();
    let row = |tags: [&str; 4], said: [&str; 4]| -> Vec<(String, String)> {
        tags.iter().zip(said).map(|(t, s)| ((*t).to_owned(), s.to_owned())).collect()
    };
    let body = ["TH", "TD", "TD", "TD"];
    assert_eq!(
        rows,
        [
            row(["TH"; 4], ["What", "Who", "By when", "Why"]),
            row(body, ["Ring the school|before ten", "Tom", "Friday", "to know"]),
            row(body, ["See gran", "Mum", "soon", "Stage: begun|late|Note: سلام"]),
            row(body, ["Write it", "", "", ""]),
        ]
    );
    // A screen reader is told what each head is of.
    let mut of = Vec::new();
    pdf.objects.values().for_each(|v| scopes(v, &mut of));
    assert_eq!(of.iter().filter(|s| **s == "Column").count(), 8, "{of:?}");
    assert_eq!(of.iter().filter(|s| **s == "Row").count(), 4, "{of:?}");
}

/// A row is on one page, under the names of the columns; one that fills most of
/// a page is a list, and nothing of it is lost.
#[test]
fn no_action_is_parted_over_pages() {
    let many: Vec<Block> = (0..60)
        .map(|n| {
            let why = format!("Why: {}", "because of it ".repeat(n % 9));
            action(
                &format!("Do {n} of them"),
                &[&format!("Who: W{n}"), "By when: Friday", &why, &format!("Stage: S{n}")],
            )
        })
        .collect();
    let pdf = read_one(with(many));
    let on = |words: &str| {
        pdf.marked.iter().find(|(_, text)| *text == words).map(|((page, _), _)| *page).unwrap()
    };
    for n in 0..60 {
        assert_eq!(on(&format!("Do {n} of them")), on(&format!("Stage: S{n}")), "{n}");
        assert_eq!(on(&format!("W{n}")), on(&format!("Stage: S{n}")), "{n}");
    }
    let heads = pdf.artifacts.iter().filter(|a| *a == "By when").count();
    assert_eq!(heads, pdf.count_pages() - 1, "named again on every further page");

    let long = "One more thing to do. ".repeat(1000);
    let short = || action("Short", &["Who: Tom", "By when: Friday"]);
    let pdf = read_one(with(vec![short(), action(&long, &["Who: Ann", "By when: May"]), short()]));
    let tree = pdf.tree();
    assert_eq!((found(&tree, "Table").len(), found(&tree, "L").len()), (2, 1));
    assert!(pdf.lines().contains(&long) && pdf.lines().contains(&"Who: Ann".to_owned()));
}

#[test]
fn a_drawing_says_in_words_what_it_shows() {
    let drawing = Drawing::Balance(2);
    let words = drawing.figure().words.join(" ");
    let short = format!("{}. {words}", drawing.title());
    let title = drawing.title().to_owned();
    let pdf = read_one(with(vec![Block::Picture(drawing)]));
    let tree = pdf.tree();
    let figures = found(&tree, "Figure");
    assert_eq!(figures.len(), 1);
    assert_eq!(figures[0].alt.as_deref(), Some(short.as_str()));
    assert!(pdf.tagged().contains(&("P".to_owned(), title)), "its title is printed");
    assert!(pdf.tagged().contains(&("P".to_owned(), words)));
}

/// Whatever stands above it, a short item is on one page, and a drawing with
/// what it shows, its title and its words.
#[test]
fn what_belongs_together_is_on_one_page() {
    let item = Block::Item {
        text: "Ring the school".into(),
        details: ["By: Tom", "Until: Friday", "Why: to know", "More: no"].map(Into::into).into(),
    };
    let field = Block::Field { name: "Balance".into(), value: "two steps".into() };
    for lines in 20..48 {
        let above = || Block::Prose("A line.\n".repeat(lines));
        let with_item = with(vec![above(), item.clone()]);
        let picture = Block::Picture(Drawing::Balance(2));
        let with_picture = with(vec![above(), field.clone(), picture]);
        for (note, first, last) in [
            (with_item, "Ring the school", "More: no"),
            (with_picture, "Balance: two steps", "Balance: tilts"),
        ] {
            let marked = read_one(note).marked;
            let on = |words: &str| {
                marked.iter().find(|(_, text)| text.starts_with(words)).map(|((page, _), _)| *page)
            };
            assert!(on(first).is_some());
            assert_eq!(on(first), on(last), "{lines} lines above {first}");
        }
    }
}

#[test]
fn every_page_has_its_head_and_its_foot() {
    let long = Note { blocks: vec![Block::Prose("A line.\n".repeat(100))], ..empty() };
    let check = export::digest(&long);
    let pdf = read_one(long);
    assert_eq!(pdf.count_pages(), 3);
    let margins = pdf.artifacts.join("\n");
    for once_a_page in [
        "EX-1001 · 23 November 2026",
        "Finalised 23 November 2026",
        &format!("Check number {}", &check[..12]),
    ] {
        assert_eq!(margins.matches(once_a_page).count(), 3, "{once_a_page}");
    }
    assert!(margins.contains("Page 2 of 3"));
    assert!(!margins.contains("DRAFT"));
    let draft = Note { draft: true, ..saying(&"A line.\n".repeat(100)) };
    let pdf = read_one(draft);
    assert_eq!(pdf.artifacts.join("\n").matches("DRAFT, not finalised").count(), 3);
    assert_eq!(pdf.lines()[0], "DRAFT, not finalised: Supervision note");
}

#[test]
fn a_head_that_is_too_long_is_cut_and_stays_on_the_page() {
    for reference in ["reference ".repeat(40), "x".repeat(900), "سلام ".repeat(90), "你".repeat(99)]
    {
        let pdf = read_one(Note { reference, ..saying("Words.") });
        assert!(pdf.artifacts.iter().any(|a| a.ends_with('…')), "{:?}", pdf.artifacts);
        assert!(pdf.artifacts.iter().any(|a| a.contains("Check number")));
    }
}

#[test]
fn several_notes_begin_a_page_each() {
    let notes = of_the_example();
    let alone: usize = notes.iter().map(|n| read_one(n.clone()).count_pages()).sum();
    let titles: Vec<String> = notes.iter().map(|n| read_one(n.clone()).lines().remove(0)).collect();
    let pdf = read(&Leaving { notes, records: Vec::new() });
    // They stand behind a list of them.
    assert_eq!(pdf.count_pages(), alone + 1);
    let tree = pdf.tree();
    assert_eq!(found(&tree, "Part").len(), titles.len() + 1);
    let heads: Vec<String> = found(&tree, "H1").iter().map(|h| h.text.clone()).collect();
    assert_eq!(heads[0], "Supervision record in full, with drafts");
    assert_eq!(heads[1..], titles);
    let all = alone + 1;
    assert!(pdf.artifacts.contains(&format!("Page {all} of {all}")));
    assert!(pdf.artifacts.contains(&"Note 2 of 4, page 1 of 4".to_owned()), "{:?}", pdf.artifacts);
}

/// The list says whom each note is about, when it was held, how far it has
/// come and where it begins, however long the list is.
#[test]
fn the_list_of_notes_says_where_each_begins() {
    let mut notes: Vec<Note> = (0..90)
        .map(|n| {
            let child = Block::Field { name: "Child".into(), value: format!("Child\nno {n}") };
            let lines = Block::Prose("A line.\n".repeat(n % 3 * 60));
            Note { draft: n == 7, blocks: vec![child, lines], ..empty() }
        })
        .collect();
    let pdf = read(&Leaving { notes: notes.clone(), records: Vec::new() });
    let tree = pdf.tree();
    let tables = found(&tree, "Table");
    assert_eq!(tables.len(), 1);
    let said = |row: &Element| -> Vec<String> {
        row.children.iter().map(|c| c.children.iter().map(|p| p.text.as_str()).collect()).collect()
    };
    assert_eq!(said(&tables[0].children[0]), ["Note", "About", "Held", "State", "Page"]);
    let states = ["Finalised 23 November 2026", "DRAFT, not finalised"];
    for (n, row) in tables[0].children[1..].iter().enumerate() {
        let row = said(row);
        let state = states[usize::from(n == 7)];
        let want = [&format!("{}", n + 1), &format!("Child no {n}"), "23 November 2026", state];
        assert_eq!(row[..4], want);
        // The title of that note stands on the page that is named.
        let foot = format!("Note {} of 90, page 1 of", n + 1);
        let at = pdf.artifacts.iter().position(|a| a.starts_with(&foot)).unwrap();
        assert_eq!(pdf.artifacts[at + 1], format!("Page {} of {}", row[4], pdf.count_pages()));
    }
    notes.truncate(2);
    let few = read(&Leaving { notes, records: Vec::new() });
    assert!(found(&few.tree(), "Table").is_empty());
    let letter = || Note { audience: Audience::Letter, ..saying("Dear Maya") };
    let letters = Leaving { notes: vec![letter(), letter(), letter()], records: Vec::new() };
    assert_eq!(read(&letters).lines(), ["Dear Maya", "Dear Maya", "Dear Maya"]);
}

#[test]
fn a_letter_is_its_words_and_nothing_else() {
    let letter = Note { audience: Audience::Letter, ..saying("Dear Maya\n\nYou told me.") };
    let pdf = read_one(letter.clone());
    assert_eq!(pdf.lines(), ["Dear Maya", "You told me."]);
    assert!(pdf.artifacts.is_empty(), "{:?}", pdf.artifacts);
    let draft = read_one(Note { draft: true, ..letter });
    assert_eq!(draft.lines()[0], "DRAFT, not finalised");
    assert!(draft.artifacts.contains(&"DRAFT, not finalised".to_owned()));
}

#[test]
fn a_day_that_must_not_be_known_is_on_no_page() {
    let pdf = read_one(Note { date: None, ..saying("Words.") });
    assert!(pdf.artifacts.contains(&"EX-1001".to_owned()), "{:?}", pdf.artifacts);
}

#[test]
fn a_file_without_words_is_a_file() {
    assert_eq!(read(&Leaving::default()).count_pages(), 1);
    let nothing = Note { title: String::new(), reference: String::new(), ..empty() };
    assert_eq!(read_one(Note { version: String::new(), ..nothing }).count_pages(), 1);
}

#[test]
fn whatever_was_typed_is_there() {
    for text in [
        "She said سلام عليكم to her gran, and then left.",
        "السلام عليكم يا مها (23) متى؟ 12 شباط",
        "שלום עולם, said in a book; אבג 123 דהו",
        "e\u{301} o\u{302}\u{323} Zalgo h\u{335}\u{321}\u{34e}ello",
        "👩‍👩‍👧‍👦 and ❤️ and 🙂, 🇬🇧",
        "你好, 世界。これは日本語です",
        "ਸਤ ਸ੍ਰੀ ਅਕਾਲ নমস্কার ሰላም",
        "a\u{feff}b \u{200b}c\u{ad}d \u{202e}e\u{202c} \u{2066}f\u{2069}",
        "\u{feff}first",
        "\ttab\tand  two  spaces ",
        "one\n\n\ntwo\r\nthree\rfour\u{2028}five\u{2029}six",
        "=cmd|' /C calc'!A0 <script> ]]> %PDF-1.7 (\\) endstream",
        "private \u{e000}\u{f8ff}\u{f0000} none \u{fffe}\u{ffff}\u{10ffff}",
        "\u{3164}\u{115f} \u{180e} \u{e0041}",
        "ﬁ ﬂ office affine fi ffl",
        &"\u{301}".repeat(500),
        &" ".repeat(5000),
    ] {
        let typed = export::visible(text).into_owned();
        assert_eq!(said(&read_one(saying(text))), lines_of(&typed), "{text:?}");
        // Wherever it stands.
        let note = with(vec![
            Block::Heading { level: 2, text: text.into() },
            Block::Question(text.into()),
            Block::Said(text.into()),
            Block::Field { name: text.into(), value: text.into() },
            Block::Item { text: text.into(), details: vec![text.into(), text.into()] },
            action(text, &[&format!("Who: {text}"), &format!("By when: {text}"), text]),
        ]);
        let words = || text.to_owned();
        read_one(Note { title: words(), version: words(), reference: words(), ..note });
        let end = || "\u{feff}".to_owned() + text;
        read_one(with(vec![Block::Picture(Drawing::SafetyOverTime {
            points: vec![(NaiveDate::default(), 3), (NaiveDate::MAX, 9)],
            zero: end(),
            ten: end(),
            rater: words(),
        })]));
    }
}

#[test]
fn what_no_font_has_is_seen_as_its_number() {
    // The letter for whoever copies; the reader's own eyes see Latin letters.
    let note = saying("Name: 你好");
    assert!(
        export::lacks_letters(&Leaving::of(note.clone()), Format::Pdf).unwrap().contains("2 signs")
    );
    let pdf = read_one(note);
    assert_eq!(said(&pdf), ["Name: 你好"]);
    assert!(pdf.fonts().keys().all(|f| f.contains("NotoSans")), "{:?}", pdf.fonts());
}

/// What the numbers are is said at the foot of the pages that show them, and
/// of no other.
#[test]
fn a_page_with_numbers_says_what_they_are() {
    let feet = |text: &str| {
        let pdf = read_one(saying(text));
        let said = pdf.artifacts.iter().filter(|a| a.contains("the Word document keeps it."));
        (said.count(), pdf.count_pages())
    };
    assert_eq!(feet("Only words, سلام, שלום"), (0, 1));
    assert_eq!(feet(&("A line.\n".repeat(100) + "你好")), (1, 3));
    let letter = Note { audience: Audience::Letter, ..saying("你好") };
    assert!(read_one(letter).artifacts.is_empty());
    let other = Leaving::of(saying("你好"));
    assert_eq!(export::lacks_letters(&other, Format::Docx), None);
    assert_eq!(export::lacks_letters(&Leaving::of(saying("ਸਤ")), Format::Pdf), None);
}

/// The languages of many families: in letters, which are found and copied in
/// the order they were written.
#[test]
fn scripts_of_india_ethiopia_and_arabia_are_in_letters() {
    for (text, font) in [
        ("माँ ने कहा: \"नमस्ते, क्षमा करें।\" क्‍ष र्क ज्ञ ड़", "Devanagari"),
        ("মা বললেন, আমি ভালো আছি। ক্ষ র্ক্ত শ্রী কো কৌ", "Bengali"),
        ("ਮਾਂ ਨੇ ਕਿਹਾ: ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ। ਨ੍ਹ ਪ੍ਰੀਤ ਕ੍ਵ", "Gurmukhi"),
        ("મા એ કહ્યું: નમસ્તે, ક્ષમા કરશો. શ્રી ર્ક", "Gujarati"),
        ("அம்மா சொன்னார்: நான் நலம். கொ கோ கௌ ஸ்ரீ க்ஷ", "Tamil"),
        ("እናቴ ሰላም ናት። ሓፍተይ ኣብ ቤት እያ፣ ፩ ቋንቋ", "Ethiopic"),
        ("اس نے کہا کہ وہ ڈرتی ہے", "Naskh"),
        ("او می‌ترسد، گفت: ۱۲ «کتاب»؛ پەڕتووک خۆش", "Naskh"),
    ] {
        let mixed = format!("Mum said {text} and left, 12 May; سلام {text}.");
        let long = text.split(' ').collect::<String>().repeat(40);
        for text in [text, &mixed, &long] {
            let pdf = read_one(saying(text));
            assert_eq!(said(&pdf), [text]);
            assert!(pdf.fonts().keys().any(|f| f.contains(font)), "{:?}", pdf.fonts());
            assert!(pdf.artifacts.iter().all(|a| !a.contains("by its number")), "{text}");
        }
        // Signs that are no words, in the face that has them.
        let broken: String = text.chars().rev().collect();
        assert_eq!(said(&read_one(saying(&broken))), [broken]);
    }
}

#[test]
fn control_characters_are_shown() {
    assert_eq!(said(&read_one(saying("a\0b\u{1b}[31mc\u{7f}\u{9b}"))), ["a␀b␛[31mc␡�"]);
}

#[test]
fn much_is_written_as_well_as_little() {
    let mib = 1 << 20;
    for text in ["abcdefghij".repeat(mib / 10), "She came home. ".repeat(mib / 15)] {
        assert!(said(&read_one(saying(&text))) == lines_of(&text));
    }
    let text = "A short line\n".repeat(10_000);
    assert!(said(&read_one(saying(&text))) == lines_of(&text));
    for text in ["שלום".repeat(5_000), "你好".repeat(5_000), "😀\u{200d}".repeat(5_000)] {
        assert!(said(&read_one(saying(&text))) == lines_of(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_words_come_back(
        text in "(\\PC|[a-z]{1,9}| |[ء-ي]{1,5}|[א-ת]{1,5}|[\u{900}-\u{97f}]{1,5}|[\u{980}-\u{9ff}\u{a00}-\u{aff}]{1,5}|[\u{b80}-\u{bff}\u{1200}-\u{137f}]|[0-9(),.]|[\u{300}-\u{30f}]|你|\n){0,300}"
    ) {
        prop_assert_eq!(said(&read_one(saying(&text))), lines_of(&text));
    }
}
