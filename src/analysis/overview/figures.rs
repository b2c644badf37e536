//! The headline figures of a dimension.
//!
//! Each is computed from the facts; none may be taken from what somebody printed.

use rust_decimal::Decimal;

use super::Figure;
use crate::analysis::compare;
use crate::analysis::delays::days_text;
use crate::analysis::gap::{delay_between, standing};
use crate::analysis::groups::Tally;
use crate::analysis::number::{percent_text, round_half_away, short_text, whole_text};
use crate::analysis::prices::{compare, ratio};
use crate::analysis::stats::{percent, summary};
use crate::analysis::table::Tone;
use crate::analysis::totals::{Totals, costs};
use crate::analysis::what_if::WhatIf;
use crate::model::{Body, Dimension, Exposure, Fact, Lang, MarketIndex, Study};

/// The figures of a dimension that its facts can give.
pub(super) fn figures(study: &Study, dimension: Dimension, lang: Lang) -> Vec<Figure> {
    let facts: Vec<&Fact> = study.facts.iter().filter(|fact| fact.dimension == dimension).collect();
    let mut figures = changes(study, dimension, lang);
    figures.extend(coverage(study, &facts, lang));
    figures.extend(delays(study, &facts, lang));
    figures.extend(cuts(study, &facts, lang));
    figures.extend(cost(study, &facts, lang));
    figures.extend(prices(study, &facts, lang));
    figures.extend(exposure(&facts, lang));
    figures.extend(customers(&facts, lang));
    figures
}

fn figure(label: (&str, &str), value: String, (tone, lang): (Tone, Lang)) -> Figure {
    Figure { label: lang.pick(label.0, label.1).to_owned(), value, tone }
}

/// What changed since the earlier edition, by kind; the rates with the prices that they move.
fn changes(study: &Study, dimension: Dimension, lang: Lang) -> Vec<Figure> {
    if study.former.is_none() {
        return Vec::new();
    }
    let tally = compare::tally(study, &compare::rows(study, dimension));
    let text = match compare::tally_text(&tally, lang) {
        none if none.is_empty() => lang.pick("无", "none").to_owned(),
        text => text,
    };
    let rates = compare::rates(study).into_iter().filter(|_| dimension == Dimension::Price);
    let rates = rates.map(|rate| {
        figure(("汇率", "Rate"), format!("{} {}", rate.word, rate.text(lang)), (rate.tone(), lang))
    });
    std::iter::once(figure(("变化", "Changes"), text, (Tone::Plain, lang))).chain(rates).collect()
}

/// How much of what is stated the home market has in full; what is not stated counts for neither.
fn coverage(study: &Study, facts: &[&Fact], lang: Lang) -> Vec<Figure> {
    // As below the tables: what is not there is not covered, even if the reference lacks it as well.
    let tally = Tally::of(facts.iter().filter_map(|fact| standing(study, fact)));
    let Some(share) = tally.coverage().map(whole_text) else { return Vec::new() };
    let Tally { missing, limited, not_stated: unknown, .. } = tally;
    let (stated, share) = (tally.stated(), percent_text(share, lang));
    let covered = lang.pick(
        format!("{share}（{stated} 项中；另 {unknown} 项未说明）"),
        format!("{share} of {stated} ({unknown} not stated)"),
    );
    let open = lang.pick(
        format!("{missing} 项缺失，{limited} 项受限"),
        format!("{missing} missing, {limited} limited"),
    );
    let tone = if missing + limited > 0 { Tone::Bad } else { Tone::Good };
    vec![
        figure(("差距", "Gaps"), open, (tone, lang)),
        figure(("覆盖", "Coverage"), covered, (Tone::Plain, lang)),
    ]
}

/// The longest delay, and the median beside the mean, which one row can distort.
fn delays(study: &Study, facts: &[&Fact], lang: Lang) -> Vec<Figure> {
    let days =
        facts.iter().filter_map(|fact| delay_between(study.pair, fact)).map(|days| days as f64);
    let Some(all) = summary(days) else { return Vec::new() };
    let [max, mean, median] = [all.max, all.mean, all.median].map(days_text);
    let longest = lang.pick(format!("{max} 天"), format!("{max} days"));
    let middle =
        lang.pick(format!("{median} 天（平均 {mean}）"), format!("{median} days (mean {mean})"));
    let tone = if all.max > 0.0 { Tone::Bad } else { Tone::Good };
    vec![
        figure(("最长延迟", "Longest delay"), longest, (tone, lang)),
        figure(("延迟中位数", "Median delay"), middle, (Tone::Plain, lang)),
    ]
}

/// Direct price cuts in the home market against the reference market.
fn cuts(study: &Study, facts: &[&Fact], lang: Lang) -> Option<Figure> {
    let cuts: Vec<_> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::PriceCut(cut) => Some(cut),
            _ => None,
        })
        .collect();
    let of = |market| cuts.iter().filter(|cut| cut.markets.contains(&market)).count();
    let pair = study.pair;
    let (home, reference) = (of(pair.home), of(pair.reference));
    let names = |market| study.market_name(market, lang);
    let value = lang.pick(
        format!("{} {home} 次，{} {reference} 次", names(pair.home), names(pair.reference)),
        format!("{home} in {}, {reference} in {}", names(pair.home), names(pair.reference)),
    );
    let tone = if home < reference { Tone::Bad } else { Tone::Good };
    (!cuts.is_empty()).then(|| figure(("列明的降价", "Cuts listed"), value, (tone, lang)))
}

/// The platform with the lowest total cost; of several scenarios, how often each is that.
fn cost(study: &Study, facts: &[&Fact], lang: Lang) -> Option<Figure> {
    let label = ("总成本最低", "Lowest total cost");
    let each = costs(study, facts.iter().copied(), &WhatIf::default());
    let name = |at: usize| study.platforms.get(at).map_or("", |label| label.name.get(lang));
    if let [one] = each.as_slice() {
        let totals = match one {
            Ok(totals) => totals,
            Err(error) => return Some(figure(label, error.message(lang), (Tone::Faint, lang))),
        };
        let cheapest = totals.cheapest()?;
        let total = short_text(totals.total(cheapest)?, 2);
        let value = format!("{} {} {total}", name(cheapest), totals.currency);
        return Some(figure(label, value, (Tone::Good, lang)));
    }
    let cheapest: Vec<usize> = each.iter().flatten().filter_map(Totals::cheapest).collect();
    let told = (0..study.platforms.len()).filter_map(|at| {
        let count = cheapest.iter().filter(|cheapest| **cheapest == at).count();
        (count > 0).then(|| format!("{} {count}", name(at)))
    });
    let told = told.collect::<Vec<_>>().join(lang.pick("，", ", "));
    let value = lang.pick(
        format!("{told}（{} 个场景）", each.len()),
        format!("{told} of {} scenarios", each.len()),
    );
    (!cheapest.is_empty()).then(|| figure(label, value, (Tone::Good, lang)))
}

/// How many prices there are, how often each market is the cheapest, and the largest ratio.
fn prices(study: &Study, facts: &[&Fact], lang: Lang) -> Vec<Figure> {
    let price = |fact: &&'_ Fact| matches!(fact.body, Body::Price(_));
    let stated = facts.iter().filter(|fact| price(fact)).count();
    if stated == 0 {
        return Vec::new();
    }
    let mut cheapest = vec![0_usize; study.markets.len()];
    let mut largest: Option<(Decimal, &str)> = None;
    for fact in facts {
        let Body::Price(price) = &fact.body else { continue };
        let market = compare(study, price).cheapest();
        if let Some(count) = market.and_then(|market| cheapest.get_mut(market.0)) {
            *count += 1;
        }
        if let Some(ratio) = ratio(study, price)
            && largest.is_none_or(|(known, _)| ratio > known)
        {
            largest = Some((ratio, fact.name.get(lang)));
        }
    }
    let mut figures =
        vec![figure(("价格条数", "Prices listed"), stated.to_string(), (Tone::Plain, lang))];
    let count = |(market, count): (usize, &usize)| {
        let name = study.market_name(MarketIndex(market), lang);
        lang.pick(format!("{name} {count} 项"), format!("{name} {count}"))
    };
    if cheapest.iter().any(|count| *count > 0) {
        let counts: Vec<String> = cheapest.iter().enumerate().map(count).collect();
        let text = counts.join(lang.pick("，", ", "));
        figures.push(figure(("最便宜的市场", "Cheapest market"), text, (Tone::Plain, lang)));
    }
    if let Some((ratio, name)) = largest {
        let tone = if ratio > Decimal::ONE { Tone::Fair } else { Tone::Good };
        let text = format!("{} {name}", short_text(ratio, 3));
        figures.push(figure(("最大比值", "Largest ratio"), text, (tone, lang)));
    }
    figures
}

/// The share of posts in the latest year against the best year.
fn exposure(facts: &[&Fact], lang: Lang) -> Option<Figure> {
    let share = |year: &Exposure| {
        let (posts, all) = (year.posts?, year.all_posts.filter(|all| *all > 0)?);
        let share = percent(Decimal::from(posts), Decimal::from(all))?;
        Some((round_half_away(share, 1), year.year))
    };
    let mut shares: Vec<(Decimal, i32)> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Exposure(year) => share(year),
            _ => None,
        })
        .collect();
    shares.sort_by_key(|(_, year)| *year);
    let latest = shares.last().copied()?;
    let best = shares.iter().copied().max_by_key(|share| share.0)?;
    let [now, most] = [latest, best].map(|(share, _)| percent_text(format!("{share:.1}"), lang));
    let value = lang.pick(
        format!("{} 年 {now}（最高 {} 年 {most}）", latest.1, best.1),
        format!("{now} in {} (best {most} in {})", latest.1, best.1),
    );
    let tone = if latest.0 < best.0 { Tone::Fair } else { Tone::Good };
    Some(figure(("博客占比", "Share of posts"), value, (tone, lang)))
}

/// How many of the customers named are of the home market.
fn customers(facts: &[&Fact], lang: Lang) -> Option<Figure> {
    let homes: Vec<bool> = facts
        .iter()
        .filter_map(|fact| match &fact.body {
            Body::Customer(customer) => Some(customer.home),
            _ => None,
        })
        .collect();
    let (home, all) = (homes.iter().filter(|home| **home).count(), homes.len());
    let value =
        lang.pick(format!("{all} 家中本土 {home} 家"), format!("{home} of {all} are local"));
    let tone = if home * 2 < all { Tone::Bad } else { Tone::Good };
    (all > 0).then(|| figure(("具名客户", "Customers named"), value, (tone, lang)))
}
