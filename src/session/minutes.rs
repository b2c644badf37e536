//! The minutes of a session as Markdown, in either language.
//!
//! Must not look at departments and votes itself: it writes what the viewer's board shows, so that
//! minutes of a session with hidden attribution name nobody.

use std::fmt::Write;

use super::live::Session;
use crate::model::board::{Board, Node, Seen, SeenNode, State, Viewer};
use crate::model::{Cause, Lang, counted};

/// The minutes for `viewer`. A drawing of the fishbone, where there is one, stands above its outline
/// exactly as it is.
#[must_use]
pub fn minutes(session: &Session, viewer: Viewer, lang: Lang, drawing: Option<&str>) -> String {
    let seen = session.board().seen_by(viewer);
    let mut page = Page { out: String::new(), seen, lang };
    page.head(session);
    page.rules();
    page.timings(session);
    page.fishbone(drawing);
    page.ideas();
    page.votes();
    page.set_aside(State::Parked, lang.pick("停车场", "Parking lot"));
    page.set_aside(State::Dropped, lang.pick("未保留", "Not kept"));
    page.out
}

/// A page being written.
struct Page<'a> {
    out: String,
    seen: Seen<'a>,
    lang: Lang,
}

impl Page<'_> {
    fn board(&self) -> &Board {
        self.seen.board()
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn heading(&mut self, zh: &str, en: &str) {
        let heading = self.lang.pick(zh, en);
        self.line(&format!("\n## {heading}\n"));
    }

    fn head(&mut self, session: &Session) {
        let title = self.lang.pick("会议纪要", "Minutes");
        self.line(&format!("# {title}{}\n", self.colon_text(self.board().topic())));
        let date = session.created().with_timezone(&chrono::Local).format("%Y-%m-%d %H:%M");
        let departments: Vec<String> =
            self.board().departments().iter().map(|one| plain(&one.name)).collect();
        let ideas = self.board().ideas().count();
        let comma = self.lang.pick("、", ", ");
        let mut facts = vec![
            (self.lang.pick("时间", "Date"), date.to_string()),
            (self.lang.pick("参与部门", "Participants"), departments.join(comma)),
            (self.lang.pick("想法数", "Ideas"), ideas.to_string()),
            (self.lang.pick("会议编号", "Session"), session.id().to_string()),
        ];
        facts.retain(|(_, value)| !value.is_empty());
        for (name, value) in facts {
            self.line(&format!("- {name}{}", self.colon(&value)));
        }
    }

    fn colon(&self, value: &str) -> String {
        format!("{}{value}", self.lang.pick("：", ": "))
    }

    /// A colon and a text, or nothing where there is no text.
    fn colon_text(&self, text: &str) -> String {
        if text.is_empty() { String::new() } else { self.colon(&plain(text)) }
    }

    fn rules(&mut self) {
        let rules: Vec<String> = self.board().rules().iter().map(|rule| plain(rule)).collect();
        if rules.is_empty() {
            return;
        }
        self.heading("规则", "Rules");
        for (place, rule) in rules.iter().enumerate() {
            self.line(&format!("{}. {rule}", place + 1));
        }
    }

    fn timings(&mut self, session: &Session) {
        let timings = session.timings();
        if timings.is_empty() {
            return;
        }
        self.heading("用时", "Timings");
        self.line(self.lang.pick("| 阶段 | 用时 |", "| Phase | Time |"));
        self.line("| --- | ---: |");
        for (phase, time) in timings {
            let seconds = time.num_seconds();
            let (phase, minutes) = (phase.label(self.lang), seconds / 60);
            self.line(&format!("| {phase} | {minutes}:{:02} |", seconds % 60));
        }
    }

    fn fishbone(&mut self, drawing: Option<&str>) {
        let fishbone = self.seen.fishbone(None);
        if fishbone.categories.is_empty() {
            return;
        }
        self.heading("鱼骨图", "Fishbone");
        if let Some(drawing) = drawing {
            let fence = fence_around(drawing);
            self.line(&format!("{fence}text\n{}\n{fence}\n", drawing.trim_end_matches('\n')));
        }
        for category in &fishbone.categories {
            self.line(&format!("- **{}**", plain(&category.name)));
            self.causes(&category.causes, 1);
        }
    }

    fn causes(&mut self, causes: &[Cause], depth: usize) {
        for cause in causes {
            let seen = self.seen.node(cause.id);
            let about = seen.map(|seen| self.about(&seen)).unwrap_or_default();
            self.line(&format!("{}- {}{about}", "  ".repeat(depth), plain(&cause.text)));
            self.causes(&cause.causes, depth + 1);
        }
    }

    /// Departments, votes and evidence of an idea, as far as they are visible, in brackets.
    fn about(&self, idea: &SeenNode<'_>) -> String {
        let comma = self.lang.pick("、", ", ");
        let join =
            |texts: &[&str]| texts.iter().map(|text| plain(text)).collect::<Vec<_>>().join(comma);
        let mut parts = Vec::new();
        parts.extend(idea.departments.iter().filter(|all| !all.is_empty()).map(|all| join(all)));
        parts.extend(idea.votes.filter(|votes| *votes > 0).map(|votes| match self.lang {
            Lang::Zh => format!("{votes} 票"),
            Lang::En => counted(votes, "vote", "votes"),
        }));
        if !idea.evidence.is_empty() {
            let evidence = self.lang.pick("证据", "evidence");
            parts.push(format!("{evidence}{}", self.colon(&join(&idea.evidence))));
        }
        if parts.is_empty() {
            return String::new();
        }
        let parts = parts.join(self.lang.pick("；", "; "));
        self.lang.pick(format!("（{parts}）"), format!(" ({parts})"))
    }

    fn ideas(&mut self) {
        let mut ideas: Vec<&Node> = self.seen.board().ideas().collect();
        if ideas.is_empty() {
            return;
        }
        ideas.sort_by_key(|idea| idea.id);
        self.heading("全部想法", "All ideas");
        let nodes: Vec<SeenNode<'_>> =
            ideas.iter().filter_map(|idea| self.seen.node(idea.id)).collect();
        for (place, idea) in nodes.iter().enumerate() {
            let mut line = format!("{}. {}{}", place + 1, plain(idea.text), self.about(idea));
            for wording in &idea.wordings {
                let also = self.lang.pick("又作", "also");
                let _ = write!(line, "\n   - {also}{}", self.colon(&plain(wording)));
            }
            for note in &idea.notes {
                let remark = self.lang.pick("备注", "note");
                let _ = write!(line, "\n   - {remark}{}", self.colon(&plain(note)));
            }
            self.line(&line);
        }
    }

    fn votes(&mut self) {
        if !self.seen.visible().votes {
            return;
        }
        let ranks: Vec<_> =
            self.board().ranking(usize::MAX).into_iter().filter(|rank| rank.votes > 0).collect();
        if ranks.is_empty() {
            return;
        }
        self.heading("投票结果", "Votes");
        self.line(self.lang.pick("| 名次 | 票数 | 想法 |", "| Place | Votes | Idea |"));
        self.line("| ---: | ---: | --- |");
        for rank in ranks {
            let text = self.board().node(rank.id).map(|node| plain(&node.text)).unwrap_or_default();
            self.line(&format!("| {} | {} | {text} |", rank.place, rank.votes));
        }
    }

    fn set_aside(&mut self, state: State, heading: &str) {
        let ideas = self.seen.board().ideas().filter(|idea| idea.state == state);
        let texts: Vec<String> = ideas.map(|idea| plain(&idea.text)).collect();
        if texts.is_empty() {
            return;
        }
        self.line(&format!("\n## {heading}\n"));
        for text in texts {
            self.line(&format!("- {text}"));
        }
    }
}

/// A text on one line with nothing in it that Markdown or a terminal would obey.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let visible = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    for c in visible.filter(|c| !is_direction_mark(*c)) {
        if c.is_whitespace() && (plain.is_empty() || plain.ends_with(' ')) {
            continue;
        }
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            plain.push('\\');
        }
        plain.push(if c.is_whitespace() { ' ' } else { c });
    }
    plain.truncate(plain.trim_end().len());
    plain
}

/// Marks that turn the reading direction and would turn the rest of the page with it.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// More backticks than the drawing has in a row.
fn fence_around(drawing: &str) -> String {
    let longest = drawing.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    "`".repeat(3.max(longest + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::board::{Attribution, Edit, Moment, Phase};

    /// A session with one department, three ideas in all states, and votes.
    fn session() -> Session {
        let now = Moment::default();
        let mut session = Session::in_memory("study", now);
        let mut edit = |make: &dyn Fn(&Board) -> Edit| {
            let edit = make(session.board());
            session.edit(edit, now).unwrap();
        };
        edit(&|_| Edit::SetTopic { topic: "Brand | *image*\nis poor".to_owned() });
        edit(&|_| Edit::SetRules { rules: vec!["No criticism".to_owned()] });
        edit(&|board| board.new_department("SECRET-DEPT"));
        edit(&|board| board.new_group("Content"));
        for text in ["few docs", "off topic", "voted down", "docs are few"] {
            edit(&|board| board.new_idea(text, board.departments().first().map(|one| one.id)));
        }
        let id = |board: &Board, place: usize| board.inbox()[place];
        edit(&|board| Edit::Vote { id: id(board, 0), department: None, delta: 977 });
        edit(&|board| board.park(id(board, 1)));
        edit(&|board| Edit::SetState { id: id(board, 2), state: State::Dropped });
        edit(&|board| Edit::Merge { into: id(board, 0), from: id(board, 3) });
        edit(&|board| board.put_into(id(board, 0), board.groups()[0]));
        edit(&|_| Edit::SetPhase { phase: Phase::OpenFloor });
        session
    }

    #[test]
    fn minutes_name_nobody_and_count_nothing_before_it_is_time() {
        let mut session = session();
        let hides = |session: &Session, secret: &str, viewer| {
            [Lang::Zh, Lang::En].iter().all(|lang| {
                let text = minutes(session, viewer, *lang, None);
                let (_, ideas) = text.split_once("\n## ").unwrap();
                !ideas.contains(secret)
            })
        };
        for viewer in [Viewer::Wall, Viewer::Export] {
            assert!(hides(&session, "SECRET-DEPT", viewer) && hides(&session, "977", viewer));
        }
        assert!(!hides(&session, "SECRET-DEPT", Viewer::Presenter));
        let now = Moment::default();
        session.edit(Edit::SetPhase { phase: Phase::Group }, now).unwrap();
        assert!(!hides(&session, "SECRET-DEPT", Viewer::Export));
        assert!(hides(&session, "977", Viewer::Export));
        session.edit(Edit::RevealVotes { revealed: true }, now).unwrap();
        assert!(!hides(&session, "977", Viewer::Export));
        let attribution = Attribution::Hidden;
        session.edit(Edit::SetAttribution { attribution }, now).unwrap();
        assert!(hides(&session, "SECRET-DEPT", Viewer::Export));
    }

    #[test]
    fn minutes_read_as_a_page() {
        let mut session = session();
        session.edit(Edit::RevealVotes { revealed: true }, Moment::default()).unwrap();
        session.edit(Edit::SetPhase { phase: Phase::Fishbone }, Moment::default()).unwrap();
        let text = minutes(&session, Viewer::Export, Lang::En, Some("drawing ```\n"));
        for expected in [
            "# Minutes: Brand \\| \\*image\\* is poor\n",
            "\n## Rules\n\n1. No criticism\n",
            "\n## Timings\n\n| Phase | Time |\n| --- | ---: |\n| Open floor | 0:00 |\n",
            "\n## Fishbone\n\n````text\ndrawing ```\n````\n\n- **Content**\n  - few docs (SECRET-DEPT; 977 votes)\n",
            "\n## All ideas\n\n1. few docs (SECRET-DEPT; 977 votes)\n   - also: docs are few\n2. off topic",
            "\n## Votes\n\n| Place | Votes | Idea |\n| ---: | ---: | --- |\n| 1 | 977 | few docs |\n",
            "\n## Parking lot\n\n- off topic\n",
            "\n## Not kept\n\n- voted down\n",
        ] {
            assert!(text.contains(expected), "{expected}\n--- in ---\n{text}");
        }
    }

    #[test]
    fn an_empty_session_has_short_minutes() {
        let session = Session::in_memory("", Moment::default());
        let text = minutes(&session, Viewer::Export, Lang::Zh, None);
        assert!(text.starts_with("# 会议纪要\n") && !text.contains("##"), "{text}");
    }

    #[test]
    fn hostile_texts_stay_one_harmless_line() {
        assert_eq!(plain(" a\n\u{202e}b\u{1b}[31m\t<script> "), "a b \\[31m \\<script\\>");
    }
}
