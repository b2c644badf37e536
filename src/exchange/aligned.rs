//! Rows of cells as aligned text.
//!
//! Must not choose the cells.

use crate::text::{Align, Measure};

/// One line per row, columns padded to their widest cell, two blanks apart; numbers to the right.
pub(super) fn aligned(rows: &[Vec<String>], numeric: &[bool]) -> Vec<String> {
    let measure = Measure::Narrow;
    let mut widths = vec![0; numeric.len()];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = measure.cols(cell).max(*width);
        }
    }
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(numeric).zip(&widths);
        let padded: Vec<String> = cells
            .map(|((cell, numeric), width)| {
                measure.pad(cell, *width, if *numeric { Align::Right } else { Align::Left })
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A Markdown table, the first row being the titles.
pub(super) fn markdown_table(rows: &[Vec<String>], numeric: &[bool]) -> Vec<String> {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|cell| cell.replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    let rule: Vec<_> = numeric.iter().map(|n| if *n { "--:" } else { "---" }).collect();
    lines.insert(lines.len().min(1), format!("| {} |", rule.join(" | ")));
    lines
}
