//! How things look: few styles, a theme's colours or none, marks that say in
//! shape what colour also says.

use ratatui::style::{Color, Modifier, Style};

use super::palette::{Faint, Palette};
use crate::app::page::Mark;
use crate::config::{Colours, Config, Theme};
use crate::practice::Ring;

/// Words: as the terminal shows them by itself.
pub(super) const PLAIN: Style = Style::new();
/// The question, titles, what is selected, keys.
pub(super) const STRONG: Style = PLAIN.add_modifier(Modifier::BOLD);
/// A place to write in.
pub(super) const FIELD: Style = PLAIN.add_modifier(Modifier::UNDERLINED);
/// Selected text.
pub(super) const SELECTED: Style = PLAIN.add_modifier(Modifier::REVERSED);

/// Appearance of the screen.
///
/// In [`Theme::Auto`] words keep the terminal's own foreground and background,
/// which its owner can read, and colour falls on marks only, so a colour that
/// is faint on somebody's background takes no word with it. The other themes
/// bring a ground of their own, and every colour is legible on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Which colours.
    pub theme: Theme,
    /// How many the terminal can show.
    pub colours: Colours,
    /// Only ASCII marks and rules.
    pub ascii: bool,
}

impl Look {
    /// The look that settings and surroundings ask for: `NO_COLOR`, what
    /// `COLORTERM` says, a console without the marks, a locale that is not
    /// UTF-8.
    pub fn new(config: &Config) -> Self {
        Self::from(config, |name| std::env::var(name).ok())
    }

    fn from(config: &Config, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|v| !v.is_empty());
        let all = set("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit");
        let colours = match (set("NO_COLOR").is_some(), all) {
            (true, _) => Colours::None,
            (false, true) => Colours::All,
            (false, false) => Colours::Sixteen,
        };
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        let utf8 = locale.is_none_or(|l| {
            let l = l.to_ascii_lowercase();
            l.contains("utf-8") || l.contains("utf8")
        });
        let console = set("TERM").is_some_and(|t| t == "linux" || t == "dumb");
        Look { theme: config.theme, colours, ascii: config.ascii || console || !utf8 }
    }

    /// The same in another theme.
    #[must_use]
    pub fn in_theme(self, theme: Theme) -> Look {
        Look { theme, ..self }
    }

    fn palette(self) -> Palette {
        match (self.theme, self.colours) {
            (Theme::Plain, _) | (_, Colours::None) => Palette::NONE,
            (Theme::Auto, _) => Palette::AUTO,
            (Theme::Light, Colours::All) => Palette::LIGHT,
            (Theme::Dark, Colours::All) => Palette::DARK,
            (Theme::HighContrast, Colours::All) => Palette::HIGH,
            (Theme::Light, Colours::Sixteen) => Palette::LIGHT_SIXTEEN,
            (Theme::Dark, Colours::Sixteen) => Palette::DARK_SIXTEEN,
            (Theme::HighContrast, Colours::Sixteen) => Palette::HIGH_SIXTEEN,
        }
    }

    /// What every cell is before anything is written: ground and words.
    #[must_use]
    pub fn ground(self) -> Style {
        let palette = self.palette();
        Style { fg: palette.words, bg: palette.ground, ..Style::reset() }
    }

    /// The accent of a ring of the wheel.
    pub(super) fn ring(self, ring: Ring) -> Style {
        let palette = self.palette();
        accent(match ring {
            Ring::Principles => palette.principles,
            Ring::Basics => palette.basics,
            Ring::Heart => palette.heart,
            Ring::Aids => palette.aids,
        })
    }

    /// The mark of something that went wrong.
    pub(super) fn trouble(self) -> Style {
        accent(self.palette().trouble).add_modifier(Modifier::BOLD)
    }

    /// The yellow heart of the journey map.
    pub(super) fn yellow_heart(self) -> Style {
        accent(self.palette().yellow_heart)
    }

    /// Rules and other ornament; never words.
    pub(super) fn faint(self) -> Style {
        match self.palette().faint {
            Faint::Colour(colour) => Style::new().fg(colour),
            Faint::Dim => Style::new().add_modifier(Modifier::DIM),
            Faint::Not => Style::new(),
        }
    }

    /// A filled, half or empty mark.
    pub(super) fn mark(self, mark: Mark) -> &'static str {
        match (mark, self.ascii) {
            (Mark::Full | Mark::Chosen, false) => "●",
            (Mark::Half, false) => "◐",
            (Mark::Empty | Mark::NotChosen, false) => "○",
            (Mark::Full | Mark::Chosen, true) => "*",
            (Mark::Half, true) => "+",
            (Mark::Empty | Mark::NotChosen, true) => "o",
        }
    }

    /// Stands before what is selected or in hand.
    pub(super) fn pointer(self) -> &'static str {
        if self.ascii { ">" } else { "›" }
    }

    /// Stands before each of several things.
    pub(super) fn bullet(self) -> &'static str {
        if self.ascii { "-" } else { "·" }
    }

    /// One column of a thin rule.
    pub(super) fn rule(self) -> &'static str {
        if self.ascii { "-" } else { "─" }
    }

    /// One row of the bar beside a question.
    pub(super) fn bar(self) -> &'static str {
        if self.ascii { "|" } else { "▎" }
    }

    /// A character that must not be shown.
    pub(super) fn dot(self) -> &'static str {
        if self.ascii { "*" } else { "•" }
    }
}

fn accent(colour: Option<Color>) -> Style {
    Style { fg: colour, ..Style::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surroundings_are_respected() {
        let with = |pairs: &'static [(&str, &str)]| {
            Look::from(&Config::default(), |name| {
                pairs.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
            })
        };
        let plain = Look::default();
        assert_eq!(with(&[]), plain);
        assert_eq!(with(&[("NO_COLOR", "")]), plain);
        assert_eq!(with(&[("NO_COLOR", "1")]).colours, Colours::None);
        assert_eq!(with(&[("COLORTERM", "truecolor")]).colours, Colours::All);
        assert_eq!(with(&[("COLORTERM", "24bit"), ("NO_COLOR", "1")]).colours, Colours::None);
        assert_eq!(with(&[("LANG", "en_GB.UTF-8"), ("TERM", "xterm")]), plain);
        assert_eq!(with(&[("LANG", "C.utf8"), ("LC_ALL", "")]), plain);
        assert!(with(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).ascii);
        assert!(with(&[("TERM", "linux")]).ascii);
    }
}
