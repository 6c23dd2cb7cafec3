//! The web page: whole words, nothing that runs, nothing from outside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/read_back.rs"]
mod read_back;

use html5gum::Token;
use proptest::prelude::*;
use thinkwheel::export::{Format, digest, visible, write};
use thinkwheel::practice::{Part, Place};
use thinkwheel::record::{Audience, Block, Drawing, Leaving, Note};

/// A note in which a text stands wherever one can.
fn note_of(text: &str) -> Note {
    let words = || text.to_owned();
    let field = |value: &str| Block::Field { name: words(), value: value.to_owned() };
    let heading = |level, text: &str| Block::Heading { level, text: text.to_owned() };
    Note {
        title: "Case supervision note".into(),
        date: "2026-11-23".parse().ok(),
        held: true,
        draft: true,
        reference: words(),
        version: "Draft".into(),
        audience: Audience::ChildFile,
        blocks: vec![
            field(text),
            field("one-to-one"),
            heading(1, text),
            heading(2, text),
            Block::Question(words()),
            Block::Said(words()),
            Block::Prose(words()),
            Block::Picture(Drawing::Journey {
                place: Some(Place::ALL[0]),
                next: None,
                local: words(),
            }),
            heading(1, "Who does what, by when"),
            Block::Item {
                text: words(),
                details: vec![
                    format!("Who: {text}"),
                    format!("By when: {text}"),
                    format!("Why: {text}"),
                    words(),
                ],
            },
            Block::Item { text: words(), details: vec![words()] },
            Block::Question(words()),
            Block::Remark(words()),
            Block::Picture(Drawing::Wheel {
                today: vec![Part::ALL[3]],
                before: vec![],
                back: vec![],
            }),
        ],
        left_out: vec!["never leaves".into()],
    }
}

fn page(notes: Vec<Note>) -> Vec<u8> {
    write(&Leaving { notes, records: Vec::new() }, Format::Html)
}

/// The texts of the elements of these names, in order.
fn texts(page: &[u8], names: &[&str]) -> Vec<String> {
    let read = read_back::html(page).into_iter();
    read.filter(|(name, _)| names.contains(&name.as_str())).map(|(_, text)| text).collect()
}

const NASTY: [&str; 10] = [
    "<script>alert(1)</script>",
    "]]> <!-- --> <![CDATA[ &amp; &lt; &#0; &copy",
    "</style><style>* { display: none }</style></title></p></td>",
    "\"'` onload=alert(1) {{7*7}} $(x) =cmd|' /C calc'!A0",
    "  two spaces  \n\n\ttabbed\nlast ",
    "bell\u{7} nul\0 escape\u{1b}[31m next\u{85}line",
    "\u{202e}turned\u{202c} שלום سلام e\u{301}\u{301} 👩‍👧",
    "one\rtwo\r\nthree",
    "not \u{202e}safe\n\u{2067}סלאם\u{2069} \u{fdd0}\u{fffe}\u{10ffff}",
    "https://example.org/x.png url(https://example.org)",
];

/// What was typed comes back from the page character for character.
fn assert_whole(text: &str) {
    let page = page(vec![note_of(text)]);
    let want = visible(text).into_owned();
    let came: Vec<String> = texts(&page, &["dt", "dd", "h2", "h3", "h4", "p", "th", "td"]);
    let count = came.iter().filter(|own| **own == want).count();
    // two names, a value, two headings, two questions, said, prose, what, who,
    // by when, why and one line more, an item and its line, a remark
    assert!(count >= 17, "{text:?}: {count} of {came:?}");
    let body = String::from_utf8(page.clone()).unwrap();
    assert!(!body.to_lowercase().contains("<script"));
    assert!(!body.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
    let errors = read_back::html_tokens(&page);
    let errors: Vec<&Token> =
        errors.iter().filter(|token| matches!(token, Token::Error(_))).collect();
    assert!(errors.is_empty(), "{text:?}: {errors:?}");
}

#[test]
fn what_was_typed_comes_back() {
    for text in NASTY {
        assert_whole(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_was_typed_comes_back(text in "([a-z<>&;/\"'=!\\-\\[\\]#]|\\p{L}|[ \n\t\u{1b}]){1,60}x") {
        assert_whole(&text);
    }
}

#[test]
fn nothing_runs_and_nothing_is_asked_for() {
    let page = page(vec![note_of("words"), note_of("others")]);
    for token in read_back::html_tokens(&page) {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8(tag.name.to_vec()).unwrap();
        let known = "html head meta title style body main article header h1 h2 h3 h4 h5 p dl div \
                     dt dd ul li table caption thead tbody tr th td figure figcaption svg desc \
                     path text";
        assert!(known.split_whitespace().any(|k| k == name), "<{name}>");
        for attribute in tag.attributes.keys() {
            let attribute = String::from_utf8(attribute.to_vec()).unwrap();
            let asks = ["src", "href", "action", "data", "style", "xlink:href", "background"];
            assert!(!attribute.starts_with("on") && !asks.contains(&attribute.as_str()));
        }
    }
    let body = String::from_utf8(page).unwrap();
    for outside in ["http:", "https:", "//", "url(", "@import"] {
        assert!(!body.contains(outside), "{outside}");
    }
    assert!(body.contains("default-src 'none'"));
}

/// A screen reader walks by headings: none is skipped, and one is the first.
#[test]
fn headings_are_not_skipped() {
    for notes in [vec![note_of("a")], vec![note_of("a"), note_of("b")]] {
        let page = page(notes);
        let mut before = 0;
        let mut firsts = 0;
        for token in read_back::html_tokens(&page) {
            let Token::StartTag(tag) = token else { continue };
            let name = String::from_utf8(tag.name.to_vec()).unwrap();
            let Some(level) = name.strip_prefix('h').and_then(|n| n.parse::<u8>().ok()) else {
                continue;
            };
            assert!(level <= before + 1, "h{before}, then h{level}");
            firsts += u8::from(level == 1);
            before = level;
        }
        assert_eq!(firsts, 1);
    }
}

#[test]
fn the_head_says_which_note_this_is() {
    let note = note_of("EX-1001");
    let page = page(vec![note.clone()]);
    let check = &digest(&note)[..12];
    let about = format!("EX-1001 · 23 November 2026 · Draft · Check number {check}");
    assert!(texts(&page, &["p"]).contains(&about));
    let title = "DRAFT, not finalised: Case supervision note";
    assert_eq!(texts(&page, &["h1"]), [title]);
    assert_eq!(texts(&page, &["title"]).first().map(String::as_str), Some(title));
    // Pictures change no check number: the same note as text has it too.
    let mut plain = note.clone();
    plain.blocks.retain(|block| !matches!(block, Block::Picture(_)));
    assert_eq!(digest(&plain), digest(&note));
}

#[test]
fn each_drawing_has_words_that_say_the_same() {
    let note = note_of("Family team");
    let page = page(vec![note.clone()]);
    let said = texts(&page, &["p"]);
    let described = texts(&page, &["desc"]);
    let drawings = note.blocks.iter().filter_map(|block| match block {
        Block::Picture(drawing) => Some(drawing),
        _ => None,
    });
    for (drawing, described) in drawings.zip(&described) {
        assert!(said.contains(&drawing.title().to_owned()));
        let words = drawing.figure().words;
        assert_eq!(described, &words[0]);
        for words in words {
            assert!(said.contains(&words), "{words}");
        }
    }
    assert_eq!(described.len(), 2);
}

/// A letter has nothing round its words but a heading nobody sees.
#[test]
fn a_letter_is_found_by_its_heading() {
    let letter = Note {
        title: "Letter".into(),
        draft: false,
        audience: Audience::Letter,
        blocks: vec![Block::Prose("Maya, you told us.".into())],
        ..note_of("EX-1001")
    };
    let body = String::from_utf8(page(vec![letter])).unwrap();
    assert!(body.contains("<h1 class=\"unseen\" dir=\"auto\">Letter</h1>"), "{body}");
    assert!(body.contains("<article class=\"note-1 letter\">"), "{body}");
    assert!(!body.contains("EX-1001") && !body.contains("2026"), "{body}");
}
