//! One mistake, one error: what a study that is nearly right is told.
//!
//! Scenarios only; the words of the messages are not looked at here but for what they advise.

use std::fs;

use super::*;
use crate::model::Lang;

const HEAD: &str =
    "format = 1\nid = \"s\"\ntitle = \"S\"\nas_of = 2024-12-31\ncurrency = \"EUR\"\n";
const MARKETS: &str =
    "[[market]]\nid = \"de\"\nname = \"DE\"\n[[market]]\nid = \"cn\"\nname = \"CN\"\n";
const REST: &str = "[[source]]\nid = \"own\"\ntitle = \"O\"\ndate = 2024-08-01\n[defaults]\nsource = \"own\"\n\
                    dimension = \"brand\"\n";
const SOLD: &str =
    "[[count]]\nid = \"sold\"\nname = \"Sold\"\nunit = \"u\"\nvalues = { de = 1, cn = 2 }\n";

/// A study of one file: the header with more keys, and more behind its one fact.
fn study(keys: &str, more: &str) -> Loaded {
    one(&format!("{HEAD}{keys}\n{MARKETS}{REST}{SOLD}{more}\n"))
}

fn one(text: &str) -> Loaded {
    let text = Cow::Owned(text.to_owned());
    from_files(vec![StudyFile { name: "study.toml".into(), text, fault: None }])
}

fn codes(loaded: &Loaded) -> Vec<&'static str> {
    loaded.problems.iter().map(|problem| problem.fault.code()).collect()
}

/// The only problem: its code, the marked text, and the hint.
fn only(loaded: &Loaded) -> (&'static str, &str, String) {
    let [problem] = loaded.problems.as_slice() else { panic!("{:?}", loaded.problems) };
    let marked = loaded.texts[0].get(problem.span.bytes.clone()).unwrap();
    (problem.fault.code(), marked, problem.fault.hint(Lang::En))
}

#[test]
fn the_markets_compared_have_to_exist_and_to_differ() {
    let (code, marked, hint) = {
        let loaded = study("home = \"dee\"", "");
        let (code, marked, hint) = only(&loaded);
        (code, marked.to_owned(), hint)
    };
    assert_eq!((code, &*marked, &*hint), ("HB022", "\"dee\"", "did you mean `de`?"));
    assert_eq!(codes(&study("reference = \"nowhere\"", "")), ["HB022"]);
    let same = study("home = \"cn\"\nreference = \"cn\"", "");
    assert_eq!((only(&same).0, only(&same).1), ("HB017", "\"cn\""));
    for (keys, home, reference) in [
        ("", "de", "cn"),
        ("home = \"cn\"", "cn", "de"),
        ("reference = \"de\"", "cn", "de"),
        ("home = \"de\"", "de", "cn"),
    ] {
        let loaded = study(keys, "");
        let Study { markets, pair, .. } = &loaded.study;
        let id = |at: crate::model::MarketIndex| &*markets[at.0].id;
        assert_eq!((codes(&loaded), id(pair.home), id(pair.reference)), (vec![], home, reference));
    }
}

#[test]
fn what_the_header_declares_twice_is_named_with_both_places_and_has_no_followers() {
    let twice = |table: &str| format!("[[{table}]]\nid = \"x\"\nname = \"X\"\n").repeat(2);
    for table in ["market", "platform", "category"] {
        let more = format!(
            "[[count]]\nid = \"y\"\nname = \"Y\"\nunit = \"u\"\nvalues = {{ {} = 1 }}\n",
            if table == "market" { "x" } else { "de" }
        );
        let text = format!("{HEAD}{MARKETS}{}{REST}{SOLD}{more}", twice(table));
        let loaded = one(&text);
        assert_eq!(codes(&loaded), ["HB021"], "{table}");
        let problem = &loaded.problems[0];
        let first = loaded.place(problem.related.as_ref().unwrap());
        assert_eq!(first.line + 3, loaded.place(&problem.span).line, "{table}");
    }
    let sources = "[[source]]\nid = \"own\"\ntitle = \"O\"\n".repeat(2);
    let rest = "[defaults]\nsource = \"own\"\ndimension = \"brand\"\n";
    assert_eq!(codes(&one(&format!("{HEAD}{MARKETS}{sources}{rest}{SOLD}"))), ["HB021"]);
    let room = "[brainstorm]\ntopic = \"t\"\n\
                departments = [{ id = \"a\", name = \"A\" }, { id = \"a\", name = \"B\" }]\n";
    assert_eq!(codes(&study("", room)), ["HB021"]);
}

#[test]
fn months_and_quarters_have_gaps_too_and_order_is_another_matter() {
    let series = |periods: &[&str]| {
        let points: Vec<String> = periods
            .iter()
            .map(|period| format!("{{ period = \"{period}\", values = {{ de = 1 }} }}"))
            .collect();
        let points = points.join(", ");
        codes(&study(
            "",
            &format!("[[series]]\nid = \"r\"\nname = \"r\"\nunit = \"u\"\npoints = [{points}]"),
        ))
    };
    assert_eq!(series(&["2024-03", "2024-08"]), ["HB035"]);
    assert_eq!(series(&["2023-Q1", "2023-Q3"]), ["HB035"]);
    assert_eq!(series(&["2023-12", "2024-01"]), [""; 0]);
    assert_eq!(series(&["2023", "2023"]), ["HB038"]);
    assert_eq!(series(&["all", "all"]), ["HB038"]);
    assert_eq!(series(&["2022", "2020", "2021"]), ["HB039"]);
    assert_eq!(series(&["2022", "2019", "2020"]), ["HB035", "HB039"]);
    assert_eq!(series(&["2024", "2023", "2022"]), [""; 0], "backwards is an order");
    assert_eq!(series(&["2021", "2022", "2023-Q1", "2023-Q2"]), [""; 0]);
}

#[test]
fn dates_of_the_defaults_are_held_against_the_source_as_well() {
    let defaults = |keys: &str, fact: &str| {
        let rest = REST.replace(
            "[defaults]",
            &format!("[[source]]\nid = \"new\"\ntitle = \"N\"\n[defaults]\n{keys}"),
        );
        codes(&one(&format!("{HEAD}{MARKETS}{rest}{SOLD}{fact}")))
    };
    let fact = |keys: &str| SOLD.replace("sold", "bought").replace("Sold", "Bought") + keys;
    assert_eq!(defaults("as_of = 2024-07-31", &fact("source = \"new\"")), [""; 0]);
    assert_eq!(defaults("as_of = 2024-09-30", &fact("source = \"new\"")), ["HB037"]);
    let rest = REST
        .replace(
            "[defaults]",
            "[[source]]\nid = \"new\"\ntitle = \"N\"\n[defaults]\nas_of = 2024-09-30",
        )
        .replace("source = \"own\"", "source = \"new\"");
    let own = format!("{HEAD}{MARKETS}{rest}{SOLD}source = \"own\"\n");
    assert_eq!(codes(&one(&own)), ["HB037"], "its own source is too early for the default");
}

#[test]
fn a_release_is_planned_for_two_years_and_not_for_ten() {
    let release = |date: &str| {
        codes(&study(
            "",
            &format!("[[release]]\nid = \"r\"\nname = \"r\"\ndates = {{ de = {date} }}"),
        ))
    };
    assert_eq!(release("2026-12-31"), [""; 0]);
    assert_eq!(release("2034-01-01"), ["HB034"]);
    assert_eq!(release("2024-02-20T10:00:00Z"), ["HB012"]);
}

#[cfg(unix)]
#[test]
fn what_looks_like_a_file_and_cannot_be_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("study.toml"), format!("{HEAD}{MARKETS}{REST}{SOLD}")).unwrap();
    std::os::unix::fs::symlink("nowhere", path.join("a.toml")).unwrap();
    std::os::unix::fs::symlink("user@host.1", path.join(".#b.toml")).unwrap();
    fs::create_dir(path.join("c.toml")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(path.join("d.toml")).status();
    let loaded = load(&Origin::Path(path.to_owned())).unwrap();
    let expected = if made.is_ok_and(|made| made.success()) { 3 } else { 2 };
    assert_eq!(codes(&loaded), vec!["HB001"; expected], "an editor's lock is no file");
    assert_eq!(loaded.study.facts.len(), 1);
}

#[test]
fn references_have_the_right_kind_and_run_in_no_circle() {
    let problem = |id: &str, part_of: &str| {
        format!(
            "[[problem]]\nid = \"{id}\"\nname = \"{id}\"\ntext = \"t\"\npart_of = \"{part_of}\"\n"
        )
    };
    assert_eq!(codes(&study("", &problem("p", "p"))), ["HB027"]);
    let circle =
        [problem("a", "b"), problem("p", "q"), problem("q", "r"), problem("r", "q")].concat();
    let loaded = study("", &circle.replace("part_of = \"b\"", ""));
    assert_eq!(codes(&loaded), ["HB027"], "one circle, one error");
    let measure = "[[measure]]\nid = \"m\"\nname = \"m\"\ntext = \"t\"\nanswers = [\"sold\"]";
    let loaded = study("", measure);
    assert_eq!((only(&loaded).0, only(&loaded).1), ("HB026", "\"sold\""));
    assert_eq!(codes(&study("", &problem("p", "sold"))), ["HB026"]);
}

#[test]
fn a_name_says_something() {
    let blank = |name: &str| {
        codes(&one(&format!("{HEAD}{MARKETS}{REST}{}", SOLD.replace("\"Sold\"", name))))
    };
    assert_eq!(blank("\"\""), ["HB018"]);
    assert_eq!(blank("{ zh = \"　\", en = \"Sold\" }"), ["HB018"]);
}

#[test]
fn mixed_currencies_point_at_the_currencies() {
    let price = "[[price]]\nid = \"p\"\nname = \"p\"\nservice = \"s\"\nunit = \"u\"\nvalues = { de = 1, cn = 2 }\n";
    let loaded = study("", &format!("{price}currency = {{ de = \"EUR\", cn = \"USD\" }}"));
    assert_eq!((only(&loaded).0, only(&loaded).1), ("HB036", "\"USD\""));
    let other = loaded.problems[0].related.clone().unwrap();
    assert_eq!(loaded.texts[0].get(other.bytes), Some("\"EUR\""));
    let again = price.replace("\"p\"", "\"q\"");
    let loaded = study("", &format!("{price}{again}currency = \"USD\"\n"));
    assert_eq!((only(&loaded).0, only(&loaded).1), ("HB036", "\"USD\""));
    let strange =
        format!("{price}currency = {{ cn = \"RMB\" }}\n{again}currency = {{ cn = \"RMB\" }}\n");
    let loaded = study("", &strange);
    let (code, marked, hint) = only(&loaded);
    assert_eq!((code, marked, &*hint), ("HB028", "\"RMB\"", "did you mean `CNY`?"));
}

#[test]
fn one_mistake_is_one_error() {
    for (more, slip) in [
        ("as_of = 2024-02-30", ""),
        ("values = { de = 15400 cn = 2 }", ""),
        (
            "[[problem]]\nid = \"p\"\nname = “P”\ntext = \"t\"\nevidence = [“sold”, “bought”]",
            "straight quotes",
        ),
        (
            "[[price]]\nid = \"p\"\nname = \"p\"\nservice = \"s\"\nunit = \"u\"\nvalues = { de = 0,5 }",
            "point",
        ),
        ("[[price]]\nid ＝ \"p\"", "ASCII"),
        ("[[price\nid = \"p\"", ""),
    ] {
        let loaded = study("", more);
        let (code, _, hint) = only(&loaded);
        assert_eq!(code, "HB003", "{more}");
        assert!(hint.contains(slip), "{more}: {hint}");
    }
    let rate = "[[rate]]\nfrom = \"CNY\"\nto = \"EUR\"\nrate = 0,1275\ndate = 2024-01-01\nsource = \"own\"\n";
    assert_eq!(codes(&one(&format!("{HEAD}{MARKETS}{rate}{REST}{SOLD}"))), ["HB003"]);
}

#[test]
fn a_broken_or_empty_header_has_no_followers() {
    let facts = StudyFile {
        name: "z.toml".into(),
        text: SOLD.replace("\nunit", "\nsource = \"own\"\ndimension = \"brand\"\nunit").into(),
        fault: None,
    };
    let beside = |header: &str| {
        let header = StudyFile {
            name: "study.toml".into(),
            text: Cow::Owned(header.to_owned()),
            fault: None,
        };
        codes(&from_files(vec![header, facts.clone()]))
    };
    assert_eq!(beside(""), ["HB008"]);
    assert_eq!(beside("# nothing yet\n"), ["HB008"]);
    let source = "[[source]]\nid = \"own\"\ntitle = \"O\"\n";
    assert_eq!(beside(&format!("{HEAD}{MARKETS}{source}")), [""; 0]);
    assert_eq!(beside(&format!("{HEAD}{}{source}", MARKETS.replace("\"cn\"", "cn"))), ["HB003"]);
    assert_eq!(
        beside(&format!("{HEAD}{}{source}", MARKETS.replace("[[market]]", "[[markt]]"))),
        ["HB010"]
    );
    assert_eq!(beside(&format!("{HEAD}{MARKETS}{}", source.replace("id", "di"))), ["HB010"]);
    assert_eq!(beside(&format!("{HEAD}{MARKETS}{}", source.replace("source", "sorce"))), ["HB010"]);
    assert_eq!(codes(&from_files(vec![facts.clone()])), ["HB004"]);
}

#[test]
fn a_value_of_the_wrong_type_is_told_what_to_write() {
    let value = |line: &str| {
        let text =
            format!("{HEAD}{MARKETS}{REST}{}", SOLD.replace("values = { de = 1, cn = 2 }", line));
        let loaded = one(&text);
        let (code, _, hint) = only(&loaded);
        (code, hint, loaded.problems[0].fault.message(Lang::En))
    };
    let values = |value_: &str| value(&format!("values = {{ de = {value_} }}"));
    for infinite in ["nan", "-inf"] {
        assert!(values(infinite).2.contains("infinite or no number"), "{:?}", values(infinite));
    }
    assert_eq!(values(&format!("0.{}", "1".repeat(37))).0, "HB019");
    assert_eq!(values(&"9".repeat(40)).0, "HB019");
    assert_eq!(values("\"1\"").1, "remove the quotes: 1");
    let with = |more: &str| {
        let loaded =
            study("", &format!("[[claim]]\nid = \"c\"\nname = \"c\"\ntext = \"t\"\n{more}"));
        only(&loaded).2
    };
    assert_eq!(with("printed_value = 12.50"), "put it in quotes: \"12.50\"");
    assert_eq!(
        with("printed_value = \"1\"\nas_of = \"2024-02-20\""),
        "remove the quotes: 2024-02-20"
    );
    assert_eq!(with("printed_value = \"1\"\nrows = \"sold\""), "put it in brackets: [\"sold\"]");
    let single = study("", "[release]\nid = \"r\"\nname = \"r\"\ndates = { de = 2024-01-01 }");
    assert_eq!(
        only(&single),
        ("HB012", "[release]", "use double brackets: [[release]]".to_owned())
    );
}

#[test]
fn a_study_without_a_header_is_told_so_at_a_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let loaded = load(&Origin::Path(path.to_owned())).unwrap();
    assert_eq!(codes(&loaded), ["HB004"]);
    assert_eq!(loaded.problems[0].span, Span::NOWHERE);
    assert_eq!(&*loaded.origin, path.to_string_lossy());
    let file = path.join("x.toml");
    fs::write(&file, "").unwrap();
    let loaded = load(&Origin::Path(file)).unwrap();
    assert_eq!(loaded.problems[0].fault, Fault::NoHeader);
    assert!(!loaded.problems[0].fault.message(Lang::En).contains("folder"));
}

#[test]
fn a_mistake_of_the_header_points_at_the_line_that_is_wrong() {
    let top = |head: &str| {
        let loaded = one(&format!("#:schema ./study.schema.json\n\n{head}{MARKETS}{REST}{SOLD}"));
        let (code, marked, _) = only(&loaded);
        (code, marked.to_owned())
    };
    assert_eq!(top(&HEAD.replace("format = 1", "format = 2")), ("HB005", "2".into()));
    assert_eq!(top(&HEAD.replace("title = \"S\"\n", "")), ("HB011", "format".into()));
}

#[test]
fn keys_that_are_named_by_other_keys_are_checked_as_well() {
    let fact = |line: &str| {
        let loaded = study("", &format!("{}{line}", SOLD.replace("old", "ent")));
        loaded.problems.first().map(|problem| {
            assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);
            let hint = problem.fault.hint(Lang::En);
            (problem.fault.code(), hint.split_once('?').unwrap_or_default().0.to_owned())
        })
    };
    let meant = |code, word: &str| Some((code, format!("did you mean `{word}`")));
    assert_eq!(fact("ours = [\"nmae\"]"), meant("HB010", "name"));
    assert_eq!(fact("printed = { valeus = \"one\" }"), meant("HB029", "values"));
    assert_eq!(fact("printed = { n = \"one\", dee = \"two\" }"), None, "short words are all alike");
    assert_eq!(fact("printed = { de = \"one\", share = \"a half\" }\nours = [\"unit\"]"), None);
    let bone =
        "[fishbone]\neffect = \"e\"\n[[fishbone.category]]\nname = \"n\"\nours = [\"causs\"]";
    assert_eq!(codes(&study("", bone)), ["HB010"]);
}
