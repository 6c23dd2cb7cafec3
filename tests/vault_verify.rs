//! What `verify` and opening say of files that are changed, cut, forged,
//! foreign, newer or gone.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::Path;

use age::secrecy::SecretString;
use thinkwheel::vault::{Access, Finding, ProblemKind, Report, Vault, VaultError, verify};
use vault_common::{Bench, PASSPHRASE, kinds, session, stamp, with_words};

fn check(bench: &Bench) -> Result<Report, VaultError> {
    verify(&bench.paths, Some(&SecretString::from(PASSPHRASE)))
}

fn wrong(report: &Report) -> Vec<(String, ProblemKind)> {
    report
        .checked
        .iter()
        .filter_map(|c| match c.finding {
            Finding::Wrong(kind) => Some((c.name.clone(), kind)),
            _ => None,
        })
        .collect()
}

fn filled() -> Bench {
    let bench = Bench::new();
    let mut vault = bench.create();
    vault.publish(&with_words(&session(1), "words"), &[], stamp(0)).unwrap();
    vault.add_bank("trust", "(format: 0)\n").unwrap();
    drop(vault);
    bench
}

#[test]
fn a_whole_vault_is_intact_and_without_the_passphrase_nobody_can_tell() {
    let bench = filled();
    let report = check(&bench).unwrap();
    assert!(!report.found_trouble() && !report.cannot_tell(), "{report:?}");
    assert!(report.checked.len() >= 8, "{report:?}");
    let report = verify(&bench.paths, None).unwrap();
    assert!(!report.found_trouble(), "{report:?}");
    assert!(report.cannot_tell());
    let other = SecretString::from("not it");
    assert!(matches!(verify(&bench.paths, Some(&other)), Err(VaultError::WrongPassphrase)));
}

/// Flips and cuts in one file; each must be said, with and without passphrase.
fn changes(bench: &Bench, path: &Path, step: usize, blind: bool) {
    let whole = std::fs::read(path).unwrap();
    for at in (0..whole.len()).step_by(step) {
        let mut changed = whole.clone();
        changed[at] ^= 2;
        std::fs::write(path, &changed).unwrap();
        let said = |r: Result<Report, VaultError>| r.map_or(true, |r| r.found_trouble());
        assert!(said(check(bench)), "{}: byte {at}", path.display());
        if blind {
            assert!(said(verify(&bench.paths, None)), "{}: byte {at}, blind", path.display());
        }
        std::fs::write(path, &whole[..at]).unwrap();
        assert!(said(check(bench)), "{}: cut at {at}", path.display());
    }
    std::fs::write(path, &whole).unwrap();
}

#[test]
fn flips_and_cuts_in_every_kind_of_file_are_said() {
    // Every single byte is covered by the modules' own tests; here the whole
    // way through, in steps.
    let bench = filled();
    let vault = &bench.paths.vault;
    let people = std::fs::read_dir(vault.join("people")).unwrap().next().unwrap().unwrap();
    changes(&bench, &vault.join("vault.ron"), 67, true);
    changes(&bench, &people.path(), 241, true);
    changes(&bench, &vault.join("settings.ron"), 83, true);
    changes(&bench, &vault.join("banks/trust.ron"), 67, true);
    changes(&bench, &bench.generations()[0], 797, true);
    changes(&bench, &bench.paths.state.join("keys/owner.age"), 97, false);
    changes(&bench, &bench.paths.state.join("pins.ron"), 89, false);
    changes(&bench, &bench.paths.state.join("index.age"), 223, false);
    assert!(!check(&bench).unwrap().found_trouble());
}

#[test]
fn who_has_only_the_public_keys_can_forge_nothing() {
    let (mine, theirs) = (filled(), Bench::new());
    let vault = mine.open();
    let (_, recipient) = vault.owner_public_keys();
    let recipient: age::x25519::Recipient = recipient.parse().unwrap();
    drop(vault);

    // Their own vault's generation, opened with their key and sealed to mine.
    let mut other = theirs.create();
    other.publish(&with_words(&session(2), "forged"), &[], stamp(0)).unwrap();
    drop(other);
    let mut scrypt = age::scrypt::Identity::new(SecretString::from(PASSPHRASE));
    scrypt.set_max_work_factor(20);
    let keys = std::fs::read(theirs.paths.state.join("keys/owner.age")).unwrap();
    let keys = String::from_utf8(age::decrypt(&scrypt, &keys).unwrap()).unwrap();
    let identity: age::x25519::Identity =
        keys.lines().find(|l| l.starts_with("AGE-SECRET")).unwrap().parse().unwrap();
    let signed = age::decrypt(&identity, &std::fs::read(&theirs.generations()[0]).unwrap());
    let signed = signed.unwrap();
    let put = |plain: &[u8]| {
        use sha2::Digest;
        use std::fmt::Write;
        let sealed = age::encrypt(&recipient, plain).unwrap();
        let mut hash = String::new();
        for b in sha2::Sha256::digest(&sealed) {
            write!(hash, "{b:02x}").unwrap();
        }
        let folder = mine.paths.vault.join("sessions/ab");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(format!("ab{}-{hash}.age", "0".repeat(30)));
        std::fs::write(&path, sealed).unwrap();
        path
    };
    let unsigned = b"(format: 0, vault: \"x\", record: \"y\")\n".to_vec();
    let newer = {
        let text = String::from_utf8(signed.clone()).unwrap();
        text.replacen("(\n  format: 0", "(\n  format: 4", 1).into_bytes()
    };
    assert_ne!(newer, signed);
    for (plain, kind) in [
        (&signed, ProblemKind::Foreign),
        (&unsigned, ProblemKind::Foreign),
        (&newer, ProblemKind::Foreign),
    ] {
        let path = put(plain);
        let vault = mine.open();
        assert_eq!(kinds(&vault.problems()), [kind]);
        assert_eq!(vault.sessions().len(), 1);
        drop(vault);
        assert_eq!(wrong(&check(&mine).unwrap()).len(), 1);
        // Left exactly where it is.
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn strange_files_are_named_and_left() {
    let bench = filled();
    let vault = &bench.paths.vault;
    let generation = bench.generations().remove(0);
    std::fs::copy(&generation, generation.with_file_name("copy.age")).unwrap();
    std::fs::write(vault.join("sessions/notes (conflicted copy).age"), b"x").unwrap();
    std::fs::write(vault.join("people/2-feed.ron"), b"x").unwrap();
    std::fs::write(vault.join("shopping.txt"), b"x").unwrap();
    let open = bench.open();
    assert_eq!(open.problems().len(), 3, "{:?}", open.problems());
    assert!(open.problems().iter().all(|p| p.kind == ProblemKind::Foreign));
    assert_eq!(open.sessions().len(), 1);
    drop(open);
    assert_eq!(wrong(&check(&bench).unwrap()).len(), 4);
}

#[test]
fn a_mark_whose_number_was_raised_by_hand_is_not_called_newer() {
    let bench = filled();
    let mark = bench.paths.vault.join("vault.ron");
    let text = std::fs::read_to_string(&mark).unwrap();
    let newer = text.replacen("format: 0", "format: 3", 1);
    assert_ne!(newer, text);
    std::fs::write(&mark, &newer).unwrap();
    let pass = SecretString::from(PASSPHRASE);
    for access in [Access::Read, Access::Write] {
        assert!(matches!(
            Vault::open(&bench.paths, &pass, access),
            Err(VaultError::Damaged { .. })
        ));
    }
    let report = check(&bench).unwrap();
    assert_eq!(wrong(&report), [("vault.ron".to_owned(), ProblemKind::Damaged)]);
    assert_eq!(std::fs::read_to_string(&mark).unwrap(), newer);
}

#[test]
fn what_was_here_before_and_is_gone_is_said() {
    let bench = filled();
    std::fs::remove_file(&bench.generations()[0]).unwrap();
    for _ in 0..2 {
        let vault = bench.open();
        assert_eq!(kinds(&vault.problems()), [ProblemKind::Missing]);
        drop(vault);
    }
    assert_eq!(wrong(&check(&bench).unwrap()).len(), 1);
}

#[test]
fn a_roster_nobody_approved_here_is_not_used() {
    let bench = filled();
    let pins = bench.paths.state.join("pins.ron");
    let before = std::fs::read(&pins).unwrap();
    let mut vault = bench.open();
    let recovery = age::x25519::Identity::generate().to_public().to_string();
    let choice = thinkwheel::vault::RecoveryChoice::Recipient(recovery);
    vault.add_recovery(choice, 2, stamp(1)).unwrap();
    drop(vault);
    // As a machine sees it that has not approved the change.
    std::fs::write(&pins, before).unwrap();
    std::fs::remove_file(bench.paths.state.join("index.age")).unwrap();
    let vault = bench.open();
    assert!(!vault.has_recovery());
    assert!(kinds(&vault.problems()).contains(&ProblemKind::NotApproved));
}

#[test]
fn a_rollback_after_a_crash_is_noticed() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let first = vault.publish(&with_words(&session(1), "first"), &[], stamp(0)).unwrap();
    let path = bench.generations().remove(0);
    let old = std::fs::read(&path).unwrap();
    vault.publish(&with_words(&session(1), "second"), &[first], stamp(1)).unwrap();
    // Killed at once: nothing is written at the end.
    #[expect(clippy::disallowed_methods, reason = "as kill -9 does")]
    std::mem::forget(vault);
    std::fs::remove_dir_all(bench.paths.vault.join("sessions")).unwrap();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, old).unwrap();
    assert_eq!(wrong(&check(&bench).unwrap()).len(), 1);
    let pass = SecretString::from(PASSPHRASE);
    let vault = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
    assert_eq!(kinds(&vault.problems()), [ProblemKind::Missing]);
}

#[test]
fn a_save_that_could_not_be_noted_here_is_not_called_saved() {
    let bench = Bench::new();
    let mut vault = bench.create();
    // A folder in its place: nothing can be renamed over it.
    let pins = bench.paths.state.join("pins.ron");
    std::fs::remove_file(&pins).unwrap();
    std::fs::create_dir(&pins).unwrap();
    let saved = vault.publish(&with_words(&session(1), "words"), &[], stamp(0));
    let Err(thinkwheel::vault::SaveError::NotConfirmed { generation, .. }) = saved else {
        panic!("called saved, or lost")
    };
    std::fs::remove_dir(&pins).unwrap();
    let again = with_words(&session(1), "more");
    vault.publish(&again, &[generation], stamp(1)).unwrap();
    assert_eq!(vault.sessions()[0].heads.len(), 1);
}

#[test]
fn pins_that_are_gone_are_said_and_the_vault_still_opens() {
    let bench = filled();
    std::fs::remove_file(bench.paths.state.join("pins.ron")).unwrap();
    let named = |r: Report| wrong(&r) == [("state/pins.ron".to_owned(), ProblemKind::Missing)];
    assert!(named(check(&bench).unwrap()));
    assert!(named(verify(&bench.paths, None).unwrap()));
    let vault = bench.open();
    assert_eq!(kinds(&vault.problems()), [ProblemKind::Missing]);
    assert_eq!(vault.sessions().len(), 1);
    drop(vault);
    // Written anew, they are there again.
    assert!(!check(&bench).unwrap().found_trouble());
    assert_eq!(bench.open().problems(), []);
}
