//! What the reader says of a bank that is broken: every fault, at its line,
//! at the first try, and nothing besides.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use thinkwheel::practice::{Bank, Banks, Mistake, Sources};

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

/// One fault: (what stands once in the bank, what replaces it, a piece of the
/// line the mistake is expected on, the question's name or "", what is said).
type Plant = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Plants all faults in one copy and expects each of them, and nothing else.
fn expect_exactly(plants: &[Plant]) {
    let mut broken = text().to_owned();
    for (old, new, ..) in plants {
        assert_eq!(text().matches(old).count(), 1, "stands once in the bank: {old}");
        broken = broken.replacen(old, new, 1);
    }
    let mistakes = read(&broken).unwrap_err();
    let mut left = mistakes.clone();
    for (_, _, mark, question, what) in plants {
        assert_eq!(broken.matches(mark).count(), 1, "stands once in the copy: {mark}");
        let line = broken[..broken.find(mark).unwrap()].matches('\n').count() + 1;
        let fits = |m: &Mistake| {
            let named = m.question.as_deref().unwrap_or_default() == *question;
            m.line == line && named && m.what.contains(what)
        };
        let Some(found) = left.iter().position(fits) else {
            panic!("line {line}, {question}: {what}\nis not among\n{}", listed(&mistakes));
        };
        let mistake = left.remove(found);
        assert!(mistake.what_to_do.ends_with('.'), "{mistake}");
        assert!(mistake.to_string().starts_with(&format!("{FILE}:{line}: ")), "{mistake}");
    }
    assert!(left.is_empty(), "more than was planted:\n{}", listed(&left));
}

#[test]
#[rustfmt::skip]
fn every_rule_of_the_head_is_kept() {
    expect_exactly(&[
        ("    id: \"practice-framework\"", "    id: \"Practice framework\"", "id: \"Practice framework\"", "", "not well formed"),
        ("title: \"Questions for the practice framework\"", "title: \" \"", "title: \" \"", "", "title is empty"),
        ("language: \"en-GB\",", "language: \"English\",", "language: \"English\",", "", "language tag"),
        ("provenance: [\n", "provenance: [ \"A third one.\",\n", "A third one.", "", "3 sentences"),
        ("part: Participation,\n            about: \"", "part: ChildsJourney, // twice\n            about: \"", "// twice", "", "described twice"),
        ("\"What to do next, by when, and who does it.\"", "\"\\t\"", "about: \"\\t\"", "", "this part is empty"),
        ("What the framework note says of Element 7.", "What\\tthe note says.", "What\\tthe", "", "a tab"),
    ]);
}

#[test]
#[rustfmt::skip]
fn every_rule_of_a_question_is_kept() {
    expect_exactly(&[
        ("\"journey.how-here\"", "\"Journey.how-here\"", "\"Journey.how-here\"", "Journey.how-here", "not well formed"),
        ("\"journey.the-end\"", "\"journey.where-now\" /* again */", "/* again */", "journey.where-now", "same id"),
        ("cycle: [Experience, Reflection],\n            draws: [ChildsView, Feeling],\n            minutes: 6,", "cycle: [Experience, Reflection, Action],\n            minutes: 6,", "[Experience, Reflection, Action]", "journey.own-story", "3 steps"),
        ("opener: true,\n            kind: JourneyPlace,", "opener: true, /* a word */ kind: Map,", "/* a word */", "journey.where-now", "word “Map”"),
        ("\"If you put a finger on the map for this child today, where would it rest?\"", "\"\"", "text: \"\"", "journey.where-now", "text is empty"),
        ("What can the journeys of brothers and sisters tell us that this child's own cannot?", "How does one word and one word and one word and one word and one word and one word and one word and one word and one word and one word end?", "How does one word", "journey.brothers-sisters", "32 words"),
        ("What did people in another place know", "What did people in another place/town know", "place/town", "journey.other-authorities", "slash"),
        ("what comes next for this child?", "what comes next for this child", "what comes next for this child\"", "journey.next-stage", "question mark"),
        ("Who will do what to bring", "Who of the IRO team will help bring", "IRO", "journey.getting-there", "acronym"),
        ("\"Who among family and friends", "\"And?\", \"Who among family and friends", "If nothing is growing yet", "journey.parallel-plan", "4 follow-ups"),
        ("Whose timetable are we really following?", "how long can this child wait and at which points will we stop to look", "how long can this child wait and", "journey.timescales", "repeats"),
        ("What would be the first sign, and who would notice it?", "What would be the \\u{1b}[2J sign?", "[2J", "journey.if-worse", "U+001B"),
        ("Who will tell the family that we have noticed?", "Who\\nwill tell?", "Who\\nwill tell?", "journey.if-better", "line break"),
        ("item: \"ask-1\"", "item: \"ask-11\"", "ask-11", "journey.step-away", "ask-11"),
        ("document: \"listening\", section: \"listening\"", "document: \"hearing\", section: \"listening\"", "\"hearing\"", "participation.inform", "hearing"),
        ("What is different in the plan because of something this child said or showed?", "What did it take, to learn how this child likes to be heard?", "take, to learn", "participation.influence", "asks the same"),
        ("Which of the four goes well, and what made it possible?", "Which goes well, and/or why?", "and/or why", "participation.four-is", "and/or"),
        ("(tag: \"Knowledge and skills statement for practitioners, 9: the role of supervision\",", "(tag: \"Practitioners, 9\", from: \"2028-01-01\",", "Practitioners, 9", "skills.our-talks", "which is before"),
        ("zero: \"This child will be seriously harmed if nothing changes today.\"", "zero: \"\"", "zero: \"\"", "safety.scale", "anchor for 0 is empty"),
    ]);
}

#[test]
#[rustfmt::skip]
fn minutes_and_steps_stay_in_bounds() {
    let planted = |minutes, cycle| {
        let at = text().find("            minutes: ").unwrap();
        let end = at + text()[at..].find('\n').unwrap();
        let copy = format!("{}            minutes: {minutes},{}", &text()[..at], &text()[end..]);
        read(&copy.replacen("cycle: [Experience]", cycle, 1))
    };
    assert!(planted("1", "cycle: [Experience]").is_ok());
    assert!(planted("30", "cycle: [Experience, Action]").is_ok());
    for (minutes, cycle, what) in [
        ("0", "cycle: [Experience]", "0 minutes"),
        ("31", "cycle: [Experience]", "31 minutes"),
        ("300", "cycle: [Experience]", "`minutes` cannot be read"),
        ("-1", "cycle: [Experience]", "`minutes` cannot be read"),
        ("5", "cycle: []", "0 steps"),
        ("5", "cycle: [Action, Action]", "one step twice"),
        ("5", "cycle: [Action, Analysis, Experience]", "3 steps"),
    ] {
        let mistakes = planted(minutes, cycle).unwrap_err();
        assert!(mistakes.len() == 1 && mistakes[0].what.contains(what), "{}", listed(&mistakes));
        assert_eq!(mistakes[0].question.as_deref(), Some("journey.where-now"));
    }
}

#[test]
#[rustfmt::skip]
fn every_field_that_cannot_be_read_is_named() {
    expect_exactly(&[
        ("format: 1,", "format: 1, colour: \"red\",", "colour", "", "no field “colour”"),
        ("version: \"2026-11-23\",", "version: \"23 November\",", "23 November", "", "`version` cannot be read"),
        ("publisher: \"thinkwheel\",\n", "", "Bank(\n", "", "`publisher` is missing"),
        ("about: \"What to do next, by when, and who does it.\"", "aboot: \"What next.\"", "aboot", "", "no field “aboot”"),
        // The part above lacks its line now: said where the part begins.
        ("        Part(\n            part: ProcessMaps,", "        Part( // lacks\n            part: ProcessMaps,", "Part( // lacks", "", "`about` is missing"),
        ("\"If you put a finger on the map for this child today, where would it rest?\",", "Where would it rest,", "Where would it rest,", "journey.where-now", "`text` cannot be read"),
        ("id: \"journey.own-story\",", "id: \"journey.own-story\", mood: 3,", "mood: 3", "journey.own-story", "no field “mood”"),
        ("id: \"journey.how-here\",", "id: \"journey.how-here\", id: \"journey.twice\",", "journey.twice", "journey.how-here", "`id` is written twice"),
        ("\"What can the journeys of brothers and sisters tell us that this child's own cannot?\",", "\"What can the journeys of brothers and sisters tell us?\" // no comma", "follow_ups: [\n                \"What helped then", "journey.brothers-sisters", "no comma before `follow_ups`"),
        ("source: Follows(document: \"childs-journey\", item: \"question-3\")", "source: Followed(document: \"childs-journey\", item: \"question-3\")", "Followed", "journey.threshold", "word “Followed”"),
        ("source: Follows(document: \"childs-journey\", item: \"question-4\")", "source: Follows(document: \"childs-journey\", point: \"question-4\")", "point: \"question-4\"", "journey.next-stage", "no field “point”"),
        ("\"Which step belongs to the family, in their own words?\",", "Which step,", "Which step,", "journey.getting-there", "`follow_ups` cannot be read"),
        ("stages: [Plan, UpdatingThePlan],", "stages: [Plan, Updating],", "[Plan, Updating]", "journey.getting-there", "word “Updating”"),
        ("needs_plan: true,\n            minutes: 8,", "needs_plan: perhaps,\n            minutes: 8,", "perhaps", "journey.parallel-plan", "`needs_plan` cannot be read"),
        ("\"What does that length of time mean at this child's age?\",", "\"What does that length of time mean,", "mean,\n", "journey.timescales", "no closing quotation mark"),
        ("\"What would be the first sign, and who would notice it?\",", "\"What would be the \"first\" sign?\",", "\"first\" sign", "journey.if-worse", "`follow_ups` cannot be read"),
        ("source: Follows(document: \"childs-journey\", item: \"ask-3\"),\n", "", "Question(\n            id: \"journey.if-better\"", "journey.if-better", "`source` is missing"),
    ]);
}

#[test]
#[rustfmt::skip]
fn a_bracket_missing_or_too_many_hides_nothing_behind_it() {
    expect_exactly(&[
        // A question that is not closed, and a fault in the next one.
        ("item: \"question-1\"),\n        ),", "item: \"question-1\"),\n", "Question(\n            id: \"journey.where-now\"", "journey.where-now", "not closed"),
        ("Who heard it, when, and in which words?", "Who/what heard it?", "Who/what", "journey.own-story", "slash"),
        // No comma between two questions.
        ("item: \"question-2\"),\n        ),", "item: \"question-2\"),\n        ) // here", ") // here", "journey.how-here", "no comma after this question"),
        // A list that is not closed.
        ("whose childhood in this family could teach us?\",\n            ],", "whose childhood in this family could teach us?\",", "follow_ups: [\n                \"What helped then", "journey.brothers-sisters", "not closed"),
        // A bracket too many at the end of a question, and in its middle.
        ("section: \"principle-1\"),\n        ),", "section: \"principle-1\"),\n        )), // two", ")), // two", "journey.other-authorities", "“)” stands here"),
        ("Who sees the level differently, and what do they see?\",\n            ],", "Who sees the level differently?\",\n            ]], // two lists", "]], // two lists", "journey.threshold", "“]” stands here"),
        ("What have they said or shown that they hope for instead?", "What/which?", "What/which", "journey.next-stage", "slash"),
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
    let broken = text().replacen("where would it rest?", "where\n would it rest?", 1);
    let mistakes = read(&broken).unwrap_err();
    assert_eq!(mistakes.len(), 1, "{}", listed(&mistakes));
    assert!(mistakes[0].what.contains("a line break"), "{}", mistakes[0]);
    assert_eq!(mistakes[0].question.as_deref(), Some("journey.where-now"));
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
