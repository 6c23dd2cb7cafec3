//! A question, large and calm, with its answer under it.

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, columns, paragraph};
use super::{Notice, prose};
use crate::app::page::{Mark, QuestionBody};
use crate::text::truncate;
use crate::tui::Look;
use crate::tui::look::{PLAIN, STRONG};

/// A question is set narrower than prose: shorter rows read as larger.
const QUESTION_COLUMNS: u16 = 62;
/// Below this many columns the question may use the margins.
const COLUMNS_FOR_MARGIN: u16 = 32;

/// Room around the parts: rows above the question, between it and its
/// follow-ups, before the answer, and the rows the answer has at least.
struct Spacing {
    above: u16,
    between: u16,
    before: u16,
    answer: u16,
}

/// From generous to little: the first that fits is taken.
const SPACINGS: [Spacing; 4] = [
    Spacing { above: 1, between: 1, before: 2, answer: 5 },
    Spacing { above: 1, between: 1, before: 1, answer: 5 },
    Spacing { above: 0, between: 1, before: 1, answer: 4 },
    LITTLE,
];
/// Where even this is too much, follow-ups go, the last first.
const LITTLE: Spacing = Spacing { above: 0, between: 0, before: 1, answer: 3 };
/// The question, and a row to write in.
const NONE: Spacing = Spacing { above: 0, between: 0, before: 0, answer: 1 };

impl Spacing {
    /// All of it.
    fn rows(&self, follow: bool) -> usize {
        let between = if follow { self.between } else { 0 };
        usize::from(self.above + between + self.before + self.answer)
    }
}

/// A notice and the air over it, at most, as a rule.
const NOTICE: usize = 3;

/// What is said of a part that was just opened, above its question.
struct Opened {
    rows: Vec<Strip>,
    /// The room around the question, which a notice does not change.
    spacing: &'static Spacing,
}

impl Opened {
    /// As much of it as leaves the question its place, and the answer three
    /// rows even while there is a notice; else none. `room` is the height
    /// without a notice, `taken` the rows of question and follow-ups.
    fn fitting(body: &QuestionBody, area: Rect, room: usize, taken: usize) -> Option<Opened> {
        let part = body.part.as_ref()?;
        let strips = |texts: &[&String]| -> Vec<Strip> {
            let rows = texts.iter().flat_map(|text| paragraph(text, area.width));
            rows.map(|row| Strip::new().at(0, row, PLAIN)).collect()
        };
        let fits = |rows: &[Strip], s: &Spacing| {
            let fixed =
                rows.len() + taken + s.rows(!body.follow_ups.is_empty()) - usize::from(s.answer);
            let least = usize::from(LITTLE.answer);
            fixed + least + NOTICE <= room && fixed + least <= usize::from(area.height)
        };
        [strips(&[&part.about, &part.draws_on]), strips(&[&part.about])].into_iter().find_map(
            |rows| {
                let spacing = SPACINGS.iter().take(2).find(|s| fits(&rows, s))?;
                Some(Opened { rows, spacing })
            },
        )
    }

    /// Gives back the area below.
    fn draw(&self, sheet: &mut Sheet, area: Rect) -> Rect {
        sheet.strips(area, &self.rows);
        let taken = u16::try_from(self.rows.len()).unwrap_or(0).min(area.height);
        Rect { y: area.y + taken, height: area.height - taken, ..area }
    }
}

pub(super) fn draw(sheet: &mut Sheet, area: Rect, body: &QuestionBody, notice: Notice) {
    let look = sheet.look;
    let foot = foot(body, area.width, look);
    // Above the foot and the air over it, whether there is a notice or not.
    let room = usize::from(area.height).saturating_sub(foot.len() + 1);
    let area = notice.stand_on(sheet, area, foot, true);
    let (margin, width) = if sheet.area.width < COLUMNS_FOR_MARGIN {
        (area.x.saturating_sub(sheet.area.x + 1), sheet.area.width.saturating_sub(2))
    } else {
        (0, area.width.min(QUESTION_COLUMNS))
    };
    let mut question: Vec<Strip> = paragraph(&body.text, width)
        .into_iter()
        .map(|row| Strip::new().at(0, row, STRONG))
        .collect();
    let mut follow: Vec<Vec<Strip>> =
        body.follow_ups.iter().map(|text| follow_up(text, width, look)).collect();
    let rows = |follow: &[Vec<Strip>]| follow.iter().map(Vec::len).sum::<usize>();
    let part = Opened::fitting(body, area, room, question.len() + rows(&follow));
    let area = part.as_ref().map_or(area, |part| part.draw(sheet, area));
    let height = usize::from(area.height);
    let fits = |s: &Spacing, q: usize, f: usize| q + f + s.rows(f > 0) <= height;
    let found = part
        .map(|part| part.spacing)
        .or_else(|| SPACINGS.iter().find(|s| fits(s, question.len(), rows(&follow))));
    let spacing = found.unwrap_or_else(|| {
        while !follow.is_empty() && !fits(&LITTLE, question.len(), rows(&follow)) {
            follow.pop();
        }
        if fits(&LITTLE, question.len(), rows(&follow)) { &LITTLE } else { &NONE }
    });
    let wide = Rect { x: area.x - margin, width, ..area };
    // Even the question may not fit a very small screen: then it says so.
    let most = height.saturating_sub(1).max(1);
    if question.len() > most {
        question.truncate(most);
        if let Some(row) = question.pop() {
            question.push(row.at(i16::try_from(width.saturating_sub(1)).unwrap_or(0), "…", STRONG));
        }
    }
    // On a tall screen the question moves down a little, with the room.
    let tall = sheet.area.height.saturating_sub(24) / 6;
    let free = height.saturating_sub(
        question.len() + rows(&follow) + usize::from(spacing.above + spacing.before) + 10,
    );
    let above = spacing.above + tall.min(u16::try_from(free).unwrap_or(0));
    let mut y = area.y + above.min(area.height);
    let mut put = |sheet: &mut Sheet, strips: &[Strip]| {
        let rest = Rect { y, height: area.bottom().saturating_sub(y), ..wide };
        sheet.strips(rest, strips);
        y = (y + u16::try_from(strips.len()).unwrap_or(0)).min(area.bottom());
        rest
    };
    let at = put(sheet, &question);
    if margin == 0 && at.x >= 2 {
        for y in (at.y..at.bottom()).take(question.len()) {
            sheet.put(at.x - 2, y, look.bar(), look.ring(body.ring), 1);
        }
    }
    let follow = follow.concat();
    if !follow.is_empty() {
        put(sheet, &vec![Strip::new(); spacing.between.into()]);
        put(sheet, &follow);
    }
    put(sheet, &vec![Strip::new(); spacing.before.into()]);
    let answer = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let in_hand = body.in_answer || body.elsewhere.is_none();
    prose::draw(sheet, answer, body.answer, in_hand);
}

fn follow_up(text: &str, width: u16, look: Look) -> Vec<Strip> {
    paragraph(text, width.saturating_sub(2))
        .into_iter()
        .enumerate()
        .map(|(n, row)| {
            let strip = Strip::new().at(2, row, PLAIN);
            if n == 0 { strip.at(0, look.bullet(), PLAIN) } else { strip }
        })
        .collect()
}

/// Where the answer goes and how it stands, always at the same place.
fn foot(body: &QuestionBody, width: u16, look: Look) -> Vec<Strip> {
    let mut out = Vec::new();
    if let Some(elsewhere) = body.elsewhere {
        let label = "Where  ";
        let column = columns(label);
        let place = prose::fitted(elsewhere, width.saturating_sub(column).max(8));
        let (row, _) = place.cursor_row_col();
        let mut strip = prose::rows(&place, row, 1, 1, !body.in_answer)
            .pop()
            .unwrap_or_default()
            .moved(column)
            .at(0, label, if body.in_answer { PLAIN } else { STRONG });
        strip.field = Some((column, width));
        out.push(strip);
    }
    if !body.about.is_empty() {
        let each = body.about.iter().map(|n| {
            let key = n.key.map_or_else(String::new, |key| format!("{key} "));
            let mark = look.mark(if n.named { Mark::Full } else { Mark::Empty });
            format!("{key}{mark} {}", n.name)
        });
        let mut words = format!("about:  {}", each.collect::<Vec<_>>().join("   "));
        if !body.about.iter().any(|n| n.named) {
            words.push_str("   (nobody yet: it reaches no child's page)");
        }
        let rows = paragraph(&words, width).into_iter();
        out.extend(rows.map(|row| Strip::new().at(0, row, PLAIN)));
    }
    let mut words = vec![body.destination.clone()];
    words.extend(body.state.clone());
    words.extend(body.frozen.clone());
    let (first, rest) = (words.first().map_or(0, |w| columns(w)), words.split_off(1));
    let state = rest.join(&format!(" {} ", look.bullet()));
    let shown = truncate(&body.destination, width.into());
    let mut strip = Strip::new().at(0, shown, PLAIN);
    if state.is_empty() {
        out.push(strip);
        return out;
    }
    let gap = first + 3;
    if gap + columns(&state) <= width {
        strip = strip.at(i16::try_from(first + 1).unwrap_or(0), look.bullet(), PLAIN);
        strip = strip.at(i16::try_from(gap).unwrap_or(0), state, STRONG);
        out.push(strip);
    } else {
        out.push(strip);
        out.extend(paragraph(&state, width).into_iter().map(|row| Strip::new().at(0, row, STRONG)));
    }
    out
}
