//! From one text of a drawing to the next one in the direction that one sees.
//!
//! It must not know the tree: a cursor that moves up goes to what stands above, whatever its parent.

use super::drawing::{Drawing, Part, Place};

/// A direction on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the rows above.
    Up,
    /// To the rows below.
    Down,
    /// To the columns before.
    Left,
    /// To the columns behind.
    Right,
}

impl Drawing {
    /// The text nearest to `from` in a direction; `None` at the edge.
    ///
    /// Up and down prefer what overlaps the columns of `from`, left and right what is on its rows.
    #[must_use]
    pub fn step(&self, from: Part, direction: Direction) -> Option<Part> {
        let here = self.bounds(from)?;
        let mut others = self.places().iter().filter(|place| place.part != from);
        let mut best: Option<(usize, Part)> = None;
        for place in others.by_ref() {
            let Some(cost) = distance(here, Bounds::of(place), direction) else { continue };
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, place.part));
            }
        }
        best.map(|(_, part)| part)
    }

    /// The first text of the drawing, where a cursor may start.
    #[must_use]
    pub fn first(&self) -> Option<Part> {
        self.places()
            .iter()
            .map(|place| place.part)
            .find(|part| part.node().is_some())
            .or_else(|| self.places().first().map(|place| place.part))
    }

    fn bounds(&self, part: Part) -> Option<Bounds> {
        self.places_of(part).map(Bounds::of).reduce(Bounds::join)
    }
}

/// The rows and columns of a text, ends excluded.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    rows: (usize, usize),
    cols: (usize, usize),
}

impl Bounds {
    fn of(place: &Place) -> Self {
        Self { rows: (place.row, place.row + 1), cols: (place.col, place.col + place.cols) }
    }

    fn join(self, other: Self) -> Self {
        let join = |a: (usize, usize), b: (usize, usize)| (a.0.min(b.0), a.1.max(b.1));
        Self { rows: join(self.rows, other.rows), cols: join(self.cols, other.cols) }
    }
}

/// How far one goes from `here` to `there`; `None` if that is another direction.
fn distance(here: Bounds, there: Bounds, direction: Direction) -> Option<usize> {
    let (rows, cols) = (gap(here.rows, there.rows), gap(here.cols, there.cols));
    let ahead = match direction {
        Direction::Up => there.rows.1 <= here.rows.0,
        Direction::Down => there.rows.0 >= here.rows.1,
        Direction::Left => there.cols.1 <= here.cols.0,
        Direction::Right => there.cols.0 >= here.cols.1,
    };
    // A row is about as high as two columns are wide; what is off the line counts double.
    let cost = match direction {
        Direction::Up | Direction::Down => rows * 2 + cols * 2,
        Direction::Left | Direction::Right => cols + rows * 4,
    };
    ahead.then_some(cost)
}

/// The blanks between two ranges; 0 where they touch or overlap.
fn gap(a: (usize, usize), b: (usize, usize)) -> usize {
    a.0.saturating_sub(b.1).max(b.0.saturating_sub(a.1))
}
