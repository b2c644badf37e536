//! What follows from the facts of a study: gaps, delays, shares, coverage, tables, search.
//!
//! Pure functions over the model. This layer must not read files or know a terminal.

pub mod chart;
pub mod claims;
pub mod expr;
pub mod filter;
pub mod finder;
pub mod gap;
mod hash;
pub mod overview;
pub mod search;
pub mod stats;
pub mod table;
pub mod work;
