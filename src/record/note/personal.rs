//! Personal supervision, in its five parts: of the practitioner's own
//! discussion, and of no other.

use super::page::Page;
use super::words;
use crate::record::{Block, Subject};

impl Page<'_> {
    /// Who can read it, at the head; nothing in a note about a child.
    pub fn who_can_read(&mut self) {
        if matches!(self.discussion.subject, Subject::Practitioner(_)) {
            let who = words::line(&self.rules.staff_file_read_by);
            self.field("Who can read this", who);
        }
    }

    /// The five parts, each under a heading of its own; below one that holds
    /// them all, where the layout has it.
    pub fn personal(&mut self, heading: Option<&str>) {
        let discussion = self.discussion;
        let Some(personal) = discussion.personal.as_ref() else { return };
        if !matches!(discussion.subject, Subject::Practitioner(_)) {
            return;
        }
        let parts = |page: &mut Self, level: u8| {
            for (heading, text) in personal.parts() {
                if let Some(text) = words::said(text) {
                    page.section(level, heading, |page| page.blocks.push(Block::Prose(text)));
                }
            }
            page.amendments_to(personal.id);
        };
        match heading {
            Some(heading) => self.section(1, heading, |page| parts(page, 2)),
            None => parts(self, 1),
        }
    }
}
