//! What the denoiser is told about a window.
//!
//! Beside every frame stand the cues' curves with where they are, what is known already (the end of
//! the window before, locked cues, what an artist keeps), the visemes, and which beats are on. The
//! beats themselves are a few tokens. A beat is told as the muscles that its emotions use
//! ([`Prototype`]) and not as a name: a new emotion needs no new training.

use crate::asked::Asked;
use crate::blocking::Blocking;
use crate::denoiser::WINDOW;
use crate::options::Clock;
use crate::prior::{VISEME_COUNT, Visemes};
use crate::scale::scaled;
use risorius_face::{Beat, CHANNEL_COUNT, Channel, Display, Fps, Prototype, Row, Script};

/// Beats of a window; of more than these the ones that last longest are told.
const MAX_BEATS: usize = 4;

/// Tokens of a window: the beats, and one that is always there.
pub const BEAT_SLOTS: usize = MAX_BEATS + 1;

/// Cues, their presence, what is known and where, visemes, and which beats are on.
pub const FRAME_FEATURES: usize = 4 * CHANNEL_COUNT + VISEME_COUNT + MAX_BEATS;

/// Waves that tell where a beat begins and ends.
const TIME_WAVES: usize = 4;

/// Whether there is a beat, its muscles, feeling (valence, arousal, dominance), display rule, times.
pub const TOKEN_FEATURES: usize = 1 + CHANNEL_COUNT + 3 + Display::WORDS.len() + 4 * TIME_WAVES;

/// Beats come and go within this time, seconds.
const BEAT_EDGE_SECS: f32 = 0.4;

/// Frames a second of the denoiser.
pub const DENOISER_FPS: Fps = Fps::PAL;

/// A window of a performance at [`DENOISER_FPS`], as the denoiser is told of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditions {
    /// [`WINDOW`] × [`FRAME_FEATURES`].
    frames: Vec<f32>,
    /// [`BEAT_SLOTS`] × [`TOKEN_FEATURES`].
    tokens: Vec<f32>,
}

impl Conditions {
    /// Nothing is asked, nothing known.
    pub fn none() -> Self {
        Self {
            frames: vec![0.0; WINDOW * FRAME_FEATURES],
            tokens: vec![0.0; BEAT_SLOTS * TOKEN_FEATURES],
        }
    }

    /// What stands beside every frame: [`WINDOW`] × [`FRAME_FEATURES`].
    pub fn frames(&self) -> &[f32] {
        &self.frames
    }

    /// The beats: [`BEAT_SLOTS`] × [`TOKEN_FEATURES`].
    pub fn tokens(&self) -> &[f32] {
        &self.tokens
    }

    /// Tells the cues of a script whose frame `start` is the window's first.
    pub fn tell_cues_of(&mut self, script: &Script, start: usize) {
        let clock = Clock::at(DENOISER_FPS, script);
        self.tell_cues(&Asked::new(&Blocking::new(script, 0, &clock), &clock), start);
    }

    fn frame(&mut self, frame: usize) -> &mut [f32] {
        &mut self.frames[frame * FRAME_FEATURES..][..FRAME_FEATURES]
    }

    /// Tells the cues, from frame `start` of what is asked on; past its end nothing is asked.
    pub(crate) fn tell_cues(&mut self, asked: &Asked, start: usize) {
        let rows = asked.values.iter().zip(&asked.presence).skip(start);
        for (frame, (values, presence)) in rows.take(WINDOW).enumerate() {
            let features = self.frame(frame);
            features[..CHANNEL_COUNT].copy_from_slice(&scaled(values));
            features[CHANNEL_COUNT..2 * CHANNEL_COUNT].copy_from_slice(&presence.0);
        }
    }

    /// Tells what one channel of one frame of the window is, in the denoiser's units.
    pub fn tell_known(&mut self, frame: usize, column: usize, scaled_value: f32) {
        let features = self.frame(frame);
        features[2 * CHANNEL_COUNT + column] = scaled_value;
        features[3 * CHANNEL_COUNT + column] = 1.0;
    }

    /// What is known of one channel of one frame.
    pub(crate) fn known(&self, frame: usize, column: usize) -> Option<f32> {
        let features = &self.frames[frame * FRAME_FEATURES..][..FRAME_FEATURES];
        (features[3 * CHANNEL_COUNT + column] > 0.5).then(|| features[2 * CHANNEL_COUNT + column])
    }

    /// Tells the visemes, from frame `start` on.
    pub fn tell_speech(&mut self, speech: &[Visemes], start: usize) {
        for (frame, visemes) in speech.iter().skip(start).take(WINDOW).enumerate() {
            self.frame(frame)[4 * CHANNEL_COUNT..][..VISEME_COUNT].copy_from_slice(visemes);
        }
    }

    /// Tells the beats of a performance whose frame `start` is the window's first.
    pub fn tell_beats<'a>(&mut self, beats: impl IntoIterator<Item = &'a Beat>, start: usize) {
        let (start_secs, end_secs) =
            (DENOISER_FPS.time_secs(start), DENOISER_FPS.time_secs(start + WINDOW));
        let within = |beat: &Beat| beat.end_secs.min(end_secs) - beat.start_secs.max(start_secs);
        let mut beats: Vec<&Beat> = beats.into_iter().filter(|beat| within(beat) > 0.0).collect();
        beats.sort_by(|a, b| within(b).total_cmp(&within(a)));
        beats.truncate(MAX_BEATS);
        beats.sort_by(|a, b| a.start_secs.total_cmp(&b.start_secs));
        self.tokens[MAX_BEATS * TOKEN_FEATURES] = 1.0;
        for (slot, beat) in beats.into_iter().enumerate() {
            let token = token(beat, start_secs, end_secs - start_secs);
            self.tokens[slot * TOKEN_FEATURES..][..TOKEN_FEATURES].copy_from_slice(&token);
            for frame in 0..WINDOW {
                let on = on(beat, start_secs + DENOISER_FPS.time_secs(frame));
                self.frame(frame)[4 * CHANNEL_COUNT + VISEME_COUNT + slot] = on;
            }
        }
    }
}

/// How far a beat is on at a time, 0..1.
fn on(beat: &Beat, time_secs: f32) -> f32 {
    let inside = (time_secs - beat.start_secs).min(beat.end_secs - time_secs);
    (0.5 + inside / BEAT_EDGE_SECS).clamp(0.0, 1.0)
}

fn token(beat: &Beat, window_start_secs: f32, window_secs: f32) -> Vec<f32> {
    let mut token = vec![1.0];
    let (muscles, feeling) = meaning(&beat.emotions);
    token.extend(scaled(&muscles));
    token.extend(feeling);
    token.extend(Display::WORDS.iter().map(|&(_, rule)| f32::from(rule == beat.display)));
    for time_secs in [beat.start_secs, beat.end_secs] {
        let share = (time_secs - window_start_secs) / window_secs;
        for wave in 0..TIME_WAVES {
            let phase = share.clamp(-2.0, 3.0) * std::f32::consts::PI * 2f32.powi(wave as i32 - 2);
            token.extend([phase.sin(), phase.cos()]);
        }
    }
    token
}

/// What a mixture of emotions does to the face on average, and its valence, arousal and dominance.
/// Names without a prototype say nothing.
fn meaning(emotions: &[(String, f32)]) -> (Row, [f32; 3]) {
    let (mut muscles, mut feeling) = (Row::ZERO, [0.0; 3]);
    for (name, share) in emotions {
        let Some(prototype) = Prototype::named(name) else { continue };
        let share = if share.is_finite() { share.clamp(0.0, 1.5) } else { 0.0 };
        for tendency in &prototype.units {
            let unit = tendency.unit;
            for (channel, span) in Channel::of_unit(unit.au, unit.side) {
                let part = share * tendency.chance * unit.intensity * span;
                muscles.set(channel, muscles.get(channel) + part);
            }
        }
        let of_prototype = [prototype.valence, prototype.arousal, prototype.dominance];
        feeling.iter_mut().zip(of_prototype).for_each(|(sum, part)| *sum += share * part);
    }
    (muscles, feeling)
}
