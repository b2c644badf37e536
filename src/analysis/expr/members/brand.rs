//! The members of exposure per year, events and customers.

use super::{Known, count, market, own, texts, worded};
use crate::analysis::expr::value::Value;
use crate::analysis::stats::share;
use crate::model::{MarketIndex, Study};

pub(super) static EXPOSURE: &[Known] = own! { Exposure b, s, fact;
    "year": count(Some(b.year)),
    "posts": count(b.posts),
    "all_posts": count(b.all_posts),
    "features": count(b.features),
    "all_features": count(b.all_features),
    "posts_share" ("posts 占 all_posts 的百分比", "posts in percent of all_posts"):
        share(b.posts, b.all_posts).map(Value::from),
    "features_share" ("features 占 all_features 的百分比", "features in percent of all_features"):
        share(b.features, b.all_features).map(Value::from),
};

pub(super) static EVENT: &[Known] = own! { Event b, s, fact;
    "year": count(Some(b.year)),
    "market": b.market.and_then(|index| market(s.study, index)),
    "markets" ("market 的列表", "market as a list"): only(s.study, b.market),
    "sessions": count(b.sessions),
    "speakers": texts(&b.speakers),
    "home_speakers": count(b.home_speakers),
};

pub(super) static CUSTOMER: &[Known] = own! { Customer b, s, fact;
    "market": b.market.and_then(|index| market(s.study, index)),
    "markets" ("market 的列表", "market as a list"): only(s.study, b.market),
    "home": Value::Flag(b.home),
    "industry": worded(b.industry.as_ref()),
    "uses": worded(b.uses.as_ref()),
};

fn only(study: &Study, index: Option<MarketIndex>) -> Value {
    Value::List(index.and_then(|index| market(study, index)).into_iter().collect())
}
