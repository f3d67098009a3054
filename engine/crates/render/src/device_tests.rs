//! What the device draws against the processor's twin, on whatever adapter is there. Without any
//! these tests fail: the set-up installs a software one.

use crate::passes::{Backdrop, Frame, Pass, Scene, Skin, Wrinkles};
use crate::readback::Readback;
use crate::renderer::Renderer;
use crate::{Field, Gpu, Grid, Posed, Stage, twin};
use glam::{Vec2, Vec3};
use image::{Rgba, RgbaImage};
use risorius_face::Row;
use std::f32::consts::PI;
use std::sync::LazyLock;

const SIDE: u32 = 96;

static GPU: LazyLock<Gpu> = LazyLock::new(|| {
    Gpu::headless().expect("a graphics device; mesa-vulkan-drivers is a software one")
});

/// Noise over a gradient, so that every pixel tells where it came from; alpha as told.
fn picture(alpha: impl Fn(u32, u32) -> u8) -> RgbaImage {
    RgbaImage::from_fn(SIDE, SIDE, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 13;
        Rgba([(noise % 200) as u8 + 20, (x * 2) as u8, (y * 2) as u8, alpha(x, y)])
    })
}

fn opaque() -> RgbaImage {
    picture(|_, _| 255)
}

/// A grid over the whole picture, a sample each `step_px`.
fn grid<T>(step_px: f32, value: impl Fn(Vec2) -> T) -> Grid<T> {
    let side = (SIDE as f32 / step_px).ceil() as usize + 1;
    let values = (0..side * side)
        .map(|k| value(Vec2::new((k % side) as f32, (k / side) as f32) * step_px))
        .collect();
    Grid { origin_px: Vec2::ZERO, step_px, width: side, height: side, values }
}

/// A whirl that is still at the picture's edge.
fn whirl() -> Field {
    grid(8.0, |position_px| {
        let Vec2 { x, y } = position_px / SIDE as f32;
        let strength = 9.0 * (PI * x.clamp(0.0, 1.0)).sin() * (PI * y.clamp(0.0, 1.0)).sin();
        Vec2::new(y - 0.3, 0.6 - x) * strength
    })
}

fn still() -> Field {
    grid(8.0, |_| Vec2::ZERO)
}

/// A square face of two triangles in the middle of the picture.
fn stage() -> Stage {
    let corners = [(20.0, 20.0), (70.0, 20.0), (20.0, 70.0), (70.0, 70.0)];
    Stage {
        region_px: [0, 0, SIDE, SIDE],
        iod_px: 30.0,
        source_px: corners.map(|(x, y)| Vec3::new(x, y, 10.0)).to_vec(),
        face_triangles: vec![[0, 2, 1], [1, 2, 3]],
        mouth_triangles: Vec::new(),
        teeth_triangles: Vec::new(),
        tongue_triangles: Vec::new(),
        edge_fade: vec![1.0; 4],
        light_sh9: [0.0; 9],
        skin_rgb: Vec3::splat(128.0),
        saturation: 1.0,
    }
}

fn unmoved() -> Posed {
    let stage = stage();
    Posed {
        neutralised: 0.0,
        normals_view: vec![Vec3::Z; stage.source_px.len()],
        relight: vec![1.0; stage.source_px.len()],
        vertices_px: stage.source_px,
        backdrop: still(),
        wrinkles: None,
        lid_closure: [0.0; 2],
        head: None,
    }
}

fn drawn(source: &RgbaImage, posed: &Posed) -> RgbaImage {
    let scene = Scene::new(&GPU, stage(), source);
    let layers: Vec<Box<dyn Pass + Send>> = vec![
        Box::new(Skin::new(&scene, source, None)),
        Box::new(Backdrop::new(&scene)),
        Box::new(Wrinkles::new(&scene)),
    ];
    let mut renderer = Renderer::new(scene, layers);
    renderer.draw(Some(Frame { row: &Row::ZERO, posed })).expect("the device draws");
    let mut readback = Readback::default();
    readback.start(&GPU, renderer.texture()).expect("the device copies");
    readback.finish(&GPU).expect("the device answers")
}

/// The largest difference of any value, and where.
fn largest_difference(a: &RgbaImage, b: &RgbaImage) -> (u8, u32, u32) {
    a.enumerate_pixels()
        .map(|(x, y, pixel)| {
            let other = b.get_pixel(x, y).0;
            let difference = (0..4).map(|k| pixel.0[k].abs_diff(other[k])).max();
            (difference.expect("a pixel has four values"), x, y)
        })
        .max()
        .expect("the picture has pixels")
}

#[test]
fn what_does_not_move_is_the_source_bit_for_bit() {
    for source in [opaque(), picture(|x, y| (x * y % 256) as u8)] {
        assert_eq!(drawn(&source, &unmoved()), source);
        let field_of_zeros = Posed { head: Some(still()), ..unmoved() };
        assert_eq!(largest_difference(&drawn(&source, &field_of_zeros), &source).0, 0);
    }
}

#[test]
fn backdrop_and_head_warp_as_the_twin_does() {
    let no_face = |posed: Posed| Posed { vertices_px: vec![Vec3::splat(-500.0); 4], ..posed };
    let sources = [
        ("opaque", opaque()),
        ("cut out", picture(|x, _| if x < SIDE / 2 { 0 } else { 255 })),
        ("soft", picture(|x, _| (x * 2) as u8)),
    ];
    for (name, source) in sources {
        let expected = twin::warp(&source, &whirl());
        let backdrop = drawn(&source, &no_face(Posed { backdrop: whirl(), ..unmoved() }));
        let head = drawn(&source, &Posed { head: Some(whirl()), ..unmoved() });
        for (pass, got) in [("backdrop", backdrop), ("head", head)] {
            let (levels, x, y) = largest_difference(&got, &expected);
            assert!(levels <= 1, "{name}, {pass}: {levels} levels apart at {x}, {y}");
        }
    }
}

#[test]
fn skin_hides_the_backdrop_and_takes_its_light() {
    let source = opaque();
    let shift = Vec3::new(3.0, -2.0, 0.0);
    let vertices_px = stage().source_px.iter().map(|vertex| *vertex + shift).collect();
    let posed = Posed { vertices_px, relight: vec![0.5; 4], backdrop: whirl(), ..unmoved() };
    let got = drawn(&source, &posed);
    for (x, y) in [(30, 30), (60, 25), (40, 60)] {
        let expected = source.get_pixel(x - 3, y + 2).0.map(|value| value.div_ceil(2));
        let [r, g, b, a] = got.get_pixel(x, y).0;
        assert!(r.abs_diff(expected[0]) <= 1 && g.abs_diff(expected[1]) <= 1, "{x}, {y}: {r} {g}");
        assert!(b.abs_diff(expected[2]) <= 1, "{x}, {y}: {b}");
        assert_eq!(a, 255, "{x}, {y}: light changes no alpha");
    }
    let around = twin::warp(&source, &whirl());
    for (x, y) in [(10, 40), (80, 80)] {
        assert_eq!(
            got.get_pixel(x, y),
            around.get_pixel(x, y),
            "{x}, {y}: the backdrop is not relit"
        );
    }
}

#[test]
fn wrinkles_multiply_as_the_twin_does() {
    let source = picture(|x, _| if x < 50 { 255 } else { 90 });
    let factors = grid(2.0, |position_px| {
        let Vec2 { x, y } = position_px;
        if x > 60.0 { 1.0 } else { 1.0 - 0.3 * (x / 9.0).sin() * (y / 7.0).cos() }
    });
    let got = drawn(&source, &Posed { wrinkles: Some(factors.clone()), ..unmoved() });
    let (levels, x, y) = largest_difference(&got, &twin::multiply(&source, &factors));
    // The device may round factor and product to 8 bits each.
    assert!(levels <= 2, "{levels} levels apart at {x}, {y}");
    for x in 64..SIDE {
        assert_eq!(
            got.get_pixel(x, 50),
            source.get_pixel(x, 50),
            "{x}: a factor of 1 changes nothing"
        );
    }
}
