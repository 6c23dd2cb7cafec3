//! The brief check as it is shown: what was last known stands beside what is
//! still empty.

use super::{
    ByWhen, Changed, DecidedBy, Decision, LastSeen, LegalStatus, Plan, Rationale, Safe, SeenWhere,
    Slot, ToCome, What, Who, WhoDecides, close, facts, glance_of, slots,
};
use crate::app::context::Turn;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Form, FormField};
use crate::app::work::takes_lines;
use crate::record::Sight;
use crate::text;

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Option<Body<'a>> {
    let Screen::Brief { child, focus, alone } = &model.screen else { return None };
    let work = model.work.as_ref()?;
    let d = work.discussion()?;
    let today = turn.today();
    let last = facts::history(model, *child).glance.map(|(_, g)| g).unwrap_or_default();
    let now = glance_of(d, *child).cloned().unwrap_or_default();
    let mut out = Vec::new();
    let mut actions = 0;
    for (n, slot) in slots(d, *child).into_iter().enumerate() {
        let in_hand = n == *focus;
        let (name, editor) = match slot {
            Slot::Alone => (None, alone),
            Slot::Record(f) => {
                let Some(editor) = work.editors.get(&f) else { continue };
                (Some(f), editor)
            }
        };
        let known = |free: bool, words: &str| {
            let words = words.trim().lines().next().unwrap_or_default();
            if free && !words.is_empty() { format!("last time: {words}") } else { String::new() }
        };
        let name_of = name.map(|f| f.name);
        let aside = match name_of {
            None if in_hand => "y, n, or leave it open".into(),
            Some(LastSeen) if now.is_unseen() => known(true, &facts::seen_in_full(&last, today)),
            Some(LastSeen) => match now.last_seen.on {
                Some(on) => text::long_date(on),
                None if editor.is_empty() => String::new(),
                None => "kept as words: no day is read from it".into(),
            },
            Some(ToCome) if now.has_no_dates() => known(true, &facts::still_to_come(&last, today)),
            Some(ToCome) => now
                .next_dates
                .iter()
                .map(|n| match n.on {
                    Some(on) => format!("{} {}", n.what, on.format("%a %-d %b")).trim().to_owned(),
                    None => format!("{}: no day", n.what),
                })
                .collect::<Vec<_>>()
                .join(" · "),
            Some(ByWhen) => {
                let owner = name.map(|f| f.owner);
                let on = d.actions.iter().find(|a| Some(a.id) == owner).and_then(|a| a.by.on);
                close::due_aside(editor.text(), on, turn, in_hand)
            }
            Some(Plan) => known(editor.is_empty(), &last.plan),
            Some(LegalStatus) => known(editor.is_empty(), &last.legal_status),
            Some(WhoDecides) => known(editor.is_empty(), &last.who_decides),
            _ => String::new(),
        };
        let (heading, label) = match name_of {
            None => (None, "Seen alone"),
            Some(Changed) => (None, "What has changed"),
            Some(Safe) => (None, "Are they safe, and how do we know"),
            Some(LastSeen) => (None, "Last seen"),
            Some(SeenWhere) => (None, "Where"),
            Some(ToCome) => (None, "Next dates"),
            Some(Decision) => (Some("Decision"), "What is decided"),
            Some(Rationale) => (None, "Why"),
            Some(DecidedBy) => (None, "Who decides"),
            Some(What) => {
                actions += 1;
                ((actions == 1).then_some("Action"), "What")
            }
            Some(Who) => (None, "Who"),
            Some(ByWhen) => (None, "By when"),
            Some(Plan) => (Some("Where things stand"), "Plan"),
            Some(LegalStatus) => (None, "Legal status"),
            _ => (None, "With whose authority"),
        };
        out.push(FormField {
            heading: heading.map(str::to_owned),
            label: label.into(),
            editor,
            secret: false,
            prose: name_of.is_some_and(takes_lines),
            aside,
            offers: Vec::new(),
            chosen: None,
        });
    }
    let who = work.session.child(*child).map(|c| Sight::Full.child(c)).unwrap_or_default();
    let line = facts::of(model, d, *child, turn).line();
    let empty = out.is_empty();
    Some(Body::Form(Form {
        title: format!("Brief check: {who}"),
        intro: if empty { vec!["Nothing was written here.".into()] } else { vec![line] },
        focus: (*focus).min(out.len().saturating_sub(1)),
        fields: out,
    }))
}
