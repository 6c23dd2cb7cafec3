//! A passage before it is written: the words, and whose they are.

use ulid::Ulid;

use crate::record::{Kind, View, Voice};

/// What somebody said, as it will stand in an answer.
pub(super) struct Words {
    pub text: &'static str,
    pub voice: Option<Voice>,
    pub kind: Option<Kind>,
    pub children: Vec<Ulid>,
    pub third_party: bool,
    pub rough: bool,
}

/// Words without a voice, as most people type them.
pub(super) fn plain(text: &'static str) -> Words {
    Words { text, voice: None, kind: None, children: Vec::new(), third_party: false, rough: false }
}

pub(super) fn sam(text: &'static str) -> Words {
    Words { voice: Some(Voice::Practitioner), ..plain(text) }
}

pub(super) fn ruth(text: &'static str) -> Words {
    Words { voice: Some(Voice::Supervisor), ..plain(text) }
}

pub(super) fn family(who: &str, text: &'static str) -> Words {
    Words { voice: Some(Voice::Family { who: who.into() }), ..plain(text) }
}

pub(super) fn partner(who: &str, text: &'static str) -> Words {
    Words { voice: Some(Voice::Partner { who: who.into() }), ..plain(text) }
}

/// What a child said: told by whom, when, how.
pub(super) fn heard(told_by: &str, when: &str, how: &str, text: &'static str) -> Words {
    let view = View::Heard { told_by: told_by.into(), when: when.into(), how: how.into() };
    Words { voice: Some(Voice::Child { view }), ..plain(text) }
}

/// What a child showed: seen by whom, when.
pub(super) fn observed(by: &str, when: &str, text: &'static str) -> Words {
    let view = View::Observed { by: by.into(), when: when.into() };
    Words { voice: Some(Voice::Child { view }), ..plain(text) }
}

/// What adults imagine: it never stands as the child's voice.
pub(super) fn imagined(text: &'static str) -> Words {
    Words { voice: Some(Voice::Child { view: View::Imagined }), ..plain(text) }
}

impl Words {
    pub fn of(mut self, children: &[Ulid]) -> Self {
        self.children = children.to_vec();
        self
    }

    pub fn fact(mut self) -> Self {
        self.kind = Some(Kind::Fact);
        self
    }

    pub fn judgement(mut self) -> Self {
        self.kind = Some(Kind::Judgement);
        self
    }

    /// A guess, and what became of it.
    pub fn guess(mut self, became: &str) -> Self {
        self.kind = Some(Kind::Hypothesis { became: became.into() });
        self
    }

    pub fn feeling(mut self) -> Self {
        self.kind = Some(Kind::Feeling);
        self
    }

    /// From or about somebody else: marked for judging later.
    pub fn third_party(mut self) -> Self {
        self.third_party = true;
        self
    }

    pub fn rough(mut self) -> Self {
        self.rough = true;
        self
    }
}
