//! The JSON is what its schema says.

mod handmade;

use livsferd::finding::Analysis;
use livsferd::report;
use livsferd::text::Sources;
use livsferd::unreadable::{self, Reason, Unreadable};
use livsferd::words::Lang;
use serde_json::Value;

const SCHEMA: &str = include_str!("../../docs/livsferd.schema.json");
const WALK: &str = include_str!("../../docs/livsferd-walk.schema.json");
const COVERAGE: &str = include_str!("../../docs/livsferd-coverage.schema.json");

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

/// A finding has the number that the report prints; an error of files or the model has none.
#[test]
fn findings_have_the_number_of_the_report() {
    let sources = handmade::sources();
    let mut analysis = handmade::analysis(&sources);
    let missing = Unreadable { name: "børt.ron".to_owned(), reason: Reason::Missing };
    unreadable::add(&mut analysis, &[missing]);
    let json: Value = serde_json::from_str(&report::json(&analysis, &sources, Lang::Nb)).expect("JSON");
    for (told, finding) in json["findings"].as_array().expect("findings").iter().zip(&analysis.findings) {
        match finding.is_model_error() {
            true => assert!(told["number"].is_null(), "{}", finding.id),
            false => assert_eq!(told["number"], report::finding_number(&finding.id)),
        }
    }
    assert!(analysis.findings.iter().any(|finding| finding.is_model_error()));
    assert!(analysis.findings.iter().any(|finding| !finding.is_model_error()));
}

/// What `livsferd walk` and `livsferd coverage` write of the reference models is what their schemas say.
#[test]
fn walks_and_coverage_are_valid() {
    let files = livsferd_models::files().iter();
    let loaded = livsferd::load(files.map(|(name, text)| livsferd::SourceFile::new(*name, *text)).collect());
    let analysis = livsferd::analyse(&loaded, &livsferd::Options::default());
    let mut walks = Vec::new();
    for journey in &loaded.model.journeys {
        walks.extend(livsferd::walk(&loaded, &analysis, &journey.id, None).expect("it can be walked"));
    }
    let coverage = livsferd::coverage(&loaded, &analysis);
    for lang in Lang::ALL {
        for (schema, text) in
            [(WALK, report::walks_json(&walks, lang)), (COVERAGE, report::coverage_json(&coverage, lang))]
        {
            let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
            assert!(jsonschema::draft202012::meta::is_valid(&schema));
            let validator = jsonschema::draft202012::new(&schema).expect("the schema is one");
            let json: Value = serde_json::from_str(&text).expect("JSON");
            let errors: Vec<String> = validator
                .iter_errors(&json)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}");
            for (name, definition) in schema["$defs"].as_object().expect("definitions") {
                all_are_described(name, definition, &json, &schema);
            }
        }
    }
}

/// Every object that has all the fields a definition requires has no other.
fn all_are_described(name: &str, definition: &Value, json: &Value, schema: &Value) {
    let Some(properties) = definition["properties"].as_object() else { return };
    let known = |keys: &serde_json::Map<String, Value>| {
        let fits = |definition: &Value| {
            let properties = definition["properties"].as_object();
            properties.is_some_and(|properties| keys.keys().eq(properties.keys()))
        };
        fits(schema) || schema["$defs"].as_object().is_some_and(|all| all.values().any(fits))
    };
    match json {
        Value::Object(object) => {
            if properties.keys().all(|key| object.contains_key(key)) {
                assert!(known(object), "{name}: {:?}", object.keys().collect::<Vec<_>>());
            }
            object.values().for_each(|value| all_are_described(name, definition, value, schema));
        }
        Value::Array(values) => {
            values.iter().for_each(|value| all_are_described(name, definition, value, schema));
        }
        _ => {}
    }
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
        ("earlier", &full["earlier"]),
    ] {
        assert_eq!(there(value), described(&schema["$defs"][name]), "{name}");
    }
}
