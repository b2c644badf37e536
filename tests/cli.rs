//! The program as scripts see it: arguments in, streams and exit codes out.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(args: &[&str]) -> Ran {
    run_with(args, "", &[])
}

fn run_with(args: &[&str], input: &str, variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_herringbone"));
    for name in ["HERRINGBONE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        command.env_remove(name);
    }
    command.args(args).envs(variables.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    path
}

#[test]
fn without_a_terminal_the_overview_comes_out_and_the_way_to_the_interface_on_standard_error() {
    let ran = run(&[]);
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("444 days"), "{}", ran.out);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains("herringbone"), "{}", ran.err);
}

#[test]
fn the_language_comes_from_the_flag_or_the_environment() {
    assert!(run(&["--lang", "zh"]).out.contains("晚 444 天"));
    assert!(run_with(&[], "", &[("LANG", "zh_CN.UTF-8")]).out.contains("晚 444 天"));
    assert!(run(&["--help", "--lang", "zh"]).out.contains("用法"));
    assert!(run(&["facts", "--lang=zh", "--help"]).out.contains("输出格式"));
}

#[test]
fn a_pipe_closed_early_is_no_error_whatever_is_written() {
    let facts = ["json", "csv", "table", "md", "csv --columns id,name", "json --columns id,name"];
    let facts = facts.map(|format| format!("facts --format {format}"));
    let check = ["text", "json", "sarif"].map(|format| format!("check --format {format}"));
    let report = ["md", "html", "text"].map(|format| format!("report --format {format}"));
    let to = ["text", "md", "csv", "opml", "freemind", "json", "svg", "toml", "mermaid", "dot"];
    let fishbone = to.map(|format| format!("fishbone --to {format}"));
    let other = ["schema", "man", "completions bash"].map(str::to_owned);
    for line in facts.into_iter().chain(check).chain(report).chain(fishbone).chain(other) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_herringbone"));
        command.args(line.split(' ')).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let ended = (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned());
        assert_eq!(ended, (Some(0), String::new()), "{line}");
    }
}

#[test]
fn facts_compare_the_pair_that_is_asked_for_and_claims_do_not() {
    let of = |pair: &[&str], path: &[&str]| {
        let ran = run(&[&["facts", "--format", "json"], pair].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let facts = all["facts"].as_array().unwrap();
        let fact = facts.iter().find(|fact| fact["id"] == *path.first().unwrap()).unwrap();
        (all["study"]["home"].clone(), fact["derived"].clone())
    };
    let turned = ["--pair", "global,china"];
    let (home, inf1) = of(&turned, &["release-inf1"]);
    assert_eq!((home, inf1["delay_days"].clone()), ("global".into(), (-444).into()));
    assert_eq!(of(&[], &["release-inf1"]).1["delay_days"], 444);
    for id in ["claim-delay-2022", "claim-delay-inf1", "claim-delay-s3"] {
        assert_eq!(of(&turned, &[id]), ("global".into(), of(&[], &[id]).1));
    }
    for (wrong, said) in
        [("china", "two markets"), ("china,mars", "`mars`"), ("china,china", "itself")]
    {
        let ran = run(&["facts", "--pair", wrong]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains(said) && ran.err.contains("china, global"), "{}", ran.err);
    }
}

#[test]
fn facts_of_one_panel_come_as_json_with_values_and_sources() {
    let ran = run(&["facts", "--panel", "technology", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for fact in all["facts"].as_array().unwrap() {
        assert_eq!(fact["dimension"], "technology");
        assert!(fact["source"]["id"].is_string(), "{fact}");
    }
}

/// What `facts` lists with these flags as JSON.
fn listed(flags: &[&str]) -> Vec<serde_json::Value> {
    let ran = run(&[&["facts", "--format", "json"], flags].concat());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{flags:?}");
    let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    all.get("facts").unwrap().as_array().unwrap().clone()
}

fn ids(facts: &[serde_json::Value]) -> Vec<&str> {
    facts.iter().map(|fact| fact["id"].as_str().unwrap()).collect()
}

#[test]
fn facts_that_meet_a_condition_come_in_the_order_and_with_the_columns_asked_for() {
    let late = listed(&["--where", "delay > 60", "--sort", "-delay_days", "--columns", "id,china"]);
    assert_eq!(ids(&late), ["release-inf1", "release-jupyterlab3", "release-tf26-pytorch18"]);
    assert_eq!(late[0], serde_json::json!({ "id": "release-inf1", "china": "2021-07-08" }));
    let other_way = listed(&["--where", "delay > 60", "--sort", "delay_days"]);
    assert_eq!(ids(&other_way)[2], "release-inf1");
    assert!(other_way[0]["derived"]["delay_days"].is_number(), "without columns all is there");
}

#[test]
fn the_column_named_first_decides_the_order_and_the_next_ones_between_equals() {
    let sorted = listed(&["--panel", "technology", "--sort", "-gap,name", "--columns", "gap,name"]);
    let missing: Vec<&str> = sorted
        .iter()
        .take_while(|fact| fact["gap"] == "missing")
        .map(|fact| fact["name"].as_str().unwrap())
        .collect();
    assert!(missing.len() > 3);
    assert_eq!(sorted.last().unwrap()["gap"], serde_json::Value::Null, "what says nothing is last");
}

#[test]
fn every_format_lists_the_same_facts_and_columns_and_nothing_else() {
    let flags = ["--where", "delay > 60", "--sort", "-delay_days", "--columns", "id,delay_days"];
    let out = |format| run(&[&["facts", "--format", format], flags.as_slice()].concat()).out;
    assert_eq!(
        out("csv"),
        "id,delay_days\nrelease-inf1,444\nrelease-jupyterlab3,126\nrelease-tf26-pytorch18,80\n"
    );
    let table = out("table");
    let words: Vec<Vec<&str>> = table.lines().map(|l| l.split_whitespace().collect()).collect();
    assert_eq!(words[1..3], [vec!["release-inf1", "444"], vec!["release-jupyterlab3", "126"]]);
    assert_eq!(table.lines().count(), 4);
    assert_eq!(out("md").lines().nth(2).unwrap(), "| release-inf1 | 444 |");
    assert_eq!(out("md").lines().count(), 5);
}

/// Two editions of a study in folders: one service opened, one fact went, one came.
fn editions(name: &str) -> (PathBuf, PathBuf) {
    let (before, after) = (folder(&format!("{name}-before")), folder(&format!("{name}-after")));
    let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"a\"\nname = \"A\"\n[[source]]\nid = \"x\"\n\
                  title = \"X\"\n";
    let fact = |id: &str, status: &str| {
        format!(
            "[[capability]]\nid = \"{id}\"\nname = \"{id}\"\nsource = \"x\"\ntype = \"service\"\n\
             status = {{ a = \"{status}\" }}\n"
        )
    };
    for (path, facts) in [
        (&before, fact("kept", "missing") + &fact("gone", "missing")),
        (&after, fact("kept", "available") + &fact("new", "limited")),
    ] {
        std::fs::create_dir_all(path).unwrap();
        std::fs::write(path.join("study.toml"), format!("{header}{facts}")).unwrap();
    }
    (before, after)
}

#[test]
fn two_editions_of_a_study_print_what_changed() {
    let (before, after) = editions("compared");
    let (before, after) = (before.to_str().unwrap(), after.to_str().unwrap());
    let ran = run(&[before, after]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for line in [
        "newly available 1, added 1, removed 1",
        "  - kept: A: newly available (missing -> available) [kept]",
        "  - gone: removed (A missing; service; missing, not behind) [gone]",
    ] {
        assert!(ran.out.lines().any(|known| known == line), "{line} is not in\n{}", ran.out);
    }
    assert!(run(&[before, before]).out.contains("nothing changed"));
    assert!(
        run(&["--plain", "--lang", "zh", before, after]).out.contains("新可用 1，新增 1，删去 1")
    );
}

#[test]
fn facts_since_an_edition_are_those_that_changed_with_their_change() {
    let (before, after) = editions("since");
    let (before, after) = (before.to_str().unwrap(), after.to_str().unwrap());
    let changed = listed(&[after, "--since", before]);
    assert_eq!(ids(&changed), ["kept", "new", "gone"]);
    let change = changed.first().unwrap().get("change").unwrap();
    let wanted = serde_json::json!({ "kind": "newly_available", "changes": [
        { "kind": "newly_available", "of": "a", "before": "missing", "after": "available" }
    ] });
    assert_eq!(*change, wanted);
    let flags = ["facts", after, "--since", before, "--columns", "id,change", "--format", "csv"];
    let csv = run(&flags).out;
    assert_eq!(csv, "id,change\nkept,A: newly available\nnew,added\ngone,removed\n");
    let chosen = listed(&[after, "--since", before, "--where", "id == \"gone\""]);
    assert_eq!(ids(&chosen), ["gone"]);
    let lost = listed(&[after, "--since", before, "--where", "change == \"removed\""]);
    assert_eq!(ids(&lost), ["gone"]);
    let csv = run(&["facts", after, "--since", before, "--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = |word: &str| header.iter().position(|known| known == word).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let kept = rows.iter().find(|row| &row[0] == "kept").unwrap();
    let words = ["change", "before", "after"].map(|word| kept.get(at(word)).unwrap());
    assert_eq!(words, ["A: newly available", "missing", "available"]);
    let flags = ["--columns", "change,change_kind"];
    let chosen = listed(&[[after, "--since", before].as_slice(), &flags].concat());
    assert_eq!(chosen[0]["change"], wanted);
    assert_eq!(chosen[0]["change_kind"], "newly_available");
    for word in ["change", "change_kind", "change_changes"] {
        assert_eq!(run(&["facts", "--columns", word]).code, 2, "there is nothing to compare with");
    }
}

#[test]
fn errors_in_either_edition_are_mentioned_and_a_missing_one_is_named() {
    let (before, after) = editions("faulty");
    let broken = std::fs::read_to_string(before.join("study.toml")).unwrap() + "nmae = 1\n";
    std::fs::write(before.join("study.toml"), broken).unwrap();
    let ran = run(&[before.to_str().unwrap(), after.to_str().unwrap()]);
    assert!(ran.err.contains("faulty-before") && ran.err.contains("1 error "), "{}", ran.err);
    for args in [[before.to_str().unwrap(), "no/such"], ["no/such", after.to_str().unwrap()]] {
        let ran = run(&args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""));
        assert!(ran.err.contains("no/such"), "{}", ran.err);
    }
    assert_eq!(run(&["fact", after.to_str().unwrap()]).code, 2, "a command misspelt");
}

#[test]
fn facts_are_searched_as_on_the_screen_by_pinyin_too() {
    assert!(ids(&listed(&["--search", "自动标注"])).contains(&"cap-ground-truth"));
    let pinyin = listed(&["--search", "zdbz", "--panel", "technology"]);
    assert!(ids(&pinyin).contains(&"cap-ground-truth"), "{pinyin:?}");
}

#[test]
fn a_list_without_a_match_is_empty_and_says_so() {
    let ran = run(&["facts", "--where", "delay > 9000", "--format", "csv", "--columns", "id"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "id\n", "no facts match\n"));
    let none = |format| run(&["facts", "--where", "delay > 9000", "--format", format]).out;
    assert_eq!(none("table"), "id  Kind  Name\n");
    assert_eq!(none("md"), "| id | Kind | Name |\n| --- | --- | --- |\n");
}

#[test]
fn mistakes_in_the_choice_of_facts_are_shown_at_their_place() {
    let ran = run(&["facts", "--where", "gap == \"late\" && delya > 3"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    let caret = ran.err.lines().nth(2).unwrap();
    assert_eq!(caret, format!("{}^^^^^", " ".repeat(2 + 17)), "{}", ran.err);
    assert!(ran.err.contains("did you mean `delay`?"), "{}", ran.err);
    for flag in ["--columns", "--sort"] {
        let ran = run(&["facts", flag, "nmae"]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert!(ran.err.contains("did you mean `name`?"), "{}", ran.err);
        assert!(ran.err.contains("delay_days") && ran.err.contains("china"), "{}", ran.err);
    }
    let ran = run(&["facts", "--lang", "zh", "--sort", "-delay_day"]);
    assert!(ran.err.contains("是不是 `delay_days`？"), "{}", ran.err);
}

#[test]
fn every_title_of_a_written_table_names_its_column_again() {
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()
    };
    for (lang, panel) in
        [("en", "technology"), ("zh", "technology"), ("en", "brand"), ("zh", "price")]
    {
        let flags = ["facts", "--lang", lang, "--panel", panel, "--format", "md"];
        let table = run(&flags).out;
        let lines: Vec<&str> = table.lines().filter(|line| line.starts_with('|')).collect();
        let row = cells(lines[2]);
        let titles = cells(lines[0]);
        let one = format!("id == \"{}\"", row[0]);
        let list = titles.join(",");
        let again = run(&[&flags[..], &["--where", &one, "--columns", &list]].concat());
        let lines: Vec<&str> = again.out.lines().filter(|line| line.starts_with('|')).collect();
        assert_eq!((cells(lines[0]), cells(lines[2])), (titles, row), "{}", again.err);
    }
    let flags = ["--panel", "technology", "--sort", "-Delay, days,name", "--columns", "ID，delay"];
    assert_eq!(ids(&listed(&flags))[0], "release-inf1");
    assert!(run(&["facts", "--sort", "delya"]).err.contains("did you mean `delay`?"));
    assert_eq!(run(&["facts", "--where", "-delay > 0"]).code, 0);
}

#[test]
fn a_missing_study_and_a_misspelt_command_say_what_to_do() {
    let missing = run(&["facts", "no/such/folder"]);
    assert_eq!((missing.code, missing.out.as_str()), (1, ""));
    assert!(missing.err.contains("herringbone init"), "{}", missing.err);
    let typo = run(&["fact"]);
    assert_eq!(typo.code, 2);
    assert!(typo.err.contains("`facts`"), "{}", typo.err);
    assert_eq!(run(&["facts", "--format", "xml"]).code, 2);
    assert_eq!(run(&["some-study", "facts"]).code, 2);
}

#[test]
fn the_built_in_study_is_clean_and_a_wrong_one_is_not() {
    assert_eq!(run(&["check"]).code, 0);
    let path = folder("wrong");
    std::fs::create_dir_all(&path).unwrap();
    let text = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"home\"\nname = \"H\"\n[[pest]]\nid = \"a\"\nnaem = \"x\"\n";
    std::fs::write(path.join("study.toml"), text).unwrap();
    let ran = run(&["check", path.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("study.toml:9:1"), "{}", ran.out);
    assert!(ran.out.contains("did you mean `name`?"), "{}", ran.out);
    let sarif = run(&["check", "--format", "sarif", path.to_str().unwrap()]);
    let sarif: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_study_that_is_not_there_is_a_document_for_programs() {
    for format in ["json", "sarif"] {
        let ran = run(&["check", "--format", format, "no/such/folder"]);
        assert_eq!(ran.code, 1);
        let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        let (code, place) = match format {
            "json" => (&document["problems"][0]["code"], &document["problems"][0]["file"]),
            _ => {
                let result = &document["runs"][0]["results"][0];
                let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
                (&result["ruleId"], place)
            }
        };
        assert_eq!((code, place), (&"HB001".into(), &"no/such/folder".into()), "{format}");
        assert!(ran.err.contains("herringbone init"), "{}", ran.err);
    }
    assert_eq!(run(&["check", "no/such/folder"]).out, "");
}

#[test]
fn a_folder_without_a_study_and_a_file_without_a_header_are_named() {
    let path = folder("headless");
    std::fs::create_dir_all(&path).unwrap();
    let name = path.to_str().unwrap();
    let ran = run(&["check", name]);
    assert!(ran.out.contains(&format!("--> {name}\n")), "{}", ran.out);
    assert!(ran.out.contains("the folder has no study.toml"), "{}", ran.out);
    let file = path.join("x.toml");
    std::fs::write(&file, "\n").unwrap();
    let ran = run(&["check", file.to_str().unwrap()]);
    assert!(ran.out.contains("HB004") && !ran.out.contains("folder"), "{}", ran.out);
    assert!(
        ran.out.contains("x.toml:1:1") && ran.out.contains("1 file, 0 facts: 1 error, 0 warnings")
    );
    let ran = run(&["init", file.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("is a file, not a folder"), "{}", ran.err);
}

#[test]
fn claims_that_cannot_be_checked_are_listed_by_reason() {
    let text = run(&["check"]).out;
    let line = text.lines().find(|line| line.contains("there is no expression for it")).unwrap();
    assert!(line.starts_with("  21 cannot be checked, there is"), "{line}");
    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "--format", "json"]).out).unwrap();
    let claims = json["claims"].as_array().unwrap();
    for claim in claims {
        assert!(claim["file"].is_string() && claim["line"].as_u64() > Some(0), "{claim}");
        assert_eq!(claim["difference"].is_string(), claim["recomputed"].is_string(), "{claim}");
        if claim["verdict"] == "unchecked" {
            assert!(text.contains(claim["id"].as_str().unwrap()), "{claim}");
        }
    }
}

#[test]
fn causes_too_deep_name_the_limit_in_every_format() {
    let json = |levels: usize| {
        let inner = "{\"text\":\"x\",\"causes\":[".repeat(levels);
        let outer = "]}".repeat(levels);
        format!(
            "{{\"effect\":\"e\",\"categories\":[{{\"name\":\"c\",\"causes\":[{inner}{outer}]}}]}}"
        )
    };
    let markdown = |levels: usize| {
        let causes = (0..levels).map(|level| format!("{}- x\n", "  ".repeat(level)));
        format!("# e\n## c\n{}", causes.collect::<String>())
    };
    for (format, text) in [("json", json as fn(usize) -> String), ("md", markdown)] {
        let read = |levels| {
            run_with(&["fishbone", "-", "--from", format, "--to", "csv"], &text(levels), &[])
        };
        assert_eq!(read(60).code, 0, "{format}: {}", read(60).err);
        for levels in [61, 79, 200] {
            let ran = read(levels);
            assert_eq!(ran.code, 1, "{format}, {levels}");
            assert!(ran.err.contains("nested more than 60 levels deep"), "{format}: {}", ran.err);
        }
    }
    let toml = format!("effect = \"e\"\nx = {}{}\n", "[".repeat(99), "]".repeat(99));
    let ran = run_with(&["fishbone", "-", "--from", "toml"], &toml, &[]);
    assert!(ran.err.contains("nested more than 80 levels deep"), "{}", ran.err);
}

#[test]
fn codes_are_explained_and_a_near_miss_is_named() {
    assert!(run(&["check", "--explain", "HB021"]).out.starts_with("HB021"));
    let ran = run(&["check", "--explain", "HB02I"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean HB02"), "{}", ran.err);
}

#[test]
fn a_fishbone_goes_from_standard_input_to_any_format_and_back() {
    let source =
        "{\"effect\":\"慢\",\"categories\":[{\"name\":\"人\",\"causes\":[{\"text\":\"少\"}]}]}";
    let drawn = run_with(&["fishbone", "-", "--ascii", "--width", "40"], source, &[]);
    assert_eq!(drawn.code, 0);
    assert!(drawn.out.contains('慢') && drawn.out.is_char_boundary(drawn.out.len()));
    assert!(!drawn.out.chars().any(|c| ('\u{2500}'..'\u{2600}').contains(&c)), "{}", drawn.out);
    let md = run_with(&["fishbone", "-", "--to", "md"], source, &[]);
    let back = run_with(&["fishbone", "--from", "md", "--to", "json", "-"], &md.out, &[]);
    let back: serde_json::Value = serde_json::from_str(&back.out).unwrap();
    assert_eq!(back["categories"][0]["causes"][0]["text"], "少");
}

#[test]
fn a_broken_fishbone_is_named_with_its_place() {
    let ran = run_with(&["fishbone", "--from", "json", "-"], "{\"effect\": 1,\n oops", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("standard input:1:12"), "{}", ran.err);
}

/// The program with a folder where its input should be, and with a full disk for its output.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_and_what_cannot_be_written_are_told_apart() {
    let run = |args: &[&str], stdin: Stdio, stdout: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_herringbone"));
        command.args(args).stdin(stdin).stdout(stdout);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let folder = || Stdio::from(std::fs::File::open(env!("CARGO_TARGET_TMPDIR")).unwrap());
    for (lang, wanted) in [("en", "standard input cannot be read: "), ("zh", "无法读取标准输入：")]
    {
        let (code, err) = run(&["--lang", lang, "fishbone", "-"], folder(), Stdio::piped());
        assert_eq!(code, Some(1));
        assert!(err.contains(&format!("{wanted}Is a directory")), "{err}");
    }
    let args = ["--lang", "en", "fishbone"];
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let (code, err) = run(&args, Stdio::null(), full.into());
    assert_eq!(code, Some(1));
    assert!(err.contains("the result cannot be written: "), "{err}");
}

#[cfg(unix)]
#[test]
fn what_is_written_anew_keeps_its_mode_and_its_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let path = folder("anew");
    std::fs::create_dir_all(&path).unwrap();
    std::fs::write(path.join("causes.md"), "# Slow\n## People\n- Few\n").unwrap();
    let (page, link) = (path.join("page.md"), path.join("link.md"));
    std::fs::write(&page, "<!-- herringbone: causes.md width=40 -->\n").unwrap();
    std::fs::set_permissions(&page, PermissionsExt::from_mode(0o600)).unwrap();
    symlink("page.md", &link).unwrap();
    let name = link.to_str().unwrap();
    for args in [&["fishbone", "--update", name][..], &["report", "-o", name]] {
        assert_eq!(run(args).code, 0);
        assert!(link.is_symlink(), "{args:?}");
        assert_eq!(std::fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
    }
    assert!(std::fs::read_to_string(&page).unwrap().starts_with("# "), "the report is there");
}

#[test]
fn a_page_too_narrow_names_the_columns_it_takes() {
    let ran = run(&["fishbone", "--width", "5"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("--width"), "{}", ran.err);
    for layout in ["classic", "comb"] {
        let ran = run(&["fishbone", "--layout", layout, "--width", "10"]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("the fishbone does not fit in 10 columns"), "{}", ran.err);
    }
    let ran = run(&["fishbone", "--layout", "vertical", "--width", "10"]);
    assert!(ran.err.contains("the vertical layout does not fit"), "{}", ran.err);
}

#[test]
fn an_empty_folder_of_sessions_lists_nothing() {
    let path = folder("no-sessions");
    let ran = run(&["session", "list", "--dir", path.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let ran = run(&["session", "show", "--dir", path.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
}

#[test]
fn shells_and_manual_readers_get_every_subcommand() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&["completions", shell]).out.contains("fishbone"));
    }
    let man = run(&["man"]).out;
    assert!(man.contains("fishbone") && man.contains("\\-\\-ambiguous\\-width"));
}

#[test]
fn a_new_study_passes_check_opens_and_is_never_overwritten() {
    for template in ["strategy", "postmortem", "quality"] {
        let path = folder(&format!("init-{template}"));
        let name = path.to_str().unwrap();
        let ran = run(&["init", name, "--template", template]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        assert_eq!(run(&["check", "--strict", name]).code, 0, "{}", run(&["check", name]).out);
        assert_eq!(run(&[name]).code, 0);
        assert_eq!(run(&["fishbone", name, "--ascii"]).code, 0);
        let again = run(&["init", name]);
        assert_eq!(again.code, 1);
        assert!(again.err.contains("not empty"), "{}", again.err);
    }
}

#[test]
fn the_built_in_study_can_be_written_to_disk_and_is_the_same_there() {
    let path = folder("init-built-in");
    let name = path.to_str().unwrap();
    assert_eq!(run(&["init", name, "--template", "built-in"]).code, 0);
    let (inside, on_disk) =
        (run(&["facts", "--format", "json"]), run(&["facts", "--format", "json", name]));
    assert_eq!((on_disk.code, on_disk.err.as_str()), (0, ""));
    assert!(inside.out == on_disk.out, "the copy says something else");
}

#[test]
fn a_report_goes_to_standard_output_or_to_a_file() {
    let path = folder("report");
    std::fs::create_dir_all(&path).unwrap();
    let page = path.join("study.html");
    let ran = run(&["report", "--format", "html", "-o", page.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    assert!(std::fs::read_to_string(page).unwrap().contains("<svg"));
    assert!(run(&["report", "--lang", "zh"]).out.contains("## 论断数字复算"));
    assert_eq!(run(&["report", "-o", "/no/such/folder/x"]).code, 1);
}

#[test]
fn the_schema_is_json_and_names_every_kind() {
    let schema: serde_json::Value = serde_json::from_str(&run(&["schema"]).out).unwrap();
    assert!(schema["properties"]["release"]["items"]["properties"]["dates"].is_object());
}

/// Run with `UPDATE_FORMAT=1` to write the pages anew.
#[test]
fn the_pages_of_the_format_are_what_the_program_says() {
    for (lang, page) in [("en", "data/FORMAT.md"), ("zh", "data/FORMAT.zh.md")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
        let text = run(&["schema", "--format", "md", "--lang", lang]).out;
        if std::env::var_os("UPDATE_FORMAT").is_some() {
            std::fs::write(&path, &text).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap().replace('\r', "");
        assert!(written == text, "{page} is old: run UPDATE_FORMAT=1 cargo test --test cli");
    }
}

#[test]
fn drawings_inside_a_markdown_file_are_checked_and_redrawn() {
    let path = folder("fenced");
    std::fs::create_dir_all(&path).unwrap();
    std::fs::write(path.join("causes.md"), "# Slow\n## People\n- Few\n").unwrap();
    let page = path.join("page.md");
    std::fs::write(&page, "Why:\n\n<!-- herringbone: causes.md width=40 -->\n\nDone.\n").unwrap();
    let name = page.to_str().unwrap();
    let stale = run(&["fishbone", "--check", name]);
    assert_eq!(stale.code, 1, "{}", stale.err);
    assert!(stale.out.contains("page.md:3"), "{}", stale.out);
    let updated = run(&["fishbone", "--update", name]);
    assert_eq!((updated.code, updated.out.as_str()), (0, ""), "{}", updated.err);
    assert!(std::fs::read_to_string(&page).unwrap().contains("Few"));
    assert_eq!(run(&["fishbone", "--check", name]).code, 0);
    assert_eq!(run(&["fishbone", "--check"]).code, 2);
}

#[test]
fn the_example_session_is_replayed_step_by_step() {
    let journal = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/brainstorm.jsonl");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_herringbone"))
        .args(["--lang", "en", "session", "replay", journal])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && text.contains("26 ideas"), "{text}");
}

#[test]
fn delay_and_delay_days_are_one_word_for_conditions_orders_and_columns() {
    let lines = |word: &str| {
        let condition = format!("{word} > 60");
        let order = format!("-{word}");
        let flags = ["--where", &condition, "--sort", &order, "--columns", word, "--format", "csv"];
        run(&[["facts"].as_slice(), &flags].concat()).out
    };
    assert_eq!(lines("delay"), "delay_days\n444\n126\n80\n");
    assert_eq!(lines("delay"), lines("delay_days"));
}

#[test]
fn the_headers_of_a_csv_list_can_be_asked_for_and_do_not_depend_on_the_rows() {
    let whole = run(&["facts", "--format", "csv"]).out;
    let header = whole.lines().next().unwrap();
    for flags in [["--where", "kind == \"price\""], ["--sort", "-name"], ["--search", "inf1"]] {
        let ran = run(&[["facts", "--format", "csv"].as_slice(), &flags].concat());
        assert_eq!(ran.out.lines().next(), Some(header), "{flags:?}");
    }
    for word in
        ["verdict", "printed_china", "disputed_by", "normalised_china", "total_global", "value"]
    {
        assert!(header.split(',').any(|known| known == word), "{word} is not in {header}");
    }
    let chosen = run(&["facts", "--format", "csv", "--columns", header]);
    assert_eq!((chosen.code, chosen.err.as_str()), (0, ""));
    let records = |text: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(Result::unwrap).collect()
    };
    let (whole, chosen) = (records(&whole), records(&chosen.out));
    assert!(chosen.len() > 300 && whole.starts_with(&chosen), "one name means one thing");
}

#[test]
fn parts_that_lists_call_by_one_name_are_asked_for_by_it() {
    let found = |source: &str| ids(&listed(&["--where", source, "--columns", "id"])).join(" ");
    for (flat, path) in [
        ("normalised_china > 1", "normalised.china > 1"),
        ("printed_china == \"2022/10/10\"", "printed.china == \"2022/10/10\""),
        ("total_global > 3", "total.global > 3"),
    ] {
        assert!(!found(flat).is_empty() && found(flat) == found(path), "{flat}");
    }
    let values = ["--where", "id == \"release-inf1\"", "--columns", "values"];
    let csv = run(&[["facts", "--format", "csv"].as_slice(), &values].concat()).out;
    assert_eq!(csv, "values_china,values_global\n2021-07-08,2020-04-20\n");
    let text = run(&[["facts"].as_slice(), &values].concat()).out;
    assert!(text.contains("China 2021-07-08; Global 2020-04-20; late"), "{text}");
    assert!(found("\"claim-partners-swot\" in disputed_by").contains("count-partners-2021"));
    let misspelt = run(&["facts", "--where", "status_china == \"avail\""]).err;
    assert!(misspelt.contains("no status `avail`"), "{misspelt}");
    assert!(run(&["facts", "--where", "normalised_mars > 1"]).err.contains("no name"));
}

#[test]
fn recomputed_figures_have_the_digits_that_check_prints() {
    let checked: serde_json::Value =
        serde_json::from_str(&run(&["check", "--format", "json"]).out).unwrap();
    let facts = run(&["facts", "--format", "json"]).out;
    let mut compared = 0;
    for claim in checked["claims"].as_array().unwrap() {
        let Some(exact) = claim["recomputed"].as_str() else { continue };
        let start = format!("{{\"id\":{},\"kind\":\"claim\"", claim["id"]);
        let line = facts.lines().find(|line| line.starts_with(&start)).unwrap();
        let number = format!("\"recomputed\":{exact}");
        let ends = |after: &str| after.starts_with([',', '}']);
        assert!(line.split(&number).skip(1).any(ends), "{exact} is not in {line}");
        compared += 1;
    }
    assert!(compared > 50);
}

/// A study of one price in two currencies, with the rate between them.
fn two_currencies(name: &str) -> (PathBuf, &'static str) {
    let folder = folder(name);
    std::fs::create_dir_all(&folder).unwrap();
    let study = "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"CNY\"\n\
        market = [{ id = \"cn\", name = \"China\" }, { id = \"us\", name = \"US\" }]\n\
        source = [{ id = \"z\", title = \"Z\" }]\n\
        rate = [{ from = \"USD\", to = \"CNY\", rate = 6.95, date = 2022-12-31, source = \"z\" }]\n\
        [[price]]\nid = \"p\"\nname = \"p\"\nsource = \"z\"\nservice = \"s\"\nunit = \"call\"\n\
        values = { cn = 0.00834, us = 1.20 }\ncurrency = { us = \"USD\" }\nper = { us = 1000 }\n";
    std::fs::write(folder.join("study.toml"), study).unwrap();
    (folder, study)
}

#[test]
fn numbers_side_by_side_are_of_one_currency_and_quantity_or_say_otherwise() {
    let (folder, study) = two_currencies("cli-side-by-side");
    let path = folder.to_str().unwrap();
    let csv = |columns: &str| {
        let flags = ["--where", "kind == \"price\"", "--columns", columns, "--format", "csv"];
        run(&[["facts", path].as_slice(), &flags].concat()).out
    };
    assert_eq!(csv("cn,us"), "cn,us\n0.00834,0.00834\n");
    assert_eq!(csv("normalised"), "normalised_cn,normalised_us\n0.00834,0.00834\n");
    assert_eq!(csv("per,currencies_us"), "per_cn,per_us,currencies_us\n,1000,USD\n");
    let without = study.lines().filter(|line| !line.starts_with("rate")).collect::<Vec<_>>();
    std::fs::write(folder.join("study.toml"), without.join("\n")).unwrap();
    assert_eq!(csv("cn,us"), "cn,us\n0.00834,\"1.20 USD/1,000\"\n");
}

#[test]
fn a_series_is_told_by_numbers_of_one_period_and_says_which() {
    let of = |flags: &[&str]| {
        run(&[&["facts", "--where", "id == \"series-features\""], flags].concat()).out
    };
    let json: serde_json::Value = serde_json::from_str(&of(&["--format", "json"])).unwrap();
    let fact = &json["facts"][0];
    // China states 2022 alone, and the total is of the other market.
    assert_eq!(fact["values"], serde_json::json!({ "china": 10, "global": 79 }));
    assert_eq!(
        fact["derived"]["periods"],
        serde_json::json!({ "china": "2022", "global": "2022" })
    );
    assert_eq!(fact["total"], serde_json::json!({ "global": 280 }));
    let columns = ["--columns", "china,global,periods,total", "--format", "csv"];
    let csv = of(&columns);
    assert!(csv.ends_with("\n10,79,2022,2022,,280\n"), "{csv}");
    assert!(of(&[]).contains("10 (2022)  79 (2022)"), "{}", of(&[]));
    assert!(of(&["--lang", "zh"]).contains("79（2022）"));
    let own = run(&["facts", "--where", "id == \"series-cloud-starts\""]).out;
    assert!(own.contains("1 (2012)  1 (2014)"), "{own}");
    let where_of = |source: &str| run(&["facts", "--where", source, "--columns", "id"]).out;
    assert!(where_of("global == 79 && total.global == 280").contains("series-features"));
}

#[test]
fn a_claim_that_adds_unlike_currencies_is_an_error_at_its_place() {
    let (folder, study) = two_currencies("cli-mixed-claim");
    let claim = "[[claim]]\nid = \"c\"\nname = \"c\"\nsource = \"z\"\ndimension = \"price\"\ntext = \"t\"\n\
        printed_value = \"1.20834\"\nrows = [\"p\"]\nexpr = \"rows[0].values.cn + rows[0].values.us\"\n";
    std::fs::write(folder.join("study.toml"), format!("{study}{claim}")).unwrap();
    let ran = run(&["check", folder.to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    for part in ["HB043", "CNY per 1 and USD per 1000", "`normalised`"] {
        assert!(ran.out.contains(part), "{part} is not in\n{}", ran.out);
    }
    let caret = ran.out.lines().find(|line| line.contains("^^")).unwrap();
    let source = ran.out.lines().find(|line| line.contains("expr = ")).unwrap();
    assert_eq!(caret.find("^^"), source.rfind("us"), "{}", ran.out);
}

#[test]
fn prices_come_with_their_conversion_and_the_rate_it_was_made_by() {
    let (folder, study) = two_currencies("cli-rates");
    let path = folder.to_str().unwrap();
    let of = |args: &[&str]| {
        let ran = run(&[&["facts", path, "--format", "json"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let all: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
        all["facts"].as_array().unwrap().first().unwrap().clone()
    };
    let price = of(&[]);
    assert_eq!(price["values"]["us"], 1.2, "as written");
    assert_eq!(price["currencies"]["us"], "USD");
    assert_eq!(price["per"]["us"], 1000);
    let derived = &price["derived"];
    assert_eq!(derived["normalised"]["us"], 0.00834);
    assert_eq!(derived["normalised_currency"], "CNY");
    assert_eq!((&derived["ratio"], &derived["cheapest"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(
        derived["rates"].to_string(),
        "[{\"from\":\"USD\",\"to\":\"CNY\",\"rate\":6.95,\"date\":\"2022-12-31\",\"source\":\"z\"}]"
    );
    let without = study.lines().filter(|line| !line.starts_with("rate")).collect::<Vec<_>>();
    std::fs::write(folder.join("study.toml"), without.join("\n")).unwrap();
    let checked = run(&["check", path]);
    assert!(checked.out.contains("HB036") && checked.out.contains("[[rate]]"), "{}", checked.out);
    let ran = run(&["facts", path, "--format", "json"]);
    assert!(ran.out.contains("no rate USD-CNY") && !ran.out.contains("\"ratio\""), "{}", ran.out);
}

/// Two editions of a study whose rate and the count under a claim differ.
fn rated_editions(name: &str) -> [PathBuf; 2] {
    let text = |rate: &str, count: u8| {
        format!(
            "format = 1\nid = \"s\"\ntitle = \"S\"\ncurrency = \"USD\"\n\
             market = [{{ id = \"a\", name = \"A\" }}, {{ id = \"b\", name = \"B\" }}]\n\
             source = [{{ id = \"x\", title = \"X\" }}]\n\
             rate = [{{ from = \"CNY\", to = \"USD\", rate = {rate}, date = 2022-12-31, source = \"x\" }}]\n\
             [defaults]\nsource = \"x\"\ndimension = \"price\"\n\
             [[price]]\nid = \"p\"\nname = \"P\"\nservice = \"S\"\nunit = \"GB\"\n\
             values = {{ a = 100, b = 10 }}\ncurrency = {{ a = \"CNY\" , b = \"USD\" }}\n\
             [[count]]\nid = \"n\"\nname = \"N\"\nunit = \"u\"\nvalues = {{ a = {count} }}\n\
             [[claim]]\nid = \"c\"\nname = \"C\"\ntext = \"t\"\nprinted_value = \"5\"\nrows = [\"n\"]\n\
             expr = \"rows[0].values.a\"\n"
        )
    };
    let folder = folder(name);
    [("before", text("0.1275", 5)), ("after", text("0.1400", 6))].map(|(name, text)| {
        std::fs::create_dir_all(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("study.toml"), text).unwrap();
        folder.join(name)
    })
}

#[test]
fn a_changed_rate_is_told_with_what_it_moved_and_a_claim_that_came_to_disagree_too() {
    let [before, after] = rated_editions("rate").map(|path| path.display().to_string());
    let plain = run(&["--plain", &before, &after]).out;
    for told in [
        "rate CNY-USD: rate changed +0.0125 (+9.8 %)",
        "P: A: conversion moved +9.8 % (by rate CNY-USD) (12.75 USD -> 14 USD) [p]",
        "P: Ratio: conversion moved +9.8 % (by rate CNY-USD) (1.275 -> 1.4) [p]",
        "C: Verdict: now disagrees (printed 5, recomputed 5 -> printed 5, recomputed 6) [c]",
    ] {
        assert!(plain.contains(told), "{told} is not in\n{plain}");
    }
    let since = |format| run(&["facts", &after, "--since", &before, "--format", format]).out;
    let json: serde_json::Value = serde_json::from_str(&since("json")).unwrap();
    assert_eq!(json["rates"][0]["name"], "CNY-USD");
    assert_eq!(json["rates"][0]["change"]["changes"][0]["difference"].to_string(), "0.0125");
    let price = json["facts"].as_array().unwrap().iter().find(|fact| fact["id"] == "p").unwrap();
    assert_eq!(price["change"]["changes"][0]["rates"][0], "CNY-USD");
    let csv = since("csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let rate = reader.records().map(Result::unwrap).find(|row| &row[1] == "rate").unwrap();
    let cell = |word| rate.get(header.iter().position(|known| known == word).unwrap()).unwrap();
    assert_eq!(cell("name"), "CNY-USD");
    let sides = ["change", "before", "after"].map(cell);
    let [was, is] = ["0.1275", "0.1400"].map(|rate| format!("1 CNY = {rate} USD (2022-12-31)"));
    assert_eq!(sides, ["rate changed +0.0125 (+9.8 %)", &was, &is]);
    for format in ["table", "md"] {
        assert!(since(format).contains("rate CNY-USD: rate changed"), "{}", since(format));
    }
}
