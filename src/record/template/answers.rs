//! The answers of the example: each state, voice, kind and value once.

use super::Writer;
use crate::practice::{Block, Destination, Part, Place};
use crate::record::answer::{Answer, AnswerState, Contribution, Kind, Value, View, Voice};

impl Writer<'_> {
    pub(super) fn answers_about_one_child(&mut self) -> Vec<Answer> {
        let mut answers = self.answered();
        answers.extend(self.otherwise());
        answers
    }

    fn marked(&mut self, text: &str, voice: Voice, kind: Option<Kind>) -> Contribution {
        Contribution { voice: Some(voice), kind, ..self.passage(text, &[]) }
    }

    /// Answers in words, by a value, or both.
    fn answered(&mut self) -> Vec<Answer> {
        let mut surprise = self.answer(
            "journey.surprised",
            Part::ChildsJourney,
            "What did this child last say or show you that surprised you?",
        );
        let heard = View::Heard {
            told_by: "Tom Bell".into(),
            when: "at school on Thursday".into(),
            how: "while drawing".into(),
        };
        let seen = View::Observed { by: "her class teacher".into(), when: "this term".into() };
        let mut rough = self.passage("ask about the drawing again??", &[]);
        rough.rough = true;
        let mut neighbour = self.marked(
            "The neighbour hears Maya leave on her own at six.",
            Voice::Partner { who: "school".into() },
            Some(Kind::Fact),
        );
        neighbour.third_party = true;
        surprise.contributions = vec![
            self.passage("That she set the table for three.\nThere are two of them.", &[]),
            self.marked("“Mornings are the hard part.”", Voice::Child { view: heard }, None),
            self.marked(
                "She waits at the gate until her gran waves.",
                Voice::Child { view: seen },
                None,
            ),
            self.marked(
                "Perhaps she thinks it is her job to keep the house awake.",
                Voice::Child { view: View::Imagined },
                None,
            ),
            neighbour,
            self.marked(
                "She is not refusing school. She is guarding the house.",
                Voice::Supervisor,
                Some(Kind::Judgement),
            ),
            self.marked(
                "If somebody sleeps there, she will come to school.",
                Voice::Practitioner,
                Some(Kind::Hypothesis { became: "On three mornings of four she did.".into() }),
            ),
            rough,
        ];
        let mut place = self.answer(
            "journey.where-now",
            Part::ChildsJourney,
            "Where on the journey would this child say they are?",
        );
        place.value = Some(Value::Place(Place::CareManagement));
        let mut four = self.answer(
            "participation.four",
            Part::Participation,
            "How has this child had a hand in the plan?",
        );
        four.value = Some(Value::FourIs {
            involve: "She chose who comes to the review.".into(),
            inform: "Tom told her what was written, in her words.".into(),
            invest: "An hour with her, and nothing else in it.".into(),
            influence: "The review moved to the afternoon.".into(),
        });
        let mut safe = self.answer(
            "safety.scale",
            Part::SignsOfSafety,
            "From 0 to 10, how safe is this child tonight?",
        );
        safe.value = Some(Value::Safety(self.score(5, "Tom Bell")));
        let mut bulb =
            self.answer("lightbulb.effect", Part::Lightbulb, "What effect is our help having?");
        bulb.value = Some(Value::Lightbulb {
            effect: "She talks more in the car than in the room.".into(),
            on_whom: "Maya, and Mum who hears of it".into(),
            how_we_know: "Mum rang to say so.".into(),
            what_else: "Visits on the way to school.".into(),
        });
        let mut block = self.answer(
            "blocks.where",
            Part::BuildingBlocks,
            "Where is your relationship with this family?",
        );
        block.value = Some(Value::Block(Block::Middle));
        block.contributions = vec![self.marked(
            "He kept his promise about the bike.",
            Voice::Family { who: "Mum".into() },
            Some(Kind::Feeling),
        )];
        let mut scales = self.answer(
            "scales.balance",
            Part::Scales,
            "What tipped the balance between what we must do and what we offer?",
        );
        scales.value = Some(Value::Balance(2));
        vec![surprise, place, four, safe, bulb, block, scales]
    }

    /// Answers that are none, and answers filed elsewhere.
    fn otherwise(&mut self) -> Vec<Answer> {
        let mut out = Vec::new();
        for (question, part, wording, state, destination) in [
            (
                "journey.unexplained",
                Part::ChildsJourney,
                "Which part of how this child came to be here can we still not explain?",
                AnswerState::AskedNotKnown,
                Destination::ChildFile,
            ),
            (
                "trauma.before",
                Part::Trauma,
                "What happened to this child before we knew them?",
                AnswerState::RecordedElsewhere,
                Destination::ChildFile,
            ),
            (
                "service.owe",
                Part::ServiceStandards,
                "What do only we owe this child?",
                AnswerState::BringBack,
                Destination::ChildFile,
            ),
            (
                "trust.good",
                Part::TrustStandards,
                "How good would this have to be for a child of your own?",
                AnswerState::NotToday,
                Destination::ChildFile,
            ),
            (
                "process.court",
                Part::ProcessMaps,
                "What would a court ask us first?",
                AnswerState::NotRelevant,
                Destination::ChildFile,
            ),
            (
                "relationships.hard-to-warm-to",
                Part::Relationships,
                "What in this family is hard for you to warm to?",
                AnswerState::Answered,
                Destination::StaffFile,
            ),
            (
                "knowledge.sure",
                Part::KnowledgeAndSkills,
                "What would you need to know to be surer?",
                AnswerState::Answered,
                Destination::TheTwoDecide,
            ),
        ] {
            let mut answer = self.answer(question, part, wording);
            answer.state = state;
            answer.destination = destination;
            match state {
                AnswerState::RecordedElsewhere => answer.elsewhere = "her chronology".into(),
                AnswerState::Answered if destination == Destination::StaffFile => {
                    answer.contributions =
                        vec![self.passage("How quickly doors are shut in that house.", &[])];
                }
                AnswerState::Answered => {
                    answer.contributions =
                        vec![self.passage("What a night there is like for a child of nine.", &[])];
                }
                _ => {}
            }
            out.push(answer);
        }
        out
    }
}
