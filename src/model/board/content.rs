//! Applying edits to what one node or one department holds.
//!
//! Must not move a node; the shape of the tree is changed in `apply` alone.

use std::mem;

use super::apply::Inverse;
use super::department::{Department, DepartmentId};
use super::node::Node;
use super::tree::check_text;
use super::{Board, Edit, EditError};
use crate::model::NodeId;

impl Board {
    pub(super) fn apply_to_departments(&mut self, edit: &Edit) -> Inverse {
        match edit {
            Edit::AddDepartment { id, name, index } => self.add_department(*id, name, *index),
            Edit::RenameDepartment { id, name } => {
                self.check_department_name(name, Some(*id))?;
                let place = self.departments.iter_mut().find(|department| department.id == *id);
                let department = place.ok_or(EditError::UnknownDepartment(*id))?;
                let before = mem::replace(&mut department.name, name.clone());
                Ok(Edit::RenameDepartment { id: *id, name: before })
            }
            Edit::RemoveDepartment { id } => self.remove_department(*id),
            _ => Ok(Edit::Batch { edits: Vec::new() }),
        }
    }

    pub(super) fn add_department(
        &mut self,
        id: DepartmentId,
        name: &str,
        index: Option<usize>,
    ) -> Inverse {
        if id.0 == 0 || self.department(id).is_some() {
            return Err(EditError::TakenDepartment(name.to_owned()));
        }
        self.check_department_name(name, None)?;
        let end = self.departments.len();
        let department = Department { id, name: name.to_owned() };
        self.departments.insert(index.map_or(end, |index| index.min(end)), department);
        self.last_department = self.last_department.max(id.0);
        Ok(Edit::RemoveDepartment { id })
    }

    fn remove_department(&mut self, id: DepartmentId) -> Inverse {
        let place = self.departments.iter().position(|department| department.id == id);
        let index = place.ok_or(EditError::UnknownDepartment(id))?;
        let uses = |node: &Node| node.raised.get(id) > 0 || node.votes.ballots.get(id) > 0;
        if self.nodes.values().any(uses) {
            return Err(EditError::DepartmentInUse(id));
        }
        let Department { id, name } = self.departments.remove(index);
        Ok(Edit::AddDepartment { id, name, index: Some(index) })
    }

    fn check_department_name(
        &self,
        name: &str,
        besides: Option<DepartmentId>,
    ) -> Result<(), EditError> {
        check_text(name)?;
        let taken = |other: &Department| Some(other.id) != besides && other.name == name;
        if self.departments.iter().any(taken) {
            return Err(EditError::TakenDepartment(name.to_owned()));
        }
        Ok(())
    }

    pub(super) fn known_department(&self, id: DepartmentId) -> Result<(), EditError> {
        self.department(id).map(|_| ()).ok_or(EditError::UnknownDepartment(id))
    }

    pub(super) fn apply_to_node(&mut self, edit: &Edit) -> Inverse {
        match edit {
            Edit::SetText { id, text } => {
                check_text(text)?;
                let before = mem::replace(&mut self.known_mut(*id)?.text, text.clone());
                Ok(Edit::SetText { id: *id, text: before })
            }
            Edit::SetNote { id, note } => {
                let before = mem::replace(&mut self.known_mut(*id)?.note, note.clone());
                Ok(Edit::SetNote { id: *id, note: before })
            }
            Edit::SetState { id, state } => {
                let before = mem::replace(&mut self.known_mut(*id)?.state, *state);
                Ok(Edit::SetState { id: *id, state: before })
            }
            Edit::Raise { id, department, delta } => self.raise(*id, *department, *delta),
            Edit::Vote { id, department, delta } => self.vote(*id, *department, *delta),
            Edit::LinkEvidence { id, fact, index } => self.link(*id, fact, *index),
            Edit::UnlinkEvidence { id, fact } => self.unlink(*id, fact),
            _ => Ok(Edit::Batch { edits: Vec::new() }),
        }
    }

    fn raise(&mut self, id: NodeId, department: DepartmentId, delta: i32) -> Inverse {
        self.known_department(department)?;
        let back = delta.checked_neg().ok_or(EditError::NoSuchCount(id))?;
        if !self.known_mut(id)?.raised.add(department, delta) {
            return Err(EditError::NoSuchCount(id));
        }
        Ok(Edit::Raise { id, department, delta: back })
    }

    fn vote(&mut self, id: NodeId, department: Option<DepartmentId>, delta: i32) -> Inverse {
        let back = delta.checked_neg().ok_or(EditError::NoSuchCount(id))?;
        if let Some(department) = department {
            self.known_department(department)?;
        }
        let votes = &mut self.known_mut(id)?.votes;
        let counted = match department {
            Some(department) => votes.ballots.add(department, delta),
            None => {
                let hands = votes.hands.checked_add_signed(delta);
                votes.hands = hands.unwrap_or(votes.hands);
                hands.is_some()
            }
        };
        if !counted {
            return Err(EditError::NoSuchCount(id));
        }
        Ok(Edit::Vote { id, department, delta: back })
    }

    fn link(&mut self, id: NodeId, fact: &str, index: Option<usize>) -> Inverse {
        check_text(fact)?;
        let evidence = &mut self.known_mut(id)?.evidence;
        if evidence.iter().any(|linked| linked == fact) {
            return Err(EditError::EvidenceLinked(fact.to_owned()));
        }
        let end = evidence.len();
        evidence.insert(index.map_or(end, |index| index.min(end)), fact.to_owned());
        Ok(Edit::UnlinkEvidence { id, fact: fact.to_owned() })
    }

    fn unlink(&mut self, id: NodeId, fact: &str) -> Inverse {
        let evidence = &mut self.known_mut(id)?.evidence;
        let place = evidence.iter().position(|linked| linked == fact);
        let index = place.ok_or_else(|| EditError::EvidenceNotLinked(fact.to_owned()))?;
        let fact = evidence.remove(index);
        Ok(Edit::LinkEvidence { id, fact, index: Some(index) })
    }
}
