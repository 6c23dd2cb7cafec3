//! For random records with names, references and days in their words: none of
//! them leaves in any format, and nothing that was not chosen.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use thinkwheel::export::{self, Format};
use thinkwheel::record::learning::passages;
use thinkwheel::record::*;
use thinkwheel::text::fold;
use ulid::Ulid;

use crate::{arbitrary, read_back};

const FIRST: [&str; 10] = [
    "Zorvath",
    "Quellin",
    "Béatrix",
    "Łukjan",
    "Ottoli",
    "Anwen-Mar",
    "Xiomar",
    "Ketevan",
    "عائشہ",
    "Will",
];
const LAST: [&str; 8] = [
    "Thrupwood",
    "O’Kestrin",
    "Vandermeeq",
    "Szczypior",
    "Oakhamstone",
    "Pellifex",
    "Ndiayega",
    "Ruddlesby",
];

/// What one record must not say anywhere.
struct Marked {
    session: Session,
    /// As whole words: a short name may be part of another word.
    never: Vec<String>,
}

fn letters(mut n: usize) -> String {
    let mut out = String::from("zq");
    for _ in 0..3 {
        out.push(char::from(b'a' + u8::try_from(n % 26).unwrap()));
        n /= 26;
    }
    out
}

fn day_as(date: NaiveDate, way: usize) -> String {
    let form = [
        "%-d %B %Y",
        "%-d/%-m/%y",
        "%Y-%m-%d",
        "%d.%m.%Y",
        "%A %-d %B %Y",
        "%-d %b %Y",
        "%B %-d, %Y",
        "%d/%m/%Y",
    ];
    date.format(form[way % form.len()]).to_string()
}

/// A random record in which every passage speaks of somebody by name.
fn marked(choices: &[u32]) -> Marked {
    let mut session = arbitrary::session(choices);
    let mut never = Vec::new();
    let mut at = choices.iter().copied().cycle();
    let mut pick = |n: usize| at.next().map_or(0, |c| c as usize % n);
    let mut named: Vec<String> = Vec::new();
    let mut name = |n: usize, pick: &mut dyn FnMut(usize) -> usize| {
        let last = LAST[(n + pick(3)) % LAST.len()];
        let name = format!("{} {last}", FIRST[n % FIRST.len()]);
        never.extend(name.split(' ').map(ToOwned::to_owned));
        name
    };
    for (n, child) in session.children.iter_mut().enumerate() {
        child.name = name(n, &mut pick);
        child.initials = String::new();
        child.reference = format!("REF-{}", 40_000 + n * 777 + pick(700));
        named.push(child.name.clone());
    }
    for (n, person) in session.people.iter_mut().enumerate() {
        person.name = name(n + 5, &mut pick);
        named.push(person.name.clone());
    }
    let references: Vec<String> = session.children.iter().map(|c| c.reference.clone()).collect();
    for r in &references {
        never.push(r.trim_start_matches("REF-").to_owned());
    }
    let meeting = session.date;
    let mut count = 0;
    let mut spoken = |words: &mut String| {
        let tag = letters(count);
        count += 1;
        let whole = named[pick(named.len())].clone();
        let form = match pick(5) {
            0 => whole.clone(),
            1 => whole.to_uppercase(),
            2 => format!("{}'s", whole.split(' ').next().unwrap()),
            3 => format!("Mrs {}", whole.split(' ').next_back().unwrap()),
            _ => whole.replace(' ', "\n"),
        };
        let back = pick(4000);
        let date = meeting.checked_sub_days(Days::new(back as u64)).unwrap_or(meeting);
        let date = day_as(date, pick(8));
        let phone = format!("07700 9{:05}", pick(99_999));
        let reference = &references[pick(references.len())];
        *words = format!(
            "{words}\nso {tag} saw {form} there on {date} and rang {phone}, file {reference}.\n"
        );
        never.extend([date, phone]);
    };
    for d in &mut session.discussions {
        for c in d.answers.iter_mut().flat_map(|a| &mut a.contributions) {
            spoken(&mut c.text);
        }
        d.decisions.iter_mut().for_each(|x| spoken(&mut x.text));
        d.actions.iter_mut().for_each(|x| spoken(&mut x.what));
        d.signs.passages.iter_mut().for_each(|x| spoken(&mut x.text));
        d.brief.iter_mut().for_each(|x| spoken(&mut x.safe));
    }
    Marked { session, never }
}

/// The tags ("zqabc") that are there.
fn tags(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|w| w.len() == 5 && w.starts_with("zq")).map(ToOwned::to_owned).collect()
}

/// Whether words stand in a text as whole words, in any case and spelling.
fn says(folded: &str, words: &str) -> bool {
    let words = fold(words);
    folded.match_indices(&words).any(|(at, _)| {
        let before = folded[..at].chars().next_back();
        let after = folded[at + words.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn texts_of(passage: &Passage) -> String {
    passage.said.iter().map(|(_, words)| format!("{words}\n")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_says_who_leaves_and_nothing_not_chosen(
        choices in arbitrary::choices(),
        taken in proptest::collection::vec(any::<bool>(), 1..40),
    ) {
        let Marked { session, never } = marked(&choices);
        let all = passages(&session, None);
        let is_taken = |n: usize| taken[n % taken.len()];
        let chosen: Vec<Ulid> = (0..all.len()).filter(|n| is_taken(*n)).map(|n| all[n].id).collect();
        let made = learning(&session, &chosen, &[]);
        let Some(note) = made.note else {
            prop_assert!(chosen.is_empty());
            return Ok(());
        };
        let wanted: BTreeSet<String> = all
            .iter()
            .filter(|p| chosen.contains(&p.id))
            .flat_map(|p| tags(&texts_of(p)))
            .collect();
        for format in Format::ALL {
            let bytes = export::write(&Leaving::of(note.clone()), format);
            let text = read_back::text(format, &bytes);
            // Backslashes and line breaks are the format's own.
            let folded = fold(&text).replace('\\', "");
            for words in &never {
                prop_assert!(!says(&folded, words), "a name, a day or a number in {format:?}: {words} in {text}");
            }
            // Every mark of another text looks like a reference, too.
            prop_assert!(arbitrary::markers(&text).is_empty());
            prop_assert!(tags(&text) == wanted, "what was chosen, and nothing else");
            // Names of schemas in documents hold years of their own.
            let year = session.date.year().to_string();
            let has_schemas = matches!(format, Format::Docx | Format::Pdf | Format::Html);
            prop_assert!(has_schemas || !says(&folded, &year), "{format:?} holds the year");
        }
        // The same child is the same child in every form.
        for child in &session.children {
            let forms: BTreeSet<&str> = made
                .replacements
                .iter()
                .filter(|r| fold(&r.found) == fold(&child.name) || Some(fold(&r.found).as_str()) == fold(&child.name).split(' ').next())
                .map(|r| r.with.as_str())
                .collect();
            prop_assert!(forms.len() <= 1);
        }
    }

    /// Rough notes are for nobody to learn from: they are not offered, and
    /// asked for by id they do not leave.
    #[test]
    fn a_rough_note_is_never_a_passage(choices in arbitrary::choices()) {
        let session = arbitrary::session(&choices);
        let all = session.discussions.iter().flat_map(Discussion::contributions);
        let rough: Vec<Ulid> = all.filter(|(_, c)| c.rough).map(|(_, c)| c.id).collect();
        prop_assert!(passages(&session, None).iter().all(|p| !rough.contains(&p.id)));
        prop_assert!(learning(&session, &rough, &[]).note.is_none());
    }

    #[test]
    fn words_that_say_nothing_of_anybody_stay_as_they_are(
        choices in arbitrary::choices(),
        words in proptest::collection::vec((0usize..12, 0usize..5), 1..30),
    ) {
        const PLAIN: [&str; 12] = [
            "she", "was", "calm", "and", "told", "us", "about", "the", "school", "run", "3 times", "each",
        ];
        let mut session = arbitrary::session(&choices);
        session.children.truncate(1);
        let child = &mut session.children[0];
        child.name = "Zorvath Thrupwood".into();
        child.reference = "REF-40777".into();
        child.initials.clear();
        session.people.clear();
        let mut text = String::new();
        let mut begins = true;
        for (n, end) in words {
            let word = PLAIN[n];
            text.push_str(&if begins { word[..1].to_uppercase() + &word[1..] } else { word.into() });
            begins = end == 0;
            text.push_str(if begins { ". " } else { " " });
        }
        let text = text.trim().to_owned();
        // Nothing else in the record: what it knows decides what is a name.
        session.discussions.truncate(1);
        let d = &mut session.discussions[0];
        *d = Discussion::new(d.id, Subject::Learning, d.begun);
        d.tools.push(ToolUsed {
            id: Ulid(5),
            tool: text.clone(),
            showed: String::new(),
            children: Vec::new(),
        });
        session.kind = SessionKind::OneToOne;
        let made = learning(&session, &[Ulid(5)], &[]);
        // At most asked about, as what begins a sentence may be a name; a
        // person who says that it is none has the words as they were.
        prop_assert!(made.replacements.iter().all(|r| r.in_doubt));
        let keep = |r: &Replacement| ByHand { found: r.found.clone(), with: None };
        let by_hand: Vec<ByHand> = made.replacements.iter().map(keep).collect();
        let note = learning(&session, &[Ulid(5)], &by_hand).note.unwrap();
        let stays = note.blocks.iter().any(|b| matches!(b, Block::Prose(words) if *words == text));
        prop_assert!(stays);
    }
}

/// The practice families, all of whose passages are chosen at once: no name of
/// theirs is left.
#[test]
fn the_practice_families_are_not_named() {
    let at = Stamp::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    for session in thinkwheel::runtime::practice_sessions(Ulid(9), at) {
        let chosen: Vec<Ulid> = passages(&session, None).iter().map(|p| p.id).collect();
        let made = learning(&session, &chosen, &[]);
        let Some(note) = made.note else { continue };
        let text = export::preview(&Leaving::of(note), Format::Text);
        let folded = fold(&text);
        let names =
            session.children.iter().map(|c| &c.name).chain(session.people.iter().map(|p| &p.name));
        for part in names.flat_map(|name| name.split(' ')).filter(|part| *part != "Baby") {
            assert!(!says(&folded, part), "{part}: {text}");
        }
        for r in session.children.iter().map(|c| &c.reference).filter(|r| !r.is_empty()) {
            assert!(!says(&folded, r), "{r}");
        }
        if std::env::var_os("THINKWHEEL_SHOW").is_some() {
            for r in &made.replacements {
                println!(
                    "{:?} {} -> {} x{}{}",
                    r.kind,
                    r.found,
                    r.with,
                    r.times,
                    if r.kept { " KEPT" } else { "" }
                );
            }
        }
    }
}
