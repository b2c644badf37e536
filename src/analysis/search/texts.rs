//! The texts of a fact that are searched beside its names and its id.
//!
//! One list for the index; must not know how it is kept.

use crate::model::{Body, Fact, Lang, Localized, Study};

/// How a text is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// A short name: its letters may be typed with gaps.
    Label,
    /// Sentences, in which any letters are found somewhere: what is typed must stand there.
    Prose,
}

/// Hands over every text of a fact, in both languages.
pub(super) fn each<'s>(study: &'s Study, fact: &'s Fact, mut take: impl FnMut(&'s str, Style)) {
    let mut both = |text: &'s Localized, style| {
        for lang in [Lang::Zh, Lang::En] {
            take(text.get(lang), style);
        }
    };
    if let Some(source) = fact.source.as_deref().and_then(|id| study.source(id)) {
        both(&source.title, Style::Label);
    }
    for remark in [fact.note(), fact.doubt()].into_iter().flatten() {
        both(remark, Style::Prose);
    }
    if let Some(workaround) = fact.effort().and_then(|effort| effort.workaround.as_ref()) {
        both(workaround, Style::Prose);
    }
    localized(&fact.body, &mut both);
    let mut label = |id: &'s str| {
        for lang in [Lang::Zh, Lang::En] {
            take(study.category_name(id, lang), Style::Label);
        }
    };
    fact.category.as_deref().into_iter().for_each(&mut label);
    match &fact.body {
        Body::Capability(body) => body.layer.as_deref().into_iter().for_each(label),
        Body::PriceCut(body) => body.layer.as_deref().into_iter().for_each(label),
        Body::Tco(body) => [&*body.phase, &*body.cost].into_iter().for_each(label),
        Body::Release(body) => {
            body.group.as_deref().into_iter().for_each(|text| take(text, Style::Label));
        }
        Body::Claim(body) => take(&body.value, Style::Label),
        _ => {}
    }
}

/// What a kind says in words.
fn localized<'s>(body: &'s Body, both: &mut impl FnMut(&'s Localized, Style)) {
    let mut label = |text: &'s Localized| both(text, Style::Label);
    match body {
        Body::Series(body) => label(&body.unit),
        Body::Count(body) => label(&body.unit),
        Body::Price(body) => {
            [Some(&body.service), body.tier.as_ref(), Some(&body.unit)]
                .into_iter()
                .flatten()
                .for_each(label);
        }
        Body::Tco(body) => body.scenario.iter().for_each(label),
        Body::Event(body) => body.speakers.iter().for_each(label),
        Body::Customer(body) => body.industry.iter().chain(&body.uses).for_each(label),
        Body::Interview(body) => [&body.role, &body.topic].into_iter().for_each(label),
        Body::Claim(body) => body.unit.iter().for_each(label),
        _ => {}
    }
    let mut prose = |text: &'s Localized| both(text, Style::Prose);
    match body {
        Body::Capability(body) => body.limit.as_deref().into_iter().for_each(prose),
        Body::FreeTier(body) => body.offers.stated().for_each(|(_, offer)| prose(offer)),
        Body::Pest(body) => prose(&body.text),
        Body::Swot(body) => prose(&body.text),
        Body::Tows(body) => prose(&body.text),
        Body::Interview(body) => body.questions.iter().chain(&body.summary).for_each(prose),
        Body::Problem(body) => prose(&body.text),
        Body::Measure(body) => prose(&body.text),
        Body::Claim(body) => prose(&body.text),
        _ => {}
    }
}
