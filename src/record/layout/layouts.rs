//! The layouts at hand.

use super::{Layout, usual};
use crate::record::Rules;

/// The layouts that ship with the program: id, and the file with its notes.
pub const SHIPPED: [(&str, &str); 3] = [
    ("case-supervision", include_str!("../../../layouts/case-supervision.ron")),
    ("signs-of-safety", include_str!("../../../layouts/signs-of-safety.ron")),
    ("brief", include_str!("../../../layouts/brief.ron")),
];

/// Layouts by id, those that ship first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layouts {
    all: Vec<Layout>,
}

impl Layouts {
    /// Those that ship with the program. Tests keep each of our files well.
    pub fn built_in() -> Layouts {
        let read = |(id, text): &(&str, &str)| Layout::read(text, id).ok();
        Layouts { all: SHIPPED.iter().filter_map(read).collect() }
    }

    /// Takes in one more, in place of one with its id.
    pub fn add(&mut self, layout: Layout) {
        match self.all.iter_mut().find(|l| l.id == layout.id) {
            Some(there) => *there = layout,
            None => self.all.push(layout),
        }
    }

    /// The layout with this id.
    pub fn get(&self, id: &str) -> Option<&Layout> {
        self.all.iter().find(|l| l.id == id)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Layout> {
        self.all.iter()
    }

    /// The one that the rules of practice put in force; case supervision
    /// where it is not at hand.
    pub fn in_force(&self, rules: &Rules) -> &Layout {
        self.get(&rules.layout).or_else(|| self.get(&usual().id)).unwrap_or_else(|| usual())
    }

    /// The next one after this id, round and round.
    pub fn after(&self, id: &str) -> Option<&Layout> {
        let at = self.all.iter().position(|l| l.id == id).map_or(0, |n| n + 1);
        self.all.get(at).or_else(|| self.all.first())
    }
}
