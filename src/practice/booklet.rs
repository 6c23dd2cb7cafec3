//! A bank as a booklet to be printed and read away from the program.

use super::bank::Bank;
use super::wheel::Part;
use crate::text::{width as columns, wrap};

/// The narrowest that is set; narrower widths are treated as this.
const NARROWEST: usize = 20;

/// Sets a bank as plain text: provenance first, then part by part, questions
/// numbered within their part, follow-ups indented below. No line is wider
/// than `width` columns.
pub fn booklet(bank: &Bank, width: usize) -> String {
    let mut page = Page { width: width.max(NARROWEST), text: String::new() };
    page.lines("", &bank.title);
    page.lines("", &format!("{}, {}", bank.publisher, bank.version.format("%-d %B %Y")));
    page.gap();
    page.lines("", &format!("Based on: {}.", bank.based_on.trim_end_matches('.')));
    page.gap();
    page.lines("", &bank.provenance.join(" "));
    for part in Part::ALL.into_iter().filter(|part| bank.part(*part).next().is_some()) {
        page.gap();
        page.gap();
        page.lines("", &format!("{}: {}", part.label(), part.name()));
        if let Some(text) = bank.about(part) {
            page.lines("", &text.about);
        }
        for (n, question) in bank.part(part).enumerate() {
            page.gap();
            page.lines(&format!("{:>2}. ", n + 1), &question.text);
            for follow_up in &question.follow_ups {
                page.lines("    - ", follow_up);
            }
        }
    }
    page.text
}

struct Page {
    width: usize,
    text: String,
}

impl Page {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// One paragraph: `lead` before its first row, as much room before the
    /// others.
    fn lines(&mut self, lead: &str, words: &str) {
        let indent = columns(lead);
        for (n, row) in wrap(words, self.width - indent).into_iter().enumerate() {
            if n == 0 {
                self.text.push_str(lead);
            } else {
                self.text.extend(std::iter::repeat_n(' ', indent));
            }
            self.text.push_str(row.content(words).trim_end());
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::practice::bank::Banks;

    #[test]
    fn no_line_is_too_wide_and_no_question_is_lost() {
        let banks = Banks::built_in().unwrap();
        let bank = banks.first().unwrap();
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        for width in [0, 24, 40, 72, 200] {
            let text = booklet(bank, width);
            let widest = text.lines().map(columns).max().unwrap();
            assert!(widest <= width.max(NARROWEST), "{widest} at {width}");
            let flat = words(&text);
            for question in &bank.questions {
                assert!(flat.contains(&words(&question.text)), "{}", question.id);
                for follow_up in &question.follow_ups {
                    assert!(flat.contains(&format!("- {}", words(follow_up))), "{follow_up}");
                }
            }
        }
    }

    #[test]
    fn provenance_comes_first_and_numbers_begin_anew_in_each_part() {
        let banks = Banks::built_in().unwrap();
        let bank = banks.first().unwrap();
        let text = booklet(bank, 200);
        let at = |needle: &str| text.find(needle).unwrap();
        assert!(at(bank.provenance.first().unwrap()) < at("Principle 1: Child's Journey"));
        let numbered = |n: &str| text.lines().filter(|l| l.starts_with(n)).count();
        assert_eq!(numbered(" 1. "), 12);
        assert_eq!(numbered("14. "), 1);
        let follow_ups: usize = bank.questions.iter().map(|q| q.follow_ups.len()).sum();
        assert_eq!(numbered("    - "), follow_ups);
    }
}
