//! What is said before a note leaves, and what leaves where the record itself
//! does.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/example.rs"]
mod example;

use std::collections::BTreeSet;

use arbitrary::markers;
use proptest::prelude::*;
use thinkwheel::export::{Format, write};
use thinkwheel::record::warning::Of;
use thinkwheel::record::*;
use ulid::Ulid;

const AUDIENCES: [Audience; 3] = [Audience::ChildFile, Audience::StaffFile, Audience::Full];

/// Names that stand in no random text.
const NAMES: [&str; 5] = ["Leila Fenn", "Jonah Fenn", "Zoë Łuczak", "Anne-Marie Shaw", "Kit Osei"];

fn rules() -> Rules {
    Rules::default()
}

/// Every page of a discussion: whose, and where it goes.
fn pages(d: &Discussion) -> Vec<(Option<Ulid>, Audience)> {
    let children = d.subject.children().iter().copied().map(Some);
    let each = std::iter::once(None).chain(children);
    each.flat_map(|c| AUDIENCES.map(|a| (c, a))).collect()
}

/// Whether a text of the note, the program's own line of brothers and sisters
/// apart, holds some words.
fn holds(note: &Note, words: &str) -> bool {
    note.blocks.iter().any(|b| match b {
        Block::Heading { .. } | Block::Picture(_) => false,
        Block::Field { name, value } => name != "Brothers and sisters" && value.contains(words),
        Block::Question(t) | Block::Said(t) | Block::Prose(t) | Block::Remark(t) => {
            t.contains(words)
        }
        Block::Item { text, details } => {
            text.contains(words) || details.iter().any(|d| d.contains(words))
        }
    })
}

fn names_a_child(s: &Session, d: Ulid, page: (Option<Ulid>, Audience), others: &[Header]) -> bool {
    let (child, audience) = page;
    let Ok(note) = note(s, d, child, audience, &rules(), None) else { return false };
    let known = Known::of(s, d, child, audience, others.iter());
    warnings(&note, &known).iter().any(|w| w.of == Of::AnotherChild)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// A brother, or any other known child, named in free text of any field
    /// raises the warning, and no note without one does.
    #[test]
    fn a_child_named_in_any_field_is_warned_of(choices in arbitrary::choices()) {
        let mut s = arbitrary::session(&choices);
        for (c, name) in s.children.iter_mut().zip(NAMES) {
            c.name = name.into();
            c.initials.clear();
        }
        // Whose earlier help it was is said by name in full.
        for d in &mut s.discussions {
            d.journey.iter_mut().flat_map(|(_, j)| &mut j.earlier).for_each(|e| e.child = None);
        }
        let mut elsewhere = example::session();
        (elsewhere.children[0].id, elsewhere.children[0].name) =
            (Ulid(7), "Bartholomew Quill".into());
        let others = [elsewhere.header()];
        for d in &s.discussions {
            let mut fields = Vec::new();
            d.texts(&mut |owner, name, _| fields.push(Field { owner, name }));
            for page in pages(d) {
                // A passage may name a child by id that the talk is not about.
                let before = note(&s, d.id, page.0, page.1, &rules(), None);
                if before.is_ok_and(|note| NAMES.iter().any(|name| holds(&note, name))) {
                    continue;
                }
                prop_assert!(!names_a_child(&s, d.id, page, &others));
                let own = page.0.map_or_else(|| d.subject.children().to_vec(), |c| vec![c]);
                let brother = s.children.iter().find(|c| !own.contains(&c.id));
                let first = brother.map(|c| c.name.split(' ').next().unwrap().to_owned());
                let known = brother.map(|c| c.name.clone()).into_iter().chain(first);
                let known: Vec<String> = known.chain(["Bartholomew’s".to_owned()]).collect();
                for (field, name) in fields.iter().zip(known.iter().cycle()) {
                    let mut named = s.clone();
                    let text = named.field_mut(*field).unwrap();
                    *text = format!("That {name} came. {text}");
                    let Ok(made) = note(&named, d.id, page.0, page.1, &rules(), None) else {
                        continue;
                    };
                    let there = holds(&made, &format!("That {name} came."));
                    if let Ok(record) = cut(&named, d.id, page.0, page.1, &rules()) {
                        let known = Known::of(&named, d.id, page.0, page.1, others.iter());
                        let leaving = Leaving { notes: vec![made.clone()], records: vec![record] };
                        let bytes = String::from_utf8(write(&leaving, Format::Ron)).unwrap();
                        let told = warnings_with(&made, leaving.records.first(), &known);
                        let told = told.iter().any(|w| w.of == Of::AnotherChild);
                        let there = bytes.contains(&format!("That {name} came."));
                        prop_assert!(told || !there, "{} {:?} in the record", name, field.name);
                    }
                    prop_assert_eq!(names_a_child(&named, d.id, page, &others), there, "{} {:?}", name, field.name);
                }
            }
        }
    }

    /// The record cut down says what the note says: made again from it, the
    /// note holds the same words.
    #[test]
    fn the_record_cut_down_gives_the_same_note(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        let words = |note: &Note| -> BTreeSet<String> {
            let text = write(&Leaving::of(note.clone()), Format::Text);
            markers(&String::from_utf8(text).unwrap()).into_iter().collect()
        };
        for d in &s.discussions {
            for (child, audience) in pages(d) {
                let made = note(&s, d.id, child, audience, &rules(), None);
                let cut = cut(&s, d.id, child, audience, &rules());
                prop_assert_eq!(made.as_ref().err(), cut.as_ref().err());
                let (Ok(made), Ok(cut)) = (made, cut) else { continue };
                let again = note(&cut, d.id, child, audience, &rules(), None).unwrap_or_else(|_| panic!());
                // In full a brother's name stands at the head and not here, and all
                // banks are named; on the staff file initials are made of initials.
                let named = |m: &String| {
                    let mut apart = s.children.iter().map(|c| format!("{}{}", c.name, c.initials));
                    let mut banks = d.answers.iter().map(|a| format!("{}{}", a.bank, a.bank_version));
                    apart.any(|t| t.contains(m.as_str())) || banks.any(|t| t.contains(m.as_str()))
                };
                let lost: Vec<String> =
                    words(&made).difference(&words(&again)).filter(|m| !named(m)).cloned().collect();
                prop_assert!(lost.is_empty() && words(&again).is_subset(&words(&made)), "{:?}", lost);
                let cancelled = matches!(s.kind, SessionKind::Cancelled { .. });
                prop_assert!(cancelled || again.draft == made.draft);
                // And read from its file it is the same record.
                let leaving = Leaving { notes: vec![made], records: vec![cut.clone()] };
                let file = String::from_utf8(write(&leaving, Format::Ron)).unwrap();
                prop_assert!(envelope::read::<Session>("session", &file).unwrap() == cut);
            }
        }
    }
}

#[test]
fn no_record_leaves_with_a_letter() {
    let s = example::session();
    for d in &s.discussions {
        for child in d.subject.children() {
            let record = cut(&s, d.id, Some(*child), Audience::Letter, &rules());
            assert_eq!(record.err(), Some(NoteError::NoRecordInALetter));
        }
    }
}

#[test]
fn the_record_in_full_is_taken_back_by_an_import() {
    let s = example::session();
    for d in &s.discussions {
        let record = cut(&s, d.id, None, Audience::Full, &rules()).unwrap();
        assert_eq!(import_check(&record), Ok(()));
        assert!(record.discussions.len() == 1 && record.people == s.people);
        let whole = Discussion { sent: Vec::new(), set_aside: Vec::new(), ..d.clone() };
        assert!(record.discussions[0] == whole);
    }
}

#[test]
fn parts_of_one_session_are_one_record_in_a_file() {
    let s = example::session();
    let mut leaving = Leaving::default();
    for d in &s.discussions {
        leaving.notes.push(note(&s, d.id, None, Audience::Full, &rules(), None).unwrap());
        leaving.records.push(cut(&s, d.id, None, Audience::Full, &rules()).unwrap());
    }
    let file = String::from_utf8(write(&leaving, Format::Ron)).unwrap();
    let read: Session = envelope::read("session", &file).unwrap();
    assert!(read.discussions.len() == s.discussions.len() && read.children == s.children);
    // Another session beside it makes a list of them.
    let mut other = leaving.records[0].clone();
    other.id = Ulid(5);
    leaving.records.push(other);
    let file = String::from_utf8(write(&leaving, Format::Ron)).unwrap();
    let read: Vec<Session> = envelope::read("sessions", &file).unwrap();
    assert_eq!(read.iter().map(|s| s.id).collect::<Vec<_>>(), [s.id, Ulid(5)]);
}

/// The warnings of one child's page of the example, after a change to it.
fn told(change: impl FnOnce(&mut Session)) -> Vec<String> {
    let mut s = example::session();
    for d in &mut s.discussions {
        d.journey.iter_mut().flat_map(|(_, j)| &mut j.earlier).for_each(|e| e.child = None);
    }
    change(&mut s);
    let d = &s.discussions[0];
    let note = note(&s, d.id, None, Audience::ChildFile, &rules(), None).unwrap();
    let known = Known::of(&s, d.id, None, Audience::ChildFile, std::iter::empty());
    warnings(&note, &known).into_iter().map(|w| w.says).collect()
}

#[test]
fn a_warning_says_whom_and_where() {
    let marked = "Holds 1 passage marked as about or from another person.";
    assert_eq!(told(|_| {}), [marked]);
    let said = told(|s| {
        s.discussions[0].decisions[0].rationale = "Leila Fenn is safe; Leila said so.".into();
    });
    assert_eq!(
        said,
        [
            "Names another child: Leila Fenn (under “What was decided, and why”, and once more).",
            marked
        ]
    );
    let said = told(|s| {
        let passage = &mut s.discussions[1].answers[0].contributions[0];
        passage.voice = Some(Voice::Family { who: "Aunt Sally".into() });
        s.discussions[0].brief.clear();
        s.discussions[0].decisions[0].text = "We ask Sally.".into();
    });
    assert_eq!(
        said,
        [
            "Names a relative of another child: Aunt Sally (under “What was decided, and why”).",
            marked
        ]
    );
    // Of those who were there, by their whole name, and of the child nothing is
    // said; the first name alone may be the brother's.
    let said = told(|s| {
        s.children[1].name = "Tom Quill".into();
        s.children[2].name = "Maya Fenn".into();
        s.discussions[0].decisions[0].text = "Tom Bell and Maya meet, with Amira.".into();
    });
    assert_eq!(said, [marked]);
    let said = told(|s| {
        s.children[1].name = "Tom Quill".into();
        s.discussions[0].decisions[0].text = "Tom wets the bed.".into();
    });
    assert!(said[0].starts_with("Names another child: Tom Quill (under"), "{said:?}");
}

#[test]
fn the_head_and_the_headings_of_a_note_are_read_too() {
    let s = example::session();
    let d = s.discussions[0].id;
    let made = note(&s, d, None, Audience::ChildFile, &rules(), None).unwrap();
    let known = Known::of(&s, d, None, Audience::ChildFile, std::iter::empty());
    let names = |change: fn(&mut Note)| {
        let mut made = made.clone();
        change(&mut made);
        warnings(&made, &known).iter().any(|w| w.of == Of::AnotherChild)
    };
    assert!(!names(|_| {}));
    assert!(names(|n| n.title = "Leila's note".into()));
    assert!(names(|n| n.version = "for Leila".into()));
    assert!(names(|n| n.reference = "Leila".into()));
    assert!(names(|n| n.blocks.push(Block::Heading { level: 1, text: "Leila".into() })));
    assert!(names(|n| n.blocks.push(Block::Heading { level: 2, text: "Leila".into() })));
    assert!(names(|n| n.blocks.push(Block::Field { name: "Leila".into(), value: "x".into() })));
}

#[test]
fn another_childs_help_and_reference_are_warned_of() {
    let said = told(|s| {
        s.children[1].reference = "EX-2001".into();
        s.discussions[0].decisions[0].text = "As in ex 2001.".into();
    });
    assert!(said[0].starts_with("Names another child: "), "{said:?}");
    let said = told(|s| {
        let (maya, other) = (s.children[0].id, s.children[1].id);
        let journey = s.discussions[0].journey.iter_mut().find(|(c, _)| *c == maya);
        journey.unwrap().1.earlier[0].child = Some(other);
    });
    assert!(said.iter().any(|s| s == "Tells of help that a brother or sister was given."));
}

#[test]
fn a_layout_that_leaves_things_out_gives_no_record() {
    let (s, rules) = (example::session(), rules());
    let layouts = Layouts::built_in();
    for (id, fits) in [("case-supervision", true), ("signs-of-safety", true), ("brief", false)] {
        for audience in AUDIENCES {
            let wanted = Wanted::new(None, audience, &rules);
            let wanted = Wanted { layout: layouts.get(id).unwrap(), ..wanted };
            let made = wanted.record(&s, s.discussions[0].id);
            assert_eq!(made.is_ok(), fits || audience != Audience::ChildFile, "{id} {audience:?}");
        }
    }
}

#[test]
fn a_name_in_words_without_a_heading_is_not_said_to_stand_at_the_head() {
    let mut s = example::session();
    let d = s.discussions[0].id;
    let child = s.discussions[0].subject.children()[0];
    s.discussions[0].to_the_child = vec![WordsToChild {
        id: Ulid(9),
        child,
        text: "You said that Leila came along.".into(),
        written: s.begun,
    }];
    let note = note(&s, d, Some(child), Audience::Letter, &rules(), None).unwrap();
    let known = Known::of(&s, d, Some(child), Audience::Letter, std::iter::empty());
    let said: Vec<String> = warnings(&note, &known).into_iter().map(|w| w.says).collect();
    assert_eq!(said, ["Names another child: Leila Fenn (in the letter)."]);
}

#[test]
fn the_staff_file_warns_of_every_childs_name() {
    let mut s = example::session();
    let d = s.discussions[0].id;
    let answer = s.discussions[0]
        .answers
        .iter_mut()
        .find(|a| a.destination == thinkwheel::practice::Destination::StaffFile)
        .unwrap();
    answer.contributions[0].text = "I was worn out by Maya's case.".into();
    let note = note(&s, d, None, Audience::StaffFile, &rules(), None).unwrap();
    let known = Known::of(&s, d, None, Audience::StaffFile, std::iter::empty());
    let said: Vec<String> = warnings(&note, &known).into_iter().map(|w| w.unnamed).collect();
    assert!(said[0].starts_with("Names a child where initials are enough (under"), "{said:?}");
    assert!(!said[0].contains("Maya"));
}

#[test]
fn a_long_note_and_many_children_are_read_in_no_time() {
    let s = example::session();
    let d = &s.discussions[0];
    let headers: Vec<Header> = (0..3000)
        .map(|n| {
            let mut header = s.header();
            for (k, c) in header.children.iter_mut().enumerate() {
                (c.id, c.name) = (Ulid(n * 10 + k as u128), format!("Child{n}x{k} Family{n}"));
            }
            header
        })
        .collect();
    let mut note = note(&s, d.id, None, Audience::ChildFile, &rules(), None).unwrap();
    note.blocks.push(Block::Prose("Words about a day at home, and then some. ".repeat(2400)));
    note.blocks.push(Block::Prose("child2999x1 came".into()));
    let begun = std::time::Instant::now();
    let known = Known::of(&s, d.id, None, Audience::ChildFile, headers.iter());
    let said = warnings(&note, &known);
    let took = begun.elapsed();
    assert!(said[0].says.contains("Child2999x1 Family2999"));
    // Unoptimised, and beside other tests.
    assert!(took.as_millis() < 2000, "{took:?}");
}
