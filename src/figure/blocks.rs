//! Building Blocks: the stages of a working relationship, each on the one
//! before it.

use super::{Figure, Fill, Label, Outline, Point, Shape, Target};
use crate::practice::Block;

const BLOCKS: [Block; 4] = [Block::Beginning, Block::Middle, Block::Repair, Block::Ending];

fn name(block: Block) -> &'static str {
    match block {
        Block::Beginning => "beginning",
        Block::Middle => "working together",
        Block::Repair => "mending",
        Block::Ending => "a good ending",
    }
}

/// The stages of a working relationship as blocks, from the ground up; those
/// under the one in hand carry it.
#[must_use]
pub fn building_blocks(block: Option<Block>) -> Figure {
    const HIGH: f64 = 16.0;
    const GAP: f64 = 2.0;
    const WIDTH: f64 = 110.0;
    let mut figure = Figure::new(WIDTH, 4.0 * (HIGH + GAP) + 4.0);
    let reached = block.and_then(|block| BLOCKS.iter().position(|own| *own == block));
    for (level, own) in BLOCKS.into_iter().enumerate() {
        let up = f64::from(u8::try_from(level).unwrap_or(0));
        let chosen = reached == Some(level);
        let fill = match reached {
            _ if chosen => Fill::Full,
            Some(reached) if level < reached => Fill::Half,
            _ => Fill::None,
        };
        let half = 52.0 - 9.0 * up;
        let bottom = figure.height - 2.0 - up * (HIGH + GAP);
        let (left, right, top) = (WIDTH / 2.0 - half, WIDTH / 2.0 + half, bottom - HIGH);
        let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
        let corners = corners.map(|(x, y)| Point::new(x, y)).to_vec();
        let shape = Shape::new(Outline::Polygon(corners)).fill(fill);
        let within = figure.add(shape.target(Target::Block(own)));
        figure.labels.push(Label {
            within: Some(within),
            strong: chosen,
            chosen,
            target: Some(Target::Block(own)),
            ..Label::new(Point::new(WIDTH / 2.0, bottom - HIGH / 2.0), [name(own)])
        });
    }
    let order = "a beginning, working together, mending what went wrong, a good ending";
    figure.words = vec![
        format!("Building blocks of the relationship, from the ground up: {order}."),
        match block {
            Some(Block::Beginning) => "We are at the beginning.".into(),
            Some(Block::Middle) => "We are working together.".into(),
            Some(Block::Repair) => "We are mending what went wrong.".into(),
            Some(Block::Ending) => "We are at a good ending.".into(),
            None => "No stage chosen.".into(),
        },
    ];
    figure
}
