//! What was asked and said, under the headings a reader looks for.

use super::page::{Page, Reason};
use super::sections::Heading;
use super::{THIRD_PARTY, words};
use crate::figure::balance_said;
use crate::practice::Part;
use crate::practice::doing::{FOUR_IS, LIGHTBULB};
use crate::record::answer::{Answer, AnswerState, Contribution, Kind, Value, View, Voice};
use crate::record::layout::Content;
use crate::record::{Audience, Block, Drawing, Role, SafetyScore};

/// Under which heading a passage stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Under {
    Happened,
    TalkedAbout,
    ChildSays,
    HowSafe,
    Weighed,
    Means,
}

impl Under {
    /// Only what the child said or showed is the child's voice. What adults
    /// imagine stays among what adults talked about, whatever else it is.
    fn of(answer: &Answer, passage: &Contribution) -> Under {
        match (&passage.voice, &passage.kind) {
            (Some(Voice::Child { view: View::Heard { .. } | View::Observed { .. } }), _) => {
                Under::ChildSays
            }
            (Some(Voice::Child { view: View::Imagined }), _) => Under::TalkedAbout,
            (_, Some(Kind::Fact)) => Under::Happened,
            (_, Some(Kind::Judgement | Kind::Hypothesis { .. })) => Under::Means,
            // What is said beside a number or a weight is its ground.
            _ => Under::of_value(answer),
        }
    }
}

impl Under {
    /// A number, a weight or a stage is a judgement; other values belong to
    /// the talk.
    fn of_value(answer: &Answer) -> Under {
        match answer.value_given() {
            Some(Value::Safety(_)) => Under::HowSafe,
            Some(Value::Balance(_) | Value::Block(_)) => Under::Weighed,
            _ => Under::TalkedAbout,
        }
    }

    /// The passages that a content of a layout holds, beside what it holds of
    /// the case record.
    pub(super) fn held_by(content: Content) -> Option<Under> {
        match content {
            Content::Facts => Some(Under::Happened),
            Content::ChildSays => Some(Under::ChildSays),
            Content::HowSafe => Some(Under::HowSafe),
            Content::Weighed => Some(Under::Weighed),
            Content::Meaning => Some(Under::Means),
            _ => None,
        }
    }
}

/// An answer of which something stands in this note.
pub(super) struct Chosen<'a> {
    answer: &'a Answer,
    passages: Vec<(Under, &'a Contribution)>,
    /// Whether its value and state stand here too.
    rest: bool,
}

impl Chosen<'_> {
    /// Whether it answers a question of a part.
    pub(super) fn is_of(&self, part: Part) -> bool {
        self.answer.part == part
            && !matches!(self.answer.state, AnswerState::NotToday | AnswerState::NotRelevant)
    }

    /// Whether anything of it stands under one of these headings.
    fn has(&self, under: &[Under]) -> bool {
        self.passages.iter().any(|(u, _)| under.contains(u)) || self.has_rest_under(under)
    }

    /// Whether there is something beside passages to say where it was asked.
    fn has_rest(&self) -> bool {
        self.rest
            && (self.answer.value_given().is_some()
                || !matches!(self.answer.state, AnswerState::Answered | AnswerState::BringBack))
    }
}

impl<'a> Page<'a> {
    /// Chooses what may stand here and counts the rest.
    pub fn sort_answers(&mut self) -> Vec<Chosen<'a>> {
        let discussion = self.discussion;
        let mut sorted = Vec::new();
        for answer in discussion.answers.iter().filter(|a| !a.is_empty()) {
            if let Err(reason) = self.admits(answer) {
                self.leave(reason);
                continue;
            }
            let mut passages = Vec::new();
            for c in answer.contributions.iter().filter(|c| !c.text.trim().is_empty()) {
                match self.admits_passage(c) {
                    Ok(()) => passages.push((Under::of(answer, c), c)),
                    Err(reason) => self.leave(reason),
                }
            }
            let rest = match self.admits_rest(answer) {
                Ok(()) => true,
                Err(reason) => {
                    if answer.value_given().is_some() || answer.state != AnswerState::Answered {
                        self.leave(reason);
                    }
                    false
                }
            };
            let chosen = Chosen { answer, passages, rest };
            if !chosen.passages.is_empty() || chosen.has_rest() || chosen.to_bring_back() {
                sorted.push(chosen);
            }
        }
        sorted
    }

    /// The brief check's two questions.
    pub fn brief_check(&mut self) {
        let discussion = self.discussion;
        for brief in discussion.brief.iter().filter(|b| !b.is_empty()) {
            if !self.takes(&[brief.child]) {
                continue;
            }
            self.wrote(brief.written);
            for (heading, text) in [
                ("What has changed", &brief.changed),
                ("Are they safe, and how do we know", &brief.safe),
            ] {
                if let Some(text) = words::said(text) {
                    let heading = self.heading_of(heading, brief.child);
                    self.section(2, &heading, |page| {
                        if let Some(late) = page.late(brief.written) {
                            page.blocks.push(Block::Said(format!("{}:", words::capital(&late))));
                        }
                        page.blocks.push(Block::Prose(text));
                    });
                }
            }
            self.amendments_to(brief.id);
        }
    }

    /// Brothers and sisters: what was written of this child alone.
    pub fn own_paragraphs(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        for own in &discussion.own {
            if let Some(text) = words::said(&own.text)
                && self.takes(&[own.child])
            {
                self.wrote(own.written);
                self.of_child(at, own.child, |page| {
                    if let Some(late) = page.late(own.written) {
                        page.blocks.push(Block::Said(format!("{}:", words::capital(&late))));
                    }
                    page.blocks.push(Block::Prose(text));
                    page.amendments_to(own.id);
                });
            }
        }
    }

    /// What was talked about, by part of the wheel in the order of the talk.
    pub fn talked_about(&mut self, at: Heading<'_>, sorted: &[Chosen<'_>]) {
        let mut parts: Vec<Part> = Vec::new();
        for chosen in sorted {
            if !parts.contains(&chosen.answer.part) {
                parts.push(chosen.answer.part);
            }
        }
        self.under(at, |page| {
            for part in parts {
                page.section(2, part.name(), |page| {
                    for chosen in sorted.iter().filter(|c| c.answer.part == part) {
                        if chosen.has(&[Under::TalkedAbout]) {
                            page.question(chosen, &[Under::TalkedAbout]);
                        }
                    }
                });
            }
        });
    }

    /// How safe somebody judged the child to be, beside the questions.
    pub fn judgements(&mut self) {
        let discussion = self.discussion;
        for judged in &discussion.signs.judgements {
            if self.takes(&judged.children) {
                self.field("How safe", Some(words::score(&judged.score)));
                self.scale_of(judged.id);
                self.amendments_to(judged.id);
            }
        }
    }

    /// What was weighed beside the questions. An answer that stands in this
    /// note with a value of its own is the truth about it.
    pub fn weighed(&mut self, sorted: &[Chosen<'_>]) {
        let said = |is: fn(&Value) -> bool| {
            sorted.iter().any(|c| c.rest && c.answer.value_given().is_some_and(is))
        };
        let balanced = said(|value| matches!(value, Value::Balance(_)));
        let related = said(|value| matches!(value, Value::Block(_)));
        let discussion = self.discussion;
        if let Some(balance) = discussion.balance.filter(|_| !balanced)
            && self.takes(&[])
        {
            self.field("Balance", Some(balance_said(balance)));
            self.draw(Drawing::Balance(balance));
        }
        if let Some(block) = discussion.block.filter(|_| !related)
            && self.takes(&[])
        {
            self.field("Our working relationship", Some(words::relationship(block).into()));
        }
    }

    /// Questions to be asked again.
    pub fn bring_back(&mut self, at: Heading<'_>, sorted: &[Chosen<'_>]) {
        self.under(at, |page| {
            for chosen in sorted.iter().filter(|c| c.to_bring_back()) {
                if let Some(text) = words::line(&chosen.answer.wording) {
                    page.blocks.push(Block::Item { text, details: Vec::new() });
                    page.amendments_to(chosen.answer.id);
                }
            }
        });
    }

    /// What was asked, with all that belongs under these headings.
    pub fn passages_under(&mut self, sorted: &[Chosen<'_>], under: &[Under]) {
        for chosen in sorted.iter().filter(|c| c.has(under)) {
            self.question(chosen, under);
        }
    }

    fn question(&mut self, chosen: &Chosen<'_>, under: &[Under]) {
        let answer = chosen.answer;
        if let Some(wording) = words::line(&answer.wording) {
            self.blocks.push(Block::Question(wording));
        }
        for (_, passage) in chosen.passages.iter().filter(|(u, _)| under.contains(u)) {
            self.passage(passage);
        }
        if chosen.has_rest_under(under) {
            if let Some(value) = answer.value_given() {
                self.value(value);
                self.draw_value(answer, value);
            }
            self.state(answer);
        }
        self.amendments_to(answer.id);
    }

    fn passage(&mut self, passage: &Contribution) {
        let Some(text) = words::said(&passage.text) else { return };
        self.wrote(passage.written);
        let mut label: Vec<String> = Vec::new();
        if let Some(voice) = &passage.voice {
            label.push(self.voice(voice, &passage.children));
        }
        if let Some(kind) = &passage.kind {
            label.push(words::kind(kind).to_owned());
        }
        if self.whole() && self.family() {
            label.push(if passage.children.is_empty() {
                "names no child yet".into()
            } else {
                format!("about {}", self.called_all(&passage.children))
            });
        }
        // To whoever asks what is held about them, a relative's words are
        // another person's, marked by hand or not.
        let anothers = self.audience == Audience::SubjectAccess
            && passage.voice.as_ref().is_some_and(Voice::is_anothers);
        if passage.third_party || anothers {
            label.push(format!("{THIRD_PARTY}, to be looked at before it is shown"));
        }
        if passage.rough {
            label.push("rough note".into());
        }
        label.extend(self.late(passage.written));
        if !label.is_empty() {
            self.blocks.push(Block::Said(format!("{}:", words::capital(&label.join(", ")))));
        }
        self.blocks.push(Block::Prose(text));
        if let Some(Kind::Hypothesis { became }) = &passage.kind {
            let became = words::said(became).unwrap_or_else(|| "not said yet".into());
            self.field("What became of this guess", Some(became));
        }
        self.amendments_to(passage.id);
    }

    /// Whose words they are. Where one person was there in that role, by name;
    /// on a page about one child the heading says who the child is.
    fn voice(&self, voice: &Voice, children: &[ulid::Ulid]) -> String {
        let role = match voice {
            Voice::Practitioner => Some(Role::Practitioner),
            Voice::Supervisor => Some(Role::Supervisor),
            _ => None,
        };
        if let Some(role) = role {
            let mut there = self.session.people.iter().filter(|p| p.role == role);
            let name = there.next().filter(|_| there.next().is_none());
            if let Some(name) = name.and_then(|p| words::line(&p.name)) {
                return format!("{name}, {}", role.words());
            }
        }
        let several = self.whole() && self.family();
        words::voice(voice, &self.called_all(children), several)
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Safety(score) => self.safety_score(score),
            Value::Balance(b) => self.field("Balance", Some(balance_said(*b))),
            Value::Place(p) => {
                self.field("Place on the child's journey", Some(words::place(*p).into()));
            }
            Value::NextPlace(p) => {
                self.field("Next on the child's journey", Some(words::place(*p).into()));
            }
            Value::Block(b) => {
                self.field("Our working relationship", Some(words::relationship(*b).into()));
            }
            Value::FourIs { involve, inform, invest, influence } => {
                for (name, text) in FOUR_IS.iter().zip([involve, inform, invest, influence]) {
                    self.field(name, words::said(text));
                }
            }
            Value::Lightbulb { effect, on_whom, how_we_know, what_else } => {
                let texts = [effect, on_whom, how_we_know, what_else];
                for (name, text) in LIGHTBULB.iter().zip(texts) {
                    self.field(name, words::said(text));
                }
            }
        }
    }

    fn safety_score(&mut self, score: &SafetyScore) {
        self.field("How safe", Some(words::score(score)));
    }

    fn state(&mut self, answer: &Answer) {
        match answer.state {
            AnswerState::Answered | AnswerState::BringBack => {}
            AnswerState::AskedNotKnown => self.remark("Asked, and not known."),
            AnswerState::RecordedElsewhere => match words::said(&answer.elsewhere) {
                Some(place) => self.remark(format!("Recorded elsewhere: {place}")),
                None => self.remark("Recorded elsewhere; where is not recorded."),
            },
            AnswerState::NotToday => self.remark("Put off: not today."),
            AnswerState::NotRelevant => self.remark("Found not relevant."),
        }
    }

    /// Counts what a note of answers alone leaves to the child's file.
    pub fn count_case_record(&mut self) {
        let d = self.discussion;
        let brief = d.brief.iter().filter(|b| !b.is_empty()).count()
            + d.own.iter().filter(|o| !o.is_empty()).count();
        let entries = d.decisions.iter().filter(|d| !d.is_empty()).count()
            + d.actions.iter().filter(|a| !a.is_empty()).count()
            + d.at_once.iter().filter(|x| !x.is_empty()).count()
            + d.follow_ups.len()
            + d.hypotheses.iter().filter(|h| !h.is_empty()).count()
            + d.signs.passages.iter().filter(|x| !x.is_empty()).count()
            + d.signs.dangers.iter().filter(|x| !x.is_empty()).count()
            + d.signs.judgements.len()
            + d.glance.iter().filter(|(_, g)| !g.is_empty()).count()
            + d.journey.iter().filter(|(_, j)| !j.is_empty()).count()
            + d.tools.iter().filter(|x| !x.is_empty()).count()
            + d.to_the_child.len()
            + d.agreements.len()
            + brief;
        for _ in 0..entries {
            self.leave(Reason::CaseRecord);
        }
    }
}

impl Chosen<'_> {
    /// Whether what stands beside its passages stands under this heading.
    fn has_rest_under(&self, under: &[Under]) -> bool {
        self.has_rest() && under.contains(&Under::of_value(self.answer))
    }

    pub(super) fn to_bring_back(&self) -> bool {
        self.answer.state == AnswerState::BringBack && (self.rest || !self.passages.is_empty())
    }
}
