//! Signs of Safety: what works, what worries, what needs to happen.

use super::page::Page;
use super::words;
use crate::record::{Block, SafetyDomain, SafetyPassage};

impl Page<'_> {
    pub fn signs_of_safety(&mut self) {
        let discussion = self.discussion;
        // Chosen once, so that what stays away is counted once.
        let mut passages: Vec<&SafetyPassage> = Vec::new();
        for p in discussion.signs.passages.iter().filter(|p| !p.text.trim().is_empty()) {
            if self.takes(&p.children) {
                passages.push(p);
            }
        }
        self.section(1, "What is working well", |page| {
            page.domain(&passages, SafetyDomain::Strength, "Strengths");
            page.domain(
                &passages,
                SafetyDomain::ExistingSafety,
                "What has kept the child safe already",
            );
        });
        self.section(1, "What we are worried about", |page| {
            page.domain(&passages, SafetyDomain::PastHarm, "What has hurt the child already");
            page.domain(
                &passages,
                SafetyDomain::FutureDanger,
                "What may happen if nothing changes",
            );
            page.domain(&passages, SafetyDomain::ComplicatingFactor, "What makes it harder");
            page.section(2, "In short: the danger, and what safety would look like", Page::dangers);
        });
        self.section(1, "What needs to happen", |page| {
            page.passages(&passages, SafetyDomain::NeedsToHappen);
        });
    }

    fn domain(&mut self, passages: &[&SafetyPassage], domain: SafetyDomain, heading: &str) {
        self.section(2, heading, |page| page.passages(passages, domain));
    }

    fn passages(&mut self, passages: &[&SafetyPassage], domain: SafetyDomain) {
        for p in passages.iter().filter(|p| p.domain == domain) {
            let Some(text) = words::said(&p.text) else { continue };
            self.item(text, Vec::new(), &p.children, p.written, p.id);
        }
    }

    fn dangers(&mut self) {
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
