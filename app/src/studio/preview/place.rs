//! Where the picture stands in the window, and which of its pixels is where.

use super::super::screen::Zoom;
use super::super::theme;
use egui::{Pos2, Rect, Vec2, pos2, vec2};
use risorius_engine::PortraitInfo;

/// How much of the view a face fills when it is zoomed to.
const FACE_SHARE: f32 = 0.7;
/// No zoom shows a pixel larger, points.
const LARGEST_PIXEL: f32 = 12.0;

/// The picture in the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Place {
    /// Points of the window; what is outside the view is not painted.
    pub(super) rect: Rect,
    /// Size of a pixel of the picture.
    pub(super) points_per_px: f32,
}

impl Place {
    /// Places a picture in a view; `pan` is what the hand has moved it by, and is held within what
    /// there is to see.
    pub(super) fn new(
        view: Rect,
        info: &PortraitInfo,
        zoom: Zoom,
        pan: &mut Vec2,
        pixels_per_point: f32,
    ) -> Self {
        let size_px = vec2(info.size.0 as f32, info.size.1 as f32).max(Vec2::splat(1.0));
        let fit = fitting(size_px, view.size() - Vec2::splat(2.0 * theme::SPACE_M));
        let face = face_px(info).filter(|_| zoom == Zoom::Face);
        let points_per_px = match (zoom, face) {
            (Zoom::Actual, _) => 1.0 / pixels_per_point,
            (_, Some(face)) => {
                fitting(face.size(), FACE_SHARE * view.size()).clamp(fit, LARGEST_PIXEL.max(fit))
            }
            _ => fit,
        };
        let size = size_px * points_per_px;
        let room = ((size - view.size()) / 2.0).max(Vec2::ZERO);
        let to_face =
            face.map_or(Vec2::ZERO, |face| size / 2.0 - face.center().to_vec2() * points_per_px);
        let to_face = to_face.clamp(-room, room);
        let shift = (to_face + *pan).clamp(-room, room);
        *pan = shift - to_face;
        let rect = Rect::from_center_size(view.center() + shift, size);
        Self { rect: snapped(rect, pixels_per_point), points_per_px }
    }

    /// Where a position in the picture is in the window. The picture's (0, 0) is the middle of its
    /// first pixel.
    pub(super) fn point(self, px: Pos2) -> Pos2 {
        self.rect.min + (px.to_vec2() + Vec2::splat(0.5)) * self.points_per_px
    }

    /// Which position of the picture is at a point of the window.
    pub(super) fn px(self, point: Pos2) -> Pos2 {
        ((point - self.rect.min) / self.points_per_px - Vec2::splat(0.5)).to_pos2()
    }

    /// Where a box of the picture is: left, top, width and height in pixels.
    pub(super) fn rect_of(self, [x, y, width, height]: [f32; 4]) -> Rect {
        Rect::from_min_size(self.point(pos2(x, y)), vec2(width, height) * self.points_per_px)
    }

    /// The same picture, magnified so that a point of the window is shown at `centre`.
    pub(super) fn magnified(self, times: f32, point: Pos2, centre: Pos2) -> Self {
        let min = centre + (self.rect.min - point) * times;
        let rect = Rect::from_min_size(min, self.rect.size() * times);
        Self { rect, points_per_px: self.points_per_px * times }
    }
}

/// The box of the face that acts, or else of the first.
pub(super) fn face_px(info: &PortraitInfo) -> Option<Rect> {
    let face = info.acting.as_ref().map_or(0, |acting| acting.face);
    let [x, y, width, height] = info.faces.get(face)?.bounds_px;
    let rect = Rect::from_min_size(pos2(x, y), vec2(width, height));
    (rect.is_finite() && rect.is_positive()).then_some(rect)
}

/// The scale at which something fits into some room.
fn fitting(size: Vec2, room: Vec2) -> f32 {
    let room = room.max(Vec2::splat(1.0));
    (room.x / size.x).min(room.y / size.y)
}

/// On whole pixels, or the picture would be resampled by a fraction of one.
fn snapped(rect: Rect, pixels_per_point: f32) -> Rect {
    let snap = |x: f32| (x * pixels_per_point).round() / pixels_per_point;
    Rect::from_min_max(
        pos2(snap(rect.min.x), snap(rect.min.y)),
        pos2(snap(rect.max.x), snap(rect.max.y)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use risorius_engine::FaceInfo;

    fn info() -> PortraitInfo {
        PortraitInfo {
            picture: "her.png".into(),
            size: (1000, 500),
            faces: vec![FaceInfo { bounds_px: [600.0, 100.0, 100.0, 100.0], confidence: 1.0 }],
            acting: Err("no face".into()),
            texture: None,
            source: None,
        }
    }

    #[test]
    fn zooms_show_all_a_pixel_or_a_face() {
        let view = Rect::from_min_size(pos2(10.0, 20.0), vec2(424.0, 324.0));
        for (zoom, points_per_px) in [(Zoom::Fit, 0.4), (Zoom::Actual, 0.5), (Zoom::Face, 2.268)] {
            let place = Place::new(view, &info(), zoom, &mut Vec2::default(), 2.0);
            assert!((place.points_per_px - points_per_px).abs() < 1e-3, "{zoom:?} {place:?}");
            let px = pos2(650.0, 150.0);
            assert!(place.px(place.point(px)).distance(px) < 1e-2, "{zoom:?}");
            if zoom == Zoom::Face {
                assert!(place.point(px).distance(view.center()) < 2.0);
            }
        }
    }

    #[test]
    fn a_pan_ends_at_the_edge_of_the_picture() {
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0));
        for zoom in [Zoom::Fit, Zoom::Actual, Zoom::Face] {
            for pan in [vec2(9e5, 9e5), vec2(-9e5, -9e5)] {
                let mut held = pan;
                let place = Place::new(view, &info(), zoom, &mut held, 1.0);
                assert!(held.length() < 3000.0, "{zoom:?} {held}");
                let covers =
                    place.rect.width() < 400.0 || place.rect.expand(1.0).contains_rect(view);
                assert!(covers, "{zoom:?} {place:?}");
            }
        }
    }

    #[test]
    fn a_magnified_point_stays_where_it_is_looked_at() {
        let view = Rect::from_min_size(pos2(0.0, 0.0), vec2(400.0, 300.0));
        let place = Place::new(view, &info(), Zoom::Fit, &mut Vec2::default(), 1.0);
        let px = pos2(123.0, 45.0);
        let near = place.magnified(4.0, place.point(px), pos2(300.0, 80.0));
        assert!(near.point(px).distance(pos2(300.0, 80.0)) < 1e-2);
        assert!((near.points_per_px - 4.0 * place.points_per_px).abs() < 1e-6);
    }
}
