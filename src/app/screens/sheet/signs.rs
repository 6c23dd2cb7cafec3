//! Signs of Safety: what we are worried about, what is working well, what
//! needs to happen; danger statements, each with its goal and its scale; and
//! how safe it is all in all.

use ulid::Ulid;

use super::score::{self, Anchors};
use super::{Row, Section, begun_about, frozen, names_of};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::practice::question::AnswerKind;
use crate::record::{
    DangerStatement, Discussion, Field, FieldName, SafetyDomain, SafetyJudgement, SafetyPassage,
    SafetyScore,
};

pub struct Signs;

/// A domain: the heading it begins, its name for a family, and what it is in
/// the words of the approach.
const DOMAINS: [(SafetyDomain, &str, &str, &str); 6] = [
    (
        SafetyDomain::PastHarm,
        "What we are worried about",
        "Harm so far",
        "Past harm: what has already hurt the child, and when.",
    ),
    (
        SafetyDomain::FutureDanger,
        "",
        "Danger ahead",
        "Future danger: what may happen to the child if nothing changes.",
    ),
    (
        SafetyDomain::ComplicatingFactor,
        "",
        "What makes it harder",
        "Complicating factors: what stands in the way of putting it right.",
    ),
    (
        SafetyDomain::Strength,
        "What is working well",
        "Strengths",
        "What is good for the child, and who is there for them.",
    ),
    (
        SafetyDomain::ExistingSafety,
        "",
        "Safety so far",
        "Existing safety: what somebody did that protected the child when the danger was there.",
    ),
    (
        SafetyDomain::NeedsToHappen,
        "What needs to happen",
        "What has to change",
        "For the child to be safe. Who does what by when stands with the actions: Alt-D (/decide).",
    ),
];

/// The one choice that a danger statement or a judgement has.
const SCORE: u8 = 0;

fn domain_row(d: &Discussion, passage: &SafetyPassage) -> Row {
    let (_, heading, name, what) = DOMAINS
        .into_iter()
        .find(|(domain, ..)| *domain == passage.domain)
        .unwrap_or((passage.domain, "", "", ""));
    let first = d.signs.passages.iter().find(|p| p.domain == passage.domain);
    let first = first.is_some_and(|p| p.id == passage.id);
    let row = Row::text(if first { name } else { "And" }, passage.id, FieldName::Safety);
    let row = row.hinting(what).naming().folding();
    if first && !heading.is_empty() { row.under(heading) } else { row }
}

fn danger_rows(model: &Model, n: usize, danger: &DangerStatement, out: &mut Vec<Row>) {
    let whom = names_of(model, &danger.children);
    let heading = match n {
        0 => "The danger, and what safety would be".into(),
        n => format!("Another danger ({})", n + 1),
    };
    out.push(
        Row::text("Danger statement", danger.id, FieldName::Danger)
            .under(heading)
            .hinting(format!(
                "Who worries, about what behaviour, and what it may do to {whom} if nothing \
                 changes, in words the family understands."
            ))
            .naming()
            .folding(),
    );
    out.push(
        Row::text("Safety goal", danger.id, FieldName::SafetyGoal)
            .hinting(format!("What would be done instead, so that {whom} would be safe."))
            .folding(),
    );
    let goal = Anchors { zero: "the danger is there in full", ten: "the goal is met" };
    let choice = score::choice("How near, 0 to 10", (danger.id, SCORE), danger.scale.as_ref());
    out.push(choice.hinting("0: the danger is there in full. 10: the goal is met."));
    if danger.scale.is_some() {
        score::rows(model, danger.id, goal, out);
    }
    out.push(
        Row::text("Disputed, and by whom", danger.id, FieldName::Dispute)
            .hinting("What the family see differently, and who. The statement stays as it is.")
            .folding(),
    );
}

impl Section for Signs {
    fn title(&self, _: &Model) -> String {
        "Signs of Safety".into()
    }

    fn intro(&self, _: &Model) -> Vec<String> {
        vec!["A danger statement stays theirs who worry; disputes stand beside it.".into()]
    }

    fn rows(&self, model: &Model, d: &Discussion, _: Turn) -> Vec<Row> {
        let mut out = Vec::new();
        for (domain, ..) in DOMAINS {
            let passages = d.signs.passages.iter().filter(|p| p.domain == domain);
            out.extend(passages.map(|p| domain_row(d, p)));
        }
        for (n, danger) in d.signs.dangers.iter().enumerate() {
            danger_rows(model, n, danger, &mut out);
        }
        let mut heading = Some("How safe it is, all in all");
        for judged in &d.signs.judgements {
            let choice =
                score::choice("Safety, 0 to 10", (judged.id, SCORE), Some(&judged.score)).naming();
            out.push(match heading.take() {
                Some(heading) => choice.under(heading),
                None => choice,
            });
            let all = Anchors { zero: "no safety at all", ten: "safe enough to close" };
            score::rows(model, judged.id, all, &mut out);
        }
        if !frozen(model) {
            let more = heading.is_none();
            let label = if more { "Another's number" } else { "Safety, 0 to 10" };
            let choice = score::choice(label, (d.id, SCORE), None);
            out.push(match heading {
                Some(heading) => choice.under(heading),
                None => choice,
            });
        }
        out
    }

    fn ready(&self, model: &mut Model, turn: Turn) -> Vec<Effect> {
        let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
        let missing: Vec<SafetyDomain> = DOMAINS
            .into_iter()
            .map(|(domain, ..)| domain)
            .filter(|domain| d.signs.passages.iter().all(|p| p.domain != *domain))
            .collect();
        let no_danger = d.signs.dangers.is_empty();
        let passages: Vec<SafetyPassage> =
            missing.into_iter().map(|domain| passage(model, domain, turn)).collect();
        let danger = no_danger.then(|| danger(model, turn));
        model.change_discussion(turn.at, |d| {
            d.signs.passages.extend(passages);
            d.signs.dangers.extend(danger);
        })
    }

    fn one_more(
        &self,
        model: &mut Model,
        beside: Option<Ulid>,
        turn: Turn,
    ) -> (Option<Field>, Vec<Effect>) {
        let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else {
            return (None, Vec::new());
        };
        let signs = &d.signs;
        let Some(domain) = signs.passages.iter().find(|p| Some(p.id) == beside).map(|p| p.domain)
        else {
            let empty = signs.dangers.iter().find(|x| x.is_empty()).map(|x| x.id);
            let new = empty.is_none().then(|| danger(model, turn));
            let owner = empty.or(new.as_ref().map(|x| x.id));
            let effects = model.change_discussion(turn.at, |d| d.signs.dangers.extend(new));
            return (owner.map(|owner| Field { owner, name: FieldName::Danger }), effects);
        };
        let empty = signs.passages.iter().find(|p| p.domain == domain && p.is_empty());
        let empty = empty.map(|p| p.id);
        let new = empty.is_none().then(|| passage(model, domain, turn));
        let owner = empty.or(new.as_ref().map(|p| p.id));
        let effects = model.change_discussion(turn.at, |d| d.signs.passages.extend(new));
        (owner.map(|owner| Field { owner, name: FieldName::Safety }), effects)
    }

    fn choose(
        &self,
        model: &mut Model,
        owner: Ulid,
        _: u8,
        option: Option<usize>,
        turn: Turn,
    ) -> Vec<Effect> {
        let number = option.and_then(|n| u8::try_from(n).ok());
        let on = model.session().map(|s| s.date);
        let id = model.id(turn.at);
        let new = (id, begun_about(model, id));
        let (zero, ten) = anchors_of_the_bank(turn);
        model.change_discussion(turn.at, |d| {
            if let Some(danger) = d.signs.dangers.iter_mut().find(|x| x.id == owner) {
                score::set(&mut danger.scale, number, on);
            } else if let Some(at) = d.signs.judgements.iter().position(|x| x.id == owner) {
                match (number, d.signs.judgements.get_mut(at)) {
                    (Some(number), Some(judged)) => judged.score.score = number,
                    _ => drop(d.signs.judgements.remove(at)),
                }
            } else if let Some(score) = number {
                let score = SafetyScore { score, zero, ten, rater: String::new(), on };
                let (id, children) = new;
                let written = turn.at;
                d.signs.judgements.push(SafetyJudgement { id, score, children, written });
            }
        })
    }

    fn tidy(&self, d: &mut Discussion) {
        d.drop_blank();
    }
}

/// What 0 and 10 mean where a question of the bank asks how safe it is: the
/// same anchors let numbers be compared.
fn anchors_of_the_bank(turn: Turn) -> (String, String) {
    let questions = turn.context.bank().map(|b| b.questions.as_slice()).unwrap_or_default();
    let found = questions.iter().find_map(|q| match &q.kind {
        AnswerKind::SafetyScale { zero, ten } => Some((zero.clone(), ten.clone())),
        _ => None,
    });
    found.unwrap_or_default()
}

fn passage(model: &mut Model, domain: SafetyDomain, turn: Turn) -> SafetyPassage {
    let id = model.id(turn.at);
    SafetyPassage {
        id,
        domain,
        text: String::new(),
        children: begun_about(model, id),
        written: turn.at,
    }
}

fn danger(model: &mut Model, turn: Turn) -> DangerStatement {
    let id = model.id(turn.at);
    DangerStatement {
        id,
        statement: String::new(),
        goal: String::new(),
        scale: None,
        dispute: String::new(),
        children: begun_about(model, id),
        written: turn.at,
    }
}
