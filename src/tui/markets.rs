//! The list from which the two markets to compare are picked.
//!
//! A study of few markets lists its pairs; of many, one market after the other. It must not change
//! anything; what is picked becomes the pair in `update`.

use super::pages::Overlay;
use super::state::State;
use crate::analysis::search::Query;
use crate::model::{Lang, MarketIndex, Pair};

/// Up to how many markets every pair is listed.
const LISTED: usize = 4;

/// An entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice {
    /// These two.
    Pair(Pair),
    /// This market, against one that is picked next.
    Home(MarketIndex),
}

impl Choice {
    /// What the list shows.
    pub(crate) fn text(self, state: &State) -> String {
        match self {
            Self::Pair(pair) => pair.text(state.study(), state.lang),
            Self::Home(home) => state.study().market_name(home, state.lang).to_owned(),
        }
    }

    /// Whether it is what is compared now.
    pub(crate) fn is_current(self, state: &State) -> bool {
        let pair = state.study().pair;
        match self {
            Self::Pair(chosen) => chosen == pair,
            Self::Home(home) => home == pair.home,
        }
    }
}

/// The entries for what was typed, best first; `home` is the market that was picked before.
pub(crate) fn choices(state: &State, home: Option<MarketIndex>, typed: &str) -> Vec<Choice> {
    let study = state.study();
    let all: Vec<Choice> = match home {
        Some(home) => {
            let others = study.market_indexes().filter(|market| *market != home);
            others.map(|reference| Choice::Pair(Pair { home, reference })).collect()
        }
        None if study.markets.len() <= LISTED => Pair::all(study).map(Choice::Pair).collect(),
        None => study.market_indexes().map(Choice::Home).collect(),
    };
    let query = Query::new(typed);
    // Whoever types `cr ap` means CR against AP, not the other way round.
    let first = typed.split_whitespace().next().unwrap_or_default().to_lowercase();
    let score = |choice: &Choice| {
        let text = choice.text(state);
        let score = query.score_of([text.as_str()].into_iter())?;
        Some((text.to_lowercase().starts_with(&first), score))
    };
    let mut scored: Vec<((bool, i64), Choice)> =
        all.into_iter().filter_map(|choice| Some((score(&choice)?, choice))).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, choice)| choice).collect()
}

/// The heading of the list.
pub(crate) fn title(state: &State, home: Option<MarketIndex>) -> String {
    let lang: Lang = state.lang;
    match home {
        Some(home) => {
            let name = state.study().market_name(home, lang);
            lang.pick(format!("{name}与谁比较"), format!("{name} against which market"))
        }
        None if state.study().markets.len() <= LISTED => {
            lang.pick("比较哪两个市场", "Compare which markets").to_owned()
        }
        None => lang.pick("比较哪个市场", "Compare which market").to_owned(),
    }
}

/// What stands behind the entry that is marked.
pub(crate) fn now(lang: Lang) -> &'static str {
    lang.pick("  现在比较的", "  compared now")
}

/// The list, its cursor on what is compared now.
pub(crate) fn overlay(state: &State, home: Option<MarketIndex>) -> Overlay {
    let choices = choices(state, home, "");
    let mut scroll = super::scroll::Scroll::new(choices.len());
    let current = choices.iter().position(|choice| choice.is_current(state));
    scroll.select(current.unwrap_or(0));
    Overlay::Markets(home, super::line::Line::default(), scroll)
}
