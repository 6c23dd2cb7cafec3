//! What waits to be filed, and noting that it was.

use super::bench::{Bench, ran};
use serde_json::{Value, json};

/// A vault with the example in it, its finalised page not yet handed over; the
/// session's id, and those of its discussions.
fn waiting(bench: &Bench) -> (String, Vec<String>) {
    let mut discussions = Vec::new();
    let id = bench.import(|record| {
        let all = record["record"]["discussions"].as_array_mut().unwrap();
        all[0]["filing"][0]["hand_overs"] = json!([]);
        discussions = all.iter().map(|d| d["id"].as_str().unwrap().to_owned()).collect();
    });
    (id, discussions)
}

fn overs(bench: &Bench, id: &str) -> Value {
    let record = bench.run(&["session", "show", id, "--json"]).json();
    record["record"]["discussions"][0]["filing"][0]["hand_overs"].clone()
}

#[test]
fn what_waits_is_listed_until_it_is_handed_over() {
    let bench = Bench::new();
    assert_eq!(bench.run(&["queue"]).ok(), "");
    let (id, discussions) = waiting(&bench);
    let list = bench.run(&["queue", "--json"]).json();
    assert_eq!(list.as_array().unwrap().len(), 1, "{list}");
    assert_eq!(list[0]["session"], id.as_str());
    assert_eq!(list[0]["to"], "child-file");
    assert_eq!(list[0]["reference"], "EX-1001");
    let line = bench.run(&["queue"]).ok();
    assert!(line.starts_with(&format!("{id}  ")) && line.contains("child-file"), "{line}");

    let over = |args: &[&str]| bench.run(&[&["session", "hand-over", &id][..], args].concat());
    let first = ["--discussion", &discussions[0]];
    // What is not so is refused, and nothing is changed.
    over(&first).failed(2);
    over(&[&first[..], &["--to", "child-file", "--file", "nowhere.md"]].concat()).failed(1);
    over(&[&first[..], &["--to", "child-file", "--reference", "a\nb"]].concat()).failed(2);
    let own = over(&["--discussion", &discussions[2], "--to", "child-file"]).failed(1);
    assert!(own.contains("not finalised"), "{own}");
    assert_eq!(overs(&bench, &id), json!([]));

    for reference in ["EX\u{202e}1", "a\u{200b}b", "\u{fdd0}", &"x".repeat(81)] {
        over(&[&first[..], &["--to", "child-file", "--reference", reference]].concat()).failed(2);
    }
    let to = ["--to", "child-file", "--reference", " CS 7001 ", "--file", "note.txt"];
    bench.write("note.txt", "abc");
    let why = over(&[&first[..], &to].concat()).failed(1);
    assert!(why.contains("not a file that this page gives"), "{why}");
    // Another page's note is as little the file as any other.
    let other = ["export", &id, "--to", "staff-file", "--output", "staff.txt"];
    bench.run(&[&other[..], &first].concat()).ok();
    over(&[&first[..], &["--to", "child-file", "--file", "staff.txt"]].concat()).failed(1);
    assert_eq!(overs(&bench, &id), json!([]));
    let noted = over(&[&first[..], &to, &["--as-it-is"]].concat()).ok();
    let there = overs(&bench, &id);
    assert_eq!(there[0]["id"], noted.trim());
    assert_eq!(there[0]["reference"], "CS 7001");
    // As `sha256sum` prints it of "abc".
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(there[0]["digest"], abc);
    assert_eq!(there[0]["as_it_is"], true);
    let full = bench.run(&[&["export", &id, "--to", "full"][..], &first].concat()).ok();
    let full = full.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(full.contains("not a file that this page gives; noted as it was"), "{full}");
    assert!(!full.contains("the same for as long as"), "{full}");
    assert_eq!(bench.run(&["queue", "--json"]).json(), json!([]));
    // The same reference once more is a slip of the hand.
    let twice = ["--to", "child-file", "--reference", "CS 7001"];
    let refused = over(&[&first[..], &twice].concat()).failed(1);
    assert!(refused.contains("this very reference before"), "{refused}");
    assert_eq!(overs(&bench, &id), there);
    let again = over(&[&first[..], &["--to", "child-file"]].concat());
    assert!(again.err.contains("handed over there before"), "{}", again.err);
    // The reference is a text of the record like any other: it is found.
    assert!(bench.run(&["search", "CS 7001"]).ok().contains(&id));
}

#[test]
fn a_reference_that_names_another_child_is_refused_unless_it_was_meant() {
    let bench = Bench::new();
    let (id, discussions) = waiting(&bench);
    let page = ["session", "hand-over", &id, "--discussion", &discussions[0], "--to", "child-file"];
    let over = |args: &[&str]| bench.run(&[&page[..], args].concat());
    for reference in ["Jonah Fenn", "for jonah", "EX-2001", "ex 2001"] {
        let why = over(&["--reference", reference]).failed(1);
        assert!(why.contains("names another child") && !why.contains(reference), "{why}");
    }
    assert_eq!(overs(&bench, &id), json!([]));
    over(&["--reference", "EX-1001 Maya"]).ok();
    over(&["--reference", "EX-2001", "--despite-warnings"]).ok();
    assert_eq!(overs(&bench, &id).as_array().unwrap().len(), 2);
    assert!(overs(&bench, &id)[0].get("as_it_is").is_none());
}

#[test]
fn an_own_part_goes_into_no_childs_file() {
    let bench = Bench::new();
    let (id, discussions) = waiting(&bench);
    let page = ["--discussion", discussions[2].as_str()];
    bench.run(&[&["session", "finalise", &id][..], &page].concat()).ok();
    let list = bench.run(&["queue", "--json"]).json();
    assert_eq!(list[1]["to"], "staff-file", "{list}");
    let over = [&["session", "hand-over", &id][..], &page, &["--to"]].concat();
    let why = bench.run(&[&over[..], &["child-file"]].concat()).failed(1);
    assert!(why.contains("no child's file"), "{why}");
    bench.run(&[&over[..], &["staff-file"]].concat()).ok();
    assert_eq!(bench.run(&["queue", "--json"]).json().as_array().unwrap().len(), 1);
}

#[test]
fn what_the_page_gives_is_known_in_any_format_and_layout() {
    let bench = Bench::new();
    let (id, discussions) = waiting(&bench);
    let page = ["--discussion", discussions[0].as_str()];
    let wanted = [
        ("text", "signs-of-safety", "a.txt"),
        ("markdown", "brief", "b.md"),
        ("html", "case-supervision", "c.html"),
        ("ron", "case-supervision", "d.ron"),
        ("json", "signs-of-safety", "e.json"),
        ("docx", "brief", "f.docx"),
        ("pdf", "signs-of-safety", "g.pdf"),
    ];
    for (format, layout, file) in wanted {
        let how = ["--to", "child-file", "--format", format, "--layout", layout];
        let out = ["--despite-warnings", "--output", file];
        bench.run(&[&["export", &id][..], &page, &how, &out].concat()).ok();
        let over = ["--to", "child-file", "--file", file];
        bench.run(&[&["session", "hand-over", &id][..], &page, &over].concat()).ok();
    }
    assert_eq!(overs(&bench, &id).as_array().unwrap().len(), 7);
}

#[test]
fn a_hand_over_changes_no_word_that_somebody_signed() {
    let bench = Bench::new();
    let script = "/begin\nDana Reed\nKit Marlow\n\n\n\n/decide\nWe meet the school.\n.\n";
    bench.run_with(&["--line"], script).ok();
    let list = bench.run(&["session", "list", "--json"]).json();
    let id = list[0]["id"].as_str().unwrap();
    bench.run(&["session", "finalise", id]).ok();
    bench.run(&["session", "agree", id, "--accurate", "yes", "--decision", "agree"]).ok();
    let before = bench.run(&["export", id, "--to", "child-file"]).ok();
    bench.run(&["session", "hand-over", id, "--to", "child-file", "--reference", "CS-1"]).ok();
    bench.run(&["vault", "verify"]).ok();
    let after = bench.run(&["export", id, "--to", "child-file"]).ok();
    assert_eq!(before, after, "what is in the file already says the same");
    let full = bench.run(&["export", id, "--to", "full"]).ok();
    assert!(full.contains("CS-1"), "{full}");
    let (b, a) = (full.matches("signed").count(), before.matches("signed").count());
    assert!(b >= a, "{full}");
    let show = bench.run(&["session", "show", id, "--json"]).json();
    let d = &show["record"]["discussions"][0];
    assert_eq!(d["agreements"].as_array().unwrap().len(), 1);
    // Everybody's statement can still be added: the page is the one agreed.
    let other = ["--person", "Dana Reed", "--recorded", "--accurate", "yes"];
    bench.run(&[&["session", "agree", id][..], &other, &["--decision", "agree"]].concat()).ok();
    let show = bench.run(&["session", "show", id, "--json"]).json();
    assert_eq!(show["record"]["discussions"][0]["filing"][0]["state"], "Agreed");
}

#[test]
fn lines_file_notes_with_words_alone() {
    let bench = Bench::new();
    let (id, _) = waiting(&bench);
    let script = "/to-file\n/copy\n/write\n/next\n/filed\nCS-7001\n/undo\n/filed\nCS-7002\n/back\n\
                  /leave\n";
    let said = ran(bench
        .command(&["--line"])
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .write_stdin(script))
    .ok();
    for words in [
        "1 note to file",
        "note 1 of 1",
        "/copy copies it, /write writes it to a file; /filed says that it was handed over",
        "Not copied: there is no clipboard here. /write writes the note to a file.",
        "Written to ",
        "There is no other note to file.",
        "Reference there: ",
        "handed over to the child's file, CS-7001. /undo takes it back.",
        "The note is filed.",
        "Taken back: this note waits to be filed again.",
    ] {
        assert!(said.contains(words), "{words}\n---\n{said}");
    }
    assert!(!said.contains("Esc"), "lines name no keys: {said}");
    assert_eq!(said.matches("Supervision held").count(), 3, "copying and writing repeat nothing");
    let there = overs(&bench, &id);
    assert_eq!(there.as_array().unwrap().len(), 1);
    assert_eq!(there[0]["reference"], "CS-7002");
    assert_eq!(there[0]["digest"].as_str().unwrap().len(), 64, "of what was written");
}

#[test]
fn lines_say_what_a_word_means_here_and_where_it_belongs() {
    let bench = Bench::new();
    waiting(&bench);
    let script = "/learning\n/nowhere\n/to-file\n/help\n/layout signs\n/back\n/leave\n";
    let said = ran(bench.command(&["--line"]).write_stdin(script)).ok();
    for words in [
        "There is no /learning here. It belongs to: review.",
        "There is no /nowhere here. /help lists",
        "/next: the next note to file\n",
        "/format: as text, a Word document, PDF or a web page; /format and its name takes it\n",
        "Layout: Signs of Safety.",
    ] {
        assert!(said.contains(words), "{words}\n---\n{said}");
    }
    for words in ["in the note, read on", "undo the last words"] {
        let help = said.split("Possible here:").nth(1).unwrap();
        assert!(!help.contains(words), "{words}\n---\n{help}");
    }
}

/// The number noted is of the very file: one that says what the note said
/// before an amendment is not the note any more, and one letter more never was.
#[test]
fn after_an_amendment_only_the_new_file_is_the_note() {
    let bench = Bench::new();
    let (id, discussions) = waiting(&bench);
    let page = ["--discussion", discussions[0].as_str()];
    let export = |file: &str| {
        let how = ["--to", "child-file", "--despite-warnings", "--output", file];
        bench.run(&[&["export", &id][..], &page, &how].concat()).ok();
    };
    let over = |file: &str| {
        let how = ["--to", "child-file", "--file", file];
        bench.run(&[&["session", "hand-over", &id][..], &page, &how].concat())
    };
    let files = ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.json", "a.ron"];
    for file in files {
        export(file);
    }
    let amend = ["session", "amend", &id, "--words-file", "-"];
    bench.run_with(&[&amend[..], &page].concat(), "It was the 20th.").ok();
    for file in files {
        let why = over(file).failed(1);
        assert!(why.contains("not a file that this page gives"), "{file}: {why}");
    }
    assert_eq!(overs(&bench, &id), json!([]));
    assert_eq!(bench.run(&["queue", "--json"]).json().as_array().unwrap().len(), 1);
    export("b.txt");
    let mut bytes = std::fs::read(bench.at("b.txt")).unwrap();
    assert!(String::from_utf8_lossy(&bytes).contains("It was the 20th."));
    over("b.txt").ok();
    let noted = overs(&bench, &id)[0]["digest"].as_str().unwrap().to_owned();
    let sha256 = |bytes: &[u8]| thinkwheel::export::digest_of(bytes);
    assert_eq!(noted, sha256(&bytes));
    bytes.push(b'\n');
    bench.write("c.txt", &bytes);
    over("c.txt").failed(1);
    // Amended again, the number stays what was handed over then.
    bench.run_with(&[&amend[..], &page].concat(), "And it rained.").ok();
    over("b.txt").failed(1);
    assert_eq!(overs(&bench, &id).as_array().unwrap().len(), 1);
    assert_eq!(overs(&bench, &id)[0]["digest"], noted.as_str());
}
