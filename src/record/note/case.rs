//! The case record around the answers: what was done at once, where things
//! stand, what was decided, who does what, and who stands behind it.

use ulid::Ulid;

use super::answers::Chosen;
use super::page::{Page, Reason};
use super::sections::Heading;
use super::{ANOTHERS_HELP, THIRD_PARTY, words};
use crate::practice::{Destination, Part};
use crate::record::layout::Detail;
use crate::record::{
    Accuracy, Action, Agreement, AtAGlance, Audience, Block, Journey, Outcome, PartUsed, Stance,
    Standing,
};

/// What stands in a note where a reader will look for something that nobody
/// wrote.
const NOT_RECORDED: &str = "not recorded";

impl Page<'_> {
    /// What could not wait: it stands first.
    pub fn acted_at_once(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            for act in &discussion.at_once {
                let texts = [&act.told, &act.when, &act.decided];
                if texts.iter().all(|t| t.trim().is_empty()) || !page.takes(&act.children) {
                    continue;
                }
                let decided = words::said(&act.decided).unwrap_or_else(|| NOT_RECORDED.into());
                let details = vec![
                    format!("Who was told: {}", or_not(words::said(&act.told))),
                    format!("When: {}", or_not(words::said(&act.when))),
                ];
                page.item(
                    format!("What was decided: {decided}"),
                    details,
                    &act.children,
                    act.written,
                    act.id,
                );
            }
        });
    }

    /// What must be seen at a glance.
    pub fn at_a_glance(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        for (child, glance) in &discussion.glance {
            if !glance.is_empty() && self.takes(&[*child]) {
                self.of_child(at, *child, |page| page.glance(glance));
            }
        }
    }

    fn glance(&mut self, glance: &AtAGlance) {
        self.detail(Detail::LegalStatus, "Legal status", words::said(&glance.legal_status));
        self.detail(Detail::Plan, "Plan", words::said(&glance.plan));
        let mut seen: Vec<String> = Vec::new();
        seen.extend(words::due(&glance.last_seen));
        seen.extend(words::line(&glance.seen_where));
        seen.extend(glance.seen_alone.map(|a| if a { "alone" } else { "not alone" }.to_owned()));
        self.field("Last seen", (!seen.is_empty()).then(|| seen.join(", ")));
        if glance.next_dates.is_empty() {
            self.field("To come", words::said(&glance.to_come));
        }
        for next in &glance.next_dates {
            let what = words::line(&next.what).unwrap_or_else(|| "what is not recorded".into());
            let on = next.on.map_or_else(|| "no date set".into(), words::day);
            self.field("To come", Some(format!("{what}, {on}")));
        }
        self.field("Who decides", words::said(&glance.who_decides));
        self.amendments_to(glance.id);
    }

    /// The child's way through services.
    pub fn journey(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        for (child, journey) in &discussion.journey {
            if !journey.is_empty() && self.takes(&[*child]) {
                self.of_child(at, *child, |page| page.journey_of(*child, journey));
            }
        }
    }

    /// The step of the work at hand.
    pub fn stage(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        if let Some(stage) = discussion.stage
            && self.takes(&[])
        {
            self.under(at, |page| {
                page.field("Step", Some(words::stage(stage).into()));
            });
        }
    }

    fn journey_of(&mut self, child: Ulid, journey: &Journey) {
        let local = words::line(&journey.local_name);
        let place = match (journey.place.map(words::place), local) {
            (Some(place), Some(local)) => Some(format!("{local} ({place})")),
            (Some(place), None) => Some(place.to_owned()),
            (None, local) => local,
        };
        self.field("Now", place);
        self.field("Next, as we hope", journey.next_place.map(|p| words::place(p).to_owned()));
        self.detail(Detail::Timescale, "In what time", words::said(&journey.timescale));
        self.detail(
            Detail::Permanence,
            "Where the child is to belong for good (permanence)",
            words::said(&journey.permanence),
        );
        self.detail(
            Detail::ParallelPlan,
            "The plan beside the first one (parallel plan)",
            words::said(&journey.parallel_plan),
        );
        for point in &journey.checkpoints {
            if let Some(what) = words::said(&point.what) {
                let on = words::due(&point.by).unwrap_or_else(|| "no date set".into());
                self.detail(
                    Detail::OnTheWay,
                    "To look at on the way",
                    Some(format!("{what} ({on})")),
                );
            }
        }
        self.draw_journey(journey);
        self.section(2, "Help given before", |page| {
            for e in &journey.earlier {
                let mut details = Vec::new();
                // It stands in this child's story by choice; the other child
                // is not named there.
                if let Some(other) = e.child.filter(|c| *c != child) {
                    details.push(if page.full() && page.whole() {
                        format!("{ANOTHERS_HELP}{}", page.called_by_id(other))
                    } else {
                        format!("{ANOTHERS_HELP}an older brother or sister")
                    });
                }
                details.extend(words::line(&e.authority).map(|v| format!("Where: {v}")));
                details.extend(words::line(&e.when).map(|v| format!("When: {v}")));
                details.extend(words::said(&e.what_worked).map(|v| format!("What worked: {v}")));
                let text = words::said(&e.what);
                if let Some(text) = text.or_else(|| {
                    (!details.is_empty()).then(|| "What was given is not recorded".into())
                }) {
                    if page.does_without(Detail::EarlierHelp) {
                        page.lay_detail_aside(Detail::EarlierHelp);
                        continue;
                    }
                    page.blocks.push(Block::Item { text, details });
                    page.amendments_to(e.id);
                }
            }
        });
    }

    /// What became of what was agreed last time.
    pub fn earlier_actions(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            for f in &discussion.follow_ups {
                if !page.takes(&f.children) {
                    continue;
                }
                let what = words::said(&f.what)
                    .unwrap_or_else(|| "An action of an earlier meeting".into());
                let mut details = vec![format!("Outcome: {}", f.outcome.words())];
                let asked = match f.outcome {
                    Outcome::Done => "What was done",
                    Outcome::NotDone | Outcome::NoLongerNeeded => "Why",
                    Outcome::Changed => "What changed",
                };
                details.extend(words::said(&f.words).map(|v| format!("{asked}: {v}")));
                details.extend(
                    words::said(&f.difference).map(|v| format!("What difference it made: {v}")),
                );
                page.item(what, details, &f.children, f.written, f.id);
            }
        });
    }

    /// What became of what was guessed in earlier meetings.
    pub fn earlier_guesses(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            for h in discussion.hypotheses.iter().filter(|h| !h.is_empty()) {
                if !page.takes(&h.children) {
                    continue;
                }
                // It goes where the guess went: elsewhere it would tell what
                // was kept away.
                let elsewhere = match (page.audience, h.destination) {
                    (Audience::Full | Audience::SubjectAccess, _) => None,
                    (_, Destination::TheTwoDecide) => Some(Reason::Undecided),
                    (Audience::ChildFile, Destination::StaffFile) => Some(Reason::ForStaffFile),
                    _ => None,
                };
                if let Some(reason) = elsewhere {
                    page.leave(reason);
                    continue;
                }
                let guess =
                    words::said(&h.guess).unwrap_or_else(|| "A guess of an earlier meeting".into());
                let became = words::said(&h.became).map(|v| format!("What became of it: {v}"));
                let mut details: Vec<String> = became.into_iter().collect();
                if h.third_party {
                    details.push(format!("Marked as {THIRD_PARTY}"));
                }
                page.item(guess, details, &h.children, h.written, h.id);
            }
        });
    }

    /// Decisions, each with its reason and whose it is.
    pub fn decisions(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            for d in discussion.decisions.iter().filter(|d| !d.is_empty()) {
                if !page.takes(&d.children) {
                    continue;
                }
                let details = vec![
                    format!("Why: {}", or_not(words::said(&d.rationale))),
                    format!("Decided by: {}", or_not(words::line(&d.by))),
                ];
                let text =
                    words::said(&d.text).unwrap_or_else(|| "The decision is not recorded".into());
                page.item(text, details, &d.children, d.written, d.id);
            }
        });
    }

    /// Who does what by when.
    pub fn actions(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            let all = discussion.actions.iter().filter(|a| !a.is_empty());
            for a in all.filter(|a| a.standing == Standing::Agreed) {
                page.action(a);
            }
        });
    }

    /// An idea of a group is no action until the accountable manager agrees.
    pub fn ideas(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            let all = discussion.actions.iter().filter(|a| !a.is_empty());
            for a in all.filter(|a| a.standing != Standing::Agreed) {
                if page.full() {
                    page.action(a);
                } else {
                    page.leave(Reason::Idea);
                }
            }
        });
    }

    fn action(&mut self, a: &Action) {
        if !self.takes(&a.children) {
            return;
        }
        let mut details = vec![
            format!("Who: {}", or_not(words::line(&a.who))),
            format!("By when: {}", words::due(&a.by).unwrap_or_else(|| "no date set".into())),
        ];
        details.extend(words::said(&a.why).map(|v| format!("Why: {v}")));
        if let Some(by) = a.agreed_by {
            let said = if a.imported { ", as the file imported says" } else { "" };
            details.push(format!("Agreed by: {}{said}", self.person(by)));
        }
        let text = words::said(&a.what).unwrap_or_else(|| "What is not recorded".into());
        self.item(text, details, &a.children, a.written, a.id);
    }

    /// Statements that belong on this page. In a family, one that names no
    /// child stands on no child's page.
    fn statements(&self) -> Vec<&Agreement> {
        let fits = |a: &&Agreement| match a.child {
            None => self.about(&[]).is_ok(),
            Some(child) => self.about(&[child]).is_ok(),
        };
        self.discussion.agreements.iter().filter(|a| a.is_made()).filter(fits).collect()
    }

    /// What people still see differently.
    pub fn not_agreed(&mut self, at: Heading<'_>) {
        let mut items: Vec<Block> = Vec::new();
        for a in self.statements() {
            let who = self.person(a.person);
            if let Accuracy::NotAccurate { why } = &a.accuracy {
                items.push(Block::Item {
                    text: format!("{who} says this record is not accurate."),
                    details: vec![format!("Why: {}", or_not(words::said(why)))],
                });
            }
            if let Some(Stance::Disagree { why, goes_to }) = &a.stance {
                items.push(Block::Item {
                    text: format!("{who} does not agree with the decision."),
                    details: vec![
                        format!("Why: {}", or_not(words::said(why))),
                        format!("Where it goes next: {}", or_not(words::said(goes_to))),
                    ],
                });
            }
        }
        let disputed = self.discussion.signs.dangers.iter().filter(|d| {
            !(d.statement.trim().is_empty() && d.goal.trim().is_empty())
                && self.about(&d.children).is_ok()
        });
        for d in disputed {
            if let Some(dispute) = words::said(&d.dispute) {
                let about = words::line(&d.statement).or_else(|| words::line(&d.goal));
                items.push(Block::Item {
                    text: dispute,
                    details: about.into_iter().map(|of| format!("About: {of}")).collect(),
                });
            }
        }
        self.under(at, |page| page.blocks.append(&mut items));
    }

    /// Two separate statements by each person; silence is not agreement.
    pub fn who_stands_behind(&mut self, at: Heading<'_>) {
        let mut lines: Vec<(String, String)> = Vec::new();
        for a in self.statements() {
            let accurate = match a.accuracy {
                Accuracy::Accurate => "says this is an accurate record",
                Accuracy::NotAccurate { .. } => "says this is not an accurate record",
            };
            let stance = match a.stance {
                None => "",
                Some(Stance::Agree) => " and agrees with the decision",
                Some(Stance::Disagree { .. }) => " and does not agree with the decision",
            };
            let mut text = format!("{accurate}{stance}, {}", words::moment(a.at));
            if let Some(by) = a.recorded_by {
                text = format!("{text} (recorded by {})", self.person(by));
            } else if a.struck.is_some() {
                text = format!("{text} (words that were agreed had to be removed since)");
            } else if a.signature.is_empty() {
                text = format!("{text} (nobody signed it)");
            }
            lines.push((self.person(a.person), text));
        }
        for _ in self.statements().len()
            ..self.discussion.agreements.iter().filter(|a| a.is_made()).count()
        {
            self.leave(if self.child.is_some() && self.family() {
                Reason::NamesNoChild
            } else {
                Reason::OtherChildren
            });
        }
        self.under(at, |page| {
            for (who, text) in lines {
                page.field(&who, Some(text));
            }
        });
    }

    /// The paragraph written to the child.
    pub fn words_to_the_child(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        for x in &discussion.to_the_child {
            if let Some(text) = words::said(&x.text)
                && self.takes(&[x.child])
            {
                self.wrote(x.written);
                self.of_child(at, x.child, |page| {
                    page.blocks.push(Block::Prose(text));
                    page.amendments_to(x.id);
                });
            }
        }
    }

    /// Tools used, and what they showed.
    pub fn tools(&mut self, at: Heading<'_>) {
        let discussion = self.discussion;
        self.under(at, |page| {
            for t in discussion.tools.iter().filter(|t| !t.is_empty()) {
                if page.takes(&t.children) {
                    let details = words::said(&t.showed).map(|v| format!("What it showed: {v}"));
                    let text = words::said(&t.tool).unwrap_or_else(|| NOT_RECORDED.into());
                    page.blocks.push(Block::Item { text, details: details.into_iter().collect() });
                    page.amendments_to(t.id);
                }
            }
        });
    }

    /// Parts of the framework with what they changed: those of answers that
    /// stand here, and those that were written down.
    pub fn parts(&mut self, at: Heading<'_>, sorted: &[Chosen<'_>]) {
        let discussion = self.discussion;
        let about_children = !discussion.subject.children().is_empty();
        self.under(at, |page| {
            let mut named: Vec<&str> = Vec::new();
            let mut asked: Vec<Part> = Vec::new();
            for part in Part::ALL {
                let answered = about_children && sorted.iter().any(|c| c.is_of(part));
                let written: Vec<&PartUsed> =
                    discussion.parts_used.iter().filter(|used| used.part == part).collect();
                let left_out = written.iter().any(|used| used.left_out);
                let mut stands = answered && !left_out;
                for used in written.iter().filter(|used| !used.left_out) {
                    if !page.takes(&used.children) {
                        continue;
                    }
                    stands = true;
                    asked.push(part);
                    if let Some(impact) = words::said(&used.impact) {
                        page.blocks.push(Block::Item {
                            text: part.name().to_owned(),
                            details: vec![format!("Impact: {impact}")],
                        });
                        page.amendments_to(used.id);
                        stands = false;
                    }
                }
                if stands {
                    asked.push(part);
                    named.push(part.name());
                }
            }
            if !named.is_empty() {
                page.blocks.push(Block::Item { text: named.join("; "), details: Vec::new() });
            }
            page.draw_wheel(asked, sorted);
        });
    }

    /// A heading, with the name where a note holds several children.
    pub(super) fn heading_of(&self, heading: &str, child: Ulid) -> String {
        if self.whole() && self.family() {
            format!("{heading}: {}", self.called_by_id(child))
        } else {
            heading.to_owned()
        }
    }
}

fn or_not(text: Option<String>) -> String {
    text.unwrap_or_else(|| NOT_RECORDED.into())
}
