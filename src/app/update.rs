//! One message in, effects out: the only way the model changes.

use super::action::Action;
use super::context::{Context, Turn};
use super::copying;
use super::editor::{self, Motion};
use super::effect::Effect;
use super::key::{Code, Key};
use super::keymap;
use super::message::{Event, Message};
use super::model::{Model, Screen, Veil};
use super::pointer;
use super::screens;
use super::tour;
use crate::record::Stamp;

/// Decides what happens. No disk, no clock, no randomness.
pub fn update(model: &mut Model, message: Message, context: &Context) -> Vec<Effect> {
    let turn = Turn { at: message.at, context };
    let mut effects = on_event(model, message.event, turn);
    tour::go_on(model);
    effects.extend(model.settle(turn));
    screens::leaving::gather(model);
    effects
}

fn on_event(model: &mut Model, event: Event, turn: Turn) -> Vec<Effect> {
    match event {
        Event::Key(key) => on_key(model, key, turn),
        Event::Paste(text) => {
            model.last_touch = Some(turn.at);
            if model.veil == Veil::Open {
                model.write(editor::Edit::InsertText(text), turn)
            } else {
                Vec::new()
            }
        }
        Event::PasteRefused => {
            model.trouble(
                "That was more than 1 MiB in one piece: none of it came in, and what stood \
                 here is untouched. Paste it in parts, or attach it to the file.",
            );
            Vec::new()
        }
        Event::Do(_)
        | Event::Pick(_)
        | Event::Select(_)
        | Event::Field(..)
        | Event::Point(_)
        | Event::Scroll(_) => {
            if is_idle_too_long(model, turn) {
                return lock(model, turn);
            }
            model.last_touch = Some(turn.at);
            model.twin = false;
            pointer::on_event(model, &event, turn)
        }
        Event::Fill(_) if matches!(&model.screen, Screen::Question { drawn: Some(d), .. } if !d.texts) =>
        {
            model.last_touch = Some(turn.at);
            model.trouble(
                "A value is set here with /value, and nothing was changed. /previous-field goes \
                 back to your words.",
            );
            Vec::new()
        }
        Event::Fill(text) => {
            model.last_touch = Some(turn.at);
            if let Some(effects) = screens::sheet::say(model, &text, turn) {
                return effects;
            }
            let mut effects = model.write(editor::Edit::SelectAll, turn);
            let edit = if text.is_empty() {
                editor::Edit::Backspace
            } else {
                editor::Edit::InsertText(text)
            };
            effects.extend(model.write(edit, turn));
            effects
        }
        Event::Line(words, then) => {
            // A line answers what is asked now, whatever was said before it.
            model.notice = None;
            let mut effects = on_event(model, Event::Fill(words), turn);
            if !model.notice.as_ref().is_some_and(|n| n.trouble) {
                effects.extend(on_event(model, Event::Do(then), turn));
            }
            effects
        }
        Event::Value(words) => {
            model.last_touch = Some(turn.at);
            model.notice = None;
            screens::drawn::say(model, &words, turn)
        }
        Event::Told(action, words) => {
            model.last_touch = Some(turn.at);
            model.notice = None;
            match action {
                Action::NextNudge | Action::Mend | Action::SetAside => {
                    screens::nudges::told(model, action, &words, turn)
                }
                Action::Corridor | Action::Cancelled => {
                    screens::corridor::told(model, action, &words, turn)
                }
                Action::NextFormat | Action::NextLayout | Action::NextAudience => {
                    screens::named::told(model, action, &words, turn)
                }
                _ => screens::said::told(model, action, &words, turn),
            }
        }
        Event::Resize(columns, rows) => {
            model.size = (columns, rows);
            let width = model.prose_width();
            if let Some(work) = &mut model.work {
                for editor in work.editors.values_mut() {
                    editor.set_width(width);
                }
            }
            Vec::new()
        }
        Event::Wake => on_wake(model, turn),
        Event::Terminate(signal) => leave(model, 128u8.saturating_add(signal), turn),
        Event::Offered(words) => {
            model.done();
            if let Screen::SetUp(s) | Screen::Recovery(s) = model.under_mut() {
                s.offered = words;
            }
            Vec::new()
        }
        Event::Opened(home) => screens::door::opened(model, *home, turn),
        Event::NotOpened { why, passphrase } => {
            screens::door::not_opened(model, why, passphrase);
            Vec::new()
        }
        Event::Loaded { session, head } => {
            if screens::queue::waits_for(model, &head) {
                return screens::queue::loaded(model, *session, &head, turn);
            }
            if screens::earlier::loaded(model, &session, &head) {
                return Vec::new();
            }
            screens::home::loaded(model, *session, &head, turn)
        }
        Event::NotLoaded { why } => {
            model.done();
            model.loading = None;
            model.trouble(why);
            Vec::new()
        }
        Event::Saved { seq, head, confirmed } => on_saved(model, seq, &head, confirmed, turn),
        Event::NotSaved { seq, why } => on_not_saved(model, seq, &why, turn),
        Event::Kept { seq } => {
            if let Some(work) = &mut model.work {
                work.kept = work.kept.max(seq);
                work.not_kept = None;
            }
            Vec::new()
        }
        Event::NotKept { why } => {
            if let Some(work) = &mut model.work {
                work.not_kept = Some(why.clone());
            }
            model.trouble(format!(
                "What you type is shown here, but the journal does not keep it: {why}"
            ));
            Vec::new()
        }
        Event::Exported { seq, path } => {
            model.done();
            if !screens::learning::exported(model, seq, &path) {
                screens::review::exported(model, seq, &path);
            }
            Vec::new()
        }
        Event::NotExported { seq, exists, why } => {
            model.done();
            if !screens::learning::not_exported(model, seq, exists, &why) {
                screens::review::not_exported(model, seq, exists, why);
            }
            Vec::new()
        }
        Event::Found { words, found, count } => {
            screens::search::found(model, &words, found, count);
            Vec::new()
        }
        Event::Compared(two) => {
            screens::versions::compared(model, *two, turn);
            Vec::new()
        }
        Event::RecoveryMade { path } => screens::door::recovery_made(model, &path),
        Event::RecoveryNotMade { why } => {
            screens::door::not_opened(model, why, false);
            Vec::new()
        }
        Event::Signed { seq, signature } => {
            model.done();
            screens::matter::agree::signed(model, seq, signature, turn)
        }
        Event::NotSigned { seq, why } => {
            model.done();
            screens::matter::agree::not_signed(model, seq, &why);
            Vec::new()
        }
        event => on_matter(model, event, turn),
    }
}

/// What came back of what was asked between two vaults.
fn on_matter(model: &mut Model, event: Event, turn: Turn) -> Vec<Effect> {
    if let Event::Known(known) = event {
        model.known = *known;
        return Vec::new();
    }
    if let Some(effects) = copying::on_event(model, &event, turn) {
        return effects;
    }
    if let Event::Checked { session, checks } = event {
        if model.home.is_some() {
            model.checks.insert(session, checks);
        }
        return Vec::new();
    }
    model.done();
    match event {
        Event::CardRead(card) => screens::matter::people::read_card(model, card),
        Event::PersonAdded(known) => screens::matter::people::added(model, *known),
        Event::Sent { path, digest } => {
            return screens::matter::post::sent(model, &path, &digest, turn);
        }
        Event::Received { words, head, home } => {
            screens::matter::post::received(model, words, head, *home);
        }
        Event::Rectified { session, head, home, known, elsewhere } => {
            return screens::matter::rectify::rectified(
                model, *session, &head, *home, *known, &elsewhere, turn,
            );
        }
        Event::NotRectified { why } => {
            model.removing = None;
            model.trouble(why);
        }
        Event::NotDone { why } => model.trouble(why),
        _ => {}
    }
    Vec::new()
}

fn on_key(model: &mut Model, key: Key, turn: Turn) -> Vec<Effect> {
    if is_idle_too_long(model, turn) {
        // After a sleep no timer has run: this key must not open yesterday's
        // screen.
        return lock(model, turn);
    }
    model.last_touch = Some(turn.at);
    let leave_key = Key::ctrl('q');
    if key != leave_key {
        model.leave_anyway = false;
    }
    match model.veil {
        Veil::Open => {}
        _ if key == leave_key => return leave(model, 0, turn),
        _ if key.code == Code::F(9) => return lock(model, turn),
        Veil::Hidden => {
            model.veil = Veil::Asking;
            return Vec::new();
        }
        Veil::Asking => {
            model.veil = if key.code == Code::Enter { Veil::Open } else { Veil::Hidden };
            return Vec::new();
        }
    }
    if key == keymap::TWIN && !model.twin {
        model.twin = true;
        return Vec::new();
    }
    let twin = std::mem::take(&mut model.twin);
    if twin && !matches!(key.code, Code::Char(_)) {
        return Vec::new();
    }
    let action = keymap::resolve(model.place(), key, twin);
    if let Some(action) = action.filter(|action| screens::drawn::means(model, *action)) {
        return act(model, action, turn);
    }
    if twin || key.alt {
        return Vec::new();
    }
    if !model.place().takes_text() {
        let letter = matches!(key.code, Code::Char(_)) && !key.ctrl;
        if !letter || model.place() != keymap::Place::Drawing {
            if letter {
                model.tell(match model.place() {
                    keymap::Place::Wheel => "Enter opens this part to write in it.",
                    keymap::Place::Named => screens::leaving::HOW_NAMED,
                    keymap::Place::Sure => screens::leaving::HOW,
                    _ => "Letters write nothing here. F1 shows what is possible.",
                });
            }
            return Vec::new();
        }
        // Typing goes straight into the answer.
        screens::drawn::leave(model);
    }
    match edit_of(key, model.takes_lines()) {
        Some(Typed::Edit(edit)) => model.write(edit, turn),
        Some(Typed::ToRowStart) => {
            let motion = Motion::RowStart;
            let mut effects = model.write(editor::Edit::Move { motion, select: true }, turn);
            effects.extend(model.write(editor::Edit::Backspace, turn));
            effects
        }
        Some(Typed::NextField) => act(model, Action::NextField, turn),
        None => Vec::new(),
    }
}

enum Typed {
    Edit(editor::Edit),
    ToRowStart,
    NextField,
}

/// What a key that is bound to nothing does to the text in hand.
fn edit_of(key: Key, takes_lines: bool) -> Option<Typed> {
    let go = |motion| Some(Typed::Edit(editor::Edit::Move { motion, select: key.shift }));
    match (key.code, key.ctrl) {
        (Code::Char('u'), true) => Some(Typed::ToRowStart),
        (Code::Char('a'), true) => Some(Typed::Edit(editor::Edit::SelectAll)),
        (Code::Char('w' | 'h') | Code::Backspace, true) => {
            Some(Typed::Edit(editor::Edit::DeleteWordLeft))
        }
        (Code::Delete, true) => Some(Typed::Edit(editor::Edit::DeleteWordRight)),
        (Code::Char(c), false) => Some(Typed::Edit(editor::Edit::Insert(c))),
        (Code::Enter, _) if takes_lines => Some(Typed::Edit(editor::Edit::Newline)),
        (Code::Enter, _) => Some(Typed::NextField),
        (Code::Backspace, false) => Some(Typed::Edit(editor::Edit::Backspace)),
        (Code::Delete, false) => Some(Typed::Edit(editor::Edit::Delete)),
        (Code::Left, false) => go(Motion::Left),
        (Code::Right, false) => go(Motion::Right),
        (Code::Left, true) => go(Motion::WordLeft),
        (Code::Right, true) => go(Motion::WordRight),
        (Code::Up, false) => go(Motion::Up),
        (Code::Down, false) => go(Motion::Down),
        (Code::Up, true) => go(Motion::ParagraphUp),
        (Code::Down, true) => go(Motion::ParagraphDown),
        (Code::Home, false) => go(Motion::RowStart),
        (Code::End, false) => go(Motion::RowEnd),
        (Code::Home, true) => go(Motion::Start),
        (Code::End, true) => go(Motion::End),
        _ => None,
    }
}

/// Carries out an action, wherever it came from.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    if model.veil != Veil::Open && action != Action::Leave {
        return Vec::new();
    }
    match action {
        Action::Leave => return leave(model, 0, turn),
        Action::Hide => {
            model.veil = Veil::Hidden;
            return Vec::new();
        }
        Action::Save => {
            let mut effects = Vec::new();
            if model.in_conversation() {
                effects.extend(model.keep_place(turn.at, true));
            }
            if let Some(work) = model.work.as_mut().filter(|w| !w.confirmed) {
                // Written, but not confirmed: written once more.
                work.saved_edit = 0;
            }
            let saves = model.save();
            if saves.is_empty() && !model.is_saving() {
                model.tell("Everything is saved.");
            }
            effects.extend(saves);
            return effects;
        }
        Action::Undo => return model.undo(false, turn),
        Action::Redo => return model.undo(true, turn),
        Action::Help | Action::Palette => {
            screens::help::open(model);
            return Vec::new();
        }
        Action::ScreenUp | Action::ScreenDown | Action::First | Action::Last => {
            model.notice = None;
            return model.go_far(action, turn);
        }
        Action::Tour => {
            model.notice = None;
            tour::begin_or_end(model);
            return Vec::new();
        }
        Action::Theme => {
            let theme = model.theme.unwrap_or(turn.context.config.theme).next();
            model.theme = Some(theme);
            model.tell(format!(
                "Colours: {}. Until you leave; `theme: {}` in your settings keeps it.",
                theme.words(),
                theme.name()
            ));
            return Vec::new();
        }
        _ => {}
    }
    model.notice = None;
    if let Action::AboutChild(n) = action {
        let children = model.work.as_ref().map_or(0, |w| w.family().len());
        if usize::from(n) > children && children > 1 {
            model.tell(format!("There are {children} children here."));
            return Vec::new();
        }
    }
    if action == Action::Back && !matches!(model.screen, Screen::Sheet(_)) {
        tour::end(model);
    }
    match &model.screen {
        Screen::Welcome { .. } | Screen::SetUp(_) | Screen::Recovery(_) | Screen::Unlock { .. } => {
            screens::door::act(model, action, turn)
        }
        Screen::Home { .. } => screens::home::act(model, action, turn),
        Screen::Begin(_) => screens::begin::act(model, action, turn),
        Screen::Meeting { .. } => screens::meeting::act(model, action, turn),
        Screen::Wheel { .. } => screens::wheel::act(model, action, turn),
        Screen::Find { .. } => screens::find::act(model, action, turn),
        Screen::Question { .. } => screens::question::act(model, action, turn),
        Screen::Close { .. } => screens::close::act(model, action, turn),
        Screen::Brief { .. } => screens::brief::act(model, action, turn),
        Screen::Review(_) | Screen::Path { .. } => screens::review::act(model, action, turn),
        Screen::Help { .. } => screens::help::act(model, action, turn),
        Screen::Choose(_) => screens::choose::act(model, action, turn),
        Screen::Said { .. } => screens::said::act(model, action, turn),
        Screen::SetAside { .. } => screens::nudges::act_word(model, action),
        Screen::Sheet(_) => screens::sheet::act(model, action, turn),
        Screen::Search(_) => screens::search::act(model, action, turn),
        Screen::Versions(_) => screens::versions::act(model, action, turn),
        Screen::Matter(_) => screens::matter::act(model, action, turn),
        Screen::Queue(_) => screens::queue::act(model, action, turn),
        Screen::Learning(_) => screens::learning::act(model, action, turn),
    }
}

fn on_wake(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if is_idle_too_long(model, turn) {
        return lock(model, turn);
    }
    let clears = copying::on_wake(model, turn);
    if !clears.is_empty() {
        return clears;
    }
    let every = turn.context.config.save_every_minutes.max(1);
    let due = |w: &super::work::Work| w.saving.is_none() && passed(w.unsaved_since, every, turn);
    if model.parked.iter().chain(&model.work).any(due) {
        let effects = model.save();
        for work in model.parked.iter_mut().chain(&mut model.work).filter(|w| due(w)) {
            // Nothing to save, or not now: the next attempt comes later.
            work.unsaved_since = work.is_unsaved().then_some(turn.at);
        }
        return effects;
    }
    Vec::new()
}

fn passed(since: Option<Stamp>, minutes: u16, turn: Turn) -> bool {
    since.is_some_and(|t| turn.at >= t + chrono::Duration::minutes(minutes.into()))
}

fn is_idle_too_long(model: &Model, turn: Turn) -> bool {
    let minutes = turn.context.config.lock_after_minutes;
    model.home.is_some() && minutes > 0 && passed(model.last_touch, minutes, turn)
}

/// Flushes, drops keys and model, blanks the screen.
fn lock(model: &mut Model, turn: Turn) -> Vec<Effect> {
    if model.home.is_none() {
        model.veil = Veil::Open;
        return Vec::new();
    }
    if model.parked.iter().chain(&model.work).any(|w| !w.is_kept() && w.is_unsaved()) {
        // The only copy is in memory: it is hidden, never dropped.
        model.veil = Veil::Hidden;
        model.last_touch = Some(turn.at);
        return model.save();
    }
    let at_work = model.in_conversation();
    let mut effects = model.keep_place(turn.at, at_work);
    effects.extend(model.save());
    effects.extend(copying::at_lock(turn));
    effects.push(Effect::Lock);
    let seed = model.ids.next(turn.at.timestamp_millis()).random();
    let mut fresh = Model::new(u64::try_from(seed & u128::from(u64::MAX)).unwrap_or(0), true);
    fresh.size = model.size;
    fresh.practice = model.practice;
    fresh.theme = model.theme;
    fresh.tour = model.tour.after_a_lock();
    fresh.drawings = model.drawings;
    fresh.lines = model.lines;
    fresh.bank.clone_from(&model.bank);
    *model = fresh;
    effects
}

/// Leaves once everything is saved; `code` is the exit code.
fn leave(model: &mut Model, code: u8, turn: Turn) -> Vec<Effect> {
    if model.leave_anyway || (model.leaving.is_some() && code != 0) {
        return vec![Effect::Quit(code)];
    }
    if model.leaving.is_some() && model.is_saving() {
        // A share that does not answer must not hold anybody here.
        model.leave_anyway = true;
        model.tell(
            "Still saving. Your words are kept in this machine's journal as well: Ctrl-Q \
             (/leave) once more leaves now.",
        );
        return Vec::new();
    }
    let at_work = model.in_conversation();
    let mut effects = model.keep_place(turn.at, at_work);
    effects.extend(model.save());
    if model.is_saving() {
        model.leaving = Some(code);
    } else {
        effects.push(Effect::Quit(code));
    }
    effects
}

fn on_saved(model: &mut Model, seq: u64, head: &str, confirmed: bool, turn: Turn) -> Vec<Effect> {
    model.done();
    let Some(work) = model.saving(seq) else { return Vec::new() };
    let edited = work.saving.take().map_or(0, |(_, edited)| edited);
    let session = work.session.id;
    work.saved = Some(turn.at);
    work.confirmed = confirmed;
    work.not_saved = false;
    work.saved_edit = work.saved_edit.max(edited);
    work.unsaved_since = work.is_unsaved().then_some(turn.at);
    let header = work.session.header();
    let before = work.head.replace(head.to_owned());
    let again = std::mem::take(&mut work.again);
    let joins = work.joins.take();
    if let Some(home) = &mut model.home {
        home.remember(header, head, before.as_deref(), turn.at);
    }
    if let Some(joins) = joins {
        screens::versions::saved(model, &joins);
    }
    if !confirmed {
        model.trouble(
            "Written, but the disk did not confirm it. Your words are also in this machine's \
             journal. Ctrl-S (/save) saves again.",
        );
    }
    let mut effects = Vec::new();
    if again || model.leaving.is_some() {
        effects.extend(model.save());
    }
    effects.extend(screens::matter::rectify::saved(model, session, confirmed));
    model.parked.retain(|w| !w.is_settled());
    if let Some(code) = model.leaving.filter(|_| !model.is_saving()) {
        effects.push(Effect::Quit(code));
    }
    effects
}

fn on_not_saved(model: &mut Model, seq: u64, why: &str, turn: Turn) -> Vec<Effect> {
    model.done();
    let Some(work) = model.saving(seq) else { return Vec::new() };
    work.saving = None;
    work.not_saved = true;
    // The next attempt by itself comes a whole interval later.
    work.unsaved_since = Some(turn.at);
    let session = work.session.id;
    let safe = match &work.not_kept {
        None => "Your words are kept in this machine's journal and come back when you next open.",
        Some(_) => {
            "The journal cannot keep them either: they are only here, on this screen. Copy them \
             out, or free space, before you leave."
        }
    };
    if let Some(code) = model.leaving.take() {
        if code != 0 {
            return vec![Effect::Quit(code)];
        }
        // Stay, so that the person learns of it; a second time leaves.
        model.leave_anyway = true;
        model
            .trouble(format!("Not saved to the vault: {why} {safe} Ctrl-Q (/leave) again leaves."));
        return Vec::new();
    }
    let stays = screens::matter::rectify::not_saved(model, session);
    model.trouble(format!(
        "Not saved to the vault: {why} {safe} Ctrl-S (/save) tries again.{stays}"
    ));
    Vec::new()
}
