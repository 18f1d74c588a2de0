//! A small world for tests of the pure core: a workspace with a clock and ids that run the same way each time, verbs in the
//! users' words, commands made up at random over whatever the portfolio has become, and a dump that compares.
//! Each test file uses a part of it.
#![allow(dead_code, unused_imports)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used, clippy::panic)]

pub mod archiving;
pub mod bench;
pub mod checking;
pub mod edits;
pub mod expected;
pub mod fault_store;
pub mod model;
pub mod peers;
pub mod proposals;
pub mod steps;
pub mod values;
pub mod visible;
pub mod world;

pub use model::MODEL;
pub use peers::{Peers, carry};
pub use steps::{Step, steps};
pub use visible::{Living, Visible, differences, living, living_differences, visible};
pub use world::World;

use pocket_pmo::domain::date::Date;
use proptest::test_runner::{Config, FileFailurePersistence, RngSeed};

/// A date from its text.
pub fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// The same with other cases for each `seed`.
pub fn cases_from(count: u32, seed: u64) -> Config {
    let own = cases(count);
    let rng_seed = match own.rng_seed {
        RngSeed::Fixed(given) => RngSeed::Fixed(given.wrapping_add(seed << 32)),
        random => random,
    };
    Config { rng_seed, ..own }
}

/// Settings for a property: how many cases, always the same ones, and no files left behind. To look further, set
/// `PROPTEST_CASES` and `PROPTEST_RNG_SEED`.
pub fn cases(cases: u32) -> Config {
    let around = Config::default();
    let is_set = |name: &str| std::env::var_os(name).is_some();
    Config {
        cases: if is_set("PROPTEST_CASES") { around.cases } else { cases },
        rng_seed: if is_set("PROPTEST_RNG_SEED") { around.rng_seed } else { RngSeed::Fixed(20_261_122) },
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        max_shrink_iters: 2_000,
        ..around
    }
}

/// A stored text as that version would have written it: the number in its header is another, and the checksum is right.
pub fn restamped(text: &str, version: u32) -> String {
    let (header, body) = text.split_once(':').expect("a header");
    let (header, _) = header.split_once('.').expect("a checksum");
    let (start, rest) = header.split_at(3);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let header = format!("{start}{version}{rest}");
    let sum = pocket_pmo::exchange::checksum::crc32c(format!("{header}{body}").as_bytes());
    format!("{header}.{sum:08x}:{body}")
}
