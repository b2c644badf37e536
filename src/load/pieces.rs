//! Cuts a large file at `[[kind]]` headers while it is read, so that its facts are parsed piece by
//! piece.
//!
//! A parser's tree is many times the size of its text: pieces keep little of either in memory at a
//! time, and one large file keeps all processors busy. It must not parse: whether the pieces mean the
//! same as the whole is seen when they are parsed, and if they do not, the file is read whole.

use std::io::Read;

use super::kinds::shape_of;
use super::reader::Start;

/// Pieces are about as long: their trees fit into a processor's cache.
pub(super) const PIECE: usize = 16 << 10;

/// A part of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) start: Start,
}

/// Says that a file has to be read whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Uncut;

/// Cuts what it reads.
pub(super) struct Cutter<R> {
    input: R,
    size: usize,
    /// What is read and not given out; the next piece begins with it.
    open: Vec<u8>,
    start: Start,
    /// How much of it was looked at for a place to cut: whole lines.
    seen: usize,
    /// How long the open piece has to be.
    least: usize,
    /// Whether everything is read, and whether it is given out.
    ended: (bool, bool),
}

impl<R: Read> Cutter<R> {
    /// Cuts into pieces of about so many bytes.
    pub(super) fn new(input: R, size: usize) -> Self {
        let start = Start::default();
        Self { input, size, open: Vec::new(), start, seen: 0, least: 0, ended: (false, false) }
    }

    /// The next piece; none at the end. The first holds everything that comes before the facts, and
    /// may be empty; the others begin with a fact.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Uncut> {
        loop {
            match self.end() {
                Some(at) => return self.cut(at).map(Some),
                None if self.ended == (true, true) => return Ok(None),
                None if self.ended.0 => {
                    self.ended.1 = true;
                    return self.cut(self.open.len()).map(Some);
                }
                None => {
                    let more = (&mut self.input).take(PIECE as u64).read_to_end(&mut self.open);
                    self.ended.0 = more.map_err(|_| Uncut)? == 0;
                }
            }
        }
    }

    /// Where the open piece ends: before the first fact behind which it would be long enough.
    fn end(&mut self) -> Option<usize> {
        if self.seen < self.least {
            // Facts are short; there is no need to look at each of them.
            self.seen = self.least - 1;
            self.seen += line(self.open.get(self.seen..)?)?.len();
        }
        loop {
            let (at, line) = (self.seen, line(self.open.get(self.seen..)?)?);
            self.seen += line.len();
            if is_fact(line) {
                return Some(at);
            }
        }
    }

    fn cut(&mut self, at: usize) -> Result<Piece, Uncut> {
        let bytes: Vec<u8> = self.open.drain(..at).collect();
        let start = self.start;
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.start = Start { byte: start.byte + at, line: start.line + lines };
        (self.seen, self.least) = (0, self.size.max(1));
        let text = String::from_utf8(bytes).map_err(|_| Uncut)?;
        Ok(Piece { text, start })
    }
}

/// The first line, if it is complete.
fn line(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    bytes.get(..=end)
}

/// Whether a line is `[[release]]` or the like.
fn is_fact(line: &[u8]) -> bool {
    let Some(inner) = line.strip_prefix(b"[[") else { return false };
    let word = inner.split(|byte| *byte == b']').next().unwrap_or_default().trim_ascii();
    let word = str::from_utf8(word).unwrap_or_default();
    line.windows(2).any(|ends| ends == b"]]") && shape_of(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(row: usize) -> String {
        format!("[[count]]\nid = \"row-{row}\"\nname = \"{}\"\n", "长".repeat(300))
    }

    fn pieces(text: &str, size: usize) -> Vec<Piece> {
        let mut cutter = Cutter::new(text.as_bytes(), size);
        std::iter::from_fn(|| cutter.next().unwrap()).collect()
    }

    #[test]
    fn a_large_file_is_cut_before_facts_and_nothing_is_lost() {
        let facts: String = (0..500).map(fact).collect();
        for head in ["", "[defaults]\nsource = \"s\"\n", "\n"] {
            let text = format!("{head}{facts}");
            for size in [1, 1000, PIECE] {
                let pieces = pieces(&text, size);
                assert!(pieces.len() > 500 * 900 / size.max(900) / 2);
                assert_eq!(pieces[0].text, head);
                let mut before = String::new();
                for piece in &pieces {
                    let line = before.matches('\n').count();
                    assert_eq!(piece.start, Start { byte: before.len(), line });
                    before += &piece.text;
                }
                assert_eq!(before, text);
                assert!(pieces[1..].iter().all(|piece| piece.text.starts_with("[[count]]")));
            }
        }
    }

    #[test]
    fn what_is_no_fact_is_no_place_to_cut() {
        for line in ["[count]", "[[category]]", "[[count.printed]]", "x[[count]]", "[[count]"] {
            assert_eq!(pieces(&format!("a = 1\n{line}\nb = 2\n"), 1).len(), 1, "{line}");
        }
        assert_eq!(pieces("a = 1\n[[ count ]] # one\n", 1).len(), 2);
        assert_eq!(pieces("", 1).len(), 1);
    }

    #[test]
    fn other_encodings_are_not_cut() {
        let text = [b"[[count]]\n\xD6\xD0\n".as_slice(), b"[[count]]\n"].concat();
        let mut cutter = Cutter::new(text.as_slice(), 1);
        assert_eq!(cutter.next().map(|piece| piece.unwrap().text), Ok(String::new()));
        assert_eq!(cutter.next(), Err(Uncut));
    }
}
