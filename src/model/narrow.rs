//! Full-width characters, as an input method may write them, and their ASCII twins.
//!
//! One for one, so that positions stay; it must not fold anything else, such as case.

/// The ASCII twin of a full-width character, and a blank for the ideographic space; any other
/// character as it is.
///
/// ```
/// use herringbone::model::narrow;
///
/// let folded: String = "＋１０％　Ａ中".chars().map(narrow).collect();
/// assert_eq!(folded, "+10% A中");
/// ```
#[must_use]
pub fn narrow(c: char) -> char {
    match c {
        // The full-width forms of ASCII stand in a block of their own, in the same order.
        '\u{FF01}'..='\u{FF5E}' => {
            u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c)
        }
        '\u{3000}' => ' ',
        c => c,
    }
}
