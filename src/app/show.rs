//! From the model to a page: the one place where words reach a face.

use super::action::Action;
use super::context::{Context, Turn};
use super::face::worded;
use super::key::Key;
use super::keymap::{self, BINDINGS};
use super::model::{Model, Screen, Veil};
use super::page::{Body, Form, Hint, List, Notice, Page};
use super::screens::{
    asked, begin, brief, choose, close, door, drawn, find, help, home, learning, matter, meeting,
    notes, nudges, passages, question, queue, review, said, sheet, wheel,
};
use super::tour;
use crate::practice::Part;
use crate::record::{Sight, Stamp, Subject};

/// Columns below which nothing can be laid out.
pub const LEAST_COLUMNS: u16 = 24;
/// Rows below which nothing can be laid out.
pub const LEAST_ROWS: u16 = 8;

/// What a face draws now. Pure: the same model gives the same page.
pub fn page<'a>(model: &'a Model, at: Stamp, context: &'a Context) -> Page<'a> {
    let turn = Turn { at, context };
    let sight = if model.veil == Veil::Open { Sight::Full } else { Sight::Nothing };
    if sight == Sight::Nothing {
        let words = match model.veil {
            _ if model.lines => "Hidden. Type yes to show, /lock to lock.",
            Veil::Asking => "Show the screen again? Enter shows it, F9 locks it.",
            _ => "Hidden. F9 locks; any other key asks before showing.",
        };
        return veiled(words, model, context);
    }
    if model.size.0 < LEAST_COLUMNS || model.size.1 < LEAST_ROWS {
        return veiled("Too small to show. Nothing is lost: make it larger.", model, context);
    }
    let mut body = match &model.screen {
        Screen::Welcome { .. } | Screen::SetUp(_) | Screen::Recovery(_) | Screen::Unlock { .. } => {
            Some(door::body(model, turn))
        }
        Screen::Home { .. } => Some(home::body(model, turn)),
        Screen::Begin(_) => begin::body(model, turn),
        Screen::Meeting { .. } => Some(meeting::body(model, turn)),
        Screen::Wheel { .. } => Some(wheel::body(model, turn)),
        Screen::Find { .. } => find::body(model, turn),
        Screen::Question { .. } => question::body(model, turn),
        Screen::Close { .. } => close::body(model, turn),
        Screen::Brief { .. } => brief::body(model, turn),
        Screen::Review(_) | Screen::Path { .. } => review::body(model, turn),
        Screen::Help { .. } => help::body(model, turn),
        Screen::Choose(_) => choose::body(model, turn),
        Screen::Said { .. } => Some(said::body(model)),
        Screen::SetAside { .. } => nudges::body(model),
        Screen::Sheet(_) => sheet::body(model, turn),
        Screen::Search(_) => super::screens::search::body(model),
        Screen::Versions(_) => super::screens::versions::body(model),
        Screen::Matter(_) => matter::body(model, turn),
        Screen::Queue(_) => Some(queue::body(model, turn)),
        Screen::Learning(_) => learning::body(model, turn),
    };
    let says = |words: &mut String| *words = worded(words, model.lines);
    if let Some(Body::Form(form)) = &mut body {
        form.intro.iter_mut().for_each(says);
        form.fields.iter_mut().for_each(|field| says(&mut field.aside));
        if let Some(own) = own_part(model) {
            form.title.push_str(&own);
        }
    }
    if let Some(Body::List(list)) = &mut body {
        says(&mut list.empty);
        list.intro.iter_mut().for_each(says);
        list.items.iter_mut().for_each(|item| says(&mut item.below));
    }
    let notice = model.notice.clone().or_else(|| standing(model));
    Page {
        top_left: top_left(model, turn, sight),
        top_right: top_right(model, turn),
        body: body.unwrap_or_else(|| {
            Body::Form(Form {
                title: String::new(),
                intro: Vec::new(),
                fields: Vec::new(),
                focus: 0,
            })
        }),
        notice: notice.map(|n| Notice { text: worded(&n.text, model.lines), ..n }),
        copy_failed: model.copy_failed,
        hints: hints(model, turn),
        commands: keymap::actions_at(model.place())
            .into_iter()
            .filter(|(a, _)| possible(model, *a))
            .filter(|(a, _)| !model.lines || !a.moves_only())
            .map(|(a, _)| (a.word(), a.about_at(model.place(), model.lines)))
            .collect(),
        saved: saved(model),
        theme: model.theme.unwrap_or(context.config.theme),
    }
}

fn veiled(words: &'static str, model: &Model, context: &Context) -> Page<'static> {
    Page {
        top_left: String::new(),
        top_right: String::new(),
        body: Body::Veil { words },
        notice: None,
        copy_failed: false,
        hints: Vec::new(),
        commands: Vec::new(),
        saved: String::new(),
        theme: model.theme.unwrap_or(context.config.theme),
    }
}

fn top_left(model: &Model, turn: Turn, sight: Sight) -> String {
    let practice = if model.practice { "Practice vault · " } else { "" };
    let rest = match (&model.work, model.in_conversation()) {
        (Some(work), true) => {
            let session = &work.session;
            let alone = match &model.screen {
                Screen::Brief { child, .. } => Some(*child),
                Screen::Sheet(sheet) if sheet.kind.child().is_some() => sheet.kind.child(),
                _ => review::page(model),
            };
            let many = matches!(model.screen, Screen::Meeting { .. }) && session.children.len() > 1;
            let family: Vec<String> = match alone {
                Some(child) => vec![child],
                None => work.family().to_vec(),
            }
            .into_iter()
            .filter_map(|id| session.child(id))
            .map(|c| sight.child(c))
            .collect();
            let who = if many {
                // The list is of all of them; whom it is about is what is selected.
                format!("{} children", session.children.len())
            } else if family.is_empty() {
                work.discussion().map(|d| meeting::subject_name(model, d)).unwrap_or_default()
            } else {
                family.join(" and ")
            };
            let what = format!("{}, {}", session.kind.words(), day(session.date));
            if who.is_empty() { what } else { format!("{who} · {what}") }
        }
        _ => match &model.home {
            Some(home) => format!("{} · {}", home.owner, crate::text::long_date(turn.today())),
            None => crate::text::long_date(turn.today()),
        },
    };
    format!("{practice}{rest}")
}

/// In the practitioner's own part: a form says that it is of it, so that
/// nothing of a child is written there.
fn own_part(model: &Model) -> Option<String> {
    match &model.screen {
        Screen::Close { .. } => {}
        Screen::Sheet(sheet) if sheet.kind != sheet::Kind::Own => {}
        _ => return None,
    }
    match &model.work.as_ref()?.discussion()?.subject {
        Subject::Practitioner(who) => {
            let name = model.session()?.person(*who).map(|p| p.name.trim());
            let name = name.filter(|name| !name.is_empty()).unwrap_or("the practitioner");
            Some(format!(", in {name}'s own part (staff file)"))
        }
        _ => None,
    }
}

fn day(date: chrono::NaiveDate) -> String {
    date.format("%-d %B").to_string()
}

fn top_right(model: &Model, turn: Turn) -> String {
    match &model.screen {
        Screen::Brief { .. } => brief::progress(model, turn),
        Screen::Review(_) => notes::progress(model),
        Screen::Queue(_) => queue::progress(model),
        Screen::Versions(_) => super::screens::versions::progress(model),
        Screen::Question { id, .. } => {
            let Some(bank) = turn.context.bank() else { return String::new() };
            if let Some((n, of)) = question::place_in_set(model, turn) {
                return format!("chosen {n}/{of}");
            }
            match (bank.question(id), bank.position(id)) {
                (Some(q), Some((n, of))) => format!("{} {n}/{of}", q.part.short_name()),
                // No longer in the bank: it has no number any more.
                _ => asked::question(model, turn, id)
                    .map_or_else(String::new, |q| q.part.short_name().to_owned()),
            }
        }
        _ => String::new(),
    }
}

/// What is said while nothing else is: the tour, or what to do where there is
/// nothing to do.
fn standing(model: &Model) -> Option<Notice> {
    let finalised = "Finalised: its words stay as they are. Alt-R (/review) reads it.";
    let text = match (tour::words(model), &model.screen) {
        (Some(words), _) => words,
        (None, Screen::Wheel { .. }) if is_final(model) => finalised.into(),
        _ => return None,
    };
    Some(Notice { trouble: false, lasting: true, text })
}

/// Most useful first, only what is possible here.
fn hints(model: &Model, turn: Turn) -> Vec<Hint> {
    let place = model.place();
    let mut rows: Vec<_> = keymap::bindings_at(place)
        .filter(|b| b.rank > 0 || (is_last_child(model) && b.action == Action::PreviousQuestion))
        .collect();
    let balance = model.drawing == Some(drawn::BALANCE) && place == keymap::Place::Drawing;
    rows.sort_by_key(|b| match b.action {
        // Which way is which comes first.
        Action::TurnBack if balance => 0,
        Action::TurnOn if balance => 1,
        // Once there are words, whose they are.
        Action::Said(0) if possible(model, Action::NewPassage) => 3,
        // Nobody's brother or sister: the next note of the meeting.
        Action::NextPage if !of_a_family(model) => 5,
        // It takes these words out of sight: it is said whose come.
        Action::NextQuestion | Action::PreviousQuestion if whose(model, b.action).is_some() => 1,
        _ => b.rank,
    });
    let mut out: Vec<Hint> = Vec::new();
    for b in rows {
        if !possible(model, b.action) || out.iter().any(|h| h.word == b.action.word()) {
            continue;
        }
        let keys = match (b.action, &model.screen) {
            // Numbers and steps are many keys; of the wheel they are no hint.
            (Action::Number(_) | Action::TurnBack, Screen::Wheel { .. }) => continue,
            (Action::TurnBack, _) if model.drawing != Some(drawn::BALANCE) => continue,
            (Action::Number(_), _) => match model.drawing {
                Some(drawn::SCALE) => Some("0-9"),
                Some("journey") => Some("1-5"),
                Some("blocks") => Some("1-4"),
                _ => continue,
            },
            _ => None,
        };
        out.push(Hint {
            key: b.key,
            keys,
            label: whose(model, b.action).unwrap_or_else(|| label(model, b.action).to_owned()),
            word: b.action.word(),
            action: Some(b.action),
        });
    }
    if let Some(hint) = sheet_hint(model, turn) {
        // After what is pressed most here.
        let before = if place == keymap::Place::Brief { 2 } else { 3 };
        out.insert(before.min(out.len()), hint);
    }
    if begin::has_a_choice(model, turn) {
        let action = super::action::Action::ItemDown;
        let (key, word) = (Key::plain(super::key::Code::Down), action.word());
        out.insert(0, Hint { key, keys: None, label: "choose".into(), word, action: Some(action) });
    }
    if model.twin {
        let label = "and now a letter".into();
        return vec![Hint { key: Key::ctrl('g'), label, word: "", action: None, keys: None }];
    }
    out
}

/// The sheet that belongs to what is in hand: to the part of a question, or in
/// a brief check what could not wait. The wheel says it beside the part.
fn sheet_hint(model: &Model, turn: Turn) -> Option<Hint> {
    let part = match &model.screen {
        Screen::Question { id, drawn: None, .. } => {
            asked::question(model, turn, id).map(|q| q.part)
        }
        _ => None,
    };
    let action = match (part, &model.screen) {
        (Some(Part::SignsOfSafety), _) => Action::Signs,
        (Some(Part::ChildsJourney), _) => Action::Journey,
        (_, Screen::Brief { .. }) => Action::AtOnce,
        _ => return None,
    };
    let key = keymap::key_of(model.place(), action).filter(|_| possible(model, action))?;
    let label = label(model, action).into();
    Some(Hint { key, keys: None, label, word: action.word(), action: Some(action) })
}

/// In a sheet of one child of several: whose comes next, or before, by name.
fn whose(model: &Model, action: Action) -> Option<String> {
    let by = match action {
        Action::NextQuestion => 1,
        Action::PreviousQuestion => -1,
        _ => return None,
    };
    let Screen::Sheet(sheet) = &model.screen else { return None };
    let work = model.work.as_ref()?;
    let at = work.family().iter().position(|c| Some(*c) == sheet.kind.child())?;
    let child = work.session.child(*work.family().get(at.checked_add_signed(by)?)?)?;
    let name = Sight::Full.child(child);
    let first = name.split_whitespace().next()?;
    (first.chars().count() <= 16).then(|| format!("{first}'s"))
}

/// In a sheet of one child: no other comes after this one, and one before.
fn is_last_child(model: &Model) -> bool {
    whose(model, Action::NextQuestion).is_none() && whose(model, Action::PreviousQuestion).is_some()
}

/// What a hint says where a bare word would mislead.
fn label(model: &Model, action: Action) -> &'static str {
    match (action, &model.screen) {
        (Action::Finalise, Screen::Review(_)) if notes::is_final(model) => "save file",
        (Action::Export, Screen::Review(_)) if notes::is_final(model) => "save again",
        (Action::NextPage, _) if !of_a_family(model) => "next note",
        (Action::TurnBack, Screen::Question { .. }) => "duty",
        (Action::TurnOn, Screen::Question { .. }) if model.drawing == Some(drawn::BALANCE) => {
            "help"
        }
        (Action::TurnOn, Screen::Question { .. }) if model.drawing != Some(drawn::SCALE) => "on",
        (Action::Number(_), Screen::Question { .. }) => match model.drawing {
            Some("journey") => "place",
            Some("blocks") => "stage",
            _ => "score",
        },
        (Action::NextQuestion, Screen::Learning(l)) if !l.is_list() => "read on",
        (Action::NextQuestion, Screen::Learning(_)) | (Action::NextNote, Screen::Queue(_)) => {
            "next"
        }
        (Action::Accept, Screen::Learning(l)) if l.is_list() => {
            if l.pick() == Action::Mark {
                "go on"
            } else {
                "change"
            }
        }
        (Action::Mark, Screen::Learning(_)) => "take or leave",
        (Action::Export, Screen::Learning(_)) => "write file",
        (Action::BeginSession, _) if !model.marked.is_empty() => "begin with those marked",
        (Action::NextQuestion, Screen::Review(_)) if notes::goes_on(model) => "next note",
        (Action::NextQuestion, Screen::Queue(_)) if model.lines => "next note",
        (Action::NextQuestion, Screen::Review(_) | Screen::Matter(_) | Screen::Queue(_)) => {
            "read on"
        }
        (Action::Accept, Screen::Queue(_)) => "mark it",
        // Short, so that all that is pressed here stands at the foot.
        (Action::Filed, Screen::Queue(_)) => "filed",
        (Action::WriteNote, Screen::Queue(_)) => "write",
        (Action::Back, Screen::Question { drawn: Some(_), .. }) => "words",
        (Action::Drawing, Screen::Question { drawn: Some(_), .. }) => "your words",
        (Action::Back, Screen::Question { .. }) => "wheel",
        (Action::Back, Screen::Wheel { .. } | Screen::Brief { .. }) => "meeting",
        (Action::MarkAll, _) if !model.marked.is_empty() => "all or none",
        (Action::Mark, Screen::Meeting { .. }) => "in depth or brief",
        (Action::Back, Screen::Meeting { .. }) => "home",
        (Action::Back, Screen::Home { .. }) => "unmark",
        (Action::Accept, Screen::Home { .. } | Screen::Wheel { .. } | Screen::Meeting { .. }) => {
            "open"
        }
        (Action::Accept, Screen::Help { .. }) => "run it",
        (Action::Tour, _) if matches!(model.tour, tour::Tour::At(_)) => "end tour",
        (Action::Accept, Screen::Choose(_)) => "begin",
        (Action::Accept, Screen::Said { .. }) => "to its question",
        (Action::Finalise, _) if matches!(model.place(), keymap::Place::Sure | keymap::Place::Named) => "yes",
        (Action::Choose, Screen::Wheel { .. }) => "choose questions",
        (Action::TurnOn, Screen::Wheel { .. }) => "turn",
        (Action::TurnOn, Screen::Sheet(_)) => "choose",
        (Action::NextQuestion, Screen::Sheet(s)) if s.kind == sheet::Kind::Outcomes => "go on",
        (Action::NextQuestion, Screen::Sheet(_)) => "next child",
        (Action::NextField, Screen::Question { drawn: Some(d), .. }) if !d.texts => "your words",
        (Action::NextField, Screen::Question { drawn: Some(_), .. }) => "go on",
        (Action::Drawing, Screen::Question { .. }) => model.drawing.unwrap_or("drawing"),
        _ => action.hint(),
    }
}

/// Whether what is talked about is brothers and sisters.
fn of_a_family(model: &Model) -> bool {
    model.work.as_ref().is_some_and(|w| w.family().len() > 1)
}

fn is_final(model: &Model) -> bool {
    model
        .work
        .as_ref()
        .and_then(|w| w.discussion())
        .is_some_and(crate::record::Discussion::is_closed)
}

/// Whether an action makes sense now, beyond its place.
pub fn possible(model: &Model, action: Action) -> bool {
    match action {
        action if matches!(model.screen, Screen::Queue(_)) && !queue::possible(model, action) => {
            false
        }
        Action::Queue => queue::count(model).is_some(),
        // Bound only to say that Enter is no yes here.
        Action::Accept if model.place() == keymap::Place::Named => false,
        Action::NextNote | Action::PreviousNote if matches!(model.screen, Screen::Review(_)) => {
            notes::are_several(model)
        }
        Action::Mark
        | Action::LeaveAsIs
        | Action::AddWords
        | Action::ReplaceFile
        | Action::Export
        | Action::PreviousQuestion
        | Action::NextQuestion
            if matches!(model.screen, Screen::Learning(_)) =>
        {
            learning::can(model, action)
        }
        Action::Back if matches!(model.screen, Screen::Home { .. }) => !model.marked.is_empty(),
        Action::Back => !matches!(model.screen, Screen::Welcome { .. } | Screen::Unlock { .. }),
        Action::Review | Action::Close if sheet::is_added(model) => false,
        // Where one is already.
        Action::Close => !matches!(model.screen, Screen::Close { .. }) && !is_final(model),
        Action::NextField if matter::in_hand(model).is_some_and(|m| m.fields.len() < 2) => false,
        // A sheet of one row has no next.
        Action::NextField if matches!(&model.screen, Screen::Sheet(s) if s.shown.len() < 2) => {
            model.lines
        }
        Action::NextField => {
            !matches!(
                model.screen,
                // At a question it is of use where more than the words is in hand.
                Screen::Unlock { .. } | Screen::Question { drawn: None, in_elsewhere: false, .. }
            ) || passages::in_hand(model).is_some_and(|c| !c.details().is_empty())
        }
        Action::Review => !matches!(model.screen, Screen::Review(_)),
        Action::Meeting => !matches!(model.screen, Screen::Meeting { .. }),
        Action::Wheel => !matches!(model.screen, Screen::Wheel { .. }),
        Action::ReplaceFile => match &model.screen {
            Screen::Review(r) => r.exists,
            Screen::Queue(queue) => queue.review.exists,
            _ => false,
        },
        // Help is open already.
        Action::Help => !matches!(model.screen, Screen::Help { .. }),
        Action::Tour => tour::is_possible(model),
        // A finalised note is saved by Enter, once; after that, on purpose.
        Action::Finalise => !notes::is_written(model),
        Action::Export => !notes::is_final(model) || notes::is_written(model),
        Action::AddAction | Action::Stage | Action::AtOnce => !is_final(model),
        Action::Brief => model.work.as_ref().is_some_and(|w| w.child().is_some()),
        Action::Mark | Action::MarkAll if matches!(model.screen, Screen::Home { .. }) => {
            model.home.as_ref().is_some_and(|h| !h.read_only && !h.sessions.is_empty())
        }
        Action::LastTime => !matches!(&model.screen, Screen::Sheet(sheet) if !sheet.knows),
        Action::Signs | Action::Journey | Action::Tools | Action::ToTheChild => {
            model.work.as_ref().is_some_and(|w| w.child().is_some())
        }
        // At the last child there is no next: back is what is offered.
        Action::NextQuestion if is_last_child(model) => model.lines,
        Action::NextQuestion | Action::PreviousQuestion => match &model.screen {
            Screen::Sheet(sheet) => {
                (sheet.kind == sheet::Kind::Outcomes && action == Action::NextQuestion)
                    || sheet.kind.child().is_some()
                        && model.work.as_ref().is_some_and(|w| w.family().len() > 1)
            }
            _ => true,
        },
        Action::OneMore => !is_final(model) && sheet::has_more(model),
        Action::Together => meeting::can_regroup(model),
        Action::MoreMinutes | Action::FewerMinutes => {
            model.work.as_ref().is_some_and(|w| !w.read_only)
        }
        Action::KeepThis
        | Action::KeepOther
        | Action::KeepBoth
        | Action::NextDifference
        | Action::PreviousDifference
        | Action::Settle => super::screens::versions::can(model, action),
        Action::Search => model.home.as_ref().is_some_and(|h| !h.sessions.is_empty()),
        Action::MakeRecovery => model.home.as_ref().is_some_and(|h| !h.recovery),
        Action::BeginSession => model.home.is_some(),
        Action::Drawing => model.drawing.is_some(),
        Action::Whose => model.drawing == Some(drawn::SCALE),
        Action::NextPage => {
            notes::are_several(model) || model.work.as_ref().is_some_and(|w| w.family().len() > 1)
        }
        Action::Concerns => model.work.as_ref().is_some_and(|w| w.family().len() > 1),
        Action::AboutChild(n) => model.work.as_ref().is_some_and(|w| {
            w.family().len() > 1 && usize::from(n) <= w.family().len() && w.frozen().is_none()
        }),
        Action::NextNudge => nudges::state(model).0,
        Action::Mend | Action::SetAside => {
            let (any, in_hand) = nudges::state(model);
            in_hand || (any && model.lines)
        }
        Action::NextPassage => passages::are_many(model),
        Action::NewPassage => {
            model.work.as_ref().is_some_and(|w| w.frozen().is_none())
                && passages::in_hand(model).is_some_and(|c| !c.text.trim().is_empty())
        }
        Action::Said(_) | Action::Kind(_) | Action::ThirdParty | Action::WhoSaid => {
            model.work.as_ref().is_some_and(|w| w.frozen().is_none())
        }
        Action::StandBehind | Action::AddLater => notes::is_final(model),
        Action::TakeOut => model.work.as_ref().is_some_and(|w| !w.read_only),
        Action::Send => !matches!(model.screen, Screen::Review(_)) || notes::is_final(model),
        Action::Receive | Action::Prepare => model.home.as_ref().is_some_and(|h| !h.read_only),
        Action::Mark if matches!(model.screen, Screen::Matter(_)) => false,
        Action::Choose => model.work.as_ref().is_some_and(|w| w.frozen().is_none()),
        Action::AnotherChild => matches!(
            begin::slot(model),
            Some(begin::Slot::Record(f)) if f.name == crate::record::FieldName::ChildName
        ),
        _ => true,
    }
}

/// The truth about saving: "saved" means written, read back, on disk.
fn saved(model: &Model) -> String {
    let Some(work) = &model.work else { return String::new() };
    if work.read_only {
        return "reading only".into();
    }
    if work.not_kept.is_some() {
        return "typing is NOT kept".into();
    }
    if work.saving.is_some() {
        return "saving".into();
    }
    if work.not_saved {
        return "NOT saved; typing kept".into();
    }
    match work.saved {
        Some(at) if work.unsaved_since.is_none() && work.confirmed => {
            format!("saved {}", at.format("%H:%M"))
        }
        Some(at) if work.unsaved_since.is_none() => {
            format!("saved {}, not confirmed", at.format("%H:%M"))
        }
        // Moved about, and nothing changed.
        None if work.unsaved_since.is_none() => String::new(),
        // The journal answers within a moment of each key; a real lag is said.
        _ if work.kept + 20 < work.edited => "keeping".into(),
        _ if work.edited == 0 => String::new(),
        // The newest change is in the vault; when it was written is not known here.
        _ if !work.is_unsaved() && work.confirmed => "saved".into(),
        _ => "typing kept".into(),
    }
}

impl Page<'_> {
    /// The list, if this page is one.
    pub fn list(&self) -> Option<&List<'_>> {
        match &self.body {
            Body::List(list) => Some(list),
            Body::Wheel(wheel) => Some(&wheel.list),
            _ => None,
        }
    }
}

/// Every row of the binding table as text, for `keys` and the README.
pub fn key_table() -> Vec<(String, String, String)> {
    let mut out: Vec<(String, String, String)> = Vec::new();
    for b in BINDINGS {
        let key = match b.action {
            // One row for all digits.
            Action::Number(0 | 2..=9) => continue,
            Action::Number(1) => "0 … 9".to_owned(),
            _ => b.key.to_string(),
        };
        let places = if b.places.len() == keymap::Place::ALL.len() {
            "everywhere".to_owned()
        } else {
            b.places.iter().map(|p| p.name()).collect::<Vec<_>>().join(", ")
        };
        out.push((key, b.action.about().to_owned(), places));
    }
    out
}
