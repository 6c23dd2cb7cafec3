//! Drawings as they stand in documents: inside their bounds, off each other,
//! the same bytes every time, each with words that say the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/golden.rs"]
mod golden;

use chrono::NaiveDate;
use proptest::prelude::*;
use thinkwheel::export::picture::{Ink, Mark, Picture, Step, laid_out, png, svg};
use thinkwheel::figure::{Anchor, Fill, Outline, Target};
use thinkwheel::practice::{Part, Place};
use thinkwheel::record::Drawing;

const ZERO: &str = "Things are so bad that the children can no longer live at home.";
const TEN: &str = "Everyone knows the children are safe enough for us to close the case.";

fn over_time(points: &[(&str, u8)], zero: &str, ten: &str) -> Drawing {
    let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
    Drawing::SafetyOverTime {
        points: points.iter().map(|(on, n)| (day(on), *n)).collect(),
        zero: zero.into(),
        ten: ten.into(),
        rater: "Ruth Amis".into(),
    }
}

/// One of each kind, and what is hard about it.
fn drawings() -> Vec<(&'static str, Drawing)> {
    let journey = |place, next, local: &str| Drawing::Journey { place, next, local: local.into() };
    let five = [
        ("2026-03-02", 3),
        ("2026-05-04", 4),
        ("2026-06-11", 3),
        ("2026-09-14", 6),
        ("2026-11-23", 7),
    ];
    let months = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
    let days: Vec<String> = months.iter().map(|month| format!("2025-{month}-06")).collect();
    let scores = [2, 3, 10, 0, 4, 4, 5, 5, 6, 6, 7, 8];
    let twelve: Vec<(&str, u8)> = days.iter().map(String::as_str).zip(scores).collect();
    vec![
        (
            "wheel",
            Drawing::Wheel {
                today: vec![Part::ALL[1], Part::ALL[4], Part::ALL[6], Part::ALL[10]],
                before: vec![Part::ALL[0], Part::ALL[7], Part::ALL[8]],
                back: vec![Part::ALL[6]],
            },
        ),
        (
            "wheel-of-one-meeting",
            Drawing::Wheel { today: Part::ALL[2..9].to_vec(), before: vec![], back: vec![] },
        ),
        ("journey", journey(Some(Place::ALL[1]), Some(Place::ALL[2]), "Family Front Door team")),
        ("journey-at-its-end", journey(Some(Place::ALL[4]), None, "")),
        ("scale-over-time", over_time(&five, ZERO, TEN)),
        ("scale-of-twelve", over_time(&twelve, "", "")),
        ("scale-alone", over_time(&[("2026-11-23", 6)], ZERO, TEN)),
        ("balance", Drawing::Balance(3)),
        ("balance-even", Drawing::Balance(0)),
    ]
}

/// The box of a row of words: left, top, right, bottom.
fn rows(picture: &Picture) -> Vec<(f32, f32, f32, f32)> {
    let row = |mark: &Mark| match mark {
        Mark::Area { .. } => None,
        Mark::Words { x, y, size, anchor, width, .. } => {
            let left = match anchor {
                Anchor::Start => *x,
                Anchor::Middle => x - width / 2.0,
                Anchor::End => x - width,
            };
            Some((left, y - size * 0.7, left + width, y + size * 0.2))
        }
    };
    picture.marks.iter().filter_map(row).collect()
}

fn assert_well_laid(drawing: &Drawing) {
    let picture = laid_out(drawing);
    assert!(picture.width <= 440.0 && picture.height <= 420.0, "larger than a page has room for");
    let rows = rows(&picture);
    for (n, a) in rows.iter().enumerate() {
        let inside = a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= picture.width && a.3 <= picture.height;
        assert!(inside, "row {n} leaves the picture");
        for b in rows.iter().skip(n + 1) {
            let meet = a.0 < b.2 - 0.1 && b.0 < a.2 - 0.1 && a.1 < b.3 && b.1 < a.3;
            assert!(!meet, "two rows meet");
        }
    }
    for mark in &picture.marks {
        let Mark::Area { path, .. } = mark else { continue };
        for step in path {
            if let Step::MoveTo(x, y) | Step::LineTo(x, y) | Step::CurveTo(_, _, (x, y)) = step {
                let inside =
                    (0.0..=picture.width).contains(x) && (0.0..=picture.height).contains(y);
                assert!(inside, "an edge leaves the picture");
            }
        }
    }
}

#[test]
fn words_stay_inside_and_off_each_other() {
    for (_, drawing) in drawings() {
        assert_well_laid(&drawing);
    }
}

/// Every part and place is named where it stands, in letters that can be read.
#[test]
fn what_is_drawn_is_named() {
    let said = |drawing: &Drawing| -> String {
        let words = |mark: &Mark| match mark {
            Mark::Words { text, size, .. } => {
                assert!(*size >= 8.0, "{text}: too small");
                Some(text.clone())
            }
            Mark::Area { .. } => None,
        };
        laid_out(drawing).marks.iter().filter_map(words).collect::<Vec<_>>().join(" ")
    };
    let all = drawings();
    let of = |name: &str| said(&all.iter().find(|(n, _)| *n == name).unwrap().1);
    let wheel = of("wheel");
    for part in Part::ALL {
        assert!(wheel.contains(part.short_name()), "{} in {wheel}", part.short_name());
    }
    let journey = of("journey");
    for place in Place::ALL {
        assert!(journey.contains(place.name()), "{} in {journey}", place.name());
    }
    assert!(journey.contains("Family Front Door team") && journey.contains("permanence"));
    let scale = of("scale-over-time");
    for day in ["2 Mar 2026", "4 May 2026", "11 Jun 2026", "14 Sep 2026", "23 Nov 2026"] {
        assert!(scale.contains(day), "{day} in {scale}");
    }
    assert!(scale.contains(&format!("10: {TEN}")) && scale.contains(&format!("0: {ZERO}")));
}

/// At a glance a child is where they are, not where they are hoped to be.
#[test]
fn the_place_that_is_dark_is_the_one_of_now() {
    let drawing = Drawing::Journey {
        place: Some(Place::ALL[2]),
        next: Some(Place::ALL[0]),
        local: String::new(),
    };
    let figure = drawing.figure();
    let filled = |place: Place| {
        let shape = figure.shapes.iter().find(|s| s.target == Some(Target::Place(place)));
        shape.map(|s| (s.fill, s.chosen)).unwrap()
    };
    assert_eq!(filled(Place::ALL[2]), (Fill::Full, true));
    assert_eq!(filled(Place::ALL[0]), (Fill::None, true), "a bold ring");
    assert_eq!(filled(Place::ALL[3]), (Fill::None, false));
    assert_eq!(figure.words[0], "Now: Care Management (in our eyes).");
    assert_eq!(figure.words[1], "Hoped for next: Early Help.");
    assert_eq!(drawing.in_short(), "The child's journey. Now: Care Management (in our eyes).");
    let arrows = |d: &Drawing| {
        d.figure().shapes.iter().filter(|s| matches!(s.outline, Outline::Polygon(_))).count()
    };
    assert_eq!(arrows(&drawing), 1);
    for (place, next) in [(Some(Place::ALL[2]), Some(Place::ALL[2])), (None, Some(Place::ALL[4]))] {
        assert_eq!(arrows(&Drawing::Journey { place, next, local: String::new() }), 0);
    }
}

/// Photocopied, three fills are still three.
#[test]
fn fills_differ_in_grey() {
    let grey = |Ink(r, g, b): Ink| {
        (f32::from(r) * 0.299 + f32::from(g) * 0.587 + f32::from(b) * 0.114) / 255.0
    };
    let (_, wheel) = drawings().swap_remove(0);
    let fills: Vec<f32> = laid_out(&wheel)
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Area { fill: Some(fill), .. } => Some(grey(*fill)),
            _ => None,
        })
        .take(12)
        .collect();
    let between =
        |least: f32, most: f32| fills.iter().filter(|g| **g >= least && **g <= most).count();
    assert_eq!((between(0.0, 0.4), between(0.75, 0.9), between(0.98, 1.0)), (4, 3, 5), "{fills:?}");
}

#[test]
fn drawn_as_svg_they_are_the_golden_ones() {
    for (name, drawing) in drawings() {
        let words = drawing.figure().words;
        let drawn = svg(&laid_out(&drawing), drawing.title(), &words);
        assert!(drawn.contains("role=\"img\"") && !drawn.contains("<script"));
        golden::same(&format!("picture-{name}.svg"), drawn.as_bytes());
    }
}

#[test]
fn drawn_in_dots_they_are_the_same_every_time() {
    for (name, drawing) in drawings().into_iter().step_by(4) {
        let picture = laid_out(&drawing);
        let (one, two) = (png(&picture).unwrap(), png(&laid_out(&drawing)).unwrap());
        assert!(one == two, "{name}");
        assert!(one.bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        let wide = (picture.width * 2.5).ceil();
        assert!((f64::from(one.width_px) - f64::from(wide)).abs() < 1.0, "{name}");
        // no time and no name: only what dots need
        for chunk in [&b"tEXt"[..], b"tIME", b"iTXt", b"zTXt", b"eXIf"] {
            assert!(!one.bytes.windows(4).any(|four| four == chunk), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever people call things, and whenever they judged.
    #[test]
    fn nothing_typed_spoils_a_drawing(
        text in "(\\PC|[a-zA-Z ]|سلام|<script>|\u{202e}){0,80}",
        days in prop::collection::btree_map(0u16..2000, 0u8..=10, 1..15),
        place in 0usize..5,
        next in 0usize..5,
    ) {
        let first: NaiveDate = "2022-01-03".parse().unwrap();
        let points = days.into_iter().map(|(day, n)| (first + chrono::Days::new(day.into()), n));
        let scale = Drawing::SafetyOverTime {
            points: points.collect(),
            zero: text.clone(),
            ten: text.clone(),
            rater: text.clone(),
        };
        let journey = Drawing::Journey {
            place: Some(Place::ALL[place]),
            next: Some(Place::ALL[next]),
            local: text.clone(),
        };
        for drawing in [scale, journey] {
            assert_well_laid(&drawing);
            let drawn = svg(&laid_out(&drawing), drawing.title(), &drawing.figure().words);
            prop_assert!(!drawn.contains("<script"));
            prop_assert!(!drawn.chars().any(|c| c.is_control() && c != '\n'));
        }
    }
}
