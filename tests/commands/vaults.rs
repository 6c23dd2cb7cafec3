//! `vault`, and how every command meets one that is not right.

use std::fmt::Write as _;
use std::fs;

use sha2::{Digest, Sha256};
use thinkwheel::record::envelope;
use thinkwheel::vault::{Access, Paths, SecretString, Vault};

use super::bench::{Bench, PASSPHRASE, leaf, ran};

fn open(bench: &Bench, access: Access) -> Vault {
    let paths = Paths { vault: bench.at("vault"), state: bench.at("state") };
    Vault::open(&paths, &SecretString::from(PASSPHRASE), access).unwrap()
}

/// Files this under a name the vault could have made, sealed to its owner.
fn plant(bench: &Bench, plain: &str) -> String {
    let vault = open(bench, Access::Read);
    let owner: age::x25519::Recipient = vault.owner_public_keys().1.parse().unwrap();
    let sealed = age::encrypt(&owner, plain.as_bytes()).unwrap();
    let mut hash = String::new();
    for byte in Sha256::digest(&sealed) {
        write!(hash, "{byte:02x}").unwrap();
    }
    let folder = bench.at("vault/sessions/ab");
    fs::create_dir_all(&folder).unwrap();
    let name = format!("ab{}-{hash}.age", "0".repeat(30));
    fs::write(folder.join(&name), sealed).unwrap();
    name
}

#[test]
fn a_vault_is_made_without_a_terminal() {
    let bench = Bench::empty();
    let made = bench.run(&["vault", "init", "--work-factor", "2"]);
    assert!(made.err.contains("recovery was put off"), "{}", made.err);
    assert!(made.ok().contains("SHA256:"));
    bench.run(&["vault", "verify"]).ok();
    let again = bench.run(&["vault", "init", "--work-factor", "2"]).failed(1);
    assert!(again.contains("not empty"), "{again}");
    bench.run(&["vault", "verify"]).ok();
}

#[test]
fn recovery_is_a_key_or_a_file() {
    let bench = Bench::empty();
    let key = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
    let init = ["vault", "init", "--work-factor", "2"];
    let made = bench.run(&[&init[..], &["--recovery-recipient", key]].concat());
    assert!(!made.err.contains("put off"), "{}", made.err);
    made.ok();

    let bench = Bench::empty();
    bench.write("other", "another four words here");
    let file = ["--recovery-file", "recovery.age", "--recovery-passphrase-file", "other"];
    bench.run(&[&init[..], &file[..]].concat()).ok();
    assert!(fs::read(bench.at("recovery.age")).unwrap().starts_with(b"age-encryption.org/v1"));

    let bench = Bench::empty();
    let wrong = bench.run(&[&init[..], &["--recovery-recipient", "age1nonsense"]].concat());
    assert!(wrong.failed(1).contains("age public key"));
    bench.run(&["session", "list"]).failed(1);
    bench.run(&[&init[..], &["--recovery-passphrase-file", "passphrase"]].concat()).failed(2);
    bench.run(&["vault", "init", "--work-factor", "40"]).failed(2);
}

#[test]
fn no_vault_and_no_key() {
    let bench = Bench::empty();
    for command in [
        &["session", "list"][..],
        &["session", "show", "01"],
        &["export", "01", "--to", "full"],
        &["vault", "verify"],
    ] {
        let err = bench.run(command).failed(1);
        assert!(err.contains("there is no vault in this folder"), "{err}");
        assert!(!bench.at("vault").exists() && !bench.at("state").exists());
    }
    // A folder with something else in it is no vault, and stays as it is.
    fs::create_dir(bench.at("vault")).unwrap();
    fs::write(bench.at("vault/letter.txt"), "dear").unwrap();
    bench.run(&["session", "list"]).failed(1);
    bench.run(&["vault", "init", "--work-factor", "2"]).failed(1);
    assert_eq!(bench.names("vault"), ["letter.txt"]);
    // Another machine holds no key for it.
    let bench = Bench::new();
    let mut elsewhere = bench.bare(&["--vault", "vault", "--state", "elsewhere"]);
    elsewhere.args(["--passphrase-file", "passphrase", "session", "list"]);
    let err = ran(&mut elsewhere).failed(3);
    assert!(err.contains("no key"), "{err}");
}

#[test]
fn a_passphrase_that_does_not_open() {
    let bench = Bench::new();
    let with = |file: &str| bench.run(&["session", "list", "--passphrase-file", file]);
    bench.write("wrong", "kettle garden violin fourteen");
    assert!(with("wrong").failed(3).contains("does not open"));
    // Of the end of the file one line feed is not part of it, a second one is.
    bench.write("two", format!("{PASSPHRASE}\n\n"));
    with("two").failed(3);
    bench.write("windows", format!("{PASSPHRASE}\r\n"));
    with("windows").ok();
    bench.write("bare", PASSPHRASE);
    with("bare").ok();
    bench.write("empty", "");
    bench.write("bytes", b"\xff\xfe");
    for file in ["empty", "bytes", "nowhere", "vault"] {
        assert!(with(file).failed(3).contains(file));
    }
    // Nobody to ask.
    let mut nobody = bench.bare(&["--vault", "vault", "--state", "state", "session", "list"]);
    assert!(ran(&mut nobody).failed(3).contains("--passphrase-file"));
}

#[test]
fn folders_can_come_from_the_environment_and_options_come_first() {
    let bench = Bench::new();
    let mut command = bench.bare(&["--passphrase-file", "passphrase", "session", "list"]);
    command.env("THINKWHEEL_VAULT", bench.at("vault")).env("THINKWHEEL_STATE", bench.at("state"));
    ran(&mut command).ok();
    bench.command(&["session", "list"]).env("THINKWHEEL_VAULT", "nowhere").unwrap();
    // And after the command as well as before it.
    let after = ["session", "list", "--vault", "vault", "--state", "state"];
    let mut command = bench.bare(&after);
    command.args(["--passphrase-file", "passphrase"]).env("THINKWHEEL_VAULT", "nowhere");
    ran(&mut command).ok();
}

#[test]
fn by_default_a_vault_lies_under_home() {
    let bench = Bench::empty();
    let init = ["vault", "init", "--work-factor", "2", "--passphrase-file", "passphrase"];
    let out = ran(&mut bench.bare(&init)).ok();
    assert!(out.contains(bench.at("home").to_str().unwrap()), "{out}");
    ran(&mut bench.bare(&["session", "list", "--passphrase-file", "passphrase"])).ok();
}

#[test]
fn a_forged_generation_is_named_and_never_used() {
    let bench = Bench::new();
    let good = bench.import(|_| {});
    let forged = bench.run(&["session", "template"]).ok().replace("Maya", "FORGED");
    let name = plant(&bench, &forged);
    let list = bench.run(&["session", "list"]);
    assert_eq!(list.code, 4);
    assert!(list.err.contains(&name) && list.err.contains("foreign"), "{}", list.err);
    assert!(list.out.contains(&good) && !list.out.contains("FORGED"));
    assert_eq!(list.out.lines().count(), 1);
    // What is whole can still be used, and the rest is mentioned.
    let shown = bench.run(&["session", "show", &good]);
    assert!(shown.err.contains("vault verify"));
    assert!(!shown.ok().contains("FORGED"));
    let verified = bench.run(&["vault", "verify"]);
    assert_eq!(verified.code, 4);
    assert!(verified.out.contains(&format!("sessions/ab/{name}: foreign")), "{}", verified.out);
    let json = bench.run(&["vault", "verify", "--json"]);
    assert_eq!(json.code, 4);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["result"], "damaged");
    let wrong: Vec<_> =
        json["files"].as_array().unwrap().iter().filter(|f| f["finding"] != "intact").collect();
    assert_eq!(wrong.len(), 1);
}

#[test]
fn a_newer_format_is_listed_and_never_opened() {
    let bench = Bench::new();
    let body = "(format: 9, of: \"tomorrow\")\n";
    let name = plant(&bench, &format!("{}{body}", owners_signature(&bench, body)));
    let list = bench.run(&["session", "list"]);
    assert!(list.err.contains(&name) && list.err.contains("newer thinkwheel"), "{}", list.err);
    assert_eq!(list.ok(), "");
    assert_eq!(bench.run(&["vault", "verify"]).code, 5);

    // Anybody can write a number: without the owner's signature it is foreign.
    let armour = "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n";
    let name = plant(&bench, &format!("{armour}{body}"));
    let list = bench.run(&["session", "list"]);
    assert_eq!(list.code, 4);
    assert!(list.err.contains(&format!("{name}: foreign")), "{}", list.err);
}

/// Signed by the owner as a generation, without this program's help.
fn owners_signature(bench: &Bench, body: &str) -> String {
    use ssh_key::private::{Ed25519Keypair, KeypairData};
    let words = fs::read_to_string(bench.at("passphrase")).unwrap();
    let mut identity = age::scrypt::Identity::new(words.trim_end().to_owned().into());
    identity.set_max_work_factor(20);
    let file = fs::read(bench.at("state/keys/owner.age")).unwrap();
    let text = String::from_utf8(age::decrypt(&identity, &file).unwrap()).unwrap();
    let seed = text.lines().find_map(|l| l.strip_prefix("# signing key (Ed25519 seed): ")).unwrap();
    let byte = |n: usize| u8::from_str_radix(&seed[2 * n..2 * n + 2], 16).unwrap();
    let pair = Ed25519Keypair::from_seed(&std::array::from_fn(byte));
    let key = ssh_key::PrivateKey::new(KeypairData::from(pair), "").unwrap();
    let signed = key.sign("thinkwheel-generation", ssh_key::HashAlg::Sha512, body.as_bytes());
    let mut armour = signed.unwrap().to_pem(ssh_key::LineEnding::LF).unwrap();
    if !armour.ends_with('\n') {
        armour.push('\n');
    }
    armour
}

#[test]
fn a_truncated_file_is_named_and_never_used() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    let path = bench.generations().remove(0);
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 100]).unwrap();
    let err = bench.run(&["session", "show", &id]).failed(4);
    assert!(err.contains(&leaf(&path)) && err.contains("damaged"), "{err}");
    bench.run(&["export", &id, "--to", "full", "--output", "note.txt"]).failed(4);
    assert!(!bench.at("note.txt").exists());
    let verified = bench.run(&["vault", "verify"]);
    assert_eq!(verified.code, 4);
    assert!(verified.out.contains(&leaf(&path)));
    // Where nothing is known of it from before, the list names it too.
    fs::remove_file(bench.at("state/index.age")).unwrap();
    let list = bench.run(&["session", "list"]);
    assert_eq!((list.code, list.out.as_str()), (4, ""));
    assert!(list.err.contains(&leaf(&path)), "{}", list.err);
}

#[test]
fn two_versions_are_both_named_and_neither_is_taken() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    let ron = bench.run(&["session", "show", &id]).ok();
    let mut session: thinkwheel::record::Session = envelope::read("session", &ron).unwrap();
    let mut vault = open(&bench, Access::Write);
    let base = vault.sessions()[0].heads[0].generation.clone();
    for name in ["LEFTNAME", "RIGHTNAME"] {
        session.children[1].name = name.into();
        let now = chrono::Local::now().fixed_offset();
        vault.publish(&session, std::slice::from_ref(&base), now).unwrap();
    }
    vault.close();
    let versions = bench.run(&["session", "list", "--json"]).json()[0]["versions"].clone();
    let heads: Vec<&str> =
        versions.as_array().unwrap().iter().map(|v| v["head"].as_str().unwrap()).collect();
    assert_eq!(heads.len(), 2);
    let err = bench.run(&["session", "show", &id]).failed(4);
    for head in &heads {
        assert!(err.contains(&head[..12]), "{err}");
    }
    bench.run(&["export", &id, "--to", "full"]).failed(4);
    assert!(bench.run(&["session", "list"]).ok().contains("2 versions side by side"));
    let of = |head: &str| bench.run(&["session", "show", &id, "--head", &head[..12]]).ok();
    let both = heads.iter().map(|h| of(h)).collect::<Vec<_>>();
    assert!(both.iter().any(|b| b.contains("LEFTNAME")));
    assert!(both.iter().any(|b| b.contains("RIGHTNAME")));
    let full = bench.run(&["export", &id, "--to", "full", "--head", heads[0]]).ok();
    assert!(full.contains("NAME"));
}

#[test]
fn without_the_passphrase_it_cannot_be_told() {
    let bench = Bench::new();
    bench.import(|_| {});
    let mut command = bench.bare(&["--vault", "vault", "--state", "state", "vault", "verify"]);
    let told = ran(&mut command);
    assert_eq!(told.code, 5, "{}", told.err);
    assert!(told.out.contains("cannot tell"));
    let path = bench.generations().remove(0);
    let mut bytes = fs::read(&path).unwrap();
    bytes[300] ^= 1;
    fs::write(&path, bytes).unwrap();
    let told = ran(&mut command);
    assert_eq!(told.code, 4);
    assert!(told.out.contains(&leaf(&path)));
}

#[test]
fn one_process_writes() {
    let bench = Bench::new();
    let held = open(&bench, Access::Write);
    let example = bench.run(&["session", "template"]).ok();
    let err = bench.run_with(&["session", "import", "-"], example.clone()).failed(1);
    assert!(err.contains("another thinkwheel"), "{err}");
    bench.run(&["session", "list"]).ok();
    drop(held);
    bench.run_with(&["session", "import", "-"], example).ok();
}
