//! Cuts a large file at its `[[kind]]` headers, so that its facts are parsed piece by piece.
//!
//! A parser's tree is many times the size of its text: pieces keep little of it in memory at a time,
//! and one large file keeps all processors busy. A file is cut only where the pieces mean the same
//! as the whole; whoever reads them falls back to the whole file if a piece is no valid TOML, so
//! that mistakes are reported as if nothing had been cut. It must not parse.

use std::ops::Range;

use super::kinds::shape_of;

/// Files shorter than this are not cut, and pieces are about as long.
const PIECE: usize = 64 << 10;

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: Range<usize>,
    /// How many lines of the file come before it.
    pub(super) line: usize,
}

/// The pieces of a file, in order; one if it cannot be cut. The first holds everything that comes
/// before the facts, the others hold facts alone.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let whole = Piece { bytes: 0..text.len(), line: 0 };
    if text.len() < 2 * PIECE {
        return vec![whole];
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = Piece { bytes: 0..0, line: 0 };
    let mut at = 0;
    for (line, content) in text.split_inclusive('\n').enumerate() {
        match header(content) {
            Header::Fact if pieces.is_empty() || at - open.bytes.start >= PIECE => {
                open.bytes.end = at;
                pieces.push(std::mem::replace(&mut open, Piece { bytes: at..at, line }));
            }
            // Behind a fact, a table of another kind belongs to the file and not to the piece.
            Header::Other if !pieces.is_empty() => return vec![whole],
            _ => {}
        }
        at += content.len();
    }
    open.bytes.end = text.len();
    pieces.push(open);
    pieces
}

enum Header {
    /// `[[release]]`
    Fact,
    /// `[defaults]`, `[[fishbone.category]]`
    Other,
    /// No header, or one inside a fact: `[release.printed]`
    None,
}

fn header(line: &str) -> Header {
    let Some(inner) = line.trim_start().strip_prefix('[') else { return Header::None };
    let (inner, is_list) = inner.strip_prefix('[').map_or((inner, false), |inner| (inner, true));
    let word: &str = inner.split([']', '.']).next().unwrap_or("").trim();
    let ends = inner.trim_start().strip_prefix(word).unwrap_or("").trim_start().starts_with(']');
    match (shape_of(word).is_some(), is_list && ends) {
        (true, true) => Header::Fact,
        (true, false) => Header::None,
        (false, _) => Header::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(row: usize) -> String {
        format!("[[count]]\nid = \"row-{row}\"\nname = \"{}\"\n", "长".repeat(300))
    }

    #[test]
    fn a_large_file_is_cut_before_facts_and_nothing_is_lost() {
        let text =
            format!("[defaults]\nsource = \"s\"\n{}", (0..500).map(fact).collect::<String>());
        let pieces = pieces(&text);
        assert!(pieces.len() > 5);
        let mut end = 0;
        for piece in &pieces {
            assert_eq!(piece.bytes.start, end);
            assert_eq!(text.get(..end).unwrap().matches('\n').count(), piece.line);
            end = piece.bytes.end;
        }
        assert_eq!(end, text.len());
        assert!(
            pieces[1..].iter().all(|p| text.get(p.bytes.clone()).unwrap().starts_with("[[count]]"))
        );
    }

    #[test]
    fn a_file_is_left_whole_if_it_is_small_or_has_other_tables_behind_its_facts() {
        assert_eq!(pieces(&fact(0)).len(), 1);
        let facts: String = (0..500).map(fact).collect();
        assert_eq!(pieces(&format!("{facts}[fishbone]\neffect = \"x\"\n")).len(), 1);
        assert!(pieces(&format!("{facts}[count.printed]\nx = \"y\"\n")).len() > 1);
    }
}
