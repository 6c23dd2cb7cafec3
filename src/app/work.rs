//! The session in hand: every change to it is journalled as it is made.

use std::collections::HashMap;

use ulid::Ulid;

use super::context::Turn;
use super::editor::{self, Editor};
use super::effect::Effect;
use super::model::{Model, Screen};
use super::undo::Past;
use crate::record::agreed::keeps_what_is_final;
use crate::record::{
    Action, Answer, AnswerState, Contribution, Decision, Discussion, Due, Edit, Field, FieldName,
    FilingState, Session, Stamp, Standing, Step, Subject,
};

/// A session being worked on.
pub struct Work {
    /// The record.
    pub session: Session,
    /// The discussion in focus.
    pub focus: Ulid,
    /// Editors by field: undo survives leaving a question and coming back.
    pub editors: HashMap<Field, Editor>,
    /// What was done to each answer, decision and action, to be taken back.
    pub past: Past,
    /// The passage in hand after the last message: left empty, it vanishes.
    pub passage: Option<Ulid>,
    /// Brothers and sisters: whom the words written are about.
    pub whom: super::whom::Whom,
    /// The two walk the questions they chose, not a part.
    pub in_set: bool,
    /// When the oldest change not yet saved was made.
    pub unsaved_since: Option<Stamp>,
    /// Number of the newest change.
    pub edited: u64,
    /// Number of the newest change that the journal holds.
    pub kept: u64,
    /// The journal cannot write, and why.
    pub not_kept: Option<String>,
    /// A save under way, and the newest change it holds.
    pub saving: Option<(u64, u64)>,
    /// Asked to save while a save was under way: another follows.
    pub again: bool,
    /// When it was last saved; none: never by this program.
    pub saved: Option<Stamp>,
    /// The disk confirmed that save.
    pub confirmed: bool,
    /// The last save failed.
    pub not_saved: bool,
    /// Newest change that a save holds.
    pub saved_edit: u64,
    /// Nothing may be changed.
    pub read_only: bool,
    /// The version it was read from or last saved as, as the vault names it.
    pub head: Option<String>,
    /// Made of two versions, and not saved yet as one.
    pub joins: Option<super::screens::versions::Joins>,
}

impl Work {
    /// Takes a session in hand.
    pub fn new(session: Session, read_only: bool) -> Self {
        let focus = session
            .bookmark
            .discussion
            .filter(|id| session.discussion(*id).is_some())
            .or_else(|| session.discussions.first().map(|d| d.id))
            .unwrap_or_else(Ulid::nil);
        Work {
            session,
            focus,
            editors: HashMap::new(),
            past: Past::default(),
            passage: None,
            whom: super::whom::Whom::default(),
            in_set: false,
            unsaved_since: None,
            edited: 0,
            kept: 0,
            not_kept: None,
            saving: None,
            again: false,
            saved: None,
            confirmed: true,
            not_saved: false,
            saved_edit: 0,
            read_only,
            head: None,
            joins: None,
        }
    }

    /// The discussion in focus.
    pub fn discussion(&self) -> Option<&Discussion> {
        self.session.discussion(self.focus)
    }

    /// The child whose page is in focus, where there is one alone.
    pub fn child(&self) -> Option<Ulid> {
        self.family().first().copied()
    }

    /// The children of the discussion in focus.
    pub fn family(&self) -> &[Ulid] {
        self.discussion().map_or(&[], |d| d.subject.children())
    }

    /// Whether a question belongs into the discussion in focus: the
    /// practitioner's own part asks only what is about the practitioner.
    pub fn asks(&self, q: &crate::practice::Question) -> bool {
        match self.discussion().map(|d| &d.subject) {
            Some(Subject::Practitioner(_)) => {
                q.destination == crate::practice::Destination::StaffFile
            }
            _ => true,
        }
    }

    /// What was said of a passage was changed as a whole: editors that hold
    /// other words than the record are made anew.
    pub fn forget_stale(&mut self, passage: Ulid) {
        let session = &self.session;
        self.editors.retain(|field, editor| {
            let of_voice = matches!(
                field.name,
                FieldName::VoiceBy | FieldName::VoiceWhen | FieldName::VoiceHow | FieldName::Became
            );
            field.owner != passage
                || !of_voice
                || session.field(*field).is_some_and(|text| text == editor.text())
        });
    }

    /// The editor of a field, made from the record when first needed.
    pub fn editor(&mut self, field: Field, width: usize) -> Option<&mut Editor> {
        if !self.editors.contains_key(&field) {
            let text = self.session.field(field)?.to_owned();
            let mark = &self.session.bookmark;
            let at = if mark.owner == Some(field.owner) && mark.field == Some(field.name) {
                mark.cursor
            } else {
                text.len()
            };
            let mut made = if takes_lines(field.name) || text.contains(['\n', '\r']) {
                Editor::with_cursor(text, at)
            } else {
                Editor::single_line(&text)
            };
            made.set_width(width);
            self.editors.insert(field, made);
        }
        self.editors.get_mut(&field)
    }

    /// Whether something is not yet in the vault.
    pub fn is_unsaved(&self) -> bool {
        self.edited > self.saved_edit
    }

    /// Whether putting it away now would leave something behind.
    pub fn is_settled(&self) -> bool {
        self.read_only || self.session.is_empty() || (!self.is_unsaved() && self.saving.is_none())
    }

    /// Whether the journal holds every change, as far as is known.
    pub fn is_kept(&self) -> bool {
        self.not_kept.is_none()
    }

    /// Begins a save, numbered `seq`; none where there is nothing to save or
    /// one is under way (another follows then).
    pub fn begin_save(&mut self, seq: u64) -> Option<Effect> {
        if self.read_only || !self.is_unsaved() || self.session.is_empty() {
            return None;
        }
        if self.saving.is_some() {
            self.again = true;
            return None;
        }
        self.again = false;
        self.saving = Some((seq, self.edited));
        Some(Effect::Save { seq, session: Box::new(self.session.clone()) })
    }
}

/// A discussion without what may be added to it once it is finalised.
fn without_additions(d: &Discussion) -> Discussion {
    let mut d = d.clone();
    d.agreements.clear();
    d.amendments.clear();
    d.set_aside.clear();
    d.sent.clear();
    for page in &mut d.filing {
        page.hand_overs.clear();
        if page.state == FilingState::Agreed {
            page.state = FilingState::Finalised;
        }
    }
    d
}

/// Whether Enter makes a new line in this field.
pub fn takes_lines(name: FieldName) -> bool {
    matches!(
        name,
        FieldName::Words
            | FieldName::Decision
            | FieldName::Rationale
            | FieldName::Why
            | FieldName::Changed
            | FieldName::Safe
            | FieldName::OwnParagraph
            | FieldName::ActedOn
            | FieldName::Outcome
            | FieldName::Difference
            | FieldName::Safety
            | FieldName::Danger
            | FieldName::SafetyGoal
            | FieldName::Dispute
            | FieldName::ParallelPlan
            | FieldName::Permanence
            | FieldName::Given
            | FieldName::WhatWorked
            | FieldName::Showed
            | FieldName::Impact
            | FieldName::Wellbeing
            | FieldName::Workload
            | FieldName::Learning
            | FieldName::SafetyAtWork
            | FieldName::Standards
            | FieldName::Amendment
            | FieldName::NotAccurate
            | FieldName::Disagree
            | FieldName::Became
            | FieldName::ToTheChild
    )
}

impl Model {
    /// Makes a change, and has it journalled.
    pub fn change(&mut self, edit: Edit, at: Stamp) -> Vec<Effect> {
        let seq = self.next_seq();
        let Some(work) = &mut self.work else { return Vec::new() };
        if work.read_only || work.session.apply(&edit).is_err() {
            return Vec::new();
        }
        if !matches!(edit, Edit::Bookmark(_)) {
            work.unsaved_since.get_or_insert(at);
        }
        work.edited = seq;
        vec![Effect::Keep { seq, session: work.session.id, edit }]
    }

    /// Changes the discussion in focus otherwise than by typing. A finalised
    /// one stays as it is, whoever asks, and of a family every finalised page:
    /// this is where that rule lives.
    pub fn change_discussion(&mut self, at: Stamp, f: impl FnOnce(&mut Discussion)) -> Vec<Effect> {
        if self.work.as_ref().is_none_or(|w| w.frozen().is_some()) {
            return Vec::new();
        }
        self.finalise_discussion(at, f)
    }

    /// Finalises a page of the discussion in focus: of a family another page
    /// may be finalised already.
    pub fn finalise_discussion(
        &mut self,
        at: Stamp,
        f: impl FnOnce(&mut Discussion),
    ) -> Vec<Effect> {
        let Some(mut d) = self.work.as_ref().and_then(|w| w.discussion()).cloned() else {
            return Vec::new();
        };
        let before = d.clone();
        f(&mut d);
        if d == before {
            return Vec::new();
        }
        let edit = Edit::Discussion(Box::new(d));
        if let Some(why) = self.work.as_ref().and_then(|w| w.breaks_final(&edit)) {
            self.trouble(why);
            return Vec::new();
        }
        self.change(edit, at)
    }

    /// The one way past that rule: what may be added to a finalised note of
    /// the discussion in focus (statements, amendments, bundles sent,
    /// hand-overs), and nothing else. What is final stays word for word, or
    /// nothing is changed.
    pub fn add_to_final(&mut self, at: Stamp, f: impl FnOnce(&mut Discussion)) -> Vec<Effect> {
        let Some(work) = self.work.as_ref().filter(|w| !w.read_only) else { return Vec::new() };
        let Some(before) = work.discussion() else { return Vec::new() };
        let mut after = work.session.clone();
        let Some(d) = after.discussion_mut(work.focus) else { return Vec::new() };
        f(d);
        if d == before {
            return Vec::new();
        }
        let d = d.clone();
        if without_additions(before) != without_additions(&d)
            || keeps_what_is_final(&work.session, &after).is_err()
        {
            self.trouble("This note is finalised: its words stay as they are.");
            return Vec::new();
        }
        self.change(Edit::Discussion(Box::new(d)), at)
    }

    /// Changes anything else about the session.
    pub fn change_session(&mut self, at: Stamp, f: impl FnOnce(&mut Session)) -> Vec<Effect> {
        let Some(mut s) = self.session().cloned() else { return Vec::new() };
        let before = s.clone();
        f(&mut s);
        if s == before { Vec::new() } else { self.change(Edit::Session(Box::new(s)), at) }
    }

    /// Types into a field of the record.
    pub fn type_into(&mut self, field: Field, edit: editor::Edit, at: Stamp) -> Vec<Effect> {
        let width = self.prose_width();
        let Some(work) = &mut self.work else { return Vec::new() };
        let moves = matches!(
            edit,
            editor::Edit::Move { .. } | editor::Edit::PlaceCursor { .. } | editor::Edit::SelectAll
        );
        let frozen = work.field_frozen(field);
        if let (Some(why), false) = (frozen, moves) {
            self.trouble(why);
            return Vec::new();
        }
        if !moves && let Some(why) = work.words_break_final(field, &edit, width) {
            self.trouble(why);
            return Vec::new();
        }
        let owner = work.owner_of(field);
        let back = matches!(edit, editor::Edit::Undo | editor::Edit::Redo);
        let goes_on = owner.is_none_or(|o| work.past.goes_on(o, field));
        let Some(editor) = work.editor(field, width) else { return Vec::new() };
        if !goes_on && !back {
            // Something else was done since: these words are a step of their own.
            editor.close_step();
        }
        let steps = editor.step_count();
        match editor.apply(edit) {
            Ok(Some(change)) => {
                self.notice = None;
                let new = editor.step_count() != steps || !goes_on;
                if let Some(owner) = owner.filter(|_| !back) {
                    work.past.words(owner, field, new);
                }
                let effects = self.change(
                    Edit::Text {
                        field,
                        at: change.at,
                        removed: change.removed,
                        inserted: change.inserted,
                    },
                    at,
                );
                if effects.is_empty() {
                    // Never shown as written when it is not: the editor is
                    // made anew from the record.
                    if let Some(work) = &mut self.work {
                        work.editors.remove(&field);
                    }
                    self.trouble("That could not be written. What stood here is untouched.");
                }
                effects
            }
            Ok(None) => Vec::new(),
            Err(refused) => {
                self.trouble(refused.to_string());
                Vec::new()
            }
        }
    }

    /// The answer to a question, made when the first word or mark needs it.
    pub fn ensure_answer(&mut self, question: &str, turn: Turn) -> (Option<Ulid>, Vec<Effect>) {
        let Some(bank) = turn.context.bank() else { return (None, Vec::new()) };
        let Some(d) = self.work.as_ref().and_then(|w| w.discussion()) else {
            return (None, Vec::new());
        };
        if let Some(a) = d.answer_to(&bank.id, question) {
            let id = a.id;
            if !a.contributions.is_empty() {
                return (Some(id), Vec::new());
            }
            let passage = self.passage(turn.at);
            let effects = self.change_discussion(turn.at, |d| {
                if let Some(a) = d.answers.iter_mut().find(|a| a.id == id) {
                    a.contributions.push(passage);
                }
            });
            return (Some(id), effects);
        }
        let Some(q) = bank.question(question) else { return (None, Vec::new()) };
        let personal = matches!(d.subject, Subject::Practitioner(_));
        let id = self.id(turn.at);
        let passage = self.passage(turn.at);
        let answer = Answer {
            id,
            question: q.id.clone(),
            bank: bank.id.clone(),
            bank_version: bank.version.to_string(),
            part: q.part,
            wording: q.text.clone(),
            state: AnswerState::Answered,
            elsewhere: String::new(),
            contributions: vec![passage],
            value: None,
            destination: if personal {
                crate::practice::Destination::StaffFile
            } else {
                q.destination
            },
        };
        let effects = self.change_discussion(turn.at, |d| d.answers.push(answer));
        (Some(id), effects)
    }

    /// An empty passage to write in.
    pub fn passage(&mut self, at: Stamp) -> Contribution {
        Contribution {
            id: self.id(at),
            text: String::new(),
            children: Vec::new(),
            voice: None,
            kind: None,
            third_party: false,
            rough: false,
            written: at,
        }
    }

    /// An empty decision to write in.
    pub fn new_decision(&mut self, at: Stamp, by: String) -> Decision {
        Decision {
            id: self.id(at),
            text: String::new(),
            rationale: String::new(),
            by,
            children: Vec::new(),
            written: at,
        }
    }

    /// An empty action to write in.
    pub fn new_action(&mut self, at: Stamp) -> Action {
        Action {
            id: self.id(at),
            what: String::new(),
            who: String::new(),
            by: Due::default(),
            why: String::new(),
            children: Vec::new(),
            standing: Standing::Agreed,
            agreed_by: None,
            imported: false,
            written: at,
        }
    }

    /// Publishes what is not yet in the vault, of every session in hand.
    pub fn save(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let held =
            self.removing.as_ref().and_then(super::screens::matter::rectify::Removing::under_way);
        for work in self.parked.iter_mut().chain(&mut self.work) {
            if held == Some(work.session.id) {
                // It would follow a version that is about to go.
                continue;
            }
            if let Some(effect) = work.begin_save(self.seq + 1) {
                self.seq += 1;
                self.waiting += 1;
                effects.push(effect);
            }
        }
        effects
    }

    /// Puts the session in hand away; one that is not wholly saved is kept
    /// aside until it is.
    pub fn put_away(&mut self) {
        if let Some(work) = self.work.take().filter(|w| !w.is_settled()) {
            self.parked.push(work);
        }
    }

    /// A session in hand or put aside, by the number of its save.
    pub fn saving(&mut self, seq: u64) -> Option<&mut Work> {
        self.parked
            .iter_mut()
            .chain(&mut self.work)
            .find(|w| w.saving.is_some_and(|(s, _)| s == seq))
    }

    /// Whether a save of any session is under way.
    pub fn is_saving(&self) -> bool {
        self.parked.iter().chain(&self.work).any(|w| w.saving.is_some())
    }

    /// Keeps the bookmark where the two stand.
    pub fn keep_place(&mut self, at: Stamp, at_work: bool) -> Vec<Effect> {
        let Some(work) = self.work.as_ref().filter(|_| !self.is_filing()) else {
            return Vec::new();
        };
        let mut mark = work.session.bookmark.clone();
        let is_final = work.discussion().is_some_and(Discussion::is_closed);
        if is_final && !mark.at_work {
            // Reading a finalised note leaves no trace.
            return Vec::new();
        }
        mark.discussion = Some(work.focus);
        mark.at_work = at_work && !is_final;
        match self.over.as_deref().unwrap_or(&self.screen) {
            Screen::Begin(_) => mark.step = Step::Begin,
            Screen::Meeting { .. } | Screen::Wheel { .. } => mark.step = Step::Wheel,
            Screen::Question { id, .. } => {
                mark.step = Step::Question;
                mark.question.clone_from(id);
            }
            Screen::Close { .. } => mark.step = Step::Close,
            Screen::Review(r) | Screen::Path { review: r, .. } => {
                mark.step = Step::Review;
                mark.child = work.family().get(r.page).copied();
            }
            Screen::Brief { .. } => mark.step = Step::Brief,
            Screen::Sheet(sheet) => {
                mark.step = sheet.kind.step();
                mark.child = sheet.kind.child();
            }
            _ => {}
        }
        if let Some(field) = self.field_in_hand() {
            mark.owner = Some(field.owner);
            mark.field = Some(field.name);
            if let Some(editor) = work.editors.get(&field) {
                mark.cursor = editor.cursor();
            }
        } else if matches!(self.screen, Screen::Question { .. }) {
            // A question not yet answered: no older field may claim the cursor.
            mark.owner = None;
            mark.field = None;
            mark.cursor = 0;
        }
        if mark == work.session.bookmark || work.read_only {
            return Vec::new();
        }
        self.change(Edit::Bookmark(mark), at)
    }
}
