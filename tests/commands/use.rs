//! Help, version, wrong use, and a reader that goes away.

use super::bench::{Bench, ran};

#[test]
fn every_command_is_in_the_help() {
    let bench = Bench::empty();
    let help = |args: &[&str]| ran(&mut bench.bare(&[args, &["--help"]].concat())).ok();
    let top = help(&[]);
    for word in [
        "session",
        "export",
        "bank",
        "vault",
        "keys",
        "queue",
        "--demo",
        "--line",
        "--vault",
        "--state",
        "--config",
        "--passphrase-file",
        "THINKWHEEL_VAULT",
        "THINKWHEEL_STATE",
        "THINKWHEEL_CONFIG",
        "Exit codes",
    ] {
        assert!(top.contains(word), "{word}");
    }
    assert!(top.ends_with('\n'));
    for (group, commands) in [
        ("session", &["list", "show", "template", "import", "hand-over"][..]),
        ("bank", &["list", "show", "check", "export", "import"]),
        ("vault", &["init", "verify"]),
    ] {
        let text = help(&[group]);
        for command in commands {
            assert!(text.contains(&format!("\n  {command} ")), "{group} {command}");
            let text = help(&[group, command]);
            assert!(text.contains("--passphrase-file"), "{group} {command}");
        }
    }
    for word in ["--to", "--child", "--format", "--output", "--replace", "child-file", "markdown"] {
        assert!(help(&["export"]).contains(word), "{word}");
    }
}

#[test]
fn the_version_is_one_line() {
    let bench = Bench::empty();
    let version = ran(&mut bench.bare(&["--version"])).ok();
    assert_eq!(version, format!("thinkwheel {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_use_ends_with_two() {
    let bench = Bench::empty();
    for wrong in [
        &["nonsense"][..],
        &["session"],
        &["session", "show"],
        &["session", "import"],
        &["bank", "show"],
        &["bank", "import"],
        &["vault"],
        &["keys", "--nonsense"],
        &["--passphrase", "secret"],
        &["--demo", "keys"],
        &["--line", "session", "list"],
    ] {
        let err = bench.run(wrong).failed(2);
        assert!(err.contains("Usage") || err.contains("--help"), "{wrong:?}: {err}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    use std::process::{Command, Stdio};
    let bench = Bench::new();
    let id = bench.import(|_| {});
    for args in [&["session", "show", &id][..], &["session", "template"], &["keys"]] {
        // Closed before a word can be written, however busy the machine.
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = Command::new(env!("CARGO_BIN_EXE_thinkwheel"))
            .args(["--vault", "vault", "--state", "state", "--passphrase-file", "passphrase"])
            .args(args)
            .current_dir(bench.at("."))
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(141), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args:?}");
    }
}
