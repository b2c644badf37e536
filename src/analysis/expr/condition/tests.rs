//! Scenarios of conditions: over the built-in study, and over one with what that has not.

use super::super::{CHAIN, Reason};
use super::*;
use crate::load::{Origin, StudyFile, from_files, load};
use crate::model::{FactId, Pair};

fn ids(source: &str) -> Vec<String> {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let all: Vec<Row> = (0..).take(study.facts.len()).collect();
    let condition = Condition::parse(source, &study).unwrap();
    let rows = condition.rows(&study, &all).unwrap();
    rows.iter().map(|row| study.facts[*row as usize].id.to_string()).collect()
}

fn fault(source: &str) -> Fault {
    let study = load(&Origin::BuiltIn).unwrap().study;
    Condition::parse(source, &study).unwrap_err()
}

#[test]
fn members_of_the_row_are_bare_names() {
    assert_eq!(ids("delay == 444"), ["release-inf1"]);
    assert!(ids("kind == \"claim\"").iter().all(|id| id.starts_with("claim-")));
    assert_eq!(ids("delay > 30 && category == \"hardware\""), ["release-inf1"]);
}

#[test]
fn what_a_row_does_not_state_compares_as_false_and_spoils_nothing_else() {
    let late = ids("delay > 100");
    let missing = ids("gap == \"missing\"");
    assert!(!late.is_empty() && !missing.is_empty());
    let both = ids("delay > 100 || gap == \"missing\"");
    assert_eq!(both.len(), late.len() + missing.len());
    assert_eq!(ids("gap == \"missing\" || delay > 100").len(), both.len());
    assert_eq!(
        ids("dates.china == \"missing\" || delay > 100").len(),
        late.len() + ids("dates.china == \"missing\"").len()
    );
}

#[test]
fn texts_are_compared_in_place_as_copies_of_them_are() {
    for (name, word) in [
        ("gap", "late"),
        ("kind", "release"),
        ("category", "hardware"),
        ("source", "thesis"),
        ("dimension", "price"),
        ("id", "release-inf1"),
    ] {
        for operator in ["==", "!="] {
            let in_place = ids(&format!("{name} {operator} \"{word}\""));
            // The other way around nothing is compared in place.
            assert_eq!(in_place, ids(&format!("\"{word}\" {operator} {name}")), "{name}");
        }
    }
}

#[test]
fn names_are_found_in_either_language() {
    assert!(ids("contains(name, \"inf1\")").contains(&"release-inf1".to_owned()));
    assert_eq!(ids("name.contains(\"自动标注\")"), ids("contains(name, \"自动标注\")"));
}

#[test]
fn a_misspelt_name_is_named_with_its_neighbour_and_its_place() {
    let misspelt = fault("gap == \"late\" && delya > 3");
    assert_eq!((misspelt.at, misspelt.near()), (17, Some("delay")));
    assert!(matches!(misspelt.reason, Reason::UnknownName(..)));
    assert!(matches!(fault("delay >").reason, Reason::Ends));
    assert!(matches!(fault("delay > \"x\"").reason, Reason::Kind(..)));
    assert!(matches!(fault("delay").reason, Reason::Kind(..)));
}

#[test]
fn a_condition_that_names_another_fact_looks_it_up() {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let inf1 = study.fact(&FactId::new("release-inf1")).unwrap();
    assert_eq!(ids("delay >= fact(\"release-inf1\").delay"), [inf1.id.as_str()]);
}

/// Two markets; prices in two currencies and for two quantities, releases of which one is missing.
const FACTS: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"EUR\"\n\
    market = [{ id = \"de\", name = \"Germany\" }, { id = \"cn\", name = \"China\" }]\n\
    source = [{ id = \"z\", title = \"Z\" }]\n\
    rate = [{ from = \"EUR\", to = \"CNY\", rate = 8, date = 2022-12-31, source = \"z\" }]\n\
    category = [{ id = \"a\", name = \"Twice\" }, { id = \"b\", name = \"Twice\" }, { id = \"c\", name = \"Once\" }]\n\
    [defaults]\nsource = \"z\"\n\
    [[price]]\nid = \"same\"\nname = \"n\"\nservice = \"s\"\nunit = \"u\"\ncategory = \"a\"\nvalues = { de = 3, cn = 2 }\n\
    [[price]]\nid = \"mixed\"\nname = \"n\"\nservice = \"s\"\nunit = \"u\"\ncategory = \"b\"\n\
    tier = { zh = \"首档\", en = \"first\" }\nvalues = { de = 0.4, cn = 6 }\ncurrency = { cn = \"CNY\" }\nper = { cn = 10 }\n\
    [[release]]\nid = \"open\"\nname = \"n\"\ncategory = \"c\"\nimpact = 3\ndates = { de = 2021-05-01, cn = \"missing\" }\n\
    [[release]]\nid = \"late\"\nname = \"n\"\ndates = { de = 2022-03-01, cn = 2021-05-01 }\n\
    [[problem]]\nid = \"part\"\nname = \"n\"\ndimension = \"price\"\ntext = \"t\"\nevidence = [\"same\"]\npart_of = \"whole\"\n\
    [[problem]]\nid = \"whole\"\nname = \"n\"\ndimension = \"price\"\ntext = \"t\"\ncore = true\n\
    [[claim]]\nid = \"wrong\"\nname = \"n\"\ndimension = \"price\"\ntext = \"t\"\nprinted_value = \"7\"\nexpr = \"1 + 1\"\n";

fn own_study() -> Study {
    study_of(FACTS)
}

fn study_of(facts: &'static str) -> Study {
    let file = StudyFile { name: "s.toml".into(), text: facts.into(), fault: None };
    let loaded = from_files(vec![file]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded.study
}

fn found_in(study: &Study, source: &str) -> Result<Vec<String>, Fault> {
    let all: Vec<Row> = (0..).take(study.facts.len()).collect();
    let rows = Condition::parse(source, study)?.rows(study, &all)?;
    Ok(rows.iter().map(|row| study.facts[*row as usize].id.to_string()).collect())
}

fn found(source: &str) -> Vec<String> {
    found_in(&own_study(), source).unwrap_or_else(|fault| panic!("{source}: {fault}"))
}

fn refused(source: &str) -> Fault {
    found_in(&own_study(), source).expect_err(source)
}

#[test]
fn prices_of_two_currencies_are_compared_by_normalised_and_refused_otherwise() {
    assert_eq!(found("normalised.cn < normalised.de"), ["same", "mixed"]);
    assert_eq!(found("normalised.cn == 0.075"), ["mixed"]);
    assert_eq!(found("ratio == 5.333"), ["mixed"]);
    assert_eq!(found("cheapest == \"cn\""), ["same", "mixed"]);
    for source in [
        "values.de < values.cn",
        "values.de == values.cn",
        "values.de + values.cn > 1",
        "2 * values.cn - values.de > 1",
        "max([values.de, values.cn]) > 1",
        "median([values.de, values.cn]) > 1",
        "values.de in [values.cn]",
        "normalised.de < values.cn",
    ] {
        let fault = refused(source);
        assert!(matches!(fault.reason, Reason::Mixed(..)), "{source}: {fault}");
        assert_eq!(fault.row.as_deref(), Some("mixed"), "{source}");
        let said = fault.to_string();
        assert!(said.contains("EUR per 1") && said.contains("CNY per 10"), "{said}");
        assert!(said.contains("normalised"), "{said}");
    }
    assert_eq!(found("plain(values.de) < plain(values.cn)"), ["mixed"]);
    assert_eq!(found("values.de < 1"), ["mixed"], "a number alone is of no currency");
}

#[test]
fn gaps_and_delays_are_between_the_markets_compared_as_the_columns_are() {
    let mut study = own_study();
    assert_eq!(found_in(&study, "delay > 30").unwrap(), ["late"]);
    study.pair = Pair::named(&study, "cn", "de").unwrap();
    assert_eq!(found_in(&study, "delay > 30").unwrap(), [""; 0]);
    assert_eq!(found_in(&study, "delay_days < -30").unwrap(), ["late"]);
    assert_eq!(found_in(&study, "gap == \"missing\"").unwrap(), ["open"]);
    assert_eq!(found_in(&study, "ratio < 1").unwrap(), ["same", "mixed"]);
    assert_eq!(found_in(&study, "fact(\"late\").delay < 0 && id == \"late\"").unwrap(), ["late"]);
}

#[test]
fn what_is_written_as_elsewhere_or_without_its_quotes_says_how_it_is_written_here() {
    for (source, advice) in [
        ("gap == late", "`\"late\"`"),
        ("gap == 缺失", "`\"缺失\"`"),
        ("missing != gap", "`\"missing\"`"),
        ("gap in [late, \"missing\"]", "`\"late\"`"),
        ("dates.cn == missing", "`\"missing\"`"),
        ("gap = \"late\"", "`==`"),
        ("delay > 3 and priority > 1", "`&&`"),
        ("delay > 3 OR priority > 1", "`||`"),
        ("not (delay > 3)", "`!`"),
        ("delay > 3 & priority > 1", "`&&`"),
        ("tier == null", "`!has(...)`"),
        ("name ~ \"n\"", "`contains`"),
        ("\"n\" in name", "name.contains"),
        ("delay > \"30\"", "no quotes"),
        ("id == 2021", "has quotes"),
        ("dates.cn > 2022", "2022-12-31"),
        ("delay", "has(delay)"),
        ("delay >", "finish it"),
        ("status == \"missing\"", "id of a market"),
    ] {
        // Kinds are told apart by what facts state, which no small study does of every kind.
        let studies = [own_study(), study_of(MARKETS)];
        let fault = studies.iter().find_map(|study| found_in(study, source).err());
        let said = fault.expect(source).condition_advice(source, crate::model::Lang::En);
        assert!(said.contains(advice), "{source}: {said}");
    }
    // A name that something has is one, whatever else it is called.
    assert!(found_in(&study_of(MARKETS), "cn == gap || category == layer").is_ok());
}

#[test]
fn a_day_is_the_same_with_and_without_quotes() {
    for (bare, quoted) in [
        ("dates.cn > 2020-12-31", "dates.cn > \"2020-12-31\""),
        ("cn <= 2030-12-31", "cn <= date(\"2030-12-31\")"),
        ("cn in [2021-05-01]", "cn in [\"2021-05-01\"]"),
    ] {
        assert_eq!(found(bare), found(quoted), "{bare}");
        assert!(!found(bare).is_empty(), "{bare}");
    }
    let fault = refused("cn > 2022-13-01");
    assert!(matches!(fault.reason, Reason::BadDay(..)), "{fault}");
    assert!(matches!(refused("delay > 2022-01-01").reason, Reason::Kind("number", "string")));
}

#[test]
fn a_missing_date_meets_no_comparison_and_stops_none() {
    assert_eq!(found("dates.cn > date(\"2020-12-31\")"), ["late"]);
    assert_eq!(found("dates.cn <= date(\"2030-12-31\")"), ["late"]);
    assert_eq!(found("dates.cn != date(\"2020-12-31\")"), ["late"]);
    assert_eq!(found("dates.de - dates.cn > 30"), ["late"]);
    assert_eq!(found("dates.cn == \"missing\""), ["open"]);
    assert_eq!(found("dates.cn != \"missing\""), ["late"]);
    assert_eq!(found("cn == \"missing\""), ["open"], "the id of a market is the value there");
    assert_eq!(found("dates.cn > \"2020-12-31\""), ["late"], "a day may be written as a string");
    assert_eq!(found("year == 2021"), ["open"], "the year of the column");
}

#[test]
fn a_value_that_no_fact_can_have_is_refused_and_names_on_the_screen_are_taken() {
    for (source, near) in [
        ("category == \"onse\"", "c"),
        ("kind == \"relese\"", "release"),
        ("gap == \"availabel\"", "level"),
        ("gap in [\"late\", \"mising\"]", "missing"),
        ("dates.cn == \"mising\"", "missing"),
        ("\"claimm\" == kind", "claim"),
        ("size(facts(\"pryce\")) > 0", "price"),
        ("facts(\"price\").exists(p, p.kind == \"prise\")", "price"),
    ] {
        let fault = refused(source);
        assert!(matches!(fault.reason, Reason::UnknownValue(..)), "{source}: {fault}");
        assert_eq!(fault.near(), Some(near), "{source}");
        let marked = source.get(fault.span(source)).unwrap();
        assert!(marked.starts_with('"') && marked.ends_with('"') && marked.len() > 2, "{marked}");
    }
    assert_eq!(found("category == \"Once\""), ["open"]);
    assert_eq!(found("gap == \"available\""), found("gap == \"level\""));
    assert_eq!(found("gap == \"持平\""), found("gap == \"level\""));
    assert_eq!(found("kind == \"功能发布\""), ["open", "late"]);
    assert_eq!(found("tier == \"首档\""), found("tier == \"first\""));
    // Two categories share a name: it means both.
    assert_eq!(found("category == \"Twice\""), ["same", "mixed"]);
    assert_eq!(found("category != \"Twice\""), ["open"]);
    assert_eq!(found("category in [\"Twice\", \"c\"]"), ["open", "same", "mixed"]);
    assert_eq!(
        found("[\"x\"].exists(kind, kind == \"x\") && core"),
        ["whole"],
        "a name of its own"
    );
    assert!(matches!(refused("year == \"2021\"").reason, Reason::Kind("number", "string")));
}

/// What the two markets have of each kind that says something per market.
const MARKETS: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"EUR\"\n\
    market = [{ id = \"de\", name = \"Germany\" }, { id = \"cn\", name = \"China\" }]\n\
    source = [{ id = \"z\", title = \"Z\" }]\n\
    rate = [{ from = \"EUR\", to = \"CNY\", rate = 8, date = 2022-12-31, source = \"z\" }]\n\
    [defaults]\nsource = \"z\"\n\
    [[release]]\nid = \"gone\"\nname = \"n\"\ndates = { de = 2021-05-01, cn = \"missing\" }\n\
    [[release]]\nid = \"out\"\nname = \"n\"\ndates = { de = 2020-03-01, cn = 2022-05-01 }\n\
    [[capability]]\nid = \"has\"\nname = \"n\"\ntype = \"service\"\nstatus = { de = \"limited\", cn = \"available\" }\n\
    [[capability]]\nid = \"not\"\nname = \"n\"\ntype = \"service\"\nstatus = { de = \"available\", cn = \"missing\" }\n\
    [[count]]\nid = \"sum\"\nname = \"n\"\ndimension = \"brand\"\nunit = \"u\"\nvalues = { de = 9, cn = 2022 }\n\
    [[price]]\nid = \"cost\"\nname = \"n\"\nservice = \"s\"\nunit = \"u\"\nvalues = { de = 0.4, cn = 6 }\n\
    currency = { cn = \"CNY\" }\nper = { cn = 10 }\n";

#[test]
fn a_market_is_asked_for_what_its_column_shows_by_those_facts_alone_that_have_such_a_value() {
    let study = study_of(MARKETS);
    let found =
        |source: &str| found_in(&study, source).unwrap_or_else(|fault| panic!("{source}: {fault}"));
    for (source, ids) in [
        ("cn > \"2022-01-01\"", vec!["out"]),
        ("cn <= date(\"2022-05-01\")", vec!["out"]),
        ("\"2022-01-01\" > cn", vec![]),
        ("cn == \"2022-05-01\"", vec!["out"]),
        ("de != \"2021-05-01\"", vec!["out"]),
        ("cn in [\"2022-05-01\", \"可用\"]", vec!["out", "has"]),
        ("cn == \"available\"", vec!["has"]),
        ("cn != \"available\"", vec!["gone", "not"]),
        ("cn == \"Missing\"", vec!["gone", "not"]),
        ("cn != \"missing\"", vec!["out", "has"]),
        ("cn >= 2022", vec!["sum"]),
        ("cn < 1", vec!["cost"]),
        ("de < cn", vec!["out", "sum"]),
        ("de != cn", vec!["out", "has", "not", "sum", "cost"]),
        ("facts(\"capability\").exists(c, c.id == id && c.cn == \"available\")", vec!["has"]),
    ] {
        assert_eq!(found(source), ids, "{source}");
    }
}

#[test]
fn a_word_that_no_market_has_is_refused_with_those_there_are() {
    let study = study_of(MARKETS);
    let refused = |source: &str| found_in(&study, source).expect_err(source);
    let english = crate::model::Lang::En;
    for source in
        ["cn == \"avail\"", "cn in [\"avail\"]", "facts(\"count\").exists(c, c.cn == \"avail\")"]
    {
        let fault = refused(source);
        assert_eq!(fault.near(), Some("available"), "{source}");
        assert!(fault.message(english).contains("no status or date `avail`"), "{fault}");
        assert!(fault.help(english).unwrap().contains("available, limited, missing"), "{source}");
    }
    assert!(matches!(refused("cn > \"available\"").reason, Reason::BadDay(..)));
    assert!(matches!(refused("cn > \"2022-13-01\"").reason, Reason::BadDay(..)));
    assert!(matches!(refused("cn == true").reason, Reason::Kind(_, "bool")));
    assert!(matches!(refused("\"missing\" in cn").reason, Reason::Kind("list", _)));
    assert_eq!(crate::analysis::expr::words(&study, "cn", ""), ["available", "limited", "missing"]);
}

#[test]
fn a_platform_has_amounts_and_nothing_else() {
    assert_eq!(ids("ec2 > 0").len(), ids("kind == \"tco\" && has(amounts.ec2)").len());
    assert!(matches!(fault("ec2 == \"avail\"").reason, Reason::Kind("number", "string")));
}

#[test]
fn has_is_false_where_a_fact_leaves_a_key_out() {
    for (member, ids) in [
        ("impact", vec!["open"]),
        ("tier", vec!["mixed"]),
        ("per", vec!["mixed"]),
        ("core", vec!["whole"]),
        ("evidence", vec!["part"]),
        ("part_of", vec!["part"]),
        ("note", vec![]),
        ("doubt", vec![]),
        ("ours", vec![]),
        ("printed", vec![]),
        ("expr", vec!["wrong"]),
        ("rows", vec![]),
        ("change", vec![]),
    ] {
        assert_eq!(found(&format!("has({member})")), ids, "{member}");
    }
    assert_eq!(found("\"same\" in evidence"), ["part"]);
    assert_eq!(found("part_of == \"whole\""), ["part"]);
}

#[test]
fn claims_are_asked_for_what_came_of_them() {
    assert_eq!(found("verdict == \"differs\""), ["wrong"]);
    assert_eq!(found("recomputed == 2 && difference == 5"), ["wrong"]);
    assert!(matches!(refused("verdict == \"difers\"").reason, Reason::UnknownValue(..)));
}

#[test]
fn a_name_of_the_format_is_known_though_no_fact_has_it() {
    assert_eq!(found("offers.de == \"x\" || industry == \"y\" || questions == []"), [""; 0]);
    let fault = refused("industri == \"y\"");
    assert_eq!(fault.near(), Some("industry"));
    let help = fault.help(crate::model::Lang::En).unwrap();
    assert!(help.contains("the nearest are"), "{help}");
}

#[test]
fn the_longest_row_of_operators_is_computed_on_the_stack_of_a_thread() {
    let source = format!("id == \"late\" && 1{} == {CHAIN}", "+1".repeat(CHAIN - 1));
    assert!(matches!(refused(&source).reason, Reason::TooDeep(_)));
    let terms = CHAIN - 2;
    let source = format!("id == \"late\" && 1{} == {terms}", "+1".repeat(terms - 1));
    assert_eq!(found(&source), ["late"]);
}
