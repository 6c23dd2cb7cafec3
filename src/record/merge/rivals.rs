//! Finalised notes of two versions that cannot both stand.

use std::collections::BTreeSet;

use ulid::Ulid;

use super::Clash;
use crate::record::agreed::{Final, canonical, finals};
use crate::record::corpus::about;
use crate::record::discussion::{Discussion, FilingState};
use crate::record::person::Person;
use crate::record::session::Session;

/// What is final in either and cannot be in one record.
pub(super) struct Rivals {
    /// Whose stand where nobody chooses: those of the version that was written
    /// here, else those finalised first.
    pub(super) mine_first: bool,
    /// Asked of a person, where the words are not the same.
    pub(super) clash: Option<Clash>,
}

/// What is final in both and says something else in each, or is final in one
/// and cannot stand beside what is final in the other. `made` is what comes of
/// both where nobody chose.
pub(super) fn of(mine: &Session, theirs: &Session, made: &Session) -> Option<Rivals> {
    let set = |s: &Session| finals(s).into_iter().collect::<BTreeSet<Final>>();
    let (m, t, there) = (set(mine), set(theirs), set(made));
    let (of_mine, of_theirs): (Vec<_>, Vec<_>) =
        (m.difference(&t).collect(), t.difference(&m).collect());
    let same = |a: &Final, b: &Final| a.discussion == b.discussion && a.what == b.what;
    let differ = of_mine.iter().any(|a| of_theirs.iter().any(|b| same(a, b)));
    let meeting = |s: &Session| {
        let person = |p: &Person| (p.name.clone(), p.role, p.may_see, p.stepped_out);
        let people: Vec<_> = s.people.iter().map(person).collect();
        (s.date, s.kind.clone(), people)
    };
    let alone = |one: &[&Final], other: &[&Final]| {
        let mut all = one.iter().filter(|a| !other.iter().any(|b| same(a, b)));
        all.any(|f| meeting(mine) != meeting(theirs) || !there.contains(*f))
    };
    let apart = !of_mine.is_empty()
        && !of_theirs.is_empty()
        && (alone(&of_mine, &of_theirs) || alone(&of_theirs, &of_mine));
    if !differ && !apart {
        return None;
    }
    let first = |s: &Session| {
        let pages = s.discussions.iter().flat_map(|d| &d.filing);
        pages.filter(|f| f.state != FilingState::Open).filter_map(|f| f.finalised).min()
    };
    let mine_first = match (mine.came.is_some(), theirs.came.is_some()) {
        (false, true) => true,
        (true, false) => false,
        _ => {
            let order = |s: &Session| (first(s), serde_json::to_string(s).unwrap_or_default());
            order(mine) <= order(theirs)
        }
    };
    let (here, there) = (pages(mine, theirs), pages(theirs, mine));
    // When it was finalised alone is nothing to choose between.
    let said_apart =
        |a: &&Final| !a.what.starts_with("page ") && of_theirs.iter().any(|b| same(a, b));
    let asked = apart || !here.is_empty() || !there.is_empty() || of_mine.iter().any(said_apart);
    let clash = asked.then(|| {
        let (mut a, mut b) = (shown(mine, &here), shown(theirs, &there));
        if a == b {
            for text in [&mut a, &mut b] {
                text.push_str("\n\n(The same words: a mark, a value or who was there differs.)");
            }
        }
        Clash {
            discussion: here.first().or(there.first()).map(|(id, _)| *id),
            owner: mine.id,
            name: None,
            what: "which finalised note stands".into(),
            mine: a,
            theirs: b,
            can_keep_both: false,
            kept: None,
            choices: Vec::new(),
            finals: true,
        }
    });
    Some(Rivals { mine_first, clash })
}

/// Finalised pages of one version that the other has not word for word.
fn pages(one: &Session, other: &Session) -> Vec<(Ulid, Option<Ulid>)> {
    let is_final = |s: &Session, id: Ulid, child: Option<Ulid>| {
        let pages = s.discussion(id).map(|d| d.filing.as_slice()).unwrap_or_default();
        pages.iter().any(|f| f.child == child && f.state != FilingState::Open)
    };
    one.discussions
        .iter()
        .flat_map(|d| d.filing.iter().map(|f| (d.id, f.child)))
        .filter(|(id, child)| is_final(one, *id, *child))
        .filter(|(id, child)| {
            !is_final(other, *id, *child)
                || canonical(one, *id, *child) != canonical(other, *id, *child)
        })
        .collect()
}

/// Finalised pages as a person reads them: when, who was there, and every text.
fn shown(session: &Session, pages: &[(Ulid, Option<Ulid>)]) -> String {
    let people: Vec<&str> = session.people.iter().map(|p| p.name.as_str()).collect();
    let mut out = format!("{}: {}", session.date.format("%-d %B %Y"), people.join(", "));
    for (id, child) in pages {
        let Some(d) = session.discussion(*id) else { continue };
        let name = match child.and_then(|c| session.child(c)) {
            Some(child) => child.name.clone(),
            None => about(session, d),
        };
        let finalised = d.filing.iter().find(|f| f.child == *child).and_then(|f| f.finalised);
        let when = finalised.map(|at| at.format(", finalised %-d %B, %H:%M").to_string());
        out = format!("{out}\n\n{name}{}\n", when.unwrap_or_default());
        texts_of(&d.page(*child), &mut out);
    }
    out
}

fn texts_of(page: &Discussion, out: &mut String) {
    let mut add = |text: &String| {
        if !text.trim().is_empty() {
            out.push('\n');
            out.push_str(text);
        }
    };
    page.texts(&mut |_, _, text| add(text));
}
