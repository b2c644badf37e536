//! `fishbone --check` and `--update`: the drawings inside a Markdown file.
//!
//! Reads the files that its comments name, relative to the Markdown file, and writes that file only.

use std::fs;
use std::path::Path;

use super::failure::{Exit, Failure, Outcome};
use super::scene::Scene;
use crate::exchange::WriteOptions;
use crate::exchange::fenced::{Redrawn, redraw};
use crate::session::{Readers, replace};

/// Says which drawings are out of date; fails if there are any.
pub(super) fn check(path: &Path, usual: &WriteOptions, scene: &mut Scene<'_>) -> Outcome {
    let (_, redrawn) = read(path, usual, scene)?;
    let name = path.display();
    for line in &redrawn.stale {
        let words = scene.lang.pick("这张图已过时", "this drawing is out of date");
        writeln!(scene.out, "{name}:{line}: {words}")?;
    }
    if redrawn.stale.is_empty() {
        return Ok(Exit::Done);
    }
    scene.say(&scene.lang.pick(
        format!("提示：用 `herringbone fishbone --update {name}` 重画"),
        format!("  help: `herringbone fishbone --update {name}` redraws them"),
    ));
    Ok(Exit::Wrong)
}

/// Redraws the drawings that are out of date.
pub(super) fn update(path: &Path, usual: &WriteOptions, scene: &mut Scene<'_>) -> Outcome {
    let (old, redrawn) = read(path, usual, scene)?;
    let name = path.display();
    if redrawn.text != old {
        replace(path, redrawn.text.as_bytes(), Readers::Usual)
            .map_err(|why| Failure::wrong(format!("{name}: {why}")))?;
    }
    let (all, new) = (redrawn.blocks, redrawn.stale.len());
    scene.say(&scene.lang.pick(
        format!("{name}：{all} 张图，重画 {new} 张"),
        format!("{name}: {all} drawings, {new} redrawn"),
    ));
    Ok(Exit::Done)
}

fn read(path: &Path, usual: &WriteOptions, scene: &Scene<'_>) -> Outcome<(String, Redrawn)> {
    let name = path.display();
    let lang = scene.lang;
    let text = fs::read_to_string(path).map_err(|why| Failure::wrong(format!("{name}: {why}")))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut open = |file: &str| fs::read(folder.join(file)).map_err(|why| why.to_string());
    let redrawn = redraw(&text, usual, &mut open).map_err(|error| {
        Failure::wrong(format!("{name}:{}: {}", error.line, error.message(lang)))
    })?;
    if redrawn.blocks == 0 {
        scene.warn(&lang.pick(
            format!("{name} 里没有 `<!-- herringbone: 文件 -->` 注释"),
            format!("{name} has no comment `<!-- herringbone: FILE -->`"),
        ));
    }
    Ok((text, redrawn))
}
