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
use herringbone::tui::Msg;

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
    for text in ["As written", "USD/1,000", "1 USD = 7 CNY (2022-12-31)", "+10.0 %", "Cheapest"] {
        assert!(screen.contains(text), "{text} is not on\n{screen}");
    }
}

#[test]
fn without_a_rate_the_ratio_says_why_and_the_study_is_warned() {
    let mut app = app("", &price("calls", MIXED), Lang::En);
    let row = app.selected();
    assert!(row.contains("no rate USD-CNY") && !row.contains('*'), "{row}");
    assert!(row.contains("calls 7.7 1,000 USD/1,000 10 "), "as written, with its currency: {row}");
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

fn line(id: &str, own: u32, rent: u32) -> String {
    format!(
        "[[tco]]\nid = \"{id}\"\nname = \"{id}\"\nphase = \"run\"\ncost = \"iron\"\n\
         amounts = {{ own = {own}, rent = {rent} }}\n"
    )
}

fn costs() -> String {
    [line("racks", 300, 1000), line("power", 100, 0)].concat()
}

fn totals(app: &App, name: &str) -> String {
    let rows = app.rows();
    let mut below = rows.iter().skip(6).filter_map(|row| row.split('│').next());
    let line = below.rfind(|row| row.contains(name)).unwrap_or_default();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn costs_have_totals_shares_and_differences_to_the_cheapest() {
    let mut app = app("", &costs(), Lang::En);
    app.press("]");
    let screen = app.screen();
    assert_eq!(totals(&app, "Own"), "Own 400 cheapest", "{screen}");
    assert_eq!(totals(&app, "Total"), "Total CNY vs cheapest", "{screen}");
    assert_eq!(totals(&app, "Rented"), "Rented 1,000 +600 (+150.0 %)", "{screen}");
    assert!(app.selected().contains("300 75.0 % 1,000 100.0 %"), "{}", app.selected());
    assert!(screen.contains("Own 75.0 %"), "the details have the shares as well\n{screen}");
    // Of the rows that are shown.
    app.press("/power<enter>");
    assert!(totals(&app, "Rented").contains("Rented 0 cheapest"), "{}", app.screen());
}

#[test]
fn the_totals_are_those_of_the_scenario_under_the_cursor() {
    let of = |name: &str| format!("scenario = \"{name}\"\namounts");
    let big = line("hall", 9000, 8000).replace("amounts", &of("Big"));
    let small =
        costs().replace("amounts", &of("Small").replace("\namounts", "\nyears = 3\namounts"));
    let mut app = app("", &[small, big].concat(), Lang::En);
    app.press("]");
    let screen = app.screen();
    assert_eq!(totals(&app, "Own"), "Own 400 cheapest", "{screen}");
    assert!(totals(&app, "Total").starts_with("Total CNY: Small, 3 years"), "{screen}");
    assert!(app.selected().contains("300 75.0 % 1,000 100.0 %"), "{}", app.selected());
    for told in ["Scenario Small", "Years 3"] {
        let words: Vec<_> = screen.split_whitespace().collect();
        assert!(words.join(" ").contains(told), "{told}\n{screen}");
    }
    app.press("G");
    assert_eq!(totals(&app, "Rented"), "Rented 8,000 cheapest", "{}", app.screen());
    assert!(totals(&app, "Total").starts_with("Total CNY: Big"), "{}", app.screen());
    app.press("wx2<enter>");
    assert!(totals(&app, "Rented").contains("8,000 -> 16,000"), "{}", app.screen());
    assert!(totals(&app, "Own").contains("9,000 -> 18,000"), "{}", app.screen());
    app.press("g");
    assert_eq!(totals(&app, "Own"), "Own 400 cheapest", "not asked of: {}", app.screen());
}

#[test]
fn a_changed_line_moves_the_totals_and_forgetting_brings_them_back() {
    let mut app = app("", &costs(), Lang::En);
    app.press("]");
    let before = app.screen();
    app.press("w");
    assert!(app.screen().contains("What if (x2, +10%, =5000):"), "{}", app.screen());
    app.press("x2<enter>");
    assert!(app.selected().contains("~600 85.7 % ~2,000 100.0 %"), "{}", app.selected());
    assert!(totals(&app, "Own").contains("Own 400 -> 700 +75.0 % cheapest"), "{}", app.screen());
    assert!(
        totals(&app, "Rented").contains("1,000 -> 2,000 +100.0 % +185.7 %"),
        "{}",
        app.screen()
    );
    assert!(app.rows()[4].starts_with(" ~"), "{}", app.screen());
    assert_eq!(totals(&app, "Total"), "Total CNY vs before vs cheapest", "{}", app.screen());
    // The details show what was and what is, never one beside the other.
    assert!(app.screen().contains("300 -> 600"), "{}", app.screen());
    assert!(app.screen().contains("Own 75.0 % -> 85.7 %"), "{}", app.screen());
    // A second one, for one platform, by the other key.
    app.press("j<f7>own =0<enter>");
    assert!(totals(&app, "Own").contains("Own 400 -> 600 +50.0 %"), "{}", app.screen());
    // What was typed comes back to be changed; nothing typed takes it back.
    app.press("w");
    assert!(app.screen().contains("own =0"), "{}", app.screen());
    app.press("<c-u><enter>");
    assert!(totals(&app, "Own").contains("-> 700"), "{}", app.screen());
    // Typing takes the place of what was asked before.
    app.press("kw+50%<enter>");
    assert!(app.selected().contains("~450"), "{}", app.screen());
    app.press("wx2<enter>j");
    app.press("kW");
    assert!(app.screen().contains("every what-if is forgotten"), "{}", app.screen());
    app.press("j");
    app.press("k");
    assert_eq!(app.screen(), before);
}

#[test]
fn what_cannot_be_read_is_answered_in_words_and_the_line_stays() {
    let mut app = app("", &costs(), Lang::Zh);
    app.press("]wabc<enter>");
    assert!(app.screen().contains("不认识；可写 x2、+10%、=5000： abc"), "{}", app.screen());
    app.press("j");
    assert!(app.screen().contains("abcj"), "the line has the keys still: {}", app.screen());
    app.press("<c-u>＋１０％<enter>");
    assert!(totals(&app, "Own").contains("400 -> 430 +7.5%"), "{}", app.screen());
    app.press("W2w");
    assert!(
        app.screen().contains("不是价格或成本") || app.screen().contains("没有内容"),
        "{}",
        app.screen()
    );
}

#[test]
fn a_price_takes_a_monthly_quantity_and_the_bill_moves_with_it() {
    let prices = [price("calls", MIXED), price("disk", "values = { cn = 2, us = 3 }")];
    let mut app = app(RATE, &prices.concat(), Lang::En);
    app.press("w");
    assert!(app.screen().contains("request a month:"), "{}", app.screen());
    app.press("500<enter>");
    assert!(
        app.selected().contains("7.7 7 * 10 1.1"),
        "a unit price stays one: {}",
        app.selected()
    );
    assert!(app.screen().contains("China 3,850, Global 3,500"), "{}", app.screen());
    assert!(totals(&app, "Global").contains("Global 3,500 cheapest"), "{}", app.screen());
    assert!(totals(&app, "China").contains("China 3,850 +350 (+10.0 %)"), "{}", app.screen());
    app.press("jw100<enter>");
    assert!(totals(&app, "China").contains("China 3,850 -> 4,050 +5.2 %"), "{}", app.screen());
    assert!(totals(&app, "Europe").contains(">5,000 incomplete"), "{}", app.screen());
    let page = app.press("<enter>").screen();
    assert!(page.contains("100 request") && page.contains("3,850 -> 4,050"), "{page}");
}

#[test]
fn nothing_is_cheapest_where_one_market_alone_states_a_price() {
    let mut app = app("", &price("disk", "values = { cn = 2 }"), Lang::En);
    app.press("w500<enter>");
    assert_eq!(totals(&app, "China"), "China 1,000", "{}", app.screen());
    assert!(!app.screen().to_lowercase().contains("cheapest"), "{}", app.screen());
}

#[test]
fn totals_beside_a_chart_are_fewer_and_never_cut() {
    let mut app = App::new(120, 40, Lang::En);
    app.press("3]wx2<enter>c");
    assert_eq!(totals(&app, "Amazon EC2"), "Amazon EC2 10,905,229 +2.9 % +277.7 %");
    assert!(totals(&app, "Total").ends_with("vs before vs cheapest"), "{}", app.screen());
}

#[test]
fn a_page_too_narrow_for_a_figure_leaves_it_out_whole() {
    let mut app = App::new(40, 12, Lang::En);
    app.press("3]wx2<enter>");
    let screen = app.screen();
    assert!(screen.contains("2,887,124    +17.3 %") && !screen.contains("cheap"), "{screen}");
}

#[test]
fn a_chart_in_place_of_the_table_keeps_its_filter_totals_and_count() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("2/inf1<enter>c");
    let screen = app.screen();
    for text in ["/inf1", "Esc clear", "(82 in all)"] {
        assert!(screen.contains(text), "{text} is not on\n{screen}");
    }
    let screen = app.press("<esc>3]").press("c").screen();
    assert!(screen.contains("1 of 9"), "{screen}");
    assert!(screen.contains("Amazon EC2        10,594,180"), "{screen}");
}

#[test]
fn what_if_survives_reload_and_language_and_stays_out_of_the_study() {
    let mut app = app("", &costs(), Lang::En);
    app.press("]wx2<enter>L");
    let zh = app.screen();
    assert!(totals(&app, "Own").contains("Own 400 -> 700 +75.0% 最便宜"), "{zh}");
    app.press("w");
    app.send([Msg::Loaded(Box::new(study("", &[line("new", 1, 1), costs()].concat())))]);
    app.press("<c-u>x3<enter>");
    assert!(totals(&app, "Own").contains("401 -> 1,001"), "{}", app.screen());
    app.send([Msg::Loaded(Box::new(study("", &line("power", 100, 0))))]);
    assert!(totals(&app, "Own").contains("Own 100"), "{}", app.screen());
    assert!(!app.screen().contains("->"), "the changed line is gone: {}", app.screen());
    assert!(app.written().is_empty());
}

#[test]
fn every_size_and_language_shows_totals_without_panic() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = app("", &costs(), lang);
        app.press("]wx2<enter>");
        for size in [(40, 10), (41, 11), (60, 12), (80, 24), (111, 13), (200, 60)] {
            app.resize(size.0, size.1);
            app.press("jjkG");
            assert!(!app.selected().is_empty(), "{size:?}\n{}", app.screen());
        }
    }
}

#[test]
fn amounts_are_never_cut_on_eighty_columns() {
    let mut app = App::new(80, 24, Lang::En);
    app.press("3]");
    for amount in ["426710", "640755", "1606781", "4453143", "1154740"] {
        assert!(app.screen().replace(',', "").contains(amount), "{amount}\n{}", app.screen());
    }
    assert!(
        !app.selected().contains('%'),
        "shares of all platforms or of none: {}",
        app.selected()
    );
    let wide = app.resize(108, 24).selected();
    assert_eq!(wide.matches('%').count(), 3, "{}", app.screen());
    assert!(totals(&app, "Amazon EC2").contains("10,594,180"), "{}", app.screen());
}

#[test]
fn a_total_that_lacks_a_row_is_at_least_so_much_before_a_change_as_after() {
    let part = line("hall", 50, 1).replace(", rent = 1", "");
    let mut app = app("", &[costs(), part].concat(), Lang::En);
    app.press("]wx2<enter>");
    assert!(totals(&app, "Rented").contains(">1,000 -> >2,000"), "{}", app.screen());
}

#[test]
fn the_overview_never_adds_up_two_currencies() {
    let foreign = line("power", 100, 0).replace("amounts", "currency = \"USD\"\namounts");
    let facts = [line("racks", 300, 1000), foreign].concat();
    let mut mixed = app("", &facts, Lang::En);
    assert!(mixed.press("1").screen().contains("no rate USD-CNY"), "{}", mixed.screen());
    let mut joined = app(RATE, &facts, Lang::En);
    let screen = joined.press("1").screen();
    assert!(screen.contains("Own CNY 1,000") || screen.contains("Rented CNY 1,000"), "{screen}");
    assert!(joined.press("3]").screen().contains("Total CNY"), "{}", joined.screen());
}

#[test]
fn the_footer_adds_up_the_prices_that_the_cells_show() {
    let foreign = "values = { cn = 14, us = 1 }\ncurrency = { us = \"USD\" }";
    let mut app = app(RATE, &[price("a", foreign), price("b", foreign)].concat(), Lang::En);
    assert!(app.selected().contains("14 7 * "), "{}", app.selected());
    let footers: Vec<String> = (0..8).map(|_| app.press(">").screen()).collect();
    for told in ["Global of 2: sum 14, mean 7", "Ratio of 2: mean 2"] {
        assert!(footers.iter().any(|screen| screen.contains(told)), "{told}\n{}", footers[4]);
    }
}
