use super::*;
use crate::load::{StudyFile, from_files};

fn study(body: &str) -> Loaded {
    let header = "format = 1\nid = \"s\"\ntitle = \"S\"\n[[market]]\nid = \"home\"\nname = \"家\"\n\
                  [[source]]\nid = \"own\"\ntitle = \"O\"\n";
    let file =
        |name: &str, text: String| StudyFile { name: name.into(), text: text.into(), fault: None };
    from_files(vec![file("study.toml", header.into()), file("facts.toml", body.into())])
}

fn drawn(body: &str, lang: Lang) -> String {
    let loaded = study(body);
    let list: Vec<Finding> = loaded.problems.iter().map(|p| Finding::of(p, lang)).collect();
    Findings { loaded: &loaded, list: &list, verdicts: &[], lang }.to_text(false)
}

#[test]
fn the_caret_stands_under_a_key_that_follows_chinese_text() {
    let text = drawn(
        "[[count]]\nid=\"a\"\nsource=\"own\"\ndimension=\"brand\"\nname={ zh=\"数量\", enn=\"n\" }\nunit=\"个\"\nvalues={home=1}\n",
        Lang::En,
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(text.matches("error[").count(), 1, "one mistake, one message: {text}");
    let at = lines.iter().position(|line| line.contains("enn=")).unwrap();
    let measure = crate::text::Measure::Narrow;
    let key = measure.cols(lines[at].split("enn").next().unwrap());
    let caret = measure.cols(lines[at + 1].split('^').next().unwrap());
    assert_eq!(key, caret, "{text}");
    assert!(text.contains("did you mean `en`?"), "{text}");
}

#[test]
fn a_duplicate_id_shows_both_places() {
    let fact = "[[count]]\nid=\"a\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"x\"\nunit=\"y\"\nvalues={home=1}\n";
    let text = drawn(&format!("{fact}{}", fact.replace("\"x\"", "\"z\"")), Lang::Zh);
    assert!(text.contains("错误[HB021]"), "{text}");
    assert!(text.contains("facts.toml:9:4") && text.contains("facts.toml:2:4"), "{text}");
    assert!(text.contains("第一次用在这里"), "{text}");
}

#[test]
fn every_finding_has_a_place_in_json_and_sarif() {
    let loaded = study("[[count]]\nid=\"a\"\nnmae=\"中\"\n");
    let list: Vec<Finding> = loaded.problems.iter().map(|p| Finding::of(p, Lang::En)).collect();
    let findings = Findings { loaded: &loaded, list: &list, verdicts: &[], lang: Lang::En };
    let json = findings.to_json();
    let key = json["problems"].as_array().unwrap().iter().find(|p| p["code"] == "HB010").unwrap();
    assert_eq!((&key["line"], &key["column"]), (&3.into(), &1.into()));
    let sarif = findings.to_sarif();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), list.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(result["ruleId"], sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"]);
    }
}

#[test]
fn a_wrong_figure_is_a_warning_and_a_doubted_one_a_note() {
    let claim = |doubt: &str| {
        format!(
            "[[count]]\nid=\"n\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"x\"\nunit=\"y\"\nvalues={{home=7}}\n\
             [[claim]]\nid=\"c\"\nsource=\"own\"\ndimension=\"brand\"\nname=\"合计\"\ntext=\"t\"\n\
             printed_value = \"8\"\nrows=[\"n\"]\nexpr='rows[0].values.home'\n{doubt}"
        )
    };
    let found = |text: &str| {
        let mut loaded = study(text);
        loaded.texts[1] = text.to_owned().into();
        let verdicts = crate::analysis::claims::verdicts(&loaded.study);
        let list = findings(&loaded, &verdicts, Lang::En);
        let text = Findings { loaded: &loaded, list: &list, verdicts: &verdicts, lang: Lang::En };
        (list[0].severity, text.to_text(false))
    };
    let (severity, text) = found(&claim(""));
    assert_eq!(severity, Severity::Warning);
    assert!(text.contains("printed 8, recomputed 7, off by 1"), "{text}");
    assert!(text.contains("facts.toml:14:17") && text.contains("n.values.home = 7"), "{text}");
    assert_eq!(found(&claim("doubt=\"known\"\n")).0, Severity::Note);
    let (severity, text) = found(&claim("").replace("home'", "hoem'"));
    assert_eq!(severity, Severity::Error);
    assert!(text.contains("did you mean `home`?"), "{text}");
}
