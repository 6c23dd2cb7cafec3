//! `export`: what is shown is what leaves, once, where it was asked for.

use serde_json::{Value, json};

use super::bench::Bench;

const WORDS: [&str; 8] =
    ["text", "what", "rationale", "statement", "changed", "safe", "showed", "decided"];

/// Puts a word that can be found again before every prose of a value.
fn mark(value: &mut Value, word: &str) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                match inner {
                    Value::String(text) if WORDS.contains(&name.as_str()) => {
                        *text = format!("{word} {text}");
                    }
                    _ => mark(inner, word),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|i| mark(i, word)),
        _ => {}
    }
}

/// An example of which every discussion can be told by its words.
fn marked(bench: &Bench) -> String {
    bench.import(|example| {
        for (n, word) in ["MAYASWORD", "FAMILYWORD", "OWNWORD", "GROUPWORD"].iter().enumerate() {
            mark(&mut example["record"]["discussions"][n], word);
        }
        let answer = &mut example["record"]["discussions"][1]["answers"][0];
        answer["contributions"][1]["text"] = json!("LEILASWORD");
    })
}

fn only_one_discussion(example: &mut Value) {
    example["record"]["discussions"].as_array_mut().unwrap().truncate(1);
    example["record"]["children"].as_array_mut().unwrap().truncate(1);
    let journey = &mut example["record"]["discussions"][0]["journey"][0][1];
    journey["earlier"] = json!([]);
}

#[test]
fn a_childs_file_holds_one_child_and_nothing_of_another() {
    let bench = Bench::new();
    let id = marked(&bench);
    let of = |child: &str, format: &str| {
        let to = ["export", &id, "--to", "child-file", "--child", child, "--format", format];
        bench.run(&to).ok()
    };
    for format in ["text", "markdown"] {
        let maya = of("EX-1001", format);
        assert!(maya.contains("MAYASWORD"));
        for other in ["FAMILYWORD", "OWNWORD", "GROUPWORD", "LEILASWORD", "Leila", "Fenn"] {
            assert!(!maya.contains(other), "{other} in {format}");
        }
        let jonah = of("jonah fenn", format);
        assert!(jonah.contains("FAMILYWORD") && jonah.contains("Jonah"));
        for other in ["MAYASWORD", "OWNWORD", "GROUPWORD", "LEILASWORD", "Maya"] {
            assert!(!jonah.contains(other), "{other} in {format}");
        }
        assert!(of("lf", format).contains("LEILASWORD"));
    }
    let staff = bench.run(&["export", &id, "--to", "staff-file"]).ok();
    assert!(staff.contains("OWNWORD") && !staff.contains("Quill") && !staff.contains("FAMILYWORD"));
    let full = bench.run(&["export", &id, "--to", "full"]).ok();
    for word in ["MAYASWORD", "FAMILYWORD", "OWNWORD", "GROUPWORD", "LEILASWORD"] {
        assert!(full.contains(word), "{word}");
    }
    let own = bench.run(&["export", &id, "--to", "full", "--child", "EX-1001"]).ok();
    assert!(own.contains("MAYASWORD") && !own.contains("FAMILYWORD"));
}

#[test]
fn one_discussion_can_be_named() {
    let bench = Bench::new();
    let id = marked(&bench);
    let list = bench.run(&["session", "list", "--json"]).json();
    let own = list[0]["subjects"][2]["discussion"].as_str().unwrap();
    let full = bench.run(&["export", &id, "--to", "full", "--discussion", own]).ok();
    assert!(full.contains("OWNWORD") && !full.contains("GROUPWORD"));
    bench.run(&["export", &id, "--to", "child-file", "--discussion", own]).failed(1);
    bench.run(&["export", &id, "--to", "full", "--discussion", "zz"]).failed(1);
}

#[test]
fn which_child_must_be_said_where_there_are_several() {
    let bench = Bench::new();
    let id = marked(&bench);
    let err = bench.run(&["export", &id, "--to", "child-file"]).failed(2);
    assert!(err.contains("--child") && !err.contains("Maya") && !err.contains("EX-"), "{err}");
    bench.run(&["export", &id, "--to", "child-file", "--child", "nobody"]).failed(1);
    bench.run(&["export", &id, "--to", "child-file", "--child", ""]).failed(1);
    // One child needs no naming.
    let one = bench.import(only_one_discussion);
    let unnamed = bench.run(&["export", &one, "--to", "child-file"]).ok();
    let named = bench.run(&["export", &one, "--to", "child-file", "--child", "MQ"]).ok();
    assert!(unnamed == named && !unnamed.is_empty());
}

#[test]
fn what_is_shown_is_what_leaves() {
    let bench = Bench::new();
    let id = marked(&bench);
    let to = ["export", &id, "--to", "child-file", "--child", "MQ", "--format", "markdown"];
    let shown = bench.run(&to);
    assert!(shown.err.contains("left out: "), "{}", shown.err);
    let shown = shown.ok();
    // A passage of somebody else's wants a look before it leaves.
    let err = bench.run(&[&to[..], &["--output", "note.md"]].concat()).failed(1);
    assert!(err.contains("somebody else") && err.contains("--despite-warnings"), "{err}");
    let to = [&to[..], &["--despite-warnings", "--output"]].concat();
    let dash = bench.run(&[&to[..], &["-"]].concat()).ok();
    let path = bench.run(&[&to[..], &["note.md"]].concat()).ok();
    assert_eq!(path, "note.md\n");
    assert!(dash == shown);
    assert!(std::fs::read_to_string(bench.at("note.md")).unwrap() == shown);
    // A file is what its name says it is.
    let contrary = bench.run(&[&to[..], &["note.docx"]].concat()).failed(2);
    assert!(contrary.contains("Markdown") && contrary.contains("Word document"), "{contrary}");
    let bare =
        ["export", &id, "--to", "child-file", "--child", "MQ", "--despite-warnings", "--output"];
    bench.run(&[&bare[..], &["note.DOCX"]].concat()).ok();
    assert!(std::fs::read(bench.at("note.DOCX")).unwrap().starts_with(b"PK"));
    let held = ["subject-access", "--child", "EX-1001", "--despite-warnings", "--output"];
    bench.run(&[&held[..], &["held.pdf"]].concat()).ok();
    assert!(std::fs::read(bench.at("held.pdf")).unwrap().starts_with(b"%PDF"));
    bench.run(&[&held[..], &["held.doc"]].concat()).failed(2);
    bench.run(&[&held[..], &["held.pdf", "--format", "text", "--replace"]].concat()).failed(2);
    assert!(!bench.at("note.docx").exists() && !bench.at("held.doc").exists());
    // Into a folder, under a name without the child's.
    std::fs::create_dir(bench.at("out")).unwrap();
    bench.run(&[&to[..], &["out"]].concat()).ok();
    let names = bench.names("out");
    assert_eq!(names.len(), 1);
    let name = names[0].to_lowercase();
    assert!(name.ends_with("supervision-child-file-ex-1001.md"), "{name}");
    assert!(!name.contains("maya") && !name.contains("quill") && name.len() <= 80);
    // A name that others cut or refuse is taken, and that is said.
    let long = format!("{}.md", "x".repeat(90));
    for (name, said) in
        [(&*long, "has 93 letters"), ("CON.md", "Windows keeps"), ("Lpt1.x.md", "Windows keeps")]
    {
        let ran = bench.run(&[&to[..], &[name]].concat());
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
        ran.ok();
        assert!(bench.at(name).exists());
    }
    for name in ["console.md", &"x".repeat(80)] {
        let ran = bench.run(&[&to[..], &[name]].concat());
        assert!(!ran.err.contains("letters;") && !ran.err.contains("Windows"), "{}", ran.err);
    }
    // A whole session is named after none of its children.
    bench.run(&["export", &id, "--to", "full", "--output", "out"]).ok();
    assert!(
        bench
            .names("out")
            .iter()
            .any(|n| { n.ends_with(&format!("supervision-full-{}.txt", id[20..].to_lowercase())) })
    );
}

#[test]
fn a_file_that_is_there_stays_unless_told() {
    let bench = Bench::new();
    let id = marked(&bench);
    let to = ["export", &id, "--to", "full", "--output", "note.txt"];
    bench.write("note.txt", "mine");
    let err = bench.run(&to).failed(1);
    assert!(err.contains("note.txt") && err.contains("--replace"), "{err}");
    assert_eq!(std::fs::read(bench.at("note.txt")).unwrap(), b"mine");
    bench.run(&[&to[..], &["--replace"]].concat()).ok();
    assert!(std::fs::read_to_string(bench.at("note.txt")).unwrap().contains("OWNWORD"));
    // Nothing half is left beside it.
    assert_eq!(bench.names("."), ["note.txt", "passphrase", "state", "vault"]);
    assert!(
        bench.run(&["export", &id, "--to", "full", "--replace"]).failed(2).contains("--output")
    );
}

#[test]
fn places_a_note_cannot_go_to() {
    let bench = Bench::new();
    let id = marked(&bench);
    let to = |path: &str| bench.run(&["export", &id, "--to", "full", "--output", path]);
    assert!(to("nowhere/note.txt").failed(1).contains("nowhere/note.txt"));
    assert!(to("nowhere/").failed(1).contains("no such folder"));
    assert!(to("vault/note.txt").failed(1).contains("does not belong"));
    assert!(to("state").failed(1).contains("does not belong"));
    assert!(!bench.names("vault").iter().any(|n| n.contains("note")));
    bench.run(&["vault", "verify"]).ok();
    #[cfg(target_os = "linux")]
    for extra in [&[][..], &["--replace"][..]] {
        let full = ["export", &id, "--to", "full", "--output", "/dev/full"];
        let err = bench.run(&[&full[..], extra].concat()).failed(1);
        assert!(err.contains("not an ordinary file"), "{err}");
    }
}

/// Without `--output` a person sees the words of a document, never its bytes.
#[test]
fn a_document_is_shown_as_words_and_written_as_a_document() {
    let bench = Bench::new();
    let id = marked(&bench);
    let text = bench.run(&["export", &id, "--to", "full"]).ok();
    for format in ["docx", "json"] {
        let asked = ["export", &id, "--to", "full", "--format", format];
        let shown = bench.run(&asked).ok();
        // A document also shows what its drawings say.
        let mut lines = shown.lines();
        assert!(text.lines().all(|line| lines.any(|l| l == line)), "{format}");
        let output = format!("note.{format}");
        bench.run(&[&asked[..], &["--output", &output]].concat()).ok();
        let bytes = std::fs::read(bench.at(&output)).unwrap();
        let begins: &[u8] = if format == "docx" { b"PK" } else { b"{" };
        assert!(bytes.starts_with(begins));
    }
}

#[test]
fn what_is_not_built_is_not_offered() {
    let bench = Bench::new();
    for wrong in [
        &["export", "01", "--to", "newspaper"][..],
        &["export", "01", "--to", "full", "--format", "odt"],
        &["export", "01"],
        &["export", "--to", "full"],
    ] {
        bench.run(wrong).failed(2);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_takes_nothing_is_named() {
    use std::process::{Command, Stdio};
    let bench = Bench::new();
    let id = marked(&bench);
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let ended = Command::new(env!("CARGO_BIN_EXE_thinkwheel"))
        .args(["--vault", "vault", "--state", "state", "--passphrase-file", "passphrase"])
        .args(["export", &id, "--to", "full"])
        .current_dir(bench.at("."))
        .stdout(Stdio::from(full))
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(err.contains("could not be printed") && !err.contains("OWNWORD"), "{err}");
}
