//! Subject access: nothing about whoever asks is missed, and nothing of
//! another child's talk is in.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/arbitrary.rs"]
mod arbitrary;
#[path = "common/example.rs"]
mod example;

use std::collections::BTreeSet;

use arbitrary::markers;
use proptest::prelude::*;
use thinkwheel::export::{Format, write};
use thinkwheel::record::subject::{Asker, Gathering, Held};
use thinkwheel::record::*;
use ulid::Ulid;

type Marks = BTreeSet<String>;

fn marks<T: serde::Serialize>(part: &T) -> Marks {
    markers(&serde_json::to_string(part).unwrap()).into_iter().collect()
}

/// The file about somebody of some sessions.
fn file(asker: &Asker, sessions: &[&Session], format: Format) -> String {
    let rules = Rules::default();
    let mut gathering = Gathering::new(asker.clone(), &rules, false, format.holds_records());
    for session in sessions {
        gathering.take(&Held { session, version: None, checks: &[], removed: &[] });
    }
    let (leaving, _) = gathering.finish("nobody", sessions[0].date);
    String::from_utf8(write(&leaving, format)).unwrap()
}

fn about(child: &Child) -> Asker {
    Asker::Child { ids: vec![child.id], names: vec![child.name.clone()] }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn everything_about_a_child_and_nothing_of_another(choices in arbitrary::choices()) {
        let s = arbitrary::session(&choices);
        for child in &s.children {
            let (mut must, mut may) = (Marks::new(), marks(&(&s.people, &s.kind, child)));
            for d in s.discussions.iter().filter(|d| d.subject.children().contains(&child.id)) {
                let alone = d.subject.children().len() == 1;
                let here = |c: &[Ulid]| c.contains(&child.id) || (alone && c.is_empty());
                for (_, c) in d.contributions().filter(|(_, c)| here(&c.children)) {
                    must.extend(marks(&c.text));
                }
                for x in d.decisions.iter().filter(|x| here(&x.children)) {
                    must.extend(marks(&(&x.text, &x.rationale)));
                }
                for x in d.actions.iter().filter(|x| here(&x.children)) {
                    must.extend(marks(&(&x.what, &x.why)));
                }
                for x in d.brief.iter().filter(|x| x.child == child.id) {
                    must.extend(marks(&(&x.changed, &x.safe)));
                }
                for x in d.signs.passages.iter().filter(|x| here(&x.children)) {
                    must.extend(marks(&x.text));
                }
                for x in d.amendments.iter().filter(|x| here(&x.children) && x.added != Added::Draft) {
                    must.extend(marks(&x.text));
                }
                may.extend(marks(d));
                // What names others alone is theirs.
                for (_, c) in d.contributions().filter(|(_, c)| !here(&c.children)) {
                    let theirs = marks(&c.text);
                    may.retain(|m| !theirs.contains(m));
                }
            }
            for format in [Format::Text, Format::Markdown, Format::Ron] {
                let there: Marks = markers(&file(&about(child), &[&s], format)).into_iter().collect();
                let lost: Vec<&String> = must.difference(&there).collect();
                prop_assert!(lost.is_empty(), "lost {:?} in {:?}", lost, format);
                let leaked: Vec<&String> = there.difference(&may).collect();
                prop_assert!(leaked.is_empty(), "leaked {:?} in {:?}", leaked, format);
            }
        }
    }
}

#[test]
fn the_first_page_says_what_it_is_and_where_else_the_name_stands() {
    let mut s = example::session();
    s.discussions[0].filing[0].state = FilingState::Open;
    s.discussions[1].decisions[0].text = "Jonah may play with Maya Quill.".into();
    s.discussions[2].answers[0].contributions[0].text = "What Maya's mother said stayed.".into();
    let maya = s.children[0].clone();
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(text.starts_with("What supervision records hold about one child\nMade: 23 November"));
    assert!(text.contains("\nChild: nobody\n"));
    let marked = "2 passages are marked as about or from another person. A person judges each";
    assert!(text.contains(marked), "{}", cover(&text));
    assert!(text.contains("23 November 2026, one-to-one\nDraft, not finalised\n"));
    let elsewhere = text.find("Where the name stands in other talks").unwrap();
    let elsewhere = &text[elsewhere..text.find("DRAFT, not finalised: ").unwrap()];
    assert!(elsewhere.contains("a talk about brothers and sisters\ndecision\n"), "{elsewhere}");
    assert!(elsewhere.contains("personal supervision\nanswer\n"), "{elsewhere}");
    assert!(!text.contains("may play") && !text.contains("stayed") && !text.contains("Jonah"));
    // Answers for the staff file and undecided ones are about the child, too.
    for (answer, _) in s.discussions[0].contributions().map(|(_, c)| (c.text.clone(), 0)) {
        assert!(text.contains(answer.lines().next().unwrap()), "{answer}");
    }
}

/// What a relative said may be theirs to keep: marked by hand or not, it is
/// counted, marked where it stands, and in a record named by its id.
#[test]
fn the_words_of_a_relative_are_marked_as_another_persons() {
    let mut s = example::session();
    let all = |s: &mut Session, voice: Option<Voice>| {
        for a in &mut s.discussions[0].answers {
            for c in &mut a.contributions {
                (c.third_party, c.voice) = (false, voice.clone());
            }
        }
        s.discussions[0].hypotheses.iter_mut().for_each(|h| h.third_party = false);
    };
    let maya = s.children[0].clone();
    all(&mut s, Some(Voice::Practitioner));
    let none = "No passage is marked as about or from another person, by hand or by whose words";
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(text.contains(none), "{}", cover(&text));
    let mum =
        s.discussions[0].answers.iter_mut().flat_map(|a| &mut a.contributions).next().unwrap();
    mum.voice = Some(Voice::Family { who: "Mum".into() });
    mum.text = "I never told her.".into();
    mum.rough = false;
    let id = mum.id;
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(text.contains("1 passage is marked as about or from another person. A person judges"));
    let said = text[..text.find("I never told her.").unwrap()].trim_end();
    let mark = said.lines().last().unwrap();
    assert!(mark.starts_with("Mum") && mark.contains("about or from another person"), "{mark}");
    let ron = file(&about(&maya), &[&s], Format::Ron);
    let head = &ron[..ron.find("(format").unwrap_or(ron.len()).min(ron.find("I never").unwrap())];
    assert!(head.contains(&format!("{id}: about or from another person")), "{head}");
    let rules = Rules::default();
    let mut gathering = Gathering::new(about(&maya), &rules, false, false);
    gathering.take(&Held { session: &s, version: None, checks: &[], removed: &[] });
    assert!(!gathering.is_theirs_alone());
}

#[test]
fn what_only_an_imported_file_says_is_said_to_be_so() {
    let mut s = example::session();
    let maya = s.children[0].clone();
    s.discussions[0].actions[0].agreed_by = Some(s.people[0].id);
    let says = "as the file imported says";
    let before = file(&about(&maya), &[&s], Format::Text);
    assert!(!before.contains(says));
    mark_imported(&mut s);
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(cover_and_meetings(&text).contains("Finalised elsewhere, as the file imported says"));
    let line = |words: &str| text.lines().find(|l| l.starts_with(words)).unwrap();
    assert!(line("Added on").contains(says), "{}", line("Added on"));
    assert!(line("Agreed by").contains(says), "{}", line("Agreed by"));
    let rules = Rules::default();
    let family = s.discussions[0].id;
    let note = Wanted::new(Some(maya.id), Audience::ChildFile, &rules).note(&s, family).unwrap();
    let leaving = Leaving { notes: vec![note], records: Vec::new() };
    let text = String::from_utf8(write(&leaving, Format::Text)).unwrap();
    let line = text.lines().find(|l| l.starts_with("Added on")).unwrap();
    assert!(line.contains(says), "{line}");
}

fn cover_and_meetings(text: &str) -> &str {
    &text[..text.rfind("Supervision record, for subject access").unwrap()]
}

/// The first page, up to the notes.
fn cover(text: &str) -> &str {
    &text[..text.find("\nMeetings\n").unwrap()]
}

#[test]
fn each_passage_that_names_another_child_is_marked_and_counted() {
    let mut s = example::session();
    let mut other = s.children[0].clone();
    (other.id, other.name, other.reference) = (Ulid(77), "Idris Nwosu".into(), "EX-7007".into());
    s.children.push(other);
    let d = &mut s.discussions[0];
    d.decisions[0].text = "Gran may have Idris to stay.".into();
    d.decisions[0].rationale = "Maya Quill, EX-1001, is calm then.".into();
    d.actions[0].what = "The family of EX 7007 moved in next door.".into();
    let maya = s.children[0].clone();
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(cover(&text).contains("\nNames another child: 2 places\n"), "{}", cover(&text));
    let mark = "Names another child: to be looked at before it is shown";
    assert_eq!(text.matches(mark).count(), 2);
    let after = |words: &str| text[text.find(words).unwrap()..].find(mark).unwrap();
    assert!(after("Idris to stay") < 200 && after("EX 7007 moved") < 200);
    // Whoever asks is not another child to themselves.
    s.discussions[0].decisions[0].text.clear();
    s.discussions[0].actions[0].what.clear();
    let text = file(&about(&maya), &[&s], Format::Text);
    assert!(!text.contains("Names another child"));
    // Of brothers and sisters each is another child to the other.
    let jonah = s.children.iter().find(|c| c.name == "Jonah Fenn").unwrap();
    let text = file(&about(jonah), &[&s], Format::Text);
    let took = text.find("Jonah took Leila").unwrap();
    assert!(text[took..].find(mark).is_some_and(|at| at < 200), "{}", &text[took..]);
}

#[test]
fn what_is_not_in_it_is_said_on_its_first_page() {
    let mut s = example::session();
    let jonah = s.children.iter().find(|c| c.name == "Jonah Fenn").unwrap().clone();
    let leila = s.children.iter().find(|c| c.name == "Leila Fenn").unwrap().clone();
    s.discussions[1].decisions[0].children = vec![leila.id];
    s.discussions[1].decisions[0].text = "Leila goes to the nursery.".into();
    let text = file(&about(&jonah), &[&s], Format::Text);
    let cover = cover(&text);
    let left = &cover[cover.find("What is not in it").unwrap()..];
    assert!(
        left.contains("about other children") || left.contains("about another child"),
        "{left}"
    );
    assert!(!text.contains("goes to the nursery") && !text.contains("Nothing was taken out"));
}

#[test]
fn a_practitioner_gets_their_own_supervision_and_no_child_by_name() {
    let s = example::session();
    let tom = s.people.iter().find(|p| p.role == Role::Practitioner).unwrap();
    let text = file(&Asker::Practitioner(vec![tom.id]), &[&s], Format::Text);
    assert!(text.starts_with("What supervision records hold about one practitioner\n"));
    assert!(text.contains("23 November 2026, one-to-one, as practitioner\n"));
    for (_, part) in s.discussions[2].personal.as_ref().unwrap().parts() {
        assert!(text.contains(part.lines().next().unwrap_or_default()));
    }
    assert!(text.contains("Supervision note for the staff file") && !text.contains("Quill"));
    // The supervisor's own record holds nobody else's supervision.
    let amira = s.people.iter().find(|p| p.role == Role::Supervisor).unwrap();
    let text = file(&Asker::Practitioner(vec![amira.id]), &[&s], Format::Text);
    assert!(!text.contains("Personal supervision note") && text.contains("Nothing of it stands"));
}

#[test]
fn versions_that_stand_side_by_side_are_both_there() {
    let s = example::session();
    let mut other = s.clone();
    other.discussions[0].decisions[0].text = "Another decision.".into();
    let rules = Rules::default();
    let mut gathering = Gathering::new(about(&s.children[0]), &rules, false, true);
    for session in [&s, &other] {
        let version = Some(session.begun);
        gathering.take(&Held { session, version, checks: &[], removed: &[] });
    }
    let (leaving, _) = gathering.finish("MQ", s.date);
    assert_eq!((leaving.notes.len(), leaving.records.len()), (3, 2));
    for format in [Format::Text, Format::Ron] {
        let text = String::from_utf8(write(&leaving, format)).unwrap();
        assert!(text.contains("Another decision.") && text.contains("The plan goes on"));
        assert!(text.contains("ne of several versions that stand side by side, written 23"));
    }
}
