//! Whether a label is wrapped where a reader would.
//!
//! It must not ask for the impossible: a fault counts only where the label's own lines had room.

use super::{Findings, Rule};
use crate::text::Measure;

const CLOSING: &str = "，。、；：？！）】》」』”’％";
const OPENING: &str = "（【《「『“‘";

/// Checks the pieces of one label.
pub(super) fn check(pieces: &[String], measure: Measure, findings: &mut Findings) {
    let widest = pieces.iter().map(|piece| measure.cols(piece)).max().unwrap_or(0);
    for (above, below) in pieces.iter().zip(pieces.iter().skip(1)) {
        if below.starts_with(|c| CLOSING.contains(c)) && above.chars().count() > 2 {
            findings.add(Rule::Wrapping, format!("{below:?} starts with a closing mark"));
        }
        if above.ends_with(|c| OPENING.contains(c)) && below.chars().count() > 2 {
            findings.add(Rule::Wrapping, format!("{above:?} ends with an opening mark"));
        }
    }
    for (index, piece) in pieces.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| pieces.get(before));
        let beside = [before, pieces.get(index + 1)];
        let room = |other: &&String| measure.cols(other) + 1 + measure.cols(piece) <= widest;
        let spare = |other: &&String| {
            other.chars().filter(|c| is_han(*c)).count() > 2 && other.chars().all(is_han)
        };
        let fault = beside.into_iter().flatten().any(|other| room(&other) || spare(&other));
        if pieces.len() > 1 && is_lone(piece) && fault {
            findings.add(Rule::Wrapping, format!("{piece:?} stands alone in {pieces:?}"));
        }
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn is_lone(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(is_han) && chars.next().is_none()
}
