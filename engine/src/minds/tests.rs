//! Language models behind a server of the test, asked through the engine's own threads.

use super::{
    Asked, Asker, Errand, ErrandNews, Errands, KeyState, Mind, PackWork, ServerModel, Thinker,
};
use crate::engine::Events;
use crate::{Event, Thought};
use crossbeam_channel::{Receiver, unbounded};
use risorius_net::Cancel;
use risorius_net::keys::{Key, Keys, Vault};
use risorius_net::packs::{State, Store};
use risorius_tests::server::{Server, answer_of};
use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

/// No keyring, as on a machine without a desktop.
struct NoVault;

impl Vault for NoVault {
    fn get(&self, _: &str) -> Result<Option<String>, String> {
        Err("there is no keyring".into())
    }

    fn set(&self, _: &str, _: Option<&str>) -> Result<(), String> {
        Err("there is no keyring".into())
    }
}

const ANSWER: [&str; 3] = [
    "Felt: joy, held back.\n# script · 2.00 s\n",
    "beat 0.00-2.00 joy 0.70, suppressed\n0.20 12B in 0.30 hold 0.60 out 0.60 A smile. \n",
    "0.40 17B in 0.30 hold 0.60 out 0.60 The chin holds it.\nend\n",
];

fn stream() -> Vec<u8> {
    let chunk = |text: &&str| {
        let chunk = serde_json::json!({"choices": [{"delta": {"content": text}}]});
        format!("data: {chunk}\n\n")
    };
    let events: String = ANSWER.iter().map(chunk).collect();
    answer_of("200 OK", &[], events + "data: [DONE]\n\n")
}

fn mind(server: &Server) -> Mind {
    let (base_url, model) = (server.url("/v1"), "small".to_owned());
    Mind::Server(ServerModel { base_url, model, sees_pictures: true })
}

fn asked(words: &str) -> Asked {
    let mut asked = Asked::default();
    words.clone_into(&mut asked.question.words);
    asked
}

fn keys() -> Arc<Keys> {
    Arc::new(Keys::in_vault(NoVault))
}

fn thinker() -> (Thinker, Receiver<Event>) {
    let (events, inbox) = events();
    (Thinker::spawn(events, Asker::new(keys(), None)), inbox)
}

fn events() -> (Events, Receiver<Event>) {
    let (sender, inbox) = unbounded();
    (Events::to(sender, Arc::new(|| {})), inbox)
}

/// Waits for what a filter lets through.
fn wait<T>(inbox: &Receiver<Event>, filter: impl FnMut(Event) -> Option<T>) -> T {
    let events = std::iter::from_fn(|| inbox.recv_timeout(Duration::from_secs(20)).ok());
    let mut found = events.filter_map(filter);
    found.next().expect("the engine says so")
}

type Answered = (u64, Result<Thought, String>, Option<Box<Thought>>);

fn answered(event: Event) -> Option<Answered> {
    match event {
        Event::Thought { generation, result, instead } => Some((generation, result, instead)),
        _ => None,
    }
}

#[test]
fn a_server_answers_line_by_line_and_then_with_a_script() {
    let server = Server::say(vec![stream()]);
    let (mut thinker, inbox) = thinker();
    thinker.ask(mind(&server), asked("a held back smile"), 7);
    let mut lines = Vec::new();
    let (generation, result, instead) = wait(&inbox, |event| match event {
        Event::Thinking { generation: 7, thinking } => {
            lines.push((thinking.reasoning.len(), thinking.lines.len()));
            None
        }
        event => answered(event),
    });
    let thought = result.expect("a thought");
    assert_eq!((generation, instead), (7, None));
    assert_eq!(thought.script.cues().count(), 2);
    assert_eq!(thought.reasoning, ["Felt: joy, held back."]);
    assert!(lines.contains(&(1, 0)) && lines.contains(&(1, 2)), "{lines:?}");
}

#[test]
fn where_a_model_fails_the_built_in_mind_is_offered_and_not_taken() {
    for answer in [
        answer_of("400 Bad Request", &[], r#"{"error":"too small"}"#),
        answer_of(
            "200 OK",
            &[],
            r#"{"choices":[{"message":{"content":"Sorry."},"finish_reason":"stop"}]}"#,
        ),
    ] {
        let server = Server::say(vec![answer]);
        let (mut thinker, inbox) = thinker();
        thinker.ask(mind(&server), asked("she smiles"), 1);
        let (_, result, instead) = wait(&inbox, answered);
        let why = result.expect_err("no thought");
        assert!(why.contains("built-in mind can answer") && !why.contains('\n'), "{why}");
        assert!(instead.expect("an offer").script.cues().count() > 0);
    }
}

#[test]
fn a_newer_question_stops_the_older_and_a_stopped_one_has_no_answer() {
    let server = Server::play(|before, _, stream| {
        if before == 1 {
            stream.write_all(&self::stream()).expect("a client");
        } else {
            std::thread::sleep(Duration::from_secs(600));
        }
    });
    let (mut thinker, inbox) = thinker();
    let heard = |count: usize| {
        while server.requests().len() < count {
            std::thread::yield_now();
        }
    };
    thinker.ask(mind(&server), asked("slow"), 1);
    heard(1);
    thinker.ask(mind(&server), asked("a held back smile"), 2);
    assert_eq!(wait(&inbox, answered).0, 2);
    thinker.ask(mind(&server), asked("slow"), 3);
    heard(3);
    thinker.stop();
    thinker.ask(Mind::BuiltIn, asked("she smiles"), 4);
    assert_eq!(wait(&inbox, answered).0, 4, "the third has no answer");
}

#[test]
fn words_that_are_no_question_reach_no_server() {
    let server = Server::say(vec![stream()]);
    let mut asker = Asker::new(keys(), None);
    for words in ["", " \n"] {
        let asked = asked(words);
        assert!(asker.ask(&mind(&server), &asked, &Cancel::default(), &mut |_| {}).is_err());
    }
    assert!(server.requests().is_empty());
}

#[test]
fn a_model_without_a_name_is_the_only_one() {
    for (models, works) in
        [(r#"{"data":[{"id":"one"}]}"#, true), (r#"{"data":[{"id":"a"},{"id":"b"}]}"#, false)]
    {
        let server = Server::play(move |_, request, stream| {
            let answer = match request.path.as_str() {
                "/v1/models" => answer_of("200 OK", &[], models),
                _ => self::stream(),
            };
            let _ = stream.write_all(&answer);
        });
        let Mind::Server(model) = mind(&server) else { unreachable!("it is a server") };
        let unnamed = Mind::Server(ServerModel { model: String::new(), ..model });
        let mut asker = Asker::new(keys(), None);
        let asked = asked("a held back smile");
        let answer = asker.ask(&unnamed, &asked, &Cancel::default(), &mut |_| {});
        match answer {
            Ok(_) => assert!(works),
            Err(why) => assert!(!works && why.to_string().contains("a, b"), "{why}"),
        }
    }
}

#[test]
fn errands_say_how_packs_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let (events, inbox) = events();
    let store = Store::at(folder.path().join("models"));
    let errands = Errands::new(events, keys(), Some(store.clone()));
    let server =
        Server::say(vec![answer_of("200 OK", &[], [b"GGUF".as_slice(), &[0; 999]].concat())]);
    let fetch = |what: String| errands.run(Errand::FetchPack { what, name: None, sha256: None });
    let work = |event| match event {
        Event::Errand(ErrandNews::Work {
            work: PackWork::Queued | PackWork::Running(_), ..
        }) => None,
        Event::Errand(ErrandNews::Work { name, work }) => Some((name, work)),
        _ => None,
    };
    fetch(server.url("/Small.gguf"));
    assert_eq!(wait(&inbox, work), ("small".into(), PackWork::Done));
    let packs = |event| match event {
        Event::Errand(ErrandNews::Packs(packs)) => packs.ok(),
        _ => None,
    };
    let all = wait(&inbox, packs).packs;
    assert!(all.iter().any(|pack| pack.name == "small" && matches!(pack.state, State::Here(_))));
    errands.run(Errand::RemovePack { name: "small".into() });
    assert_eq!(wait(&inbox, work), ("small".into(), PackWork::Done));
    fetch("no-such-pack".into());
    let (name, failed) = wait(&inbox, work);
    assert!(matches!(failed, PackWork::Failed(why) if why.contains("no-such-pack")), "{name}");
}

#[test]
fn a_key_without_a_keyring_lives_for_the_session() {
    let (events, inbox) = events();
    let errands = Errands::new(events, keys(), None);
    let base_url = "https://api.example.org/v1".to_owned();
    let key = Key::new("sk-secret").expect("a key");
    let state = |event| match event {
        Event::Errand(ErrandNews::Key { state, .. }) => Some(state),
        _ => None,
    };
    errands.run(Errand::KeepKey { base_url: base_url.clone(), key });
    let KeyState::ForSession(why) = wait(&inbox, state) else { panic!("there is no keyring") };
    assert!(why.contains("RISORIUS_API_KEY") && !why.contains("secret"), "{why}");
    errands.run(Errand::AskKey { base_url: base_url.clone() });
    assert_eq!(wait(&inbox, state), KeyState::Known);
    errands.run(Errand::ForgetKey { base_url });
    assert_eq!(wait(&inbox, state), KeyState::None);
}

#[test]
fn words_change_the_present_script_or_make_a_new_one_around_locked_lines() {
    let text = "# 3.0 s\n0.20  12 D   in 0.30 hold 0.60 out 0.60  A smile.\n\
                1.00  4 B   in 0.30 hold 0.60 out 0.60  A frown. [locked]\n";
    let present = risorius_face::script::parse(text);
    let locked: Vec<_> = present.cues().filter(|cue| cue.locked).cloned().collect();
    assert_eq!(locked.len(), 1);
    for (words, raised) in [("softer", 12), ("she raises her brows", 1)] {
        let mut asked = asked(words);
        asked.question.script = Some(present.clone());
        let script = asked.built_in().expect("a thought").script;
        let units = || script.cues().flat_map(|cue| &cue.units);
        assert!(units().any(|unit| unit.au.code() == raised), "{words}: {script:?}");
        assert!(locked.iter().all(|cue| script.cues().any(|kept| kept == cue)), "{words}");
        assert_ne!(script, present, "{words}");
    }
    let mut nonsense = asked("qwxyz");
    nonsense.question.script = Some(present);
    let why = nonsense.built_in().expect_err("no edit and no performance").to_string();
    assert!(why.contains("edit"), "{why}");
}
