//! A vault from outside: made, opened, written, read, refused.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use thinkwheel::record::Session;
use thinkwheel::vault::{
    Access, ProblemKind, RecoveryChoice, SaveError, SecretString, Vault, VaultError,
};
use vault_common::{Bench, session, stamp, with_words, words_of};

#[test]
fn what_is_published_comes_back_after_closing() {
    let bench = Bench::new();
    let mut vault = bench.create();
    assert_eq!(vault.owner_name(), "Sam Example");
    assert!(!vault.has_recovery());
    let one = with_words(&session(1), "She said they just stopped coming.");
    let id = vault.publish(&one, &[], stamp(0)).unwrap();
    assert!(vault.load(&id).unwrap() == one);
    vault.close();

    let vault = bench.open();
    assert_eq!(vault.owner_name(), "Sam Example");
    let sessions = vault.sessions();
    assert_eq!(sessions.len(), 1);
    assert_eq!(sessions[0].heads.len(), 1);
    assert_eq!(sessions[0].heads[0].generation, id);
    assert!(sessions[0].heads[0].header == one.header());
    assert!(vault.load(&id).unwrap() == one);
    assert_eq!(vault.problems(), []);
}

#[test]
fn a_line_of_saves_collapses_to_its_newest() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut parents = Vec::new();
    for n in 0..12 {
        let one = with_words(&session(1), &format!("version {n}"));
        parents = vec![vault.publish(&one, &parents, stamp(n)).unwrap()];
    }
    assert_eq!(bench.generations().len(), 1);
    let head = &vault.sessions()[0].heads[0];
    assert_eq!(head.number, 12);
    assert_eq!(words_of(&vault.load(&head.generation).unwrap()), "version 11");
}

#[test]
fn two_lines_of_writing_are_both_heads_and_their_fork_stays() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let base = vault.publish(&with_words(&session(1), "base"), &[], stamp(0)).unwrap();
    let parents = [base.clone()];
    let left = vault.publish(&with_words(&session(1), "left"), &parents, stamp(1)).unwrap();
    // The base went when its only successor was safe; a late writer may still name it.
    let right = vault.publish(&with_words(&session(1), "right"), &parents, stamp(2)).unwrap();
    let heads: Vec<_> = vault.sessions()[0].heads.iter().map(|h| h.generation.clone()).collect();
    assert_eq!(heads, [right.clone(), left.clone()]);
    drop(vault);
    let mut vault = bench.open();
    assert_eq!(vault.sessions()[0].heads.len(), 2);
    assert_eq!(words_of(&vault.load(&left).unwrap()), "left");
    assert_eq!(words_of(&vault.load(&right).unwrap()), "right");
    // A generation that names both is the only head, and both stay beneath it.
    let merged =
        vault.publish(&with_words(&session(1), "both"), &[left.clone(), right], stamp(3)).unwrap();
    assert_eq!(vault.sessions()[0].heads.len(), 1);
    assert_eq!(vault.sessions()[0].heads[0].generation, merged);
    assert_eq!(bench.generations().len(), 3);
}

#[test]
fn an_old_copy_that_turns_up_again_is_no_head() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let first = vault.publish(&with_words(&session(1), "first"), &[], stamp(0)).unwrap();
    let name = bench.generations().remove(0);
    let copy = std::fs::read(&name).unwrap();
    let second = vault.publish(&with_words(&session(1), "second"), &[first], stamp(1)).unwrap();
    let third = vault.publish(&with_words(&session(1), "third"), &[second], stamp(2)).unwrap();
    drop(vault);
    std::fs::write(&name, copy).unwrap();
    let vault = bench.open();
    let heads = &vault.sessions()[0].heads;
    assert_eq!(heads.len(), 1);
    assert_eq!(heads[0].generation, third);
}

#[test]
fn the_last_of_a_day_stays_for_what_was_written_on_from_it_elsewhere() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let first = session(1);
    let days = |n| stamp(n) + chrono::Days::new(u64::from(n));
    let mut id = vault.publish(&first, &[], days(0)).unwrap();
    // That evening's version, and two of the day after: the first of those goes.
    for (minute, day) in [(1, 0), (2, 1), (3, 1)] {
        let said = with_words(&first, &format!("version {minute}"));
        let at = days(day) + chrono::Duration::minutes(i64::from(minute));
        id = vault.publish(&said, std::slice::from_ref(&id), at).unwrap();
    }
    assert_eq!(bench.generations().len(), 2, "the evening's and the newest");
    assert!(vault.load(&id).is_ok());
}

/// Of each day the last version stays as it was, whatever came after; the rest
/// of that day goes.
#[test]
fn each_day_keeps_its_last_version_and_no_other() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let mut all = Vec::new();
    let mut parents = Vec::new();
    for day in 0..4 {
        for minute in 0..3 {
            let words = format!("day {day}, version {minute}");
            let at = stamp(0) + chrono::Days::new(day) + chrono::Duration::minutes(minute);
            let said = with_words(&session(1), &words);
            parents = vec![vault.publish(&said, &parents, at).unwrap()];
            all.push((parents[0].clone(), minute, words));
        }
    }
    vault.close();
    let vault = bench.open();
    assert_eq!(bench.generations().len(), 4);
    for (id, minute, words) in &all {
        match vault.load(id) {
            Ok(read) => assert!(*minute == 2 && words_of(&read) == *words, "{words}"),
            Err(_) => assert!(*minute < 2, "{words} is gone"),
        }
    }
    let sessions = vault.sessions();
    assert_eq!(sessions[0].heads.len(), 1, "one line");
    assert_eq!(sessions[0].heads[0].generation, all[11].0);
}

/// Midnight is where the writer was: what is one day there is one day here.
#[test]
fn a_day_is_the_writers_own() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let at = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let mut parents = Vec::new();
    for (n, text) in
        ["2026-07-20T23:50:00+01:00", "2026-07-21T00:10:00+01:00", "2026-07-21T23:50:00+01:00"]
            .into_iter()
            .enumerate()
    {
        let said = with_words(&session(1), &format!("version {n}"));
        parents = vec![vault.publish(&said, &parents, at(text)).unwrap()];
    }
    // The first is the last of the 20th, though in UTC the second is, too.
    assert_eq!(bench.generations().len(), 2);
}

#[test]
fn what_was_agreed_is_never_collapsed() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let agreed = vault_common::with_agreement(&with_words(&session(1), "agreed"));
    let a = vault.publish(&agreed, &[], stamp(0)).unwrap();
    let mut parents = vec![a.clone()];
    for n in 1..5 {
        let later = with_words(&agreed, &format!("later {n}"));
        parents = vec![vault.publish(&later, &parents, stamp(n)).unwrap()];
    }
    assert_eq!(bench.generations().len(), 2);
    assert!(vault.load(&a).unwrap() == agreed);
}

#[test]
fn what_is_no_vault_or_not_ours_is_said() {
    let bench = Bench::new();
    assert!(matches!(Vault::look(&bench.paths), Err(VaultError::NoVault)));
    std::fs::create_dir_all(&bench.paths.vault).unwrap();
    assert!(matches!(bench.try_open("x"), Err(VaultError::NoVault)));
    bench.create();
    assert!(Vault::look(&bench.paths).is_ok());
    assert!(matches!(bench.try_open("not it"), Err(VaultError::WrongPassphrase)));

    let other = Bench::new();
    other.create();
    let mut mixed = bench.paths.clone();
    mixed.state.clone_from(&other.paths.state);
    assert!(matches!(Vault::look(&mixed), Err(VaultError::OtherVault)));
    let pass = SecretString::from(vault_common::PASSPHRASE);
    assert!(matches!(Vault::open(&mixed, &pass, Access::Write), Err(VaultError::OtherVault)));
    mixed.state = bench.folder.path().join("nowhere");
    assert!(matches!(Vault::open(&mixed, &pass, Access::Read), Err(VaultError::NoKey)));
}

#[test]
fn a_vault_is_made_only_where_nothing_is() {
    let bench = Bench::new();
    std::fs::create_dir_all(&bench.paths.vault).unwrap();
    std::fs::write(bench.paths.vault.join("holiday.jpg"), b"x").unwrap();
    assert!(matches!(bench.try_create(RecoveryChoice::Later), Err(VaultError::NotEmpty { .. })));
    assert!(bench.paths.vault.join("holiday.jpg").exists());
    std::fs::remove_file(bench.paths.vault.join("holiday.jpg")).unwrap();
    bench.create();
    assert!(matches!(bench.try_create(RecoveryChoice::Later), Err(VaultError::NotEmpty { .. })));
    assert!(bench.try_open(vault_common::PASSPHRASE).is_ok());
}

#[test]
fn somebody_elses_files_are_never_taken_for_an_unfinished_set_up() {
    // By their names alone they could be ours; with or without a key beside them.
    for with_key in [false, true] {
        for theirs in ["settings.ron", "people/1-wedding-list.txt"] {
            let bench = Bench::new();
            if with_key {
                drop(bench.create());
                std::fs::remove_dir_all(&bench.paths.vault).unwrap();
                std::fs::remove_file(bench.paths.state.join("pins.ron")).unwrap();
            }
            let file = bench.paths.vault.join(theirs);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, b"(volume: 11)").unwrap();
            let made = bench.try_create(RecoveryChoice::Later);
            assert!(matches!(made, Err(VaultError::NotEmpty { .. })), "{theirs}");
            assert_eq!(std::fs::read(&file).unwrap(), b"(volume: 11)");
            assert_eq!(bench.paths.state.join("keys/owner.age").exists(), with_key);
        }
    }
    // Another vault's own files, and one's own beside a stranger's.
    let (mine, theirs) = (Bench::new(), Bench::new());
    drop((mine.create(), theirs.create()));
    for bench in [&mine, &theirs] {
        std::fs::remove_file(bench.paths.vault.join("vault.ron")).unwrap();
        std::fs::remove_file(bench.paths.state.join("pins.ron")).unwrap();
    }
    let (from, to) =
        (theirs.paths.vault.join("settings.ron"), mine.paths.vault.join("settings.ron"));
    std::fs::copy(&from, &to).unwrap();
    assert!(matches!(mine.try_create(RecoveryChoice::Later), Err(VaultError::NotEmpty { .. })));
    assert_eq!(std::fs::read(from).unwrap(), std::fs::read(to).unwrap());
    assert_eq!(std::fs::read_dir(mine.paths.vault.join("people")).unwrap().count(), 1);
}

#[test]
fn a_file_in_the_way_stays() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let next = bench.paths.vault.join("settings.2.ron");
    std::fs::write(&next, b"theirs").unwrap();
    let rules = thinkwheel::record::Rules { late_after_days: 9, ..vault.rules().clone() };
    assert!(vault.set_rules(&rules).is_err());
    assert_eq!(std::fs::read(&next).unwrap(), b"theirs");
    assert_ne!(vault.rules(), &rules);
}

#[test]
fn an_unfinished_set_up_is_cleared_away_and_its_key_put_aside() {
    let bench = Bench::new();
    drop(bench.create());
    // As if the power had gone before the mark and the pins were written.
    std::fs::remove_file(bench.paths.vault.join("vault.ron")).unwrap();
    std::fs::remove_file(bench.paths.state.join("pins.ron")).unwrap();
    let mut vault = bench.create();
    vault.publish(&session(1), &[], stamp(0)).unwrap();
    let aside = std::fs::read_dir(bench.paths.state.join("keys")).unwrap().count();
    assert_eq!(aside, 2);
}

#[test]
fn one_process_writes_and_others_read() {
    let bench = Bench::new();
    let mut first = bench.create();
    let id = first.publish(&session(1), &[], stamp(0)).unwrap();
    assert!(matches!(bench.try_open(vault_common::PASSPHRASE), Err(VaultError::InUse)));
    let pass = SecretString::from(vault_common::PASSPHRASE);
    let mut reader = Vault::open(&bench.paths, &pass, Access::Read).unwrap();
    assert!(reader.load(&id).unwrap() == session(1));
    assert!(matches!(reader.publish(&session(2), &[], stamp(1)), Err(SaveError::NotSaved { .. })));
    drop(first);
    assert!(bench.try_open(vault_common::PASSPHRASE).is_ok());
}

#[test]
fn a_lost_or_broken_index_is_rebuilt() {
    let bench = Bench::new();
    let mut vault = bench.create();
    for n in 1..=20 {
        vault.publish(&session(n), &[], stamp(0)).unwrap();
    }
    drop(vault);
    let index = bench.paths.state.join("index.age");
    let whole = std::fs::read(&index).unwrap();
    for broken in [None, Some(whole[..whole.len() / 2].to_vec()), Some(b"x".to_vec())] {
        match broken {
            None => std::fs::remove_file(&index).unwrap(),
            Some(bytes) => std::fs::write(&index, bytes).unwrap(),
        }
        let vault = bench.open();
        assert_eq!(vault.sessions().len(), 20);
        assert_eq!(vault.problems(), []);
    }
    // An index written before the last publications is completed, and one that
    // names what is gone is not believed.
    let mut vault = bench.open();
    let id = vault.publish(&session(21), &[], stamp(1)).unwrap();
    vault.close();
    std::fs::write(&index, whole).unwrap();
    let vault = bench.open();
    assert_eq!(vault.sessions().len(), 21);
    assert!(vault.load(&id).is_ok());
}

#[test]
fn a_record_that_is_too_large_is_refused_and_kept() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let huge = with_words(&session(1), &"a".repeat(17 << 20));
    assert!(matches!(vault.publish(&huge, &[], stamp(0)), Err(SaveError::TooLarge { .. })));
    assert_eq!(bench.generations().len(), 0);
}

#[test]
fn a_recovery_key_opens_everything_written_before_and_after() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let before = vault.publish(&with_words(&session(1), "before"), &[], stamp(0)).unwrap();
    let inside = bench.paths.vault.join("recovery.age");
    let choice = |out: std::path::PathBuf| RecoveryChoice::File {
        out,
        passphrase: SecretString::from("a passphrase of its own"),
    };
    assert!(matches!(vault.add_recovery(choice(inside), 2, stamp(1)), Err(VaultError::Refused(_))));
    let out = bench.folder.path().join("recovery.age");
    vault.add_recovery(choice(out.clone()), 2, stamp(1)).unwrap();
    assert!(vault.has_recovery());
    vault.publish(&with_words(&session(2), "after"), &[], stamp(2)).unwrap();
    assert_eq!(words_of(&vault.load(&before).unwrap()), "before");
    drop(vault);
    let vault = bench.open();
    assert!(vault.has_recovery());
    assert_eq!(vault.problems(), []);
    assert_eq!(vault.owner_name(), "Sam Example");

    let mut scrypt = age::scrypt::Identity::new(SecretString::from("a passphrase of its own"));
    scrypt.set_max_work_factor(20);
    let file = age::decrypt(&scrypt, &std::fs::read(out).unwrap()).unwrap();
    let line = String::from_utf8(file).unwrap();
    let line = line.lines().find(|l| l.starts_with("AGE-SECRET-KEY-1")).unwrap();
    let recovery: age::x25519::Identity = line.parse().unwrap();
    for name in bench.generations() {
        let plain = age::decrypt(&recovery, &std::fs::read(name).unwrap()).unwrap();
        let text = String::from_utf8(plain).unwrap();
        assert!(text.contains("before") || text.contains("after"));
    }
}

#[test]
fn rules_and_banks_are_kept_signed_and_verbatim() {
    let bench = Bench::new();
    let mut vault = bench.create();
    let rules = thinkwheel::record::Rules { late_after_days: 9, ..vault.rules().clone() };
    vault.set_rules(&rules).unwrap();
    let text = "(format: 0, id: \"trust\")\n// ours\n";
    vault.add_bank("trust", "(format: 0, old: true)\n").unwrap();
    vault.add_bank("trust", text).unwrap();
    assert!(vault.add_bank("../x", text).is_err());
    drop(vault);
    let vault = bench.open();
    assert_eq!(vault.rules(), &rules);
    assert_eq!(vault.list_banks().unwrap(), ["trust"]);
    assert_eq!(vault.get_bank("trust").unwrap().unwrap().text, text);
    assert_eq!(vault.get_bank("none").unwrap(), None);
    assert_eq!(vault.problems(), []);
    drop(vault);

    // A bank dropped into the folder without a signature is named, not used.
    std::fs::write(bench.paths.vault.join("banks/loose.ron"), text).unwrap();
    let vault = bench.open();
    assert_eq!(vault.list_banks().unwrap(), ["trust"]);
    let problems = vault.problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].name, "banks/loose.ron");
    assert_eq!(problems[0].kind, ProblemKind::Foreign);
}

#[test]
fn nothing_secret_is_in_debug_output() {
    let bench = Bench::new();
    let mut vault = bench.create();
    vault.publish(&with_words(&session(1), "canary"), &[], stamp(0)).unwrap();
    let shown = format!("{vault:?}");
    assert!(!shown.contains("canary") && !shown.contains("Sam"), "{shown}");
    assert!(!shown.contains("SECRET"));
}

#[test]
fn any_session_comes_back_as_it_was() {
    // The schema itself is exercised by the record's own tests; here: prose
    // that could confuse the layout.
    let bench = Bench::new();
    let mut vault = bench.create();
    let hard = [
        "-----END SSH SIGNATURE-----\n-----BEGIN SSH SIGNATURE-----\n",
        "\"#\"##\" \\ \u{1b}[31m \u{202e} \u{0}",
        "(format: 9, ",
        "   \n\n   ",
    ];
    for (n, words) in hard.iter().enumerate() {
        let one: Session = with_words(&session(n as u128 + 1), words);
        let id = vault.publish(&one, &[], stamp(0)).unwrap();
        assert!(vault.load(&id).unwrap() == one, "case {n}");
    }
}
