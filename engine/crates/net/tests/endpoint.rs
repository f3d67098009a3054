//! Chat with a server of the test: streams good and broken, refusals, keys that stay where they belong.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use risorius_net::endpoint::{Chat, Endpoint, Message, Piece, Reply, Role, ServerError};
use risorius_net::keys::Key;
use risorius_net::{Cancel, NetError, Patience};
use risorius_tests::server::{Request, Server, answer_of};
use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

const QUICK: Patience = Patience {
    connect: Duration::from_secs(2),
    read: Duration::from_millis(500),
    tries: 3,
    pause: Duration::from_millis(1),
    longest_pause: Duration::from_millis(5),
    ..Patience::CHAT
};

const GOOD: &str = ": hello\n\n\
    data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"reasoning\":\"She is glad.\"}}]}\n\n\
    data: {\"choices\":[{\"delta\":{\"content\":\"0.10 12 C \"}}]}\n\n\
    data: {\"choices\":[{\"delta\":{\"content\":\"é\"}}]}\n\n\
    data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n\
    data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n\
    data: [DONE]\n\n";

fn stream(events: &str) -> Vec<u8> {
    answer_of("200 OK", &["Content-Type: text/event-stream"], events)
}

fn json(status: &str, body: &str) -> Vec<u8> {
    answer_of(status, &["Content-Type: application/json"], body)
}

fn endpoint(server: &Server) -> Endpoint {
    let key = Key::new("sk-very-secret");
    Endpoint::new(&server.url("/v1")).unwrap().with_key(key).with_patience(QUICK)
}

fn ask(server: &Server) -> Result<(Reply, String), ServerError> {
    let messages = [Message { role: Role::User, text: "she smiles".into(), jpeg: None }];
    let chat = Chat { model: "m", messages: &messages, max_tokens: 100, temperature: 0.5 };
    let mut heard = String::new();
    let reply = endpoint(server).ask(&chat, &Cancel::default(), &mut |piece| match piece {
        Piece::Reasoning(text) => heard += &format!("({text})"),
        Piece::Text(text) => heard += text,
    })?;
    Ok((reply, heard))
}

#[test]
fn an_answer_streams_in() {
    let server = Server::say(vec![stream(GOOD)]);
    let (reply, heard) = ask(&server).unwrap();
    assert_eq!(heard, "(She is glad.)0.10 12 C é");
    assert_eq!((reply.reasoning.as_str(), reply.text.as_str()), ("She is glad.", "0.10 12 C é"));
    assert_eq!(reply.usage.unwrap().completion_tokens, 3);
    let request = &server.requests()[0];
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/v1/chat/completions"));
    assert_eq!(request.header("authorization"), Some("Bearer sk-very-secret"));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!((&body["stream"], &body["model"]), (&true.into(), &"m".into()));
    assert_eq!(body["messages"][0]["content"], "she smiles");
}

#[test]
fn a_picture_goes_as_a_data_address() {
    let server = Server::say(vec![stream(GOOD)]);
    let jpeg: Arc<[u8]> = Arc::from([0xff_u8, 0xd8, 0xff].as_slice());
    let messages = [Message { role: Role::User, text: "look".into(), jpeg: Some(jpeg) }];
    let chat = Chat { model: "m", messages: &messages, max_tokens: 9, temperature: 0.0 };
    endpoint(&server).ask(&chat, &Cancel::default(), &mut |_| {}).unwrap();
    let body: serde_json::Value = serde_json::from_str(&server.requests()[0].body).unwrap();
    let content = &body["messages"][0]["content"];
    assert_eq!(content[0]["text"], "look");
    assert_eq!(content[1]["image_url"]["url"], "data:image/jpeg;base64,/9j/");
}

#[test]
fn answers_that_do_not_stream_are_read_too() {
    let whole = r#"{"choices":[{"message":{"content":"12 C"},"finish_reason":"length"}]}"#;
    for answer in [json("200 OK", whole), answer_of("200 OK", &[], format!("\n {whole}"))] {
        let (reply, heard) = ask(&Server::say(vec![answer])).unwrap();
        assert_eq!((reply.text.as_str(), heard.as_str(), reply.at_limit), ("12 C", "12 C", true));
    }
}

#[test]
fn what_may_pass_is_asked_again() {
    let busy = |retry| answer_of("429 Too Many Requests", &[retry], r#"{"error":"slow down"}"#);
    for first in [
        busy("Retry-After: 0"),
        busy("X-Nothing: 1"),
        json("503 Service Unavailable", "loading model"),
        Vec::new(),
        stream(""),
        stream("data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n"),
    ] {
        let server = Server::say(vec![first, stream(GOOD)]);
        assert_eq!(ask(&server).unwrap().1, "(She is glad.)0.10 12 C é");
        assert_eq!(server.requests().len(), 2);
    }
    let server = Server::say(vec![busy("Retry-After: 0")]);
    let error = ask(&server).unwrap_err();
    assert!(error.to_string().contains("slow down"), "{error}");
    assert_eq!(server.requests().len(), 3, "patience has an end");
}

#[test]
fn a_server_that_stumbles_over_a_field_is_asked_plainly() {
    let error = r#"{"error":{"message":"Unsupported parameter: 'max_tokens'"}}"#;
    let server = Server::say(vec![json("400 Bad Request", error), stream(GOOD)]);
    ask(&server).unwrap();
    assert!(server.requests()[0].body.contains("max_tokens"));
    assert!(!server.requests()[1].body.contains("max_tokens"));
}

#[test]
fn broken_answers_have_their_line() {
    let begun = "data: {\"choices\":[{\"delta\":{\"content\":\"0.1\"}}]}\n\n";
    let huge = format!(
        "data: {{\"choices\":[{{\"delta\":{{\"content\":\"{}\"}}}}]}}\n\n",
        "x".repeat(60_000)
    );
    for (answer, words) in [
        (stream(begun), "broke off"),
        (
            stream(&format!("{begun}data: {{\"error\":{{\"message\":\"out of memory\"}}}}\n\n")),
            "out of memory",
        ),
        (stream(&format!("{begun}data: what?\n\n")), "what?"),
        (stream(&huge.repeat(80)), "without an end"),
        (stream(&"x".repeat(2_000_000)), "without an end"),
        (stream("data: [DONE]\n\n"), "nothing"),
        (
            answer_of("200 OK", &["Content-Type: text/html"], "<!doctype html><title>Login"),
            "doctype",
        ),
        (json("200 OK", r#"{"hello": 1}"#), "hello"),
        (answer_of("200 OK", &[], [0xff, 0xfe, 0x00]), "not as a chat server"),
        (json("418 I'm a teapot", "short and stout"), "stout"),
        (b"garbage\r\n\r\n".to_vec(), "broke"),
    ] {
        let line = ask(&Server::say(vec![answer])).unwrap_err().to_string();
        assert!(line.contains(words) && !line.contains('\n'), "{words}: {line}");
        assert!(line.chars().count() < 500, "{line}");
    }
}

#[test]
fn nobody_at_home_is_said() {
    let endpoint = Endpoint::new("http://127.0.0.1:1").unwrap().with_patience(QUICK);
    let error = endpoint.models(&Cancel::default()).unwrap_err();
    assert!(error.to_string().contains("is the server running?"), "{error}");
}

#[test]
fn a_missing_model_is_answered_with_those_that_are_there() {
    let play = |_: usize, request: &Request, stream: &mut TcpStream| {
        let answer = match request.path.as_str() {
            "/v1/models" => json("200 OK", r#"{"object":"list","data":[{"id":"b"},{"id":"a"}]}"#),
            _ => json("404 Not Found", r#"{"error":{"message":"model not found"}}"#),
        };
        stream.write_all(&answer).unwrap();
    };
    let server = Server::play(play);
    assert_eq!(endpoint(&server).models(&Cancel::default()).unwrap(), ["a", "b"]);
    let line = ask(&server).unwrap_err().to_string();
    assert!(line.contains("no model \"m\"; it has a, b"), "{line}");
    let nothing = Server::say(vec![json("404 Not Found", "")]);
    assert!(ask(&nothing).unwrap_err().to_string().contains("/v1"));
}

#[test]
fn a_key_does_not_come_back_in_a_message() {
    let echo = r#"{"error":{"message":"Incorrect API key provided: sk-very-secret (sk-very…)"}}"#;
    for answer in [
        json("401 Unauthorized", echo),
        json("403 Forbidden", echo),
        json("402 Payment Required", r#"{"error":"no money on sk-very-secret"}"#),
        json("200 OK", r#"{"error":{"message":"sk-very-secret is used up"}}"#),
        answer_of("200 OK", &[], "<html>sk-very-secret"),
    ] {
        let error = ask(&Server::say(vec![answer])).unwrap_err();
        for text in [error.to_string(), format!("{error:?}")] {
            assert!(!text.contains("secret") && !text.contains("sk-very"), "{text}");
        }
    }
}

#[test]
fn a_key_is_not_carried_to_another_host() {
    let other = Server::say(vec![stream(GOOD)]);
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect"] {
        let location = format!("Location: {}", other.url("/v1/chat/completions"));
        let error = ask(&Server::say(vec![answer_of(status, &[&location], "")])).unwrap_err();
        assert!(matches!(error, ServerError::SentOn { .. }), "{error}");
    }
    assert!(other.requests().is_empty());
    let open = Endpoint::new("http://api.example.org").unwrap().with_key(Key::new("k"));
    let error = open.models(&Cancel::default()).unwrap_err();
    assert!(matches!(error, ServerError::KeyInTheOpen { .. }), "{error}");
}

#[test]
fn a_slow_answer_can_be_stopped_and_a_dead_one_ends_by_itself() {
    let begun = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n\
                 data: {\"choices\":[{\"delta\":{\"content\":\"0.1\"}}]}\n\n";
    let server = Server::play(move |_, _, stream| {
        stream.write_all(begun.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_secs(600));
    });
    let messages = [Message { role: Role::User, text: "she smiles".into(), jpeg: None }];
    let chat = Chat { model: "m", messages: &messages, max_tokens: 100, temperature: 0.5 };
    let cancel = Cancel::default();
    let patient = endpoint(&server).with_patience(Patience::CHAT);
    let stopper = cancel.clone();
    let stopped = patient.ask(&chat, &cancel, &mut |_| {
        let stopper = stopper.clone();
        std::thread::spawn(move || stopper.cancel());
    });
    assert!(stopped.unwrap_err().is_cancelled());
    let dead = endpoint(&server).ask(&chat, &Cancel::default(), &mut |_| {}).unwrap_err();
    assert!(matches!(dead, ServerError::Net(NetError::Slow { .. })), "{dead}");
}
