//! `export --to learning`: listed, shown, and written only when somebody says
//! that they looked it through.

use serde_json::json;

use crate::bench::Bench;

/// A record, and the id of the passage that says these words.
fn with(bench: &Bench, words: &str) -> (String, String) {
    let id = bench.import(|example| {
        example["record"]["discussions"][0]["answers"][0]["contributions"][0]["text"] =
            json!(words);
    });
    let list = bench.run(&["export", &id, "--to", "learning"]).ok();
    let beginning: String = words.chars().take(12).collect();
    let line = list.lines().find(|l| l.contains(&beginning)).unwrap();
    (id, line.split("  ").next().unwrap().to_owned())
}

/// The number below a text that is shown.
fn number(said: &str) -> String {
    let after = said.split("--looked-through ").nth(1).unwrap();
    after.split_whitespace().next().unwrap().to_owned()
}

const WORDS: &str =
    "Maya moved from Dudley to Mrs Tipton on 12 March 2026, aged 7. She rang 0121 496 0000.";

#[test]
fn it_starts_empty_and_lists_what_there_is() {
    let bench = Bench::new();
    let (id, passage) = with(&bench, WORDS);
    assert_eq!(passage.len(), 26);
    let listed = bench.run(&["export", &id, "--to", "learning"]);
    assert!(
        listed.err.contains("starts empty") && listed.err.contains("--choose"),
        "{}",
        listed.err
    );
    let err = bench.run(&["export", &id, "--to", "learning", "--output", "out.txt"]).failed(2);
    assert!(err.contains("nothing is chosen"), "{err}");
    assert!(!bench.at("out.txt").exists());
}

#[test]
fn it_is_shown_before_it_is_written_and_never_written_unread() {
    let bench = Bench::new();
    let (id, passage) = with(&bench, WORDS);
    let all = ["export", &id, "--to", "learning", "--choose", &passage];
    let shown = bench.run(&all);
    let text = "Child A moved from Place A to Person A about 8 months before this meeting, of \
                primary-school age (5–10). She rang Reference A.";
    assert!(shown.out.contains(text), "{}", shown.out);
    assert!(shown.out.contains("children: \"Maya\" becomes \"Child A\" (once)"), "{}", shown.out);
    assert!(shown.err.contains("nothing was written"), "{}", shown.err);
    let unread = [all.as_slice(), &["--output", "out.txt"]].concat();
    let err = bench.run(&unread).failed(2);
    assert!(err.contains("nobody has looked it through") && !bench.at("out.txt").exists(), "{err}");
    let number = number(&shown.err);
    assert!(number.len() == 12 && number.bytes().all(|b| b.is_ascii_lowercase()), "{number}");
    // A number of nothing, and that of another text, are no looking through.
    for wrong in ["aaaaaaaaaaaa", ""] {
        let wrong = [unread.as_slice(), &["--looked-through", wrong]].concat();
        let err = bench.run(&wrong).failed(2);
        assert!(err.contains("not the number of the text"), "{err}");
    }
    let changed = ["--keep", "Dudley", "--looked-through", &number];
    bench.run(&[unread.as_slice(), &changed].concat()).failed(2);
    assert!(!bench.at("out.txt").exists());
    let read = [unread.as_slice(), &["--looked-through", &number]].concat();
    bench.run(&read).ok();
    let written = std::fs::read_to_string(bench.at("out.txt")).unwrap();
    assert!(written.contains(text) && shown.out.ends_with(&written));
    for never in ["Maya", "Dudley", "Tipton", "2026", "0121", "Quill", "Okafor"] {
        assert!(!written.contains(never), "{never}: {written}");
    }
    bench.run(&read).failed(1);
    // Into a folder, under a name that says neither who nor when.
    std::fs::create_dir(bench.at("folder")).unwrap();
    bench
        .run(&[all.as_slice(), &["--looked-through", &number, "--output", "folder"]].concat())
        .ok();
    assert!(
        bench.names("folder")[0].starts_with("supervision-learning-"),
        "{:?}",
        bench.names("folder")
    );
}

#[test]
fn words_are_put_and_kept() {
    let bench = Bench::new();
    let (id, passage) = with(&bench, WORDS);
    let out = bench
        .run(&[
            "export",
            &id,
            "--to",
            "learning",
            "--choose",
            &passage,
            "--put",
            "Dudley=another town",
            "--put",
            "rang=called",
            "--keep",
            "Mrs Tipton",
        ])
        .ok();
    assert!(
        out.contains("moved from another town to Mrs Tipton") && out.contains("She called"),
        "{out}"
    );
    let wrong = ["export", &id, "--to", "learning", "--choose", &passage, "--put", "no sign"];
    assert!(bench.run(&wrong).failed(2).contains("WORDS=INSTEAD"));
    bench.run(&["export", &id, "--to", "learning", "--choose", "zz"]).failed(1);
    // Elsewhere they mean nothing.
    bench.run(&["export", &id, "--to", "full", "--choose", &passage]).failed(2);
}
