//! What follows from the facts of a study: gaps, delays, shares, coverage, tables, search.
//!
//! Pure functions over the model. This layer must not read files or know a terminal.

pub mod chart;
pub mod claims;
pub mod columns;
pub mod compare;
pub mod difference;
mod distinct;
pub mod expr;
pub mod facets;
pub mod filter;
pub mod finder;
pub mod gap;
pub mod groups;
mod hash;
pub mod overview;
pub mod prices;
pub mod search;
pub mod stats;
pub mod sums;
pub mod table;
pub mod totals;
pub mod what_if;
pub mod work;
