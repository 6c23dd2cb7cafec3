//! `export --to learning`: passages a person chose, de-identified. Nothing is
//! chosen by itself, and nothing is written that nobody has looked through.

use std::path::Path;

use clap::Args;
use ulid::Ulid;

use super::failure::{DONE, Ended, Failure};
use super::output;
use crate::export::{self, Format};
use crate::record::learning::{left_as_they_were, passages};
use crate::record::{
    Audience, ByHand, Discussion, Leaving, Passage, Replacement, Session, learning,
};
use crate::vault::{Paths, write_outside};

/// What a person chose, and what they said of what is replaced in it.
#[derive(Args, Default)]
pub struct Choice {
    /// For learning: the passages to take, by id or the beginning of one.
    /// Without it the passages there are are listed, and none is taken.
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    choose: Vec<String>,
    /// For learning: what stands in the place of some words, in all passages
    /// chosen. May be given several times.
    #[arg(long, value_name = "WORDS=INSTEAD")]
    put: Vec<String>,
    /// For learning: words that stay as they are. May be given several times.
    #[arg(long, value_name = "WORDS")]
    keep: Vec<String>,
    /// For learning: you have read the list and the text, and it may leave.
    /// The number stands below the text that was shown: another text has
    /// another one.
    #[arg(long, value_name = "NUMBER", requires = "output")]
    looked_through: Option<String>,
}

impl Choice {
    /// Whether anything was said here.
    pub fn is_made(&self) -> bool {
        !self.choose.is_empty()
            || !self.put.is_empty()
            || !self.keep.is_empty()
            || self.looked_through.is_some()
    }

    fn by_hand(&self) -> Result<Vec<ByHand>, Failure> {
        let mut out: Vec<ByHand> =
            self.keep.iter().map(|k| ByHand { found: k.trim().to_owned(), with: None }).collect();
        for put in &self.put {
            match put.rsplit_once('=').map(|(f, w)| (f.trim(), w.trim())) {
                Some((found, with)) if !found.is_empty() && !with.is_empty() => {
                    out.push(ByHand { found: found.into(), with: Some(with.into()) });
                }
                _ => {
                    return Err(Failure::wrong_use(
                        "say --put as WORDS=INSTEAD; nothing was written",
                    ));
                }
            }
        }
        Ok(out)
    }
}

/// Where it goes.
pub struct To<'a> {
    pub format: Format,
    pub output: Option<&'a Path>,
    pub replace: bool,
    pub paths: &'a Paths,
}

/// Lists, shows or writes, as far as a person has come.
pub fn run(choice: &Choice, session: &Session, discussion: Option<&Discussion>, to: &To) -> Ended {
    let all = passages(session, discussion.map(|d| d.id));
    if choice.choose.is_empty() {
        return if to.output.is_some() {
            Err(Failure::wrong_use(
                "nothing is chosen, so there is nothing to write. Without --output the passages \
                 are listed; --choose takes them",
            ))
        } else {
            list(&all)
        };
    }
    let chosen = chosen(&all, &choice.choose)?;
    let by_hand = choice.by_hand()?;
    let made = learning(session, &chosen, &by_hand);
    let Some(note) = made.note else {
        return Err(Failure::failed("nothing of what was chosen has words; nothing was written"));
    };
    let leaving = Leaving::of(note);
    let bytes = export::write(&leaving, to.format);
    let number = check_number(&leaving);
    let Some(looked_through) = &choice.looked_through else {
        if to.output.is_some() {
            return Err(Failure::wrong_use(
                "nothing was written: nobody has looked it through. Run it without --output, \
                 read the list and the text, then add --looked-through with the number below it",
            ));
        }
        output::warn_of_scrollback();
        let mut lines: Vec<String> = made.replacements.iter().map(line).collect();
        lines.push(String::new());
        output::lines(&lines)?;
        output::text(&export::preview(&leaving, to.format))?;
        output::say(&left(&made.replacements));
        output::say(&format!(
            "nothing was written. --put \"words=instead\" and --keep \"words\" change what is \
             replaced; --looked-through {number} --output FILE writes this very text",
        ));
        return Ok(DONE);
    };
    if looked_through.trim() != number {
        return Err(Failure::wrong_use(
            "nothing was written: this is not the number of the text as it is now, so this text \
             was not looked through. Run it without --output and read it; its number stands below",
        ));
    }
    output::say(&left(&made.replacements));
    match to.output {
        None => Ok(DONE),
        Some(path) if path == Path::new("-") => output::bytes(&bytes),
        Some(path) => {
            let about = discussion_of(&all, &chosen).unwrap_or(session.id);
            let name = export::file_name(session, about, None, Audience::Learning, to.format);
            let path = if path.is_dir() { path.join(name) } else { path.to_path_buf() };
            output::warn_of_name(&path);
            write_outside(to.paths, &path, &bytes, to.replace).map_err(|e| {
                let option = if e.exists() { ": --replace" } else { "" };
                Failure::failed(format!("{e}{option}")).about(&path)
            })?;
            output::lines(&[path.display().to_string()]).map(|_| DONE)
        }
    }
}

/// What says which text somebody looked through: whatever its format, twelve
/// letters that another text does not have.
fn check_number(leaving: &Leaving) -> String {
    let text = export::preview(leaving, Format::Text);
    let digest = export::digest_of(text.as_bytes());
    // Letters alone: nobody takes it for a number of a file.
    let letter = |c: char| c.to_digit(16).and_then(|n| char::from_digit(n + 10, 36));
    digest.chars().take(12).filter_map(letter).collect()
}

fn list(all: &[Passage]) -> Ended {
    output::warn_of_scrollback();
    let lines: Vec<String> = all
        .iter()
        .map(|p| {
            let said: Vec<&str> = p.said.iter().map(|(_, words)| words.trim()).collect();
            let other = if p.third_party { "  [about or from another person]" } else { "" };
            format!("{}  {}  {}{other}", p.id, p.what, said.join(" · "))
        })
        .collect();
    output::lines(&lines)?;
    output::say("it starts empty, and nothing was written: take passages with --choose ID,ID");
    Ok(DONE)
}

/// The passages meant by ids or beginnings of ids.
fn chosen(all: &[Passage], ids: &[String]) -> Result<Vec<Ulid>, Failure> {
    ids.iter()
        .map(|id| {
            let wanted = id.trim().to_ascii_uppercase();
            let fits = |p: &&Passage| !wanted.is_empty() && p.id.to_string().starts_with(&wanted);
            let mut fitting = all.iter().filter(fits);
            match (fitting.next(), fitting.next()) {
                (Some(only), None) => Ok(only.id),
                (Some(_), Some(_)) => Err(Failure::wrong_use(
                    "several passages have ids that begin so; give more of it",
                )),
                (None, _) => Err(Failure::failed(
                    "there is no passage with this id; nothing was written. Without --choose they \
                     are listed",
                )),
            }
        })
        .collect()
}

/// The one discussion all passages are of.
fn discussion_of(all: &[Passage], chosen: &[Ulid]) -> Option<Ulid> {
    let mut of = all.iter().filter(|p| chosen.contains(&p.id)).map(|p| p.discussion);
    let first = of.next()?;
    of.all(|d| d == first).then_some(first)
}

fn line(r: &Replacement) -> String {
    let times = if r.times == 1 { "once".to_owned() } else { format!("{} times", r.times) };
    let found = r.found.split_whitespace().collect::<Vec<_>>().join(" ");
    let stands =
        if r.kept { "stays as it is".to_owned() } else { format!("becomes \"{}\"", r.with) };
    format!("{}: \"{found}\" {stands} ({times})", r.kind.words())
}

fn left(replacements: &[Replacement]) -> String {
    match left_as_they_were(replacements).as_str() {
        "" => "nothing that was noticed is left as it was; it is still personal data".into(),
        left => format!("left as they were: {left}; it is still personal data"),
    }
}
