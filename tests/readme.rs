//! The README says what the program does: its table of keys is the table that
//! decides what a key does, and its commands are there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::path::Path;

use thinkwheel::app::show::key_table;

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

#[test]
fn the_table_of_keys_is_the_one_the_program_goes_by() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let fresh = with_table(&readme, &table());
    if std::env::var_os("THINKWHEEL_WRITE").is_some() {
        std::fs::write(&path, &fresh).unwrap();
    } else {
        assert!(readme == fresh, "stale: run THINKWHEEL_WRITE=1 cargo test --test readme");
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
