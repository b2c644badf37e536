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

proptest! {
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
                Err(misfit) => (Layout::Auto, misfit.needs),
            };
            let wider = draw(&fishbone, &Options { cols: needs, layout: asked, ..options });
            prop_assert!(wider.is_ok_and(|drawing| drawing.misfit().is_none()));
            let narrower = draw(&fishbone, &Options { cols: needs - 1, layout: asked, ..options });
            prop_assert!(narrower.is_err() || narrower.is_ok_and(|drawing| drawing.misfit().is_some()));
        }
    }
}
