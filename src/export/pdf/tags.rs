//! What each part of the document is, for those who hear it read, and the
//! headings as bookmarks.

use std::num::NonZeroU16;

use krilla::destination::XyzDestination;
use krilla::geom::Point;
use krilla::outline::OutlineNode;
use krilla::tagging::{Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup, TagKind};

use super::flow::{Paragraph, Role};
use super::table::Cell;

/// The tags of a note: `ids` names the drawn lines of each paragraph.
pub(super) fn tree(flow: &[Paragraph], ids: &mut [Vec<Identifier>]) -> Vec<Node> {
    let mut tree: Vec<Node> = Vec::new();
    let mut list: Option<TagGroup> = None;
    let mut item: Option<TagGroup> = None;
    let mut table = Table::default();
    for (paragraph, ids) in flow.iter().zip(ids) {
        let ids = std::mem::take(ids);
        if let Role::Cell(cell) = paragraph.role {
            end_item(&mut list, &mut item);
            tree.extend(list.take().map(Node::from));
            if cell.is_head && cell.begins && cell.column == 0 {
                tree.extend(table.end());
            }
            table.add(cell, ids);
            continue;
        }
        tree.extend(table.end());
        let Role::Item { begins } = paragraph.role else {
            end_item(&mut list, &mut item);
            tree.extend(list.take().map(Node::from));
            tree.push(group(kind(paragraph), ids));
            continue;
        };
        if begins {
            end_item(&mut list, &mut item);
        }
        item.get_or_insert_with(|| TagGroup::new(Tag::LBody)).push(group(Tag::P.into(), ids));
        list.get_or_insert_with(|| TagGroup::new(Tag::L(ListNumbering::Disc)));
    }
    end_item(&mut list, &mut item);
    tree.extend(list.map(Node::from));
    tree.extend(table.end());
    tree
}

/// A table in the making: its rows, and the cells of the last of them.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<TagGroup>>,
}

impl Table {
    fn add(&mut self, cell: Cell, ids: Vec<Identifier>) {
        if cell.begins && cell.column == 0 {
            self.rows.push(Vec::new());
        }
        let Some(row) = self.rows.last_mut() else { return };
        if cell.begins {
            row.push(TagGroup::new(match (cell.is_head, cell.column) {
                (true, _) => TagKind::from(Tag::TH(TableHeaderScope::Column)),
                (false, 0) => Tag::TH(TableHeaderScope::Row).into(),
                (false, _) => Tag::TD.into(),
            }));
        }
        if let Some(last) = row.last_mut().filter(|_| !ids.is_empty()) {
            last.push(group(Tag::P.into(), ids));
        }
    }

    fn end(&mut self) -> Option<Node> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return None;
        }
        let row = |cells: Vec<TagGroup>| {
            Node::from(TagGroup::with_children(
                Tag::TR,
                cells.into_iter().map(Node::from).collect(),
            ))
        };
        Some(TagGroup::with_children(Tag::Table, rows.into_iter().map(row).collect()).into())
    }
}

fn end_item(list: &mut Option<TagGroup>, item: &mut Option<TagGroup>) {
    if let (Some(list), Some(body)) = (list, item.take()) {
        list.push(TagGroup::with_children(Tag::LI, vec![body.into()]));
    }
}

fn kind(paragraph: &Paragraph) -> TagKind {
    match paragraph.role {
        Role::Heading(level) => {
            let level = NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(paragraph.text.clone())).into()
        }
        Role::Figure => Tag::Figure(Some(paragraph.text.clone())).into(),
        Role::Text | Role::Item { .. } | Role::Cell(_) => Tag::P.into(),
    }
}

fn group(kind: TagKind, ids: Vec<Identifier>) -> Node {
    TagGroup::with_children(kind, ids.into_iter().map(Node::from).collect()).into()
}

/// Where a paragraph begins: page and height.
pub(super) type Begins = (usize, f32);

/// The bookmarks of a note: its title, under it the sections and what they are
/// divided into. Questions have none; there may be a hundred.
pub(super) fn bookmarks(flow: &[Paragraph], begins: &[Option<Begins>]) -> Option<OutlineNode> {
    let mut marks = flow.iter().zip(begins).filter_map(|(p, begins)| {
        let Role::Heading(level) = p.role else { return None };
        let (page, top) = (*begins)?;
        let to = XyzDestination::new(page, Point::from_xy(0.0, top));
        let is_marked = level == 1 || p.look.size > super::flow::BODY_SIZE;
        is_marked.then(|| (level, OutlineNode::new(p.text.clone(), to).with_open(level == 1)))
    });
    let (_, mut title) = marks.next()?;
    let mut section: Option<OutlineNode> = None;
    for (level, mark) in marks {
        match &mut section {
            Some(section) if level > 2 => section.push_child(mark),
            _ => {
                if let Some(done) = section.replace(mark) {
                    title.push_child(done);
                }
            }
        }
    }
    if let Some(done) = section {
        title.push_child(done);
    }
    Some(title)
}
