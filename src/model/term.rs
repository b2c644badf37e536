//! Closed vocabularies: for each term the word used in files and its name in both languages.
//!
//! One table per vocabulary; readers, writers, the screen and the format reference all use it. It
//! must not hold anything that a study can add to.

use super::{
    Availability, CapabilityType, Dimension, Kind, Lang, PestFactor, SwotFactor, TowsCell,
};

/// A row of a vocabulary: the term, its word in files, its names in Chinese and English.
pub type TermRow<T> = (T, &'static str, &'static str, &'static str);

/// A closed vocabulary.
pub trait Term: Copy + PartialEq + Sized + 'static {
    /// Every term, in reading order.
    const TERMS: &'static [TermRow<Self>];

    /// The term that a file names with `word`.
    #[must_use]
    fn from_word(word: &str) -> Option<Self> {
        Self::TERMS.iter().find(|row| row.1 == word).map(|row| row.0)
    }

    /// The word that files use.
    #[must_use]
    fn word(self) -> &'static str {
        row(self).map_or("", |row| row.1)
    }

    /// The name on the screen.
    #[must_use]
    fn label(self, lang: Lang) -> &'static str {
        row(self).map_or("", |row| lang.pick(row.2, row.3))
    }
}

fn row<T: Term>(term: T) -> Option<&'static TermRow<T>> {
    T::TERMS.iter().find(|row| row.0 == term)
}

impl Term for Dimension {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Technology, "technology", "技术", "Technology"),
        (Self::Price, "price", "价格", "Price"),
        (Self::Brand, "brand", "品牌", "Brand"),
        (Self::Ecosystem, "ecosystem", "生态", "Ecosystem"),
        (Self::Strategy, "strategy", "策略", "Strategy"),
    ];
}

impl Term for Kind {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Release, "release", "功能发布", "release"),
        (Self::Capability, "capability", "能力", "capability"),
        (Self::Series, "series", "序列", "series"),
        (Self::Count, "count", "计数", "count"),
        (Self::Price, "price", "价格", "price"),
        (Self::Tco, "tco", "总体拥有成本", "TCO line"),
        (Self::PriceCut, "price_cut", "降价", "price cut"),
        (Self::FreeTier, "free_tier", "免费试用", "free-tier item"),
        (Self::Exposure, "exposure", "曝光", "exposure"),
        (Self::Event, "event", "会议", "event"),
        (Self::Customer, "customer", "客户", "customer"),
        (Self::Pest, "pest", "PEST 因素", "PEST item"),
        (Self::Swot, "swot", "SWOT 因素", "SWOT item"),
        (Self::Tows, "tows", "TOWS 策略", "TOWS strategy"),
        (Self::Interview, "interview", "访谈", "interview"),
        (Self::Problem, "problem", "问题", "problem"),
        (Self::Measure, "measure", "措施", "measure"),
        (Self::Claim, "claim", "论断数字", "claim"),
    ];
}

impl Term for Availability {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Available, "available", "可用", "available"),
        (Self::Limited, "limited", "受限", "limited"),
        (Self::Missing, "missing", "缺失", "missing"),
    ];
}

impl Term for CapabilityType {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Service, "service", "服务", "service"),
        (Self::Function, "function", "功能", "function"),
        (Self::Instance, "instance", "实例", "instance type"),
        (Self::Chip, "chip", "芯片", "chip"),
        (Self::Language, "language", "语言", "language"),
        (Self::Document, "document", "文档", "document"),
    ];
}

impl Term for PestFactor {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Political, "political", "政治", "political"),
        (Self::Economic, "economic", "经济", "economic"),
        (Self::Social, "social", "社会", "social"),
        (Self::Technological, "technological", "技术", "technological"),
    ];
}

impl Term for SwotFactor {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::Strength, "strength", "优势", "strength"),
        (Self::Weakness, "weakness", "劣势", "weakness"),
        (Self::Opportunity, "opportunity", "机会", "opportunity"),
        (Self::Threat, "threat", "威胁", "threat"),
    ];
}

impl Term for TowsCell {
    const TERMS: &'static [TermRow<Self>] = &[
        (Self::So, "SO", "SO 进攻", "SO attack"),
        (Self::St, "ST", "ST 差异化", "ST differentiate"),
        (Self::Wo, "WO", "WO 强化弱点", "WO strengthen"),
        (Self::Wt, "WT", "WT 防守", "WT defend"),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each_word_finds_its_term<T: Term + std::fmt::Debug>() {
        for &(term, word, zh, en) in T::TERMS {
            assert_eq!(T::from_word(word), Some(term));
            assert_eq!((term.word(), term.label(Lang::Zh), term.label(Lang::En)), (word, zh, en));
            assert!(!zh.is_empty() && !en.is_empty(), "{word} lacks a name");
        }
    }

    #[test]
    fn every_vocabulary_reads_back_its_own_words() {
        each_word_finds_its_term::<Dimension>();
        each_word_finds_its_term::<Kind>();
        each_word_finds_its_term::<Availability>();
        each_word_finds_its_term::<CapabilityType>();
        each_word_finds_its_term::<PestFactor>();
        each_word_finds_its_term::<SwotFactor>();
        each_word_finds_its_term::<TowsCell>();
    }
}
