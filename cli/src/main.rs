//! temporary
#![allow(clippy::print_stdout)]
fn main() {
    let files = livsferd_models::files().iter().map(|(n, t)| livsferd::SourceFile::new(*n, *t)).collect();
    let loaded = livsferd::load(files);
    let t = std::time::Instant::now();
    let analysis = livsferd::analyse(&loaded, &livsferd::Options::default());
    println!("{:?}", t.elapsed());
    for j in &analysis.journeys {
        println!("{} {} {} {} {}", j.id, j.steps, j.handovers, j.data_requests, j.analysed);
    }
    for f in &analysis.findings {
        println!("\n{:?} {} [{}] {}", f.severity, f.id, f.gravity.id, f.message.nb);
        println!("   når: {}", f.condition.as_ref().map(|c| c.condition.clone()).unwrap_or_default());
        for c in &f.cases {
            println!(
                "   - {} {:?} {:?} law={:?} holder={:?} lead={:?} when {}",
                c.check,
                c.reason_class.as_ref().map(|c| &c.id),
                c.verdict.as_ref().map(|c| &c.id),
                c.law.iter().map(|l| (&l.id, l.state)).collect::<Vec<_>>(),
                c.holder.as_ref().map(|c| &c.id),
                c.lead.as_ref().map(|c| &c.id),
                c.courses.condition
            );
        }
        println!("   help: {}", f.help.nb);
        println!(
            "   verified {} lead {:?}/{:?}",
            f.verified,
            f.lead.as_ref().map(|c| &c.id),
            f.lead_ministry.as_ref().map(|c| &c.id)
        );
    }
}
