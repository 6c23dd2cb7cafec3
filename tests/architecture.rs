//! Keeps the house in order: who imports whom, what the core may not know, how
//! long a file may be. The sources are parsed, because a text scan misses
//! aliases; the checker itself is fed planted faults below.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "architecture/house.rs"]
mod house;
#[path = "architecture/names.rs"]
mod names;
#[path = "architecture/scan.rs"]
mod scan;

use std::path::Path;
use std::sync::LazyLock;

use house::{LONGEST_FILE, LONGEST_MAIN, ROOMS, Walk, repository, room_of, rust_files};
use scan::{Rule, Scan};

static WALK: LazyLock<Walk> = LazyLock::new(|| house::walk(&repository().join("src")));

/// Fails with every fault of these rules, one a line.
fn assert_kept(rules: &[Rule]) {
    let broken: Vec<String> = WALK
        .found
        .iter()
        .filter(|found| rules.contains(&found.fault.rule))
        .map(ToString::to_string)
        .collect();
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn the_walk_reaches_the_whole_house() {
    for room in
        ["lib", "main", "text", "practice", "figure", "record", "config", "vault", "export", "app"]
    {
        assert!(WALK.rooms.contains(room), "no file of {room} was read");
    }
    let all = rust_files(&repository().join("src")).len();
    assert!(WALK.files > all / 2, "only {} of {all} files were checked", WALK.files);
}

#[test]
fn rooms_import_only_what_lies_below_them() {
    assert_kept(&[Rule::Import]);
}

#[test]
fn only_tui_knows_the_screen() {
    assert_kept(&[Rule::Screen]);
}

#[test]
fn the_core_knows_no_disk_no_clock_no_randomness() {
    assert_kept(&[Rule::Machine]);
}

#[test]
fn nothing_ends_the_program_by_surprise() {
    assert_kept(&[Rule::Panic]);
}

#[test]
fn nothing_is_printed_past_the_cleaner() {
    assert_kept(&[Rule::Print]);
}

#[test]
fn every_file_lies_where_its_module_says() {
    assert_kept(&[Rule::Place]);
}

#[test]
fn no_source_file_is_too_long() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "benches", "fuzz"] {
        for path in rust_files(&repository().join(folder)) {
            long.extend(too_long(&path, &std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(long.is_empty(), "divide by the field's own nouns:\n{}", long.join("\n"));
}

fn too_long(path: &Path, source: &str) -> Option<String> {
    let limit = if path.ends_with("src/main.rs") { LONGEST_MAIN } else { LONGEST_FILE };
    let lines = source.lines().count();
    (lines > limit).then(|| format!("{}: {lines} lines, at most {limit}", path.display()))
}

// The table itself.

#[test]
fn the_table_has_no_stairs_that_lead_in_a_circle() {
    for (floor, room) in ROOMS.iter().enumerate() {
        for below in room.imports {
            let other = ROOMS.iter().position(|r| r.name == *below);
            assert!(other.is_some_and(|o| o < floor), "{} imports {below} from above", room.name);
        }
    }
}

// Planted faults: each must be found, and what is allowed must not be.

fn read(module: &[&str], source: &str) -> Scan {
    let module: Vec<String> = module.iter().map(|&part| part.to_owned()).collect();
    scan::scan(source, room_of(&module).unwrap(), &module).unwrap()
}

/// Asserts that exactly these rules are broken, at these lines.
#[track_caller]
fn assert_found(module: &[&str], source: &str, expected: &[(usize, Rule)]) {
    let scan = read(module, source);
    let found: Vec<(usize, Rule)> = scan.faults.iter().map(|f| (f.line, f.rule)).collect();
    assert_eq!(found, expected, "in {source}\n{:#?}", scan.faults);
}

#[test]
fn finds_every_way_to_write_a_forbidden_import() {
    let planted = [
        "use crate::vault::Vault;",
        "use crate::{record::Session, vault};",
        "use crate::{record::{note, Session}, vault::{self as v, store::{Store}}};",
        "use crate::vault as safe;",
        "use crate::vault::*;",
        "use crate::*;",
        "use super::super::super::vault::Vault;",
        "pub use crate::vault::Vault as _;",
        "fn f() { crate::vault::open(); }",
        "fn f(v: &crate::vault::Vault) {}",
        "fn f() -> Vec<crate::vault::Vault> { Vec::new() }",
        "fn f() { use crate::vault::Vault; }",
        "struct S(<crate::vault::Vault as Clone>::Owned);",
        "impl crate::vault::store::Store for S {}",
        "fn f(x: u8) { match x { crate::vault::WORK_FACTOR => {} _ => {} } }",
        "fn f() { vec![crate::vault::open()]; }",
        "macro_rules! m { () => { $crate::vault::open() } }",
        "#[serde(with = \"crate::vault::seal\")] struct S;",
        "#[derive(crate::vault::Sealed)] struct S;",
        "extern crate thinkwheel; fn f() { thinkwheel::vault::open(); }",
        "mod inner { fn f() { super::super::super::super::vault::open(); } }",
    ];
    for source in planted {
        let scan = read(&["app", "screens", "home"], source);
        assert!(scan.faults.iter().any(|f| f.rule == Rule::Import), "missed in: {source}");
    }
}

#[test]
fn follows_an_alias_to_where_it_leads() {
    let source = "use crate as house;\n\nfn f() {\n    house::vault::open();\n}\n";
    assert_found(&["app"], source, &[(4, Rule::Import)]);
    let source = "use crate::{self as house};\nuse house::vault::Vault;\n";
    assert_found(&["app"], source, &[(2, Rule::Import)]);
    let source = "use std as s;\nuse s::fs as disk;\nfn f() { disk::read(\"\"); }\n";
    assert_found(&["app"], source, &[(2, Rule::Machine), (3, Rule::Machine)]);
    let source = "use chrono::Utc as Zone;\nfn f() { Zone::now(); }\n";
    assert_found(&["record"], source, &[(2, Rule::Machine)]);
    let source = "type Zone = chrono::Utc;\nfn f() { Zone::now(); }\n";
    assert_found(&["record"], source, &[(2, Rule::Machine)]);
}

#[test]
fn the_root_holds_rooms_and_the_binary_knows_the_commands_only() {
    assert_found(&["lib"], "pub mod vault;\npub use vault::Vault;\n", &[(2, Rule::Import)]);
    assert_found(&["app"], "use crate::Vault;\n", &[(1, Rule::Import)]);
    assert_found(&["main"], "fn main() { thinkwheel::vault::open(); }\n", &[(1, Rule::Import)]);
    assert_found(&["main"], "use thinkwheel::cli;\nfn main() { cli::run(); }\n", &[]);
    assert!(room_of(&["utils".to_owned()]).is_none());
}

#[test]
fn finds_the_screen_outside_its_room() {
    let planted = [
        "use ratatui::Frame;",
        "use ratatui::crossterm::event::KeyEvent;",
        "fn f() { crossterm::terminal::enable_raw_mode(); }",
        "extern crate crossterm as keys;",
        "use ::ratatui::style::Color;",
        "use ratatui_core::style::Color;",
    ];
    for source in planted {
        for module in ["app", "line", "cli", "runtime", "record"] {
            assert_found(&[module], source, &[(1, Rule::Screen)]);
        }
        assert_found(&["tui", "view"], source, &[]);
    }
}

#[test]
fn finds_disk_clock_and_randomness_in_the_core() {
    let planted = [
        "use std::fs;",
        "use std::{fmt, fs::File};",
        "use std::*;",
        "use std::time::*;",
        "use std::time::{Duration, Instant};",
        "fn f() { std::time::SystemTime::now(); }",
        "use chrono::Utc; fn f() { Utc::now(); }",
        "use chrono::Utc; fn f() { let now = Utc::now; }",
        "fn f() { <chrono::Utc>::now(); }",
        "fn f() { chrono::offset::Utc::now(); }",
        "use chrono::Local;",
        "use super::*; fn f() { Utc::now(); }",
        "fn f() { ulid::Ulid::generate(); }",
        "use rand::Rng as _;",
        "fn f(x: &mut ssh_key::rand_core::OsRng) {}",
        "fn f() { getrandom::fill(&mut []); }",
        "fn f(p: &std::path::Path) { p.exists(); }",
        "fn f(p: &std::path::Path) { assert!(p.is_dir()); }",
        "fn f() { vec![rand::random::<u8>()]; }",
    ];
    for source in planted {
        for module in [&["record", "note"][..], &["text", "date"], &["tui", "view"]] {
            let scan = read(module, source);
            assert!(scan.faults.iter().any(|f| f.rule == Rule::Machine), "missed in: {source}");
        }
        for module in [&["vault", "save"][..], &["runtime", "loop"], &["cli", "export"]] {
            assert_found(module, source, &[]);
        }
    }
}

#[test]
fn finds_every_way_to_end_the_program() {
    let planted = [
        "fn f() { x.unwrap(); }",
        "fn f() { x.expect(\"there\"); }",
        "fn f() { x.unwrap_err(); }",
        "fn f() { xs.map(Option::unwrap); }",
        "fn f() { panic!(); }",
        "fn f() { std::panic!(); }",
        "fn f() { todo!() }",
        "fn f() { unimplemented!() }",
        "fn f() { unreachable!() }",
        "fn f() { dbg!(x); }",
        "fn f() { format!(\"{}\", x.unwrap()); }",
        "fn f() { vec![vec![x.unwrap()]]; }",
        "fn f() { vec![todo!()]; }",
        "impl S { fn f() { x.unwrap(); } }",
        "#[cfg(not(test))] fn f() { x.unwrap(); }",
        "#[cfg(any(test, unix))] fn f() { x.unwrap(); }",
    ];
    for source in planted {
        assert_found(&["vault", "save"], source, &[(1, Rule::Panic)]);
    }
    assert_found(&["cli"], "fn f() { println!(\"{x}\"); }", &[(1, Rule::Print)]);
    assert_found(&["cli"], "include!(\"other.rs\");", &[(1, Rule::Place)]);
    assert_found(&["cli"], "#[path = \"../x.rs\"] mod x;", &[(1, Rule::Place)]);
}

#[test]
fn names_line_and_reason() {
    let scan = read(&["app"], "\n\nuse crate::{\n    record::Session,\n    vault::Vault,\n};\n");
    let [fault] = scan.faults.as_slice() else { panic!("{:#?}", scan.faults) };
    assert_eq!(fault.line, 5);
    assert_eq!(fault.what, "`crate::vault::Vault`: app may not import from vault");
}

#[test]
fn leaves_alone_what_is_allowed() {
    let clean = "
        use std::time::Duration;
        use std::fmt::{self, Display};
        use chrono::{DateTime, NaiveDate, Utc};
        use ulid::Ulid;
        use crate::record::{self, Session};
        use crate::text::clean;
        use super::keymap;
        mod screens;
        use screens::home;
        /// Like `crate::vault::Vault::open(x).unwrap()`.
        fn f(at: DateTime<Utc>) -> Option<u8> {
            record::note(home::page(crate::app::model()));
            let says = \"crate::vault::Vault\";
            x.unwrap_or_default();
            x.unwrap_or_else(Ulid::nil);
            write!(out, \"{}\", clean(says)).ok()?;
            assert!(says.len() > 1);
            expect(says);
            None
        }
    ";
    assert_found(&["app", "update"], clean, &[]);
}

#[test]
fn leaves_alone_what_is_for_tests_only() {
    let tests = "
        #[cfg(test)]
        mod tests {
            use crate::vault::Vault;
            #[test]
            fn f() { std::fs::read(\"x\").unwrap(); }
        }
        #[cfg(all(test, unix))]
        fn g() { panic!(); }
        impl S {
            #[cfg(test)]
            fn h() { x.unwrap(); }
        }
        #[cfg(test)]
        #[path = \"date_tests.rs\"]
        mod others;
    ";
    assert_found(&["text", "date"], tests, &[]);
    let scan = read(&["text", "date"], tests);
    let [module] = scan.test_modules.as_slice() else { panic!("{:?}", scan.test_modules) };
    assert_eq!((module.name.as_str(), module.path.as_deref()), ("others", Some("date_tests.rs")));
}

#[test]
fn a_fault_planted_in_a_real_file_is_found() {
    let path = repository().join("src/app/update.rs");
    let source = std::fs::read_to_string(path).unwrap();
    let before = read(&["app", "update"], &source).faults.len();
    let planted = format!("{source}\nfn planted() {{ crate::vault::passphrase::offer(); }}\n");
    assert_eq!(read(&["app", "update"], &planted).faults.len(), before + 1);
}

#[test]
fn a_file_that_is_too_long_is_found() {
    let source = "\n".repeat(LONGEST_FILE);
    assert_eq!(too_long(Path::new("src/app/update.rs"), &source), None);
    assert!(too_long(Path::new("src/app/update.rs"), &(source + "\n")).is_some());
    assert!(too_long(Path::new("src/main.rs"), &"\n".repeat(LONGEST_MAIN + 1)).is_some());
}
