//! Choosing questions, walking them, naming children, taking things back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::Desk;
use thinkwheel::app::page::{Body, Mark};
use thinkwheel::app::{Event, model::Screen};
use thinkwheel::practice::Destination;
use thinkwheel::record::{Answer, AnswerState, Discussion, FieldName};

/// A session about a child, on the wheel.
fn begin(child: &str) -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in(child);
    desk.press("Enter");
    desk
}

/// Text, what stands at the right, the line below, and whether it is taken.
fn rows(desk: &Desk) -> Vec<(String, String, String, bool)> {
    match desk.page().body {
        Body::List(list) => list
            .items
            .iter()
            .map(|i| {
                (i.text.clone(), i.aside.clone(), i.below.clone(), i.mark == Some(Mark::Chosen))
            })
            .collect(),
        _ => panic!("not a list"),
    }
}

fn intro(desk: &Desk) -> String {
    match desk.page().body {
        Body::List(list) => list.intro.join(" "),
        _ => panic!("not a list"),
    }
}

fn here(desk: &Desk) -> String {
    match &desk.model.screen {
        Screen::Question { id, .. } => id.clone(),
        _ => panic!("not at a question"),
    }
}

fn discussion(desk: &Desk) -> &Discussion {
    &desk.session().discussions[0]
}

fn answer(desk: &Desk) -> &Answer {
    discussion(desk).answer_to("practice-framework", &here(desk)).unwrap()
}

fn words(desk: &Desk) -> &str {
    &answer(desk).contributions[0].text
}

fn notice(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

/// Back to a question before this one in its part.
fn up_to(desk: &mut Desk, question: &str) {
    for _ in 0..14 {
        if here(desk) != question {
            desk.press("PageUp");
        }
    }
    assert_eq!(here(desk), question);
}

#[test]
fn a_choice_is_proposed_changed_kept_and_walked() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    assert!(intro(&desk).starts_with("59 of 60 minutes."), "{}", intro(&desk));
    let first = rows(&desk);
    assert!(first[0].2.ends_with("a way in"), "{first:?}");
    assert!(first.iter().all(|r| r.3 && r.1.ends_with(" min")));
    assert!(discussion(&desk).chosen.is_empty(), "nothing is kept before Enter");
    desk.press("Enter");
    let chosen = discussion(&desk).chosen.clone();
    assert_eq!(chosen.len(), first.len());
    assert!(desk.replayed() == *desk.session(), "the choice is journalled");
    for (n, id) in chosen.iter().enumerate() {
        assert_eq!(here(&desk), *id);
        assert_eq!(desk.page().top_right, format!("chosen {}/{}", n + 1, chosen.len()));
        desk.type_in("said");
        desk.press("PageDown");
    }
    assert_eq!(here(&desk), *chosen.last().unwrap());
    assert!(notice(&desk).contains("the last of the questions you chose"), "{}", notice(&desk));
    desk.press("PageUp");
    assert_eq!(here(&desk), chosen[chosen.len() - 2]);
}

#[test]
fn leaving_a_question_out_swapping_and_minutes_change_the_list_alone() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    let before = rows(&desk);
    desk.press("+");
    desk.press("+");
    assert!(intro(&desk).contains("of 70 minutes"), "{}", intro(&desk));
    assert!(rows(&desk).len() > before.len());
    desk.press("-");
    desk.press("-");
    assert_eq!(rows(&desk), before, "the same minutes give the same questions");
    desk.press("Down");
    desk.press("Space");
    assert!(!rows(&desk)[1].3);
    assert!(intro(&desk).starts_with("54 of 60"), "{}", intro(&desk));
    desk.press("Space");
    desk.press("x");
    let swapped = rows(&desk);
    assert!(swapped.iter().all(|r| r.0 != before[1].0), "another in its place");
    assert_eq!(swapped.len(), before.len());
    desk.press("Ctrl-z");
    assert_eq!(rows(&desk), before, "the swap is taken back");
    // What a person settled stays through other minutes, and through fewer
    // than it takes.
    desk.press("x");
    let got = rows(&desk)[1].0.clone();
    assert!(notice(&desk).contains("Instead of") && notice(&desk).contains("Ctrl-Z"));
    for key in ["+", "-", "-", "-", "-", "+", "+"] {
        let stood: Vec<String> = rows(&desk).into_iter().map(|r| r.0).collect();
        desk.press(key);
        let now: Vec<String> = rows(&desk).into_iter().map(|r| r.0).collect();
        assert!(now.contains(&got), "{key}: {now:?}");
        let (few, many) = if key == "+" { (&stood, &now) } else { (&now, &stood) };
        assert!(few.iter().all(|q| many.contains(q)), "{key}: {stood:?} {now:?}");
    }
    for _ in 0..8 {
        desk.press("Ctrl-z");
    }
    assert_eq!(rows(&desk), before);
    desk.press("k");
    assert!(rows(&desk).iter().any(|r| r.2.contains("you said the work is stuck")));
    desk.press("k");
    assert!(rows(&desk).iter().all(|r| !r.2.contains("you said the work is stuck")));
    desk.press("Esc");
    assert!(discussion(&desk).chosen.is_empty());
    assert!(matches!(desk.model.screen, Screen::Wheel { .. }), "back where it was opened");
}

#[test]
fn a_question_is_added_by_finding_it_and_stays_when_minutes_change() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    desk.press("/");
    desk.type_in("hard things nobody");
    desk.press("Ctrl-a");
    desk.type_in("twenty-five");
    let Body::List(found) = desk.page().body else { panic!() };
    let wanted = found.items[0].text.clone();
    desk.press("Enter");
    let added =
        |desk: &Desk| rows(desk).iter().any(|r| r.0 == wanted && r.2.contains("you chose it"));
    assert!(added(&desk), "{:?}", rows(&desk));
    desk.press("-");
    assert!(added(&desk));
    desk.press("Enter");
    desk.press("Alt-g");
    assert!(rows(&desk).iter().any(|r| r.0 == wanted), "chosen before, and still");
    // By numbers, as linear prompts do it: a number takes or leaves.
    desk.event(Event::Pick(0));
    assert!(!rows(&desk)[0].3);
}

#[test]
fn elsewhere_the_part_is_walked_and_the_choice_stays() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    desk.press("Enter");
    let chosen = discussion(&desk).chosen.clone();
    desk.press("Alt-d");
    desk.press("Esc");
    assert_eq!(desk.page().top_right, format!("chosen 1/{}", chosen.len()), "back in the walk");
    desk.press("Alt-w");
    desk.press("Enter");
    assert!(!desk.page().top_right.starts_with("chosen"), "{}", desk.page().top_right);
    desk.press("PageDown");
    let bank = desk.context.bank().unwrap();
    assert_eq!(here(&desk), bank.walk().nth(1).unwrap().id);
    assert_eq!(discussion(&desk).chosen, chosen);
    desk.press("Alt-g");
    desk.press("Enter");
    desk.press("PageDown");
    assert_eq!(here(&desk), chosen[1]);
    desk.press("Ctrl-q");
    let next = Desk::with(desk.home_after(), desk.saved);
    assert_eq!(here(&next), chosen[1]);
    assert_eq!(next.page().top_right, format!("chosen 2/{}", chosen.len()));
}

#[test]
fn what_was_to_be_brought_back_leads_the_next_meeting() {
    let mut desk = begin("Leila");
    desk.press("Enter");
    desk.type_in("half");
    desk.press("Alt-b");
    let back = here(&desk);
    desk.press("PageDown");
    desk.type_in("whole");
    let asked = here(&desk);
    for _ in 0..3 {
        desk.press("Esc");
    }
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("leil");
    desk.press("Down");
    desk.press("Enter");
    desk.press("Alt-g");
    assert!(rows(&desk)[0].2.ends_with("brought back from 23 November"), "{:?}", rows(&desk));
    desk.press("Enter");
    assert_eq!(discussion(&desk).chosen[0], back);
    assert!(!discussion(&desk).chosen.contains(&asked), "asked last time");
}

#[test]
fn nothing_chosen_is_said_and_too_few_minutes_too() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    for n in 0..rows(&desk).len() {
        desk.event(Event::Pick(n));
    }
    desk.press("Enter");
    assert!(notice(&desk).contains("Nothing is chosen"), "{}", notice(&desk));
    assert!(discussion(&desk).chosen.is_empty());
}

#[test]
fn words_and_marks_are_taken_back_in_order_after_going_about() {
    let mut desk = begin("Leila");
    desk.press("Enter");
    desk.type_in("one ");
    desk.press("Alt-b");
    desk.type_in("two");
    desk.press("Alt-f");
    desk.press("Alt-j");
    let at = here(&desk);
    // Away: another question, the close screen, the note, the meeting, and back.
    desk.press("PageDown");
    desk.type_in("hers");
    desk.press("Alt-d");
    desk.type_in("decided");
    desk.press("Alt-r");
    desk.press("Alt-m");
    desk.press("Alt-w");
    desk.press("Enter");
    up_to(&mut desk, &at);
    let state = |desk: &Desk| {
        let a = answer(desk);
        (words(desk).to_owned(), a.state, a.destination, a.contributions[0].rough)
    };
    let (child, staff) = (Destination::ChildFile, Destination::StaffFile);
    let (asked, back) = (AnswerState::Answered, AnswerState::BringBack);
    let way = [
        ("one two".to_owned(), back, staff, true),
        ("one two".to_owned(), back, staff, false),
        ("one two".to_owned(), back, child, false),
        ("one ".to_owned(), back, child, false),
        ("one ".to_owned(), asked, child, false),
        (String::new(), asked, child, false),
    ];
    for (n, then) in way.iter().enumerate() {
        assert!(state(&desk) == *then, "step {n}");
        desk.press("Ctrl-z");
        assert!(desk.replayed() == *desk.session());
    }
    assert!(notice(&desk).contains("Nothing to take back"), "{}", notice(&desk));
    for then in way.iter().rev() {
        assert!(state(&desk) == *then);
        desk.press("Ctrl-y");
    }
    assert!(notice(&desk).contains("Nothing to do again"));
    // Only what was done here: the other answer is as it was.
    assert!(discussion(&desk).answers.iter().any(|a| a.contributions[0].text == "hers"));
}

#[test]
fn a_choice_of_questions_can_be_taken_back() {
    let mut desk = begin("Leila");
    desk.press("Alt-g");
    desk.press("Enter");
    let first = discussion(&desk).chosen.clone();
    desk.press("Alt-g");
    desk.press("Down");
    desk.press("Space");
    desk.press("Enter");
    assert_eq!(discussion(&desk).chosen.len(), first.len() - 1);
    desk.press("Ctrl-z");
    assert_eq!(discussion(&desk).chosen, first);
    assert!(notice(&desk).contains("as they were before"));
    desk.press("Ctrl-y");
    assert_eq!(discussion(&desk).chosen.len(), first.len() - 1);
}

#[test]
fn one_key_names_each_child_and_the_name_is_shown_and_taken_back() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("the garden");
    let about = |desk: &Desk| answer(desk).contributions[0].children.clone();
    let shown = |desk: &Desk| match desk.page().body {
        Body::Question(q) => q.about.iter().map(|n| n.named).collect::<Vec<_>>(),
        _ => panic!(),
    };
    assert!(about(&desk).is_empty(), "never by accident");
    assert_eq!(shown(&desk), [false, false]);
    desk.press("Alt-2");
    assert_eq!(about(&desk), [nell]);
    assert_eq!(shown(&desk), [false, true]);
    desk.press("Alt-1");
    assert_eq!(about(&desk), [kit, nell], "in the order of the family");
    desk.press("Alt-2");
    assert_eq!(about(&desk), [kit]);
    desk.press("Alt-9");
    assert_eq!(about(&desk), [kit], "there is no ninth child");
    desk.press("Ctrl-z");
    assert_eq!(about(&desk), [kit, nell]);
    desk.press("Ctrl-z");
    desk.press("Ctrl-z");
    assert!(about(&desk).is_empty());
    assert_eq!(words(&desk), "the garden");
}

#[test]
fn decisions_and_actions_name_their_children_too() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Alt-d");
    desk.type_in("Both stay at the school.");
    let aside = |desk: &Desk, label: &str| match desk.page().body {
        Body::Form(form) => form.fields.iter().find(|f| f.label == label).unwrap().aside.clone(),
        _ => panic!(),
    };
    assert_eq!(aside(&desk, "What is decided"), "about: nobody yet (Alt-1 Kit, Alt-2 Nell)");
    desk.press("Alt-1");
    desk.press("Alt-2");
    assert_eq!(discussion(&desk).decisions[0].children, [kit, nell]);
    assert_eq!(aside(&desk, "What is decided"), "about Kit and Nell");
    desk.press("Alt-a");
    desk.type_in("Ring the school");
    desk.press("Alt-2");
    assert_eq!(discussion(&desk).actions[0].children, [nell]);
    desk.press("Alt-r");
    let page = |desk: &Desk| match desk.page().body {
        Body::Note(note) => note.text,
        _ => panic!(),
    };
    assert!(page(&desk).contains("Both stay") && !page(&desk).contains("Ring the school"));
    desk.press("Right");
    assert!(page(&desk).contains("Both stay") && page(&desk).contains("Ring the school"));
    desk.press("Alt-d");
    for _ in 0..9 {
        if desk.model.field_in_hand().unwrap().name != FieldName::What {
            desk.press("Tab");
        }
    }
    desk.press("Ctrl-z");
    assert_eq!(discussion(&desk).actions[0].children, [kit, nell], "as it was begun");
    desk.press("Ctrl-z");
    assert_eq!(discussion(&desk).actions[0].what, "Ring the ");
}

#[test]
fn a_finalised_note_takes_no_choice_and_no_undo() {
    let mut desk = begin("Leila");
    desk.press("Enter");
    desk.type_in("said");
    let before = here(&desk);
    desk.press("Alt-r");
    desk.press("Enter");
    desk.press("Enter");
    desk.press("Alt-g");
    assert!(notice(&desk).contains("finalised"), "{}", notice(&desk));
    desk.press("Alt-w");
    desk.press("Enter");
    up_to(&mut desk, &before);
    desk.press("Ctrl-z");
    assert_eq!(words(&desk), "said");
}

/// A line typed in linear prompts, and what comes of it.
fn line(desk: &mut Desk, words: &str) {
    use thinkwheel::app::Face;
    let events = thinkwheel::line::LineFace::new().understand(words, &desk.page());
    for event in events {
        desk.event(event);
    }
}

#[test]
fn linear_prompts_choose_by_numbers_and_words() {
    let mut desk = begin("Leila");
    line(&mut desk, "/choose");
    let before = rows(&desk);
    line(&mut desk, "2");
    assert!(!rows(&desk)[1].3, "a number leaves one out");
    line(&mut desk, "2");
    line(&mut desk, "/other");
    assert_ne!(rows(&desk)[1].0, before[1].0);
    line(&mut desk, "/longer");
    assert!(intro(&desk).contains("of 65 minutes"));
    line(&mut desk, "/stuck");
    assert!(intro(&desk).contains("stuck"));
    line(&mut desk, "/find twenty-five");
    line(&mut desk, "1");
    assert!(rows(&desk).iter().any(|r| r.2.ends_with("you chose it")));
    line(&mut desk, "/go");
    assert!(desk.page().top_right.starts_with("chosen 1/"), "{}", desk.page().top_right);

    let (mut desk, [_, nell]) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    line(&mut desk, "the garden");
    line(&mut desk, "/about-child");
    assert!(answer(&desk).contributions[0].children.is_empty(), "never by accident");
    line(&mut desk, "/about-child 2");
    assert_eq!(answer(&desk).contributions[0].children, [nell]);
    line(&mut desk, "/undo");
    assert!(answer(&desk).contributions[0].children.is_empty());
}

/// The screen as it is drawn, 80 columns by 24 rows.
fn drawn(desk: &Desk) -> String {
    use ratatui::{Terminal, backend::TestBackend};
    use thinkwheel::tui::{Look, view};
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal.draw(|frame| drop(view::draw(frame, &desk.page(), &Look::default()))).unwrap();
    let buffer = terminal.backend().buffer();
    let row = |y| (0..80).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    (0..24).map(|y| row(y).trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_begun_keeps_the_last_choice_and_the_first_key_there_chooses_afresh() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("the garden");
    desk.press("Alt-o");
    desk.type_in("the gate");
    let about = |desk: &Desk| -> Vec<Vec<ulid::Ulid>> {
        answer(desk).contributions.iter().map(|c| c.children.clone()).collect()
    };
    assert_eq!(about(&desk), [vec![], vec![]], "nobody, until somebody said once");
    desk.press("Alt-1");
    desk.press("Alt-o");
    desk.type_in("the pond");
    assert_eq!(about(&desk), [vec![], vec![kit], vec![kit]]);
    desk.press("Alt-2");
    assert_eq!(about(&desk)[2], [nell], "afresh");
    desk.press("Alt-1");
    assert_eq!(about(&desk)[2], [kit, nell]);
    // Decision, action and sheet: as was said last.
    desk.press("Alt-d");
    desk.type_in("Both stay.");
    desk.press("Alt-a");
    desk.type_in("Ring the school");
    desk.press("F5");
    desk.type_in("Lee hit them.");
    let d = discussion(&desk);
    assert_eq!(d.decisions[0].children, [kit, nell]);
    assert_eq!(d.actions[0].children, [kit, nell]);
    assert_eq!(d.signs.passages[0].children, [kit, nell]);
    // One key, and the empty rows below follow; what has words does not.
    desk.press("Alt-2");
    let d = discussion(&desk);
    assert!(d.signs.passages.iter().all(|p| p.children == [nell]));
    assert!(d.signs.dangers.iter().all(|x| x.children == [nell]));
    assert_eq!(d.decisions[0].children, [kit, nell]);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn names_with_their_marks_stand_under_the_answer() {
    let (mut desk, _) = Desk::family();
    desk.press("Alt-w");
    desk.press("Enter");
    desk.type_in("the garden");
    let nobody = "about: nobody yet (Alt-1 Kit, Alt-2 Nell)";
    let flat = drawn(&desk).split_whitespace().collect::<Vec<_>>().join(" ");
    let nobody = nobody.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains(&nobody), "{}", drawn(&desk));
    desk.press("Alt-2");
    assert!(drawn(&desk).contains("about:  Alt-1 ○ Kit   Alt-2 ● Nell\n"), "{}", drawn(&desk));
    desk.press("Alt-d");
    desk.press("Alt-1");
    assert!(drawn(&desk).contains("about Kit"), "{}", drawn(&desk));
}
