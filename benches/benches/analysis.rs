//! Reading, binding, analysis and the whole, by size; and plain `ron` on the same texts.
//!
//! `cargo bench -p livsferd-benches`; with `LIVSFERD_BENCH_LARGE` set, also 100,000 steps.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use livsferd::declaration::File;
use livsferd::model::{Unit, bind};
use livsferd::text::Sources;
use livsferd::words::Lang;
use livsferd::{Options, SourceFile, analyse, load, ron_options};
use livsferd_benches::{bytes, embedded, generated};
use std::hint::black_box;
use std::time::Duration;

/// The inputs: a name and its texts.
fn inputs() -> Vec<(String, Vec<SourceFile>)> {
    let mut sizes = vec![100, 1_000, 10_000];
    if std::env::var_os("LIVSFERD_BENCH_LARGE").is_some() {
        sizes.push(100_000);
    }
    let sizes = sizes.into_iter().map(|steps| (steps.to_string(), generated(steps)));
    std::iter::once((String::from("embedded"), embedded())).chain(sizes).collect()
}

fn read_all(sources: &Sources) -> Vec<Unit> {
    let files = sources.iter().map(|(id, file)| livsferd::reader::read(id, &file.text));
    files
        .filter_map(|read| Some(Unit { file: read.value?, broken: false, broken_ids: read.broken_ids }))
        .collect()
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (name, files) in inputs() {
        group.throughput(Throughput::Bytes(bytes(&files) as u64));
        let sources = Sources::new(files);
        group.bench_function(BenchmarkId::new("places and all errors", &name), |bencher| {
            bencher.iter(|| black_box(read_all(&sources)));
        });
        group.bench_function(BenchmarkId::new("plain ron", &name), |bencher| {
            bencher.iter(|| {
                for (_, file) in sources.iter() {
                    let read = ron_options().from_str::<File>(&file.text);
                    assert!(black_box(read).is_ok());
                }
            });
        });
    }
    group.finish();
}

fn binding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("bind");
    group.sample_size(10).measurement_time(Duration::from_secs(3));
    for (name, files) in inputs() {
        let sources = Sources::new(files);
        let units = read_all(&sources);
        group.bench_function(&name, |bencher| bencher.iter(|| black_box(bind(&units, &[], &sources))));
    }
    group.finish();
}

fn analysis(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("analyse");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for (name, files) in inputs() {
        let loaded = load(files);
        group.bench_function(&name, |bencher| {
            bencher.iter(|| black_box(analyse(&loaded, &Options::default())));
        });
    }
    group.finish();
}

fn whole(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("texts to JSON");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for (name, files) in inputs() {
        group.bench_function(&name, |bencher| {
            bencher.iter_with_large_drop(|| {
                let loaded = load(files.clone());
                let analysis = analyse(&loaded, &Options::default());
                black_box(livsferd::report::json(&analysis, &loaded.sources, Lang::Nb))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading, binding, analysis, whole);
criterion_main!(benches);
