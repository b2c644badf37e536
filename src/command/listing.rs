//! The table of commands as it is printed: keys and places in words.
//!
//! Must not say anything that the table does not.

use super::{COMMANDS, Command, Scope};
use crate::model::Lang;

/// The key table as Markdown, for the README.
#[must_use]
pub fn key_table(lang: Lang) -> String {
    let heads = lang.pick("| 按键 | 作用 | 何处 |", "| Keys | What they do | Where |");
    let mut out = format!("{heads}\n|---|---|---|\n");
    for command in COMMANDS {
        let label = lang.pick(command.label.0, command.label.1);
        let keys = keys_text(command).replace('|', "\\|");
        out.push_str(&format!("| {keys} | {label} | {} |\n", places_text(command.scope, lang)));
    }
    out
}

/// The keys of a command, separated by blanks.
#[must_use]
pub fn keys_text(command: &Command) -> String {
    let keys: Vec<String> = command.keys.iter().map(|chord| format!("`{chord}`")).collect();
    keys.join(" ")
}

/// The places of a scope in words.
#[must_use]
pub fn places_text(scope: Scope, lang: Lang) -> String {
    if scope == Scope::ALL {
        let (zh, en) = scope.label();
        return lang.pick(zh, en).to_owned();
    }
    let label = |place: Scope| lang.pick(place.label().0, place.label().1);
    let places: Vec<&str> =
        Scope::EACH.into_iter().filter(|place| scope.meets(*place)).map(label).collect();
    places.join(lang.pick("、", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_table_has_every_command_once() {
        for lang in [Lang::Zh, Lang::En] {
            let rows = key_table(lang).lines().count() - 2;
            assert_eq!(rows, COMMANDS.len());
        }
    }
}
