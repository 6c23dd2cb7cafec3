//! How things look: few styles, sixteen colours or none, marks that say in
//! shape what colour also says.

use ratatui::style::{Color, Modifier, Style};

use crate::app::page::Mark;
use crate::config::{Colours, Config};
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
/// Words keep the terminal's own foreground and background, which its owner
/// can read. Colour falls on marks only, so a colour that is faint on
/// somebody's background takes no word with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// How many colours.
    pub colours: Colours,
    /// Only ASCII marks and rules.
    pub ascii: bool,
}

impl Look {
    /// The look that settings and surroundings ask for: `NO_COLOR`, a console
    /// without the marks, a locale that is not UTF-8.
    pub fn new(config: &Config) -> Self {
        Self::from(config, |name| std::env::var(name).ok())
    }

    fn from(config: &Config, variable: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name| variable(name).filter(|v| !v.is_empty());
        let colours = if set("NO_COLOR").is_some() { Colours::None } else { config.colours };
        let locale = set("LC_ALL").or_else(|| set("LC_CTYPE")).or_else(|| set("LANG"));
        let utf8 = locale.is_none_or(|l| {
            let l = l.to_ascii_lowercase();
            l.contains("utf-8") || l.contains("utf8")
        });
        let console = set("TERM").is_some_and(|t| t == "linux" || t == "dumb");
        Look { colours, ascii: config.ascii || console || !utf8 }
    }

    fn coloured(self) -> bool {
        self.colours == Colours::Sixteen
    }

    fn accent(self, colour: Color) -> Style {
        if self.coloured() { Style::new().fg(colour) } else { Style::new() }
    }

    /// The accent of a ring of the wheel.
    pub(super) fn ring(self, ring: Ring) -> Style {
        self.accent(match ring {
            Ring::Principles => Color::Cyan,
            Ring::Basics => Color::Blue,
            Ring::Heart => Color::Magenta,
            Ring::Aids => Color::Green,
        })
    }

    /// The mark of something that went wrong.
    pub(super) fn trouble(self) -> Style {
        self.accent(Color::Red).add_modifier(Modifier::BOLD)
    }

    /// Rules and other ornament; never words.
    pub(super) fn faint(self) -> Style {
        if self.coloured() { Style::new().add_modifier(Modifier::DIM) } else { Style::new() }
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
        let plain = Look { colours: Colours::Sixteen, ascii: false };
        assert_eq!(with(&[]), plain);
        assert_eq!(with(&[("NO_COLOR", "")]), plain);
        assert_eq!(with(&[("NO_COLOR", "1")]).colours, Colours::None);
        assert_eq!(with(&[("LANG", "en_GB.UTF-8"), ("TERM", "xterm")]), plain);
        assert_eq!(with(&[("LANG", "C.utf8"), ("LC_ALL", "")]), plain);
        assert!(with(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).ascii);
        assert!(with(&[("TERM", "linux")]).ascii);
    }
}
