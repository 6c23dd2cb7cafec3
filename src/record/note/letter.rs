//! A letter to the child: the words the two chose, and nothing of the program.

use super::page::Page;
use super::{NoteError, words};
use crate::record::{Block, Note};

impl Page<'_> {
    /// The letter, and in words what of it stays away.
    pub fn letter(&self) -> Result<Note, NoteError> {
        let child = self.child.ok_or(NoteError::WhichChild)?;
        let chosen = || self.discussion.to_the_child.iter().filter(|x| x.child == child);
        let blocks: Vec<Block> =
            chosen().filter_map(|x| words::said(&x.text)).map(Block::Prose).collect();
        if blocks.is_empty() {
            return Err(NoteError::NothingToTheChild);
        }
        let added = self.discussion.amendments.iter();
        let added = added.filter(|a| chosen().any(|x| x.id == a.amends)).count();
        let mut left_out = vec!["all of the note but the words written to the child".to_owned()];
        if added > 0 {
            left_out.push(words::counted(
                added,
                "amendment to those words",
                "amendments to those words",
            ));
        }
        let draft = self.draft();
        Ok(Note {
            title: self.title().to_owned(),
            date: Some(self.session.date),
            held: true,
            draft,
            reference: String::new(),
            version: if draft { "Draft".into() } else { String::new() },
            audience: self.audience,
            blocks,
            left_out,
        })
    }
}
