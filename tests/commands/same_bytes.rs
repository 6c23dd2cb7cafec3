//! A file says what the record says, and nothing of the machine, the account
//! or the hour it was made with: two runs that differ in all of these give the
//! same bytes.

use assert_cmd::Command;
use serde_json::json;
use thinkwheel::export::Format;

use super::bench::{Bench, ran};
use super::read_back::{self, pdf::Pdf};

/// What an account, a folder and a machine are called, to be found again.
const MARK: &str = "zqmarker";

/// The program as run by somebody, somewhere.
fn run_by(bench: &Bench, args: &[&str], who: &str, zone: &str, language: &str) -> Command {
    let mut command = bench.command(args);
    for name in ["USER", "LOGNAME", "USERNAME", "HOSTNAME", "HOST", "COMPUTERNAME"] {
        command.env(name, who);
    }
    command.env("HOME", bench.at(who)).env("TZ", zone);
    command.env("LANG", language).env("LC_ALL", language).env("SOURCE_DATE_EPOCH", "1");
    command
}

/// All that is in a file: its bytes, and what is packed in them.
fn unpacked(format: Format, bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    match format {
        Format::Docx => {
            for (name, part) in read_back::parts(bytes) {
                all.extend(name.bytes().chain(part.bytes()));
            }
        }
        Format::Pdf => Pdf::read(bytes).streams.values().for_each(|held| all.extend(held)),
        _ => {}
    }
    // Letters of two bytes, as PDF may hold them, are found without the noughts.
    all.retain(|b| *b != 0);
    all.make_ascii_lowercase();
    all
}

fn holds(all: &[u8], words: &str) -> bool {
    let words = words.to_ascii_lowercase();
    all.windows(words.len()).any(|there| there == words.as_bytes())
}

#[test]
fn two_runs_give_the_same_bytes_and_name_no_machine() {
    let bench = Bench::new();
    let id = bench.import(|r| r["record"]["date"] = json!("2026-01-05"));
    let mut asked: Vec<(Vec<&str>, Format)> = Vec::new();
    for format in Format::ALL {
        for to in ["child-file", "staff-file", "full", "letter"] {
            let mut args = vec!["export", &id, "--to", to, "--format", format.slug()];
            if to != "staff-file" {
                args.extend(["--child", "MQ"]);
            }
            args.extend(["--despite-warnings", "--output", "-"]);
            asked.push((args, format));
        }
    }
    for format in ["csv", "ics", "json", "table"] {
        asked.push((vec!["actions", "--format", format, "--output", "-"], Format::Text));
    }
    let folder = bench.at(".").canonicalize().unwrap();
    let folder = folder.file_name().unwrap().to_str().unwrap().to_owned();
    for (args, format) in asked {
        let of = |who: &str, zone: &str, language: &str| {
            let output = run_by(&bench, &args, who, zone, language).output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            output.stdout
        };
        let one = of("zqmarker-one", "Pacific/Kiritimati", "ja_JP.UTF-8");
        let two = of("zqmarker-two", "America/Los_Angeles", "C");
        assert!(one == two && !one.is_empty(), "{args:?}");
        let all = unpacked(format, &one);
        for words in [MARK, &folder, env!("CARGO_MANIFEST_DIR")] {
            assert!(!holds(&all, words), "{words} in {args:?}");
        }
    }
}

/// What is made today says the day, and no more of where and by whom.
#[test]
fn what_is_held_about_somebody_names_no_machine() {
    let bench = Bench::new();
    bench.import(|_| {});
    for format in Format::ALL {
        let output = format!("held.{}", format.extension());
        let args = ["subject-access", "--child", "EX-1001", "--format", format.slug()];
        let args = [&args[..], &["--despite-warnings", "--output", &output]].concat();
        ran(&mut run_by(&bench, &args, MARK, "Asia/Tokyo", "C")).ok();
        let all = unpacked(format, &std::fs::read(bench.at(&output)).unwrap());
        assert!(!holds(&all, MARK) && !holds(&all, "tokyo"), "{format:?}");
        // The search does find what is there.
        let there = if format == Format::Pdf { "thinkwheel" } else { "maya" };
        assert!(holds(&all, there), "{format:?}");
    }
}
