//! A whole session at the keyboard: from an empty board to the exported fishbone and back.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test that panics has failed, which is what it is for"
)]

mod common;

use common::{App, chords};
use herringbone::command::{Chord, Key};
use herringbone::load::{Origin, load};
use herringbone::model::Lang;
use herringbone::tui::Msg;

/// A facilitator with an input method on: text arrives committed, every other key is counted.
struct Facilitator {
    app: App,
    keys: usize,
}

impl Facilitator {
    fn new(size: (u16, u16), lang: Lang) -> Self {
        Self { app: App::with(load(&Origin::BuiltIn).unwrap(), size, lang), keys: 0 }
    }

    /// Presses control keys, none of them a letter.
    fn press(&mut self, keys: &str) -> &mut Self {
        let chords = chords(keys);
        assert!(chords.iter().all(|chord| is_plain(*chord)), "{keys}");
        self.keys += chords.len();
        self.app.send(chords.into_iter().map(Msg::Key));
        self
    }

    /// Commits text, half of it as a paste and half as characters: input methods do either.
    fn text(&mut self, text: &str) -> &mut Self {
        let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
        let (pasted, typed) = text.split_at(half);
        if !pasted.is_empty() {
            self.app.paste(pasted);
        }
        self.app.send(typed.chars().map(|c| Msg::Key(Chord::char(c))));
        self
    }

    fn shows(&self, text: &str) -> bool {
        self.app.screen().contains(text)
    }
}

/// Digits, F-keys, arrows, Tab, Enter, Space, Backspace.
fn is_plain(chord: Chord) -> bool {
    let key = match chord.key {
        Key::Char(c) => c.is_ascii_digit() || c == ' ',
        Key::F(_) | Key::Enter | Key::Tab | Key::Backspace => true,
        Key::Up | Key::Down | Key::Left | Key::Right => true,
        _ => false,
    };
    key && !chord.ctrl && !chord.alt && !chord.shift
}

/// The ideas the study reports and four more: thirty.
fn ideas(lang: Lang) -> Vec<String> {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let brainstorm = study.brainstorm.unwrap();
    let mut ideas: Vec<String> =
        brainstorm.ideas.iter().map(|idea| idea.text.get(lang).to_owned()).collect();
    let more = match lang {
        Lang::Zh => ["试用额度难申请", "本地支持响应慢", "合作伙伴案例少", "控制台没有中文教程"],
        Lang::En => [
            "Trial quota hard to get",
            "Slow local support",
            "No partner cases",
            "No Chinese tutorials",
        ],
    };
    ideas.extend(more.map(str::to_owned));
    assert_eq!(ideas.len(), 30);
    ideas
}

/// Runs the whole session; returns it with the fishbone as exported.
fn session(size: (u16, u16), lang: Lang) -> (Facilitator, String) {
    let mut room = Facilitator::new(size, lang);
    let core: Vec<bool> = load(&Origin::BuiltIn)
        .unwrap()
        .study
        .brainstorm
        .unwrap()
        .ideas
        .iter()
        .map(|idea| idea.core)
        .chain([false; 4])
        .collect();
    // Prepare: from the study, and the seventh department; silent writing, then in turn.
    room.press("6<f2>1<f4>").text("客服").press("<enter><f3><f3>1");
    for idea in ideas(lang) {
        room.text(&idea).press("<enter>");
    }
    assert!(room.shows(lang.pick("想法 30", "Ideas 30")), "{}", room.app.screen());
    // Open floor, merge: no two of these say the same.
    room.press("<f3><f3>");
    while room.shows(lang.pick("相似度", "% alike")) {
        room.press("2");
    }
    // Group: a template, then a digit per idea.
    room.press("<f3>4");
    for at in 0..30 {
        room.press(&(at % 4 + 1).to_string());
    }
    assert!(room.shows(lang.pick("都归类了", "every idea has its group")));
    // Vote: hands per idea, in the order of the groups.
    room.press("<f3>");
    let by_group = (0..4).flat_map(|group| (0..30).filter(move |at| at % 4 == group));
    for at in by_group {
        room.press(if core[at] { "6" } else { "1" });
    }
    // Reveal, keep the top six, fishbone, export.
    room.press("<f5><f3>6<enter><f3><f9><enter>");
    let (_, text) = room.app.written().pop().unwrap();
    (room, text)
}

#[test]
fn thirty_ideas_of_seven_departments_need_at_most_130_keys_and_no_letter() {
    for (size, lang) in [((80, 24), Lang::Zh), ((120, 40), Lang::En), ((200, 60), Lang::Zh)] {
        let (room, text) = session(size, lang);
        let flat: String = text.split_whitespace().collect();
        assert_eq!(flat.matches("▲6").count(), 6, "{text}");
        assert!(!flat.contains("▲1"), "what was dropped is not on it: {text}");
        println!("{size:?}: {} control keys", room.keys);
        assert!(room.keys <= 130, "{} keys", room.keys);
    }
}

#[test]
fn everything_can_be_undone_and_redone() {
    let (mut room, _) = session((100, 30), Lang::Zh);
    let done = room.app.screen();
    let undo = "<c-_>".repeat(300);
    room.app.press(&undo).press("<backtab>");
    assert!(room.shows("按 F2 准备会议"), "{}", room.app.screen());
    room.app.press(&"<c-r>".repeat(300)).press("<tab>");
    let drawing =
        |screen: &str| screen.lines().skip(2).take(20).map(str::to_owned).collect::<Vec<_>>();
    // The cursor bar is not part of the text; the drawing is the same again.
    assert_eq!(drawing(&room.app.screen()), drawing(&done));
}

#[test]
fn the_minutes_tell_what_was_decided() {
    let (mut room, _) = session((100, 30), Lang::Zh);
    room.app.press("<s-f9><enter>");
    let (path, text) = room.app.written().pop().unwrap();
    assert_eq!(path.to_str(), Some("minutes.md"));
    for wanted in
        ["# 会议纪要", "## 规则", "## 用时", "## 鱼骨图", "## 投票结果", "## 未保留", "6 票", "═"]
    {
        assert!(text.contains(wanted), "{wanted} is not in\n{text}");
    }
}

#[test]
fn an_idea_can_be_added_in_every_phase() {
    let mut app = App::new(100, 30, Lang::En);
    app.press("6<f2>3");
    for phase in 0..8 {
        if app.screen().contains("F6 adds ideas") {
            app.press("<f6>");
        }
        app.press(&format!("idea of phase {phase}<enter><f3>"));
    }
    app.press("<backtab>");
    app.press("<a-left><a-left><a-left>");
    let screen = app.screen();
    assert!((0..8).all(|phase| screen.contains(&format!("idea of phase {phase}"))), "{screen}");
}
