//! The snapshot of a session as TOML: for people, for git, and to start from.
//!
//! Must not leave anything out: a board read from its snapshot equals the board written. One more
//! idea is one more block at its place, so that a diff shows what the room did.

use serde::{Deserialize, Serialize};

use super::record::{Header, Seq, SessionId, VERSION};
use crate::model::NodeId;
use crate::model::board::{
    Attribution, Board, Department, DepartmentId, Edit, EditError, Moment, Node, Parent,
    PhaseStart, PlannedTime, State, Tally, Votes,
};

/// A session at one moment, without its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The session.
    pub session: SessionId,
    /// The study it belongs to; empty for none.
    pub study: String,
    /// When the session began.
    pub created: Moment,
    /// The last line of the journal that the board sums up.
    pub seq: Seq,
    /// The board after that line.
    pub board: Board,
}

impl Snapshot {
    /// Of a session's board as it is after line `seq`.
    #[must_use]
    pub fn new(header: &Header, seq: Seq, board: Board) -> Self {
        let Header { session, study, created, .. } = header.clone();
        Self { session, study, created, seq, board }
    }

    /// The snapshot as TOML.
    ///
    /// # Errors
    /// Where the board holds something TOML cannot say.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(&Written::from(self))
    }

    /// Reads a snapshot.
    ///
    /// # Errors
    /// With line and column, where it is no snapshot or the board does not hang together.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let written: Written = toml::from_str(text)?;
        written.try_into().map_err(serde::de::Error::custom)
    }

    /// The header of a journal that goes on from here.
    #[must_use]
    pub fn header(&self) -> Header {
        Header::new(self.session.clone(), &self.study, self.created)
    }
}

/// The keys of the file, in its order. Singular names read well above a block each.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// What the file is: always `snapshot`.
    herringbone: String,
    version: u32,
    session: SessionId,
    #[serde(default)]
    study: String,
    created: Moment,
    seq: Seq,
    #[serde(default)]
    topic: String,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    attribution: Attribution,
    #[serde(default)]
    votes_revealed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    votes_each: Option<u32>,
    #[serde(default)]
    department: Vec<Department>,
    #[serde(default)]
    phase: Vec<PhaseStart>,
    #[serde(default)]
    plan: Vec<PlannedTime>,
    #[serde(default)]
    idea: Vec<WrittenNode>,
}

/// A node with its place in one key and its counts as `"2 Marketing"`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNode {
    id: NodeId,
    #[serde(default, skip_serializing_if = "is_false")]
    group: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    under: Option<NodeId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merged_into: Option<NodeId>,
    text: String,
    written: Moment,
    #[serde(default, skip_serializing_if = "is_default")]
    state: State,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    raised: Vec<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    hands: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ballots: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

fn is_false(value: &bool) -> bool {
    !value
}

impl From<&Snapshot> for Written {
    fn from(snapshot: &Snapshot) -> Self {
        let board = &snapshot.board;
        Self {
            herringbone: "snapshot".to_owned(),
            version: VERSION,
            session: snapshot.session.clone(),
            study: snapshot.study.clone(),
            created: snapshot.created,
            seq: snapshot.seq,
            topic: board.topic().to_owned(),
            rules: board.rules().to_vec(),
            attribution: board.attribution(),
            votes_revealed: board.votes_revealed(),
            votes_each: board.budget_set(),
            department: board.departments().to_vec(),
            phase: board.phases().to_vec(),
            plan: board.planned().to_vec(),
            idea: board.nodes_in_order().map(|node| WrittenNode::of(node, board)).collect(),
        }
    }
}

impl WrittenNode {
    fn of(node: &Node, board: &Board) -> Self {
        let counts = |tally: &Tally| {
            let named = |(id, count)| Some(format!("{count} {}", board.department(id)?.name));
            tally.iter().filter_map(named).collect()
        };
        let (under, merged_into) = match node.parent {
            Parent::Under(above) => (Some(above), None),
            Parent::Merged(into) => (None, Some(into)),
            Parent::Groups | Parent::Inbox => (None, None),
        };
        Self {
            id: node.id,
            group: node.is_group(),
            under,
            merged_into,
            text: node.text.clone(),
            written: node.created_at,
            state: node.state,
            raised: counts(&node.raised),
            hands: node.votes.hands,
            ballots: counts(&node.votes.ballots),
            evidence: node.evidence.clone(),
            note: node.note.clone(),
        }
    }

    fn node(self, departments: &[Department]) -> Result<Node, String> {
        let parent = match (self.group, self.under, self.merged_into) {
            (true, None, None) => Parent::Groups,
            (false, Some(above), None) => Parent::Under(above),
            (false, None, Some(into)) => Parent::Merged(into),
            (false, None, None) => Parent::Inbox,
            _ => return Err(format!("idea {} hangs in two places", self.id.0)),
        };
        let counts = |written: &[String]| -> Result<Tally, String> {
            written.iter().map(|count| count_of(count, departments)).collect()
        };
        let votes = Votes { hands: self.hands, ballots: counts(&self.ballots)? };
        Ok(Node {
            state: self.state,
            raised: counts(&self.raised)?,
            votes,
            evidence: self.evidence,
            note: self.note,
            ..Node::new(self.id, parent, self.text, self.written)
        })
    }
}

/// Reads `"2 Marketing"`.
fn count_of(written: &str, departments: &[Department]) -> Result<(DepartmentId, u32), String> {
    let parts = written.split_once(' ').and_then(|(count, name)| {
        let department = departments.iter().find(|department| department.name == name)?;
        Some((department.id, count.parse().ok()?))
    });
    parts.ok_or_else(|| format!("{written:?} should be a count, a blank and a department's name"))
}

impl TryFrom<Written> for Snapshot {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        if written.herringbone != "snapshot" || written.version > VERSION {
            return Err("this is no snapshot that this version of herringbone reads".to_owned());
        }
        let mut board = Board::default();
        let refused = |error: EditError| error.to_string();
        let mut apply = |edit| board.apply(&edit, written.created).map(drop).map_err(refused);
        apply(Edit::SetTopic { topic: written.topic })?;
        apply(Edit::SetRules { rules: written.rules })?;
        apply(Edit::SetAttribution { attribution: written.attribution })?;
        apply(Edit::RevealVotes { revealed: written.votes_revealed })?;
        apply(Edit::SetBudget { votes: written.votes_each })?;
        apply(Edit::SetPhases { phases: written.phase })?;
        for PlannedTime { phase, minutes } in written.plan {
            apply(Edit::SetMinutes { phase, minutes: Some(minutes) })?;
        }
        for Department { id, name } in &written.department {
            apply(Edit::AddDepartment { id: *id, name: name.clone(), index: None })?;
        }
        for node in written.idea {
            let nodes = vec![node.node(&written.department)?];
            apply(Edit::Restore { nodes, index: None })?;
        }
        let Written { session, study, created, seq, .. } = written;
        Ok(Self { session, study, created, seq, board })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::board::random::any_edit;

    fn snapshot_of(board: Board) -> Snapshot {
        let header = Header::new(SessionId::new("s").unwrap(), "study", Moment::default());
        Snapshot::new(&header, Seq(7), board)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        #[test]
        fn any_board_reads_back_as_written(
            edits in proptest::collection::vec(any_edit(), 0..120)
        ) {
            let mut board = Board::default();
            for edit in &edits {
                let _ = board.apply(edit, Moment::default());
            }
            let snapshot = snapshot_of(board);
            let text = snapshot.to_toml().unwrap();
            prop_assert_eq!(Snapshot::from_toml(&text).unwrap(), snapshot);
        }
    }

    #[test]
    fn a_snapshot_reads_like_an_outline() {
        let mut board = Board::default();
        let now = Moment::default();
        let department = board.new_department("R&D 二部");
        board.apply(&department, now).unwrap();
        let id = board.departments()[0].id;
        board.apply(&board.new_group("内容"), now).unwrap();
        let parent = Parent::Under(board.groups()[0]);
        board.apply(&board.new_node(parent, "说明文档较少", Some(id)), now).unwrap();
        let text = snapshot_of(board).to_toml().unwrap();
        let ideas = text.split_once("[[idea]]\n").unwrap().1;
        let expected = "id = 1\ngroup = true\ntext = \"内容\"\nwritten = \"1970-01-01T00:00:00Z\"\n\n\
            [[idea]]\nid = 2\nunder = 1\ntext = \"说明文档较少\"\n\
            written = \"1970-01-01T00:00:00Z\"\nraised = [\"1 R&D 二部\"]\n";
        assert_eq!(ideas, expected);
    }

    #[test]
    fn a_snapshot_spoilt_by_hand_is_refused_with_a_reason() {
        let good = snapshot_of(Board::default()).to_toml().unwrap();
        for (bad, reason) in [
            ("[[idea]]\nid = 1\nunder = 9\ntext = \"x\"\nwritten = \"1970-01-01T00:00:00Z\"", "9"),
            ("[[idea]]\nid = 1\ntext = \"x\"", "written"),
            ("surprise = 1", "surprise"),
        ] {
            let text = format!("{}\n{bad}", good.replace("idea = []\n", ""));
            let error = Snapshot::from_toml(&text).unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }
}
