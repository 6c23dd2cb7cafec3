//! `session`: a record goes in and comes back, or does not go in at all.

use serde_json::json;

use super::bench::{Bench, Ran};

fn ids(list: &serde_json::Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect()
}

fn nothing_stored(bench: &Bench) {
    assert_eq!(bench.run(&["session", "list", "--json"]).json(), json!([]));
    assert!(!bench.at("vault/sessions").exists());
}

#[test]
fn a_record_goes_in_and_comes_back_in_both_forms() {
    let bench = Bench::new();
    for form in [&["session", "template"][..], &["session", "template", "--json"][..]] {
        let example = bench.run(form).ok();
        let id = bench.run_with(&["session", "import", "-"], example.clone()).ok();
        let id = id.trim();
        assert!(example.contains(id), "import keeps ids");
        let show = [&["session", "show", id][..], &form[2..]].concat();
        // What nobody did here is marked, and nothing else is changed.
        let back = bench.run(&show).ok();
        let is_mark = |line: &&str| line.trim().trim_matches('"').starts_with("imported");
        assert_eq!(back.lines().filter(is_mark).count(), 4, "{form:?}");
        let unmarked: Vec<&str> = back.lines().filter(|line| !is_mark(line)).collect();
        assert!(unmarked == example.lines().collect::<Vec<_>>(), "{form:?}");
    }
    // And from a file; each example has ids of its own.
    bench.write("example.ron", bench.run(&["session", "template"]).ok());
    bench.run(&["session", "import", "example.ron"]).ok();
    assert_eq!(bench.run(&["session", "list", "--json"]).json().as_array().unwrap().len(), 3);
}

#[test]
fn an_import_takes_over_neither_a_sign_off_nor_a_hand_over() {
    let bench = Bench::new();
    let id = bench.import(|r| {
        let page = &mut r["record"]["discussions"][0]["filing"][0];
        assert_eq!(page["hand_overs"][0]["to"], "ChildFile");
        // A file that says it was not imported is not believed.
        page["imported"] = json!(false);
        page["hand_overs"][0]["imported"] = json!(false);
    });
    let to_file = bench.run(&["export", &id, "--to", "child-file", "--child", "MQ"]).ok();
    let said = "elsewhere, as the file imported says";
    let line = |note: &str, name: &str| {
        note.lines().find(|l| l.starts_with(name)).map(str::to_owned).unwrap_or_default()
    };
    let finalised = line(&to_file, "Finalised:");
    assert!(finalised.ends_with(said) && !finalised.contains("by "), "{finalised}");
    let full = bench.run(&["export", &id, "--to", "full"]).ok();
    assert!(line(&full, "Handed over").starts_with("Handed over, as the file imported says: to"));
    assert!(line(&full, "Finalised:").contains(said));
    // So it waits to be filed from here, and is filed once it was.
    let queue = bench.run(&["queue", "--json"]).json();
    assert_eq!(queue.as_array().unwrap().len(), 1, "{queue}");
    let discussion = queue[0]["discussion"].as_str().unwrap();
    let over = ["session", "hand-over", &id, "--discussion", discussion, "--to", "child-file"];
    let over = bench.run(&[&over[..], &["--reference", "note 7 of file EX-1001"]].concat());
    assert!(!over.err.contains("before"), "{}", over.err);
    over.ok();
    assert_eq!(bench.run(&["queue", "--json"]).json(), json!([]));
    let full = bench.run(&["export", &id, "--to", "full"]).ok();
    assert!(line(&full, "Handed over:").contains("note 7 of file EX-1001"));
}

#[test]
fn the_list_says_who_and_when() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["session", "list"]).ok(), "");
    let early = bench.import(|r| r["record"]["date"] = json!("2026-01-05"));
    let late = bench.import(|r| {
        r["record"]["date"] = json!("2026-02-05");
        r["record"]["kind"] = json!({ "Cancelled": { "reason": "snow" } });
    });
    let list = bench.run(&["session", "list", "--json"]).json();
    assert_eq!(ids(&list), [&late, &early]);
    assert_eq!(list[0]["date"], "2026-02-05");
    assert_eq!(list[0]["kind"], "cancelled");
    assert_eq!(list[1]["kind"], "one-to-one");
    let subjects = &list[1]["subjects"];
    assert_eq!(subjects[0]["about"], "child");
    assert_eq!(subjects[0]["names"], json!(["Maya Quill"]));
    assert_eq!(subjects[0]["state"], "finalised");
    assert_eq!(subjects[1]["about"], "family");
    assert_eq!(subjects[1]["children"][0]["reference"], "EX-2001");
    assert_eq!(subjects[2]["names"], json!(["Tom Bell"]));
    assert_eq!(list[1]["versions"].as_array().unwrap().len(), 1);
    let table = bench.run(&["session", "list"]).ok();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(lines[1].starts_with(&early) && lines[1].contains("Jonah Fenn and Leila Fenn"));
}

#[test]
fn a_session_is_found_by_the_beginning_of_its_id() {
    let bench = Bench::new();
    let one = bench.import(|r| r["record"]["id"] = json!("01ABCDEFGHJKMNPQRSTVWXYZ01"));
    let two = bench.import(|r| r["record"]["id"] = json!("01ABCDEFGHJKMNPQRSTVWXYZ02"));
    assert!(bench.run(&["session", "show", &one[..26]]).ok().contains(&one));
    assert!(bench.run(&["session", "show", &two.to_lowercase()]).ok().contains(&two));
    assert!(bench.run(&["session", "show", "01AB"]).failed(2).contains("several"));
    assert!(bench.run(&["session", "show", "02"]).failed(1).contains("no session"));
    assert!(bench.run(&["session", "show", ""]).failed(1).contains("no session"));
    let version = bench.run(&["session", "list", "--json"]).json();
    let version = version[0]["versions"][0]["head"].as_str().unwrap().to_owned();
    bench.run(&["session", "show", &two, "--head", &version[..8]]).ok();
    bench.run(&["session", "show", &two, "--head", "zz"]).failed(1);
}

#[test]
fn what_may_be_missing_is_said_of_notes_that_are_open() {
    let bench = Bench::new();
    let id = bench.import(|r| {
        let d = &mut r["record"]["discussions"][0];
        d["decisions"][0]["text"] = json!("We meet every week.");
        d["decisions"][0]["rationale"] = json!("");
        d["filing"][0]["state"] = json!("Open");
        d["filing"][0]["finalised"] = json!(null);
        d["filing"][0]["finalised_by"] = json!(null);
        d["agreements"] = json!([]);
        d["amendments"] = json!([]);
    });
    let list = bench.run(&["session", "show", &id, "--nudges", "--json"]).json();
    let one = list.as_array().unwrap().iter().find(|n| n["nudge"] == "decision-without-why");
    let why = one.unwrap()["why"].as_str().unwrap().to_owned();
    assert!(bench.run(&["session", "show", &id, "--nudges"]).ok().contains(&why));
    assert!(!bench.run(&["session", "show", &id]).ok().contains(&why), "nothing of it is stored");
}

#[test]
fn an_import_replaces_nothing() {
    let bench = Bench::new();
    let example = bench.run(&["session", "template"]).ok();
    bench.run_with(&["session", "import", "-"], example.clone()).ok();
    let changed = example.replace("Maya Quill", "Maya Changed");
    let err = bench.run_with(&["session", "import", "-"], changed).failed(1);
    assert!(err.contains("a session with this id is in the vault"), "{err}");
    let list = bench.run(&["session", "list"]).ok();
    assert!(list.contains("Maya Quill") && !list.contains("Maya Changed"));
    // The same discussions under a new session's id are refused as well.
    let copy = example.replacen(&list[..26], "01ABCDEFGHJKMNPQRSTVWXYZ01", 1);
    let err = bench.run_with(&["session", "import", "-"], copy).failed(1);
    assert!(err.contains("discussions[0].id") && err.contains("discussions[3].id"), "{err}");
    assert!(err.contains("put these"), "{err}");
}

#[test]
fn what_does_not_fit_is_named_with_its_line_and_nothing_is_stored() {
    let bench = Bench::new();
    let ron = bench.run(&["session", "template"]).ok();
    let json = bench.run(&["session", "template", "--json"]).ok();
    let line = |text: &str, part: &str| {
        1 + text.lines().position(|l| l.contains(part)).expect("the example holds it")
    };
    let first_date = |text: &str| {
        let start = text.find("date").unwrap();
        let end = start + text[start..].find('\n').unwrap();
        text[start..end].to_owned()
    };
    let date = first_date(&ron);
    let day = date.split('"').nth(1).unwrap();
    let cases = [
        (ron.replacen("minutes:", "minuets:", 1), line(&ron, "minutes:"), "no field of this name"),
        (ron.replacen(day, "2026-02-30", 1), line(&ron, &date), "possible date"),
        (
            json.replacen("\"minutes\"", "\"minuets\"", 1),
            line(&json, "\"minutes\""),
            "no field of this name",
        ),
        (json.replacen(day, "2026-13-01", 1), line(&json, &first_date(&json)), "possible date"),
        (ron[..ron.len() / 2].to_owned(), 0, ""),
        (json[..json.len() / 2].to_owned(), 0, ""),
        (String::new(), 1, ""),
        ("{}".to_owned(), 1, "format"),
        ("(format: 0, kind: \"bank\", record: ())".to_owned(), 0, "bank"),
        (ron.replacen("format: 0", "format: 99", 1), 0, "newer thinkwheel"),
        (json.replacen("\"format\": 0", "\"format\": 99", 1), 0, "newer thinkwheel"),
    ];
    for (n, (text, line, what)) in cases.into_iter().enumerate() {
        let err = bench.run_with(&["session", "import", "-"], text).failed(1);
        assert!(err.contains(what), "case {n}: {err}");
        assert!(line == 0 || err.contains(&format!("line {line},")), "case {n}, {line}: {err}");
        assert!(err.contains("nothing was stored"), "case {n}: {err}");
    }
    nothing_stored(&bench);
}

#[test]
fn every_fault_is_named_at_once_and_no_agreement_is_taken_over() {
    let bench = Bench::new();
    let mut example = bench.run(&["session", "template", "--json"]).json();
    let record = &mut example["record"];
    let person = record["people"][0]["id"].clone();
    record["discussions"][0]["agreements"] = json!([{
        "id": "01ABCDEFGHJKMNPQRSTVWXYZ01",
        "person": person,
        "accuracy": "Accurate",
        "at": "2026-11-23T14:02:00+00:00",
        "words": "agreed",
    }]);
    record["discussions"][0]["filing"][0]["state"] = json!("Agreed");
    record["discussions"][1]["balance"] = json!(9);
    let err = bench.run_with(&["session", "import", "-"], example.to_string()).failed(1);
    for place in ["discussions[0].agreements", "discussions[0].filing[0]", "discussions[1].balance"]
    {
        assert!(err.contains(&format!("standard input: {place}")), "{place}: {err}");
    }
    nothing_stored(&bench);
}

#[test]
fn input_that_is_no_text_or_no_file_is_refused() {
    let bench = Bench::new();
    let mut example = bench.run(&["session", "template"]).ok().into_bytes();
    let at = example.windows(4).position(|w| w == b"kind").unwrap();
    example[at] = 0xff;
    let err = bench.run_with(&["session", "import", "-"], example.clone()).failed(1);
    assert!(err.contains("line 3: this is not text"), "{err}");
    bench.write("bad.ron", example);
    assert!(bench.run(&["session", "import", "bad.ron"]).failed(1).contains("bad.ron: line 3"));
    assert!(bench.run(&["session", "import", "vault"]).failed(1).contains("folder"));
    assert!(bench.run(&["session", "import", "nowhere.ron"]).failed(1).contains("nowhere.ron"));
    nothing_stored(&bench);
}

#[test]
fn escapes_in_a_name_are_shown_not_obeyed() {
    let bench = Bench::new();
    let evil = "\u{1b}]0;evil\u{7}M\u{202e}aya\u{9b}31m";
    let id = bench.import(|r| r["record"]["children"][0]["name"] = json!(evil));
    let Ran { code, out, err } = bench.run(&["session", "list"]);
    assert_eq!(code, 0);
    let bad = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
    assert!(!out.contains(bad) && !err.contains(bad), "{out:?}");
    assert!(out.contains("␛]0;evil"), "{out:?}");
    // For other tools it is data, and comes back as it was.
    let list = bench.run(&["session", "list", "--json"]);
    assert!(!list.out.contains(bad), "{:?}", list.out);
    assert_eq!(list.json()[0]["subjects"][0]["names"][0], evil);
    let shown = bench.run(&["session", "show", &id, "--json"]).json();
    assert_eq!(shown["record"]["children"][0]["name"], evil);
    let note = bench.run(&["export", &id, "--to", "full"]).ok();
    assert!(!note.contains('\u{1b}') && !note.contains('\u{9b}'));
}
