//! The drawing itself as text, out.
//!
//! It must not lay out anything; `layout` does.

use super::{Warning, WriteOptions, Written};
use crate::layout::{Misfit, draw};
use crate::model::{Fishbone, Lang, Localized};

/// Writes the drawing; a layout that did not fit is named in a warning.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    let drawing = draw(fishbone, &options.layout)?;
    let warn = |misfit: Misfit| Warning {
        line: None,
        message: Localized::each(misfit.message(Lang::Zh), misfit.message(Lang::En)),
    };
    Ok(Written {
        text: drawing.to_text(),
        warnings: drawing.misfit().map(warn).into_iter().collect(),
    })
}
