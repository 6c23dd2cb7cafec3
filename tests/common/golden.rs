//! Golden files. `GOLDEN=write cargo test` writes them anew; look at what
//! changed before it is kept.
#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name)
}

/// The text of a golden file.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

/// Fails where the bytes are not those of the golden file.
pub fn same(name: &str, bytes: &[u8]) {
    if std::env::var_os("GOLDEN").is_some_and(|v| v == "write") {
        std::fs::write(path(name), bytes).unwrap();
    }
    let golden = std::fs::read(path(name)).unwrap_or_default();
    if golden != bytes {
        let (old, new) = (String::from_utf8_lossy(&golden), String::from_utf8_lossy(bytes));
        let line = old.lines().zip(new.lines()).take_while(|(a, b)| a == b).count();
        panic!(
            "{name} is no longer what it was, from line {}:\n- {}\n+ {}",
            line + 1,
            old.lines().nth(line).unwrap_or("(end)"),
            new.lines().nth(line).unwrap_or("(end)")
        );
    }
}
