//! `session agree`: two separate statements about a finalised page.

use clap::{Args, ValueEnum};
use ulid::Ulid;

use super::page::{Page, put};
use super::{now, pick};
use crate::cli::failure::{DONE, Ended, Failure};
use crate::cli::place::mention_problems;
use crate::cli::{Place, output};
use crate::record::agreed::words_to_sign;
use crate::record::{Accuracy, Agreement, Role, Session, Stance};
use crate::text::fold;
use crate::vault::{Access, Vault, fresh_id};

#[derive(Args)]
pub struct Agree {
    /// The session's id, or its beginning.
    id: String,
    #[command(flatten)]
    page: Page,
    /// Is this an accurate record?
    #[arg(long, value_enum)]
    accurate: YesNo,
    /// Why it is not accurate.
    #[arg(long, value_name = "WHY", required_if_eq("accurate", "no"))]
    why: Option<String>,
    /// Do they agree with the decision? Needed where something was decided.
    #[arg(long, value_enum)]
    decision: Option<Decision>,
    /// Why they do not agree.
    #[arg(long, value_name = "WHY", required_if_eq("decision", "disagree"))]
    why_not: Option<String>,
    /// Where the disagreement goes next.
    #[arg(long, value_name = "WHERE", required_if_eq("decision", "disagree"))]
    goes_to: Option<String>,
    /// Whose statement, where it is not yours: somebody of the meeting, who
    /// has no vault and told you.
    #[arg(long, value_name = "NAME", requires = "recorded")]
    person: Option<String>,
    /// You record what they say: no key of theirs signs it, and the note says
    /// so.
    #[arg(long, requires = "person")]
    recorded: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum YesNo {
    /// It is.
    Yes,
    /// It is not.
    No,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Decision {
    /// They do.
    Agree,
    /// They do not.
    Disagree,
}

pub fn run(agree: &Agree, place: &Place) -> Ended {
    let mut vault = place.open(Access::Write)?;
    let (mut session, head) = pick::only_version(&vault, &agree.id)?;
    let (discussion, child) = agree.page.finalised(&session)?;
    let mut statement = agree.statement(&vault, &session, discussion, child)?;
    let words = words_to_sign(&session, discussion, &statement).ok_or_else(|| {
        Failure::failed("this page cannot be put into words that last; nothing was changed")
    })?;
    if statement.recorded_by.is_none() {
        statement.signature = vault.sign_words(&words)?;
    }
    statement.words = words;
    let id = statement.id;
    let people = session.people.clone();
    if let Some(d) = session.discussion_mut(discussion) {
        d.agreements.push(statement);
        d.settle_agreement(&people);
    }
    put(&mut vault, &session, head, now())?;
    mention_problems(&vault);
    vault.close();
    output::lines(&[id.to_string()]).map(|_| DONE)
}

impl Agree {
    fn statement(
        &self,
        vault: &Vault,
        session: &Session,
        discussion: Ulid,
        child: Option<Ulid>,
    ) -> Result<Agreement, Failure> {
        let owner = vault.id();
        let person = match &self.person {
            Some(name) => person(session, name)?,
            None => owner,
        };
        if self.recorded && person == owner {
            return Err(Failure::wrong_use(
                "your own statement is signed, not recorded: leave --person and --recorded out",
            ));
        }
        if !session.people.iter().any(|p| p.id == person) {
            return Err(Failure::failed(
                "you are not named in this session, so you cannot stand behind it. Nothing was \
                 changed",
            ));
        }
        let decided =
            session.discussion(discussion).is_some_and(|d| !d.page(child).decisions.is_empty());
        if decided && self.decision.is_none() {
            return Err(Failure::wrong_use(
                "something was decided here: say --decision agree or disagree. Nothing was changed",
            ));
        }
        if !decided && self.decision.is_some() {
            return Err(Failure::wrong_use(
                "nothing was decided here: leave --decision out. Nothing was changed",
            ));
        }
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        let said = |text: &Option<String>| text.as_ref().is_none_or(|t| !t.trim().is_empty());
        if !(said(&self.why) && said(&self.why_not) && said(&self.goes_to)) {
            return Err(Failure::wrong_use("a reason needs words. Nothing was changed"));
        }
        Ok(Agreement {
            id: fresh_id(),
            person,
            child,
            accuracy: match self.accurate {
                YesNo::Yes => Accuracy::Accurate,
                YesNo::No => Accuracy::NotAccurate { why: words(&self.why) },
            },
            stance: self.decision.map(|decision| match decision {
                Decision::Agree => Stance::Agree,
                Decision::Disagree => {
                    Stance::Disagree { why: words(&self.why_not), goes_to: words(&self.goes_to) }
                }
            }),
            at: now(),
            recorded_by: (person != owner).then_some(owner),
            words: String::new(),
            signature: String::new(),
            struck: None,
        })
    }
}

/// The supervisor or practitioner of the meeting who is called so.
fn person(session: &Session, name: &str) -> Result<Ulid, Failure> {
    let wanted = fold(name.trim());
    let mut meant = session
        .people
        .iter()
        .filter(|p| matches!(p.role, Role::Supervisor | Role::Practitioner))
        .filter(|p| fold(p.name.trim()) == wanted || p.id.to_string() == name.trim());
    match (meant.next(), meant.next()) {
        (Some(only), None) => Ok(only.id),
        (None, _) => Err(Failure::failed(
            "no supervisor or practitioner of this session is called so. Nothing was changed",
        )),
        (Some(_), Some(_)) => {
            Err(Failure::wrong_use("two people of this session are called so; give the id"))
        }
    }
}
