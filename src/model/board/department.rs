//! Departments that take part in a session, and counts kept per department.
//!
//! Must not decide who may see a department's mark; that is `view`'s only task.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Identity of a department inside one board.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct DepartmentId(pub u32);

/// A department (or a person, or a role) that raises ideas and votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Identity; survives a change of name.
    pub id: DepartmentId,
    /// The name as shown; unique on its board.
    pub name: String,
}

/// Whole numbers per department, zero where nothing was counted: votes cast, times raised.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Share>", into = "Vec<Share>")]
pub struct Tally(BTreeMap<DepartmentId, u32>);

/// One entry of a written tally. A list of these is readable in TOML and in JSON alike, where a
/// map would need text keys.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Share {
    department: DepartmentId,
    count: u32,
}

impl Tally {
    /// The count of one department.
    #[must_use]
    pub fn get(&self, department: DepartmentId) -> u32 {
        self.0.get(&department).copied().unwrap_or(0)
    }

    /// The sum over all departments.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.0.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Departments with a count above zero, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (DepartmentId, u32)> + '_ {
        self.0.iter().map(|(department, count)| (*department, *count))
    }

    /// How many departments have a count above zero.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no department has a count above zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Changes one count; false, and no change, where the result would not be a count.
    pub(super) fn add(&mut self, department: DepartmentId, delta: i32) -> bool {
        match self.get(department).checked_add_signed(delta) {
            Some(0) => {
                self.0.remove(&department);
                true
            }
            Some(count) => {
                self.0.insert(department, count);
                true
            }
            None => false,
        }
    }

    /// Adds the counts of `other`.
    pub(super) fn absorb(&mut self, other: &Self) {
        for (department, count) in other.iter() {
            let sum = self.get(department).saturating_add(count);
            self.0.insert(department, sum);
        }
    }
}

impl FromIterator<(DepartmentId, u32)> for Tally {
    /// Counts of one department are summed; zeros are left out.
    fn from_iter<I: IntoIterator<Item = (DepartmentId, u32)>>(counts: I) -> Self {
        let mut tally = Self::default();
        for (department, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            let sum = tally.get(department).saturating_add(count);
            tally.0.insert(department, sum);
        }
        tally
    }
}

impl From<Vec<Share>> for Tally {
    fn from(shares: Vec<Share>) -> Self {
        shares.into_iter().map(|share| (share.department, share.count)).collect()
    }
}

impl From<Tally> for Vec<Share> {
    fn from(tally: Tally) -> Self {
        tally.iter().map(|(department, count)| Share { department, count }).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_never_falls_below_zero_and_a_zero_is_forgotten() {
        let mut tally = Tally::default();
        assert!(tally.add(DepartmentId(1), 2));
        assert!(!tally.add(DepartmentId(1), -3));
        assert_eq!(tally.get(DepartmentId(1)), 2);
        assert!(tally.add(DepartmentId(1), -2));
        assert!(tally.is_empty());
    }
}
