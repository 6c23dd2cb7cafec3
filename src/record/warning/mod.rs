//! What a person is told before a note leaves: that it names another child, a
//! relative of another child, or holds a passage marked as about or from
//! somebody else. By considered choice such words may belong there, so nothing
//! is taken out: it is said, and a person decides.

mod names;
mod plain;

use std::collections::{HashMap, HashSet};

use ulid::Ulid;

use super::answer::Voice;
use super::block::{Audience, Block, Note};
use super::discussion::{Discussion, Subject};
use super::header::Header;
use super::note::THIRD_PARTY;
use super::session::Session;
use crate::text::clean_line;

pub use names::Names;

wordless!(Warning);

/// What a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Of {
    /// Another child that is known here.
    AnotherChild,
    /// Somebody of another child's family.
    Relative,
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
    for of in [Of::AnotherChild, Of::Relative] {
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
        }
        for person in &session.people {
            names.passes(&person.name);
        }
        let all = session.children.iter().chain(headers.flat_map(|h| &h.children));
        let mut seen: HashSet<&str> = HashSet::new();
        for c in all.filter(|c| !own.contains(&c.id)) {
            if seen.insert(&c.name) {
                names.add(Of::AnotherChild, &c.name);
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
}

/// What a person should look at before this note leaves; nothing where there
/// is nothing to say.
pub fn warnings(note: &Note, known: &Known) -> Vec<Warning> {
    let mut order: Vec<(Of, &str)> = Vec::new();
    let mut seen: HashMap<(Of, &str), Seen> = HashMap::new();
    let mut marked = 0;
    let mut under = String::new();
    let words = match note.audience {
        Audience::Letter => "in the letter",
        _ => "in the words",
    };
    let mut read = |text: &str, under: &str, bare: &'static str| {
        for (of, name) in known.names.find(text) {
            seen.entry((of, name)).and_modify(|s| s.times += 1).or_insert_with(|| {
                order.push((of, name));
                Seen { times: 1, under: under.to_owned(), bare }
            });
        }
    };
    for block in &note.blocks {
        match block {
            Block::Heading { level: 1, text } => under.clone_from(text),
            Block::Heading { .. } => {}
            // The program's own line in full: they are known there.
            Block::Field { name, .. } if name == "Brothers and sisters" => {}
            Block::Field { value, .. } => read(value, &under, "at the head"),
            Block::Said(text) => {
                marked += usize::from(text.to_lowercase().contains(THIRD_PARTY));
                read(text, &under, words);
            }
            Block::Question(text) | Block::Prose(text) | Block::Remark(text) => {
                read(text, &under, words);
            }
            Block::Item { text, details } => {
                marked += details.iter().filter(|d| d.contains(THIRD_PARTY)).count();
                for text in std::iter::once(text).chain(details) {
                    read(text, &under, words);
                }
            }
            Block::Picture(drawing) => {
                for text in drawing.figure().words {
                    read(&text, &under, words);
                }
            }
        }
    }
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
        all.push(Warning { of: Of::ThirdParty, name, unnamed, says, initials: false });
    }
    all
}

fn warning(of: Of, name: &str, seen: &Seen, initials: bool) -> Warning {
    let what = match of {
        Of::AnotherChild if initials => "Names a child where initials are enough",
        Of::AnotherChild => "Names another child",
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
        initials,
        says: format!("{what}: {} ({}{more}).", clean_line(name), under(&seen.under)),
        unnamed: format!("{what} ({}{more}).", under(heading)),
    }
}
