//! Studies with the largest, smallest and emptiest numbers that `check` accepts: every screen, chart,
//! table and report of them is made, and none panics.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use std::sync::OnceLock;

use common::App;
use herringbone::analysis::chart::CHARTS;
use herringbone::analysis::claims::{Outcome, verdicts};
use herringbone::analysis::column::summed_up;
use herringbone::analysis::facets::facets;
use herringbone::analysis::filter::Filter;
use herringbone::analysis::groups::groups;
use herringbone::analysis::overview::Overview;
use herringbone::analysis::search::Searchable;
use herringbone::analysis::table::{Field, Row, VIEWS, cell};
use herringbone::analysis::totals::{bill, costs};
use herringbone::analysis::what_if::WhatIf;
use herringbone::analysis::work::Stop;
use herringbone::exchange::chart::{svg, text};
use herringbone::exchange::facts::{FACT_FORMATS, Selection};
use herringbone::exchange::problems::{Findings, findings};
use herringbone::exchange::report::{REPORT_FORMATS, Report, write};
use herringbone::layout::chart::Page;
use herringbone::load::{Loaded, StudyFile, from_files};
use herringbone::model::{Lang, Study};
use proptest::prelude::*;

const NUMBERS: [&str; 12] = [
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "7.9e28",
    "7.9228162514264337593543950335",
    "0.0000000000000000000000000001",
    "-0.0000000000000000000000000001",
    "0",
    "-0.0",
    "1",
    "39614081257132168796771975168",
    "4294967296",
    "0.5",
];
const COUNTS: [&str; 6] = ["4294967295", "0", "1", "50000000", "100000000", "2147483648"];
const DATES: [&str; 5] = ["0000-01-01", "9999-12-31", "2022-12-31", "1969-02-28", "0001-01-01"];
const EXPRESSIONS: [&str; 14] = [
    "rows[0].values.a",
    "-rows[0].values.b",
    "rows[0].values.a - rows[1].values.a",
    "rows[0].values.a * rows[1].values.b",
    "rows[0].values.a / rows[1].values.b",
    "rows[0].values.a % rows[1].values.a",
    "rows.map(r, r.values.a).sum()",
    "rows.map(r, r.values.a).mean()",
    "rows.map(r, r.values.b).median()",
    "rows[0].values.a.round(28)",
    "rows[0].values.a.abs() * 100",
    "100 * rows[2].amounts.p / rows[2].amounts.q",
    "rows[3].posts * rows[3].all_posts",
    "rows[4].delay",
];

/// Takes one of a list after the other, in an order that a test case decides.
struct Picks(Vec<u8>, usize);

impl Picks {
    fn of<'t>(&mut self, from: &[&'t str]) -> &'t str {
        self.1 += 1;
        from[usize::from(self.0[self.1 % self.0.len()]) % from.len()]
    }

    fn number(&mut self) -> &'static str {
        self.of(&NUMBERS)
    }
}

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
    market = [{ id = \"a\", name = \"A\" }, { id = \"b\", name = \"B\" }]\n\
    platform = [{ id = \"p\", name = \"P\" }, { id = \"q\", name = \"Q\" }]\n\
    category = [{ id = \"c\", name = \"C\" }, { id = \"d\", name = \"D\" }]\n\
    source = [{ id = \"z\", title = \"Z\" }]\n";

/// A study that states such numbers in every kind of fact, twice each.
fn facts(picks: &mut Picks) -> String {
    let rate =
        ["79228162514264337593543950335", "0.0000000000000000000000000001", "7", "4294967296"];
    let mut text = format!(
        "{HEADER}rate = [{{ from = \"USD\", to = \"CNY\", rate = {}, date = 2022-12-31, source = \"z\" }}]\n\
         [defaults]\nsource = \"z\"\n",
        picks.of(&rate)
    );
    for n in 0..2 {
        let fact = |kind: &str, of: &str| {
            let id = kind.replace('_', "-");
            format!("[[{kind}]]\nid = \"{id}{n}\"\nname = \"{kind} {n}\"\ncategory = \"c\"\n{of}\n")
        };
        let both =
            |picks: &mut Picks| format!("{{ a = {}, b = {} }}", picks.number(), picks.number());
        let (a, b) = (picks.of(&DATES), picks.of(&DATES));
        text += &fact(
            "release",
            &format!("dates = {{ a = {a}, b = {b} }}\nimpact = 5\ndifficulty = 5"),
        );
        text += &fact(
            "capability",
            "type = \"service\"\nstatus = { a = \"missing\", b = \"available\" }",
        );
        let precision = picks.of(&["", "lower_bound = true", "approximate = true"]);
        text += &fact(
            "count",
            &format!("dimension = \"brand\"\nunit = \"u\"\nvalues = {}\n{precision}", both(picks)),
        );
        text += &fact(
            "series",
            &format!(
                "dimension = \"brand\"\nunit = \"u\"\npoints = [{{ period = \"1\", values = {} }}, \
                 {{ period = \"2\", values = {} }}]\ntotal = {}",
                both(picks),
                both(picks),
                both(picks),
            ),
        );
        let per = picks.of(&rate);
        let currency = picks.of(&["currency = \"CNY\"", "currency = { b = \"USD\" }"]);
        text += &fact(
            "price",
            &format!(
                "service = \"s\"\nunit = \"u\"\nvalues = {}\n{currency}\nper = {{ b = {per} }}",
                both(picks)
            ),
        );
        let currency = picks.of(&["CNY", "USD"]);
        let cost = picks.of(&["c", "d"]);
        text += &fact(
            "tco",
            &format!(
                "phase = \"c\"\ncost = \"{cost}\"\ncurrency = \"{currency}\"\namounts = {{ p = {}, q = {} }}",
                picks.number(),
                picks.number(),
            ),
        );
        text += &fact(
            "price_cut",
            &format!(
                "date = {a}\npercent = {}\ntype = \"direct\"\nmarkets = [\"b\"]",
                picks.number()
            ),
        );
        let mut count = || picks.of(&COUNTS);
        text += &fact(
            "exposure",
            &format!(
                "year = {}\nposts = {}\nall_posts = {}\nfeatures = {}\nall_features = {}",
                1900 + 300 * n,
                count(),
                count(),
                count(),
                count(),
            ),
        );
        text += &fact(
            "event",
            &format!(
                "year = 2022\nmarket = \"a\"\nsessions = {}\nspeakers = [\"x\"]\nhome_speakers = {}",
                count(),
                count()
            ),
        );
    }
    for (n, expr) in EXPRESSIONS.iter().enumerate() {
        let (printed, rounded) = (picks.number(), picks.of(&["true", "false"]));
        let precision = picks.of(&["", "lower_bound = true", "approximate = true"]);
        text += &format!(
            "[[claim]]\nid = \"claim{n}\"\nname = \"claim {n}\"\ndimension = \"brand\"\nprinted_value = \"{printed}\"\n\
             text = \"t\"\nrows = [\"count0\", \"count1\", \"tco0\", \"exposure0\", \"release0\"]\n\
             rows_rounded = {rounded}\nexpr = '{expr}'\n{precision}\n"
        );
    }
    text
}

fn loaded(text: &str) -> Loaded {
    let file = StudyFile { name: "s.toml".into(), text: text.to_owned().into(), fault: None };
    let loaded = from_files(vec![file]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded
}

fn fields(study: &Study) -> Vec<Field> {
    Field::all(study).collect()
}

/// Everything that is said of a study, in a language.
fn say_all(loaded: &Loaded, lang: Lang) -> usize {
    let study = &loaded.study;
    let all: Vec<Row> = (0..).take(study.facts.len()).collect();
    let verdicts = verdicts(study);
    let list = findings(loaded, &verdicts, lang);
    let findings = Findings { loaded, list: &list, verdicts: &verdicts, lang };
    let mut said = findings.to_text(false).len();
    said += findings.to_json().to_string().len() + findings.to_sarif().to_string().len();
    said += format!("{:?}", Overview::of(study, lang, 16)).len();
    for kind in CHARTS {
        let Some(chart) = kind.chart(study, &all, lang) else { continue };
        for cols in [20, 48, 100] {
            said += text(&chart, &Page { lang, ..Page::of(cols) }).len();
        }
        said += svg(&chart).len();
    }
    for field in fields(study) {
        said += study
            .facts
            .iter()
            .map(|fact| cell(field, study, fact, lang).shown().len())
            .sum::<usize>();
        said += format!("{:?}", summed_up(study, &all, field)).len();
        said += groups(study, &all, (field, lang), &Stop::never()).unwrap().len();
    }
    let report = Report { study, verdicts: &verdicts, lang };
    said += REPORT_FORMATS.iter().map(|format| write(&report, format).len()).sum::<usize>();
    for format in &FACT_FORMATS {
        let selection = Selection {
            study,
            lang,
            dimension: None,
            cols: Some(80),
            verdicts: &verdicts,
            rows: None,
            columns: None,
        };
        let mut out = Vec::new();
        format.write(&selection, &mut out).unwrap();
        said += out.len();
    }
    said
}

/// The totals, as they are and with changes asked for.
fn add_up(study: &Study) {
    let mut asked = WhatIf::default();
    for fact in &study.facts {
        for change in
            ["79228162514264337593543950335", "x0.5", "x79228162514264337593543950335", "=0"]
        {
            // Refused or not, the totals can be computed.
            let _ = asked.set(study, fact, change);
            for asked in [&asked, &WhatIf::default()] {
                let costs = costs(study, study.facts.iter(), asked);
                let sums = costs.into_iter().chain(bill(study, study.facts.iter(), asked));
                for totals in sums.flatten() {
                    for at in 0..3 {
                        let _ = (
                            totals.against_cheapest(at),
                            totals.share(at, rust_decimal::Decimal::MAX),
                        );
                    }
                }
            }
        }
    }
}

fn exercise(text: &str) {
    let loaded = loaded(text);
    for lang in [Lang::Zh, Lang::En] {
        assert!(say_all(&loaded, lang) > 1000);
    }
    add_up(&loaded.study);
    let mut turned = loaded.study.clone();
    std::mem::swap(&mut turned.pair.home, &mut turned.pair.reference);
    let index = OnceLock::new();
    for view in VIEWS {
        let facts = Searchable { study: &turned, index: &index };
        facets(facts, (view, &view.rows(&turned)), (&Filter::default(), Lang::En), &Stop::never())
            .unwrap();
    }
    let before = self::loaded(&text.replace("79228162514264337593543950335", "1")).study;
    let compared = Loaded { study: loaded.study.clone().compared_with(before), ..loaded };
    assert!(say_all(&compared, Lang::En) > 1000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_a_study_states_it_is_checked_charted_and_reported(
        picks in proptest::collection::vec(any::<u8>(), 61..97)
    ) {
        exercise(&facts(&mut Picks(picks, 0)));
    }
}

#[test]
fn a_study_of_one_number_throughout_is_checked_charted_and_reported() {
    for at in 0..12 {
        exercise(&facts(&mut Picks(vec![at], 0)));
    }
}

#[test]
fn every_tab_and_chart_of_such_a_study_can_be_walked_through() {
    for (at, lang) in [(0, Lang::En), (2, Lang::Zh), (4, Lang::En)] {
        let mut app = App::with(loaded(&facts(&mut Picks(vec![at], 0))), (120, 40), lang);
        for tab in ["1", "2", "3", "4", "5", "8"] {
            app.press(tab);
            for _ in 0..7 {
                app.press("<right>jjCC>>oF<esc><enter><esc>");
            }
        }
        app.press("3wx2<enter>");
    }
}

#[test]
fn what_overflows_is_told_without_a_difference_and_a_lower_bound_is_kept() {
    let claim = |printed: &str, more: &str| {
        let text = format!(
            "{HEADER}[defaults]\nsource = \"z\"\n[[claim]]\nid = \"c\"\nname = \"c\"\ndimension = \"brand\"\n\
             printed_value = \"{printed}\"\ntext = \"t\"\nexpr = '-79228162514264337593543950335'\n{more}\n"
        );
        verdicts(&loaded(&text).study).remove(0).outcome
    };
    let most = "79228162514264337593543950335";
    assert_eq!(claim(most, ""), Outcome::Differs { difference: None });
    assert_eq!(claim(most, "lower_bound = true"), Outcome::Differs { difference: None });
    assert_eq!(claim(most, "approximate = true"), Outcome::Differs { difference: None });
    assert_eq!(claim(&format!("-{most}"), ""), Outcome::Agrees);
}

#[test]
fn half_of_very_many_posts_is_fifty_percent_in_the_chart_as_in_the_table() {
    let text = format!(
        "{HEADER}[defaults]\nsource = \"z\"\n[[exposure]]\nid = \"e\"\nname = \"e\"\nyear = 2022\nposts = 50000000\n\
         all_posts = 100000000\n[[exposure]]\nid = \"f\"\nname = \"f\"\nyear = 2021\nposts = 4294967295\n"
    );
    let study = loaded(&text).study;
    let drawn = |id: &str| {
        let kind = CHARTS.iter().find(|kind| kind.id == id).unwrap();
        text_of(&kind.chart(&study, &[0, 1], Lang::En).unwrap())
    };
    assert!(drawn("exposure-shares").contains("50.00 %"), "{}", drawn("exposure-shares"));
    assert!(
        drawn("exposure-counts").contains("in all 4344967295 posts"),
        "{}",
        drawn("exposure-counts")
    );
    assert_eq!(cell(Field::PostsShare, &study, &study.facts[0], Lang::En).text, "50");
}

fn text_of(chart: &herringbone::analysis::chart::Chart) -> String {
    text(chart, &Page::of(100))
}
