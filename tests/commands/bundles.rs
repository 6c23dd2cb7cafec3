//! `people`, `send`, `receive`, `session rectify`, and what `vault verify` says
//! of a statement that does not hold.

use serde_json::{Value, json};

use super::bench::Bench;

/// Two vaults whose owners have each other's cards.
fn two() -> (Bench, Bench) {
    let (sam, ada) = (Bench::new(), Bench::new());
    for (mine, theirs) in [(&sam, &ada), (&ada, &sam)] {
        let card = theirs.run(&["people", "card"]).ok();
        let print = fingerprint(theirs);
        mine.write("card", &card);
        mine.run(&["people", "add", "card", "--fingerprint", &print]).ok();
    }
    (sam, ada)
}

fn fingerprint(bench: &Bench) -> String {
    let said = bench.run(&["people", "card"]).err;
    said.split_whitespace().find(|w| w.starts_with("SHA256:")).unwrap().to_owned()
}

/// An example with its first discussion's pages final.
fn finalised(bench: &Bench) -> (String, Value) {
    let mut kept = Value::Null;
    let id = bench.import(|s| {
        let people = s["record"]["people"].clone();
        let discussion = &mut s["record"]["discussions"][0];
        for page in discussion["filing"].as_array_mut().unwrap() {
            page["state"] = json!("Finalised");
            page["finalised"] = json!("2026-01-05T15:00:00+00:00");
            page["finalised_by"] = people[0]["id"].clone();
        }
        kept = discussion.clone();
    });
    (id, kept)
}

#[test]
fn a_card_is_added_only_by_the_fingerprint_that_was_compared() {
    let (sam, ada) = (Bench::new(), Bench::new());
    ada.run(&["people", "card", "--output", "mine.card"]).ok();
    let card = std::fs::read_to_string(ada.at("mine.card")).unwrap();
    assert!(card.starts_with("-----BEGIN SSH SIGNATURE-----"));
    ada.run(&["people", "card", "--output", "mine.card"]).failed(1);
    sam.write("ada.card", &card);
    // Without a terminal nobody is added without it, nor with another one.
    assert!(sam.run(&["people", "add", "ada.card"]).failed(2).contains("--fingerprint"));
    let other = fingerprint(&sam);
    sam.run(&["people", "add", "ada.card", "--fingerprint", &other]).failed(1);
    assert_eq!(sam.run(&["people", "list", "--json"]).json(), json!([]));
    let print = fingerprint(&ada);
    sam.run(&["people", "add", "ada.card", "--fingerprint", &print, "--as", "Nobody"]).failed(1);
    // As it is read out from the screen: in groups of four.
    let signs: Vec<char> = print.trim_start_matches("SHA256:").chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|g| g.iter().collect()).collect();
    let grouped = groups.join(" ");
    let id = sam.run(&["people", "add", "ada.card", "--fingerprint", &grouped]).ok();
    let listed = sam.run(&["people", "list", "--json"]).json();
    assert_eq!(listed[0]["fingerprint"], json!(print));
    assert_eq!(listed[0]["id"], json!(id.trim()));
    sam.write("changed.card", card.replace("Sam", "Sum"));
    sam.run(&["people", "add", "changed.card", "--fingerprint", &print]).failed(1);
    sam.run(&["people", "add", "nowhere.card", "--fingerprint", &print]).failed(1);
    sam.run(&["vault", "verify"]).ok();
}

#[test]
fn a_session_goes_from_vault_to_vault_and_only_once() {
    let (sam, ada) = two();
    let (id, _) = finalised(&sam);
    // A note needs to know who of the session she is; a cover does not.
    let unknown = sam.run(&["send", &id, "--to", "nobody", "--as", "cover", "--output", "b"]);
    assert!(unknown.failed(1).contains("people add"));
    let to = sam.run(&["people", "list", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
    let name =
        sam.run(&["people", "list", "--json"]).json()[0]["name"].as_str().unwrap().to_owned();
    let note = sam.run(&["send", &id, "--to", &to, "--output", "note.age"]).failed(1);
    assert!(note.contains("--as"), "{note}");
    assert!(!sam.at("note.age").exists());
    // Part of a name will do; what is not final is said to be that.
    let open = sam.import(|s| {
        for d in s["record"]["discussions"].as_array_mut().unwrap() {
            for page in d["filing"].as_array_mut().unwrap() {
                page["state"] = json!("Open");
                page["finalised"] = json!(null);
                page["finalised_by"] = json!(null);
            }
            d["amendments"] = json!([]);
        }
    });
    let early = sam.run(&["send", &open, "--to", &name[1..4], "--output", "note.age"]).failed(1);
    assert!(early.contains("not finalised"), "{early}");
    let sent = sam.run(&["send", &id, "--to", &to, "--as", "cover", "--output", "cover.age"]).ok();
    assert!(sent.starts_with("cover.age\n"), "{sent}");
    let bytes = std::fs::read(sam.at("cover.age")).unwrap();
    ada.write("cover.age", &bytes);
    let received = ada.run(&["receive", "cover.age"]);
    let owner = sam.run(&["people", "card"]).ok();
    let sender = owner.split("name: \"").nth(1).unwrap().split('"').next().unwrap();
    assert!(received.err.contains(sender), "{}", received.err);
    let received = received.ok();
    assert_eq!(received.trim(), id);
    let there = ada.run(&["session", "show", &id, "--json"]).json();
    assert_eq!(there["record"]["came"]["errand"], json!("Cover"));
    // What is personal stays where it is, unless it was named.
    let subjects = there["record"]["discussions"].to_string();
    assert!(!subjects.contains("Practitioner\":\"0"), "{subjects}");
    // A replay, a stranger's vault, a flipped byte.
    ada.run(&["receive", "cover.age"]).failed(4);
    let stranger = Bench::new();
    stranger.write("cover.age", &bytes);
    stranger.run(&["receive", "cover.age"]).failed(1);
    let mut changed = bytes;
    let at = changed.len() - 9;
    changed[at] ^= 1;
    ada.write("changed.age", changed);
    ada.run(&["receive", "changed.age"]).failed(4);
    // Sam's record says that it was sent.
    let his = sam.run(&["session", "show", &id, "--json"]).json();
    assert_eq!(his["record"]["discussions"][0]["sent"][0]["to"], json!(to));
    for bench in [&sam, &ada] {
        bench.run(&["vault", "verify"]).ok();
    }
}

#[test]
fn words_that_had_to_go_are_gone_and_a_tombstone_stays() {
    let bench = Bench::new();
    let (id, discussion) = finalised(&bench);
    let entry = discussion["decisions"][0]["id"].as_str().unwrap();
    // What was added to it may still say to what.
    let text = format!(" id: \"{entry}\"");
    let text = text.as_str();
    let show = || bench.run(&["session", "show", &id]).ok();
    assert!(show().contains(text));
    let rectify = |what: &str, why: &str| {
        bench.run(&["session", "rectify", &id, what, "--why", why, "--authority", "head"])
    };
    rectify(entry, " ").failed(1);
    rectify("01ARZ3NDEKTSV4RRFFQ69G5FAV", "other family").failed(1);
    rectify("no id", "other family").failed(2);
    assert!(show().contains(text));
    let done = rectify(entry, "other family");
    assert!(done.err.contains("not reached"), "{}", done.err);
    assert_eq!(done.ok().trim().len(), 26);
    assert!(!show().contains(text));
    assert_eq!(bench.names("vault/tombstones").len(), 1);
    bench.run(&["vault", "verify"]).ok();
}
