//! Subject access: everything that is held about one child, or about one
//! practitioner, meeting after meeting, for a person to judge before it is
//! given to anybody.
//!
//! Rule of law: whoever asks may have what is about them, and not what is about
//! others (FACTS, "Law"). What is about others is marked or named by its place
//! here, and never taken out: that is a person's judgement.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use ulid::Ulid;

use super::agreement::{StatementCheck, Tombstone};
use super::answer::{Stamp, Voice};
use super::block::{Audience, Block, Leaving, Note};
use super::discussion::{Discussion, Subject};
use super::edit::Field;
use super::header::Header;
use super::note::{THIRD_PARTY, Wanted, cut};
use super::person::Role;
use super::rules::Rules;
use super::session::Session;
use super::warning::{
    Known, Names, Of, Places, in_text, mark_named, mark_words, marked, warnings_with,
};

/// Whose record is asked for.
#[derive(Clone)]
pub enum Asker {
    /// A child, by every id they have here, with their names.
    Child {
        /// Their ids.
        ids: Vec<Ulid>,
        /// How they are called in the records, to find where else.
        names: Vec<String>,
    },
    /// A practitioner, by every id they have here.
    Practitioner(Vec<Ulid>),
}

/// One version of a session, with what the vault knows of it.
pub struct Held<'a> {
    /// The session.
    pub session: &'a Session,
    /// Where several versions stand side by side: when this one was written.
    pub version: Option<Stamp>,
    /// What is known of its statements.
    pub checks: &'a [StatementCheck],
    /// What was removed.
    pub removed: &'a [Tombstone],
}

/// Gathers, session by session, in the order they are given.
pub struct Gathering<'a> {
    asker: Asker,
    rules: &'a Rules,
    /// Whether drawings stand in the notes.
    pictures: bool,
    /// Whether the records themselves are wanted.
    records: bool,
    leaving: Leaving,
    left_out: BTreeMap<String, usize>,
    meetings: Vec<Block>,
    elsewhere: Vec<Block>,
    /// References of the child, to find where else.
    references: Vec<String>,
    /// Ids that may be the same child's and were not asked for, each with the
    /// day of the first meeting.
    other_ids: Vec<(Ulid, NaiveDate)>,
    /// What is known of all sessions: whose children may be named in these.
    headers: Vec<&'a Header>,
    /// In how many passages others are named.
    named: Places,
    /// Of the records themselves, which hold no marks: the ids of what a
    /// person has to judge, each with why, in the order of the file.
    in_records: Vec<(Ulid, &'static str)>,
}

impl<'a> Gathering<'a> {
    /// Nothing yet.
    pub fn new(asker: Asker, rules: &'a Rules, pictures: bool, records: bool) -> Gathering<'a> {
        Gathering {
            asker,
            rules,
            pictures,
            records,
            leaving: Leaving::default(),
            left_out: BTreeMap::new(),
            meetings: Vec::new(),
            elsewhere: Vec::new(),
            references: Vec::new(),
            other_ids: Vec::new(),
            headers: Vec::new(),
            named: Places::new(),
            in_records: Vec::new(),
        }
    }

    /// The children of these sessions are looked for by name in what is held
    /// about whoever asks, and each passage that names one is marked.
    pub fn among(&mut self, headers: impl Iterator<Item = &'a Header>) {
        self.headers = headers.collect();
    }

    /// References of the child who asks, looked for in other talks as the
    /// names are; and ids under which a child of the same reference is known
    /// here and that are not part of this, to be named on the cover.
    pub fn known_by(&mut self, references: Vec<String>, other_ids: Vec<(Ulid, NaiveDate)>) {
        (self.references, self.other_ids) = (references, other_ids);
    }

    /// Takes one version of a session in.
    pub fn take(&mut self, held: &Held<'_>) {
        let session = held.session;
        let mut states: Vec<&str> = Vec::new();
        for d in &session.discussions {
            for (page, audience) in self.pages(session, d) {
                if let Some(state) = self.page(held, d, page, audience) {
                    states.push(state);
                }
            }
            self.named_elsewhere(session, d);
        }
        let there = match &self.asker {
            Asker::Child { ids, .. } => {
                let about = |d: &Discussion| d.subject.children().iter().any(|c| ids.contains(c));
                session.discussions.iter().any(about).then(String::new)
            }
            Asker::Practitioner(ids) => {
                let there = session.people.iter().find(|p| ids.contains(&p.id));
                there.map(|p| format!(", as {}", p.role.words()))
            }
        };
        let Some(role) = there else { return };
        let mut details: Vec<String> = states.iter().map(|s| (*s).to_owned()).collect();
        if details.is_empty() {
            details.push("Nothing of it stands here".into());
        }
        details.extend(held.version.map(version_words));
        let text = format!("{}, {}{role}", day(session.date), session.kind.words());
        self.meetings.push(Block::Item { text, details });
    }

    /// Which pages of a discussion are about whoever asks.
    fn pages(&self, session: &Session, d: &Discussion) -> Vec<(Option<Ulid>, Audience)> {
        match (&self.asker, &d.subject) {
            (Asker::Child { ids, .. }, subject) => {
                let own = subject.children().iter().filter(|c| ids.contains(c));
                own.map(|c| (Some(*c), Audience::SubjectAccess)).collect()
            }
            (Asker::Practitioner(ids), Subject::Practitioner(whose)) if ids.contains(whose) => {
                vec![(None, Audience::SubjectAccess)]
            }
            (Asker::Practitioner(_), Subject::Practitioner(_)) => Vec::new(),
            (Asker::Practitioner(ids), _) => {
                // What was meant for the staff file of the one who was supervised.
                let mut there = session.people.iter().filter(|p| ids.contains(&p.id));
                let own = there.any(|p| p.role == Role::Practitioner);
                if own { vec![(None, Audience::StaffFile)] } else { Vec::new() }
            }
        }
    }

    /// Takes one page in, and says how far it has come.
    fn page(
        &mut self,
        held: &Held<'_>,
        d: &Discussion,
        child: Option<Ulid>,
        audience: Audience,
    ) -> Option<&'static str> {
        let wanted = Wanted { pictures: self.pictures, ..Wanted::new(child, audience, self.rules) };
        let mut note = wanted.note(held.session, d.id).ok()?;
        for what in std::mem::take(&mut note.left_out) {
            *self.left_out.entry(what).or_default() += 1;
        }
        if !note.says_something() {
            return None;
        }
        note.tell_checked(held.session, d.id, child, held.checks);
        note.tell_removed(held.session, held.removed);
        if let Some(written) = held.version {
            note.version = format!("{}; {}", note.version, version_words(written).to_lowercase());
            note.blocks.insert(0, Block::Remark(format!("{}.", version_words(written))));
        }
        let record = self.records.then(|| cut(held.session, d.id, child, audience, self.rules));
        let record = record.and_then(Result::ok);
        self.look_for_others(&mut note, record.as_ref(), (held.session, d.id, child));
        self.leaving.records.extend(record);
        let said_elsewhere =
            d.filing.iter().any(|f| f.imported && f.child.is_none_or(|c| Some(c) == child));
        let state = match note.draft {
            true => "Draft, not finalised",
            false if said_elsewhere => "Finalised elsewhere, as the file imported says",
            false => "Finalised",
        };
        self.leaving.notes.push(note);
        Some(state)
    }

    /// Marks and counts where others are named in a note, and counts whom the
    /// record beside it names alone.
    fn look_for_others(
        &mut self,
        note: &mut Note,
        record: Option<&Session>,
        (session, discussion, child): (&Session, Ulid, Option<Ulid>),
    ) {
        let headers = self.headers.iter().copied();
        let mut known = Known::of(session, discussion, child, note.audience, headers);
        if let Asker::Child { names, .. } = &self.asker {
            known = known.but_for(names, &self.references);
        }
        let all = warnings_with(note, record, &known);
        let mut places = mark_named(note, &known);
        if let Some(record) = record {
            self.list_to_judge(record, &known);
        }
        for of in all.iter().map(|w| w.of).filter(|of| *of != Of::ThirdParty) {
            places.entry(of).or_insert(1);
        }
        for (of, n) in places {
            *self.named.entry(of).or_default() += n;
        }
        // Another child's help is marked as whose it is, and names nobody.
        let marks: usize = note.blocks.iter().map(marked).sum();
        let others = all.iter().filter(|w| w.of == Of::ThirdParty).count();
        if others > usize::from(marks > 0) {
            *self.named.entry(Of::ThirdParty).or_default() += 1;
        }
    }

    /// Lists what of a record a person has to judge.
    fn list_to_judge(&mut self, record: &Session, known: &Known) {
        let mut list = |id: Ulid, why: &'static str| {
            if !self.in_records.contains(&(id, why)) {
                self.in_records.push((id, why));
            }
        };
        for d in &record.discussions {
            for (_, c) in d.contributions() {
                if c.third_party || c.voice.as_ref().is_some_and(Voice::is_anothers) {
                    list(c.id, THIRD_PARTY);
                }
            }
            d.hypotheses.iter().filter(|h| h.third_party).for_each(|h| list(h.id, THIRD_PARTY));
            d.texts(&mut |owner, _, text| {
                if let Some(of) = in_text(text, known) {
                    list(owner, mark_words(of));
                }
            });
        }
    }

    /// What a person has to judge in it, in lines without a name; nothing
    /// where there is nothing.
    pub fn to_judge(&self) -> Vec<String> {
        let marked: usize = self.leaving.notes.iter().flat_map(|n| &n.blocks).map(marked).sum();
        let mut lines: Vec<String> =
            self.others().into_iter().map(|(name, n)| format!("{name}: {n}")).collect();
        if marked > 0 {
            lines.push(format!("Marked as {THIRD_PARTY}: {}", places(marked)));
        }
        lines
    }

    /// Whether nobody but whoever asks is named for sure, and no passage is
    /// marked as another person's.
    pub fn is_theirs_alone(&self) -> bool {
        let marked = || self.leaving.notes.iter().flat_map(|n| &n.blocks).any(|b| marked(b) > 0);
        self.named.keys().all(|of| *of == Of::Perhaps) && !marked()
    }

    /// Who else is in it, and in how many places.
    fn others(&self) -> Vec<(&'static str, String)> {
        let say = |(of, n): (&Of, &usize)| match of {
            Of::ThirdParty => ("Tells of help that a brother or sister was given", notes(*n)),
            of => (mark_words(*of), places(*n)),
        };
        self.named.iter().map(say).collect()
    }

    /// Names the places where the child stands in talks about others.
    fn named_elsewhere(&mut self, session: &Session, d: &Discussion) {
        let Asker::Child { ids, names: own } = &self.asker else { return };
        let mut names: Names<()> = Names::default();
        session.people.iter().for_each(|p| names.passes_whole(&p.name));
        // Of two who are called the same a person has to say which it is.
        let others = session.children.iter().filter(|c| !ids.contains(&c.id));
        for c in others.filter(|c| !own.contains(&c.name)) {
            names.passes(&c.name);
        }
        for name in own {
            names.add((), name);
        }
        for reference in &self.references {
            names.add_reference((), reference, "");
        }
        let about = d.subject.children().iter().filter(|c| ids.contains(c));
        let mut here: HashSet<Field> = HashSet::new();
        for child in about {
            let part = cut(session, d.id, Some(*child), Audience::SubjectAccess, self.rules);
            if let Ok(part) = part {
                let mut take = |owner, name, _: &String| {
                    here.insert(Field { owner, name });
                };
                part.discussions.iter().for_each(|d| d.texts(&mut take));
            }
        }
        let mut places: BTreeMap<&'static str, usize> = BTreeMap::new();
        d.texts(&mut |owner, name, text| {
            if !here.contains(&Field { owner, name }) && !names.find(text).is_empty() {
                *places.entry(name.words()).or_default() += 1;
            }
        });
        if places.is_empty() {
            return;
        }
        let talk = match &d.subject {
            Subject::Child(_) => "a talk about another child",
            Subject::Family(_) => "a talk about brothers and sisters",
            Subject::Practitioner(_) => "personal supervision",
            Subject::Learning => "what a group learned",
        };
        let details = places.into_iter().map(|(place, n)| match n {
            1 => place.to_owned(),
            n => format!("{place} ({n} times)"),
        });
        let text = format!("{}, {talk}", day(session.date));
        self.elsewhere.push(Block::Item { text, details: details.collect() });
    }

    /// All that was taken in, behind a note that says what it is; and what of
    /// those talks stays away, in words without content. `called` is how
    /// whoever asks is called, `made` the day it is made.
    pub fn finish(mut self, called: &str, made: NaiveDate) -> (Leaving, Vec<String>) {
        let marked: usize = self.leaving.notes.iter().flat_map(|n| &n.blocks).map(marked).sum();
        let mut blocks: Vec<Block> = Vec::new();
        let field = |name: &str, value: String| Block::Field { name: name.into(), value };
        let title = match &self.asker {
            Asker::Child { .. } => {
                blocks.push(field("Child", called.to_owned()));
                "What supervision records hold about one child"
            }
            Asker::Practitioner(_) => {
                blocks.push(field("Practitioner", called.to_owned()));
                "What supervision records hold about one practitioner"
            }
        };
        let heading = |text: &str| Block::Heading { level: 1, text: text.into() };
        blocks.push(heading("What this is"));
        blocks.push(Block::Prose(
            match &self.asker {
                Asker::Child { .. } => {
                    "What the supervision records kept here hold about this child, \
                     meeting after meeting: what was finalised and what is still a draft, rough \
                     notes, and answers wherever they were to be filed. Of talks about brothers \
                     and sisters together it holds what names this child."
                }
                Asker::Practitioner(_) => {
                    "The personal supervision of this practitioner, whole, and what of other \
                     supervision is meant for their staff file, with children by initials: what \
                     was finalised and what is still a draft."
                }
            }
            .into(),
        ));
        blocks.push(heading("Before it is given"));
        let passages = match marked {
            0 => format!(
                "No passage is marked as {THIRD_PARTY}, by hand or by whose words they are. A \
                 person looks for what is about others all the same"
            ),
            1 => format!(
                "1 passage is marked as {THIRD_PARTY}. A person judges it, and anything else that \
                 is about others"
            ),
            n => format!(
                "{n} passages are marked as {THIRD_PARTY}. A person judges each of them, and \
                 anything else that is about others"
            ),
        };
        blocks.push(Block::Prose(format!(
            "{passages}, before this is given. The names of people at work stand as they were \
             written."
        )));
        blocks.extend(self.others().into_iter().map(|(name, n)| field(name, n)));
        if !self.in_records.is_empty() {
            blocks.push(heading("What to look at in the record, by id"));
            blocks.extend(std::mem::take(&mut self.in_records).into_iter().map(|(id, why)| {
                Block::Item { text: format!("{id}: {why}"), details: Vec::new() }
            }));
        }
        let left: Vec<String> = std::mem::take(&mut self.left_out)
            .into_iter()
            .map(|(what, n)| match n {
                1 => what,
                n => format!("{what} (in each of {n} notes)"),
            })
            .collect();
        if !left.is_empty() {
            blocks.push(heading("What is not in it"));
            blocks.push(Block::Remark(
                "The program left this out of the talks below. A person looks, and judges what of \
                 it belongs to whoever asks."
                    .into(),
            ));
            let items =
                left.iter().map(|what| Block::Item { text: what.clone(), details: Vec::new() });
            blocks.extend(items);
        }
        if !self.other_ids.is_empty() {
            blocks.push(heading("The same reference under other ids"));
            blocks.push(Block::Remark(
                "Nothing of these is in this file. Where it is the same child, make the file \
                 again with one more --child and the id for each."
                    .into(),
            ));
            blocks.extend(self.other_ids.iter().map(|(id, met)| Block::Item {
                text: format!("{id}, first meeting {}", day(*met)),
                details: Vec::new(),
            }));
        }
        blocks.push(heading("Meetings"));
        if self.meetings.is_empty() {
            blocks.push(Block::Remark("None.".into()));
        }
        blocks.append(&mut self.meetings);
        if !self.elsewhere.is_empty() {
            blocks.push(heading("Where the name stands in other talks"));
            blocks.push(Block::Remark(
                "What was written there is about others too, and is not here: a person looks, and \
                 judges what of it belongs to this child."
                    .into(),
            ));
            blocks.append(&mut self.elsewhere);
        }
        let cover = Note {
            title: title.into(),
            date: Some(made),
            held: false,
            draft: false,
            reference: String::new(),
            version: String::new(),
            audience: Audience::SubjectAccess,
            blocks,
            left_out: Vec::new(),
        };
        self.leaving.notes.insert(0, cover);
        (self.leaving, left)
    }
}

fn places(n: usize) -> String {
    if n == 1 { "1 place".into() } else { format!("{n} places") }
}

fn notes(n: usize) -> String {
    if n == 1 { "in 1 note".into() } else { format!("in {n} notes") }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn version_words(written: Stamp) -> String {
    let at = written.format("%-d %B %Y at %H:%M");
    format!("One of several versions that stand side by side, written {at}")
}
