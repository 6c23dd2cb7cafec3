//! What is a matter of taste in a bank that checks, or a publisher's own.

use super::Bank;
use super::likeness::Likeness;
use super::rule::Rule;
use super::rules::{Draft, Findings, QuestionDraft, Spot, sayable};
use super::wording;
use crate::practice::question::{Cycle, Draws, Question, Weight};
use crate::practice::wheel::Part;
use crate::practice::written::mistake::quoted;

/// A part with fewer questions than this may be a few put over another bank:
/// nothing is said of it as a whole.
const WHOLE_PART: usize = 4;

/// Parts in which the child's view can be heard or observed.
const CHILDS_VIEW: [Part; 7] = [
    Part::ChildsJourney,
    Part::Participation,
    Part::SignsOfSafety,
    Part::Relationships,
    Part::Trauma,
    Part::Lightbulb,
    Part::BuildingBlocks,
];

/// Everything worth a second look, in no order.
pub(super) fn advice(bank: &Bank) -> Vec<super::rules::Finding> {
    let mut found = Findings::default();
    let english = Draft::of(bank).is_english();
    let likeness = Likeness::of(english);
    for (n, q) in bank.questions.iter().enumerate() {
        let draft = QuestionDraft::of(q);
        question(n, q, english, &mut found);
        follow_ups(n, q, likeness, &mut found);
        if draft.is_supplied() {
            sayable(n, &draft, english, &mut found);
        }
    }
    near_doubles(bank, likeness, &mut found);
    for part in Part::ALL {
        whole(part, bank, &mut found);
    }
    found.0
}

fn question(n: usize, question: &Question, english: bool, found: &mut Findings) {
    let text = Spot::Question(n, "text", 0);
    found.all(text, wording::long(&question.text));
    if english {
        found.all(text, wording::closed("question", &question.text));
        let imagined = question.text.to_lowercase().contains("imagin");
        if imagined && question.draws.contains(&Draws::ChildsView) {
            let what = "It is said to draw out the child's view, which is only imagined here";
            let what_to_do = "Take ChildsView out; the child's voice is what was heard or seen.";
            found.add(Rule::Imagined, Spot::Question(n, "draws", 0), what, what_to_do);
        }
    }
    if question.opener && question.weight == Weight::Heavy {
        let what = "It is both heavy and an opener";
        let what_to_do = "Open with something lighter, or look at its weight again.";
        found.add(Rule::HeavyOpener, Spot::Question(n, "opener", 0), what, what_to_do);
    }
}

fn follow_ups(n: usize, question: &Question, likeness: Likeness, found: &mut Findings) {
    let asked = likeness.words(&question.text);
    let mut before: Vec<super::likeness::Words> = Vec::new();
    for (k, follow_up) in question.follow_ups.iter().enumerate() {
        let spot = Spot::Question(n, "follow_ups", k);
        if likeness.is_english() {
            found.all(spot, wording::closed("follow-up", follow_up));
        }
        if !wording::is_asked(follow_up) {
            let what = "The follow-up does not end with a question mark";
            found.add(Rule::FollowUpAsked, spot, what, "Ask it as a question.");
        }
        // A condition may well name what the question spoke of.
        let said = if likeness.is_english() {
            wording::after_condition(follow_up)
        } else {
            follow_up.as_str()
        };
        let words = likeness.words(said);
        // The very same words are a mistake, and reported as one.
        if likeness.echoes(&asked, &words) {
            let what = "By its words the follow-up repeats its question";
            let what_to_do = "Ask for what the first answer may have left out.";
            found.add(Rule::FollowUpEcho, spot, what, what_to_do);
        } else if let Some(twin) = before.iter().position(|b| likeness.alike(b, &words)) {
            let what = format!("By its words the follow-up repeats follow-up {}", twin + 1);
            found.add(Rule::FollowUpsAlike, spot, what, "Keep the one that opens more.");
        }
        before.push(words);
    }
}

fn near_doubles(bank: &Bank, likeness: Likeness, found: &mut Findings) {
    let texts: Vec<&str> = bank.questions.iter().map(|q| q.text.as_str()).collect();
    for (n, twin) in likeness.doubles(&texts) {
        let Some(twin) = bank.questions.get(twin) else { continue };
        let what = format!("It asks in much the same words as {}", quoted(&twin.id));
        let what_to_do = "Keep one of the two, or ask for what only this one can find.";
        found.add(Rule::NearDouble, Spot::Question(n, "text", 0), what, what_to_do);
    }
}

/// What can be said of a part as a whole.
fn whole(part: Part, bank: &Bank, found: &mut Findings) {
    let all: Vec<(usize, &Question)> =
        bank.questions.iter().enumerate().filter(|(_, q)| q.part == part).collect();
    let Some((first, opening)) = all.first().copied().filter(|_| all.len() >= WHOLE_PART) else {
        return;
    };
    if opening.cycle == [Cycle::Action] {
        let what = format!("{} begins with what to do next", part.name());
        let what_to_do = "Begin with what happened or what it was like.";
        found.add(Rule::ActionFirst, Spot::Question(first, "cycle", 0), what, what_to_do);
    }
    let described = bank.parts.iter().position(|p| p.part == part);
    let spot = described.map_or(Spot::Question(first, "part", 0), |n| Spot::Part(n, "part"));
    let steps = [
        (Cycle::Experience, "experience"),
        (Cycle::Reflection, "reflection"),
        (Cycle::Analysis, "analysis"),
        (Cycle::Action, "action"),
    ];
    let lacks = |step: &Cycle| !all.iter().any(|(_, q)| q.cycle.contains(step));
    let lacking: Vec<&str> = steps.iter().filter(|(s, _)| lacks(s)).map(|(_, w)| *w).collect();
    if !lacking.is_empty() {
        let what = format!("In {} no question enters at {}", part.name(), lacking.join(" or "));
        let what_to_do = "A conversation goes from what happened, and what it was like, to what it means and what next: add what is missing.";
        found.add(Rule::AllSteps, spot, what, what_to_do);
    }
    let heard = all.iter().any(|(_, q)| q.draws.contains(&Draws::ChildsView));
    if CHILDS_VIEW.contains(&part) && !heard {
        let what = format!("In {} no question draws out the child's view", part.name());
        let what_to_do = "Ask for what this child said or showed, where it can be heard or seen.";
        found.add(Rule::ChildsView, spot, what, what_to_do);
    }
}
