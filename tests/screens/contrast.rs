//! Every colour in use can be read on what it stands on, and nothing rests on
//! colour alone.

use std::collections::{BTreeMap, BTreeSet};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use thinkwheel::config::{Colours, Theme};
use thinkwheel::figure::{self, Asked, Figure, PartMark};
use thinkwheel::practice::{Part, Place, Stage};
use thinkwheel::tui::{Look, figure as painter};

use super::desk::{COLOURED, Desk};
use super::picture::{self, Sixteen, VGA, XTERM};

const BLACK: [u8; 3] = [0, 0, 0];
const WHITE: [u8; 3] = [255, 255, 255];
/// Themes that bring a ground of their own.
const GROUNDED: [Theme; 3] = [Theme::Light, Theme::Dark, Theme::HighContrast];

fn linear(colour: [u8; 3]) -> [f64; 3] {
    colour.map(|v| {
        let v = f64::from(v) / 255.0;
        if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
    })
}

fn luminance([r, g, b]: [f64; 3]) -> f64 {
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

fn ratio(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// As WCAG counts it: 1 to 21.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    ratio(linear(a), linear(b))
}

/// Without the cones for green, wholly (Machado, Oliveira and Fernandes 2009).
fn deuteranopia(colour: [u8; 3]) -> [f64; 3] {
    let [r, g, b] = linear(colour);
    [
        0.367_322 * r + 0.860_646 * g - 0.227_968 * b,
        0.280_085 * r + 0.672_501 * g + 0.047_413 * b,
        -0.011_820 * r + 0.042_940 * g + 0.968_881 * b,
    ]
    .map(|v| v.clamp(0.0, 1.0))
}

/// Drawings of every kind of tone.
pub fn figures() -> Vec<(&'static str, Figure)> {
    let marks = std::array::from_fn(|n| PartMark {
        asked: [Asked::Never, Asked::Before, Asked::Today][n % 3],
        brought_back: n == 4,
    });
    vec![
        ("wheel", figure::wheel(&marks, None, "Kit")),
        ("wheel chosen", figure::wheel(&marks, Some(Part::ALL[0]), "Kit")),
        ("doing wheel", figure::doing_wheel(Some(Stage::Plan), "Kit")),
        ("journey", figure::journey_map(Some(Place::FrontDoor), Some(Place::CareManagement), &[])),
        ("scale", figure::safety_scale(Some(4), "not safe", "safe")),
        ("balance", figure::balance(Some(-2))),
    ]
}

/// Every drawing, painted on the ground of a look.
pub fn painted(figure: &Figure, look: Look) -> Buffer {
    let area = Rect { x: 0, y: 0, width: 120, height: 45 };
    let mut buffer = Buffer::empty(area);
    buffer.set_style(area, look.ground());
    assert!(painter::paint(figure, area, &mut buffer, look));
    buffer
}

/// Every pair of colours in use with what it was found on, screens and
/// drawings alike.
fn in_use(
    scenes: &mut [(&'static str, Desk)],
    look: Look,
) -> BTreeMap<(String, String), (Color, Color)> {
    let mut out = BTreeMap::new();
    let mut take = |buffer: &Buffer| {
        for cell in buffer.content.iter().filter(|c| c.symbol().trim() != "") {
            let key = (format!("{:?}", cell.fg), format!("{:?}", cell.bg));
            out.insert(key, (cell.fg, cell.bg));
        }
    };
    for (_, desk) in scenes {
        desk.model.theme = Some(look.theme);
        take(&desk.shot(80, 24, look).buffer);
    }
    for (_, figure) in figures() {
        take(&painted(&figure, look));
    }
    out
}

fn looks(theme: Theme) -> [(Look, &'static str, &'static Sixteen); 3] {
    let look = |colours| Look { theme, colours, ascii: false };
    [
        (look(Colours::All), "any colour", &XTERM),
        (look(Colours::Sixteen), "sixteen, xterm", &XTERM),
        (look(Colours::Sixteen), "sixteen, VGA", &VGA),
    ]
}

/// Also by somebody who does not see green apart from red: then every accent
/// still stands out from its ground.
#[test]
fn every_pair_of_colours_can_be_read() {
    let mut scenes = super::scenes();
    for theme in GROUNDED {
        let least = if theme == Theme::HighContrast { 7.0 } else { 4.5 };
        for (look, name, sixteen) in looks(theme) {
            let pairs = in_use(&mut scenes, look);
            assert!(pairs.len() >= 3, "{theme:?}, {name}: {pairs:?}");
            let mut lowest = 21.0_f64;
            for (fg, bg) in pairs.into_values() {
                assert!(fg != Color::Reset && bg != Color::Reset, "{theme:?}: {fg:?} on {bg:?}");
                let (a, b) =
                    (picture::shown(fg, BLACK, sixteen), picture::shown(bg, WHITE, sixteen));
                let found = contrast(a, b);
                // Of sixteen colours none is promised more than to be read.
                let least = if look.colours == Colours::Sixteen { 4.5 } else { least };
                assert!(found >= least, "{theme:?}, {name}: {fg:?} on {bg:?} is {found:.2}");
                lowest = lowest.min(found);
                let seen = ratio(deuteranopia(a), deuteranopia(b));
                assert!(seen >= 3.0, "{theme:?}, {name}: {fg:?} on {bg:?} is seen as {seen:.2}");
            }
            println!("{theme:?}, {name}: lowest contrast {lowest:.2}");
        }
    }
}

/// In `Auto` the ground is the terminal's own: words keep its own colour.
#[test]
fn in_auto_and_plain_no_word_is_coloured() {
    let mut scenes = super::scenes();
    for (theme, colours) in
        [(Theme::Auto, Colours::All), (Theme::Auto, Colours::Sixteen), (Theme::Plain, Colours::All)]
    {
        let look = Look { theme, colours, ascii: false };
        let mut buffers: Vec<Buffer> =
            figures().iter().map(|(_, figure)| painted(figure, look)).collect();
        for (_, desk) in &mut scenes {
            desk.model.theme = Some(theme);
            buffers.push(desk.shot(80, 24, look).buffer);
        }
        for cell in buffers.iter().flat_map(|b| &b.content) {
            assert_eq!(cell.bg, Color::Reset);
            let word = cell.symbol().chars().any(char::is_alphanumeric);
            assert!(!word || cell.fg == Color::Reset, "{:?}", cell.symbol());
            assert!(theme != Theme::Plain || cell.fg == Color::Reset, "{:?}", cell.symbol());
        }
    }
}

#[test]
fn no_colour_wins_over_every_theme() {
    let mut scenes = super::scenes();
    for theme in Theme::ALL {
        let look = Look { theme, colours: Colours::None, ascii: false };
        let only = (String::from("Reset"), String::from("Reset"));
        assert_eq!(in_use(&mut scenes, look).into_keys().collect::<Vec<_>>(), [only], "{theme:?}");
    }
}

/// Dots of a drawing, all cells together.
fn dots(buffer: &Buffer) -> u32 {
    let code = |c: char| u32::from(c);
    buffer
        .content
        .iter()
        .filter_map(|cell| cell.symbol().chars().next())
        .filter(|c| (0x2800..0x2900).contains(&code(*c)))
        .map(|c| (code(c) - 0x2800).count_ones())
        .sum()
}

/// What has been asked is read from the texture and the mark of a part, so in
/// grey too: each step has a good many dots more than the one before.
#[test]
fn the_wheel_is_read_in_grey() {
    let look = Look { theme: Theme::Plain, ..COLOURED };
    let mark = |asked| [PartMark { asked, brought_back: false }; 12];
    let all = |asked| painted(&figure::wheel(&mark(asked), None, "Kit"), look);
    let (empty, half, full) = (all(Asked::Never), all(Asked::Before), all(Asked::Today));
    assert!(dots(&half) > dots(&empty) * 11 / 10, "{} {}", dots(&half), dots(&empty));
    assert!(dots(&full) > dots(&half) * 11 / 10, "{} {}", dots(&full), dots(&half));
    for (buffer, mark) in [(&empty, '○'), (&half, '◐'), (&full, '●')] {
        let marks: BTreeSet<char> = buffer
            .content
            .iter()
            .filter_map(|c| c.symbol().chars().next())
            .filter(|c| ['○', '◐', '●'].contains(c))
            .collect();
        assert_eq!(marks.into_iter().collect::<Vec<_>>(), [mark]);
    }
    let chosen = figure::wheel(&mark(Asked::Never), Some(Part::ALL[0]), "Kit");
    let chosen = painted(&chosen, look);
    let reversed =
        |b: &Buffer| b.content.iter().filter(|c| c.modifier.contains(Modifier::REVERSED)).count();
    assert_eq!(reversed(&empty), 0);
    assert!(reversed(&chosen) > 3);
}

/// A theme changes colours and nothing else.
#[test]
fn what_is_said_is_the_same_in_every_theme() {
    let words = |b: &Buffer| b.content.iter().map(|c| c.symbol().to_owned()).collect::<String>();
    let mut scenes = super::scenes();
    for theme in Theme::ALL {
        let look = Look { theme, colours: Colours::All, ascii: false };
        let plain = Look { theme: Theme::Plain, ..look };
        for (name, figure) in figures() {
            assert_eq!(words(&painted(&figure, look)), words(&painted(&figure, plain)), "{name}");
        }
        for (name, desk) in &mut scenes {
            desk.model.theme = Some(theme);
            let shot = desk.shot(80, 24, look).text();
            assert_eq!(
                shot,
                desk.shot(80, 24, Look { colours: Colours::None, ..look }).text(),
                "{name}"
            );
        }
    }
}
