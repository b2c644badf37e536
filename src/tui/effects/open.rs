//! Addresses: opened in the browser in front of the user, or copied where there is none.
//!
//! A study is somebody else's text: only addresses of the web are opened, and no shell reads them.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use super::clipboard;
use super::program::{self, Ended};
use crate::model::Lang;
use crate::tui::msg::{Clip, Msg};

/// How long a browser may take to fail; one that runs longer has opened.
const PATIENCE: Duration = Duration::from_secs(3);

/// A program that opens an address, and what comes before the address.
type Opener = (&'static str, &'static [&'static str]);

/// The program that opens addresses here, if there is a browser in front of the user.
fn opener(is_set: &dyn Fn(&str) -> bool, is_installed: &dyn Fn(&str) -> bool) -> Option<Opener> {
    if program::over_ssh(is_set) {
        return None;
    }
    let found = |(name, args): Opener| is_installed(name).then_some((name, args));
    if cfg!(windows) {
        return found(("rundll32", &["url.dll,FileProtocolHandler"]));
    }
    if cfg!(target_os = "macos") {
        return found(("open", &[]));
    }
    let desktop = ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().any(is_set);
    found(("wslview", &[])).or_else(|| found(("xdg-open", &[])).filter(|_| desktop))
}

/// Opens an address, or copies it; the outcome comes as a message.
pub(super) fn open(url: String, inbox: &Sender<Msg>, lang: Lang) -> io::Result<()> {
    let clip =
        |why: &str| Clip { what: format!("{url} ({why})"), text: url.clone(), file: String::new() };
    if !is_web(&url) {
        let why = lang.pick("只打开 http 与 https", "only http and https are opened");
        return clipboard::copy(clip(why), inbox, lang);
    }
    let Some((name, before)) = opener(&program::is_set, &program::is_installed) else {
        let why = lang.pick("此处没有浏览器", "no browser here");
        return clipboard::copy(clip(why), inbox, lang);
    };
    let to = inbox.clone();
    thread::spawn(move || {
        let args: Vec<&str> = before.iter().copied().chain([url.as_str()]).collect();
        let said = match program::run((name, &args), b"", PATIENCE) {
            Ended::Well | Ended::StillRuns => lang.pick("已打开", "opened"),
            Ended::Badly => lang.pick("打不开", "could not be opened"),
        };
        let _ = to.send(Msg::Said(
            lang.pick(format!("用 {name} {said}：{url}"), format!("{said} with {name}: {url}")),
        ));
    });
    Ok(())
}

fn is_web(url: &str) -> bool {
    let web =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    (web("https://") || web("http://")) && !url.chars().any(|c| c.is_control() || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(all(unix, not(target_os = "macos")))]
    fn a_browser_needs_a_desktop_at_this_end() {
        let found = |variables: &[&str]| {
            opener(&|name| variables.contains(&name), &|name| name == "xdg-open")
        };
        assert_eq!(found(&["DISPLAY"]).map(|opener| opener.0), Some("xdg-open"));
        assert_eq!(found(&[]), None);
        assert_eq!(found(&["DISPLAY", "SSH_TTY"]), None);
    }

    #[test]
    fn only_addresses_of_the_web_are_opened() {
        assert!(is_web("https://example.com/a?b=c&d") && is_web("HTTP://example.com"));
        for url in ["file:///etc/passwd", "-h", "javascript:x", "https://a b", "网址", ""] {
            assert!(!is_web(url), "{url}");
        }
    }
}
