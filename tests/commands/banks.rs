//! `bank` and `keys`: what can be looked at without a vault.

use super::bench::{Bench, ran};

const GOOD: &str = include_str!("../../question-banks/practice-framework.ron");

#[test]
fn banks_need_no_vault() {
    let bench = Bench::empty();
    let list = ran(&mut bench.bare(&["bank", "list", "--json"])).json();
    assert_eq!(list[0]["id"], "practice-framework");
    assert!(list[0]["questions"].as_u64().unwrap() >= 30);
    let table = ran(&mut bench.bare(&["bank", "list"])).ok();
    assert!(table.starts_with("practice-framework "), "{table}");
}

#[test]
fn a_bank_is_shown_as_a_booklet_and_whole_as_json() {
    let bench = Bench::empty();
    let text = ran(&mut bench.bare(&["bank", "show", "practice-framework"])).ok();
    assert!(text.contains("Principle 1: Child's Journey"));
    assert!(text.lines().all(|l| l.chars().count() <= 80));
    let bank = ran(&mut bench.bare(&["bank", "show", "practice-framework", "--json"])).json();
    for field in ["id", "title", "version", "language", "publisher", "based_on", "provenance"] {
        assert!(!bank[field].is_null(), "{field}");
    }
    assert_eq!(bank["parts"].as_array().unwrap().len(), 12);
    let questions = bank["questions"].as_array().unwrap();
    for q in questions {
        for field in ["id", "part", "text", "source", "asks", "cycle", "draws", "destination"] {
            assert!(!q[field].is_null(), "{field} of {}", q["id"]);
        }
    }
    let err = ran(&mut bench.bare(&["bank", "show", "none"])).failed(1);
    assert!(err.contains("bank list"), "{err}");
}

#[test]
fn every_mistake_of_every_file_is_named_with_its_place() {
    let bench = Bench::empty();
    bench.write("good.ron", GOOD);
    let lines: Vec<&str> = GOOD.lines().collect();
    let part = lines.iter().position(|l| l.contains("part: ") && l.contains(',')).unwrap();
    let question = part + lines[part..].iter().position(|l| l.contains("minutes:")).unwrap();
    let mut broken: Vec<String> = lines.iter().map(ToString::to_string).collect();
    broken[question] = broken[question].replace("minutes:", "minuets:");
    let id = lines.iter().position(|l| l.contains("id: \"")).unwrap();
    broken[id] = broken[id].replace("id: \"", "id: \"No Good ");
    bench.write("broken.ron", broken.join("\n"));
    bench.write("bytes.ron", b"Bank(\n  id: \"\xff\")");
    std::fs::create_dir(bench.at("folder")).unwrap();

    let good = ran(&mut bench.bare(&["bank", "check", "good.ron"])).ok();
    assert!(good.starts_with("good.ron: checks, "), "{good}");
    let files = ["bank", "check", "good.ron", "broken.ron", "bytes.ron", "folder", "none.ron"];
    let both = ran(&mut bench.bare(&files));
    assert_eq!(both.code, 1);
    assert_eq!(both.out, good, "what checks is still said");
    let named: Vec<&str> = both.err.lines().collect();
    for wanted in [
        format!("broken.ron:{}: ", id + 1),
        format!("broken.ron:{}: ", question + 1),
        "bytes.ron:2: ".to_owned(),
        "folder:1: This is a folder".to_owned(),
        "none.ron:1: ".to_owned(),
    ] {
        assert!(named.iter().any(|l| l.starts_with(&wanted)), "{wanted} in {}", both.err);
    }
    let at = |n: usize| named.iter().find(|l| l.starts_with(&format!("broken.ron:{n}: ")));
    assert!(at(question + 1).unwrap().contains("minuets"));
    let json = ran(&mut bench.bare(&["bank", "check", "--json", "broken.ron"]));
    assert_eq!(json.code, 1);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert!(json.as_array().unwrap().len() >= 2 && json[0]["line"] == id + 1);
    ran(&mut bench.bare(&["bank", "check"])).failed(2);
}

#[test]
fn every_key_is_listed() {
    let bench = Bench::empty();
    let keys = ran(&mut bench.bare(&["keys", "--json"])).json();
    let keys = keys.as_array().unwrap();
    let lines = ran(&mut bench.bare(&["keys"])).ok().lines().count();
    assert_eq!(keys.len(), lines);
    assert!(keys.iter().any(|k| k["key"] == "Ctrl-S"));
    for key in keys {
        for field in ["key", "does", "where"] {
            assert!(!key[field].as_str().unwrap().is_empty());
        }
    }
}
