//! `risorius library`: named expressions and small scripts.

use super::args::Format;
use super::{Failure, progress};
use risorius_engine::library::{self, Entry, Library};
use risorius_engine::{output, work};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
    /// Folder of your own entries [default: RISORIUS_LIBRARY, or the system's place for a program's data]
    #[arg(long, value_name = "FOLDER", global = true)]
    folder: Option<PathBuf>,
    /// How to print it
    #[arg(long, value_enum, default_value_t, global = true)]
    format: Format,
}

#[derive(clap::Subcommand)]
enum What {
    /// List the entries
    List {
        /// Only those with this tag
        #[arg(long, value_name = "TAG")]
        tag: Option<String>,
    },
    /// Print an entry's muscle script
    Show {
        /// Its name
        name: String,
    },
    /// Find entries by words, tags and action units
    Search {
        /// Such as "smile weak" or "12+6"
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// Mix entries by ratio into a muscle script
    Blend {
        /// NAME=RATIO, such as "happiness=0.7" "mild surprise=0.3"
        #[arg(required = true, value_name = "NAME=RATIO", value_parser = share)]
        parts: Vec<(String, f32)>,
        /// Write to a file instead of stdout
        #[arg(short, long, value_name = "SCRIPT")]
        output: Option<PathBuf>,
    },
    /// Keep a muscle script as an entry of your own
    Add {
        /// The script
        file: PathBuf,
        /// The entry's name
        #[arg(long)]
        name: String,
        /// What it is found by; give it again for more
        #[arg(long = "tag", value_name = "TAG")]
        tags: Vec<String>,
        /// What it is for
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Take an entry of your own away
    Remove {
        /// Its name
        name: String,
    },
}

/// `NAME=RATIO`; a name alone has the ratio 1.
fn share(text: &str) -> Result<(String, f32), String> {
    let (name, ratio) = text.rsplit_once('=').unwrap_or((text, "1"));
    let ratio = ratio.trim().parse().ok().filter(|ratio: &f32| (0.0..=1000.0).contains(ratio));
    let ratio = ratio.ok_or("use NAME=RATIO with a ratio from 0 to 1000, such as happiness=0.7")?;
    Ok((name.trim().to_owned(), ratio))
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let mut library = match &args.folder {
        Some(folder) => Library::with_user_folder(folder),
        None => Library::of_system(),
    };
    for problem in library.problems() {
        progress::say(&format!("note: {problem}"));
    }
    match &args.what {
        What::List { tag } => {
            let has = |entry: &&Entry| {
                tag.as_ref().is_none_or(|tag| entry.tags.contains(&tag.to_lowercase()))
            };
            print_list(&library, &library.entries().filter(has).collect::<Vec<_>>(), args.format)
        }
        What::Search { query } => {
            print_list(&library, &library.search(&query.join(" ")), args.format)
        }
        What::Show { name } => {
            let entry = library.entry(name)?;
            let text = match args.format {
                Format::Text => output::entry_text(entry),
                Format::Json => output::entries_json(&library, &[entry]),
            };
            Ok(output::deliver(None, &text)?)
        }
        What::Blend { parts, output } => {
            let named = parts.iter().map(|(name, ratio)| Ok((library.entry(name)?, *ratio)));
            let script = library::blend(&named.collect::<Result<Vec<_>, Failure>>()?);
            if script.cues().next().is_none() {
                return Err(Failure::Usage("all ratios are 0: give one entry more".to_owned()));
            }
            let text = match args.format {
                Format::Text => risorius_engine::face::script::format(&script),
                Format::Json => output::script_json(&script),
            };
            Ok(output::deliver(output.as_deref(), &text)?)
        }
        What::Add { file, name, tags, note } => {
            let script = work::read_script(file)?;
            Ok(library.save(name, tags, note, &script)?)
        }
        What::Remove { name } => Ok(library.remove(name)?),
    }
}

fn print_list(library: &Library, entries: &[&Entry], format: Format) -> Result<(), Failure> {
    let text = match format {
        Format::Text => output::entries_text(entries),
        Format::Json => output::entries_json(library, entries),
    };
    Ok(output::deliver(None, &text)?)
}
