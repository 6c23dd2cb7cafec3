//! Copying, and clearing what was copied.

use chrono::Duration;
use thinkwheel::app::{Clearing, Clipboard, Effect, Event, Key, Message, update};

use super::common::desk::{COPIED_SINCE, Desk};
use super::{meeting, note, notice, press, vault};

fn desk(clipboard: Clipboard) -> Desk {
    let mut desk = vault(vec![meeting(1, "2026-11-23", &["Ada", "Ben"])]);
    desk.context.clipboard = clipboard;
    desk
}

const FAR: Clipboard = Clipboard::Terminal { remote: true, tmux: false };

#[test]
fn nothing_is_copied_until_somebody_asks_and_then_the_very_text() {
    let mut desk = desk(Clipboard::Desktop);
    press(&mut desk, &["f", "n", "p", "PageDown", "Alt-x"]);
    assert!(!desk.effects.iter().any(|e| e.starts_with("Copy")), "{:?}", desk.effects);
    press(&mut desk, &["Alt-x", "c"]);
    assert_eq!(desk.clipboard.as_deref(), Some(note(&desk).text.as_str()));
    assert!(notice(&desk).starts_with("Copied. It is cleared from the clipboard after 60 seconds"));
    // What is asked for is data, and its Debug says no word of it.
    let copies: Vec<&String> = desk.effects.iter().filter(|e| e.starts_with("Copy")).collect();
    assert_eq!(copies.len(), 1);
    assert!(copies[0].contains("bytes") && !copies[0].contains("Ada"), "{copies:?}");
}

#[test]
fn it_is_cleared_when_its_time_has_come_and_not_before() {
    let mut desk = desk(Clipboard::Desktop);
    press(&mut desk, &["f", "c"]);
    let due = desk.model.next_deadline(&desk.context.config).unwrap();
    assert_eq!(due, desk.at + Duration::seconds(60), "the program wakes for it");
    desk.at += Duration::seconds(59);
    desk.event(Event::Wake);
    assert!(desk.clipboard.is_some());
    desk.at += Duration::seconds(1);
    desk.event(Event::Wake);
    assert_eq!(desk.clipboard, None);
    desk.event(Event::Wake);
    assert_eq!(desk.effects.iter().filter(|e| *e == "ClearCopy").count(), 1, "once");
}

#[test]
fn what_was_copied_since_stays_and_nothing_is_claimed() {
    let mut desk = desk(Clipboard::Desktop);
    press(&mut desk, &["f", "c", "n"]);
    desk.clipboard = Some(COPIED_SINCE.into());
    desk.at += Duration::minutes(2);
    desk.event(Event::Wake);
    assert_eq!(desk.clipboard.as_deref(), Some(COPIED_SINCE));
    assert_eq!(notice(&desk), "");
}

#[test]
fn locking_clears_it_whatever_the_time() {
    for seconds in [60, 0] {
        let mut desk = desk(Clipboard::Desktop);
        desk.context.config.clipboard_seconds = seconds;
        press(&mut desk, &["f", "c"]);
        if seconds == 0 {
            assert!(notice(&desk).contains("at locking and leaving"), "{}", notice(&desk));
            desk.at += Duration::minutes(5);
            desk.event(Event::Wake);
            assert!(desk.clipboard.is_some());
        }
        press(&mut desk, &["F9", "F9"]);
        assert_eq!(desk.clipboard, None);
    }
}

#[test]
fn what_arrives_after_locking_is_cleared_at_once() {
    let mut desk = desk(Clipboard::Desktop);
    desk.press("f");
    let key = |key| Event::Key(Key::parse(key).unwrap());
    let mut tell = |event| {
        let message = Message { at: desk.at, event };
        update(&mut desk.model, message, &desk.context)
    };
    let copied = tell(key("c"));
    let Some(Effect::Copy { seq, .. }) =
        copied.into_iter().find(|e| matches!(e, Effect::Copy { .. }))
    else {
        panic!("nothing was copied")
    };
    tell(key("F9"));
    assert!(tell(key("F9")).contains(&Effect::ClearCopy));
    assert_eq!(tell(Event::Copied { seq }), [Effect::ClearCopy]);
}

#[test]
fn over_ssh_a_warning_comes_first_and_no_clearing_is_promised() {
    let mut desk = desk(FAR);
    press(&mut desk, &["f", "c"]);
    let ask = note(&desk).ask.unwrap();
    assert!(ask.contains("over ssh") && ask.contains("cannot be cleared"), "{ask}");
    assert!(note(&desk).text.contains("decided about Ada."), "what would go is shown");
    desk.press("Esc");
    assert_eq!(desk.clipboard, None, "Esc copies nothing");
    press(&mut desk, &["c", "Enter"]);
    assert!(desk.clipboard.as_ref().unwrap().contains("decided about Ada."));
    let said = notice(&desk);
    assert!(said.contains("cannot be cleared from here") && !said.contains("Copied"), "{said}");
    assert!(desk.model.copied.is_none(), "nothing will be said to be cleared");
    // Said yes to once, it is not asked at every note; after locking it is.
    press(&mut desk, &["Enter", "Enter", "c"]);
    assert!(desk.clipboard.as_ref().unwrap().contains("decided about Ben."));
    // Filed: the number is of what was sent.
    desk.press("Enter");
    desk.press("Enter");
    assert_eq!(desk.session().discussions[1].filing[0].hand_overs[0].digest.len(), 64);
    press(&mut desk, &["F9", "F9"]);
    assert!(!desk.model.copies_far);
    assert!(!desk.effects.iter().any(|e| e == "ClearCopy"));
}

#[test]
fn inside_tmux_it_says_what_tmux_needs() {
    let mut desk = desk(Clipboard::Terminal { remote: false, tmux: true });
    press(&mut desk, &["f", "c"]);
    assert!(notice(&desk).contains("set-clipboard is on"), "{}", notice(&desk));
}

#[test]
fn where_there_is_no_clipboard_it_says_what_to_do() {
    let mut desk = desk(Clipboard::None);
    press(&mut desk, &["f", "c"]);
    assert!(notice(&desk).contains("no clipboard here. w writes"), "{}", notice(&desk));
    assert!(!desk.effects.iter().any(|e| e.starts_with("Copy")));
}

#[test]
fn a_clipboard_that_refuses_is_said_and_nothing_is_noted() {
    let mut desk = desk(Clipboard::Desktop);
    desk.press("f");
    let message = Message { at: desk.at, event: Event::Key(Key::char('c')) };
    let effects = update(&mut desk.model, message, &desk.context);
    let [Effect::Copy { seq, .. }] = effects[..] else { panic!("{effects:?}") };
    desk.event(Event::NotCopied { seq, why: "the desktop does not answer.".into() });
    assert_eq!(notice(&desk), "Not copied: the desktop does not answer.");
    press(&mut desk, &["Enter", "y", "Enter"]);
    let saved = desk.saved.last().unwrap();
    assert_eq!(saved.discussions[0].filing[0].hand_overs[0].digest, "");
}

#[test]
fn a_second_copy_that_fails_leaves_nothing_of_the_first() {
    let mut desk = desk(Clipboard::Desktop);
    press(&mut desk, &["f", "c"]);
    let message = Message { at: desk.at, event: Event::Key(Key::char('c')) };
    let effects = update(&mut desk.model, message, &desk.context);
    let [Effect::Copy { seq, .. }] = effects[..] else { panic!("{effects:?}") };
    assert!(desk.model.next_deadline(&desk.context.config).is_some(), "the first has its time");
    desk.event(Event::NotCopied { seq, why: "the desktop does not answer.".into() });
    assert_eq!(desk.clipboard, None, "the first is cleared");
    assert!(desk.model.copied.is_none());
}

#[test]
fn what_could_not_be_cleared_is_tried_again_at_locking() {
    let mut desk = desk(Clipboard::Desktop);
    press(&mut desk, &["f", "c"]);
    let tell = |desk: &mut Desk, event| {
        let message = Message { at: desk.at, event };
        update(&mut desk.model, message, &desk.context)
    };
    desk.at += Duration::seconds(60);
    assert!(tell(&mut desk, Event::Wake).contains(&Effect::ClearCopy));
    tell(&mut desk, Event::CopyCleared(Clearing::Failed));
    assert!(notice(&desk).contains("could not be cleared"), "{}", notice(&desk));
    assert!(!tell(&mut desk, Event::Wake).contains(&Effect::ClearCopy), "not over and over");
    press(&mut desk, &["F9", "F9"]);
    assert_eq!(desk.clipboard, None);
}

#[test]
fn a_review_copies_too_and_enter_there_stays_what_it_was() {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Kit Marlow");
    press(&mut desk, &["Enter", "Enter"]);
    desk.type_in("She sleeps at last.");
    press(&mut desk, &["Alt-r", "c"]);
    assert!(desk.clipboard.as_ref().unwrap().starts_with("DRAFT"), "a draft is headed so");
    press(&mut desk, &["Enter", "Enter", "c"]);
    assert!(!desk.clipboard.as_ref().unwrap().contains("DRAFT"));
    assert_eq!(desk.files.len(), 1);
    // The number of what was copied last is kept for the hand-over.
    press(&mut desk, &["f", "Enter", "Enter"]);
    let over = &desk.saved.last().unwrap().discussions[0].filing[0].hand_overs[0];
    let copied = desk.clipboard.as_ref().unwrap();
    assert_eq!(over.digest, thinkwheel::export::digest_of(copied.as_bytes()));
}
