//! Two people with a vault each, through plain lines: cards, a preparation, a
//! note, an answer, and words that have to go.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[allow(dead_code)]
#[path = "commands/bench.rs"]
mod bench;

use bench::Bench;
use serde_json::Value;

fn person(name: &str) -> Bench {
    let bench = Bench::empty();
    bench.run(&["vault", "init", "--work-factor", "2", "--name", name]).ok();
    bench
}

fn lines(bench: &Bench, script: &str) -> String {
    bench.run_with(&["--line"], format!("{script}/leave\n")).ok()
}

/// The number under which home lists something, the last that says so.
fn number(bench: &Bench, words: &str) -> String {
    let home = lines(bench, "");
    let line = home.lines().rev().find(|l| l.contains(words) && l.contains(". ")).unwrap();
    line.split('.').next().unwrap().trim().to_owned()
}

fn path(bench: &Bench, name: &str) -> String {
    bench.at(name).display().to_string()
}

/// The record of the only session, or of the newest.
fn record(bench: &Bench) -> Value {
    let list = bench.run(&["session", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap().to_owned();
    bench.run(&["session", "show", &id, "--json"]).json()["record"].clone()
}

/// Ruth's finalised note about Kit, with a decision.
fn note(ruth: &Bench) {
    let said = lines(
        ruth,
        "/begin\nSam Okafor\nKit Marlow\n\n\n\n/decide\nWe meet the school.\n.\nThey know her.\n.\n\
         /review\n/finalise\nyes\n",
    );
    assert!(said.contains("Written to"), "{said}");
}

fn meet(ruth: &Bench, sam: &Bench) {
    for bench in [ruth, sam] {
        let said = lines(bench, "/people\n2\nown.card\n");
        assert!(said.contains("Your fingerprint"), "{said}");
    }
    let added = lines(ruth, &format!("/people\n1\n{}\n1\n", path(sam, "own.card")));
    assert!(added.contains("this is Sam Okafor of your meetings"), "{added}");
    assert!(added.contains("Added."), "{added}");
    let added = lines(sam, &format!("/people\n1\n{}\n1\n", path(ruth, "own.card")));
    assert!(added.contains("Ruth Cole is in no meeting here yet"), "{added}");
}

#[test]
fn a_note_goes_out_is_answered_and_both_stand_behind_it() {
    let (ruth, sam) = (person("Ruth Cole"), person("Sam Okafor"));
    note(&ruth);
    meet(&ruth, &sam);
    let (out, back) = (path(&ruth, "note.age"), path(&sam, "answer.age"));
    let n = number(&ruth, "Kit Marlow");
    let said = lines(&ruth, &format!("{n}\n/send\n1\n{out}\n"));
    assert!(said.contains("Sealed and written to"), "{said}");
    let sent = &record(&ruth)["discussions"][0]["sent"];
    assert_eq!(sent.as_array().unwrap().len(), 1, "that it was sent is put down");

    let said = lines(
        &sam,
        &format!("/receive\n{out}\n1\n/stand-behind\n2\n1\n1\n\nyes\n/back\n/send\n{back}\n"),
    );
    assert!(said.contains("Ruth Cole sends a note to read, keep and answer"), "{said}");
    assert!(said.contains("We meet the school."), "{said}");
    assert!(said.contains("The statement is made."), "{said}");
    assert!(said.contains("Sealed and written to"), "{said}");
    let said = lines(&sam, &format!("/receive\n{out}\n"));
    assert!(said.contains("! "), "the same file twice: {said}");

    let said = lines(&ruth, &format!("/receive\n{back}\n1\n/stand-behind\n1\n1\n1\n\nyes\n"));
    assert!(said.contains("Sam Okafor answers with"), "{said}");
    assert!(said.contains("both stand behind this note now"), "{said}");
    let record = record(&ruth);
    let d = &record["discussions"][0];
    assert_eq!(d["filing"][0]["state"], "Agreed");
    let statements = d["agreements"].as_array().unwrap();
    assert_eq!(statements.len(), 2);
    for s in statements {
        assert!(s["signature"].as_str().unwrap().contains("SSH SIGNATURE"));
        assert_eq!(s["recorded_by"], Value::Null);
    }
    ruth.run(&["vault", "verify"]).ok();
    sam.run(&["vault", "verify"]).ok();

    // The next hour, prepared by Sam: only what he chose.
    let prepared = path(&sam, "prepared.age");
    let said = lines(
        &sam,
        &format!(
            "/prepare\nRuth Cole\nMaya Quill\n\n\n\n/decide\nI want to think.\n.\n/meeting\n/send\n\
             1\n2\n1\n{prepared}\n"
        ),
    );
    assert!(said.contains("Sealed and written to"), "{said}");
    let said = lines(&ruth, &format!("/receive\n{prepared}\n2\n"));
    assert!(said.contains("Sam Okafor prepared the hour"), "{said}");
    let all = ruth.run(&["session", "list", "--json"]).json();
    let ids: Vec<&str> =
        all.as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
    let came = ids
        .iter()
        .map(|id| ruth.run(&["session", "show", id, "--json"]).json()["record"].clone())
        .find(|r| r["came"]["errand"] == "Preparation")
        .unwrap();
    let roles: Vec<(&str, &str)> = came["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["name"].as_str().unwrap(), p["role"].as_str().unwrap()))
        .collect();
    assert!(roles.contains(&("Ruth Cole", "Supervisor")), "{roles:?}");
    assert!(roles.contains(&("Sam Okafor", "Practitioner")), "{roles:?}");
}

#[test]
fn a_note_without_a_second_vault_is_recorded_and_amended() {
    let ruth = person("Ruth Cole");
    note(&ruth);
    let n = number(&ruth, "Kit Marlow");
    let said = lines(
        &ruth,
        &format!(
            "{n}\n/stand-behind\n2\n2\nThe day is wrong.\n.\n1\n\nyes\n/back\n/add-later\n1\n\
             It was the 20th.\n.\n\nyes\n"
        ),
    );
    assert!(said.contains("no key of Sam Okafor's signs it"), "{said}");
    let record = record(&ruth);
    let d = &record["discussions"][0];
    let statement = &d["agreements"][0];
    assert_eq!(statement["signature"], "");
    assert_eq!(statement["recorded_by"], record["people"][0]["id"]);
    assert_eq!(d["amendments"][0]["text"], "It was the 20th.");
    assert_eq!(d["amendments"][0]["added"], "Made");
    assert_eq!(d["filing"][0]["state"], "Finalised");
}

#[test]
fn words_are_taken_out_and_a_line_says_so() {
    let ruth = person("Ruth Cole");
    note(&ruth);
    let n = number(&ruth, "Kit Marlow");
    let said = lines(
        &ruth,
        &format!("{n}\n/take-out\n1\nAnother family\nthe data officer\nno\n/back\n/back\n"),
    );
    assert!(said.contains("Nothing was removed."), "{said}");
    assert!(record(&ruth).to_string().contains("We meet the school."));
    let said =
        lines(&ruth, &format!("{n}\n/take-out\n1\nAnother family\nthe data officer\nremove\n"));
    assert!(said.contains("Removed, with every earlier version."), "{said}");
    assert!(!record(&ruth).to_string().contains("We meet the school."));
    let list = ruth.run(&["session", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap();
    let note = ruth.run(&["export", id, "--to", "child-file"]).ok();
    assert!(note.contains("Words were removed from the record of this meeting"), "{note}");
    assert!(note.contains("by Ruth Cole (authority: the data officer)"), "{note}");
    ruth.run(&["vault", "verify"]).ok();
}

#[test]
fn the_same_by_command() {
    let sam = Bench::new();
    let owner = sam.run(&["vault", "verify"]).ok();
    assert!(!owner.is_empty());
    // A note of one's own, through lines; then by command.
    lines(&sam, "/begin\nDana Reed\nKit Marlow\n\n\n\n/decide\nWe meet the school.\n.\n");
    let list = sam.run(&["session", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap();
    let early = sam.run(&["session", "agree", id, "--accurate", "yes", "--decision", "agree"]);
    assert!(early.failed(1).contains("not finalised yet"));
    sam.run(&["session", "finalise", id]).ok();
    assert!(sam.run(&["session", "finalise", id]).failed(1).contains("already finalised"));
    let agree = |args: &[&str]| sam.run(&[&["session", "agree", id][..], args].concat());
    assert!(agree(&["--accurate", "yes"]).failed(2).contains("something was decided"));
    agree(&["--accurate", "no", "--decision", "agree"]).failed(2);
    agree(&["--accurate", "yes", "--decision", "disagree"]).failed(2);
    agree(&["--accurate", "yes", "--decision", "agree", "--person", "Dana Reed"]).failed(2);
    assert_eq!(record(&sam)["discussions"][0]["agreements"], Value::Array(Vec::new()));
    agree(&["--accurate", "yes", "--decision", "agree"]).ok();
    let other = ["--person", "dana reed", "--recorded"];
    agree(&[&["--accurate", "yes", "--decision", "agree"][..], &other].concat()).ok();
    let d = record(&sam)["discussions"][0].clone();
    assert_eq!(d["filing"][0]["state"], "Agreed");
    agree(
        &[
            &["--accurate", "yes", "--decision", "disagree", "--why-not", "too late"][..],
            &["--goes-to", "panel"],
            &other,
        ]
        .concat(),
    )
    .ok();
    let d = record(&sam)["discussions"][0].clone();
    assert_eq!(d["filing"][0]["state"], "Finalised");
    assert_eq!(d["agreements"].as_array().unwrap().len(), 3);

    let decision = d["decisions"][0]["id"].as_str().unwrap();
    sam.write("later", "The school said no.\n");
    sam.run(&["session", "amend", id, decision, "--words-file", "later"]).ok();
    sam.run_with(&["session", "amend", id, "--words-file", "-"], "And then yes.").ok();
    sam.run_with(&["session", "amend", id, "--words-file", "-"], " \n").failed(1);
    let nobody = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    sam.run(&["session", "amend", id, nobody, "--words-file", "later"]).failed(1);
    let d = record(&sam)["discussions"][0].clone();
    assert_eq!(d["amendments"].as_array().unwrap().len(), 2);
    assert_eq!(d["amendments"][0]["amends"].as_str().unwrap(), decision);
    assert_eq!(d["amendments"][1]["amends"], d["id"]);
    let note = sam.run(&["export", id, "--to", "child-file"]).ok();
    assert!(note.contains("The school said no.") && note.contains("(recorded by Sam Okafor)"));
}
