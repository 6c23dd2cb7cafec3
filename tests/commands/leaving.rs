//! What is said before something leaves, the record itself, and subject access.

use serde_json::json;

use super::bench::Bench;
use super::read_back;
use thinkwheel::export::Format;

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

/// A talk about three brothers and sisters and nothing but decisions, one of
/// the first, one of the second and one that names nobody; the ids of the two.
fn a_family_talk(bench: &Bench, date: &str, ids: Option<(&str, &str)>) -> (String, String) {
    let mut known = (String::new(), String::new());
    bench.import(|r| {
        let id = |n: usize| r["record"]["children"][n]["id"].as_str().unwrap().to_owned();
        let (first, second) = (id(1), id(2));
        if let Some(ids) = ids {
            let text = r.to_string().replace(&first, ids.0).replace(&second, ids.1);
            *r = serde_json::from_str(&text).unwrap();
        }
        let id = |n: usize| r["record"]["children"][n]["id"].clone();
        let (first, second) = (id(1), id(2));
        let decided = |n: usize, text: &str, children: serde_json::Value| {
            json!({ "id": format!("01K000{n}{}{n}", &date.replace('-', "")), "text": text,
                "rationale": "", "by": "", "children": children, "written": "2026-11-23T14:02:00Z" })
        };
        r["record"]["date"] = json!(date);
        r["record"].as_object_mut().unwrap().remove("bookmark");
        let all = &mut r["record"]["discussions"];
        let (d, written) = (all[1].clone(), date.replace('-', ""));
        *all = json!([{
            "id": d["id"], "subject": d["subject"], "begun": d["begun"],
            "filing": d["filing"],
            "decisions": [
                decided(100_000, &format!("OWN{written}"), json!([first])),
                decided(200_000, "THEIRS", json!([second])),
                decided(300_000, "NOBODYS", json!([])),
            ],
        }]);
        known = (first.as_str().unwrap().to_owned(), second.as_str().unwrap().to_owned());
    });
    known
}

/// What stands under a heading of a text, up to the next one.
fn under<'t>(text: &'t str, heading: &str, next: &str) -> &'t str {
    let (_, rest) = text.split_once(&format!("\n\n{heading}\n\n")).unwrap();
    rest.split_once(&format!("\n\n{next}\n\n")).unwrap().0
}

#[test]
fn subject_access_says_in_the_file_what_it_lacks() {
    let bench = Bench::new();
    let (child, brother) = a_family_talk(&bench, "2026-01-05", None);
    let asked = ["subject-access", "--child", &child];
    let said = bench.run(&asked);
    assert!(said.err.contains("left out: 1 entry about another child\n"), "{}", said.err);
    let file = said.ok();
    let lacks = under(&file, "What is not in it", "Meetings");
    let both = "\n\n1 entry about another child\n\n1 entry that names no child";
    assert!(lacks.ends_with(both), "{lacks}");
    assert!(file.contains("OWN20260105") && !file.contains("THEIRS") && !file.contains("NOBODYS"));
    // Of two meetings each says so of itself.
    a_family_talk(&bench, "2026-02-09", Some((&child, &brother)));
    let file = bench.run(&asked).ok();
    let lacks = under(&file, "What is not in it", "Meetings");
    assert!(lacks.contains("\n1 entry about another child (in each of 2 notes)"), "{lacks}");
    assert!(file.contains("OWN20260105") && file.contains("OWN20260209"));
    assert!(!file.contains("The same reference under other ids"));
}

#[test]
fn subject_access_names_the_same_child_under_other_ids() {
    let bench = Bench::new();
    let (child, _) = a_family_talk(&bench, "2026-01-05", None);
    let (again, _) = a_family_talk(&bench, "2026-02-09", None);
    let asked = ["subject-access", "--child", &child];
    let said = bench.run(&asked);
    assert!(said.err.contains("1 more ids have the same reference"), "{}", said.err);
    let file = said.ok();
    let others = under(&file, "The same reference under other ids", "Meetings");
    assert!(others.ends_with(&format!("\n\n{again}, first meeting 9 February 2026")), "{others}");
    assert!(file.contains("OWN20260105") && !file.contains("OWN20260209"));
    // Asked for by both, it is whole, and nothing is named as missing.
    let both = bench.run(&[&asked[..], &["--child", &again]].concat()).ok();
    assert!(both.contains("OWN20260105") && both.contains("OWN20260209"));
    assert!(!both.contains("The same reference under other ids"));
    // It is in the file of every format, not on the screen alone.
    for format in ["docx", "pdf", "html", "markdown", "json", "ron"] {
        let output = format!("held.{format}");
        let file = ["--format", format, "--output", &output];
        bench.run(&[&asked[..], &file].concat()).ok();
        let format = *Format::ALL.iter().find(|f| f.slug() == format).unwrap();
        let text = read_back::text(format, &std::fs::read(bench.at(&output)).unwrap());
        let text = text.replace('\n', "");
        assert!(text.contains(&again) && text.contains("1 entry about another child"), "{output}");
    }
}

#[test]
fn children_without_a_reference_are_not_taken_for_one_another() {
    let bench = Bench::new();
    let mut child = String::new();
    bench.import(|r| {
        for c in r["record"]["children"].as_array_mut().unwrap() {
            c["reference"] = json!(" ");
        }
        child = r["record"]["children"][0]["id"].as_str().unwrap().to_owned();
    });
    let said = bench.run(&["subject-access", "--child", &child]);
    assert!(!said.err.contains("same reference"), "{}", said.err);
    assert!(!said.ok().contains("same reference"));
}
