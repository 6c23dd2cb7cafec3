//! A layout: which headings a note has, in which order, and what a place that
//! files notes does without.
//!
//! A Trust writes one small file of its own. It changes order, the words of
//! headings, and whether what may be left out stands on a child's file. What a
//! note may hold at all is decided elsewhere (`note`), before any layout: no
//! layout brings anything in. What would falsify the record ([`Content::is_kept`])
//! has a place in every layout, and labels (late entries, imagined views, whose
//! words they are, third parties) are no matter of layout. The staff file and
//! the record in full take headings and order from it, and leave nothing out.

mod check;
mod content;
mod layouts;
mod read;
mod usual;

use serde::{Deserialize, Serialize};

pub use content::{Content, Detail};
pub use layouts::{Layouts, SHIPPED};
pub use usual::usual;

/// The newest form of a layout file that this program reads.
pub const FORMAT: u32 = 1;

/// The largest layout file that is read, in bytes.
pub const LARGEST: usize = 64 * 1024;

/// The most letters in a heading, a title or an id.
pub const LONGEST: usize = 80;

/// A checked layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Stable id: `signs-of-safety`.
    pub id: String,
    /// As people read it in a list: "Signs of Safety".
    pub title: String,
    /// The title of a note on a child's file; none: as usual.
    pub note_title: Option<String>,
    /// What stands in a note, in this order.
    pub sections: Vec<Section>,
    /// Details that a child's file does without.
    pub without: Vec<Detail>,
}

/// A heading and what stands under it. Where nothing does, there is neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// The heading; only personal supervision can do without, because each of
    /// its five parts has one.
    #[serde(default)]
    pub heading: Option<String>,
    /// What it holds, in this order.
    pub holds: Vec<Content>,
}

impl Layout {
    /// Whether something has a place in it.
    pub fn holds(&self, content: Content) -> bool {
        self.sections.iter().any(|s| s.holds.contains(&content))
    }

    /// What a child's file does without, in words, in the order of the usual
    /// layout: whole contents first.
    pub fn leaves_out(&self) -> Vec<&'static str> {
        let contents = Content::ALL.into_iter();
        let contents = contents.filter(|c| !self.holds(*c) && c.is_of_a_childs_file());
        let details = self.without.iter().map(|d| d.words());
        contents.map(Content::words).chain(details).collect()
    }
}
