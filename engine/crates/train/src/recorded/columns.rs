//! Which column of a table is which channel.

use risorius_face::{Au, Channel, Row, Side};

/// What one column of a table adds to a row.
#[derive(Clone, Debug)]
struct Part {
    column: usize,
    /// Channels with what a one in the column means there.
    channels: Vec<(Channel, f32)>,
}

/// The columns of a table that mean something.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    time: Time,
    parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug)]
enum Time {
    /// A column of seconds.
    Secs(usize),
    /// Rows at an even rate, as Live Link Face writes them.
    Rate(f32),
}

/// OpenFace gives intensities from 0 to 5.
const OPENFACE_SPAN: f32 = 5.0;

/// Live Link Face records 60 rows a second.
const ARKIT_HZ: f32 = 60.0;

const RADIANS: f32 = 180.0 / std::f32::consts::PI;

/// OpenFace's rotations, radians: pitch is positive downwards, yaw and roll as the person sees them.
const OPENFACE_HEAD: [(&str, Channel, f32); 5] = [
    ("pose_rx", Channel::HeadPitch, -RADIANS),
    ("pose_ry", Channel::HeadYaw, RADIANS),
    ("pose_rz", Channel::HeadRoll, RADIANS),
    ("gaze_angle_x", Channel::GazeX, RADIANS),
    ("gaze_angle_y", Channel::GazeY, -RADIANS),
];

/// ARKit's shapes and the action units that each shows most; after the correspondence that its
/// documentation's pictures suggest. `Left` and `Right` follow the name where a shape has sides. Its
/// head rotations are not read: recorders differ in their signs.
const ARKIT_SHAPES: [(&str, u8, f32); 32] = [
    ("browinnerup", 1, 1.0),
    ("browouterup", 2, 1.0),
    ("browdown", 4, 1.0),
    ("eyewide", 5, 1.0),
    ("cheeksquint", 6, 1.0),
    ("eyesquint", 7, 1.0),
    ("nosesneer", 9, 1.0),
    ("mouthupperup", 10, 1.0),
    ("mouthsmile", 12, 1.0),
    ("mouthdimple", 14, 1.0),
    ("mouthfrown", 15, 1.0),
    ("mouthlowerdown", 16, 1.0),
    ("mouthshruglower", 17, 1.0),
    ("mouthpucker", 18, 1.0),
    ("tongueout", 19, 1.0),
    ("mouthstretch", 20, 1.0),
    ("mouthfunnel", 22, 1.0),
    ("mouthpress", 24, 1.0),
    ("mouthroll", 28, 0.5),
    ("mouthrollupper", 28, 0.5),
    ("mouthrolllower", 28, 0.5),
    ("jawopen", 27, 1.0),
    ("jawforward", 29, 1.0),
    ("jaw", 30, 1.0),
    ("cheekpuff", 34, 1.0),
    ("eyeblink", 43, 1.0),
    ("eyelookup", 63, 0.5),
    ("eyelookdown", 64, 0.5),
    ("eyelookoutleft", 61, 0.5),
    ("eyelookinright", 61, 0.5),
    ("eyelookinleft", 62, 0.5),
    ("eyelookoutright", 62, 0.5),
];

impl Columns {
    /// The columns that a table's first line names; none if they are no face's.
    pub(super) fn of(header: &str) -> Option<Self> {
        let names: Vec<String> =
            header.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
        let openface = names.iter().any(|name| name == "au12_r");
        let part = |(column, name): (usize, &String)| {
            let channels = if openface { of_openface(name) } else { of_arkit(name) };
            (!channels.is_empty()).then_some(Part { column, channels })
        };
        let parts: Vec<Part> = names.iter().enumerate().filter_map(part).collect();
        let time = match names.iter().position(|name| name == "timestamp") {
            Some(column) => Time::Secs(column),
            None => Time::Rate(ARKIT_HZ),
        };
        // A handful may be a coincidence; a face has many.
        (parts.len() >= 10).then_some(Self { time, parts })
    }

    /// The moment of a line, seconds, and the face then; none if a number cannot be read.
    pub(super) fn read(&self, line_number: usize, line: &str) -> Option<(f32, Row)> {
        let fields: Vec<&str> = line.split(',').collect();
        let number = |column: usize| -> Option<f32> {
            fields.get(column)?.trim().parse::<f32>().ok().filter(|number| number.is_finite())
        };
        let secs = match self.time {
            Time::Secs(column) => number(column)?,
            Time::Rate(hz) => line_number as f32 / hz,
        };
        let mut row = Row::ZERO;
        for part in &self.parts {
            let value = number(part.column)?;
            for &(channel, span) in &part.channels {
                row.set(channel, row.get(channel) + span * value);
            }
        }
        Some((secs, row))
    }
}

fn of_openface(name: &str) -> Vec<(Channel, f32)> {
    if let Some(&(_, channel, span)) = OPENFACE_HEAD.iter().find(|(known, ..)| *known == name) {
        return vec![(channel, span)];
    }
    let code = name.strip_prefix("au").and_then(|rest| rest.strip_suffix("_r"));
    let Some(au) = code.and_then(|code| code.parse().ok()).and_then(Au::new) else {
        return Vec::new();
    };
    let channels = Channel::of_unit(au, Side::Both);
    channels.into_iter().map(|(channel, span)| (channel, span / OPENFACE_SPAN)).collect()
}

fn of_arkit(name: &str) -> Vec<(Channel, f32)> {
    let sided = [("left", Side::Left), ("right", Side::Right)];
    let whole =
        || ARKIT_SHAPES.iter().find(|(shape, ..)| *shape == name).map(|found| (found, Side::Both));
    let half = || {
        sided.iter().find_map(|&(ending, side)| {
            let shape = name.strip_suffix(ending)?;
            ARKIT_SHAPES.iter().find(|(known, ..)| *known == shape).map(|found| (found, side))
        })
    };
    let Some((&(_, code, share), side)) = whole().or_else(half) else { return Vec::new() };
    let Some(au) = Au::new(code) else { return Vec::new() };
    Channel::of_unit(au, side).into_iter().map(|(channel, span)| (channel, span * share)).collect()
}
