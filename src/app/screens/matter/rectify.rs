//! Words that must not be there: taken out with every earlier version, by
//! somebody's authority. What stays says that words went, and none of them.

use ulid::Ulid;

use super::amend::first_line;
use super::{Kind, Matter, open_over, open_with};
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::model::{Model, Review, Screen};
use crate::app::page::{Body, Item, List};
use crate::app::screens::nudges::field_of;
use crate::app::screens::{leaving, review};
use crate::app::work::Work;
use crate::app::{HomeData, Known};
use crate::record::{Added, Removed, Session};

/// Words that are being taken out: first everything else is saved.
pub struct Removing {
    session: Ulid,
    entry: Ulid,
    why: String,
    authority: String,
    by: Ulid,
    /// The vault was asked.
    asked: bool,
}

impl Removing {
    /// The session whose versions the vault is replacing.
    pub fn under_way(&self) -> Option<Ulid> {
        self.asked.then_some(self.session)
    }
}

/// The word that is typed before words go for good.
const WORD: &str = "remove";

/// The fields: why, by whose authority, and the word.
pub(super) const LABELS: [&str; 3] = ["Why", "By whose authority", "Type \"remove\" to go on"];

/// Opens the list of entries of the discussion in focus, at the first that
/// names somebody where the note on the screen does.
pub fn open(model: &mut Model, turn: Turn) {
    if model.work.as_ref().is_none_or(|w| w.read_only) {
        model.trouble("Another thinkwheel has this vault open: here it can only be read.");
        return;
    }
    let at = leaving::names(model, turn)
        .iter()
        .filter_map(|named| field_of(model, named))
        .find_map(|field| entries(model).iter().position(|(id, _)| *id == field.owner));
    open_over(model, Kind::Removes);
    if let (Some(at), Screen::Matter(matter)) = (at, &mut model.screen) {
        matter.selected = at;
    }
}

fn entries(model: &Model) -> Vec<(Ulid, Item)> {
    let Some(d) = model.work.as_ref().and_then(|w| w.discussion()) else { return Vec::new() };
    let item = |words: &str, what: String| Item {
        text: first_line(words),
        below: what,
        ..Item::default()
    };
    let mut out: Vec<(Ulid, Item)> =
        d.entries(None).into_iter().map(|e| (e.id, item(&e.words, e.what))).collect();
    // Whatever else was written, by the one list of all texts.
    let mut rest: Vec<(Ulid, String)> = Vec::new();
    d.texts(&mut |owner, _, text| {
        let listed = |id: &Ulid| *id == owner;
        let known =
            out.iter().any(|(id, _)| listed(id)) || d.amendments.iter().any(|a| listed(&a.id));
        if known || text.trim().is_empty() {
            return;
        }
        match rest.iter_mut().find(|(id, _)| listed(id)) {
            Some((_, words)) => *words = format!("{words} · {}", text.trim()),
            None => rest.push((owner, text.trim().to_owned())),
        }
    });
    out.extend(rest.into_iter().map(|(id, words)| (id, item(&words, String::new()))));
    let added = d.amendments.iter().filter(|a| !a.text.trim().is_empty());
    out.extend(added.map(|a| {
        let what = if a.added == Added::Made { "Added later" } else { "Not yet added" };
        (a.id, item(&a.text, what.into()))
    }));
    out
}

pub(super) fn list<'a>(model: &'a Model, matter: &Matter) -> Body<'a> {
    let items: Vec<Item> = entries(model).into_iter().map(|(_, item)| item).collect();
    Body::List(List {
        title: "Which words must not be here?".into(),
        intro: vec![
            "For what must not be kept at all, such as words about another family. What was \
             wrong, or is no longer so, is amended and stays."
                .into(),
        ],
        filter: None,
        selected: matter.selected.min(items.len().saturating_sub(1)),
        items,
        empty: "Nothing is written here.".into(),
    })
}

pub(super) fn choose(model: &mut Model, n: usize) {
    let Some((entry, _)) = entries(model).into_iter().nth(n) else { return };
    open_with(model, Kind::Remove { entry }, &[String::new(), String::new(), String::new()]);
}

/// What will happen, before the fields.
pub(super) fn intro(model: &Model, entry: Ulid) -> Vec<String> {
    let words = entries(model).into_iter().find(|(id, _)| *id == entry).map(|(_, i)| i.text);
    vec![
        format!("\"{}\"", words.unwrap_or_default()),
        "This entry goes from the record, and every earlier version of this session with it. A \
         line stays that says when, by whom and by whose authority: keep names out of it. It \
         cannot be taken back. Statements signed over these words can no longer be checked."
            .into(),
        "It does not reach backups, other devices, or what was printed, exported or sent: those \
         are yours to see to."
            .into(),
    ]
}

/// Goes to a field, from 0.
fn stand_at(model: &mut Model, n: usize) {
    if let Screen::Matter(matter) = &mut model.screen {
        matter.focus = n;
    }
}

/// All fields are filled: the words go.
pub(super) fn remove(model: &mut Model, entry: Ulid) -> Vec<Effect> {
    let Screen::Matter(matter) = &model.screen else { return Vec::new() };
    let typed: Vec<String> = matter.fields.iter().map(|f| f.text().trim().to_owned()).collect();
    let [why, authority, word] = typed.as_slice() else { return Vec::new() };
    let (why, authority) = (why.clone(), authority.clone());
    if why.is_empty() || authority.is_empty() {
        stand_at(model, usize::from(!why.is_empty()));
        model.trouble("Say why, and by whose authority: both are kept. Nothing was removed.");
        return Vec::new();
    }
    if !word.eq_ignore_ascii_case(WORD) {
        // The wrong word is not kept: an empty line must not stand for it.
        if let Screen::Matter(matter) = &mut model.screen
            && let Some(field) = matter.fields.last_mut()
        {
            let width = field.width();
            *field = Editor::single_line("");
            field.set_width(width);
        }
        model.trouble("Nothing was removed. Type the word remove, and Enter, to go on.");
        return Vec::new();
    }
    let by = model.home.as_ref().map_or_else(Ulid::nil, |h| h.owner_id);
    let Some(work) = &model.work else { return Vec::new() };
    if model.removing.is_some() {
        model.trouble("Words are being removed already: one after the other.");
        return Vec::new();
    }
    if !work.is_kept() {
        model.trouble("The journal keeps nothing now: Ctrl-S (/save) first. Nothing was removed.");
        return Vec::new();
    }
    model.removing = Some(Removing {
        session: work.session.id,
        entry,
        why: why.clone(),
        authority: authority.clone(),
        by,
        asked: false,
    });
    // Every word that stands here is in the vault first: the version without
    // these takes the place of what is in hand.
    let mut effects = model.save();
    effects.extend(begin(model));
    effects
}

/// Asks the vault to take the words out, once all else is saved.
fn begin(model: &mut Model) -> Vec<Effect> {
    let Some(session) = model.removing.as_ref().filter(|r| !r.asked).map(|r| r.session) else {
        return Vec::new();
    };
    let of_it = |w: &&Work| w.session.id == session;
    if model.parked.iter().chain(&model.work).filter(of_it).any(|w| !w.is_settled()) {
        return Vec::new();
    }
    let seq = model.next_seq();
    model.waiting += 1;
    let Some(r) = &mut model.removing else { return Vec::new() };
    r.asked = true;
    let (why, authority) = (r.why.clone(), r.authority.clone());
    vec![Effect::Rectify { seq, session, remove: r.entry, why, authority, by: r.by }]
}

/// A session was saved: words that wait to be taken out of it go now.
pub fn saved(model: &mut Model, session: Ulid, confirmed: bool) -> Vec<Effect> {
    if model.removing.as_ref().is_none_or(|r| r.session != session || r.asked) {
        return Vec::new();
    }
    if !confirmed {
        model.removing = None;
        model.trouble(
            "Nothing was removed: the disk did not confirm what was saved first. Ctrl-S (/save) \
             saves again.",
        );
        return Vec::new();
    }
    // What was written since is saved too, and this is asked again.
    let mut effects = model.save();
    effects.extend(begin(model));
    effects
}

/// A session could not be saved: what waits to be taken out of it stays, and
/// that is said.
pub fn not_saved(model: &mut Model, session: Ulid) -> &'static str {
    match model.removing.take_if(|r| r.session == session && !r.asked) {
        Some(_) => " Nothing was removed.",
        None => "",
    }
}

/// The words are gone: the session stands without them.
pub fn rectified(
    model: &mut Model,
    session: Session,
    head: &str,
    at_home: HomeData,
    known: Known,
    elsewhere: &[String],
    turn: Turn,
) -> Vec<Effect> {
    model.removing = None;
    if model.home.is_none() {
        // Locked since: nothing of the vault is shown.
        return Vec::new();
    }
    model.home = Some(at_home);
    model.known = known;
    if model.session().is_none_or(|s| s.id != session.id) {
        return Vec::new();
    }
    // What was written while they went stays, without them.
    let since = model.work.as_ref().filter(|w| w.is_unsaved());
    let since = since.map(|w| (w.session.clone(), w.edited, w.saved_edit));
    let focus = model.work.as_ref().map(|w| w.focus);
    let mut work = Work::new(session, false);
    if let Some((mut session, edited, saved_edit)) = since {
        session.strike(&removed_from(&model.known, session.id));
        work.session = session;
        (work.edited, work.saved_edit) = (edited, saved_edit);
        work.unsaved_since = Some(turn.at);
    }
    let begun = Effect::Begin(Box::new(work.session.clone()));
    if let Some(focus) = focus.filter(|f| work.session.discussion(*f).is_some()) {
        work.focus = focus;
    }
    work.head = Some(head.to_owned());
    work.saved = Some(turn.at);
    model.work = Some(work);
    model.over = None;
    model.screen = Screen::Review(Review::new(review::audience_for(model)));
    let more = if elsewhere.is_empty() {
        String::new()
    } else {
        format!(" Followed up, and so repeated, in {}: remove it there too.", elsewhere.join(", "))
    };
    model.tell(format!(
        "Removed, with every earlier version. Not reached: backups, other devices, and what was \
         printed, exported or sent.{more}"
    ));
    let mut effects = vec![begun];
    effects.extend(model.save());
    effects
}

/// What had to go from a session, as the vault takes it out.
fn removed_from(known: &Known, session: Ulid) -> Removed {
    let mut removed = Removed::new();
    for t in known.removed.iter().filter(|t| t.session == session) {
        let counts = removed.entry(t.removed).or_insert(t.id);
        *counts = (*counts).min(t.id);
    }
    removed
}
