//! What a person is told before a note leaves: that it names another child, a
//! relative of another child, or holds a passage marked as about or from
//! somebody else. By considered choice such words may belong there, so nothing
//! is taken out: it is said, and a person decides.

mod attached;
mod called;
mod marking;
mod names;
mod plain;
mod written;

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use ulid::Ulid;

use super::answer::Voice;
use super::block::{Audience, Block, Note};
use super::discussion::{Discussion, Subject};
use super::header::Header;
use super::note::{ANOTHERS_HELP, THIRD_PARTY};
use super::session::Session;
use crate::text::clean_line;

pub use marking::{Places, in_text, mark_named, words as mark_words};
pub use names::Names;

wordless!(Warning);

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// Another child that is known here.
    AnotherChild,
    /// Somebody of another child's family.
    Relative,
    /// A family name that another known child has, and others may have too; or
    /// a word with such a child's name in it, as scripts other than Latin
    /// attach their little words to a name.
    Perhaps,
    /// Passages marked as about or from another person.
    ThirdParty,
}

/// Something to look at before a note leaves.
#[derive(Clone, PartialEq, Eq)]
pub struct Warning {
    /// What it is about.
    pub of: Of,
    /// Who is named; empty where nobody is. To be shown and never to be kept.
    pub name: String,
    /// The same in one calm line, with the name and its place: to be shown to
    /// whoever reads the note, and never to be kept.
    pub says: String,
    /// The same without the name, for messages that may be kept.
    pub unnamed: String,
    /// The line of what leaves in which the name stands first; empty where
    /// nobody is named. To be shown and never to be kept.
    pub line: String,
    /// Initials would be enough where it is to go.
    initials: bool,
}

/// Whom a note may name without a word, and whom not.
pub struct Known {
    names: Names<Of>,
    /// On the staff file any child's name is one too many.
    initials: bool,
}

/// Warnings of one kind that name somebody, in few lines: of one who is named
/// the place as well, of several every name.
pub fn in_short(all: &[Warning]) -> Vec<String> {
    let mut lines = Vec::new();
    for of in [Of::AnotherChild, Of::Perhaps, Of::Relative] {
        let named: Vec<&Warning> = all.iter().filter(|w| w.of == of).collect();
        match named.as_slice() {
            [] => {}
            [one] => lines.push(one.says.clone()),
            [first, ..] => {
                let n = named.len();
                let what = match of {
                    Of::AnotherChild if first.initials => {
                        format!("Names {n} children where initials are enough")
                    }
                    Of::AnotherChild => format!("Names {n} other children"),
                    Of::Perhaps => format!("May name {n} other children"),
                    Of::Relative | Of::ThirdParty => {
                        format!("Names {n} relatives of other children")
                    }
                };
                let names: Vec<_> = named.iter().map(|w| clean_line(&w.name)).collect();
                lines.push(format!("{what}: {}.", names.join(", ")));
            }
        }
    }
    lines
}

impl Known {
    /// Whom of those to be warned of a text names, as often as it does.
    pub fn named_in(&self, text: &str) -> Vec<&str> {
        self.names.find(text).into_iter().map(|(_, name)| name).collect()
    }

    /// What is known to whoever lets a note leave: the children of this
    /// session and of all others (`headers`), and the relatives that the other
    /// discussions of this session name. Those the note is about, and those
    /// who were there, are nobody to warn of.
    pub fn of<'a>(
        session: &'a Session,
        discussion: Ulid,
        child: Option<Ulid>,
        audience: Audience,
        headers: impl Iterator<Item = &'a Header>,
    ) -> Known {
        let mut names = Names::default();
        let Some(d) = session.discussion(discussion) else {
            return Known { names, initials: false };
        };
        let initials = audience == Audience::StaffFile && !d.subject.children().is_empty();
        let own: Vec<Ulid> = match child {
            _ if initials => Vec::new(),
            Some(child) => vec![child],
            None => d.subject.children().to_vec(),
        };
        for c in session.children.iter().filter(|c| own.contains(&c.id)) {
            names.passes(&c.name);
            names.passes_reference(&c.reference);
        }
        for person in &session.people {
            // A first name that is a known child's too says nothing of whose
            // it is here.
            names.passes_whole(&person.name);
        }
        let all = session.children.iter().chain(headers.flat_map(|h| &h.children));
        let mut seen: HashSet<(&str, &str)> = HashSet::new();
        for c in all.filter(|c| !own.contains(&c.id)) {
            if seen.insert((&c.name, &c.reference)) {
                names.add_with_family(Of::AnotherChild, Of::Perhaps, &c.name);
                names.add_reference(Of::AnotherChild, &c.reference, &c.name);
            }
        }
        let about = d.subject.children();
        let others = session
            .discussions
            .iter()
            .filter(|o| o.id != d.id && !o.subject.children().iter().any(|c| about.contains(c)));
        for who in others.flat_map(relatives) {
            names.add_relative(Of::Relative, who, relatives(d));
        }
        Known { names, initials }
    }
}

/// What [`Known::of`] is made of, in one number: where it is the same, so is
/// what is known. Gathering ten years of names takes longer than a key may.
pub fn basis<'a>(
    session: &'a Session,
    discussion: Ulid,
    child: Option<Ulid>,
    audience: Audience,
    headers: impl Iterator<Item = &'a Header>,
) -> u64 {
    let mut all = DefaultHasher::new();
    (discussion, child, audience).hash(&mut all);
    for person in &session.people {
        person.name.hash(&mut all);
    }
    for d in &session.discussions {
        (d.id, d.subject.children()).hash(&mut all);
        relatives(d).for_each(|who| who.hash(&mut all));
    }
    for children in std::iter::once(&session.children).chain(headers.map(|h| &h.children)) {
        children.len().hash(&mut all);
        for c in children {
            (c.id, &c.name, &c.reference).hash(&mut all);
        }
    }
    all.finish()
}

impl Known {
    /// The same, where somebody is known by more names and references: nobody
    /// is warned of these either.
    #[must_use]
    pub fn but_for<'a>(
        mut self,
        names: impl IntoIterator<Item = &'a String>,
        references: impl IntoIterator<Item = &'a String>,
    ) -> Known {
        names.into_iter().for_each(|name| self.names.passes(name));
        references.into_iter().for_each(|reference| self.names.passes_reference(reference));
        self
    }
}

/// Who of the family speaks in a discussion.
fn relatives(d: &Discussion) -> impl Iterator<Item = &str> {
    let of_children = matches!(d.subject, Subject::Child(_) | Subject::Family(_));
    d.contributions().filter(move |_| of_children).filter_map(|(_, c)| match &c.voice {
        Some(Voice::Family { who }) => Some(who.as_str()),
        _ => None,
    })
}

/// A name that was found: how often, and under which heading first.
struct Seen {
    times: usize,
    under: String,
    /// The place where there is no heading.
    bare: &'static str,
    /// The line it stands in.
    line: String,
}

/// What was found in what leaves, in the order of the note.
#[derive(Default)]
struct Found<'a> {
    order: Vec<(Of, &'a str)>,
    seen: HashMap<(Of, &'a str), Seen>,
    /// Passages marked as about or from somebody else.
    marked: usize,
    /// Another child's help, told in this one's story.
    help: usize,
}

impl<'a> Found<'a> {
    fn read(&mut self, known: &'a Known, text: &str, under: &str, bare: &'static str) {
        for found in known.names.find(text) {
            let seen = self.seen.entry(found).or_insert_with(|| {
                self.order.push(found);
                let mut lines = text.lines();
                let line = lines.find(|line| known.names.find(line).contains(&found));
                let line = line.or_else(|| text.lines().next()).unwrap_or_default().trim();
                Seen { times: 0, under: under.to_owned(), bare, line: line.to_owned() }
            });
            seen.times += 1;
        }
    }

    fn note(&mut self, note: &Note, known: &'a Known) {
        let words = match note.audience {
            Audience::Letter => "in the letter",
            _ => "in the words",
        };
        for text in [&note.title, &note.reference, &note.version] {
            self.read(known, text, "", "at the head");
        }
        let mut under = String::new();
        for block in &note.blocks {
            self.marked += marked(block);
            self.help += anothers_help(block);
            match block {
                Block::Heading { level: 1, text } => {
                    self.read(known, text, "", "in a heading");
                    under.clone_from(text);
                }
                // The program's own line in full: they are known there.
                Block::Field { name, .. } if name == "Brothers and sisters" => {}
                Block::Field { name, value } => {
                    self.read(known, name, &under, "at the head");
                    self.read(known, value, &under, "at the head");
                }
                Block::Heading { text, .. }
                | Block::Said(text)
                | Block::Question(text)
                | Block::Prose(text)
                | Block::Remark(text) => self.read(known, text, &under, words),
                Block::Item { text, details } => {
                    for text in std::iter::once(text).chain(details) {
                        self.read(known, text, &under, words);
                    }
                }
                Block::Picture(drawing) => {
                    for text in drawing.figure().words {
                        self.read(known, &text, &under, words);
                    }
                }
            }
        }
    }

    /// What the record holds beside the note that was made of it.
    fn record(&mut self, record: &Session, known: &'a Known) {
        let mut beside = Found::default();
        record.texts(&mut |_, name, text| beside.read(known, text, name.words(), "in the record"));
        for found in beside.order {
            if let Some(seen) = beside.seen.remove(&found)
                && !self.seen.contains_key(&found)
            {
                self.order.push(found);
                self.seen.insert(found, seen);
            }
        }
    }
}

/// How many passages of a block are marked as about or from somebody else.
pub(crate) fn marked(block: &Block) -> usize {
    match block {
        Block::Said(text) => usize::from(text.to_lowercase().contains(THIRD_PARTY)),
        Block::Item { details, .. } => details.iter().filter(|d| d.contains(THIRD_PARTY)).count(),
        _ => 0,
    }
}

/// Whether a block is another child's help, told in this one's story.
fn anothers_help(block: &Block) -> usize {
    let Block::Item { details, .. } = block else { return 0 };
    usize::from(details.iter().any(|d| d.starts_with(ANOTHERS_HELP)))
}

/// What a person should look at before this note leaves; nothing where there
/// is nothing to say.
pub fn warnings(note: &Note, known: &Known) -> Vec<Warning> {
    warnings_with(note, None, known)
}

/// The same, where the record itself leaves with the note.
pub fn warnings_with(note: &Note, record: Option<&Session>, known: &Known) -> Vec<Warning> {
    let mut found = Found::default();
    found.note(note, known);
    if let Some(record) = record {
        found.record(record, known);
    }
    // Who is named is not said once more to be perhaps named.
    let named: HashSet<&str> =
        found.order.iter().filter(|(of, _)| *of == Of::AnotherChild).map(|(_, n)| *n).collect();
    found.order.retain(|(of, name)| *of != Of::Perhaps || !named.contains(name));
    let Found { order, seen, marked, help } = found;
    let mut all: Vec<Warning> = order
        .into_iter()
        .filter_map(|found| Some((found, seen.get(&found)?)))
        .map(|((of, name), seen)| warning(of, name, seen, known.initials))
        .collect();
    all.sort_by_key(|w| w.of);
    if marked > 0 {
        let passages = match marked {
            1 => "1 passage".to_owned(),
            n => format!("{n} passages"),
        };
        let says = format!("Holds {passages} marked as {THIRD_PARTY}.");
        let (name, unnamed) = (String::new(), says.clone());
        let line = String::new();
        all.push(Warning { of: Of::ThirdParty, name, unnamed, says, line, initials: false });
    }
    if help > 0 {
        let says = "Tells of help that a brother or sister was given.".to_owned();
        let (name, unnamed) = (String::new(), says.clone());
        let line = String::new();
        all.push(Warning { of: Of::ThirdParty, name, unnamed, says, line, initials: false });
    }
    all
}

fn warning(of: Of, name: &str, seen: &Seen, initials: bool) -> Warning {
    let what = match of {
        Of::AnotherChild if initials => "Names a child where initials are enough",
        Of::AnotherChild => "Names another child",
        Of::Perhaps => "May name another child",
        Of::Relative | Of::ThirdParty => "Names a relative of another child",
    };
    let under = |heading: &str| match heading {
        "" => seen.bare.to_owned(),
        heading => format!("under “{}”", clean_line(heading)),
    };
    let more = match seen.times {
        0 | 1 => String::new(),
        2 => ", and once more".to_owned(),
        n => format!(", and {} times more", n - 1),
    };
    // A heading that is one child's ends in the name.
    let (heading, _) = seen.under.split_once(": ").unwrap_or((&seen.under, ""));
    Warning {
        of,
        name: name.to_owned(),
        line: seen.line.clone(),
        initials,
        says: format!("{what}: {} ({}{more}).", clean_line(name), under(&seen.under)),
        unnamed: format!("{what} ({}{more}).", under(heading)),
    }
}
