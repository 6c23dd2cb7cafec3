//! If this program vanished, nobody would lose a word: stock `age`,
//! `ssh-keygen` and a few lines of Python open everything. Where a tool is not
//! installed the test says that it was skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod vault_common;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use age::secrecy::SecretString;
use thinkwheel::record::{Edit, Errand, Field, FieldName};
use thinkwheel::vault::journal::{Entry, Journal};
use vault_common::{
    ADA, Bench, KIT, PASSPHRASE, Two, d, finalise, meeting, passage_of, session, stamp, state,
    with_words,
};

fn there(program: &str, flag: &str) -> bool {
    let found = Command::new(program)
        .arg(flag)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if !found {
        println!("skipped: {program} is not installed");
    }
    found
}

/// The key file's plaintext, as `age -d keys/owner.age` gives it on a terminal.
fn identity(bench: &Bench) -> PathBuf {
    let mut scrypt = age::scrypt::Identity::new(SecretString::from(PASSPHRASE));
    scrypt.set_max_work_factor(20);
    let sealed = std::fs::read(bench.paths.state.join("keys/owner.age")).unwrap();
    let path = bench.folder.path().join("owner.age-id");
    std::fs::write(&path, age::decrypt(&scrypt, &sealed).unwrap()).unwrap();
    path
}

fn run(command: &mut Command) -> Vec<u8> {
    let out = command.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    out.stdout
}

fn age_open(identity: &Path, sealed: &Path) -> Vec<u8> {
    run(Command::new("age").arg("-d").arg("-i").arg(identity).arg(sealed))
}

/// Runs `ssh-keygen -Y verify` over a signed text; true where it accepts.
fn keygen_accepts(bench: &Bench, text: &[u8], namespace: &str, key: &str) -> bool {
    let folder = bench.folder.path();
    std::fs::write(folder.join("all"), text).unwrap();
    std::fs::write(folder.join("allowed"), format!("owner {key}\n")).unwrap();
    let body =
        run(Command::new("sed").arg("1,/^-----END SSH SIGNATURE-----$/d").arg(folder.join("all")));
    std::fs::write(folder.join("body"), body).unwrap();
    Command::new("ssh-keygen")
        .args(["-Y", "verify", "-I", "owner", "-n", namespace, "-f"])
        .arg(folder.join("allowed"))
        .arg("-s")
        .arg(folder.join("all"))
        .stdin(std::fs::File::open(folder.join("body")).unwrap())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

#[test]
fn stock_ssh_keygen_accepts_what_is_signed() {
    if !there("ssh-keygen", "-?") || !there("sed", "--version") {
        return;
    }
    let bench = Bench::new();
    let mut vault = bench.create();
    let words = "-----END SSH SIGNATURE-----\nstill her words";
    vault.publish(&with_words(&session(1), words), &[], stamp(0)).unwrap();
    vault.add_bank("trust", "(format: 0)\n").unwrap();
    let key = vault.owner_public_keys().0.to_owned();
    drop(vault);
    let identity: age::x25519::Identity = std::fs::read_to_string(identity(&bench))
        .unwrap()
        .lines()
        .find(|l| l.starts_with("AGE-SECRET"))
        .unwrap()
        .parse()
        .unwrap();
    let sealed = std::fs::read(&bench.generations()[0]).unwrap();
    let text = age::decrypt(&identity, &sealed).unwrap();
    assert!(keygen_accepts(&bench, &text, "thinkwheel-generation", &key));
    assert!(!keygen_accepts(&bench, &text, "thinkwheel-roster", &key));
    let mut changed = text.clone();
    let at = changed.len() - 2;
    changed[at] = b'x';
    assert!(!keygen_accepts(&bench, &changed, "thinkwheel-generation", &key));

    let vault = &bench.paths.vault;
    let people = std::fs::read_dir(vault.join("people")).unwrap().next().unwrap().unwrap();
    for (path, namespace) in [
        (vault.join("vault.ron"), "thinkwheel-vault"),
        (people.path(), "thinkwheel-roster"),
        (vault.join("settings.ron"), "thinkwheel-settings"),
        (vault.join("banks/trust.ron"), "thinkwheel-bank"),
        (bench.paths.state.join("pins.ron"), "thinkwheel-pins"),
    ] {
        let text = std::fs::read(&path).unwrap();
        assert!(keygen_accepts(&bench, &text, namespace, &key), "{}", path.display());
    }
}

#[test]
fn stock_age_opens_a_record_with_the_key_file() {
    if !there("age", "--version") {
        return;
    }
    let bench = Bench::new();
    let mut vault = bench.create();
    vault.publish(&with_words(&session(1), "line one\nline two"), &[], stamp(0)).unwrap();
    drop(vault);
    let text = String::from_utf8(age_open(&identity(&bench), &bench.generations()[0])).unwrap();
    assert!(text.starts_with("-----BEGIN SSH SIGNATURE-----\n"));
    // Prose is readable as it was written.
    assert!(text.contains("line one\nline two"), "{text}");
}

#[test]
fn ten_lines_of_python_open_a_journal() {
    let python = |script: &str| Command::new("python3").arg("-c").arg(script).output();
    let ready = python("from cryptography.hazmat.primitives.ciphers import aead");
    if !there("age", "--version") || !ready.is_ok_and(|o| o.status.success()) {
        println!("skipped: python3 with the cryptography package, or age, is not installed");
        return;
    }
    let bench = Bench::new();
    let vault = bench.create();
    let mut journal = Journal::open(&vault.journal_keys().unwrap(), &bench.paths).unwrap();
    let one = session(1);
    journal.append(&Entry::Snapshot { session: Box::new(one.clone()), base: vec![] }).unwrap();
    let field = Field { owner: passage_of(1), name: FieldName::Words };
    for inserted in ["first words", "second words"] {
        let edit = Edit::Text { field, at: 0, removed: 0, inserted: inserted.into() };
        journal.append(&Entry::Edit { session: one.id, edit }).unwrap();
    }
    // The script is the one in the document, cut out of it here.
    let doc = include_str!("../docs/vault-format.md");
    let (_, script) = doc.split_once("```python\n").unwrap();
    let (script, _) = script.split_once("```").unwrap();
    let path = bench.folder.path().join("open-journal.py");
    std::fs::write(&path, script).unwrap();
    let out =
        run(Command::new("python3").arg(path).arg(identity(&bench)).arg(&bench.segments()[0]));
    let out = String::from_utf8(out).unwrap();
    assert_eq!(out.lines().count(), 3, "{out}");
    assert!(out.contains("first words") && out.contains("second words"));
}

#[test]
fn stock_tools_check_a_card_a_bundle_an_agreement_and_a_tombstone() {
    if !there("ssh-keygen", "-?") || !there("sed", "--version") || !there("age", "--version") {
        return;
    }
    let (two, mut sam, ada) = Two::new();
    let key = sam.owner_public_keys().0.to_owned();
    assert!(keygen_accepts(&two.sam, sam.card().unwrap().as_bytes(), "thinkwheel-card", &key));
    let mut s = meeting(1, sam.id(), ADA);
    finalise(&mut s, d(1, 1), Some(KIT));
    state(&sam, &mut s, 71, (d(1, 1), Some(KIT)), sam.id(), None);
    sam.publish(&s, &[], stamp(1)).unwrap();
    // A statement: signature and words, as they stand in the record.
    let a = &s.discussions[0].agreements[0];
    let text = format!("{}{}", a.signature, a.words);
    assert!(keygen_accepts(&two.sam, text.as_bytes(), "thinkwheel-agreement", &key));
    let other = text.replace("aunt", "uncle");
    assert!(!keygen_accepts(&two.sam, other.as_bytes(), "thinkwheel-agreement", &key));
    // A bundle opens for both, and says who made it.
    let bundle = sam.bundle(ada.id(), Errand::Note, &s, &[d(1, 1)], None, stamp(2)).unwrap();
    let path = two.ada.folder.path().join("note.age");
    std::fs::write(&path, &bundle.bytes).unwrap();
    for bench in [&two.ada, &two.sam] {
        let text = age_open(&identity(bench), &path);
        assert!(keygen_accepts(bench, &text, "thinkwheel-bundle", &key));
        assert!(String::from_utf8(text).unwrap().contains("Kit stays with her aunt"));
    }
    let id = s.discussions[0].decisions[0].id;
    let by = sam.id();
    sam.rectify(s.id, &[id], "why", "head", by, stamp(3)).unwrap();
    let stone = std::fs::read_dir(two.sam.paths.vault.join("tombstones")).unwrap().next().unwrap();
    let text = std::fs::read(stone.unwrap().path()).unwrap();
    assert!(keygen_accepts(&two.sam, &text, "thinkwheel-tombstone", &key));
}
