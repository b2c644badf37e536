//! The `herringbone` program: hands its arguments to the library and leaves with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    let origin = std::env::args()
        .nth(1)
        .map_or(herringbone::load::Origin::BuiltIn, |p| herringbone::load::Origin::Path(p.into()));
    let loaded = herringbone::load::load(&origin).unwrap();
    let lang = if std::env::var("HB").is_ok() {
        herringbone::model::Lang::En
    } else {
        herringbone::model::Lang::Zh
    };
    let launch = herringbone::tui::Launch {
        origin,
        lang,
        dir: Some("/tmp/hbs".into()),
        ..Default::default()
    };
    let _ = herringbone::tui::run(launch, loaded);
    ExitCode::SUCCESS
}
