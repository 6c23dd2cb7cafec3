//! What the vault costs: `cargo bench --bench vault`.
//!
//! Figures to hold: unlock to home with 3,000 sessions at most 0.2 s after the
//! passphrase is accepted; an hour of typing replays in a blink.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/vault_common/mod.rs"]
mod vault_common;

use divan::Bencher;
use thinkwheel::record::{Corpus, Edit, Field, FieldName};
use thinkwheel::vault::journal::{Entry, Journal, replay};
use thinkwheel::vault::{Access, SecretString, Vault};
use vault_common::{Bench, PASSPHRASE, passage_of, session, stamp, with_words};

fn main() {
    divan::main();
}

/// A page of prose: 8 KB.
fn page() -> String {
    "She said they just stopped coming, and nobody told her why. ".repeat(136)
}

fn typing(at: usize) -> Entry {
    let field = Field { owner: passage_of(1), name: FieldName::Words };
    let edit = Edit::Text { field, at, removed: 0, inserted: "a".into() };
    Entry::Edit { session: session(1).id, edit }
}

#[divan::bench(sample_count = 50)]
fn publish_8_kb(bencher: Bencher) {
    let bench = Bench::new();
    let mut vault = bench.create();
    let one = with_words(&session(1), &page());
    let mut parents = Vec::new();
    bencher.bench_local(move || {
        parents = vec![vault.publish(&one, &parents, stamp(0)).unwrap()];
    });
}

#[divan::bench(sample_count = 20, sample_size = 1000)]
fn journal_append(bencher: Bencher) {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    let entry = typing(0);
    bencher.bench_local(move || journal.append(&entry).unwrap());
}

#[divan::bench(sample_count = 10)]
fn replay_36_000_edits(bencher: Bencher) {
    let bench = Bench::new();
    let vault = bench.create();
    let keys = vault.journal_keys().unwrap();
    let mut journal = Journal::open(&keys, &bench.paths).unwrap();
    let start = with_words(&session(1), "");
    journal.append(&Entry::Snapshot { session: Box::new(start), base: vec![] }).unwrap();
    for at in 0..36_000 {
        journal.append(&typing(at)).unwrap();
    }
    bencher.bench_local(|| {
        let replay = replay(&keys, &bench.paths, &|_| Vec::new()).unwrap();
        assert_eq!(replay.recovered[0].session.bookmark.cursor, 36_000);
    });
}

/// From the passphrase (scrypt set so low that it does not count) to all heads.
#[divan::bench(sample_count = 10)]
fn open_3_000_sessions(bencher: Bencher) {
    let bench = Bench::new();
    let mut vault = bench.create();
    let words = page();
    for id in 1..=3000 {
        vault.publish(&with_words(&session(id), &words), &[], stamp(0)).unwrap();
    }
    drop(vault);
    let pass = SecretString::from(PASSPHRASE);
    bencher.bench_local(|| {
        let vault = Vault::open(&bench.paths, &pass, Access::Write).unwrap();
        assert_eq!(vault.sessions().len(), 3000);
    });
}

/// A query over ten years of a supervisor, all texts in memory: at most 30 ms.
#[divan::bench(sample_count = 20, args = ["nobody grandmother", "she", "zebra"])]
fn search_3_000_sessions(bencher: Bencher, words: &str) {
    let corpus = corpus();
    bencher.bench_local(|| corpus.find(words, 100).1);
}

/// What the first search costs beside the reading: folding every text.
#[divan::bench(sample_count = 3)]
fn fold_3_000_sessions(bencher: Bencher) {
    bencher.bench_local(corpus);
}

/// 8 KB of prose a session, in every tenth of them with accents.
fn corpus() -> Corpus {
    let mut corpus = Corpus::new();
    let (plain, accented) = (page(), page().replace("nobody", "Zoë's grandmother"));
    for id in 1..=3000 {
        let words = if id % 10 == 0 { &accented } else { &plain };
        corpus.put(&id.to_string(), &with_words(&session(id), words), &[]);
    }
    corpus
}

/// Opening after the index was lost: everything is opened and checked.
#[divan::bench(sample_count = 3)]
fn open_3_000_sessions_without_index(bencher: Bencher) {
    let bench = Bench::new();
    let mut vault = bench.create();
    let words = page();
    for id in 1..=3000 {
        vault.publish(&with_words(&session(id), &words), &[], stamp(0)).unwrap();
    }
    drop(vault);
    let pass = SecretString::from(PASSPHRASE);
    bencher.bench_local(|| {
        std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
        let vault = Vault::open(&bench.paths, &pass, Access::Write).unwrap();
        assert_eq!(vault.sessions().len(), 3000);
    });
}
