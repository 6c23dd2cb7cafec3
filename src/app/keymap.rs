//! The single binding table: it feeds dispatch, footer hints, help, palette,
//! the `keys` command and the README's table.

use super::action::Action;
use super::key::{Code, Key};

/// Where a binding holds. A text context takes plain characters as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// No vault yet.
    Welcome,
    /// Setting up, unlocking.
    Door,
    /// Home.
    Home,
    /// Who is here, and the children of the meeting.
    Begin,
    /// The list of discussions of this meeting.
    Meeting,
    /// The ring list.
    Wheel,
    /// Finding a question.
    Find,
    /// At a question.
    Question,
    /// Decision and actions.
    Close,
    /// Reading the note.
    Review,
    /// Help and palette.
    Help,
    /// The path of a file.
    Path,
    /// The brief check of a child.
    Brief,
    /// Choosing questions for this hour.
    Choose,
    /// In the drawing beside an answer: a place within the question.
    Drawing,
    /// In a sheet.
    Sheet,
    /// At a choice in a sheet: a place within it.
    Pick,
    /// Who said what.
    Said,
    /// Finding words in all records.
    Search,
    /// Two versions of a session side by side.
    Versions,
    /// A word of why something was set aside.
    SetAside,
    /// At a text of a sheet with words to be taken: a place within it.
    Offer,
    /// At the end of a sheet, where what was written is made final.
    End,
    /// A list of what is settled about a note, or between two vaults.
    Matter,
    /// Fields of the same.
    Fields,
    /// Asked once more before it is done: `y` is the yes, and Enter.
    Sure,
    /// Notes still to file.
    Queue,
    /// The case system's reference of a note that was handed over.
    Reference,
    /// For learning: passages, and what is replaced in them.
    Passages,
    /// For learning: the very text.
    Learning,
    /// Reading a note that is finalised: a place within review.
    Final,
    /// The same, where somebody is named: `y` alone is the yes.
    Named,
}

impl Place {
    /// All places.
    pub const ALL: [Place; 32] = [
        Place::Welcome,
        Place::Door,
        Place::Home,
        Place::Begin,
        Place::Meeting,
        Place::Wheel,
        Place::Find,
        Place::Question,
        Place::Close,
        Place::Review,
        Place::Help,
        Place::Path,
        Place::Brief,
        Place::Choose,
        Place::Drawing,
        Place::Sheet,
        Place::Pick,
        Place::Said,
        Place::Search,
        Place::Versions,
        Place::SetAside,
        Place::Offer,
        Place::End,
        Place::Matter,
        Place::Fields,
        Place::Sure,
        Place::Queue,
        Place::Reference,
        Place::Passages,
        Place::Learning,
        Place::Final,
        Place::Named,
    ];

    /// Whether plain characters are text here.
    pub fn takes_text(self) -> bool {
        !matches!(
            self,
            Place::Welcome
                | Place::Home
                | Place::Meeting
                | Place::Wheel
                | Place::Review
                | Place::Choose
                | Place::Drawing
                | Place::Pick
                | Place::Said
                | Place::Versions
                | Place::End
                | Place::Matter
                | Place::Sure
                | Place::Queue
                | Place::Passages
                | Place::Learning
                | Place::Final
                | Place::Named
        )
    }

    /// The place around this one, whose bindings hold here too unless one of
    /// its own has the key.
    fn around(self) -> Option<Place> {
        match self {
            Place::Drawing => Some(Place::Question),
            Place::Pick | Place::Offer | Place::End => Some(Place::Sheet),
            Place::Final => Some(Place::Review),
            _ => None,
        }
    }

    /// As the `keys` command names it.
    pub fn name(self) -> &'static str {
        match self {
            Place::Welcome => "welcome",
            Place::Door => "setting up",
            Place::Home => "home",
            Place::Begin => "who is here",
            Place::Meeting => "this meeting",
            Place::Wheel => "wheel",
            Place::Find => "find",
            Place::Question => "question",
            Place::Close => "decision and actions",
            Place::Review => "review",
            Place::Help => "help",
            Place::Path => "file path",
            Place::Brief => "brief check",
            Place::Choose => "choosing questions",
            Place::Drawing => "drawing",
            Place::Sheet => "section of the record",
            Place::Pick => "choosing one of several",
            Place::Said => "who said what",
            Place::Search => "find in records",
            Place::Versions => "two versions",
            Place::SetAside => "setting aside",
            Place::Offer => "words offered to take",
            Place::End => "before it is made final",
            Place::Matter => "agreeing and sending",
            Place::Fields => "fields to fill",
            Place::Sure => "asked once more",
            Place::Queue => "notes to file",
            Place::Reference => "reference there",
            Place::Passages => "choosing for learning",
            Place::Learning => "read for learning",
            Place::Final => "review, once finalised",
            Place::Named => "asked, where somebody is named",
        }
    }
}

/// One row: an action, its key, where it holds, and how soon the footer
/// mentions it (0: never; 1: first).
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What happens.
    pub action: Action,
    /// The key.
    pub key: Key,
    /// Where.
    pub places: &'static [Place],
    /// Rank in the footer.
    pub rank: u8,
}

use Place::{
    Begin, Brief, Close, Door, Drawing, Find, Help, Home, Meeting, Offer, Path, Pick, Question,
    Review, Said, Sheet, Welcome, Wheel,
};

const ALL: &[Place] = &Place::ALL;
const LISTS: &[Place] = &[Welcome, Home, Meeting, Wheel, Find, Help, Begin, Door, Review];
const LONG: &[Place] = &[Home, Meeting, Find, Help];
const FORMS: &[Place] = &[Begin, Close, Door, Brief, Sheet];
const SESSION: &[Place] = &[Meeting, Wheel, Find, Question, Close, Review, Brief, Sheet];
const WRITING: &[Place] = &[Question, Close, Begin, Door, Path, Find, Brief, Sheet];

const fn row(action: Action, key: Key, places: &'static [Place], rank: u8) -> Binding {
    Binding { action, key, places, rank }
}

/// The table. Alt and a letter has its twin: Ctrl-G, then the letter.
pub const BINDINGS: &[Binding] = &[
    row(
        Action::Accept,
        Key::plain(Code::Enter),
        &[Welcome, Home, Meeting, Wheel, Find, Help, Begin, Door, Path],
        1,
    ),
    row(Action::Finalise, Key::plain(Code::Enter), &[Review], 1),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Question, Review], 1),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Question, Review], 0),
    row(Action::NextField, Key::plain(Code::Tab), FORMS, 1),
    row(Action::PreviousField, Key::plain(Code::BackTab), FORMS, 0),
    row(Action::ItemUp, Key::plain(Code::Up), LISTS, 0),
    row(Action::ItemDown, Key::plain(Code::Down), LISTS, 0),
    row(Action::BringBack, Key::alt('b'), &[Question], 3),
    row(Action::FileElsewhere, Key::alt('f'), &[Question], 5),
    row(Action::NotToday, Key::alt('t'), &[Question], 8),
    row(Action::NotRelevant, Key::alt('n'), &[Question], 0),
    row(Action::AskedNotKnown, Key::alt('k'), &[Question], 0),
    row(Action::RecordedElsewhere, Key::alt('e'), &[Question], 0),
    row(Action::RoughNote, Key::alt('j'), &[Question], 0),
    row(Action::Concerns, Key::alt('h'), &[Question], 2),
    row(Action::Close, Key::alt('d'), SESSION, 2),
    row(Action::AddAction, Key::alt('a'), SESSION, 4),
    row(Action::Review, Key::alt('r'), SESSION, 3),
    row(Action::Meeting, Key::alt('m'), SESSION, 6),
    row(Action::Wheel, Key::alt('w'), SESSION, 7),
    row(Action::AllInOrder, Key::alt('i'), SESSION, 0),
    row(Action::Find, Key::char('/'), &[Meeting, Wheel, Review], 4),
    row(Action::Find, Key::ctrl('f'), SESSION, 7),
    row(Action::AddChild, Key::alt('c'), SESSION, 6),
    row(Action::OwnPart, Key::alt('p'), SESSION, 9),
    row(Action::AnotherChild, Key::alt('o'), &[Begin], 2),
    row(Action::NextAudience, Key::plain(Code::Tab), &[Review], 2),
    row(Action::NextPage, Key::plain(Code::Right), &[Review], 2),
    row(Action::NextFormat, Key::alt('x'), &[Review], 3),
    row(Action::Export, Key::alt('s'), &[Review], 4),
    row(Action::ChangePath, Key::alt('l'), &[Review], 5),
    row(Action::ReplaceFile, Key::alt('o'), &[Review], 0),
    row(Action::BeginSession, Key::char('n'), &[Home], 2),
    row(Action::MakeRecovery, Key::alt('y'), &[Home], 0),
    row(Action::Back, Key::plain(Code::Esc), ALL, 8),
    row(Action::Undo, Key::ctrl('z'), WRITING, 0),
    row(Action::Redo, Key::ctrl('y'), WRITING, 0),
    row(Action::Save, Key::ctrl('s'), ALL, 0),
    row(Action::Palette, Key::ctrl('p'), ALL, 0),
    row(Action::Help, Key::plain(Code::F(1)), ALL, 9),
    row(Action::Help, Key::char('?'), &[Home, Meeting, Wheel, Review], 0),
    row(Action::Hide, Key::plain(Code::F(9)), ALL, 0),
    row(Action::Leave, Key::ctrl('q'), ALL, 9),
    row(Action::Mark, Key::char(' '), &[Home, Meeting], 2),
    row(Action::Brief, Key::alt('u'), &[Meeting, Wheel, Find, Question, Close, Review], 8),
    row(Action::NextChild, Key::plain(Code::PageDown), &[Brief], 1),
    row(Action::PreviousChild, Key::plain(Code::PageUp), &[Brief], 0),
    row(Action::LastTime, Key::alt('l'), &[Brief], 2),
    row(Action::Together, Key::alt('h'), &[Meeting], 3),
    row(Action::MoreMinutes, Key::char('+'), &[Meeting], 7),
    row(Action::FewerMinutes, Key::char('-'), &[Meeting], 7),
    row(Action::Theme, Key::plain(Code::F(2)), ALL, 0),
    row(Action::ScreenUp, Key::plain(Code::PageUp), LONG, 0),
    row(Action::ScreenDown, Key::plain(Code::PageDown), LONG, 0),
    row(Action::First, Key::plain(Code::Home), &[Home, Meeting], 0),
    row(Action::Last, Key::plain(Code::End), &[Home, Meeting], 0),
    row(Action::Tour, Key::plain(Code::F(3)), ALL, 3),
    row(Action::Choose, Key::alt('g'), &[Meeting, Wheel], 2),
    row(Action::Choose, Key::alt('g'), &[Find, Question, Close, Review], 4),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::Choose], 1),
    row(Action::ItemUp, Key::plain(Code::Up), &[Place::Choose], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Place::Choose], 0),
    row(Action::TakeOrLeave, Key::char(' '), &[Place::Choose], 2),
    row(Action::AnotherQuestion, Key::char('x'), &[Place::Choose], 3),
    row(Action::MoreMinutes, Key::char('+'), &[Place::Choose], 4),
    row(Action::MoreMinutes, Key::char('='), &[Place::Choose], 0),
    row(Action::FewerMinutes, Key::char('-'), &[Place::Choose], 4),
    row(Action::Stuck, Key::char('k'), &[Place::Choose], 5),
    row(Action::Find, Key::char('/'), &[Place::Choose], 6),
    row(Action::Help, Key::char('?'), &[Place::Choose], 0),
    row(Action::Undo, Key::ctrl('z'), &[Place::Choose], 0),
    row(Action::Redo, Key::ctrl('y'), &[Place::Choose], 0),
    row(Action::AboutChild(1), Key::alt('1'), &[Question, Close], 0),
    row(Action::AboutChild(2), Key::alt('2'), &[Question, Close], 0),
    row(Action::AboutChild(3), Key::alt('3'), &[Question, Close], 0),
    row(Action::AboutChild(4), Key::alt('4'), &[Question, Close], 0),
    row(Action::AboutChild(5), Key::alt('5'), &[Question, Close], 0),
    row(Action::AboutChild(6), Key::alt('6'), &[Question, Close], 0),
    row(Action::AboutChild(7), Key::alt('7'), &[Question, Close], 0),
    row(Action::AboutChild(8), Key::alt('8'), &[Question, Close], 0),
    row(Action::AboutChild(9), Key::alt('9'), &[Question, Close], 0),
    row(Action::Concerns, Key::alt('h'), &[Close], 2),
    row(Action::TurnOn, Key::plain(Code::Right), &[Wheel, Drawing], 2),
    row(Action::TurnBack, Key::plain(Code::Left), &[Wheel, Drawing], 2),
    row(Action::ItemUp, Key::plain(Code::Up), &[Drawing], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Drawing], 0),
    row(Action::Number(1), Key::char('1'), &[Wheel, Drawing], 1),
    row(Action::Number(2), Key::char('2'), &[Wheel, Drawing], 0),
    row(Action::Number(3), Key::char('3'), &[Wheel, Drawing], 0),
    row(Action::Number(4), Key::char('4'), &[Wheel, Drawing], 0),
    row(Action::Number(5), Key::char('5'), &[Wheel, Drawing], 0),
    row(Action::Number(6), Key::char('6'), &[Wheel, Drawing], 0),
    row(Action::Number(7), Key::char('7'), &[Wheel, Drawing], 0),
    row(Action::Number(8), Key::char('8'), &[Wheel, Drawing], 0),
    row(Action::Number(9), Key::char('9'), &[Wheel, Drawing], 0),
    row(Action::Number(0), Key::char('0'), &[Drawing], 0),
    row(Action::Number(10), Key::char('t'), &[Drawing], 0),
    row(Action::Principle, Key::char('p'), &[Wheel], 0),
    row(Action::Stage, Key::char('s'), &[Wheel], 3),
    row(Action::Drawing, Key::alt('v'), &[Question], 2),
    row(Action::ClearValue, Key::plain(Code::Backspace), &[Drawing], 2),
    row(Action::ClearValue, Key::plain(Code::Delete), &[Drawing], 0),
    row(Action::Whose, Key::char('w'), &[Drawing], 1),
    row(Action::NextField, Key::plain(Code::Tab), &[Question, Drawing], 1),
    row(Action::NextField, Key::plain(Code::Enter), &[Drawing], 0),
    row(Action::PreviousField, Key::plain(Code::BackTab), &[Question], 0),
    row(Action::MarkAll, Key::char('a'), &[Home], 3),
    row(Action::AtOnce, Key::plain(Code::F(4)), SESSION, 0),
    row(Action::OneMore, Key::alt('o'), &[Sheet], 2),
    row(Action::TurnOn, Key::plain(Code::Right), &[Pick], 1),
    row(Action::TurnBack, Key::plain(Code::Left), &[Pick], 0),
    row(Action::ClearValue, Key::plain(Code::Backspace), &[Pick], 2),
    row(Action::Accept, Key::plain(Code::Enter), &[Pick], 0),
    row(Action::Number(1), Key::char('1'), &[Pick], 0),
    row(Action::Number(2), Key::char('2'), &[Pick], 0),
    row(Action::Number(3), Key::char('3'), &[Pick], 0),
    row(Action::Number(4), Key::char('4'), &[Pick], 0),
    row(Action::Number(5), Key::char('5'), &[Pick], 0),
    row(Action::Number(6), Key::char('6'), &[Pick], 0),
    row(Action::Number(7), Key::char('7'), &[Pick], 0),
    row(Action::Number(8), Key::char('8'), &[Pick], 0),
    row(Action::Number(9), Key::char('9'), &[Pick], 0),
    row(Action::Concerns, Key::alt('h'), &[Sheet], 3),
    row(Action::AboutChild(1), Key::alt('1'), &[Sheet], 0),
    row(Action::AboutChild(2), Key::alt('2'), &[Sheet], 0),
    row(Action::AboutChild(3), Key::alt('3'), &[Sheet], 0),
    row(Action::AboutChild(4), Key::alt('4'), &[Sheet], 0),
    row(Action::AboutChild(5), Key::alt('5'), &[Sheet], 0),
    row(Action::AboutChild(6), Key::alt('6'), &[Sheet], 0),
    row(Action::AboutChild(7), Key::alt('7'), &[Sheet], 0),
    row(Action::AboutChild(8), Key::alt('8'), &[Sheet], 0),
    row(Action::AboutChild(9), Key::alt('9'), &[Sheet], 0),
    row(Action::NewPassage, Key::alt('o'), &[Question], 8),
    row(Action::Said(0), Key::alt('s'), &[Question], 8),
    row(Action::Kind(0), Key::alt('y'), &[Question], 0),
    row(Action::ThirdParty, Key::alt('z'), &[Question], 0),
    row(Action::NextPassage, Key::alt('l'), &[Question], 8),
    row(Action::WhoSaid, Key::char('w'), &[Review], 6),
    row(Action::Accept, Key::plain(Code::Enter), &[Said], 1),
    row(Action::ItemUp, Key::plain(Code::Up), &[Said], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Said], 0),
    row(Action::Said(1), Key::char('c'), &[Said], 0),
    row(Action::Said(2), Key::char('o'), &[Said], 0),
    row(Action::Said(3), Key::char('i'), &[Said], 0),
    row(Action::Said(4), Key::char('p'), &[Said], 0),
    row(Action::Said(5), Key::char('s'), &[Said], 0),
    row(Action::Said(6), Key::char('f'), &[Said], 0),
    row(Action::Said(7), Key::char('r'), &[Said], 0),
    row(Action::Said(8), Key::char('n'), &[Said], 0),
    row(Action::Kind(1), Key::char('g'), &[Said], 0),
    row(Action::Kind(2), Key::char('j'), &[Said], 0),
    row(Action::Kind(3), Key::char('k'), &[Said], 0),
    row(Action::Kind(4), Key::char('e'), &[Said], 0),
    row(Action::Kind(5), Key::char('x'), &[Said], 0),
    row(Action::ThirdParty, Key::char('t'), &[Said], 0),
    row(Action::AboutChild(1), Key::char('1'), &[Said], 0),
    row(Action::AboutChild(2), Key::char('2'), &[Said], 0),
    row(Action::AboutChild(3), Key::char('3'), &[Said], 0),
    row(Action::AboutChild(4), Key::char('4'), &[Said], 0),
    row(Action::AboutChild(5), Key::char('5'), &[Said], 0),
    row(Action::AboutChild(6), Key::char('6'), &[Said], 0),
    row(Action::AboutChild(7), Key::char('7'), &[Said], 0),
    row(Action::AboutChild(8), Key::char('8'), &[Said], 0),
    row(Action::AboutChild(9), Key::char('9'), &[Said], 0),
    row(Action::Undo, Key::ctrl('z'), &[Said], 2),
    row(Action::Redo, Key::ctrl('y'), &[Said], 0),
    row(Action::Help, Key::char('?'), &[Said], 0),
    row(Action::Search, Key::char('/'), &[Home], 3),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::Search], 1),
    row(Action::ItemUp, Key::plain(Code::Up), &[Place::Search, Place::Versions], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Place::Search, Place::Versions], 0),
    row(Action::ScreenUp, Key::plain(Code::PageUp), &[Place::Search], 0),
    row(Action::ScreenDown, Key::plain(Code::PageDown), &[Place::Search], 0),
    row(Action::Undo, Key::ctrl('z'), &[Place::Search], 0),
    row(Action::Redo, Key::ctrl('y'), &[Place::Search], 0),
    row(Action::KeepThis, Key::char('t'), &[Place::Versions], 1),
    row(Action::KeepOther, Key::char('o'), &[Place::Versions], 1),
    row(Action::KeepBoth, Key::char('b'), &[Place::Versions], 1),
    row(Action::NextDifference, Key::plain(Code::Tab), &[Place::Versions], 2),
    row(Action::PreviousDifference, Key::plain(Code::BackTab), &[Place::Versions], 0),
    row(Action::Settle, Key::plain(Code::Enter), &[Place::Versions], 1),
    row(Action::Help, Key::char('?'), &[Place::Versions], 0),
    row(Action::NextNudge, Key::char('n'), &[Review], 4),
    row(Action::Mend, Key::char('g'), &[Review], 3),
    row(Action::SetAside, Key::char('x'), &[Review], 3),
    row(Action::Undo, Key::ctrl('z'), &[Review, Place::SetAside], 0),
    row(Action::Redo, Key::ctrl('y'), &[Place::SetAside], 0),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::SetAside], 1),
    row(Action::Number(0), Key::char('0'), &[Pick], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Offer], 1),
    row(Action::ItemUp, Key::plain(Code::Up), &[Offer], 0),
    row(Action::LastTime, Key::alt('l'), &[Sheet], 2),
    row(Action::Signs, Key::plain(Code::F(5)), SESSION, 0),
    row(Action::Journey, Key::plain(Code::F(6)), SESSION, 0),
    row(Action::Tools, Key::plain(Code::F(8)), SESSION, 0),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Sheet], 3),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Sheet], 0),
    row(Action::StandBehind, Key::char('b'), &[Review], 1),
    row(Action::AddLater, Key::char('l'), &[Review], 2),
    row(Action::Send, Key::char('s'), &[Review, Meeting], 5),
    row(Action::TakeOut, Key::char('t'), &[Review], 0),
    row(Action::People, Key::char('p'), &[Home], 5),
    row(Action::Receive, Key::char('r'), &[Home], 6),
    row(Action::Prepare, Key::char('v'), &[Home], 7),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::End, Place::Matter, Place::Fields], 1),
    row(Action::ItemUp, Key::plain(Code::Up), &[Place::Matter, Place::Sure, Place::Named], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Place::Matter, Place::Sure, Place::Named], 0),
    row(Action::ScreenUp, Key::plain(Code::PageUp), &[Place::Matter], 0),
    row(Action::ScreenDown, Key::plain(Code::PageDown), &[Place::Matter], 0),
    row(Action::Mark, Key::char(' '), &[Place::Matter], 2),
    row(Action::NextField, Key::plain(Code::Tab), &[Place::Fields], 2),
    row(Action::PreviousField, Key::plain(Code::BackTab), &[Place::Fields], 0),
    row(Action::Finalise, Key::plain(Code::Enter), &[Place::Sure], 1),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Place::Sure, Place::Named], 2),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Place::Sure, Place::Named], 0),
    row(Action::Thread, Key::plain(Code::F(7)), SESSION, 0),
    row(Action::Choose, Key::alt('g'), &[Sheet], 0),
    row(Action::Corridor, Key::char('d'), &[Home], 10),
    row(Action::Cancelled, Key::char('x'), &[Home], 0),
    row(Action::Earlier, Key::alt('q'), &[Question], 0),
    row(Action::NextLayout, Key::char('h'), &[Review], 0),
    row(Action::ToTheChild, Key::plain(Code::F(12)), SESSION, 0),
    row(Action::Queue, Key::char('f'), &[Home], 2),
    row(Action::Queue, Key::char('f'), &[Review], 4),
    row(Action::Copy, Key::char('c'), &[Place::Queue], 1),
    row(Action::Copy, Key::char('c'), &[Review], 5),
    row(Action::WriteNote, Key::char('w'), &[Place::Queue], 2),
    row(Action::Filed, Key::plain(Code::Enter), &[Place::Queue], 1),
    row(Action::NextNote, Key::char('n'), &[Place::Queue], 2),
    row(Action::NextNote, Key::plain(Code::Right), &[Place::Queue], 0),
    row(Action::PreviousNote, Key::char('p'), &[Place::Queue], 0),
    row(Action::PreviousNote, Key::plain(Code::Left), &[Place::Queue], 0),
    row(Action::NextFormat, Key::alt('x'), &[Place::Queue], 4),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Place::Queue], 5),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Place::Queue], 0),
    row(Action::ItemUp, Key::plain(Code::Up), &[Place::Queue], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Place::Queue], 0),
    row(Action::ReplaceFile, Key::alt('o'), &[Place::Queue], 1),
    row(Action::Undo, Key::char('u'), &[Place::Queue], 3),
    row(Action::Undo, Key::ctrl('z'), &[Place::Queue, Place::Reference], 0),
    row(Action::Redo, Key::ctrl('y'), &[Place::Reference], 0),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::Reference], 1),
    row(Action::Help, Key::char('?'), &[Place::Queue], 0),
    row(Action::Learning, Key::char('d'), &[Review], 7),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::Passages], 1),
    row(Action::Mark, Key::char(' '), &[Place::Passages], 1),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Place::Passages], 2),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Place::Passages], 0),
    row(Action::LeaveAsIs, Key::plain(Code::Delete), &[Place::Passages], 2),
    row(Action::AddWords, Key::char('+'), &[Place::Passages], 3),
    row(Action::ItemUp, Key::plain(Code::Up), &[Place::Passages, Place::Learning], 0),
    row(Action::ItemDown, Key::plain(Code::Down), &[Place::Passages, Place::Learning], 0),
    row(Action::Help, Key::char('?'), &[Place::Passages, Place::Learning], 0),
    row(Action::Export, Key::plain(Code::Enter), &[Place::Learning], 1),
    row(Action::NextQuestion, Key::plain(Code::PageDown), &[Place::Learning], 2),
    row(Action::PreviousQuestion, Key::plain(Code::PageUp), &[Place::Learning], 0),
    row(Action::NextFormat, Key::alt('x'), &[Place::Learning], 3),
    row(Action::ChangePath, Key::alt('l'), &[Place::Learning], 4),
    row(Action::ReplaceFile, Key::alt('o'), &[Place::Learning], 0),
    // A key means the same in a finalised note at review and in one to file.
    row(Action::WriteNote, Key::char('w'), &[Place::Final], 0),
    row(Action::WriteNote, Key::alt('s'), &[Place::Queue], 0),
    row(Action::NextNote, Key::char('n'), &[Place::Final], 0),
    row(Action::PreviousNote, Key::char('p'), &[Place::Final], 0),
    row(Action::PreviousNote, Key::plain(Code::Left), &[Review], 0),
    row(Action::NextLayout, Key::char('h'), &[Place::Queue], 0),
    row(Action::Queue, Key::char('f'), &[Place::Queue], 0),
    row(Action::Finalise, Key::char('y'), &[Place::Named], 1),
    row(Action::Accept, Key::plain(Code::Enter), &[Place::Named], 0),
    // The same yes wherever it is asked.
    row(Action::Finalise, Key::char('y'), &[Place::Sure], 0),
];

/// The key that begins the twin of Alt and a letter.
pub const TWIN: Key = Key::ctrl('g');

/// What a key means at a place; `after_twin` when Ctrl-G came before it.
pub fn resolve(place: Place, key: Key, after_twin: bool) -> Option<Action> {
    let key = match (after_twin, key.code) {
        (true, Code::Char(c)) => Key::alt(c.to_ascii_lowercase()),
        _ => key,
    };
    let at = |place| BINDINGS.iter().find(|b| b.key == key && b.places.contains(&place));
    at(place).or_else(|| at(place.around()?)).map(|b| b.action)
}

/// The rows that hold at a place: its own first, then those of the place
/// around it whose key is still free.
pub fn bindings_at(place: Place) -> impl Iterator<Item = &'static Binding> {
    let own = BINDINGS.iter().filter(move |b| b.places.contains(&place));
    let around = BINDINGS.iter().filter(move |b| {
        place.around().is_some_and(|around| b.places.contains(&around))
            && !b.places.contains(&place)
            && !BINDINGS.iter().any(|o| o.key == b.key && o.places.contains(&place))
    });
    own.chain(around)
}

/// Where the action with this word in linear prompts is bound, by name: the
/// first few.
pub fn places_of(word: &str) -> Vec<&'static str> {
    let rows = BINDINGS.iter().filter(|b| b.action.word() == word);
    let mut names: Vec<&str> = Vec::new();
    for name in rows.flat_map(|b| b.places).map(|place| place.name()) {
        if !names.contains(&name) && names.len() < 3 {
            names.push(name);
        }
    }
    names
}

/// The first key of an action at a place.
pub fn key_of(place: Place, action: Action) -> Option<Key> {
    bindings_at(place).find(|b| b.action == action).map(|b| b.key)
}

/// What can be bound at a place, in table order, each action once.
pub fn actions_at(place: Place) -> Vec<(Action, Key)> {
    let mut seen = Vec::new();
    for b in bindings_at(place) {
        if !seen.iter().any(|(a, _): &(Action, Key)| a.word() == b.action.word()) {
            seen.push((b.action, b.key));
        }
    }
    seen
}
