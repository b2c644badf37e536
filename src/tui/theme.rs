//! The looks: what each role on the screen is drawn with, in dark, light and colourless.
//!
//! Colours are the sixteen of the terminal, so that a user's palette is respected. Whatever a
//! colour says is said by a word or a mark as well; this file must not be the only carrier of it.

use ratatui::style::{Color, Modifier, Style};

use crate::analysis::table::Tone;

/// Which looks are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// Colourless if `NO_COLOR` is set, light if the terminal says so, else dark.
    #[default]
    Auto,
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Without colours.
    Mono,
}

/// What each role is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Theme {
    pub(crate) choice: ThemeChoice,
    pub(crate) plain: Style,
    pub(crate) faint: Style,
    pub(crate) title: Style,
    pub(crate) heading: Style,
    /// The heading of the column under the cursor.
    pub(crate) column: Style,
    pub(crate) key: Style,
    pub(crate) selected: Style,
    pub(crate) active: Style,
    pub(crate) matched: Style,
    pub(crate) good: Style,
    pub(crate) fair: Style,
    pub(crate) bad: Style,
    pub(crate) line: Style,
    pub(crate) effect: Style,
    pub(crate) notice: Style,
}

impl Theme {
    /// The looks for a choice, given whether `NO_COLOR` is set and what `COLORFGBG` says.
    pub(crate) fn new(choice: ThemeChoice, no_color: bool, colorfgbg: Option<&str>) -> Self {
        match choice {
            ThemeChoice::Mono => Self::mono(),
            ThemeChoice::Light => Self::light(),
            ThemeChoice::Dark => Self::dark(),
            ThemeChoice::Auto if no_color => Self::mono(),
            ThemeChoice::Auto if is_light(colorfgbg) => Self::light(),
            ThemeChoice::Auto => Self::dark(),
        }
    }

    fn dark() -> Self {
        let base = Style::new();
        Self {
            choice: ThemeChoice::Dark,
            plain: base,
            faint: base.fg(Color::DarkGray),
            title: base.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            heading: base.add_modifier(Modifier::BOLD),
            column: base.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            key: base.fg(Color::Cyan),
            selected: base.fg(Color::Reset).bg(Color::Reset).add_modifier(Modifier::REVERSED),
            active: base.fg(Color::Black).bg(Color::Cyan),
            matched: base.fg(Color::Yellow).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            good: base.fg(Color::Green),
            fair: base.fg(Color::Yellow),
            bad: base.fg(Color::LightRed),
            line: base.fg(Color::DarkGray),
            effect: base.fg(Color::LightRed).add_modifier(Modifier::BOLD),
            notice: base.fg(Color::Yellow),
        }
    }

    fn light() -> Self {
        let base = Style::new();
        Self {
            choice: ThemeChoice::Light,
            title: base.fg(Color::Blue).add_modifier(Modifier::BOLD),
            column: base.fg(Color::Blue).add_modifier(Modifier::BOLD),
            key: base.fg(Color::Blue),
            active: base.fg(Color::White).bg(Color::Blue),
            matched: base.fg(Color::Magenta).add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            good: base.fg(Color::Green),
            fair: base.fg(Color::Magenta),
            bad: base.fg(Color::Red),
            effect: base.fg(Color::Red).add_modifier(Modifier::BOLD),
            notice: base.fg(Color::Magenta),
            ..Self::dark()
        }
    }

    fn mono() -> Self {
        let base = Style::new();
        let bold = base.add_modifier(Modifier::BOLD);
        Self {
            choice: ThemeChoice::Mono,
            plain: base,
            faint: base.add_modifier(Modifier::DIM),
            title: bold,
            heading: bold,
            column: bold,
            key: bold,
            selected: base.add_modifier(Modifier::REVERSED),
            active: base.add_modifier(Modifier::REVERSED | Modifier::BOLD),
            matched: base.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            good: base,
            fair: base,
            bad: bold,
            line: base,
            effect: bold,
            notice: bold,
        }
    }

    /// The next looks when switching by key; colourless stays colourless.
    pub(crate) fn next(self) -> Self {
        match self.choice {
            ThemeChoice::Light => Self::dark(),
            ThemeChoice::Mono => self,
            _ => Self::light(),
        }
    }

    /// The style of a series in a chart; its mark or filling tells it apart as well.
    pub(crate) fn series(&self, index: usize) -> Style {
        let colours = match self.choice {
            ThemeChoice::Mono => return self.plain,
            ThemeChoice::Light => [Color::Blue, Color::Magenta, Color::Green, Color::Red],
            _ => [Color::Cyan, Color::Yellow, Color::LightMagenta, Color::LightGreen],
        };
        colours.get(index % colours.len()).map_or(self.plain, |colour| self.plain.fg(*colour))
    }

    pub(crate) fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => self.plain,
            Tone::Good => self.good,
            Tone::Fair => self.fair,
            Tone::Bad => self.bad,
            Tone::Faint => self.faint,
        }
    }
}

/// `COLORFGBG` ends in the number of the background colour; 7 and 15 are the light ones.
fn is_light(colorfgbg: Option<&str>) -> bool {
    let background = colorfgbg.and_then(|value| value.rsplit(';').next());
    matches!(background, Some("7" | "15"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_over_a_light_background_and_an_asked_for_theme_over_both() {
        let of = |choice, no_color| Theme::new(choice, no_color, Some("0;15")).choice;
        assert_eq!(of(ThemeChoice::Auto, true), ThemeChoice::Mono);
        assert_eq!(of(ThemeChoice::Auto, false), ThemeChoice::Light);
        assert_eq!(of(ThemeChoice::Dark, true), ThemeChoice::Dark);
    }

    #[test]
    fn nothing_is_written_in_a_grey_that_is_next_to_its_background() {
        let near = [Color::Gray, Color::White, Color::LightYellow, Color::Yellow];
        let theme = Theme::light();
        for style in [theme.faint, theme.line, theme.good, theme.fair, theme.bad, theme.notice] {
            assert!(style.fg.is_none_or(|colour| !near.contains(&colour)), "{style:?}");
        }
    }

    #[test]
    fn the_colourless_theme_has_no_colour() {
        let theme = Theme::mono();
        for style in [theme.faint, theme.active, theme.matched, theme.bad, theme.notice] {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }
}
