//! The program in a real pseudo-terminal, and through a plain pipe.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use common::keys::{self, Step};
use common::pty::{Place, Pty, program};
use rustix::process::Signal;
use thinkwheel::app::Key;

const PLAIN: &str = include_str!("keys/plain-note.keys");
const STANDARD: &str = include_str!("keys/standard-session.keys");
const CANARY: &str = "canaryquince";

fn home(place: &Place, columns: u16, rows: u16) -> Pty {
    let pty = Pty::start(&place.options(), columns, rows, &place.out());
    pty.wait_for("Begin a session");
    pty
}

fn walk(pty: &mut Pty, file: &str) -> usize {
    let steps = keys::read(file);
    for step in &steps {
        match step {
            Step::Press(key) => pty.press(*key),
            Step::Type(words) => pty.send(words.as_bytes()),
        }
    }
    keys::count(&steps)
}

fn wait_for_file(place: &Place) -> Vec<u8> {
    let end = Instant::now() + Duration::from_secs(20);
    loop {
        if let Some(path) = place.files().first()
            && !path.file_name().unwrap().to_string_lossy().starts_with('.')
        {
            return std::fs::read(path).unwrap();
        }
        assert!(Instant::now() < end, "no file was written");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn session_id(place: &Place) -> String {
    let list = place.command(&["session", "list", "--json"]);
    let list: serde_json::Value = serde_json::from_slice(&list.stdout).unwrap();
    list[0]["id"].as_str().unwrap().to_owned()
}

/// A whole supervision, home to exported note, and the same bytes by command.
fn supervise(file: &str, most: usize, columns: u16, rows: u16) {
    let place = Place::new();
    let mut pty = home(&place, columns, rows);
    let keys = walk(&mut pty, file);
    assert!(keys <= most, "{keys} keys");
    pty.wait_for("Written to");
    let written = wait_for_file(&place);
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    assert!(pty.is_cooked(), "the terminal was not given back");
    let path = place.files().pop().unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    assert!(name.is_ascii() && name.len() <= 80 && !name.to_lowercase().contains("leila"));
    let id = session_id(&place);
    let shown = place.command(&["export", &id, "--to", "child-file", "--format", "text"]);
    assert!(shown.status.success(), "{}", String::from_utf8_lossy(&shown.stderr));
    assert!(shown.stdout == written, "{}", String::from_utf8_lossy(&shown.stdout));
    let text = String::from_utf8(written).unwrap();
    for step in keys::read(file).iter().skip(4) {
        // The days typed are read as dates; everything else stands verbatim.
        if let Step::Type(words) = step
            && words.len() > 12
        {
            assert!(text.contains(words), "{words}\n---\n{text}");
        }
    }
}

#[test]
fn a_plain_note_at_eighty_by_twenty_four() {
    supervise(PLAIN, 15, 80, 24);
}

#[test]
fn a_standard_session_at_a_hundred_and_twenty_by_forty() {
    supervise(STANDARD, 60, 120, 40);
}

/// Where words stand on the screen: column and row, from 1.
fn place_of(pty: &Pty, words: &str) -> (usize, usize) {
    let screen = pty.screen();
    let found = screen
        .lines()
        .enumerate()
        .find_map(|(y, line)| line.find(words).map(|at| (line[..at].chars().count() + 1, y + 1)));
    found.unwrap_or_else(|| panic!("no {words:?} on\n{screen}"))
}

/// A press and the release that follows, as terminals send them.
fn click(pty: &mut Pty, words: &str) {
    let (column, row) = place_of(pty, words);
    pty.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
}

#[test]
fn a_click_opens_what_it_points_at_and_the_mouse_is_given_back() {
    let watches = |pty: &Pty| {
        let out = pty.output();
        let last = |s: &[u8]| out.windows(s.len()).rposition(|w| w == s);
        last(b"\x1b[?1000h") > last(b"\x1b[?1000l")
    };
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    assert!(watches(&pty));
    click(&mut pty, "Begin a session");
    pty.wait_for("Who is here");
    click(&mut pty, "Esc back");
    pty.wait_for("Begin a session");
    pty.key("F9");
    pty.wait_for("Hidden");
    assert!(!watches(&pty), "a hidden screen leaves the mouse alone");
    pty.key("x");
    pty.wait_for("Show the screen again");
    pty.key("Enter");
    pty.wait_for("Begin a session");
    assert!(watches(&pty));
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    assert!(!watches(&pty) && pty.is_cooked());
}

#[test]
fn a_theme_is_seen_at_once_and_no_colour_wins() {
    let wrote = |pty: &Pty, bytes: &[u8]| pty.output().windows(bytes.len()).any(|w| w == bytes);
    // The ground of the light theme, where the terminal says it can show it.
    let ground = b"48;2;251;250;247";
    for (no_colour, light) in [("", true), ("1", false)] {
        let place = Place::new();
        let given = [("COLORTERM", Path::new("truecolor")), ("NO_COLOR", Path::new(no_colour))];
        let mut pty = Pty::start_with(&place.options(), 80, 24, &place.out(), &given);
        pty.wait_for("Begin a session");
        assert!(!wrote(&pty, ground));
        pty.send(b"\x1bOQ"); // F2
        pty.wait_for("Colours: light");
        assert_eq!(wrote(&pty, ground), light);
        pty.key("Ctrl-q");
        assert_eq!(pty.end(), 0);
    }
}

#[test]
fn the_tour_is_taken_line_by_line_too() {
    let script = "/tour\n/begin\nDana\nKit\n\n\n\n/next\n1\nSettled at school.\n.\n/bring-back\n\
                  /decide\nWe stay with the plan.\n.\n/review\n/leave\n";
    let folder = tempfile::tempdir().unwrap();
    let mut child = Command::new(program())
        .args(["--demo", "--line"])
        .current_dir(folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    let mut from = 0;
    for step in [
        "one-minute tour",
        "1 of 8.",
        "2 of 8.",
        "3 of 8.",
        "4 of 8.",
        "5 of 8.",
        "6 of 8.",
        "7 of 8.",
        "That is all",
    ] {
        let at = said[from..].find(step).unwrap_or_else(|| panic!("{step} is missing in\n{said}"));
        from += at;
        assert_eq!(said.matches(step).count(), 1, "{step} is said once in\n{said}");
    }
    assert!(said.contains("(Added; /undo takes it back.)"));
    assert!(!said.contains("Alt-") && !said.contains("F3"), "a key in\n{said}");
}

#[test]
fn the_mouse_is_left_alone_where_that_is_set() {
    let place = Place::new();
    std::fs::write(place.folder.path().join("config.ron"), "(mouse: false)\n").unwrap();
    let mut pty = home(&place, 80, 24);
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    assert!(!pty.output().windows(8).any(|w| w == b"\x1b[?1000h"));
}

#[test]
fn the_same_through_a_plain_pipe() {
    let place = Place::new();
    let script = "\
1
Sam Okafor
Leila Hart
LH-204


1
We know the dates.
And not the reasons: //none/
.
/bring-back
.
/find stopped
/previous
/decide
Stay with the plan.
.
It works.
.

Ask nan
Sam
fri
/review
/finalise
yes
/leave
";
    let mut child = Command::new(program())
        .args(place.options())
        .arg("--line")
        .current_dir(place.out())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success(), "{said}");
    assert!(!said.contains('\x1b'), "no escapes through a pipe");
    let files = place.files();
    assert_eq!(files.len(), 1, "{said}");
    let name = files[0].file_name().unwrap().to_str().unwrap();
    assert!(name.contains("lh-204") && !name.contains("leila"), "{name}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    for words in ["We know the dates.\nAnd not the reasons: //none/", "Ask nan", "It works."] {
        assert!(text.contains(words), "{words}\n---\n{text}\n---\n{said}");
    }
    assert!(!text.contains("DRAFT"));
}

#[test]
fn what_was_typed_stays_when_the_input_of_lines_ends() {
    let place = Place::new();
    let script = "1\nSam\nLeila\n\n\n\n1\nhalf an answer";
    let mut child = Command::new(program())
        .args(place.options())
        .arg("--line")
        .current_dir(place.out())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let shown = place.command(&["session", "show", &session_id(&place)]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("half an answer"));
}

fn given_back(signal: Signal, code: u32) {
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    pty.key("Enter");
    pty.wait_for("Practitioner");
    pty.send(b"Sam");
    pty.wait_for("Sam");
    pty.signal(signal);
    assert_eq!(pty.end(), code);
    let out = pty.output();
    let text = String::from_utf8_lossy(&out);
    assert!(text.contains("\x1b[?1049l") && text.contains("\x1b[?2004l"));
    assert!(pty.is_cooked());
}

#[test]
fn the_terminal_is_given_back_when_asked_to_end() {
    given_back(Signal::TERM, 143);
}

#[test]
fn the_terminal_is_given_back_on_a_hang_up() {
    given_back(Signal::HUP, 129);
}

/// Run by the test below as a process of its own: a terminal window that can
/// be closed. Alone it has nothing to do.
#[test]
fn a_terminal_window() {
    let Some(folder) = std::env::var_os("THINKWHEEL_TEST_WINDOW") else { return };
    let folder = std::path::PathBuf::from(folder);
    let options: Vec<String> = std::fs::read_to_string(folder.join("options"))
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect();
    let mut pty = Pty::start(&options, 80, 24, &folder);
    pty.wait_for("Begin a session");
    walk(&mut pty, &PLAIN.lines().take(12).collect::<Vec<_>>().join("\n"));
    pty.wait_for("We know the dates");
    std::thread::sleep(Duration::from_millis(300));
    std::fs::write(folder.join("pid"), pty.pid().to_string()).unwrap();
    std::thread::sleep(Duration::from_mins(1));
}

#[test]
fn a_closed_terminal_ends_the_program_and_keeps_the_words() {
    let place = Place::new();
    let folder = place.folder.path().join("window");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("options"), place.options().join("\n")).unwrap();
    let mut window = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_terminal_window"])
        .env("THINKWHEEL_TEST_WINDOW", &folder)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + Duration::from_secs(40);
    let pid: i32 = loop {
        let text = std::fs::read_to_string(folder.join("pid")).unwrap_or_default();
        if let Ok(pid) = text.parse() {
            break pid;
        }
        assert!(Instant::now() < end, "the window never opened");
        std::thread::sleep(Duration::from_millis(20));
    };
    window.kill().unwrap();
    window.wait().unwrap();
    let end = Instant::now() + Duration::from_secs(20);
    while Path::new(&format!("/proc/{pid}/stat")).exists() && !is_zombie(pid) {
        assert!(Instant::now() < end, "still running without a terminal");
        std::thread::sleep(Duration::from_millis(20));
    }
    let pty = Pty::start(&place.options(), 80, 24, &place.out());
    pty.wait_for("We know the dates");
    pty.wait_for("Her nan");
}

fn is_zombie(pid: i32) -> bool {
    std::fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|s| s.rsplit(')').next().is_some_and(|s| s.trim_start().starts_with('Z')))
}

#[test]
fn a_tiny_terminal_says_so_and_loses_nothing() {
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    walk(&mut pty, &PLAIN.lines().take(10).collect::<Vec<_>>().join("\n"));
    pty.wait_for("when they");
    pty.resize(20, 5);
    pty.wait_for("Too small");
    pty.send(b" and more");
    pty.resize(80, 24);
    pty.wait_for("and more");
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    let place = Place::new();
    let pty = Pty::start(&place.options(), 20, 5, &place.out());
    pty.wait_for("Too small");
}

#[test]
fn a_paste_of_two_mebibytes_is_refused_whole() {
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    walk(&mut pty, &PLAIN.lines().take(9).collect::<Vec<_>>().join("\n"));
    pty.wait_for("1/14");
    pty.send(b"what stood there");
    pty.wait_for("what stood there");
    let mut paste = b"\x1b[200~".to_vec();
    paste.extend(std::iter::repeat_n(b"too much ".as_slice(), 2 * 1024 * 1024 / 9).flatten());
    paste.extend_from_slice(b"\x1b[201~");
    pty.send(&paste);
    pty.wait_for("1 MiB");
    assert!(pty.screen().contains("what stood there"), "{}", pty.screen());
    pty.send(b"\x1b[200~ and a page\nof it\x1b[201~");
    pty.wait_for("of it");
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    let shown = place.command(&["session", "show", &session_id(&place), "--json"]);
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains(r"what stood there and a page\nof it") && !shown.contains("too much"));
}

#[test]
fn a_canary_is_in_the_file_that_was_asked_for_and_nowhere_else() {
    let place = Place::new();
    let temp = place.folder.path().join("temp");
    std::fs::create_dir(&temp).unwrap();
    let mut pty =
        Pty::start_with(&place.options(), 80, 24, &place.out(), &[("TMPDIR", temp.as_path())]);
    pty.wait_for("Begin a session");
    let file = PLAIN.replace("Her mum now rings us", CANARY);
    walk(&mut pty, &file);
    pty.wait_for("Written to");
    let written = wait_for_file(&place);
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    assert!(String::from_utf8(written).unwrap().contains(CANARY));
    let mut looked = 0;
    for folder in [place.vault(), place.state(), temp] {
        looked += look(&folder);
    }
    assert!(looked > 3, "there was something to look at");
    assert!(!pty.screen().contains(CANARY), "left on the terminal:\n{}", pty.screen());
    let out = pty.output();
    assert!(!holds(&out, b"\x1b]"), "a title or another command to the terminal was sent");
}

fn look(folder: &Path) -> usize {
    let mut looked = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            looked += look(&path);
        } else {
            looked += 1;
            assert!(
                !holds(&std::fs::read(&path).unwrap(), CANARY.as_bytes()),
                "{}",
                path.display()
            );
            assert!(!path.to_string_lossy().contains(CANARY));
        }
    }
    looked
}

fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|w| w == words)
}

#[test]
fn hiding_blanks_the_real_screen_and_a_lock_asks_for_the_passphrase() {
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    walk(&mut pty, &PLAIN.lines().take(10).collect::<Vec<_>>().join("\n"));
    pty.wait_for("when they");
    pty.key("F9");
    pty.wait_for("Hidden");
    assert!(!pty.screen().contains("Leila") && !pty.screen().contains("Dudley"));
    pty.key("F9");
    pty.wait_for("Passphrase");
    assert!(!pty.screen().contains("Leila"));
    pty.send(b"not the words");
    pty.key("Enter");
    pty.wait_for("passphrase");
    std::thread::sleep(Duration::from_millis(300));
    pty.send(b"six words are best for this");
    pty.key("Enter");
    pty.wait_for("when they");
}

#[test]
fn a_second_window_reads_and_says_what_it_cannot_see() {
    let place = Place::new();
    let mut first = home(&place, 80, 24);
    walk(&mut first, &PLAIN.lines().take(10).collect::<Vec<_>>().join("\n"));
    first.key("Ctrl-s");
    first.wait_for("saved");
    let second = Pty::start(&place.options(), 80, 24, &place.out());
    second.wait_for("Another thinkwheel");
    second.wait_for("Leila Hart");
}

#[test]
fn an_idle_program_uses_nothing() {
    let place = Place::new();
    let pty = home(&place, 80, 24);
    std::thread::sleep(Duration::from_millis(400));
    let before = ticks(pty.pid());
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(ticks(pty.pid()), before);
}

/// Voluntary and other switches of all threads: waking up is what costs.
fn ticks(pid: i32) -> u64 {
    let mut sum = 0;
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap();
        sum += status
            .lines()
            .filter(|l| l.contains("voluntary_ctxt_switches"))
            .map(|l| l.split_whitespace().last().unwrap().parse::<u64>().unwrap())
            .sum::<u64>();
    }
    sum
}

#[test]
fn the_practice_vault_is_gone_at_the_end() {
    let place = Place::new();
    let temp = place.folder.path().join("temp");
    std::fs::create_dir(&temp).unwrap();
    let mut options = place.options();
    options.push("--demo".into());
    let mut pty = Pty::start_with(&options, 80, 24, &place.out(), &[("TMPDIR", temp.as_path())]);
    pty.wait_for("Practice vault");
    pty.wait_for("Begin a session");
    assert!(std::fs::read_dir(&temp).unwrap().count() > 0);
    pty.press(Key::ctrl('q'));
    assert_eq!(pty.end(), 0);
    assert_eq!(std::fs::read_dir(&temp).unwrap().count(), 0);
}

#[test]
fn the_first_run_makes_a_vault_with_a_recovery_and_opens_at_home() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let options: Vec<String> =
        ["--vault", &at("vault"), "--state", &at("state"), "--config", &at("none.ron")]
            .map(str::to_owned)
            .to_vec();
    let mut pty = Pty::start(&options, 80, 24, folder.path());
    pty.wait_for("Set up your vault");
    pty.key("Enter");
    pty.wait_for("Six words nobody could guess");
    for words in ["Ruth Adeyemi", "a horse in the rain", "a horse in the sun"] {
        pty.send(words.as_bytes());
        pty.key("Tab");
    }
    pty.send(at("recovery.age").as_bytes());
    for words in ["another six words for this", "another six words for this"] {
        pty.key("Tab");
        pty.send(words.as_bytes());
    }
    pty.key("Enter");
    pty.wait_for("The two are not the same");
    pty.key("Ctrl-a");
    pty.send(b"a horse in the rain");
    for _ in 0..4 {
        pty.key("Enter");
    }
    pty.wait_for("Today");
    pty.wait_for("Begin a session");
    assert!(!pty.screen().contains("Make a recovery"), "{}", pty.screen());
    assert!(!holds(&pty.output(), b"horse in"), "a passphrase was shown");
    pty.key("Ctrl-q");
    assert_eq!(pty.end(), 0);
    assert!(Path::new(&at("recovery.age")).is_file());
    let mut pty = Pty::start(&options, 80, 24, folder.path());
    pty.wait_for("Passphrase");
    pty.send(b"not these words");
    pty.key("Enter");
    pty.wait_for("does not open this vault");
    pty.send(b"a horse in the rain");
    pty.key("Enter");
    pty.wait_for("Begin a session");
}

#[test]
fn nothing_of_a_killed_program_shows_through_the_next_one() {
    let place = Place::new();
    let mut pty = home(&place, 80, 24);
    walk(&mut pty, &PLAIN.lines().take(10).collect::<Vec<_>>().join("\n"));
    pty.wait_for("Dudley");
    pty.signal(Signal::KILL);
    pty.end();
    // The same window: its alternate screen still stands, as it was left.
    let left = pty.output();
    let pty = Pty::start(&place.options()[..6], 80, 24, &place.out());
    pty.shows_already(&left);
    pty.wait_for("Passphrase");
    assert!(!pty.screen().contains("Dudley"), "{}", pty.screen());
    assert!(!holds(&pty.output(), b"\x1b[6n"), "the terminal was asked something");
}
