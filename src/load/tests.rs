use proptest::prelude::*;

use super::*;
use crate::model::FactId;

const HEADER: &str = "format = 1
id = \"s\"
title = \"S\"
as_of = 2022-12-31
currency = \"CNY\"
[[market]]
id = \"home\"
name = { zh = \"本市场\", en = \"Home\" }
[[market]]
id = \"away\"
name = \"Away\"
[[category]]
id = \"ai\"
name = \"AI\"
[[source]]
id = \"own\"
title = \"Own\"
date = 2023-01-31
";

const GOOD: &str = "[[count]]
id = \"good\"
name = \"好\"
dimension = \"brand\"
category = \"ai\"
source = \"own\"
unit = \"个\"
values = { home = 1 }
";

fn file(name: &str, text: &str) -> StudyFile {
    StudyFile { name: name.into(), text: Cow::Owned(text.to_owned()), fault: None }
}

fn loaded(body: &str) -> Loaded {
    from_files(vec![file("study.toml", HEADER), file("facts.toml", &format!("{GOOD}{body}"))])
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.problems.iter().map(|problem| problem.fault.code()).collect()
}

/// A count fact with its id and extra lines.
fn count(id: &str, more: &str) -> String {
    format!(
        "[[count]]\nid = \"{id}\"\nname = \"{id}\"\ndimension = \"brand\"\nsource = \"own\"\n\
         unit = \"u\"\nvalues = {{ home = 1 }}\n{more}\n"
    )
}

#[test]
fn the_built_in_study_has_no_errors_and_no_warnings() {
    let loaded = load(&Origin::BuiltIn).unwrap();
    assert_eq!(loaded.counts(), (0, 0), "{:#?}", loaded.problems);
}

#[test]
fn every_mistake_of_a_file_is_reported_and_the_good_facts_are_kept() {
    let loaded = loaded(
        "[[count]]\nid = \"bad\"\nname = 3\ndimension = \"brnd\"\nsource = \"own\"\nunit = \"u\"\n\
         values = { home = \"one\", abroad = 2 }\ncolour = 1\n",
    );
    assert_eq!(codes(&loaded), ["HB012", "HB013", "HB012", "HB022", "HB010"]);
    assert_eq!(loaded.study.facts.len(), 2);
}

#[test]
fn a_broken_file_costs_its_own_facts_and_no_others() {
    let loaded = from_files(vec![
        file("study.toml", HEADER),
        file("a.toml", "[[count]\nid = "),
        file("b.toml", GOOD),
    ]);
    assert!(codes(&loaded).contains(&"HB003"));
    assert_eq!(loaded.study.facts.len(), 1);
    let place = loaded.place(&loaded.problems[0].span);
    assert_eq!((place.file, place.line), (1, 1));
}

#[test]
fn a_file_whose_name_only_ends_like_the_header_file_is_none() {
    let told = |name: &str| codes(&from_files(vec![file(name, GOOD)])).contains(&"HB004");
    assert!(told("casestudy.toml") && told("folder/casestudy.toml"));
    assert!(!told("study.toml") && !told("folder/study.toml"));
}

#[test]
fn a_duplicate_id_names_both_places_and_the_first_is_kept() {
    let loaded = loaded(&count("good", ""));
    let problem = &loaded.problems[0];
    assert_eq!(problem.fault, Fault::DuplicateId("good".into()));
    let first = loaded.place(problem.related.as_ref().unwrap());
    assert_eq!((first.line, first.column, loaded.place(&problem.span).line), (2, 6, 10));
    assert_eq!(loaded.study.facts[0].name.get(crate::model::Lang::Zh), "好");
}

#[test]
fn a_misspelt_key_is_one_mistake_and_its_neighbour_is_named() {
    let loaded = loaded(&count("x", "").replace("unit", "unti"));
    assert_eq!(codes(&loaded), ["HB010"]);
    let hint = loaded.problems[0].fault.hint(crate::model::Lang::En);
    assert!(hint.starts_with("did you mean `unit`?"), "{hint}");
}

#[test]
fn columns_are_characters_also_behind_chinese_text() {
    let loaded = loaded("[[count]]\nid = \"x\"\nname = { zh = \"数量\", en = 5 }\n");
    let problem = loaded.problems.iter().find(|p| p.fault.code() == "HB012").unwrap();
    let place = loaded.place(&problem.span);
    assert_eq!((place.line, place.column), (11, 26));
}

#[test]
fn names_that_differ_in_width_case_and_blanks_alone_are_likely_one_thing() {
    let twin = |name: &str| {
        count("a", "").replace("name = \"a\"", "name = \"Data Hub\"")
            + &count("b", "").replace("name = \"b\"", &format!("name = \"{name}\""))
    };
    assert_eq!(codes(&loaded(&twin("ＤＡＴＡ　hub"))), ["HB023"]);
    assert_eq!(codes(&loaded(&twin("Data Hub 2"))), [""; 0]);
}

#[test]
fn sources_and_categories_that_nothing_refers_to_are_named() {
    let unused = from_files(vec![file("study.toml", HEADER)]);
    assert_eq!(codes(&unused), ["HB033", "HB032"]);
    assert_eq!(codes(&loaded("")), [""; 0]);
}

#[test]
fn dates_beyond_the_study_and_beyond_the_source_are_told_apart() {
    assert_eq!(codes(&loaded(&count("x", "as_of = 2023-01-15"))), ["HB034"]);
    assert_eq!(codes(&loaded(&count("x", "as_of = 2023-02-01"))), ["HB034", "HB037"]);
    assert_eq!(codes(&loaded(&count("x", "as_of = 2022-12-31"))), [""; 0]);
}

#[test]
fn a_series_that_skips_a_year_is_noticed_in_either_order() {
    let series = |years: [u16; 3]| {
        let points =
            years.map(|year| format!("{{ period = \"{year}\", values = {{ home = 1 }} }}"));
        format!(
            "[[series]]\nid = \"s\"\nname = \"s\"\nsource = \"own\"\nunit = \"u\"\npoints = [{}]\n",
            points.join(", ")
        )
    };
    assert_eq!(codes(&loaded(&series([2020, 2021, 2022]))), [""; 0]);
    assert_eq!(codes(&loaded(&series([2019, 2021, 2022]))), ["HB035"]);
    assert_eq!(codes(&loaded(&series([2022, 2020, 2019]))), ["HB035"]);
}

#[test]
fn prices_of_one_service_in_two_currencies_cannot_be_compared() {
    let price = |id: &str, currency: &str| {
        format!(
            "[[price]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"own\"\nservice = \"S3\"\n\
             unit = \"GB\"\nvalues = {{ home = 1 }}\n{currency}\n"
        )
    };
    let mixed = loaded(&(price("a", "") + &price("b", "currency = \"USD\"")));
    assert_eq!(codes(&mixed), ["HB036"]);
    assert_eq!(codes(&loaded(&(price("a", "") + &price("b", "")))), [""; 0]);
}

#[test]
fn nesting_without_end_is_refused_with_a_place() {
    let deep = loaded(&format!("x = {}{}", "[".repeat(9999), "]".repeat(9999)));
    assert!(codes(&deep).contains(&"HB007"), "{:?}", codes(&deep));
    let deep = loaded(&format!("[fishbone.{}x]", "a.".repeat(9999)));
    assert!(codes(&deep).contains(&"HB007"), "{:?}", codes(&deep));
}

#[test]
fn a_study_may_stand_in_one_file() {
    let loaded = from_files(vec![file("all.toml", &format!("{HEADER}{GOOD}"))]);
    assert_eq!((codes(&loaded), loaded.study.facts.len()), (vec![], 1));
}

/// A file of many facts, long enough to be read in pieces.
fn long(more: &str) -> String {
    let facts: String = (0..3000).map(|row| count(&format!("row-{row}"), "")).collect();
    format!("[defaults]\nas_of = 2022-12-31\n{facts}{more}")
}

#[test]
fn a_long_file_is_read_in_pieces_as_if_it_were_whole() {
    let body = long(&count("row-7", "colour = 1"));
    assert!(body.len() > 10 * PIECE);
    let loaded = from_files(vec![file("study.toml", HEADER), file("long.toml", &body)]);
    assert_eq!(loaded.study.facts.len(), 3000);
    let as_of = loaded.study.facts.iter().filter_map(|fact| fact.as_of).count();
    assert_eq!(as_of, 3000, "defaults hold in every piece");
    let places: Vec<_> =
        loaded.problems.iter().map(|p| (p.fault.code(), loaded.place(&p.span).line)).collect();
    let line_of = |text: &str| {
        let at = body.rfind(text).unwrap();
        u32::try_from(body.get(..at).unwrap().matches('\n').count() + 1).unwrap()
    };
    assert_eq!(places, [("HB021", line_of("id = \"row-7\"")), ("HB010", line_of("colour = 1"))]);
    let last = loaded.study.facts.last().unwrap();
    assert_eq!(last.place.line, line_of("id = \"row-2999\"") - 1);
}

#[test]
fn a_long_file_with_a_mistake_keeps_what_can_be_kept_and_says_where() {
    let body = long("[[count]]\nid = \"broken\nname = 1\n");
    let loaded = from_files(vec![file("study.toml", HEADER), file("long.toml", &body)]);
    let first = &loaded.problems.iter().find(|p| p.fault.code() == "HB003").unwrap();
    let line = body.matches('\n').count() - 1;
    assert_eq!(loaded.place(&first.span).line as usize, line);
    assert!(loaded.study.facts.len() >= 3000);
}

#[test]
fn a_header_inside_a_long_text_is_no_place_to_cut() {
    let fact = count("text", "note = \"\"\"\n[[count]]\n\"\"\"");
    let facts: String = (0..3000).map(|row| fact.replace("text", &format!("text-{row}"))).collect();
    let loaded = from_files(vec![file("study.toml", HEADER), file("long.toml", &facts)]);
    assert_eq!(loaded.study.facts.len(), 3000);
    let codes: Vec<_> =
        loaded.problems.iter().map(|p| p.fault.code()).filter(|c| *c != "HB033").collect();
    assert_eq!(codes, [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ids_names_and_numbers_come_back_as_written(
        id in "[a-z0-9-]{1,12}", name in "[\\w中文 ]{1,12}", number in -1_000_000..1_000_000_i64, scale in 0..8_u32,
    ) {
        prop_assume!(id != "good");
        let number = rust_decimal::Decimal::new(number, scale);
        let text = count(&id, "").replace(&format!("name = \"{id}\""), &format!("name = \"{name}\""))
            .replace("home = 1", &format!("home = {number}"));
        let loaded = loaded(&text);
        let fact = loaded.study.fact(&FactId::new(id.as_str())).unwrap();
        prop_assert_eq!(fact.name.get(crate::model::Lang::Zh), name.as_str());
        let crate::model::Body::Count(count) = &fact.body else { panic!() };
        prop_assert_eq!(count.values.get(crate::model::MarketIndex(0)), Some(&number));
    }
}
