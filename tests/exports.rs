//! What leaves: only what its destination may hold, as the golden files show
//! it.
//!
//! The oracle below is an allow-list, written apart from `record::note`: every
//! text of a random session carries a marker, the oracle says which of them a
//! child's file may hold, and any other marker in the bytes is a leak. A field
//! that is added to the schema and printed by mistake is a leak, too.
//!
//! That these tests can fail was tried by planting faults in `record::note`,
//! one at a time; each was found within the first cases:
//! - `Page::about` lets pass what names no child of a family;
//! - `Page::about` lets pass what names another child;
//! - `Page::admits` lets answers for the staff file into a child's file;
//! - `Page::admits` lets undecided answers into the staff file;
//! - `Page::admits_passage` does not look at rough notes;
//! - `Page::admits_rest` always says yes;
//! - `Under::of` puts what is imagined under what the child says;
//! - `Page::other_amendments` prints what amends something that is left out;
//! - `Page::called` gives the staff file the name;
//! - `file_name` takes the reference as it was typed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "exports/allowed.rs"]
mod allowed;
#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "exports/earlier.rs"]
mod earlier;
#[path = "common/example.rs"]
mod example;
#[path = "common/golden.rs"]
mod golden;
#[path = "exports/personal.rs"]
mod personal;
#[path = "common/read_back.rs"]
mod read_back;
#[path = "exports/reading.rs"]
mod reading;
#[path = "exports/unseen.rs"]
mod unseen;

use std::collections::BTreeSet;

use allowed::allowed;
use arbitrary::markers;
use proptest::prelude::*;
use thinkwheel::export::{Format, file_name};
use thinkwheel::practice::Destination;
use thinkwheel::record::*;
use ulid::Ulid;

type Marks = BTreeSet<String>;

/// Every marker in a part of a record.
fn marks<T: serde::Serialize>(part: &T) -> Marks {
    markers(&serde_json::to_string(part).unwrap()).into_iter().collect()
}

/// The very bytes of one note.
fn write(note: &Note, format: Format) -> Vec<u8> {
    thinkwheel::export::write(&Leaving::of(note.clone()), format)
}

/// The note as a format holds it: with drawings where it holds drawings.
fn note_in(
    format: Format,
    s: &Session,
    d: &Discussion,
    child: Option<Ulid>,
    audience: Audience,
) -> Note {
    let rules = Rules::default();
    let wanted = Wanted {
        provenance: Some("Questions of our own."),
        pictures: format.holds_pictures(),
        ..Wanted::new(child, audience, &rules)
    };
    wanted.note(s, d.id).unwrap()
}

/// The very bytes of one note, with the record where the format holds it.
fn file(s: &Session, d: &Discussion, child: Option<Ulid>, to: Audience, format: Format) -> Vec<u8> {
    let mut leaving = Leaving::of(note_of(s, d, child, to));
    if format.holds_records() && to.takes_records() {
        leaving.records.push(cut(s, d.id, child, to, &Rules::default()).unwrap());
    }
    thinkwheel::export::write(&leaving, format)
}

fn note_of(s: &Session, d: &Discussion, child: Option<Ulid>, audience: Audience) -> Note {
    note(s, d.id, child, audience, &Rules::default(), Some("Questions of our own.")).unwrap()
}

/// Nothing leaked, and nothing lost.
fn holds_what_it_may(
    note: &Note,
    format: Format,
    allowed: &allowed::Allowed,
) -> Result<(), TestCaseError> {
    let text = read_back::text(format, &write(note, format));
    let there: Marks = markers(&text).into_iter().collect();
    let leaked: Vec<&String> = there.difference(&allowed.may).collect();
    prop_assert!(leaked.is_empty(), "leaked {:?}", leaked);
    let lost: Vec<&String> = allowed.must.difference(&there).collect();
    prop_assert!(lost.is_empty(), "lost {:?}", lost);
    Ok(())
}

proptest! {
    // Laying a drawing out takes long in a build for tests.
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same with drawings, in the formats that hold them.
    #[test]
    fn drawings_hold_what_a_childs_file_may_hold(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            for child in d.subject.children() {
                let allowed = allowed(&s, d, *child);
                for format in Format::ALL.into_iter().filter(|f| f.holds_pictures()) {
                    let note = note_in(format, &s, d, Some(*child), Audience::ChildFile);
                    holds_what_it_may(&note, format, &allowed)?;
                    prop_assert!(write(&note, format) == write(&note, format));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// No child-file export holds another discussion's text, another child's
    /// passage, a staff-file or undecided answer, or a rough note.
    #[test]
    fn a_childs_file_holds_what_it_may_and_nothing_else(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            if d.subject.children().is_empty() {
                let none = note(&s, d.id, None, Audience::ChildFile, &Rules::default(), None);
                prop_assert!(none.err() == Some(NoteError::NotAboutAChild));
            }
            for child in d.subject.children() {
                let allowed = allowed(&s, d, *child);
                for format in Format::ALL {
                    let bytes = file(&s, d, Some(*child), Audience::ChildFile, format);
                    let text = read_back::text(format, &bytes);
                    let there: Marks = markers(&text).into_iter().collect();
                    let mut leaked: Vec<&String> = there.difference(&allowed.may).collect();
                    if format.holds_records() {
                        leaked.retain(|m| !allowed.in_records.contains(*m));
                    }
                    prop_assert!(leaked.is_empty(), "leaked {:?}", leaked);
                    let lost: Vec<&String> = allowed.must.difference(&there).collect();
                    prop_assert!(lost.is_empty(), "lost {:?}", lost);
                }
            }
        }
    }

    /// An imagined view is never under the child's voice, and always said to
    /// be imagined.
    #[test]
    fn what_is_imagined_is_never_the_childs_voice(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            let imagined: Marks = d
                .contributions()
                .filter(|(_, c)| c.voice == Some(Voice::Child { view: View::Imagined }))
                .flat_map(|(_, c)| marks(&c.text))
                .collect();
            for audience in [Audience::ChildFile, Audience::StaffFile, Audience::Full] {
                let Ok(note) =
                    note(&s, d.id, d.subject.children().first().copied(), audience, &Rules::default(), None)
                else {
                    continue;
                };
                let mut heading = "";
                let mut said = "";
                for block in &note.blocks {
                    match block {
                        Block::Heading { level: 1, text } => heading = text,
                        Block::Said(text) => said = text,
                        Block::Prose(text) if markers(text).iter().any(|m| imagined.contains(m)) => {
                            prop_assert!(!heading.contains("child says"));
                            prop_assert!(said.starts_with("Imagined by the adults, not said"));
                        }
                        Block::Question(_) => said = "",
                        _ => {}
                    }
                }
            }
        }
    }

    /// The staff file holds no other discussion, nothing undecided, nothing
    /// rough, and of a child's discussion neither name nor case record.
    #[test]
    fn a_staff_file_holds_what_was_meant_for_it(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            let personal = matches!(d.subject, Subject::Practitioner(_));
            let mut may = marks(&s.people);
            may.extend(marks(&s.kind));
            let mut never = Marks::new();
            for a in &d.answers {
                let answers = a.destination == Destination::StaffFile
                    || (personal && a.destination == Destination::ChildFile);
                if answers {
                    may.extend(marks(a));
                }
                never.extend(a.contributions.iter().filter(|c| c.rough).flat_map(|c| marks(&c.text)));
            }
            may.extend(d.amendments.iter().flat_map(marks));
            if personal {
                may.extend(marks(d));
                never.extend(d.answers.iter().filter(|a| a.destination == Destination::TheTwoDecide).flat_map(marks));
            } else {
                never.extend(d.subject.children().iter().filter_map(|c| s.child(*c)).flat_map(|c| marks(&c.reference)));
            }
            for c in &s.children {
                may.extend(marks(&c.initials).difference(&marks(&c.name)).cloned());
                never.extend(marks(&c.name));
            }
            // The practitioner's name is known to be in `people`.
            for format in Format::ALL {
                let text = read_back::text(format, &file(&s, d, None, Audience::StaffFile, format));
                let there: Marks = markers(&text).into_iter().collect();
                let leaked: Vec<&String> =
                    there.difference(&may).chain(there.intersection(&never)).collect();
                prop_assert!(leaked.is_empty(), "leaked {:?}", leaked);
            }
        }
    }

    /// A letter holds the words to its child, in order, and not one word more
    /// of the record or of the program.
    #[test]
    fn a_letter_holds_the_words_to_its_child_and_nothing_else(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            for child in d.subject.children() {
                let chosen = d.to_the_child.iter().filter(|x| x.child == *child && !x.is_empty());
                let words: Vec<&str> = chosen.map(|x| x.text.as_str()).collect();
                let made = note(&s, d.id, Some(*child), Audience::Letter, &Rules::default(), Some("Ours."));
                if words.is_empty() {
                    prop_assert!(made.err() == Some(NoteError::NothingToTheChild));
                    continue;
                }
                let mut note = made.unwrap();
                note.tell_removed(&s, &[]);
                note.tell_checked(&s, d.id, Some(*child), &[]);
                prop_assert!(note.blocks.iter().all(|b| matches!(b, Block::Prose(_))));
                prop_assert_eq!(note.blocks.len(), words.len());
                prop_assert!(note.is_letter() && note.reference.is_empty());
                for format in Format::ALL {
                    let text = read_back::text(format, &write(&note, format));
                    let there: Marks = markers(&text).into_iter().collect();
                    prop_assert_eq!(&there, &marks(&words), "{:?}", format);
                    // Such words may be typed, too.
                    let typed = |part: &str| words.iter().map(|w| w.matches(part).count()).sum::<usize>();
                    prop_assert_eq!(text.matches("upervision").count(), typed("upervision"), "{:?}", format);
                    // To be read; in JSON, for a program.
                    let mark = if format == Format::Json { "Draft" } else { "DRAFT" };
                    if typed(mark) == 0 {
                        prop_assert_eq!(text.contains(mark), note.draft, "{:?}", format);
                    }
                }
                if !note.draft {
                    let said: Vec<String> =
                        words.iter().map(|w| format!("{}\n", w.trim_end().trim_start_matches(['\n', '\r']))).collect();
                    let text = String::from_utf8(write(&note, Format::Text)).unwrap();
                    prop_assert_eq!(text, thinkwheel::export::visible(&said.join("\n")).into_owned());
                }
            }
        }
    }

    /// In full everything that was said in a discussion stands, and nothing of
    /// another.
    #[test]
    fn in_full_nothing_said_is_missing(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for d in &s.discussions {
            let alone = d.subject.children().len() == 1;
            let mut own = marks(d);
            own.extend(marks(&s.people));
            own.extend(marks(&s.children));
            own.extend(marks(&s.kind));
            for format in Format::ALL {
                let text = read_back::text(format, &file(&s, d, None, Audience::Full, format));
                let there: Marks = markers(&text).into_iter().collect();
                for (_, c) in d.contributions() {
                    if !alone || c.children.is_empty() || c.children == d.subject.children() {
                        prop_assert!(marks(&c.text).is_subset(&there));
                    }
                }
                prop_assert!(there.is_subset(&own));
            }
        }
    }

    /// File names are short ASCII, hold nobody's name, and no title holds a
    /// name or a control character.
    #[test]
    fn file_names_and_titles_name_nobody(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        let names: Marks = s.children.iter().flat_map(|c| marks(&c.name)).collect();
        for d in &s.discussions {
            for child in std::iter::once(None).chain(d.subject.children().iter().copied().map(Some)) {
                for audience in [Audience::ChildFile, Audience::StaffFile, Audience::Full, Audience::Letter] {
                    for format in Format::ALL {
                        let name = file_name(&s, d.id, child, audience, format);
                        prop_assert!(name.len() <= 80 && name.is_ascii(), "{}", name);
                        prop_assert!(!name.contains(['/', '\\', ' ', '\u{1b}']), "{}", name);
                        prop_assert!(markers(&name).iter().all(|m| !names.contains(m)), "{}", name);
                    }
                    if let Ok(note) = note(&s, d.id, child, audience, &Rules::default(), None) {
                        prop_assert!(markers(&note.title).is_empty());
                        prop_assert!(note.left_out.iter().all(|l| markers(l).is_empty()));
                    }
                }
            }
        }
    }

    /// The same record always gives the same bytes, ready for any program:
    /// UTF-8, no control characters, the title and the contact date first.
    #[test]
    fn bytes_are_the_same_and_harmless(choices in arbitrary::choices()) {
        let (one, two) = (arbitrary::session(&choices), arbitrary::session(&choices));
        for d in &one.discussions {
            for format in Format::ALL {
                let bytes = file(&one, d, None, Audience::Full, format);
                prop_assert!(bytes == file(&two, d, None, Audience::Full, format));
                if !format.is_read_as_text() {
                    let text = read_back::text(format, &bytes);
                    prop_assert!(format == Format::Json || text.contains("Supervision record in full"));
                    continue;
                }
                let text = String::from_utf8(bytes).unwrap();
                prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
                if format.holds_records() {
                    continue;
                }
                let date = one.date.format("Supervision held: %-d %B %Y").to_string();
                prop_assert!(text.contains("Supervision record in full\n"));
                let line = if format == Format::Text { 1 } else { 2 };
                prop_assert_eq!(text.lines().nth(line), Some(date.as_str()));
            }
        }
    }
}

/// The example's notes as files, each a golden one.
#[test]
fn the_notes_of_the_example_are_the_golden_ones() {
    let s = example::session();
    let child = |n: usize| Some(s.children[n].id);
    let mut made = Vec::new();
    for (discussion, child, audience) in [
        (0, None, Audience::ChildFile),
        (0, None, Audience::StaffFile),
        (0, None, Audience::Full),
        (0, None, Audience::Letter),
        (1, child(1), Audience::ChildFile),
        (1, child(2), Audience::ChildFile),
        (1, child(3), Audience::ChildFile),
        (1, None, Audience::Full),
        (2, None, Audience::StaffFile),
        (3, None, Audience::StaffFile),
    ] {
        let d = &s.discussions[discussion];
        for format in Format::ALL {
            let name = file_name(&s, d.id, child, audience, format);
            // Neither is a text to look at: tests/docx.rs and tests/pdf.rs
            // show what is in them.
            if matches!(format, Format::Docx | Format::Pdf) {
                continue;
            }
            let bytes = if format.holds_pictures() {
                write(&note_in(format, &s, d, child, audience), format)
            } else {
                file(&s, d, child, audience, format)
            };
            golden::same(&name, &bytes);
            made.push(name);
        }
    }
    let names: BTreeSet<&String> = made.iter().collect();
    assert_eq!(names.len(), made.len(), "two notes have one name");
}

#[test]
fn what_is_left_out_is_counted_in_words() {
    let s = example::session();
    let note = note_of(&s, &s.discussions[0], None, Audience::ChildFile);
    assert_eq!(
        note.left_out,
        [
            "1 answer for the staff file",
            "1 answer of which the two have not decided where it is filed",
            "1 rough note",
            "1 question put off: not today",
            "1 question found not relevant",
        ]
    );
    let jonah = note_of(&s, &s.discussions[1], Some(s.children[1].id), Audience::ChildFile);
    assert_eq!(
        jonah.left_out,
        [
            "1 entry that names no child",
            "6 entries about other children",
            "1 idea that the accountable manager has not agreed",
        ]
    );
    let full = note_of(&s, &s.discussions[0], None, Audience::Full);
    assert_eq!(full.left_out, [""; 0]);
}

#[test]
fn a_note_that_cannot_be_made_says_why() {
    let s = example::session();
    let ask = |d: Ulid, c, a| note(&s, d, c, a, &Rules::default(), None).err();
    let (maya, family) = (s.discussions[0].id, s.discussions[1].id);
    assert_eq!(ask(Ulid(1), None, Audience::Full), Some(NoteError::NoSuchDiscussion));
    assert_eq!(ask(family, None, Audience::ChildFile), Some(NoteError::WhichChild));
    let other = Some(s.children[1].id);
    assert_eq!(ask(maya, other, Audience::ChildFile), Some(NoteError::NoSuchChild));
    for d in [2, 3] {
        let personal = s.discussions[d].id;
        assert_eq!(ask(personal, None, Audience::ChildFile), Some(NoteError::NotAboutAChild));
    }
}

#[test]
fn the_case_record_goes_to_the_staff_file_only_where_a_rule_says_so() {
    let s = example::session();
    let d = &s.discussions[0];
    let rules = Rules { case_record_also_to_staff_file: true, ..Rules::default() };
    let text = |rules: &Rules| {
        let note = note(&s, d.id, None, Audience::StaffFile, rules, None).unwrap();
        String::from_utf8(write(&note, Format::Text)).unwrap()
    };
    assert!(!text(&Rules::default()).contains("The plan goes on"));
    let both = text(&rules);
    assert!(both.contains("The plan goes on") && both.contains("How quickly doors are shut"));
    assert!(both.contains("Child: MQ\n") && !both.contains("Maya Quill"));
}

#[test]
fn the_staff_file_says_initials_and_nothing_beside_them() {
    let mut s = example::session();
    for (name, initials, want) in [
        ("Maya Quill", "", "MQ"),
        ("Maya Quill", "Maya", "MQ"),
        ("Jo Quill", "Jo", "JQ"),
        ("Jo", "", "J"),
        ("Jo", "JO", "J"),
        ("J O", "", "J"),
        ("Mo Ola", "", "M"),
        ("Zo\u{eb}", "Zoe", "Z"),
        ("漢字", "", "漢"),
        ("漢", "", "the child"),
        ("", "", "?"),
    ] {
        s.children[0].name = name.into();
        s.children[0].initials = initials.into();
        s.children[0].reference = "EX-1001".into();
        let note = note_of(&s, &s.discussions[0], None, Audience::StaffFile);
        let text = String::from_utf8(write(&note, Format::Text)).unwrap();
        assert!(text.contains(&format!("\nChild: {want}\nWritten: ")), "{name}: {text}");
        assert!(!text.contains("EX-1001") && !text.contains("Reference"), "{name}");
    }
}

#[test]
fn where_the_questions_come_from_is_one_line_in_a_file_and_whole_in_full() {
    let s = example::session();
    let both = "The 12 questions are ours. A Trust can load its own.";
    for (audience, want) in [
        (Audience::ChildFile, "\n\nThe 12 questions are ours.\n"),
        (Audience::StaffFile, "\n\nThe 12 questions are ours.\n"),
        (Audience::Full, "\n\nThe 12 questions are ours. A Trust can load its own.\n"),
    ] {
        for (format, given) in [(Format::Text, both), (Format::Markdown, both)] {
            let note =
                note(&s, s.discussions[0].id, None, audience, &Rules::default(), Some(given));
            let text = read_back::text(format, &write(&note.unwrap(), format));
            assert!(text.ends_with(want), "{audience:?}");
        }
    }
    for (given, want) in
        [("No end", "No end"), ("Of 3.5 parts? Yes.", "Of 3.5 parts?"), ("One\ntwo.", "One")]
    {
        let note = note(
            &s,
            s.discussions[0].id,
            None,
            Audience::ChildFile,
            &Rules::default(),
            Some(given),
        );
        assert!(note.unwrap().blocks.last() == Some(&Block::Remark(want.into())), "{given}");
    }
}

#[test]
fn finalising_a_minute_later_changes_no_byte() {
    let bytes = |minutes: u64| -> Vec<Vec<u8>> {
        let mut s = example::session();
        let (by, at) = (s.people[0].id, s.begun + std::time::Duration::from_secs(60 * minutes));
        let d = &mut s.discussions[0];
        let child = d.filing[0].child;
        d.filing[0].state = FilingState::Open;
        d.finalise(child, by, at).unwrap();
        [Audience::ChildFile, Audience::StaffFile, Audience::Full]
            .map(|audience| write(&note_of(&s, &s.discussions[0], None, audience), Format::Text))
            .to_vec()
    };
    assert!(bytes(0) == bytes(1));
    let text = String::from_utf8(bytes(0).remove(0)).unwrap();
    assert!(text.contains("Finalised: 23 November 2026, by Amira Khan\n"));
}

#[test]
fn in_full_a_check_number_is_explained_and_stands_only_by_a_hand_over() {
    let mut s = example::session();
    let text = |s: &Session| {
        let note = note_of(s, &s.discussions[0], None, Audience::Full);
        String::from_utf8(write(&note, Format::Text)).unwrap()
    };
    let handed = text(&s);
    assert!(
        handed.contains("(SHA-256), the same for as long as not a letter in it is changed: 0000")
    );
    assert!(!handed.contains("Minutes set aside"));
    s.discussions[0].filing[0].hand_overs.clear();
    assert!(!text(&s).contains("SHA-256") && !text(&s).contains("Handed over"));
}
