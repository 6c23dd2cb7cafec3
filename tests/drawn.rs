//! The wheel and the values beside an answer, in the real app: how they look
//! at four sizes, and what keys, words and the mouse do to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "screens/desk.rs"]
#[allow(dead_code)] // shared with the other screens
mod desk;

use desk::{BARE, COLOURED, Desk};
use insta::assert_snapshot;
use thinkwheel::app::model::Screen;
use thinkwheel::app::page::Body;
use thinkwheel::app::{Effect, Event, Key, Message, update};
use thinkwheel::figure::Target;
use thinkwheel::practice::{Block, Part, Place, Stage};
use thinkwheel::record::{Discussion, Edit, Value};

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 40), (200, 60)];

/// Stands at a question.
fn at(id: &str) -> Desk {
    let mut desk = Desk::in_session();
    let text = desk.context.question(id).unwrap().text.clone();
    desk.keys("/");
    desk.event(Event::Fill(text));
    desk.keys("<Enter>");
    desk
}

/// Each kind of drawn answer, given.
fn scenes() -> Vec<(&'static str, Desk)> {
    let mut wheel = Desk::with_history();
    wheel.keys("nDana Okafor<Tab>a<Down><Enter><PageDown>");
    let mut out = vec![("wheel-again", wheel)];
    let mut with = |name, mut desk: Desk, keys: &str| {
        desk.keys(keys);
        out.push((name, desk));
    };
    with("scale", at("safety.scale"), "Calmer than in May.<Tab>6");
    with("scale-words", at("safety.scale"), "Calmer than in May.");
    with("balance", at("scales.balance"), "<Alt-v><Left><Left>");
    with("journey", at("journey.where-now"), "<Alt-v>3");
    with("journey-next", at("journey.next-stage"), "<Alt-v>4");
    with("blocks", at("blocks.where-now"), "<Alt-v><Up><Up>");
    with(
        "four",
        at("participation.four-is"),
        "<Alt-v>She chose who speaks for her.<Tab><Tab>Two visits a week",
    );
    with(
        "lightbulb",
        at("lightbulb.different"),
        "<Alt-v>Fewer rows at night<Tab>On her and her brother",
    );
    out
}

#[test]
fn drawings_read_as_they_should() {
    for (name, mut desk) in scenes() {
        for (columns, rows) in SIZES {
            assert_snapshot!(format!("{name}-{columns}x{rows}"), desk.text(columns, rows));
        }
    }
}

fn chosen(desk: &Desk) -> usize {
    desk.page().list().unwrap().selected
}

fn discussion(desk: &Desk) -> &Discussion {
    desk.model.work.as_ref().unwrap().discussion().unwrap()
}

fn value(desk: &Desk) -> Option<&Value> {
    discussion(desk).answers.iter().find_map(|a| a.value_given())
}

fn words(desk: &Desk) -> String {
    discussion(desk).contributions().map(|(_, c)| c.text.clone()).collect()
}

/// The note as it would leave, in full.
fn note(desk: &mut Desk) -> String {
    desk.keys("<Alt-r><Tab><Tab>");
    match desk.page().body {
        Body::Note(note) => note.text,
        _ => panic!("no note"),
    }
}

#[test]
fn arrows_turn_the_wheel_as_it_is_seen() {
    for (keys, part) in [
        ("<Right>", 1),
        ("<Left>", 2),
        ("<Right><Right><Right>", 0),
        ("<Down>", 4),
        ("<Down><Left>", 3),
        ("<Down><Left><Left>", 11),
        ("<Down><Left><Left><Up>", 2),
        ("<Up>", 0),
        ("9", 11),
        ("9<Right>", 3),
        ("1", 3),
        ("5<Up>", 1),
        ("p", 1),
        ("ppp", 0),
        ("7p", 0),
    ] {
        let mut desk = Desk::in_session();
        desk.keys(keys);
        assert_eq!(chosen(&desk), part, "{keys}");
    }
    // Where the list is shown, they go through the list; numbers stay.
    let mut desk = Desk::in_session();
    desk.event(Event::Resize(60, 20));
    desk.keys("<Down><Down><Down>");
    assert_eq!(chosen(&desk), 3);
    desk.keys("9");
    assert_eq!(chosen(&desk), 11);
    desk.model.drawings = false;
    desk.event(Event::Resize(120, 40));
    desk.keys("<Up>");
    assert_eq!(chosen(&desk), 10, "nothing is drawn: the list is seen");
}

#[test]
fn the_part_in_hand_opens_at_once_and_is_still_in_hand_after() {
    let mut desk = Desk::in_session();
    desk.keys("8<Enter>");
    let id = match &desk.model.screen {
        Screen::Question { id, .. } => id.clone(),
        _ => panic!("not at a question"),
    };
    assert!(id.starts_with("blocks."), "{id}");
    desk.keys("<Esc>");
    assert_eq!(chosen(&desk), 10);
}

#[test]
fn the_stage_goes_once_round_and_stays_once_finalised() {
    let mut desk = Desk::in_session();
    let mut seen = Vec::new();
    for _ in 0..5 {
        desk.keys("s");
        seen.push(discussion(&desk).stage);
    }
    let all = [Stage::Assessment, Stage::Plan, Stage::UpdatingThePlan, Stage::Review];
    assert_eq!(seen, [Some(all[0]), Some(all[1]), Some(all[2]), Some(all[3]), None]);
    desk.keys("ss<Enter>Now.");
    let text = note(&mut desk);
    assert!(text.contains("making the plan"), "{text}");
    desk.keys("<Enter><Enter><Alt-w>s");
    assert_eq!(discussion(&desk).stage, Some(Stage::Plan));
    assert!(desk.page().notice.unwrap().text.contains("finalised"));
}

/// Of each kind: the same value by keys, by the mouse, in words; it is said
/// in the note, and taken away again.
#[test]
fn a_value_is_the_same_however_it_is_set() {
    for (id, keys, target, said, note_says) in [
        ("safety.scale", "<Alt-v>7", Target::Score(7), "7", "How safe: 7 out of 10, where 0 means"),
        ("safety.scale", "<Tab>10", Target::Score(10), "10", "10 out of 10"),
        (
            "safety.scale",
            "<Tab>t",
            Target::Score(10),
            "10",
            "; given on 23 November 2026; who judged is not said",
        ),
        ("safety.scale", "<Tab>3<Left><Up><Left>", Target::Score(2), "2", "2 out of 10"),
        (
            "scales.balance",
            "<Tab><Left><Left>",
            Target::Balance(-2),
            "duty 2",
            "Balance: tilts towards duty (process), away from help (intervention): two steps of \
             five",
        ),
        ("scales.balance", "<Tab><Right><Left>", Target::Balance(0), "even", "even between"),
        (
            "journey.where-now",
            "<Tab>3",
            Target::Place(Place::CareManagement),
            "care management",
            "Place on the child's journey: Care Management",
        ),
        (
            "journey.next-stage",
            "<Tab><Left>",
            Target::Place(Place::LeavingCare),
            "Leaving Care",
            "Next on the child's journey: Leaving Care",
        ),
        (
            "blocks.where-now",
            "<Tab><Up><Up>",
            Target::Block(Block::Middle),
            "working together",
            "Our working relationship: working together",
        ),
    ] {
        let (mut by_key, mut by_mouse, mut by_word) = (at(id), at(id), at(id));
        by_key.keys(keys);
        by_mouse.event(Event::Point(target));
        by_word.event(Event::Value(said.into()));
        let first = value(&by_key).cloned();
        assert!(first.is_some(), "{id} {keys}");
        assert!(first == value(&by_mouse).cloned(), "{id} {target:?}");
        assert!(first == value(&by_word).cloned(), "{id} {said}");
        let text = note(&mut by_word);
        assert!(text.contains(note_says), "{note_says}\n{text}");
        by_key.keys("<Backspace>");
        assert!(value(&by_key).is_none(), "{id}");
        by_mouse.event(Event::Value("none".into()));
        assert!(value(&by_mouse).is_none(), "{id}");
    }
}

#[test]
fn arriving_is_being_ready_to_write_and_letters_go_to_the_words() {
    for id in ["safety.scale", "scales.balance", "participation.four-is", "lightbulb.different"] {
        let mut desk = at(id);
        desk.keys("12 days");
        assert_eq!(words(&desk), "12 days");
        assert!(value(&desk).is_none());
        for back in ["<Esc>", "<Alt-v>"] {
            desk.keys("<Alt-v>");
            desk.keys(back);
            desk.keys(".");
        }
        assert_eq!(words(&desk), "12 days..", "{id}: back in the words");
    }
    let mut desk = at("safety.scale");
    desk.keys("<Tab>6xy");
    assert_eq!(words(&desk), "xy", "a letter without a meaning is written, and those after it");
    assert!(matches!(value(&desk), Some(Value::Safety(s)) if s.score == 6));
    // From one question to the next one is in the words again.
    desk.keys("<Tab><PageDown>z");
    assert_eq!(words(&desk), "xyz");
    // What means something on the scale alone is written elsewhere.
    for id in ["scales.balance", "journey.where-now", "blocks.where-now"] {
        let mut desk = at(id);
        desk.keys("<Tab>two weeks");
        assert_eq!(words(&desk), "two weeks", "{id}");
        let mut desk = at(id);
        desk.keys("<Tab>we");
        assert_eq!(words(&desk), "we", "{id}");
        assert!(value(&desk).is_none());
    }
}

/// Whose a number is, nobody invents: it is said, with a key or in words.
#[test]
fn whose_number_it_is_is_only_what_somebody_says() {
    let rater = |desk: &Desk| match value(desk) {
        Some(Value::Safety(s)) => s.rater.clone(),
        _ => panic!("no score"),
    };
    let mut desk = at("safety.scale");
    desk.keys("<Tab>w");
    assert!(value(&desk).is_none() && desk.page().notice.is_some());
    desk.keys("6");
    assert_eq!(rater(&desk), "");
    assert!(desk.text(80, 24).contains("6 out of 10, whose: not said"));
    let mut seen = Vec::new();
    for _ in 0..5 {
        desk.keys("w");
        seen.push(rater(&desk));
    }
    assert_eq!(seen[0], "Dana Okafor");
    assert_eq!(seen[2..], ["the child", "the family", ""]);
    desk.keys("www<Right>");
    assert_eq!(rater(&desk), "the child", "another number of the same child");
    assert!(note(&mut desk).contains("judged by the child"));

    let mut desk = at("safety.scale");
    for (said, expected) in [
        ("by Sam", None),
        ("4", Some("")),
        ("by Sam Reed", Some("Sam Reed")),
        ("5 by the child", Some("the child")),
        ("7 BY family", Some("the family")),
        ("by nobody", Some("")),
    ] {
        desk.event(Event::Value(said.into()));
        assert_eq!(value(&desk).map(|_| rater(&desk)).as_deref(), expected, "{said}");
    }
    assert!(matches!(value(&desk), Some(Value::Safety(s)) if s.score == 7));
    desk.event(Event::Value("11 by Sam".into()));
    assert!(desk.page().notice.unwrap().trouble);
    assert_eq!(rater(&desk), "");
}

#[test]
fn four_texts_are_typed_journalled_and_said() {
    for (id, first, third) in [
        ("participation.four-is", "Involve: She chose.", "Invest: Two visits."),
        ("lightbulb.different", "What effect: She chose.", "How we know: Two visits."),
    ] {
        let mut desk = at(id);
        desk.keys("<Alt-v>She chose.<Tab><Enter>Two visitsx<Backspace>.");
        let text = note(&mut desk);
        assert!(text.contains(first) && text.contains(third), "{text}");
        // One key, one small change in the journal.
        let mut desk = at(id);
        desk.keys("<Tab>a");
        let message = Message { at: desk.at, event: Event::Key(Key::char('b')) };
        let effects = update(&mut desk.model, message, &desk.context);
        let typed = |e: &Effect| matches!(e, Effect::Keep { edit: Edit::Text { .. }, .. });
        assert!(effects.iter().any(typed), "{effects:?}");
        desk.keys("<Backspace><Backspace>");
        assert!(value(&desk).is_none(), "empty texts are no answer");
        assert!(discussion(&desk).is_empty());
    }
    let mut desk = at("lightbulb.different");
    desk.event(Event::Point(Target::Lightbulb(2)));
    desk.keys("School says so.");
    desk.event(Event::Value("on whom her brother".into()));
    desk.event(Event::Value("What effect fewer rows".into()));
    let expected = Value::Lightbulb {
        effect: "fewer rows".into(),
        on_whom: "her brother".into(),
        how_we_know: "School says so.".into(),
        what_else: String::new(),
    };
    assert!(value(&desk) == Some(&expected));
}

/// What cannot be read changes nothing and says what can.
#[test]
fn words_that_are_no_value_are_refused_with_the_way_out() {
    for (id, said, names) in [
        ("safety.scale", "11", "from 0 to 10"),
        ("safety.scale", "-1", "from 0 to 10"),
        ("safety.scale", "", "from 0 to 10"),
        ("scales.balance", "process 6", "process"),
        ("scales.balance", "6", "even"),
        ("journey.where-now", "the moon", "front door"),
        ("journey.where-now", "0", "front door"),
        ("blocks.where-now", "5", "mending"),
        ("participation.four-is", "involve", "influence"),
        ("lightbulb.different", "effects many", "on whom"),
        ("skills.our-talks", "7", "words alone"),
    ] {
        let mut desk = at(id);
        desk.event(Event::Value(said.into()));
        let notice = desk.page().notice.unwrap();
        assert!(notice.trouble && notice.text.contains(names), "{}", notice.text);
        assert!(value(&desk).is_none() && discussion(&desk).is_empty());
    }
    let mut desk = at("safety.scale");
    desk.keys("<Tab>4<Alt-r><Enter><Enter><Alt-w>/between 0 and<Enter><Tab>9");
    desk.event(Event::Point(Target::Score(9)));
    assert!(matches!(value(&desk), Some(Value::Safety(s)) if s.score == 4), "finalised");
}

/// Wherever a value stands, the words say it: with the drawing and without.
#[test]
fn a_value_is_in_words_at_every_size() {
    for (id, said, shown) in [
        ("safety.scale", "7", "7 out of 10"),
        ("scales.balance", "intervention 1", "one step of"),
        ("journey.where-now", "front door", "Place on the journey: Front Door (in our eyes)"),
        ("blocks.where-now", "ending", "We are at a good ending"),
    ] {
        for hand in ["", "<Alt-v>"] {
            let mut desk = at(id);
            desk.event(Event::Value(said.into()));
            desk.keys(hand);
            for (columns, rows) in [(60, 20), (80, 24), (120, 40), (200, 60)] {
                for look in [COLOURED, BARE] {
                    let shot = desk.shot(columns, rows, look);
                    assert!(shot.text().contains(shown), "{columns}x{rows}\n{}", shot.text());
                }
            }
        }
    }
}

#[test]
fn pointing_at_the_wheel_takes_then_opens_and_sets_the_stage() {
    let mut desk = Desk::in_session();
    desk.event(Event::Point(Target::Part(Part::Trauma)));
    assert_eq!(chosen(&desk), Part::Trauma.index());
    desk.event(Event::Point(Target::Stage(Stage::Review)));
    assert_eq!(discussion(&desk).stage, Some(Stage::Review));
    desk.event(Event::Point(Target::Stage(Stage::Review)));
    assert_eq!(discussion(&desk).stage, None);
    desk.event(Event::Point(Target::Score(3)));
    desk.event(Event::Point(Target::Part(Part::Trauma)));
    assert!(matches!(&desk.model.screen, Screen::Question { id, .. } if id.starts_with("trauma.")));
    desk.keys("<F9>");
    desk.event(Event::Point(Target::Score(3)));
    assert!(discussion(&desk).is_empty(), "a hidden screen takes nothing");
}

/// Asked in an earlier meeting, then today, then set aside to come back to.
#[test]
fn the_wheel_remembers_the_child_not_the_meeting() {
    let mut desk = Desk::with_history();
    let first = |desk: &Desk| match desk.page().body {
        Body::Wheel(wheel) => (wheel.wheel.words.clone(), wheel.asked),
        _ => panic!("no wheel"),
    };
    // Past what is open from last time.
    desk.keys("nDana Okafor<Tab>a<Down><Enter><PageDown>");
    let (words, asked) = first(&desk);
    assert!(words.iter().any(|w| w.starts_with("Asked before: Principle 1")), "{words:?}");
    assert_eq!(asked, "14 questions. Last asked on 2 November 2026. F6: the journey itself.");
    desk.keys("<Enter>Again.<PageDown><Alt-b><Esc>");
    let (words, asked) = first(&desk);
    assert!(words.iter().any(|w| w.starts_with("Asked today: Principle 1")), "{words:?}");
    assert!(words.iter().any(|w| w.starts_with("To come back to: Principle 1")), "{words:?}");
    assert!(
        asked.starts_with("2 of 14 questions asked today. Before that on 2 November"),
        "{asked}"
    );
    assert!(asked.contains("One to come back to."), "{asked}");
}

/// A notice says what happened; what is drawn stays as it is.
#[test]
fn a_notice_moves_nothing_that_is_drawn() {
    let drawn = |text: &str| -> String {
        text.chars().filter(|c| ('\u{2801}'..='\u{28ff}').contains(c)).collect()
    };
    for (columns, rows) in [(80, 24), (120, 40), (200, 60)] {
        let mut desk = Desk::in_session();
        desk.event(Event::Resize(columns, rows));
        let before = drawn(&desk.text(columns, rows));
        desk.keys("<F2>");
        assert!(desk.page().notice.is_some());
        assert_eq!(before, drawn(&desk.text(columns, rows)), "{columns}x{rows}");
    }
}

/// A narrow screen still says where one is, the way back and the way to help.
#[test]
fn a_narrow_question_keeps_its_place_and_the_way_out() {
    let mut desk = at("safety.scale");
    desk.keys("<Alt-v>6");
    let text = desk.text(60, 20);
    for words in ["Amina Yusuf", "Signs of Safety 9/13", "Esc ", "F1 ", "0-9 score", "w whose"] {
        assert!(text.contains(words), "{words}\n{text}");
    }
    assert!(text.contains("· What makes it that number"), "{text}");
    let mut desk = at("scales.balance");
    desk.keys("<Alt-v><Left><Left>");
    let text = desk.text(60, 20);
    for words in ["duty 5 4 3 [2] 1 · even", "Left duty", "Right help", "Esc ", "F1 "] {
        assert!(text.contains(words), "{words}\n{text}");
    }
}

/// A long text is seen around the cursor, with its cut marked, and once.
#[test]
fn a_long_text_in_hand_is_wrapped_and_stands_once() {
    let long = (1..=60).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
    for id in ["participation.four-is", "lightbulb.different"] {
        let mut desk = at(id);
        desk.keys("<Alt-v>");
        desk.event(Event::Paste(long.clone()));
        let text = desk.text(60, 20);
        assert!(text.contains("word60") && text.contains("word45") && text.contains('…'), "{text}");
        assert_eq!(desk.text(120, 40).matches("word60").count(), 1);
    }
}
