//! Keys in, effects out; and the same as plain lines.

use thinkwheel::app::page::{Body, Mark};
use thinkwheel::export::Format;

use crate::common::desk::Desk;

fn press(desk: &mut Desk, keys: &[&str]) {
    for key in keys {
        desk.press(key);
    }
}

/// A meeting about Maya Quill with three answers, in review, and from there to
/// what is for learning.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.press("n");
    desk.type_in("Sam Okafor");
    desk.press("Tab");
    desk.type_in("Maya Quill");
    press(&mut desk, &["Enter", "Ctrl-s", "Ctrl-f"]);
    desk.type_in("safety.kept-safe");
    desk.press("Enter");
    desk.type_in("Maya moved from Dudley on 12 March 2026.");
    press(&mut desk, &["Alt-o"]);
    desk.type_in("Nan phones her every evening.");
    press(&mut desk, &["Alt-o"]);
    desk.type_in("Sam will ring LCS 12345.");
    press(&mut desk, &["Alt-r", "d"]);
    desk
}

fn items(desk: &Desk) -> Vec<(String, bool)> {
    let page = desk.page();
    let list = page.list().unwrap();
    list.items.iter().map(|i| (i.text.clone(), i.mark == Some(Mark::Chosen))).collect()
}

fn note(desk: &Desk) -> (String, Option<String>) {
    match desk.page().body {
        Body::Note(note) => (note.text, note.ask),
        _ => panic!("not at the text"),
    }
}

fn notice(desk: &Desk) -> String {
    desk.page().notice.map(|n| n.text).unwrap_or_default()
}

#[test]
fn it_starts_empty_and_takes_what_a_person_chooses() {
    let mut desk = desk();
    assert_eq!(items(&desk).len(), 3);
    assert!(items(&desk).iter().all(|(_, chosen)| !chosen));
    press(&mut desk, &["Enter"]);
    assert!(notice(&desk).starts_with("Nothing is chosen yet"), "{}", notice(&desk));
    press(&mut desk, &["Space", "Down", "Space", "Space", "Enter"]);
    let shown: Vec<String> = items(&desk).into_iter().map(|(text, _)| text).collect();
    assert_eq!(
        shown,
        [
            "“Maya” becomes “Child A”",
            "“Dudley” becomes “Place A”",
            "“on 12 March 2026” becomes “about 8 months before this meeting”",
        ]
    );
    desk.press("PageDown");
    let (text, ask) = note(&desk);
    assert!(text.contains("Child A moved from Place A about 8 months before this meeting."));
    assert!(text.contains("still personal data") && ask.is_none());
    for never in ["Maya", "Quill", "Dudley", "Okafor", "Nan", "12345", "2026", "November", "DRAFT"]
    {
        assert!(!text.contains(never), "{never}: {text}");
    }
}

#[test]
fn nothing_leaves_before_it_is_asked_and_the_record_keeps_none_of_it() {
    let mut desk = desk();
    let before = desk.session().clone();
    press(&mut desk, &["Space", "Down", "Down", "Space", "Enter", "PageDown", "Enter"]);
    let (text, ask) = note(&desk);
    let ask = ask.unwrap();
    assert!(ask.contains("replaced.") && ask.contains("still personal data"), "{ask}");
    assert!(desk.files.is_empty());
    press(&mut desk, &["Esc"]);
    assert!(note(&desk).1.is_none() && desk.files.is_empty());
    press(&mut desk, &["Enter", "Enter"]);
    let (path, bytes) = desk.files.iter().next().unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with("supervision-learning-") && name.contains(".txt"), "{name}");
    assert_eq!(String::from_utf8(bytes.clone()).unwrap(), text);
    // A file of that name is left as it is, until that is meant.
    press(&mut desk, &["Enter", "Enter"]);
    assert!(notice(&desk).contains("one of that name is there"), "{}", notice(&desk));
    press(&mut desk, &["Alt-o"]);
    assert!(notice(&desk).starts_with("Written to"), "{}", notice(&desk));
    assert!(desk.session().discussions == before.discussions);
    press(&mut desk, &["Esc", "Esc", "Esc"]);
    assert!(matches!(desk.page().body, Body::Note(note) if note.text.contains("Maya")));
    // Come back to, it is empty again.
    desk.press("d");
    assert!(items(&desk).iter().all(|(_, chosen)| !chosen));
}

#[test]
fn only_the_very_text_that_was_asked_about_is_written() {
    let mut desk = desk();
    press(&mut desk, &["Space", "Enter", "PageDown", "Enter", "Enter", "Enter", "Enter"]);
    assert!(notice(&desk).contains("one of that name is there"), "{}", notice(&desk));
    let before = desk.files.clone();
    // Back, and Dudley stays as it is: another text, that nobody said yes to.
    press(&mut desk, &["Esc", "Down", "Delete", "PageDown"]);
    assert!(note(&desk).0.contains("Dudley"));
    press(&mut desk, &["Alt-o"]);
    assert!(notice(&desk).contains("another one than you were asked about"), "{}", notice(&desk));
    assert!(desk.files == before);
    press(&mut desk, &["Alt-o"]);
    assert!(desk.files == before);
    press(&mut desk, &["Enter", "Enter", "Alt-o"]);
    assert!(notice(&desk).starts_with("Written to"), "{}", notice(&desk));
    assert!(desk.files.values().any(|b| String::from_utf8_lossy(b).contains("Dudley")));
}

#[test]
fn each_replacement_is_changed_refused_or_added() {
    let mut desk = desk();
    press(&mut desk, &["Space", "Down", "Space", "Enter", "Down", "Enter", "Ctrl-a"]);
    desk.type_in("the old town");
    press(&mut desk, &["Enter", "Down", "Delete", "+"]);
    desk.type_in("every evening");
    desk.press("Enter");
    desk.type_in("often");
    desk.press("Enter");
    let all = items(&desk);
    let has =
        |words: &str, on: bool| all.iter().any(|(text, chosen)| text == words && *chosen == on);
    assert!(has("“Dudley” becomes “the old town”", true), "{all:?}");
    assert!(has("“on 12 March 2026” stays as it is", false), "{all:?}");
    assert!(has("“every evening” becomes “often”", true), "{all:?}");
    desk.press("PageDown");
    let (text, _) = note(&desk);
    assert!(text.contains("Child A moved from the old town on 12 March 2026."), "{text}");
    assert!(text.contains("Nan phones her often.") && text.contains("Left as it was: 1 date"));
    press(&mut desk, &["Enter"]);
    assert!(note(&desk).1.unwrap().contains("Left as they were: 1 date."));
    // Words that are nowhere are said to be nowhere.
    press(&mut desk, &["Esc", "Esc", "+"]);
    desk.type_in("Timbuktu");
    desk.press("Enter");
    desk.type_in("a place");
    desk.press("Enter");
    assert!(notice(&desk).contains("not in the passages"), "{}", notice(&desk));
}

#[test]
fn another_path_and_another_format() {
    let mut desk = desk();
    press(&mut desk, &["Space", "Enter", "PageDown"]);
    for _ in 0..Format::ALL.len() {
        if !note(&desk).0.starts_with('#') {
            desk.press("Alt-x");
        }
    }
    assert!(note(&desk).0.starts_with("# Learning from supervision"), "{}", note(&desk).0);
    press(&mut desk, &["Alt-l", "Ctrl-a"]);
    desk.type_in("for-the-team.md");
    press(&mut desk, &["Enter", "Enter", "Enter"]);
    assert!(desk.files.keys().any(|p| p.ends_with("for-the-team.md")), "{}", notice(&desk));
}

/// What plain lines say to a script, in the practice vault.
#[cfg(unix)]
fn lines(script: &str) -> (String, tempfile::TempDir) {
    use std::io::Write as _;
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_thinkwheel"))
        .args(["--demo", "--line"])
        .current_dir(folder.path())
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    (String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap(), folder)
}

#[cfg(unix)]
#[test]
fn the_same_as_plain_lines() {
    let script = "/begin\nDana\nZoe Quill\n\n\n\n/find kept-safe\n1\nZoe slept at Nan's in Dudley.\n.\n\
                  /review\n/learning\n/next\n1\n/next\n1\nthe girl\n/mark\n2\nthe town\n/add-words\nslept\n\
                  stayed\n/next\n/export\nno\n/path out.txt\n/export\nyes\n/leave\n";
    let (said, folder) = lines(script);
    let mut rest = said.as_str();
    for words in [
        "What can others learn from this?",
        "Nothing is chosen yet: /mark takes a passage.",
        "“Zoe” becomes “Child A”",
        "What stands in the place of “Zoe”",
        "“Zoe” becomes “the girl”",
        "There is no /mark here",
        "What stands in the place of “Dudley”",
        "Words to replace",
        "The girl stayed at Nan's in the town.",
        "It is still personal data",
        "Written to",
    ] {
        let (_, after) = rest.split_once(words).unwrap_or_else(|| panic!("{words}: {rest}"));
        rest = after;
    }
    let text = std::fs::read_to_string(folder.path().join("out.txt")).unwrap();
    assert!(text.contains("The girl stayed at Nan's in the town."));
    assert!(!text.contains("Zoe") && !text.contains("Dudley") && !text.contains("Dana"));
}

#[cfg(unix)]
#[test]
fn numbers_mean_the_line_they_name_and_only_yes_writes() {
    let script = "/begin\nDana\nZoe Quill\n\n\n\n/find kept-safe\n1\nZoe slept at Nan's in Dudley, near Tipton.\n.\n\
                  /review\n/learning\n1 9\n1 1\n/next\n/keep\n/keep 9\n/keep 2 x\n/keep 2\n/go 0\n/next\n\
                  /format rtf\n/format word\n/path out.txt\n/export\n/export\n/next now\nno\n/leave\n";
    let (said, folder) = lines(script);
    let mut rest = said.as_str();
    for words in [
        "Type numbers from 1 to 1, as in 1 3.",
        "1. taken: Zoe slept",
        "“Dudley” becomes “Place A”",
        "Which? /keep and the numbers of lines, from 1 to 3. Nothing was changed.",
        "Which? /keep and the numbers of lines",
        "Which? /keep and the numbers of lines",
        "2. “Dudley” stays as it is",
        "Which? /go and the number of a line, from 1 to 3.",
        "Child A slept at Nan's in Dudley, near Place B.",
        "/export writes it, once you have said yes; /back changes what is replaced",
        "Nothing here is called so, and nothing was changed. /format and one of these",
        "For learning, as Word document",
        "For learning, as text to paste",
        "Type yes, or Enter for not yet: ",
        "Type yes to go on",
        "/next takes nothing after it, and nothing was done.",
    ] {
        let (_, after) = rest.split_once(words).unwrap_or_else(|| panic!("{words}: {rest}"));
        rest = after;
    }
    assert!(!said.contains("“Zoe” stays") && !said.contains("“Tipton” stays"), "{said}");
    assert!(!said.contains("Written to") && !folder.path().join("out.txt").exists());
}
