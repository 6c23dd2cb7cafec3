//! Every text of every session, in memory, to be searched: nothing searchable
//! is ever on disk.
//!
//! One entry a discussion: all words must occur in one of them. Texts are
//! folded once (case, accents), when they are taken in.

use chrono::NaiveDate;
use memchr::memmem::Finder;
use ulid::Ulid;

use super::discussion::{Discussion, Subject};
use super::edit::{Field, FieldName};
use super::header::Header;
use super::session::Session;
use crate::text::{ceil_boundary, floor_boundary, fold, short_date};

/// Letters of an excerpt before and after what was found.
const AROUND: usize = 60;

/// Which sessions are meant, read from headers alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Within {
    /// A child's name or part of it, or the whole reference.
    pub child: Option<String>,
    /// The name, or part of it, of somebody present.
    pub person: Option<String>,
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The last day.
    pub until: Option<NaiveDate>,
    /// Only sessions that are still being written.
    pub open: bool,
}

impl Within {
    /// Whether a session is among them.
    pub fn holds(&self, header: &Header) -> bool {
        let about = header.children.iter();
        let child = self.child.as_ref().is_none_or(|wanted| {
            let wanted = fold(wanted.trim());
            about.clone().any(|c| is_named(&wanted, &c.name) || is_same(&wanted, &c.reference))
        });
        let person = self.person.as_ref().is_none_or(|wanted| {
            let wanted = fold(wanted.trim());
            header.people.iter().any(|p| is_named(&wanted, &p.name))
        });
        child
            && person
            && self.since.is_none_or(|day| header.date >= day)
            && self.until.is_none_or(|day| header.date <= day)
            && (!self.open || header.is_open())
    }

    /// Whether a discussion is about the child that is meant.
    fn is_about(&self, header: &Header, subject: &Subject) -> bool {
        self.child.as_ref().is_none_or(|wanted| {
            let wanted = fold(wanted.trim());
            let about = subject.children();
            header
                .children
                .iter()
                .filter(|c| about.contains(&c.id))
                .any(|c| is_named(&wanted, &c.name) || is_same(&wanted, &c.reference))
        })
    }
}

fn is_named(wanted: &str, name: &str) -> bool {
    !wanted.is_empty() && fold(name).contains(wanted)
}

fn is_same(wanted: &str, reference: &str) -> bool {
    !wanted.is_empty() && fold(reference.trim()) == wanted
}

/// A discussion in which every word was found.
#[derive(Clone, PartialEq, Eq)]
pub struct Found {
    /// The session.
    pub session: Ulid,
    /// The version, as the vault names it.
    pub head: String,
    /// The discussion.
    pub discussion: Ulid,
    /// The day of the meeting.
    pub date: NaiveDate,
    /// About whom, in names.
    pub about: String,
    /// Where it stands, in words.
    pub place: String,
    /// The text it stands in.
    pub field: Option<Field>,
    /// The words around it.
    pub excerpt: String,
}

impl Found {
    /// Day and name, in a line.
    pub fn title(&self) -> String {
        format!("{} · {}", short_date(self.date), self.about)
    }
}

impl std::fmt::Debug for Found {
    /// Never prints a word of the record.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Found").field("session", &self.session).finish_non_exhaustive()
    }
}

struct Text {
    /// Where its folded words end in the entry's.
    end: usize,
    field: Option<Field>,
    /// The question it answers, or what it is.
    place: String,
    words: String,
}

struct Entry {
    session: Ulid,
    head: String,
    discussion: Ulid,
    date: NaiveDate,
    about: String,
    folded: String,
    texts: Vec<Text>,
}

/// All texts, folded once.
#[derive(Default)]
pub struct Corpus {
    entries: Vec<Entry>,
}

impl Corpus {
    /// Nothing yet.
    pub fn new() -> Self {
        Corpus::default()
    }

    /// Takes a version of a session in; what was known of the versions it
    /// follows goes.
    pub fn put(&mut self, head: &str, session: &Session, follows: &[&str]) {
        self.entries.retain(|e| {
            e.session != session.id || (e.head != head && !follows.contains(&e.head.as_str()))
        });
        let new: Vec<Entry> = entries(head, session, &|_| true);
        // The newest meeting first.
        let at = self.entries.partition_point(|e| (e.date, e.session) > (session.date, session.id));
        self.entries.splice(at..at, new);
    }

    /// Discussions in which all words occur, the newest first, at most `most`;
    /// and how many there are in all. No words: nothing.
    pub fn find(&self, words: &str, most: usize) -> (Vec<Found>, usize) {
        let folded = fold(words);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let finders: Vec<Finder<'_>> = words.iter().map(Finder::new).collect();
        if finders.is_empty() {
            return (Vec::new(), 0);
        }
        let mut count = 0;
        let mut found = Vec::new();
        for entry in &self.entries {
            if finders.iter().all(|f| f.find(entry.folded.as_bytes()).is_some()) {
                count += 1;
                if found.len() < most {
                    found.push(entry.found(&finders));
                }
            }
        }
        (found, count)
    }
}

/// Searches one session alone, only in discussions that are meant.
pub fn find_in(head: &str, session: &Session, words: &str, within: &Within) -> Vec<Found> {
    let header = session.header();
    let entries = entries(head, session, &|d| within.is_about(&header, &d.subject));
    Corpus { entries }.find(words, usize::MAX).0
}

fn entries(head: &str, session: &Session, wanted: &dyn Fn(&Discussion) -> bool) -> Vec<Entry> {
    session.discussions.iter().filter(|d| wanted(d)).map(|d| entry(head, session, d)).collect()
}

fn entry(head: &str, session: &Session, d: &Discussion) -> Entry {
    let mut entry = Entry {
        session: session.id,
        head: head.to_owned(),
        discussion: d.id,
        date: session.date,
        about: about(session, d),
        folded: String::new(),
        texts: Vec::new(),
    };
    for child in session.children.iter().filter(|c| d.subject.children().contains(&c.id)) {
        let field = |name| Some(Field { owner: child.id, name });
        entry.add(field(FieldName::ChildName), "", &child.name);
        entry.add(field(FieldName::Reference), "", &child.reference);
    }
    for person in &session.people {
        entry.add(Some(Field { owner: person.id, name: FieldName::PersonName }), "", &person.name);
    }
    if let super::SessionKind::Cancelled { reason } = &session.kind {
        entry.add(Some(Field { owner: session.id, name: FieldName::Cancelled }), "", reason);
    }
    let question = |owner: Ulid| {
        let given = d
            .answers
            .iter()
            .find(|a| a.id == owner || a.contributions.iter().any(|c| c.id == owner));
        given.map_or("", |a| a.wording.as_str())
    };
    d.texts(&mut |owner, name, words| {
        if !words.trim().is_empty() {
            entry.add(Some(Field { owner, name }), question(owner), words);
        }
    });
    entry
}

/// Whom a discussion is about, in names.
pub fn about(session: &Session, d: &Discussion) -> String {
    let names: Vec<&str> = match &d.subject {
        Subject::Practitioner(id) => {
            session.person(*id).map(|p| p.name.as_str()).into_iter().collect()
        }
        Subject::Learning => vec!["learning"],
        subject => {
            let known = subject.children().iter().filter_map(|id| session.child(*id));
            known.map(|c| c.name.as_str()).filter(|n| !n.trim().is_empty()).collect()
        }
    };
    match (names.as_slice(), &d.subject) {
        ([], Subject::Practitioner(_)) => "own part".into(),
        ([], _) => "a child not yet named".into(),
        (_, Subject::Practitioner(_)) => format!("{}, own part", names.join(", ")),
        _ => names.join(", "),
    }
}

impl Entry {
    fn add(&mut self, field: Option<Field>, place: &str, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        self.folded.push_str(&fold(words));
        // No word reaches from one text into the next.
        self.folded.push('\n');
        let place = match (place.is_empty(), field) {
            (true, Some(field)) => field.name.words().to_owned(),
            _ => place.to_owned(),
        };
        self.texts.push(Text { end: self.folded.len(), field, place, words: words.to_owned() });
    }

    /// Shows the text that has most of the words, the first of those.
    fn found(&self, finders: &[Finder<'_>]) -> Found {
        let mut start = 0;
        let mut best: Option<(usize, usize, &Text)> = None;
        for text in &self.texts {
            let folded = self.folded.get(start..text.end).unwrap_or_default();
            let hits: Vec<usize> =
                finders.iter().filter_map(|f| f.find(folded.as_bytes())).collect();
            if best.is_none_or(|(most, ..)| hits.len() > most)
                && let Some(first) = hits.iter().min()
            {
                best = Some((hits.len(), *first, text));
            }
            start = text.end;
        }
        Found {
            session: self.session,
            head: self.head.clone(),
            discussion: self.discussion,
            date: self.date,
            about: self.about.clone(),
            place: best.map(|(_, _, t)| t.place.clone()).unwrap_or_default(),
            field: best.and_then(|(_, _, t)| t.field),
            excerpt: best.map(|(_, at, t)| excerpt(&t.words, at)).unwrap_or_default(),
        }
    }
}

/// The words around a place, named by where it is in the folded text.
fn excerpt(words: &str, folded_at: usize) -> String {
    let mut at = folded_at;
    if !words.is_ascii() {
        let mut seen = 0;
        at = words.len();
        for (n, c) in words.char_indices() {
            if seen >= folded_at {
                at = n;
                break;
            }
            seen += fold(c.encode_utf8(&mut [0; 4])).len();
        }
    }
    let from = floor_boundary(words, at.saturating_sub(AROUND));
    let to = ceil_boundary(words, (at + 2 * AROUND).min(words.len()));
    // Whole words, where there are any near.
    let from = match words.get(from..at).and_then(|w| w.find(char::is_whitespace)) {
        Some(gap) if from > 0 => from + gap,
        _ => from,
    };
    let to = match words.get(at..to).and_then(|w| w.rfind(char::is_whitespace)) {
        Some(gap) if to < words.len() && gap > AROUND / 2 => at + gap,
        _ => to,
    };
    let middle = words.get(from..to).unwrap_or_default();
    let middle = middle.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if from > 0 { "… " } else { "" };
    let after = if to < words.len() { " …" } else { "" };
    format!("{before}{middle}{after}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use crate::record::{Stamp, template};

    fn session(n: u128, day: u32) -> Session {
        let at: Stamp = "2026-11-23T10:00:00+00:00".parse().unwrap();
        let mut next = n << 64;
        let mut s = template(at, &mut || {
            next += 1;
            Ulid(next)
        });
        s.date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        s
    }

    #[test]
    fn all_words_in_one_discussion_the_newest_first_with_accents_folded() {
        let mut corpus = Corpus::new();
        for (n, day) in [(1, 3), (2, 9), (3, 5)] {
            let mut s = session(n, day);
            s.children[0].name = "Zoë Łuczak".into();
            let c = s.discussions[0].answers.iter_mut().flat_map(|a| &mut a.contributions).next();
            c.unwrap().text = format!(
                "{} Grandmother Béatrice came on the number {n} bus. {}",
                "Word ".repeat(60),
                "More ".repeat(60)
            );
            corpus.put(&format!("h{n}"), &s, &[]);
        }
        let days = |words: &str| -> Vec<u32> {
            use chrono::Datelike;
            corpus.find(words, 10).0.iter().map(|f| f.date.day()).collect()
        };
        assert_eq!(days("beatrice BUS zoe luczak"), [9, 5, 3]);
        assert_eq!(days("beatrice \u{201c}nowhere"), [0_u32; 0]);
        assert_eq!(days("  "), [0_u32; 0]);
        let (found, all) = corpus.find("béatrice", 1);
        assert_eq!((found.len(), all), (1, 3));
        let one = &found[0];
        assert!(one.excerpt.contains("Grandmother Béatrice came"), "{}", one.excerpt);
        assert!(one.excerpt.starts_with("… ") && one.excerpt.ends_with(" …"));
        assert!(one.excerpt.chars().count() < 220);
        assert!(one.about.contains("Zoë Łuczak") && one.place.ends_with('?'), "{}", one.place);
        assert!(!format!("{one:?}").contains("Béatrice"));
    }

    #[test]
    fn a_newer_version_takes_the_place_of_those_it_follows() {
        let mut corpus = Corpus::new();
        let mut s = session(1, 3);
        s.people[0].name = "Quarrington".into();
        corpus.put("a", &s, &[]);
        corpus.put("b", &s, &[]);
        let heads = |c: &Corpus, words: &str| -> Vec<String> {
            let mut out: Vec<String> = c.find(words, 99).0.into_iter().map(|f| f.head).collect();
            out.dedup();
            out
        };
        assert_eq!(heads(&corpus, "quarrington").len(), 2);
        s.people[0].name = "Pemberley".into();
        corpus.put("c", &s, &["a", "b"]);
        assert_eq!(heads(&corpus, "pemberley"), ["c"]);
        assert!(heads(&corpus, "quarrington").is_empty());
    }

    #[test]
    fn what_is_meant_is_read_from_headers() {
        let s = session(1, 3);
        let h = s.header();
        let child = |name: &str| Within { child: Some(name.into()), ..Within::default() };
        assert!(child("MAYA").holds(&h) && child(&s.children[0].reference).holds(&h));
        assert!(!child("nobody").holds(&h) && !child(" ").holds(&h));
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d);
        assert!(Within { since: day(3), until: day(3), ..Within::default() }.holds(&h));
        assert!(!Within { since: day(4), ..Within::default() }.holds(&h));
        assert!(!Within { until: day(2), ..Within::default() }.holds(&h));
        let person = Within { person: Some(s.people[0].name.to_uppercase()), ..Within::default() };
        assert!(person.holds(&h));
        // Of a meeting about several only what is about this child.
        let all = find_in("h", &s, &s.people[0].name, &Within::default());
        let some = find_in("h", &s, &s.people[0].name, &child("maya"));
        assert!(!some.is_empty() && some.len() < all.len());
    }
}
