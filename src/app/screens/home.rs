//! Home: what needs a person today.

use std::collections::HashMap;

use chrono::NaiveDate;
use ulid::Ulid;

use super::begin;
use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::message::{HomeData, SessionHead};
use crate::app::model::{Model, Review, Screen};
use crate::app::page::{Body, List};
use crate::app::work::Work;
use crate::record::{
    Audience, Child, Errand, Found, Header, MaySee, Person, Role, Session, Stamp, Step, Subject,
};

/// What an item of home opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opens {
    /// A new session.
    Begin,
    /// A version of a session.
    Head(String),
    /// A session that was put away before it was wholly saved.
    Parked(Ulid),
    /// A new session about a known child.
    Child(Ulid),
    /// Notes still to file.
    Queue,
    /// The form for recovery.
    Recovery,
    /// Nothing: it only tells.
    Nothing,
}

/// A child as home knows them.
#[derive(Clone)]
pub struct KnownChild {
    /// Newest spelling of the name.
    pub child: Child,
    /// The last day they were discussed.
    pub last: Option<NaiveDate>,
    /// Questions to bring back since then.
    pub bring_back: usize,
    named: NaiveDate,
}

impl HomeData {
    /// Puts the newest version of a session in the place of the older one.
    pub fn remember(&mut self, header: Header, head: &str, before: Option<&str>, at: Stamp) {
        if let Some(old) = self.sessions.iter_mut().find(|s| {
            s.header.id == header.id && (!s.beside_another || Some(s.head.as_str()) == before)
        }) {
            old.header = header;
            head.clone_into(&mut old.head);
            old.written = at;
        } else {
            self.sessions.push(SessionHead {
                head: head.to_owned(),
                written: at,
                header,
                beside_another: false,
            });
        }
    }

    /// Every known child, newest spelling, with the last day they were
    /// discussed; the longest ago first.
    pub fn children(&self) -> Vec<(Child, Option<NaiveDate>)> {
        self.known_children().into_iter().map(|k| (k.child, k.last)).collect()
    }

    /// The same, with what was to be brought back that day.
    pub fn known_children(&self) -> Vec<KnownChild> {
        let mut at: HashMap<Ulid, usize> = HashMap::new();
        let mut out: Vec<KnownChild> = Vec::new();
        for s in &self.sessions {
            for child in s.header.children.iter().filter(|c| !c.name.trim().is_empty()) {
                let index = *at.entry(child.id).or_insert_with(|| {
                    out.push(KnownChild {
                        child: child.clone(),
                        last: None,
                        named: s.header.date,
                        bring_back: 0,
                    });
                    out.len() - 1
                });
                let Some(known) = out.get_mut(index) else { continue };
                if s.header.date >= known.named {
                    known.child.clone_from(child);
                    known.named = s.header.date;
                }
                let about: Vec<_> = s
                    .header
                    .subjects
                    .iter()
                    .filter(|d| !d.empty && d.subject.children().contains(&child.id))
                    .collect();
                if !about.is_empty() && known.last.is_none_or(|last| s.header.date >= last) {
                    let same_day = known.last == Some(s.header.date);
                    let before = if same_day { known.bring_back } else { 0 };
                    known.bring_back = before + about.iter().map(|d| d.bring_back).sum::<usize>();
                    known.last = Some(s.header.date);
                }
            }
        }
        out.sort_by(|a, b| a.last.cmp(&b.last).then_with(|| a.child.name.cmp(&b.child.name)));
        out
    }

    /// What the owner was in their latest meeting: so the next one is begun.
    pub fn owner_role(&self) -> Role {
        let as_owner = |s: &&SessionHead| {
            s.header.people.iter().any(|p| {
                p.id == self.owner_id && matches!(p.role, Role::Supervisor | Role::Practitioner)
            })
        };
        let latest =
            self.sessions.iter().filter(as_owner).max_by_key(|s| (s.header.date, s.written));
        latest
            .and_then(|s| s.header.people.iter().find(|p| p.id == self.owner_id))
            .map_or(Role::Supervisor, |p| p.role)
    }

    /// Every known person but the owner, the newest first.
    pub fn people(&self) -> Vec<Person> {
        let mut sessions: Vec<_> = self.sessions.iter().collect();
        sessions.sort_by_key(|s| std::cmp::Reverse(s.header.date));
        let mut out: Vec<Person> = Vec::new();
        for p in sessions.iter().flat_map(|s| &s.header.people) {
            if p.id != self.owner_id
                && !p.name.trim().is_empty()
                && !out.iter().any(|known| known.id == p.id)
            {
                out.push(p.clone());
            }
        }
        out
    }
}

/// Goes home; what was written is saved on the way.
pub fn go(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let mut effects = model.keep_place(turn.at, false);
    effects.extend(model.save());
    let left = model.session().map(Session::header).filter(|h| h.is_open_on(turn.today()));
    if let Some((n @ 1.., all)) = left.map(|h| h.not_spoken_of()) {
        let have = if n == 1 { "has" } else { "have" };
        model.tell(format!("{n} of {all} children {have} nothing written yet."));
    }
    model.screen = Screen::Home { selected: 0 };
    model.over = None;
    model.put_away();
    effects
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    let count = model.item_count(turn);
    let Screen::Home { selected } = &mut model.screen else { return Vec::new() };
    match action {
        Action::ItemUp => *selected = selected.saturating_sub(1),
        Action::ItemDown => *selected = (*selected + 1).min(count.saturating_sub(1)),
        Action::BeginSession if !model.marked.is_empty() => {
            return super::gather::open(model, turn);
        }
        Action::BeginSession => return begin::open(model, None, turn),
        Action::Mark => {
            let at = *selected;
            super::gather::mark_at(model, at, turn);
        }
        Action::MarkAll => super::gather::mark_all(model, turn),
        Action::Back => super::gather::unmark(model),
        Action::Corridor => return super::corridor::open(model, turn),
        Action::Cancelled => return super::corridor::cancelled(model, turn),
        Action::MakeRecovery => return super::door::open_recovery(model),
        Action::Search => super::search::open(model),
        Action::People => super::matter::people::open(model),
        Action::Queue => return super::queue::open(model, turn),
        Action::Receive => super::matter::post::open_receive(model, turn),
        Action::Prepare => return begin::prepare(model, turn),
        Action::Accept if model.loading.is_none() => {
            let selected = *selected;
            let opens = super::today::items(model, turn).into_iter().nth(selected).map(|(o, _)| o);
            return match opens {
                Some(Opens::Begin | Opens::Child(_)) if !model.marked.is_empty() => {
                    super::gather::open(model, turn)
                }
                Some(Opens::Begin) => begin::open(model, None, turn),
                Some(Opens::Child(id)) => begin::open(model, Some(id), turn),
                Some(Opens::Head(head)) => open_head(model, head),
                Some(Opens::Parked(id)) => take_up(model, id, turn),
                Some(Opens::Queue) => super::queue::open(model, turn),
                Some(Opens::Recovery) => super::door::open_recovery(model),
                Some(Opens::Nothing) | None => Vec::new(),
            };
        }
        _ => {}
    }
    Vec::new()
}

/// Opens a version; of two side by side both, to settle them.
fn open_head(model: &mut Model, head: String) -> Vec<Effect> {
    let home = model.home.as_ref().filter(|h| !h.read_only);
    let beside = home.and_then(|h| h.sessions.iter().find(|s| s.head == head && s.beside_another));
    match beside.map(|s| s.header.id) {
        Some(session) => super::versions::ask(model, head, session),
        None => load(model, head),
    }
}

/// Opens what was found: as it stands here, where it is not wholly saved yet.
pub fn open_found(model: &mut Model, found: &Found, turn: Turn) -> Vec<Effect> {
    if model.parked.iter().any(|w| w.session.id == found.session) {
        return take_up(model, found.session, turn);
    }
    open_head(model, found.head.clone())
}

/// Asks for a version to be read.
pub fn load(model: &mut Model, head: String) -> Vec<Effect> {
    model.loading = Some(head.clone());
    model.waiting += 1;
    vec![Effect::Load { head }]
}

/// Takes up a session that was put away unsaved, just as it stood.
fn take_up(model: &mut Model, id: Ulid, turn: Turn) -> Vec<Effect> {
    let Some(at) = model.parked.iter().position(|w| w.session.id == id) else {
        return Vec::new();
    };
    let work = model.parked.remove(at);
    let begun = Effect::Begin(Box::new(work.session.clone()));
    model.work = Some(work);
    let mut effects = vec![begun];
    effects.extend(stand(model, false, turn));
    effects
}

/// A session was read: stand where the two stood.
pub fn loaded(model: &mut Model, session: Session, head: &str, turn: Turn) -> Vec<Effect> {
    model.done();
    if model.loading.take_if(|wanted| wanted == head).is_none() {
        // Nobody waits for it any more.
        return Vec::new();
    }
    let read_only = model.home.as_ref().is_some_and(|h| h.read_only);
    let begun = Effect::Begin(Box::new(session.clone()));
    let at_work = session.bookmark.at_work;
    let mut work = Work::new(session, read_only);
    work.head = Some(head.to_owned());
    model.put_away();
    model.work = Some(work);
    model.over = None;
    let mut effects = if read_only { Vec::new() } else { vec![begun] };
    effects.extend(stand(model, at_work, turn));
    if !read_only {
        effects.extend(take_over(model, turn));
    }
    effects
}

/// A session that was handed over: from here on the owner is one of those in
/// it, unless a note in it is finalised and names who was there.
fn take_over(model: &mut Model, turn: Turn) -> Vec<Effect> {
    let (Some(home), Some(work)) = (&model.home, &model.work) else { return Vec::new() };
    let session = &work.session;
    let is_cover = session.came.as_ref().is_some_and(|c| c.errand == Errand::Cover);
    let there = session.person(home.owner_id).is_some();
    if !is_cover || there || work.is_meeting_settled() {
        return Vec::new();
    }
    let owner = Person {
        id: home.owner_id,
        name: home.owner.clone(),
        role: Role::Supervisor,
        may_see: MaySee::All,
        stepped_out: false,
    };
    model.change_session(turn.at, |s| s.people.push(owner))
}

/// Stands where the bookmark is; a meeting about several, chosen from home,
/// opens on its list.
fn stand(model: &mut Model, at_work: bool, turn: Turn) -> Vec<Effect> {
    let Some(session) = model.session() else { return Vec::new() };
    let mark = session.bookmark.clone();
    if !at_work && session.discussions.len() > 1 {
        super::meeting::open(model);
        return Vec::new();
    }
    let open = model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .is_some_and(crate::record::discussion::Discussion::is_open);
    let step = if open { mark.step } else { Step::Review };
    let can_stand_at = super::asked::question(model, turn, &mark.question).is_some();
    if let Some(work) = &mut model.work {
        work.in_set = work.discussion().is_some_and(|d| d.chosen.contains(&mark.question));
    }
    if open && let Some(effects) = super::sheet::screen_at(model, &mark, turn) {
        return effects;
    }
    model.screen = match step {
        Step::Question if can_stand_at => Screen::Question {
            drawn: None,
            id: mark.question,
            at: mark.owner,
            detail: mark.field,
            fresh: Editor::new(String::new()),
            in_elsewhere: mark.field == Some(crate::record::FieldName::Elsewhere),
            opened: false,
        },
        Step::Begin => begin::screen_for(model, turn, false),
        Step::Close => super::close::screen_at(model, mark.owner, mark.field),
        Step::Brief => super::brief::screen_at(model, mark.owner, mark.field),
        Step::Review => {
            // The page that was read, not the first of the family's.
            let family = model.work.as_ref().map_or(&[][..], |w| w.family());
            let page = family.iter().position(|c| Some(*c) == mark.child).unwrap_or(0);
            Screen::Review(Review { page, ..Review::new(super::review::audience_for(model)) })
        }
        _ => Screen::Wheel { selected: super::wheel::part_of(model, turn, &mark.question) },
    };
    Vec::new()
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    let selected = if let Screen::Home { selected } = &model.screen { *selected } else { 0 };
    let nothing = model.home.as_ref().is_some_and(|h| h.sessions.is_empty());
    Body::List(List {
        title: "Today".into(),
        intro: if nothing {
            vec!["Nothing is written yet. Enter (/begin) begins the first session.".into()]
        } else if model.lines {
            vec![super::today::how_to_mark(model).into()]
        } else {
            Vec::new()
        },
        filter: None,
        items: super::today::items(model, turn).into_iter().map(|(_, i)| i).collect(),
        selected,
        empty: String::new(),
    })
}

/// Audience that fits the discussion in focus.
pub fn audience_of(subject: &Subject) -> Audience {
    match subject {
        Subject::Child(_) | Subject::Family(_) => Audience::ChildFile,
        Subject::Practitioner(_) => Audience::StaffFile,
        Subject::Learning => Audience::Full,
    }
}
