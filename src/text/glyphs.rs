//! The characters that drawings are made of: one set for Unicode terminals, one in plain ASCII.
//!
//! It must not know where a stroke stands; the layouts say which arms a cell has and ask for its glyph.

use super::Measure;

/// A set of line and mark glyphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Box-drawing characters, which are of ambiguous width.
    #[default]
    Unicode,
    /// Characters below 128 only.
    Ascii,
}

/// The weight of one arm of a stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub enum Stroke {
    /// No arm.
    #[default]
    None,
    /// A thin line.
    Thin,
    /// A double line: the spine.
    Double,
}

/// The arms of one cell of a line drawing; arms of lines that cross are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Arms {
    /// Towards the row above.
    pub up: Stroke,
    /// Towards the next column.
    pub right: Stroke,
    /// Towards the row below.
    pub down: Stroke,
    /// Towards the column before.
    pub left: Stroke,
}

impl Arms {
    /// Both lines in one cell; the heavier weight wins on each arm.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        Self {
            up: self.up.max(other.up),
            right: self.right.max(other.right),
            down: self.down.max(other.down),
            left: self.left.max(other.left),
        }
    }
}

impl Glyphs {
    /// The set that keeps its columns under `measure`: Unicode lines break where ambiguous characters are wide.
    #[must_use]
    pub fn under(self, measure: Measure) -> Self {
        match measure {
            Measure::Narrow => self,
            Measure::Wide => Self::Ascii,
        }
    }

    /// What stands for the cut end of a text.
    #[must_use]
    pub fn ellipsis(self) -> &'static str {
        self.pick("…", "..")
    }

    /// What points at the column under the cursor.
    #[must_use]
    pub fn pointer(self) -> &'static str {
        self.pick("›", ">")
    }

    /// The mark of a row that was marked.
    #[must_use]
    pub fn marked(self) -> &'static str {
        self.pick("●", "*")
    }

    /// The arrow of an order.
    #[must_use]
    pub fn order(self, downwards: bool) -> &'static str {
        if downwards { self.pick("↓", "v") } else { self.pick("↑", "^") }
    }

    /// The mark of a row whose figures a claim gets wrong.
    #[must_use]
    pub fn disputed(self) -> &'static str {
        self.pick("≠", "#")
    }

    /// A cell of a bar.
    #[must_use]
    pub fn bar(self) -> &'static str {
        self.pick("█", "#")
    }

    /// What stands for an empty label.
    #[must_use]
    pub fn empty(self) -> &'static str {
        self.pick("…", "~")
    }

    /// The arrow head at the end of the spine.
    #[must_use]
    pub fn arrow(self) -> char {
        self.pick('▶', '>')
    }

    /// The same arrow pointing up, where the effect stands above the bones.
    #[must_use]
    pub fn arrow_up(self) -> char {
        self.pick('▲', '^')
    }

    /// The mark before a number of votes.
    #[must_use]
    pub fn votes(self) -> char {
        self.pick('▲', '+')
    }

    /// The mark before a number of linked facts.
    #[must_use]
    pub fn evidence(self) -> char {
        self.pick('◆', '*')
    }

    /// The slanted line of a rib above the spine (`falling`) or below it.
    #[must_use]
    pub fn diagonal(self, falling: bool) -> char {
        if falling { self.pick('╲', '\\') } else { self.pick('╱', '/') }
    }

    /// The glyph of a cell with these arms; a blank where there are none.
    #[must_use]
    pub fn stroke(self, arms: Arms) -> char {
        self.pick(unicode_stroke(arms), ascii_stroke(arms))
    }

    /// The corner of a box; ASCII boxes have the same corner everywhere.
    #[must_use]
    pub fn corner(self, arms: Arms) -> char {
        self.pick(unicode_stroke(arms), '+')
    }

    fn pick<T>(self, unicode: T, ascii: T) -> T {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }
}

/// The arms that a Unicode line glyph shows; none for any other character.
///
/// The inverse of [`Glyphs::stroke`], for readers of finished drawings.
#[must_use]
pub fn arms_of(glyph: char) -> Arms {
    use Stroke::{Double as D, None as O, Thin as T};
    let (up, right, down, left) = match glyph {
        '═' => (O, D, O, D),
        '─' => (O, T, O, T),
        '║' => (D, O, D, O),
        '│' => (T, O, T, O),
        '┌' => (O, T, T, O),
        '┐' => (O, O, T, T),
        '└' => (T, T, O, O),
        '┘' => (T, O, O, T),
        '├' => (T, T, T, O),
        '┤' => (T, O, T, T),
        '┬' => (O, T, T, T),
        '┴' => (T, T, O, T),
        '┼' => (T, T, T, T),
        '╪' => (T, D, T, D),
        '╧' => (T, D, O, D),
        '╤' => (O, D, T, D),
        '╡' => (T, O, T, D),
        '╔' => (O, D, D, O),
        '╗' => (O, O, D, D),
        '╚' => (D, D, O, O),
        '╝' => (D, O, O, D),
        '╠' => (D, D, D, O),
        '╣' => (D, O, D, D),
        '╦' => (O, D, D, D),
        '╩' => (D, D, O, D),
        '╬' => (D, D, D, D),
        '╥' => (O, T, D, T),
        '╨' => (D, T, O, T),
        _ => (O, O, O, O),
    };
    Arms { up, right, down, left }
}

fn unicode_stroke(arms: Arms) -> char {
    use Stroke::{Double as D, None as O, Thin as T};
    match (arms.up, arms.right, arms.down, arms.left) {
        (O, O, O, O) => ' ',
        (O, D, O, _) | (O, O, O, D) => '═',
        (O, T, O, _) | (O, O, O, T) => '─',
        (D, O, _, O) | (O, O, D, O) => '║',
        (T, O, _, O) | (O, O, T, O) => '│',
        (O, T, T, O) => '┌',
        (O, O, T, T) => '┐',
        (T, T, O, O) => '└',
        (T, O, O, T) => '┘',
        (T, T, T, O) => '├',
        (T, O, T, T) => '┤',
        (O, T, T, T) => '┬',
        (T, T, O, T) => '┴',
        (T, T, T, T) => '┼',
        (T, D, T, _) => '╪',
        (T, D, O, _) => '╧',
        (O, D, T, _) => '╤',
        (T, O, T, D) => '╡',
        (O, D, D, O) => '╔',
        (O, O, D, D) => '╗',
        (D, D, O, O) => '╚',
        (D, O, O, D) => '╝',
        (D, D, D, O) => '╠',
        (D, O, D, D) => '╣',
        (O, D, D, D) => '╦',
        (D, D, O, D) => '╩',
        (D, D, D, D) => '╬',
        (O, T, D, T) => '╥',
        (D, T, O, T) => '╨',
        _ => '┼',
    }
}

fn ascii_stroke(arms: Arms) -> char {
    use Stroke::{Double as D, None as O, Thin as T};
    match (arms.up, arms.right, arms.down, arms.left) {
        (O, O, O, O) => ' ',
        (O, D, O, _) | (O, O, O, D) => '=',
        (O, T, O, _) | (O, O, O, T) => '-',
        (_, O, _, O) => '|',
        (T, T, O, O) => '`',
        (T, O, O, T) => '\'',
        (T, T, T, O) | (T, O, T, T | D) => '|',
        _ => '+',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_ambiguous_characters_call_for_ascii() {
        assert_eq!(Glyphs::Unicode.under(Measure::Narrow), Glyphs::Unicode);
        assert_eq!(Glyphs::Unicode.under(Measure::Wide), Glyphs::Ascii);
    }

    #[test]
    fn every_glyph_takes_one_column_and_ascii_is_ascii() {
        let weights = [Stroke::None, Stroke::Thin, Stroke::Double];
        for up in weights {
            for right in weights {
                for down in weights {
                    for left in weights {
                        let arms = Arms { up, right, down, left };
                        let glyph = Glyphs::Unicode.stroke(arms);
                        assert_eq!(Glyphs::Unicode.stroke(arms_of(glyph)), glyph);
                        let glyph = glyph.to_string();
                        assert_eq!(Measure::Narrow.cols(&glyph), 1);
                        assert!(Glyphs::Ascii.stroke(arms).is_ascii());
                    }
                }
            }
        }
    }
}
