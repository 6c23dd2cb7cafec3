//! Key files: what a person presses and types, one step a line.

use thinkwheel::app::Key;

/// A step of a key file.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A key that counts.
    Press(Key),
    /// Content, letter by letter.
    Type(String),
}

/// Reads a key file; panics with the line on a mistake.
pub fn read(text: &str) -> Vec<Step> {
    text.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|(n, l)| match l.split_once(' ') {
            Some(("press", key)) => {
                Step::Press(Key::parse(key).unwrap_or_else(|| panic!("line {}: {key}", n + 1)))
            }
            Some(("type", words)) => Step::Type(words.to_owned()),
            _ => panic!("line {}: {l}", n + 1),
        })
        .collect()
}

/// Keys that are not content.
pub fn count(steps: &[Step]) -> usize {
    steps.iter().filter(|s| matches!(s, Step::Press(_))).count()
}
