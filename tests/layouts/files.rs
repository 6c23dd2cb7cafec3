//! The files: those that ship, and what is said of one with mistakes.

use thinkwheel::record::layout::{Content, Detail, SHIPPED, usual};
use thinkwheel::record::{Layout, Layouts};

use super::{LEAST, layout};

#[test]
fn those_that_ship_check_and_the_first_is_the_usual_one() {
    let layouts = Layouts::built_in();
    let ids: Vec<&str> = layouts.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(ids, ["case-supervision", "signs-of-safety", "brief"]);
    for (id, text) in SHIPPED {
        assert_eq!(layout(text).id, id);
    }
    assert_eq!(layouts.get("case-supervision"), Some(usual()));
    assert!(usual().leaves_out().is_empty());
    assert!(layouts.get("signs-of-safety").unwrap().leaves_out().is_empty());
    assert!(layouts.get("brief").unwrap().leaves_out().contains(&"What we talked about"));
    // Whoever copies the first finds every word there is in it.
    for content in Content::ALL {
        assert!(usual().holds(content), "{content:?}");
    }
    for word in Detail::ALL {
        assert!(SHIPPED[0].1.contains(&format!("{word:?}")), "{word:?}");
    }
}

#[test]
fn what_may_not_be_left_out_is_all_a_layout_needs() {
    let least = layout(LEAST);
    assert_eq!(least.sections.len(), 6);
    assert!(least.note_title.is_none() && least.without.is_empty());
    let bom = format!("\u{feff}{}", LEAST.replace('\n', "\r\n"));
    assert_eq!(Layout::read(&bom, "x"), Ok(least));
}

/// What is changed, and the one mistake that comes of it: line, and words of
/// what is wrong and of what to do.
const MISTAKES: [(&str, &str, usize, &str, &str); 35] = [
    (
        "[Decisions]),",
        "[Decisions]),\n        Section(heading: \"B\", holds: [ChildSays, Meaning]),",
        8,
        "ChildSays shares its heading",
        "section of its own",
    ),
    ("format: 1", "format: 2", 2, "has format 2; this program reads format 1", "newer thinkwheel"),
    ("format: 1", "format: 0", 2, "no format 0", "format: 1"),
    ("    format: 1,\n", "", 1, "`format` is missing", "format: the number"),
    ("\"our-trust\"", "\"Our Trust\"", 3, "The id “Our Trust” cannot be used", "small letters"),
    ("\"our-trust\"", "\"\"", 3, "cannot be used", "small letters"),
    ("\"our-trust\"", "\"../up\"", 3, "cannot be used", "at most 80"),
    ("\"our-trust\"", "our-trust", 3, "`id` cannot be read", "in quotation marks"),
    ("\"Our Trust\"", "\"\"", 4, "The title is empty", "Write it"),
    ("\"Our Trust\"", "\" Our Trust\"", 4, "begins or ends with a space", "Take the space out"),
    ("\"Our Trust\"", "\"Our\\u{202e}Trust\"", 4, "cannot be seen", "letters that can be seen"),
    ("\"Our Trust\"", "\"Our Trust", 4, "no closing quotation mark", "same line"),
    (
        "title: \"Our Trust\"",
        "title: \"Our Trust\",\n    note_title: \" \"",
        5,
        "note_title is empty",
        "Write",
    ),
    ("title: \"Our Trust\"", "titel: \"Our Trust\"", 4, "no field “titel”", "title, note_title"),
    ("    title:", "    id: \"b\",\n    title:", 4, "`id` is written twice", "Keep one"),
    ("\"Our Trust\",", "\"Our Trust\"", 5, "no comma before `sections`", "comma"),
    ("[Decisions]", "[Decision]", 7, "the word “Decision”, which it does not know", "ActedAtOnce"),
    ("[Decisions]", "Decisions", 7, "`holds` cannot be read", "such as [Decisions]"),
    ("[Decisions]", "[]", 7, "holds nothing", "take the section out"),
    ("[Decisions]", "[Decisions, Facts]", 7, "Decisions shares its heading", "section of its own"),
    (
        "[Decisions]),",
        "[Decisions]),\n        Section(heading: \"B\", holds: [Facts, Facts]),",
        8,
        "Facts is named twice",
        "one section only",
    ),
    (
        "[Decisions]),",
        "[Decisions]),\n        Section(heading: \"B\", holds: [Decisions]),",
        8,
        "Decisions is named twice",
        "one section only",
    ),
    (
        "        Section(heading: \"Not agreed\", holds: [NotAgreed]),\n",
        "",
        5,
        "No section holds NotAgreed",
        "Add Section(heading: \"What is still not agreed\", holds: [NotAgreed])",
    ),
    (
        "        Section(heading: \"Later\", holds: [AddedLater]),\n",
        "",
        5,
        "No section holds AddedLater",
        "something else than the record",
    ),
    ("heading: \"Decided\"", "heading: \"\"", 7, "The heading is empty", "words people read"),
    ("heading: \"Decided\", ", "", 7, "has no heading", "heading: \"…\""),
    (
        "heading: \"Decided\"",
        "heading: \"at  ONCE\"",
        7,
        "Two sections have the heading",
        "of its own",
    ),
    (
        "heading: \"Decided\"",
        "heading: \"AT ONCE\"",
        7,
        "Two sections have the heading “AT ONCE”",
        "of its own",
    ),
    ("heading: \"Decided\"", "heading: \"Decided\\u{1b}[2J\"", 7, "cannot be seen", "one line"),
    (
        "heading: \"Decided\"",
        "heading: \"What the child says\"",
        7,
        "promises what the child says",
        "holds ChildSays",
    ),
    ("heading: \"Decided\"", "headings: \"Decided\"", 7, "no field “headings”", "heading, holds"),
    ("[Decisions]),", "[Decisions])", 7, "no comma after this section", "and a comma"),
    ("[Decisions]),", "[Decisions],", 7, "that opens here is not closed", "Close the section"),
    ("    ],\n)", "    ],\n    without: [Born, Names],\n)", 13, "the word “Names”", "Provenance"),
    (
        "    ],\n)",
        "    ],\n    without: [Born, Born],\n)",
        13,
        "Born is left out twice",
        "Keep one",
    ),
];

#[test]
fn every_mistake_is_named_with_its_line_and_what_to_do() {
    for (from, to, line, what, what_to_do) in MISTAKES {
        let text = LEAST.replacen(from, to, 1);
        assert_ne!(text, LEAST, "{from}");
        let found = Layout::read(&text, "our.ron");
        let found = found.err().unwrap_or_else(|| panic!("nothing is said of {to}"));
        let named =
            found.iter().find(|m| m.what.contains(what) && m.what_to_do.contains(what_to_do));
        let named = named.unwrap_or_else(|| panic!("{to}: {found:#?}"));
        assert_eq!(named.line, line, "{to}: {found:#?}");
        assert!(named.to_string().starts_with(&format!("our.ron:{line}: ")), "{named}");
        assert!(!named.to_string().contains(|c: char| c.is_control()), "{named}");
        // What comes of one mistake is not told as several.
        assert!(found.len() <= 2, "{to}: {found:#?}");
    }
}

#[test]
fn a_section_is_named_by_its_number_and_all_mistakes_come_at_once() {
    let text = LEAST
        .replace("\"our-trust\"", "\"Our Trust\"")
        .replace("heading: \"Decided\"", "heading: \"\"")
        .replace("[Actions]", "[Action]")
        .replace("\"Behind it\"", &format!("\"{}\"", "ä".repeat(81)));
    let found: Vec<String> =
        Layout::read(&text, "o.ron").unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found[0].starts_with("o.ron:3: The id “Our Trust”"), "{found:#?}");
    assert!(found[1].starts_with("o.ron:7: section 2: The heading is empty"), "{found:#?}");
    assert!(
        found[2].starts_with("o.ron:8: section 3: `holds` has the word “Action”"),
        "{found:#?}"
    );
    assert!(found[3].starts_with("o.ron:10: section 5: The heading has 81 letters"), "{found:#?}");
}

#[test]
fn what_is_no_layout_at_all_is_said_to_be_none() {
    for text in ["", "hello", "[1, 2]", "{\"format\": 1}", "//", "\0\0"] {
        let found = Layout::read(text, "x.ron").unwrap_err();
        assert_eq!(found.len(), 1, "{text:?}: {found:#?}");
    }
    let large = format!("{LEAST}// {}", "x".repeat(70_000));
    assert!(Layout::read(&large, "x.ron").unwrap_err()[0].what.contains("larger than 64 KiB"));
    // Cut anywhere it ends, in a mistake or in the whole layout.
    for cut in 0..LEAST.len() - 3 {
        assert!(
            Layout::read(&LEAST[..cut], "x.ron").is_err_and(|found| !found.is_empty()),
            "{cut}"
        );
    }
}

#[test]
fn no_heading_says_what_its_section_is_not() {
    for (old, new, wrong) in [
        ("Decided", "What Maya told us in her own words", "says or feels"),
        ("Decided", "Maya’s wishes and feelings", "says or feels"),
        ("To do", "Her voice", "says or feels"),
        ("Not agreed", "Agreed by everybody", "agreed of what is not"),
        ("Behind it", "Signed and agreed by all", "before anybody does"),
        ("Decided", "What has happened, and what we know", "is that of Facts"),
        ("Not agreed", "Signed by all, not agreed", "agreed of what is not"),
    ] {
        let text = LEAST.replace(&format!("\"{old}\""), &format!("\"{new}\""));
        let found = Layout::read(&text, "x").unwrap_err();
        assert!(format!("{found:?}").contains(wrong), "{new}: {found:?}");
    }
    layout(&LEAST.replace("\"Not agreed\"", "\"Not yet agreed by all\""));
}
