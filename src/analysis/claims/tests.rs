use super::*;
use crate::load::{Loaded, Origin, StudyFile, from_files, load};

fn study(facts: &str) -> Study {
    let text = format!(
        "format = 1\nid = \"s\"\ntitle = \"S\"\nhome = \"home\"\nreference = \"away\"\n\
         market = [{{ id = \"home\", name = \"H\" }}, {{ id = \"away\", name = \"A\" }}]\n\
         [[source]]\nid = \"own\"\ntitle = \"O\"\n[defaults]\nsource = \"own\"\ndimension = \"price\"\n{facts}"
    );
    let file = StudyFile { name: "study.toml".into(), text: text.into(), fault: None };
    let Loaded { study, problems, .. } = from_files(vec![file]);
    assert!(problems.is_empty(), "{problems:?}");
    study
}

const ROWS: &str = "
[[count]]
id = \"a\"
name = \"A\"
unit = \"u\"
values = { home = 0.1, away = 1 }
[[count]]
id = \"b\"
name = \"B\"
unit = \"u\"
values = { home = 0.2 }
";

fn judged(printed: &str, expr: &str) -> Verdict {
    let claim = format!(
        "{ROWS}[[claim]]\nid = \"c\"\nname = \"C\"\ntext = \"t\"\nprinted_value = \"{printed}\"\n\
         rows = [\"a\", \"b\"]\nexpr = '{expr}'\n"
    );
    verdicts(&study(&claim)).remove(0)
}

fn fault(expr: &str) -> Fault {
    match judged("1", expr).outcome {
        Outcome::Unchecked(Unchecked::Fault(fault)) => fault,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_sum_is_exact_and_names_the_values_it_used() {
    let verdict = judged("0.3", "sum(rows.map(r, r.values.home))");
    assert_eq!(verdict.outcome, Outcome::Agrees);
    let used: Vec<_> = verdict.used.iter().map(|used| (&*used.path, &*used.value)).collect();
    assert_eq!(used, [("a.values.home", "0.1"), ("b.values.home", "0.2")]);
}

#[test]
fn a_mean_tells_how_far_one_row_moves_it() {
    let spread = judged("0.15", "mean(rows.map(r, r.values.home))").spread.unwrap();
    assert_eq!(spread.count, 2);
    assert!((spread.mean_without_max.unwrap() - 0.1).abs() < 1e-9);
}

#[test]
fn what_a_fact_does_not_state_is_no_mistake_of_the_expression() {
    let missing = fault("rows[1].values.away");
    assert!(!missing.is_mistake());
    assert_eq!(missing.reason, Reason::NotStated("b.values".into(), "away".into()));
    assert_eq!(judged("1", "size(rows.filter(r, has(r.values.away)))").outcome, Outcome::Agrees);
}

#[test]
fn a_claim_cannot_ask_for_what_depends_on_claims_and_is_told_so_in_every_edition() {
    for name in [
        "verdict",
        "recomputed",
        "difference",
        "disputed_by",
        "change",
        "change_kind",
        "before",
        "after",
    ] {
        let claim = |id: &str, expr: &str| {
            format!(
                "[[claim]]\nid = \"{id}\"\nname = \"{id}\"\ntext = \"t\"\nprinted_value = \"1\"\n\
                 rows = [\"a\"]\nexpr = '{expr}'\n"
            )
        };
        let asks = |id: &str| claim("asks", &format!("has(fact(\"{id}\").{name}) ? 1 : 0"));
        let editions = |id: &str| {
            let (now, then) = (asks(id) + &claim("c", "2"), claim("asks", "1") + &claim("c", "1"));
            study(&format!("{ROWS}{now}")).compared_with(study(&format!("{ROWS}{then}")))
        };
        let outcome = verdicts(&editions("c")).remove(0).outcome;
        let Outcome::Unchecked(Unchecked::Fault(fault)) = outcome else { panic!("{name}") };
        assert_eq!(fault.reason, Reason::Judged(name.to_owned()));
    }
    assert_eq!(fault("rows[0].disputed_by").reason, Reason::Judged("disputed_by".to_owned()));
    assert!(
        matches!(fault("rows[0].verdict").reason, Reason::UnknownMember(..)),
        "a count has none"
    );
}

#[test]
fn a_misspelt_name_is_a_mistake_and_its_neighbour_is_named() {
    for (expr, near) in [
        ("smu(rows.map(r, r.values.home))", "sum"),
        ("sum(row.map(r, r.values.home))", "rows"),
        ("rows[0].value.home", "values"),
        ("rows[0].values.hoem", "home"),
        ("facts(\"counts\")", "count"),
    ] {
        let fault = fault(expr);
        assert!(fault.is_mistake(), "{expr}");
        assert_eq!(fault.near(), Some(near), "{expr}");
    }
}

#[test]
fn a_statement_is_true_or_false() {
    assert_eq!(judged("x", "rows.all(r, r.values.home < 1)").outcome, Outcome::Agrees);
    assert!(matches!(judged("x", "1 > 2 || false").outcome, Outcome::Differs { difference: None }));
}

#[test]
fn no_expression_runs_for_ever_or_fills_the_memory() {
    let product = (0..30).fold("1".to_owned(), |inner, _| format!("size(rows.map(a, {inner}))"));
    assert_eq!(fault(&product).reason, Reason::TooLong);
    assert_eq!(fault("rows.map(a, [a, a])").reason, Reason::Kind("value", "list"));
}

/// What the doubts of the built-in study say, and what a reader of it would want to know.
#[test]
fn the_built_in_study_is_recomputed() {
    let study = load(&Origin::BuiltIn).unwrap().study;
    let verdicts = verdicts(&study);
    assert_eq!(verdicts.len(), 166);
    let of = |id: &str| verdicts.iter().find(|v| v.claim.as_str() == id).unwrap();
    let rounded = |id: &str| of(id).recomputed.unwrap().round_dp(2).to_string();
    for verdict in &verdicts {
        let fault = matches!(verdict.outcome, Outcome::Unchecked(Unchecked::Fault(_)));
        assert!(!fault, "{}: {:?}", verdict.claim, verdict.outcome);
    }
    for id in ["claim-s3-ratio", "claim-improvement", "claim-ideas", "claim-landed-five"] {
        assert!(matches!(of(id).outcome, Outcome::Differs { .. }), "{id}");
    }
    assert_eq!(rounded("claim-s3-ratio"), "16.22");
    assert_eq!(rounded("claim-improvement"), "25.42");
    for id in ["claim-infrastructure-share", "claim-efs-ratio", "claim-delay-2022-text"] {
        assert_eq!(of(id).outcome, Outcome::CutOff, "{id}");
    }
    for id in ["claim-tco-total-sagemaker", "claim-posts-share-2022", "claim-average-cut"] {
        assert_eq!(of(id).outcome, Outcome::Rounded, "{id}");
    }
    for id in ["claim-delay-2022", "claim-delay-2021", "claim-features-total", "claim-growth-2022"]
    {
        assert!(matches!(of(id).outcome, Outcome::Agrees | Outcome::Rounded), "{id}");
    }
}

/// Five counts, and a claim over some of them.
fn counted(printed: &str, rows: &str, expr: &str) -> Study {
    let count = |(at, value): (usize, u8)| {
        format!(
            "[[count]]\nid = \"n{at}\"\nname = \"N{at}\"\nunit = \"u\"\nvalues = {{ home = {value} }}\n"
        )
    };
    let counts: String = [1, 2, 3, 4, 40].into_iter().enumerate().map(count).collect();
    study(&format!(
        "{counts}[[claim]]\nid = \"c\"\nname = \"C\"\ntext = \"t\"\nprinted_value = \"{printed}\"\n\
         rows = [{rows}]\nexpr = '{expr}'\n"
    ))
}

/// The ids of the facts that carry the mark under a claim.
fn disputed(printed: &str, rows: &str, expr: &str) -> Vec<String> {
    let study = counted(printed, rows, expr);
    let disputes = Disputes::of(&study, &verdicts(&study));
    let marked = study.facts.iter().enumerate().filter(|(row, _)| disputes.is_disputed(*row));
    marked.map(|(_, fact)| fact.id.to_string()).collect()
}

const FOUR: &str = "\"n0\", \"n1\", \"n2\", \"n3\"";
const SUM: &str = "sum(rows.map(r, r.values.home))";

#[test]
fn a_claim_about_few_facts_marks_them_and_one_about_many_marks_itself() {
    assert_eq!(disputed("7", "\"n0\", \"n1\"", SUM), ["n0", "n1", "c"]);
    assert_eq!(disputed("9", FOUR, SUM), ["c"]);
    assert_eq!(disputed("9", FOUR, "rows[3].values.home"), ["n3", "c"], "it reads that one alone");
}

#[test]
fn a_claim_about_many_facts_marks_the_one_it_names_or_whose_figure_it_prints() {
    assert_eq!(disputed("9", FOUR, &format!("{SUM} + fact(\"n4\").values.home")), ["n4", "c"]);
    assert_eq!(
        disputed(
            "40",
            &format!("{FOUR}, \"n4\""),
            &SUM.replace("rows", "rows.filter(r, r.values.home < 9)")
        ),
        ["n4", "c"]
    );
}

#[test]
fn rounded_cut_off_and_counted_figures_mark_no_row() {
    assert!(disputed("2", "\"n0\", \"n1\", \"n2\"", "mean(rows.map(r, r.values.home))").is_empty());
    let third = "rows[1].values.home / rows[2].values.home";
    assert!(disputed("0.67", "\"n0\", \"n1\", \"n2\"", third).is_empty(), "rounded");
    assert!(disputed("0.66", "\"n0\", \"n1\", \"n2\"", third).is_empty(), "cut off");
    assert_eq!(disputed("9", "\"n0\", \"n1\"", "size(rows)"), ["c"], "counted, not read");
}

#[test]
fn a_sum_is_disputed_where_all_of_its_rows_are_shown() {
    let study = counted("9", FOUR, SUM);
    let disputes = Disputes::of(&study, &verdicts(&study));
    assert_eq!(disputes.over(&[4, 3, 2, 1, 0]), [0]);
    assert!(disputes.over(&[0, 1, 2, 4]).is_empty(), "one of its rows is not shown");
}
