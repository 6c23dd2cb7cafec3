//! The colours of each theme. Each stands on its own ground with a contrast of
//! 4.5 to 1 at least, and 7 to 1 where it is to be high; `tests/screens`
//! computes it.

use ratatui::style::Color;

/// The colours of one theme; none: as the words are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Palette {
    /// Behind everything; none: the terminal's own.
    pub(super) ground: Option<Color>,
    /// Words; none: the terminal's own.
    pub(super) words: Option<Color>,
    pub(super) principles: Option<Color>,
    pub(super) basics: Option<Color>,
    pub(super) heart: Option<Color>,
    pub(super) aids: Option<Color>,
    pub(super) trouble: Option<Color>,
    pub(super) yellow_heart: Option<Color>,
    pub(super) faint: Faint,
}

/// How rules and ornament stand back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Faint {
    /// Not at all.
    Not,
    /// As the terminal dims.
    Dim,
    /// In a colour of its own.
    Colour(Color),
}

/// A colour as it is usually written: 0xRRGGBB.
const fn rgb(hex: u32) -> Color {
    let [_, r, g, b] = hex.to_be_bytes();
    Color::Rgb(r, g, b)
}

impl Palette {
    /// The terminal's own, without any colour.
    pub(super) const NONE: Palette = Palette {
        ground: None,
        words: None,
        principles: None,
        basics: None,
        heart: None,
        aids: None,
        trouble: None,
        yellow_heart: None,
        faint: Faint::Not,
    };

    /// The terminal's own sixteen, on its own ground. Of blue and red the
    /// brighter: the others sink into black.
    pub(super) const AUTO: Palette = Palette {
        principles: Some(Color::Cyan),
        basics: Some(Color::LightBlue),
        heart: Some(Color::Magenta),
        aids: Some(Color::Green),
        trouble: Some(Color::LightRed),
        yellow_heart: Some(Color::Yellow),
        faint: Faint::Dim,
        ..Palette::NONE
    };

    pub(super) const LIGHT: Palette = Palette {
        ground: Some(rgb(0x00fb_faf7)),
        words: Some(rgb(0x001d_1f23)),
        principles: Some(rgb(0x0000_6a70)),
        basics: Some(rgb(0x001f_4fb8)),
        heart: Some(rgb(0x008f_2d8f)),
        aids: Some(rgb(0x001f_6b2c)),
        trouble: Some(rgb(0x00b3_261e)),
        yellow_heart: Some(rgb(0x0085_6200)),
        faint: Faint::Colour(Color::Rgb(0x6b, 0x6b, 0x68)),
    };

    pub(super) const DARK: Palette = Palette {
        ground: Some(rgb(0x0017_191d)),
        words: Some(rgb(0x00e4_e4e0)),
        principles: Some(rgb(0x0062_d0d6)),
        basics: Some(rgb(0x0089_b1ff)),
        heart: Some(rgb(0x00ee_a0ee)),
        aids: Some(rgb(0x008c_d68c)),
        trouble: Some(rgb(0x00ff_9a8c)),
        yellow_heart: Some(rgb(0x00f0_d050)),
        faint: Faint::Colour(Color::Rgb(0x90, 0x94, 0x9c)),
    };

    pub(super) const HIGH: Palette = Palette {
        ground: Some(rgb(0x0000_0000)),
        words: Some(rgb(0x00ff_ffff)),
        principles: Some(rgb(0x0000_ffff)),
        basics: Some(rgb(0x009f_c8ff)),
        heart: Some(rgb(0x00ff_a0ff)),
        aids: Some(rgb(0x0080_ff80)),
        trouble: Some(rgb(0x00ff_a8a0)),
        yellow_heart: Some(rgb(0x00ff_ff00)),
        faint: Faint::Not,
    };

    /// Of the sixteen, few are legible on white wherever they are shown: what
    /// is not stays as the words are.
    pub(super) const LIGHT_SIXTEEN: Palette = Palette {
        ground: Some(Color::White),
        words: Some(Color::Black),
        basics: Some(Color::Blue),
        heart: Some(Color::Magenta),
        trouble: Some(Color::Red),
        ..Palette::NONE
    };

    pub(super) const DARK_SIXTEEN: Palette =
        Palette { faint: Faint::Colour(Color::Gray), ..Palette::HIGH_SIXTEEN };

    pub(super) const HIGH_SIXTEEN: Palette = Palette {
        ground: Some(Color::Black),
        words: Some(Color::White),
        principles: Some(Color::LightCyan),
        heart: Some(Color::LightMagenta),
        aids: Some(Color::LightGreen),
        trouble: Some(Color::LightRed),
        yellow_heart: Some(Color::LightYellow),
        ..Palette::NONE
    };
}
