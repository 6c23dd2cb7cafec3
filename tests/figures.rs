//! Every drawing: as words, as geometry, and as a terminal shows it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashSet;
use std::fmt::Write as _;

use insta::assert_snapshot;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use thinkwheel::config::{Colours, Theme};
use thinkwheel::figure::{
    Asked, BALANCE_END, Figure, PartMark, Point, SAFETY_END, Target, Tone, balance,
    building_blocks, doing_wheel, four_is, journey_map, lightbulb, safety_scale, wheel,
};
use thinkwheel::practice::{Block, Part, Place, Ring, Stage};
use thinkwheel::tui::{Look, figure as painter};

const COLOURED: Look = Look { colours: Colours::Sixteen, ascii: false, theme: Theme::Auto };
const MONO: Look = Look { colours: Colours::None, ascii: false, theme: Theme::Auto };
const ASCII: Look = Look { colours: Colours::None, ascii: true, theme: Theme::Auto };

const SAID: [&str; 4] = [
    "She came to the core group and chose who would speak for her when it got too much.",
    "",
    "Two visits a week until Christmas",
    "The plan changed because of what she said about her brother, and about the dog",
];

fn marks() -> [PartMark; 12] {
    let mut marks = [PartMark::default(); 12];
    for part in [Part::ChildsJourney, Part::SignsOfSafety, Part::Lightbulb] {
        marks[part.index()].asked = Asked::Today;
    }
    for part in [Part::Participation, Part::ProcessMaps, Part::Relationships, Part::Scales] {
        marks[part.index()].asked = Asked::Before;
    }
    marks[Part::Relationships.index()].brought_back = true;
    marks
}

fn figures() -> Vec<(&'static str, Figure)> {
    let (zero, ten) = (
        "The children will be seriously hurt and nobody would know",
        "Everybody, the children too, says they are safe enough to close",
    );
    let local = [(Place::FrontDoor, "MASH")];
    vec![
        ("wheel", wheel(&marks(), Some(Part::SignsOfSafety), "")),
        ("wheel-principle", wheel(&marks(), Some(Part::Participation), "AY")),
        ("doing-wheel", doing_wheel(Some(Stage::UpdatingThePlan), "")),
        (
            "journey-map",
            journey_map(Some(Place::CareManagement), Some(Place::ChildrenInCare), &local),
        ),
        ("safety-scale", safety_scale(Some(6), zero, ten)),
        ("balance", balance(Some(-2))),
        ("building-blocks", building_blocks(Some(Block::Repair))),
        ("four-is", four_is(&SAID, Some(2))),
        ("lightbulb", lightbulb(&SAID, Some(0))),
    ]
}

/// Those of the list above with nothing said yet.
fn empty_figures() -> Vec<Figure> {
    vec![
        wheel(&[PartMark::default(); 12], None, ""),
        doing_wheel(None, ""),
        journey_map(None, None, &[]),
        safety_scale(None, "", ""),
        balance(None),
        building_blocks(None),
        four_is(&[""; 4], None),
        lightbulb(&[""; 4], None),
    ]
}

fn painted(figure: &Figure, columns: u16, rows: u16, look: Look) -> Option<Buffer> {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    painter::paint(figure, buffer.area, &mut buffer, look).then_some(buffer)
}

fn rows(buffer: &Buffer, of: impl Fn(&Cell) -> String) -> Vec<String> {
    let columns = usize::from(buffer.area.width);
    buffer.content.chunks(columns).map(|row| row.iter().map(&of).collect()).collect()
}

fn symbols(buffer: &Buffer) -> Vec<String> {
    rows(buffer, |cell| cell.symbol().to_owned())
}

/// One letter a cell: what it looks like beside what it says.
fn style(cell: &Cell) -> String {
    let letter = match (cell.fg, cell.modifier) {
        (_, m) if m.contains(Modifier::REVERSED) => 'R',
        (_, m) if m.contains(Modifier::BOLD) => 'B',
        (_, m) if m.contains(Modifier::DIM) => 'd',
        (Color::Cyan, _) => 'c',
        (Color::LightBlue, _) => 'b',
        (Color::Magenta, _) => 'm',
        (Color::Green, _) => 'g',
        (Color::Yellow, _) => 'y',
        (Color::Reset, _) => '.',
        _ => '?',
    };
    letter.into()
}

#[test]
fn drawings_look_as_they_should() {
    for (name, figure) in figures() {
        for (columns, height) in [(76, 20), (90, 40)] {
            let mut out = figure.words.join("\n") + "\n\n";
            for (look, title) in [(COLOURED, "coloured"), (MONO, "without colours")] {
                let buffer = painted(&figure, columns, height, look).unwrap();
                if look == COLOURED {
                    for row in symbols(&buffer) {
                        writeln!(out, "{}", row.trim_end()).unwrap();
                    }
                } else {
                    let coloured = painted(&figure, columns, height, COLOURED).unwrap();
                    assert_eq!(symbols(&buffer), symbols(&coloured), "{name}");
                }
                writeln!(out, "\n{title}").unwrap();
                for row in rows(&buffer, style) {
                    writeln!(out, "{}", row.trim_end_matches('.')).unwrap();
                }
            }
            assert_snapshot!(format!("{name}-{columns}x{height}"), out);
        }
    }
}

/// Colour is never needed, never on a word, and there is none without it.
#[test]
fn colour_falls_on_lines_and_marks_only() {
    let mut coloured = 0;
    for (name, figure) in figures() {
        for (columns, height) in [(76, 20), (90, 40), (200, 60)] {
            for cell in &painted(&figure, columns, height, COLOURED).unwrap().content {
                let word = cell.symbol().chars().any(char::is_alphanumeric);
                assert!(!word || cell.fg == Color::Reset, "{name}: {}", cell.symbol());
                assert!(!word || !cell.modifier.contains(Modifier::DIM), "{name}");
                assert_eq!(cell.bg, Color::Reset);
                coloured += usize::from(cell.fg != Color::Reset);
            }
            for cell in &painted(&figure, columns, height, MONO).unwrap().content {
                assert_eq!((cell.fg, cell.bg), (Color::Reset, Color::Reset), "{name}");
                assert!((Modifier::BOLD | Modifier::REVERSED).contains(cell.modifier), "{name}");
            }
        }
    }
    assert!(coloured > 1_000, "{coloured}");
}

/// What was asked, and what is in hand, differ in shape alone.
#[test]
fn the_wheel_reads_without_colour() {
    let mut seen = HashSet::new();
    for asked in [Asked::Today, Asked::Before, Asked::Never] {
        for chosen in [None, Some(Part::Trauma)] {
            let mut marks = marks();
            marks[Part::Trauma.index()].asked = asked;
            let buffer = painted(&wheel(&marks, chosen, ""), 76, 20, MONO).unwrap();
            // dots only: not even the marks in the labels are needed
            let dots = |cell: &Cell| {
                let dot = cell.symbol().chars().all(|c| ('\u{2800}'..='\u{28ff}').contains(&c));
                if dot { cell.symbol().to_owned() } else { " ".into() }
            };
            assert!(seen.insert(rows(&buffer, dots)), "{asked:?} {chosen:?}");
        }
    }
}

#[test]
fn the_words_of_the_wheel_name_every_part_and_its_state() {
    for part in Part::ALL {
        for (asked, words) in [
            (Asked::Today, "Asked today: "),
            (Asked::Before, "Asked before: "),
            (Asked::Never, "Not asked yet: "),
        ] {
            let mut marks = marks();
            marks[part.index()] = PartMark { asked, brought_back: true };
            let figure = wheel(&marks, Some(part), "");
            let name = format!("{} {}", part.label(), part.short_name());
            let line = |start: &str| figure.words.iter().find(|line| line.starts_with(start));
            assert!(line(words).unwrap().contains(&name), "{:?}", figure.words);
            assert!(line("To come back to: ").unwrap().contains(&name));
            let hand = line("In hand: ").unwrap();
            assert!(hand.contains(part.name()) && hand.contains(asked.words()), "{hand}");
            for other in Part::ALL {
                let name = format!("{} {}", other.label(), other.short_name());
                assert_eq!(figure.words[..3].join(" ").matches(&name).count(), 1, "{name}");
            }
        }
    }
    let new = wheel(&[PartMark::default(); 12], None, "");
    assert_eq!(new.words, ["Not asked yet: all twelve parts."]);
}

#[test]
fn every_value_has_words_of_its_own() {
    let stages = [Stage::Assessment, Stage::Plan, Stage::UpdatingThePlan, Stage::Review];
    let blocks = [Block::Beginning, Block::Middle, Block::Repair, Block::Ending];
    let places = [
        (Place::EarlyHelp, "Early Help"),
        (Place::FrontDoor, "Front Door"),
        (Place::CareManagement, "Care Management"),
        (Place::ChildrenInCare, "Children in Care"),
        (Place::LeavingCare, "Leaving Care"),
    ];
    let mut figures: Vec<Figure> = Vec::new();
    figures.extend([None].into_iter().chain(stages.map(Some)).map(|s| doing_wheel(s, "")));
    figures.extend([None].into_iter().chain(blocks.map(Some)).map(building_blocks));
    figures.extend((-BALANCE_END..=BALANCE_END).map(|value| balance(Some(value))));
    figures.push(balance(None));
    for score in 0..=SAFETY_END {
        let figure = safety_scale(Some(score), "hurt", "safe enough");
        assert!(figure.words[0].contains(&format!(": {score} on a scale")));
        assert!(figure.words[1].contains("hurt") && figure.words[2].contains("safe enough"));
        figures.push(figure);
    }
    for (place, name) in places {
        for (next, coming) in places {
            let figure = journey_map(Some(place), Some(next), &[]);
            assert!(figure.words.contains(&format!("Place on the journey: {name} (in our eyes).")));
            let coming = figure.words.contains(&format!("What comes next: {coming}."));
            assert_eq!(coming, next != place);
            assert!(figure.words.join(" ").contains("yellow heart"));
            figures.push(figure);
        }
    }
    let mut seen = HashSet::new();
    for figure in &figures {
        assert!(seen.insert(figure.words.clone()), "{:?}", figure.words);
    }
    let named = journey_map(Some(Place::FrontDoor), None, &[(Place::FrontDoor, "MASH")]);
    assert!(
        named.words.contains(&"Place on the journey: Front Door (MASH) (in our eyes).".to_owned())
    );
    for figure in [four_is(&SAID, None), lightbulb(&SAID, None)] {
        for (line, said) in figure.words.iter().zip(SAID) {
            let said = if said.is_empty() { "nothing said yet." } else { said };
            assert!(line.ends_with(&format!(": {said}")), "{line}");
        }
    }
    for figure in figures.iter().chain(&empty_figures()) {
        assert!((1..=6).contains(&figure.words.len()));
    }
}

/// Values out of range are drawn as none, not as something else.
#[test]
fn a_value_beyond_the_scale_is_no_value() {
    assert!(safety_scale(Some(11), "", "") == safety_scale(None, "", ""));
    assert!(balance(Some(6)) == balance(None) && balance(Some(-128)) == balance(None));
}

#[test]
fn every_label_stands_where_it_can_be_pointed_at() {
    let mut inside = 0;
    for (name, figure) in figures() {
        for label in figure.labels.iter().filter(|label| label.within.is_some()) {
            assert_eq!(figure.hit(label.at.x, label.at.y), label.target, "{name} {label:?}");
            inside += 1;
        }
        assert_eq!(figure.hit(-1_000.0, 0.0), None);
    }
    assert!(inside > 30);
}

/// On the screen: each first word of a label leads to what it stands for, and
/// everything that can be chosen can be reached.
#[test]
fn the_mouse_reaches_everything_by_its_name() {
    for (name, figure) in figures() {
        for (columns, height) in [(76, 20), (90, 40)] {
            let area = Rect::new(0, 0, columns, height);
            let buffer = painted(&figure, columns, height, COLOURED).unwrap();
            let lines = symbols(&buffer);
            for label in figure.labels.iter().filter(|label| !label.spare) {
                let words = label.forms[0].split_whitespace();
                let named = |word: &&str| word.contains(char::is_alphanumeric);
                let first = { words }.find(named).unwrap();
                let places = lines.iter().enumerate().filter_map(|(row, line)| {
                    let column = line.find(first).map(|at| line[..at].chars().count())?;
                    Some((u16::try_from(column).unwrap(), u16::try_from(row).unwrap()))
                });
                let hits: Vec<_> = places
                    .map(|(column, row)| painter::hit(&figure, area, COLOURED, column, row))
                    .collect();
                assert!(hits.contains(&label.target), "{name} {first} {hits:?}");
            }
            let all: HashSet<Target> = figure.shapes.iter().filter_map(|s| s.target).collect();
            let mut reached = HashSet::new();
            for row in 0..height {
                for column in (row % 2..columns).step_by(2) {
                    reached.extend(painter::hit(&figure, area, COLOURED, column, row));
                }
            }
            assert_eq!(all, reached, "{name}");
        }
    }
}

#[test]
fn the_mouse_counts_from_where_the_area_begins() {
    let figure = wheel(&marks(), None, "");
    let (near, far) = (Rect::new(0, 0, 60, 24), Rect::new(13, 7, 60, 24));
    for row in 0..24 {
        for column in 0..60 {
            assert_eq!(
                painter::hit(&figure, near, MONO, column, row),
                painter::hit(&figure, far, MONO, column + 13, row + 7),
            );
        }
    }
    assert_eq!(painter::hit(&figure, far, MONO, 5, 20), None);
}

#[test]
fn sectors_do_not_overlap() {
    for chosen in [None].into_iter().chain(Part::ALL.map(Some)) {
        let figure = wheel(&marks(), chosen, "");
        let probes: Vec<_> = figure.shapes.iter().map(|shape| shape.outline.probe()).collect();
        let mut counts = vec![0_u32; probes.len()];
        for x in 0..=200 {
            for y in 0..=200 {
                let point = Point::new(f64::from(x) / 2.0, f64::from(y) / 2.0);
                let inside: Vec<usize> =
                    (0..probes.len()).filter(|n| probes[*n].contains(point)).collect();
                assert!(inside.len() < 2, "{inside:?}");
                for n in inside {
                    counts[n] += 1;
                }
            }
        }
        assert!(counts.iter().all(|count| *count > 500), "{counts:?}");
    }
    let rings: Vec<_> = wheel(&marks(), None, "").shapes.iter().map(|s| s.tone).collect();
    for ring in Ring::ALL {
        assert_eq!(rings.iter().filter(|tone| **tone == Tone::Ring(ring)).count(), 3);
    }
}

#[test]
fn no_area_is_too_small_or_too_odd() {
    let all: Vec<Figure> =
        figures().into_iter().map(|(_, figure)| figure).chain(empty_figures()).collect();
    for figure in &all {
        for columns in 0..=40 {
            for height in 0..=20 {
                // now and then an area that the screen does not wholly hold
                let corner = if (columns + height) % 3 == 0 { (3, 2) } else { (0, 0) };
                let (x, y) = corner;
                let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 20));
                let untouched = buffer.clone();
                let area = Rect::new(x, y, columns, height);
                let drawn = painter::paint(figure, area, &mut buffer, COLOURED);
                assert!(drawn != (buffer == untouched), "{columns}x{height}");
                let shown = area.intersection(buffer.area);
                assert_eq!(drawn, painter::fits(figure, shown, COLOURED));
                if !drawn {
                    let (column, row) = (columns / 2, height / 2);
                    assert_eq!(painter::hit(figure, shown, COLOURED, column, row), None);
                }
            }
        }
        assert!(!painter::fits(figure, Rect::new(0, 0, 80, 24), ASCII));
        assert_eq!(painter::hit(figure, Rect::new(0, 0, 80, 24), ASCII, 40, 12), None);
    }
}

/// The sizes that screens may count on, whatever the wheel has to show.
#[test]
fn legible_from_these_sizes_on() {
    for back in [false, true] {
        for chosen in [None].into_iter().chain(Part::ALL.map(Some)) {
            let marks = [PartMark { asked: Asked::Today, brought_back: back }; 12];
            let figure = wheel(&marks, chosen, "");
            for height in (19..=60).step_by(if chosen.is_none() { 1 } else { 4 }) {
                let area = Rect::new(0, 0, painter::columns_for(&figure, height), height);
                assert!(painter::fits(&figure, area, MONO), "{chosen:?} {area}");
            }
            assert!(!painter::fits(&figure, Rect::new(0, 0, 80, 16), MONO));
        }
    }
    let least = [
        ("doing-wheel", 15),
        ("journey-map", 11),
        ("safety-scale", 7),
        ("balance", 7),
        ("building-blocks", 11),
        ("four-is", 11),
        ("lightbulb", 13),
    ];
    for (name, figure) in figures() {
        let Some((_, least)) = least.iter().find(|(of, _)| *of == name) else { continue };
        for height in *least..=60 {
            let area = Rect::new(0, 0, painter::columns_for(&figure, height), height);
            assert!(painter::fits(&figure, area, MONO), "{name} {area}");
        }
    }
}

/// Whatever a person writes: it is cut, cleaned, and never breaks the drawing.
#[test]
fn any_words_can_stand_in_a_drawing() {
    let long = "word ".repeat(400);
    let said = [long.as_str(), "\u{1b}[31mred\nnext\u{202e}", "家族の話を聞いた", "👩‍👩‍👧‍👧"];
    for figure in [
        four_is(&said, Some(0)),
        lightbulb(&said, None),
        safety_scale(Some(3), said[0], said[1]),
        wheel(&marks(), None, said[0]),
        journey_map(None, None, &[(Place::EarlyHelp, said[0]), (Place::FrontDoor, said[1])]),
    ] {
        for (columns, height) in [(76, 20), (90, 40), (61, 33)] {
            let buffer = painted(&figure, columns, height, COLOURED).unwrap();
            let text = symbols(&buffer).concat();
            assert!(!text.contains(['\u{1b}', '\n', '\u{202e}']));
        }
        assert!(!figure.words.iter().any(|line| line.contains(['\u{1b}', '\n', '\u{202e}'])));
    }
}

/// Nothing of a record is in `Debug`.
#[test]
fn debug_keeps_answers_to_itself() {
    let shown = format!("{:?}", four_is(&["secret words"; 4], Some(1)));
    assert!(!shown.contains("secret"), "{shown}");
    let labels = format!("{:?}", wheel(&marks(), None, "secret").labels);
    assert!(!labels.contains("secret"), "{labels}");
}
