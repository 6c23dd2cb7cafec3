//! Passphrases: six words drawn here, or one's own with honest guidance.

use age::secrecy::SecretString;
use bip39::Language;
use zeroize::Zeroizing;

use super::random;

/// Words in an offered passphrase: 66 bits, drawn evenly from 2,048 words.
pub const WORDS: usize = 6;
/// Shorter than this, one's own passphrase is not taken.
pub const SHORTEST: usize = 10;
/// From this length on, length no longer worries us.
pub const COMFORTABLE: usize = 20;

/// Six random words from the BIP 39 English list, divided by spaces.
pub fn generate() -> SecretString {
    let list = Language::English.word_list();
    let mut phrase = Zeroizing::new(String::with_capacity(WORDS * 9));
    for n in 0..WORDS {
        if n > 0 {
            phrase.push(' ');
        }
        phrase.push_str(list.get(random::below(list.len())).copied().unwrap_or_default());
    }
    SecretString::from(phrase.as_str())
}

/// What can honestly be said of a passphrase. No strength meter: only the way
/// it was chosen decides, and that cannot be seen from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Advice {
    /// Nothing was typed.
    Empty,
    /// Too short to be taken.
    TooShort,
    /// One of the first things anybody would try.
    Common,
    /// The same few characters over and over, or keys in a row.
    Pattern,
    /// Long enough to be taken; longer would be better.
    Short,
    /// Nothing to say against it.
    Fair,
}

impl Advice {
    /// Whether a vault may be made with it.
    pub fn accepted(self) -> bool {
        matches!(self, Advice::Short | Advice::Fair)
    }

    /// As it is said to the person.
    pub fn words(self) -> &'static str {
        match self {
            Advice::Empty => "Type a passphrase, or take the six words.",
            Advice::TooShort => {
                "Too short: someone who has a copy of the files could try them all. Take at \
                 least ten characters; a few unrelated words are easiest to remember."
            }
            Advice::Common => {
                "This is among the first things anybody would try. Take a few unrelated words."
            }
            Advice::Pattern => {
                "A repeated pattern, or keys in a row, is quickly guessed. Take a few unrelated \
                 words."
            }
            Advice::Short => {
                "This will do only if nobody could guess it from knowing you. Four or more \
                 unrelated words would be safer."
            }
            Advice::Fair => {
                "Long enough, if the words were not taken from a song, a book or your life. \
                 Nobody can reset it for you."
            }
        }
    }
}

/// Looks at one's own passphrase.
pub fn judge(passphrase: &str) -> Advice {
    let trimmed = passphrase.trim();
    let length = trimmed.chars().count();
    if length == 0 {
        return Advice::Empty;
    }
    let folded = Zeroizing::new(
        trimmed.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>(),
    );
    if common(&folded) {
        return Advice::Common;
    }
    if length < SHORTEST {
        return Advice::TooShort;
    }
    if pattern(&folded) {
        return Advice::Pattern;
    }
    if length < COMFORTABLE { Advice::Short } else { Advice::Fair }
}

/// The words that head every list of stolen passwords, with or without digits.
fn common(folded: &str) -> bool {
    const FIRST_TRIES: [&str; 22] = [
        "password",
        "passwort",
        "passphrase",
        "qwerty",
        "qwertyuiop",
        "letmein",
        "welcome",
        "iloveyou",
        "admin",
        "administrator",
        "monkey",
        "dragon",
        "football",
        "liverpool",
        "arsenal",
        "sunshine",
        "princess",
        "changeme",
        "socialwork",
        "socialworker",
        "supervision",
        "thinkwheel",
    ];
    let core = folded.trim_matches(|c: char| c.is_ascii_digit());
    FIRST_TRIES.contains(&core) || FIRST_TRIES.contains(&core.replace('0', "o").as_str())
}

const ROWS: [&str; 5] =
    ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn pattern(folded: &str) -> bool {
    let mut distinct: Vec<char> = folded.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    if distinct.len() < 5 {
        return true;
    }
    let chars: Vec<char> = folded.chars().collect();
    let in_a_row = chars
        .windows(2)
        .filter(|pair| {
            let (Some(a), Some(b)) = (pair.first(), pair.last()) else { return false };
            a == b || ROWS.iter().any(|row| next_to(row, *a, *b))
        })
        .count();
    in_a_row * 4 >= chars.len().saturating_sub(1) * 3
}

fn next_to(row: &str, a: char, b: char) -> bool {
    match (row.find(a), row.find(b)) {
        (Some(x), Some(y)) => x.abs_diff(y) == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use age::secrecy::ExposeSecret;

    #[test]
    fn six_words_from_the_list_and_never_the_same() {
        let (a, b) = (generate(), generate());
        assert_ne!(a.expose_secret(), b.expose_secret());
        let words: Vec<&str> = a.expose_secret().split(' ').collect();
        assert_eq!(words.len(), WORDS);
        assert!(words.iter().all(|w| Language::English.word_list().contains(w)));
        assert!(judge(a.expose_secret()).accepted());
    }

    #[test]
    fn guidance_is_plain() {
        assert_eq!(judge("  "), Advice::Empty);
        assert_eq!(judge("kettle"), Advice::TooShort);
        assert_eq!(judge("Password123"), Advice::Common);
        assert_eq!(judge("Passw0rd2026"), Advice::Common);
        assert_eq!(judge("aaaaaaaaaaaaaaa"), Advice::Pattern);
        assert_eq!(judge("abcdefghijklmnop"), Advice::Pattern);
        assert_eq!(judge("qwertyuiopasdfghjkl"), Advice::Pattern);
        assert_eq!(judge("kettle garden"), Advice::Short);
        assert_eq!(judge("kettle garden violin thirteen"), Advice::Fair);
    }
}
