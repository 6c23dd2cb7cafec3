//! Passphrases: from a file, or asked for without showing them.

use std::io::{self, IsTerminal, Read};
use std::path::Path;

use zeroize::{Zeroize, Zeroizing};

use super::failure::{Failure, LOCKED};
use super::output;
use crate::vault::passphrase::{Advice, generate, judge};
use crate::vault::{ExposeSecret, SecretString};

/// No passphrase is longer.
const LONGEST: u64 = 64 * 1024;

/// Reads a passphrase; one line feed at the end is not part of it.
pub fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let cannot = |why: String| {
        Failure::new(LOCKED, format!("the passphrase could not be read: {why}")).about(path)
    };
    let file = std::fs::File::open(path).map_err(|e| cannot(e.to_string()))?;
    let mut text = Zeroizing::new(String::new());
    file.take(LONGEST + 1).read_to_string(&mut text).map_err(|e| match e.kind() {
        io::ErrorKind::InvalidData => cannot("it is not text (UTF-8)".into()),
        _ => cannot(e.to_string()),
    })?;
    let words = text.strip_suffix('\n').unwrap_or(&text);
    let words = words.strip_suffix('\r').unwrap_or(words);
    if words.is_empty() {
        return Err(cannot("the file is empty".into()));
    }
    if text.len() as u64 > LONGEST {
        return Err(cannot("the file is larger than any passphrase".into()));
    }
    Ok(SecretString::from(words))
}

/// Whether there is somebody who sees a question and can type.
pub fn somebody_is_there() -> bool {
    io::stdin().is_terminal() || io::stderr().is_terminal()
}

/// Asks for a passphrase on the terminal.
pub fn ask(prompt: &str) -> Result<SecretString, Failure> {
    let nobody = || {
        Failure::new(
            LOCKED,
            "a passphrase is needed and there is no terminal to ask on. Nothing was changed. \
             Name a file that holds it with --passphrase-file",
        )
    };
    if !somebody_is_there() {
        return Err(nobody());
    }
    let mut words = rpassword::prompt_password(prompt).map_err(|_| nobody())?;
    let secret = SecretString::from(words.as_str());
    words.zeroize();
    Ok(secret)
}

/// Offers six words, or takes a person's own, typed twice.
pub fn choose() -> Result<SecretString, Failure> {
    if !somebody_is_there() {
        return ask("");
    }
    let offered = generate();
    output::say("six words drawn at random, as a passphrase that can be remembered:");
    output::say_lines(&format!("\n    {}\n\n", offered.expose_secret()));
    output::say("press Enter to take them (write them down now), or type your own");
    loop {
        let first = ask("Passphrase: ")?;
        let taken = if first.expose_secret().is_empty() { offered.clone() } else { first };
        let advice = judge(taken.expose_secret());
        if advice != Advice::Fair {
            output::say(advice.words());
        }
        if !advice.accepted() {
            continue;
        }
        if ask("The same once more: ")?.expose_secret() == taken.expose_secret() {
            return Ok(taken);
        }
        output::say("the two are not the same; once again");
    }
}

/// A passphrase from a file is taken as it is; what can honestly be said of it
/// is said.
pub fn remark_on(passphrase: &SecretString) {
    let advice = judge(passphrase.expose_secret());
    if advice != Advice::Fair {
        output::say(&format!("about this passphrase: {}", advice.words()));
    }
}
