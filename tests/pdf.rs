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
use read_back::pdf::{Element, Pdf};
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
        assert_eq!(read_one(note).lines(), plain);
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
        item("Ring the school", &["Who: Tom", "By when: Friday"]),
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
    assert_eq!(lines, ["Ring the school", "Who: Tom", "By when: Friday"]);
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
        details: ["Who: Tom", "By when: Friday", "Why: to know", "More: no"].map(Into::into).into(),
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
    assert_eq!(pdf.count_pages(), alone);
    let tree = pdf.tree();
    assert_eq!(found(&tree, "Part").len(), titles.len());
    let heads: Vec<String> = found(&tree, "H1").iter().map(|h| h.text.clone()).collect();
    assert_eq!(heads, titles);
    assert!(pdf.artifacts.contains(&format!("Page {alone} of {alone}")));
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
    let pdf = read_one(saying("Name: 你好"));
    assert_eq!(said(&pdf), ["Name: 你好"]);
    assert!(pdf.fonts().keys().all(|f| f.contains("NotoSans")), "{:?}", pdf.fonts());
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
        text in "(\\PC|[a-z]{1,9}| |[ء-ي]{1,5}|[א-ת]{1,5}|[0-9(),.]|[\u{300}-\u{30f}]|你|\n){0,300}"
    ) {
        prop_assert_eq!(said(&read_one(saying(&text))), lines_of(&text));
    }
}
