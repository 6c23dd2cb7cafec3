//! The question banks that ship with the program, and a Trust's own beside or
//! over them. What the reader says of broken banks is in `broken_banks.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::Path;

use thinkwheel::practice::question::{AnswerKind, Destination, Draws, Question, Source};
use thinkwheel::practice::{Bank, Banks, Mistake, Part, Sources};

fn sources() -> Sources {
    Sources::built_in().unwrap_or_else(|m| panic!("{}", listed(&m)))
}

fn ours() -> Bank {
    let text = Banks::built_in_text("practice-framework").unwrap();
    Bank::read(text, "practice-framework.ron", &sources())
        .unwrap_or_else(|m| panic!("{}", listed(&m)))
}

fn listed(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_bank_checks_and_leaves_nothing_to_advise() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("question-banks");
    let (mut wrong, mut read) = (String::new(), 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|e| e != "ron") || name == "sources.ron" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        match Bank::read(&text, &name, &sources()) {
            Ok(bank) => wrong.push_str(&listed(&bank.advice(&text, &name))),
            Err(mistakes) => wrong.push_str(&listed(&mistakes)),
        }
        read += 1;
    }
    assert!(read > 0 && wrong.is_empty(), "{read} banks\n{wrong}");
}

#[test]
fn every_part_is_described_and_has_at_least_three_questions_in_order() {
    let bank = ours();
    for part in Part::ALL {
        assert!(bank.about(part).is_some(), "{}", part.name());
        assert!(bank.part(part).count() >= 3, "{}", part.name());
    }
    let walked: Vec<&str> = bank.walk().map(|q| q.id.as_str()).collect();
    let written: Vec<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
    assert_eq!(walked, written, "the file is written in the order it is walked");
}

#[test]
fn childs_journey_has_fourteen_and_traces_all_ten_items_once() {
    let bank = ours();
    assert_eq!(bank.part(Part::ChildsJourney).count(), 14);
    let item = |q: &Question| match &q.source {
        Source::Follows { document, item } if document == "childs-journey" => {
            assert_eq!(q.part, Part::ChildsJourney, "{}", q.id);
            Some(item.clone())
        }
        _ => None,
    };
    let mut traced: Vec<String> = bank.questions.iter().filter_map(item).collect();
    traced.sort();
    let sources = sources();
    let items = &sources.document("childs-journey").unwrap().items;
    let mut items: Vec<String> = items.iter().map(|i| i.key.clone()).collect();
    items.sort();
    assert_eq!(items.len(), 10);
    assert_eq!(traced, items);
}

#[test]
fn every_source_is_cited_in_words() {
    let sources = sources();
    for question in &ours().questions {
        let cited = sources.cite(&question.source).unwrap();
        assert!(cited.starts_with("follows ") || cited.starts_with("written from "), "{cited}");
    }
}

#[test]
fn the_framework_is_kept_to() {
    let bank = ours();
    let parts = |kind: fn(&AnswerKind) -> bool| -> BTreeSet<Part> {
        bank.questions.iter().filter(|q| kind(&q.kind)).map(|q| q.part).collect()
    };
    let only = |part| BTreeSet::from([part]);
    assert_eq!(parts(|k| matches!(k, AnswerKind::SafetyScale { .. })), only(Part::SignsOfSafety));
    assert_eq!(parts(|k| *k == AnswerKind::Balance), only(Part::Scales));
    assert_eq!(parts(|k| *k == AnswerKind::JourneyPlace), only(Part::ChildsJourney));
    assert_eq!(parts(|k| *k == AnswerKind::BuildingBlock), only(Part::BuildingBlocks));
    assert_eq!(parts(|k| *k == AnswerKind::FourIs), only(Part::Participation));
    assert_eq!(parts(|k| *k == AnswerKind::Lightbulb), only(Part::Lightbulb));
    assert_eq!(bank.part(Part::BuildingBlocks).last().unwrap().id, "blocks.good-ending");
    for part in [
        Part::ChildsJourney,
        Part::Participation,
        Part::SignsOfSafety,
        Part::Relationships,
        Part::Trauma,
        Part::Lightbulb,
        Part::BuildingBlocks,
    ] {
        let asked = |q: &Question| q.draws.contains(&Draws::ChildsView);
        assert!(bank.part(part).any(asked), "{}: the child's view", part.name());
    }
}

#[test]
fn what_asks_about_the_worker_comes_back_to_the_child() {
    let bank = ours();
    let to_staff = || bank.questions.iter().filter(|q| q.destination == Destination::StaffFile);
    assert!(to_staff().count() >= 5);
    for question in to_staff() {
        let returns =
            question.follow_ups.iter().any(|f| f.contains("help us see about this child"));
        assert!(returns, "{}", question.id);
    }
}

#[test]
fn what_only_imagining_can_answer_says_so_and_is_not_the_childs_view() {
    for question in ours().questions {
        let imagined = question.text.to_lowercase().contains("imagine");
        assert!(!(imagined && question.draws.contains(&Draws::ChildsView)), "{}", question.id);
    }
}

#[test]
fn statements_that_end_carry_their_last_day() {
    let bank = ours();
    let tags = bank.questions.iter().flat_map(|q| &q.dated);
    let ending: Vec<_> = tags.filter(|t| t.tag.contains("for practitioners")).collect();
    assert!(!ending.is_empty());
    for tag in ending {
        assert_eq!(tag.until.unwrap().to_string(), "2027-03-31", "{}", tag.tag);
    }
}

#[test]
fn no_two_questions_do_the_same_work() {
    // Of the words that carry meaning, two questions share half at most.
    const SMALL: &str = "a an and are be by can could did do does for from has have how if in is \
        it its of on or our that the their them they this to us was we were what when where which \
        who with would you your child child's";
    let small: BTreeSet<&str> = SMALL.split_whitespace().collect();
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|c: char| !c.is_alphabetic() && c != '\'').map(str::to_lowercase);
        words.filter(|w| !w.is_empty() && !small.contains(w.as_str())).collect()
    };
    let bank = ours();
    for (n, a) in bank.questions.iter().enumerate() {
        for b in &bank.questions[..n] {
            let (x, y) = (words(&a.text), words(&b.text));
            let (shared, all) = (x.intersection(&y).count(), x.union(&y).count());
            assert!(shared * 2 <= all, "{} and {}: {shared} of {all}", a.id, b.id);
        }
    }
}

#[test]
fn no_sentence_is_copied_from_the_published_items() {
    // How the ten published items begin, to be kept out of our own.
    let published = [
        "where is the child",
        "do we fully understand",
        "is the threshold",
        "when we look at the child's journey map",
        "how will they get there",
        "what timescales do we need",
        "how will we know when",
        "what needs to happen for us",
        "what should happen if things get worse",
        "what should happen if there are improvements",
    ];
    for question in ours().questions {
        for said in std::iter::once(&question.text).chain(&question.follow_ups) {
            let said = said.to_lowercase();
            assert!(!published.iter().any(|p| said.contains(p)), "{}", question.id);
        }
    }
}

#[test]
fn json_has_the_names_other_tools_rely_on() {
    let bank = ours();
    let json = serde_json::to_value(bank.json(&sources())).unwrap();
    for name in ["id", "title", "version", "parts", "questions"] {
        assert!(json.get(name).is_some(), "{name}");
    }
    assert_eq!(json["version"], "2026-11-23");
    assert_eq!(json["parts"].as_array().unwrap().len(), 12);
    let questions = json["questions"].as_array().unwrap();
    assert_eq!(questions.len(), bank.questions.len());
    let names = "id part text follow_ups asks answers_first cycle draws stages places needs_plan \
        fits settings minutes weight opener kind destination dated source";
    for question in questions {
        for name in names.split_whitespace() {
            assert!(question.get(name).is_some(), "{name} in {question}");
        }
    }
    assert_eq!(questions[0]["source"]["item"], "question-1");
    let scale = questions.iter().find(|q| q["id"] == "safety.scale").unwrap();
    assert!(scale["anchors"]["zero"].as_str().unwrap().len() > 10);
}

#[test]
fn position_counts_within_the_part() {
    let bank = ours();
    assert_eq!(bank.position("journey.where-now"), Some((1, 14)));
    assert_eq!(bank.position("journey.the-end"), Some((14, 14)));
    assert_eq!(bank.position("participation.involve").unwrap().0, 1);
    assert_eq!(bank.position("no.such-question"), None);
}

// ---- a Trust's own ----

const OVERLAY: &str = r#"(
    format: 1, id: "practice-framework", title: "Our own wording", version: "2027-01-01",
    language: "en-GB", publisher: "A Trust", based_on: "our booklet",
    provenance: ["The wording is our booklet's.", "It was typed from pages 42 to 50."],
    questions: [
        (id: "journey.where-now", part: ChildsJourney,
         text: "Is the child/young person safe", asks: Either, answers_first: Either,
         cycle: [Experience], minutes: 5, weight: Light, destination: ChildFile,
         source: Supplied(publisher: "A Trust", page: "44")),
        (id: "journey.one-more", part: ChildsJourney,
         text: "What else?", asks: Either, answers_first: Either,
         cycle: [Experience], minutes: 5, weight: Light, destination: ChildFile,
         source: Supplied(publisher: "A Trust", page: "45")),
    ],
)"#;

#[test]
fn a_bank_with_the_same_id_replaces_the_wording_and_keeps_the_rest() {
    let below = ours();
    let banks = Banks::built_in().unwrap().with(OVERLAY, "trust.ron").unwrap();
    assert_eq!(banks.iter().count(), 1);
    let bank = banks.bank("practice-framework").unwrap();
    assert_eq!((bank.title.as_str(), bank.publisher.as_str()), ("Our own wording", "A Trust"));
    assert_eq!(bank.questions.len(), below.questions.len() + 1);
    let first = banks.question("practice-framework", "journey.where-now").unwrap();
    assert_eq!(first.text, "Is the child/young person safe");
    assert_eq!(bank.position("journey.where-now"), Some((1, 15)));
    assert_eq!(bank.position("journey.one-more"), Some((15, 15)));
    assert_eq!(bank.provenance.len(), 4, "both are true of a bank laid together");
    assert!(bank.about(Part::Scales).is_some());
}

#[test]
fn a_bank_of_its_own_stands_beside_and_a_broken_one_changes_nothing() {
    let text = OVERLAY.replace("\"practice-framework\"", "\"trust\"");
    let mut banks = Banks::built_in().unwrap().with(&text, "trust.ron").unwrap();
    let ids: Vec<&str> = banks.iter().map(|b| b.id.as_str()).collect();
    assert_eq!(ids, ["practice-framework", "trust"]);
    let before = banks.clone();
    banks.add(&text.replace("Either", "Nobody"), "trust.ron").unwrap_err();
    assert_eq!(banks, before);
}

#[test]
fn a_publishers_wording_is_advised_upon_and_ones_own_is_refused() {
    let bank = Bank::read(OVERLAY, "trust.ron", &sources()).unwrap();
    let advice = bank.advice(OVERLAY, "trust.ron");
    for part in ["slash", "question mark", "yes or no"] {
        assert!(advice.iter().any(|m| m.what.contains(part)), "{part}\n{}", listed(&advice));
    }
    for piece in &advice {
        let line = piece.to_string();
        assert!(line.starts_with("trust.ron:7: journey.where-now: "), "{line}");
    }
    let supplied = "Supplied(publisher: \"A Trust\", page: \"44\")";
    let mistakes = Bank::read(&OVERLAY.replacen(supplied, "Ours", 1), "trust.ron", &sources());
    assert_eq!(mistakes.unwrap_err().len(), 2, "the slash and the question mark");
}
