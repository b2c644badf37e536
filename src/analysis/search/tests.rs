//! The search against a slow one that goes through characters.

use std::sync::OnceLock;

use proptest::prelude::*;

use super::letters::{Kind, fold};
use super::word::Matcher;
use super::*;
use crate::model::{Fact, Localized};

fn study(names: &[(String, String)]) -> Study {
    let mut study = Study::default();
    for (row, (zh, en)) in names.iter().enumerate() {
        study.facts.push(Fact::named(&format!("id-{row}"), Localized::each(&**zh, &**en)));
    }
    study
}

fn named(names: &[(&str, &str)]) -> Study {
    let owned: Vec<_> = names.iter().map(|(zh, en)| ((*zh).into(), (*en).into())).collect();
    study(&owned)
}

fn all(study: &Study) -> Vec<Row> {
    (0..).take(study.facts.len()).collect()
}

fn found(study: &Study, typed: &str) -> Vec<Row> {
    let index = OnceLock::new();
    Searchable { study, index: &index }.filter(&all(study), typed)
}

/// The grade of a word in a name, found character by character.
fn slow_grade(text: &str, word: &str, (begins, at_word, part): (u8, u8, u8)) -> u8 {
    let scattered = align::with_gaps(text, &folded(word)).is_some();
    let original: Vec<char> = text.chars().collect();
    let (text, word) = (folded(text), folded(word));
    let starts = |at: usize| {
        let hump = at > 0 && original[at - 1].is_lowercase() && original[at].is_uppercase();
        align::begins_word(&text, at) || hump && Kind::of(fold(original[at])) == Kind::Letter
    };
    let places: Vec<usize> = (0..text.len()).filter(|at| text[*at..].starts_with(&word)).collect();
    let blanks = text.iter().take_while(|c| **c == ' ').count();
    if places.contains(&blanks) {
        begins
    } else if places.iter().any(|at| starts(*at)) {
        at_word
    } else if align::without_gaps(&text, &word).is_some() {
        part
    } else {
        u8::from(scattered)
    }
}

/// The same for a fact; what has gaps is not graded further.
fn slow(fact: &Fact, word: &str) -> u8 {
    let name = |lang| slow_grade(fact.name.get(lang), word, (60, 50, 40));
    let id = slow_grade(fact.id.as_str(), word, (35, 35, 30));
    name(Lang::Zh).max(name(Lang::En)).max(id)
}

/// Texts of characters that meet in every way that matters.
fn text(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let chars: Vec<char> = "自动标注数据重中ab zZdDbhong12-Ａ".chars().collect();
    let chars = prop::collection::vec(prop::sample::select(chars), length);
    chars.prop_map(|chars| chars.into_iter().collect())
}

proptest! {
    #[test]
    fn every_row_has_the_grade_that_its_characters_have(
        names in prop::collection::vec((text(0..10), text(0..10)), 1..12),
        word in text(1..6),
    ) {
        let study = study(&names);
        let index = Index::of(&study);
        for word in word.split_whitespace() {
            let parsed = Word::new(word);
            let mut matcher = Matcher::new(&index, &parsed);
            for (row, fact) in study.facts.iter().enumerate() {
                let grade = matcher.grade(row);
                let grade = if grade <= 16 { grade.min(1) } else { grade };
                prop_assert_eq!(grade, slow(fact, word), "{:?} {:?}", fact.name, word);
            }
        }
    }

    #[test]
    fn narrowing_finds_what_a_whole_search_finds(
        names in prop::collection::vec((text(0..10), text(0..10)), 1..80),
        typed in text(1..7),
    ) {
        let study = study(&names);
        let (index, rows) = (OnceLock::new(), all(&study));
        let facts = Searchable { study: &study, index: &index };
        let mut before: Option<(Query, Hits)> = None;
        for end in typed.char_indices().map(|(at, c)| at + c.len_utf8()) {
            let typed = typed.get(..end).unwrap();
            let query = Query::new(typed);
            if query.is_empty() {
                continue;
            }
            let among = before.as_ref().map(|(earlier, hits)| {
                assert!(query.extends(earlier));
                hits
            });
            let narrowed = facts.find(&query, (&rows, among), &Stop::never()).unwrap();
            let whole = facts.find(&query, (&rows, None), &Stop::never()).unwrap();
            prop_assert_eq!(&narrowed, &whole, "{}", typed);
            before = Some((query, narrowed.hits));
        }
    }

    #[test]
    fn what_is_marked_is_why_a_name_was_found(name in text(0..10), word in text(1..5)) {
        let query = Query::new(&word);
        let marked = query.matched_chars(&name);
        let wanted = query.words.iter().any(|word| {
            let without = align::without_gaps(&folded(&name), &word.chars).is_some();
            without || align::with_gaps(&name, &word.chars).is_some()
        });
        prop_assert_eq!(!marked.is_empty(), wanted);
        prop_assert!(marked.iter().all(|at| *at < name.chars().count()));
    }
}

#[test]
fn the_top_is_in_the_order_of_fuzzy_matcher_within_each_grade() {
    let names: Vec<(String, String)> = (0..300)
        .map(|n| {
            (format!("数据{}标注 {n}", "自动".repeat(n % 5)), format!("x{n} data set {}", n % 7))
        })
        .collect();
    let study = study(&names);
    for typed in ["data", "sjbz", "标注", "dst", "data 标"] {
        let query = Query::new(typed);
        let index = Index::of(&study);
        let grade = |row: Row| -> i64 {
            let words = query.words.iter();
            words.map(|word| i64::from(Matcher::new(&index, word).grade(row as usize))).sum()
        };
        let hits = found(&study, typed);
        let mut slow = hits.clone();
        slow.sort_unstable();
        slow.sort_by_key(|row| (-grade(*row), -query.exactly(&study, *row as usize)));
        assert_eq!(hits[..EXACT.min(hits.len())], slow[..EXACT.min(hits.len())], "{typed}");
    }
}

#[test]
fn words_match_in_either_language_and_all_of_them_must() {
    let query = Query::new("infer 芯片");
    assert!(query.score_of(["推理芯片 Inf1", "Inf1 inference chip"].into_iter()).is_some());
    assert!(query.score_of(["Inf1 inference chip"].into_iter()).is_none());
    assert!(Query::new("  ").is_empty());
}

#[test]
fn matched_characters_are_counted_in_characters_not_bytes() {
    assert_eq!(Query::new("标注").matched_chars("自动标注功能"), [2, 3]);
}

#[test]
fn pinyin_marks_the_characters_it_stands_for() {
    let marked = |typed| Query::new(typed).matched_chars("自动标注 Ground Truth");
    assert_eq!(marked("zdbz"), [0, 1, 2, 3]);
    assert_eq!(marked("biaozhu"), [2, 3]);
    assert_eq!(marked("zd标注"), [0, 1, 2, 3]);
    assert_eq!(marked("zidongbz"), [0, 1, 2, 3]);
    assert_eq!(marked("ＢＺ truth"), [2, 3, 12, 13, 14, 15, 16]);
    assert_eq!(Query::new("gtr").matched_pieces("Ground Truth"), [0_usize; 0]);
}

#[test]
fn a_fact_is_found_by_initials_by_pinyin_and_by_its_words() {
    let study = named(&[("自动标注", "Data labelling"), ("对象存储", "Object store")]);
    for typed in [
        "zdbz",
        "zidong",
        "biaozhu",
        "标注",
        "LABEL",
        "ＬＡＢＥＬ",
        "zd标注",
        "zidongbz",
        "dtlb",
        "id-0",
    ] {
        assert_eq!(found(&study, typed), [0], "{typed}");
    }
    assert_eq!(found(&study, ""), [0, 1]);
    assert!(found(&study, "xyz").is_empty());
}

#[test]
fn letters_that_stand_anywhere_are_not_a_match() {
    let study = named(&[
        ("甲", "JupyterLab with access to S3 in China regions"),
        ("乙", "Ground Truth"),
        ("全球千款机器曲线", "x"),
    ]);
    for typed in ["chip", "ruth7", "ylb", "qzq"] {
        assert!(found(&study, typed).is_empty(), "{typed}");
    }
    for (typed, row) in [("gt", 1), ("gtr", 1), ("grth", 1), ("jlab", 0), ("qqj", 2)] {
        assert_eq!(found(&study, typed), [row], "{typed}");
    }
}

#[test]
fn a_character_of_several_readings_is_found_by_each() {
    let study = named(&[("重复", "a"), ("银行", "b")]);
    assert_eq!(found(&study, "chongfu"), [0]);
    assert_eq!(found(&study, "zhongfu"), [0]);
    assert_eq!(found(&study, "yinhang"), [1]);
}

#[test]
fn the_nearer_a_match_to_the_start_of_a_name_the_earlier_it_comes() {
    let study =
        named(&[("a", "do all the art"), ("b", "metadata"), ("c", "big data"), ("d", "data lake")]);
    assert_eq!(found(&study, "data"), [3, 2, 1, 0]);
}

#[test]
fn the_other_texts_of_a_fact_are_searched_and_come_after_names() {
    let built_in = crate::load::load(&crate::load::Origin::BuiltIn).unwrap().study;
    let index = OnceLock::new();
    let facts = Searchable { study: &built_in, index: &index };
    let rows = all(&built_in);
    let noted = built_in.facts.iter().position(|fact| fact.note().is_some()).unwrap();
    let note = built_in.facts[noted].note().unwrap().get(Lang::Zh);
    let words: String = note.chars().filter(|c| !c.is_whitespace()).take(8).collect();
    assert!(facts.filter(&rows, &words).contains(&(noted as Row)), "{words}");
}

#[test]
fn a_long_text_is_not_found_by_scattered_letters() {
    let mut study = named(&[("a", "b")]);
    study.facts[0].body = crate::model::Body::Problem(
        crate::model::Problem {
            text: Localized::same("the quick brown fox jumps over the lazy dog"),
            core: false,
            evidence: Vec::new(),
            part_of: None,
        }
        .into(),
    );
    assert_eq!(found(&study, "brown"), [0]);
    assert!(found(&study, "tqbf").is_empty());
}

#[test]
fn a_search_that_nobody_waits_for_is_given_up() {
    let study = named(&[("自动标注", "Data labelling")]);
    let latest = std::sync::Arc::new(std::sync::atomic::AtomicU64::new(2));
    let index = OnceLock::new();
    let facts = Searchable { study: &study, index: &index };
    let stop = Stop::unless_latest(1, &latest);
    assert!(facts.find(&Query::new("a"), (&[0], None), &stop).is_none());
    let stop = Stop::unless_latest(2, &latest);
    assert!(facts.find(&Query::new("a"), (&[0], None), &stop).is_some());
}
