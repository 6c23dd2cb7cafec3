//! The README says what the program does: its table of keys is the table that
//! decides what a key does, and its commands are there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::fmt::Write as _;
use std::path::Path;

use common::desk::Desk;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use thinkwheel::app::show::key_table;
use thinkwheel::tui::{Look, view};

const BEGIN: &str = "<!-- keys: begin";
const END: &str = "<!-- keys: end -->";

/// The table as Markdown: one row a key, its places last.
fn table() -> String {
    let mut out = String::from("| key | does | where |\n|---|---|---|\n");
    for (key, does, places) in key_table() {
        let cell = |text: &str| text.replace('|', "\\|");
        writeln!(out, "| `{}` | {} | {} |", cell(&key), cell(&does), cell(&places)).unwrap();
    }
    out
}

/// The README with this table between its markers.
fn with_table(readme: &str, table: &str) -> String {
    let begin = readme.find(BEGIN).expect("the marker before the keys");
    let begin = begin + readme[begin..].find('\n').expect("a line end after the marker") + 1;
    let end = readme.find(END).expect("the marker after the keys");
    format!("{}\n{table}\n{}", &readme[..begin], &readme[end..])
}

/// A screen as it is drawn, 80 columns by 24 rows, in a fence.
fn screen(desk: &Desk) -> String {
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
    terminal
        .draw(|frame| {
            view::draw(frame, &desk.page(), &Look::default());
        })
        .unwrap();
    let buffer = terminal.backend().buffer();
    let mut out = String::from("```\n");
    for y in 0..24 {
        let row: String = (0..80).map(|x| buffer[(x, y)].symbol()).collect();
        out.push_str(row.trim_end());
        out.push('\n');
    }
    out.push_str("```\n");
    out
}

fn screens() -> [(&'static str, String); 2] {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Leila Hart");
    desk.press("Enter");
    let wheel = screen(&desk);
    desk.press("Enter");
    desk.press("PageDown");
    desk.press("PageDown");
    desk.type_in(
        "We know about the move from Dudley, not why the plan there ended. Mum says \
         \"they just stopped coming\". Sam has asked for the file twice.",
    );
    desk.press("Ctrl-s");
    [("wheel", wheel), ("question", screen(&desk))]
}

/// The README with a screen between its markers.
fn with_screen(readme: &str, name: &str, screen: &str) -> String {
    let begin = readme.find(&format!("<!-- screen {name}: begin")).expect("a marker");
    let begin = begin + readme[begin..].find('\n').unwrap() + 1;
    let end = readme.find(&format!("<!-- screen {name}: end -->")).expect("a marker");
    format!("{}\n{screen}\n{}", &readme[..begin], &readme[end..])
}

#[test]
fn the_keys_and_the_screens_are_those_of_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let mut fresh = with_table(&readme, &table());
    for (name, screen) in screens() {
        fresh = with_screen(&fresh, name, &screen);
    }
    if std::env::var_os("THINKWHEEL_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    } else {
        assert!(readme == fresh, "stale: run THINKWHEEL_WRITE=1 cargo test --test readme");
    }
}

/// Every command of the README, one after the other, in an empty folder.
#[cfg(unix)]
#[test]
fn every_command_works_as_it_stands() {
    let readme = include_str!("../README.md");
    let script: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .flat_map(str::lines)
        .filter(|l| l.contains("thinkwheel "))
        .collect();
    assert!(script.len() > 10, "{script:?}");
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("stick")).unwrap();
    std::fs::write(at("words.txt"), "about suit exhaust mind flash approve\n").unwrap();
    std::fs::write(at("other-words.txt"), "another six words that nobody knows\n").unwrap();
    std::fs::write(at("answers.txt"), "/help\n/leave\n").unwrap();
    std::fs::write(at("my-bank.ron"), include_str!("../question-banks/practice-framework.ron"))
        .unwrap();
    let bin = Path::new(env!("CARGO_BIN_EXE_thinkwheel")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    for command in ["vault init", "session", "export", "vault verify", "bank", "keys", "--line"] {
        assert!(script.iter().any(|l| l.contains(command)), "{command} is not in the README");
    }
    let out = std::process::Command::new("sh")
        .args(["-e", "-c", &script.join("\n")])
        .current_dir(folder.path())
        .env("PATH", format!("{}:{path}", bin.display()))
        .env("THINKWHEEL_VAULT", at("vault"))
        .env("THINKWHEEL_STATE", at("state"))
        .env("THINKWHEEL_CONFIG", at("config.ron"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{said}");
    for file in ["note.md", "note.docx", "letter.pdf", "held.html", "stick/recovery.age"] {
        assert!(at(file).is_file(), "{file}");
    }
}

#[test]
fn a_stale_table_is_seen() {
    let old = format!("a\n{BEGIN} -->\n\n| old |\n\n{END}\nb\n");
    let fresh = with_table(&old, "| new |\n");
    assert_eq!(fresh, format!("a\n{BEGIN} -->\n\n| new |\n\n{END}\nb\n"));
    assert_ne!(fresh, old);
    assert_eq!(with_table(&fresh, "| new |\n"), fresh);
}

#[test]
fn it_opens_with_its_two_commands() {
    let readme = include_str!("../README.md");
    let first = readme.find("cargo run --release").unwrap();
    let second = readme.find("cargo test").unwrap();
    let heading = readme.find("\n## ").unwrap();
    assert!(first < second && second < heading);
}
