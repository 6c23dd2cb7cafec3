//! Who said a passage and what kind of statement it is: chosen with a key,
//! said beside the words. All of it is optional.

use super::answer::{Contribution, Kind, View, Voice};
use super::edit::FieldName;

/// Whose voice, without its details. A role of a group is none of these.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Said {
    /// The child said it.
    Heard,
    /// It was seen in what the child does.
    Observed,
    /// Adults imagine it: it never leaves as the child's voice.
    Imagined,
    /// The practitioner.
    Practitioner,
    /// The practice supervisor.
    Supervisor,
    /// Someone of the family.
    Family,
    /// A partner agency.
    Partner,
}

impl Said {
    /// In the order they are gone round: what is wanted most comes first.
    pub const ALL: [Said; 7] = [
        Said::Heard,
        Said::Observed,
        Said::Imagined,
        Said::Practitioner,
        Said::Supervisor,
        Said::Family,
        Said::Partner,
    ];

    /// Which of them a voice is.
    pub fn of(voice: &Voice) -> Option<Said> {
        Some(match voice {
            Voice::Child { view: View::Heard { .. } } => Said::Heard,
            Voice::Child { view: View::Observed { .. } } => Said::Observed,
            Voice::Child { view: View::Imagined } => Said::Imagined,
            Voice::Practitioner => Said::Practitioner,
            Voice::Supervisor => Said::Supervisor,
            Voice::Family { .. } => Said::Family,
            Voice::Partner { .. } => Said::Partner,
            Voice::Group { .. } => return None,
        })
    }

    /// The word for it in linear prompts.
    pub fn word(self) -> &'static str {
        match self {
            Said::Heard => "child",
            Said::Observed => "seen",
            Said::Imagined => "imagined",
            Said::Practitioner => "practitioner",
            Said::Supervisor => "supervisor",
            Said::Family => "family",
            Said::Partner => "partner",
        }
    }

    /// The voice. What was said of it before stays where it still fits: who
    /// told it, who saw it, when.
    pub fn voice(self, before: Option<&Voice>) -> Voice {
        let (by, when, how) = match before {
            Some(Voice::Child { view: View::Heard { told_by, when, how } }) => {
                (told_by.clone(), when.clone(), how.clone())
            }
            Some(Voice::Child { view: View::Observed { by, when } }) => {
                (by.clone(), when.clone(), String::new())
            }
            Some(Voice::Family { who } | Voice::Partner { who }) => {
                (who.clone(), String::new(), String::new())
            }
            _ => <(String, String, String)>::default(),
        };
        match self {
            Said::Heard => Voice::Child { view: View::Heard { told_by: by, when, how } },
            Said::Observed => Voice::Child { view: View::Observed { by, when } },
            Said::Imagined => Voice::Child { view: View::Imagined },
            Said::Practitioner => Voice::Practitioner,
            Said::Supervisor => Voice::Supervisor,
            Said::Family => Voice::Family { who: by },
            Said::Partner => Voice::Partner { who: by },
        }
    }
}

/// What kind of statement, without what became of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weight {
    /// A guess, to be tested.
    Guess,
    /// A judgement.
    Judgement,
    /// Something known.
    Fact,
    /// What it was like.
    Feeling,
}

impl Weight {
    /// In the order they are gone round.
    pub const ALL: [Weight; 4] = [Weight::Guess, Weight::Judgement, Weight::Fact, Weight::Feeling];

    /// Which of them a kind is.
    pub fn of(kind: &Kind) -> Weight {
        match kind {
            Kind::Hypothesis { .. } => Weight::Guess,
            Kind::Judgement => Weight::Judgement,
            Kind::Fact => Weight::Fact,
            Kind::Feeling => Weight::Feeling,
        }
    }

    /// The word for it in linear prompts.
    pub fn word(self) -> &'static str {
        match self {
            Weight::Guess => "guess",
            Weight::Judgement => "judgement",
            Weight::Fact => "fact",
            Weight::Feeling => "feeling",
        }
    }

    /// As it is read beside the words.
    pub fn words(self) -> &'static str {
        match self {
            Weight::Guess => "a guess, to be tested",
            Weight::Judgement => "a judgement",
            Weight::Fact => "a fact",
            Weight::Feeling => "a feeling",
        }
    }

    /// The kind, with what became of it where it was a guess before.
    pub fn kind(self, before: Option<&Kind>) -> Kind {
        match (self, before) {
            (Weight::Guess, Some(Kind::Hypothesis { became })) => {
                Kind::Hypothesis { became: became.clone() }
            }
            (Weight::Guess, _) => Kind::Hypothesis { became: String::new() },
            (Weight::Judgement, _) => Kind::Judgement,
            (Weight::Fact, _) => Kind::Fact,
            (Weight::Feeling, _) => Kind::Feeling,
        }
    }
}

/// The one after `now` in a round that ends with none.
pub fn next_of<T: Copy + PartialEq>(all: &[T], now: Option<T>) -> Option<T> {
    match now.and_then(|now| all.iter().position(|one| *one == now)) {
        Some(at) => all.get(at + 1).copied(),
        None => all.first().copied(),
    }
}

impl Contribution {
    /// The small texts that may stand beside the words: what they are called,
    /// and which field holds them.
    pub fn details(&self) -> Vec<(&'static str, FieldName)> {
        let mut out = match &self.voice {
            Some(Voice::Child { view: View::Heard { .. } }) => vec![
                ("Told by whom", FieldName::VoiceBy),
                ("When", FieldName::VoiceWhen),
                ("How: in words, a drawing, play, sign", FieldName::VoiceHow),
            ],
            Some(Voice::Child { view: View::Observed { .. } }) => {
                vec![("Seen by whom", FieldName::VoiceBy), ("When", FieldName::VoiceWhen)]
            }
            Some(Voice::Family { .. }) => vec![("Who of the family", FieldName::VoiceBy)],
            Some(Voice::Partner { .. }) => vec![("Which partner agency", FieldName::VoiceBy)],
            _ => Vec::new(),
        };
        if matches!(self.kind, Some(Kind::Hypothesis { .. })) {
            out.push(("What became of this guess", FieldName::Became));
        }
        out
    }

    /// Whether anything was said of it: who, what kind, about whom else.
    pub fn is_marked(&self) -> bool {
        self.voice.is_some() || self.kind.is_some() || self.third_party
    }

    /// What was said of it, in one line; empty where nothing was. `child` is
    /// how the child is called where the line is read.
    pub fn label(&self, child: &str) -> String {
        let mut parts: Vec<String> = self.voice.iter().map(|v| voice(v, child)).collect();
        match &self.kind {
            Some(Kind::Hypothesis { became }) if !became.trim().is_empty() => {
                parts.push(format!("a guess; what became of it: {}", became.trim()));
            }
            Some(kind) => parts.push(Weight::of(kind).words().into()),
            None => {}
        }
        if self.third_party {
            parts.push("about or from another person".into());
        }
        let mut line = parts.join(" · ");
        if let Some(first) = line.chars().next() {
            let capital: String = first.to_uppercase().collect();
            line.replace_range(..first.len_utf8(), &capital);
        }
        line
    }
}

fn voice(voice: &Voice, child: &str) -> String {
    let named = |who: &str, otherwise: &str| match who.trim() {
        "" => format!("{otherwise} said"),
        who => format!("{who} said"),
    };
    let known = |what: String, details: &[(&str, &String)]| {
        let said = details.iter().filter(|(_, v)| !v.trim().is_empty());
        said.fold(what, |line, (name, v)| format!("{line}, {name}{}", v.trim()))
    };
    match voice {
        Voice::Practitioner => "the practitioner said".into(),
        Voice::Supervisor => "the supervisor said".into(),
        Voice::Family { who } => named(who, "the family"),
        Voice::Partner { who } => named(who, "a partner agency"),
        Voice::Group { role } => format!("{} said", role.words()),
        Voice::Child { view: View::Heard { told_by, when, how } } => known(
            format!("{child} said this"),
            &[("told by ", told_by), ("when: ", when), ("how: ", how)],
        ),
        Voice::Child { view: View::Observed { by, when } } => {
            known(format!("seen in what {child} does"), &[("by ", by), ("when: ", when)])
        }
        Voice::Child { view: View::Imagined } => {
            format!("imagined: it never leaves as what {child} said")
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::record::Stamp;

    fn passage(voice: Option<Voice>, kind: Option<Kind>) -> Contribution {
        Contribution {
            id: ulid::Ulid(1),
            text: "words".into(),
            children: Vec::new(),
            voice,
            kind,
            third_party: false,
            rough: false,
            written: Stamp::parse_from_rfc3339("2026-03-02T10:00:00+00:00").unwrap(),
        }
    }

    #[test]
    fn a_round_ends_with_nothing_said_and_keeps_what_still_fits() {
        let mut now = None;
        let mut seen = Vec::new();
        while let Some(next) = next_of(&Said::ALL, now) {
            seen.push(next);
            now = Some(next);
        }
        assert_eq!(seen, Said::ALL);
        let told = Voice::Child {
            view: View::Heard {
                told_by: "Mum".into(),
                when: "Tuesday".into(),
                how: "a drawing".into(),
            },
        };
        let seen = Said::Observed.voice(Some(&told));
        assert_eq!(
            seen,
            Voice::Child { view: View::Observed { by: "Mum".into(), when: "Tuesday".into() } }
        );
        for said in Said::ALL {
            assert_eq!(Said::of(&said.voice(Some(&told))), Some(said));
        }
        let tested = Kind::Hypothesis { became: "It was the bus.".into() };
        assert_eq!(Weight::Guess.kind(Some(&tested)), tested);
    }

    #[test]
    fn a_label_says_who_and_what_in_one_line() {
        let said = |voice, kind| passage(voice, kind).label("Kit");
        assert_eq!(said(None, None), "");
        assert_eq!(said(Some(Said::Heard.voice(None)), None), "Kit said this");
        let mum = Voice::Family { who: "Mum".into() };
        assert_eq!(
            said(Some(mum), Some(Weight::Guess.kind(None))),
            "Mum said · a guess, to be tested"
        );
        assert_eq!(
            said(Some(Said::Imagined.voice(None)), None),
            "Imagined: it never leaves as what Kit said"
        );
        let names = |p: &Contribution| p.details().iter().map(|d| d.1).collect::<Vec<_>>();
        let told = passage(Some(Said::Heard.voice(None)), Some(Weight::Guess.kind(None)));
        assert_eq!(
            names(&told),
            [FieldName::VoiceBy, FieldName::VoiceWhen, FieldName::VoiceHow, FieldName::Became]
        );
        assert!(passage(None, None).details().is_empty());
    }
}
