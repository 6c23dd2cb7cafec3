//! A bank taken out as a file and a bank taken in: what is said, what is
//! filed, and that the way back is open. The bank's own words are not quoted:
//! they change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "commands/bench.rs"]
#[allow(dead_code, reason = "it serves other tests too")]
mod bench;
mod common;
#[path = "bank_files/old_answers.rs"]
mod old_answers;
#[path = "bank_files/round_trip.rs"]
mod round_trip;

use bench::{Bench, PASSPHRASE, ran};
use serde_json::Value;
use thinkwheel::practice::question::Source;
use thinkwheel::practice::{Bank, Banks, Question, Sources};
use thinkwheel::vault::{Access, Paths, SecretString, Vault};

const ID: &str = "practice-framework";

fn ours() -> Bank {
    Banks::built_in().unwrap().bank(ID).unwrap().clone()
}

fn ours_text() -> &'static str {
    Banks::built_in_text(ID).unwrap()
}

/// A question of a Trust's own, where one of ours stands.
fn theirs(like: &Question, text: &str) -> Question {
    let source = Source::Supplied { publisher: "A Trust".into(), page: "44".into() };
    Question { text: text.into(), follow_ups: Vec::new(), source, ..like.clone() }
}

/// A Trust's bank with these questions.
fn a_trusts(questions: Vec<Question>) -> Bank {
    Bank {
        title: "Our own wording".into(),
        version: "2027-01-01".parse().unwrap(),
        publisher: "A Trust".into(),
        based_on: "our booklet".into(),
        provenance: vec![
            "The wording is our booklet's.".into(),
            "It was typed from pages 42 to 50.".into(),
        ],
        parts: Vec::new(),
        questions,
        ..ours()
    }
}

/// Over our first question, and one more.
fn overlay() -> Bank {
    let first = &ours().questions[0];
    let mut more = theirs(first, "What else should we know?");
    more.id = "booklet.what-else".into();
    a_trusts(vec![theirs(first, "Where on the map is this child now?"), more])
}

fn shown(bench: &Bench) -> Value {
    bench.run(&["bank", "show", ID, "--json"]).json()
}

fn imported(bench: &Bench, text: impl Into<Vec<u8>>) -> Value {
    bench.run_with(&["bank", "import", "-", "--json"], text).json()
}

fn vault(bench: &Bench, access: Access) -> Vault {
    let paths = Paths { vault: bench.at("vault"), state: bench.at("state") };
    Vault::open(&paths, &SecretString::from(PASSPHRASE), access).unwrap()
}

#[test]
fn ours_is_exported_as_it_stands_in_its_file() {
    let bench = Bench::empty();
    assert_eq!(ran(&mut bench.bare(&["bank", "export", ID])).ok(), ours_text());
    // With a vault that has no bank of its own, nobody is asked for anything.
    let bench = Bench::new();
    let bare = ["--vault", "vault", "--state", "state", "bank", "export", ID];
    assert_eq!(ran(&mut bench.bare(&bare)).ok(), ours_text());
    assert_eq!(bench.run(&["bank", "export", ID, "--built-in", "--output", "-"]).ok(), ours_text());
    assert!(bench.run(&["bank", "export", "none"]).failed(1).contains("bank list"));
    bench.run(&["bank", "export", "none", "--built-in"]).failed(1);
    bench.run(&["bank", "export"]).failed(2);
}

#[test]
fn a_file_that_is_there_stays_unless_told_and_nothing_goes_into_the_vault() {
    let bench = Bench::new();
    let to = ["bank", "export", ID, "--output", "mine.ron"];
    bench.write("mine.ron", "mine");
    let err = bench.run(&to).failed(1);
    assert!(err.contains("mine.ron") && err.contains("--replace"), "{err}");
    assert_eq!(std::fs::read(bench.at("mine.ron")).unwrap(), b"mine");
    assert_eq!(bench.run(&[&to[..], &["--replace"]].concat()).ok(), "mine.ron\n");
    assert_eq!(std::fs::read_to_string(bench.at("mine.ron")).unwrap(), ours_text());
    std::fs::create_dir(bench.at("out")).unwrap();
    bench.run(&["bank", "export", ID, "--output", "out"]).ok();
    assert_eq!(bench.names("out"), ["practice-framework.ron"]);
    let err = bench.run(&["bank", "export", ID, "--output", "vault"]).failed(1);
    assert!(err.contains("does not belong"), "{err}");
    bench.run(&["bank", "export", ID, "--replace"]).failed(2);
}

#[test]
fn a_bank_with_mistakes_is_refused_with_all_of_them() {
    let bench = Bench::new();
    let text =
        overlay().ron().replace("minutes:", "minuets:").replace("id: \"booklet.", "id: \"B ");
    bench.write("broken.ron", &text);
    let err = bench.run(&["bank", "import", "broken.ron"]).failed(1);
    for line in text.lines().enumerate().filter(|(_, l)| l.contains("minuets")).map(|l| l.0 + 1) {
        assert!(err.contains(&format!("broken.ron:{line}: ")), "{err}");
    }
    assert!(err.contains("not well formed") && err.contains("nothing was filed"), "{err}");
    let json = bench.run(&["bank", "import", "broken.ron", "--json"]);
    assert_eq!(json.code, 1);
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["filed"], false);
    assert!(json["mistakes"].as_array().unwrap().len() >= 5);
    for (file, said) in [("none.ron", "could not be read"), ("vault", "a folder")] {
        assert!(bench.run(&["bank", "import", file]).failed(1).contains(said));
    }
    assert_eq!(vault(&bench, Access::Read).list_banks().unwrap(), [""; 0]);
}

#[test]
fn what_an_import_does_is_said_and_the_way_back_restores_everything() {
    let bench = Bench::new();
    let (before, all) = (shown(&bench), ours().questions.len());
    bench.write("theirs.ron", overlay().ron());
    let said = bench.run(&["bank", "import", "theirs.ron"]).ok();
    for words in [
        "1 question is asked in this wording from now on.",
        "1 question is new: booklet.what-else.",
        &format!("{} questions stay as they were.", all - 1),
        "keep the wording they were asked with",
        "bank export practice-framework --built-in",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
    let now = shown(&bench);
    assert_eq!(now["title"], "Our own wording");
    assert_eq!(now["questions"].as_array().unwrap().len(), all + 1);
    assert_eq!(now["questions"][0]["text"], "Where on the map is this child now?");
    assert_eq!(now["questions"][1], before["questions"][1]);
    assert_eq!(now["parts"], before["parts"]);
    assert!(now["provenance"].as_array().unwrap().len() > 2);
    // Once more it says so, and files nothing.
    let files = bench.names("vault/banks");
    let again = bench.run(&["bank", "import", "theirs.ron"]).ok();
    assert!(again.contains("nothing would change, so nothing was filed"), "{again}");
    assert_eq!(bench.names("vault/banks"), files);

    let ours = bench.run(&["bank", "export", ID, "--built-in"]).ok();
    let back = bench.run_with(&["bank", "import", "-"], ours).ok();
    for words in [
        "has made way for it",
        "1 question is asked in this wording from now on.",
        "1 question is not asked any more: booklet.what-else.",
        "ships with this version of the program",
    ] {
        assert!(back.contains(words), "{words}\n{back}");
    }
    assert_eq!(shown(&bench), before, "provenance and parts too");
    assert_eq!(bench.run(&["bank", "export", ID]).ok(), ours_text());
    assert_eq!(imported(&bench, ours_text())["filed"], false);
    bench.run(&["vault", "verify"]).ok();
}

#[test]
fn what_is_at_hand_is_exported_and_comes_back_the_same() {
    let bench = Bench::new();
    imported(&bench, overlay().ron());
    let text = bench.run(&["bank", "export", ID]);
    assert_eq!(text.err, "", "it could be imported again");
    let (at_hand, text) = (shown(&bench), text.ok());
    assert!(text.starts_with("// "), "the notes on the form are kept");
    assert!(text.contains("booklet.what-else"));
    // The vault is opened only where there is something in it.
    let bare = ["--vault", "vault", "--state", "state", "bank", "list"];
    assert!(ran(&mut bench.bare(&bare)).err.contains("--passphrase-file"));
    let bare = ["--vault", "vault", "--state", "state", "bank", "export", ID];
    ran(&mut bench.bare(&bare)).failed(3);
    assert_eq!(imported(&bench, text.clone())["filed"], false);
    // Elsewhere the file alone gives the same.
    let other = Bench::new();
    imported(&other, text.clone());
    let there = shown(&other);
    for field in ["title", "parts", "questions"] {
        assert_eq!(there[field], at_hand[field], "{field}");
    }
    let sentences = |bank: &Value| {
        let all = bank["provenance"].as_array().unwrap();
        let mut all: Vec<_> = all.iter().flat_map(|s| s.as_str().unwrap().split(' ')).collect();
        all.sort_unstable();
        all.join(" ")
    };
    assert_eq!(sentences(&there), sentences(&at_hand));
    // And a file that somebody wrote is given back as they wrote it.
    assert_eq!(other.run(&["bank", "export", ID]).ok(), text);
}

#[test]
fn a_bank_that_stands_instead_leaves_none_of_ours() {
    let bench = Bench::new();
    let before = shown(&bench);
    let mut bank = overlay();
    bank.instead = true;
    bank.questions.remove(0);
    let told = imported(&bench, bank.ron());
    assert_eq!(told["instead"], true);
    assert_eq!(told["removed"].as_array().unwrap().len(), ours().questions.len());
    assert_eq!(told["looks_like"], serde_json::json!([]));
    let now = shown(&bench);
    assert_eq!(now["questions"].as_array().unwrap().len(), 1);
    assert_eq!(now["provenance"].as_array().unwrap().len(), 2);
    assert_eq!(now["parts"], before["parts"]);
    // What is exported stands instead when it is taken in again.
    let text = bench.run(&["bank", "export", ID]).ok();
    assert!(text.contains("    instead: true,\n"));
    let sources = Sources::built_in().unwrap();
    assert!(Bank::read(&text, "x", &sources).unwrap().instead);
    let wrong = text.replace("instead: true", "instead: \"yes\"");
    let mistakes = Bank::read(&wrong, "x", &sources).unwrap_err();
    assert!(mistakes[0].to_string().contains("`instead` cannot be read"), "{mistakes:?}");
    imported(&bench, ours_text());
    assert_eq!(shown(&bench), before);
}

#[test]
fn a_slip_of_an_id_is_pointed_out() {
    let bench = Bench::new();
    let first = ours().questions[0].clone();
    let mut typed = theirs(&first, "Where on the map is this child now?");
    typed.id.push('e');
    let mut twin = theirs(&ours().questions[1], "");
    twin.text.clone_from(&ours().questions[1].text);
    twin.id = "booklet.another-name".into();
    let bank = a_trusts(vec![typed.clone(), twin]);
    let told = imported(&bench, bank.ron());
    let slips = told["looks_like"].as_array().unwrap();
    assert_eq!(slips.len(), 2, "{told}");
    assert_eq!(slips[0]["like"], first.id);
    assert_eq!(slips[1]["same_wording"], true);
    // One that is named rightly as well was meant.
    let other = Bench::new();
    let told = imported(&other, a_trusts(vec![typed, first]).ron());
    assert_eq!(told["looks_like"], serde_json::json!([]));
    // A bank with an id of its own changes nothing that the screen asks.
    let mut own = overlay();
    own.id = "practice-framwork".into();
    bench.write("own.ron", own.ron());
    let said = bench.run(&["bank", "import", "own.ron"]).ok();
    assert!(said.contains("was practice-framework meant?"), "{said}");
    assert!(said.contains("a bank of its own"), "{said}");
}

#[test]
fn a_program_that_is_running_keeps_its_bank() {
    let bench = Bench::new();
    let held = vault(&bench, Access::Write);
    bench.write("theirs.ron", overlay().ron());
    let err = bench.run(&["bank", "import", "theirs.ron"]).failed(1);
    assert!(err.contains("another thinkwheel"), "{err}");
    held.close();
    assert_eq!(imported(&bench, overlay().ron())["filed"], true);
}

/// The program line by line in this folder, from home.
fn lines(bench: &Bench, script: &str) -> String {
    bench.run_with(&["--line"], script).ok()
}

#[test]
fn the_screen_asks_the_vaults_own_questions_and_says_where_they_come_from() {
    let bench = Bench::new();
    imported(&bench, overlay().ron());
    let said = lines(
        &bench,
        "1\nSam Okafor\nLeila Hart\nLH-204\n\n\n1\nWe know the dates.\n.\n/find what else should\n1\n\
         Her nan would know.\n.\n/review\n/finalise\nyes\n/leave\n",
    );
    assert!(said.contains("Where on the map is this child now?"), "{said}");
    let part = &ours().parts[0];
    for line in [part.about.clone(), format!("Draws on: {}", part.draws_on)] {
        assert_eq!(said.matches(&line).count(), 1, "{line}\n{said}");
    }
    let list = bench.run(&["session", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap();
    let note = bench.run(&["export", id, "--to", "child-file"]).ok();
    let flat = note.split_whitespace().collect::<Vec<_>>().join(" ");
    for sentence in ["The wording is our booklet's.", &ours().provenance[0]] {
        assert!(flat.contains(sentence), "each bank's first sentence\n{note}");
    }
    assert!(!flat.contains("It was typed from pages"));
    assert!(note.contains("What else should we know?") && note.contains("Her nan would know."));
    let written = bench.names(".").into_iter().find(|n| n.contains("supervision")).expect("a file");
    assert_eq!(std::fs::read_to_string(bench.at(&written)).unwrap(), note);
    // The practice vault has none of it.
    let practice = ran(bench.command(&["--demo", "--line"]).write_stdin("/leave\n"));
    assert!(!practice.ok().contains("booklet"));
}

#[test]
fn a_bank_that_does_not_check_is_not_used_and_that_is_said() {
    let bench = Bench::new();
    let mut open = vault(&bench, Access::Write);
    open.add_bank(ID, "Bank(format: 1)").unwrap();
    open.close();
    let said = lines(&bench, "/leave\n");
    assert_eq!(said.matches("does not check and is not used").count(), 1, "{said}");
    let list = bench.run(&["bank", "list"]);
    assert!(list.err.contains("does not check and is not used"), "{}", list.err);
    assert_eq!(bench.run(&["bank", "export", ID]).ok(), ours_text());
    // Ours makes way for it, though no question changes.
    assert_eq!(imported(&bench, ours_text())["filed"], true);
    assert!(!lines(&bench, "/leave\n").contains("is not used"));
}
