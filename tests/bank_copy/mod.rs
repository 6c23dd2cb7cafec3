//! A copy of a bank in which single fields are rewritten, found by whose they
//! are and not by what they say, so that a new wording breaks no test.

/// Where a line stands: whose it is (a question's id, a part's name, nothing
/// for the head), in which field, and the how-manieth line of that field.
/// `(` is the line that opens a question or part, `)` the one that closes it.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Line {
    whose: String,
    field: String,
    text: String,
}

/// The copy. Names stay those of the original, whatever is rewritten.
pub struct BankCopy(Vec<Line>);

impl BankCopy {
    /// Takes a bank apart that is written as the shipped one is: a field
    /// begins on its own line, by four spaces a level.
    pub fn of(text: &str) -> BankCopy {
        let all: Vec<&str> = text.lines().collect();
        let (mut whose, mut field) = (String::new(), String::new());
        let mut lines = Vec::new();
        for (n, line) in all.iter().enumerate() {
            let (indent, word) = (line.len() - line.trim_start().len(), line.trim());
            let name = word.split_once(':').map(|w| w.0).filter(|w| {
                !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
            });
            match (indent, name, word) {
                (4, Some(name), _) => (whose, field) = (String::new(), name.to_owned()),
                (8, None, "Question(" | "Part(") => {
                    let key = if word == "Part(" { "part: " } else { "id: " };
                    let own = all[n..].iter().find_map(|l| l.trim().strip_prefix(key)).unwrap();
                    own.trim_matches([',', '"']).clone_into(&mut whose);
                    "(".clone_into(&mut field);
                }
                (8, None, "),") => ")".clone_into(&mut field),
                (12, Some(name), _) if !whose.is_empty() => name.clone_into(&mut field),
                _ => {}
            }
            let (whose_now, field_now) = (whose.clone(), field.clone());
            lines.push(Line { whose: whose_now, field: field_now, text: (*line).to_owned() });
            if word == ")," && indent == 8 {
                (whose, field) = (String::new(), String::new());
            }
        }
        BankCopy(lines)
    }

    fn at(&self, whose: &str, field: &str) -> Vec<usize> {
        let own = |l: &&Line| l.whose == whose && l.field == field;
        let lines = self.0.iter().enumerate();
        lines.filter(|(_, l)| own(l)).map(|(n, _)| n).collect()
    }

    /// Puts raw lines in place of a field's own; a field that was left out
    /// comes behind the first one.
    pub fn raw(&mut self, whose: &str, field: &str, text: &str) {
        let own = self.at(whose, field);
        let at = own.first().copied().unwrap_or_else(|| {
            let opens = self.at(whose, "(");
            1 + *opens.first().unwrap_or_else(|| panic!("{whose} stands in the bank"))
        });
        self.0.drain(at..at + own.len());
        let line = |text: &str| {
            let (whose, field) = (whose.to_owned(), field.to_owned());
            Line { whose, field, text: text.to_owned() }
        };
        self.0.splice(at..at, text.lines().map(line));
    }

    /// Rewrites the value of a field; a list over several lines is written as
    /// such.
    pub fn put(&mut self, whose: &str, field: &str, value: &str) {
        let indent = if whose.is_empty() { "    " } else { "            " };
        self.raw(whose, field, &format!("{indent}{field}: {value},"));
    }

    /// Takes a field out.
    pub fn cut(&mut self, whose: &str, field: &str) {
        let own = self.at(whose, field);
        assert!(!own.is_empty(), "{whose} has {field}");
        self.0.drain(own[0]..own[0] + own.len());
    }

    /// The number a line has in the file as it is now, from 1.
    pub fn line(&self, whose: &str, field: &str, nth: usize) -> usize {
        let own = self.at(whose, field);
        let n = own.get(nth).unwrap_or_else(|| panic!("line {nth} of {field} of {whose}"));
        n + 1
    }

    /// The whole file.
    pub fn text(&self) -> String {
        self.0.iter().map(|l| format!("{}\n", l.text)).collect()
    }
}
