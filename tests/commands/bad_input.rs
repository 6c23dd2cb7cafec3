//! Whatever somebody typed, and wherever a file cannot be written: each comes
//! out as it went in, or nothing comes out and it is said why.

use std::collections::BTreeSet;

use serde_json::json;
use thinkwheel::export::{Format, visible};

use super::bench::Bench;
use super::read_back::{
    self,
    pdf::{Pdf, Value},
};

/// What does harm elsewhere, each on a line of its own.
const HOSTILE: [&str; 14] = [
    "bell\u{7} nul\0 escape\u{1b}]0;title\u{7}\u{1b}[31m next\u{85}",
    "אמא אמרה שלום, and then left",
    "قالت الأم: Tom came at 5.",
    "\u{202e}turned\u{202c} \u{2066}held\u{2069}",
    "e\u{301}\u{302} Zalgo h\u{335}\u{321} 👩\u{200d}👧 łódź",
    "=cmd|' /C calc'!A0",
    "+1 -1 @SUM(A1) | a | b |",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]> <![CDATA[ <!-- --> &amp; &lt; &#0;",
    "{ HYPERLINK \"http://x\" } { DDEAUTO c:\\\\x } MERGEFIELD {{7*7}} $(x) \\field",
    "</w:t></w:r><w:p/> </style></title> %PDF-1.7 (\\) endstream",
    "# heading * _ ` ~ [x](http://x) ![y](//y) www.x.org",
    "\"))]}, r#\"x\"# // /* \\u{41}",
    "  two  spaces\tand a tab  end",
];

/// The words of a Markdown file as they were before they were escaped.
fn unescaped(markdown: &str) -> String {
    let text = markdown.replace("&#32;", " ").replace("&#9;", "\t");
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(c) = letters.next() {
        out.extend(if c == '\\' { letters.next() } else { Some(c) });
    }
    out
}

/// A text without white space: a page breaks its lines where it must, a list
/// sets them in.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Every name in a value of a PDF.
fn names_of(value: &Value, names: &mut BTreeSet<String>) {
    match value {
        Value::Name(name) => {
            names.insert(name.clone());
        }
        Value::Array(held) => held.iter().for_each(|v| names_of(v, names)),
        Value::Dict(held) => {
            names.extend(held.keys().cloned());
            for v in held.values() {
                names_of(v, names);
            }
        }
        _ => {}
    }
}

/// An example whose first decision is this text.
fn deciding(bench: &Bench, text: &str) -> String {
    bench.import(|r| r["record"]["discussions"][0]["decisions"][0]["text"] = json!(text))
}

/// The file of the first child, in a format.
fn file_of(bench: &Bench, id: &str, format: Format) -> Vec<u8> {
    let output = format!("out.{}", format.extension());
    let to = ["export", id, "--to", "child-file", "--child", "MQ", "--despite-warnings"];
    let file = ["--format", format.slug(), "--output", &output, "--replace"];
    bench.run(&[&to[..], &file].concat()).ok();
    std::fs::read(bench.at(&output)).unwrap()
}

#[test]
fn what_was_typed_comes_out_of_every_format_as_it_was() {
    let bench = Bench::new();
    let typed = HOSTILE.join("\n");
    let id = deciding(&bench, &typed);
    for format in Format::ALL {
        let bytes = file_of(&bench, &id, format);
        let text = read_back::text(format, &bytes);
        let text = if format == Format::Markdown { unescaped(&text) } else { text };
        // What programs read back holds it as it is, as a number in its bytes;
        // what people read shows what no page and no terminal can.
        let as_it_is = matches!(format, Format::Ron | Format::Json);
        let want = if as_it_is { typed.clone() } else { visible(&typed).into_owned() };
        if matches!(format, Format::Pdf | Format::Markdown) {
            assert!(letters(&text).contains(&letters(&want)), "{format:?}: {text}");
        } else {
            assert!(text.contains(&want), "{format:?}: {text}");
        }
        if let (true, Ok(text)) = (format.is_read_as_text(), String::from_utf8(bytes)) {
            let harmful = |c: char| c.is_control() && c != '\n' && c != '\t';
            assert!(!text.contains(harmful), "{format:?}");
        }
    }
    // And taken back by an import, it is what it was.
    let full = bench.run(&["export", &id, "--to", "full", "--format", "ron"]).ok();
    let other = Bench::new();
    other.run_with(&["session", "import", "-"], full).ok();
    let back = other.run(&["session", "show", &id, "--json"]).json();
    assert_eq!(back["record"]["discussions"][0]["decisions"][0]["text"], typed);
}

/// Nothing in a document runs, asks for anything outside, or is worked out.
#[test]
fn nothing_typed_is_obeyed() {
    let bench = Bench::new();
    let id = deciding(&bench, &HOSTILE.join("\n"));
    let docx = file_of(&bench, &id, Format::Docx);
    for (name, part) in read_back::parts(&docx) {
        assert!(!name.contains("vba") && !name.contains(".bin"), "{name}");
        for obeyed in ["w:instrText", "TargetMode", "w:object", "w:altChunk", "<script"] {
            assert!(!part.contains(obeyed), "{obeyed} in {name}");
        }
        // The number of the page alone is a field.
        let fields = part.matches("<w:fldSimple ").count();
        let pages = part.matches(" PAGE").count() + part.matches(" NUMPAGES").count();
        assert_eq!(fields, if name == "word/footer1.xml" { pages } else { 0 }, "{name}");
    }
    let pdf = Pdf::read(&file_of(&bench, &id, Format::Pdf));
    let mut names = BTreeSet::new();
    pdf.objects.values().for_each(|value| names_of(value, &mut names));
    assert!(names.contains("StructTreeRoot"));
    for obeyed in ["JavaScript", "OpenAction", "Launch", "URI", "EmbeddedFile", "AA"] {
        assert!(!names.contains(obeyed), "{obeyed}");
    }
    let html = String::from_utf8(file_of(&bench, &id, Format::Html)).unwrap();
    assert!(!html.contains("<script") && !html.contains("<img"));
}

#[test]
fn an_answer_of_a_mebibyte_comes_out_whole() {
    let bench = Bench::new();
    // Ordinary words, and one without an end.
    let mut typed = "She said they just stopped coming; nobody rang. ".repeat(20_000);
    typed.push_str(&"x".repeat((1 << 20) - typed.len()));
    let id = deciding(&bench, &typed);
    let want = letters(&typed);
    for format in Format::ALL {
        let text = read_back::text(format, &file_of(&bench, &id, format));
        let text = if format == Format::Markdown { unescaped(&text) } else { text };
        assert!(letters(&text).contains(&want), "{format:?}");
    }
    // One letter more is more than a record takes, and is said to be.
    typed.push('x');
    let mut example = bench.run(&["session", "template", "--json"]).json();
    example["record"]["discussions"][0]["decisions"][0]["text"] = json!(typed);
    let why = bench.run_with(&["session", "import", "-"], example.to_string()).failed(1);
    assert!(why.contains("nothing was stored") && why.len() < 1000, "{}", why.len());
}

#[test]
fn a_long_name_makes_no_long_file_name_and_stands_whole() {
    let bench = Bench::new();
    let name = "Maximiliana-Theodora ".repeat(15).trim().to_owned();
    let reference = format!("EX/1001 \u{202e}{}", "9".repeat(200));
    let id = bench.import(|r| {
        let child = &mut r["record"]["children"][0];
        (child["name"], child["reference"]) = (json!(name), json!(reference));
    });
    let child = bench.run(&["session", "show", &id, "--json"]).json();
    let child = child["record"]["children"][0]["id"].as_str().unwrap().to_owned();
    std::fs::create_dir(bench.at("out")).unwrap();
    for format in Format::ALL {
        for to in ["child-file", "staff-file", "full", "letter"] {
            let what = ["export", &id, "--to", to, "--child", &child, "--format", format.slug()];
            let ran = bench.run(&[&what[..], &["--despite-warnings", "--output", "out"]].concat());
            let path = ran.ok();
            let file = path.trim().rsplit('/').next().unwrap().to_owned();
            assert!(file.len() <= 80 && file.is_ascii(), "{file}");
            assert!(!file.to_lowercase().contains("maximiliana"), "{file}");
            let text =
                read_back::text(format, &std::fs::read(bench.at("out").join(&file)).unwrap());
            let whole = matches!(to, "child-file" | "full");
            assert_eq!(letters(&text.replace('\\', "")).contains(&letters(&name)), whole, "{file}");
        }
    }
    // A name that no disk takes is the disk's to refuse.
    let output = format!("{}.txt", "n".repeat(300));
    let why = bench.run(&["export", &id, "--to", "full", "--output", &output]).failed(1);
    assert!(why.contains("nnn.txt") && !why.contains("Maximiliana"), "{why}");
}

/// Everything that writes a file a person asked for: what it is asked with,
/// and the file's ending.
fn writers(id: &str) -> Vec<(Vec<String>, &'static str)> {
    let owned = |args: &[&str]| args.iter().map(|a| (*a).to_owned()).collect::<Vec<_>>();
    let mut all: Vec<(Vec<String>, &str)> = Format::ALL
        .into_iter()
        .map(|f| (owned(&["export", id, "--to", "full", "--format", f.slug()]), f.extension()))
        .collect();
    all.push((owned(&["subject-access", "--child", "EX-1001", "--despite-warnings"]), "txt"));
    all.push((owned(&["actions", "--format", "csv"]), "csv"));
    all.push((owned(&["actions", "--format", "ics"]), "ics"));
    all
}

fn sent(bench: &Bench, args: &[String], more: &[&str]) -> super::bench::Ran {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    bench.run(&[&args[..], more].concat())
}

#[test]
fn a_file_that_is_there_is_never_written_over_by_accident() {
    let bench = Bench::new();
    let id = bench.import(|_| {});
    for (args, ending) in writers(&id) {
        let file = format!("mine.{ending}");
        bench.write(&file, "mine");
        let why = sent(&bench, &args, &["--output", &file]).failed(1);
        assert!(why.contains(&file) && why.contains("--replace"), "{why}");
        assert_eq!(std::fs::read(bench.at(&file)).unwrap(), b"mine");
        sent(&bench, &args, &["--output", &file, "--replace"]).ok();
        assert_ne!(std::fs::read(bench.at(&file)).unwrap(), b"mine");
    }
}

/// A folder that takes nothing, also from whoever may write everywhere else.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_nothing_is_named_and_nothing_is_left() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let id = bench.import(|_| {});
    let shut = bench.at("shut");
    std::fs::create_dir(&shut).unwrap();
    bench.write("shut/mine.txt", "mine");
    let mode = |bits| std::fs::set_permissions(&shut, PermissionsExt::from_mode(bits)).unwrap();
    mode(0o555);
    let is_shut = std::fs::write(shut.join("try"), "").is_err();
    let mut folders = vec!["/proc/self".to_owned()];
    folders.extend(is_shut.then(|| "shut".to_owned()));
    for (args, ending) in writers(&id) {
        for folder in &folders {
            let file = format!("{folder}/note.{ending}");
            let why = sent(&bench, &args, &["--output", &file]).failed(1);
            assert!(why.contains(&file), "{why}");
            for word in ["Maya", "Quill", "EX-1001"] {
                assert!(!why.contains(word), "{why}");
            }
        }
    }
    if is_shut {
        let over = ["--output", "shut/mine.txt", "--replace"];
        sent(&bench, &writers(&id)[0].0, &over).failed(1);
        assert_eq!(bench.names("shut"), ["mine.txt"]);
        assert_eq!(std::fs::read(shut.join("mine.txt")).unwrap(), b"mine");
    }
    mode(0o755);
}

/// A disk that is full after the first few blocks, as the system's own limit
/// on the size of a file makes it.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_the_old_file_and_no_half_of_a_new_one() {
    use std::process::Command;
    let bench = Bench::new();
    let id = deciding(&bench, &"She came home. And then? ".repeat(1_000));
    let before = bench.names(".");
    for format in Format::ALL {
        let file = format!("mine.{}", format.extension());
        for replace in [false, true] {
            if replace {
                bench.write(&file, "mine");
            }
            let limited = "trap '' XFSZ; ulimit -f 4; exec \"$@\"";
            let mut command = Command::new("sh");
            command.args(["-c", limited, "sh", env!("CARGO_BIN_EXE_thinkwheel")]);
            command.args(["--vault", "vault", "--state", "state"]);
            command.args(["--passphrase-file", "passphrase", "export", &id, "--to", "full"]);
            command.args(["--format", format.slug(), "--output", &file]);
            command.args(replace.then_some("--replace"));
            let ended = command.current_dir(bench.at(".")).output().unwrap();
            let why = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(1), "{format:?}: {why}");
            assert!(why.contains(&file) && !why.contains("came home"), "{why}");
            assert!(ended.stdout.is_empty());
            if replace {
                assert_eq!(std::fs::read(bench.at(&file)).unwrap(), b"mine", "{format:?}");
                std::fs::remove_file(bench.at(&file)).unwrap();
            }
            assert_eq!(bench.names("."), before, "{format:?}");
        }
    }
    bench.run(&["vault", "verify"]).ok();
}

/// In a table no answer is a formula, and a reader of CSV gets it back.
#[test]
fn no_cell_of_a_table_is_worked_out() {
    let bench = Bench::new();
    let typed = HOSTILE.map(|line| line.trim().to_owned());
    bench.import(|r| {
        let action = r["record"]["discussions"][0]["actions"][0].clone();
        let all = typed.iter().enumerate().map(|(n, what)| {
            let mut action = action.clone();
            action["id"] = json!(format!("01K0000000000000000000{n:04}"));
            action["what"] = json!(what);
            action
        });
        r["record"]["discussions"][0]["actions"] = all.collect();
    });
    let csv = bench.run(&["actions", "--format", "csv"]).ok();
    let mut cells = Vec::new();
    for row in csv::Reader::from_reader(csv.as_bytes()).records() {
        cells.extend(row.unwrap().iter().map(str::to_owned));
    }
    for cell in &cells {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        assert!(!cell.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{cell}");
    }
    for what in &typed {
        let want = visible(what);
        let there = |cell: &String| cell == &*want || *cell == format!("'{want}");
        assert!(cells.iter().any(there), "{what}");
    }
}
