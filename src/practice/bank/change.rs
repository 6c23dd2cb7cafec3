//! What another bank would change, told before and after it is filed.

use serde::Serialize;

use super::{Bank, wording};

/// The difference between the questions at hand and those there would be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Change {
    /// Questions that are asked as the new bank has them, and were not before.
    pub replaced: Vec<String>,
    /// Questions there were not before.
    pub new: Vec<String>,
    /// How many stay as they were.
    pub unchanged: usize,
    /// Questions that an earlier bank had replaced, and that are as they were
    /// before it.
    pub restored: Vec<String>,
    /// Questions that are asked no more.
    pub removed: Vec<String>,
    /// New ones that look like a slip.
    pub looks_like: Vec<Slip>,
    /// Whether nothing at all would change.
    #[serde(skip)]
    pub is_nothing: bool,
}

/// A new question that looks as if an old one was meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Slip {
    /// The new id.
    pub id: String,
    /// The id it resembles.
    pub like: String,
    /// They ask the same; otherwise it is the ids that are alike.
    pub same_wording: bool,
}

impl Change {
    /// From the bank of that id at hand, if there is one, to `after`: what
    /// comes of it with `given` in force.
    pub fn of(before: Option<&Bank>, given: &Bank, after: &Bank) -> Change {
        let mut change = Change {
            is_nothing: before.is_some_and(|before| is_same(before, after)),
            ..Change::default()
        };
        for question in &after.questions {
            let id = question.id.clone();
            match before.and_then(|b| b.question(&id)) {
                None => change.new.push(id),
                Some(old) if old == question => change.unchanged += 1,
                Some(_) if given.question(&id).is_some() => change.replaced.push(id),
                Some(_) => change.restored.push(id),
            }
        }
        let Some(before) = before else { return change };
        let all = before.questions.iter().map(|q| &q.id);
        change.removed = all.filter(|id| after.question(id).is_none()).cloned().collect();
        if !given.instead {
            change.looks_like = slips(before, given, &change.new);
        }
        change
    }
}

/// Sentences on how the questions were come by may be grouped otherwise.
fn is_same(before: &Bank, after: &Bank) -> bool {
    let provenance = before.provenance.clone();
    before.origin() == after.origin() && *before == Bank { provenance, ..after.clone() }
}

fn slips(before: &Bank, given: &Bank, new: &[String]) -> Vec<Slip> {
    // What the bank names rightly as well was not meant.
    let meant: Vec<_> =
        before.questions.iter().filter(|q| given.question(&q.id).is_none()).collect();
    let of = |id: &String| {
        let text = wording::bare(&given.question(id)?.text);
        let alike = meant.iter().find(|q| is_slip(id, &q.id));
        let asks_so = meant.iter().find(|q| wording::bare(&q.text) == text);
        let same_wording = asks_so.is_some();
        let like = asks_so.or(alike)?.id.clone();
        Some(Slip { id: id.clone(), like, same_wording })
    };
    new.iter().filter_map(of).collect()
}

/// Whether one id was probably typed for the other: a letter or two apart,
/// and not merely numbered on.
pub fn is_slip(typed: &str, meant: &str) -> bool {
    let unnumbered = |id: &str| id.replace(|c: char| c.is_ascii_digit(), "");
    let most = if meant.len() < 8 { 1 } else { 2 };
    unnumbered(typed) != unnumbered(meant) && (1..=most).contains(&distance(typed, meant))
}

/// How many letters to write, leave out, change, or swap with the next.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let get = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let changed = get(&last, j) + usize::from(from != to);
            let mut least = changed.min(get(&last, j + 1) + 1).min(get(&row, j) + 1);
            if let (Some(i), Some(j)) = (i.checked_sub(1), j.checked_sub(1))
                && a.get(i) == Some(to)
                && b.get(j) == Some(from)
            {
                least = least.min(get(&before, j) + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut last, row);
    }
    get(&last, b.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_were_mistyped_are_counted() {
        for (a, b, far) in [
            ("", "", 0),
            ("", "abc", 3),
            ("journey.where-now", "journey.where-nwo", 1),
            ("scales.fit", "scale.fits", 2),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!((distance(a, b), distance(b, a)), (far, far), "{a} {b}");
        }
    }

    #[test]
    fn a_number_further_is_no_slip() {
        assert!(is_slip("journey.wherenow", "journey.where-now"));
        assert!(!is_slip("booklet.q-1", "booklet.q-2"));
        assert!(!is_slip("p1.q-12", "p1.q-1"));
        assert!(!is_slip("a.fit", "a.sat"));
        assert!(!is_slip("same.id", "same.id"));
    }
}
