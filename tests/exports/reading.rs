//! How a note reads: its headings in order, what is not agreed apart, drafts
//! and late entries named.

use super::*;

#[test]
fn the_nine_headings_stand_in_the_order_a_reader_asks() {
    let s = example::session();
    let note = note_of(&s, &s.discussions[0], None, Audience::ChildFile);
    let headings: Vec<&str> = note
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::Heading { level: 1, text } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        headings,
        [
            "Acted on at once",
            "At a glance",
            "What became of earlier actions",
            "What became of earlier guesses",
            "What has happened, and what we know",
            "What the child says, and how we know",
            "What is working well",
            "What we are worried about",
            "What needs to happen",
            "What we think it means",
            "What was decided, and why",
            "Who does what, by when",
            "What is still not agreed",
            "The child's journey",
            "Where the work is",
            "Written to the child",
            "What we talked about",
            "To bring back next time",
            "Tools used",
            "Parts of the practice framework used",
        ]
    );
}

#[test]
fn an_open_page_is_headed_draft_and_a_late_entry_is_named() {
    let mut s = example::session();
    let d = s.discussions[0].id;
    let first_line = |s: &Session| {
        let bytes =
            write(&note_of(s, s.discussion(d).unwrap(), None, Audience::ChildFile), Format::Text);
        String::from_utf8(bytes).unwrap()
    };
    assert!(
        first_line(&s).starts_with("Case supervision note\nSupervision held: 23 November 2026\n")
    );
    s.discussions[0].filing[0].state = FilingState::Open;
    let late = chrono::DateTime::parse_from_rfc3339("2026-11-29T08:00:00+00:00").unwrap();
    s.discussions[0].decisions[0].written = late;
    s.discussions[0].actions[0].written = late - chrono::Days::new(1);
    let text = first_line(&s);
    assert!(text.starts_with("DRAFT, not finalised: Case supervision note\n"));
    assert_eq!(text.matches("ate entry, written on 29 November 2026").count(), 1);
    assert!(!text.contains("written on 28 November"), "five days are not late");
    assert!(text.contains("Written: 23 November 2026 to 29 November 2026\n"));
}

#[test]
fn disagreement_stands_under_a_heading_of_its_own() {
    let mut s = example::session();
    let person = s.people[1].id;
    let at = s.begun;
    s.discussions[0].agreements.push(Agreement {
        id: Ulid(5),
        person,
        child: None,
        accuracy: Accuracy::Accurate,
        stance: Some(Stance::Disagree {
            why: "A night is too long to wait.".into(),
            goes_to: "the service manager".into(),
        }),
        at,
        recorded_by: Some(s.people[0].id),
        words: "the agreed bytes".into(),
        signature: String::new(),
        struck: None,
    });
    let note = note_of(&s, &s.discussions[0], None, Audience::ChildFile);
    let text = String::from_utf8(write(&note, Format::Text)).unwrap();
    let at = text.find("What is still not agreed").unwrap();
    let end = text.find("To bring back next time").unwrap();
    assert!(text[at..end].contains("Tom Bell does not agree with the decision.\nWhy: A night is"));
    assert!(text[at..end].contains("Where it goes next: the service manager"));
    assert!(text.contains(
        "Tom Bell: says this is an accurate record and does not agree with the decision, \
         23 November 2026 at 14:02 (recorded by Amira Khan)"
    ));
    assert!(!text.contains("the agreed bytes"));
}
