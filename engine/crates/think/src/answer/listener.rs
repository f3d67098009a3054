//! Listening to an answer while it comes.

use super::line::{Line, sort};
use risorius_face::Item;

/// The longest line that is listened to, bytes; what a line has beyond is dropped.
const MAX_LINE_BYTES: usize = 2000;

/// What a listener has heard: one line of the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A line of reasoning, before the script.
    Reasoning(String),
    /// A line of the notes that some models make for themselves between `<think>` and `</think>`.
    Musing(String),
    /// The script begins, with its length in seconds if the answer says one.
    Header(Option<f32>),
    /// A line of the script; one that is meant as such and cannot be read is [`Item::Broken`].
    Line(Item),
    /// Something among the script's lines that is none of them.
    Aside(String),
}

/// Sorts an answer into reasoning and script as its text comes in, in pieces of any size.
#[derive(Clone, Debug, Default)]
pub struct Listener {
    partial: String,
    is_in_script: bool,
    is_musing: bool,
    has_ended: bool,
}

impl Listener {
    /// Takes the next piece of the answer and gives back the lines that it completes.
    pub fn push(&mut self, piece: &str) -> Vec<Heard> {
        let mut heard = Vec::new();
        for part in piece.split_inclusive('\n') {
            let room = MAX_LINE_BYTES.saturating_sub(self.partial.len());
            self.partial += &part[..part.floor_char_boundary(room)];
            if part.ends_with('\n') {
                self.end_line(&mut heard);
            }
        }
        heard
    }

    /// Takes the end of the answer and gives back its last line, if that was not complete before.
    pub fn finish(&mut self) -> Vec<Heard> {
        let mut heard = Vec::new();
        self.end_line(&mut heard);
        heard
    }

    /// The line that is not complete yet.
    pub fn partial(&self) -> &str {
        &self.partial
    }

    fn end_line(&mut self, heard: &mut Vec<Heard>) {
        let line = std::mem::take(&mut self.partial);
        let mut rest = line.as_str();
        // Some servers cut the opening mark off and send the closing one only.
        while let Some((at, mark)) = first_mark(rest) {
            if mark == CLOSE {
                self.is_musing = true;
            }
            self.hear(&rest[..at], heard);
            self.is_musing = mark == OPEN;
            rest = &rest[at + mark.len()..];
        }
        self.hear(rest, heard);
    }

    fn hear(&mut self, line: &str, heard: &mut Vec<Heard>) {
        if self.has_ended {
            return;
        }
        if self.is_musing {
            let line = line.trim();
            if !line.is_empty() {
                heard.push(Heard::Musing(line.to_owned()));
            }
            return;
        }
        match sort(line) {
            Line::Blank => {}
            Line::End => self.has_ended = self.is_in_script,
            Line::Header(secs) => {
                self.is_in_script = true;
                heard.push(Heard::Header(secs));
            }
            Line::Script(item) => {
                self.is_in_script = true;
                heard.push(Heard::Line(item));
            }
            Line::Prose(text) if self.is_in_script => heard.push(Heard::Aside(text.to_owned())),
            Line::Prose(text) => heard.push(Heard::Reasoning(text.to_owned())),
        }
    }
}

const OPEN: &str = "<think>";
const CLOSE: &str = "</think>";

/// Where the first mark of musing stands in a line, and which it is.
fn first_mark(line: &str) -> Option<(usize, &'static str)> {
    let marks = [OPEN, CLOSE].into_iter().filter_map(|mark| Some((line.find(mark)?, mark)));
    marks.min_by_key(|(at, _)| *at)
}
