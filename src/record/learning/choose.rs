//! The passages of a record that a person can choose from.

use ulid::Ulid;

use crate::record::answer::{Kind, View, Voice};
use crate::record::discussion::Discussion;
use crate::record::edit::FieldName as F;
use crate::record::session::Session;

/// One passage: an entry of the record with its words.
#[derive(Clone, PartialEq, Eq)]
pub struct Passage {
    /// The id of the entry.
    pub id: Ulid,
    /// The discussion it stands in.
    pub discussion: Ulid,
    /// What it is: the question as it was asked, or "Decision".
    pub what: String,
    /// Its texts, each with what it is called, where that says something.
    pub said: Vec<(String, String)>,
    /// It is marked as about or from another person.
    pub third_party: bool,
}

wordless!(Passage);

/// What is prose in an entry, and not a name, a day or a number.
const PROSE: [(F, &str); 26] = [
    (F::Words, ""),
    (F::Decision, ""),
    (F::Rationale, "Why"),
    (F::What, ""),
    (F::Why, "Why"),
    (F::Changed, "What has changed"),
    (F::Safe, "Are they safe, and how do we know"),
    (F::LegalStatus, "Legal status"),
    (F::Plan, "Plan"),
    (F::ToCome, "To come"),
    (F::OwnParagraph, ""),
    (F::ToTheChild, ""),
    (F::Told, "Who was told"),
    (F::ActedOn, "What was decided"),
    (F::Safety, ""),
    (F::Danger, ""),
    (F::SafetyGoal, "Safety goal"),
    (F::Dispute, "What is disputed"),
    (F::Tool, ""),
    (F::Showed, "What it showed"),
    (F::Wellbeing, "Wellbeing"),
    (F::Workload, "Workload"),
    (F::Learning, "Learning"),
    (F::SafetyAtWork, "Safety at work"),
    (F::Standards, "Knowledge and skills"),
    (F::Became, "What became of it"),
];

/// Every passage of a session, or of one of its discussions, in the order of
/// the record. Rough notes are for nobody to learn from.
pub fn passages(session: &Session, discussion: Option<Ulid>) -> Vec<Passage> {
    let wanted = |d: &&Discussion| discussion.is_none_or(|id| d.id == id);
    session.discussions.iter().filter(wanted).flat_map(of).collect()
}

fn of(d: &Discussion) -> Vec<Passage> {
    let mut out: Vec<Passage> = d
        .entries(None)
        .into_iter()
        .filter(|e| !d.contributions().any(|(_, c)| c.id == e.id && c.rough))
        .map(|e| Passage {
            id: e.id,
            discussion: d.id,
            what: e.what,
            said: Vec::new(),
            third_party: d.contributions().any(|(_, c)| c.id == e.id && c.third_party),
        })
        .collect();
    d.texts(&mut |owner, name, words| {
        let label = PROSE.iter().find(|(field, _)| *field == name);
        let passage = out.iter_mut().find(|p| p.id == owner);
        if let (Some((_, label)), Some(passage), false) = (label, passage, words.trim().is_empty())
        {
            let label = match (name, voice(d, owner)) {
                (F::Words, Some(whose)) => whose,
                _ => *label,
            };
            passage.said.push((label.to_owned(), words.trim_matches(['\n', '\r']).to_owned()));
        }
    });
    out.retain(|p| !p.said.is_empty());
    out
}

/// Whose words a passage is and what kind of words, without a name. What is
/// imagined is said to be.
fn voice(d: &Discussion, id: Ulid) -> Option<&'static str> {
    let (_, c) = d.contributions().find(|(_, c)| c.id == id)?;
    Some(match (&c.voice, &c.kind) {
        (Some(Voice::Child { view: View::Heard { .. } }), _) => "Said by the child",
        (Some(Voice::Child { view: View::Observed { .. } }), _) => "Seen in what the child does",
        (Some(Voice::Child { view: View::Imagined }), _) => {
            "Imagined by the adults, not said by the child"
        }
        (Some(Voice::Family { .. }), _) => "From the family",
        (Some(Voice::Partner { .. }), _) => "From a partner agency",
        (Some(Voice::Practitioner), _) => "Practitioner",
        (Some(Voice::Supervisor), _) => "Practice supervisor",
        (Some(Voice::Group { role }), _) => role_words(*role),
        (None, Some(Kind::Fact)) => "Fact",
        (None, Some(Kind::Judgement)) => "Judgement",
        (None, Some(Kind::Hypothesis { .. })) => "A guess to be tested",
        (None, Some(Kind::Feeling)) => "What it was like",
        (None, None) => return None,
    })
}

fn role_words(role: crate::record::Role) -> &'static str {
    use crate::record::Role;
    match role {
        Role::Supervisor => "Practice supervisor",
        Role::Practitioner => "Practitioner",
        Role::Facilitator => "Facilitator",
        Role::Advisor => "Advisor",
        Role::Observer => "Observer",
        Role::AccountableManager => "Accountable manager",
        Role::ActionPlanner => "Action planner",
        Role::Other => "From the group",
    }
}
