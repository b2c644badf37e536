//! **herringbone** takes a team from facts to root causes, in a terminal.
//!
//! The layers, each of which may use only those above it:
//!
//! ```text
//! model      what a study, a board and a fishbone are; no I/O, no terminal, no clock
//! load       TOML -> model; collects every problem with its place
//! analysis   model -> findings: delays, ratios, shares, coverage, search
//! session    journal of edits; undo and redo; crash-safe store; replay
//! text       the one place that measures, cuts, pads and wraps text in columns
//! layout     fishbone -> placed labels and strokes on a character grid
//! exchange   one file per format, in and out, one FORMATS table
//! command    one COMMANDS table: keys, labels, when enabled, what it does
//! tui        run loop, state, effects, theme, one file per tab
//! cli        arguments, subcommands, exit codes
//! ```

pub mod analysis;
pub mod command;
pub mod exchange;
pub mod layout;
pub mod load;
pub mod model;
pub mod session;
pub mod text;
pub mod tui;
