//! Where the lines of a wrapped text part: filled one after the other, or balanced.
//!
//! It must not look at characters; it only adds up the units that `flow` measured.

use super::flow::Unit;

/// Above this many units balancing is not worth its time; such a text is prose.
const BALANCED_UNITS: usize = 400;

/// What a line of one lone character costs: more than any imbalance.
const LONE: usize = 1 << 20;

/// The number of lines that the units need.
pub(super) fn count(units: &[Unit], cols: usize) -> usize {
    let (mut lines, mut used) = (0, 0);
    for unit in units {
        if lines == 0 || used + unit.gap + unit.cols > cols {
            lines += 1;
            used = unit.cols;
        } else {
            used += unit.gap + unit.cols;
        }
    }
    lines
}

/// The first unit of each line when every line is filled before the next.
pub(super) fn greedy(units: &[Unit], cols: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut used = 0;
    for (index, unit) in units.iter().enumerate() {
        if starts.is_empty() || used + unit.gap + unit.cols > cols {
            starts.push(index);
            used = unit.cols;
        } else {
            used += unit.gap + unit.cols;
        }
    }
    starts
}

/// The first unit of each line when the lines, as few as possible, are of about equal length.
///
/// Dynamic programming over (lines left, first unit): the sum of squared widths is least when the
/// widths are equal; breaks add what they cost, a lone character more than anything else.
pub(super) fn balanced(units: &[Unit], cols: usize) -> Vec<usize> {
    let lines = count(units, cols);
    if lines < 2 || units.len() > BALANCED_UNITS {
        return greedy(units, cols);
    }
    let mut best = vec![usize::MAX; units.len() + 1];
    if let Some(end) = best.last_mut() {
        *end = 0;
    }
    let mut choices = Vec::with_capacity(lines);
    for _ in 0..lines {
        let (next, choice) = one_line_more(units, cols, &best);
        best = next;
        choices.push(choice);
    }
    follow(&choices, units.len()).unwrap_or_else(|| greedy(units, cols))
}

/// For each first unit, the least cost when one more line goes before the lines already costed,
/// and the unit that line ends before.
fn one_line_more(units: &[Unit], cols: usize, best: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut costs = vec![usize::MAX; units.len() + 1];
    let mut ends = vec![0; units.len() + 1];
    for (from, (cost, end)) in costs.iter_mut().zip(&mut ends).enumerate() {
        let mut used = 0;
        for (offset, unit) in units.iter().skip(from).enumerate() {
            used += unit.cols + if offset == 0 { 0 } else { unit.gap };
            if used > cols {
                break;
            }
            let to = from + offset + 1;
            let Some(rest) = best.get(to).filter(|rest| **rest < usize::MAX) else {
                continue;
            };
            let lone = if offset == 0 && unit.lone { LONE } else { 0 };
            let parting = units.get(to).map_or(0, |next| next.cost);
            let total = rest + used * used + lone + parting;
            // On a tie the longer line goes first.
            if total <= *cost {
                (*cost, *end) = (total, to);
            }
        }
    }
    (costs, ends)
}

fn follow(choices: &[Vec<usize>], len: usize) -> Option<Vec<usize>> {
    let mut starts = Vec::with_capacity(choices.len());
    let mut at = 0;
    for choice in choices.iter().rev() {
        starts.push(at);
        at = *choice.get(at)?;
        if at == 0 {
            return None;
        }
    }
    (at == len).then_some(starts)
}
