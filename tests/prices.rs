//! Prices and costs: the matrix, currencies, totals, what-if.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::App;
use herringbone::load::{Loaded, StudyFile, from_files};
use herringbone::model::Lang;

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
    market = [{ id = \"cn\", name = \"China\" }, { id = \"us\", name = \"Global\" }, { id = \"eu\", name = \"Europe\" }]\n\
    platform = [{ id = \"own\", name = \"Own\" }, { id = \"rent\", name = \"Rented\" }]\n\
    category = [{ id = \"run\", name = \"Run\" }, { id = \"iron\", name = \"Iron\" }]\n\
    source = [{ id = \"z\", title = \"Price list\" }]\n";
const RATE: &str =
    "rate = [{ from = \"USD\", to = \"CNY\", rate = 7, date = 2022-12-31, source = \"z\" }]\n";

fn study(rates: &str, facts: &str) -> Loaded {
    let text = format!("{HEADER}{rates}[defaults]\nsource = \"z\"\ndimension = \"price\"\n{facts}");
    let loaded =
        from_files(vec![StudyFile { name: "s.toml".into(), text: text.into(), fault: None }]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded
}

fn price(id: &str, more: &str) -> String {
    format!(
        "[[price]]\nid = \"{id}\"\nname = \"{id}\"\nservice = \"{id}\"\nunit = \"request\"\n{more}\n"
    )
}

fn app(rates: &str, facts: &str, lang: Lang) -> App {
    let mut app = App::with(study(rates, facts), (120, 30), lang);
    app.press("3");
    app
}

const MIXED: &str =
    "values = { cn = 7.7, us = 1000, eu = 10 }\ncurrency = { us = \"USD\" }\nper = { us = 1000 }";

#[test]
fn the_matrix_shows_one_currency_and_unit_the_ratio_and_the_cheapest() {
    let app = app(RATE, &price("calls", MIXED), Lang::En);
    let screen = app.screen();
    let titles = &app.rows()[3];
    let order =
        ["Service", "Tier", "Unit", "China", "Global", "Europe", "Ratio"].map(|t| titles.find(t));
    assert!(order.is_sorted() && order[0].is_some(), "{screen}");
    let row = app.selected();
    for text in ["CNY/request", "7.7 7 * 10 1.1"] {
        assert!(row.contains(text), "{text} is not in {row}");
    }
    for text in ["As written", "USD/1000", "1 USD = 7 CNY (2022-12-31)", "+10.0 %", "Cheapest"] {
        assert!(screen.contains(text), "{text} is not on\n{screen}");
    }
}

#[test]
fn without_a_rate_the_ratio_says_why_and_the_study_is_warned() {
    let mut app = app("", &price("calls", MIXED), Lang::En);
    let row = app.selected();
    assert!(row.contains("no rate USD-CNY") && !row.contains('*'), "{row}");
    assert!(row.contains("7.7 CNY") && row.contains("1000 USD"), "{row}");
    let page = app.press("!").screen();
    assert!(page.contains("HB036") && page.contains("add a [[rate]]"), "{page}");
}

#[test]
fn the_footer_has_the_median_ratio_beside_the_mean_and_counts_differences() {
    let two = [
        price("same", "values = { cn = 2, us = 2 }"),
        price("dear", "values = { cn = 3, us = 2 }"),
        price("odd", "values = { cn = 20, us = 2 }"),
    ];
    let mut app = app("", &two.concat(), Lang::En);
    let screen = app.screen();
    assert!(screen.contains("ratio of 3: mean 4.17, median 1.50"), "{screen}");
    assert!(screen.contains("of 3, 2 differ"), "{screen}");
    assert!(!app.rows().iter().any(|row| row.starts_with(" same") && row.contains('*')), "a tie");
    app.press("mglobal china<enter>");
    assert!(app.screen().contains("median 0.67"), "{}", app.screen());
}
