//! The clipboard: by a tool of this machine, by tmux, or by asking the terminal (OSC 52).
//!
//! A tool is used where it reaches the screen in front of the user; over SSH only the terminal does.
//! It must not wait for a tool on the loop's thread, nor write to the terminal from another one.

use std::io::{self, Write};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::base64::base64;
use super::program::{self, Ended};
use crate::model::Lang;
use crate::tui::msg::{Clip, Msg};

/// How many bytes of base64 terminals take: the limit of xterm and of those that follow it.
const MOST: usize = 74_994;

/// How long a tool may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// A tool that puts its standard input on a clipboard.
#[derive(Debug, PartialEq, Eq)]
struct Tool {
    program: &'static str,
    args: &'static [&'static str],
    /// The variable without which it has nothing to work on.
    needs: Option<&'static str>,
    /// Whether it works for the terminal that is attached, wherever that is.
    anywhere: bool,
    /// Whether it takes UTF-16, low byte first.
    utf16: bool,
}

const fn tool(
    program: &'static str,
    args: &'static [&'static str],
    needs: Option<&'static str>,
) -> Tool {
    Tool { program, args, needs, anywhere: false, utf16: false }
}

/// The tools, best first. By default tmux ignores OSC 52 from the programs in it, but its own
/// command sends the text on to the terminal (`-w`, since tmux 3.2) and keeps it in a buffer.
static TOOLS: [Tool; 6] = [
    tool("wl-copy", &[], Some("WAYLAND_DISPLAY")),
    tool("xclip", &["-selection", "clipboard"], Some("DISPLAY")),
    tool("xsel", &["--clipboard", "--input"], Some("DISPLAY")),
    tool("pbcopy", &[], None),
    Tool { utf16: true, ..tool("clip.exe", &[], None) },
    Tool { anywhere: true, ..tool("tmux", &["load-buffer", "-w", "-"], Some("TMUX")) },
];

/// The tool to use here; none if the terminal is to be asked.
fn best(
    is_set: &dyn Fn(&str) -> bool,
    is_installed: &dyn Fn(&str) -> bool,
) -> Option<&'static Tool> {
    let far = program::over_ssh(is_set);
    let usable = |tool: &&Tool| {
        (tool.anywhere || !far) && tool.needs.is_none_or(is_set) && is_installed(tool.program)
    };
    TOOLS.iter().find(usable)
}

/// Copies a text by the best way there is; the outcome comes as a message.
pub(super) fn copy(clip: Clip, inbox: &Sender<Msg>, lang: Lang) -> io::Result<()> {
    let Some(tool) = best(&program::is_set, &program::is_installed) else {
        return ask_terminal(clip, None, (inbox, lang));
    };
    let to = inbox.clone();
    thread::spawn(move || {
        let input = if tool.utf16 { utf16(&clip.text) } else { clip.text.clone().into_bytes() };
        let msg = match program::run((tool.program, tool.args), &input, PATIENCE) {
            Ended::Well => Msg::Said(lang.pick(
                format!("已用 {} 复制：{}", tool.program, clip.what),
                format!("copied with {}: {}", tool.program, clip.what),
            )),
            Ended::Badly | Ended::StillRuns => Msg::NotCopied(clip, tool.program),
        };
        let _ = to.send(msg);
    });
    Ok(())
}

/// Asks the terminal, which does not say whether it does it. Runs on the loop's thread: what two
/// threads write to a terminal gets mixed up.
pub(super) fn ask_terminal(
    clip: Clip,
    failed: Option<&str>,
    (inbox, lang): (&Sender<Msg>, Lang),
) -> io::Result<()> {
    let Some(request) = request(&clip.text) else {
        let _ = inbox.send(Msg::TooLong(clip));
        return Ok(());
    };
    let mut terminal = io::stdout().lock();
    terminal.write_all(request.as_bytes())?;
    terminal.flush()?;
    let why = failed.map_or(String::new(), |tool| {
        lang.pick(format!("{tool} 失败；"), format!("{tool} failed; "))
    });
    let what = &clip.what;
    let _ = inbox.send(Msg::Said(lang.pick(
        format!("{why}已用 OSC 52 复制（由终端决定）：{what}"),
        format!("{why}copied by OSC 52 (up to the terminal): {what}"),
    )));
    Ok(())
}

/// The sequence that asks for it; none if the text is too long.
fn request(text: &str) -> Option<String> {
    let coded = base64(text.as_bytes());
    (coded.len() <= MOST).then(|| format!("\x1b]52;c;{coded}\x07"))
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(variables: &[&str], programs: &[&str]) -> Option<&'static str> {
        let is_set = |name: &str| variables.contains(&name);
        best(&is_set, &|name| programs.contains(&name)).map(|tool| tool.program)
    }

    #[test]
    fn a_tool_is_used_where_it_reaches_the_screen_in_front_of_the_user() {
        let all = ["wl-copy", "xclip", "xsel", "tmux"];
        assert_eq!(found(&["WAYLAND_DISPLAY", "DISPLAY"], &all), Some("wl-copy"));
        assert_eq!(found(&["DISPLAY"], &all), Some("xclip"));
        assert_eq!(found(&["DISPLAY"], &["xsel"]), Some("xsel"));
        assert_eq!(found(&[], &all), None, "there is no display to talk to");
        assert_eq!(found(&[], &["pbcopy"]), Some("pbcopy"));
    }

    #[test]
    fn over_ssh_only_the_terminal_reaches_the_user_and_tmux_reaches_the_terminal() {
        let all = ["wl-copy", "xclip", "pbcopy", "tmux"];
        assert_eq!(found(&["SSH_CONNECTION", "DISPLAY"], &all), None);
        assert_eq!(found(&["SSH_TTY", "DISPLAY", "TMUX"], &all), Some("tmux"));
        assert_eq!(found(&["TMUX"], &all), Some("pbcopy"));
    }

    #[test]
    fn a_text_that_terminals_would_cut_is_refused_rather_than_cut() {
        assert_eq!(request("foobar").unwrap(), "\x1b]52;c;Zm9vYmFy\x07");
        let longest = MOST / 4 * 3;
        assert!(request(&"x".repeat(longest)).is_some());
        assert!(request(&"x".repeat(longest + 1)).is_none());
    }

    #[test]
    fn windows_gets_its_own_encoding() {
        assert_eq!(utf16("a缺"), [0x61, 0, 0x3A, 0x7F]);
    }
}
