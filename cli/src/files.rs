//! Reading model files: the only place that touches the file system for input.

use livsferd::SourceFile;
use livsferd::limits;
use livsferd::unreadable::{Reason, Unreadable};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = limits::MAX_FILE_BYTES as u64;

/// The folder that is read together with whatever else is read.
const SHARED: &str = "models/shared/";

/// What was read, and what could not be.
#[derive(Debug, Default)]
pub(crate) struct Files {
    pub(crate) read: Vec<SourceFile>,
    pub(crate) unreadable: Vec<Unreadable>,
    /// Given files that look like an embedded shared file but differ from it.
    pub(crate) differing: Vec<String>,
}

/// The embedded models.
pub(crate) fn embedded() -> Files {
    let read = livsferd_models::files().iter().map(|(name, text)| SourceFile::new(*name, *text)).collect();
    Files { read, ..Files::default() }
}

/// The files at the paths, with the embedded shared folder or without it.
pub(crate) fn given(paths: &[PathBuf], with_shared: bool) -> Files {
    let mut files = Files::default();
    let mut seen = BTreeSet::new();
    for path in paths {
        let Some(found) = walk(path, &mut seen, &mut files.unreadable) else { continue };
        for path in found {
            let text = if is_saved(&path) { Err(Reason::SavedResult) } else { read(&path) };
            match text {
                Ok(text) => files.read.push(SourceFile::new(shown(&path), text)),
                Err(reason) => files.unreadable.push(Unreadable { name: shown(&path), reason }),
            }
        }
    }
    files.unreadable.sort();
    if with_shared {
        add_shared(&mut files);
    }
    files
}

/// True for the path of a saved result, which is no model.
pub(crate) fn is_saved(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// The text of one file that is no model, as a saved result.
pub(crate) fn other(path: &Path) -> Result<String, Unreadable> {
    read(path).map_err(|reason| Unreadable { name: shown(path), reason })
}

/// Adds the embedded shared files, except those that are among the given ones word by word.
fn add_shared(files: &mut Files) {
    let shared: Vec<_> =
        livsferd_models::files().iter().filter(|(name, _)| name.starts_with(SHARED)).collect();
    let differs = |file: &&SourceFile| {
        shared.iter().any(|(name, text)| ends_with_path(&file.name, name) && file.text != *text)
    };
    files.differing = files.read.iter().filter(differs).map(|file| file.name.clone()).collect();
    let missing: Vec<SourceFile> = shared
        .iter()
        .filter(|(_, text)| !files.read.iter().any(|file| file.text == *text))
        .map(|(name, text)| SourceFile::new(*name, *text))
        .collect();
    // First, so that what is defined twice is told of where whoever wrote the other can change it.
    files.read.splice(0..0, missing);
}

/// True where the path ends in all the parts of the other.
fn ends_with_path(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// The model files at a path, sorted: itself where it is no folder, else every `*.ron` below it.
///
/// `seen` holds the real paths of the files and folders met before, so that links lead to nothing twice;
/// none where the path itself was met before.
fn walk(root: &Path, seen: &mut BTreeSet<PathBuf>, unreadable: &mut Vec<Unreadable>) -> Option<Vec<PathBuf>> {
    if fs::canonicalize(root).is_ok_and(|real| seen.contains(&real)) {
        return None;
    }
    let before = unreadable.len();
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(path) = open.pop() {
        // A path that does not resolve is reported when it is read.
        if fs::canonicalize(&path).is_ok_and(|real| !seen.insert(real)) {
            continue;
        }
        if !path.is_dir() {
            found.push(path);
            continue;
        }
        match entries(&path) {
            Ok(entries) => open.extend(entries),
            Err(error) => unreadable.push(Unreadable { name: shown(&path), reason: reason(&error) }),
        }
    }
    if found.is_empty() && unreadable.len() == before {
        unreadable.push(Unreadable { name: shown(root), reason: Reason::NoModels });
    }
    Some(found)
}

/// What is to be read of a folder: its folders and its `*.ron` files, last first.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() || path.extension().is_some_and(|extension| extension == "ron") {
            paths.push(path);
        }
    }
    paths.sort();
    paths.reverse();
    Ok(paths)
}

/// The text of a file, unless it is too large to be read.
fn read(path: &Path) -> Result<String, Reason> {
    let about = fs::metadata(path).map_err(|error| reason(&error))?;
    // Opening a pipe would wait for someone to write to it.
    if !about.is_file() {
        return Err(Reason::NotAFile);
    }
    if about.len() > MAX_FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    let file = File::open(path).map_err(|error| reason(&error))?;
    let mut bytes = Vec::new();
    // The file may have grown since.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Reason::TooLarge);
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        Reason::NotUtf8 { line: 1 + valid.iter().filter(|&&byte| byte == b'\n').count() }
    })
}

fn reason(error: &io::Error) -> Reason {
    match error.kind() {
        io::ErrorKind::NotFound => Reason::Missing,
        io::ErrorKind::PermissionDenied => Reason::NotPermitted,
        _ => Reason::Other(error.to_string()),
    }
}

/// The path as people see it: with `/` between the parts, on every system.
fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace('\\', "/") }
}
