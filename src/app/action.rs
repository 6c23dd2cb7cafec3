//! Everything a person can ask the program to do, by name.

mod here;
mod words;

/// Something a person can do. Each has a row in the binding table, a name for
/// the palette and linear prompts, and one handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Open what is selected, or go on.
    Accept,
    /// Out of the text, then back; discards nothing.
    Back,
    /// The next field.
    NextField,
    /// The field before.
    PreviousField,
    /// The item above.
    ItemUp,
    /// The item below.
    ItemDown,
    /// The next question.
    NextQuestion,
    /// The question before.
    PreviousQuestion,
    /// Choose a part of the wheel.
    Wheel,
    /// All questions in order, from the first not yet answered.
    AllInOrder,
    /// Find a question.
    Find,
    /// Not today.
    NotToday,
    /// Bring it back next time.
    BringBack,
    /// Not relevant for this child.
    NotRelevant,
    /// Asked, and not known.
    AskedNotKnown,
    /// Recorded elsewhere.
    RecordedElsewhere,
    /// File this answer elsewhere.
    FileElsewhere,
    /// Mark as a rough note.
    RoughNote,
    /// Brothers and sisters: whom these words are about.
    Concerns,
    /// Decision and actions.
    Close,
    /// One more action.
    AddAction,
    /// The children and people of this meeting.
    Meeting,
    /// One more child.
    AddChild,
    /// The practitioner's own part.
    OwnPart,
    /// Another child of the same name.
    AnotherChild,
    /// Read the note as it will leave.
    Review,
    /// For whom the note is: next choice.
    NextAudience,
    /// Text or Markdown: next choice.
    NextFormat,
    /// Brothers and sisters: the next child's page.
    NextPage,
    /// Finalise, and write the file.
    Finalise,
    /// Write the file as it stands.
    Export,
    /// Change where the file goes.
    ChangePath,
    /// Replace the file that is there.
    ReplaceFile,
    /// Begin a session.
    BeginSession,
    /// Make the recovery file.
    MakeRecovery,
    /// Save now.
    Save,
    /// Undo the last words.
    Undo,
    /// Redo.
    Redo,
    /// Help.
    Help,
    /// Run anything by name.
    Palette,
    /// Hide the screen; again, lock.
    Hide,
    /// Leave; everything is kept.
    Leave,
    /// Mark a child; in the meeting, in depth or brief.
    Mark,
    /// The brief check of a child.
    Brief,
    /// The next child's brief check.
    NextChild,
    /// The brief check before.
    PreviousChild,
    /// Take over what was known last time.
    LastTime,
    /// Brothers and sisters together, or one by one.
    Together,
    /// Five minutes more.
    MoreMinutes,
    /// Five minutes less.
    FewerMinutes,
    /// The next theme.
    Theme,
    /// A screenful up in a list.
    ScreenUp,
    /// A screenful down in a list.
    ScreenDown,
    /// The first item.
    First,
    /// The last item.
    Last,
    /// The tour of the practice vault.
    Tour,
    /// Choose questions for this hour.
    Choose,
    /// Choosing: take a question, or leave it out.
    TakeOrLeave,
    /// Choosing: another question in its place.
    AnotherQuestion,
    /// Choosing: the work is stuck.
    Stuck,
    /// Brothers and sisters: these words are about the child with this number,
    /// from 1; again, they are not.
    AboutChild(u8),
    /// Back round the ring of the wheel, or to less in a drawing.
    TurnBack,
    /// On round the ring of the wheel, or to more in a drawing.
    TurnOn,
    /// A part of the wheel, or a step of a drawing, by its number.
    Number(u8),
    /// Round the three Principles.
    Principle,
    /// Where the work is on the doing wheel: next stage.
    Stage,
    /// The drawing beside an answer, and back.
    Drawing,
    /// Take a drawing's value away.
    ClearValue,
    /// On the scale: whose number it is.
    Whose,
    /// Mark every child that is shown, or none.
    MarkAll,
    /// This can't wait: who was told, when, what was decided.
    AtOnce,
    /// In a sheet: one more of the same.
    OneMore,
    /// One more passage of this answer.
    NewPassage,
    /// The next passage of this answer.
    NextPassage,
    /// Whose words a passage is: 0 is the next in turn, 1 to 7 one of those
    /// there are, 8 nobody.
    Said(u8),
    /// What kind of statement it is: 0 is the next in turn, 1 to 4 one of those
    /// there are, 5 none.
    Kind(u8),
    /// Mark a passage as about or from another person.
    ThirdParty,
    /// Every passage of this discussion, with who said it.
    WhoSaid,
    /// Find words in all records.
    Search,
    /// Two versions: keep this one's words.
    KeepThis,
    /// Two versions: keep the other's.
    KeepOther,
    /// Two versions: keep both.
    KeepBoth,
    /// Two versions: the next difference.
    NextDifference,
    /// Two versions: the difference before.
    PreviousDifference,
    /// Make two versions one.
    Settle,
    /// The next thing that may be missing from the note.
    NextNudge,
    /// To the place where it can be mended.
    Mend,
    /// Set it aside, with a word.
    SetAside,
    /// Signs of Safety.
    Signs,
    /// The child's journey.
    Journey,
    /// Tools and parts of the framework.
    Tools,
    /// Who stands behind a finalised note.
    StandBehind,
    /// Words that are added to a finalised note.
    AddLater,
    /// Words that must not be there.
    TakeOut,
    /// Send a note, or what is prepared.
    Send,
    /// The people whose keys are known here.
    People,
    /// Take in what somebody sent.
    Receive,
    /// Prepare for supervision, as the practitioner.
    Prepare,
    /// What is still open from earlier meetings.
    Thread,
    /// A decision in passing.
    Corridor,
    /// A meeting that did not take place.
    Cancelled,
    /// What was said before to this question.
    Earlier,
    /// Which headings the note has, in which order: next choice.
    NextLayout,
    /// Words to the child: a paragraph, or a letter.
    ToTheChild,
    /// Notes still to file.
    Queue,
    /// Copy the note that is read.
    Copy,
    /// Notes to file: write this one.
    WriteNote,
    /// Notes to file: this one was handed over.
    Filed,
    /// Notes to file: the next one.
    NextNote,
    /// Notes to file: the one before.
    PreviousNote,
    /// Passages for others to learn from.
    Learning,
    /// For learning: words stay as they are, or no longer.
    LeaveAsIs,
    /// For learning: words that were not found.
    AddWords,
}

impl Action {
    /// All of them, in the order help shows them.
    pub const ALL: [Action; 113] = [
        Action::Accept,
        Action::Back,
        Action::NextField,
        Action::PreviousField,
        Action::ItemUp,
        Action::ItemDown,
        Action::NextQuestion,
        Action::PreviousQuestion,
        Action::Wheel,
        Action::AllInOrder,
        Action::Find,
        Action::NotToday,
        Action::BringBack,
        Action::NotRelevant,
        Action::AskedNotKnown,
        Action::RecordedElsewhere,
        Action::FileElsewhere,
        Action::RoughNote,
        Action::Concerns,
        Action::Close,
        Action::AddAction,
        Action::Meeting,
        Action::AddChild,
        Action::OwnPart,
        Action::AnotherChild,
        Action::Review,
        Action::NextAudience,
        Action::NextFormat,
        Action::NextPage,
        Action::Finalise,
        Action::Export,
        Action::ChangePath,
        Action::ReplaceFile,
        Action::BeginSession,
        Action::MakeRecovery,
        Action::Save,
        Action::Undo,
        Action::Redo,
        Action::Help,
        Action::Palette,
        Action::Hide,
        Action::Leave,
        Action::Mark,
        Action::Brief,
        Action::NextChild,
        Action::PreviousChild,
        Action::LastTime,
        Action::Together,
        Action::MoreMinutes,
        Action::FewerMinutes,
        Action::Theme,
        Action::ScreenUp,
        Action::ScreenDown,
        Action::First,
        Action::Last,
        Action::Tour,
        Action::Choose,
        Action::TakeOrLeave,
        Action::AnotherQuestion,
        Action::Stuck,
        Action::AboutChild(1),
        Action::TurnBack,
        Action::TurnOn,
        Action::Number(1),
        Action::Principle,
        Action::Stage,
        Action::Drawing,
        Action::ClearValue,
        Action::Whose,
        Action::MarkAll,
        Action::AtOnce,
        Action::OneMore,
        Action::NewPassage,
        Action::NextPassage,
        Action::Said(0),
        Action::Kind(0),
        Action::ThirdParty,
        Action::WhoSaid,
        Action::Search,
        Action::KeepThis,
        Action::KeepOther,
        Action::KeepBoth,
        Action::NextDifference,
        Action::PreviousDifference,
        Action::Settle,
        Action::NextNudge,
        Action::Mend,
        Action::SetAside,
        Action::Signs,
        Action::Journey,
        Action::Tools,
        Action::StandBehind,
        Action::AddLater,
        Action::TakeOut,
        Action::Send,
        Action::People,
        Action::Receive,
        Action::Prepare,
        Action::Thread,
        Action::Corridor,
        Action::Cancelled,
        Action::Earlier,
        Action::NextLayout,
        Action::ToTheChild,
        Action::Queue,
        Action::Copy,
        Action::WriteNote,
        Action::Filed,
        Action::NextNote,
        Action::PreviousNote,
        Action::Learning,
        Action::LeaveAsIs,
        Action::AddWords,
    ];

    /// Whether it moves a selection and no more: lines have none to move.
    pub fn moves_only(self) -> bool {
        matches!(
            self,
            Action::ItemUp
                | Action::ItemDown
                | Action::ScreenUp
                | Action::ScreenDown
                | Action::First
                | Action::Last
        )
    }
}
