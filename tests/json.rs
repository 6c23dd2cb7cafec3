//! JSON for other tools: what `docs/note-json.md` promises.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use thinkwheel::export::{Format, digest, write};
use thinkwheel::record::{Audience, Block, Drawing, Leaving, Note};

fn note(blocks: Vec<Block>) -> Note {
    Note {
        title: "Case supervision note".into(),
        date: NaiveDate::from_ymd_opt(2026, 11, 23),
        held: true,
        draft: false,
        reference: "EX-1001".into(),
        version: "Finalised 23 November 2026".into(),
        audience: Audience::ChildFile,
        blocks,
        left_out: vec!["1 rough note".into()],
    }
}

fn bytes(note: &Note) -> Vec<u8> {
    write(&Leaving::of(note.clone()), Format::Json)
}

/// The example in the document is what the program writes, byte for byte.
#[test]
fn the_documents_example_is_true() {
    let note = note(vec![
        Block::Field { name: "Child".into(), value: "Maya Quill".into() },
        Block::Heading { level: 1, text: "What the child says, and how we know".into() },
        Block::Question("What did Maya show you?".into()),
        Block::Said("Heard by Tom Bell, at school:".into()),
        Block::Prose("“Mornings are the hard part.”\nShe looked away.".into()),
        Block::Heading { level: 1, text: "Who does what, by when".into() },
        Block::Item {
            text: "Ask the earlier school what helped".into(),
            details: vec!["Who: Tom Bell".into(), "By when: 4 December 2026".into()],
        },
        Block::Picture(Drawing::Balance(2)),
        Block::Remark("The questions are our own.".into()),
    ]);
    let doc = include_str!("../docs/note-json.md");
    let example = doc.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let written = String::from_utf8(bytes(&note)).unwrap();
    assert_eq!(example, written);
    let value: Value = serde_json::from_str(&written).unwrap();
    assert_eq!(value["notes"][0]["digest"], json!(digest(&note)));
    // Every kind of block is in the example, and explained.
    for kind in ["heading", "field", "question", "said", "prose", "remark", "item", "picture"] {
        assert!(written.contains(&format!("\"type\": \"{kind}\"")), "{kind}");
        assert!(doc.contains(&format!("| `{kind}` |")), "{kind} is not explained");
    }
}

#[test]
fn what_was_left_out_does_not_leave() {
    let written = String::from_utf8(bytes(&note(Vec::new()))).unwrap();
    assert!(!written.contains("rough"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// The words are exact, control characters too, and those are spelled.
    #[test]
    fn the_words_come_back(typed in "(\\PC|[ -~\t\n\r]|[\u{0}-\u{9f}]|[\u{fffe}\u{ffff}\u{2028}\u{202e}]){0,40}") {
        let note = note(vec![Block::Prose(typed.clone())]);
        let written = bytes(&note);
        prop_assert!(written == bytes(&note));
        let text = String::from_utf8(written).unwrap();
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'));
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(value["notes"][0]["blocks"][0]["text"].as_str(), Some(typed.as_str()));
    }
}
