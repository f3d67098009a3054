//! The face as it acts, small in a corner, while the picture itself is worked on.

use super::super::theme;
use super::paint::{self, Layer, Picture};
use super::place::{Place, face_px};
use egui::{Align2, Rect, Stroke, StrokeKind, Ui, Vec2, vec2};
use risorius_engine::PortraitInfo;

/// Largest side, and its share of a small view.
const SIDE: f32 = 208.0;
const SHARE: f32 = 0.34;
/// Room around the face's box, of its height.
const AROUND: f32 = 1.35;

/// The view's lower right corner.
pub(super) fn corner(view: Rect) -> Rect {
    let side = Vec2::splat(SIDE.min(SHARE * view.size().min_elem()));
    Rect::from_min_size(view.max - side - Vec2::splat(theme::SPACE_M), side)
}

/// Shows the acting face there.
pub(super) fn show(ui: &Ui, view: Rect, info: &PortraitInfo, texture: &wgpu::Texture) {
    let Some(face) = face_px(info) else { return };
    let rect = corner(view);
    let points_per_px = rect.width() / (AROUND * face.size().max_elem());
    let whole = vec2(info.size.0 as f32, info.size.1 as f32) * points_per_px;
    let min = rect.center() - face.center().to_vec2() * points_per_px;
    let place = Place { rect: Rect::from_min_size(min, whole), points_per_px };
    let painter = ui.painter();
    paint::add(
        painter,
        Layer::Inset,
        rect,
        Picture { rect: place.rect, canvas: theme::CANVAS, texture },
    );
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme::TEXT_SOFT), StrokeKind::Outside);
    let text = painter.layout_no_wrap("Acting".to_owned(), theme::small(), theme::TEXT);
    let tag = Rect::from_min_size(rect.min, text.size() + vec2(8.0, 4.0));
    painter.rect_filled(tag, 0.0, theme::UNDER);
    painter.text(tag.center(), Align2::CENTER_CENTER, "Acting", theme::small(), theme::TEXT);
}
