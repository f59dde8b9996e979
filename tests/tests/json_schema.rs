//! The JSON is what its schema says.

mod handmade;

use livsferd::finding::Analysis;
use livsferd::report;
use livsferd::text::Sources;
use livsferd::unreadable::{self, Reason, Unreadable};
use livsferd::words::Lang;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../docs/livsferd.schema.json");

fn schema() -> Value {
    serde_json::from_str(SCHEMA).expect("the schema is JSON")
}

fn check(analysis: &Analysis, sources: &Sources) {
    let schema = schema();
    let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
    for lang in Lang::ALL {
        let text = report::json(analysis, sources, lang);
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_is_of_its_draft() {
    assert!(jsonschema::draft202012::meta::is_valid(&schema()));
}

#[test]
fn everything_that_can_be_said_is_valid() {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    let missing = Unreadable { name: "børt.ron".to_owned(), reason: Reason::Missing };
    unreadable::add(&mut analysis, &[missing]);
    check(&analysis, &sources);
}

#[test]
fn the_reference_models_are_valid() {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| livsferd::SourceFile::new(*name, *text)).collect());
    check(&livsferd::analyse(&loaded, &livsferd::Options::default()), &loaded.sources);
}

/// Every field of the JSON is described, and every field that is described is there.
#[test]
fn the_schema_tells_all_fields() {
    let sources = handmade::sources();
    let text = report::json(&handmade::analysis(&sources), &sources, Lang::En);
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let schema = schema();
    let described = |definition: &Value| -> Vec<String> {
        definition["properties"].as_object().expect("properties").keys().cloned().collect()
    };
    let there =
        |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(there(&json), described(&schema));
    let full = &json["findings"][2];
    for (name, value) in [
        ("journey", &json["journeys"][0]),
        ("thing", &json["gravities"][0]),
        ("source", &json["sources"][0]),
        ("finding", full),
        ("place", &full["places"][0]),
        ("case", &full["cases"][0]),
        ("law", &full["cases"][0]["law"][0]),
        ("witness", &full["witness"]),
    ] {
        assert_eq!(there(value), described(&schema["$defs"][name]), "{name}");
    }
}
