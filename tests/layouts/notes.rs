//! The notes a layout gives: as golden files, and of any record in any layout.

use proptest::prelude::*;
use thinkwheel::export::{Format, write};
use thinkwheel::record::layout::{Content, Detail, usual};
use thinkwheel::record::*;
use ulid::Ulid;

use super::allowed::allowed;
use super::arbitrary::{self, markers};
use super::{LEAST, Marks, example, golden, layout, marks, read_back};

const PROVENANCE: &str = "Questions of our own.";

fn note_in(
    layout: &Layout,
    s: &Session,
    d: &Discussion,
    child: Option<Ulid>,
    audience: Audience,
) -> Note {
    let rules = Rules::default();
    let wanted =
        Wanted { provenance: Some(PROVENANCE), layout, ..Wanted::new(child, audience, &rules) };
    wanted.note(s, d.id).unwrap()
}

fn text(note: &Note) -> String {
    String::from_utf8(write(&Leaving::of(note.clone()), Format::Text)).unwrap()
}

fn headings(note: &Note) -> Vec<&str> {
    let level_1 = note.blocks.iter().filter_map(|b| match b {
        Block::Heading { level: 1, text } => Some(text.as_str()),
        _ => None,
    });
    level_1.collect()
}

#[test]
fn the_example_in_the_other_two_layouts_is_the_golden_one() {
    let s = example::session();
    let layouts = Layouts::built_in();
    for id in ["signs-of-safety", "brief"] {
        let layout = layouts.get(id).unwrap();
        for (d, child, audience) in [
            (0, None, Audience::ChildFile),
            (0, None, Audience::Full),
            (1, Some(s.children[2].id), Audience::ChildFile),
            (1, None, Audience::Full),
            (2, None, Audience::StaffFile),
        ] {
            let note = note_in(layout, &s, &s.discussions[d], child, audience);
            let name = format!("layout-{id}-{d}-{}.txt", audience.slug());
            golden::same(&name, text(&note).as_bytes());
        }
    }
}

#[test]
fn what_the_brief_layout_leaves_out_is_counted() {
    let s = example::session();
    let layouts = Layouts::built_in();
    let brief = layouts.get("brief").unwrap();
    let d = &s.discussions[0];
    let note = note_in(brief, &s, d, None, Audience::ChildFile);
    for left in [
        "6 entries under “What we talked about” that this layout leaves out",
        "1 entry under “Legal status” that this layout leaves out",
        "1 entry under “Roles of those present” that this layout leaves out",
        "1 entry under “Where the questions come from” that this layout leaves out",
        "1 entry under “What became of earlier actions” that this layout leaves out",
    ] {
        assert!(note.left_out.iter().any(|l| l == left), "{left}: {:#?}", note.left_out);
    }
    // What stays away for other reasons is counted as in any layout.
    let usual = note_in(usual(), &s, d, None, Audience::ChildFile);
    assert!(note.left_out.starts_with(&usual.left_out), "{:#?}", note.left_out);
    let text = text(&note);
    assert!(text.contains("Present: Amira Khan, Tom Bell, Ruth Adeyemi\n"), "{text}");
    assert!(!text.contains(PROVENANCE) && !text.contains("Legal status"));
}

#[test]
fn only_a_childs_file_does_without() {
    let s = example::session();
    let layouts = Layouts::built_in();
    let brief = layouts.get("brief").unwrap();
    for d in &s.discussions {
        for audience in [Audience::StaffFile, Audience::Full] {
            let (own, whole) =
                (note_in(brief, &s, d, None, audience), note_in(usual(), &s, d, None, audience));
            assert_eq!(own.left_out, whole.left_out);
            let sorted = |note: &Note| {
                let text = text(note);
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                lines.retain(|l| !l.is_empty() && !headings(note).contains(&l.as_str()));
                lines.sort();
                lines
            };
            // Lines beside headings are the same, in another order.
            let (own, whole) = (sorted(&own), sorted(&whole));
            for line in &whole {
                assert!(own.contains(line), "{line}");
            }
        }
    }
}

#[test]
fn an_amendment_stands_with_what_it_amends_wherever_later_additions_stand() {
    let s = example::session();
    let later_first = super::LEAST.replacen(
        "Section(heading: \"At once\"",
        "Section(heading: \"First\", holds: [AddedLater]),\n        Section(heading: \"At once\"",
        1,
    );
    let later_first =
        later_first.replacen("        Section(heading: \"Later\", holds: [AddedLater]),\n", "", 1);
    let note = note_in(&layout(&later_first), &s, &s.discussions[0], None, Audience::ChildFile);
    let text = text(&note);
    let decided = text.find("\nDecided\n").unwrap();
    let to_do = text.find("\nTo do\n").unwrap();
    assert!(text[decided..to_do].contains("Maya's gran was told of this decision"), "{text}");
    assert_eq!(text.matches("gran was told").count(), 1);
    assert!(!text.contains("\nFirst\n"), "nothing was added to the note as a whole");
}

#[test]
fn a_title_of_its_own_stands_on_a_childs_file_only_and_still_says_draft() {
    let mut s = example::session();
    s.discussions[0].filing[0].state = FilingState::Open;
    let own =
        super::LEAST.replacen("title: \"Our Trust\",", "title: \"T\", note_title: \"Ours\",", 1);
    let own = layout(&own);
    let note = |audience| note_in(&own, &s, &s.discussions[0], None, audience);
    assert!(text(&note(Audience::ChildFile)).starts_with("DRAFT, not finalised: Ours\n"));
    assert!(text(&note(Audience::Full)).contains("Supervision record in full\n"));
    assert!(text(&note(Audience::StaffFile)).contains("Supervision note for the staff file\n"));
}

#[test]
fn what_shares_a_heading_is_not_read_as_part_of_what_stands_before_it() {
    let s = example::session();
    let shared = super::LEAST.replacen(
        "    ],",
        "        Section(heading: \"All\", holds: [Worries, HowSafe, BriefCheck, Facts, Stage]),\n    ],",
        1,
    );
    let note = note_in(&layout(&shared), &s, &s.discussions[0], None, Audience::ChildFile);
    let after_all = note
        .blocks
        .iter()
        .skip_while(|b| !matches!(b, Block::Heading { text, .. } if text == "All"));
    let lines: Vec<&str> = after_all
        .filter_map(|b| match b {
            Block::Heading { text, .. } => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(
        lines,
        [
            "All",
            "What has hurt the child already",
            "What may happen if nothing changes",
            "What makes it harder",
            "How safe, from 0 to 10",
            "What we know",
            "Where the work is",
        ]
    );
}

/// A layout that checks, of these numbers: some order, some omissions, some
/// shared headings.
fn any_layout(choices: &[u32]) -> Layout {
    let mut choices = choices.iter().copied().chain(std::iter::repeat(0));
    let mut next = |below: usize| choices.next().unwrap() as usize % below;
    let mut contents = Content::ALL.to_vec();
    contents.retain(|c| c.is_kept() || next(3) > 0);
    for n in (1..contents.len()).rev() {
        let other = next(n + 1);
        contents.swap(n, other);
    }
    let mut sections: Vec<Vec<Content>> = Vec::new();
    for content in contents {
        match sections.last_mut() {
            Some(last)
                if content.may_share() && last.iter().all(|c| c.may_share()) && next(2) > 0 =>
            {
                last.push(content);
            }
            _ => sections.push(vec![content]),
        }
    }
    let sections: Vec<String> = sections
        .iter()
        .enumerate()
        .map(|(n, holds)| format!("Section(heading: \"Heading {n}\", holds: {holds:?})"))
        .collect();
    let without: Vec<Detail> = Detail::ALL.into_iter().filter(|_| next(2) > 0).collect();
    layout(&format!(
        "Layout(format: 1, id: \"any\", title: \"Any\", sections: [{}], without: {without:?})",
        sections.join(", ")
    ))
}

/// What stands on a child's file in any layout: what was decided, by whom and
/// why, what is to be done, what could not wait, and what is not agreed.
fn kept(s: &Session, d: &Discussion, child: Ulid) -> Marks {
    let alone = d.subject.children().len() == 1;
    let here = |named: &[Ulid]| named.contains(&child) || (named.is_empty() && alone);
    let mut out = Marks::new();
    for x in d.decisions.iter().filter(|x| here(&x.children) && !x.is_empty()) {
        out.extend(marks(x));
    }
    let agreed = |x: &&Action| x.standing == Standing::Agreed && here(&x.children);
    for x in d.actions.iter().filter(agreed) {
        out.extend(marks(&x.what).into_iter().chain(marks(&x.why)).chain(marks(&x.who)));
    }
    out.extend(d.at_once.iter().filter(|x| here(&x.children)).flat_map(marks));
    out.extend(d.signs.dangers.iter().filter(|x| here(&x.children)).flat_map(|x| {
        let says = !(x.statement.trim().is_empty() && x.goal.trim().is_empty());
        if says { marks(&x.dispute) } else { Marks::new() }
    }));
    let own = s.child(child).unwrap();
    out.extend(marks(&own.name).into_iter().chain(marks(&own.reference)));
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the layout: a child's file holds what it may and nothing else,
    /// what may not be left out stands there, and what is missing is counted.
    #[test]
    fn no_layout_brings_anything_in_or_falsifies(
        choices in arbitrary::choices(),
        shape in proptest::collection::vec(any::<u32>(), 0..120),
    ) {
        let s = arbitrary::session(&choices);
        let layout = any_layout(&shape);
        for d in &s.discussions {
            for child in d.subject.children() {
                let allowed = allowed(&s, d, *child);
                let note = note_in(&layout, &s, d, Some(*child), Audience::ChildFile);
                for format in Format::ALL.into_iter().filter(|f| !f.holds_records()) {
                    let bytes = write(&Leaving::of(note.clone()), format);
                    let there: Marks =
                        markers(&read_back::text(format, &bytes)).into_iter().collect();
                    let leaked: Vec<&String> = there.difference(&allowed.may).collect();
                    prop_assert!(leaked.is_empty(), "leaked {:?}", leaked);
                    let kept = kept(&s, d, *child);
                    let lost: Vec<&String> = kept.difference(&there).collect();
                    prop_assert!(lost.is_empty(), "lost {:?} in {:?}", lost, layout);
                    let usual = note_in(usual(), &s, d, Some(*child), Audience::ChildFile);
                    let whole: Marks = markers(&text(&usual)).into_iter().collect();
                    let whole: Marks = whole.union(&allowed.must).cloned().collect();
                    let missing = whole.difference(&there).count();
                    if missing > 0 {
                        prop_assert!(
                            note.left_out.iter().any(|l| l.ends_with("that this layout leaves out")),
                            "{} missing, and nothing is said: {:?}", missing, note.left_out
                        );
                    }
                }
                prop_assert!(note.left_out.iter().all(|l| markers(l).is_empty()));
            }
        }
    }

    /// In full everything stands in any layout, and the order of blocks under
    /// a passage stays: whose words they are is said right before them.
    #[test]
    fn in_full_nothing_is_missing_and_every_label_stays(
        choices in arbitrary::choices(),
        shape in proptest::collection::vec(any::<u32>(), 0..120),
    ) {
        let s = arbitrary::session(&choices);
        let layout = any_layout(&shape);
        for d in &s.discussions {
            for audience in [Audience::StaffFile, Audience::Full] {
                let own = note_in(&layout, &s, d, None, audience);
                let whole = note_in(usual(), &s, d, None, audience);
                prop_assert_eq!(&own.left_out, &whole.left_out);
                let said = |note: &Note| {
                    let pairs = note.blocks.windows(2).filter_map(|pair| match pair {
                        [Block::Said(label), Block::Prose(words)] => {
                            Some((label.clone(), words.clone()))
                        }
                        _ => None,
                    });
                    let mut pairs: Vec<(String, String)> = pairs.collect();
                    pairs.sort();
                    pairs
                };
                prop_assert!(said(&own) == said(&whole));
                let sorted = |note: &Note| {
                    let mut all: Vec<String> = markers(&text(note));
                    all.sort();
                    all.dedup();
                    all
                };
                prop_assert_eq!(sorted(&own), sorted(&whole));
            }
        }
    }

    /// What adults imagine stands under no heading of what the child says.
    #[test]
    fn the_childs_voice_is_theirs_in_any_layout(
        choices in arbitrary::choices(),
        shape in proptest::collection::vec(any::<u32>(), 0..120),
    ) {
        let s = arbitrary::session(&choices);
        let layout = any_layout(&shape);
        let voice = layout.sections.iter().find(|x| x.holds.contains(&Content::ChildSays));
        let voice = voice.and_then(|x| x.heading.clone());
        for d in &s.discussions {
            let imagined: Marks = d
                .contributions()
                .filter(|(_, c)| c.voice == Some(Voice::Child { view: View::Imagined }))
                .flat_map(|(_, c)| marks(&c.text))
                .collect();
            for child in d.subject.children() {
                let note = note_in(&layout, &s, d, Some(*child), Audience::ChildFile);
                let mut under = None;
                for block in &note.blocks {
                    match block {
                        Block::Heading { level: 1, text } => under = Some(text.clone()),
                        Block::Prose(text) if markers(text).iter().any(|m| imagined.contains(m)) => {
                            prop_assert!(under.is_none() || under != voice);
                        }
                        _ => {}
                    }
                }
            }
        }
    }
}

#[test]
fn under_a_heading_of_its_own_an_entry_says_what_it_is() {
    let s = example::session();
    let rules = Rules::default();
    let own =
        LEAST.replace("\"Decided\"", "\"Outcome\"").replace("\"Not agreed\"", "\"Other views\"");
    let items = |text: &str| -> Vec<String> {
        let layout = layout(text);
        let wanted = Wanted { layout: &layout, ..Wanted::new(None, Audience::ChildFile, &rules) };
        let note = wanted.note(&s, s.discussions[0].id).unwrap();
        let texts = note.blocks.into_iter().filter_map(|b| match b {
            Block::Item { text, .. } => Some(text),
            _ => None,
        });
        texts.collect()
    };
    let begin = |items: &[String], what: &str| items.iter().filter(|i| i.starts_with(what)).count();
    let plain = items(LEAST);
    assert_eq!((begin(&plain, "Decided: "), begin(&plain, "Not agreed: ")), (0, 0));
    let run_in = items(&own);
    assert_eq!(begin(&run_in, "Decided: "), s.discussions[0].decisions.len());
    assert!(begin(&run_in, "Not agreed: ") > 0);
    assert_eq!(run_in.len(), plain.len());
}

#[test]
fn a_free_heading_over_the_childs_words_or_who_agrees_has_the_line_that_says_so_below() {
    let mut s = example::session();
    let (person, at) = (s.people[0].id, s.begun);
    s.discussions[0].agreements.push(Agreement {
        id: ulid::Ulid(9),
        person,
        child: None,
        accuracy: Accuracy::Accurate,
        stance: Some(Stance::Agree),
        at,
        recorded_by: None,
        words: "so it was".into(),
        signature: String::new(),
        struck: None,
    });
    let rules = Rules::default();
    let below = |heading: &str, of: &str| -> Vec<(u8, String)> {
        let own = LEAST
            .replace(
                "    ],\n)",
                "        Section(heading: \"Voice\", holds: [ChildSays]),\n    ],\n)",
            )
            .replace(&format!("\"{of}\""), &format!("\"{heading}\""));
        let layout = layout(&own);
        let wanted = Wanted { layout: &layout, ..Wanted::new(None, Audience::ChildFile, &rules) };
        let note = wanted.note(&s, s.discussions[0].id).unwrap();
        let heads = note.blocks.into_iter().filter_map(|b| match b {
            Block::Heading { level, text } => Some((level, text)),
            _ => None,
        });
        heads.skip_while(|(_, text)| text != heading).take(2).collect()
    };
    for (heading, of, line) in [
        ("Professional opinion", "Voice", "What the child says, and how we know"),
        ("Outcome", "Behind it", "Who stands behind this note"),
        ("Who agrees", "Behind it", "Who stands behind this note"),
    ] {
        let heads = below(heading, of);
        assert_eq!(heads, [(1, heading.to_owned()), (2, line.to_owned())]);
    }
    for (heading, of) in
        [("The child’s voice", "Voice"), ("Who stands behind this note", "Behind it")]
    {
        let heads = below(heading, of);
        assert_eq!(heads[0].0, 1, "{heading}");
        assert!(heads.get(1).is_none_or(|(level, _)| *level == 1), "{heads:?}");
    }
}
