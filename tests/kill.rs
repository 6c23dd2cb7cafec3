//! Random `kill -9` while somebody types: every saved answer and all typing
//! older than 100 ms is there after the next start.
//!
//! The driver notes each key before it sends it; what is lost is measured
//! against that log. `THINKWHEEL_KILLS=200` runs the long form (`.ci/full`).
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use common::pty::{Place, Pty};
use rustix::process::Signal;

/// Typing younger than this may be lost.
const GRACE: Duration = Duration::from_millis(100);

/// A small generator of our own, so that a run can be told by its seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// What was typed into each answer, and when each letter was sent.
#[derive(Default)]
struct Log {
    answers: Vec<Vec<(char, Instant)>>,
    at: usize,
}

impl Log {
    fn must(&self, n: usize, killed: Instant) -> String {
        let answer = &self.answers[n];
        answer.iter().filter(|(_, t)| killed - *t > GRACE).map(|(c, _)| *c).collect()
    }

    fn may(&self, n: usize) -> String {
        self.answers[n].iter().map(|(c, _)| *c).collect()
    }
}

fn answers(place: &Place) -> Vec<String> {
    let list = place.command(&["session", "list", "--json"]);
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    let id = list[0]["id"].as_str().unwrap().to_owned();
    let shown = place.command(&["session", "show", &id, "--json"]);
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let session = shown.get("record").unwrap_or(&shown);
    let answers = session["discussions"][0]["answers"].as_array().unwrap();
    answers
        .iter()
        .map(|a| a["contributions"][0]["text"].as_str().unwrap_or_default().to_owned())
        .collect()
}

fn begin(place: &Place) -> Pty {
    Pty::start(&place.options(), 100, 30, &place.out())
}

/// Kills `kills` times; the first loss is the error. `fault` spoils the
/// journal after each kill, as a disk that lies would.
fn drive(kills: usize, seed: u64, fault: bool) -> Result<u64, String> {
    let place = Place::new();
    let mut dice = Dice(seed | 1);
    let mut log = Log::default();
    let mut letters = 0;
    let mut pty = begin(&place);
    pty.wait_for("Begin a session");
    pty.key("Enter");
    pty.wait_for("Practitioner");
    for c in "Sam".chars() {
        pty.send(c.to_string().as_bytes());
    }
    pty.key("Tab");
    for c in "Leila".chars() {
        pty.send(c.to_string().as_bytes());
    }
    pty.key("Enter");
    pty.wait_for("Where the work is");
    pty.key("Enter");
    pty.wait_for("1/14");
    log.answers.push(Vec::new());
    for kill in 0..kills {
        let until = Instant::now() + Duration::from_millis(600 + dice.roll(4_000));
        while Instant::now() < until {
            match dice.roll(60) {
                0 if !log.answers[log.at].is_empty() && log.answers.len() < 30 => {
                    log.answers.push(Vec::new());
                    log.at += 1;
                    pty.key("PageDown");
                }
                1 => pty.key("Ctrl-s"),
                2 => {
                    log.answers[log.at].push(('\n', Instant::now()));
                    pty.key("Enter");
                }
                n => {
                    let c = ['e', 'a', ' ', 'é', 't', 'h', '家', 'n'][(n % 8) as usize];
                    log.answers[log.at].push((c, Instant::now()));
                    pty.send(c.to_string().as_bytes());
                    letters += 1;
                }
            }
            std::thread::sleep(Duration::from_millis(1 + dice.roll(30)));
        }
        let killed = Instant::now();
        pty.signal(Signal::KILL);
        pty.end();
        if fault {
            spoil(&place);
        }
        pty = begin(&place);
        // The same question, without being asked for anything.
        let wanted = format!("{}/", (log.at % 14) + 1);
        pty.wait_for("Alt-D");
        let there = answers(&place);
        for n in 0..log.answers.len() {
            let have = there.get(n).cloned().unwrap_or_default();
            let (must, may) = (log.must(n, killed), log.may(n));
            if !have.starts_with(&must) || !may.starts_with(&have) {
                return Err(format!(
                    "kill {kill}, answer {n}: {} letters were typed, {} had to be there, {} are",
                    may.chars().count(),
                    must.chars().count(),
                    have.chars().count()
                ));
            }
        }
        // What was younger may be gone: go on from what is there.
        for (n, answer) in log.answers.iter_mut().enumerate() {
            answer.truncate(there.get(n).map_or(0, |t| t.chars().count()));
        }
        if log.at > 0 && log.answers[log.at].is_empty() && !pty.screen().contains(&wanted) {
            // The step to a new question was itself younger than that.
            log.answers.pop();
            log.at -= 1;
        }
    }
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    Ok(letters)
}

/// Cuts the last entries off the newest segment of the journal.
fn spoil(place: &Place) {
    let mut files: Vec<_> = std::fs::read_dir(place.state().join("journal"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_file())
        .collect();
    files.sort();
    if let Some(newest) = files.last() {
        let bytes = std::fs::read(newest).unwrap();
        std::fs::write(newest, &bytes[..bytes.len().saturating_sub(3_000)]).unwrap();
    }
}

#[test]
fn no_typing_older_than_a_tenth_of_a_second_is_lost() {
    let kills = std::env::var("THINKWHEEL_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let seed = std::env::var("THINKWHEEL_SEED")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or_else(|| u64::from(std::process::id()));
    match drive(kills, seed, false) {
        Ok(letters) => println!("{kills} kills, {letters} letters, nothing lost; seed {seed}"),
        Err(loss) => panic!("{loss}; seed {seed}"),
    }
}

#[test]
fn the_driver_finds_a_journal_that_loses_words() {
    let found = drive(6, 99, true);
    assert!(found.is_err(), "a spoilt journal went unnoticed");
}
