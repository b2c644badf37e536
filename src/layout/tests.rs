//! Scenarios over whole drawings.

use super::*;
use crate::model::{Category, Cause};
use proptest::prelude::*;

/// A cause with causes behind it, up to three levels.
fn cause(label: &'static str) -> impl Strategy<Value = Cause> {
    let leaf = (label, 0u32..12, 0usize..3).prop_map(|(text, votes, facts)| Cause {
        text,
        votes,
        evidence: vec!["fact".to_owned(); facts],
        ..Cause::default()
    });
    leaf.prop_recursive(3, 12, 4, |inner| {
        (inner.clone(), prop::collection::vec(inner, 0..4))
            .prop_map(|(cause, causes)| Cause { causes, ..cause })
    })
}

/// Any fishbone whose labels match a pattern.
fn fishbone(label: &'static str) -> impl Strategy<Value = Fishbone> {
    let bone = (label, prop::collection::vec(cause(label), 0..5))
        .prop_map(|(name, causes)| Category { name, causes, ..Category::default() });
    (label, prop::collection::vec(bone, 0..8))
        .prop_map(|(effect, categories)| Fishbone { effect, categories }.numbered())
}

const LAYOUTS: [Layout; 4] = [Layout::Auto, Layout::Classic, Layout::Comb, Layout::Vertical];

/// Labels without the glyphs that lines are made of.
const PLAIN: &str = "([a-zA-Z0-9]{1,9}|[区域架构流程审批慢，。]|（[a-z区]{1,3}）|“区域”| |[a-z]-[a-z]|[a-z]/[a-z]){1,12}";

fn faults(fishbone: &Fishbone, options: &Options) -> Option<String> {
    let drawing = draw(fishbone, options).ok()?;
    let found = check::violations(&drawing.to_text(), fishbone, options);
    let list: Vec<String> = found.iter().map(ToString::to_string).collect();
    (!list.is_empty()).then(|| format!("{}\n{}", list.join("\n"), drawing.to_text()))
}

/// A quarter of the usual cases: each makes a dozen drawings.
fn fewer_cases() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, ..usual }
}

proptest! {
    #![proptest_config(fewer_cases())]

    #[test]
    fn every_drawing_reads_as_its_fishbone(fishbone in fishbone(PLAIN), cols in 24usize..170, weight in any::<bool>()) {
        let order = if weight { Order::Weight } else { Order::Data };
        for layout in LAYOUTS {
            for (glyphs, measure) in [(Glyphs::Unicode, Measure::Narrow), (Glyphs::Ascii, Measure::Narrow), (Glyphs::Unicode, Measure::Wide)] {
                let options = Options { layout, cols, glyphs, measure, order, ..Options::default() };
                if let Some(faults) = faults(&fishbone, &options) {
                    return Err(TestCaseError::fail(format!("{layout:?} {glyphs:?} {measure:?} {cols}\n{faults}")));
                }
            }
        }
    }

    #[test]
    fn hostile_labels_never_break_a_drawing(fishbone in fishbone("\\PC{0,40}"), cols in 30usize..170) {
        for layout in LAYOUTS {
            for measure in [Measure::Narrow, Measure::Wide] {
                let options = Options { layout, cols, measure, ..Options::default() };
                let Ok(drawing) = draw(&fishbone, &options) else { continue };
                for line in drawing.lines() {
                    prop_assert!(measure.cols(line.text()) <= cols);
                    prop_assert_eq!(measure.cols(line.text()), line.cols());
                }
            }
        }
    }

    #[test]
    fn what_a_layout_needs_is_what_it_takes(fishbone in fishbone("[a-z ]{1,30}"), cols in 1usize..60) {
        for layout in LAYOUTS {
            let options = Options { layout, cols, ..Options::default() };
            let (asked, needs) = match draw(&fishbone, &options) {
                Ok(drawing) => match drawing.misfit() {
                    Some(misfit) => (misfit.layout, misfit.needs),
                    None => continue,
                },
                Err(misfit) => (misfit.layout, misfit.needs),
            };
            let wider = draw(&fishbone, &Options { cols: needs, layout: asked, ..options });
            prop_assert!(wider.is_ok_and(|drawing| drawing.misfit().is_none()));
            let narrower = draw(&fishbone, &Options { cols: needs - 1, layout: asked, ..options });
            prop_assert!(narrower.is_err() || narrower.is_ok_and(|drawing| drawing.misfit().is_some()));
        }
    }
}

/// Six categories with four to six causes each, in Chinese and English.
fn six_bones() -> Fishbone {
    let bone = |name: &str, causes: &[&str]| {
        let mut causes: Vec<Cause> = causes.iter().map(|text| Cause::new(*text)).collect();
        if let Some(deep) = causes.pop()
            && let Some(first) = causes.first_mut()
        {
            first.causes.push(deep);
        }
        Category { name: name.into(), causes, ..Category::default() }
    };
    Fishbone {
        effect: "SageMaker 中国区功能落后于全球区".into(),
        categories: vec![
            bone(
                "合规与监管",
                &["双运营主体审批", "数据出境评估", "等保测评周期长", "光环/西云分开验收"],
            ),
            bone(
                "Regions",
                &[
                    "Separate accounts",
                    "Only two regions",
                    "Cross-border latency",
                    "IAM not shared",
                ],
            ),
            bone("算力供给", &["GPU 实例型号少", "配额审批慢", "竞价实例不足", "出口管制"]),
            bone(
                "Ecosystem",
                &[
                    "Few JumpStart models",
                    "Partner images missing",
                    "Docs untranslated",
                    "Licences",
                ],
            ),
            bone("团队与流程", &["发布列车滞后", "测试环境不足", "反馈渠道长", "中国区排期靠后"]),
            bone(
                "Price",
                &["No CNY discount", "Slow invoicing", "Rival subsidies", "RIs not portable"],
            ),
        ],
    }
    .numbered()
}

#[test]
fn any_cell_that_is_spoilt_is_found() {
    for layout in [Layout::Classic, Layout::Comb, Layout::Vertical] {
        for (cols, glyphs) in [(80, Glyphs::Unicode), (120, Glyphs::Unicode), (50, Glyphs::Ascii)] {
            let options = Options { layout, cols, glyphs, ..Options::default() };
            let text = draw(&six_bones(), &options).unwrap().to_text();
            assert_eq!(check::violations(&text, &six_bones(), &options), []);
            let places = text.char_indices().filter(|(_, c)| !c.is_whitespace());
            for (at, c) in places {
                let blank = " ".repeat(options.measure.cols(&c.to_string()));
                let spoilt = format!(
                    "{}{blank}{}",
                    text.get(..at).unwrap(),
                    text.get(at + c.len_utf8()..).unwrap()
                );
                let found = check::violations(&spoilt, &six_bones(), &options);
                assert!(!found.is_empty(), "{layout:?} {cols} without {c:?}:\n{spoilt}");
            }
        }
    }
}

#[test]
fn a_label_on_the_wrong_bone_is_found() {
    let options = Options { layout: Layout::Comb, cols: 120, ..Options::default() };
    let mut other = six_bones();
    let moved = other.categories[0].causes.remove(1);
    other.categories[2].causes.insert(1, moved);
    let text = draw(&other, &options).unwrap().to_text();
    assert!(!check::violations(&text, &six_bones(), &options).is_empty());
}

#[test]
fn no_cause_takes_more_than_three_lines_from_80_columns_on() {
    for cols in [80, 100, 120, 160] {
        let drawing = draw(&six_bones(), &Options { cols, ..Options::default() }).unwrap();
        for place in drawing.places() {
            assert!(drawing.places_of(place.part).count() <= 3, "{}", drawing.to_text());
        }
    }
}

#[test]
fn a_cause_more_changes_few_lines() {
    for (layout, most) in [(Layout::Classic, 16), (Layout::Comb, 12), (Layout::Vertical, 6)] {
        let options = Options { layout, cols: 160, ..Options::default() };
        let before = draw(&six_bones(), &options).unwrap().to_text();
        let mut more = six_bones();
        more.categories[2].causes.push(Cause::new("电力不足"));
        let after = draw(&more, &options).unwrap().to_text();
        let missing = |of: &str, from: &str| {
            of.lines().filter(|line| !from.lines().any(|other| other == *line)).count()
        };
        let changed = missing(&before, &after) + missing(&after, &before);
        assert!(changed <= most, "{layout:?} {changed}\n{before}{after}");
    }
}

#[test]
fn a_category_more_at_the_end_moves_no_other() {
    let options = Options { layout: Layout::Comb, cols: 160, ..Options::default() };
    let before = draw(&six_bones(), &options).unwrap();
    let mut more = six_bones();
    more.categories.push(Category {
        id: crate::model::NodeId(99),
        name: "新".into(),
        ..Category::default()
    });
    let after = draw(&more, &options).unwrap();
    for place in before.places().iter().filter(|place| place.part != Part::Effect) {
        assert!(after.places().contains(place), "{place:?}");
    }
}

#[test]
fn a_cursor_goes_where_one_looks() {
    let options = Options { layout: Layout::Comb, cols: 120, ..Options::default() };
    let fishbone = six_bones();
    let drawing = draw(&fishbone, &options).unwrap();
    let label = |bone: usize, cause: usize| Part::Label(fishbone.categories[bone].causes[cause].id);
    let heading = |bone: usize| Part::Heading(fishbone.categories[bone].id);
    assert_eq!(drawing.step(heading(0), Direction::Right), Some(heading(2)));
    assert_eq!(drawing.step(label(0, 2), Direction::Down), Some(heading(1)));
    assert_eq!(drawing.step(heading(1), Direction::Up), Some(label(0, 2)));
    assert_eq!(drawing.step(label(0, 1), Direction::Right), Some(label(2, 1)));
    assert_eq!(drawing.step(heading(0), Direction::Up), None);
    assert_eq!(drawing.step(heading(4), Direction::Right), Some(Part::Effect));
    let mut seen = vec![drawing.first().unwrap()];
    while let Some(next) = drawing.step(seen[seen.len() - 1], Direction::Down) {
        assert!(!seen.contains(&next));
        seen.push(next);
    }
    assert!(seen.len() > 8);
}

#[test]
fn deep_questioning_needs_columns_and_says_how_many() {
    let mut chain = Cause::new("why");
    for _ in 0..40 {
        chain = Cause { causes: vec![chain], ..Cause::new("why") };
    }
    let bone = Category { name: "Method".into(), causes: vec![chain], ..Category::default() };
    let fishbone = Fishbone { effect: "Late".into(), categories: vec![bone] }.numbered();
    let misfit = draw(&fishbone, &Options::default()).unwrap_err();
    assert_eq!(
        misfit.message(Lang::En),
        format!("the fishbone does not fit in 80 columns: it needs {}", misfit.needs)
    );
    let wide = draw(&fishbone, &Options { cols: misfit.needs, ..Options::default() }).unwrap();
    assert_eq!(wide.places().len(), 43);
}

#[test]
fn the_heaviest_bone_stands_at_the_head() {
    let mut fishbone = six_bones();
    fishbone.categories[1].causes[2].votes = 9;
    fishbone.categories[3].causes[0].votes = 5;
    let options = Options { order: Order::Weight, cols: 90, ..Options::default() };
    let col = |layout, bone: usize| {
        let drawing = draw(&fishbone, &Options { layout, ..options }).unwrap();
        let place =
            drawing.places_of(Part::Heading(fishbone.categories[bone].id)).next().copied().unwrap();
        (place.row, place.col)
    };
    assert!(col(Layout::Comb, 1).1 > col(Layout::Comb, 0).1);
    assert!(col(Layout::Comb, 3).1 > col(Layout::Comb, 5).1);
    assert!(col(Layout::Vertical, 1).0 < col(Layout::Vertical, 3).0);
}

#[test]
fn a_thousand_nodes_are_all_drawn() {
    let bone = |index: usize| Category {
        name: format!("Category {index}"),
        causes: (0..124).map(|at| Cause::new(format!("cause {index} {at} 原因"))).collect(),
        ..Category::default()
    };
    let fishbone =
        Fishbone { effect: "Late".into(), categories: (0..8).map(bone).collect() }.numbered();
    assert_eq!(fishbone.nodes(), 1000);
    for layout in LAYOUTS {
        for cols in [60, 120] {
            assert_eq!(faults(&fishbone, &Options { layout, cols, ..Options::default() }), None);
        }
    }
}

#[test]
fn the_same_fishbone_gives_the_same_bytes() {
    for layout in LAYOUTS {
        let options = Options { layout, ..Options::default() };
        let text = || draw(&six_bones(), &options).unwrap().to_text();
        assert_eq!(text(), text());
    }
}

#[test]
fn a_heading_that_ends_in_a_slash_is_not_taken_for_its_rib() {
    let bone = |name: &str| Category {
        name: name.into(),
        causes: vec![Cause::new("behind"), Cause::new("tests")],
        ..Category::default()
    };
    let categories =
        ["People", "infrastructure-as-code/deployments", "Methods", "Machines"].map(bone).into();
    let fishbone = Fishbone { effect: "Late".into(), categories }.numbered();
    for cols in 24..100 {
        let glyphs = Glyphs::Ascii;
        let options = Options { layout: Layout::Classic, cols, glyphs, ..Options::default() };
        assert_eq!(faults(&fishbone, &options), None);
    }
}
