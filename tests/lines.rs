//! Plain lines: said once, hidden when asked, in signs that the terminal has.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::Write as _;
use std::process::{Command, Stdio};

use common::pty::{Pty, program};

/// What plain lines say to a script, in the practice vault.
fn lines(script: &str, locale: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(program())
        .args(["--demo", "--line"])
        .current_dir(folder.path())
        .env("LC_ALL", locale)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn hidden_lines_stay_hidden_until_yes() {
    let said = lines("/hide\nanything\n/help\nyes\n/leave\n", "C.UTF-8");
    let (_, after) = said.split_once("What was printed above stays there; /lock locks.").unwrap();
    assert!(!after.contains("F9"), "{after}");
    let (hidden, shown) = after.split_once("Today").unwrap();
    assert_eq!(hidden.matches("Type yes to show, /lock to lock").count(), 3, "{after}");
    assert!(!hidden.contains("Leila") && shown.contains("1. "));
}

#[test]
fn lines_say_a_thing_once_and_only_what_changed() {
    let said = lines("/mark 3\n/help\n/mark-all\n/mark-all\n/leave\n", "C.UTF-8");
    assert_eq!(said.matches("12 children marked").count(), 1, "{said}");
    assert_eq!(said.matches("A number opens it").count(), 1, "{said}");
    assert_eq!(said.matches("Begin a session").count(), 1, "the list is printed once: {said}");
}

#[test]
fn a_locale_without_utf8_gets_ascii() {
    let said = lines("/begin\nDana\nKit\n\n\n\n/leave\n", "C");
    assert!(said.contains("Practice vault - ") && said.is_ascii(), "{said}");
}

#[test]
fn a_terminal_is_cleared_with_all_that_was_scrolled() {
    let folder = tempfile::tempdir().unwrap();
    let options = ["--demo".to_owned(), "--line".to_owned()];
    let mut pty = Pty::start(&options, 80, 60, folder.path());
    pty.wait_for("Kit Thistlewood");
    pty.send(b"/hide\n");
    pty.wait_for("Type yes to show");
    let cleared = b"\x1b[2J\x1b[3J\x1b[H";
    let times = |pty: &Pty| pty.output().windows(cleared.len()).filter(|w| w == cleared).count();
    assert_eq!(times(&pty), 1);
    assert!(!pty.screen().contains("Kit") && !pty.screen().contains("stays there"));
    pty.send(b"yes\n");
    pty.wait_for("Kit Thistlewood");
    pty.send(b"/lock\n");
    pty.wait_for("Passphrase");
    assert_eq!(times(&pty), 2);
    assert!(!pty.screen().contains("Kit"));
}

#[test]
fn a_sheet_is_gone_through_line_by_line_and_comes_back() {
    let script = "/begin\nDana\nZoe\n\n\n\n/signs\nHit in May.\n.\n.\n.\n.\n.\n.\nNan worries.\n.\n\
                  Nobody hits.\n.\n10\nnobody sees it\nno one hits\n3\n.\n7\n\n\n/journey\n3\n/review\n\
                  /leave\n";
    let said = lines(script, "C.UTF-8");
    let (_, sheet) = said.split_once("\nSigns of Safety\n").unwrap();
    let mut rest = sheet;
    for words in [
        "What we are worried about",
        "Harm so far (a line with a single . ends it):",
        "What is working well",
        "What needs to happen",
        "Danger statement (a line",
        "Safety goal (a line",
        "How near, 0 to 10: ",
        "0 means: ",
        "10 means: ",
        "3. Mum",
        "Whose number: ",
        "Disputed, and by whom",
        "How safe it is, all in all",
        "Safety, 0 to 10: ",
        "Now, and kept by an empty line:",
        "The child's journey: Zoe",
        "3. Care Management",
        "Now: ",
        "Known here as: ",
    ] {
        let (_, after) = rest.split_once(words).unwrap_or_else(|| panic!("{words}: {rest}"));
        rest = after;
    }
    for words in ["Hit in May.", "10 out of 10, where 0 means", "judged by Mum", "Care Management"]
    {
        assert!(rest.contains(words), "{words}: {rest}");
    }
}

/// What comes between the first of some words and the next of others.
fn between<'a>(said: &'a str, from: &str, to: &str) -> &'a str {
    let (_, after) = said.split_once(from).unwrap_or_else(|| panic!("{from}: {said}"));
    after.split_once(to).map_or(after, |(before, _)| before)
}

#[test]
fn after_the_last_small_text_comes_the_answer_also_beside_a_drawing() {
    let script = "/begin\nDana\nZoe\n\n\n\n/find scale\n1\n/said child\n/next-field\nNan\nyesterday\n.\n\
                  typed at a bare prompt\nShe counts the doors.\n.\n/review\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let note = said.rsplit_once("\n---\n").unwrap().0;
    for words in ["typed at a bare prompt", "She counts the doors.", "told by Nan"] {
        assert!(note.contains(words), "{words}: {said}");
    }
    let question = between(&said, "Safety, on a scale from 0 to 10", "\n---\n");
    assert!(!question.contains("\n> "), "every prompt has a name: {question}");
}

#[test]
fn what_cannot_be_kept_is_refused_aloud_and_asked_again() {
    let script = "/begin\nDana\nZoe\n\n\n\n/signs\n.\n.\n.\n.\n.\n.\n.\n.\n11\nseven\n7\n/journey\n\
                  somewhere\n3\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let sheet = between(&said, "\nSigns of Safety\n", "0 means:");
    for refused in ["11", "seven"] {
        let words = format!("! “{refused}” is not a number from 0 to 10. Nothing was kept.");
        assert!(sheet.contains(&words), "{words}: {sheet}");
    }
    assert_eq!(sheet.matches("How near, 0 to 10: ").count(), 3, "{sheet}");
    let journey = between(&said, "The child's journey: Zoe", "Known here as: ");
    assert!(journey.contains("! “somewhere” is none of these."), "{journey}");
    assert_eq!(journey.matches("\nNow: ").count(), 2, "{journey}");
}

#[test]
fn a_full_stop_alone_is_nothing_in_a_field_of_one_line() {
    let script = "/begin\nDana\nZoe\n.\n.\n.\n/find scale\n1\n/said child\n/next-field\n.\n.\n.\nShe counts.\n.\n\
                  /decide\nShe stays.\n.\n.\n.\n.\nAsk.\n.\n.\n.\n.\n/review\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let note = said.rsplit_once("\n---\n").unwrap().0;
    let note = note.rsplit_once("\n---\n").unwrap().1;
    assert!(note.contains("She counts.") && note.contains("She stays."), "{said}");
    assert!(!note.lines().any(|line| line.ends_with(" .") || line.trim() == "."), "{note}");
}

#[test]
fn after_the_own_part_the_talk_is_about_the_child_again() {
    let script = "/begin\nDana\nZoe\n\n\n\n/own-part\nTired.\n.\n.\n.\n.\n.\n/decide\nZoe stays.\n.\n\
                  /own-part\n/decide\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let (own, after) = said.split_once("Back to Zoe.").unwrap_or_else(|| panic!("{said}"));
    assert!(own.contains("Dana, own part"), "{own}");
    let decided = between(after, "Decision and actions\n", "Dana, own part");
    assert!(decided.contains("What is decided"), "{decided}");
    assert!(after.contains("Decision and actions, in Dana's own part (staff file)"), "{after}");
}

#[test]
fn a_decision_in_passing_is_about_all_who_are_marked_or_begins_nothing() {
    let script = "/mark 7 8\n/in-passing\n/in-passing 99\n/in-passing 1\n/in-passing six\n\
                  /in-passing 8 9\nThey stay.\n.\n.\n.\n.\n.\n.\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let refused = "! A decision in passing is about one child, or about brothers and sisters: \
                   Baby Penhallow and Elin Pryce are not known as such.";
    assert_eq!(said.matches(refused).count(), 1, "{said}");
    assert_eq!(said.matches("Nothing was begun.").count(), 4, "{said}");
    let begun = between(&said, "A decision in passing, about Elin Pryce and Idris Pryce.", "END");
    assert!(begun.contains("What is decided"), "{begun}");
    let note = begun.split("\n---\n").nth(1).unwrap_or_else(|| panic!("{begun}"));
    assert!(note.contains("They stay."), "{note}");
}

#[test]
fn a_statement_asks_for_what_is_missing_and_reads_all_of_it_before_it_is_made() {
    let script = "27\n/stand-behind\n1\n1\n2\n.\n.\nwhat\n\nThe break is too short.\n.\n.\n\n\
                  The service manager.\n.\n\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let sheet = between(&said, "An accurate record?", "Make this statement?");
    let mut rest = sheet;
    for words in [
        "An empty line shows what it will say: ",
        "! Nothing is written here",
        "! Why they do not agree, and where it goes next, is not yet said.",
        "Why not agreed",
        "! Where it goes next is not yet said.",
        "Where it goes next",
        "Why they do not agree: The break is too short.",
        "Where it goes next: The service manager.",
        "The page is that of ",
    ] {
        let (_, after) = rest.split_once(words).unwrap_or_else(|| panic!("{words}: {said}"));
        rest = after;
    }
    assert!(!sheet.contains("Now, and kept by an empty line:\nEnter"), "{sheet}");
}

#[test]
fn a_wrong_word_before_words_are_taken_out_is_not_kept_for_an_empty_line() {
    let script = "27\n/take-out\n1\nAbout another family.\nJo Lund\nyes\n\n/leave\n";
    let said = lines(script, "C.UTF-8");
    assert_eq!(said.matches("! Nothing was removed.").count(), 2, "{said}");
    assert!(!said.contains("Now, and kept by an empty line:\nyes"), "{said}");
}

#[test]
fn an_empty_action_ends_the_actions_and_words_that_are_no_day_are_said() {
    let script = "/begin\nDana\nZoe\n\n\n\n/decide\n\nZoe stays.\n.\n.\n\nAsk her.\nDana\n\
                  when the moon is full\n.\n/action\n.\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let decided = between(&said, "Decision and actions", "/leave");
    assert_eq!(decided.matches("Nothing is written; a single . goes on.").count(), 1, "{decided}");
    assert_eq!(decided.matches("(Added;").count(), 1, "what was written: {decided}");
    assert!(decided.contains("“when the moon is full” is not read as a date: kept as words."));
    let (_, last) = decided.rsplit_once("left empty, it goes on to the note").unwrap();
    assert_eq!(
        last.lines().nth(3).unwrap_or_default(),
        "For the child's file, as text to paste: not finalised yet."
    );
    assert!(last.contains("Ask her."), "{last}");
}

#[test]
fn words_are_looked_for_twice_and_counted() {
    let said = lines("/search Saturdays\n/search zzzz\nNain\n/leave\n", "C.UTF-8");
    let (first, second) = said.split_once("Looking for: zzzz").unwrap_or_else(|| panic!("{said}"));
    assert!(first.contains("Looking for: Saturdays") && first.contains(" found."), "{first}");
    assert!(second.contains("No discussion has all these words"), "{second}");
    assert!(second.contains("Looking for: Nain"), "{second}");
}

#[test]
fn help_says_first_what_belongs_here_with_its_words() {
    let script = "/begin\nDana\nZoe\n\n\n\n/find scale\n1\n/help\n/leave\n";
    let said = lines(script, "C.UTF-8");
    let help = between(&said, "Possible here:", "/again: print this again");
    let at = |word: &str| help.find(word).unwrap_or_else(|| panic!("{word}: {help}"));
    assert!(at("/said: ") < at("/save: ") && at("/save: ") < at("/leave: ") + 99);
    assert!(help.contains("child, seen, imagined") && help.contains("guess, judgement"));
    assert!(!help.contains("/theme") && !help.contains("/palette"), "{help}");
}
