//! Nothing of a record is in any message, however a command fails.

use serde_json::Value;

use super::bench::Bench;

const CANARY: &str = "CANARYBIRD";

/// Every text of a record but ids, dates, and the words of the schema.
fn plant(value: &mut Value, name: &str) {
    let of_the_schema = [
        "id",
        "date",
        "begun",
        "written",
        "at",
        "on",
        "question",
        "bank",
        "bank_version",
        "part",
        "destination",
        "state",
        "finalised",
        "digest",
        "step",
        "field",
        "stage",
        "block",
        "place",
        "next_place",
        "depth",
        "outcome",
        "domain",
        "role",
        "may_see",
        "standing",
        "to",
        "kind",
    ];
    match value {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, v)| plant(v, name)),
        Value::Array(items) => items.iter_mut().for_each(|v| plant(v, name)),
        Value::String(text) if !of_the_schema.contains(&name) && text.contains(' ') => {
            *text = format!("{CANARY} {text}");
        }
        _ => {}
    }
}

#[test]
fn no_failing_command_quotes_a_record() {
    let bench = Bench::new();
    let mut example = bench.run(&["session", "template", "--json"]).json();
    plant(&mut example["record"], "");
    for child in example["record"]["children"].as_array_mut().unwrap() {
        child["initials"] = CANARY.into();
        child["reference"] = CANARY.into();
    }
    let json = serde_json::to_string_pretty(&example).unwrap();
    assert!(json.matches(CANARY).count() > 50, "the canary is everywhere");
    let id = bench.run_with(&["session", "import", "-"], json.clone()).ok().trim().to_owned();
    let ron = bench.run(&["session", "show", &id]).ok();
    assert!(ron.matches(CANARY).count() > 50);

    let mut failed = 0;
    let mut import = |what: &str, text: String| {
        let ran = bench.run_with(&["session", "import", "-"], text);
        assert!(ran.code == 1, "{what} was taken: {}", ran.out);
        assert!(!ran.err.contains(CANARY), "{what}: {}", ran.err);
        failed += 1;
    };
    import("again", json.clone());
    // The record cut anywhere, and its words where none belong.
    for part in 1..20 {
        let cut = |text: &str| {
            let at = text.len() * part / 20;
            text.chars().take(at).collect::<String>()
        };
        import("cut JSON", cut(&json));
        import("cut RON", cut(&ron));
    }
    for field in ["date", "kind", "begun", "minutes", "people", "children", "discussions", "id"] {
        let mut wrong = example.clone();
        wrong["record"][field] = Value::String(format!("{CANARY} unknown field, out of range"));
        import(field, wrong.to_string());
    }
    for (from, to) in [
        ("\"2026", "\"CANARYBIRD 2026"),
        ("role: Supervisor", "role: \"CANARYBIRD said\""),
        ("minutes: Some(90)", "minutes: \"CANARYBIRD\""),
        ("minutes: 90", "minutes: \"CANARYBIRD\""),
        ("format: 0", "format: \"CANARYBIRD\""),
        ("kind: \"session\"", "kind: \"CANARYBIRD has moved\""),
    ] {
        if ron.contains(from) {
            import(from, ron.replacen(from, to, 1));
        }
    }
    assert!(failed > 45);

    let export = |more: &[&str]| {
        let ran = bench.run(&[&["export", &id, "--to", "child-file"][..], more].concat());
        assert!(ran.code != 0 && !ran.err.contains(CANARY), "{more:?}: {}", ran.err);
    };
    export(&[]);
    export(&["--child", CANARY]);
    export(&["--child", "nobody"]);
    export(&["--output", "vault"]);
    export(&["--child", "x", "--output", "nowhere/x"]);
    bench.write("note.txt", "");
    let full = bench.run(&["export", &id, "--to", "full", "--output", "note.txt"]).failed(1);
    assert!(!full.contains(CANARY), "{full}");
    let file = bench.generations().remove(0);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert!(!bench.run(&["session", "show", &id]).failed(4).contains(CANARY));
    assert!(!bench.run(&["vault", "verify"]).err.contains(CANARY));
}

/// What a person typed on the command line may be told back, but is cleaned.
#[test]
fn what_was_typed_reaches_the_terminal_cleaned() {
    let bench = Bench::empty();
    let evil = "\u{1b}]0;evil\u{7}";
    for args in [&[evil][..], &["bank", "check", evil], &["export", "1", "--to", evil]] {
        let err = bench.run(args).err;
        assert!(!err.is_empty() && !err.contains(['\u{1b}', '\u{7}']), "{err:?}");
    }
}
