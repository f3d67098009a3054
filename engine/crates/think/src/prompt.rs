//! What a language model is asked: the system's part with the paper's steps and the face's tables
//! (`assets/think/prompt.toml`), an example, and the words with what is known of the portrait.

use crate::MAX_CHARS;
use crate::answer::{MAX_REASONING_LINES, lines_of, secs};
use risorius_face::notation::{describe, format_units};
use risorius_face::physiology::opposes;
use risorius_face::{Au, Prototype, Script, Unit};
use serde::Deserialize;
use std::sync::LazyLock;

/// Lines of a present script that are shown to a model, at most.
const MAX_SHOWN_LINES: usize = 60;

/// Head turns below this many degrees are not worth a word.
const VISIBLE_DEG: f32 = 3.0;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// What the artist says: a performance, or what to change in [`Question::script`].
    pub words: String,
    /// Length of the performance, seconds; without it the model chooses.
    pub seconds: Option<f32>,
    /// The expression that the portrait has by itself, for models that do not see it.
    pub shown: Vec<Unit>,
    /// How the portrait's head is turned: yaw to the person's left, pitch up, roll towards the
    /// left shoulder, degrees.
    pub pose_deg: [f32; 3],
    /// The script that the words are to change; its locked lines stay.
    pub script: Option<Script>,
    /// Whether the portrait goes with the question, for models that see.
    pub sees_picture: bool,
}

/// Who says a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What holds for the whole conversation.
    System,
    /// The artist.
    User,
    /// The model.
    Assistant,
}

impl Role {
    /// Its name in chat formats: system, user, assistant.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::User => "user",
            Self::Assistant => "assistant",
        }
    }
}

/// One message of the conversation that a model is to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who says it.
    pub role: Role,
    /// What is said.
    pub text: String,
}

#[derive(Deserialize)]
struct File {
    system: String,
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    words: String,
    seconds: f32,
    answer: String,
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    let text = include_str!("../../../../assets/think/prompt.toml");
    toml::from_str(text).expect("a test reads the embedded file")
});

static SYSTEM: LazyLock<String> = LazyLock::new(|| {
    FILE.system
        .trim()
        .replace("{reasoning}", &MAX_REASONING_LINES.to_string())
        .replace("{emotions}", &emotions())
        .replace("{units}", &units())
        .replace("{opposites}", &opposites())
});

impl Question {
    /// The conversation to send: system, examples, the question. The last message is the one that
    /// a picture goes with.
    pub fn messages(&self) -> Vec<Message> {
        let mut messages = vec![Message { role: Role::System, text: SYSTEM.clone() }];
        for example in &FILE.example {
            let question = Self {
                words: example.words.clone(),
                seconds: Some(example.seconds),
                ..Self::default()
            };
            messages.push(Message { role: Role::User, text: question.text() });
            let answer = example.answer.trim().to_owned();
            messages.push(Message { role: Role::Assistant, text: answer });
        }
        messages.push(Message { role: Role::User, text: self.text() });
        messages
    }

    /// The title of the script that answers: the words, or the title of the script that they change.
    pub(crate) fn title(&self) -> String {
        let present = self.script.as_ref().map(|script| script.title.as_str());
        present.filter(|title| !title.is_empty()).unwrap_or(&self.words).to_owned()
    }

    fn text(&self) -> String {
        let mut parts = vec![format!("<words>\n{}\n</words>", as_data(&self.words))];
        parts.push(match self.seconds {
            Some(seconds) => format!("The script lasts {} s.", secs(seconds)),
            None => "Choose how long the script lasts.".to_owned(),
        });
        parts.extend(self.portrait());
        parts.extend(self.present_script());
        parts.join("\n")
    }

    /// What the portrait brings with it.
    fn portrait(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if self.sees_picture {
            lines.push(
                "The portrait is the picture: see what its face shows already, and start from there."
                    .to_owned(),
            );
        }
        if !self.shown.is_empty() {
            lines.push(format!(
                "The portrait shows by itself: {} ({}). Start from there: let it grow, change or go, and do not raise \
                 anew what is raised.",
                describe(&self.shown),
                format_units(&self.shown)
            ));
        }
        let turns: Vec<String> = turns(self.pose_deg).collect();
        if !turns.is_empty() {
            lines.push(format!("The portrait's head is {}.", turns.join(", ")));
        }
        lines
    }

    fn present_script(&self) -> Option<String> {
        let script = self.script.as_ref()?;
        let lines: Vec<String> =
            lines_of(script).take(MAX_SHOWN_LINES).map(|line| as_data(&line)).collect();
        Some(format!(
            "This is the script now:\n<script>\n{}\n</script>\nThe words say what to change in it. Write all of it anew, \
             with that change and no other. Lines with [locked] stay by themselves: do not write them.",
            lines.join("\n")
        ))
    }
}

/// Text that cannot be taken for marks of a chat format or for the end of its fence: on one line,
/// no control characters, no `<` and `>`, no longer than a page.
fn as_data(text: &str) -> String {
    let plain = text.chars().take(MAX_CHARS).map(|c| match c {
        '<' => '‹',
        '>' => '›',
        c if c.is_control() => ' ',
        c => c,
    });
    plain.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn turns(pose_deg: [f32; 3]) -> impl Iterator<Item = String> {
    let words = [
        ("turned to its left", "turned to its right"),
        ("raised", "lowered"),
        ("tilted to its left", "tilted to its right"),
    ];
    let visible = pose_deg.into_iter().zip(words).filter(|(deg, _)| deg.abs() >= VISIBLE_DEG);
    visible.map(|(deg, (plus, minus))| {
        format!("{} by {:.0}°", if deg > 0.0 { plus } else { minus }, deg.abs())
    })
}

fn emotions() -> String {
    let names: Vec<&str> = Prototype::all().iter().map(|prototype| &*prototype.name).collect();
    names.join(", ")
}

/// The units with their names; those without left and right are said.
fn units() -> String {
    let name = |info: &risorius_face::AuInfo| {
        let whole = if info.sided { "" } else { "*" };
        format!("{}{whole} {}", info.code, info.name)
    };
    let names: Vec<String> = Au::table().iter().map(name).collect();
    names.join(", ") + ". Those with * have no left and right."
}

/// Pairs that work against each other: `12 and 15`.
fn opposites() -> String {
    let codes = || Au::table().iter().map(|info| Au::of(info.code));
    let pairs = codes().flat_map(|a| {
        codes().filter(move |&b| a.code() < b.code() && opposes(a, b)).map(move |b| (a, b))
    });
    let pairs: Vec<String> = pairs.map(|(a, b)| format!("{} and {}", a.code(), b.code())).collect();
    pairs.join(", ")
}
