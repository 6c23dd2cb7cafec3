//! Every call to the store made to fail: old or new is whole, and what the
//! person is told is true.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::sync::Arc;

use thinkwheel::vault::store::{Fault, FaultyStore, FolderStore, Store, StoreError, Trouble, Verb};
use thinkwheel::vault::{Access, RecoveryChoice, SaveError, SecretString, Vault};
use vault_common::{Bench, PASSPHRASE, WORK, session, stamp, with_words, words_of};

const TROUBLES: [Trouble; 5] =
    [Trouble::Refused, Trouble::DiskFull, Trouble::Short, Trouble::Lie, Trouble::Unconfirmed];

fn faults(calls: usize) -> Vec<Fault> {
    let mut all = Vec::new();
    for trouble in TROUBLES {
        for onwards in [false, true] {
            for nth in 1..=calls {
                all.push(Fault { verb: None, nth, onwards, trouble });
            }
        }
    }
    all
}

/// What a fresh look at the disk finds: the words of each head.
fn on_disk(bench: &Bench) -> Vec<String> {
    let pass = SecretString::from(PASSPHRASE);
    let vault = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
    let mut words = Vec::new();
    for session in vault.sessions() {
        for head in session.heads {
            words.push(words_of(&vault.load(&head.generation).unwrap()).to_owned());
        }
    }
    words
}

#[test]
fn a_save_that_fails_anywhere_leaves_old_or_new_and_says_which() {
    let bench = Bench::new();
    bench.create();
    let store = Arc::new(FaultyStore::new(FolderStore::new(&bench.paths.vault)));
    let pass = SecretString::from(PASSPHRASE);
    let mut vault = Vault::open_in(store.clone(), &bench.paths, &pass, Access::Write).unwrap();
    let mut said = [0; 3];
    for (n, fault) in faults(3).into_iter().enumerate() {
        let id = n as u128 + 1;
        let old = vault.publish(&with_words(&session(id), "old"), &[], stamp(0)).unwrap();
        store.set(Some(fault));
        let new = with_words(&session(id), "new");
        let result = vault.publish(&new, std::slice::from_ref(&old), stamp(1));
        store.set(None);
        let heads: Vec<String> = {
            let pass = SecretString::from(PASSPHRASE);
            let fresh = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
            let this = fresh.sessions().into_iter().find(|s| s.id == new.id).unwrap();
            this.heads
                .iter()
                .map(|h| words_of(&fresh.load(&h.generation).unwrap()).to_owned())
                .collect()
        };
        match &result {
            Ok(_) => {
                said[0] += 1;
                assert_eq!(heads, ["new"], "{fault:?}");
            }
            Err(SaveError::NotSaved { .. }) => {
                said[1] += 1;
                // Only a store that lies about reading and about removing can
                // make it say less than is true; never more.
                let lies = fault.trouble == Trouble::Lie && fault.onwards && fault.nth == 2;
                assert!(heads == ["old"] || lies, "{fault:?}: {heads:?}");
            }
            Err(SaveError::NotConfirmed { .. }) => {
                said[2] += 1;
                assert!(heads == ["new"] || heads == ["old"], "{fault:?}: {heads:?}");
            }
            Err(other) => panic!("{fault:?}: {other}"),
        }
        // Trying again, as the program does, always ends with one line.
        let parents = match &result {
            Ok(id) => vec![id.clone()],
            Err(_) => vec![old],
        };
        vault.publish(&with_words(&session(id), "again"), &parents, stamp(2)).unwrap();
        let this = vault.sessions().into_iter().find(|s| s.id == new.id).unwrap();
        assert_eq!(this.heads.len(), 1, "{fault:?}");
    }
    assert!(said.iter().all(|n| *n > 0), "{said:?}");
    drop(vault);
    let words = on_disk(&bench);
    assert!(words.iter().all(|w| w == "again"), "{words:?}");
    // One file for each session, but for half-written ones whose removal was
    // made to fail: those are named.
    let vault = bench.open();
    for problem in vault.problems() {
        assert_eq!(problem.kind, thinkwheel::vault::ProblemKind::Damaged);
    }
}

#[test]
fn a_vault_that_could_not_be_made_is_no_vault() {
    let pass = || SecretString::from(PASSPHRASE);
    for fault in faults(8) {
        let bench = Bench::new();
        let store = Arc::new(FaultyStore::new(FolderStore::new(&bench.paths.vault)));
        store.set(Some(fault));
        let made = Vault::create_in(
            store.clone(),
            &bench.paths,
            "Sam",
            pass(),
            RecoveryChoice::Later,
            WORK,
            stamp(0),
        );
        store.set(None);
        if let Ok(vault) = made {
            drop(vault);
            assert!(bench.try_open(PASSPHRASE).is_ok(), "{fault:?}");
        } else if bench.try_open(PASSPHRASE).is_err() {
            // Nothing stands in the way of trying again, unless the store
            // would not let go of what it had half written.
            let again = bench.try_create(RecoveryChoice::Later);
            assert!(again.is_ok() || fault.onwards, "{fault:?}: {:?}", again.err());
        }
    }
}

/// How many of the generations on disk are sealed to two keys.
fn sealed_to_two(bench: &Bench) -> usize {
    let two = |bytes: Vec<u8>| {
        let head = String::from_utf8_lossy(bytes.get(..1500).unwrap_or(&bytes)).into_owned();
        head.matches("\n-> X25519 ").count() == 2
    };
    bench.generations().iter().filter(|p| two(std::fs::read(p).unwrap())).count()
}

#[test]
fn adding_a_recovery_that_breaks_off_is_finished_at_the_next_opening() {
    let pass = SecretString::from(PASSPHRASE);
    let mut broke_off = 0;
    for nth in 1..=14 {
        let bench = Bench::new();
        let mut vault = bench.create();
        for id in 1..=4 {
            vault.publish(&with_words(&session(id), "words"), &[], stamp(0)).unwrap();
        }
        drop(vault);
        let store = Arc::new(FaultyStore::new(FolderStore::new(&bench.paths.vault)));
        let mut vault = Vault::open_in(store.clone(), &bench.paths, &pass, Access::Write).unwrap();
        let key = age::x25519::Identity::generate().to_public().to_string();
        let choice = || RecoveryChoice::Recipient(key.clone());
        store.set(Some(Fault { verb: None, nth, onwards: true, trouble: Trouble::Refused }));
        let added = vault.add_recovery(choice(), WORK, stamp(1));
        store.set(None);
        drop(vault);
        let report = thinkwheel::vault::verify(&bench.paths, Some(&pass)).unwrap();
        if added.is_err() && bench.open().has_recovery() {
            broke_off += 1;
        }
        let left = report.checked.iter().filter(|c| {
            use thinkwheel::vault::{Finding, ProblemKind};
            c.finding == Finding::Wrong(ProblemKind::WithoutRecovery)
        });
        let left = left.count();
        let mut vault = bench.open();
        if vault.has_recovery() {
            assert!(left > 0 || added.is_ok(), "call {nth}: {report:?}");
        } else {
            vault.add_recovery(choice(), WORK, stamp(2)).unwrap();
        }
        drop(vault);
        assert_eq!(sealed_to_two(&bench), 4, "call {nth}");
        let vault = bench.open();
        assert!(vault.has_recovery(), "call {nth}");
        assert_eq!(vault.sessions().len(), 4);
        assert_eq!(bench.generations().len(), 4, "call {nth}");
        assert_eq!(on_disk_sessions(&vault), 4);
    }
    assert!(broke_off > 2, "{broke_off}");
}

fn on_disk_sessions(vault: &Vault) -> usize {
    let heads = vault.sessions().into_iter().flat_map(|s| s.heads);
    heads.filter(|h| vault.load(&h.generation).is_ok()).count()
}

#[test]
fn an_old_copy_that_recovery_cannot_open_is_replaced() {
    let bench = Bench::new();
    let mut vault = bench.create();
    vault.publish(&with_words(&session(1), "words"), &[], stamp(0)).unwrap();
    let old = bench.generations().remove(0);
    let bytes = std::fs::read(&old).unwrap();
    let key = age::x25519::Identity::generate().to_public().to_string();
    vault.add_recovery(RecoveryChoice::Recipient(key), WORK, stamp(1)).unwrap();
    drop(vault);
    for beside in [true, false] {
        if !beside {
            std::fs::remove_file(bench.generations().remove(0)).unwrap();
        }
        std::fs::write(&old, &bytes).unwrap();
        let vault = bench.open();
        assert_eq!(on_disk_sessions(&vault), 1);
        assert_eq!(vault.problems(), []);
        drop(vault);
        assert_eq!((bench.generations().len(), sealed_to_two(&bench)), (1, 1));
    }
}

#[test]
fn a_second_roster_of_one_number_does_not_shut_anybody_out() {
    let bench = Bench::new();
    drop(bench.create());
    let pins = bench.paths.state.join("pins.ron");
    let before = std::fs::read(&pins).unwrap();
    // Five crashes between writing a roster and pinning it: whatever their
    // order by name, the one that was pinned last is in force.
    for n in 0..5 {
        std::fs::write(&pins, &before).unwrap();
        let mut vault = bench.open();
        let key = age::x25519::Identity::generate().to_public().to_string();
        vault.add_recovery(RecoveryChoice::Recipient(key), WORK, stamp(n)).unwrap();
        drop(vault);
        assert!(bench.open().has_recovery());
    }
    assert_eq!(bench.open().problems().len(), 4);
}

#[test]
fn a_store_never_replaces_and_never_follows_a_link() {
    let folder = tempfile::tempdir().unwrap();
    let store = FolderStore::new(&folder.path().join("vault"));
    store.create("sessions/aa/one.age", b"first").unwrap();
    assert!(matches!(store.create("sessions/aa/one.age", b"second"), Err(StoreError::Exists)));
    assert_eq!(store.get("sessions/aa/one.age").unwrap(), b"first");
    assert_eq!(store.list("sessions/").unwrap(), ["sessions/aa/one.age"]);
    assert_eq!(store.list("sess").unwrap(), ["sessions/aa/one.age"]);
    assert_eq!(store.list("people/").unwrap(), Vec::<String>::new());
    for bad in ["../x", "/etc/passwd", "a/../b", ".hidden", "", "a//b", "UPPER", "a\\b"] {
        assert!(matches!(store.create(bad, b""), Err(StoreError::BadName)), "{bad}");
        assert!(matches!(store.get(bad), Err(StoreError::BadName)), "{bad}");
    }
    store.remove("sessions/aa/one.age").unwrap();
    assert!(matches!(store.get("sessions/aa/one.age"), Err(StoreError::NotFound)));
    assert!(matches!(store.remove("sessions/aa/one.age"), Err(StoreError::NotFound)));

    #[cfg(unix)]
    {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let outside = folder.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        std::fs::write(outside.join("secret"), b"x").unwrap();
        let root = folder.path().join("vault");
        symlink(&outside, root.join("banks")).unwrap();
        assert!(store.create("banks/new.ron", b"x").is_err());
        assert!(store.get("banks/secret").is_err());
        assert!(!outside.join("new.ron").exists());
        symlink(outside.join("secret"), root.join("linked")).unwrap();
        assert!(store.get("linked").is_err());
        store.create("mode", b"x").unwrap();
        let mode = std::fs::metadata(root.join("mode")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let mode = std::fs::metadata(root.join("sessions")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}

#[test]
fn a_failed_save_leaves_no_temporary_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("vault");
    let store = FolderStore::new(&root);
    store.create("one", b"x").unwrap();
    assert!(store.create("one", b"y").is_err());
    assert_eq!(std::fs::read_dir(&root).unwrap().count(), 1);
}

#[test]
fn the_faulty_store_counts_and_fails_as_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = FaultyStore::new(FolderStore::new(folder.path()));
    let fault = |nth, onwards| {
        Some(Fault { verb: Some(Verb::Create), nth, onwards, trouble: Trouble::Refused })
    };
    store.set(fault(2, false));
    assert!(store.create("a", b"").is_ok());
    assert!(store.create("b", b"").is_err());
    assert!(store.create("c", b"").is_ok());
    assert!(store.get("a").is_ok());
    assert_eq!(store.calls(), 3);
    store.set(fault(1, true));
    assert!(store.create("d", b"").is_err() && store.create("e", b"").is_err());
}
