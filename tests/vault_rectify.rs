//! Words that had to go are gone, from every file, and no copy brings them
//! back; everything else stays.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::{Path, PathBuf};

use std::sync::Arc;

use age::secrecy::SecretString as Secret;
use thinkwheel::record::{Action, Due, Session, Standing};
use thinkwheel::vault::journal::{Entry, Journal};
use thinkwheel::vault::store::{Fault, FaultyStore, FolderStore, Trouble, Verb};
use thinkwheel::vault::{
    Access, AgreementCheck, Finding, ProblemKind, SecretString, Vault, VaultError, verify,
};
use ulid::Ulid;
use vault_common::{
    ADA, Bench, KIT, PASSPHRASE, amend, d, decision, finalise, kinds, meeting, only, stamp, state,
};

const CANARY: &str = "Xylophone Quartermain lives at number nine";
const ENTRY: Ulid = Ulid(0xcafe);

/// Every file of vault and state, as it is and opened with the owner's keys.
fn everything(bench: &Bench) -> Vec<(PathBuf, String)> {
    let mut scrypt = age::scrypt::Identity::new(Secret::from(PASSPHRASE));
    scrypt.set_max_work_factor(20);
    let sealed = std::fs::read(bench.paths.state.join("keys/owner.age")).unwrap();
    let keys = String::from_utf8(age::decrypt(&scrypt, &sealed).unwrap()).unwrap();
    let identity: age::x25519::Identity =
        keys.lines().find(|l| l.starts_with("AGE-SECRET")).unwrap().parse().unwrap();
    let mut all = Vec::new();
    let mut folders = vec![bench.paths.vault.clone(), bench.paths.state.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let mut text = String::from_utf8_lossy(&bytes).into_owned();
            if let Ok(plain) = age::decrypt(&identity, &bytes) {
                text += &String::from_utf8_lossy(&plain);
            }
            all.push((path, text));
        }
    }
    all
}

fn assert_gone(bench: &Bench) {
    for (path, text) in everything(bench) {
        assert!(!text.contains("Xylophone"), "still in {}", path.display());
    }
}

fn wrong(bench: &Bench) -> Vec<ProblemKind> {
    let pass = SecretString::from(PASSPHRASE);
    let report = verify(&bench.paths, Some(&pass)).unwrap();
    let wrong = |f| match f {
        Finding::Wrong(kind) => Some(kind),
        _ => None,
    };
    report.checked.iter().filter_map(|c| wrong(c.finding)).collect()
}

/// A session whose first discussion holds the canary in an action, so that the
/// index holds it too; final, with a statement over it.
fn filled(vault: &mut Vault) -> Session {
    let mut s = meeting(1, vault.id(), ADA);
    s.discussions[0].actions.push(Action {
        id: ENTRY,
        what: CANARY.into(),
        who: "Sam".into(),
        by: Due::default(),
        why: String::new(),
        children: Vec::new(),
        standing: Standing::Agreed,
        agreed_by: None,
        imported: false,
        written: stamp(0),
    });
    let first = vault.publish(&s, &[], stamp(1)).unwrap();
    finalise(&mut s, d(1, 1), Some(KIT));
    state(vault, &mut s, 71, (d(1, 1), Some(KIT)), vault.id(), None);
    vault.publish(&s, &[first], stamp(2)).unwrap();
    s
}

fn rectify(vault: &mut Vault) -> thinkwheel::vault::Rectified {
    let by = vault.id();
    vault
        .rectify(Ulid(1), &[ENTRY], "another family's words", "head of service", by, stamp(5))
        .unwrap()
}

#[test]
fn not_one_byte_of_the_words_is_left_and_all_others_are() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let before = filled(&mut vault);
    let older = bench.generations();
    // A later version beside the first, and one more session.
    let mut other = meeting(2, vault.id(), ADA);
    other.discussions[0].decisions[0].text = "untouched".into();
    vault.publish(&other, &[], stamp(3)).unwrap();
    let done = rectify(&mut vault);
    assert_eq!((done.tombstones.len(), done.heads.len()), (1, 1));
    assert!(done.removed >= 1);
    assert!(older.iter().all(|p| !p.exists()));
    let (s, _) = only(&vault, 1);
    assert!(s.discussions[0].actions.is_empty());
    assert!(s.discussions[0].decisions == before.discussions[0].decisions);
    assert!(s.discussions[1..] == before.discussions[1..]);
    let checks = vault.check_agreements(&s);
    assert_eq!(checks, [(Ulid(71), AgreementCheck::Struck)]);
    assert_eq!(vault.problems(), []);
    assert_gone(&bench);
    drop(vault);
    assert_gone(&bench);
    assert_eq!(wrong(&bench), []);
    // Who, when, why and by whose authority stay; and only for the owner's eyes.
    let vault = bench.open();
    let stones = vault.tombstones();
    assert_eq!((stones[0].removed, stones[0].session), (ENTRY, Ulid(1)));
    assert_eq!((stones[0].why.as_str(), stones[0].by), ("another family's words", vault.id()));
    assert_eq!(stones[0].authority, "head of service");
    let folder = std::fs::read_dir(bench.paths.vault.join("tombstones")).unwrap();
    let path = folder.into_iter().next().unwrap().unwrap().path();
    assert!(!std::fs::read_to_string(path).unwrap().contains("family"));
    assert!(only(&vault, 2).0 == other);
}

#[test]
fn a_copy_that_arrives_late_is_named_and_replaced_and_its_other_words_stay() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = filled(&mut vault);
    // Another machine wrote on from the first version, and has not synced.
    let (_, head) = only(&vault, 1);
    let mut elsewhere = s.clone();
    elsewhere.discussions[1].decisions.push(decision(0x99, "typed on the train", &[KIT]));
    vault.publish(&elsewhere, &[head], stamp(3)).unwrap();
    let late: Vec<(PathBuf, Vec<u8>)> =
        bench.generations().into_iter().map(|p| (p.clone(), std::fs::read(p).unwrap())).collect();
    drop(vault);
    // That machine's file is not here when the words are removed.
    let (first, second) = (late.first().unwrap(), late.last().unwrap());
    let newest = [first, second].into_iter().find(|(p, _)| holds(&bench, p, "train")).unwrap();
    std::fs::remove_file(&newest.0).unwrap();
    std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
    let mut vault = bench.open();
    let only_here: Vec<_> = vault.problems();
    assert_eq!(kinds(&only_here), [ProblemKind::Missing]);
    rectify(&mut vault);
    drop(vault);
    for (path, bytes) in &late {
        std::fs::write(path, bytes).unwrap();
    }
    assert!(wrong(&bench).contains(&ProblemKind::HoldsRemoved));
    // Whoever only reads never sees them, and nothing is changed.
    let pass = SecretString::from(PASSPHRASE);
    let reader = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
    assert!(kinds(&reader.problems()).contains(&ProblemKind::HoldsRemoved));
    for head in &reader.sessions()[0].heads {
        let s = reader.load(&head.generation).unwrap();
        assert!(s.discussions[0].actions.is_empty());
        assert!(head.header.actions.iter().all(|a| a.what != CANARY));
    }
    drop(reader);
    assert!(late.iter().all(|(p, _)| p.exists()));
    // The next opening to write names them, and they are gone.
    let vault = bench.open();
    assert!(kinds(&vault.problems()).contains(&ProblemKind::HoldsRemoved));
    assert!(late.iter().all(|(p, _)| !p.exists()));
    let heads = vault.sessions()[0].heads.clone();
    let there = |id: Ulid| {
        heads.iter().any(|h| {
            let s = vault.load(&h.generation).unwrap();
            s.discussions[1].decisions.iter().any(|x| x.id == id)
        })
    };
    assert!(there(Ulid(0x99)), "what was typed on the train stays");
    drop(vault);
    assert_gone(&bench);
    assert_eq!(wrong(&bench), []);
}

fn holds(bench: &Bench, path: &Path, words: &str) -> bool {
    everything(bench).iter().any(|(p, text)| p == path && text.contains(words))
}

#[test]
fn neither_the_journal_nor_an_import_brings_them_back() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = filled(&mut vault);
    let (_, head) = only(&vault, 1);
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    let mut typed = s.clone();
    typed.discussions[1].decisions.push(decision(0x99, "typed since", &[KIT]));
    let entry = Entry::Snapshot { session: Box::new(typed), base: vec![head] };
    journal.append(&entry).unwrap();
    drop(journal);
    let segment = bench.segments().remove(0);
    let bytes = std::fs::read(&segment).unwrap();
    rectify(&mut vault);
    drop(vault);
    let mut vault = bench.open();
    let recovery = vault.recover(stamp(6)).unwrap();
    assert!(recovery.restored.iter().all(|r| r.session.discussions[0].actions.is_empty()));
    assert_eq!(bench.segments().len(), 0);
    assert_gone(&bench);
    let texts: Vec<String> = everything(&bench).into_iter().map(|(_, text)| text).collect();
    assert!(texts.iter().any(|t| t.contains("typed since")), "the rest of it came back");
    // The segment put back by hand is not kept aside with the words in it.
    drop(vault);
    std::fs::write(&segment, &bytes).unwrap();
    let mut vault = bench.open();
    vault.recover(stamp(7)).unwrap();
    assert_eq!(vault.kept_segments(), []);
    drop(vault);
    assert_gone(&bench);
    assert_eq!(wrong(&bench), []);
}

#[test]
fn a_tombstone_of_one_session_takes_nothing_out_of_another() {
    let bench = Bench::new();
    let mut vault = bench.create();
    // Somebody gave an entry of theirs the id of a decision of mine.
    let mut mine = meeting(2, vault.id(), ADA);
    mine.discussions[0].decisions[0].id = ENTRY;
    finalise(&mut mine, d(2, 1), Some(KIT));
    let first = vault.publish(&mine, &[], stamp(1)).unwrap();
    filled(&mut vault);
    rectify(&mut vault);
    assert!(only(&vault, 2).0 == mine);
    mine.discussions[1].decisions.push(decision(0x99, "written since", &[KIT]));
    vault.publish(&mine, &[first], stamp(6)).unwrap();
    assert!(only(&vault, 2).0 == mine);
    // Nor out of what the journal brings back.
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    let mut typed = mine.clone();
    typed.discussions[1].decisions.push(decision(0x98, "typed since", &[KIT]));
    let base = vec![only(&vault, 2).1];
    journal.append(&Entry::Snapshot { session: Box::new(typed.clone()), base }).unwrap();
    drop((journal, vault));
    let mut vault = bench.open();
    vault.recover(stamp(7)).unwrap();
    assert!(only(&vault, 2).0 == typed);
    assert_gone(&bench);
    drop(vault);
    assert_eq!(wrong(&bench), []);
}

#[test]
fn of_two_versions_each_is_followed_by_its_own_successor() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = filled(&mut vault);
    let (_, earlier) = only(&vault, 1);
    let mut beside = s.clone();
    beside.discussions[1].decisions.push(decision(0x99, "typed beside", &[KIT]));
    let later = vault.publish(&beside, &[], stamp(4)).unwrap();
    assert_eq!(vault.sessions()[0].heads.len(), 2);
    let done = rectify(&mut vault);
    for (before, words) in [(&earlier, false), (&later, true)] {
        let stands = vault.load(done.stands_for(Some(before)).unwrap()).unwrap();
        let has = stands.discussions[1].decisions.iter().any(|x| x.id == Ulid(0x99));
        assert_eq!(has, words);
    }
    // Whoever stands on a version that stays goes on standing there.
    assert_eq!(done.stands_for(Some(&done.heads[1])), Some(&done.heads[1]));
}

#[test]
fn an_id_that_was_taken_on_purpose_takes_nothing_else_with_it() {
    // Whoever adds words chooses their id: that of a decision, of the
    // discussion, of a child, a person, the session; or here one thing and in
    // another version another.
    for taken in [Ulid(0xdec), d(1, 1), KIT, ADA, Ulid(1)] {
        let bench = Bench::new();
        let mut vault = bench.create();
        let mut s = meeting(1, vault.id(), ADA);
        s.discussions[0].decisions[0].id = Ulid(0xdec);
        finalise(&mut s, d(1, 1), Some(KIT));
        amend(&mut s, taken.0, d(1, 1), ADA, "added");
        vault.publish(&s, &[], stamp(1)).unwrap();
        let by = vault.id();
        let tried = vault.rectify(Ulid(1), &[taken], "why", "head", by, stamp(5));
        assert!(matches!(tried, Err(VaultError::Refused(_))), "{taken}");
        assert!(only(&vault, 1).0 == s && vault.tombstones().is_empty());
    }
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    let mut beside = meeting(1, vault.id(), ADA);
    beside.discussions[0].decisions[0].id = ENTRY;
    vault.publish(&beside, &[], stamp(3)).unwrap();
    let by = vault.id();
    let tried = vault.rectify(Ulid(1), &[ENTRY], "why", "head", by, stamp(5));
    assert!(matches!(tried, Err(VaultError::Refused(_))));
}

#[test]
fn a_later_meeting_that_repeats_the_words_is_named_and_can_lose_them_too() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let s = filled(&mut vault);
    let mut later = meeting(2, vault.id(), ADA);
    // Taken up, and nobody has said yet what became of it: the words are there.
    later.discussions[0].hypotheses.push(thinkwheel::record::HypothesisOutcome {
        id: Ulid(0xf1),
        passage: ENTRY,
        session: s.id,
        guess: CANARY.into(),
        children: Vec::new(),
        destination: thinkwheel::practice::Destination::ChildFile,
        third_party: false,
        became: String::new(),
        written: stamp(3),
    });
    vault.publish(&later, &[], stamp(3)).unwrap();
    let done = rectify(&mut vault);
    let [of] = done.spoken_of_in.as_slice() else { panic!("one meeting") };
    assert_eq!((of.session, of.date), (Ulid(2), later.date));
    assert_eq!(of.entries, [Ulid(0xf1)]);
    assert!(!of.about.is_empty());
    let by = vault.id();
    vault.rectify(of.session, &of.entries, "why", "head", by, stamp(6)).unwrap();
    assert_gone(&bench);
}

#[test]
fn an_opening_that_cannot_remove_the_words_says_so() {
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    let before: Vec<(PathBuf, Vec<u8>)> =
        bench.generations().into_iter().map(|p| (p.clone(), std::fs::read(p).unwrap())).collect();
    rectify(&mut vault);
    drop(vault);
    for (path, bytes) in &before {
        std::fs::write(path, bytes).unwrap();
    }
    let store = Arc::new(FaultyStore::new(FolderStore::new(&bench.paths.vault)));
    let trouble = Trouble::Refused;
    store.set(Some(Fault { verb: Some(Verb::Remove), nth: 1, onwards: true, trouble }));
    let pass = SecretString::from(PASSPHRASE);
    let vault = Vault::open_in(store.clone(), &bench.paths, &pass, Access::Write).unwrap();
    assert!(kinds(&vault.problems()).contains(&ProblemKind::NotRemoved));
    drop(vault);
    assert!(!kinds(&bench.open().problems()).contains(&ProblemKind::NotRemoved));
    assert_gone(&bench);
}

#[test]
fn what_a_crash_left_half_done_is_finished_at_the_next_opening() {
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    let before: Vec<(PathBuf, Vec<u8>)> =
        bench.generations().into_iter().map(|p| (p.clone(), std::fs::read(p).unwrap())).collect();
    let index = bench.paths.state.join("index.age");
    drop(vault);
    let old_index = std::fs::read(&index).unwrap();
    let mut vault = bench.open();
    rectify(&mut vault);
    drop(vault);
    // As if the power had gone right after the tombstone was written.
    for path in bench.generations() {
        std::fs::remove_file(path).unwrap();
    }
    for (path, bytes) in &before {
        std::fs::write(path, bytes).unwrap();
    }
    std::fs::write(&index, old_index).unwrap();
    drop(bench.open());
    assert_gone(&bench);
    let vault = bench.open();
    let (s, _) = only(&vault, 1);
    assert!(s.discussions[0].actions.is_empty() && !s.discussions[0].decisions.is_empty());
}

#[test]
fn a_tombstone_that_is_gone_changed_or_by_somebody_else_is_named() {
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    rectify(&mut vault);
    drop(vault);
    let folder = bench.paths.vault.join("tombstones");
    let path = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read_to_string(&path).unwrap();
    for at in (0..whole.len()).step_by(31) {
        let mut bytes = whole.clone().into_bytes();
        bytes[at] ^= 1;
        std::fs::write(&path, bytes).unwrap();
        assert!(!wrong(&bench).is_empty(), "byte {at}");
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(wrong(&bench), [ProblemKind::Missing]);
    assert_eq!(kinds(&bench.open().problems()), [ProblemKind::Missing]);
    std::fs::write(&path, &whole).unwrap();
    std::fs::write(folder.join("notes.ron"), "x").unwrap();
    assert_eq!(wrong(&bench), [ProblemKind::Foreign]);
    // Another vault's tombstone removes nothing here.
    let other = Bench::new();
    let mut theirs = other.create();
    filled(&mut theirs);
    rectify(&mut theirs);
    let stone = std::fs::read_dir(other.paths.vault.join("tombstones")).unwrap().next().unwrap();
    let stone = stone.unwrap().path();
    std::fs::rename(&stone, folder.join(stone.file_name().unwrap())).unwrap();
    std::fs::remove_file(folder.join("notes.ron")).unwrap();
    assert_eq!(wrong(&bench), [ProblemKind::Foreign]);
}

#[test]
fn without_a_reason_an_authority_or_an_entry_nothing_is_removed() {
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    let by = vault.id();
    let files = bench.generations();
    for (what, why, authority) in [
        (vec![ENTRY], " ", "head"),
        (vec![ENTRY], "why", ""),
        (vec![], "why", "head"),
        (vec![Ulid(0xdead)], "why", "head"),
        (vec![ENTRY, Ulid(0xdead)], "why", "head"),
        (vec![KIT], "why", "head"),
    ] {
        let tried = vault.rectify(Ulid(1), &what, why, authority, by, stamp(5));
        assert!(matches!(tried, Err(VaultError::Refused(_))));
    }
    let nowhere = vault.rectify(Ulid(8), &[ENTRY], "why", "head", by, stamp(5));
    assert!(matches!(nowhere, Err(VaultError::NoSuchGeneration)));
    assert_eq!(bench.generations(), files);
    assert!(!bench.paths.vault.join("tombstones").exists());
}

#[test]
fn wherever_the_disk_fails_the_words_are_whole_or_gone_and_the_rest_stays() {
    let troubles = [Trouble::Refused, Trouble::Short, Trouble::Lie, Trouble::Unconfirmed];
    let (mut done, mut not_done) = (0, 0);
    for trouble in troubles {
        for onwards in [false, true] {
            for nth in 1..=7 {
                let bench = Bench::new();
                let before = filled(&mut bench.create());
                let store = Arc::new(FaultyStore::new(FolderStore::new(&bench.paths.vault)));
                let pass = SecretString::from(PASSPHRASE);
                let mut vault =
                    Vault::open_in(store.clone(), &bench.paths, &pass, Access::Write).unwrap();
                let fault = Fault { verb: None, nth, onwards, trouble };
                store.set(Some(fault));
                let by = vault.id();
                let result = vault.rectify(Ulid(1), &[ENTRY], "why", "head", by, stamp(5));
                store.set(None);
                drop(vault);
                if result.is_ok() && trouble != Trouble::Lie {
                    assert_gone(&bench);
                }
                // The next opening finishes what was begun.
                let vault = bench.open();
                let stone = !vault.tombstones().is_empty();
                assert!(stone || result.is_err(), "{fault:?}");
                let heads = vault.sessions()[0].heads.clone();
                for head in &heads {
                    let s = vault.load(&head.generation).unwrap();
                    assert_eq!(s.discussions[0].actions.is_empty(), stone, "{fault:?}");
                    assert!(s.discussions[0].decisions == before.discussions[0].decisions);
                    assert!(s.discussions[1..] == before.discussions[1..]);
                }
                drop(vault);
                if stone {
                    done += 1;
                    assert_gone(&bench);
                } else {
                    not_done += 1;
                }
            }
        }
    }
    assert!(done > 20 && not_done > 5, "{done} {not_done}");
}

#[test]
fn an_older_folder_put_back_does_not_bring_the_words_back() {
    let bench = Bench::new();
    let mut vault = bench.create();
    filled(&mut vault);
    let by = vault.id();
    drop(vault);
    let before = bench.folder.path().join("before");
    copy(&bench.paths.vault, &before);
    let mut vault = bench.open();
    vault.rectify(Ulid(1), &[ENTRY], "another family", "the council", by, stamp(5)).unwrap();
    drop(vault);
    // The folder as it was, with this machine's own side kept: no tombstone.
    std::fs::remove_dir_all(&bench.paths.vault).unwrap();
    copy(&before, &bench.paths.vault);
    std::fs::remove_dir_all(&before).unwrap();
    let pass = SecretString::from(PASSPHRASE);
    let reader = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
    assert!(kinds(&reader.problems()).contains(&ProblemKind::Missing));
    for head in &reader.sessions()[0].heads {
        let text = thinkwheel::record::to_ron(&reader.load(&head.generation).unwrap()).unwrap();
        assert!(!text.contains("Xylophone"));
    }
    drop(reader);
    drop(bench.open());
    assert_gone(&bench);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let there = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &there);
        } else {
            std::fs::copy(&path, &there).unwrap();
        }
    }
}
