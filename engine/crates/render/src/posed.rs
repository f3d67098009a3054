//! What the geometry hands to the passes: the head set to one row, in picture pixels.

use glam::{Vec2, Vec3};
use std::ops::{Add, Mul};

/// A regular grid of values over a part of the picture, row by row; sampled bilinearly, held at its edge.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid<T> {
    /// Picture position of sample (0, 0), pixels.
    pub origin_px: Vec2,
    /// Distance between samples, pixels.
    pub step_px: f32,
    /// Samples a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// `width × height` values.
    pub values: Vec<T>,
}

/// A backward field, pixels: the output pixel at `p` shows the input at `p + field(p)`.
pub type Field = Grid<Vec2>;

impl<T: Copy + Add<Output = T> + Mul<f32, Output = T>> Grid<T> {
    /// The value at a picture position, pixels.
    pub fn sample(&self, at_px: Vec2) -> T {
        let most = Vec2::new((self.width - 1) as f32, (self.height - 1) as f32);
        let place = ((at_px - self.origin_px) / self.step_px).clamp(Vec2::ZERO, most);
        // Through i32: a plain truncation, where `floor` is a call on the common x86-64 baseline.
        let corner = place.as_ivec2();
        let share = place - corner.as_vec2();
        let (left, top) = (corner.x as usize, corner.y as usize);
        let (right, below) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
        let row = |y: usize| {
            let (a, b) = (self.values[y * self.width + left], self.values[y * self.width + right]);
            a * (1.0 - share.x) + b * share.x
        };
        row(top) * (1.0 - share.y) + row(below) * share.y
    }
}

/// What is the same for every row of one portrait.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The part of the picture that can change: x, y, width, height in pixels, inside the picture.
    pub region_px: [u32; 4],
    /// Interocular distance, pixels.
    pub iod_px: f32,
    /// Every rig vertex where the portrait shows it (true zero): x, y, and z towards the viewer, pixels.
    pub source_px: Vec<Vec3>,
    /// Triangles of the front of the face that are drawn with the picture's own skin.
    pub face_triangles: Vec<[u32; 3]>,
    /// Triangles of the mouth's inside without teeth and tongue.
    pub mouth_triangles: Vec<[u32; 3]>,
    /// Triangles of both rows of teeth.
    pub teeth_triangles: Vec<[u32; 3]>,
    /// Triangles of the tongue.
    pub tongue_triangles: Vec<[u32; 3]>,
    /// For each vertex, 0 at the edge of the drawn face and beyond it, to 1 half an interocular
    /// distance inside.
    pub edge_fade: Vec<f32>,
    /// Spherical-harmonic light of order 2 fitted to the picture, in the basis
    /// 1, x, y, z, xy, yz, 3z²−1, xz, x²−y² of view-space normals; linear intensity.
    pub light_sh9: [f32; 9],
    /// Median skin colour, sRGB 0..255.
    pub skin_rgb: Vec3,
    /// How colourful the picture is: 0 black-and-white, 1 fully coloured.
    pub saturation: f32,
}

/// The head set to one row, before it is turned: the turn is the image field `head`.
#[derive(Clone, Debug)]
pub struct Posed {
    /// Every rig vertex: x, y, and z towards the viewer, pixels.
    pub vertices_px: Vec<Vec3>,
    /// Unit normals in view space (x right, y up, z to the viewer).
    pub normals_view: Vec<Vec3>,
    /// Factor on sRGB values for the change of light on each vertex; 1 where nothing moved and at
    /// the edge of the face.
    pub relight: Vec<f32>,
    /// How much of the picture's own expression is removed, 0..1.
    pub neutralised: f32,
    /// Where the picture around the face is pulled from.
    pub backdrop: Field,
    /// Factor on sRGB values for wrinkles; `None` where there are none.
    pub wrinkles: Option<Grid<f32>>,
    /// How far each eye is closed beyond its own opening, 0..1: the person's left, right.
    pub lid_closure: [f32; 2],
    /// The head's turn, applied last to the whole picture; `None` without one.
    pub head: Option<Field>,
}
