//! The terminal interface.

mod canvas;
mod line;
mod theme;
