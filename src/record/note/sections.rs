//! The body of a note, section by section, as the layout wants it.

use std::collections::BTreeMap;

use super::answers::{Chosen, Under};
use super::page::Page;
use super::words;
use crate::record::layout::{Content, Detail, usual};
use crate::record::{Audience, Block};

/// Where entries that each name a child are written.
#[derive(Clone, Copy)]
pub(super) enum Heading<'h> {
    /// Under this heading, that is theirs alone.
    Own(&'h str),
    /// Among others under one heading; with a line of their own where they do
    /// not say what they are.
    Shared(Option<&'h str>),
}

/// Headings that say plainly what was decided.
const DECIDED: [&str; 4] =
    ["what was decided, and why", "decided, and why", "decided", "decisions"];

/// Headings that say plainly what is not agreed.
const NOT_AGREED: [&str; 3] = ["what is still not agreed", "still not agreed", "not agreed"];

/// Headings that say plainly that a child's own words follow.
const CHILD_SAYS: [&str; 5] = [
    "what the child says, and how we know",
    "what the child says",
    "what the child said",
    "the child's voice",
    "the voice of the child",
];

/// Headings that say plainly that it is said who stands behind a note.
const STANDS_BEHIND: [&str; 2] = ["who stands behind this note", "who stands behind this"];

/// Whether under such a heading a line of our own says what stands there:
/// nothing else may be taken for it, and it for nothing else.
fn needs_its_line(content: Content, heading: &str) -> bool {
    let plain: &[&str] = match content {
        Content::ChildSays => &CHILD_SAYS,
        Content::StandsBehind => &STANDS_BEHIND,
        _ => return false,
    };
    let heading = crate::text::fold(heading.trim()).replace('’', "'");
    !plain.contains(&heading.as_str())
}

/// What a layout leaves out that was written: how much of each.
#[derive(Clone, Default)]
pub(super) struct LaidAside {
    contents: BTreeMap<Content, usize>,
    details: BTreeMap<Detail, usize>,
}

impl LaidAside {
    pub fn in_words(&self) -> impl Iterator<Item = String> {
        let contents = self.contents.iter().map(|(c, n)| (c.words(), *n));
        let details = self.details.iter().map(|(d, n)| (d.words(), *n));
        contents.chain(details).map(|(name, n)| {
            let entries = words::counted(n, "entry", "entries");
            format!("{entries} under “{name}” that this layout leaves out")
        })
    }
}

impl<'a> Page<'a> {
    /// Everything under its heading, in the order of the layout.
    pub fn body(&mut self, sorted: &[Chosen<'a>]) {
        let mut made: Vec<Vec<Block>> = Vec::new();
        let mut later = None;
        for (heading, holds) in self.wanted_sections() {
            if holds.contains(&Content::AddedLater) {
                // Last, wherever it stands: an amendment goes with what it
                // amends.
                later = Some((made.len(), heading));
                made.push(Vec::new());
                continue;
            }
            made.push(self.made(|page| page.section_of(heading, &holds, sorted)));
        }
        self.lay_aside(sorted);
        if let Some((at, heading)) = later {
            let blocks = self.made(|page| page.section_of(heading, &[Content::AddedLater], sorted));
            if let Some(place) = made.get_mut(at) {
                *place = blocks;
            }
        }
        self.blocks.extend(made.into_iter().flatten());
    }

    /// The sections of the layout; where nothing is left out, what it has no
    /// place for follows as usual.
    fn wanted_sections(&self) -> Vec<(Option<&'a str>, Vec<Content>)> {
        let layout = self.layout;
        let own = layout.sections.iter().map(|s| (s.heading.as_deref(), s.holds.clone()));
        let rest = usual().sections.iter().filter(|_| !self.leaves_out()).map(|s| {
            let missing = s.holds.iter().copied().filter(|c| !layout.holds(*c)).collect();
            (s.heading.as_deref(), missing)
        });
        own.chain(rest).filter(|(_, holds): &(_, Vec<Content>)| !holds.is_empty()).collect()
    }

    /// A layout leaves something out of a child's file only. The other notes
    /// are for the two themselves and what is said about their work, and are
    /// asked for because they are whole.
    fn leaves_out(&self) -> bool {
        self.audience == Audience::ChildFile
    }

    /// Counts what the layout has no place for.
    fn lay_aside(&mut self, sorted: &[Chosen<'a>]) {
        if !self.leaves_out() {
            return;
        }
        let layout = self.layout;
        for content in Content::ALL.into_iter().filter(|c| !layout.holds(*c)) {
            // Written apart, so that nothing of it counts as written here; what
            // belongs to others and is left out anyway is counted as ever.
            let mut apart = self.clone();
            apart.amended.extend(self.discussion.amendments.iter().map(|a| a.id));
            let blocks = apart.made(|page| page.section_of(None, &[content], sorted));
            self.take_counts(apart);
            let n = entries(&blocks);
            if n > 0 {
                self.aside.contents.insert(content, n);
            }
        }
    }

    /// What is written by this, and not yet part of the page.
    fn made(&mut self, write: impl FnOnce(&mut Self)) -> Vec<Block> {
        let before = std::mem::take(&mut self.blocks);
        write(self);
        std::mem::replace(&mut self.blocks, before)
    }

    fn section_of(&mut self, heading: Option<&str>, holds: &[Content], sorted: &[Chosen<'a>]) {
        if let [only] = holds {
            if *only == Content::Personal {
                return self.personal(heading);
            }
            let text = heading.unwrap_or_else(|| only.words());
            let asked = Asked::of(holds, *only);
            if needs_its_line(*only, text) {
                return self.section(1, text, |page| {
                    let line = Heading::Shared(Some(only.words()));
                    page.content(*only, line, &asked, sorted);
                });
            }
            return self.content(*only, Heading::Own(text), &asked, sorted);
        }
        self.section(1, heading.unwrap_or_default(), |page| {
            let begin = page.blocks.len();
            for content in holds {
                let mut before = page.blocks.iter().skip(begin);
                let after_a_line = before.any(|b| matches!(b, Block::Heading { level: 2, .. }));
                let at = Heading::Shared(content.own_line(after_a_line));
                page.content(*content, at, &Asked::of(holds, *content), sorted);
            }
        });
    }

    fn content(&mut self, content: Content, at: Heading<'_>, asked: &Asked, sorted: &[Chosen<'a>]) {
        match content {
            Content::BriefCheck
            | Content::Facts
            | Content::ChildSays
            | Content::HowSafe
            | Content::Weighed
            | Content::Meaning => self.under(at, |page| {
                match content {
                    Content::BriefCheck if page.case => page.brief_check(),
                    Content::HowSafe if page.case => page.judgements(),
                    Content::Weighed if page.case => page.weighed(sorted),
                    _ => {}
                }
                page.passages_under(sorted, &asked.0);
            }),
            Content::Personal => self.personal(None),
            Content::TalkedAbout => self.talked_about(at, sorted),
            Content::BringBack => self.bring_back(at, sorted),
            Content::AddedLater => self.under(at, Page::other_amendments),
            Content::AboutTheRecord => self.about_the_record(at),
            // A note of answers alone holds no more.
            _ if !self.case => {}
            Content::ActedAtOnce => self.acted_at_once(at),
            Content::AtAGlance => self.at_a_glance(at),
            Content::EarlierActions => self.earlier_actions(at),
            Content::EarlierGuesses => self.earlier_guesses(at),
            Content::OwnParagraphs => self.own_paragraphs(at),
            Content::WorkingWell => self.working_well(at),
            Content::Worries => self.worries(at),
            Content::Dangers => self.under(at, Page::dangers),
            Content::NeedsToHappen => self.needs_to_happen(at),
            Content::Decisions => {
                self.run_in(at, "Decided", &DECIDED, |page| page.decisions(at));
            }
            Content::Actions => self.actions(at),
            Content::Ideas => self.ideas(at),
            Content::NotAgreed => {
                self.run_in(at, "Not agreed", &NOT_AGREED, |page| page.not_agreed(at));
            }
            Content::Journey => self.journey(at),
            Content::Stage => self.stage(at),
            Content::ToTheChild => self.words_to_the_child(at),
            Content::Tools => self.tools(at),
            Content::Parts => self.parts(at, sorted),
            Content::StandsBehind => self.who_stands_behind(at),
        }
    }

    /// Entries that must not be taken for something else begin with what they
    /// are, unless the heading says so in words of our own (`plain`).
    fn run_in(
        &mut self,
        at: Heading<'_>,
        what: &str,
        plain: &[&str],
        write: impl FnOnce(&mut Self),
    ) {
        let begin = self.blocks.len();
        write(self);
        let Heading::Own(text) = at else { return };
        if plain.contains(&crate::text::fold(text.trim()).as_str()) {
            return;
        }
        for block in self.blocks.iter_mut().skip(begin) {
            if let Block::Item { text, .. } = block {
                *text = format!("{what}: {text}");
            }
        }
    }

    /// A heading and what stands under it; where nothing does, neither.
    pub(super) fn under(&mut self, at: Heading<'_>, body: impl FnOnce(&mut Self)) {
        match at {
            Heading::Own(text) => self.section(1, text, body),
            Heading::Shared(Some(line)) => self.section(2, line, body),
            Heading::Shared(None) => body(self),
        }
    }

    /// What is about one child, under a heading that says whom where a note
    /// holds several.
    pub(super) fn of_child(
        &mut self,
        at: Heading<'_>,
        child: ulid::Ulid,
        body: impl FnOnce(&mut Self),
    ) {
        let several = self.whole() && self.family();
        let (level, text) = match at {
            Heading::Own(text) => (1, self.heading_of(text, child)),
            Heading::Shared(Some(line)) => (2, self.heading_of(line, child)),
            Heading::Shared(None) if several => (2, self.called_by_id(child)),
            Heading::Shared(None) => return body(self),
        };
        self.section(level, &text, body);
    }

    /// A detail that this layout may leave out of a child's file; then it is
    /// counted.
    pub(super) fn detail(&mut self, detail: Detail, name: &str, value: Option<String>) {
        if !self.does_without(detail) {
            self.field(name, value);
        } else if value.is_some() {
            self.lay_detail_aside(detail);
        }
    }

    /// Where the questions come from, at the end.
    pub fn origin(&mut self, words: Option<String>) {
        match words {
            Some(_) if self.does_without(Detail::Provenance) => {
                self.lay_detail_aside(Detail::Provenance);
            }
            Some(words) => self.remark(words),
            None => {}
        }
    }

    pub(super) fn does_without(&self, detail: Detail) -> bool {
        self.leaves_out() && self.layout.without.contains(&detail)
    }

    pub(super) fn lay_detail_aside(&mut self, detail: Detail) {
        *self.aside.details.entry(detail).or_default() += 1;
    }
}

/// The passages that are written with a content: those of all contents under
/// the same heading stand together, with the last of them, so that a question
/// is asked there once.
struct Asked(Vec<Under>);

impl Asked {
    fn of(holds: &[Content], content: Content) -> Self {
        let last = holds.iter().rfind(|c| Under::held_by(**c).is_some());
        let all = holds.iter().filter(|_| last == Some(&content));
        Asked(all.filter_map(|c| Under::held_by(*c)).collect())
    }
}

/// How much was written: a question with all that was said to it is one.
fn entries(blocks: &[Block]) -> usize {
    let (mut n, mut in_question) = (0, false);
    for block in blocks {
        match block {
            Block::Heading { .. } => in_question = false,
            Block::Question(_) => {
                in_question = true;
                n += 1;
            }
            Block::Said(_) => {}
            _ if in_question => {}
            _ => n += 1,
        }
    }
    n
}
