//! Words to the child: written by the two, looked at beside, changed by
//! nobody; and the letter that is made of them.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::desk::Desk;
use common::pty::program;
use thinkwheel::app::page::Body;
use thinkwheel::export::{Format, write};
use thinkwheel::record::{Audience, FilingState, Leaving, NoteError, Rules, note};

/// A session about one child, at the wheel.
fn about_kit() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Kit");
    desk.press("Enter");
    desk
}

/// What is said beside the words in hand.
fn beside(desk: &Desk) -> Vec<String> {
    let Body::Form(form) = desk.page().body else { panic!("no sheet") };
    form.fields[form.focus].aside.lines().map(str::to_owned).collect()
}

#[test]
fn words_are_kept_as_they_are_and_empty_ones_are_not() {
    let mut desk = about_kit();
    desk.press("F12");
    desk.press("Esc");
    assert!(desk.session().discussions[0].to_the_child.is_empty(), "nothing was written");
    desk.press("F12");
    desk.type_in("Dear Kit,\n\nyour LAC placement ended.");
    desk.press("Esc");
    let [words] = desk.session().discussions[0].to_the_child.as_slice() else { panic!("one") };
    assert_eq!(words.text, "Dear Kit,\n\nyour LAC placement ended.");
    assert_eq!(words.child, desk.session().children[0].id);
    assert!(desk.replayed() == *desk.session(), "every key is in the journal");
    desk.press("F12");
    let Body::Form(form) = desk.page().body else { panic!("no sheet") };
    assert_eq!(form.title, "To Kit");
    assert_eq!(form.fields[0].editor.text(), words_of(&desk), "the same again, to go on with");
}

fn words_of(desk: &Desk) -> String {
    desk.session().discussions[0].to_the_child[0].text.clone()
}

#[test]
fn suggestions_come_while_writing_and_change_nothing() {
    let mut desk = about_kit();
    desk.press("F12");
    assert!(beside(&desk)[0].starts_with("For the child to read"), "what it is for, once");
    let text = "I saw you at contact.";
    desk.type_in(text);
    assert_eq!(
        beside(&desk),
        ["Worth a second look (a legal term may be right)", "“contact”: perhaps “family time”"]
    );
    for _ in 0.." contact.".len() {
        desk.press("Backspace");
    }
    assert!(beside(&desk).is_empty(), "taken back, nothing is said");
    let many = " LAC, a placement, respite, siblings, peers, an IRO, a liar.";
    desk.type_in(many);
    let said = beside(&desk);
    assert_eq!(said.len(), 7, "{said:?}");
    assert_eq!(said[0], "Worth a second look, 5 of 7 (a legal term may be right)");
    assert_eq!(said[6], "Also, with the cursor there: “LAC”, “placement”", "none is hidden");
    assert!(said[5].starts_with("“liar”"), "what was just written is in sight: {said:?}");
    for _ in 0..12 {
        desk.press("Ctrl-Left");
    }
    let said = beside(&desk);
    assert!(said[1].starts_with("“LAC”"), "the cursor brings them: {said:?}");
    assert_eq!(words_of(&desk), format!("I saw you at{many}"), "not a letter was changed");
}

#[test]
fn violence_is_named_and_stays_named() {
    let mut desk = about_kit();
    desk.press("F12");
    desk.type_in("I am sorry that Dad hit you. It hurt, and you were scared. He punched Mum.");
    assert!(beside(&desk).is_empty());
    desk.type_in(" We call it a domestic incident.");
    assert_eq!(beside(&desk)[1], "“domestic incident”: say what happened: who hurt whom, and how");
}

#[test]
fn in_a_family_each_child_has_words_of_their_own() {
    let (mut desk, [kit, nell]) = Desk::family();
    desk.press("F12");
    desk.type_in("To Kit alone.");
    let foot = |desk: &Desk| {
        let page = desk.page();
        page.hints.first().map(|h| format!("{} {}", h.key, h.label)).unwrap()
    };
    assert_eq!(foot(&desk), "PgDn Nell's", "whose words come next is said at the foot");
    desk.press("PageDown");
    let notice = desk.page().notice.unwrap().text;
    assert!(notice.starts_with("Nell") && notice.contains("Kit") && notice.contains("is kept"));
    assert_eq!(foot(&desk), "PgUp Kit's");
    desk.type_in("To Nell alone.");
    desk.press("Esc");
    let written: Vec<_> = desk.session().discussions[0]
        .to_the_child
        .iter()
        .map(|x| (x.child, x.text.as_str()))
        .collect();
    assert_eq!(written, [(kit, "To Kit alone."), (nell, "To Nell alone.")]);
    let s = desk.session();
    let letter = |child| {
        let made = note(s, s.discussions[0].id, child, Audience::Letter, &Rules::default(), None);
        made.map(|n| String::from_utf8(write(&Leaving::of(n), Format::Text)).unwrap())
    };
    assert_eq!(letter(Some(nell)).ok().unwrap(), "DRAFT, not finalised\n\nTo Nell alone.\n");
    assert_eq!(letter(None).err(), Some(NoteError::WhichChild));
}

#[test]
fn the_brief_check_of_a_child_opens_the_words_to_that_child() {
    let (mut desk, _) = Desk::family();
    desk.press("Alt-m");
    desk.press("Alt-u");
    desk.press("PageDown");
    desk.press("F12");
    let Body::Form(form) = desk.page().body else { panic!("no sheet") };
    assert_eq!(form.title, "To Nell");
}

#[test]
fn a_letter_is_there_to_choose_only_where_it_was_written() {
    let (mut desk, _) = Desk::family();
    let about = |desk: &Desk| {
        let Body::Note(note) = desk.page().body else { panic!("no note") };
        (note.about[0].clone(), note.text)
    };
    desk.press("Alt-r");
    for _ in 0..3 {
        assert!(!about(&desk).0.starts_with("A letter"));
        desk.press("Tab");
    }
    assert!(about(&desk).0.starts_with("For the child's file of Kit"), "round again in three");
    desk.press("F12");
    desk.type_in("Dear Kit, I am glad you rang.");
    desk.press("Esc");
    for _ in 0..3 {
        desk.press("Tab");
    }
    let (said, text) = about(&desk);
    assert_eq!(said, "A letter by itself to Kit, as text to paste: not finalised yet.");
    assert_eq!(text, "DRAFT, not finalised\n\nDear Kit, I am glad you rang.\n");
    desk.press("Right");
    assert!(about(&desk).0.starts_with("For the child's file of Nell"), "nothing is to Nell");
}

#[test]
fn a_finalised_letter_is_its_words_and_its_file_names_nobody() {
    let mut desk = about_kit();
    desk.press("F12");
    desk.type_in("Dear Kit,\n\n*we* decided <this>.");
    desk.press("Alt-r");
    for _ in 0..3 {
        desk.press("Tab");
    }
    desk.press("Enter");
    desk.press("Enter");
    assert_eq!(desk.session().discussions[0].filing[0].state, FilingState::Finalised);
    let (path, bytes) = desk.files.iter().next().unwrap();
    assert_eq!(String::from_utf8_lossy(bytes), "Dear Kit,\n\n*we* decided <this>.\n");
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("2026-11-23-letter-") && !name.to_lowercase().contains("kit"));
    let s = desk.session();
    let made =
        note(s, s.discussions[0].id, None, Audience::Letter, &Rules::default(), Some("Ours"));
    let markdown = write(&Leaving::of(made.ok().unwrap()), Format::Markdown);
    assert_eq!(
        String::from_utf8_lossy(&markdown),
        "Dear Kit,\n\n\\*we\\* decided \\<this\\>.\n",
        "no title, no date, no word of the program"
    );
    desk.press("F12");
    let Body::Form(form) = desk.page().body else { panic!("no sheet") };
    assert_eq!(form.fields.len(), 1);
    desk.type_in("more");
    assert!(!words_of(&desk).contains("more"), "what is finalised stays as it is");
}

/// What plain lines say to a script, in the practice vault.
fn lines(script: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(program())
        .args(["--demo", "--line"])
        .current_dir(folder.path())
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn plain_lines_read_the_suggestions_once_after_the_words() {
    let begin = "/begin\nDana\nZoe\n\n\n\n";
    let said = lines(&format!(
        "{begin}/letter\nI saw you at contact.\nIt went to MASH.\n.\n\n/review\n/for\n/for\n/for\n/leave\n"
    ));
    let (_, sheet) = said.split_once("\nTo Zoe\n").unwrap();
    let (_, read) = sheet.split_once("Worth a second look (a legal term may be right)\n").unwrap();
    assert!(
        read.starts_with("1. “contact”: perhaps “family time”\n2. “MASH”: spell it out\n"),
        "{read}"
    );
    assert_eq!(said.matches("Worth a second look (").count(), 1, "{said}");
    let (_, letter) = said.split_once("A letter by itself, as text to paste").unwrap();
    let want = "---\nDRAFT, not finalised\n\nI saw you at contact.\nIt went to MASH.\n---\n";
    assert!(letter.contains(want), "{letter}");

    let said = lines(&format!("{begin}/letter\nI saw you on Monday.\n.\n/leave\n"));
    assert!(!said.contains("Worth a second look ("), "nothing to say, nothing said: {said}");
    let (_, after) = said.split_once("What you want to say").unwrap();
    assert!(!after.contains("What you want to say"), "and on it goes: {said}");
}
