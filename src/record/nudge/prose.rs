//! Words that say a thing without any mark: looked for before a person is
//! nudged, generously, because good prose must not be nagged.

/// The words of a text, small, without what stands around them.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|w| w.trim_matches(['\'', '’']).to_lowercase().replace('’', "'"))
        .filter(|w| !w.is_empty())
        .collect()
}

/// Whether one of these words or phrases stands in the words, whole.
pub(super) fn has_any(words: &[String], phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|w| w.iter().zip(&phrase).all(|(a, b)| a == b))
    })
}

/// Reasons.
pub(super) const WHY: &[&str] = &[
    "because",
    "since",
    "so that",
    "so as",
    "so we",
    "so she",
    "so he",
    "so they",
    "in order to",
    "therefore",
    "that is why",
    "that's why",
    "the reason",
    "reason",
    "reasons",
    "due to",
    "owing to",
    "as a result",
    "which means",
    "this means",
    "it means",
    "given that",
    "given the",
    "to make sure",
    "to keep",
    "in case",
    "otherwise",
    "explains",
    "led to",
    "thanks to",
];

/// Ways of doing.
pub(super) const HOW: &[&str] = &[
    "by",
    "with",
    "through",
    "using",
    "how",
    "together",
    "step",
    "steps",
    "each week",
    "every week",
    "twice a week",
    "over the phone",
    "in person",
    "in writing",
];

/// What it means: analysis beside the story.
pub(super) const MEANING: &[&str] = &[
    "because",
    "therefore",
    "means",
    "meaning",
    "suggests",
    "suggest",
    "shows that",
    "i think",
    "we think",
    "i believe",
    "we believe",
    "it seems",
    "seems",
    "appears",
    "perhaps",
    "maybe",
    "may be",
    "might",
    "likely",
    "unlikely",
    "probably",
    "pattern",
    "explains",
    "makes sense",
    "understand",
    "risk",
    "risks",
    "impact",
    "effect",
    "worry",
    "worried",
    "worries",
    "concern",
    "concerned",
    "concerns",
    "matters",
    "the danger",
    "we wonder",
    "i wonder",
    "wondered",
    "good enough",
    "not enough",
    "judgement",
    "guess",
    "hypothesis",
    "in our view",
    "in my view",
];

/// Something good.
pub(super) const GOOD: &[&str] = &[
    "well",
    "better",
    "best",
    "good",
    "great",
    "strong",
    "strength",
    "strengths",
    "proud",
    "pride",
    "kind",
    "safe",
    "safer",
    "safely",
    "loves",
    "love",
    "loved",
    "loving",
    "enjoys",
    "enjoy",
    "enjoyed",
    "happy",
    "happier",
    "happily",
    "joy",
    "helps",
    "helped",
    "helpful",
    "settled",
    "settling",
    "warm",
    "warmth",
    "improved",
    "improving",
    "managed",
    "manages",
    "progress",
    "likes",
    "laughs",
    "laughed",
    "laughing",
    "laugh",
    "smiles",
    "smiled",
    "close to",
    "trusts",
    "trust",
    "calm",
    "calmer",
    "works",
    "worked",
    "working well",
    "praise",
    "praised",
    "kept her",
    "kept him",
    "kept them",
    "on time",
    "protects",
    "protected",
    "cares",
    "caring",
    "brave",
    "funny",
    "bright",
    "curious",
    "succeeded",
    "success",
    "achieved",
    "friend",
    "friends",
];

/// A plan beside the first plan, and where a child is to belong for good.
pub(super) const PARALLEL: &[&str] = &[
    "parallel",
    "twin track",
    "twin-track",
    "permanence",
    "permanent",
    "permanently",
    "long term",
    "adoption",
    "adopt",
    "adopted",
    "special guardian",
    "special guardianship",
    "reunification",
    "go home",
    "going home",
    "return home",
    "returning home",
    "back home",
    "kinship",
    "connected person",
    "connected persons",
    "for good",
    "plan b",
    "if that fails",
    "if this does not work",
];

/// How a view was come by.
pub(super) const OBTAINED: &[&str] = &[
    "told",
    "drew",
    "drawing",
    "draw",
    "drawn",
    "wrote",
    "written",
    "letter",
    "text",
    "texted",
    "sign",
    "signed",
    "interpreter",
    "words",
    "visit",
    "visited",
    "alone",
    "during",
    "when",
    "while",
    "session",
    "meeting",
    "played",
    "play",
    "playing",
    "three houses",
    "wishes and feelings",
    "asked",
    "at school",
    "at home",
    "in the car",
    "on monday",
    "on tuesday",
    "on wednesday",
    "on thursday",
    "on friday",
    "yesterday",
    "today",
    "last week",
    "this week",
    "phone",
    "rang",
];

/// What a child does where a view is told.
const TELLS: &[&str] = &[
    "said",
    "says",
    "say",
    "told",
    "tells",
    "tell",
    "wants",
    "wanted",
    "want",
    "wishes",
    "wished",
    "asked",
    "asks",
    "drew",
    "draws",
    "showed",
    "shows",
    "pointed",
    "points",
    "feels",
    "felt",
    "chose",
    "chooses",
    "likes",
    "liked",
    "loves",
    "hates",
    "misses",
    "missed",
    "thinks",
    "thought",
    "hopes",
    "hoped",
    "cried",
    "cries",
    "smiled",
    "smiles",
    "laughed",
    "laughs",
    "explained",
    "described",
    "describes",
    "wrote",
    "signed",
    "signs",
    "reached",
    "reaches",
    "settles",
    "prefers",
    "preferred",
    "answered",
    "replied",
    "views",
    "view",
    "voice",
];

/// How many words after the child what they do may stand.
const NEAR: usize = 3;

/// Whether somebody wrote what the child says or shows: the child, then soon
/// what they do.
pub(super) fn tells_a_view(words: &[String], name: &str) -> bool {
    let mut who: Vec<String> =
        ["he", "she", "they", "child", "child's", "baby", "boy", "girl"].map(String::from).into();
    for own in self::words(name).into_iter().take(1) {
        who.push(format!("{own}'s"));
        who.push(own);
    }
    words.iter().enumerate().any(|(at, word)| {
        who.contains(word)
            && words.iter().skip(at + 1).take(NEAR).any(|w| TELLS.contains(&w.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_childs_view_is_found_where_the_child_is_who_tells() {
        let view = |text: &str| tells_a_view(&words(text), "Leila Hart");
        for text in [
            "Leila said she wants to stay with Nan.",
            "He drew the house without a door.",
            "The baby reaches for her when she comes in.",
            "Leila's own view is that school is too loud.",
            "She never says it, but she really misses him.",
        ] {
            assert!(view(text), "{text}");
        }
        for text in [
            "Mum says the support just stopped coming.",
            "We know the dates, not why the plan in Dudley ended.",
            "The school asked for a meeting.",
        ] {
            assert!(!view(text), "{text}");
        }
    }

    #[test]
    fn phrases_are_found_whole_and_however_they_are_written() {
        let why = |text: &str| has_any(&words(text), WHY);
        assert!(why("We stay with the plan, so that he can settle."));
        assert!(why("That’s why Mum rings us now."));
        assert!(!why("He has no shoes."), "a part of a word is no word");
        assert!(!why(""));
        assert!(has_any(&words("Plans made BY phone"), HOW));
    }
}
