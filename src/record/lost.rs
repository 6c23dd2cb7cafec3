//! In a family: what names none of the children and so stands on no child's
//! page, whatever kind of entry it is.

use ulid::Ulid;

use super::discussion::Discussion;
use super::edit::{Field, FieldName};

/// An entry that names nobody.
pub struct Lost {
    /// What it is: "a danger statement".
    pub what: &'static str,
    /// Its first words.
    pub words: String,
    /// Where it can be said whom it is about.
    pub field: Field,
}

impl Lost {
    /// What it is and how it begins, in one line.
    pub fn says(&self) -> String {
        let line = self.words.trim().lines().next().unwrap_or_default();
        format!("{}: “{}”", self.what, crate::text::truncate(line, QUOTED))
    }
}

/// Columns of an entry that are quoted.
const QUOTED: usize = 40;

impl Discussion {
    /// Everything written here that names none of several children, the most
    /// serious first; nothing where the discussion is about one child. Rough
    /// notes are not meant for any page.
    pub fn lost(&self) -> Vec<Lost> {
        let mut out = Vec::new();
        if self.subject.children().len() < 2 {
            return out;
        }
        let mut take = |what, id: Ulid, children: &[Ulid], texts: &[(FieldName, &String)]| {
            let said = texts.iter().find(|(_, text)| !text.trim().is_empty());
            if let (true, Some((name, words))) = (children.is_empty(), said) {
                let field = Field { owner: id, name: *name };
                out.push(Lost { what, words: (*words).clone(), field });
            }
        };
        for x in &self.at_once {
            let texts = [
                (FieldName::ActedOn, &x.decided),
                (FieldName::Told, &x.told),
                (FieldName::ToldWhen, &x.when),
            ];
            take("What could not wait", x.id, &x.children, &texts);
        }
        for x in &self.signs.dangers {
            let texts = [
                (FieldName::Danger, &x.statement),
                (FieldName::SafetyGoal, &x.goal),
                (FieldName::Dispute, &x.dispute),
            ];
            take("A danger statement", x.id, &x.children, &texts);
        }
        for x in &self.signs.passages {
            take("Signs of Safety", x.id, &x.children, &[(FieldName::Safety, &x.text)]);
        }
        for x in &self.decisions {
            let texts = [(FieldName::Decision, &x.text), (FieldName::Rationale, &x.rationale)];
            take("A decision", x.id, &x.children, &texts);
        }
        for x in &self.actions {
            let texts = [
                (FieldName::What, &x.what),
                (FieldName::Why, &x.why),
                (FieldName::Who, &x.who),
                (FieldName::ByWhen, &x.by.typed),
            ];
            take("An action", x.id, &x.children, &texts);
        }
        for (answer, x) in self.contributions().filter(|(_, c)| !c.rough) {
            take("A passage", x.id, &x.children, &[(FieldName::Words, &x.text)]);
            if x.text.trim().is_empty() && answer.value_given().is_some() {
                take("An answer", x.id, &x.children, &[(FieldName::Words, &answer.wording)]);
            }
        }
        for x in &self.signs.judgements {
            let number = x.score.score.to_string();
            take("A judgement of safety", x.id, &x.children, &[(FieldName::Rater, &number)]);
        }
        for x in &self.follow_ups {
            let texts = [
                (FieldName::Outcome, &x.words),
                (FieldName::Difference, &x.difference),
                (FieldName::What, &x.what),
            ];
            take("What became of an action", x.id, &x.children, &texts);
        }
        for x in &self.hypotheses {
            let texts = [(FieldName::Became, &x.became)];
            take("What became of a guess", x.id, &x.children, &texts);
        }
        for x in &self.tools {
            let texts = [(FieldName::Tool, &x.tool), (FieldName::Showed, &x.showed)];
            take("A tool", x.id, &x.children, &texts);
        }
        for x in self.parts_used.iter().filter(|x| !x.left_out) {
            take("A part used", x.id, &x.children, &[(FieldName::Impact, &x.impact)]);
        }
        out
    }
}
