//! Geometry of the radar and of the bars, in whole units, so that the page only writes it down. Must not know what is measured.

/// A dimension in a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spoke {
    /// Id, the label of the radar.
    pub id: String,
    /// Name.
    pub name: String,
    /// Value claimed, 1 to 5.
    pub claimed: Option<f64>,
    /// Value evidenced.
    pub evidenced: Option<f64>,
    /// Level aimed at.
    pub target: Option<i64>,
    /// Whether it is hatched.
    pub is_provisional: bool,
}

/// Levels of the scale.
const LEVELS: i64 = 5;
/// Width and height of the radar.
pub const SIZE: i64 = 1000;
const CENTRE: f64 = 500.0;
const RADIUS: f64 = 390.0;
const LABEL_RADIUS: f64 = 448.0;

/// A radar as points and paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Radar {
    /// Points of the ring of each level, lowest first.
    pub rings: Vec<String>,
    /// Path of the axes.
    pub axes: String,
    /// Labels with the place of their middle.
    pub labels: Vec<(String, i64, i64)>,
    /// Paths of the parts that are provisional.
    pub hatched: Vec<String>,
    /// Path of what is claimed, and whether it goes all the way round.
    pub claimed: (String, bool),
    /// Path of what is evidenced, and whether it goes all the way round.
    pub evidenced: (String, bool),
    /// Path of the target marks, a diamond on each axis.
    pub targets: String,
    /// A dot for each value claimed.
    pub dots: Vec<(i64, i64)>,
}

/// The directions of so many axes, the first upwards, then clockwise.
fn directions(count: usize) -> Vec<(f64, f64)> {
    let (sine, cosine) = turn(count);
    let mut all = Vec::with_capacity(count);
    let mut own = (0.0, -1.0);
    for _ in 0..count {
        all.push(own);
        own = (own.0 * cosine - own.1 * sine, own.0 * sine + own.1 * cosine);
    }
    all
}

/// Sine and cosine of one part of a circle; by their series, because those of the standard library are 3 kB of wasm.
fn turn(parts: usize) -> (f64, f64) {
    let angle = core::f64::consts::TAU / parts.max(1) as f64;
    let (mut sine, mut cosine, mut term) = (0.0, 0.0, 1.0);
    for power in 0..40 {
        match power % 4 {
            0 => cosine += term,
            1 => sine += term,
            2 => cosine -= term,
            _ => sine -= term,
        }
        term *= angle / f64::from(power + 1);
    }
    (sine, cosine)
}

fn place(direction: (f64, f64), radius: f64) -> (i64, i64) {
    let at = |part: f64| (CENTRE + part * radius).round() as i64;
    (at(direction.0), at(direction.1))
}

fn radius_of(value: f64) -> f64 {
    RADIUS * value.clamp(0.0, LEVELS as f64) / LEVELS as f64
}

fn pair((x, y): (i64, i64)) -> String {
    [&x.to_string(), " ", &y.to_string()].concat()
}

/// The radar of these dimensions; empty for fewer than three.
pub fn radar(spokes: &[Spoke]) -> Radar {
    let count = spokes.len();
    if count < 3 {
        return Radar::default();
    }
    let directions = directions(count);
    let ring = |level: i64| {
        let points = directions.iter().map(|own| pair(place(*own, radius_of(level as f64))));
        points.collect::<Vec<_>>().join(" ")
    };
    let centre = pair((CENTRE as i64, CENTRE as i64));
    let axis = |own: &(f64, f64)| ["M", &centre, "L", &pair(place(*own, RADIUS))].concat();
    let each = || spokes.iter().zip(&directions);
    let points = |value: &dyn Fn(&Spoke) -> Option<f64>| -> Vec<Option<(i64, i64)>> {
        each().map(|(spoke, own)| value(spoke).map(|value| place(*own, radius_of(value)))).collect()
    };
    let claimed = points(&|own| own.claimed);
    Radar {
        rings: (1..=LEVELS).map(ring).collect(),
        axes: directions.iter().map(axis).collect(),
        labels: each()
            .map(|(spoke, own)| {
                let (x, y) = place(*own, LABEL_RADIUS);
                (spoke.id.clone(), x, y)
            })
            .collect(),
        hatched: hatched(spokes, &directions, &centre),
        evidenced: outline(&points(&|own| own.evidenced)),
        targets: each()
            .filter_map(|(spoke, own)| Some(diamond(place(*own, radius_of(spoke.target? as f64)))))
            .collect(),
        dots: claimed.iter().flatten().copied().collect(),
        claimed: outline(&claimed),
    }
}

/// From halfway to the neighbour before to halfway to the one after.
fn hatched(spokes: &[Spoke], directions: &[(f64, f64)], centre: &str) -> Vec<String> {
    let count = spokes.len();
    let between = |a: usize, b: usize| {
        let (a, b) = (directions.get(a % count)?, directions.get(b % count)?);
        Some(pair(place(((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0), RADIUS)))
    };
    let wedge = |at: usize| {
        let (before, tip, after) =
            (between(at + count - 1, at)?, place(*directions.get(at)?, RADIUS), between(at, at + 1)?);
        Some(["M", centre, "L", &before, "L", &pair(tip), "L", &after, "Z"].concat())
    };
    spokes.iter().enumerate().filter(|(_, own)| own.is_provisional).filter_map(|(at, _)| wedge(at)).collect()
}

/// A line through the points; it is broken where one is missing, and closed if none is.
fn outline(points: &[Option<(i64, i64)>]) -> (String, bool) {
    let is_whole = points.iter().all(Option::is_some);
    let mut path = String::new();
    let mut is_drawing = false;
    // Where it is broken, the last may go on to the first.
    for point in points.iter().chain(points.first().filter(|_| !is_whole)) {
        if let Some(point) = point {
            path.extend([if is_drawing { "L" } else { "M" }, &pair(*point)]);
        }
        is_drawing = point.is_some();
    }
    if is_whole {
        path.push('Z');
    }
    (path, is_whole)
}

fn diamond((x, y): (i64, i64)) -> String {
    const HALF: i64 = 15;
    let corners = [(x, y - HALF), (x + HALF, y), (x, y + HALF), (x - HALF, y)].map(pair).join("L");
    ["M", &corners, "Z"].concat()
}

/// A bar, in percent of the whole scale from 0 to 5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// How far the value claimed reaches.
    pub claimed: Option<i64>,
    /// How far the value evidenced reaches.
    pub evidenced: Option<i64>,
    /// Where the target is.
    pub target: Option<i64>,
}

/// The bar of a dimension.
pub fn bar(spoke: &Spoke) -> Bar {
    let percent = |value: f64| (value.clamp(0.0, LEVELS as f64) * 100.0 / LEVELS as f64).round() as i64;
    Bar {
        claimed: spoke.claimed.map(percent),
        evidenced: spoke.evidenced.map(percent),
        target: spoke.target.map(|level| percent(level as f64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spokes(claimed: &[Option<f64>]) -> Vec<Spoke> {
        claimed.iter().map(|own| Spoke { claimed: *own, target: Some(5), ..Spoke::default() }).collect()
    }

    #[test]
    fn directions_go_round() {
        for count in 3..30 {
            for (at, own) in directions(count).into_iter().enumerate() {
                let angle = core::f64::consts::TAU * at as f64 / count as f64;
                assert!((own.0 - angle.sin()).abs() < 1e-9 && (own.1 + angle.cos()).abs() < 1e-9, "{count} {at}");
            }
        }
    }

    #[test]
    fn four_axes_by_hand() {
        let radar = radar(&spokes(&[Some(5.0), Some(2.5), Some(1.0), Some(0.0)]));
        assert_eq!(radar.claimed, ("M500 110L695 500L500 578L500 500Z".to_owned(), true));
        assert_eq!(radar.rings.last().map(String::as_str), Some("500 110 890 500 500 890 110 500"));
        assert!(radar.targets.starts_with("M500 95L515 110L500 125L485 110Z"));
        assert_eq!(radar.rings.len(), 5);
    }

    #[test]
    fn what_is_missing_breaks_the_line() {
        let (path, is_whole) = radar(&spokes(&[Some(5.0), None, Some(5.0), Some(5.0)])).claimed;
        assert_eq!((&*path, is_whole), ("M500 110M500 890L110 500L500 110", false));
        let nothing = radar(&spokes(&[None, None, None]));
        assert_eq!(nothing.claimed, (String::new(), false));
        assert_eq!(radar(&spokes(&[Some(1.0)])), Radar::default());
    }

    #[test]
    fn a_provisional_dimension_is_hatched() {
        let mut all = spokes(&[Some(3.0), Some(3.0), Some(3.0), Some(3.0)]);
        if let Some(own) = all.get_mut(1) {
            own.is_provisional = true;
        }
        assert_eq!(radar(&all).hatched, ["M500 500L695 305L890 500L695 695Z"]);
    }

    #[test]
    fn bars_in_percent() {
        let spoke = Spoke { claimed: Some(3.12), evidenced: Some(9.0), target: Some(4), ..Spoke::default() };
        assert_eq!(bar(&spoke), Bar { claimed: Some(62), evidenced: Some(100), target: Some(80) });
        assert_eq!(bar(&Spoke::default()), Bar::default());
    }
}
