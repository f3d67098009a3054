//! Language models through the real binary: a server that the test plays, and a made-up model file.

#[path = "../../engine/crates/llm/tests/support/mod.rs"]
mod support;

use candle_core::quantized::GgmlDType;
use risorius_tests::server::{Server, answer_of};
use risorius_tests::{portrait, risorius_with};
use risorius_think::prompt::Question;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;
use support::{Sizes, metadata, write_rows};

const BINARY: &str = env!("CARGO_BIN_EXE_risorius");

/// Networks as small as these do nothing but wait for other threads.
const ONE_THREAD: [(&str, &str); 2] = [("RAYON_NUM_THREADS", "1"), ("CANDLE_NUM_THREADS", "1")];

const WORDS: &str = "a held back smile";

fn run(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> String {
    let run = risorius_with(BINARY, folder, args, environment);
    assert_eq!(run.code, 0, "{args:?}: {run:?}");
    run.out
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

#[test]
fn a_server_is_asked_with_key_and_portrait() {
    let answer =
        "Felt: joy.\n# script · 2.00 s\n0.20 12B in 0.30 hold 0.60 out 0.60 A smile.\nend\n";
    let chunk = json!({"choices": [{"delta": {"content": answer}, "finish_reason": "stop"}]});
    let server = Server::say(vec![answer_of("200 OK", &[], format!("data: {chunk}\n\n"))]);
    let folder = tempfile::tempdir().expect("a folder");
    let (url, portrait) = (server.url("/v1"), portrait());
    let portrait = portrait.to_str().expect("a text path");
    let args = ["think", WORDS, "--mind", &url, "--model", "small", "--format", "json"];
    let seeing = [&args[..], &["--portrait", portrait, "--sees-pictures"]].concat();
    let thought = read(&run(folder.path(), &seeing, &[("RISORIUS_API_KEY", "sk-1234")]));
    assert_eq!(thought["cues"][0]["units"][0], json!({"au": 12, "side": "both", "intensity": 0.3}));
    assert_eq!(thought["reasoning"], json!(["Felt: joy."]));
    let request = &server.requests()[0];
    assert_eq!(request.header("authorization"), Some("Bearer sk-1234"));
    let body = read(&request.body);
    let question = body["messages"].as_array().and_then(|all| all.last()).expect("a question");
    assert!(question["content"][0]["text"].as_str().is_some_and(|text| text.contains(WORDS)));
    let picture = question["content"][1]["image_url"]["url"].as_str().expect("a picture");
    assert!(picture.starts_with("data:image/jpeg;base64,/9j/"));
}

#[test]
fn a_model_file_is_imported_asked_and_removed() {
    let folder = tempfile::tempdir().expect("a folder");
    write_model(&folder.path().join("Made Up.gguf"));
    let models = |args: &[&str]| {
        read(&run(folder.path(), &[&["models"], args, &["--format", "json"]].concat(), &[]))
    };
    let pack = models(&["import", "Made Up.gguf"]);
    assert_eq!((&pack["name"], &pack["state"]), (&"made-up".into(), &"here".into()));
    let listed = models(&["list"]);
    let here = |list: &Value| {
        let packs = list["packs"].as_array().expect("packs");
        packs.iter().filter(|pack| pack["state"] == "here").count()
    };
    assert_eq!(here(&listed), 1);
    for mind in ["local", "local:made-up", "local:Made Up.gguf"] {
        let args = ["think", WORDS, "--mind", mind, "--seconds", "2", "--format", "json"];
        let thought = read(&run(folder.path(), &args, &ONE_THREAD));
        assert!(
            thought["cues"].as_array().is_some_and(|cues| !cues.is_empty()),
            "{mind}: {thought}"
        );
    }
    models(&["remove", "made-up"]);
    assert_eq!(here(&models(&["list"])), 0);
}

/// Writes a model whose answers only their grammar gives a form. Its vocabulary has the words of the
/// question, which would be too long for it letter by letter.
fn write_model(path: &Path) {
    let question = Question { words: WORDS.to_owned(), seconds: Some(2.0), ..Question::default() };
    let text: Vec<String> = question.messages().into_iter().map(|message| message.text).collect();
    let text = text.join(" ");
    let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty());
    let words: BTreeSet<&str> = words.collect();
    let words: Vec<String> =
        words.into_iter().flat_map(|word| [word.to_owned(), format!("Ġ{word}")]).collect();
    let sizes = Sizes { least_tokens: 8192, ..Sizes::tiny("qwen3") };
    write_rows(path, &sizes, &metadata(&sizes, &words), sizes.least_tokens, 1, GgmlDType::Q8_0);
}
