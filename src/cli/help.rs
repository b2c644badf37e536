//! The command as the argument parser knows it, worded in one language.
//!
//! English wording stands at the arguments, Chinese beside them; here the two meet. It must not
//! parse or run anything.

use clap::{ArgAction, Args, Command};

use super::args::Global;
use super::subcommand::{SUBCOMMANDS, Subcommand};
use crate::model::Lang;

const ABOUT: (&str, &str) = (
    "从事实到根因的终端工作台：不带子命令时打开界面",
    "From facts to root causes, in a terminal; opens the interface without a command",
);

const AFTER: (&str, &str) = (
    "语言取自 --lang，其次 HERRINGBONE_LANG、LC_ALL、LC_MESSAGES、LANG。设 NO_COLOR 则不用颜色。\n\
     退出码：0 完成，1 输入有误，2 用法有误。",
    "The language is --lang, else HERRINGBONE_LANG, LC_ALL, LC_MESSAGES, LANG. NO_COLOR turns \
     colours off.\nExit codes: 0 done, 1 the input is wrong, 2 wrong usage.",
);

/// The Chinese help of the program's own arguments and of those that several commands share.
const ZH: &[(&str, &str)] = &[
    ("study", "研究所在的文件夹或文件；不写则用内置研究"),
    ("later", "同一研究较新的一版：显示从 STUDY 到它有哪些变化"),
    ("lang", "文字与消息的语言 [默认：取自环境]"),
    ("theme", "界面配色"),
    ("ascii", "用 ASCII 画线"),
    ("ambiguous_width", "终端如何显示宽度不定的字符"),
    ("plain", "输出线性文本而不画界面，供读屏软件使用"),
    ("dir", "会议所在文件夹 [默认：用户数据文件夹下的 herringbone/sessions]"),
    ("help", "显示帮助"),
    ("version", "显示版本"),
];

/// Headings in Chinese; the parser has its own in English.
const TEMPLATE_ZH: &str =
    "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// The whole command in one language.
pub(super) fn command(lang: Lang) -> Command {
    let root = Global::augment_args(Command::new("herringbone"))
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(ABOUT.0, ABOUT.1))
        .after_help(lang.pick(AFTER.0, AFTER.1))
        .subcommand_value_name(lang.pick("子命令", "COMMAND"))
        .subcommand_help_heading(lang.pick("子命令", "Commands"))
        .disable_help_subcommand(true);
    let root =
        SUBCOMMANDS.iter().fold(root, |root, subcommand| root.subcommand(of(subcommand, lang)));
    in_language(root, &[], lang)
}

fn of(subcommand: &Subcommand, lang: Lang) -> Command {
    let command = (subcommand.augment)(Command::new(subcommand.name))
        .about(lang.pick(subcommand.about.0, subcommand.about.1));
    in_language(command, subcommand.zh, lang)
}

fn in_language(
    command: Command,
    own: &'static [(&'static str, &'static str)],
    lang: Lang,
) -> Command {
    if lang == Lang::En {
        return command;
    }
    let flag =
        |id: &'static str, short, action| clap::Arg::new(id).long(id).short(short).action(action);
    let mut with_flags = command
        .help_template(TEMPLATE_ZH)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(flag("help", 'h', ArgAction::Help));
    if with_flags.get_version().is_some() {
        with_flags = with_flags.arg(flag("version", 'V', ArgAction::Version));
    }
    with_flags.mut_args(|arg| {
        let help = own.iter().chain(ZH).find(|(id, _)| arg.get_id() == *id).map(|(_, help)| *help);
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        let arg = arg.help_heading(heading);
        match help {
            Some(help) => arg.help(help),
            None => arg,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_is_well_formed_in_both_languages() {
        command(Lang::En).debug_assert();
        command(Lang::Zh).debug_assert();
    }

    #[test]
    fn every_argument_of_every_subcommand_has_help_in_both_languages() {
        for subcommand in SUBCOMMANDS {
            let command = (subcommand.augment)(Command::new(subcommand.name));
            for arg in command.get_arguments() {
                let id = arg.get_id().as_str();
                let zh = subcommand.zh.iter().chain(ZH).any(|(known, _)| *known == id);
                assert!(zh, "{} {id} has no Chinese help", subcommand.name);
                assert!(arg.get_help().is_some(), "{} {id} has no help", subcommand.name);
            }
            assert!(!subcommand.about.0.is_empty() && !subcommand.about.1.is_empty());
        }
    }

    #[test]
    fn subcommands_are_named_once() {
        let mut names: Vec<_> = SUBCOMMANDS.iter().map(|subcommand| subcommand.name).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
