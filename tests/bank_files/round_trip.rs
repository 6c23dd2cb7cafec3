//! Any bank that checks comes back from its own file the same.

use proptest::prelude::*;
use thinkwheel::practice::bank::PartText;
use thinkwheel::practice::question::{
    AnswerKind, Cycle, DatedTag, Destination, Draws, Fits, Setting, Source, Weight, Who,
};
use thinkwheel::practice::{Bank, Banks, Part, Place, Question, Sources, Stage};

fn few<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    proptest::sample::subsequence(all, 0..=all.len())
}

fn one<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

/// Words with all that a file has to write with care.
fn words() -> impl Strategy<Value = String> {
    let letters: Vec<char> = "ab \"\\#(),:[]{}'’–é漢👩\u{301}\u{200d}$%".chars().collect();
    proptest::collection::vec(proptest::sample::select(letters), 0..20)
        .prop_map(|all| format!("a{}z", all.into_iter().collect::<String>()))
}

fn source() -> impl Strategy<Value = Source> {
    prop_oneof![
        Just(Source::Ours),
        (words(), words()).prop_map(|(publisher, page)| Source::Supplied { publisher, page }),
        Just(Source::Follows { document: "childs-journey".into(), item: "question-1".into() }),
        Just(Source::WrittenFrom { document: "framework".into(), section: "element-9".into() }),
    ]
}

fn kind() -> impl Strategy<Value = AnswerKind> {
    prop_oneof![
        Just(AnswerKind::Prose),
        (words(), words()).prop_map(|(zero, ten)| AnswerKind::SafetyScale { zero, ten }),
        one(&[
            AnswerKind::Balance,
            AnswerKind::JourneyPlace,
            AnswerKind::BuildingBlock,
            AnswerKind::FourIs,
            AnswerKind::Lightbulb,
        ]),
    ]
}

fn dated() -> impl Strategy<Value = DatedTag> {
    let day = |d: &str| Some(d.parse().unwrap());
    let days = [(None, None), (day("2026-01-01"), None), (None, day("2027-03-31"))];
    (words(), 0..3usize).prop_map(move |(tag, n)| DatedTag {
        tag,
        from: days[n].0,
        until: days[n].1,
    })
}

prop_compose! {
    fn question()(
        text in words(),
        follow_ups in proptest::collection::vec(words(), 0..3),
        part in one(&Part::ALL),
        who in one(&[Who::Practitioner, Who::Supervisor, Who::Either]),
        cycle in proptest::sample::subsequence(
            vec![Cycle::Experience, Cycle::Reflection, Cycle::Analysis, Cycle::Action], 1..=2),
        tags in (
            few(&[Draws::Why, Draws::ChildsView, Draws::NextStep]),
            few(&[Stage::Assessment, Stage::UpdatingThePlan]),
            few(&[Place::EarlyHelp, Place::ChildrenInCare]),
            few(&[Fits::Unborn, Fits::NoSpeech, Fits::YoungAdult]),
            few(&[Setting::Solo, Setting::Pair, Setting::Group]),
        ),
        flags in (any::<bool>(), any::<bool>()),
        minutes in 1..=30u8,
        weight in one(&[Weight::Light, Weight::Heavy]),
        kind in kind(),
        destination in one(
            &[Destination::ChildFile, Destination::StaffFile, Destination::TheTwoDecide]),
        dated in proptest::collection::vec(dated(), 0..3),
        source in source(),
    ) -> Question {
        let (draws, stages, places, fits, settings) = tags;
        Question {
            id: String::new(), part, text, follow_ups, asks: who, answers_first: who, cycle,
            draws, stages, places, needs_plan: flags.0, fits, settings, minutes, weight,
            opener: flags.1, kind, destination, dated, source,
        }
    }
}

prop_compose! {
    fn bank()(
        head in (words(), words(), words(), words(), words()),
        instead in any::<bool>(),
        parts in few(&Part::ALL),
        questions in proptest::collection::vec(question(), 1..5),
    ) -> Bank {
        let (title, publisher, based_on, first, second) = head;
        let part = |part| PartText { part, about: title.clone(), draws_on: publisher.clone() };
        let questions = questions.into_iter().enumerate().map(|(n, q)| Question {
            id: format!("a-bank.q-{n}"),
            // No two may ask the same.
            text: format!("{} {n}?", q.text),
            follow_ups:
                q.follow_ups.iter().enumerate().map(|(k, f)| format!("{f} {n} {k}?")).collect(),
            ..q
        });
        Bank {
            format: 1, id: "a-bank".into(), instead, version: "2026-11-23".parse().unwrap(),
            language: "cy".into(), provenance: vec![first, second],
            parts: parts.into_iter().map(part).collect(),
            questions: questions.collect(),
            title: title.clone(), publisher: publisher.clone(), based_on,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(bank in bank()) {
        let sources = Sources::built_in().unwrap();
        let text = bank.ron();
        let read = Bank::read(&text, "a.ron", &sources);
        prop_assert_eq!(read.as_ref(), Ok(&bank), "{}", text);
    }
}

#[test]
fn ours_comes_back_with_its_notes() {
    let bank = Banks::built_in().unwrap().first().unwrap().clone();
    let text = bank.ron();
    assert_eq!(Bank::read(&text, "a.ron", &Sources::built_in().unwrap()).unwrap(), bank);
    let notes = |text: &str| text.split_once("\nBank(").unwrap().0.to_owned();
    assert_eq!(notes(&text), notes(Banks::built_in_text(&bank.id).unwrap()));
    assert!(text.ends_with(")\n"));
}
