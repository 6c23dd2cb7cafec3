//! A filled example record: fictional people, and everything the schema has
//! except agreements, which only people can give.
//!
//! It is the way in for other tools: change it, import it.

use chrono::{Days, NaiveDate};
use ulid::Ulid;

use super::answer::{Answer, AnswerState, Contribution, Kind, SafetyScore, Stamp};
use super::session::{Bookmark, Session, Step};
use super::{
    Action, Added, Amendment, AtAGlance, Born, BriefCheck, Checkpoint, Child, DangerStatement,
    Decision, Depth, Discussion, Due, EarlierJourney, FieldName, FilingState, FollowUp, HandOver,
    HypothesisOutcome, Journey, MaySee, NextDate, Outcome, OwnParagraph, PartUsed, Person,
    Personal, Role, SafetyDomain, SafetyJudgement, SafetyPassage, SetAside, Standing, Subject,
    ToolUsed, UrgentAct, Voice, WordsToChild,
};
use crate::practice::question::Fits;
use crate::practice::{Block, Destination, Part, Place, Stage};

/// Makes the example. `now` is when it is asked for and gives the dates in it;
/// `next_id` gives a fresh id at each call.
pub fn template(now: Stamp, next_id: &mut dyn FnMut() -> Ulid) -> Session {
    Writer { now, next_id }.session()
}

/// Who is in the example.
struct Cast {
    supervisor: Ulid,
    practitioner: Ulid,
    manager: Ulid,
    maya: Ulid,
    jonah: Ulid,
    leila: Ulid,
    baby: Ulid,
}

struct Writer<'a> {
    now: Stamp,
    next_id: &'a mut dyn FnMut() -> Ulid,
}

impl Writer<'_> {
    fn id(&mut self) -> Ulid {
        (self.next_id)()
    }

    /// A day, counted from the meeting's.
    fn day(&self, days: i64) -> NaiveDate {
        let today = self.now.date_naive();
        let n = Days::new(days.unsigned_abs());
        let moved = if days < 0 { today.checked_sub_days(n) } else { today.checked_add_days(n) };
        moved.unwrap_or(today)
    }

    fn session(&mut self) -> Session {
        let mut session = Session::new(self.id(), self.now.date_naive(), self.now);
        let cast = Cast {
            supervisor: self.id(),
            practitioner: self.id(),
            manager: self.id(),
            maya: self.id(),
            jonah: self.id(),
            leila: self.id(),
            baby: self.id(),
        };
        session.minutes = Some(90);
        session.people = self.people(&cast);
        session.children = self.children(&cast);
        session.discussions =
            vec![self.one_child(&cast), self.family(&cast), self.personal(&cast), self.learning()];
        let tested = self.hypothesis_outcome(&[]);
        if let Some(d) = session.discussions.first_mut() {
            d.hypotheses.push(tested);
        }
        // The two stand at the end of what they wrote last.
        if let Some(d) = session.discussions.first()
            && let Some(answer) = d.answers.first()
            && let Some(passage) = answer.contributions.first()
        {
            session.bookmark = Bookmark {
                discussion: Some(d.id),
                step: Step::Question,
                question: answer.question.clone(),
                child: d.subject.children().first().copied(),
                owner: Some(passage.id),
                field: Some(FieldName::Words),
                cursor: passage.text.len(),
                at_work: false,
            };
        }
        session
    }

    fn people(&mut self, cast: &Cast) -> Vec<Person> {
        let person = |id, name: &str, role, may_see, stepped_out| Person {
            id,
            name: name.into(),
            role,
            may_see,
            stepped_out,
        };
        vec![
            person(cast.supervisor, "Amira Khan", Role::Supervisor, MaySee::All, false),
            person(cast.practitioner, "Tom Bell", Role::Practitioner, MaySee::All, false),
            person(cast.manager, "Ruth Adeyemi", Role::AccountableManager, MaySee::All, false),
            person(self.id(), "Ines Duarte", Role::Observer, MaySee::NoNames, true),
        ]
    }

    fn children(&self, cast: &Cast) -> Vec<Child> {
        let child =
            |id, name: &str, reference: &str, initials: &str, born, others: &[Ulid]| Child {
                id,
                name: name.into(),
                reference: reference.into(),
                initials: initials.into(),
                born,
                brothers_and_sisters: others.to_vec(),
                situation: vec![Fits::AtHome],
            };
        let (j, l, b) = (cast.jonah, cast.leila, cast.baby);
        vec![
            child(cast.maya, "Maya Quill", "EX-1001", "MQ", Born::On(self.day(-3300)), &[]),
            child(j, "Jonah Fenn", "EX-2001", "", Born::Aged(13), &[l, b]),
            child(l, "Leila Fenn", "EX-2002", "", Born::NotRecorded, &[j, b]),
            child(b, "Baby Fenn", "EX-2003", "", Born::Expected(self.day(120)), &[j, l]),
        ]
    }

    fn one_child(&mut self, cast: &Cast) -> Discussion {
        let maya = cast.maya;
        let mut d = Discussion::new(self.id(), Subject::Child(maya), self.now);
        d.glance = vec![(maya, self.glance())];
        d.journey = vec![(maya, self.journey(cast.jonah))];
        d.stage = Some(Stage::UpdatingThePlan);
        d.answers = self.answers_about_one_child();
        d.signs.passages = self.safety_passages(&[]);
        d.signs.dangers = vec![self.danger(&[])];
        d.signs.judgements = vec![SafetyJudgement {
            id: self.id(),
            score: self.score(5, "Amira Khan"),
            children: Vec::new(),
            written: self.now,
        }];
        d.balance = Some(-2);
        d.block = Some(Block::Repair);
        d.tools = vec![self.tool("Three Houses", &[])];
        d.at_once = vec![self.urgent(&[])];
        let decision = self.decision(&[]);
        let amended = decision.id;
        d.decisions = vec![decision];
        d.actions = vec![self.action(
            "Ask the earlier school what helped Maya to settle there",
            Due { typed: "fri week".into(), on: Some(self.day(11)) },
            &[],
        )];
        d.follow_ups = vec![self.follow_up(Outcome::Done, &[])];
        d.parts_used = vec![PartUsed {
            id: self.id(),
            children: Vec::new(),
            left_out: false,
            part: Part::BuildingBlocks,
            impact: "We saw that something between us had to be mended first.".into(),
        }];
        d.to_the_child = vec![WordsToChild {
            id: self.id(),
            child: maya,
            text: "Maya, we talked about you today. You told Tom that mornings are the hard part, and \
             that your gran knows what to do. We listened, and we are asking her to help."
                .into(),
            written: self.now,
        }];
        if let Some(page) = d.filing.first_mut() {
            page.state = FilingState::Finalised;
            page.finalised = Some(self.now);
            page.finalised_by = Some(cast.supervisor);
            page.legal_hold = true;
            page.hand_overs = vec![HandOver {
                id: (self.next_id)(),
                to: Destination::ChildFile,
                reference: "note 7 of file EX-1001".into(),
                digest: "0".repeat(64),
                as_it_is: false,
                imported: false,
                at: self.now,
            }];
        }
        d.set_aside = vec![SetAside {
            id: self.id(),
            nudge: "impact".into(),
            about: Some(amended),
            child: None,
            word: "Too early to say; we look again at the next meeting.".into(),
            written: self.now,
        }];
        d.amendments = vec![Amendment {
            id: self.id(),
            amends: amended,
            children: Vec::new(),
            text: "Maya's gran was told of this decision by telephone.".into(),
            by: cast.practitioner,
            written: self.now,
            late: true,
            added: Added::Made,
            imported: false,
        }];
        d
    }

    fn family(&mut self, cast: &Cast) -> Discussion {
        let all = [cast.jonah, cast.leila, cast.baby];
        let mut d = Discussion::new(self.id(), Subject::Family(all.to_vec()), self.now);
        d.depth = Depth::BriefCheck;
        d.chosen = vec!["journey.next-stage".into(), "safety.smallest-change".into()];
        d.brief = [
            (cast.jonah, "As far as we know. He was seen alone at school this week."),
            (cast.leila, "Not sure yet. She was seen this week only with her dad there."),
        ]
        .map(|(child, safe)| BriefCheck {
            id: self.id(),
            child,
            changed: "Dad has moved back into the house.".into(),
            safe: safe.into(),
            written: self.now,
        })
        .to_vec();
        d.own = vec![OwnParagraph {
            id: self.id(),
            child: cast.leila,
            text: "Leila has begun to walk home with a friend, and looks forward to it.".into(),
            written: self.now,
        }];
        let mut known = self.answer(
            "relationships.who-speaks-for-whom",
            Part::Relationships,
            "Whose view of this family have we not heard from themselves?",
        );
        known.contributions = vec![
            self.passage("Jonah says he would rather talk at school.", &[cast.jonah]),
            self.passage("Nobody has spoken with Leila alone since the summer.", &[cast.leila]),
            self.passage(
                "Both look after each other when the grown-ups argue.",
                &[cast.jonah, cast.leila],
            ),
            self.passage("Everybody is waiting for the baby.", &[]),
        ];
        d.answers = vec![known];
        d.signs.passages = vec![SafetyPassage {
            id: self.id(),
            domain: SafetyDomain::ExistingSafety,
            text: "In June Jonah took Leila to the neighbour when shouting began.".into(),
            children: vec![cast.jonah, cast.leila],
            written: self.now,
        }];
        d.signs.dangers = vec![self.danger(&[cast.leila])];
        d.tools = vec![self.tool("Cultural Genogram", &all)];
        d.at_once = vec![self.urgent(&[cast.leila])];
        d.decisions = vec![self.decision(&[cast.jonah, cast.leila])];
        let mut idea = self.action(
            "Invite both grandparents to a family meeting",
            Due { typed: "before the baby is born".into(), on: None },
            &all,
        );
        idea.standing = Standing::Idea;
        let mut agreed = self.action(
            "See Leila alone at school",
            Due { typed: "in a week".into(), on: Some(self.day(7)) },
            &[cast.leila],
        );
        agreed.agreed_by = Some(cast.manager);
        d.actions = vec![agreed, idea];
        d.follow_ups = vec![self.follow_up(Outcome::NotDone, &[cast.jonah])];
        d
    }

    fn personal(&mut self, cast: &Cast) -> Discussion {
        let subject = Subject::Practitioner(cast.practitioner);
        let mut d = Discussion::new(self.id(), subject, self.now);
        let mut answer = self.answer(
            "knowledge.what-stayed",
            Part::KnowledgeAndSkills,
            "What has stayed with you after the last visit?",
        );
        answer.destination = Destination::StaffFile;
        let mut passage = self.passage("The quiet in that kitchen. I slept badly after it.", &[]);
        passage.voice = Some(Voice::Practitioner);
        passage.kind = Some(Kind::Feeling);
        answer.contributions = vec![passage];
        d.answers = vec![answer];
        d.personal = Some(Personal {
            id: self.id(),
            wellbeing: "Tired, and glad of the team.".into(),
            workload: "Eighteen children; two could move to a colleague by June.".into(),
            learning: "A day on talking with children who do not use speech.".into(),
            safety_at_work: "Visits after dark are done by two.".into(),
            standards: "Assessment: the next one is written together.".into(),
        });
        d.actions = vec![self.action(
            "Keep the morning after a hard visit free of meetings",
            Due { typed: "from now on".into(), on: None },
            &[],
        )];
        d
    }

    fn learning(&mut self) -> Discussion {
        let mut d = Discussion::new(self.id(), Subject::Learning, self.now);
        let mut answer = self.answer(
            "process.what-next",
            Part::ProcessMaps,
            "What did we learn about how we work that others could use?",
        );
        answer.destination = Destination::StaffFile;
        let mut passage = self.passage("Asking the earlier school first saves a month.", &[]);
        passage.voice = Some(Voice::Group { role: Role::Observer });
        answer.contributions = vec![passage];
        d.answers = vec![answer];
        d
    }

    fn answer(&mut self, question: &str, part: Part, wording: &str) -> Answer {
        Answer {
            id: self.id(),
            question: question.into(),
            bank: "practice-framework".into(),
            bank_version: "2026-11-23".into(),
            part,
            wording: wording.into(),
            state: AnswerState::Answered,
            elsewhere: String::new(),
            contributions: Vec::new(),
            value: None,
            destination: Destination::ChildFile,
        }
    }

    fn passage(&mut self, text: &str, children: &[Ulid]) -> Contribution {
        Contribution {
            id: self.id(),
            text: text.into(),
            children: children.to_vec(),
            voice: None,
            kind: None,
            third_party: false,
            rough: false,
            written: self.now,
        }
    }

    fn score(&self, score: u8, rater: &str) -> SafetyScore {
        SafetyScore {
            score,
            zero: "a child will be hurt again this week".into(),
            ten: "everybody who knows them is sure that they are safe".into(),
            rater: rater.into(),
            on: Some(self.day(0)),
        }
    }

    fn glance(&mut self) -> AtAGlance {
        AtAGlance {
            id: self.id(),
            legal_status: "Lives at home with her mum; no court order".into(),
            plan: "Child in need plan".into(),
            last_seen: Due { typed: "Friday".into(), on: Some(self.day(-3)) },
            seen_where: "at school".into(),
            seen_alone: Some(true),
            to_come: "Review of the plan in 18 days".into(),
            next_dates: vec![NextDate {
                id: self.id(),
                what: "Review of the plan".into(),
                on: Some(self.day(18)),
            }],
            who_decides: "Ruth Adeyemi, team manager".into(),
        }
    }

    fn journey(&mut self, older: Ulid) -> Journey {
        Journey {
            id: self.id(),
            place: Some(Place::CareManagement),
            local_name: "Family Help".into(),
            next_place: Some(Place::EarlyHelp),
            timescale: "before she changes school next September".into(),
            checkpoints: vec![Checkpoint {
                id: self.id(),
                what: "Maya gets to school on four mornings of five".into(),
                by: Due { typed: "in 40 days".into(), on: Some(self.day(40)) },
            }],
            earlier: vec![EarlierJourney {
                id: self.id(),
                child: Some(older),
                authority: "Northmoor".into(),
                when: "three years ago".into(),
                what: "A parenting course that ended when the family moved".into(),
                what_worked: "a worker who came in the mornings".into(),
            }],
            parallel_plan: "Maya's gran is asked now whether Maya could live with her.".into(),
            permanence: "With her mum, or with her gran".into(),
        }
    }

    fn safety_passages(&mut self, children: &[Ulid]) -> Vec<SafetyPassage> {
        use SafetyDomain as D;
        [
            (D::PastHarm, "Maya was left alone overnight twice last winter."),
            (
                D::FutureDanger,
                "If nights are like that again, Maya may come to harm and tell nobody.",
            ),
            (D::ComplicatingFactor, "Mum works nights and cannot say no to a shift."),
            (D::Strength, "Mum asks for help before things break."),
            (D::ExistingSafety, "In October Mum sent Maya to her gran before a night shift."),
            (D::NeedsToHappen, "A grown-up Maya trusts sleeps in the house every night."),
        ]
        .into_iter()
        .map(|(domain, text)| SafetyPassage {
            id: self.id(),
            domain,
            text: text.into(),
            children: children.to_vec(),
            written: self.now,
        })
        .collect()
    }

    fn danger(&mut self, children: &[Ulid]) -> DangerStatement {
        DangerStatement {
            id: self.id(),
            statement: "Tom and the school worry that nobody will be there at night, and that a \
                        child will be frightened or hurt."
                .into(),
            goal: "Every night for three months an adult the family chose is in the house.".into(),
            scale: Some(self.score(4, "Mum")),
            dispute: "Mum says it happened once, and only until midnight.".into(),
            children: children.to_vec(),
            written: self.now,
        }
    }

    fn tool(&mut self, tool: &str, children: &[Ulid]) -> ToolUsed {
        ToolUsed {
            id: self.id(),
            tool: tool.into(),
            showed: "Who is called first when something goes wrong.".into(),
            children: children.to_vec(),
        }
    }

    fn urgent(&mut self, children: &[Ulid]) -> UrgentAct {
        UrgentAct {
            id: self.id(),
            told: "Ruth Adeyemi, team manager".into(),
            when: "during the meeting, at once".into(),
            decided: "Tom visits this evening, before the night shift.".into(),
            children: children.to_vec(),
            written: self.now,
        }
    }

    fn decision(&mut self, children: &[Ulid]) -> Decision {
        Decision {
            id: self.id(),
            text: "The plan goes on, with a grandparent in it.".into(),
            rationale: "Where a grandparent helped, the children slept and got to school.".into(),
            by: "Ruth Adeyemi, team manager".into(),
            children: children.to_vec(),
            written: self.now,
        }
    }

    fn action(&mut self, what: &str, by: Due, children: &[Ulid]) -> Action {
        Action {
            id: self.id(),
            what: what.into(),
            who: "Tom Bell".into(),
            by,
            why: "We decide better when we know it from those who were there.".into(),
            children: children.to_vec(),
            standing: Standing::Agreed,
            agreed_by: None,
            imported: false,
            written: self.now,
        }
    }

    fn follow_up(&mut self, outcome: Outcome, children: &[Ulid]) -> FollowUp {
        FollowUp {
            id: self.id(),
            action: self.id(),
            session: self.id(),
            what: "Ring the health visitor about the missed appointment".into(),
            children: children.to_vec(),
            outcome,
            words: "She was reached at the second try.".into(),
            difference: "The next appointment was kept.".into(),
            written: self.now,
        }
    }

    fn hypothesis_outcome(&mut self, children: &[Ulid]) -> HypothesisOutcome {
        HypothesisOutcome {
            id: self.id(),
            passage: self.id(),
            session: self.id(),
            guess: "She stays away on the days when nobody is at home to wake her".into(),
            children: children.to_vec(),
            destination: Destination::ChildFile,
            third_party: false,
            became: "So it was: since her gran rings at seven she has missed one morning.".into(),
            written: self.now,
        }
    }
}

mod answers;
