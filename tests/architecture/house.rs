//! The ground plan: which room may import which, what belongs to one room
//! alone, and where the rooms lie.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::scan::{self, Fault};

/// No source file is longer than this, in lines.
pub const LONGEST_FILE: usize = 600;
/// `main.rs` parses, calls the library and maps to an exit code.
pub const LONGEST_MAIN: usize = 30;

/// One room of the house.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The first segment of its module path.
    pub name: &'static str,
    /// The rooms it may import from, itself aside.
    pub imports: &'static [&'static str],
    /// Whether it may touch the disk, the clock and randomness.
    pub machine: bool,
    /// Whether it may know the terminal's screen.
    pub screen: bool,
}

const fn room(name: &'static str, imports: &'static [&'static str]) -> Room {
    Room { name, imports, machine: false, screen: false }
}

/// The rooms, from the ground floor up. A room that is not listed is a fault:
/// say here what it may import before it is built.
pub const ROOMS: &[Room] = &[
    room("text", &[]),
    room("practice", &["text"]),
    room("figure", &["practice", "text"]),
    room("record", &["practice", "figure", "text"]),
    // settings are read by the reader of records, whose errors quote nothing
    room("config", &["record", "practice", "text"]),
    Room { machine: true, ..room("vault", &["record", "practice", "text"]) },
    room("export", &["record", "practice", "figure", "text"]),
    room("app", &["record", "practice", "figure", "config", "text"]),
    Room {
        machine: true,
        ..room(
            "runtime",
            &["app", "vault", "export", "record", "config", "practice", "figure", "text"],
        )
    },
    Room {
        screen: true,
        ..room("tui", &["app", "record", "practice", "figure", "config", "text"])
    },
    room("line", &["app", "record", "practice", "figure", "config", "text"]),
    Room {
        machine: true,
        ..room(
            "cli",
            &[
                "tui", "line", "runtime", "app", "vault", "export", "record", "config", "practice",
                "figure", "text",
            ],
        )
    },
];

/// The library's root: it names the rooms and imports from none.
pub const ROOT: Room = room("lib", &[]);
/// The binary: it knows the commands and nothing under them.
pub const BINARY: Room = room("main", &["cli"]);

/// Crates that draw on a terminal or read its keys.
pub const SCREEN_CRATES: &[&str] = &["ratatui", "crossterm"];

/// Paths into the disk, the clock and randomness. A whole crate, module or
/// type is named by its beginning.
pub const MACHINE_PATHS: &[&[&str]] = &[
    &["std", "fs"],
    &["std", "time", "SystemTime"],
    &["std", "time", "Instant"],
    &["std", "time", "UNIX_EPOCH"],
    &["chrono", "Utc", "now"],
    &["chrono", "offset", "Utc", "now"],
    // the time zone of the machine is read from its clock settings
    &["chrono", "Local"],
    &["chrono", "offset", "Local"],
    &["ulid", "Ulid", "new"],
    &["ulid", "Ulid", "generate"],
    &["ulid", "Generator"],
    &["rand"],
    &["rand_core"],
    &["getrandom"],
    &["tempfile"],
    &["rustix", "fs"],
    &["rustix", "time"],
    &["rustix", "rand"],
    // the same by the bare name, where a glob of the module above brought it in
    &["Utc", "now"],
    &["Local"],
    &["Ulid", "new"],
    &["Ulid", "generate"],
];

/// Names that mean randomness wherever they come from.
pub const MACHINE_NAMES: &[&str] = &["OsRng", "ThreadRng", "thread_rng"];

/// Methods of a path that ask the disk.
pub const DISK_METHODS: &[&str] = &[
    "exists",
    "try_exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "metadata",
    "symlink_metadata",
    "canonicalize",
    "read_dir",
    "read_link",
];

/// Methods that end the program on a value that is not there.
pub const PANIC_METHODS: &[&str] =
    &["unwrap", "expect", "unwrap_err", "expect_err", "unwrap_unchecked"];

/// Macros that end the program, or that should not outlive an evening.
pub const PANIC_MACROS: &[&str] = &["panic", "todo", "unimplemented", "unreachable", "dbg"];

/// Macros that panic when the reader has gone (`thinkwheel keys | head`), and
/// that pass no cleaner.
pub const PRINT_MACROS: &[&str] = &["print", "println", "eprint", "eprintln"];

/// A fault and the file it is in, relative to the repository.
#[derive(Debug)]
pub struct Found {
    pub file: String,
    pub fault: Fault,
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.fault.line, self.fault.what)
    }
}

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file under a folder, sorted; nothing if there is no such folder.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = std::fs::read_dir(folder) else { return found };
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The module path of a file under `src`: `app/screens/mod.rs` is `app`,
/// `screens`.
pub fn module_of(inside_src: &Path) -> Vec<String> {
    let mut module: Vec<String> = inside_src
        .with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// The room a module path belongs to; none if it is not in the table.
pub fn room_of(module: &[String]) -> Option<Room> {
    match module {
        [only] if only == "lib" => Some(ROOT),
        [only] if only == "main" => Some(BINARY),
        [first, ..] => ROOMS.iter().copied().find(|room| room.name == first),
        [] => None,
    }
}

/// What a walk over `src` saw and found.
pub struct Walk {
    pub files: usize,
    pub rooms: BTreeSet<String>,
    pub found: Vec<Found>,
}

/// Reads every file under `src` but those that are compiled for tests only.
pub fn walk(src: &Path) -> Walk {
    let mut found = Vec::new();
    let mut rooms = BTreeSet::new();
    let mut scans = Vec::new();
    let mut tests_only: Vec<PathBuf> = Vec::new();
    for path in rust_files(src) {
        let inside = path.strip_prefix(src).expect("a file under src").to_owned();
        let module = module_of(&inside);
        let file = format!("src/{}", inside.display());
        let Some(room) = room_of(&module) else {
            let what = "this room is not in the table of tests/architecture/house.rs".to_owned();
            found.push(Found { file, fault: Fault { line: 1, rule: scan::Rule::Import, what } });
            continue;
        };
        let source = std::fs::read_to_string(&path).expect("a readable source file");
        let scan = scan::scan(&source, room, &module)
            .unwrap_or_else(|e| panic!("{file}: does not parse: {e}"));
        let folder = path.parent().expect("a file in a folder");
        let parent_of_all =
            matches!(inside.file_name().and_then(|n| n.to_str()), Some("mod.rs" | "lib.rs"));
        let below = if parent_of_all { folder.to_owned() } else { path.with_extension("") };
        for test in &scan.test_modules {
            let named = match &test.path {
                Some(other) => folder.join(other),
                None => below.join(&test.name),
            };
            tests_only.push(named.with_extension("rs"));
            tests_only.push(named.with_extension(""));
        }
        rooms.insert(room.name.to_owned());
        scans.push((path, file, scan));
    }
    scans.retain(|(path, ..)| !tests_only.iter().any(|test| path.starts_with(test)));
    let files = scans.len();
    for (_, file, scan) in scans {
        found.extend(scan.faults.into_iter().map(|fault| Found { file: file.clone(), fault }));
    }
    Walk { files, rooms, found }
}
