//! Signs of Safety: what works, what worries, what needs to happen.

use super::page::Page;
use super::sections::Heading;
use super::words;
use crate::record::{Block, SafetyDomain};

impl Page<'_> {
    /// Strengths, and what has kept the child safe.
    pub fn working_well(&mut self, at: Heading<'_>) {
        self.under(at, |page| {
            page.domain(SafetyDomain::Strength, "Strengths");
            page.domain(SafetyDomain::ExistingSafety, "What has kept the child safe already");
        });
    }

    /// Harm, danger, and what makes it harder.
    pub fn worries(&mut self, at: Heading<'_>) {
        self.under(at, |page| {
            page.domain(SafetyDomain::PastHarm, "What has hurt the child already");
            page.domain(SafetyDomain::FutureDanger, "What may happen if nothing changes");
            page.domain(SafetyDomain::ComplicatingFactor, "What makes it harder");
        });
    }

    /// What safety asks for.
    pub fn needs_to_happen(&mut self, at: Heading<'_>) {
        self.under(at, |page| page.passages(SafetyDomain::NeedsToHappen));
    }

    fn domain(&mut self, domain: SafetyDomain, heading: &str) {
        self.section(2, heading, |page| page.passages(domain));
    }

    fn passages(&mut self, domain: SafetyDomain) {
        let discussion = self.discussion;
        for p in discussion.signs.passages.iter().filter(|p| p.domain == domain) {
            let Some(text) = words::said(&p.text) else { continue };
            if self.takes(&p.children) {
                self.item(text, Vec::new(), &p.children, p.written, p.id);
            }
        }
    }

    /// Danger statements, each with its goal.
    pub fn dangers(&mut self) {
        let discussion = self.discussion;
        for d in &discussion.signs.dangers {
            let Some(text) = words::said(&d.statement).or_else(|| words::said(&d.goal)) else {
                continue;
            };
            if !self.takes(&d.children) {
                continue;
            }
            let mut details = Vec::new();
            if let Some(goal) = words::said(&d.goal) {
                details.push(format!("Safety goal: {goal}"));
            }
            if let Some(scale) = &d.scale {
                details.push(format!("How near the safety goal is: {}", words::score(scale)));
            }
            if let Some(dispute) = words::said(&d.dispute) {
                details.push(format!("Not agreed: {dispute}"));
            }
            self.item(text, details, &d.children, d.written, d.id);
            self.scale_of(d.id);
        }
    }

    /// An entry with its details, its lateness, and what was added to it.
    pub(super) fn item(
        &mut self,
        text: String,
        mut details: Vec<String>,
        children: &[ulid::Ulid],
        written: crate::record::Stamp,
        id: ulid::Ulid,
    ) {
        if self.whole() && self.family() {
            details.push(if children.is_empty() {
                "Names no child yet".into()
            } else {
                format!("About: {}", self.called_all(children))
            });
        }
        if let Some(late) = self.late(written) {
            details.push(words::capital(&late));
        }
        self.wrote(written);
        self.blocks.push(Block::Item { text, details });
        self.amendments_to(id);
    }
}
