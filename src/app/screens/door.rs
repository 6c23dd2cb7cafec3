//! The door: welcome, making a vault, the passphrase, recovery.

use std::path::{Path, PathBuf};

use crate::app::action::Action;
use crate::app::context::Turn;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::message::{HomeData, Recovery};
use crate::app::model::{Model, Screen, SetUp};
use crate::app::page::{Body, Form, FormField, Item, List};
use crate::app::secret::Secret;

/// The passphrase of the practice vault: it guards nothing real.
pub const PRACTICE_PASSPHRASE: &str = "practice";

const NAME: usize = 0;
const WORDS: usize = 1;
const AGAIN: usize = 2;
const RECOVERY: usize = 3;
const RECOVERY_WORDS: usize = 4;

fn line() -> Editor {
    Editor::single_line("")
}

/// What an action does here.
pub fn act(model: &mut Model, action: Action, turn: Turn) -> Vec<Effect> {
    match &mut model.screen {
        Screen::Welcome { selected } => match action {
            Action::ItemUp => *selected = selected.saturating_sub(1),
            Action::ItemDown => *selected = (*selected + 1).min(2),
            Action::Accept if model.waiting == 0 => {
                let chosen = *selected;
                return choose(model, chosen);
            }
            _ => {}
        },
        Screen::Unlock { field, busy } if action == Action::Accept && !*busy => {
            if field.text().is_empty() {
                model.trouble("Type the passphrase, then Enter.");
                return Vec::new();
            }
            *busy = true;
            let secret = Secret::new(field.text().to_owned());
            *field = line();
            model.waiting += 1;
            return vec![Effect::Unlock(secret)];
        }
        Screen::SetUp(s) => {
            if step(s, action) {
                return set_up(model);
            }
            if action == Action::Back {
                model.screen = Screen::Welcome { selected: 0 };
            }
        }
        Screen::Recovery(s) => {
            if step(s, action) {
                return make_recovery(model);
            }
            if action == Action::Back {
                return super::home::go(model, turn);
            }
        }
        _ => {}
    }
    Vec::new()
}

fn choose(model: &mut Model, chosen: usize) -> Vec<Effect> {
    match chosen {
        0 => {
            model.screen = Screen::SetUp(SetUp {
                fields: vec![line(), line(), line(), line(), line(), line()],
                focus: 0,
                offered: String::new(),
                busy: false,
            });
            model.waiting += 1;
            vec![Effect::Offer]
        }
        1 => {
            model.waiting += 1;
            vec![Effect::Practice]
        }
        _ => vec![Effect::Quit(0)],
    }
}

/// Opens the form that makes a recovery for a vault that has none.
pub fn open_recovery(model: &mut Model) -> Vec<Effect> {
    model.screen = Screen::Recovery(SetUp {
        fields: vec![line(), line(), line()],
        focus: 0,
        offered: String::new(),
        busy: false,
    });
    model.waiting += 1;
    vec![Effect::Offer]
}

/// Moves between fields; true when the form is to be carried out.
fn step(s: &mut SetUp, action: Action) -> bool {
    let last = shown(s).saturating_sub(1);
    match action {
        Action::NextField | Action::ItemDown => s.focus = (s.focus + 1).min(last),
        Action::PreviousField | Action::ItemUp => s.focus = s.focus.saturating_sub(1),
        Action::Accept if s.focus < last => s.focus += 1,
        Action::Accept => return !s.busy,
        _ => {}
    }
    false
}

/// Fields shown: the recovery's own passphrase only when a file is named.
fn shown(s: &SetUp) -> usize {
    let recovery = s.fields.len().saturating_sub(3);
    match recovery_of(s, recovery) {
        Recovery::File { .. } => recovery + 3,
        _ => recovery + 1,
    }
}

fn text(s: &SetUp, i: usize) -> &str {
    s.fields.get(i).map_or("", Editor::text)
}

fn recovery_of(s: &SetUp, at: usize) -> Recovery {
    let typed = text(s, at).trim();
    if typed.is_empty() {
        Recovery::Later
    } else if typed.starts_with("age1") {
        Recovery::Recipient(typed.to_owned())
    } else {
        Recovery::File {
            path: PathBuf::from(typed),
            passphrase: Secret::new(text(s, at + 1).to_owned()),
        }
    }
}

fn set_up(model: &mut Model) -> Vec<Effect> {
    let Screen::SetUp(s) = &mut model.screen else { return Vec::new() };
    let name = text(s, NAME).trim().to_owned();
    let words = text(s, WORDS).to_owned();
    let (focus, why) = if name.is_empty() {
        (NAME, "Type your name: it stands on the notes you write.")
    } else if words.chars().count() < 8 {
        (WORDS, "That is too short to protect children's lives. Six words are best.")
    } else if words != text(s, AGAIN) {
        (AGAIN, "The two are not the same. Nothing was made yet; type it again.")
    } else if matches!(recovery_of(s, RECOVERY), Recovery::File { .. })
        && text(s, RECOVERY_WORDS).chars().count() < 8
    {
        (RECOVERY_WORDS, "The recovery file needs a passphrase of its own, at least 8 letters.")
    } else if matches!(recovery_of(s, RECOVERY), Recovery::File { .. })
        && text(s, RECOVERY_WORDS) != text(s, RECOVERY_WORDS + 1)
    {
        (RECOVERY_WORDS + 1, "The two are not the same. Nothing was made yet; type it again.")
    } else {
        let recovery = recovery_of(s, RECOVERY);
        s.busy = true;
        model.waiting += 1;
        return vec![Effect::Create { owner: name, passphrase: Secret::new(words), recovery }];
    };
    s.focus = focus;
    model.trouble(why);
    Vec::new()
}

fn make_recovery(model: &mut Model) -> Vec<Effect> {
    let Screen::Recovery(s) = &mut model.screen else { return Vec::new() };
    match recovery_of(s, 0) {
        Recovery::Later => {
            model.trouble("Type a path for the recovery file, or a public key (age1…).");
            Vec::new()
        }
        Recovery::File { passphrase, .. } if passphrase.expose().chars().count() < 8 => {
            s.focus = 1;
            model.trouble("The recovery file needs a passphrase of its own, at least 8 letters.");
            Vec::new()
        }
        Recovery::File { .. } if text(s, 1) != text(s, 2) => {
            s.focus = 2;
            model.trouble("The two are not the same. Nothing was made yet; type it again.");
            Vec::new()
        }
        recovery => {
            s.busy = true;
            model.waiting += 1;
            vec![Effect::MakeRecovery(recovery)]
        }
    }
}

/// The vault is open.
pub fn opened(model: &mut Model, home: HomeData, turn: Turn) -> Vec<Effect> {
    model.done();
    model.practice = home.practice;
    model.last_touch = Some(turn.at);
    model.notice = None;
    if home.brought_back {
        model.tell("Words that were not yet saved were brought back from the journal.");
    }
    if home.read_only {
        model.tell(
            "Another thinkwheel has this vault open. You can read what is saved there, but not \
             what it has not saved yet; writing is possible once it is closed.",
        );
    }
    let resume = home
        .sessions
        .iter()
        .filter(|s| s.header.at_work && !home.read_only)
        .max_by_key(|s| s.written)
        .map(|s| s.head.clone());
    model.home = Some(home);
    model.screen = Screen::Home { selected: 0 };
    model.over = None;
    resume.map_or_else(Vec::new, |head| super::home::load(model, head))
}

/// It did not open: ask again, or say why.
pub fn not_opened(model: &mut Model, why: String, passphrase: bool) {
    model.done();
    match model.under_mut() {
        Screen::Unlock { busy, field } => {
            *busy = false;
            if passphrase {
                *field = line();
            }
        }
        Screen::SetUp(s) | Screen::Recovery(s) => s.busy = false,
        _ => {}
    }
    model.trouble(why);
}

/// The recovery was made and opened once.
pub fn recovery_made(model: &mut Model, path: &Path) -> Vec<Effect> {
    model.done();
    if let Some(home) = &mut model.home {
        home.recovery = true;
    }
    if matches!(model.under_mut(), Screen::Recovery(_)) {
        model.screen = Screen::Home { selected: 0 };
        model.over = None;
    }
    model.tell(if path.as_os_str().is_empty() {
        "Recovery is made: whoever holds that key can read these records with the age tool."
            .to_owned()
    } else {
        format!(
            "Recovery is made and was opened once to test it. Keep {} away from this machine.",
            path.display()
        )
    });
    Vec::new()
}

/// Honest guidance on a passphrase of one's own.
fn guidance(words: &str) -> &'static str {
    let count = words.split_whitespace().count();
    let letters = words.chars().count();
    if words.is_empty() {
        ""
    } else if letters < 8 {
        "too short"
    } else if count >= 6 || letters >= 28 {
        "strong, if it is not a known sentence"
    } else if letters < 14 {
        "weak: a stolen laptop could be opened"
    } else {
        "fair: more words are stronger"
    }
}

/// What is shown.
pub fn body<'a>(model: &'a Model, turn: Turn) -> Body<'a> {
    match &model.screen {
        Screen::Unlock { field, busy } => Body::Form(Form {
            title: "thinkwheel".into(),
            intro: vec![if *busy {
                "Opening …".into()
            } else if model.practice {
                format!("The practice vault is locked. Its passphrase is: {PRACTICE_PASSPHRASE}")
            } else {
                format!("The vault in {} is locked.", turn.context.vault.display())
            }],
            fields: vec![secret("Passphrase", field, String::new())],
            focus: 0,
        }),
        Screen::SetUp(s) => Body::Form(Form {
            title: "Your vault".into(),
            intro: vec![
                if s.busy {
                    "Making the vault …".into()
                } else {
                    "Everything you write is sealed under a passphrase. Nobody can open it \
                     without it, and nobody can look it up for you."
                        .into()
                },
                format!("Six words nobody could guess: {}", s.offered),
                "Write them on paper and keep it apart from this machine; or use your own.".into(),
            ],
            fields: set_up_fields(s),
            focus: s.focus,
        }),
        Screen::Recovery(s) => Body::Form(Form {
            title: "Recovery".into(),
            intro: vec![
                "If the passphrase is lost, a recovery still reads the records: your organisation's \
                 public key, or a file under a passphrase of its own, kept away from here."
                    .into(),
                format!("Six words nobody could guess: {}", s.offered),
            ],
            fields: recovery_fields(s, 0),
            focus: s.focus,
        }),
        _ => {
            let selected =
                if let Screen::Welcome { selected } = &model.screen { *selected } else { 0 };
            Body::List(List {
                title: "thinkwheel".into(),
                intro: vec![
                    "A companion for the supervision hour: it asks, you two think, your own \
                     words become the note."
                        .into(),
                    "Nothing leaves this machine unless you export it.".into(),
                ],
                filter: None,
                items: vec![
                    Item {
                        text: "Set up your vault".into(),
                        below: format!(
                            "In {}, sealed under a passphrase.",
                            turn.context.vault.display()
                        ),
                        ..Item::default()
                    },
                    Item {
                        text: "Open the practice vault".into(),
                        below: "Fictional people, to try everything; gone when you leave.".into(),
                        ..Item::default()
                    },
                    Item { text: "Leave".into(), ..Item::default() },
                ],
                selected,
                empty: String::new(),
            })
        }
    }
}

fn same(words: &Editor, again: &Editor) -> &'static str {
    match (again.is_empty(), again.text() == words.text()) {
        (true, _) => "",
        (_, true) => "the same",
        _ => "not the same yet",
    }
}

fn secret<'a>(label: &str, editor: &'a Editor, aside: String) -> FormField<'a> {
    FormField { secret: true, ..plain(label, editor, aside) }
}

fn plain<'a>(label: &str, editor: &'a Editor, aside: String) -> FormField<'a> {
    FormField {
        heading: None,
        label: label.into(),
        editor,
        secret: false,
        prose: false,
        aside,
        offers: Vec::new(),
        chosen: None,
    }
}

fn set_up_fields(s: &SetUp) -> Vec<FormField<'_>> {
    let mut out = Vec::new();
    if let [name, words, again, ..] = s.fields.as_slice() {
        out.push(plain("Your name", name, String::new()));
        out.push(secret("Passphrase", words, guidance(words.text()).into()));
        out.push(secret("The same again", again, same(words, again).into()));
    }
    out.extend(recovery_fields(s, RECOVERY));
    out
}

fn recovery_fields(s: &SetUp, at: usize) -> Vec<FormField<'_>> {
    let mut out = Vec::new();
    let chosen = recovery_of(s, at);
    if let Some(field) = s.fields.get(at) {
        let aside = match chosen {
            Recovery::Recipient(_) => "your organisation's key",
            Recovery::File { .. } => "a file; keep it away from this machine",
            _ if at == 0 => "path of a file, or a public key (age1…)",
            Recovery::Later => {
                "path of a file, or a public key (age1…); empty: later, home will remind you"
            }
        };
        out.push(plain("Recovery", field, aside.into()));
    }
    if let (Recovery::File { .. }, Some(field)) = (chosen, s.fields.get(at + 1)) {
        out.push(secret("Passphrase of the recovery file", field, guidance(field.text()).into()));
        if let Some(again) = s.fields.get(at + 2) {
            out.push(secret("The same again", again, same(field, again).into()));
        }
    }
    out
}
