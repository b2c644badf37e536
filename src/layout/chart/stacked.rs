//! Wholes with their parts: a bar cut into fillings, the parts named and numbered below it.

use super::row::Pen;
use super::{Ink, Page, Row, Sheet, marks};
use crate::analysis::chart::{Part, Stack, Stacked};

/// Draws every whole to one scale.
pub(super) fn draw(stacked: &Stacked, page: &Page) -> Sheet {
    let sum = |stack: &Stack| stack.parts.iter().map(|part| part.value).sum::<f64>();
    let most = stacked.stacks.iter().map(sum).fold(0.0, f64::max);
    let mut body = Vec::new();
    for stack in &stacked.stacks {
        if !body.is_empty() {
            body.push(Row::default());
        }
        let cells =
            if most > 0.0 { (sum(stack) / most * page.cols as f64).round() as usize } else { 0 };
        body.extend(heading(stack, page));
        body.push(bar(stack, cells.max(1), page));
        body.extend(legend(stacked, stack, page));
    }
    Sheet { head: Vec::new(), body }
}

/// Name and size on one row, or the size in rows of its own where it would be cut.
fn heading(stack: &Stack, page: &Page) -> Vec<Row> {
    let name = Pen::new(page).put(&stack.label, Ink::Heading);
    if page.cols_of(&stack.label) + 2 + page.cols_of(&stack.total) <= page.cols {
        return vec![name.put("  ", Ink::Plain).put(&stack.total, Ink::Plain).done()];
    }
    let lines = page.measure.wrap(&stack.total, page.cols.max(1));
    let sizes = lines.iter().map(|line| Pen::new(page).put(line, Ink::Plain).done());
    std::iter::once(name.done()).chain(sizes).collect()
}

fn bar(stack: &Stack, cells: usize, page: &Page) -> Row {
    let parts = shares(&stack.parts, cells).into_iter().enumerate();
    let pen = parts.fold(Pen::new(page), |pen, (kind, cells)| {
        pen.put(&marks::fill(page.glyphs, kind).to_string().repeat(cells), Ink::Series(kind))
    });
    pen.done()
}

/// Whole cells for parts so that their sum is right: the largest remainders are rounded up.
pub(super) fn shares(parts: &[Part], cells: usize) -> Vec<usize> {
    let whole: f64 = parts.iter().map(|part| part.value).sum();
    let exact = |part: &Part| if whole > 0.0 { part.value / whole * cells as f64 } else { 0.0 };
    let mut given: Vec<usize> = parts.iter().map(|part| exact(part).floor() as usize).collect();
    let left = cells.saturating_sub(given.iter().sum());
    let mut order: Vec<usize> =
        (0..parts.len()).filter(|at| parts.get(*at).is_some_and(|part| part.value > 0.0)).collect();
    let rest = |at: &usize| parts.get(*at).map_or(0.0, |part| exact(part).fract());
    order.sort_by(|a, b| rest(b).total_cmp(&rest(a)));
    for at in order.into_iter().take(left) {
        if let Some(given) = given.get_mut(at) {
            *given += 1;
        }
    }
    given
}

/// The parts with their numbers, as many on a row as fit.
fn legend(stacked: &Stacked, stack: &Stack, page: &Page) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut pen, mut used) = (Pen::new(page), 0);
    for (kind, (name, part)) in stacked.kinds.iter().zip(&stack.parts).enumerate() {
        // In brackets, for `5 100 %` reads as one number.
        let share = page.lang.pick(format!("（{}）", part.percent), format!(" ({})", part.percent));
        let text = format!(" {name} {}{share}", part.text);
        let cols = page.cols_of(&text) + 2;
        let gap = if used == 0 { 0 } else { 3 };
        if used > 0 && used + gap + cols > page.cols {
            rows.push(std::mem::replace(&mut pen, Pen::new(page)).done());
            used = 0;
        } else if used > 0 {
            pen = pen.put("   ", Ink::Plain);
            used += gap;
        }
        let filling = marks::fill(page.glyphs, kind).to_string().repeat(2);
        pen = pen.put(&filling, Ink::Series(kind)).put(&text, Ink::Plain);
        used += cols;
    }
    rows.push(pen.done());
    rows
}
