//! How filing notes looks, and that the real program does it.
// Both desks are given the same from outside.
#![allow(clippy::duplicate_mod)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[cfg(unix)]
mod common;
#[allow(dead_code)]
#[path = "screens/desk.rs"]
mod desk;

use desk::Desk;
use insta::assert_snapshot;
use thinkwheel::app::Clipboard;

#[test]
fn each_screen_reads_as_it_should() {
    let far = || {
        let mut desk = Desk::with_twelve();
        desk.context.clipboard = Clipboard::Terminal { remote: true, tmux: false };
        desk
    };
    let scenes: Vec<(&str, Desk, &str)> = vec![
        ("home", Desk::with_twelve(), ""),
        ("note", Desk::with_twelve(), "f"),
        ("copied", Desk::with_twelve(), "fc"),
        ("reference", Desk::with_twelve(), "fc<Enter>CS-7001"),
        ("next", Desk::with_twelve(), "fc<Enter>CS-7001<Enter>"),
        ("all", Desk::with_twelve(), "f<Enter>y<Enter><Enter>y<Enter>"),
        ("far", far(), "fc"),
    ];
    for (name, mut desk, keys) in scenes {
        desk.keys(keys);
        for (columns, rows) in [(80, 24), (120, 40)] {
            assert_snapshot!(format!("{name}-{columns}x{rows}"), desk.text(columns, rows));
        }
    }
}

#[cfg(unix)]
#[test]
fn in_a_terminal_without_a_desktop_the_text_goes_through_it() {
    use std::path::Path;

    use base64::prelude::{BASE64_STANDARD, Engine as _};
    use common::pty::Pty;

    let folder = tempfile::tempdir().unwrap();
    let none = Path::new("");
    let names = ["DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "TMUX"];
    let paths: Vec<(&str, &Path)> = names.into_iter().map(|name| (name, none)).collect();
    let mut pty = Pty::start_with(&["--demo".into()], 80, 24, folder.path(), &paths);
    pty.wait_for("notes to file");
    pty.key("f");
    pty.wait_for("Supervision held");
    let asked = |pty: &Pty| {
        let out = String::from_utf8_lossy(&pty.output()).into_owned();
        let (_, rest) = out.split_once("\x1b]52;c;")?;
        Some(rest.split_once('\x07')?.0.to_owned())
    };
    assert_eq!(asked(&pty), None, "nothing is copied until somebody asks");
    pty.key("c");
    pty.wait_for("cannot be cleared from");
    let text = BASE64_STANDARD.decode(asked(&pty).unwrap()).unwrap();
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("Case supervision note\n"), "{text}");
    pty.key("Enter");
    pty.wait_for("Reference there");
    pty.send(b"CS-7001");
    pty.key("Enter");
    pty.wait_for("note 2 of 2");
    pty.wait_for("Elin");
    pty.wait_for("handed over to the child's file, CS-7001");
    pty.key("Enter");
    pty.wait_for("Reference there");
    pty.send(b"y");
    pty.key("Enter");
    pty.wait_for("All 2 notes are filed.");
    pty.key("Ctrl-q");
}
