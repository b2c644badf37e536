//! What a grapheme is to a line break: part of a word, a character of its own, an opening or closing mark.
//!
//! It must not measure; `flow` joins these classes with widths.
//!
//! The lists follow the Chinese rules of GB/T 15834 (marks that may not start or end a line) and the
//! Japanese ones for kana; Latin words and numbers are kept whole.

/// How a grapheme behaves at the edge of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Class {
    /// A character that may stand at either side of a break by itself (Han, kana, emoji).
    pub(super) single: bool,
    /// May not end a line.
    pub(super) open: bool,
    /// May not start a line.
    pub(super) close: bool,
    /// A digit or Chinese numeral, which a measure word should follow on the same line.
    pub(super) digit: bool,
    /// A Chinese word that belongs to what follows: 不, 在, 与.
    pub(super) leads: bool,
    /// A Chinese particle or ending that belongs to what stands before: 的, 了, 性.
    pub(super) trails: bool,
}

/// The class of a grapheme, by its first character.
pub(super) fn class(grapheme: &str) -> Class {
    let first = grapheme.chars().next().unwrap_or(' ');
    Class {
        single: is_single(first),
        open: is_open(first),
        close: is_close(first),
        digit: first.is_ascii_digit() || "〇零一二三四五六七八九十百千万亿两".contains(first),
        leads: "不未无难太很最较被把对在从向为以与和及或".contains(first),
        trails: "的地得了着过们吗呢吧性化率度者户间层后".contains(first),
    }
}

fn is_single(c: char) -> bool {
    match c {
        // Full-width digits and letters form words as their narrow twins do.
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => false,
        '\u{2e80}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff01}'..='\u{ff65}'
        | '\u{1f000}'..='\u{1faff}'
        | '\u{20000}'..='\u{3ffff}' => true,
        _ => false,
    }
}

fn is_open(c: char) -> bool {
    matches!(
        c,
        '(' | '['
            | '{'
            | '"'
            | '\''
            | '$'
            | '#'
            | '@'
            | '¥'
            | '£'
            | '€'
            | '“'
            | '‘'
            | '（'
            | '【'
            | '《'
            | '「'
            | '『'
            | '〈'
            | '〔'
            | '〖'
            | '［'
            | '｛'
            | '￥'
            | '＄'
            | '＃'
            | '＠'
    )
}

fn is_close(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | ','
            | '.'
            | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '/'
            | '”'
            | '’'
            | '…'
            | '—'
            | '·'
            | '‰'
            | '℃'
            | '°'
            | '，'
            | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '】'
            | '》'
            | '」'
            | '』'
            | '〉'
            | '〕'
            | '〗'
            | '］'
            | '｝'
            | '％'
            | '／'
            | '．'
            | '～'
            | '・'
            | 'ー'
            | '々'
            | '〻'
            | 'ぁ'
            | 'ぃ'
            | 'ぅ'
            | 'ぇ'
            | 'ぉ'
            | 'っ'
            | 'ゃ'
            | 'ゅ'
            | 'ょ'
            | 'ゎ'
            | 'ァ'
            | 'ィ'
            | 'ゥ'
            | 'ェ'
            | 'ォ'
            | 'ッ'
            | 'ャ'
            | 'ュ'
            | 'ョ'
            | 'ヮ'
            | 'ヵ'
            | 'ヶ'
    )
}

// Without a dictionary nobody knows where Chinese words part; these few characters tell more often
// than not, and between them words of two characters are the rule. Both only choose among breaks that
// are all allowed.

/// Counts the characters of a run of Chinese since the last one that surely ended or was a word.
#[derive(Debug, Default)]
pub(super) struct Run {
    chars: usize,
}

impl Run {
    /// Whether a word probably ends before the next character.
    pub(super) fn ends_word(&self) -> bool {
        self.chars.is_multiple_of(2)
    }

    /// Takes the next character in.
    pub(super) fn push(&mut self, class: Class) {
        let word = !class.single
            || class.open
            || class.close
            || class.leads
            || class.trails
            || class.digit;
        self.chars = if word { 0 } else { self.chars + 1 };
    }
}

/// Whether a break may stand between two neighbours that no blank parts.
pub(super) fn may_part(before: Class, after: Class) -> bool {
    (before.single || after.single) && !before.open && !after.close
}
