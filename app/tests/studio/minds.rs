//! Who thinks: the choice, a model at work, models on this machine, and a server.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use risorius_engine::face::script::parse;
use risorius_engine::minds::{Errand, ErrandNews, KeyState, PackWork, Packs, ThinkingStage};
use risorius_engine::net::packs::{Licence, Progress, State, StoredPack};
use risorius_engine::{Command, Event, Mind, Thinking, Thought};

const SCRIPT: &str = "# a start · 4.0 s
0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.
";

const ADDRESS: &str = "http://localhost:11434/v1";

fn choose(stage: &mut Stage, mind: &str) {
    stage.window.get_by_role_and_label(Role::RadioButton, mind).click();
    stage.settle();
}

fn errands(stage: &Stage) -> Vec<Errand> {
    let told = stage.told().into_iter();
    told.filter_map(
        |command| if let Command::Errand(errand) = command { Some(errand) } else { None },
    )
    .collect()
}

/// A stage on which a server thinks, and the number of a question to it.
fn asked_a_server() -> (Stage, u64) {
    let mut stage = Stage::with_script(SCRIPT);
    choose(&mut stage, "Server");
    stage.window.get_by_label("Address of the server").click();
    stage.settle();
    stage.window.get_by_label("Address of the server").type_text(ADDRESS);
    stage.settle();
    stage.press(Key::Escape);
    stage.press(Key::Escape);
    stage.told();
    stage.click("Think");
    let number = stage.told().into_iter().find_map(|command| match command {
        Command::Think { mind: Mind::Server(server), generation, .. } => {
            assert_eq!(server.base_url, ADDRESS);
            Some(generation)
        }
        _ => None,
    });
    (stage, number.expect("the server is asked"))
}

#[test]
fn a_model_at_work_is_heard_and_its_answer_is_one_edit() {
    let (mut stage, generation) = asked_a_server();
    let before = stage.document().clone();
    let thinking = Thinking {
        stage: ThinkingStage::Answering,
        reasoning: vec!["Felt: relief.".into()],
        lines: vec!["0.10  12C   in 0.20 hold 0.60 out 0.50".into()],
        partial: "0.5".into(),
        tokens: 40,
        tokens_per_sec: Some(12.5),
        ..Thinking::default()
    };
    stage.say(Event::Thinking { generation, thinking: Box::new(thinking) });
    stage.window.get_by_label("Answering · 40 tokens · 12.5 a second");
    stage.window.get_by_label("Felt: relief.");
    stage.window.get_by_label_contains("0.10  12C");
    assert_eq!(stage.document(), &before, "the lines stay until the answer is whole");
    let thought = Thought {
        script: parse("0.10  12 C   in 0.20 hold 0.60 out 0.50   A smile.\n"),
        reasoning: vec!["Felt: relief.".into()],
        remarks: vec![],
    };
    stage.say(Event::Thought { generation, result: Ok(thought), instead: None });
    assert_eq!(stage.document().script.cues().next().unwrap().text, "A smile.");
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(stage.document(), &before);
}

#[test]
fn a_model_is_stopped_with_escape() {
    let (mut stage, generation) = asked_a_server();
    stage.press(Key::Escape);
    assert!(stage.told().iter().any(|command| matches!(command, Command::StopThinking)));
    let before = stage.document().clone();
    let late =
        Thought { script: parse("0.1 4C in 0.2 hold 1 out 1"), reasoning: vec![], remarks: vec![] };
    stage.say(Event::Thought { generation, result: Ok(late), instead: None });
    assert_eq!(stage.document(), &before, "what comes late is not taken");
}

#[test]
fn where_a_model_fails_the_built_in_mind_offers_its_answer() {
    let (mut stage, generation) = asked_a_server();
    let script = parse("0.10  12 B   in 0.20 hold 0.60 out 0.50   A small smile.\n");
    let instead = Some(Box::new(Thought { script, reasoning: vec![], remarks: vec![] }));
    let result = Err("cannot reach localhost:11434".to_owned());
    stage.say(Event::Thought { generation, result, instead });
    stage.window.get_by_label("cannot reach localhost:11434");
    stage.window.get_by_label("Use the built-in answer").click();
    stage.settle();
    assert_eq!(stage.document().script.cues().next().unwrap().text, "A small smile.");
}

fn pack(name: &str, state: State) -> StoredPack {
    StoredPack {
        name: name.into(),
        family: "Qwen3 1.7B".into(),
        licence: Some(Licence {
            name: "Apache-2.0".into(),
            url: "https://www.apache.org/licenses/LICENSE-2.0".into(),
        }),
        bytes: Some(1_100_000_000),
        note: "Small and quick.".into(),
        state,
    }
}

fn packs(packs: Vec<StoredPack>) -> Event {
    Event::Errand(ErrandNews::Packs(Ok(Packs {
        packs,
        folder: "/models".into(),
        used_bytes: 0,
        budget_bytes: 20_000_000_000,
    })))
}

#[test]
fn a_model_is_fetched_only_when_asked_for_and_can_be_stopped() {
    let mut stage = Stage::with_script(SCRIPT);
    choose(&mut stage, "Local model");
    stage.say(packs(vec![pack("qwen3-1.7b", State::Absent)]));
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    stage.settle();
    let looked = errands(&stage);
    assert!(looked.iter().all(|errand| matches!(errand, Errand::ListPacks)), "{looked:?}");
    stage.window.get_by_label("Apache-2.0");
    stage.click("Fetch qwen3-1.7b");
    let asked = errands(&stage);
    assert!(matches!(&asked[..], [Errand::FetchPack { what, .. }] if what == "qwen3-1.7b"));
    let progress = Progress {
        done_bytes: 110_000_000,
        total_bytes: Some(1_100_000_000),
        eta_secs: Some(75.0),
    };
    let name = "qwen3-1.7b".to_owned();
    stage.say(Event::Errand(ErrandNews::Work {
        name: name.clone(),
        work: PackWork::Running(progress),
    }));
    stage.window.get_by_label("110 MB of 1.10 GB, 1:15 min left");
    stage.click("Stop qwen3-1.7b");
    assert!(matches!(&errands(&stage)[..], [Errand::StopPack { .. }]));
    stage.say(Event::Errand(ErrandNews::Work { name, work: PackWork::Stopped }));
    stage.say(packs(vec![pack("qwen3-1.7b", State::Part(110_000_000))]));
    stage.click("Remove qwen3-1.7b…");
    assert!(errands(&stage).is_empty(), "it asks first");
    stage.click("Remove qwen3-1.7b");
    assert!(matches!(&errands(&stage)[..], [Errand::RemovePack { .. }]));
}

#[test]
fn a_server_is_tested_and_its_key_kept_out_of_the_project() {
    let (mut stage, _) = asked_a_server();
    stage.press(Key::Escape);
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::I);
    stage.settle();
    stage.told();
    stage.click("Test");
    assert!(matches!(&errands(&stage)[..], [Errand::ListModels { .. }]));
    let base_url = ADDRESS.to_owned();
    let result = Ok(vec!["gemma3".to_owned(), "qwen3".to_owned()]);
    stage.say(Event::Errand(ErrandNews::Models { base_url: base_url.clone(), result }));
    stage.window.get_by_label("It answers: 2 models.");
    stage.window.get_by_label("Key of the server").click();
    stage.settle();
    stage.window.get_by_label("Key of the server").type_text("sk-secret");
    stage.settle();
    stage.click("Keep the key");
    assert!(matches!(&errands(&stage)[..], [Errand::KeepKey { .. }]));
    let why = "there is no keyring here: the key is kept until the program ends".to_owned();
    stage
        .say(Event::Errand(ErrandNews::Key { base_url, state: KeyState::ForSession(why.clone()) }));
    stage.window.get_by_label(&why);
    let mind = stage.folder.path().join("mind.json");
    stage.wait(|_| mind.exists());
    assert!(!std::fs::read_to_string(mind).unwrap().contains("secret"));
}
