//! **herringbone** takes a team from facts to root causes, in a terminal.
//!
//! It loads a study (a folder of TOML files), shows where a product lags, and runs the session that
//! turns those gaps into a fishbone (Ishikawa) diagram with evidence on every bone.
//!
//! # The screen, and which module makes which part
//!
//! ```text
//!  1 Overview  2 Technology  3 Price ... 7 Fishbone  8 Strategy   ✓ saved    tui::screen (PANELS)
//!  SageMaker in China: from gaps to root causes                              tui::screen
//!  [Gaps]  Releases   Figures   Problems                                     analysis::table (VIEWS)
//!  Name              Gap ↓    China       Global     │ ml.Inf1 instances     tui::facts │ tui::details
//!  P4 series (P4d)   missing  missing     available  │ China   2021-07-08      cells: analysis::table
//!  ml.Inf1           late     2021-07-08  2020-04-20 │ Global  2020-04-20      gaps:  analysis::gap
//!  2 of 56   delay of 13: mean 56.6, median 14       │ Source  ...             mean:  analysis::stats
//!                                                    │ Inf1 ██████ 444 days    tui::chart, layout::chart
//!                                                    │ ...                     of analysis::chart (CHARTS)
//!  / ground tru_                                                             tui::line, analysis::search
//!  Tab tabs  Enter details  / search  e to fishbone  ? help  q quit          command (COMMANDS)
//!
//!  People                                                                    tui::fishbone draws
//!  ├─ Few testers ▲3  ┌──────────────┐                                         layout::draw
//! ═╪═════════════════▶╡ Late release │                                         of model::board::Board
//!  Method             └──────────────┘                                         kept by session::Session
//!  └─ No staging ◆1                                                            exported by exchange
//! ```
//!
//! # The layers
//!
//! Each may use only those above it; a test holds them to it.
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
//!
//! # Where to add what
//!
//! A key or a command is a row of [`command::COMMANDS`]; a tab is a file and a row of the panels in
//! `tui::screen`; a table of facts is a row of [`analysis::table::VIEWS`], a chart of them a row of
//! [`analysis::chart::CHARTS`]; a fact kind is a variant
//! of [`model::Body`] and a shape in [`load::SHAPES`]; a format is a file and a row of
//! [`exchange::FORMATS`].

pub mod analysis;
pub mod cli;
pub mod command;
pub mod exchange;
pub mod layout;
pub mod load;
pub mod model;
pub mod session;
pub mod text;
pub mod tui;
