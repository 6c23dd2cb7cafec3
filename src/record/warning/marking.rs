//! Passages that name somebody else, marked where they stand: for whoever
//! judges a file before it is given.

use std::collections::BTreeMap;

use super::{Known, Of};
use crate::record::block::{Block, Note};

/// In how many passages somebody is named, by what they are.
pub type Places = BTreeMap<Of, usize>;

/// Marks each passage of a note that names another child or a relative of one,
/// and counts them. Titles of notes and headings are counted as well.
pub fn mark_named(note: &mut Note, known: &Known) -> Places {
    let mut places = Places::new();
    for text in [&note.title, &note.reference, &note.version] {
        count(&mut places, named(known, [text.as_str()]));
    }
    let mut blocks = Vec::with_capacity(note.blocks.len());
    for mut block in std::mem::take(&mut note.blocks) {
        let of = in_block(&block, known);
        count(&mut places, of);
        let mark = of.map(|of| format!("{}: to be looked at before it is shown", words(of)));
        match (&mut block, mark) {
            (_, None) => blocks.push(block),
            (Block::Item { details, .. }, Some(mark)) => {
                details.push(mark);
                blocks.push(block);
            }
            (_, Some(mark)) => {
                blocks.push(block);
                blocks.push(Block::Remark(format!("{mark}.")));
            }
        }
    }
    note.blocks = blocks;
    places
}

/// What is said of a passage in which somebody is named.
pub fn words(of: Of) -> &'static str {
    match of {
        Of::AnotherChild => "Names another child",
        Of::Perhaps => "May name another child",
        Of::Relative | Of::ThirdParty => "Names a relative of another child",
    }
}

fn count(places: &mut Places, of: Option<Of>) {
    if let Some(of) = of {
        *places.entry(of).or_default() += 1;
    }
}

/// Who is named in a text, the surest of them.
pub fn in_text(text: &str, known: &Known) -> Option<Of> {
    named(known, [text])
}

fn in_block(block: &Block, known: &Known) -> Option<Of> {
    match block {
        Block::Heading { text, .. }
        | Block::Said(text)
        | Block::Question(text)
        | Block::Prose(text)
        | Block::Remark(text) => named(known, [text.as_str()]),
        Block::Field { name, value } => named(known, [name.as_str(), value]),
        Block::Item { text, details } => {
            named(known, std::iter::once(text).chain(details).map(String::as_str))
        }
        Block::Picture(drawing) => {
            let words = drawing.figure().words;
            named(known, words.iter().map(String::as_str))
        }
    }
}

/// The surest of those that are named.
fn named<'t>(known: &Known, texts: impl IntoIterator<Item = &'t str>) -> Option<Of> {
    let found = texts.into_iter().flat_map(|text| known.names.find(text));
    found.map(|(of, _)| of).min_by_key(|of| match of {
        Of::AnotherChild => 0,
        Of::Relative => 1,
        Of::Perhaps | Of::ThirdParty => 2,
    })
}
