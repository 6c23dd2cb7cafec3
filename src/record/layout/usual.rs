//! The layout of a note where nobody said otherwise: case supervision.

use std::sync::LazyLock;

use super::{Content, Layout, Section};

/// In the order a reader asks: what could not wait, where things stand, what
/// happened, what the child says, what works and what worries, what it means,
/// and only then what was decided and by whom. The talk, question by question,
/// comes last. `layouts/case-supervision.ron` says the same.
const SECTIONS: [(Option<&str>, &[Content]); 26] = [
    (Some("Acted on at once"), &[Content::ActedAtOnce]),
    (Some("At a glance"), &[Content::AtAGlance]),
    (Some("What became of earlier actions"), &[Content::EarlierActions]),
    (Some("What became of earlier guesses"), &[Content::EarlierGuesses]),
    (Some("What has happened, and what we know"), &[Content::BriefCheck, Content::Facts]),
    (None, &[Content::Personal]),
    (Some("About this child alone"), &[Content::OwnParagraphs]),
    (Some("What the child says, and how we know"), &[Content::ChildSays]),
    (Some("What is working well"), &[Content::WorkingWell]),
    (Some("What we are worried about"), &[Content::Worries, Content::Dangers]),
    (Some("What needs to happen"), &[Content::NeedsToHappen]),
    (Some("What we think it means"), &[Content::HowSafe, Content::Weighed, Content::Meaning]),
    (Some("What was decided, and why"), &[Content::Decisions]),
    (Some("Who does what, by when"), &[Content::Actions]),
    (Some("Ideas, not agreed as actions"), &[Content::Ideas]),
    (Some("What is still not agreed"), &[Content::NotAgreed]),
    (Some("The child's journey"), &[Content::Journey]),
    (Some("Where the work is"), &[Content::Stage]),
    (Some("Written to the child"), &[Content::ToTheChild]),
    (Some("What we talked about"), &[Content::TalkedAbout]),
    (Some("To bring back next time"), &[Content::BringBack]),
    (Some("Tools used"), &[Content::Tools]),
    (Some("Parts of the practice framework used"), &[Content::Parts]),
    (Some("Who stands behind this note"), &[Content::StandsBehind]),
    (Some("Added later"), &[Content::AddedLater]),
    (Some("About this record"), &[Content::AboutTheRecord]),
];

static USUAL: LazyLock<Layout> = LazyLock::new(|| Layout {
    id: "case-supervision".to_owned(),
    title: "Case supervision".to_owned(),
    note_title: None,
    sections: SECTIONS
        .iter()
        .map(|(heading, holds)| Section {
            heading: heading.map(ToOwned::to_owned),
            holds: holds.to_vec(),
        })
        .collect(),
    without: Vec::new(),
});

/// Case supervision: every content, under its usual heading.
pub fn usual() -> &'static Layout {
    &USUAL
}
