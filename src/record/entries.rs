//! The entries of a discussion in a list, for a person to choose one from:
//! what later words belong to, and what has to go.

use ulid::Ulid;

use super::discussion::Discussion;

/// One entry.
pub struct Entry {
    /// Its id.
    pub id: Ulid,
    /// What it is: the question as it was asked, or "Decision".
    pub what: String,
    /// Its words; of an entry with several texts, those that say most.
    pub words: String,
}

impl Discussion {
    /// Everything written in this discussion that names a child (any, where
    /// none is given), in the order of the record. Entries without words are
    /// not listed.
    pub fn entries(&self, child: Option<Ulid>) -> Vec<Entry> {
        let family = child.filter(|_| self.subject.children().len() > 1);
        let about = |children: &[Ulid]| family.is_none_or(|c| children.contains(&c));
        let mut out = Vec::new();
        let mut take = |id: Ulid, what: &str, children: &[Ulid], texts: &[&str]| {
            let said = texts.iter().map(|t| t.trim()).filter(|t| !t.is_empty());
            let words = said.collect::<Vec<_>>().join(" · ");
            if !words.is_empty() && about(children) {
                out.push(Entry { id, what: what.into(), words });
            }
        };
        for x in &self.at_once {
            take(x.id, "Could not wait", &x.children, &[&x.told, &x.decided]);
        }
        for a in &self.answers {
            for c in &a.contributions {
                take(c.id, &a.wording, &c.children, &[&c.text]);
            }
        }
        for x in &self.brief {
            take(x.id, "Brief check", &[x.child], &[&x.changed, &x.safe]);
        }
        for (child, x) in &self.glance {
            take(x.id, "At a glance", &[*child], &[&x.plan, &x.legal_status, &x.to_come]);
        }
        for x in &self.to_the_child {
            take(x.id, "Words to the child", &[x.child], &[&x.text]);
        }
        for x in &self.own {
            take(x.id, "The child's own paragraph", &[x.child], &[&x.text]);
        }
        for x in &self.signs.passages {
            take(x.id, "Signs of Safety", &x.children, &[&x.text]);
        }
        for x in &self.signs.dangers {
            take(x.id, "Danger statement", &x.children, &[&x.statement, &x.goal, &x.dispute]);
        }
        for x in &self.tools {
            take(x.id, "Tool used", &x.children, &[&x.tool, &x.showed]);
        }
        for x in &self.decisions {
            take(x.id, "Decision", &x.children, &[&x.text, &x.rationale]);
        }
        if let Some(x) = &self.personal {
            let parts = x.parts().map(|(_, text)| text);
            take(x.id, "Personal supervision", &[], &parts);
        }
        for x in &self.actions {
            take(x.id, "Action", &x.children, &[&x.what, &x.who]);
        }
        out
    }

    /// How many entries of a family name no child: they stand on no page.
    pub fn entries_naming_nobody(&self) -> usize {
        let nobody = |e: &Entry| self.named(e.id).is_some_and(Vec::is_empty);
        self.entries(None).iter().filter(|e| nobody(e)).count()
    }
}
