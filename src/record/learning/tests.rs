#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;
use crate::record::{Child, Discussion, MaySee, Person, Role, Stamp, Subject, WordsToChild};

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

/// A meeting about Maya Quill and her brother Jonah Rose Quill, with one
/// passage.
fn session(words: &str) -> Session {
    let at = Stamp::parse_from_rfc3339("2026-11-23T10:00:00+00:00").unwrap();
    let mut s = Session::new(Ulid(1), day(2026, 11, 23), at);
    let child = |id, name: &str, reference: &str| Child {
        id: Ulid(id),
        name: name.into(),
        reference: reference.into(),
        initials: String::new(),
        born: Born::On(day(2019, 5, 5)),
        brothers_and_sisters: Vec::new(),
        situation: Vec::new(),
    };
    s.children = vec![child(7, "Maya Quill", "LCS 4471"), child(8, "Jonah Rose Quill", "EX-9")];
    let person = |id, name: &str, role| Person {
        id: Ulid(id),
        name: name.into(),
        role,
        may_see: MaySee::All,
        stepped_out: false,
    };
    s.people = vec![
        person(20, "Ruth Adeyemi", Role::Supervisor),
        person(21, "Sam O\u{2019}Brien", Role::Practitioner),
        person(22, "Zoë Łuczak", Role::Other),
    ];
    let mut d = Discussion::new(Ulid(2), Subject::Family(vec![Ulid(7), Ulid(8)]), at);
    d.to_the_child.push(WordsToChild {
        id: Ulid(3),
        child: Ulid(7),
        text: words.into(),
        written: at,
    });
    s.discussions.push(d);
    s
}

fn made(words: &str, by_hand: &[ByHand]) -> (String, Vec<Replacement>) {
    let out = learning(&session(words), &[Ulid(3)], by_hand);
    let note = out.note.unwrap();
    let said = note.blocks.iter().find_map(|b| match b {
        Block::Prose(words) => Some(words.clone()),
        _ => None,
    });
    (said.unwrap(), out.replacements)
}

#[track_caller]
fn becomes(words: &str, wanted: &str) {
    assert_eq!(made(words, &[]).0, wanted, "{words}");
}

#[test]
fn known_names_in_every_form_are_the_same_person() {
    becomes(
        "Maya Quill came. MAYA's shoes, maya’s bag.",
        "Child A came. Child A's shoes, Child A’s bag.",
    );
    becomes(
        "The Quills; Mrs Quill and JRQ and Jonah.",
        "The Family A; Mrs Family A and Child B and Child B.",
    );
    becomes(
        "Rang Ruth. Ms Adeyemi agrees with Sam OBrien, O'Brien.",
        "Rang the practice supervisor. The practice supervisor agrees with the practitioner, the practitioner.",
    );
    becomes("Zoe Luczak and Zoe\u{308} know her.", "Colleague A and colleague A know her.");
    // A name that is a word as well, only with a capital.
    becomes("Then the sun rose for Rose.", "Then the sun rose for Child B.");
}

#[test]
fn dates_are_as_far_from_the_meeting_as_they_are() {
    for (words, wanted) in [
        ("seen on 12 March 2026.", "seen about 8 months before this meeting."),
        (
            "since 12/3/26 and 9.11.2026",
            "since about 8 months before this meeting and about 2 weeks before this meeting",
        ),
        ("court by 7 December", "court by about 2 weeks after this meeting"),
        ("on Thursday the 3rd of December 2026", "about a week after this meeting"),
        ("on Tuesday at 14:02, 3 times", "on Tuesday at 14:02, 3 times"),
        (
            "in 2019 and 2025/26",
            "about 7 years before this meeting and the year before this meeting",
        ),
        (
            "since May, in March 2025",
            "since about 6 months before this meeting, about 20 months before this meeting",
        ),
        ("she may march", "she may march"),
        ("born 05/05/2019", "born a date of birth (now of primary-school age (5–10))"),
        ("dob 1.2.2010, 5 May", "dob a date of birth (now nearly grown up (16–17)), a birthday"),
        ("7 out of 10, 7/10, half 1/2", "7 out of 10, 7/10, half 1/2"),
        (
            "12–14 March 2026 and 2026-11-22",
            "about 8 months before this meeting and the day before this meeting",
        ),
        ("on 31/2/2026", "on a day that is not given"),
    ] {
        becomes(words, wanted);
    }
}

#[test]
fn ages_are_bands() {
    for (words, wanted) in [
        ("he is 7 years old", "he is of primary-school age (5–10)"),
        (
            "a 7-year-old boy, a twelve year old",
            "a primary-school-aged (5–10) boy, a secondary-school-aged (11–15)",
        ),
        (
            "aged 16; age of three; 9 months old",
            "nearly grown up (16–17); of pre-school age (1–4); under a year old",
        ),
        (
            "her 7th birthday, in Year 6",
            "her birthday (of primary-school age (5–10)), in primary school",
        ),
        ("Mum is 34 yrs old", "Mum is of adult age"),
        ("turned 5, 18 months old", "is now of primary-school age (5–10), of pre-school age (1–4)"),
    ] {
        becomes(words, wanted);
    }
}

#[test]
fn references_have_letters_of_their_own() {
    for (words, wanted) in [
        ("file LCS 4471, 4471", "file Reference of Child A, Reference of Child A"),
        ("ring 0121 496 0000 or 07700 900123", "ring Reference A or Reference B"),
        ("at B70 8SZ, a@b.org.uk", "at Reference B, Reference A"),
        ("see NHS 9434765919 and AB12 CDE", "see Reference A and Reference B Person A"),
        ("£12,500 in s47, 3pm, 2 of 3, KS2, S31", "£12,500 in s47, 3pm, 2 of 3, KS2, S31"),
    ] {
        becomes(words, wanted);
    }
}

#[test]
fn words_with_a_capital_may_be_names_and_places() {
    for (words, wanted) in [
        (
            "We know about the move from Dudley but not why.",
            "We know about the move from Place A but not why.",
        ),
        (
            "Mum took her to Thistlewood School near Dudley.",
            "Mum took her to School A near Place A.",
        ),
        (
            "Then Jasmine Brookes rang; Jasmine cried. Mrs Jones, Dr. Patel",
            "Then Person A rang; Person A cried. Person B, Person C",
        ),
        ("They live at 12 High Street with Nan Jean.", "They live at Address A with Nan Person A."),
        (
            "CAMHS and the NHS, Signs of Safety, Family Court, I agree.",
            "CAMHS and the NHS, Signs of Safety, Family Court, I agree.",
        ),
        ("Mum says \"They just stopped coming\".", "Mum says \"They just stopped coming\"."),
    ] {
        becomes(words, wanted);
    }
    // What begins a sentence may be a name, and does not leave until a person
    // says that it is none.
    let (said, all) = made("Dudley was hard. She speaks Polish at home.", &[]);
    assert_eq!(said, "Name A was hard. She speaks Polish at home.");
    assert!(all.iter().all(|r| r.in_doubt));
    becomes("Josie said three and did not say why.", "Name A said three and did not say why.");
    assert_eq!(
        all.iter().map(|r| (r.found.as_str(), r.kept)).collect::<Vec<_>>(),
        [("Dudley", false), ("Polish", true)]
    );
    assert_eq!(left_as_they_were(&all), "1 name or word with a capital");
    let keep = ByHand { found: "Dudley".into(), with: None };
    let (said, _) = made("Dudley was hard.", &[keep]);
    assert_eq!(said, "Dudley was hard.");
}

#[test]
fn a_person_changes_refuses_and_adds() {
    let said = |found: &str, with: Option<&str>| ByHand {
        found: found.into(),
        with: with.map(Into::into),
    };
    let by_hand = [
        said("maya", Some("the girl")),
        said("Dudley", None),
        said("red van", Some("vehicle")),
        said("", Some("nothing")),
        said("never said", Some("x")),
    ];
    let (words, all) = made("Maya saw the Red Van in Dudley.", &by_hand);
    assert_eq!(words, "The girl saw the vehicle in Dudley.");
    assert!(all.iter().all(|r| r.by_hand && r.times == 1) && all.len() == 3);
    // What was said last holds.
    let again = [by_hand.as_slice(), &[said("Dudley", Some("the town"))]].concat();
    assert_eq!(
        made("Maya saw the Red Van in Dudley.", &again).0,
        "The girl saw the vehicle in the town."
    );
}

#[test]
fn nothing_chosen_is_nothing_and_the_note_says_what_it_is() {
    let s = session("Maya has moved.");
    assert!(learning(&s, &[], &[]).note.is_none());
    assert!(learning(&s, &[Ulid(99)], &[]).note.is_none());
    let note = learning(&s, &[Ulid(3)], &[]).note.unwrap();
    assert!(note.date.is_none() && note.reference.is_empty() && note.says_something());
    assert!(
        note.blocks
            .iter()
            .any(|b| matches!(b, Block::Remark(w) if w.contains("still personal data")))
    );
}

/// What people type without capitals, and with nothing else.
#[test]
fn what_is_typed_small_or_large_is_noticed() {
    for (words, gone) in [
        ("DARREN hits her.", "DARREN"),
        ("Seen by dr singh today.", "singh"),
        ("They live at 14 acacia avenue now.", "acacia"),
        ("He is in flat 3b now.", "3b"),
        ("It began on the tenth of november.", "tenth"),
        ("He came on bonfire night.", "bonfire"),
        ("It was the week after easter.", "easter"),
        ("We met at diwali.", "diwali"),
        ("She's nine and tired.", "nine"),
        ("She is 9.", "9"),
        ("He went into Y4 then.", "Y4"),
        ("He went into yr 4 then.", "yr 4"),
    ] {
        let s = session(words);
        let note = learning(&s, &[Ulid(3)], &[]).note.unwrap();
        let said: Vec<String> = note
            .blocks
            .iter()
            .filter_map(|b| match b {
                Block::Prose(words) => Some(words.clone()),
                _ => None,
            })
            .collect();
        let said = said.join("\n");
        assert!(!said.is_empty() && !said.contains(gone), "{words}: {said}");
    }
    // Words that are only like them stay.
    let s = session("This is VERY hard. It is 9 miles. The first of many talks.");
    let note = learning(&s, &[Ulid(3)], &[]).note.unwrap();
    let stays = "This is VERY hard. It is 9 miles. The first of many talks.";
    assert!(note.blocks.iter().any(|b| matches!(b, Block::Prose(w) if w == stays)));
}
