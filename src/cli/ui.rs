//! The default command: the interface on a terminal, the overview as plain text elsewhere.
//!
//! The only file of the command line that starts the interface.

use std::io::{IsTerminal, stdin};

use super::args::{Global, StudyArg, not_found};
use super::changes;
use super::failure::{Exit, Failure, Outcome};
use super::overview;
use super::scene::Scene;
use crate::tui::{self, Failed, Launch};

/// Opens the interface, or prints the overview where there is no terminal to open it on.
pub(super) fn open(global: Global, scene: &mut Scene<'_>) -> Outcome {
    let (study, former) = match &global.later {
        Some(later) => (StudyArg { study: Some(later.clone()) }, Some(&global.study)),
        None => (global.study.clone(), None),
    };
    if global.plain || !scene.terminal || !stdin().is_terminal() {
        let study = study.load_since(former, scene)?.study;
        match former {
            Some(_) => changes::write(&study, scene)?,
            None => overview::write(&study, scene)?,
        }
        if !global.plain {
            let words = scene.lang.pick(
                "在终端中直接运行 `herringbone` 可打开界面；`herringbone --help` 列出全部命令",
                "run `herringbone` in a terminal to open the interface; `herringbone --help` lists \
                 the commands",
            );
            scene.say(words);
        }
        return Ok(Exit::Done);
    }
    former.map_or(Ok(()), |former| former.must_exist(scene))?;
    study.must_exist(scene)?;
    let launch = Launch {
        origin: study.origin(),
        former: former.map(StudyArg::origin),
        lang: scene.lang,
        theme: global.theme.into(),
        ascii: global.ascii,
        measure: global.ambiguous_width.map(Into::into),
        dir: global.dir,
    };
    let ending = tui::run(launch).map_err(|failed| match failed {
        Failed::Study(error) => not_found(&error, scene.lang),
        Failed::Terminal(why) => {
            let failed = scene.lang.pick("无法使用终端：", "the terminal cannot be used: ");
            Failure::wrong(format!("{failed}{why}"))
        }
    })?;
    if !ending.saved {
        return Err(Failure::wrong(scene.lang.pick(
            "会议的最后几步没有写到磁盘上",
            "the last steps of the session could not be written to disk",
        )));
    }
    Ok(ending.signal.map_or(Exit::Done, |number| Exit::Signal(u8::try_from(number).unwrap_or(0))))
}
