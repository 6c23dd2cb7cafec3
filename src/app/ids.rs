//! Ids made without a clock and without randomness: the time comes with the
//! message, the seed from outside.

use ulid::Ulid;

/// A source of ids. The same seed and times give the same ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    state: u64,
}

impl Ids {
    /// A source from a seed; the runtime takes it from the system's randomness.
    pub fn new(seed: u64) -> Self {
        Ids { state: seed }
    }

    /// The next id, at a time in milliseconds since 1970.
    pub fn next(&mut self, millis: i64) -> Ulid {
        let high = self.step() & 0xffff;
        let low = self.step();
        let random = (u128::from(high) << 64) | u128::from(low);
        Ulid::from_parts(u64::try_from(millis).unwrap_or(0), random)
    }

    /// splitmix64: every seed gives a full period, no two steps the same.
    fn step(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
