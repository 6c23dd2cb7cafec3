//! Segments that were done with and are there again: words that were replaced
//! since are not brought back over newer ones.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::{Path, PathBuf};

use thinkwheel::record::{Edit, Field, FieldName, Session};
use thinkwheel::vault::journal::{Entry, Journal};
use thinkwheel::vault::{Finding, GenerationId, ProblemKind, SecretString, Vault, verify};
use vault_common::{Bench, PASSPHRASE, kinds, passage_of, session, stamp, with_words, words_of};

fn snapshot(words: &str, base: &[GenerationId]) -> Entry {
    let session = Box::new(with_words(&session(1), words));
    Entry::Snapshot { session, base: base.to_vec() }
}

fn journal(bench: &Bench, vault: &Vault) -> Journal {
    Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap()
}

fn heads(vault: &Vault) -> Vec<String> {
    let heads = vault.sessions().into_iter().flat_map(|s| s.heads);
    heads.map(|h| words_of(&vault.load(&h.generation).unwrap()).to_owned()).collect()
}

fn publish(vault: &mut Vault, words: &str, parents: &[GenerationId], at: u32) -> GenerationId {
    vault.publish(&with_words(&session(1), words), parents, stamp(at)).unwrap()
}

/// A segment's name and bytes.
fn copy(path: &Path) -> (PathBuf, Vec<u8>) {
    (path.to_path_buf(), std::fs::read(path).unwrap())
}

fn finding(bench: &Bench, path: &Path) -> Finding {
    let name = format!("state/journal/{}", path.file_name().unwrap().to_string_lossy());
    let report = verify(&bench.paths, Some(&SecretString::from(PASSPHRASE))).unwrap();
    report.checked.iter().find(|c| c.name == name).unwrap().finding
}

fn put_back_is_named_and_kept(bench: &Bench, (path, bytes): &(PathBuf, Vec<u8>), want: &[&str]) {
    // Twice: the second time it lies among those kept already.
    for _ in 0..2 {
        std::fs::write(path, bytes).unwrap();
        assert_eq!(finding(bench, path), Finding::Wrong(ProblemKind::Superseded));
        let mut vault = bench.open();
        let recovery = vault.recover(stamp(9)).unwrap();
        assert!(recovery.restored.is_empty());
        assert_eq!(kinds(&recovery.problems), [ProblemKind::Superseded]);
        assert_eq!(kinds(&vault.kept_segments()), [ProblemKind::Superseded]);
        assert_eq!(heads(&vault), want);
        assert!(!path.exists());
        let kept = bench.paths.state.join("journal/kept").join(path.file_name().unwrap());
        assert_eq!(std::fs::read(kept).unwrap(), *bytes);
    }
}

#[test]
fn one_dropped_after_a_save_is_not_replayed_when_it_is_put_back() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut journal = journal(&bench, &vault);
    journal.append(&snapshot("OLD WORDS", &[])).unwrap();
    let old = copy(&bench.segments()[0]);
    let ended = journal.rotate();
    let first = publish(&mut vault, "OLD WORDS", &[], 1);
    // Another one is still needed, so that the first is known by its name.
    journal.append(&snapshot("new words", std::slice::from_ref(&first))).unwrap();
    journal.drop_segments(&ended).unwrap();
    assert!(!old.0.exists());
    let ended = journal.rotate();
    publish(&mut vault, "new words", &[first], 2);
    journal.drop_segments(&ended).unwrap();
    drop((journal, vault));
    put_back_is_named_and_kept(&bench, &old, &["new words"]);
}

#[test]
fn one_that_a_recovery_published_is_not_replayed_when_it_is_put_back() {
    let bench = Bench::new();
    let vault = bench.create();
    journal(&bench, &vault).append(&snapshot("OLD WORDS", &[])).unwrap();
    let old = copy(&bench.segments()[0]);
    drop(vault);
    let mut vault = bench.open();
    let head = vault.recover(stamp(1)).unwrap().restored.remove(0).heads;
    publish(&mut vault, "new words", &head, 2);
    drop(vault);
    put_back_is_named_and_kept(&bench, &old, &["new words"]);
}

#[test]
fn between_two_that_are_needed_only_the_one_in_the_middle_is_done_with() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let mut copies = Vec::new();
    let mut ids = Vec::new();
    for n in 1..=3_u128 {
        let session = Box::new(with_words(&session(n), "words"));
        journal.append(&Entry::Snapshot { session, base: vec![] }).unwrap();
        copies.push(copy(&bench.segments()[usize::try_from(n).unwrap() - 1]));
        ids = journal.rotate();
    }
    vault.publish(&with_words(&session(2), "words"), &[], stamp(1)).unwrap();
    journal.drop_segments(&ids[1..2]).unwrap();
    drop((journal, vault));
    std::fs::write(&copies[1].0, &copies[1].1).unwrap();
    let found: Vec<Finding> = copies.iter().map(|(path, _)| finding(&bench, path)).collect();
    let old = Finding::Wrong(ProblemKind::Superseded);
    assert_eq!(found, [Finding::Intact, old, Finding::Intact]);
    let mut vault = bench.open();
    assert_eq!(vault.recover(stamp(2)).unwrap().restored.len(), 2);
    assert_eq!(vault.sessions().len(), 3);
}

#[test]
fn numbers_never_fall_and_are_never_used_again() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut names = Vec::new();
    let mut parents = Vec::new();
    for n in 0..4 {
        let mut journal = journal(&bench, &vault);
        let words = format!("words {n}");
        journal.append(&snapshot(&words, &parents)).unwrap();
        names.push(bench.segments()[0].file_name().unwrap().to_owned());
        parents = vec![publish(&mut vault, &words, &parents, n)];
        let ended = journal.rotate();
        journal.drop_segments(&ended).unwrap();
        assert_eq!(bench.segments().len(), 0);
    }
    let numbers: Vec<String> =
        names.iter().map(|n| n.to_string_lossy().split('-').next().unwrap().to_owned()).collect();
    assert_eq!(numbers, ["0000000001", "0000000002", "0000000003", "0000000004"]);
    // One somebody made up does not use the numbers up.
    std::fs::write(bench.paths.state.join("journal/9999999999-00112233445566aa.journal"), b"x")
        .unwrap();
    let mut journal = journal(&bench, &vault);
    journal.append(&snapshot("on", &parents)).unwrap();
    drop((journal, vault));
    let mut vault = bench.open();
    assert_eq!(vault.recover(stamp(8)).unwrap().restored.len(), 1);
    assert_eq!(heads(&vault), ["on"]);
}

#[test]
fn what_an_earlier_generation_holds_is_no_new_head() {
    // The list of what is done with is gone, as after a power cut.
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let agreed = vault_common::with_agreement(&with_words(&session(1), "agreed"));
    let whole = |session: &Session, base: &[GenerationId]| Entry::Snapshot {
        session: Box::new(session.clone()),
        base: base.to_vec(),
    };
    journal.append(&whole(&agreed, &[])).unwrap();
    let first = vault.publish(&agreed, &[], stamp(1)).unwrap();
    let later = with_words(&agreed, "agreed, and more");
    let second = vault.publish(&later, std::slice::from_ref(&first), stamp(2)).unwrap();
    drop((journal, vault));
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(3)).unwrap();
    assert!(!recovery.restored[0].published);
    assert_eq!(recovery.restored[0].heads, std::slice::from_ref(&second));
    assert_eq!(heads(&vault), ["agreed, and more"]);
    // But who goes back to those words on purpose has written something new.
    let mut journal = self::journal(&bench, &vault);
    journal.append(&whole(&later, &[second])).unwrap();
    let field = Field { owner: passage_of(1), name: FieldName::Words };
    let edit = Edit::Text { field, at: 6, removed: 10, inserted: String::new() };
    let mut back = later.clone();
    back.apply(&edit).unwrap();
    back.bookmark = agreed.bookmark.clone();
    assert!(back == agreed);
    journal.append(&Entry::Edit { session: agreed.id, edit }).unwrap();
    journal.append(&whole(&back, &[vault.sessions()[0].heads[0].generation.clone()])).unwrap();
    drop((journal, vault));
    let mut vault = bench.open();
    assert!(vault.recover(stamp(4)).unwrap().restored[0].published);
    assert_eq!(heads(&vault), ["agreed"]);
}

#[test]
fn a_changed_list_is_named_and_written_anew() {
    let bench = Bench::new();
    let vault = bench.create();
    journal(&bench, &vault).append(&snapshot("words", &[])).unwrap();
    drop(vault);
    bench.open().recover(stamp(1)).unwrap();
    let list = bench.paths.state.join("journal.ron");
    let whole = std::fs::read(&list).unwrap();
    for at in (0..whole.len()).step_by(37) {
        let mut changed = whole.clone();
        changed[at] ^= 2;
        std::fs::write(&list, changed).unwrap();
        let report = verify(&bench.paths, Some(&SecretString::from(PASSPHRASE))).unwrap();
        assert!(report.found_trouble(), "byte {at}");
    }
    let mut vault = bench.open();
    journal(&bench, &vault).append(&snapshot("more words", &[])).unwrap();
    let recovery = vault.recover(stamp(2)).unwrap();
    assert_eq!(recovery.problems.len(), 1);
    assert!(recovery.restored[0].published);
    drop(vault);
    let report = verify(&bench.paths, Some(&SecretString::from(PASSPHRASE))).unwrap();
    assert!(!report.found_trouble(), "{report:?}");
}
