//! What home costs with a supervisor's ten years: `cargo bench --bench home`.
//!
//! Figures to hold: unlock to home with 3,000 sessions at most 0.2 s (the
//! vault's share is in `vault`), and a key to the screen within 16 ms.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;

use common::desk::{Desk, home};
use divan::Bencher;
use thinkwheel::app::SessionHead;
use thinkwheel::record::{Session, Stamp};
use thinkwheel::runtime::practice;
use ulid::Ulid;

fn main() {
    divan::main();
}

/// The practice history over and over, each time with other ids and earlier.
fn ten_years(owner: Ulid) -> Vec<Session> {
    let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    let once = practice::sessions(owner, at);
    let mut all: Vec<Session> = Vec::new();
    for n in 0u64.. {
        let shift = |id: Ulid| Ulid(id.0 ^ (u128::from(n) << 32));
        for s in &once {
            let mut s = s.clone();
            s.id = shift(s.id);
            s.date = s.date - chrono::Days::new(15 * n);
            for d in &mut s.discussions {
                d.id = shift(d.id);
                d.actions.iter_mut().for_each(|a| a.id = shift(a.id));
                d.follow_ups.iter_mut().for_each(|f| f.action = shift(f.action));
            }
            all.push(s);
            if all.len() == 3_000 {
                return all;
            }
        }
    }
    all
}

fn desk() -> Desk {
    let mut at_home = home();
    let mut all = ten_years(at_home.owner_id);
    // Ten years are some 700 children; their names are looked for in a note.
    for (n, child) in all.iter_mut().flat_map(|s| &mut s.children).enumerate() {
        let other = n / 8;
        child.name = format!("{} Family{other}", child.name);
        child.reference = format!("EX-{other}");
    }
    for (n, s) in all.iter().enumerate() {
        at_home.sessions.push(SessionHead {
            head: format!("head-{}", n + 1),
            written: s.begun,
            header: s.header(),
            beside_another: false,
        });
    }
    Desk::with(at_home, all)
}

#[divan::bench(sample_count = 20)]
fn home_of_3_000_sessions(bencher: Bencher) {
    let desk = desk();
    bencher.bench_local(|| match desk.page().body {
        thinkwheel::app::page::Body::List(list) => list.items.len(),
        _ => panic!("not at home"),
    });
}

#[divan::bench(sample_count = 20)]
fn a_key_at_home(bencher: Bencher) {
    let mut desk = desk();
    bencher.bench_local(|| {
        desk.press("Down");
        desk.page().hints.len()
    });
}

#[divan::bench(sample_count = 20)]
fn a_key_in_a_meeting_with_that_history(bencher: Bencher) {
    let mut desk = desk();
    let first = desk.page().list().unwrap().items.iter().position(|i| i.mark.is_some()).unwrap();
    for n in 0..12 {
        desk.event(thinkwheel::app::Event::Select(first + n));
        desk.press("Space");
    }
    desk.press("n");
    bencher.bench_local(|| {
        desk.press("Down");
        desk.page().hints.len()
    });
}

/// A page about Kit with some words on it, read at review.
fn at_review() -> Desk {
    let mut desk = desk();
    desk.press("n");
    desk.type_in("Sam");
    desk.press("Tab");
    desk.type_in("Zadie New");
    desk.press("Enter");
    desk.type_in(&"We know about the move, but not why the plan there ended. ".repeat(40));
    desk.press("Alt-r");
    desk
}

#[divan::bench(sample_count = 20)]
fn a_key_at_review_with_that_history(bencher: Bencher) {
    let mut desk = at_review();
    bencher.bench_local(|| {
        desk.press("Down");
        match desk.page().body {
            thinkwheel::app::page::Body::Note(note) => note.text.len(),
            _ => panic!("not at review: {}", desk.page().top_left),
        }
    });
}
