//! A plain outline, out: one line a node, two blanks per level; for chats and screen readers.
//!
//! It must not wrap or draw; the reader's window does that.

use super::grow::{Node, walk};
use super::{WriteOptions, Written};
use crate::layout::{Misfit, label};
use crate::model::Fishbone;
use crate::text::clean;

/// Writes the outline; votes and evidence are marked as in a drawing.
pub(super) fn write(fishbone: &Fishbone, options: &WriteOptions) -> Result<Written, Misfit> {
    let mut out = format!("{}\n", clean(&fishbone.effect));
    walk(fishbone, &mut |level, node| {
        let text = match node {
            Node::Category(category) => clean(&category.name).into_owned(),
            Node::Cause(cause) => label(cause, &options.layout),
        };
        let indent = "  ".repeat(level + 1);
        out.push_str(&format!("{indent}{text}\n"));
    });
    Ok(out.into())
}
