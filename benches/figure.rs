//! What drawing the wheel costs. Run with `cargo bench --bench figure`.

#![allow(clippy::unwrap_used)]

use chrono::DateTime;
use divan::{Bencher, black_box};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use thinkwheel::app::page::Body;
use thinkwheel::app::{Code, Event, Key, Message, Model, page, update};
use thinkwheel::figure::{Asked, Figure, PartMark, wheel};
use thinkwheel::practice::Part;
use thinkwheel::tui::{Look, figure, view};

#[path = "../tests/common/context.rs"]
mod context;

use context::{context, home_of};

fn main() {
    divan::main();
}

/// Every texture, and a part in hand.
fn turned(part: Part) -> Figure {
    let mut marks = [PartMark::default(); 12];
    for (n, mark) in marks.iter_mut().enumerate() {
        mark.asked = [Asked::Today, Asked::Before, Asked::Never][n % 3];
        mark.brought_back = n == 7;
    }
    wheel(&marks, Some(part), "AY")
}

#[divan::bench(args = [(76, 20), (200, 60)])]
fn the_wheel(bencher: Bencher, size: (u16, u16)) {
    let area = Rect::new(0, 0, size.0, size.1);
    let mut buffer = Buffer::empty(area);
    bencher.bench_local(move || {
        let wheel = turned(black_box(Part::SignsOfSafety));
        figure::paint(&wheel, area, &mut buffer, Look::default())
    });
}

#[divan::bench]
fn what_the_mouse_points_at(bencher: Bencher) {
    let area = Rect::new(0, 0, 200, 60);
    let wheel = turned(Part::Trauma);
    bencher.bench_local(move || {
        figure::hit(&wheel, area, Look::default(), black_box(120), black_box(30))
    });
}

/// The whole screen at the wheel, as it is drawn for every key.
#[divan::bench(args = [(80, 24), (200, 60)])]
fn the_wheel_screen(bencher: Bencher, size: (u16, u16)) {
    let at = DateTime::parse_from_rfc3339("2026-11-23T14:02:00+00:00").unwrap();
    let context = context();
    let mut model = Model::new(7, true);
    let mut send = |event| {
        update(&mut model, Message { at, event }, &context);
    };
    send(Event::Resize(size.0, size.1));
    send(Event::Opened(Box::new(home_of("Ruth"))));
    let names = ["n", "S", "a", "m", "Tab", "L", "e", "o", "Enter"];
    names.into_iter().filter_map(Key::parse).for_each(|key| send(Event::Key(key)));
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let mut turn = [Key::plain(Code::Right), Key::char('p'), Key::char('5')].into_iter().cycle();
    bencher.bench_local(move || {
        let event = Event::Key(turn.next().unwrap());
        update(&mut model, Message { at, event }, &context);
        let page = page(&model, at, &context);
        assert!(matches!(page.body, Body::Wheel(_)));
        terminal.draw(|frame| drop(view::draw(frame, &page, &Look::default()))).unwrap();
    });
}
