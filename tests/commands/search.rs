//! `search`, `session list` narrowed, and `session settle`.

use serde_json::json;
use thinkwheel::record::{Session, envelope};
use thinkwheel::vault::{Access, Paths, SecretString, Vault};

use super::bench::{Bench, PASSPHRASE};

fn dated(bench: &Bench, day: &str, word: &str) -> String {
    bench.import(|r| {
        r["record"]["date"] = json!(day);
        let answers = r["record"]["discussions"][0]["answers"].as_array_mut().unwrap();
        let spoken = answers.iter_mut().find(|a| a["contributions"][0].is_object()).unwrap();
        spoken["contributions"][0]["text"] =
            json!(format!("She waits by the window, and Zoë {word} with her."));
    })
}

#[test]
fn words_are_found_with_day_child_and_place() {
    let bench = Bench::new();
    let early = dated(&bench, "2026-01-05", "laughs");
    let late = dated(&bench, "2026-02-05", "weeps");
    let out = bench.run(&["search", "WINDOW", "zoe"]).ok();
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 4, "{out}");
    assert!(lines[0].starts_with(&late) && lines[0].contains("2026-02-05"), "{out}");
    assert!(lines[0].contains("Maya Quill") && lines[2].starts_with(&early), "{out}");
    assert!(lines[1].contains("and Zoë weeps"), "{out}");
    let found = bench.run(&["search", "laughs", "--json"]).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["session"], json!(early));
    assert!(found[0]["excerpt"].as_str().unwrap().contains("Zoë laughs"));
    assert!(found[0]["place"].as_str().unwrap().len() > 3);
    // Both words, but never in one discussion.
    assert_eq!(bench.run(&["search", "laughs", "weeps", "--json"]).json(), json!([]));
    assert_eq!(
        bench.run(&["search", "window", "--since", "1 Feb 2026", "--json"]).json()[0]["session"],
        json!(late)
    );
    assert_eq!(
        bench
            .run(&["search", "window", "--until", "2026-01-31", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(bench.run(&["search", "window", "--child", "nobody", "--json"]).json(), json!([]));
    assert_eq!(
        bench
            .run(&["search", "window", "--child", "maya", "--json"])
            .json()
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let none = bench.run(&["search", "zebra-crossing"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(!none.err.contains("zebra"));
    bench.run(&["search", " "]).failed(2);
    bench.run(&["search", "window", "--since", "the day"]).failed(2);
}

#[test]
fn the_list_is_narrowed_by_child_person_and_day() {
    let bench = Bench::new();
    let early = dated(&bench, "2026-01-05", "laughs");
    let late = bench.import(|r| {
        r["record"]["date"] = json!("2026-02-05");
        r["record"]["children"][0]["name"] = json!("Ada Lark");
        r["record"]["people"][1]["name"] = json!("Robin Vale");
    });
    let ids = |args: &[&str]| -> Vec<String> {
        let list = bench.run(&[&["session", "list", "--json"], args].concat()).json();
        list.as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["--child", "LARK"]), std::slice::from_ref(&late));
    assert_eq!(ids(&["--person", "vale"]), std::slice::from_ref(&late));
    assert_eq!(ids(&["--since", "2026-02-01"]), std::slice::from_ref(&late));
    assert_eq!(ids(&["--until", "2026-02-01"]), std::slice::from_ref(&early));
    assert_eq!(ids(&["--child", "EX-2001"]).len(), 2);
    assert_eq!(ids(&["--child", "EX-200"]).len(), 0);
    assert_eq!(
        ids(&["--since", "2026-01-01", "--person", "vale", "--until", "2026-01-31"]).len(),
        0
    );
    let open = ids(&["--open"]);
    assert!(open.len() <= 2 && open.iter().all(|id| [&early, &late].contains(&id)));
    let none = bench.run(&["session", "list", "--child", "zebra"]);
    assert_eq!((none.code, none.out.as_str()), (0, ""));
    assert!(none.err.contains("no session fits") && !none.err.contains("zebra"));
}

fn open(bench: &Bench) -> Vault {
    let paths = Paths { vault: bench.at("vault"), state: bench.at("state") };
    Vault::open(&paths, &SecretString::from(PASSPHRASE), Access::Write).unwrap()
}

/// Two versions of a session of which the last discussion is a draft: both
/// changed one text, each changed another alone.
fn side_by_side(bench: &Bench) -> String {
    let others = if bench.at("vault/sessions").exists() { bench.generations() } else { Vec::new() };
    let id = bench.import(|r| {
        for d in r["record"]["discussions"].as_array_mut().unwrap() {
            d["amendments"] = json!([]);
            for page in d["filing"].as_array_mut().unwrap() {
                page["state"] = json!("Open");
                page["finalised"] = json!(null);
                page["finalised_by"] = json!(null);
            }
        }
    });
    let written_from = bench.generations().into_iter().find(|g| !others.contains(g)).unwrap();
    let bytes = std::fs::read(&written_from).unwrap();
    let ron = bench.run(&["session", "show", &id]).ok();
    let session: Session = envelope::read("session", &ron).unwrap();
    let mut vault = open(bench);
    let sessions = vault.sessions();
    let this = sessions.iter().find(|s| s.id == session.id).unwrap();
    let base = this.heads[0].generation.clone();
    for (n, name) in ["LEFT", "RIGHT"].into_iter().enumerate() {
        let mut one = session.clone();
        one.people[0].name = format!("{name} person");
        one.people[1].name.push_str(if n == 0 { " alone" } else { "" });
        one.children[1].reference.push_str(if n == 1 { "-alone" } else { "" });
        let now = chrono::Local::now().fixed_offset();
        vault.publish(&one, std::slice::from_ref(&base), now).unwrap();
    }
    vault.close();
    // As a share that was not reached brings it: what both were written from.
    std::fs::write(&written_from, bytes).unwrap();
    id
}

#[test]
fn two_versions_are_shown_then_made_one() {
    let bench = Bench::new();
    let id = side_by_side(&bench);
    let before = bench.generations();
    let shown = bench.run(&["session", "settle", &id]);
    assert_eq!(shown.code, 4, "{}", shown.err);
    assert!(shown.out.contains("mine: RIGHT person") && shown.out.contains("theirs: LEFT person"));
    assert!(!shown.out.contains("alone"), "what one changed is no clash: {}", shown.out);
    assert!(shown.err.contains("nothing was changed"));
    let rows = bench.run(&["session", "settle", &id, "--json"]);
    assert_eq!(rows.code, 4);
    let rows: serde_json::Value = serde_json::from_str(&rows.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 1);
    assert_eq!(before, bench.generations(), "looking writes nothing");
    bench.run(&["session", "settle", &id, "--keep", "theirs"]).ok();
    let list = bench.run(&["session", "list", "--json"]).json();
    assert_eq!(list[0]["versions"].as_array().unwrap().len(), 1);
    let ron = bench.run(&["session", "show", &id]).ok();
    let got: Session = envelope::read("session", &ron).unwrap();
    assert_eq!(got.people[0].name, "LEFT person");
    assert!(
        got.people[1].name.ends_with(" alone") && got.children[1].reference.ends_with("-alone")
    );
    assert!(bench.run(&["session", "settle", &id]).err.contains("nothing is to be settled"));
    bench.run(&["vault", "verify"]).ok();
}

#[test]
fn both_are_kept_where_both_can_be() {
    let bench = Bench::new();
    let id = side_by_side(&bench);
    bench.run(&["session", "settle", &id, "--keep", "both"]).ok();
    let shown = bench.run(&["session", "show", &id]).ok();
    assert!(shown.contains("RIGHT person; LEFT person"));
    bench.run(&["session", "settle", "ZZZ"]).failed(1);
    bench.run(&["session", "settle", &id, "--keep", "nothing"]).failed(2);
}

/// The program in linear prompts over this vault, told these lines.
fn lines(bench: &Bench, said: &str) -> String {
    let mut command = bench.bare(&["--vault", "vault", "--state", "state"]);
    command.args(["--passphrase-file", "passphrase", "--line"]);
    super::bench::ran(command.write_stdin(said.to_owned())).ok()
}

#[test]
fn in_linear_prompts_words_are_found_and_versions_settled() {
    let bench = Bench::new();
    dated(&bench, "2026-01-05", "laughs");
    let out = lines(&bench, "/search\nzoe window\n/back\n/leave\n");
    assert!(out.contains("Zoë laughs with her"), "{out}");
    let id = side_by_side(&bench);
    let list = lines(&bench, "/leave\n");
    let place =
        |l: &&str| l.contains("Fenn") && l.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let line = list.lines().find(place).unwrap();
    let number = line.trim().split(['.', ' ', ')']).next().unwrap();
    let out = lines(&bench, &format!("{number}\n/keep-other\n/settle\n/leave\n"));
    assert!(out.contains("THIS VERSION") && out.contains("LEFT person"), "{out}");
    let list = bench.run(&["session", "list", "--json"]).json();
    let of_it = list.as_array().unwrap().iter().find(|s| s["id"] == id.as_str()).unwrap();
    assert_eq!(of_it["versions"].as_array().unwrap().len(), 1, "{out}");
    let got = bench.run(&["session", "show", &id]).ok();
    assert!(got.contains("LEFT person") && !got.contains("RIGHT person"));
}
