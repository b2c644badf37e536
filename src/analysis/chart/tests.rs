//! Charts of small made-up studies: the numbers are right, and silence is never an absence.

use super::{BarGroup, Chart, ChartKind, Figure, Steps, Target};
use crate::analysis::chart::CHARTS;
use crate::analysis::groups::groups;
use crate::analysis::number::whole_text;
use crate::analysis::overview::Overview;
use crate::analysis::table::{Field, Tone, View};
use crate::analysis::what_if::WhatIf;
use crate::analysis::work::Stop;
use crate::load::{Origin, StudyFile, from_files, load};
use crate::model::{Lang, Study};

mod costs;

const HEADER: &str = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"EUR\"\n\
    [[market]]\nid = \"a\"\nname = \"A\"\n[[market]]\nid = \"b\"\nname = \"B\"\n\
    [[market]]\nid = \"c\"\nname = \"C\"\n[[source]]\nid = \"x\"\ntitle = \"X\"\n\
    [[platform]]\nid = \"p\"\nname = \"P\"\n[[platform]]\nid = \"q\"\nname = \"Q\"\n\
    [[category]]\nid = \"l\"\nname = \"Layer\"\n[[category]]\nid = \"m\"\nname = \"Other\"\n";

fn study(facts: &str) -> Study {
    let file = |name: &str, text: &str| StudyFile {
        name: name.into(),
        text: text.to_owned().into(),
        fault: None,
    };
    let facts = format!("[defaults]\nsource = \"x\"\ndimension = \"technology\"\n{facts}");
    let loaded = from_files(vec![file("study.toml", HEADER), file("f.toml", &facts)]);
    assert_eq!(loaded.counts().0, 0, "{:?}", loaded.problems);
    loaded.study
}

fn of<'a>(id: &str) -> &'a ChartKind {
    CHARTS.iter().find(|kind| kind.id == id).unwrap()
}

/// The chart of all facts of a study.
fn chart(study: &Study, id: &str) -> Option<Chart> {
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    of(id).chart(study, &rows, Lang::En)
}

fn capabilities(states: &[&str]) -> String {
    let one = |(at, status): (usize, &&str)| {
        format!(
            "[[capability]]\nid = \"cap{at}\"\nname = \"cap{at}\"\ntype = \"function\"\nlayer = \"l\"\nstatus = {{ {status} }}\n"
        )
    };
    states.iter().enumerate().map(one).collect()
}

#[test]
fn coverage_is_a_range_where_something_is_not_stated() {
    let study = study(&capabilities(&[
        "a = \"available\", b = \"available\"",
        "a = \"missing\", b = \"available\"",
        "a = \"limited\", b = \"available\"",
        "b = \"available\"",
    ]));
    let Figure::Grid(grid) = chart(&study, "coverage").unwrap().figure else { panic!() };
    assert_eq!(grid.columns, ["A", "B", "C"]);
    let row = &grid.groups[0].rows[0];
    assert_eq!(row.label, "Layer");
    assert_eq!((row.cells[0].share, row.cells[0].possible), (Some(0.25), Some(0.5)));
    assert_eq!((&*row.cells[0].text, row.cells[0].tone), ("25-50 %", Tone::Plain));
    assert_eq!(row.cells[0].detail, "1 of 4, 1 limited, 1 not stated");
    assert_eq!(row.cells[0].short, "1/4 ~1 ?1");
    assert_eq!((row.cells[1].possible, row.cells[1].tone), (None, Tone::Good), "all is stated");
    assert_eq!(row.row, Some(Target::Like(Field::Layer, 0)));
    assert_eq!(row.cells[1].detail, "4 of 4");
    assert_eq!((row.cells[2].share, &*row.cells[2].text), (None, "not stated"), "not 0 %");
}

/// What the overview, the groups and the chart say of coverage.
fn covered(study: &Study) -> [String; 3] {
    let overview = Overview::of(study, Lang::En, 1);
    let mut figures = overview.sections.iter().flat_map(|section| &section.figures);
    let figure = figures.find(|figure| figure.label == "Coverage").unwrap();
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    let group = groups(study, &rows, (Field::Kind, Lang::En), &Stop::never()).unwrap().remove(0);
    let Figure::Grid(grid) = chart(study, "coverage").unwrap().figure else { panic!() };
    [
        figure.value.split(" of").next().unwrap().to_owned(),
        format!("{} %", whole_text(group.tally.coverage().unwrap())),
        grid.groups[0].rows[0].cells[0].text.clone(),
    ]
}

#[test]
fn coverage_is_rounded_alike_in_the_overview_the_groups_and_the_chart() {
    for (have, of, told) in [(7, 15, "47 %"), (1, 8, "13 %"), (7, 40, "18 %"), (2, 3, "67 %")] {
        let state = |at| match at < have {
            true => "a = \"available\", b = \"available\"",
            false => "a = \"missing\", b = \"available\"",
        };
        let states: Vec<&str> = (0..of).map(state).collect();
        assert_eq!(covered(&study(&capabilities(&states))), [told; 3], "{have} of {of}");
    }
}

#[test]
fn delays_per_category_come_by_their_median_not_by_one_long_delay() {
    let of = |id: &str, category: &str, days: u32| {
        release(id, "x", &format!("a = 2021-01-{days:02}, b = 2021-01-01"))
            .replace("category = \"l\"", &format!("category = \"{category}\""))
    };
    let odd = [of("a", "l", 2), of("b", "l", 2), of("c", "l", 31)];
    let steady = [of("d", "m", 6), of("e", "m", 7)];
    let study = study(&[odd.concat(), steady.concat()].concat());
    let Figure::Bars(bars) = chart(&study, "delays-by-category").unwrap().figure else { panic!() };
    let median = |group: &BarGroup| group.bars[1].text.clone();
    let order: Vec<_> = bars.groups.iter().map(|group| (&*group.label, median(group))).collect();
    assert_eq!(order, [("Other (2)", "5.5".into()), ("Layer (3)", "1".into())]);
}

fn release(id: &str, group: &str, dates: &str) -> String {
    format!(
        "[[release]]\nid = \"{id}\"\nname = \"{id}\"\ncategory = \"l\"\ngroup = \"{group}\"\ndates = {{ {dates} }}\n"
    )
}

fn releases() -> Study {
    study(
        &[
            release("ten", "2021", "a = 2021-01-11, b = 2021-01-01"),
            release("early", "2021", "a = 2021-01-01, b = 2021-01-03"),
            release("hundred", "2022", "a = 2022-04-11, b = 2022-01-01, c = 2022-02-01"),
            release("never", "2022", "a = \"missing\", b = 2022-01-01"),
            release("who-knows", "2022", "b = 2022-01-01"),
        ]
        .concat(),
    )
}

#[test]
fn delays_come_worst_first_and_say_who_has_none() {
    let study = releases();
    let chart = chart(&study, "delays").unwrap();
    let Figure::Bars(bars) = &chart.figure else { panic!() };
    let values: Vec<_> = bars.groups[0].bars.iter().map(|bar| (&*bar.label, bar.value)).collect();
    assert_eq!(values, [("hundred", 100.0), ("ten", 10.0), ("early", -2.0)]);
    assert!(
        chart.notes[0].contains("delay of 3: mean 36, median 10, longest 100 days"),
        "{:?}",
        chart.notes
    );
    assert!(chart.notes[1].contains("1 missing, 1 with a date not stated"), "{:?}", chart.notes);
}

#[test]
fn a_release_that_only_the_other_market_lacks_is_no_silence() {
    let study = study(
        "[[release]]\nid = \"ours\"\nname = \"ours\"\ndates = { a = 2021-01-01, b = \"missing\" }\n\
         [[release]]\nid = \"both\"\nname = \"both\"\ndates = { a = 2021-01-01, b = 2021-01-02 }\n\
         [[release]]\nid = \"dark\"\nname = \"dark\"\ndates = { a = 2021-02-01 }\n",
    );
    let notes = chart(&study, "delays").unwrap().notes;
    assert!(
        notes.contains(&"left out: 1 missing, 1 with a date not stated".to_owned()),
        "{notes:?}"
    );
    let Figure::Timeline(line) = chart(&study, "timeline").unwrap().figure else { panic!() };
    let said: Vec<_> = line.tracks.iter().map(|track| (&*track.label, &*track.text)).collect();
    let told = [("ours", "other lacks it"), ("both", "-1 day"), ("dark", "not stated")];
    assert_eq!(said, told);
}

#[test]
fn the_overview_covers_nothing_that_both_markets_lack() {
    let both = "a = \"missing\", b = \"missing\"";
    let study =
        study(&capabilities(&["a = \"available\"", both, "a = \"limited\", b = \"limited\""]));
    let overview = Overview::of(&study, Lang::En, 1);
    let figures = overview.sections.iter().flat_map(|section| &section.figures);
    let said: Vec<_> = figures.map(|figure| (&*figure.label, &*figure.value)).collect();
    let told = [("Gaps", "1 missing, 1 limited"), ("Coverage", "33 % of 3 (0 not stated)")];
    assert_eq!(said, told, "as below the table and in its chart");
}

#[test]
fn a_chart_shows_the_rows_it_is_given_and_no_others() {
    let study = releases();
    let Figure::Bars(bars) = of("delays").chart(&study, &[1], Lang::En).unwrap().figure else {
        panic!()
    };
    assert_eq!(bars.groups[0].bars.len(), 1);
    assert_eq!(bars.groups[0].bars[0].row, Some(Target::Fact(1)));
    assert_eq!(of("delays").chart(&study, &[], Lang::En), None);
    assert_eq!(of("delays").chart(&study, &[999], Lang::En), None, "no such fact");
}

#[test]
fn delays_per_year_keep_the_groups_of_the_source() {
    let Figure::Bars(bars) = chart(&releases(), "delays-by-year").unwrap().figure else { panic!() };
    let text: Vec<_> = bars
        .groups
        .iter()
        .map(|group| (&*group.label, group.bars.iter().map(|bar| &*bar.text).collect::<Vec<_>>()))
        .collect();
    assert_eq!(text, [("2021 (2)", vec!["4", "4", "10"]), ("2022 (1)", vec!["100", "100", "100"])]);
}

#[test]
fn a_release_that_a_market_lacks_is_an_open_track() {
    let Figure::Timeline(timeline) = chart(&releases(), "timeline").unwrap().figure else {
        panic!()
    };
    let track = |label: &str| timeline.tracks.iter().find(|track| track.label == label).unwrap();
    assert!(track("never").open && track("never").text == "missing");
    assert!(!track("who-knows").open, "silence is no absence");
    assert_eq!(track("hundred").marks.len(), 3, "any number of markets");
}

#[test]
fn items_stand_in_the_field_of_their_scores() {
    let scored = |id: &str, impact: u8, difficulty: u8| {
        format!(
            "{}impact = {impact}\ndifficulty = {difficulty}\n",
            release(id, "x", "b = 2022-01-01")
        )
    };
    let study = study(
        &[
            scored("quick", 5, 1),
            scored("plan", 4, 4),
            scored("minor", 3, 3),
            scored("later", 1, 5),
        ]
        .concat(),
    );
    let chart = chart(&study, "quadrant").unwrap();
    let Figure::Quadrant(quadrant) = &chart.figure else { panic!() };
    let fields: Vec<_> = quadrant.items.iter().map(|item| (&*item.label, item.field())).collect();
    assert_eq!(fields, [("plan", 1), ("minor", 2), ("quick", 0), ("later", 3)]);
}

#[test]
fn prices_of_two_units_are_not_drawn_to_one_scale() {
    let price = |id: &str, unit: &str, values: &str| {
        format!(
            "[[price]]\nid = \"{id}\"\nname = \"{id}\"\ndimension = \"price\"\nservice = \"S\"\ntier = \"{id}\"\nunit = \"{unit}\"\nvalues = {{ {values} }}\n"
        )
    };
    let study = study(
        &[
            price("t1", "GB", "a = 4, b = 2"),
            price("t2", "GB", "a = 2"),
            price("t3", "hour", "a = 9"),
        ]
        .concat(),
    );
    let chart = chart(&study, "tiers").unwrap();
    let Figure::Panels(panels) = &chart.figure else { panic!() };
    let units: Vec<&str> = panels.iter().map(|panel| &*panel.title).collect();
    assert_eq!(units, ["EUR/GB", "EUR/hour"], "a plot per unit");
    assert_eq!(panels[1].lines.series[0].values, [Some((9.0, "9".to_owned()))]);
    let lines = &panels[0].lines;
    assert_eq!(lines.categories, ["t1", "t2"]);
    assert_eq!(lines.series[0].values, [Some((4.0, "4".to_owned())), Some((2.0, "2".to_owned()))]);
    assert_eq!(lines.series[1].values[1], None);
    assert!(
        chart.notes.iter().any(|note| note == "EUR/GB: prices not stated for B: 1"),
        "{:?}",
        chart.notes
    );
}

#[test]
fn a_price_without_a_rate_is_not_converted_which_is_something_else_than_not_stated() {
    let price = |id: &str, values: &str| {
        format!(
            "[[price]]\nid = \"{id}\"\nname = \"{id}\"\ndimension = \"price\"\nservice = \"S\"\n\
             tier = \"{id}\"\nunit = \"GB\"\ncurrency = {{ b = \"USD\" }}\nvalues = {{ {values} }}\n"
        )
    };
    let study = study(&[price("t1", "a = 4, b = 2, c = 1"), price("t2", "a = 3, c = 1")].concat());
    assert_eq!(
        chart(&study, "tiers").unwrap().notes,
        ["prices not stated for B: 1", "prices not converted for B, no rate USD-EUR: 1"]
    );
}

#[test]
fn every_chart_of_the_built_in_study_draws_something_in_both_languages() {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    for kind in CHARTS {
        for lang in [Lang::Zh, Lang::En] {
            assert!(kind.chart(&study, &rows, lang).is_some(), "{}", kind.id);
        }
    }
}

#[test]
fn the_built_in_study_says_the_figures_of_its_source() {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let text = |id: &str| {
        let (dimension, view) = of(id).places[0];
        let rows = View::of(dimension).find(|of| of.id == view).unwrap().rows(&study);
        format!("{:?}", of(id).chart(&study, &rows, Lang::En).unwrap())
    };
    for (id, told) in [
        ("delays", "mean 56.6, median 14, longest 444 days"),
        ("delays-by-year", "46.8"),
        ("series", "\"79\""),
        ("tco-by-cost", "USD 2,460,414 (lowest)"),
        ("savings", "8,133,766 (77 %) saved on Amazon EC2"),
        ("cuts", "China 1 (1 direct), Global 5 (3 direct)"),
        ("exposure-shares", "10.84 %"),
        ("customers", "6 of 17"),
        ("whole-stack", "0 of 7, 3 limited, 1 not stated"),
        ("whole-stack", "China >1,000 against Global >100,000"),
        ("free-tier", "China 1 of 6, 2 limited; Global 6 of 6"),
    ] {
        assert!(text(id).contains(told), "{id} does not say {told}: {}", text(id));
    }
}

fn count(id: &str, unit: &str, values: &str) -> String {
    format!(
        "[[count]]\nid = \"{id}\"\nname = \"{id}\"\nunit = \"{unit}\"\nvalues = {{ {values} }}\n"
    )
}

fn series(id: &str, unit: &str, points: &str) -> String {
    format!("[[series]]\nid = \"{id}\"\nname = \"{id}\"\nunit = \"{unit}\"\npoints = [{points}]\n")
}

#[test]
fn series_that_share_unit_and_periods_share_a_plot_and_years_start_at_the_first_one() {
    let study = study(
        &[
            series("papers", "year", "{ period = \"9\", values = { a = 2009 } }, { period = \"10\", values = { a = 2013 } }"),
            series("sold", "units", "{ period = \"2021\", values = { a = 4, b = 2 } }"),
            series("made", "units", "{ period = \"2021\", values = { a = 5 } }, { period = \"2022\", values = { a = 7 } }"),
        ]
        .concat(),
    );
    let Figure::Panels(panels) = chart(&study, "series").unwrap().figure else { panic!() };
    let titles: Vec<&str> = panels.iter().map(|panel| &*panel.title).collect();
    assert_eq!(titles, ["papers", "Figures per period"]);
    assert_eq!(panels[0].lines.categories, ["9", "10"], "by their size");
    assert_eq!((panels[0].lines.steps, panels[1].lines.steps), (Steps::Points, Steps::Amounts));
    let names: Vec<&str> = panels[1].lines.series.iter().map(|line| &*line.name).collect();
    assert_eq!(names, ["sold A", "sold B", "made A"]);
}

#[test]
fn series_are_plotted_together_by_way_of_another_whichever_comes_first() {
    let early = series("early", "units", "{ period = \"2021\", values = { a = 1 } }");
    let late = series("late", "units", "{ period = \"2022\", values = { a = 2 } }");
    let both =
        "{ period = \"2021\", values = { a = 3 } }, { period = \"2022\", values = { a = 4 } }";
    let both = series("both", "units", both);
    for order in [[&early, &late, &both], [&both, &early, &late], [&late, &both, &early]] {
        let study = study(&order.map(String::as_str).concat());
        let Figure::Lines(lines) = chart(&study, "series").unwrap().figure else { panic!() };
        assert_eq!((lines.series.len(), lines.categories.len()), (3, 2));
    }
    let Figure::Panels(panels) = chart(&study(&[early, late].concat()), "series").unwrap().figure
    else {
        panic!()
    };
    assert_eq!(panels.len(), 2);
}

#[test]
fn years_and_ranks_are_listed_and_not_drawn_as_bars() {
    let study = study(
        &[
            count("first", "year", "a = 2011, b = 2009"),
            count("rank", "rank", "a = 6, b = 1"),
            count("age", "years", "a = 4, b = 8"),
        ]
        .concat(),
    );
    let chart = chart(&study, "counts").unwrap();
    let Figure::Bars(bars) = &chart.figure else { panic!() };
    let drawn: Vec<Vec<(f64, &str, Tone)>> = bars
        .groups
        .iter()
        .map(|group| group.bars.iter().map(|bar| (bar.value, &*bar.text, bar.tone)).collect())
        .collect();
    assert_eq!(drawn[0], [(0.0, "2011", Tone::Plain), (0.0, "2009", Tone::Plain)]);
    assert_eq!(drawn[1], [(0.0, "6", Tone::Plain), (0.0, "1", Tone::Plain)]);
    assert_eq!(drawn[2], [(4.0, "4", Tone::Bad), (8.0, "8", Tone::Plain)], "years that passed");
    assert!(chart.notes.iter().any(|note| note.contains("are listed")), "{:?}", chart.notes);
}

#[test]
fn halves_are_rounded_away_from_zero_and_whole_days_have_no_tenth() {
    let days = |days: [u8; 4]| {
        let one = |(at, day): (usize, u8)| {
            release(
                &format!("r{at}"),
                "2021",
                &format!("a = 2021-01-{:02}, b = 2021-01-01", day + 1),
            )
        };
        study(&days.into_iter().enumerate().map(one).collect::<String>())
    };
    let study = days([1, 2, 14, 28]);
    let Figure::Bars(bars) = chart(&study, "delays-by-category").unwrap().figure else { panic!() };
    assert_eq!(bars.groups[0].bars[0].text, "11.3", "11.25");
    let one = of("delays").chart(&study, &[2], Lang::En).unwrap();
    assert_eq!(one.notes[0], "delay of 1: mean 14, median 14, longest 14 days");
}

#[test]
fn each_layer_stands_once_in_the_whole_study_whatever_is_shown() {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let grid = |rows: &[u32]| {
        let chart = of("whole-stack").chart(&study, rows, Lang::En).unwrap();
        assert!(chart.title.contains("whole study"), "{}", chart.title);
        let Figure::Grid(grid) = chart.figure else { panic!() };
        grid
    };
    let all: Vec<u32> = (0..).take(study.facts.len()).collect();
    let whole = grid(&all);
    assert_eq!(whole, grid(&[]), "whatever is shown");
    let labels: Vec<&str> = whole.groups[0].rows.iter().map(|row| &*row.label).collect();
    for layer in [
        "Compute",
        "Storage",
        "Network",
        "Security & compliance",
        "Data & analytics",
        "AI services",
        "Marketplace",
    ] {
        let count = labels.iter().filter(|label| **label == layer).count();
        assert_eq!(count, 1, "{layer} in {labels:?}");
    }
    let row = |label: &str| whole.groups[0].rows.iter().find(|row| row.label == label).unwrap();
    assert_eq!(row("Network").aside, "Technology 1");
    assert_eq!(row("Security & compliance").cells[0].text, "20-100 %");
    assert!(whole.groups[1].rows.iter().all(|row| row.cells.is_empty()), "counts are no coverage");
    let shown: Vec<u32> = View::of(crate::model::Dimension::Technology)
        .find(|view| view.id == "all")
        .unwrap()
        .rows(&study);
    let Figure::Grid(beside) = of("coverage").chart(&study, &shown, Lang::En).unwrap().figure
    else {
        panic!()
    };
    let compute = beside.groups[0].rows.iter().find(|row| row.label == "Compute").unwrap();
    assert_eq!(compute.cells, row("Compute").cells, "one layer, one number");
}

#[test]
fn only_charts_with_something_to_draw_are_counted() {
    let study = releases();
    let view = View::of(crate::model::Dimension::Technology).find(|v| v.id == "releases").unwrap();
    let place = |rows: &[u32], at| {
        let asked = WhatIf::default();
        let with = (&Default::default(), &Stop::never());
        let chosen =
            ChartKind::beside(view, at, (&study, rows, Lang::En, &asked), with).unwrap()?;
        chosen.place
    };
    assert_eq!(place(&[0, 1, 2, 3, 4], 0), Some((1, 4)), "no release is scored");
    assert_eq!(place(&[3], 0), Some((1, 1)), "never released at home: a timeline only");
    assert_eq!(place(&[], 0), None);
}
