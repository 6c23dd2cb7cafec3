//! Layouts: headings, order, and what a child's file does without. Whatever a
//! layout says, nothing comes in that does not belong, what may not be left out
//! stands there, and what is left out is counted.
//!
//! That these tests can fail was tried by planting faults, one at a time:
//! - `Content::is_kept` lets `NotAgreed` go;
//! - `Page::lay_aside` counts nothing;
//! - `Page::leaves_out` says yes of the staff file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "exports/allowed.rs"]
#[allow(dead_code, reason = "it serves other tests too")]
mod allowed;
#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "commands/bench.rs"]
#[allow(dead_code, reason = "it serves other tests too")]
mod bench;
mod common;
#[path = "common/example.rs"]
mod example;
#[path = "layouts/files.rs"]
mod files;
#[path = "common/golden.rs"]
mod golden;
#[path = "layouts/notes.rs"]
mod notes;
#[path = "layouts/place.rs"]
mod place;
#[path = "common/read_back.rs"]
mod read_back;
#[path = "layouts/review.rs"]
mod review;

use std::collections::BTreeSet;

use thinkwheel::record::Layout;

type Marks = BTreeSet<String>;

/// Every marker in a part of a record.
fn marks<T: serde::Serialize>(part: &T) -> Marks {
    arbitrary::markers(&serde_json::to_string(part).unwrap()).into_iter().collect()
}

/// A layout that must check.
fn layout(text: &str) -> Layout {
    Layout::read(text, "test.ron").unwrap_or_else(|wrong| panic!("{text}\n{wrong:#?}"))
}

/// The least a layout can hold.
const LEAST: &str = r#"Layout(
    format: 1,
    id: "our-trust",
    title: "Our Trust",
    sections: [
        Section(heading: "At once", holds: [ActedAtOnce]),
        Section(heading: "Decided", holds: [Decisions]),
        Section(heading: "To do", holds: [Actions]),
        Section(heading: "Not agreed", holds: [NotAgreed]),
        Section(heading: "Behind it", holds: [StandsBehind]),
        Section(heading: "Later", holds: [AddedLater]),
    ],
)
"#;
