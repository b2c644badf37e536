//! Anything at all as a study: no panic, every problem at a place, pieces as good as the whole.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::model::Lang;

/// A header that facts of the built-in study can refer to.
const HEADER: &str = BUILT_IN[0].1;

/// Larger than any file here: everything is read whole.
const WHOLE: usize = 1 << 40;

fn held(files: &[(&str, &[u8])]) -> Vec<Input> {
    let file = |(name, bytes): &(&str, &[u8])| {
        let (text, fault) = files::decode(bytes.to_vec());
        Input::Held(StudyFile { name: (*name).into(), text: Cow::Owned(text), fault })
    };
    files.iter().map(file).collect()
}

fn written(folder: &Path, files: &[(&str, &[u8])]) -> Vec<Input> {
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    files::find(&Origin::Path(folder.to_owned())).unwrap()
}

/// What was read, with names that do not tell where from.
fn told(inputs: Vec<Input>, size: usize) -> (String, Loaded) {
    let mut loaded = read_in((inputs, size), Keep::Problems, &|_, _| {});
    loaded.study.files.clear();
    (format!("{:?}\n{:?}", loaded.study, loaded.problems), loaded)
}

/// Reads files from memory and from disk, whole and in pieces, and expects the same of all.
fn check(files: &[(&str, &[u8])]) -> Result<(), TestCaseError> {
    let (expected, loaded) = told(held(files), WHOLE);
    for problem in &loaded.problems {
        let mut spans = std::iter::once(&problem.span).chain(&problem.related);
        spans.try_for_each(|span| check_place(&loaded, span))?;
        for lang in [Lang::Zh, Lang::En] {
            prop_assert!(!problem.fault.message(lang).is_empty(), "{problem:?}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    for size in [1, 200] {
        prop_assert_eq!(&told(held(files), size).0, &expected, "pieces of {} bytes", size);
        let inputs = written(folder.path(), files);
        prop_assert_eq!(&told(inputs, size).0, &expected, "on disk, {} bytes", size);
    }
    let on_disk = told(written(folder.path(), files), PIECE).1;
    prop_assert_eq!(on_disk.texts, loaded.texts);
    Ok(())
}

/// The place of a span lies inside its file.
fn check_place(loaded: &Loaded, span: &Span) -> Result<(), TestCaseError> {
    let text = &loaded.texts[span.file as usize];
    let bytes = span.bytes.clone();
    prop_assert!(bytes.start <= bytes.end && bytes.end <= text.len(), "{span:?}");
    prop_assert!(text.is_char_boundary(bytes.start), "{span:?}");
    prop_assert!(text.is_char_boundary(bytes.end), "{span:?}");
    let place = loaded.place(span);
    let line = text.split('\n').nth(place.line as usize - 1);
    prop_assert!(line.is_some_and(|line| place.column as usize <= line.chars().count() + 1));
    Ok(())
}

/// A text beside a header, before one, and as the only file.
fn check_everywhere(bytes: &[u8]) -> Result<(), TestCaseError> {
    check(&[("study.toml", HEADER.as_bytes()), ("facts.toml", bytes)])?;
    check(&[("study.toml", bytes), ("z.toml", BUILT_IN[1].1.as_bytes())])?;
    check(&[("any.toml", bytes)])?;
    check(&[("any.toml", &[HEADER.as_bytes(), b"\n", bytes].concat())])
}

/// A file of the built-in study with a few bytes changed, left out, put in or cut off anywhere.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let file = (0..BUILT_IN.len()).prop_map(|file| BUILT_IN[file].1.as_bytes().to_vec());
    let change = (any::<Index>(), 0..5_usize, any::<u8>(), snippet());
    (file, prop::collection::vec(change, 1..4)).prop_map(|(mut bytes, changes)| {
        for (at, what, byte, snippet) in changes {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + usize::from(byte) % 60).min(bytes.len());
            match what {
                0 if at < bytes.len() => bytes[at] ^= 1 << (byte % 8),
                1 => drop(bytes.drain(at..end)),
                2 => drop(bytes.splice(at..end, snippet.into_bytes())),
                3 => drop(bytes.splice(at..at, snippet.into_bytes())),
                _ if byte < 40 => bytes.truncate(at),
                _ => {}
            }
        }
        bytes
    })
}

/// What may upset a reader of TOML, of pieces or of places.
fn snippet() -> impl Strategy<Value = String> {
    let known = [
        "[[count]]\n",
        "\n[[claim]]\n",
        "\n[release]\n",
        "\n[release.printed]\nx = \"y\"\n",
        "\n[defaults]\nsource = \"x\"\n",
        "\n[fishbone]\neffect = \"x\"\n",
        "\n[[source]]\nid = \"x\"\n",
        "= { zh = ",
        "\"\"\"",
        "'''",
        "\r\n",
        "\r",
        "\u{feff}",
        "\0",
        "-9999-99-99",
        "\n[[count]] # x\n",
        "1e999999999",
        "0.00000000000000000000000000000000000001",
        "\n [[price]]\n",
        "\n[[tows]",
        "]]",
        "99999999999999999999999999999999999999999999",
        "nan",
        "\u{2028}",
        "\\u0000",
        "\\UFFFFFFFF",
        "id = \"good\"",
        "[[[[[[[[[[[[[[[[",
        "{a={a={a={a={",
        "a.a.a.a.a.a.a.a",
        "\n[[\"count\"]]\n",
    ];
    prop_oneof![
        prop::sample::select(known.to_vec()).prop_map(str::to_owned),
        "[\\[\\]{}=\",'#.\n a-z0-9中🦴]{0,12}",
    ]
}

/// Lines as studies have them, in no order.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        4 => prop::sample::select(vec![
            "[[count]]", "[[release]]", "[[claim]]", "[[series]]", "[[price]]", "[release.printed]",
            "[count.values]", "[[series.points]]", "[defaults]", "[fishbone]", "[[fishbone.category]]",
            "[brainstorm]", "[[source]]", "[[market]]", "format = 1", "unit = \"u\"", "home = 1",
            "values = { home = 1 }", "name = \"长\"", "source = \"own\"", "note = \"\"\"", "\"\"\"",
            "printed = { a = \"b\" }", "period = \"2022\"", "text = { zh = \"甲\" }", "# [[count]]", "",
        ]).prop_map(str::to_owned),
        3 => "id = \"[a-d]\"",
        1 => "[a-z_]{1,8}(\\.[a-z]{1,3}){0,2} = [0-9a-z\"'\\[\\]{}.-]{0,12}",
        1 => snippet(),
    ];
    prop::collection::vec(line, 0..40).prop_map(|lines| lines.join("\n"))
}

/// So many cases, or as many as the environment asks for.
fn cases(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok());
    ProptestConfig::with_cases(asked.unwrap_or(cases))
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn any_bytes_load_without_panic_and_name_a_place(bytes: Vec<u8>) {
        check_everywhere(&bytes)?;
    }

    #[test]
    fn a_changed_study_loads_without_panic_and_names_a_place(bytes in mutated()) {
        check_everywhere(&bytes)?;
    }

    #[test]
    fn any_lines_load_without_panic_and_name_a_place(text in lines()) {
        check_everywhere(text.as_bytes())?;
        check_everywhere(text.replace('\n', "\r\n").as_bytes())?;
        check_everywhere(format!("\u{feff}{text}").as_bytes())?;
    }

    #[test]
    fn any_value_of_any_key_loads_without_panic(
        shape: Index, field: Index, value in snippet(),
    ) {
        let shape = SHAPES[shape.index(SHAPES.len())];
        let fields: Vec<_> = COMMON.iter().chain(shape.fields).collect();
        let key = fields[field.index(fields.len())].key;
        let kind = crate::model::Term::word(shape.kind);
        check_everywhere(format!("[[{kind}]]\nid = \"a\"\n{key} = {value}\n").as_bytes())?;
    }
}

#[test]
fn what_goes_too_deep_or_too_far_is_refused_with_a_place() {
    for unit in ["[", "{a=", "a.", "\"", "[[", "\n[[count]]\n[count.a.", "#"] {
        let text = format!("x = {}\n", unit.repeat(3000));
        check_everywhere(text.as_bytes()).unwrap();
        check_everywhere(text.trim_start_matches("x = ").as_bytes()).unwrap();
    }
    for number in ["9".repeat(5000), format!("1.{}", "0".repeat(5000)), "1e9999999999".to_owned()] {
        let text = format!("[[count]]\nid = \"a\"\nvalues = {{ china = {number} }}\n");
        check_everywhere(text.as_bytes()).unwrap();
    }
}

#[test]
fn a_table_behind_the_facts_means_the_same_in_pieces() {
    let facts = "[[count]]\nid = \"a\"\n\n[[release]]\nid = \"b\"\n\n[[count]]\nid = \"c\"\n";
    for behind in [
        "[count.printed]\na = \"b\"",
        "[release.printed]\na = \"b\"",
        "[fishbone]\neffect = \"x\"",
        "[defaults]\nsource = \"x\"",
        "[[market]]\nid = \"x\"\nname = \"X\"",
        "[count]\nx = 1",
        "x = 1",
    ] {
        check_everywhere(format!("{facts}{behind}\n{facts}").as_bytes()).unwrap();
    }
}
