//! What the reader says of a bank that is broken: every fault, at its line,
//! at the first try, and nothing besides.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bank_copy;

use std::collections::BTreeSet;

use bank_copy::BankCopy;
use proptest::prelude::*;
use thinkwheel::practice::bank::Rule;
use thinkwheel::practice::{Bank, Banks, Mistake, Part, Sources};

const FILE: &str = "practice-framework.ron";

fn text() -> &'static str {
    Banks::built_in_text("practice-framework").unwrap()
}

fn read(text: &str) -> Result<Bank, Vec<Mistake>> {
    Bank::read(text, FILE, &Sources::built_in().unwrap())
}

fn listed(mistakes: &[Mistake]) -> String {
    mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// One fault: (whose field it is, the field, what it is given, the line of the
/// field at which it is expected, the rule; none where it is only the other
/// half of a fault).
type Plant = (&'static str, &'static str, &'static str, usize, Option<Rule>);

const WHERE: &str = "journey.where-now";
const STORY: &str = "journey.own-story";
const HERE: &str = "journey.how-here";
const SIBLINGS: &str = "journey.brothers-sisters";
const ELSEWHERE: &str = "journey.other-authorities";
const THRESHOLD: &str = "journey.threshold";
const NEXT: &str = "journey.next-stage";
const GETTING: &str = "journey.getting-there";
const PARALLEL: &str = "journey.parallel-plan";
const TIME: &str = "journey.timescales";
const WORSE: &str = "journey.if-worse";
const BETTER: &str = "journey.if-better";
const AWAY: &str = "journey.step-away";
const END: &str = "journey.the-end";
const INVOLVE: &str = "participation.involve";
const INFORM: &str = "participation.inform";
const INVEST: &str = "participation.invest";
const INFLUENCE: &str = "participation.influence";
const FOUR: &str = "participation.four-is";
const SCALE: &str = "safety.scale";
const TALKS: &str = "skills.our-talks";

/// What is expected: a line, the question named there, a piece of what is said.
struct Expected(usize, Option<String>, &'static str);

/// The mistakes that were not expected, where all that were are there.
fn left_over(mistakes: &[Mistake], expected: &[Expected]) -> Vec<Mistake> {
    let mut left = mistakes.to_vec();
    for Expected(line, question, what) in expected {
        let fits =
            |m: &Mistake| m.line == *line && m.question == *question && m.what.contains(what);
        let Some(found) = left.iter().position(fits) else {
            panic!("line {line}, {question:?}: {what}\nis not among\n{}", listed(mistakes));
        };
        let mistake = left.remove(found);
        assert!(mistake.what_to_do.ends_with('.'), "{mistake}");
        assert!(mistake.to_string().starts_with(&format!("{FILE}:{line}: ")), "{mistake}");
    }
    left
}

/// How a mistake names a question: as the copy writes its id.
fn named(copy: &BankCopy, whose: &str) -> String {
    let lines = copy.text();
    let id = lines.lines().nth(copy.line(whose, "id", 0) - 1).unwrap_or_default();
    let id = id.trim().trim_start_matches("id: ").split('"').nth(1).unwrap_or_default();
    id.to_owned()
}

fn planted(copy: &mut BankCopy, plants: &[Plant]) -> Vec<Expected> {
    for (whose, field, value, ..) in plants {
        copy.put(whose, field, value);
    }
    let question = |whose: &str| whose.contains('.').then(|| named(copy, whose));
    plants
        .iter()
        .filter_map(|(whose, field, _, nth, rule)| {
            Some(Expected(copy.line(whose, field, *nth), question(whose), (*rule)?.mark()))
        })
        .collect()
}

/// A fault for every gate that lets the others speak in the same copy.
#[rustfmt::skip]
const GATES: &[Plant] = &[
    ("", "format", "0", 0, Some(Rule::FormatKnown)),
    ("", "id", "\"Practice framework\"", 0, Some(Rule::BankId)),
    ("", "title", "\" \"", 0, Some(Rule::Empty)),
    ("", "language", "\"en-\"", 0, Some(Rule::Language)),
    ("", "provenance", "[\n\"One.\",\n\"Two.\",\n\"Three.\",\n]", 1, Some(Rule::TwoSentences)),
    ("Participation", "part", "ChildsJourney", 0, Some(Rule::PartOnce)),
    ("ProcessMaps", "about", "\"\\t\"", 0, Some(Rule::Empty)),
    ("Lightbulb", "draws_on", "\"What\\tthe note says.\"", 0, Some(Rule::Unseen)),
    (HERE, "id", "\"Journey.how-here\"", 0, Some(Rule::QuestionId)),
    (END, "id", "\"journey.where-now\"", 0, Some(Rule::IdOnce)),
    (WHERE, "text", "\"\"", 0, Some(Rule::Empty)),
    (BETTER, "text", "\" What then?\"", 0, Some(Rule::SpaceAround)),
    (SIBLINGS, "text", "\"How does one word and one word and one word and one word and one word and one word and one word and one word and one word and one word end?\"", 0, Some(Rule::OneBreath)),
    (ELSEWHERE, "text", "\"Who in another place/town knew this child?\"", 0, Some(Rule::Slash)),
    (FOUR, "follow_ups", "[\n\"Who?\",\n\"Which, and/or why?\",\n]", 2, Some(Rule::AndOr)),
    (GETTING, "text", "\"Who of the IRO team will help?\"", 0, Some(Rule::Acronym)),
    (NEXT, "text", "\"Where does this child go next\"", 0, Some(Rule::Asked)),
    (INVOLVE, "text", "\"what did it take: to hear them?\"", 0, None),
    (INFLUENCE, "text", "\"What did it take to hear them?\"", 0, Some(Rule::WordingOnce)),
    (PARALLEL, "follow_ups", "[\n\"And?\",\n\"Who?\",\n\"Where?\",\n\"When?\",\n]", 4, Some(Rule::ThreeFollowUps)),
    (TIME, "follow_ups", "[\n\"Whose time?\",\n\"Who knows?\",\n\"whose time\",\n]", 3, Some(Rule::FollowUpOnce)),
    (WORSE, "follow_ups", "[\n\"What would be the \\u{1b}[2J sign?\",\n]", 1, Some(Rule::Unseen)),
    (STORY, "cycle", "[Experience, Reflection, Action]", 0, Some(Rule::CycleSteps)),
    (THRESHOLD, "cycle", "[Analysis, Analysis]", 0, Some(Rule::CycleTwice)),
    (INVEST, "minutes", "31", 0, Some(Rule::Minutes)),
    (AWAY, "source", "Follows(document: \"childs-journey\", item: \"ask-11\")", 0, Some(Rule::Entry)),
    (INFORM, "source", "WrittenFrom(document: \"hearing\", section: \"listening\")", 0, Some(Rule::Document)),
    (TALKS, "dated", "[(tag: \"Nine\", from: \"2028-01-01\", until: \"2027-03-31\")]", 0, Some(Rule::TagDates)),
    (SCALE, "kind", "SafetyScale(zero: \"\", ten: \"Safe.\")", 0, Some(Rule::Empty)),
];

/// A fault for every piece of advice about one question.
#[rustfmt::skip]
const ADVICE: &[Plant] = &[
    (HERE, "text", "\"How does one word and one word and one word and one word and one word and one word and so on?\"", 0, Some(Rule::Short)),
    (BETTER, "text", "\"Does the wind turn?\"", 0, Some(Rule::Open)),
    (BETTER, "follow_ups", "[\n\"Who feels it?\",\n\"If there is rain, or hail, do they mind?\",\n]", 2, Some(Rule::Open)),
    (END, "follow_ups", "[\n\"Think of last week.\",\n]", 1, Some(Rule::FollowUpAsked)),
    (TALKS, "text", "\"Which old promise was kept at the second visit?\"", 0, None),
    (TALKS, "follow_ups", "[\n\"Whose promises were kept at our second visits?\",\n]", 1, Some(Rule::FollowUpEcho)),
    (SCALE, "follow_ups", "[\n\"Who guards the garden gate at night?\",\n\"If it rains, who is guarding the garden gate by night?\",\n]", 2, Some(Rule::FollowUpsAlike)),
    (WHERE, "text", "\"Which animal does a painter paint after breakfast?\"", 0, None),
    (WORSE, "text", "\"After breakfast, which animals are painted by painters?\"", 0, Some(Rule::NearDouble)),
    (STORY, "text", "\"Imagine the moon: who lives there?\"", 0, None),
    (STORY, "draws", "[How, ChildsView]", 0, Some(Rule::Imagined)),
    (WHERE, "weight", "Heavy", 0, None),
    (WHERE, "opener", "true", 0, Some(Rule::HeavyOpener)),
];

#[test]
fn a_fault_planted_for_every_gate_is_reported_at_its_line() {
    let mut copy = BankCopy::of(text());
    let expected = planted(&mut copy, GATES);
    let mistakes = read(&copy.text()).unwrap_err();
    let left = left_over(&mistakes, &expected);
    assert!(left.is_empty(), "more than was planted:\n{}", listed(&left));
    // A bank without questions has no others to speak of.
    let (head, _) = text().split_once("    questions: [").unwrap();
    let empty = read(&format!("{head}    questions: [],\n)\n")).unwrap_err();
    assert_eq!(empty.len(), 1, "{}", listed(&empty));
    assert!(empty[0].what.contains(Rule::Questions.mark()));
    assert_eq!(empty[0].line, head.lines().count() + 1);
}

#[test]
fn a_fault_planted_for_every_piece_of_advice_is_reported_at_its_line() {
    let (copy, expected) = advised();
    let bank = read(&copy.text()).unwrap_or_else(|m| panic!("{}", listed(&m)));
    let left = left_over(&bank.advice(&copy.text(), FILE), &expected);
    // What is left was advised before, or is what a plant brings with it.
    let before = read(text()).unwrap().advice(text(), FILE);
    let known = |m: &Mistake| before.iter().any(|b| b.question == m.question && b.what == m.what);
    let left: Vec<Mistake> = left.into_iter().filter(|m| !known(m)).collect();
    assert!(left.is_empty(), "more than was planted:\n{}", listed(&left));
}

/// A bank that checks, with a fault for every piece of advice.
fn advised() -> (BankCopy, Vec<Expected>) {
    let bank = read(text()).unwrap();
    let mut copy = BankCopy::of(text());
    // A part that begins with what to do and never says what it was like, and
    // one that does not ask for the child's view.
    for (n, question) in bank.part(Part::ChildsJourney).enumerate() {
        let cycle = if n == 0 { "[Action]" } else { "[Experience, Analysis]" };
        copy.put(&question.id, "cycle", cycle);
    }
    for question in bank.part(Part::SignsOfSafety) {
        copy.put(&question.id, "draws", "[How]");
    }
    let mut expected = planted(&mut copy, ADVICE);
    let first = &bank.part(Part::ChildsJourney).next().unwrap().id;
    let whole = [
        (copy.line(first, "cycle", 0), Some(first.clone()), Rule::ActionFirst),
        (copy.line("ChildsJourney", "part", 0), None, Rule::AllSteps),
        (copy.line("SignsOfSafety", "part", 0), None, Rule::ChildsView),
    ];
    expected.extend(whole.map(|(line, question, rule)| Expected(line, question, rule.mark())));
    (copy, expected)
}

#[test]
fn no_rule_is_without_a_planted_fault_and_no_two_speak_alike() {
    let gates = GATES.iter().filter_map(|p| p.4).chain([Rule::Questions]);
    let gates: BTreeSet<Rule> = gates.collect();
    let whole = [Rule::ActionFirst, Rule::AllSteps, Rule::ChildsView];
    let advice = ADVICE.iter().filter_map(|p| p.4).chain(whole);
    let advice: BTreeSet<Rule> = advice.collect();
    for rule in Rule::ALL {
        assert_eq!(gates.contains(rule), !rule.is_advice(), "{rule:?}: a plant among the gates");
        assert_eq!(advice.contains(rule), rule.is_advice(), "{rule:?}: a plant in the advice");
    }
    let mut copy = BankCopy::of(text());
    planted(&mut copy, GATES);
    let mut said = read(&copy.text()).unwrap_err();
    let (copy, _) = advised();
    said.extend(read(&copy.text()).unwrap().advice(&copy.text(), FILE));
    for mistake in said {
        let rules: Vec<_> = Rule::ALL.iter().filter(|r| mistake.what.contains(r.mark())).collect();
        assert_eq!(rules.len(), 1, "{mistake}: {rules:?}");
    }
}

#[test]
fn the_program_names_every_fault_of_a_broken_copy_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |text: &str| {
        std::fs::write(folder.path().join(FILE), text).unwrap();
        let mut program = assert_cmd::Command::new(env!("CARGO_BIN_EXE_thinkwheel"));
        let ran = program.args(["bank", "check", FILE]).current_dir(&folder).output().unwrap();
        let words = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (ran.status.code(), words(ran.stdout), words(ran.stderr))
    };
    let mut copy = BankCopy::of(text());
    let expected = planted(&mut copy, GATES);
    let (code, out, err) = run(&copy.text());
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(err.lines().count(), expected.len(), "{err}");
    for Expected(line, question, what) in expected {
        let question = question.map(|q| format!("{q}: ")).unwrap_or_default();
        let place = format!("{FILE}:{line}: {question}");
        let said = err.lines().any(|l| l.starts_with(&place) && l.contains(what));
        assert!(said, "{place}{what}\n{err}");
    }
    let (copy, expected) = advised();
    let (code, out, err) = run(&copy.text());
    assert_eq!(code, Some(0), "advice refuses nothing: {err}");
    assert!(out.starts_with(&format!("{FILE}: checks, ")), "{out}");
    for Expected(line, _, what) in expected {
        let place = format!("advice: {FILE}:{line}: ");
        assert!(
            err.lines().any(|l| l.contains(&place) && l.contains(what)),
            "{place}{what}\n{err}"
        );
    }
}

#[test]
fn minutes_and_steps_stay_in_bounds() {
    let planted = |minutes: &str, cycle: &str| {
        let mut copy = BankCopy::of(text());
        copy.put(WHERE, "minutes", minutes);
        copy.put(WHERE, "cycle", cycle);
        read(&copy.text())
    };
    assert!(planted("1", "[Experience]").is_ok());
    assert!(planted("30", "[Experience, Action]").is_ok());
    for (minutes, cycle, what) in [
        ("0", "[Experience]", "0 minutes"),
        ("31", "[Experience]", "31 minutes"),
        ("300", "[Experience]", "`minutes` cannot be read"),
        ("-1", "[Experience]", "`minutes` cannot be read"),
        ("5", "[]", "0 steps"),
        ("5", "[Action, Action]", "one step twice"),
        ("5", "[Action, Analysis, Experience]", "3 steps"),
    ] {
        let mistakes = planted(minutes, cycle).unwrap_err();
        assert!(mistakes.len() == 1 && mistakes[0].what.contains(what), "{}", listed(&mistakes));
        assert_eq!(mistakes[0].question.as_deref(), Some(WHERE));
    }
}

/// A fault of form: (whose line it is, the field, the raw line put in its
/// place or "" where it is taken out, whose line and which it is expected at,
/// what is said).
type Damage =
    (&'static str, &'static str, &'static str, (&'static str, &'static str), &'static str);

/// Damages one copy in all these ways and expects each of them, and nothing
/// else.
fn expect_exactly(damages: &[Damage]) {
    let mut copy = BankCopy::of(text());
    for (whose, field, raw, ..) in damages {
        if raw.is_empty() {
            copy.cut(whose, field);
        } else {
            copy.raw(whose, field, raw);
        }
    }
    let expected: Vec<Expected> = damages
        .iter()
        .map(|(.., (whose, field), what)| {
            let question = whose.contains('.').then(|| (*whose).to_owned());
            let line = if *field == "Bank(" {
                1 + text().lines().position(|l| l == "Bank(").unwrap()
            } else {
                copy.line(whose, field, 0)
            };
            Expected(line, question, what)
        })
        .collect();
    let left = left_over(&read(&copy.text()).unwrap_err(), &expected);
    assert!(left.is_empty(), "more than was planted:\n{}", listed(&left));
}

#[test]
#[rustfmt::skip]
fn every_field_that_cannot_be_read_is_named() {
    expect_exactly(&[
        ("", "format", "    format: 1, colour: \"red\",", ("", "format"), "no field “colour”"),
        ("", "version", "    version: \"23 November\",", ("", "version"), "`version` cannot be read"),
        ("", "publisher", "", ("", "Bank("), "`publisher` is missing"),
        ("ProcessMaps", "about", "            aboot: \"What next.\",", ("ProcessMaps", "about"), "no field “aboot”"),
        ("TrustStandards", "about", "", ("TrustStandards", "("), "`about` is missing"),
        ("ProcessMaps", "(", "        Part( // lacks its line as well", ("ProcessMaps", "("), "`about` is missing"),
        (WHERE, "text", "            text: Where would it rest,", (WHERE, "text"), "`text` cannot be read"),
        (STORY, "mood", "            mood: 3,", (STORY, "mood"), "no field “mood”"),
        (HERE, "id", "            id: \"journey.how-here\", id: \"journey.twice\",", (HERE, "id"), "`id` is written twice"),
        (SIBLINGS, "text", "            text: \"Who?\" // no comma", (SIBLINGS, "follow_ups"), "no comma before `follow_ups`"),
        (THRESHOLD, "source", "            source: Followed(document: \"childs-journey\", item: \"question-3\"),", (THRESHOLD, "source"), "word “Followed”"),
        (NEXT, "source", "            source: Follows(document: \"childs-journey\", point: \"question-4\"),", (NEXT, "source"), "no field “point”"),
        (GETTING, "follow_ups", "            follow_ups: [Which step,],", (GETTING, "follow_ups"), "`follow_ups` cannot be read"),
        (GETTING, "stages", "            stages: [Plan, Updating],", (GETTING, "stages"), "word “Updating”"),
        (PARALLEL, "needs_plan", "            needs_plan: perhaps,", (PARALLEL, "needs_plan"), "`needs_plan` cannot be read"),
        (TIME, "text", "            text: \"How long,", (TIME, "text"), "no closing quotation mark"),
        (WORSE, "follow_ups", "            follow_ups: [\"What would be the \"first\" sign?\"],", (WORSE, "follow_ups"), "`follow_ups` cannot be read"),
        (BETTER, "source", "", (BETTER, "("), "`source` is missing"),
    ]);
}

#[test]
#[rustfmt::skip]
fn a_bracket_missing_or_too_many_hides_nothing_behind_it() {
    expect_exactly(&[
        // A question that is not closed, and a fault in the next one.
        (WHERE, ")", "", (WHERE, "("), "not closed"),
        (STORY, "text", "            text: \"Who/what heard it?\",", (STORY, "text"), "slash"),
        // No comma between two questions.
        (HERE, ")", "        )", (HERE, ")"), "no comma after this question"),
        // A list that is not closed.
        (SIBLINGS, "follow_ups", "            follow_ups: [\n                \"Who?\",", (SIBLINGS, "follow_ups"), "not closed"),
        // A bracket too many at the end of a question, and in its middle.
        (ELSEWHERE, ")", "        )),", (ELSEWHERE, ")"), "“)” stands here"),
        (THRESHOLD, "follow_ups", "            follow_ups: [\"Who?\"]],", (THRESHOLD, "follow_ups"), "“]” stands here"),
        (NEXT, "follow_ups", "            follow_ups: [\"What/which?\"],", (NEXT, "follow_ups"), "slash"),
    ]);
}

#[test]
fn a_newer_format_is_refused_and_nothing_else_is_said_of_it() {
    let newer = text().replacen("format: 1", "format: 2, mood: \"new\"", 1);
    let mistakes = read(&newer).unwrap_err();
    assert_eq!(mistakes.len(), 1, "{}", listed(&mistakes));
    assert!(mistakes[0].what.contains("format 2"), "{}", mistakes[0]);
    let older = read(&text().replacen("format: 1", "format: 0", 1)).unwrap_err();
    assert_eq!(older.len(), 1, "{}", listed(&older));
}

#[test]
fn what_is_no_bank_at_all_is_said_to_be_none() {
    for text in ["", "   \n", "hello", "[1, 2]", "{\"id\": 3}", "\u{0}\u{1}", "// only a note"] {
        let mistakes = read(text).unwrap_err();
        assert_eq!(mistakes.len(), 1, "{text:?}\n{}", listed(&mistakes));
        assert!(mistakes[0].what.contains("not the beginning"), "{}", mistakes[0]);
    }
    assert!(read("Bank()").unwrap_err().len() >= 8, "all that is missing");
    let large = format!("{}{}", text(), " ".repeat(thinkwheel::practice::bank::LARGEST));
    assert!(read(&large).unwrap_err()[0].what.contains("larger than"));
}

#[test]
fn other_ways_to_write_the_same_bank_are_read_too() {
    let bank = read(text()).unwrap();
    for same in [
        format!("\u{feff}{}", text()),
        text().replace('\n', "\r\n"),
        text().replace("Question(", "(").replace("Part(", "(").replacen("Bank(", "(", 1),
        text().replace("until: \"2027-03-31\"", "until: Some(\"2027-03-31\")"),
        text().replacen("title: \"Questions", "/* one /* two */ \" ( */ title: \"Questions", 1),
        format!("#![enable(implicit_some)]\n{}", text()),
    ] {
        assert_eq!(read(&same).unwrap_or_else(|m| panic!("{}", listed(&m))), bank);
    }
}

#[test]
fn a_text_over_two_lines_is_one_mistake() {
    let mut copy = BankCopy::of(text());
    copy.raw(WHERE, "text", "            text: \"Where would\n it rest?\",");
    let mistakes = read(&copy.text()).unwrap_err();
    assert_eq!(mistakes.len(), 1, "{}", listed(&mistakes));
    assert!(mistakes[0].what.contains("a line break"), "{}", mistakes[0]);
    assert_eq!(mistakes[0].question.as_deref(), Some(WHERE));
}

#[test]
fn a_message_never_carries_what_a_terminal_would_obey() {
    let broken = text()
        .replacen("weight: Light", "weight: r#Li\u{1b}[2Jght", 1)
        .replacen("\"question-2\"", "\"\\u{1b}[2J\\u{202e}\"", 1)
        .replacen("opener: true", "\u{9b}2J: true", 1);
    let said = listed(&read(&broken).unwrap_err());
    let unseen = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
    assert!(!said.contains(unseen), "{said:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever is cut out of a bank or put into it, the reader says so with
    /// lines that exist, or the bank is still whole; it never falls over.
    #[test]
    fn no_damage_goes_unsaid(at in any::<prop::sample::Index>(), len in 1_usize..40, put in "[\\[\\](){}\",:'/*r#\\\\\na-z]{0,4}") {
        let bounds: Vec<usize> = text().char_indices().map(|c| c.0).collect();
        let from = at.index(bounds.len());
        let to = bounds.get(from + len).copied().unwrap_or(text().len());
        let broken = format!("{}{put}{}", &text()[..bounds[from]], &text()[to..]);
        let lines = broken.matches('\n').count() + 1;
        if let Err(mistakes) = read(&broken) {
            prop_assert!(!mistakes.is_empty());
            prop_assert!(mistakes.iter().all(|m| (1..=lines).contains(&m.line)), "{}", listed(&mistakes));
            // One place is damaged: what is said stays near it.
            prop_assert!(mistakes.len() <= 45, "{}", listed(&mistakes));
        }
    }
}
