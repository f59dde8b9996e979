//! Every model file is plain `ron`, is found under its name, and is the kind of file its folder promises.

use livsferd::declaration::File;

#[test]
fn every_file_parses_with_plain_ron() {
    let failures: Vec<String> = livsferd_models::files()
        .iter()
        .filter_map(|(name, text)| {
            let error = livsferd::ron_options().from_str::<File>(text).err()?;
            Some(format!("{name}:{error}"))
        })
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn names_are_sorted_and_say_where_the_file_is() {
    let names: Vec<&str> = livsferd_models::files().iter().map(|(name, _)| *name).collect();
    assert!(names.contains(&"models/dodsfall-og-arv/livshendelse.ron"), "{names:?}");
    assert!(names.is_sorted(), "{names:?}");
}

#[test]
fn an_event_has_the_name_of_its_folder() {
    for (name, text) in livsferd_models::files() {
        let folder = name.split('/').nth(1).unwrap_or_default();
        let event = match livsferd::ron_options().from_str::<File>(text) {
            Ok(File::LifeEvent { id, .. }) => id.value,
            Ok(
                File::Steps { event: Some(event), .. }
                | File::Personas { event, .. }
                | File::Topics { event, .. },
            ) => event.value,
            _ => continue,
        };
        assert_eq!(event, folder, "{name}");
    }
}
