//! The journal: what was typed is there after any way out.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::Path;

use thinkwheel::record::{Edit, Field, FieldName, Session};
use thinkwheel::vault::journal::{Entry, Journal, SNAPSHOT_EVERY};
use thinkwheel::vault::{Finding, ProblemKind, SecretString, Vault, verify};
use vault_common::{Bench, kinds, passage_of, session, stamp, with_words, words_of};

fn edit(id: u128, at: usize, inserted: &str) -> Entry {
    let field = Field { owner: passage_of(id), name: FieldName::Words };
    let edit = Edit::Text { field, at, removed: 0, inserted: inserted.into() };
    Entry::Edit { session: session(id).id, edit }
}

fn snapshot(session: &Session, base: &[thinkwheel::vault::GenerationId]) -> Entry {
    Entry::Snapshot { session: Box::new(session.clone()), base: base.to_vec() }
}

fn journal(bench: &Bench, vault: &Vault) -> Journal {
    Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap()
}

/// Types letter by letter into a fresh session; returns what was typed.
fn type_letters(journal: &mut Journal, id: u128, count: usize) -> String {
    journal.append(&snapshot(&session(id), &[])).unwrap();
    let mut words = String::new();
    for n in 0..count {
        let letter = char::from(b'a' + u8::try_from(n % 26).unwrap());
        journal.append(&edit(id, words.len(), &letter.to_string())).unwrap();
        words.push(letter);
    }
    words
}

#[test]
fn a_thousand_letters_come_back_and_are_published() {
    let bench = Bench::new();
    let vault = bench.create();
    let words = type_letters(&mut journal(&bench, &vault), 1, 1000);
    drop(vault);

    let mut vault = bench.open();
    assert_eq!(vault.sessions().len(), 0);
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(recovery.problems, []);
    assert_eq!(recovery.restored.len(), 1);
    assert!(recovery.restored[0].published);
    assert_eq!(words_of(&recovery.restored[0].session), words);
    // The next letter would stand where the last one was typed.
    assert_eq!(recovery.restored[0].session.bookmark.cursor, 1000);
    let head = &recovery.restored[0].heads[0];
    assert_eq!(words_of(&vault.load(head).unwrap()), words);
    assert_eq!(bench.segments().len(), 0);
    assert!(vault.recover(stamp(2)).unwrap().restored.is_empty());
}

#[test]
fn a_torn_tail_loses_only_the_last_frame() {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let words = type_letters(&mut journal, 1, 5);
    let path = bench.segments().remove(0);
    let before = std::fs::metadata(&path).unwrap().len();
    journal.append(&edit(1, 5, "LAST WORDS")).unwrap();
    let whole = std::fs::read(&path).unwrap();
    drop((journal, vault));
    let before = usize::try_from(before).unwrap();
    // Every single cut is made in the module's own tests; here, some.
    for cut in (before..=whole.len()).step_by(9).chain([whole.len()]) {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let mut vault = bench.open();
        let recovery = vault.recover(stamp(1)).unwrap();
        assert_eq!(recovery.problems, [], "cut at {cut}");
        let got = words_of(&recovery.restored[0].session).to_owned();
        let want = if cut == whole.len() { format!("{words}LAST WORDS") } else { words.clone() };
        assert_eq!(got, want, "cut at {cut}");
        std::fs::remove_dir_all(bench.paths.vault.join("sessions")).unwrap();
        drop(vault);
        std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
        // Or it would be known to be done with.
        std::fs::remove_file(bench.paths.state.join("journal.ron")).unwrap();
    }
}

#[test]
fn a_flipped_byte_is_named_and_nothing_is_deleted() {
    let bench = Bench::new();
    let vault = bench.create();
    type_letters(&mut journal(&bench, &vault), 1, 3);
    drop(vault);
    let path = bench.segments().remove(0);
    let whole = std::fs::read(&path).unwrap();
    let pass = SecretString::from(vault_common::PASSPHRASE);
    let name = format!("state/journal/{}", path.file_name().unwrap().to_string_lossy());
    let finding = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let report = verify(&bench.paths, Some(&pass)).unwrap();
        report.checked.iter().find(|c| c.name == name).unwrap().finding
    };
    assert_eq!(finding(&whole), Finding::Intact);
    // Every single byte is flipped in the module's own tests; here, some.
    for at in (0..whole.len()).step_by(61) {
        let mut changed = whole.clone();
        changed[at] ^= 0x04;
        assert!(matches!(finding(&changed), Finding::Wrong(_)), "byte {at}");
    }
    // In the last frame: what stands before it is used, the file is kept.
    let mut changed = whole.clone();
    let at = whole.len() - 3;
    changed[at] ^= 1;
    std::fs::write(&path, &changed).unwrap();
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(kinds(&recovery.problems), [ProblemKind::Damaged]);
    assert_eq!(words_of(&recovery.restored[0].session), "ab");
    assert_eq!(vault.kept_segments().len(), 1);
    let kept = bench.paths.state.join("journal/kept").join(path.file_name().unwrap());
    assert_eq!(std::fs::read(kept).unwrap(), changed);
    assert!(vault.recover(stamp(2)).unwrap().restored.is_empty());
    // In the sealed key: not used at all, left where it is.
    let mut changed = whole;
    changed[200] ^= 1;
    std::fs::write(&path, &changed).unwrap();
    let recovery = vault.recover(stamp(3)).unwrap();
    assert_eq!(recovery.problems.len(), 1);
    assert!(recovery.restored.is_empty());
    assert!(path.exists());
}

#[test]
fn a_segment_of_another_owner_or_under_another_name_is_foreign() {
    let (mine, theirs) = (Bench::new(), Bench::new());
    drop(mine.create());
    let vault = theirs.create();
    type_letters(&mut journal(&theirs, &vault), 1, 3);
    let forged = theirs.segments().remove(0);
    let folder = mine.paths.state.join("journal");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(&forged, folder.join(forged.file_name().unwrap())).unwrap();
    let mut vault = mine.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(kinds(&recovery.problems), [ProblemKind::Foreign]);
    assert!(recovery.restored.is_empty());
    assert_eq!(mine.segments().len(), 1);
    std::fs::remove_file(&mine.segments()[0]).unwrap();

    // One's own, sealed by hand to one's own public key, without a signature.
    let (_, recipient) = vault.owner_public_keys();
    let recipient: age::x25519::Recipient = recipient.parse().unwrap();
    let name = "0000000009-00112233445566aa.journal";
    let head = format!(
        "(format: 0, vault: \"{}\", segment: \"{name}\", follows: None, key: \"{}\")\n",
        vault.id(),
        "07".repeat(32)
    );
    let sealed = age::encrypt(&recipient, head.as_bytes()).unwrap();
    let mut bytes = format!("thinkwheel-journal 0 {}\n", sealed.len()).into_bytes();
    bytes.extend(sealed);
    std::fs::write(folder.join(name), bytes).unwrap();
    let recovery = vault.recover(stamp(2)).unwrap();
    assert_eq!(kinds(&recovery.problems), [ProblemKind::Foreign]);
    assert!(recovery.restored.is_empty());

    // A whole segment under a name that is not its own.
    std::fs::remove_file(folder.join(name)).unwrap();
    type_letters(&mut journal(&mine, &vault), 1, 3);
    let path = mine.segments().remove(0);
    std::fs::rename(&path, folder.join("0000000077-00112233445566aa.journal")).unwrap();
    let recovery = vault.recover(stamp(3)).unwrap();
    assert_eq!(kinds(&recovery.problems), [ProblemKind::Foreign]);
}

/// Publishes while typing goes on, and crashes at a chosen moment.
fn crash(based: bool, typed_after: &str) {
    let bench = Bench::new();
    let mut vault = bench.create();
    let first = vault.publish(&with_words(&session(1), "one"), &[], stamp(0)).unwrap();
    let mut journal = journal(&bench, &vault);
    journal
        .append(&snapshot(&with_words(&session(1), "one"), std::slice::from_ref(&first)))
        .unwrap();
    journal.append(&edit(1, 3, " two")).unwrap();
    // What is published is the session as the journal has it, cursor included.
    let mut state = with_words(&session(1), "one");
    let Entry::Edit { edit: change, .. } = edit(1, 3, " two") else { panic!("an edit") };
    state.apply(&change).unwrap();
    let second = vault.publish(&state, &[first], stamp(1)).unwrap();
    if based {
        journal.append(&Entry::Based { session: state.id, generation: second.clone() }).unwrap();
    }
    if !typed_after.is_empty() {
        journal.append(&edit(1, 7, typed_after)).unwrap();
    }
    drop((journal, vault));

    let mut vault = bench.open();
    let recovery = vault.recover(stamp(2)).unwrap();
    assert_eq!(recovery.problems, []);
    assert_eq!(recovery.restored.len(), 1);
    assert_eq!(recovery.restored[0].published, !typed_after.is_empty());
    let sessions = vault.sessions();
    assert_eq!(sessions[0].heads.len(), 1, "based {based}, typed {typed_after:?}");
    let words = words_of(&vault.load(&sessions[0].heads[0].generation).unwrap()).to_owned();
    assert_eq!(words, format!("one two{typed_after}"));
    assert_eq!(bench.segments().len(), 0);
}

#[test]
fn a_crash_around_a_publication_never_forks() {
    for based in [true, false] {
        for typed in ["", " three"] {
            crash(based, typed);
        }
    }
}

#[test]
fn newer_words_are_never_overwritten() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let base = vault.publish(&with_words(&session(1), "base"), &[], stamp(0)).unwrap();
    let mut journal = journal(&bench, &vault);
    let start = with_words(&session(1), "base");
    journal.append(&snapshot(&start, std::slice::from_ref(&base))).unwrap();
    journal.append(&edit(1, 4, " typed here")).unwrap();
    drop(journal);
    // Meanwhile another line of writing went on.
    let elsewhere = with_words(&session(1), "base written elsewhere");
    vault.publish(&elsewhere, &[base], stamp(1)).unwrap();
    drop(vault);
    let mut vault = bench.open();
    vault.recover(stamp(2)).unwrap();
    let heads = &vault.sessions()[0].heads;
    let mut words: Vec<String> =
        heads.iter().map(|h| words_of(&vault.load(&h.generation).unwrap()).to_owned()).collect();
    words.sort();
    assert_eq!(words, ["base typed here", "base written elsewhere"]);
}

#[test]
fn two_runs_that_did_not_know_of_each_other_are_both_kept() {
    let bench = Bench::new();
    let vault = bench.create();
    type_letters(&mut journal(&bench, &vault), 1, 3);
    let mut second = journal(&bench, &vault);
    second.append(&snapshot(&with_words(&session(1), "other"), &[])).unwrap();
    drop((second, vault));
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(recovery.restored.len(), 2);
    assert_eq!(vault.sessions()[0].heads.len(), 2);
}

#[test]
fn a_run_that_took_up_where_the_last_one_stopped_is_one_line() {
    let bench = Bench::new();
    let vault = bench.create();
    let words = type_letters(&mut journal(&bench, &vault), 1, 3);
    let mut state = session(1);
    for n in 0..3 {
        let Entry::Edit { edit: change, .. } = edit(1, n, &words[n..=n]) else { panic!() };
        state.apply(&change).unwrap();
    }
    let mut second = journal(&bench, &vault);
    second.append(&snapshot(&state, &[])).unwrap();
    second.append(&edit(1, 3, "!")).unwrap();
    drop((second, vault));
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(recovery.restored.len(), 1);
    assert_eq!(words_of(&recovery.restored[0].session), "abc!");
}

#[test]
fn segments_turn_over_and_go_when_they_are_safe() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut journal = journal(&bench, &vault);
    assert!(journal.wants_snapshot(session(1).id));
    let words = type_letters(&mut journal, 1, 3);
    assert!(!journal.wants_snapshot(session(1).id));
    assert!(journal.wants_snapshot(session(2).id));
    let old = journal.rotate();
    assert_eq!(old.len(), 1);
    assert!(journal.wants_snapshot(session(1).id));
    journal.append(&snapshot(&with_words(&session(1), &words), &[])).unwrap();
    assert_eq!(bench.segments().len(), 2);
    vault.publish(&with_words(&session(1), &words), &[], stamp(1)).unwrap();
    journal.drop_segments(&old).unwrap();
    assert_eq!(bench.segments().len(), 1);
    // The open one is never dropped, whatever is asked.
    let open = journal.rotate();
    journal.append(&snapshot(&session(1), &[])).unwrap();
    journal.drop_segments(&open).unwrap();
    assert_eq!(bench.segments().len(), 1);
}

#[test]
fn changes_after_a_turn_without_a_snapshot_still_come_back() {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let words = type_letters(&mut journal, 1, 3);
    journal.rotate();
    journal.append(&edit(1, 3, "d")).unwrap();
    drop((journal, vault));
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(words_of(&recovery.restored[0].session), format!("{words}d"));
    drop(vault);

    // But not where the first segment has lost frames: then they would fall
    // into the wrong place. What there is is kept, and named.
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    type_letters(&mut journal, 1, 3);
    journal.rotate();
    journal.append(&edit(1, 3, "d")).unwrap();
    drop((journal, vault));
    let first = bench.segments().remove(0);
    let bytes = std::fs::read(&first).unwrap();
    std::fs::write(&first, &bytes[..bytes.len() - 5]).unwrap();
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(words_of(&recovery.restored[0].session), "ab");
    assert_eq!(kinds(&recovery.problems), [ProblemKind::Damaged]);
    assert_eq!(vault.kept_segments().len(), 1);
}

#[test]
fn a_snapshot_is_wanted_after_enough_changes() {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = journal(&bench, &vault);
    journal.append(&snapshot(&session(1), &[])).unwrap();
    let page = "x".repeat(1000);
    let mut written = 0;
    while !journal.wants_snapshot(session(1).id) {
        journal.append(&edit(1, 0, &page)).unwrap();
        written += page.len();
        assert!(written <= SNAPSHOT_EVERY);
    }
    assert!(written > SNAPSHOT_EVERY / 2);
    journal.append(&snapshot(&session(1), &[])).unwrap();
    assert!(!journal.wants_snapshot(session(1).id));
}

#[test]
fn the_disk_is_asked_from_another_thread() {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let handle = journal.sync_handle();
    assert_eq!(handle.sync().unwrap(), 0);
    let last = journal.append(&snapshot(&session(1), &[])).unwrap();
    let asked = std::thread::spawn(move || handle.sync().unwrap());
    assert_eq!(asked.join().unwrap(), last);
    journal.rotate();
    let last = journal.append(&snapshot(&session(1), &[])).unwrap();
    assert_eq!(journal.sync_handle().sync().unwrap(), last);
}

#[test]
fn a_segment_that_cannot_be_written_is_left_for_a_new_one() {
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = journal(&bench, &vault);
    let folder = bench.paths.state.join("journal");
    // No folder: the entry is refused, and said to be; with it, all goes on.
    std::fs::remove_dir_all(&folder).unwrap();
    let moved = Path::new(&folder);
    assert!(journal.append(&snapshot(&session(1), &[])).is_err());
    assert!(!moved.exists());
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    assert!(journal.append(&snapshot(&session(1), &[])).is_ok());
}

#[test]
fn an_empty_or_zeroed_segment_is_no_problem() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let folder = bench.paths.state.join("journal");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("0000000001-00112233445566aa.journal"), b"").unwrap();
    std::fs::write(folder.join("0000000002-00112233445566aa.journal"), [0; 700]).unwrap();
    let recovery = vault.recover(stamp(1)).unwrap();
    assert_eq!(recovery.problems, []);
    assert_eq!(bench.segments().len(), 0);
}
