//! What drawing the wheel costs. Run with `cargo bench --bench figure`.

use divan::{Bencher, black_box};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use thinkwheel::figure::{Asked, Figure, PartMark, wheel};
use thinkwheel::practice::Part;
use thinkwheel::tui::{Look, figure};

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
