//! A drawn screen as a picture, so that it can be looked at without a
//! terminal:
//!
//! ```sh
//! THINKWHEEL_PICTURES=/tmp/pictures cargo test --test screens pictures
//! ```

use std::fmt::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::desk::Shot;

/// Pixels of one cell.
const WIDE: usize = 10;
const HIGH: usize = 20;

/// The sixteen colours as a palette shows them.
pub type Sixteen = [[u8; 3]; 16];

/// As xterm has them.
pub const XTERM: Sixteen = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// As VGA text has them.
pub const VGA: Sixteen = [
    [0, 0, 0],
    [170, 0, 0],
    [0, 170, 0],
    [170, 85, 0],
    [0, 0, 170],
    [170, 0, 170],
    [0, 170, 170],
    [170, 170, 170],
    [85, 85, 85],
    [255, 85, 85],
    [85, 255, 85],
    [255, 255, 85],
    [85, 85, 255],
    [255, 85, 255],
    [85, 255, 255],
    [255, 255, 255],
];

/// A colour as it is shown; `own`: the terminal's own at that place.
pub fn shown(colour: Color, own: [u8; 3], sixteen: &Sixteen) -> [u8; 3] {
    let at = match colour {
        Color::Reset => return own,
        Color::Rgb(r, g, b) => return [r, g, b],
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(_) => panic!("no theme counts on 256 colours"),
    };
    sixteen[at]
}

/// Foreground and background of a cell on a terminal with these of its own.
pub fn colours(cell: &Cell, own: ([u8; 3], [u8; 3]), sixteen: &Sixteen) -> ([u8; 3], [u8; 3]) {
    let (fg, bg) = (shown(cell.fg, own.0, sixteen), shown(cell.bg, own.1, sixteen));
    if cell.modifier.contains(Modifier::REVERSED) { (bg, fg) } else { (fg, bg) }
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// The screen as SVG, on a terminal with this foreground and background.
pub fn svg(shot: &Shot, own: ([u8; 3], [u8; 3])) -> String {
    let area = shot.buffer.area;
    let (width, height) = (usize::from(area.width) * WIDE, usize::from(area.height) * HIGH);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         font-family=\"DejaVu Sans Mono, monospace\" font-size=\"16\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        hex(own.1)
    );
    for (row, cells) in shot.rows().into_iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (mut fg, bg) = colours(cell, own, &XTERM);
            if cell.modifier.contains(Modifier::DIM) {
                fg = std::array::from_fn(|i| fg[i] / 2 + bg[i] / 2);
            }
            let (x, y) = (column * WIDE, row * HIGH);
            if bg != own.1 {
                let fill = hex(bg);
                writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{HIGH}\" fill=\"{fill}\"/>"
                )
                .unwrap();
            }
            if cell.modifier.contains(Modifier::UNDERLINED) {
                let (y, fill) = (y + HIGH - 2, hex(fg));
                writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"1\" fill=\"{fill}\"/>"
                )
                .unwrap();
            }
            glyph(&mut out, cell, (x, y), &hex(fg));
        }
    }
    if let Some(at) = shot.cursor {
        let (x, y) = (usize::from(at.x) * WIDE, usize::from(at.y) * HIGH + 1);
        writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"18\" fill=\"{}\"/>",
            hex(own.0)
        )
        .unwrap();
    }
    out.push_str("</svg>\n");
    out
}

fn glyph(out: &mut String, cell: &Cell, (x, y): (usize, usize), fill: &str) {
    let symbol = cell.symbol();
    let Some(first) = symbol.chars().next().filter(|c| *c != ' ') else { return };
    let code = first as u32;
    if (0x2800..0x2900).contains(&code) {
        // Dots are drawn: fonts differ, terminals less.
        const DOTS: [(usize, usize); 8] =
            [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3)];
        for (bit, (dx, dy)) in DOTS.into_iter().enumerate() {
            if (code - 0x2800) >> bit & 1 == 1 {
                let (x, y) = (x + dx * 5 + 3, y + dy * 5 + 3);
                writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"1.7\" fill=\"{fill}\"/>").unwrap();
            }
        }
        return;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let words = symbol.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let y = y + 15;
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" fill=\"{fill}\"{weight}>{words}</text>").unwrap();
}
