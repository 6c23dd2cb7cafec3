//! What earlier meetings hold of a child's way through services: it is kept
//! from meeting to meeting, so that nobody has to ask the family twice.

use chrono::NaiveDate;
use ulid::Ulid;

use super::discussion::Journey;
use super::header::Header;

impl Journey {
    /// What these meetings know of a child's way, each thing as it was last
    /// said, and the day any of it was last written; without the meeting with
    /// the id `without` (the one under way is no history of itself). None
    /// where nothing is known.
    pub fn known<'a>(
        headers: impl IntoIterator<Item = &'a Header>,
        child: Ulid,
        without: Option<Ulid>,
    ) -> Option<(NaiveDate, Journey)> {
        let mut written: Vec<(NaiveDate, Ulid, &Journey)> = headers
            .into_iter()
            .filter(|h| Some(h.id) != without)
            .flat_map(|h| h.subjects.iter().map(move |s| (h, s)))
            .flat_map(|(h, s)| s.journeys.iter().map(move |(c, j)| (h.date, h.id, *c, j)))
            .filter(|(_, _, of, j)| *of == child && !j.is_empty())
            .map(|(date, id, _, j)| (date, id, j))
            .collect();
        written.sort_by_key(|(date, id, _)| (*date, *id));
        let mut known: Option<(NaiveDate, Journey)> = None;
        for (date, _, newer) in written {
            let (on, journey) = known.get_or_insert_with(|| (date, Journey::default()));
            *on = date;
            journey.update(newer);
        }
        known
    }

    /// The newer words over these: what was not said again stays as it was.
    /// What was given before, and the checkpoints, are each said together.
    fn update(&mut self, newer: &Journey) {
        for (old, new) in [
            (&mut self.timescale, &newer.timescale),
            (&mut self.parallel_plan, &newer.parallel_plan),
            (&mut self.permanence, &newer.permanence),
        ] {
            if !new.trim().is_empty() {
                old.clone_from(new);
            }
        }
        if newer.place.is_some() || !newer.local_name.trim().is_empty() {
            // The local name is the name of that place and of no other.
            self.place = newer.place;
            self.local_name.clone_from(&newer.local_name);
        }
        self.next_place = newer.next_place.or(self.next_place);
        if newer.checkpoints.iter().any(|c| !c.is_empty()) {
            self.checkpoints.clone_from(&newer.checkpoints);
        }
        if newer.earlier.iter().any(|e| !e.is_empty()) {
            self.earlier.clone_from(&newer.earlier);
        }
    }
}
