//! `actions`: what is open, what is past its day, for whom; as lines, for a
//! spreadsheet, for other tools.

use serde_json::json;

use super::bench::Bench;

/// Two meetings: in the first the example's action is agreed, with a day that
/// is long past; in the second it is said what became of it.
fn bench(outcome: Option<&str>) -> Bench {
    let bench = Bench::new();
    let mut agreed = json!(null);
    let mut session = json!(null);
    bench.import(|r| {
        r["record"]["date"] = json!("2026-01-05");
        let action = &mut r["record"]["discussions"][0]["actions"][0];
        action["what"] = json!("=Ask the school, \"kindly\"");
        action["by"] = json!({ "typed": "19/1", "on": "2026-01-19" });
        agreed = action["id"].clone();
        session = r["record"]["id"].clone();
        for d in r["record"]["discussions"].as_array_mut().unwrap().iter_mut().skip(1) {
            d["actions"] = json!([]);
        }
    });
    if let Some(outcome) = outcome {
        bench.import(|r| {
            r["record"]["date"] = json!("2026-02-05");
            for d in r["record"]["discussions"].as_array_mut().unwrap() {
                d["actions"] = json!([]);
            }
            let follow_up = &mut r["record"]["discussions"][0]["follow_ups"][0];
            follow_up["action"] = agreed.clone();
            follow_up["session"] = session.clone();
            follow_up["outcome"] = json!(outcome);
        });
    }
    bench
}

#[test]
fn an_action_stays_open_until_it_is_settled() {
    for (outcome, state, open) in [
        (None, "open", 1),
        (Some("NotDone"), "open", 1),
        (Some("Done"), "done", 0),
        (Some("NoLongerNeeded"), "no longer needed", 0),
    ] {
        let bench = bench(outcome);
        let all = bench.run(&["actions", "--format", "json"]).json();
        assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
        assert_eq!(all[0]["state"], state);
        assert_eq!(all[0]["children"], json!(["Maya Quill"]));
        assert_eq!(all[0]["not_done"], usize::from(outcome == Some("NotDone")));
        for flag in ["--open", "--overdue"] {
            let some = bench.run(&["actions", flag, "--format", "json"]).json();
            assert_eq!(some.as_array().unwrap().len(), open, "{outcome:?} {flag}");
        }
    }
}

#[test]
fn they_are_found_by_child_and_by_whose_they_are() {
    let bench = bench(None);
    let who = bench.run(&["actions", "--format", "json"]).json()[0]["who"].clone();
    let who = who.as_str().unwrap().to_lowercase();
    for (args, found) in [
        (&["--child", "maya"][..], 1),
        (&["--child", "ex-1001"], 1),
        (&["--child", "Jonah"], 0),
        (&["--who", &who], 1),
        (&["--who", "nobody at all"], 0),
    ] {
        let args = [&["actions", "--format", "json"], args].concat();
        assert_eq!(bench.run(&args).json().as_array().unwrap().len(), found, "{args:?}");
    }
}

#[test]
fn a_spreadsheet_gets_no_formula_and_a_reader_gets_lines() {
    let bench = bench(None);
    let csv = bench.run(&["actions", "--format", "csv"]).ok();
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{csv}");
    assert!(lines[0].starts_with("due,state,overdue,who,what,children"));
    assert!(lines[1].starts_with("2026-01-19,open,yes,"), "{csv}");
    assert!(lines[1].contains("\"'=Ask the school, \"\"kindly\"\"\""), "{csv}");
    let table = bench.run(&["actions"]).ok();
    assert!(table.starts_with("2026-01-19  overdue  "), "{table}");
    assert!(table.contains("(Maya Quill)"));
    let row = lines[1].rsplit_once(',').unwrap();
    assert!(row.0.ends_with(row.1), "the code is the end of the id: {csv}");
    assert!(table.contains(&format!("  {}  ", row.1)), "by which it is found: {table}");
    let none = bench.run(&["actions", "--who", "nobody at all"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
}

#[test]
fn a_calendar_gets_a_day_and_a_code_and_nobody() {
    let bench = bench(None);
    bench.import(|r| {
        r["record"]["date"] = json!("2026-03-05");
        for d in r["record"]["discussions"].as_array_mut().unwrap() {
            d["follow_ups"] = json!([]);
        }
        let action = &mut r["record"]["discussions"][0]["actions"][0];
        action["by"] = json!({ "typed": "soon", "on": null });
        for d in r["record"]["discussions"].as_array_mut().unwrap().iter_mut().skip(1) {
            d["actions"] = json!([]);
        }
    });
    let all = bench.run(&["actions", "--format", "json"]).json();
    let due: Vec<&serde_json::Value> =
        all.as_array().unwrap().iter().filter(|a| !a["due"].is_null()).collect();
    assert_eq!(due.len(), 1, "{all}");
    let made = bench.run(&["actions", "--format", "ics"]);
    assert_eq!(made.code, 0);
    assert!(
        made.err.contains("1 open action has no day: it is not in the calendar"),
        "{}",
        made.err
    );
    let code = due[0]["code"].as_str().unwrap();
    let id = due[0]["id"].as_str().unwrap().to_lowercase();
    let want = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//thinkwheel//actions//EN",
        "BEGIN:VEVENT",
        "CLASS:PRIVATE",
        "DTEND;VALUE=DATE:20260120",
        "DTSTAMP:20260105T000000Z",
        "DTSTART;VALUE=DATE:20260119",
        &format!("SUMMARY:Supervision action due ({code})"),
        "TRANSP:TRANSPARENT",
        &format!("UID:{id}@thinkwheel"),
        "END:VEVENT",
        "END:VCALENDAR",
    ];
    assert_eq!(made.out.split_terminator("\r\n").collect::<Vec<_>>(), want);
    assert!(bench.run(&["actions", "--format", "ics"]).out == made.out, "the same each time");
    let none = bench.run(&["actions", "--format", "ics", "--who", "nobody at all"]);
    assert_eq!((none.code, none.out.matches("VEVENT").count()), (0, 0));
    assert!(none.err.contains("there is no such action"));
}

#[test]
fn a_settled_action_is_in_no_calendar() {
    let made = bench(Some("Done")).run(&["actions", "--format", "ics"]);
    assert_eq!((made.code, made.out.matches("VEVENT").count()), (0, 0));
}

#[test]
fn they_go_to_a_file_that_is_replaced_only_on_purpose() {
    let bench = bench(None);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("due.ics");
    let (path, folder) = (path.to_str().unwrap(), folder.path().to_str().unwrap());
    for format in ["table", "csv", "json", "ics"] {
        let there = bench.run(&["actions", "--format", format]).ok();
        std::fs::write(path, "before").unwrap();
        let args = ["actions", "--format", format, "--output", path];
        let refused = bench.run(&args);
        assert_eq!(refused.code, 1);
        assert!(refused.err.contains("--replace"), "{}", refused.err);
        assert_eq!(std::fs::read_to_string(path).unwrap(), "before");
        let written = bench.run(&[&args[..], &["--replace"]].concat());
        assert_eq!((written.code, written.out.trim_end()), (0, path));
        assert_eq!(std::fs::read_to_string(path).unwrap(), there, "{format}");
        let dash = bench.run(&["actions", "--format", format, "--output", "-"]);
        assert_eq!(dash.out, there);
        let into = bench.run(&["actions", "--format", format, "--output", folder]);
        let extension = if format == "table" { "txt" } else { format };
        let name = format!("{folder}/supervision-actions.{extension}");
        assert_eq!(into.out.trim_end(), name);
        assert_eq!(std::fs::read_to_string(name).unwrap(), there);
    }
}
