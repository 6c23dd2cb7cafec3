//! Names and references that the record itself holds, in the forms people
//! write them in.

use super::capitals::runs_of;
use super::ordinary::{is_a_word_too, is_title};
use super::replace::{How, lettered};
use super::token::Text;
use super::{Find, Label, ReplacementKind as Kind};
use crate::record::answer::Voice;
use crate::record::edit::FieldName as F;
use crate::record::person::Role;
use crate::record::session::Session;
use crate::text::fold;

/// Every name and reference of a session, and what becomes of it. The same
/// record always gives the same letters, whatever is chosen.
pub(super) fn names(session: &Session) -> Vec<Find> {
    let mut out = Names(Vec::new());
    let several = session.children.len() > 1;
    for (n, child) in session.children.iter().enumerate() {
        let called = lettered("Child", n);
        out.child(&child.name, &called);
        if !child.initials.trim().is_empty() || !child.name.trim().is_empty() {
            out.initials(Kind::Child, &child.shown_initials(), &called);
        }
        let what = if several { format!("Reference of {called}") } else { "Reference A".into() };
        out.reference(&child.reference, &what);
    }
    let families: Vec<String> = session.children.iter().filter_map(|c| last(&c.name)).collect();
    let mut letters: Vec<String> = Vec::new();
    for family in &families {
        let known = letters.iter().position(|f| fold(f) == fold(family));
        let n = known.unwrap_or_else(|| {
            letters.push(family.clone());
            letters.len() - 1
        });
        out.part(Kind::Child, family, &lettered("Family", n));
    }
    for (n, person) in session.people.iter().enumerate() {
        let role = |r: Role| if r == Role::Other { "colleague" } else { r.words() };
        let same = |p: &&crate::record::Person| p.role == person.role;
        let called =
            if session.people.iter().filter(same).count() == 1 && person.role != Role::Other {
                format!("the {}", role(person.role))
            } else {
                lettered(role(person.role), session.people.iter().take(n).filter(same).count())
            };
        out.person(&person.name, &called);
    }
    for d in &session.discussions {
        for (_, c) in d.contributions() {
            match &c.voice {
                Some(Voice::Family { who }) => out.who(who, "Relative"),
                Some(Voice::Partner { who }) => out.who(who, "Person"),
                _ => {}
            }
        }
        d.texts(&mut |_, name, words| match name {
            F::VoiceBy | F::Who | F::DecidedBy | F::WhoDecides | F::Rater | F::Told => {
                out.who(words, "Person");
            }
            F::Authority => out.who(words, "Service"),
            F::SeenWhere => out.who(words, "Place"),
            _ => {}
        });
        for over in d.filing.iter().flat_map(|f| &f.hand_overs) {
            out.reference(&over.reference, "a reference elsewhere");
        }
    }
    out.0
}

/// The last part of a name of several.
fn last(name: &str) -> Option<String> {
    let mut parts = name.split_whitespace();
    let last = parts.next_back()?;
    parts
        .next()
        .map(|_| last.to_owned())
        .filter(|last| last.chars().filter(|c| c.is_alphabetic()).count() > 1)
}

struct Names(Vec<Find>);

impl Names {
    fn add(&mut self, kind: Kind, found: &str, label: Label, how: How) {
        let found = found.split_whitespace().collect::<Vec<_>>().join(" ");
        let new = fold(&found);
        let is_name = new.chars().any(char::is_alphanumeric);
        // The first whose name it is keeps it.
        if is_name && !self.0.iter().any(|f| fold(&f.found) == new) {
            self.0.push(Find { kind, found, label, how, doubtful: false });
        }
    }

    /// A part of a name; ordinary words only with a capital.
    fn part(&mut self, kind: Kind, part: &str, called: &str) {
        let text = Text::new(part);
        let letters = text.tokens.iter().map(|t| t.fold.chars().count()).sum::<usize>();
        if letters < 2 || text.tokens.iter().all(|t| is_title(&t.fold)) {
            return;
        }
        let how = if text.tokens.iter().all(|t| is_a_word_too(&t.fold)) {
            How::Capital
        } else {
            How::Loose
        };
        self.add(kind, part, Label::Words(called.to_owned()), how);
    }

    /// A whole name, then its parts; what is joined by a hyphen in its parts
    /// too.
    fn parts(&mut self, kind: Kind, name: &str, called: &str, with_last: bool) {
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() == 1 {
            let one = name.chars().filter(|c| c.is_alphanumeric()).count() == 1;
            if one {
                let how = How::Capital;
                self.add(kind, name, Label::Words(called.to_owned()), how);
            }
        } else {
            self.add(kind, name, Label::Words(called.to_owned()), How::Loose);
        }
        let take = if with_last || words.len() < 2 { words.len() } else { words.len() - 1 };
        for word in words.iter().take(take) {
            self.part(kind, word, called);
            let hyphens: Vec<&str> = word.split(['-', '‐', '‑', '–']).collect();
            for part in hyphens.iter().filter(|_| hyphens.len() > 1) {
                self.part(kind, part, called);
            }
        }
    }

    fn child(&mut self, name: &str, called: &str) {
        self.parts(Kind::Child, name, called, false);
    }

    fn person(&mut self, name: &str, called: &str) {
        self.parts(Kind::Person, name, called, true);
        if name.split_whitespace().nth(1).is_some() {
            self.initials(Kind::Person, &crate::text::initials(name), called);
        }
    }

    fn initials(&mut self, kind: Kind, initials: &str, called: &str) {
        if initials.chars().filter(|c| c.is_alphanumeric()).count() > 1 {
            let how = if initials.chars().count() <= 4 { How::Letters } else { How::Loose };
            self.add(kind, initials, Label::Words(called.to_owned()), how);
        }
    }

    /// Names in a field that says who somebody is.
    fn who(&mut self, who: &str, what: &'static str) {
        let text = Text::new(who);
        for (from, to) in runs_of(&text) {
            let found = text.slice(from, to);
            self.add(Kind::Person, found, Label::Lettered(what), How::Loose);
            let letters = |at: usize| text.fold(at).chars().count() > 1;
            for at in (from..to).filter(|at| to - from > 1 && letters(*at)) {
                if !is_title(text.fold(at)) && !is_a_word_too(text.fold(at)) {
                    self.add(Kind::Person, text.raw(at), Label::Lettered(what), How::Loose);
                }
            }
        }
    }

    /// A reference, and its figures alone.
    fn reference(&mut self, reference: &str, called: &str) {
        let kind = Kind::Reference;
        let text = Text::new(reference);
        let length: usize = text.tokens.iter().map(|t| t.fold.len()).sum();
        if length < 2 {
            return;
        }
        self.add(kind, reference, Label::Words(called.to_owned()), How::Loose);
        for token in &text.tokens {
            if token.fold.len() >= 4 && token.fold.bytes().any(|b| b.is_ascii_digit()) {
                self.add(kind, &token.fold, Label::Words(called.to_owned()), How::Loose);
            }
        }
    }
}
