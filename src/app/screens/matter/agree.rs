//! Who stands behind a page: two separate statements by each person, each in
//! their own time. Rule of practice: silence is not agreement (FACTS, "What a
//! supervision record must hold").

use ulid::Ulid;

use super::{Kind, Matter, in_hand, leave, open_over, text_of};
use crate::app::context::Turn;
use crate::app::effect::Effect;
use crate::app::model::{Model, Screen};
use crate::app::page::{Body, Item, List, NoteBody};
use crate::app::screens::{review, sheet};
use crate::record::agreed::words_to_sign;
use crate::record::{
    Accuracy, Agreement, Child, Discussion, Person, Role, Session, Sight, Stance, StatementCheck,
};

/// A statement that is being signed by the key of the vault.
pub struct Signing {
    seq: u64,
    session: Ulid,
    discussion: Ulid,
    statement: Agreement,
}

/// Opens "who stands behind this" of the page that is read.
pub fn open(model: &mut Model) {
    let child = review::child(model);
    open_over(model, Kind::Behind { child });
}

/// The two people whose statements are asked for.
fn people(session: &Session) -> Vec<&Person> {
    let two = |p: &&Person| matches!(p.role, Role::Supervisor | Role::Practitioner);
    session.people.iter().filter(two).filter(|p| !p.name.trim().is_empty()).collect()
}

fn on_page(d: &Discussion, person: Ulid, child: Option<Ulid>) -> impl Iterator<Item = &Agreement> {
    d.agreements.iter().filter(move |a| a.person == person && a.child == child)
}

/// What a person is writing and has not yet made.
pub fn draft(d: &Discussion, person: Ulid, child: Option<Ulid>) -> Option<&Agreement> {
    on_page(d, person, child).find(|a| !a.is_made())
}

/// Whether anything was decided on a page: else nobody is asked to agree.
pub fn is_decided(d: &Discussion, child: Option<Ulid>) -> bool {
    !d.page(child).decisions.is_empty()
}

/// Whether somebody has a vault of their own, as far as is known here: then
/// their statement comes from there.
fn has_vault(model: &Model, person: Ulid) -> bool {
    model.known.people.iter().any(|p| p.id == person || p.known_as == Some(person))
}

/// A statement in words.
fn words(a: &Agreement) -> &'static str {
    match (&a.accuracy, &a.stance) {
        (Accuracy::Accurate, None) => "says this is an accurate record",
        (Accuracy::Accurate, Some(Stance::Agree)) => {
            "says this is an accurate record, and agrees with the decision"
        }
        (Accuracy::Accurate, Some(Stance::Disagree { .. })) => {
            "says this is an accurate record, and does not agree with the decision"
        }
        (Accuracy::NotAccurate { .. }, None) => "says this is not an accurate record",
        (Accuracy::NotAccurate { .. }, Some(Stance::Agree)) => {
            "says this is not an accurate record, and agrees with the decision"
        }
        (Accuracy::NotAccurate { .. }, Some(Stance::Disagree { .. })) => {
            "says this is not an accurate record, and does not agree with the decision"
        }
    }
}

fn check<'a>(model: &'a Model, session: Ulid, a: &Agreement) -> Option<&'a StatementCheck> {
    model.checks_of(session).iter().find(|c| c.statement == a.id)
}

fn is_troubled(model: &Model, session: Ulid, a: &Agreement) -> bool {
    check(model, session, a).is_some_and(|c| !c.is_well)
}

/// What the vault found of a statement: that something stands where a
/// signature goes says nothing of whose key made it.
fn found(model: &Model, session: Ulid, a: &Agreement) -> String {
    match check(model, session, a) {
        Some(c) if c.is_well => sentence(c.words),
        Some(c) => format!("Cannot be relied on: {}.", c.words),
        None if a.signature.is_empty() => "Nobody signed it.".into(),
        None => "Not yet checked.".into(),
    }
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>());
    format!("{}{}.", first.unwrap_or_default(), chars.as_str())
}

/// Who, and how far each has come.
pub(super) fn list<'a>(model: &'a Model, matter: &Matter, child: Option<Ulid>) -> Option<Body<'a>> {
    let work = model.work.as_ref()?;
    let d = work.discussion()?;
    let owner = model.home.as_ref().map(|h| h.owner_id);
    let mut items = Vec::new();
    for person in people(&work.session) {
        let made = on_page(d, person.id, child).filter(|a| a.is_made()).max_by_key(|a| a.at);
        let text = match made {
            None => format!("{} has not said anything yet", person.name),
            Some(a) => format!("{} {}", person.name, words(a)),
        };
        let aside = match (made, draft(d, person.id, child)) {
            (_, Some(_)) => "being written".into(),
            (Some(a), None) => crate::text::short_date(a.at.date_naive()),
            (None, None) => String::new(),
        };
        let below = match made {
            Some(a) if a.recorded_by.is_some() && !is_troubled(model, work.session.id, a) => {
                let by = a.recorded_by.and_then(|id| work.session.person(id));
                format!(
                    "Recorded by {}: no key of {}'s signs it.",
                    by.map_or("the other", |p| p.name.as_str()),
                    person.name
                )
            }
            Some(a) => found(model, work.session.id, a),
            None if Some(person.id) == owner => {
                "Your own statement: the key of this vault signs it.".into()
            }
            None if has_vault(model, person.id) => format!(
                "{} has a vault: send the note, and their own statement comes back.",
                person.name
            ),
            None => format!(
                "Without a vault of their own, what {} says is recorded by you, and the note \
                 says so.",
                person.name
            ),
        };
        items.push(Item { text, aside, below, ..Item::default() });
    }
    Some(Body::List(List {
        title: "Who stands behind this".into(),
        intro: vec![
            "Two things are asked of each: whether this is an accurate record, and whether they \
             agree with the decision. Each in their own time; silence is not agreement."
                .into(),
        ],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: "Nobody is named in this meeting.".into(),
    }))
}

/// A person was chosen: what they say is written down.
pub(super) fn choose(model: &mut Model, child: Option<Ulid>, n: usize, turn: Turn) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    if work.read_only {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return Vec::new();
    }
    let Some(person) = people(&work.session).get(n).map(|p| p.id) else { return Vec::new() };
    let owner = model.home.as_ref().map(|h| h.owner_id);
    if Some(person) != owner && has_vault(model, person) {
        model.tell(
            "They have a vault of their own: their statement is theirs to make there. In the note, \
             s (/send) sends it.",
        );
        return Vec::new();
    }
    sheet::open(model, sheet::Kind::Statement { person, child }, turn)
}

/// What is still missing of a statement, in a sentence.
pub fn missing(a: &Agreement, is_decided: bool) -> Option<&'static str> {
    let blank = |text: &String| text.trim().is_empty();
    match (&a.accuracy, &a.stance) {
        (Accuracy::NotAccurate { why }, _) if blank(why) => {
            Some("Why it is not accurate is not yet said: a word is enough.")
        }
        (_, None) if is_decided => Some(
            "Whether they agree with the decision is not yet said: it is asked apart from the \
             record.",
        ),
        (_, Some(Stance::Disagree { why, goes_to })) => match (blank(why), blank(goes_to)) {
            (true, true) => Some("Why they do not agree, and where it goes next, is not yet said."),
            (true, false) => Some("Why they do not agree is not yet said."),
            (false, true) => Some("Where it goes next is not yet said."),
            (false, false) => None,
        },
        _ => None,
    }
}

fn statement(model: &Model, id: Ulid) -> Option<&Agreement> {
    let d = model.work.as_ref()?.discussion()?;
    d.agreements.iter().find(|a| a.id == id && !a.is_made())
}

/// What is about to be made final, with the page it is about.
pub(super) fn asked<'a>(
    model: &'a Model,
    matter: &Matter,
    id: Ulid,
    turn: Turn,
) -> Option<Body<'a>> {
    let work = model.work.as_ref()?;
    let a = statement(model, id)?;
    let home = model.home.as_ref()?;
    let name = work.session.person(a.person).map_or("", |p| p.name.as_str());
    let how = if a.person == home.owner_id {
        "The key of this vault signs these words and the page below.".to_owned()
    } else {
        format!("Recorded by {}: no key of {name}'s signs it, and the note says so.", home.owner)
    };
    // Of one child alone the top line says it.
    let child = a.child.filter(|_| work.family().len() > 1);
    let child = child.and_then(|child| work.session.child(child));
    let keys = if model.lines { "" } else { " Enter: yes. Esc: not yet." };
    Some(Body::Note(NoteBody {
        about: about(a, name, child, how),
        text: text_of(model, &work.session, work.focus, a.child, turn),
        scroll: matter.scroll,
        left_out: Vec::new(),
        thoughts: Vec::new(),
        ask: Some(format!(
            "Make this statement? After this it cannot be changed; a change of mind is another \
             statement.{keys}"
        )),
    }))
}

/// All that the statement says, on whose page, and how it is made: what is
/// signed is read first.
fn about(a: &Agreement, name: &str, child: Option<&Child>, how: String) -> Vec<String> {
    let mut out = vec![format!("{name} {}.", words(a))];
    if let Accuracy::NotAccurate { why } = &a.accuracy {
        out.push(format!("Why it is not accurate: {}", why.trim()));
    }
    if let Some(Stance::Disagree { why, goes_to }) = &a.stance {
        out.push(format!("Why they do not agree: {}", why.trim()));
        out.push(format!("Where it goes next: {}", goes_to.trim()));
    }
    if let Some(child) = child {
        let name = Sight::Full.child(child);
        out.push(format!("The page is that of {name}: each child's page is stood behind alone."));
    }
    out.push(how);
    out
}

/// Makes a statement: the owner's is signed, another's is recorded.
pub(super) fn make(model: &mut Model, id: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(owner) = model.home.as_ref().map(|h| h.owner_id) else { return Vec::new() };
    let (Some(work), Some(a)) = (&model.work, statement(model, id)) else { return Vec::new() };
    if model.signing.is_some() {
        return Vec::new();
    }
    let own = a.person == owner;
    let mut made = a.clone();
    made.at = turn.at;
    made.recorded_by = (!own).then_some(owner);
    let Some(words) = words_to_sign(&work.session, work.focus, &made) else {
        model.trouble("This page cannot be put into words that last. Nothing was changed.");
        return Vec::new();
    };
    made.words.clone_from(&words);
    let (session, discussion) = (work.session.id, work.focus);
    let seq = model.next_seq();
    let signing = Signing { seq, session, discussion, statement: made };
    if !own {
        return put(model, signing, turn);
    }
    model.signing = Some(signing);
    model.waiting += 1;
    vec![Effect::Sign { seq, words }]
}

/// The key of the vault has signed.
pub fn signed(model: &mut Model, seq: u64, signature: String, turn: Turn) -> Vec<Effect> {
    let Some(mut signing) = model.signing.take_if(|s| s.seq == seq) else { return Vec::new() };
    signing.statement.signature = signature;
    put(model, signing, turn)
}

/// The key of the vault has not signed.
pub fn not_signed(model: &mut Model, seq: u64, why: &str) {
    if model.signing.take_if(|s| s.seq == seq).is_some() {
        model.trouble(format!("The statement was not made: {why} What you wrote of it stays."));
    }
}

fn put(model: &mut Model, signing: Signing, turn: Turn) -> Vec<Effect> {
    let Signing { session, discussion, statement: made, .. } = signing;
    let id = made.id;
    let Some(work) = &model.work else { return Vec::new() };
    let holds = {
        // While the key signed, a word may have changed: then it is asked anew.
        let mut now = statement(model, id).cloned();
        if let Some(now) = &mut now {
            now.at = made.at;
            now.recorded_by = made.recorded_by;
            now.words.clone_from(&made.words);
            now.signature.clone_from(&made.signature);
        }
        work.session.id == session && work.focus == discussion && now.as_ref() == Some(&made)
    };
    if !holds {
        model.trouble("What was being signed has changed since: the statement was not made.");
        return Vec::new();
    }
    let people = work.session.people.clone();
    let child = made.child;
    let mut effects = model.add_to_final(turn.at, |d| {
        if let Some(a) = d.agreements.iter_mut().find(|a| a.id == id) {
            *a = made;
        }
        d.settle_agreement(&people);
    });
    if effects.is_empty() {
        return effects;
    }
    if let Some(work) = &mut model.work {
        work.editors.retain(|field, _| field.owner != id);
        work.past.forget();
    }
    effects.extend(model.save());
    // Back past the sheet, to who stands behind this.
    if in_hand(model).is_some_and(|m| m.kind == Kind::Make { statement: id }) {
        leave(model);
        if matches!(model.screen, Screen::Sheet(_)) {
            sheet::close(model);
        }
    }
    let agreed = model.work.as_ref().and_then(|w| w.discussion()).is_some_and(|d| {
        d.filing.iter().any(|f| f.child == child && f.state == crate::record::FilingState::Agreed)
    });
    model.tell(if agreed {
        "The statement is made, and both stand behind this note now."
    } else {
        "The statement is made."
    });
    effects
}
