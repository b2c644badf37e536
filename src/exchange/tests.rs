//! Scenarios over the whole table of formats.

use std::collections::HashSet;

use super::*;
use crate::model::{Category, Cause};
use proptest::prelude::*;

/// Labels full of what formats use as marks.
const HOSTILE: &str = "(\\PC|[-#*+>_~`|&;:=%<>()\\[\\]{}\"\\\\'@$^!.,0-9]|区| |\n|<br>|#35;|&amp;|%%|ishikawa|1\\. |\\(3\\)|\\[\\^a\\]|-->|\\*\\*|__){0,12}";

fn cause() -> impl Strategy<Value = Cause> {
    let lists = || prop::collection::vec("[a-z0-9-]{1,8}|[!-~]{1,6}", 0..3);
    let note = HOSTILE.prop_map(|note| Some(tidy(&note)).filter(|note| !note.is_empty()));
    let leaf = (HOSTILE, 0u32..20, lists(), lists(), note).prop_map(
        |(text, votes, evidence, departments, note)| Cause {
            text: tidy(&text),
            votes,
            evidence,
            departments,
            note,
            ..Cause::default()
        },
    );
    leaf.prop_recursive(4, 10, 3, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..3))
            .prop_map(|(cause, causes)| Cause { causes, ..cause })
    })
}

fn fishbone() -> impl Strategy<Value = Fishbone> {
    let bone = (HOSTILE, prop::collection::vec(cause(), 0..4))
        .prop_map(|(name, causes)| Category { name: tidy(&name), causes, ..Category::default() });
    (HOSTILE, prop::collection::vec(bone, 0..4))
        .prop_map(|(effect, categories)| Fishbone { effect: tidy(&effect), categories }.numbered())
}

/// A label as people type it: no blanks at the ends of lines, one blank between words, no empty lines.
fn tidy(text: &str) -> String {
    let line = |line: &str| {
        line.split(|c: char| c.is_whitespace() || c.is_control())
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    };
    text.split('\n').map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn both_ways() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| format.reads() && format.writes())
}

fn example() -> Fishbone {
    let deep = Cause { votes: 3, evidence: vec!["fact-a".into()], ..Cause::new("GPU 实例少") };
    let cause =
        Cause { causes: vec![deep], note: Some("ask again".into()), ..Cause::new("Few \"types\"") };
    let category =
        |name: &str, causes| Category { name: name.into(), causes, ..Category::default() };
    Fishbone {
        effect: "Lag".into(),
        categories: vec![category("Compute", vec![cause]), category("人员", vec![])],
    }
    .numbered()
}

#[test]
fn ids_are_unique_and_labels_there_in_both_languages() {
    let ids: HashSet<_> = FORMATS.iter().map(|format| format.id).collect();
    assert_eq!(ids.len(), FORMATS.len());
    for format in FORMATS {
        assert!(format.reads() || format.writes(), "{}", format.id);
        assert!(!format.label(Lang::Zh).is_empty() && !format.label(Lang::En).is_empty());
        assert!(!format.extensions.is_empty());
        assert_eq!(by_id(format.id).map(|found| found.id), Some(format.id));
    }
}

#[test]
fn every_output_is_told_by_its_look_and_read_back() {
    for format in both_ways() {
        let text = write(&example(), format, &WriteOptions::default()).unwrap().text;
        let back = read(text.as_bytes(), None, Lang::En)
            .unwrap_or_else(|error| panic!("{}: {error}\n{text}", format.id));
        assert_eq!(back.format.id, format.id, "{text}");
        assert_eq!(back.fishbone, example(), "{text}");
        assert!(back.warnings.is_empty(), "{text}");
    }
}

#[test]
fn every_format_writes_a_bare_effect() {
    for format in FORMATS.iter().filter(|format| format.writes()) {
        let bare = Fishbone { effect: "Lag".into(), categories: vec![] };
        let text = write(&bare, format, &WriteOptions::default()).unwrap().text;
        assert!(text.contains("Lag") && text.ends_with('\n'), "{}: {text}", format.id);
        if format.reads() {
            assert_eq!(
                read(text.as_bytes(), Some(format), Lang::En).unwrap().fishbone,
                bare,
                "{}",
                format.id
            );
        }
    }
}

#[test]
fn pictures_are_whole_documents_with_every_label() {
    let svg = by_id("svg").unwrap();
    let mut fishbone = example();
    fishbone.effect = "a < b & \"c\"".into();
    let text = write(&fishbone, svg, &WriteOptions::default()).unwrap().text;
    let root = xml::parse(&text).unwrap().unwrap();
    assert_eq!(root.name, "svg");
    let texts: Vec<String> = root.elements("text").map(xml::Element::text).collect();
    for label in ["a < b & \"c\"", "Few \"types\"", "GPU 实例少 ▲3 ◆1", "人员"] {
        assert!(texts.iter().any(|text| text == label), "{label} in {texts:?}");
    }
    assert!(
        root.elements("path")
            .all(|path| path.attribute("d").is_some_and(|lines| !lines.is_empty()))
    );
}

proptest! {
    #[test]
    fn trees_come_back_from_every_format(fishbone in fishbone()) {
        for format in both_ways() {
            let text = write(&fishbone, format, &WriteOptions::default()).unwrap().text;
            let back = read(text.as_bytes(), Some(format), Lang::En);
            let back = back.map_err(|error| TestCaseError::fail(format!("{}: {error}\n{text}", format.id)))?;
            prop_assert_eq!(&back.fishbone, &fishbone, "{}:\n{}", format.id, text);
        }
    }

    #[test]
    fn readers_survive_anything(text in any::<String>(), lines in "([ \t]{0,6}(- |# |## |\\* |<|ishikawa|=|\\[|\"|,|a|%%)?\\PC{0,8}\n){0,12}") {
        for format in FORMATS.iter().filter(|format| format.reads()) {
            for input in [&text, &lines, &format!("ishikawa\n{lines}")] {
                let _ = read(input.as_bytes(), Some(format), Lang::Zh);
            }
        }
    }
}
