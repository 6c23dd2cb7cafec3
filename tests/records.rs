//! Any record survives being written and read; bad files are named by place
//! and cause, never by content.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/example.rs"]
mod example;
#[path = "common/golden.rs"]
mod golden;

use std::collections::BTreeMap;

use proptest::prelude::*;
use thinkwheel::record::envelope::{read, read_json, write, write_json};
use thinkwheel::record::*;
use ulid::Ulid;

const KIND: &str = "session";

fn read_session(text: &str) -> Result<Session, ReadError> {
    read("session", text)
}

#[test]
fn the_format_of_a_record_is_the_golden_one() {
    let example = example::session();
    golden::same("session-format-0.ron", write(KIND, &example).unwrap().as_bytes());
    golden::same("session-format-0.json", write_json(KIND, &example).unwrap().as_bytes());
}

#[test]
fn the_golden_record_is_read_for_ever() {
    let example = example::session();
    assert!(read_session(&golden::text("session-format-0.ron")).unwrap() == example);
    let json = golden::text("session-format-0.json");
    assert!(read_json::<Session>("session", &json).unwrap() == example);
}

/// Walks the written example and notes of every field whether it is filled
/// anywhere.
fn filled(json: &serde_json::Value, seen: &mut BTreeMap<String, bool>) {
    match json {
        serde_json::Value::Array(items) => items.iter().for_each(|i| filled(i, seen)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let empty = match value {
                    serde_json::Value::Null => true,
                    serde_json::Value::String(s) => s.is_empty(),
                    serde_json::Value::Array(a) => a.is_empty(),
                    _ => false,
                };
                *seen.entry(name.clone()).or_default() |= !empty;
                filled(value, seen);
            }
        }
        _ => {}
    }
}

#[test]
fn the_template_fills_every_field_but_agreements() {
    let mut seen = BTreeMap::new();
    filled(&serde_json::to_value(example::session()).unwrap(), &mut seen);
    let empty: Vec<&String> = seen.iter().filter(|(_, f)| !**f).map(|(n, _)| n).collect();
    assert_eq!(empty, ["agreements", "came", "sent"]);
}

#[test]
fn the_template_uses_every_choice_a_supervisor_makes() {
    let text = write(KIND, &example::session()).unwrap();
    for word in [
        "NotToday",
        "BringBack",
        "NotRelevant",
        "AskedNotKnown",
        "RecordedElsewhere",
        "Practitioner",
        "Supervisor",
        "Child(",
        "Family(",
        "Partner(",
        "Group(",
        "Heard(",
        "Observed(",
        "Imagined",
        "Fact",
        "Judgement",
        "Hypothesis(",
        "Feeling",
        "Safety(",
        "Balance(",
        "Place(",
        "Block(",
        "FourIs(",
        "Lightbulb(",
        "ChildFile",
        "StaffFile",
        "TheTwoDecide",
        "PastHarm",
        "FutureDanger",
        "ComplicatingFactor",
        "Strength",
        "ExistingSafety",
        "NeedsToHappen",
        "NoNames",
        "On(",
        "Expected(",
        "Aged(",
        "Idea",
        "BriefCheck",
        "Learning",
        "Finalised",
    ] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn the_template_can_be_imported_and_has_fresh_ids() {
    let example = example::session();
    assert_eq!(import_check(&example), Ok(()));
    let mut n = 5_000;
    let other = template(example.begun, &mut || {
        n += 1;
        Ulid(n)
    });
    assert!(other.id != example.id && other.discussions[0].id != example.discussions[0].id);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_record_survives_ron(choices in arbitrary::choices()) {
        let session = arbitrary::session(&choices);
        let text = write(KIND, &session).unwrap();
        prop_assert!(read_session(&text).unwrap() == session);
    }

    #[test]
    fn any_record_survives_json(choices in arbitrary::choices()) {
        let session = arbitrary::session(&choices);
        let text = write_json(KIND, &session).unwrap();
        prop_assert!(read_json::<Session>("session", &text).unwrap() == session);
    }

    /// A file cut anywhere is refused, and the message holds nothing of it.
    #[test]
    fn a_truncated_record_is_refused_in_silence(
        choices in arbitrary::choices(), cut in any::<prop::sample::Index>()
    ) {
        let session = arbitrary::session(&choices);
        for text in [write(KIND, &session).unwrap(), write_json(KIND, &session).unwrap()] {
            let ends: Vec<usize> = text.trim_end().char_indices().map(|(i, _)| i).collect();
            let part = &text[..*cut.get(&ends)];
            let error = if text.starts_with('(') {
                read_session(part).err()
            } else {
                read_json::<Session>("session", part).err()
            };
            let Some(error) = error else { return Err(TestCaseError::fail("it was read")) };
            prop_assert!(arbitrary::markers(&error.to_string()).is_empty());
        }
    }
}

/// Replaces one place of the example and reads the error.
fn ron_error(from: &str, to: &str) -> String {
    let text = write(KIND, &example::session()).unwrap();
    assert!(text.contains(from), "the example has no {from}");
    match read_session(&text.replacen(from, to, 1)) {
        Ok(_) => panic!("{to} was read"),
        Err(e) => e.to_string(),
    }
}

fn json_error(from: &str, to: &str) -> String {
    let text = write_json(KIND, &example::session()).unwrap();
    assert!(text.contains(from), "the example has no {from}");
    match read_json::<Session>("session", &text.replacen(from, to, 1)) {
        Ok(_) => panic!("{to} was read"),
        Err(e) => e.to_string(),
    }
}

#[test]
fn bad_ron_is_named_by_line_and_cause_and_never_quoted() {
    for (from, to, line, says) in [
        ("minutes: 90", "canary: 90", true, "there is no field of this name here"),
        ("kind: OneToOne", "kind: Canary", true, "OneToOne, Group, Corridor, Cancelled"),
        ("date: \"2026-11-23\"", "date: \"2026-02-30\"", true, "not a possible date"),
        ("date: \"2026-11-23\"", "date: \"canary\"", true, "not a possible date"),
        ("begun: \"2026-11-23T", "begun: \"2026-13-23T", true, "not a possible date"),
        ("id: \"", "id: \"canary", true, "not an id"),
        ("name: \"Amira Khan\",", "", true, "the field “name” is missing"),
        ("minutes: 90", "minutes: \"canary\"", true, "number does not fit"),
        ("score: 5", "score: 300", true, "number does not fit"),
        ("stepped_out: false", "stepped_out: canary", true, "true or false is wanted"),
        ("text: \"", "text: canary\"", true, "comma or a closing bracket"),
        ("format: 0,", "format: 0, format: 0,", true, "“format” stands twice"),
        ("format: 0", "format: 7", false, "format 7; this thinkwheel reads up to 0"),
        ("kind: \"session\"", "kind: \"bank\"", false, "this is a bank file, not a session"),
        ("kind: \"session\"", "kind: \"Canary Jones\"", false, "a file of another kind"),
        ("kind: \"session\"", "kind: \"canary-jones\"", false, "a file of another kind"),
    ] {
        let error = ron_error(from, to);
        assert!(error.contains(says), "{to}: {error}");
        assert_eq!(error.starts_with("line "), line, "{to}: {error}");
        assert!(!error.to_lowercase().contains("canary"), "{to}: {error}");
    }
}

#[test]
fn bad_json_is_named_by_line_and_cause_and_never_quoted() {
    for (from, to, says) in [
        ("\"minutes\": 90", "\"canary\": 90", "there is no field of this name here"),
        ("\"OneToOne\"", "\"Canary, expected one of `x`\"", "OneToOne, Group, Corridor, Cancelled"),
        ("\"date\": \"2026-11-23\"", "\"date\": \"2026-02-30\"", "not a possible date"),
        ("\"date\": \"2026-11-23\"", "\"date\": \"canary\"", "not a possible date"),
        ("\"id\": \"", "\"id\": \"canary", "not an id"),
        ("\"name\": \"Amira Khan\",", "", "the field “name” is missing"),
        ("\"minutes\": 90", "\"minutes\": \"canary\"", "a whole number is wanted"),
        ("\"score\": 5", "\"score\": 300", "number does not fit"),
        ("\"score\": 5", "\"score\": canary", "this is not JSON"),
        ("\"format\": 0", "\"format\": 7", "format 7; this thinkwheel reads up to 0"),
        ("\"kind\": \"session\"", "\"kind\": \"bank\"", "this is a bank file, not a session"),
    ] {
        let error = json_error(from, to);
        assert!(error.contains(says), "{to}: {error}");
        assert!(!error.to_lowercase().contains("canary"), "{to}: {error}");
    }
}

#[test]
fn a_line_is_the_line_a_person_sees() {
    let text = write(KIND, &example::session()).unwrap();
    let at = text.lines().position(|l| l.contains("minutes: 90")).unwrap() + 1;
    let error = ron_error("minutes: 90", "minutes: \"canary\"");
    assert!(error.starts_with(&format!("line {at}, column ")), "{error}");
}

#[test]
fn something_after_the_end_is_refused() {
    let text = write(KIND, &example::session()).unwrap() + "canary";
    let error = read_session(&text).err().unwrap().to_string();
    assert!(error.contains("after the end of the record"), "{error}");
    let text = write_json(KIND, &example::session()).unwrap() + "canary";
    let error = read_json::<Session>("session", &text).err().unwrap().to_string();
    assert!(error.contains("after the end of the record"), "{error}");
}

#[test]
fn a_file_of_brackets_is_an_error_and_not_the_end() {
    for bracket in ["[", "(", "{", "Some("] {
        let deep = bracket.repeat(300_000);
        for text in [
            deep.clone(),
            format!("(format: 0, kind: \"session\", record: (id: {deep}"),
            format!("(canary: {deep}"),
        ] {
            let error = read_session(&text).err().unwrap().to_string();
            assert!(error.starts_with("line "), "{bracket}: {error}");
            assert!(!error.contains("canary"), "{bracket}: {error}");
        }
    }
    let ron = format!("(format: 0, kind: \"session\", record: {}", "[".repeat(300_000));
    let error = read_session(&ron).err().unwrap().to_string();
    assert!(error.contains("deeper than in any record"), "{error}");
    let json =
        format!("{{\"format\": 0, \"kind\": \"session\", \"record\": {}", "[".repeat(300_000));
    let error = read_json::<Session>("session", &json).err().unwrap().to_string();
    assert!(error.starts_with("line "), "{error}");
}

/// Changes the example, and gives the one fault an import finds in it.
fn fault(change: impl FnOnce(&mut Session)) -> String {
    let mut session = example::session();
    change(&mut session);
    let faults = import_check(&session).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    faults.into_iter().next().unwrap()
}

#[test]
fn an_import_names_each_fault_by_its_place() {
    let agreement = Agreement {
        id: Ulid(77),
        person: Ulid(1),
        child: None,
        accuracy: Accuracy::Accurate,
        stance: None,
        at: example::session().begun,
        recorded_by: None,
        words: "canary".into(),
        signature: String::new(),
        struck: None,
    };
    for (found, place, says) in [
        (
            fault(|s| s.discussions[0].agreements.push(agreement)),
            "discussions[0].agreements",
            "agree",
        ),
        (
            fault(|s| {
                s.came = Some(Came {
                    from: Ulid(1),
                    name: "canary".into(),
                    errand: Errand::Note,
                    at: s.begun,
                });
            }),
            "came",
            "leave it out",
        ),
        (
            fault(|s| {
                s.discussions[0].sent.push(Sent {
                    id: Ulid(78),
                    to: Ulid(1),
                    child: None,
                    digest: "canary".into(),
                    at: s.begun,
                });
            }),
            "discussions[0].sent",
            "remove",
        ),
        (
            fault(|s| s.discussions[0].filing[0].state = FilingState::Agreed),
            "discussions[0].filing[0]",
            "write Finalised or Open",
        ),
        (
            fault(|s| s.discussions[0].filing[0].finalised = None),
            "discussions[0].filing[0]",
            "does not say when",
        ),
        (
            fault(|s| s.discussions[0].filing[0].state = FilingState::Open),
            "discussions[0].filing[0]",
            "it is open",
        ),
        (
            fault(|s| drop(s.discussions[1].filing.pop())),
            "discussions[1].filing",
            "page is missing",
        ),
        (
            fault(|s| s.discussions[1].answers[0].id = s.discussions[0].answers[0].id),
            "discussions[1].answers[0].id",
            "every id is used once",
        ),
        (
            fault(|s| s.discussions[2].subject = Subject::Practitioner(Ulid(66))),
            "discussions[2].subject",
            "not among the people",
        ),
        (
            fault(|s| s.discussions[0].answers[0].contributions[0].children = vec![Ulid(66)]),
            "discussions[0].answers[0].contributions[0]",
            "not about",
        ),
        (
            fault(|s| s.discussions[1].actions[0].children = vec![s.children[0].id]),
            "discussions[1].actions[0]",
            "not about",
        ),
        (
            fault(|s| s.discussions[0].amendments[0].amends = Ulid(66)),
            "discussions[0].amendments[0].amends",
            "nothing with this id",
        ),
        (
            fault(|s| {
                s.discussions[0].answers[0].contributions[0].text = "canary ".repeat(150_000);
            }),
            "discussions[0].answers[0].contributions[0].text",
            "longer than 1 MiB",
        ),
        (
            fault(|s| s.discussions[0].signs.judgements[0].score.score = 11),
            "discussions[0].signs.judgements[0].score",
            "0 to 10",
        ),
        (fault(|s| s.discussions[0].balance = Some(6)), "discussions[0].balance", "-5 to 5"),
        (
            fault(|s| s.bookmark.discussion = Some(Ulid(66))),
            "bookmark.discussion",
            "no such discussion",
        ),
    ] {
        assert!(found.starts_with(&format!("{place}: ")), "{found}");
        assert!(found.contains(says), "{found}");
        assert!(!found.contains("canary"));
    }
}

#[test]
fn an_import_names_all_faults_at_once() {
    let mut s = example::session();
    let gone = s.children.remove(0).id;
    s.discussions[0].balance = Some(9);
    assert!(s.discussions[0].subject == Subject::Child(gone));
    let faults = import_check(&s).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
}

#[test]
fn a_record_over_16_mib_is_refused() {
    let found = fault(|s| {
        let passage = s.discussions[3].answers[0].contributions[0].clone();
        for n in 0..17 {
            let mut more = passage.clone();
            more.id = Ulid(1_000_000 + n);
            more.text = "a".repeat(1 << 20);
            s.discussions[3].answers[0].contributions.push(more);
        }
    });
    assert!(found.starts_with("record: ") && found.contains("16 MiB"), "{found}");
}

#[test]
fn what_is_printed_for_a_fault_holds_no_word_of_a_record() {
    use thinkwheel::record::*;
    let words = || "Canary Jones".to_owned();
    let score = SafetyScore { score: 4, zero: words(), ten: words(), rater: words(), on: None };
    let view = View::Observed { by: words(), when: words() };
    let printed = [
        format!("{:?}", Voice::Family { who: words() }),
        format!("{:?}", Voice::Child { view: view.clone() }),
        format!("{view:?}"),
        format!("{:?}", Kind::Hypothesis { became: words() }),
        format!("{:?}", Value::Safety(score.clone())),
        format!("{:?}", Some(score)),
        format!("{:?}", SessionKind::Cancelled { reason: words() }),
        format!("{:?}", Born::On("2016-02-29".parse().unwrap())),
    ];
    for printed in printed {
        assert!(!printed.contains("Canary") && !printed.contains("2016"), "{printed}");
    }
}
