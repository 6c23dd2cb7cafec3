//! Plain text to paste: title, contact date, then short headings and words.

use super::{dateline, headline, visible};
use crate::record::{Block, Leaving, Note};

pub(super) fn write(leaving: &Leaving) -> String {
    let notes: Vec<String> = leaving.notes.iter().map(one).collect();
    notes.join("\n")
}

/// One note, every line of it ended.
pub(super) fn one(note: &Note) -> String {
    let mut out = String::new();
    for text in headline(note).into_iter().chain(dateline(note)) {
        line(&mut out, &text);
    }
    let mut before: Option<&Block> = None;
    for block in &note.blocks {
        if !out.is_empty() && !close(before, block) {
            out.push('\n');
        }
        match block {
            Block::Heading { text, .. }
            | Block::Question(text)
            | Block::Said(text)
            | Block::Prose(text)
            | Block::Remark(text) => line(&mut out, text),
            Block::Field { name, value } => line(&mut out, &format!("{name}: {value}")),
            Block::Item { text, details } => {
                line(&mut out, text);
                for d in details {
                    line(&mut out, d);
                }
            }
            Block::Picture(drawing) => {
                for words in drawing.figure().words {
                    line(&mut out, &words);
                }
            }
        }
        before = Some(block);
    }
    out
}

/// Whether a block follows the one before it without an empty line.
fn close(before: Option<&Block>, block: &Block) -> bool {
    matches!(
        (before, block),
        (Some(Block::Field { .. }), Block::Field { .. })
            | (Some(Block::Said(_)), Block::Prose(_))
            | (
                Some(Block::Question(_)),
                Block::Said(_) | Block::Prose(_) | Block::Remark(_) | Block::Field { .. }
            )
            | (Some(Block::Prose(_)), Block::Field { .. })
    )
}

fn line(out: &mut String, text: &str) {
    out.push_str(&visible(text));
    out.push('\n');
}
