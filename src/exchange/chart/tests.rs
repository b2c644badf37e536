//! Charts as text and as pictures.

use quick_xml::events::Event;

use super::{svg, text};
use crate::analysis::chart::CHARTS;
use crate::layout::chart::Page;
use crate::load::{Origin, load};
use crate::model::Lang;
use crate::text::Measure;

fn charts(lang: Lang) -> Vec<(&'static str, crate::analysis::chart::Chart)> {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let rows: Vec<u32> = (0..).take(study.facts.len()).collect();
    CHARTS.iter().map(|kind| (kind.id, kind.chart(&study, &rows, lang).unwrap())).collect()
}

#[test]
fn texts_keep_to_their_width_with_title_and_notes() {
    for lang in [Lang::Zh, Lang::En] {
        for (id, chart) in charts(lang) {
            for cols in [24, 40, 72, 100, 160] {
                let text = text(&chart, &Page { lang, ..Page::of(cols) });
                for line in text.lines() {
                    assert!(Measure::Narrow.cols(line) <= cols, "{id} {cols}: {line}");
                }
            }
            assert!(text(&chart, &Page::of(100)).starts_with(&chart.title));
        }
    }
}

#[test]
fn a_picture_is_well_formed_has_a_title_and_spoils_nothing_around_it() {
    for (id, chart) in charts(Lang::Zh) {
        let picture = svg(&chart);
        let mut reader = quick_xml::Reader::from_str(&picture);
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{id}: {error}"),
            }
        }
        assert!(picture.contains(&format!("<title>{}</title>", chart.title)), "{id}");
        assert!(!picture.contains("href") && !picture.contains("NaN"), "{id}");
        let style = picture.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        for rule in style.lines().filter(|line| line.contains('{') && !line.contains("@media")) {
            assert!(rule.trim_start().starts_with(".hb-chart "), "{id} styles the page: {rule}");
        }
    }
}

#[test]
fn signs_in_a_picture_are_explained_in_it() {
    for lang in [Lang::Zh, Lang::En] {
        for (id, chart) in charts(lang) {
            let picture = svg(&chart);
            let body = picture.split_once("</style>").unwrap().1;
            let signed = body
                .lines()
                .any(|line| line.contains("/") && line.contains(" ?") && line.contains("<text"));
            let told =
                ["of 5, 1 in full", "5 项中 1 项完整"].iter().any(|legend| body.contains(legend));
            assert!(!signed || told, "{id}: {body}");
        }
    }
}

#[test]
fn numbers_stand_in_the_picture_beside_their_marks() {
    let all = charts(Lang::En);
    let picture = |id: &str| svg(&all.iter().find(|chart| chart.0 == id).unwrap().1);
    for (id, told) in [
        ("delays", "444 days"),
        ("tco-by-cost", "USD 2,460,414"),
        ("savings", "-114,211 (-4 %)"),
        ("cuts", "-58 % indirect"),
        ("exposure-shares", "10.84 %"),
        ("quadrant", "5x5=25 missing"),
        ("whole-stack", "not stated"),
        ("whole-stack", "class=\"hatch\""),
        ("whole-stack", ">Security &amp; compliance</text>"),
        ("whole-stack", "against Global"),
    ] {
        assert!(picture(id).contains(told), "{id} lacks {told}");
    }
}
