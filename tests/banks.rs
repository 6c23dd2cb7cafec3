//! The question banks that ship with the program, and a Trust's own beside or
//! over them. What the reader says of broken banks is in `broken_banks.rs`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use thinkwheel::practice::bank::Rule;
use thinkwheel::practice::question::{
    AnswerKind, Destination, Draws, Fits, Question, Source, Weight,
};
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

/// Questions of ours that may open with a word that yes or no answers.
const MAY_BE_CLOSED: [&str; 0] = [];

/// All banks check, and what is advised of them is only what the other tests
/// count: a few long questions, and the named few that are closed.
#[test]
fn every_bank_checks_and_leaves_nothing_to_advise() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("question-banks");
    let (mut wrong, mut read) = (Vec::new(), 0);
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_none_or(|e| e != "ron") || name == "sources.ron" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        match Bank::read(&text, &name, &sources()) {
            Ok(bank) => wrong.extend(bank.advice(&text, &name)),
            Err(mistakes) => wrong.extend(mistakes),
        }
        read += 1;
    }
    wrong.retain(|m| {
        let closed = m.what.contains(Rule::Open.mark());
        let named = m.question.as_deref().is_some_and(|q| MAY_BE_CLOSED.contains(&q));
        let counted = m.what.contains(Rule::Short.mark()) || (closed && named);
        !counted
    });
    assert!(read > 0 && wrong.is_empty(), "{read} banks\n{}", listed(&wrong));
}

#[test]
fn there_are_one_hundred_and_six_divided_as_designed() {
    let split = [14, 12, 7, 6, 6, 5, 13, 12, 10, 8, 7, 6];
    assert_eq!(split.iter().sum::<usize>(), 106);
    let bank = ours();
    let counts = Part::ALL.map(|part| bank.part(part).count());
    assert_eq!(counts, split);
    assert_eq!(bank.questions.len(), 106);
}

#[test]
fn an_id_is_kept_for_ever_or_retired_for_ever() {
    let mut known = BTreeSet::new();
    let (mut used, mut retired) = (BTreeSet::new(), BTreeSet::new());
    for line in include_str!("../question-banks/ids.txt").lines().filter(|l| !l.starts_with('#')) {
        let (id, word) = line.split_once(' ').unwrap_or((line, ""));
        assert!(known.insert(id), "{id} stands twice in ids.txt");
        match word {
            "" => used.insert(id),
            "retired" => retired.insert(id),
            other => panic!("{other} behind {id} in ids.txt"),
        };
    }
    let bank = ours();
    let asked: BTreeSet<&str> = bank.questions.iter().map(|q| q.id.as_str()).collect();
    let lines = |ids: Vec<&&str>, word: &str| {
        ids.iter().map(|id| format!("{id}{word}\n")).collect::<String>()
    };
    let again = lines(retired.intersection(&asked).collect(), "");
    assert!(again.is_empty(), "retired ids that are used again:\n{again}");
    let gone = lines(used.difference(&asked).collect(), " retired");
    assert!(gone.is_empty(), "ids that are gone; if that is meant, write in ids.txt:\n{gone}");
    let new = lines(asked.difference(&used).collect(), "");
    assert!(new.is_empty(), "new ids, to be added to ids.txt:\n{new}");
}

#[test]
fn questions_are_short_enough_to_be_said_in_one_breath() {
    let bank = ours();
    let count = |q: &Question| q.text.split_whitespace().count();
    let long: Vec<&str> =
        bank.questions.iter().filter(|q| count(q) > 20).map(|q| q.id.as_str()).collect();
    assert!(long.len() * 20 <= bank.questions.len(), "more than one in twenty: {long:?}");
}

#[test]
fn nothing_is_written_in_capitals() {
    let bank = ours();
    let capitals = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    for question in &bank.questions {
        for said in std::iter::once(&question.text).chain(&question.follow_ups) {
            let jargon = said.split(|c: char| !c.is_alphanumeric()).find(|w| capitals(w));
            assert!(jargon.is_none(), "{}: {jargon:?}", question.id);
        }
    }
}

#[test]
fn every_question_has_follow_ups_that_are_its_own() {
    // What asks about the worker comes back to the child in these words.
    const MAY_RETURN: &str = "help us see about this child";
    let bank = ours();
    let mut asked: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for question in &bank.questions {
        assert!((1..=3).contains(&question.follow_ups.len()), "{}", question.id);
        for follow_up in &question.follow_ups {
            let words = follow_up.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
            let bare = words.collect::<Vec<_>>().join(" ").to_lowercase();
            asked.entry(bare).or_default().push(&question.id);
        }
    }
    asked.retain(|said, ids| ids.len() > 3 && !said.contains(MAY_RETURN));
    assert!(asked.is_empty(), "asked more than three times: {asked:#?}");
}

#[test]
fn every_part_has_something_light_for_the_last_minutes() {
    let bank = ours();
    for part in Part::ALL {
        let light = bank.part(part).filter(|q| q.weight == Weight::Light).count();
        assert!(light >= 2, "{}: {light} light questions", part.name());
    }
}

#[test]
fn children_of_every_situation_are_spoken_of() {
    let bank = ours();
    let lower: Vec<(&Question, String)> = bank
        .questions
        .iter()
        .map(|q| (q, format!("{} {}", q.text, q.follow_ups.join(" ")).to_lowercase()))
        .collect();
    for (fits, words) in [
        (Fits::Unborn, "not yet born|unborn|before the birth"),
        (Fits::Baby, "baby|babies"),
        (Fits::NoSpeech, "no speech|without speech|no words|cannot speak"),
        (Fits::Disabled, "disabled|disability"),
        (Fits::Teenager, "teenage|young person|in their teens"),
        (Fits::YoungAdult, "young adult|grown up|eighteen|adulthood"),
        (Fits::Unaccompanied, "unaccompanied|another country|here alone"),
    ] {
        let spoken = |(q, said): &(&Question, String)| {
            q.fits.contains(&fits) || words.split('|').any(|w| said.contains(w))
        };
        assert!(lower.iter().any(spoken), "no tag and no word for {fits:?}");
    }
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
        let known = ["follows ", "written from ", "ours"].iter().any(|w| cited.starts_with(w));
        assert!(known, "{}: {cited}", question.id);
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
        let asked = bank.part(part).filter(|q| q.draws.contains(&Draws::ChildsView)).count();
        assert!(asked >= 2, "{}: the child's view, {asked} times", part.name());
    }
}

#[test]
fn what_asks_about_the_worker_comes_back_to_the_child() {
    let bank = ours();
    let to_staff = || bank.questions.iter().filter(|q| q.destination == Destination::StaffFile);
    assert!(to_staff().count() >= 5);
    for question in to_staff() {
        let returns = question.follow_ups.iter().any(|f| f.contains("this child"));
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
