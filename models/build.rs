//! Lists the model files `*/*.ron` beside this script and writes the table that `src/lib.rs` includes.
//!
//! The texts themselves are embedded by `include_str!`, so the compiler also sees when one changes.

use std::error::Error;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    println!("cargo::rerun-if-changed=.");

    let mut names = model_files(&root)?;
    names.sort();

    let rows: String = names
        .iter()
        .map(|name| {
            let shown = format!("models/{name}");
            let path = format!("/{name}");
            format!("    ({shown:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {path:?}))),\n")
        })
        .collect();
    let table = PathBuf::from(env::var("OUT_DIR")?).join("files.rs");
    fs::write(table, format!("&[\n{rows}]\n"))?;
    Ok(())
}

/// The names `folder/file.ron` of the model files one folder below `root`, with `/` on every system.
fn model_files(root: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for folder in fs::read_dir(root)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path())? {
            let path = file?.path();
            if path.extension() != Some(OsStr::new("ron")) {
                continue;
            }
            let (Some(folder), Some(file)) = (folder.file_name().to_str().map(str::to_owned), name_of(&path))
            else {
                return Err(format!("not a name in UTF-8: {}", path.display()).into());
            };
            names.push(format!("{folder}/{file}"));
        }
    }
    Ok(names)
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name()?.to_str().map(str::to_owned)
}
