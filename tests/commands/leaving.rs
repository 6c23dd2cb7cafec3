//! What is said before something leaves, the record itself, and subject access.

use serde_json::json;

use super::bench::Bench;

#[test]
fn another_childs_name_is_said_and_not_sent_unread() {
    let bench = Bench::new();
    let id = bench.import(|r| {
        let d = &mut r["record"]["discussions"][0];
        d["decisions"][0]["rationale"] = json!("So that LEILA's school knows.");
    });
    let to = ["export", &id, "--to", "child-file", "--child", "MQ"];
    let shown = bench.run(&to);
    let warning = "warning: Names another child (under “What was decided, and why”).";
    assert!(shown.err.contains(warning) && !shown.err.contains("Leila"), "{}", shown.err);
    let shown = shown.ok();
    for output in ["note.txt", "-"] {
        let ran = bench.run(&[&to[..], &["--output", output]].concat());
        assert_eq!(ran.out, "");
        let err = ran.failed(1);
        assert!(err.contains("nothing was written") && err.contains("--despite-warnings"), "{err}");
    }
    assert!(!bench.names(".").contains(&"note.txt".to_owned()));
    let all = [&to[..], &["--output", "note.txt", "--despite-warnings"]].concat();
    bench.run(&all).ok();
    assert!(std::fs::read_to_string(bench.at("note.txt")).unwrap() == shown);
    // The two themselves may read every name; a passage of somebody else's
    // stands in no way either.
    bench.run(&["export", &id, "--to", "full", "--output", "full.txt"]).ok();
    let err = bench.run(&["export", &id, "--to", "full", "--child", "MQ"]);
    assert!(err.err.contains("warning: Holds 1 passage marked as about or from another person."));
    bench.run(&[&to[..], &["--despite-warnings"]].concat()).failed(2);
}

#[test]
fn the_record_of_one_vault_goes_into_another() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    let full = bench.run(&["export", &id, "--to", "full", "--format", "ron"]).ok();
    let again = bench.run_with(&["session", "import", "-"], full.clone()).failed(1);
    assert!(again.contains("an import replaces nothing"), "{again}");
    let other = Bench::new();
    assert_eq!(other.run_with(&["session", "import", "-"], full.clone()).ok().trim(), id);
    let back = other.run(&["export", &id, "--to", "full", "--format", "ron"]).ok();
    assert!(back == full);
    // What was signed is shown, and taken over by nobody.
    let maya =
        bench.run(&["export", &id, "--to", "child-file", "--child", "MQ", "--format", "ron"]);
    let maya = maya.ok();
    assert!(maya.starts_with("// Case supervision note\n// Supervision held: "), "{maya}");
    assert!(maya.contains("Maya Quill") && !maya.contains("Fenn"));
}

#[test]
fn everything_about_one_child_or_practitioner_leaves_in_one_file() {
    let bench = Bench::new();
    let first = bench.import(|r| {
        r["record"]["date"] = json!("2026-01-05");
        r["record"]["discussions"][0]["decisions"][0]["text"] = json!("FIRSTDECISION");
    });
    let child = bench.run(&["session", "show", &first, "--json"]).json();
    let child = child["record"]["children"][0]["id"].clone();
    let new = child.as_str().unwrap().to_owned();
    bench.import(|r| {
        let text = r.to_string().replace(r["record"]["children"][0]["id"].as_str().unwrap(), &new);
        *r = serde_json::from_str(&text).unwrap();
        r["record"]["date"] = json!("2026-02-05");
        r["record"]["discussions"][0]["decisions"][0]["text"] = json!("SECONDDECISION");
        r["record"]["discussions"][1]["own"][0]["text"] = json!("OTHERSWORD");
    });
    let shown = bench.run(&["subject-access", "--child", "Maya Quill"]);
    assert!(shown.err.contains("a person judges this before it is given"), "{}", shown.err);
    let shown = shown.ok();
    let at = |word: &str| shown.find(word).unwrap_or_else(|| panic!("{word}"));
    assert!(at("FIRSTDECISION") < at("SECONDDECISION"));
    assert!(!shown.contains("OTHERSWORD") && !shown.contains("Fenn"));
    // It holds a passage of somebody else's: nothing is written unasked.
    let to = ["subject-access", "--child", &new, "--output", "."];
    let err = bench.run(&to).failed(1);
    assert!(err.contains("nothing was written") && err.contains("warning: Marked as"), "{err}");
    assert!(!bench.names(".").iter().any(|n| n.contains("subject-access")));
    bench.run(&["subject-access", "--child", &new, "--despite-warnings"]).failed(2);
    let path = bench.run(&[&to[..], &["--despite-warnings"]].concat()).ok();
    assert!(path.contains("-subject-access-") && !path.to_lowercase().contains("quill"), "{path}");
    assert!(std::fs::read_to_string(bench.at(path.trim())).unwrap() == shown);
    // Who is known under two ids is asked for by both.
    let both = |option: &str, name: &str| -> Vec<String> {
        let err = bench.run(&["subject-access", option, name]).failed(2);
        assert!(!err.to_lowercase().contains(&name.to_lowercase()), "{err}");
        let words = err.split(&[' ', ',', '\n'][..]).filter(|w| w.len() == 26);
        words.flat_map(|id| [option.to_owned(), id.to_owned()]).collect()
    };
    for (option, name, line) in [
        ("--practitioner", "tom bell", "as practitioner"),
        ("--child", "Jonah Fenn", "Jonah took Leila"),
    ] {
        let ids = both(option, name);
        assert_eq!(ids.len(), 4);
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let said = bench.run(&[&["subject-access"][..], &ids].concat()).ok();
        assert!(said.contains(line) && !said.contains("Quill"), "{said}");
    }
    bench.run(&["subject-access", "--child", "nobody"]).failed(1);
    // By the id: the others of the same reference are named, with their days.
    let ids = both("--child", "EX-2001");
    let one = bench.run(&["subject-access", "--child", &ids[1]]);
    assert!(one.err.contains("1 more id with the same reference is not part"), "{}", one.err);
    assert!(one.err.contains("warning: Names another child"), "{}", one.err);
    let day = one.out.contains(&format!("{}, first meeting 5 ", ids[3]));
    assert!(day && one.out.contains("The same reference under other ids"), "{}", one.out);
    let both = bench.run(&["subject-access", "--child", &ids[1], "--child", &ids[3]]).ok();
    assert!(!both.contains("The same reference under other ids"));
    bench.run(&["subject-access"]).failed(2);
    bench.run(&["subject-access", "--child", "MQ", "--practitioner", "Tom Bell"]).failed(2);
}
