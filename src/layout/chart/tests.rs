//! Drawings keep to their page, tell every label and value, and show lengths that are right.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::scale::{Days, Scale};
use super::{Page, Sheet, bars, draw, lines, stacked};
use crate::analysis::chart::{
    Bar, BarGroup, Bars, Figure, Grid, GridCell, GridGroup, GridRow, Item, LineSeries, Lines, Part,
    Quadrant, Stack, Stacked, Steps, Target, Timeline, Track,
};
use crate::analysis::table::Tone;
use crate::text::{Glyphs, Measure, clean};

fn bar(label: &str, value: f64, text: &str) -> Bar {
    Bar { label: label.into(), value, text: text.into(), tone: Tone::Plain, row: None }
}

fn one_group(bars: Vec<Bar>) -> Bars {
    Bars { groups: vec![BarGroup { bars, ..BarGroup::default() }] }
}

fn rows(figure: &Figure, page: &Page) -> Vec<String> {
    draw(figure, page).rows().map(super::Row::text).collect()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn bars_are_as_long_as_their_values_and_point_both_ways() {
    let figure = Figure::Bars(one_group(vec![
        bar("区域", 8.0, "8"),
        bar("b", 4.0, "4"),
        bar("c", -4.0, "-4"),
        bar("d", 0.0, "0"),
        bar("e", 0.001, "tiny"),
    ]));
    assert_eq!(
        rows(&figure, &Page::of(34)),
        [
            "区域         ████████████████ 8",
            "b            ████████ 4",
            "c    ▒▒▒▒▒▒▒▒ -4",
            "d            0",
            "e            ▏ tiny",
        ]
    );
}

#[test]
fn a_day_is_as_long_below_zero_as_above_it() {
    let chart = one_group(vec![
        bar("a", 444.0, "444"),
        bar("b", 1.0, "1"),
        bar("c", -1.0, "-1"),
        bar("d", 40.0, "40"),
        bar("e", -40.0, "-40"),
    ]);
    let lengths = bars::arrange(&chart, &Page::of(80)).rows.into_iter().map(|row| match row {
        bars::BarRow::Bar(_, right, left) => (right, left),
        row => panic!("{row:?}"),
    });
    let lengths: Vec<(usize, usize)> = lengths.collect();
    assert_eq!((lengths[1], lengths[2]), ((1, 0), (0, 1)));
    assert_eq!(lengths[3].0, lengths[4].1);
    let early = one_group(vec![bar("a", -2.0, "-2"), bar("b", -1.0, "-1")]);
    let drawn = rows(&Figure::Bars(early), &Page::of(20));
    assert_eq!(drawn, ["a ▒▒▒▒▒▒▒▒▒▒▒▒▒▒ -2", "b        ▒▒▒▒▒▒▒ -1"], "none above zero");
    let drawn = rows(&Figure::Bars(chart), &Page::of(80));
    assert!(drawn[1].contains(" ▏ 1") && drawn[2].contains("▕ -1"), "{drawn:#?}");
}

#[test]
fn a_percentage_is_a_part_of_a_hundred_and_one_beyond_that_keeps_its_scale() {
    let lengths = |values: [f64; 2]| -> Vec<usize> {
        let bars = values.map(|value| bar("a", value, "x")).into();
        let chart =
            Bars { groups: vec![BarGroup { bars, unit: "%".into(), ..BarGroup::default() }] };
        let rows = bars::arrange(&chart, &Page::of(44)).rows.into_iter();
        rows.filter_map(
            |row| if let bars::BarRow::Bar(_, right, _) = row { Some(right) } else { None },
        )
        .collect()
    };
    assert_eq!(lengths([50.0, 25.0]), [160, 80], "half of 40 columns and a quarter, in eighths");
    assert_eq!(lengths([200.0, 100.0]), [320, 160]);
}

#[test]
fn labels_that_would_be_cut_get_rows_of_their_own_where_there_are_rows() {
    let chart = one_group(vec![bar("a label that is far too long for its column", 1.0, "1")]);
    let page = Page::of(48);
    assert_eq!(bars::arrange(&chart, &page).rows.len(), 2);
    let tight = Page { rows: Some(1), ..page };
    assert_eq!(bars::arrange(&chart, &tight).rows.len(), 1);
    assert!(rows(&Figure::Bars(chart), &tight)[0].starts_with("a label that is fa"));
}

#[test]
fn groups_of_one_unit_share_a_scale_and_others_do_not() {
    let group = |unit: &str, value| BarGroup {
        label: unit.into(),
        unit: unit.into(),
        bars: vec![bar("x", value, "")],
    };
    let chart =
        Bars { groups: vec![group("pages", 100.0), group("pages", 50.0), group("kinds", 4.0)] };
    let lengths =
        bars::arrange(&chart, &Page::of(44)).rows.into_iter().filter_map(|row| match row {
            bars::BarRow::Bar(_, length, _) => Some(length),
            _ => None,
        });
    let lengths: Vec<usize> = lengths.collect();
    assert_eq!(lengths[0], lengths[2]);
    assert_eq!(lengths[0], lengths[1] * 2);
}

fn stack(label: &str, values: &[f64]) -> Stack {
    let whole: f64 = values.iter().sum();
    let part = |value: &f64| Part {
        value: *value,
        text: value.to_string(),
        share: value / whole,
        percent: format!("{:.0} %", value / whole * 100.0),
    };
    Stack {
        label: label.into(),
        total: whole.to_string(),
        parts: values.iter().map(part).collect(),
    }
}

#[test]
fn a_stack_is_cut_by_its_shares_and_names_every_part() {
    let figure = Figure::Stacked(Stacked {
        kinds: vec!["基础设施".into(), "ops".into()],
        stacks: vec![stack("P", &[30.0, 10.0]), stack("Q", &[10.0, 10.0])],
    });
    assert_eq!(
        rows(&figure, &Page::of(40)),
        [
            "P  40",
            "██████████████████████████████▒▒▒▒▒▒▒▒▒▒",
            "██ 基础设施 30 (75 %)   ▒▒ ops 10 (25 %)",
            "",
            "Q  20",
            "██████████▒▒▒▒▒▒▒▒▒▒",
            "██ 基础设施 10 (50 %)   ▒▒ ops 10 (50 %)",
        ]
    );
}

#[test]
fn a_timeline_spans_what_lies_between_and_leaves_open_what_is_missing() {
    let track = |label: &str, marks: &[(usize, &str)], open| Track {
        label: label.into(),
        marks: marks.iter().map(|(series, text)| (*series, day(text))).collect(),
        open,
        text: if open { "缺失" } else { "ok" }.into(),
        depth: None,
        tone: Tone::Plain,
        row: None,
    };
    let figure = Figure::Timeline(Timeline {
        series: vec!["中国区".into(), "Global".into()],
        tracks: vec![
            track("late", &[(0, "2021-01-01"), (1, "2020-01-01")], false),
            track("gone", &[(1, "2020-07-01")], true),
            track("same", &[(0, "2020-01-01"), (1, "2020-01-01")], false),
        ],
    });
    assert_eq!(
        rows(&figure, &Page::of(34)),
        [
            "● 中国区   ○ Global",
            "     2020                2021",
            "late ○━━━━━━━━━━━━━━━━━━━━━━● ok",
            "gone ·          ○┄┄┄┄┄┄┄┄┄┄┄┄ 缺失",
            "same ●○                     · ok",
        ]
    );
}

fn series(name: &str, values: &[Option<f64>]) -> LineSeries {
    let value = |value: &Option<f64>| value.map(|value| (value, value.to_string()));
    LineSeries { name: name.into(), values: values.iter().map(value).collect() }
}

#[test]
fn a_plot_prints_every_value_under_it_and_breaks_where_none_is_stated() {
    let figure = Figure::Lines(Lines {
        categories: vec!["2020".into(), "2021".into(), "2022".into()],
        series: vec![
            series("A", &[Some(0.0), Some(5.0), Some(10.0)]),
            series("B", &[Some(10.0), None, Some(0.0)]),
        ],
        unit: "n".into(),
        steps: Steps::Amounts,
    });
    let page = Page { rows: Some(9), ..Page::of(32) };
    assert_eq!(
        rows(&figure, &page),
        [
            "    10 │   ○              ·●",
            "       │              ····",
            "     5 │          ·●··",
            "       │      ····",
            "     0 │   ●··             ○",
            "       └────────────────────────",
            "     n   2020    2021    2022",
            "● A        0       5      10",
            "○ B       10       -       0",
        ]
    );
}

#[test]
fn what_is_too_long_for_its_column_goes_on_in_the_next_row_where_there_are_rows() {
    let figure = Figure::Lines(Lines {
        categories: vec!["Standard, frequent".into(), "One Zone".into()],
        series: vec![series("A", &[Some(1.0), Some(2.0)])],
        unit: "EUR/GB-month".into(),
        steps: Steps::Amounts,
    });
    let drawn = rows(&figure, &Page { rows: Some(9), ..Page::of(40) });
    assert_eq!(drawn.len(), 9);
    assert_eq!(drawn[6], "EUR/GB-month   Standard,     One Zone");
    assert_eq!(drawn[7].trim(), "frequent");
    let share = cell((Some(1.0), None), "100 %", "", "");
    let row = |label: &str| GridRow {
        label: label.into(),
        cells: vec![share.clone()],
        aside: String::new(),
        row: None,
    };
    let label = "the trials of all the other services";
    let group = GridGroup { label: String::new(), rows: vec![row(label), row("b")] };
    let grid =
        Figure::Grid(Grid { columns: vec!["A".into()], groups: vec![group], ..Grid::default() });
    let roomy = rows(&grid, &Page { rows: Some(20), ..Page::of(36) });
    assert_eq!((roomy.len(), roomy.join(" ").contains('…')), (4, false), "{roomy:#?}");
    let tight = rows(&grid, &Page { rows: Some(3), ..Page::of(36) });
    assert!(tight.len() == 3 && tight[1].contains('…'), "{tight:#?}");
}

#[test]
fn a_plot_without_room_for_its_numbers_becomes_bars() {
    let chart = Lines {
        categories: vec!["2020".into(), "2021".into()],
        series: vec![series("A", &[Some(123_456.0), Some(61_728.0)])],
        unit: String::new(),
        steps: Steps::Amounts,
    };
    let page = Page::of(20);
    assert_eq!(lines::arrange(&chart, &page), None);
    assert_eq!(
        rows(&Figure::Lines(chart), &page),
        ["2020", "  A █████████ 123456", "2021", "  A ████▌ 61728"]
    );
}

fn cell(
    (share, possible): (Option<f64>, Option<f64>),
    text: &str,
    detail: &str,
    short: &str,
) -> GridCell {
    GridCell {
        share,
        possible,
        text: text.into(),
        detail: detail.into(),
        short: short.into(),
        tone: Tone::Plain,
    }
}

fn map() -> Figure {
    let row = |label: &str, cells: Vec<GridCell>| GridRow {
        label: label.into(),
        cells,
        aside: String::new(),
        row: None,
    };
    Figure::Grid(Grid {
        columns: vec!["中国区".into(), "Global".into()],
        groups: vec![GridGroup {
            label: String::new(),
            rows: vec![
                row(
                    "计算",
                    vec![
                        cell((Some(0.2), Some(1.0)), "20-100 %", "1 of 5, 4 not stated", "1/5 ?4"),
                        cell((Some(1.0), None), "100 %", "6 of 6", "6/6"),
                    ],
                ),
                row(
                    "AI",
                    vec![
                        cell((None, Some(1.0)), "not stated", "3", "?3"),
                        cell((Some(0.0), None), "0 %", "0 of 3", "0/3"),
                    ],
                ),
            ],
        }],
        parts: ["offered", "not stated"].map(String::from),
        signs: "1/5 ~1 ?3: of 5, 1 in full, 1 limited, 3 not stated".into(),
        ..Grid::default()
    })
}

#[test]
fn a_map_shows_what_is_not_stated_at_every_width() {
    assert_eq!(
        rows(&map(), &Page::of(76)),
        [
            "██ offered   ░░ not stated",
            "      中国区                                     Global",
            "计算  ██░░░░░░ 20-100 %  1 of 5, 4 not stated    ████████    100 %  6 of 6",
            "AI    ░░░░░░░░ not stated  3                     ········      0 %  0 of 3",
        ]
    );
    assert_eq!(
        rows(&map(), &Page::of(52)),
        [
            "██ offered   ░░ not stated",
            "1/5 ~1 ?3: of 5, 1 in full, 1 limited, 3 not stated",
            "      中国区                   Global",
            "计算  █░░░░ 20-100 %  1/5 ?4   █████    100 %  6/6",
            "AI    ░░░░░ not stated  ?3     ·····      0 %  0/3",
        ]
    );
    assert_eq!(
        rows(&map(), &Page::of(38)),
        [
            "██ offered   ░░ not stated",
            "      中国区            Global",
            "计算  █░░░░ 20-100 %    █████    100 %",
            "AI    ░░░░░ not stated  ·····      0 %",
        ]
    );
    assert_eq!(
        rows(&map(), &Page::of(34)),
        [
            "██ offered   ░░ not stated",
            "计算",
            "  中国区 █░░░░░ 20-100 %  1 of 5,",
            "                          4 not",
            "                          stated",
            "  Global ██████ 100 %  6 of 6",
            "AI",
            "  中国区 ░░░░░░ not stated  3",
            "  Global ······ 0 %  0 of 3",
        ]
    );
}

#[test]
fn what_is_said_aside_stands_beside_the_cells_or_below_them() {
    let Figure::Grid(mut grid) = map() else { panic!() };
    grid.aside = "elsewhere".into();
    for row in &mut grid.groups[0].rows {
        row.aside = "Technology 1".into();
    }
    let told = GridRow {
        label: "Partners".into(),
        cells: Vec::new(),
        aside: "A 10 against B 1000 (1 %)".into(),
        row: None,
    };
    grid.groups[0].rows.push(told);
    let figure = Figure::Grid(grid);
    for cols in [100, 64, 52, 30] {
        let drawn = rows(&figure, &Page::of(cols)).join("\n");
        assert!(drawn.contains("A 10 against B 1000 (1 %)"), "{cols}: {drawn}");
        assert_eq!(drawn.contains("Technology 1"), cols != 52, "{cols}: {drawn}");
    }
}

#[test]
fn a_quadrant_is_boxes_where_there_is_room_and_a_list_where_there_is_none() {
    let item = |label: &str, across, up| Item {
        label: label.into(),
        across,
        up,
        text: format!("{}", across * up),
        short: format!("{}", across * up),
        tone: Tone::Plain,
        row: None,
    };
    let figure = Figure::Quadrant(Quadrant {
        across: "hard".into(),
        up: "wanted".into(),
        fields: ["now", "plan", "aside", "later"].map(String::from),
        names: ["now", "plan", "aside", "later"].map(String::from),
        items: vec![item("P4", 5, 5), item("标注", 1, 5), item("C7", 2, 3), item("R7", 2, 2)],
    });
    let boxes = rows(&figure, &Page { rows: Some(12), ..Page::of(64) });
    assert_eq!(
        boxes[..4],
        [
            "↑ wanted",
            "┌─ now ───────────────────── 1 ─┐┌─ plan ──────────────────── 1 ─┐",
            "│ 5 标注                       ││ 25 P4                        │",
            "└──────────────────────────────┘└──────────────────────────────┘",
        ]
        .map(|row| row.replace("──────────── 1", "─────────── 1"))
    );
    let list = rows(&figure, &Page::of(30));
    assert_eq!(list[1..5], ["now (1)", " 5 标注", "plan (1)", " 25 P4"]);
}

#[test]
fn a_field_that_is_too_full_scrolls_with_the_cursor_and_counts_the_rest() {
    let item = |at: usize| Item {
        label: format!("item{at}"),
        across: 1,
        up: 1,
        text: "1x1=1 missing".into(),
        short: "1".into(),
        tone: Tone::Plain,
        row: Some(Target::Fact(at)),
    };
    let figure = Figure::Quadrant(Quadrant {
        across: "hard".into(),
        up: "wanted".into(),
        fields: ["a long name: of a field"; 4].map(String::from),
        names: ["field"; 4].map(String::from),
        items: (0..20).map(item).collect(),
    });
    let page = |at| Page { rows: Some(12), at, ..Page::of(40) };
    let top = rows(&figure, &page(None)).join("\n");
    assert!(top.contains("│ 1 item0 ") && top.contains("… ") && top.contains(" more"), "{top}");
    assert!(top.contains("─ field ") && top.contains(" 20 ─┐"), "short names, counts: {top}");
    for at in 0..20 {
        let drawn = rows(&figure, &page(Some(Target::Fact(at)))).join("\n");
        assert!(drawn.contains(&format!(" item{at} ")), "{at}: {drawn}");
    }
    let end = rows(&figure, &page(Some(Target::Fact(19)))).join("\n");
    assert!(end.contains("… 16 above "), "{end}");
}

#[test]
fn axes_have_round_numbers_and_first_days() {
    let scale = Scale::of([2.0, 79.0].into_iter(), Steps::Amounts).rounded(4);
    assert_eq!(scale.ticks(4), [0.0, 20.0, 40.0, 60.0, 80.0]);
    assert_eq!(scale.fraction(40.0), 0.5);
    let log = Scale::of([0.0108, 2.36].into_iter(), Steps::Decades);
    assert_eq!(
        log.ticks(4).iter().map(|tick| log.text(*tick)).collect::<Vec<_>>(),
        ["0.01", "0.1", "1", "10"]
    );
    let years = Scale::of([2009.0, 2013.0].into_iter(), Steps::Points).rounded(4);
    let texts: Vec<String> = years.ticks(4).into_iter().map(|tick| years.text(tick)).collect();
    assert_eq!(texts, ["2009", "2010", "2011", "2012", "2013"]);
    let days = Days::of([day("2020-04-20"), day("2022-11-01")].into_iter()).unwrap();
    let ticks: Vec<String> = days.ticks(3).into_iter().map(|tick| tick.1).collect();
    assert_eq!(ticks, ["2021", "2022"]);
    let one = Days::of([day("2020-04-20")].into_iter()).unwrap();
    assert_eq!(one.fraction(day("2020-04-20")), 0.0);
}

const LABEL: &str = "[a-e 区域与“é…\t]{0,24}";

fn tone() -> impl Strategy<Value = Tone> {
    prop::sample::select(vec![Tone::Plain, Tone::Good, Tone::Fair, Tone::Bad, Tone::Faint])
}

prop_compose! {
    fn any_bars()(groups in prop::collection::vec((LABEL, prop::collection::vec((LABEL, -1e6..1e7_f64, tone()), 0..5)), 0..4)) -> Figure {
        let bar = |(label, value, tone): (String, f64, Tone)| Bar { label, value, text: format!("{value:.0}"), tone, row: Some(Target::Fact(1)) };
        let group = |(label, bars): (String, Vec<_>)| BarGroup { unit: label.clone(), label, bars: bars.into_iter().map(bar).collect() };
        Figure::Bars(Bars { groups: groups.into_iter().map(group).collect() })
    }
}

prop_compose! {
    fn any_lines()(categories in prop::collection::vec(LABEL, 0..8), names in prop::collection::vec(LABEL, 0..4), values in prop::collection::vec(prop::option::of(0.001..1e6_f64), 32), steps in prop::sample::select(vec![Steps::Amounts, Steps::Decades, Steps::Points])) -> Figure {
        let values = |at: usize| (0..categories.len()).map(|i| values[(at * 8 + i) % 32].map(|v| (v, format!("{v:.1}")))).collect();
        let series = names.iter().enumerate().map(|(at, name)| LineSeries { name: name.clone(), values: values(at) }).collect();
        Figure::Lines(Lines { categories: categories.clone(), series, unit: "元".into(), steps })
    }
}

prop_compose! {
    fn any_timeline()(series in prop::collection::vec(LABEL, 1..4), tracks in prop::collection::vec((LABEL, prop::collection::vec((0_usize..3, 0_i64..9000), 0..4), any::<bool>(), prop::option::of(0.0..1.0_f64), tone()), 0..6)) -> Figure {
        let track = |(label, marks, open, depth, tone): (String, Vec<(usize, i64)>, bool, Option<f64>, Tone)| Track {
            label, open, depth, tone,
            marks: marks.into_iter().map(|(series, days)| (series, day("2000-01-01") + chrono::Days::new(days as u64))).collect(),
            text: "晚 7 天".into(), row: Some(Target::Fact(3)),
        };
        Figure::Timeline(Timeline { series, tracks: tracks.into_iter().map(track).collect() })
    }
}

prop_compose! {
    fn any_stacks()(kinds in prop::collection::vec(LABEL, 0..5), stacks in prop::collection::vec((LABEL, prop::collection::vec(0.0..1e6_f64, 5)), 0..4)) -> Figure {
        let kinds_count = kinds.len();
        let stacks = stacks.into_iter().map(|(label, values)| stack(&label, &values[..kinds_count])).collect();
        Figure::Stacked(Stacked { kinds, stacks })
    }
}

prop_compose! {
    fn any_grid()(columns in prop::collection::vec(LABEL, 0..5), rows in prop::collection::vec((LABEL, prop::option::of(0.0..1.0_f64), LABEL), 0..6), heading in LABEL) -> Figure {
        let row = |(label, share, detail): (String, Option<f64>, String)| GridRow {
            cells: columns.iter().map(|_| cell((share, None), "50 %", &detail, "1/2")).collect(), label, row: None, aside: String::new(),
        };
        Figure::Grid(Grid { groups: vec![GridGroup { label: heading, rows: rows.into_iter().map(row).collect() }], columns: columns.clone(), ..Grid::default() })
    }
}

prop_compose! {
    fn any_quadrant()(items in prop::collection::vec((LABEL, 1_u8..6, 1_u8..6, tone()), 0..20)) -> Figure {
        let item = |(label, across, up, tone)| Item { label, across, up, text: "5x5=25 缺失".into(), short: "25".into(), tone, row: Some(Target::Fact(7)) };
        Figure::Quadrant(Quadrant { across: "难度".into(), up: "影响".into(), fields: ["先做", "立项", "顺手", "暂缓"].map(String::from), names: ["先", "立", "顺", "缓"].map(String::from), items: items.into_iter().map(item).collect() })
    }
}

fn any_figure() -> impl Strategy<Value = Figure> {
    prop_oneof![any_bars(), any_lines(), any_timeline(), any_stacks(), any_grid(), any_quadrant()]
}

fn any_page() -> impl Strategy<Value = Page> {
    let glyphs = prop::sample::select(vec![
        (Glyphs::Unicode, Measure::Narrow),
        (Glyphs::Ascii, Measure::Narrow),
        (Glyphs::Ascii, Measure::Wide),
    ]);
    (0_usize..150, prop::option::of(0_usize..40), glyphs).prop_map(
        |(cols, rows, (glyphs, measure))| Page { rows, glyphs, measure, ..Page::of(cols) },
    )
}

/// Whether a text is told: whole, or as a beginning that is marked as cut.
fn is_told(sheet: &Sheet, text: &str, page: &Page) -> bool {
    let text = clean(text);
    let told = |wanted: &str| sheet.rows().any(|row| row.text().contains(wanted.trim()));
    let whole = page.measure.cols(&text);
    let beginning = |cols| {
        let kept = page.measure.take(&text, cols).0.trim_end();
        format!("{kept}{}", page.glyphs.ellipsis())
    };
    told(&text) || (0..whole).any(|cols| told(&beginning(cols)))
}

proptest! {
    #[test]
    fn no_row_is_wider_than_its_page_whatever_is_drawn(figure in any_figure(), page in any_page()) {
        for row in draw(&figure, &page).rows() {
            prop_assert!(page.measure.cols(&row.text()) <= page.cols, "{:?}", row.text());
            for piece in &row.pieces {
                prop_assert_eq!(clean(&piece.text), piece.text.as_str());
            }
        }
    }

    #[test]
    fn a_drawing_in_ascii_adds_nothing_that_is_not_ascii(figure in any_figure(), cols in 0_usize..150) {
        let page = Page { glyphs: Glyphs::Ascii, ..Page::of(cols) };
        let allowed = |c: char| c.is_ascii() || "区域与“é…元晚天难度影响先做立项顺手暂缓缺失".contains(c);
        for row in draw(&figure, &page).rows() {
            prop_assert!(row.text().chars().all(allowed), "{}", row.text());
        }
    }

    #[test]
    fn every_label_is_there_or_marked_as_cut_and_every_number_is_whole(
        figure in prop_oneof![any_bars(), any_timeline(), any_grid()],
        page in (32_usize..150).prop_map(Page::of),
    ) {
        let sheet = draw(&figure, &page);
        let mut labels: Vec<&str> = Vec::new();
        let mut numbers: Vec<&str> = Vec::new();
        match &figure {
            Figure::Bars(bars) => for bar in bars.groups.iter().flat_map(|group| &group.bars) {
                labels.push(&bar.label);
                numbers.push(&bar.text);
            },
            Figure::Timeline(timeline) if timeline.tracks.iter().any(|track| !track.marks.is_empty()) => {
                for track in &timeline.tracks {
                    labels.push(&track.label);
                    numbers.push(&track.text);
                }
            }
            Figure::Grid(grid) => for row in grid.groups.iter().flat_map(|group| &group.rows) {
                labels.push(&row.label);
                numbers.extend(row.cells.iter().map(|cell| &*cell.text));
            },
            _ => {}
        }
        for label in labels {
            prop_assert!(is_told(&sheet, label, &page), "{label:?} is not told");
        }
        for number in numbers {
            prop_assert!(sheet.rows().any(|row| row.text().contains(number)), "{number} is not told");
        }
    }

    #[test]
    fn cells_of_a_stack_add_up(values in prop::collection::vec(0.0..1e6_f64, 1..8), cells in 0_usize..200) {
        let stack = stack("s", &values);
        let given: usize = stacked::shares(&stack.parts, cells).into_iter().sum();
        let whole: f64 = values.iter().sum();
        prop_assert_eq!(given, if whole > 0.0 { cells } else { 0 });
    }

    #[test]
    fn scales_keep_their_order(a in -1e6..1e6_f64, b in -1e6..1e6_f64) {
        let scale = Scale::of([a, b].into_iter(), Steps::Amounts).rounded(4);
        prop_assert!(scale.fraction(a.min(b)) <= scale.fraction(a.max(b)));
        prop_assert!(scale.ticks(4).len() <= 12);
    }
}
