//! The handles: the points of a face that can be taken.

use egui::{Pos2, pos2};
use risorius_engine::Landmarks;

/// A place in a group of points; groups have fewer points where they come from a list of 68.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum At {
    First,
    Middle,
    Last,
    /// A third of the way round the oval, which starts at the forehead: the angle of the left jaw.
    LeftJaw,
    /// Its counterpart.
    RightJaw,
}

impl At {
    /// The position among `count` points; `None` where there are none.
    fn index(self, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let third = count / 3;
        Some(match self {
            Self::First => 0,
            Self::Middle => count / 2,
            Self::Last => last,
            Self::LeftJaw => third,
            Self::RightJaw if super::line::is_whole_oval(count) => count - third,
            Self::RightJaw => last - third,
        })
    }
}

/// A point to take. Left and right are the person's.
#[derive(Debug)]
pub(crate) struct Handle {
    /// What screen readers, tests and the studio call it.
    pub(crate) label: &'static str,
    /// The landmarks that it holds; it stands on the first.
    points: &'static [(&'static str, At)],
}

const fn handle(label: &'static str, points: &'static [(&'static str, At)]) -> Handle {
    Handle { label, points }
}

/// All handles, from the brows down.
#[rustfmt::skip]
pub(crate) static HANDLES: [Handle; 28] = {
    use At::{First, Last, LeftJaw, Middle, RightJaw};
    [
        handle("Right brow, outer end", &[("right_brow_upper", First)]),
        handle("Right brow, peak", &[("right_brow_upper", Middle)]),
        handle("Right brow, inner end", &[("right_brow_upper", Last)]),
        handle("Left brow, inner end", &[("left_brow_upper", Last)]),
        handle("Left brow, peak", &[("left_brow_upper", Middle)]),
        handle("Left brow, outer end", &[("left_brow_upper", First)]),
        handle("Right eye, outer corner", &[("right_eye_upper", First)]),
        handle("Right upper lid", &[("right_eye_upper", Middle)]),
        handle("Right iris", &[("right_iris_centre", First)]),
        handle("Right lower lid", &[("right_eye_lower", Middle)]),
        handle("Right eye, inner corner", &[("right_eye_upper", Last)]),
        handle("Left eye, inner corner", &[("left_eye_upper", Last)]),
        handle("Left upper lid", &[("left_eye_upper", Middle)]),
        handle("Left iris", &[("left_iris_centre", First)]),
        handle("Left lower lid", &[("left_eye_lower", Middle)]),
        handle("Left eye, outer corner", &[("left_eye_upper", First)]),
        handle("Nose tip", &[("nose_bridge", Last)]),
        handle("Right nose wing", &[("nose_base", First)]),
        handle("Left nose wing", &[("nose_base", Last)]),
        handle("Right mouth corner", &[("lips_upper_outer", First), ("lips_upper_inner", First)]),
        handle("Upper lip, outer edge", &[("lips_upper_outer", Middle)]),
        handle("Upper lip, inner edge", &[("lips_upper_inner", Middle)]),
        handle("Lower lip, inner edge", &[("lips_lower_inner", Middle)]),
        handle("Lower lip, outer edge", &[("lips_lower_outer", Middle)]),
        handle("Left mouth corner", &[("lips_upper_outer", Last), ("lips_upper_inner", Last)]),
        handle("Right jaw", &[("face_oval", RightJaw)]),
        handle("Chin", &[("chin", First), ("face_oval", Middle)]),
        handle("Left jaw", &[("face_oval", LeftJaw)]),
    ]
};

impl Handle {
    /// Where it stands, pixels of the picture; `None` where the face has no such point.
    pub(crate) fn position_px(&self, landmarks: &Landmarks) -> Option<Pos2> {
        let (name, at) = self.points[0];
        let group = landmarks.groups.get(name)?;
        let point = group[at.index(group.len())?];
        point.is_finite().then(|| pos2(point.x, point.y))
    }

    /// The landmarks that it holds, among all points in a row.
    pub(super) fn points(&self, all: &super::Points) -> impl Iterator<Item = usize> {
        let point = |&(name, at): &(&str, At)| {
            let group = all.group(name);
            Some(group.start + at.index(group.len())?)
        };
        self.points.iter().filter_map(point)
    }

    /// The handle at the same place on the other side of the face.
    pub(crate) fn partner(&self) -> Option<&'static Self> {
        let (from, to) =
            if self.label.starts_with("Left") { ("Left", "Right") } else { ("Right", "Left") };
        let rest = self.label.strip_prefix(from)?;
        HANDLES.iter().find(|other| other.label.strip_prefix(to) == Some(rest))
    }
}
