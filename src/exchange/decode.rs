//! The bytes of a file as text: UTF-8 with or without a byte order mark, any line ends.
//!
//! It must not guess: another encoding is refused by name, because a wrong guess spoils every label.

use super::error::{Fault, ReadError};

/// The text of a file, its line ends made line feeds.
pub(super) fn text(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || holds_nuls(bytes) {
        return Err(ReadError::new(Fault::Encoding("UTF-16")));
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if text.trim().is_empty() {
        return Err(ReadError::new(Fault::Empty));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Whether the start of a file has the zero bytes of UTF-16 without a mark.
fn holds_nuls(bytes: &[u8]) -> bool {
    bytes.iter().take(64).any(|byte| *byte == 0)
}

fn not_utf8(bytes: &[u8], valid: usize) -> ReadError {
    let before = bytes.get(..valid).unwrap_or_default();
    let before = std::str::from_utf8(before).unwrap_or_default();
    ReadError::at_byte(Fault::Encoding("GBK"), before, before.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_encodings_are_refused_by_name() {
        let utf16: Vec<u8> = "﻿鱼骨".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&utf16).unwrap_err().fault, Fault::Encoding("UTF-16"));
        let gbk = text(b"# x\n\xd3\xe3\xb9\xc7").unwrap_err();
        assert_eq!((gbk.fault, gbk.line), (Fault::Encoding("GBK"), 2));
    }

    #[test]
    fn marks_and_line_ends_are_read_kindly() {
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc").unwrap(), "a\nb\nc");
        assert_eq!(text(b" \r\n").unwrap_err().fault, Fault::Empty);
    }
}
