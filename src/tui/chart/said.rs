//! What the mark under the cursor of a chart says, in full.
//!
//! A narrow drawing cuts; this does not. It must not compute anything.

use crate::analysis::chart::{Figure, Grid, GridRow, Target};
use crate::model::Lang;

/// The words of a mark; none if the figure has no such mark.
pub(super) fn said(figure: &Figure, target: Target, lang: Lang) -> Option<String> {
    let text = match figure {
        Figure::Bars(bars) => {
            let mut groups = bars.groups.iter().filter_map(|group| {
                let bar = group.bars.iter().find(|bar| bar.row == Some(target))?;
                let alone = group.bars.iter().all(|bar| bar.row == Some(target));
                Some((group, bar, alone && !group.label.is_empty()))
            });
            let (group, bar, whole) = groups.next()?;
            match whole {
                true => group.label.clone(),
                false => format!("{} {}", bar.label, bar.text),
            }
        }
        Figure::Timeline(timeline) => {
            let track = timeline.tracks.iter().find(|track| track.row == Some(target))?;
            format!("{} {}", track.label, track.text)
        }
        Figure::Grid(grid) => {
            let rows = grid.groups.iter().flat_map(|group| &group.rows);
            row_text(grid, rows.into_iter().find(|row| row.row == Some(target))?, lang)
        }
        Figure::Quadrant(quadrant) => match target {
            Target::Corner(field) => {
                let count = quadrant.items.iter().filter(|item| item.field() == field).count();
                format!("{} ({count})", quadrant.fields.get(field)?)
            }
            target => {
                let item = quadrant.items.iter().find(|item| item.row == Some(target))?;
                format!("{} {}", item.text, item.label)
            }
        },
        Figure::Stacked(_) | Figure::Lines(_) | Figure::Panels(_) => return None,
    };
    Some(text)
}

fn row_text(grid: &Grid, row: &GridRow, lang: Lang) -> String {
    let cells = grid.columns.iter().zip(&row.cells).map(|(title, cell)| {
        let detail = if cell.detail.is_empty() { "" } else { lang.pick("，", ", ") };
        format!("{title} {}{detail}{}", cell.text, cell.detail)
    });
    let mut parts: Vec<String> = cells.collect();
    if !row.aside.is_empty() && row.cells.is_empty() {
        parts.push(row.aside.clone());
    } else if !row.aside.is_empty() {
        parts.push(format!("{} {}", grid.aside, row.aside));
    }
    format!("{}{}{}", row.label, lang.pick("：", ": "), parts.join(lang.pick("；", "; ")))
}
