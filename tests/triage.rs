//! A meeting about many children: marks on home, brief checks, families, and
//! what it costs in keys.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::desk::{Desk, home};
use common::keys::{self, Step};
use thinkwheel::app::page::Body;
use thinkwheel::app::{Event, SessionHead};
use thinkwheel::record::{Depth, FieldName, FilingState, Session, Stamp, Subject};
use thinkwheel::runtime::practice;

fn run(desk: &mut Desk, file: &str) -> usize {
    let steps = keys::read(file);
    for step in &steps {
        match step {
            Step::Press(key) => desk.event(Event::Key(*key)),
            Step::Type(words) => desk.type_in(words),
        }
    }
    keys::count(&steps)
}

/// The practice vault, at home.
fn practice_desk() -> Desk {
    let mut home = home();
    let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    let saved = practice::sessions(home.owner_id, at);
    for (n, s) in saved.iter().enumerate() {
        home.sessions.push(SessionHead {
            head: format!("head-{}", n + 1),
            written: at,
            header: s.header(),
            beside_another: false,
        });
    }
    Desk::with(home, saved)
}

/// A meeting about so many of the first children of the list.
fn meeting_of(children: usize) -> Desk {
    let mut desk = practice_desk();
    let first = desk.page().list().unwrap().items.iter().position(|i| i.mark.is_some()).unwrap();
    for n in 0..children {
        desk.event(Event::Select(first + n));
        desk.press("Space");
    }
    desk.press("n");
    desk
}

fn name(session: &Session, child: ulid::Ulid) -> &str {
    &session.child(child).unwrap().name
}

fn text(desk: &Desk) -> Vec<String> {
    match desk.page().body {
        Body::List(list) => {
            list.items.iter().map(|i| format!("{} | {} | {}", i.text, i.aside, i.below)).collect()
        }
        Body::Form(form) => form
            .fields
            .iter()
            .map(|f| format!("{}: {} | {}", f.label, f.editor.text(), f.aside))
            .collect(),
        Body::Note(note) => note.text.lines().map(str::to_owned).collect(),
        _ => panic!(),
    }
}

const THREE: &str = include_str!("keys/brief-check-three.keys");
const ALL: &str = include_str!("keys/brief-check-all.keys");
const TWELVE: &str = include_str!("keys/meeting-of-twelve.keys");

/// At the brief check of the first of twelve.
fn at_a_brief_check() -> Desk {
    let mut desk = meeting_of(12);
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Form(_)));
    desk
}

#[test]
fn a_brief_check_of_three_fields_takes_at_most_eight_keys() {
    let mut desk = at_a_brief_check();
    let before = desk.model.work.as_ref().unwrap().focus;
    let keys = run(&mut desk, THREE);
    println!("brief check, three fields, no action: {keys} keys");
    assert!(keys <= 8, "{keys} keys");
    let s = desk.session();
    let d = s.discussion(before).unwrap();
    assert!(!d.brief[0].changed.is_empty() && !d.brief[0].safe.is_empty());
    assert_eq!(d.glance[0].1.last_seen.on.unwrap().to_string(), "2026-11-19");
    assert_ne!(desk.model.work.as_ref().unwrap().focus, before, "at the next child");
    assert!(matches!(desk.page().body, Body::Form(_)));
}

#[test]
fn a_brief_check_with_everything_takes_at_most_fourteen_keys() {
    let mut desk = at_a_brief_check();
    let before = desk.model.work.as_ref().unwrap().focus;
    let keys = run(&mut desk, ALL);
    println!("brief check, all fields and an action: {keys} keys");
    assert!(keys <= 14, "{keys} keys");
    let d = desk.session().discussion(before).unwrap();
    let (glance, action) = (&d.glance[0].1, &d.actions[0]);
    assert_eq!(glance.seen_where, "at school");
    assert_eq!(glance.seen_alone, Some(true));
    assert_eq!(glance.next_dates.len(), 2);
    assert_eq!(glance.next_dates[0].what, "conference");
    assert_eq!(glance.next_dates[0].on.unwrap().to_string(), "2026-12-12");
    assert!(!d.decisions[0].text.is_empty() && !d.decisions[0].rationale.is_empty());
    assert_eq!(d.decisions[0].by, "Ruth Adeyemi, service manager");
    assert_eq!((action.who.as_str(), action.by.on.is_some()), ("Sam", true));
    assert_ne!(desk.model.work.as_ref().unwrap().focus, before);
}

#[test]
fn a_meeting_of_twelve_from_home_to_twelve_notes() {
    let mut desk = practice_desk();
    let keys = run(&mut desk, TWELVE);
    println!("twelve children, two in depth, from home to twelve notes: {keys} keys");
    // Each of twelve notes is asked about, and said yes to, after it was read:
    // eleven keys more than where the next one came up with the question asked.
    assert!(keys <= 90, "{keys} keys");
    assert_eq!(desk.files.len(), 12, "{:?}", desk.page().notice);
    let words = |desk: &Desk| desk.page().notice.unwrap().text;
    assert_eq!(words(&desk), "All 12 notes are written. f files them, Esc leaves.");
    desk.press("Enter");
    assert_eq!(words(&desk), "All 12 notes are written. f files them, Esc leaves.");
    let s = desk.session();
    let pages: Vec<_> = s.discussions.iter().flat_map(|d| &d.filing).collect();
    assert_eq!(pages.len(), 12);
    assert!(pages.iter().all(|f| f.state == FilingState::Finalised));
    assert_eq!(s.discussions.iter().filter(|d| d.depth == Depth::InDepth).count(), 2);
    // No first name of one child stands in the note of another.
    for (path, bytes) in &desk.files {
        let note = String::from_utf8(bytes.clone()).unwrap();
        assert!(!note.contains("DRAFT"), "{}", path.display());
        let named: Vec<&str> = s
            .children
            .iter()
            .map(|c| c.name.split_whitespace().next().unwrap())
            .filter(|n| note.split(|c: char| !c.is_alphanumeric()).any(|w| w == *n))
            .collect();
        assert_eq!(named.len(), 1, "{named:?}\n{note}");
    }
}

#[test]
fn no_three_fields_are_far_apart_and_a_held_enter_files_nothing_unread() {
    let mut desk = at_a_brief_check();
    let before = desk.model.work.as_ref().unwrap().focus;
    for (words, key) in
        [("", "Alt-d"), ("Stay.", "Tab"), ("It works.", "Tab"), (", head", "PageDown")]
    {
        desk.type_in(words);
        desk.press(key);
    }
    let d = desk.session().discussion(before).unwrap();
    assert_eq!(d.decisions[0].text, "Stay.");
    assert_eq!(d.decisions[0].by, "Ruth Adeyemi, head");
    desk.type_in("The next child's.");
    desk.press("Alt-r");
    for _ in 0..20 {
        desk.press("Enter");
    }
    assert_eq!(desk.files.len(), 1);
    // The next note is read first; Enter asks, and Esc leaves it open.
    desk.press("PageDown");
    assert!(matches!(desk.page().body, Body::Note(note) if note.ask.is_none()));
    assert!(desk.page().top_right.contains("1 of 2, 1 finalised"), "{}", desk.page().top_right);
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Note(note) if note.ask.is_some()));
    desk.press("Esc");
    assert_eq!(desk.files.len(), 1);
    let open = desk.session().discussions.iter().flat_map(|d| &d.filing);
    assert_eq!(open.filter(|f| f.state == FilingState::Open).count(), 11);
}

#[test]
fn the_journal_alone_brings_a_meeting_of_twelve_back() {
    let mut desk = practice_desk();
    for (n, step) in keys::read(TWELVE).into_iter().enumerate() {
        match step {
            Step::Press(key) => desk.event(Event::Key(key)),
            Step::Type(words) => desk.type_in(&words),
        }
        if desk.model.work.is_some() && n % 5 == 0 {
            assert!(desk.replayed() == *desk.session());
        }
    }
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn after_leaving_it_stands_at_the_same_field_of_the_brief_check() {
    let mut desk = at_a_brief_check();
    desk.press("PageDown");
    desk.press("Tab");
    desk.type_in("Yes, all three days.");
    desk.press("Ctrl-q");
    let next = Desk::with(desk.home_after(), desk.saved);
    let field = next.model.field_in_hand().unwrap();
    assert_eq!(field.name, FieldName::Safe);
    assert_eq!(next.session().field(field), Some("Yes, all three days."));
}

#[test]
fn brothers_and_sisters_stand_together_until_taken_apart() {
    let mut desk = meeting_of(12);
    let families = |desk: &Desk| {
        let all = desk.session().discussions.iter();
        all.filter(|d| matches!(d.subject, Subject::Family(_))).count()
    };
    assert_eq!((desk.session().discussions.len(), families(&desk)), (9, 2));
    assert!(desk.page().notice.unwrap().text.contains("Alt-H"));
    let at =
        desk.session().discussions.iter().position(|d| d.subject.children().len() == 3).unwrap();
    desk.event(Event::Select(at));
    desk.press("Alt-h");
    assert_eq!((desk.session().discussions.len(), families(&desk)), (11, 1));
    desk.press("Alt-h");
    assert_eq!((desk.session().discussions.len(), families(&desk)), (9, 2));
    // Once something is written they stay as they are.
    desk.press("Enter");
    desk.type_in("hers");
    desk.press("Esc");
    desk.press("Alt-h");
    assert_eq!(families(&desk), 2);
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn few_children_are_all_in_depth_and_of_many_the_two_choose() {
    let desk = meeting_of(3);
    assert!(desk.session().discussions.iter().all(|d| d.depth == Depth::InDepth));
    let mut desk = meeting_of(5);
    assert!(desk.session().discussions.iter().all(|d| d.depth == Depth::BriefCheck));
    desk.press("Space");
    assert_eq!(desk.session().discussions[0].depth, Depth::InDepth);
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Form(_)), "first what is open from last time");
    desk.press("PageDown");
    assert!(matches!(desk.page().body, Body::Wheel(_)), "an in-depth child opens the wheel");
    desk.press("Esc");
    desk.press("Down");
    desk.press("Enter");
    assert!(matches!(desk.page().body, Body::Form(_)));
    desk.press("Alt-w");
    assert!(matches!(desk.page().body, Body::Wheel(_)));
    assert_eq!(desk.session().discussions[1].depth, Depth::InDepth);
}

#[test]
fn a_meeting_that_is_left_says_who_was_not_spoken_of_and_stays_at_hand_that_day() {
    let mut desk = meeting_of(7);
    let children = desk.session().children.len();
    desk.press("Enter");
    desk.type_in("hers");
    let spoken = desk.model.work.as_ref().unwrap().family().len();
    desk.press("Alt-r");
    desk.press("Enter");
    desk.press("Enter");
    while desk.model.in_conversation() {
        desk.press("Esc");
    }
    let left = children - spoken;
    let words = desk.page().notice.unwrap().text;
    assert_eq!(words, format!("{left} of {children} children have nothing written yet."));
    let here = |desk: &Desk| {
        let to_go = format!("{left} not yet spoken of");
        text(desk).iter().any(|l| l.starts_with("Go on with") && l.contains(&to_go))
    };
    let mut next = Desk::with(desk.home_after(), desk.saved);
    assert!(here(&next), "{:?}", text(&next));
    next.context.config.lock_after_minutes = 0;
    next.at += chrono::Duration::days(1);
    assert!(!here(&next), "the next day it is a note");
}

#[test]
fn what_was_before_today_does_not_contradict_what_is_done_today() {
    let mut desk = meeting_of(3);
    assert!(!text(&desk)[0].contains("before today"), "{}", text(&desk)[0]);
    desk.press("Enter");
    desk.press("PageDown");
    desk.press("Enter");
    desk.type_in("hers");
    desk.press("Alt-m");
    assert!(text(&desk)[0].contains("before today: "), "{}", text(&desk)[0]);
}

#[test]
fn choosing_shares_the_minutes_as_the_meeting_does() {
    let mut desk = meeting_of(3);
    let intro = |desk: &Desk| match desk.page().body {
        Body::List(list) => list.intro.join(" "),
        _ => panic!(),
    };
    let shares = intro(&desk);
    let each = shares.split("about ").nth(1).unwrap().split(' ').next().unwrap().to_owned();
    assert!(desk.session().minutes.is_none());
    desk.press("Alt-g");
    assert!(intro(&desk).contains(&format!("of {each} minutes")), "{shares} {}", intro(&desk));
    // Alone, a child has the whole hour.
    let mut desk = meeting_of(1);
    assert!(intro(&desk).contains("60 minutes"), "{}", intro(&desk));
    desk.press("Alt-g");
    assert!(intro(&desk).contains("of 60 minutes"), "{}", intro(&desk));
}

#[test]
fn nobody_need_be_typed_who_is_known_from_last_time() {
    let desk = meeting_of(2);
    let people: Vec<&str> = desk.session().people.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(people, ["Ruth Adeyemi", "Sam Okafor"]);
    let known = desk.model.home.as_ref().unwrap().people();
    assert_eq!(desk.session().people[1].id, known[0].id, "the same person as before");
}

#[test]
fn the_list_says_what_matters_and_shares_the_minutes_out() {
    let mut desk = meeting_of(12);
    let lines = text(&desk);
    let of = |who: &str| lines.iter().find(|l| l.starts_with(who)).unwrap().clone();
    let otis = of("Otis");
    assert!(otis.contains("brief check · seen"), "{otis}");
    for words in ["seen", "alone", "final hearing", "1 action open", "not yet in depth"] {
        let right = if words == "final hearing" { "review" } else { words };
        assert!(otis.contains(right), "{right}: {otis}");
    }
    let intro = |desk: &Desk| match desk.page().body {
        Body::List(list) => list.intro.join(" "),
        _ => panic!(),
    };
    assert_eq!(
        intro(&desk),
        "90 minutes: brief checks about 10 minutes each.",
        "just begun, the same minutes are not said twice"
    );
    desk.press("+");
    desk.press("-");
    desk.press("-");
    assert_eq!(desk.session().minutes, Some(85));
    desk.context.config.lock_after_minutes = 0;
    desk.at += chrono::Duration::minutes(47);
    assert!(intro(&desk).ends_with("about 40 minutes left."), "{}", intro(&desk));
    desk.at += chrono::Duration::minutes(400);
    assert!(intro(&desk).ends_with("the time planned is used up."), "{}", intro(&desk));
}

#[test]
fn what_was_known_is_taken_over_with_one_key_or_left() {
    let mut desk = meeting_of(12);
    let at = |desk: &Desk, who: &str| {
        let s = desk.session();
        let named = |d: &thinkwheel::record::Discussion| {
            d.subject.children().iter().any(|c| name(s, *c).starts_with(who))
        };
        s.discussions.iter().position(named).unwrap()
    };
    let otis = at(&desk, "Otis");
    desk.event(Event::Pick(otis));
    desk.press("Tab");
    desk.press("Tab");
    assert!(text(&desk)[2].contains("last time: "), "{:?}", text(&desk));
    desk.press("Alt-l");
    let glance = |desk: &Desk| desk.session().discussions[otis].glance[0].1.clone();
    assert_eq!(glance(&desk).seen_where, "with his foster carers, on the mat");
    assert_eq!(glance(&desk).seen_alone, Some(true));
    assert!(glance(&desk).last_seen.on.is_some());
    assert!(glance(&desk).plan.is_empty(), "only what was asked for");
    // What is written is never written over.
    desk.press("Alt-l");
    assert!(desk.page().notice.unwrap().text.contains("stays as it is"));
    assert!(desk.replayed() == *desk.session());
}

#[test]
fn in_a_family_a_brief_check_is_of_one_child_and_so_is_their_paragraph() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("Alt-u");
    desk.type_in("He has a new bicycle.");
    desk.press("Alt-d");
    desk.type_in("He rides with Sam on Friday.");
    desk.press("PageDown");
    desk.type_in("She has a loose tooth.");
    desk.press("Tab");
    desk.press("Tab");
    desk.press("Tab");
    desk.press("Tab");
    desk.press("Space");
    desk.press("Alt-m");
    desk.press("Alt-d");
    let own = desk.session().discussions[0].own.clone();
    assert_eq!(own.iter().map(|o| o.child).collect::<Vec<_>>(), [kit, nell]);
    while desk.model.field_in_hand().unwrap().name != FieldName::OwnParagraph {
        desk.press("Tab");
    }
    desk.press("Tab");
    desk.type_in("The tooth is for keeping.");
    let d = &desk.session().discussions[0];
    let decided = d.decisions.iter().find(|x| !x.text.is_empty()).unwrap();
    assert_eq!(decided.children, [kit]);
    let seen: Vec<_> = d.glance.iter().map(|(c, g)| (*c, g.seen_alone)).collect();
    assert_eq!(seen, [(kit, None), (nell, Some(true))]);
    desk.press("Alt-r");
    let kits = text(&desk).join("\n");
    desk.press("Right");
    let nells = text(&desk).join("\n");
    for words in ["bicycle", "rides with Sam"] {
        assert!(kits.contains(words) && !nells.contains(words), "{kits}\n---\n{nells}");
    }
    for words in ["loose tooth", "for keeping", "About this child alone"] {
        assert!(nells.contains(words) && !kits.contains(words), "{kits}\n---\n{nells}");
    }
}

#[test]
fn space_marks_in_place_and_one_key_marks_all_or_none() {
    let mut desk = practice_desk();
    let selected = |desk: &Desk| desk.page().list().unwrap().selected;
    let said = |desk: &Desk| desk.page().notice.unwrap().text;
    desk.press("Space");
    assert_eq!((selected(&desk), desk.model.marked.len()), (0, 0));
    assert!(said(&desk).starts_with("Space marks a child"), "{}", said(&desk));
    let first = desk.page().list().unwrap().items.iter().position(|i| i.mark.is_some()).unwrap();
    desk.event(Event::Select(first));
    for n in 0..2 {
        desk.press("Space");
        assert_eq!(selected(&desk), first + n, "it stays where it is");
        desk.press("Down");
    }
    assert_eq!(desk.model.marked.len(), 2, "none is skipped");
    desk.press("a");
    assert_eq!(desk.model.marked.len(), 12);
    assert!(desk.page().hints.iter().any(|h| h.label == "all or none"));
    desk.press("a");
    assert!(desk.model.marked.is_empty());
}

#[test]
fn a_screen_names_keys_and_lines_name_words() {
    let mut desk = practice_desk();
    desk.press("a");
    let said = |desk: &Desk| desk.page().notice.unwrap().text;
    assert!(said(&desk).contains("n begins") && !said(&desk).contains("(/"));
    desk.model.lines = true;
    assert!(said(&desk).contains("/begin begins") && !said(&desk).contains("Enter"));
    let words: Vec<_> = desk.page().commands.into_iter().map(|(w, _)| w).collect();
    assert!(words.contains(&"mark-all"));
    for word in ["up", "down", "first", "last", "screen-up", "screen-down"] {
        assert!(!words.contains(&word), "{word} moves nothing that lines show");
    }
    // How to mark is said once, not after each child.
    let page = desk.page();
    let list = page.list().unwrap();
    assert_eq!(list.intro.iter().filter(|l| l.contains("/mark")).count(), 1);
    assert!(list.items.iter().all(|i| !i.below.contains("mark")));
}

#[test]
fn the_only_name_there_is_is_taken_and_of_several_one_is_chosen() {
    for key in ["Tab", "Enter"] {
        let mut desk = practice_desk();
        desk.press("n");
        let offers = |desk: &Desk| match desk.page().body {
            Body::Form(form) => form.fields[form.focus].offers.len(),
            _ => panic!(),
        };
        let choose = |desk: &Desk| desk.page().hints.iter().any(|h| h.label == "choose");
        assert_eq!((offers(&desk), choose(&desk)), (1, false));
        desk.press(key);
        let name = &desk.session().in_role(thinkwheel::record::Role::Practitioner).unwrap().name;
        assert_eq!(name, "Sam Okafor", "{key}");
        assert!(offers(&desk) > 1 && choose(&desk), "a child is never taken unasked");
        desk.press("Tab");
        assert!(desk.session().children[0].name.is_empty());
    }
}

#[test]
fn a_letter_on_the_wheel_says_where_to_write() {
    let mut desk = meeting_of(1);
    desk.press("Enter");
    desk.press("PageDown");
    desk.press("h");
    assert_eq!(desk.page().notice.unwrap().text, "Enter opens this part to write in it.");
    desk.press("s");
    assert!(desk.page().notice.is_none() && desk.session().discussions[0].stage.is_some());
}
