//! What was opened to be written in and stayed empty: it says nothing, so it
//! counts for nothing and is not kept.

use super::discussion::{
    Checkpoint, DangerStatement, Discussion, EarlierJourney, Journey, Personal, SafetyPassage,
    ToolUsed,
};

fn none_of(texts: &[&String]) -> bool {
    texts.iter().all(|text| text.trim().is_empty())
}

impl SafetyPassage {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.text])
    }
}

impl DangerStatement {
    /// Whether neither statement, goal, scale nor dispute was written.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.statement, &self.goal, &self.dispute]) && self.scale.is_none()
    }
}

impl Checkpoint {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.what, &self.by.typed])
    }
}

impl EarlierJourney {
    /// Whether nothing was written; whose it is says nothing alone.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.authority, &self.when, &self.what, &self.what_worked])
    }
}

impl Journey {
    /// Whether nothing was written or chosen.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.local_name, &self.timescale, &self.parallel_plan, &self.permanence])
            && self.place.is_none()
            && self.next_place.is_none()
            && self.checkpoints.iter().all(Checkpoint::is_empty)
            && self.earlier.iter().all(EarlierJourney::is_empty)
    }
}

impl ToolUsed {
    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        none_of(&[&self.tool, &self.showed])
    }
}

impl Discussion {
    /// Takes away what was opened to be written in and stayed empty.
    pub fn drop_blank(&mut self) {
        self.at_once.retain(|x| !x.is_empty());
        self.signs.passages.retain(|x| !x.is_empty());
        self.signs.dangers.retain(|x| !x.is_empty());
        for (_, journey) in &mut self.journey {
            journey.checkpoints.retain(|x| !x.is_empty());
            journey.earlier.retain(|x| !x.is_empty());
        }
        self.journey.retain(|(_, journey)| !journey.is_empty());
        self.tools.retain(|x| !x.is_empty());
        self.to_the_child.retain(|x| !x.is_empty());
        self.personal.take_if(|personal| Personal::is_empty(personal));
    }
}
