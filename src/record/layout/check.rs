//! What a layout must keep to, over as much of it as could be read.

use std::collections::HashSet;

use super::{Content, Detail, LONGEST, Section};
use crate::practice::written::mistake::{is_unprintable, quoted};

/// Where in a layout something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// A field of the head.
    Head(&'static str),
    /// The nth word of the list of details.
    Without(usize),
    /// A field of the nth section; of a list its nth word.
    Section(usize, &'static str, usize),
}

/// Something found, not yet given a line.
pub(super) struct Finding {
    pub spot: Spot,
    pub what: String,
    pub what_to_do: String,
}

/// A layout as far as it could be read; what could not be is `None`, and is
/// reported by whoever tried to read it.
#[derive(Default)]
pub(super) struct Draft<'a> {
    pub format: Option<u32>,
    pub id: Option<&'a str>,
    pub title: Option<&'a str>,
    pub note_title: Option<&'a str>,
    /// Each section that could be read, with its number in the file from 0.
    pub sections: Vec<(usize, &'a Section)>,
    /// Every section could be read.
    pub whole: bool,
    pub without: &'a [Detail],
}

/// All that is wrong, in no order.
pub(super) fn findings(draft: &Draft<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut say = |spot, what: String, what_to_do: &str| {
        found.push(Finding { spot, what, what_to_do: what_to_do.to_owned() });
    };
    if draft.format == Some(0) {
        say(Spot::Head("format"), "There is no format 0".into(), "Write format: 1.");
    }
    if let Some(id) = draft.id
        && !is_id(id)
    {
        let what = format!("The id {} cannot be used", quoted(id));
        let what_to_do = "Use small letters, digits and - only, at most 80, such as \"our-trust\".";
        say(Spot::Head("id"), what, what_to_do);
    }
    for (name, text) in [("title", draft.title), ("note_title", draft.note_title)] {
        for (what, what_to_do) in text.into_iter().flat_map(|t| faults(name, t)) {
            say(Spot::Head(name), what, what_to_do);
        }
    }
    if draft.whole && draft.sections.is_empty() {
        let what = "There is no section".to_owned();
        say(Spot::Head("sections"), what, "Copy the sections of a layout that ships.");
    }
    headings(draft, &mut say);
    contents(draft, &mut say);
    let mut seen = HashSet::new();
    for (n, detail) in draft.without.iter().enumerate() {
        if !seen.insert(detail) {
            let what = format!("{detail:?} is left out twice");
            say(Spot::Without(n), what, "Keep one of the two.");
        }
    }
    found
}

fn headings(draft: &Draft<'_>, say: &mut impl FnMut(Spot, String, &str)) {
    let mut seen: HashSet<String> = HashSet::new();
    for (n, section) in &draft.sections {
        let spot = Spot::Section(*n, "heading", 0);
        let Some(heading) = &section.heading else {
            if section.holds != [Content::Personal] && !section.holds.is_empty() {
                let what = "This section has no heading".to_owned();
                say(spot, what, "Add heading: \"…\"; only [Personal] can do without.");
            }
            continue;
        };
        for (what, what_to_do) in faults("heading", heading) {
            say(spot, what, what_to_do);
        }
        let words: Vec<&str> = heading.split_whitespace().collect();
        let plain = crate::text::fold(&words.join(" "));
        // Their voice is theirs alone: no other section may speak as if it
        // held what the child says.
        let is_voice = ["child says", "child said", "voice of the child", "child's voice"]
            .iter()
            .any(|voice| plain.replace('’', "'").contains(voice));
        if is_voice && !section.holds.contains(&Content::ChildSays) && !section.holds.is_empty() {
            let what = format!("The heading {} promises what the child says", quoted(heading));
            let what_to_do = "Keep it for the section that holds ChildSays: what adults think \
                              never stands under it.";
            say(spot, what, what_to_do);
        }
        if is_told(&plain) && !is_voice && !section.holds.contains(&Content::ChildSays) {
            let what =
                format!("The heading {} promises what somebody says or feels", quoted(heading));
            let what_to_do = "Keep such words for the section that holds ChildSays; here say what \
                              the section holds.";
            say(spot, what, what_to_do);
        }
        if section.holds.contains(&Content::NotAgreed) && is_agreed(&plain) {
            let what = format!("The heading {} says agreed of what is not", quoted(heading));
            say(spot, what, "Say it as it is: heading: \"Not agreed\".");
        }
        if section.holds.contains(&Content::StandsBehind)
            && is_agreed(&plain)
            && !plain.starts_with("who ")
        {
            let what = format!("The heading {} says agreed before anybody does", quoted(heading));
            let what_to_do = "Some may not agree, and it is said below who does: heading: \"Who \
                              stands behind this note\".";
            say(spot, what, what_to_do);
        }
        let of = Content::ALL.into_iter().find(|c| crate::text::fold(c.words()) == plain);
        if let Some(of) = of.filter(|of| !section.holds.contains(of) && !section.holds.is_empty()) {
            let what = format!("The heading {} is that of {of:?}", quoted(heading));
            say(spot, what, "Say what this section holds.");
        }
        if !plain.is_empty() && !seen.insert(plain) {
            let what = format!("Two sections have the heading {}", quoted(heading));
            say(spot, what, "Give each section a heading of its own.");
        }
    }
}

/// Whether a heading, folded, speaks as if somebody's own words stood under it.
fn is_told(plain: &str) -> bool {
    const TOLD: [&str; 9] =
        ["told", "said", "says", "voice", "voices", "wishes", "feelings", "feels", "wants"];
    let plain = plain.replace("who says so", "").replace('\'', " ");
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
    words.iter().any(|w| TOLD.contains(w)) || words.windows(2).any(|w| w == ["own", "words"])
}

/// Whether a heading, folded, says that something is agreed or signed.
fn is_agreed(plain: &str) -> bool {
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).collect();
    let mut not = false;
    words.iter().any(|w| {
        not |= matches!(*w, "not" | "never" | "nobody");
        (matches!(*w, "agreed" | "agree" | "agreement") && !not) || *w == "signed"
    })
}

fn contents(draft: &Draft<'_>, say: &mut impl FnMut(Spot, String, &str)) {
    let mut seen: HashSet<Content> = HashSet::new();
    for (n, section) in &draft.sections {
        if section.holds.is_empty() {
            let what = "This section holds nothing".to_owned();
            say(Spot::Section(*n, "holds", 0), what, "Say what it holds, or take the section out.");
        }
        for (nth, content) in section.holds.iter().enumerate() {
            let spot = Spot::Section(*n, "holds", nth);
            if !seen.insert(*content) {
                let what = format!("{content:?} is named twice");
                say(spot, what, "Keep it in one section only.");
            } else if section.holds.len() > 1 && !content.may_share() {
                let what = format!("{content:?} shares its heading with something else");
                let what_to_do = "Give it a section of its own, so that it is not taken for \
                                  something else.";
                say(spot, what, what_to_do);
            }
        }
    }
    let missing = Content::ALL.into_iter().filter(|c| c.is_kept() && !seen.contains(c));
    for content in missing.filter(|_| draft.whole && !draft.sections.is_empty()) {
        let what = format!(
            "No section holds {content:?} ({}), which may not be left out",
            content.words().to_lowercase()
        );
        let what_to_do = format!(
            "Add Section(heading: \"{}\", holds: [{content:?}]); without it a note would say \
             something else than the record.",
            content.words()
        );
        say(Spot::Head("sections"), what, &what_to_do);
    }
}

pub(super) fn is_id(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST).contains(&id.len()) && id.bytes().all(plain)
}

/// What no title and no heading may be.
fn faults(name: &str, text: &str) -> Vec<(String, &'static str)> {
    if text.trim().is_empty() {
        return vec![(format!("The {name} is empty"), "Write it, in words people read.")];
    }
    let mut out = Vec::new();
    if text.trim() != text {
        out.push((format!("The {name} begins or ends with a space"), "Take the space out."));
    }
    let count = text.chars().count();
    if count > LONGEST {
        out.push((
            format!("The {name} has {count} letters, more than {LONGEST}"),
            "Say it in fewer words.",
        ));
    }
    if text.chars().any(is_unprintable) {
        out.push((
            format!("The {name} holds a line break or something that cannot be seen"),
            "Keep it on one line, in letters that can be seen.",
        ));
    }
    out
}
