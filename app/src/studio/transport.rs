//! The playhead: where it stands, whether it runs, how fast.

use risorius_face::Fps;

/// Speeds that J and L step through.
const SHUTTLE: [f32; 4] = [1.0, 2.0, 4.0, 8.0];

/// Where the performance is and how it runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transport {
    /// The playhead, seconds.
    pub at_secs: f32,
    /// Seconds of the performance a second; 0 stands still, negative runs backwards.
    pub speed: f32,
    /// Whether it starts again at the end.
    pub looping: bool,
}

impl Default for Transport {
    fn default() -> Self {
        Self { at_secs: 0.0, speed: 0.0, looping: true }
    }
}

impl Transport {
    /// Whether it runs.
    pub fn is_playing(&self) -> bool {
        self.speed != 0.0
    }

    /// Plays, or pauses. At the end it starts anew.
    pub fn toggle(&mut self, duration_secs: f32, fps: Fps) {
        self.speed = if self.is_playing() { 0.0 } else { 1.0 };
        if self.is_playing() && self.at_secs >= last_frame_secs(duration_secs, fps) {
            self.at_secs = 0.0;
        }
    }

    /// One step faster in a direction (1 or -1); from the other direction it turns round.
    pub fn shuttle(&mut self, direction: f32) {
        let speed = self.speed * direction;
        let faster =
            SHUTTLE.into_iter().find(|&step| step > speed).unwrap_or(SHUTTLE[SHUTTLE.len() - 1]);
        self.speed = direction * faster;
    }

    /// Goes to a time on a whole frame, and stands still there.
    pub fn seek(&mut self, secs: f32, duration_secs: f32, fps: Fps) {
        self.speed = 0.0;
        self.at_secs = on_frame(secs.clamp(0.0, last_frame_secs(duration_secs, fps)), fps);
    }

    /// Goes some frames on or back.
    pub fn step(&mut self, frames: i32, duration_secs: f32, fps: Fps) {
        let frame = (self.at_secs * fps.hz()).round() as i32 + frames;
        self.seek(fps.time_secs(frame.max(0) as usize), duration_secs, fps);
    }

    /// Lets time pass.
    pub fn advance(&mut self, elapsed_secs: f32, duration_secs: f32, fps: Fps) {
        if !self.is_playing() {
            return;
        }
        let last = last_frame_secs(duration_secs, fps);
        let next = self.at_secs + self.speed * elapsed_secs;
        if (0.0..=last).contains(&next) {
            self.at_secs = next;
        } else if self.looping && duration_secs > 0.0 {
            self.at_secs = next.rem_euclid(duration_secs).min(last);
        } else {
            self.at_secs = next.clamp(0.0, last);
            self.speed = 0.0;
        }
    }

    /// Seconds of the clock until another frame is to be shown.
    pub fn next_frame_in_secs(&self, fps: Fps) -> f32 {
        let frames = self.at_secs * fps.hz();
        let left = if self.speed < 0.0 {
            frames - (frames.ceil() - 1.0)
        } else {
            frames.floor() + 1.0 - frames
        };
        // A little late rather than early, or the same frame would be shown twice.
        (left / (fps.hz() * self.speed.abs().max(0.01)) + 0.001).min(1.0)
    }

    /// The frame that is shown, as a time.
    pub fn frame_secs(&self, fps: Fps) -> f32 {
        fps.time_secs((self.at_secs * fps.hz() + 0.001).floor().max(0.0) as usize)
    }
}

/// When the last frame of a performance is shown.
pub(crate) fn last_frame_secs(duration_secs: f32, fps: Fps) -> f32 {
    fps.time_secs(fps.frame_count(duration_secs.max(0.0)) - 1)
}

fn on_frame(secs: f32, fps: Fps) -> f32 {
    fps.time_secs((secs * fps.hz()).round().max(0.0) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAL: Fps = Fps::PAL;

    #[test]
    fn it_loops_or_stops_at_the_end() {
        let mut t = Transport { at_secs: 3.9, speed: 1.0, looping: true };
        t.advance(0.2, 4.0, PAL);
        assert!((t.at_secs - 0.1).abs() < 1e-4 && t.is_playing());
        let mut t = Transport { at_secs: 3.9, speed: 1.0, looping: false };
        t.advance(0.2, 4.0, PAL);
        assert!((t.at_secs - 3.96).abs() < 1e-4 && !t.is_playing());
    }

    #[test]
    fn shuttle_gets_faster_and_turns() {
        let mut t = Transport::default();
        let speeds = [1.0, 1.0, -1.0, -1.0, 1.0].map(|direction| {
            t.shuttle(direction);
            t.speed
        });
        assert_eq!(speeds, [1.0, 2.0, -1.0, -2.0, 1.0]);
    }

    #[test]
    fn steps_stay_on_frames_and_inside() {
        let mut t = Transport::default();
        t.step(-1, 4.0, PAL);
        assert_eq!(t.at_secs, 0.0);
        t.step(3, 4.0, PAL);
        assert!((t.at_secs - 0.12).abs() < 1e-6);
        t.step(1000, 4.0, PAL);
        assert!((t.at_secs - 3.96).abs() < 1e-4);
        t.seek(f32::MAX, 0.0, PAL);
        assert_eq!(t.at_secs, 0.0);
    }
}
