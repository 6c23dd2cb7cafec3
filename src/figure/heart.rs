//! The curve of a heart.

use super::Point;

/// How finely the curve is drawn.
const STEPS: u32 = 64;

/// The points of an upright heart around the middle of its box.
pub(super) fn points(centre: Point, width: f64) -> Vec<Point> {
    // The well-known curve is 32 wide and reaches from -17 to 11.9.
    let scale = width / 32.0;
    (0..STEPS)
        .map(|step| {
            let t = f64::from(step) / f64::from(STEPS) * std::f64::consts::TAU;
            let x = 16.0 * t.sin().powi(3);
            let y =
                13.0 * t.cos() - 5.0 * (2.0 * t).cos() - 2.0 * (3.0 * t).cos() - (4.0 * t).cos();
            Point { x: centre.x + x * scale, y: centre.y - (y + 2.5) * scale }
        })
        .collect()
}
