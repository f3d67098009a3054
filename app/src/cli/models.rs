//! `risorius models`: language models on this machine.

use super::Failure;
use super::args::Format;
use super::progress::{self, Progress};
use risorius_engine::minds::Packs;
use risorius_engine::net::packs::{
    self, Pack, PackError, State, Store, StoredPack, Wish, show_size,
};
use risorius_engine::net::{Cancel, Patience};
use risorius_engine::output;
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(clap::Args)]
#[command(after_help = "\
Models lie with the user's other data, or in the folder that RISORIUS_MODELS names. Nothing is fetched
before `models fetch` asks for it; a download that breaks off goes on where it was.")]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    /// How to print it
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(clap::Subcommand)]
enum What {
    /// Show the models that can be fetched, with licence and size, and those that are here
    List,
    /// Download a listed model, or any GGUF file by its address
    Fetch {
        /// A name of the list, or an address
        what: String,
        /// Another name for it
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// The SHA-256 that the file must have
        #[arg(long, value_name = "DIGITS")]
        sha256: Option<String>,
    },
    /// Copy a GGUF file from disk into the store
    Import {
        /// The file
        file: PathBuf,
        /// Its name in the store [default: that of the file]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
    },
    /// Remove a model, or the part of one
    Remove {
        /// Its name
        name: String,
    },
    /// Show the disk space that models may take, or set it
    Budget {
        /// Such as 20GB
        #[arg(value_parser = packs::read_size)]
        size: Option<u64>,
    },
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let store = Store::of_user()?;
    let text = match &args.what {
        What::List => list(&store, args.format)?,
        What::Fetch { what, name, sha256 } => {
            let wish = Wish::read(what, name.as_deref(), sha256.as_deref());
            fetch(&store, &wish.map_err(|error| Failure::Usage(error.to_string()))?, args.format)?
        }
        What::Import { file, name } => {
            let mut copying = Progress::of_bytes("copying", args.format);
            let mut tell = |progress: packs::Progress| tell(&mut copying, progress);
            let name = store.import(file, name.as_deref(), &Cancel::default(), &mut tell)?;
            here(&store, &name, args.format)?
        }
        What::Remove { name } => {
            let freed = store.remove(name)?;
            match args.format {
                Format::Text => format!("{name} is removed: {} are free again", show_size(freed)),
                Format::Json => json!({"event": "done", "name": name, "freed": freed}).to_string(),
            }
        }
        What::Budget { size } => budget(&store, *size, args.format)?,
    };
    Ok(output::deliver(None, &text)?)
}

/// Says what comes under which terms as soon as it comes: a fetch that fails has one line to say.
fn fetch(store: &Store, wish: &Wish, format: Format) -> Result<String, Failure> {
    let pack = wish.pack();
    let mut terms = (format == Format::Text).then(|| terms(pack));
    let mut fetching = Progress::of_bytes("downloading", format);
    let mut tell = |progress: packs::Progress| {
        if let Some(terms) = terms.take() {
            progress::say(&terms);
        }
        tell(&mut fetching, progress);
    };
    store.fetch(wish, &Patience::DOWNLOAD, &Cancel::default(), &mut tell)?;
    here(store, &pack.name, format)
}

fn terms(pack: &Pack) -> String {
    let licence = match &pack.licence {
        Some(licence) => format!("{} ({})", licence.name, licence.url),
        None => "unknown here, ask its publisher".to_owned(),
    };
    let size = pack.about_bytes().map(|bytes| format!(", about {}", show_size(bytes)));
    format!("fetching {}{}; licence: {licence}", pack.name, size.unwrap_or_default())
}

fn tell(progress: &mut Progress, at: packs::Progress) {
    progress.so_far(at.done_bytes, at.total_bytes, at.eta_secs);
}

/// A pack that has just come.
fn here(store: &Store, name: &str, format: Format) -> Result<String, Failure> {
    let packs = store.packs()?;
    let not_here = || PackError::NotHere { name: name.to_owned() };
    let pack = packs.iter().find(|pack| pack.name == name).ok_or_else(not_here)?;
    Ok(match (format, &pack.state) {
        (Format::Json, _) => pack_json(store, pack).to_string(),
        (Format::Text, State::Here(installed)) => {
            let file = &installed.files[0];
            let check =
                if file.pinned { "as it should be" } else { "not pinned: kept for next time" };
            let path = store.model(name)?;
            format!("{}\nsha256  {} ({check})", path.display(), file.sha256)
        }
        (Format::Text, _) => return Err(not_here().into()),
    })
}

fn list(store: &Store, format: Format) -> Result<String, Failure> {
    let Packs { packs, folder, used_bytes, budget_bytes } = Packs::of(store)?;
    if format == Format::Json {
        let list: Vec<Value> = packs.iter().map(|pack| pack_json(store, pack)).collect();
        let list = json!({
            "packs": list, "folder": folder, "used_bytes": used_bytes, "budget_bytes": budget_bytes,
        });
        return Ok(serde_json::to_string_pretty(&list)?);
    }
    let mut text: String = packs.iter().map(pack_text).collect();
    text += &format!(
        "{} of {} are used in {}\n",
        show_size(used_bytes),
        show_size(budget_bytes),
        folder.display()
    );
    Ok(text)
}

fn pack_text(pack: &StoredPack) -> String {
    let size = pack.bytes.map_or("size unknown".to_owned(), show_size);
    let state = match &pack.state {
        State::Absent => "not here".to_owned(),
        State::Part(bytes) => format!("{} are here", show_size(*bytes)),
        State::Here(_) => "here".to_owned(),
    };
    let mut text = format!("{:<18} {size:>9}  {state}\n", pack.name);
    for line in [&pack.family, &pack.note].into_iter().filter(|line| !line.is_empty()) {
        text += &format!("    {line}\n");
    }
    if let Some(licence) = &pack.licence {
        text += &format!("    {}: {}\n", licence.name, licence.url);
    }
    text
}

/// By the JSON contract; sizes in bytes.
fn pack_json(store: &Store, pack: &StoredPack) -> Value {
    let (state, there) = match &pack.state {
        State::Absent => ("absent", 0),
        State::Part(bytes) => ("part", *bytes),
        State::Here(installed) => ("here", installed.bytes()),
    };
    let file = match &pack.state {
        State::Here(installed) => installed.files.first(),
        _ => None,
    };
    json!({
        "name": pack.name, "family": pack.family, "note": pack.note, "licence": pack.licence,
        "bytes": pack.bytes, "state": state, "bytes_here": there,
        "path": file.and_then(|_| store.model(&pack.name).ok()),
        "sha256": file.map(|file| &file.sha256), "pinned": file.map(|file| file.pinned),
    })
}

fn budget(store: &Store, size: Option<u64>, format: Format) -> Result<String, Failure> {
    if let Some(bytes) = size {
        store.set_budget(bytes)?;
    }
    let (budget, used) = (store.budget_bytes()?, store.used_bytes());
    Ok(match format {
        Format::Text => format!("{} of {} are used", show_size(used), show_size(budget)),
        Format::Json => json!({"budget_bytes": budget, "used_bytes": used}).to_string(),
    })
}
