//! dump
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use thinkwheel::config::Colours;
use thinkwheel::figure::*;
use thinkwheel::practice::*;
use thinkwheel::tui::{Look, figure as painter};

fn marks() -> [PartMark; 12] {
    let mut m = [PartMark::default(); 12];
    m[0].asked = Asked::Today;
    m[3].asked = Asked::Before;
    m[6].asked = Asked::Today;
    m[1].asked = Asked::Before;
    m[7].asked = Asked::Before;
    m[7].brought_back = true;
    m[9].asked = Asked::Today;
    m[11].asked = Asked::Before;
    m
}
const SAID: [&str; 4] = [
    "She came to the core group and chose who would speak for her when it got too much.",
    "",
    "Two visits a week until Christmas",
    "The plan changed because of what she said about her brother, and about the dog",
];
fn all() -> Vec<(&'static str, Figure)> {
    vec![
        ("wheel", wheel(&marks(), Some(Part::SignsOfSafety), "")),
        ("wheelp", wheel(&marks(), Some(Part::Participation), "AY")),
        ("doing", doing_wheel(Some(Stage::UpdatingThePlan), "")),
        (
            "journey",
            journey_map(
                Some(Place::CareManagement),
                Some(Place::ChildrenInCare),
                &[(Place::FrontDoor, "MASH")],
            ),
        ),
        (
            "safety",
            safety_scale(
                Some(6),
                "The children will be seriously hurt and nobody would know",
                "Everybody, the children too, says they are safe enough to close",
            ),
        ),
        ("balance", balance(Some(-2))),
        ("blocks", building_blocks(Some(Block::Repair))),
        ("fouris", four_is(&SAID, Some(2))),
        ("bulb", lightbulb(&SAID, Some(0))),
    ]
}
#[test]
fn dump() {
    let Ok(out) = std::env::var("DUMP") else { return };
    for (name, f) in all() {
        for (w, h) in [(40, 15), (44, 19), (76, 20), (56, 34), (90, 52)] {
            for look in [Look { colours: Colours::Sixteen, ascii: false }] {
                let mut b = Buffer::empty(Rect::new(0, 0, w, h));
                let ok = painter::paint(&f, b.area, &mut b, look);
                let mut s = format!("{w} {h} {ok}\n");
                for c in &b.content {
                    let fg = match c.fg {
                        Color::Reset => "-",
                        Color::Cyan => "c",
                        Color::Blue => "b",
                        Color::Magenta => "m",
                        Color::Green => "g",
                        Color::Yellow => "y",
                        _ => "?",
                    };
                    let m = c.modifier;
                    s += &format!(
                        "{}\t{fg}{}{}{}\n",
                        c.symbol(),
                        if m.contains(Modifier::BOLD) { "B" } else { "" },
                        if m.contains(Modifier::REVERSED) { "R" } else { "" },
                        if m.contains(Modifier::DIM) { "D" } else { "" }
                    );
                }
                std::fs::write(format!("{out}/{name}-{w}x{h}.cells"), s).unwrap();
            }
        }
    }
}

#[test]
fn least() {
    let look = Look { colours: Colours::Sixteen, ascii: false };
    for back in [false, true] {
        for chosen in [None].into_iter().chain(Part::ALL.map(Some)) {
            let marks = [PartMark { asked: Asked::Today, brought_back: back }; 12];
            let f = wheel(&marks, chosen, "");
            let rows = (5..60)
                .find(|r| (*r..60).all(|r| painter::fits(&f, Rect::new(0, 0, 200, r), look)));
            println!(
                "LEAST back {back} {chosen:?} {rows:?} {:?}",
                painter::columns_for(&f, rows.unwrap())
            );
        }
    }
    for (name, f) in all() {
        let rows = (5..60).find(|r| {
            (*r..60)
                .all(|r| painter::fits(&f, Rect::new(0, 0, painter::columns_for(&f, r), r), look))
        });
        println!("LEAST {name} {rows:?} {:?}", rows.map(|r| painter::columns_for(&f, r)));
    }
}
