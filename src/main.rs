//! The `herringbone` program: hands its arguments to the library and leaves with its exit code.
fn main() {
    let t = std::time::Instant::now();
    let l = herringbone::load::load(&herringbone::load::Origin::Path(
        "/work/wt-data/data/sagemaker-china".into(),
    ))
    .unwrap();
    println!("{:?} {} facts {} problems", t.elapsed(), l.study.facts.len(), l.problems.len());
    for p in l.problems.iter().take(40) {
        let pl = l.place(&p.span);
        println!(
            "{}:{}:{} {} {} {:?}",
            l.study.files[pl.file as usize],
            pl.line,
            pl.column,
            p.fault.code(),
            p.fault.message(herringbone::model::Lang::En),
            p.fault.hint(herringbone::model::Lang::Zh)
        );
    }
}
