//! The Word document: whole, the same every time, in words what the note says.
//! Readers other than the program's own look at it here; python-docx and
//! `LibreOffice` do in `.ci/full`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::case_sensitive_file_extension_comparisons)] // names of parts are ours

#[path = "common/example.rs"]
mod example;
#[path = "common/golden.rs"]
mod golden;
#[path = "common/read_back.rs"]
mod read_back;

use chrono::NaiveDate;
use proptest::prelude::*;
use read_back::parts;
use thinkwheel::export::{Format, digest, preview, visible, write};
use thinkwheel::practice::Place;
use thinkwheel::record::{Audience, Block, Drawing, Leaving, Note, Rules, Session, note};

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).into_iter().find(|(n, _)| n == name).expect(name).1
}

fn docx(notes: Vec<Note>) -> Vec<u8> {
    write(&Leaving { notes, records: Vec::new() }, Format::Docx)
}

fn note_with(blocks: Vec<Block>) -> Note {
    Note {
        title: "Case supervision note".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23),
        held: true,
        draft: false,
        reference: "EX-1001".into(),
        version: "Finalised 23 November 2026".into(),
        audience: Audience::ChildFile,
        blocks,
        left_out: Vec::new(),
    }
}

fn full(s: &Session, discussion: usize) -> Note {
    note(s, s.discussions[discussion].id, None, Audience::Full, &Rules::default(), None).unwrap()
}

/// A paragraph of the body: its style and its words.
struct Paragraph {
    style: String,
    words: String,
    in_table: bool,
}

fn paragraphs(document: &str) -> Vec<Paragraph> {
    let mut table = 0;
    let mut out = Vec::new();
    for piece in document.split_inclusive("</w:p>") {
        table += piece.matches("<w:tbl>").count();
        table -= piece.matches("</w:tbl>").count();
        let Some((_, after)) = piece.split_once("<w:pStyle w:val=\"") else { continue };
        let style = after.split('"').next().unwrap().to_owned();
        let at = piece.find("<w:p>").unwrap();
        out.push(Paragraph { style, words: words(&piece[at..]), in_table: table > 0 });
    }
    out
}

/// The words of a stretch of XML, by a reader of references and tags alone.
fn words(xml: &str) -> String {
    let xml = xml.replace("<w:br/>", "\n").replace("<w:tab/>", "\t");
    let mut out = String::new();
    for piece in xml.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        out.push_str(&quick_xml::escape::unescape(text).unwrap());
    }
    out
}

#[test]
fn a_childs_note_is_the_golden_one() {
    let s = example::session();
    let d = s.discussions[0].id;
    let note = note(&s, d, None, Audience::ChildFile, &Rules::default(), None).unwrap();
    let bytes = docx(vec![note]);
    // A line for each paragraph, so that a person can look at what changed.
    let shown = |name: &str| part(&bytes, name).replace("</w:p>", "</w:p>\n");
    golden::same("docx-document.xml", shown("word/document.xml").as_bytes());
    golden::same("docx-header.xml", shown("word/header1.xml").as_bytes());
    golden::same("docx-core.xml", shown("docProps/core.xml").as_bytes());
}

#[test]
fn every_part_is_well_formed_declared_and_inside() {
    let s = example::session();
    let bytes = docx((0..4).map(|i| full(&s, i)).collect());
    let all = parts(&bytes);
    assert_eq!(all[0].0, "[Content_Types].xml");
    let types = &all[0].1;
    for (name, xml) in &all {
        let mut reader = quick_xml::Reader::from_str(xml);
        reader.config_mut().check_end_names = true;
        while reader.read_event().expect(name) != quick_xml::events::Event::Eof {}
        assert!(!xml.contains("TargetMode"), "{name} refers to something outside");
        assert!(!xml.contains("vbaProject") && !xml.contains("customXml"), "{name}");
        let declared = types.contains(&format!("PartName=\"/{name}\""));
        assert!(declared || name.ends_with(".rels") || name == "[Content_Types].xml", "{name}");
    }
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let document = part(&bytes, "word/document.xml");
    // Four notes, and the list of them before the first.
    for header in 1..=5 {
        assert_eq!(relations.matches(&format!("Id=\"header{header}\"")).count(), 1);
        assert_eq!(document.matches(&format!("r:id=\"header{header}\"")).count(), 1);
    }
    assert_eq!(document.matches("<w:sectPr>").count(), 5);
    assert_eq!(document.matches("<w:type w:val=\"nextPage\"/>").count(), 5);
    // Every style that is used is there.
    let styles = part(&bytes, "word/styles.xml");
    for (_, xml) in &all {
        for kind in ["pStyle", "rStyle", "tblStyle"] {
            for used in xml.split(&format!("<w:{kind} w:val=\"")).skip(1) {
                let id = used.split('"').next().unwrap();
                assert!(styles.contains(&format!("w:styleId=\"{id}\"")), "{id}");
            }
        }
    }
}

#[test]
fn no_note_at_all_is_a_whole_file_too() {
    let bytes = docx(Vec::new());
    assert!(part(&bytes, "word/document.xml").contains("<w:body><w:sectPr>"));
}

#[test]
fn title_language_and_nobodys_name_in_the_properties() {
    let s = example::session();
    let bytes = docx(vec![full(&s, 1), full(&s, 0)]);
    let core = part(&bytes, "docProps/core.xml");
    let title = "Supervision record in full, with drafts";
    assert!(core.contains(&format!("<dc:title>{title}</dc:title>")), "{core}");
    let one = part(&docx(vec![full(&s, 1)]), "docProps/core.xml");
    assert!(one.contains("<dc:title>DRAFT, not finalised: Supervision record in full</dc:title>"));
    let other = Note { title: "Staff supervision record".into(), ..full(&s, 0) };
    let two = part(&docx(vec![full(&s, 0), other]), "docProps/core.xml");
    assert!(two.contains("<dc:title>Supervision notes</dc:title>"), "{two}");
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    assert!(core.contains(">2026-11-23T00:00:00Z</dcterms:created>"));
    assert!(!core.contains("creator") && !core.contains("lastModifiedBy"));
    assert!(part(&bytes, "word/styles.xml").contains("<w:lang w:val=\"en-GB\""));
}

#[test]
fn the_page_header_says_which_note_in_which_version() {
    let s = example::session();
    let bytes = docx(vec![full(&s, 0), full(&s, 1)]);
    let done = words(&part(&bytes, "word/header1.xml"));
    let check = &digest(&full(&s, 0))[..12];
    assert!(done.contains("Reference: EX-1001\tSupervision held: 23 November 2026"), "{done}");
    assert!(done.contains(&format!("\tCheck number: {check}")), "{done}");
    assert!(done.contains("Finalised 23 November 2026"), "{done}");
    let draft = words(&part(&bytes, "word/header2.xml"));
    assert!(draft.contains("DRAFT, not finalised\tCheck number: "), "{draft}");
    let document = part(&bytes, "word/document.xml");
    let titles: Vec<String> =
        paragraphs(&document).into_iter().filter(|p| p.style == "Title").map(|p| p.words).collect();
    assert_eq!(
        titles,
        ["Supervision record in full", "DRAFT, not finalised: Supervision record in full"]
    );
    let footer = part(&bytes, "word/footer1.xml");
    assert!(footer.contains("w:instr=\" PAGE \"") && footer.contains("w:instr=\" NUMPAGES \""));
}

/// Three notes and more stand behind a list: whom each is about, when it was
/// held and how far it has come; each line leads to its note.
#[test]
fn several_notes_stand_behind_a_list_of_them() {
    let s = example::session();
    let bytes = docx((0..4).map(|i| full(&s, i)).collect());
    let document = part(&bytes, "word/document.xml");
    let list = document.split("</w:sectPr>").next().unwrap();
    let said: Vec<String> = paragraphs(list).into_iter().map(|p| p.words).collect();
    let row = |n: &str, about: &str, state: &str| {
        [n, about, "23 November 2026", state].map(str::to_owned)
    };
    let draft = "DRAFT, not finalised";
    let want: Vec<String> =
        ["Supervision record in full, with drafts", "4 notes, each on pages of its own"]
            .into_iter()
            .chain(["Note", "About", "Held", "State"])
            .map(str::to_owned)
            .chain(row("1", "Maya Quill", &full(&s, 0).version))
            .chain(row("2", "Jonah Fenn, Leila Fenn, Baby Fenn", draft))
            .chain(row("3", "Tom Bell, in their own supervision", draft))
            .chain(row("4", "What the group learns", draft))
            .collect();
    assert_eq!(said[..want.len()], want);
    for note in 1..=4 {
        let (to, at) = (format!("w:anchor=\"note{note}\""), format!("w:name=\"note{note}\""));
        assert_eq!((list.matches(&to).count(), document.matches(&at).count()), (1, 1));
    }
    assert_eq!(words(&part(&bytes, "word/header1.xml")).trim(), "");
    let second = words(&part(&bytes, "word/header3.xml"));
    assert!(second.trim().starts_with("Note 2 of 4 · "), "{second}");
    // Two are soon found; and whoever names a child with line breaks makes no row of it.
    assert!(!part(&docx(vec![full(&s, 0), full(&s, 1)]), "word/document.xml").contains("anchor"));
    let odd = |n: usize| Note {
        title: format!("A note {n}"),
        ..note_with(vec![Block::Field { name: "Child".into(), value: "<w:tr/>\n]]>".into() }])
    };
    let document = part(&docx((0..3).map(odd).collect()), "word/document.xml");
    assert!(words(&document).contains("A note 1: <w:tr/>\n]]>"));
    // A letter is its words alone.
    let letter =
        || Note { audience: Audience::Letter, ..note_with(vec![Block::Prose("Dear".into())]) };
    assert!(
        !part(&docx(vec![letter(), letter(), letter()]), "word/document.xml").contains("anchor")
    );
}

/// A letter is its words: nothing above them, below them or on every page.
#[test]
fn a_letter_says_its_words_and_nothing_else() {
    let said = "Maya, we talked about you today.";
    for draft in [false, true] {
        let mut letter = note_with(vec![Block::Prose(said.into())]);
        (letter.audience, letter.draft) = (Audience::Letter, draft);
        let bytes = docx(vec![letter]);
        let document = part(&bytes, "word/document.xml");
        let read: Vec<String> = paragraphs(&document).into_iter().map(|p| p.words).collect();
        let head = words(&part(&bytes, "word/header1.xml"));
        let mark = "DRAFT, not finalised";
        if draft {
            assert_eq!(read, [mark, said]);
            assert_eq!(head.trim(), mark);
        } else {
            assert_eq!(read, [said]);
            assert_eq!(head.trim(), "");
        }
        assert!(document.contains("<w:footerReference w:type=\"default\" r:id=\"blank\"/>"));
        assert_eq!(words(&part(&bytes, "word/footer2.xml")).trim(), "");
        // In large letters on a page of its own kind.
        assert_eq!(document.matches("<w:pStyle w:val=\"Letter\"/>").count(), 1);
        assert!(document.contains("w:left=\"1814\""));
    }
}

#[test]
fn actions_are_a_table_with_a_header_row_and_nothing_else_is() {
    let s = example::session();
    let document = part(&docx(vec![full(&s, 0)]), "word/document.xml");
    assert_eq!(document.matches("<w:tbl>").count(), document.matches("<w:tblHeader/>").count());
    let tables: Vec<&str> = document.split("<w:tbl>").skip(1).collect();
    assert!(!tables.is_empty());
    for table in tables {
        let table = table.split("</w:tbl>").next().unwrap();
        let caption = table.split("<w:tblCaption w:val=\"").nth(1).unwrap();
        assert!(caption.starts_with("Who does what") || caption.starts_with("Ideas"), "{caption}");
        let first = table.split("</w:tr>").next().unwrap();
        let head: Vec<String> = first.split("</w:tc>").map(words).collect();
        assert_eq!(head, ["What", "Who", "By when", "Why", ""]);
        assert!(first.contains("<w:tblHeader/>"));
    }
}

#[test]
fn headings_begin_at_one_and_skip_no_level() {
    let text = |t: &str| t.to_owned();
    let note = note_with(vec![
        Block::Question(text("Asked before any heading")),
        Block::Heading { level: 2, text: text("Below nothing") },
        Block::Heading { level: 1, text: text("One") },
        Block::Question(text("Asked")),
        Block::Heading { level: 2, text: text("Two") },
        Block::Question(text("Asked below")),
    ]);
    let document = part(&docx(vec![note]), "word/document.xml");
    let levels: Vec<String> = paragraphs(&document).into_iter().skip(2).map(|p| p.style).collect();
    assert_eq!(levels, ["Heading1", "Heading1", "Heading1", "Heading2", "Heading2", "Heading3"]);
}

#[test]
fn a_drawing_stands_with_the_words_that_say_the_same() {
    let drawing = Drawing::Journey {
        place: Some(Place::ALL[2]),
        next: Some(Place::ALL[0]),
        local: String::new(),
    };
    let words = drawing.figure().words;
    let field = Block::Field { name: "Balance".into(), value: "two steps".into() };
    let bytes = docx(vec![note_with(vec![field, Block::Picture(drawing.clone())])]);
    let document = part(&bytes, "word/document.xml");
    let said: Vec<String> = paragraphs(&document)
        .into_iter()
        .filter(|p| p.style == "Caption")
        .map(|p| p.words)
        .collect();
    assert_eq!(said, words);
    assert!(document.contains("The child&apos;s journey"));
    // Whoever does not see it hears the words.
    let alt = format!("descr=\"The child&apos;s journey. {}\"", words[0]);
    assert!(document.contains(&alt), "{document}");
    // It is not parted from what it shows, nor from its words.
    let kept = |style: &str| {
        let kept = format!("<w:pStyle w:val=\"{style}\"/><w:keepNext/>");
        document.matches(&kept).count()
    };
    assert_eq!((kept("Field"), kept("Caption")), (1, words.len() - 1));
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    assert!(relations.contains("Target=\"media/picture1.png\""), "{relations}");
    assert!(document.contains("<a:blip r:embed=\"picture1\"/>"));
    assert!(parts(&bytes).iter().any(|(name, _)| name == "word/media/picture1.png"));
}

/// Every note of the example says in Word what it says as plain text, line for
/// line, the names of a table's columns before what stands in them.
#[test]
fn the_words_are_those_of_the_plain_text() {
    let s = example::session();
    for i in 0..s.discussions.len() {
        let note = full(&s, i);
        let plain = preview(&Leaving::of(note.clone()), Format::Text);
        let want: Vec<&str> = plain.lines().filter(|l| !l.trim().is_empty()).collect();
        let document = part(&docx(vec![note]), "word/document.xml");
        let mut cell = 0;
        let mut read = Vec::new();
        for p in paragraphs(&document) {
            // Four cells a row; details stand in the last one.
            let label = match p.style.as_str() {
                "TableHead" => continue,
                "TableText" => {
                    cell += 1;
                    ["Why: ", "", "Who: ", "By when: "][cell % 4]
                }
                _ => "",
            };
            assert_eq!(p.in_table, p.style.starts_with("Table"));
            let whole = format!("{label}{}", p.words);
            read.extend(whole.lines().filter(|l| !l.trim().is_empty()).map(str::to_owned));
            if p.style == "TableDetail" && cell % 4 == 3 {
                cell += 1;
            }
        }
        assert_eq!(read, want);
    }
}

#[test]
fn nothing_typed_is_markup_or_a_field() {
    let typed = "<script>alert(1)</script> ]]> &amp; { HYPERLINK \"http://x\" } <w:p/> =cmd";
    let note = note_with(vec![Block::Prose(typed.into())]);
    let bytes = docx(vec![note]);
    let document = part(&bytes, "word/document.xml");
    assert_eq!(paragraphs(&document).last().unwrap().words, typed);
    assert!(!document.contains("fldSimple") && !document.contains("instrText"));
    assert!(!document.contains("<script") && !document.contains("]]>"));
}

#[test]
fn words_from_the_right_are_marked_and_whole() {
    for (typed, paragraph, run) in [
        ("אמא אמרה שלום", true, true),
        ("قالت الأم: Tom came at 5.", true, true),
        ("Mum said שלום and left", false, true),
        ("Plain words", false, false),
        ("12 שלום", true, true),
        ("e\u{301}a\u{300}", false, false),
    ] {
        let document =
            part(&docx(vec![note_with(vec![Block::Prose(typed.into())])]), "word/document.xml");
        let prose = document.rsplit("<w:p>").next().unwrap();
        assert_eq!(prose.contains("<w:bidi/>"), paragraph, "{typed}");
        assert_eq!(prose.contains("<w:rtl/>"), run, "{typed}");
        assert_eq!(paragraphs(&document).last().unwrap().words, typed);
    }
}

#[test]
fn an_answer_of_a_mebibyte_is_whole() {
    let typed = "We know about the move, but not why. ".repeat(1 << 15);
    assert!(typed.len() > 1 << 20);
    let document =
        part(&docx(vec![note_with(vec![Block::Prose(typed.clone())])]), "word/document.xml");
    // In paragraphs that a word processor lays out in good time.
    let body = paragraphs(&document).into_iter().filter(|p| p.style.starts_with("BodyText"));
    let read: Vec<String> = body.map(|p| p.words).collect();
    assert!(read.iter().all(|part| part.len() <= 16_000), "{}", read.len());
    assert!(read.concat() == typed);
    // Nothing is cut where there is no end of a word.
    let typed = "你好".repeat(10_000);
    let document =
        part(&docx(vec![note_with(vec![Block::Prose(typed.clone())])]), "word/document.xml");
    assert!(paragraphs(&document).last().unwrap().words == typed);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed comes back, but for what a format cannot hold.
    #[test]
    fn the_words_come_back(
        typed in "([ -~\t\n\r]|\\PC|[א-ת0-9]|[\u{300}-\u{310}\u{202a}-\u{202e}]|]]>|\u{0}|\u{1b}|\u{85}|\u{fffe}|\u{ffff}|\n\n){0,40}",
    ) {
        let blocks = vec![
            Block::Field { name: "Name".into(), value: typed.clone() },
            Block::Item { text: typed.clone(), details: vec![format!("Label: {typed}")] },
            Block::Item { text: "a".into(), details: vec![format!("Who: {typed}"), "By when: b".into(), format!("Why: {typed}")] },
            Block::Remark("End.".into()),
            Block::Prose(typed.clone()),
        ];
        let bytes = docx(vec![note_with(blocks.clone())]);
        prop_assert!(bytes == docx(vec![note_with(blocks)]));
        let want = visible(&typed).into_owned();
        let document = part(&bytes, "word/document.xml");
        let all = paragraphs(&document);
        let only = |style: &str, n: usize| -> String {
            all.iter().filter(|p| p.style == style).nth(n).map(|p| p.words.clone()).unwrap_or_default()
        };
        prop_assert_eq!(only("Field", 0), format!("Name: {want}"));
        prop_assert_eq!(&only("ListBullet", 0), &want);
        prop_assert_eq!(only("ListContinue", 0), format!("Label: {want}"));
        prop_assert_eq!(&only("TableText", 1), &want);
        prop_assert_eq!(&only("TableText", 3), &want);
        let prose: Vec<String> =
            all.iter().filter(|p| p.style == "BodyText").map(|p| p.words.clone()).collect();
        prop_assert!(prose.len() < 2 || prose.iter().all(|p| !p.trim().is_empty()));
        prop_assert_eq!(prose.join("\n\n"), want);
    }
}
