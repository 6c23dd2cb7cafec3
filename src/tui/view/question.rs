//! A question, large and calm, with its answer under it.

use ratatui::layout::Rect;

use super::sheet::{Sheet, Strip, columns, paragraph};
use super::{Notice, drawing, passages, prose};
use crate::app::editor::Editor;
use crate::app::page::{
    Detail, Drawing, FIELD_DETAIL, FIELD_ELSEWHERE, Mark, Named, QuestionBody, about_words,
};
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

/// The drawing beside the answer, and the rows it takes; none: only its words.
struct Picture<'a> {
    drawing: &'a Drawing<'a>,
    rows: u16,
    /// A row of air between it and its words.
    air: bool,
    said: Vec<Strip>,
    /// Rows that the follow-ups may take.
    follow: usize,
}

/// Rows the words keep below a drawing that is not in hand, and below one that
/// is.
const WORDS_KEEP: usize = 8;
const WORDS_KEEP_LEAST: usize = 2;
/// Rows of the middle below which a value that is not in hand is not said.
const ROWS_FOR_SAID: u16 = 10;
/// Rows of a drawing in hand below which the follow-ups make room for it.
const AMPLE: u16 = 13;

impl<'a> Picture<'a> {
    /// Where there is room in so many rows, beside a question and follow-ups
    /// of these. In hand it comes before the follow-ups, else after all words.
    fn fitting(
        body: &'a QuestionBody,
        (sheet, area): (&Sheet, Rect),
        room: usize,
        (question, follow): (usize, usize),
    ) -> Option<Picture<'a>> {
        let drawing = body.drawing.as_ref()?;
        let said = drawing::said(drawing, true, area.width, sheet.look);
        let columns = drawing::place(sheet, area).width;
        let words = drawing::said(drawing, false, area.width, sheet.look);
        let fits = |fixed: usize| {
            // A row of air above the drawing, one before the words.
            let free = room.checked_sub(fixed + said.len() + 2)?;
            let free = u16::try_from(free).unwrap_or(u16::MAX);
            let rows = |free| drawing::rows(drawing, columns, free, sheet.look);
            let most = rows(free);
            (most > 0).then(|| (most, rows(free.saturating_sub(1)) == most))
        };
        let ((rows, air), most) = if drawing.in_hand {
            let all =
                fits(question + follow + 1 + WORDS_KEEP_LEAST).map(|found| (found, usize::MAX));
            let alone = fits(question + WORDS_KEEP_LEAST).map(|found| (found, 0));
            all.filter(|((rows, _), _)| *rows >= AMPLE).or(alone)
        } else {
            // What the part just opened is about comes first.
            let lines = body.part.iter().flat_map(|part| [&part.about, &part.draws_on]);
            let opened: usize = lines.map(|text| paragraph(text, area.width).len()).sum();
            fits(question + follow + 2 + opened + WORDS_KEEP).map(|found| (found, usize::MAX))
        }
        .unwrap_or(((0, false), usize::MAX));
        if rows > 0 {
            return Some(Picture { drawing, rows, air, said, follow: most });
        }
        // In hand its words alone stand where it would stand.
        let said = words;
        let most = room.checked_sub(question + 1 + said.len() + 1 + WORDS_KEEP_LEAST);
        let most = most.filter(|_| drawing.in_hand)?;
        Some(Picture { drawing, rows, air, said, follow: most })
    }

    /// All its rows, and the air above it.
    fn height(&self) -> usize {
        1 + usize::from(self.rows) + usize::from(self.air) + self.said.len()
    }

    /// Gives back the row below.
    fn draw(&self, sheet: &mut Sheet, area: Rect) -> u16 {
        let height = self.rows.min(area.height.saturating_sub(1));
        let at = drawing::place(sheet, Rect { y: area.y + 1, height, ..area });
        sheet.paint(&self.drawing.figure, at);
        let y = at.bottom() + u16::from(self.air);
        let under = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        sheet.strips(under, &self.said);
        y + u16::try_from(self.said.len()).unwrap_or(0)
    }
}

pub(super) fn draw(sheet: &mut Sheet, area: Rect, body: &QuestionBody, notice: Notice) {
    let look = sheet.look;
    let in_drawing = body.drawing.as_ref().is_some_and(|drawing| drawing.in_hand);
    let wrapped = |text: &String, width: u16| paragraph(text, width).len();
    let question = wrapped(&body.text, area.width.min(QUESTION_COLUMNS));
    let follow = body.follow_ups.iter();
    let follow = follow.map(|text| wrapped(text, area.width.min(QUESTION_COLUMNS) - 2)).sum();
    // The foot without the drawing's words, and the air over it.
    let bare = foot(body, area.width, look, false);
    let room = usize::from(area.height).saturating_sub(bare.len() + 1 + notice.rows.len());
    let picture = Picture::fitting(body, (sheet, area), room, (question, follow));
    let said = picture.is_none() && (in_drawing || area.height >= ROWS_FOR_SAID);
    let foot = if said { foot(body, area.width, look, true) } else { bare };
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
    let mut left = picture.as_ref().map_or(usize::MAX, |picture| picture.follow);
    let mut follow: Vec<Vec<Strip>> = body
        .follow_ups
        .iter()
        .map(|text| follow_up(text, width, look))
        .take_while(|rows| {
            let fits = rows.len() <= left;
            left = left.saturating_sub(rows.len());
            fits
        })
        .collect();
    let drawn = picture.as_ref().map_or(0, Picture::height);
    let room = room.saturating_sub(drawn);
    let rows = |follow: &[Vec<Strip>]| follow.iter().map(Vec::len).sum::<usize>();
    let part = Opened::fitting(body, area, room, question.len() + rows(&follow));
    // The room of what a part is about goes to the passages, once there are.
    let several = !(body.before.is_empty() && body.after.is_empty());
    let part = part.filter(|_| !in_drawing && !several);
    let area = part.as_ref().map_or(area, |part| part.draw(sheet, area));
    let height = usize::from(area.height).saturating_sub(drawn);
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
    if let Some(picture) = &picture {
        y = picture.draw(sheet, Rect { y, height: area.bottom().saturating_sub(y), ..area });
    }
    let y = (y + spacing.before).min(area.bottom());
    let answer = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    let elsewhere = body.elsewhere.is_some() || body.detail.is_some();
    let in_hand = body.in_answer || (!elsewhere && !in_drawing);
    passages::draw(sheet, answer, body, in_hand);
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

/// A small text of one row beside its name.
fn small(name: &str, editor: &Editor, field: usize, here: bool, width: u16) -> Strip {
    let label = truncate(name, usize::from(width / 2));
    let column = columns(&label) + 2;
    let place = prose::fitted(editor, width.saturating_sub(column).max(8));
    let (row, _) = place.cursor_row_col();
    let mut strip = prose::rows(&place, row, 1, field, here)
        .pop()
        .unwrap_or_default()
        .moved(column)
        .at(0, label, if here { STRONG } else { PLAIN });
    strip.field = Some((column, width));
    strip
}

/// Where the answer goes and how it stands, always at the same place.
fn foot(body: &QuestionBody, width: u16, look: Look, said: bool) -> Vec<Strip> {
    let mut out = Vec::new();
    let in_drawing = body.drawing.as_ref().is_some_and(|drawing| drawing.in_hand);
    if let Some(drawing) = body.drawing.as_ref().filter(|_| said) {
        out.extend(drawing::said(drawing, false, width, look));
    }
    if let Some(elsewhere) = body.elsewhere {
        let here = !body.in_answer && !in_drawing && body.detail.is_none();
        out.push(small("Where", elsewhere, FIELD_ELSEWHERE, here, width));
    }
    if let Some(Detail { name, number, editor }) = &body.detail {
        out.push(small(name, editor, FIELD_DETAIL + number, true, width));
    }
    if !body.about.is_empty() {
        let nobody = !body.about.iter().any(|n| n.named);
        let key = |n: &Named| n.key.map_or_else(String::new, |key| format!("{key} "));
        let words = if nobody {
            let each = body.about.iter().map(|n| format!("{}{}", key(n), n.name));
            format!("{} ({})", about_words(&body.about), each.collect::<Vec<_>>().join(", "))
        } else {
            let each = body.about.iter().map(|n| {
                let mark = look.mark(if n.named { Mark::Full } else { Mark::Empty });
                format!("{}{mark} {}", key(n), n.name)
            });
            format!("about:  {}", each.collect::<Vec<_>>().join("   "))
        };
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
