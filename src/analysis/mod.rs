//! What follows from the facts of a study: gaps, delays, shares, coverage, tables, search.
//!
//! Pure functions over the model. This layer must not read files or know a terminal.

#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod added;
pub mod chart;
pub mod claims;
pub mod column;
pub mod columns;
pub mod compare;
pub mod counts;
pub mod delays;
pub mod difference;
mod distinct;
pub mod expr;
pub mod facets;
pub mod filter;
pub mod finder;
pub mod gap;
pub mod groups;
mod hash;
pub mod number;
pub mod overview;
pub mod prices;
#[expect(
    clippy::arithmetic_side_effects,
    reason = "positions, bits and scores of matches: no figure of a study"
)]
pub mod search;
pub(crate) mod series;
pub mod stats;
pub mod table;
pub mod totals;
mod unit;
pub mod what_if;
pub mod work;
pub(crate) mod year;
