//! The picture magnified beside the hand.

use super::super::theme;
use super::paint::{self, Layer};
use super::place::Place;
use super::{inset, outline, paint::Picture};
use egui::{Painter, Pos2, Rect, Stroke, StrokeKind, Vec2, vec2};
use risorius_engine::Landmarks;

const SIDE: f32 = 148.0;
const TIMES: f32 = 4.0;
/// Between the hand and the loupe.
const APART: f32 = 28.0;
/// Of each arm of the crosshair; its middle is free.
const ARM: f32 = 14.0;
const FREE: f32 = 5.0;

/// Shows what is around a point of the window.
pub(super) fn show(
    painter: &Painter,
    view: Rect,
    place: Place,
    texture: &wgpu::Texture,
    landmarks: &Landmarks,
    at: Pos2,
) {
    let rect = beside(view, at);
    let near = place.magnified(TIMES, at, rect.center());
    let picture = Picture { rect: near.rect, canvas: theme::CANVAS, texture };
    paint::add(painter, Layer::Loupe, rect, picture);
    outline::paint(&painter.with_clip_rect(rect), near, landmarks);
    for (from, to) in [(FREE, FREE + ARM), (-FREE, -FREE - ARM)] {
        for axis in [vec2(1.0, 0.0), vec2(0.0, 1.0)] {
            let arm = [rect.center() + axis * from, rect.center() + axis * to];
            painter.line_segment(arm, Stroke::new(3.0, theme::UNDER));
            painter.line_segment(arm, Stroke::new(1.0, theme::ACCENT));
        }
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme::TEXT_SOFT), StrokeKind::Outside);
}

/// Right above the hand, or on another side where the view ends or the acting face is.
fn beside(view: Rect, at: Pos2) -> Rect {
    let size = Vec2::splat(SIDE);
    let inset = inset::corner(view);
    let fits = |place: Rect| view.contains_rect(place) && !inset.intersects(place);
    let corners = [(1.0, -1.0), (-1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
    let place =
        |(x, y): (f32, f32)| Rect::from_center_size(at + vec2(x, y) * (APART + SIDE / 2.0), size);
    corners.into_iter().map(place).find(|&rect| fits(rect)).unwrap_or(place(corners[0]))
}
