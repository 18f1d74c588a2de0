//! Stamps: which of two changes is later. Owns the hybrid logical clock and the table of writers; must not know the
//! time of day, which the caller brings.
//!
//! A stamp is 48 bits of milliseconds and 16 bits of counter (Kulkarni and others, "Logical Physical Clocks", 2014), and an index
//! into the table of writers, which breaks ties the same way in every tab.

use super::date::Moment;
use super::id::WriterId;
use std::cmp::Ordering;

/// Time of a change on the hybrid clock: milliseconds in the upper 48 bits, a counter in the lower 16.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct ClockTime(pub u64);

impl ClockTime {
    /// Milliseconds since 1970.
    pub fn milliseconds(self) -> i64 {
        (self.0 >> 16) as i64
    }
}

/// When and by which writer a value was set. Compare with [`Writers::compare`]: the index alone says nothing about order.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Stamp {
    /// Time on the hybrid clock.
    pub time: ClockTime,
    /// Index into the portfolio's table of writers.
    pub writer: u32,
}

impl Stamp {
    /// Earlier than every real stamp: the `prev` of a field that was never set.
    pub const NEVER: Self = Self { time: ClockTime(0), writer: 0 };

    /// The moment of the change.
    pub fn moment(self) -> Moment {
        Moment(self.time.milliseconds())
    }
}

/// The clock that gives stamps: it strictly grows, whatever the computer's clock does.
#[derive(Clone, Debug, Default)]
pub struct HybridClock {
    last: u64,
}

impl HybridClock {
    /// The next time, later than all given and observed before. `now_ms` is the computer's clock.
    pub fn tick(&mut self, now_ms: i64) -> ClockTime {
        let physical = (now_ms.max(0) as u64 & 0xffff_ffff_ffff) << 16;
        // A full counter runs over into the milliseconds: still strictly growing.
        self.last = physical.max(self.last.saturating_add(1));
        ClockTime(self.last)
    }

    /// Takes note of a time met in stored or received data.
    pub fn observe(&mut self, time: ClockTime) {
        self.last = self.last.max(time.0);
    }
}

/// Table of the writers met in a portfolio. Index 0 is [`WriterId`] 0, the writer of [`Stamp::NEVER`].
#[derive(Clone, Debug)]
pub struct Writers {
    ids: Vec<WriterId>,
}

impl Default for Writers {
    fn default() -> Self {
        Self { ids: vec![WriterId(0)] }
    }
}

impl Writers {
    /// Index of this writer, entered if new.
    pub fn intern(&mut self, writer: WriterId) -> u32 {
        let known = self.ids.iter().position(|id| *id == writer);
        let index = known.unwrap_or_else(|| {
            self.ids.push(writer);
            self.ids.len() - 1
        });
        index as u32
    }

    /// The writer with this index; writer 0 for an index that was never given.
    pub fn id(&self, index: u32) -> WriterId {
        self.ids.get(index as usize).copied().unwrap_or(WriterId(0))
    }

    /// Which stamp is later: by time, then by the writer's id.
    pub fn compare(&self, a: Stamp, b: Stamp) -> Ordering {
        a.time.cmp(&b.time).then_with(|| self.id(a.writer).cmp(&self.id(b.writer)))
    }

    /// Whether `a` is later than `b`.
    pub fn later(&self, a: Stamp, b: Stamp) -> bool {
        self.compare(a, b) == Ordering::Greater
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_strictly_grows_through_jumps_and_a_full_counter() {
        let mut clock = HybridClock::default();
        let mut last = clock.tick(1_000);
        for now in [1_000, 999, -5, 1_001, 0, 2_000].into_iter().chain(std::iter::repeat_n(2_000, 70_000)) {
            let next = clock.tick(now);
            assert!(next > last);
            last = next;
        }
        clock.observe(ClockTime(5_000 << 16));
        assert!(clock.tick(10).milliseconds() >= 5_000);
    }

    #[test]
    fn ties_are_broken_by_writer_id_not_by_index() {
        let mut one = Writers::default();
        let mut two = Writers::default();
        let (a, b) = (WriterId(7), WriterId(9));
        let (one_a, one_b) = (one.intern(a), one.intern(b));
        let (two_b, two_a) = (two.intern(b), two.intern(a));
        let at = |writer| Stamp { time: ClockTime(1), writer };
        assert!(one.later(at(one_b), at(one_a)));
        assert!(two.later(at(two_b), at(two_a)));
        assert_eq!(one.intern(a), one_a);
    }
}
