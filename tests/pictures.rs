//! Drawings as they stand in documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "common/golden.rs"]
mod golden;

use chrono::NaiveDate;
use thinkwheel::export::picture::{laid_out, png, svg};
use thinkwheel::practice::{Part, Place};
use thinkwheel::record::Drawing;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const ZERO: &str = "Things are so bad that the children can no longer live at home.";
const TEN: &str = "Everyone knows the children are safe enough for us to close the case.";

fn over_time(points: &[(&str, u8)], zero: &str, ten: &str) -> Drawing {
    Drawing::SafetyOverTime {
        of: String::new(),
        points: points.iter().map(|(on, n)| (day(on), *n)).collect(),
        zero: zero.into(),
        ten: ten.into(),
        rater: "Ruth Amis".into(),
    }
}

/// One of each kind, and what is hard about it.
fn drawings() -> Vec<(&'static str, Drawing)> {
    let journey = |place, next, local: &str| Drawing::Journey { place, next, local: local.into() };
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
            "wheel-one-meeting",
            Drawing::Wheel { today: Part::ALL[2..9].to_vec(), before: vec![], back: vec![] },
        ),
        ("journey", journey(Some(Place::ALL[1]), Some(Place::ALL[2]), "Family Front Door team")),
        ("journey-end", journey(Some(Place::ALL[4]), None, "")),
        (
            "scale-over-time",
            over_time(
                &[
                    ("2026-03-02", 3),
                    ("2026-05-04", 4),
                    ("2026-06-11", 3),
                    ("2026-09-14", 6),
                    ("2026-11-23", 7),
                ],
                ZERO,
                TEN,
            ),
        ),
        ("scale-two", over_time(&[("2026-10-02", 2), ("2026-11-23", 9)], ZERO, TEN)),
        (
            "scale-many",
            over_time(
                &[
                    ("2025-01-06", 2),
                    ("2025-02-03", 3),
                    ("2025-03-03", 10),
                    ("2025-04-07", 0),
                    ("2025-05-05", 4),
                    ("2025-06-02", 4),
                    ("2025-07-07", 5),
                    ("2025-08-04", 5),
                    ("2025-09-01", 6),
                    ("2025-10-06", 6),
                    ("2025-11-03", 7),
                    ("2025-11-04", 8),
                ],
                "",
                "",
            ),
        ),
        ("scale-alone", over_time(&[("2026-11-23", 6)], ZERO, TEN)),
        ("balance", Drawing::Balance(3)),
        ("balance-end", Drawing::Balance(-5)),
        ("balance-even", Drawing::Balance(0)),
    ]
}

#[test]
fn look() {
    let Ok(dir) = std::env::var("LOOK") else { return };
    for (name, drawing) in drawings() {
        let picture = laid_out(&drawing);
        let words = drawing.figure().words;
        std::fs::write(format!("{dir}/{name}.svg"), svg(&picture, drawing.title(), &words, name))
            .unwrap();
        std::fs::write(format!("{dir}/{name}.png"), png(&picture).unwrap().bytes).unwrap();
    }
}
