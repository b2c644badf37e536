//! Which language to speak: `--lang`, else the environment.
//!
//! Runs before the arguments are parsed, because help and errors of the parser need it as well.

use std::ffi::{OsStr, OsString};

use crate::model::Lang;

/// The variables that may name the language, strongest first; empty ones count as unset.
const VARIABLES: [&str; 4] = ["HERRINGBONE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];

/// The language asked for by the arguments, else by the environment, else English.
pub(super) fn choose(args: &[OsString], variable: impl Fn(&str) -> Option<String>) -> Lang {
    let asked = args.iter().zip(args.iter().skip(1)).find(|(flag, _)| *flag == "--lang");
    let asked = asked.map(|(_, value)| value.as_os_str());
    let joined = args.iter().filter_map(|arg| arg.to_str()?.strip_prefix("--lang=")).next();
    let flag = asked.or(joined.map(OsStr::new)).and_then(OsStr::to_str).map(str::to_owned);
    let from_environment =
        || VARIABLES.iter().filter_map(|name| variable(name)).find(|value| !value.is_empty());
    flag.or_else(from_environment).map_or(Lang::En, |name| of(&name))
}

/// The language of a locale such as `zh_CN.UTF-8`.
fn of(locale: &str) -> Lang {
    if locale.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("zh")) {
        Lang::Zh
    } else {
        Lang::En
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(args: &[&str], variables: &[(&str, &str)]) -> Lang {
        let args: Vec<OsString> = args.iter().map(Into::into).collect();
        choose(&args, |name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_flag_wins_over_the_environment() {
        assert_eq!(chosen(&["hb", "facts", "--lang", "zh"], &[("LANG", "en_US.UTF-8")]), Lang::Zh);
        assert_eq!(chosen(&["hb", "--lang=en"], &[("LANG", "zh_CN.UTF-8")]), Lang::En);
    }

    #[test]
    fn the_environment_is_asked_in_order_and_empty_variables_do_not_count() {
        let zh = ("LANG", "zh_CN.UTF-8");
        assert_eq!(chosen(&["hb"], &[zh]), Lang::Zh);
        assert_eq!(chosen(&["hb"], &[zh, ("LC_ALL", "C")]), Lang::En);
        assert_eq!(chosen(&["hb"], &[zh, ("LC_ALL", "")]), Lang::Zh);
        assert_eq!(chosen(&["hb"], &[zh, ("HERRINGBONE_LANG", "en")]), Lang::En);
        assert_eq!(chosen(&["hb"], &[]), Lang::En);
    }
}
