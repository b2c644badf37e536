//! Grows a fishbone from lines that know nothing but their depth.
//!
//! It must not read text; every outline-like format (Markdown, Mermaid, CSV, XML) counts its own levels.

use super::error::{Fault, ReadError};
use crate::model::{Category, Cause, Fishbone};

/// The deepest level of causes that is read; real trees end at five.
pub(super) const MOST_LEVELS: usize = 60;

/// A fishbone in the making.
#[derive(Debug, Default)]
pub(super) struct Grower {
    fishbone: Fishbone,
    /// The level of the last cause, 1 for a cause on a rib; 0 after a category.
    level: usize,
}

impl Grower {
    pub(super) fn effect(&mut self, text: impl Into<String>) {
        self.fishbone.effect = text.into();
    }

    pub(super) fn has_effect(&self) -> bool {
        !self.fishbone.effect.is_empty()
    }

    /// Adds a node: level 0 is a category, 1 a cause on its rib, and so on; a level that skips is
    /// taken as one deeper than the node before.
    pub(super) fn add(&mut self, level: usize, cause: Cause) -> Result<(), Fault> {
        let Some(category) = self.fishbone.categories.last_mut().filter(|_| level > 0) else {
            self.fishbone.categories.push(Category { name: cause.text, ..Category::default() });
            self.level = 0;
            return Ok(());
        };
        let level = level.min(self.level + 1);
        allow(level)?;
        self.level = level;
        let mut causes = &mut category.causes;
        for _ in 1..level {
            match causes.last_mut() {
                Some(last) => causes = &mut last.causes,
                // The level before was at least as deep, so there is always a last cause.
                None => return Ok(()),
            }
        }
        causes.push(cause);
        Ok(())
    }

    /// The cause added last; `None` after a category.
    pub(super) fn last(&mut self) -> Option<&mut Cause> {
        let level = self.level.checked_sub(1)?;
        let mut cause = self.fishbone.categories.last_mut()?.causes.last_mut()?;
        for _ in 0..level {
            cause = cause.causes.last_mut()?;
        }
        Some(cause)
    }

    pub(super) fn finish(self) -> Fishbone {
        self.fishbone
    }
}

/// Whether causes may stand on a level.
pub(super) fn allow(level: usize) -> Result<(), Fault> {
    if level > MOST_LEVELS { Err(Fault::TooDeep(MOST_LEVELS)) } else { Ok(()) }
}

/// Calls back for every node, parents first: its level (as for [`Grower::add`]) and the node.
pub(super) fn walk(fishbone: &Fishbone, each: &mut dyn FnMut(usize, Node<'_>)) {
    for category in &fishbone.categories {
        each(0, Node::Category(category));
        walk_causes(&category.causes, 1, each);
    }
}

fn walk_causes(causes: &[Cause], level: usize, each: &mut dyn FnMut(usize, Node<'_>)) {
    for cause in causes {
        each(level, Node::Cause(cause));
        walk_causes(&cause.causes, level + 1, each);
    }
}

/// A category or a cause.
#[derive(Debug, Clone, Copy)]
pub(super) enum Node<'a> {
    Category(&'a Category),
    Cause(&'a Cause),
}

impl<'a> Node<'a> {
    pub(super) fn text(self) -> &'a str {
        match self {
            Self::Category(category) => &category.name,
            Self::Cause(cause) => &cause.text,
        }
    }

    pub(super) fn cause(self) -> Option<&'a Cause> {
        match self {
            Self::Category(_) => None,
            Self::Cause(cause) => Some(cause),
        }
    }
}

impl ReadError {
    /// Puts a fault of the grower on the line that caused it.
    pub(super) fn line_of(line: usize) -> impl Fn(Fault) -> Self {
        move |fault| Self::on_line(fault, line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_levels_become_one_level() {
        let mut grower = Grower::default();
        for (level, text) in [(0, "bone"), (5, "a"), (9, "b"), (2, "c"), (1, "d")] {
            grower.add(level, Cause::new(text)).unwrap();
        }
        assert_eq!(grower.last().unwrap().text, "d");
        let fishbone = grower.finish();
        let causes = &fishbone.categories[0].causes;
        assert_eq!(causes.len(), 2);
        assert_eq!(
            causes[0].causes.iter().map(|c| c.text.as_str()).collect::<Vec<_>>(),
            ["b", "c"]
        );
    }

    #[test]
    fn endless_nesting_is_refused() {
        let mut grower = Grower::default();
        let added = (0..100).try_for_each(|level| grower.add(level, Cause::new("why")));
        assert_eq!(added, Err(Fault::TooDeep(MOST_LEVELS)));
    }
}
