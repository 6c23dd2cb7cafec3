//! The head of a note: who, when, about whom; and in full, its history.

use ulid::Ulid;

use super::page::{Page, Reason, safe_initials};
use super::sections::Heading;
use super::words;
use crate::practice::Destination;
use crate::record::layout::Detail;
use crate::record::{
    Audience, Block, Child, Depth, Filing, FilingState, MaySee, SessionKind, Subject,
};

impl Page<'_> {
    /// What the note is, without saying whose.
    pub fn title(&self) -> &str {
        let own = self.layout.note_title.as_deref();
        if let Some(own) = own.filter(|_| self.audience == Audience::ChildFile) {
            return own;
        }
        match (self.audience, &self.discussion.subject) {
            (Audience::Full, _) => "Supervision record in full",
            (Audience::Letter, _) => "Letter",
            (Audience::Learning, _) => crate::record::learning::TITLE,
            (_, Subject::Practitioner(_)) => "Personal supervision note",
            (_, Subject::Learning) => "Supervision note: learning",
            (Audience::SubjectAccess, _) => "Supervision record, for subject access",
            (Audience::ChildFile, _) => "Case supervision note",
            (Audience::StaffFile, _) => "Supervision note for the staff file",
        }
    }

    /// The head's lines. Made last, because they say when the rest was
    /// written.
    pub fn head(&mut self) -> Vec<Block> {
        let body = std::mem::take(&mut self.blocks);
        self.meeting();
        self.present();
        self.about_whom();
        self.who_can_read();
        self.dates();
        std::mem::replace(&mut self.blocks, body)
    }

    fn meeting(&mut self) {
        let session = self.session;
        let mut meeting = session.kind.words().to_owned();
        if self.discussion.depth == Depth::BriefCheck {
            meeting += ", brief check";
        }
        if self.family() && !self.whole() {
            meeting += "; brothers and sisters were talked about together, \
                        and this note holds what concerns this child";
        }
        self.field("Meeting", Some(words::capital(&meeting)));
        if let SessionKind::Cancelled { reason } = &session.kind
            && let Some(reason) = words::said(reason)
        {
            // Often somebody's illness: no business of a child's file.
            if self.audience == Audience::ChildFile {
                self.leave(Reason::Cancelled);
            } else {
                self.field("Why it was cancelled", Some(reason));
            }
        }
    }

    fn present(&mut self) {
        let people = &self.session.people;
        let without_roles = self.does_without(Detail::Roles);
        let named = |stepped_out: bool| -> Option<String> {
            let named: Vec<String> = people
                .iter()
                .filter(|p| p.stepped_out == stepped_out)
                .filter_map(|p| {
                    let name = words::line(&p.name)?;
                    let sees = match p.may_see {
                        MaySee::NoNames if self.audience == Audience::Full => ", saw no names",
                        MaySee::Nothing if self.audience == Audience::Full => {
                            ", saw nothing of the record"
                        }
                        _ => "",
                    };
                    if without_roles {
                        return Some(name);
                    }
                    Some(format!("{name} ({}{sees})", p.role.words()))
                })
                .collect();
            (!named.is_empty()).then(|| named.join(", "))
        };
        let (present, out) = (named(false), named(true));
        if without_roles && present.is_some() {
            self.lay_detail_aside(Detail::Roles);
        }
        let cancelled = matches!(self.session.kind, SessionKind::Cancelled { .. });
        self.field(if cancelled { "It was to be" } else { "Present" }, present);
        if self.audience == Audience::Full {
            self.field("Stepped out because they know the family", out);
        }
    }

    fn about_whom(&mut self) {
        let session = self.session;
        match &self.discussion.subject {
            Subject::Practitioner(id) => {
                let name = self.person(*id);
                self.field("About", Some(format!("{name}, in their own supervision")));
            }
            Subject::Learning => self.field("About", Some("what the group learns".into())),
            Subject::Child(_) | Subject::Family(_) => {
                let children: Vec<&Child> = match self.child {
                    Some(child) => session.child(child).into_iter().collect(),
                    None => self
                        .discussion
                        .subject
                        .children()
                        .iter()
                        .filter_map(|c| session.child(*c))
                        .collect(),
                };
                for child in children {
                    self.about_child(child);
                }
            }
        }
    }

    fn about_child(&mut self, child: &Child) {
        let name = self.called(child);
        self.field("Child", Some(name));
        // Beside a reference, initials would say who the child is.
        if self.audience == Audience::StaffFile {
            return;
        }
        self.field("Reference", words::line(&child.reference));
        if let Some((name, value)) = words::born(child) {
            self.detail(Detail::Born, name, Some(value));
        }
        if self.full() {
            self.field("Initials", Some(safe_initials(child)));
            // They are others, to whoever asks what is held about them.
            let all = child.brothers_and_sisters.iter();
            let known: Vec<String> = all
                .filter(|_| self.audience == Audience::Full)
                .filter_map(|c| self.session.child(*c))
                .map(|c| self.called(c))
                .collect();
            self.field("Brothers and sisters", (!known.is_empty()).then(|| known.join(", ")));
        }
    }

    /// The child's reference where it may stand on every printed page.
    pub fn reference(&self) -> String {
        let child = self.child.and_then(|id| self.session.child(id));
        let shown = child.filter(|_| self.audience != Audience::StaffFile);
        shown.and_then(|c| words::line(&c.reference)).unwrap_or_default()
    }

    /// How far the note has come, in words.
    pub fn version(&self) -> String {
        if self.draft() {
            return "Draft".into();
        }
        let mine =
            || self.discussion.filing.iter().filter(|f| self.whole() || f.child == self.child);
        let finalised = mine().filter_map(|f| f.finalised).map(|at| at.date_naive()).max();
        let elsewhere = if mine().any(|f| f.imported) { "elsewhere " } else { "" };
        let mut out = finalised
            .map_or_else(String::new, |on| format!("Finalised {elsewhere}{}", words::day(on)));
        if let Some(last) = self.added().last() {
            let since = match finalised {
                Some(on) if on == *last => "since".to_owned(),
                _ => words::day(*last),
            };
            out = format!("{out}, added to {since}");
        }
        out
    }

    fn dates(&mut self) {
        let (first, last) = self.written().unwrap_or_else(|| {
            let begun = self.discussion.begun.date_naive();
            (begun, begun)
        });
        let mut written = words::day(first);
        if last != first {
            written = format!("{written} to {}", words::day(last));
        }
        self.field("Written", Some(written));
        if self.draft() {
            return;
        }
        let mine: Vec<&Filing> = self
            .discussion
            .filing
            .iter()
            .filter(|f| self.whole() || f.child == self.child)
            .collect();
        for page in mine {
            let Some(at) = page.finalised else { continue };
            // The day alone: what is shown before finalising and what is
            // written a minute later are the same bytes.
            let mut finalised = words::day(at.date_naive());
            if page.imported {
                finalised = format!("{finalised}, elsewhere, as the file imported says");
            } else if let Some(by) = page.finalised_by {
                finalised = format!("{finalised}, by {}", self.person(by));
            }
            if self.whole()
                && self.family()
                && let Some(child) = page.child
            {
                finalised = format!("{finalised} (page of {})", self.called_by_id(child));
            }
            self.field("Finalised", Some(finalised));
        }
        let added: Vec<String> = self.added().into_iter().map(words::day).collect();
        self.field("Added to since", (!added.is_empty()).then(|| added.join(", ")));
    }

    /// What only the two themselves need: where the note went, which questions
    /// were used.
    pub fn about_the_record(&mut self, at: Heading<'_>) {
        if !self.full() {
            return;
        }
        self.under(at, |page| {
            let (session, discussion) = (page.session, page.discussion);
            page.field("Record begun", Some(words::moment(session.begun)));
            page.field("This discussion begun", Some(words::moment(discussion.begun)));
            let mut banks: Vec<String> = Vec::new();
            for a in discussion.answers.iter().filter(|a| !a.is_empty()) {
                let bank = format!("{}, version {}", a.bank, a.bank_version);
                if let Some(bank) = words::line(&bank)
                    && !banks.contains(&bank)
                {
                    banks.push(bank);
                }
            }
            for bank in banks {
                page.field("Questions from", Some(bank));
            }
            let mine: Vec<&Filing> = discussion
                .filing
                .iter()
                .filter(|f| page.whole() || f.child == page.child)
                .collect();
            for filing in mine {
                page.filing(filing);
            }
        });
    }

    fn filing(&mut self, filing: &Filing) {
        let whose = |page: &Self, child: Option<Ulid>| match child {
            Some(child) if page.whole() => format!(", page of {}", page.called_by_id(child)),
            _ => String::new(),
        };
        let state = match filing.state {
            FilingState::Open => "still open",
            FilingState::Finalised if filing.imported => "finalised elsewhere",
            FilingState::Finalised => "finalised",
            FilingState::Agreed => "finalised and agreed",
        };
        let whose = whose(self, filing.child);
        self.field("State", Some(format!("{state}{whose}")));
        if filing.legal_hold {
            self.field("Legal hold", Some(format!("nothing is removed{whose}")));
        }
        for over in &filing.hand_overs {
            let to = match over.to {
                Destination::ChildFile => "the child's file",
                Destination::StaffFile => "the staff file",
                Destination::TheTwoDecide => "a place the two decided",
            };
            let mut text = format!("to {to} on {}", words::moment(over.at));
            if let Some(reference) = words::line(&over.reference) {
                text = format!("{text}, reference there {reference}");
            }
            if let Some(digest) = words::line(&over.digest) {
                text = if over.as_it_is {
                    format!(
                        "{text}; not a file that this page gives; noted as it was, with its \
                         check number (SHA-256): {digest}"
                    )
                } else {
                    format!(
                        "{text}; a check number of the file (SHA-256), the same for as long as \
                         not a letter in it is changed: {digest}"
                    )
                };
            }
            let said = if over.imported {
                "Handed over, as the file imported says"
            } else {
                "Handed over"
            };
            self.field(said, Some(text));
        }
    }
}
