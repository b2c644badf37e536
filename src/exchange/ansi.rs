//! A drawing with the colours of a terminal, for people who look at it there.
//!
//! Only lines get colour and only texts get weight, so that nothing is said by colour alone. It must
//! not decide whether colours are wanted.

use crate::layout::{Drawing, Line, Part};

const RESET: &str = "\x1b[0m";

/// The drawing as text, its effect and headings bold, its lines faint; each line ends by itself.
///
/// ```
/// use herringbone::exchange::ansi;
/// use herringbone::layout::{Options, draw};
/// use herringbone::model::Fishbone;
///
/// let fishbone = Fishbone { effect: "Late".into(), ..Fishbone::default() };
/// let drawing = draw(&fishbone, &Options::default())?;
/// assert!(ansi(&drawing).contains("\x1b[1;31mLate\x1b[0m"));
/// # Ok::<(), herringbone::layout::Misfit>(())
/// ```
#[must_use]
pub fn ansi(drawing: &Drawing) -> String {
    drawing.lines().iter().map(|line| coloured(line) + "\n").collect()
}

fn coloured(line: &Line) -> String {
    let mut out = String::new();
    let mut col = 0;
    for (span, text) in line.spans() {
        out.extend(std::iter::repeat_n(' ', span.col.saturating_sub(col)));
        col = span.col + span.cols;
        match style(span.part) {
            Some(style) => out.push_str(&format!("{style}{text}{RESET}")),
            None => out.push_str(text),
        }
    }
    out
}

fn style(part: Part) -> Option<&'static str> {
    match part {
        Part::Effect => Some("\x1b[1;31m"),
        Part::Heading(_) => Some("\x1b[1;36m"),
        Part::Label(_) => None,
        Part::Rib(_) | Part::Spine => Some("\x1b[2m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Layout, Options, draw};
    use crate::model::{Category, Cause, Fishbone};

    #[test]
    fn without_its_colours_it_is_the_plain_drawing() {
        let category = |name: &str| Category {
            name: name.into(),
            causes: vec![Cause::new("文档少"), Cause::new("no owner")],
            ..Category::default()
        };
        let categories = vec![category("内容"), category("People"), category("方法")];
        let fishbone = Fishbone { effect: "发布晚".into(), categories }.numbered();
        for layout in [Layout::Classic, Layout::Comb, Layout::Vertical] {
            let drawing = draw(&fishbone, &Options { layout, ..Options::default() }).unwrap();
            let mut plain = ansi(&drawing);
            for code in [RESET, "\x1b[1;31m", "\x1b[1;36m", "\x1b[2m"] {
                plain = plain.replace(code, "");
            }
            assert_eq!(plain, drawing.to_text());
        }
    }
}
