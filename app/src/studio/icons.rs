//! Icons as painted shapes: no font has them all, and shapes stay sharp at any scale.

use super::theme;
use egui::{Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo};
use egui::{pos2, vec2};

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    /// Triangle to the right.
    Play,
    /// Two bars.
    Pause,
    /// Bar and triangle to the left.
    ToStart,
    /// Bar and triangle to the right.
    ToEnd,
    /// Thin angle to the left.
    Back,
    /// Thin angle to the right.
    Forward,
    /// A circuit with an arrow head.
    Loop,
    /// A closed lock.
    Locked,
    /// An open lock.
    Unlocked,
    /// A bin.
    Delete,
    /// A plus.
    Add,
    /// A cross.
    Close,
    /// Arrow bent to the left.
    Undo,
    /// Arrow bent to the right.
    Redo,
    /// Half and half.
    Compare,
    /// A face with handles.
    Face,
    /// Three tracks with knobs.
    Sliders,
}

/// Strokes and fills of an icon in a square of one by one.
struct Pen<'p> {
    painter: &'p Painter,
    rect: Rect,
    color: Color32,
}

impl Pen<'_> {
    fn at(&self, (x, y): (f32, f32)) -> Pos2 {
        self.rect.min + vec2(x, y) * self.rect.size()
    }

    fn line(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|&p| self.at(p)).collect();
        self.painter.add(Shape::line(points, Stroke::new(1.5, self.color)));
    }

    fn fill(&self, points: &[(f32, f32)]) {
        let points = points.iter().map(|&p| self.at(p)).collect();
        self.painter.add(Shape::convex_polygon(points, self.color, Stroke::NONE));
    }

    fn bar(&self, from: (f32, f32), to: (f32, f32)) {
        self.painter.rect_filled(Rect::from_min_max(self.at(from), self.at(to)), 0.0, self.color);
    }

    /// Part of a circle around the middle of `center`, angles in turns, clockwise from the right.
    fn arc(&self, center: (f32, f32), radius: f32, from: f32, to: f32) {
        const STEPS: usize = 16;
        let points: Vec<_> = (0..=STEPS)
            .map(|i| {
                let angle = std::f32::consts::TAU * egui::lerp(from..=to, i as f32 / STEPS as f32);
                (center.0 + radius * angle.cos(), center.1 + radius * angle.sin())
            })
            .collect();
        self.line(&points);
    }
}

/// Paints an icon into a square.
pub(crate) fn paint(painter: &Painter, rect: Rect, icon: Icon, color: Color32) {
    let pen = Pen { painter, rect, color };
    match icon {
        Icon::Play => pen.fill(&[(0.25, 0.12), (0.88, 0.5), (0.25, 0.88)]),
        Icon::Pause => {
            pen.bar((0.22, 0.14), (0.4, 0.86));
            pen.bar((0.6, 0.14), (0.78, 0.86));
        }
        Icon::ToStart => {
            pen.bar((0.16, 0.2), (0.26, 0.8));
            pen.fill(&[(0.82, 0.2), (0.82, 0.8), (0.34, 0.5)]);
        }
        Icon::ToEnd => {
            pen.bar((0.74, 0.2), (0.84, 0.8));
            pen.fill(&[(0.18, 0.2), (0.66, 0.5), (0.18, 0.8)]);
        }
        Icon::Back => pen.line(&[(0.62, 0.2), (0.34, 0.5), (0.62, 0.8)]),
        Icon::Forward => pen.line(&[(0.38, 0.2), (0.66, 0.5), (0.38, 0.8)]),
        Icon::Loop => {
            pen.arc((0.5, 0.5), 0.34, 0.06, 0.88);
            pen.fill(&[(0.66, 0.06), (0.98, 0.3), (0.6, 0.42)]);
        }
        Icon::Locked | Icon::Unlocked => lock(&pen, icon == Icon::Locked),
        Icon::Delete => {
            pen.line(&[(0.14, 0.26), (0.86, 0.26)]);
            pen.line(&[(0.38, 0.24), (0.38, 0.12), (0.62, 0.12), (0.62, 0.24)]);
            pen.line(&[(0.24, 0.28), (0.3, 0.88), (0.7, 0.88), (0.76, 0.28)]);
        }
        Icon::Add => {
            pen.line(&[(0.5, 0.16), (0.5, 0.84)]);
            pen.line(&[(0.16, 0.5), (0.84, 0.5)]);
        }
        Icon::Close => {
            pen.line(&[(0.22, 0.22), (0.78, 0.78)]);
            pen.line(&[(0.78, 0.22), (0.22, 0.78)]);
        }
        Icon::Undo => bent_arrow(&pen, |x| x),
        Icon::Redo => bent_arrow(&pen, |x| 1.0 - x),
        Icon::Compare => {
            pen.arc((0.5, 0.5), 0.36, 0.0, 1.0);
            let half: Vec<_> = (0..=12)
                .map(|i| {
                    let angle = std::f32::consts::PI * (0.5 + i as f32 / 12.0);
                    (0.5 + 0.36 * angle.cos(), 0.5 + 0.36 * angle.sin())
                })
                .collect();
            pen.fill(&half);
        }
        Icon::Face => face(&pen),
        Icon::Sliders => sliders(&pen),
    }
}

/// An outline with a handle on each side, eyes and a mouth.
fn face(pen: &Pen<'_>) {
    pen.arc((0.5, 0.5), 0.4, 0.0, 1.0);
    for (x, y) in [(0.36, 0.42), (0.64, 0.42), (0.1, 0.5), (0.9, 0.5)] {
        pen.bar((x - 0.07, y - 0.07), (x + 0.07, y + 0.07));
    }
    pen.line(&[(0.34, 0.66), (0.5, 0.73), (0.66, 0.66)]);
}

fn sliders(pen: &Pen<'_>) {
    for (y, x) in [(0.22, 0.64), (0.5, 0.32), (0.78, 0.58)] {
        pen.line(&[(0.1, y), (0.9, y)]);
        pen.bar((x - 0.07, y - 0.12), (x + 0.07, y + 0.12));
    }
}

fn lock(pen: &Pen<'_>, closed: bool) {
    pen.bar((0.2, 0.48), (0.8, 0.9));
    let shift = if closed { 0.0 } else { 0.3 };
    pen.line(&[(0.32 + shift, 0.48), (0.32 + shift, 0.3)]);
    pen.arc((0.5 + shift, 0.3), 0.18, 0.5, 1.0);
    if closed {
        pen.line(&[(0.68, 0.48), (0.68, 0.3)]);
    } else {
        pen.line(&[(0.98, 0.3), (0.98, 0.36)]);
    }
}

fn bent_arrow(pen: &Pen<'_>, mirror: impl Fn(f32) -> f32) {
    let m = |points: &[(f32, f32)]| points.iter().map(|&(x, y)| (mirror(x), y)).collect::<Vec<_>>();
    pen.line(&m(&[(0.38, 0.14), (0.14, 0.36), (0.38, 0.58)]));
    pen.line(&m(&[
        (0.14, 0.36),
        (0.6, 0.36),
        (0.78, 0.42),
        (0.86, 0.58),
        (0.8, 0.74),
        (0.6, 0.82),
        (0.36, 0.82),
    ]));
}

/// A square button with an icon. `label` is what screen readers and tests call it.
pub(crate) fn button(ui: &mut Ui, icon: Icon, label: &str, tip: &str) -> Response {
    toggle(ui, icon, label, tip, false)
}

/// A square button with an icon that is lit while `on`.
pub(crate) fn toggle(ui: &mut Ui, icon: Icon, label: &str, tip: &str, on: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(theme::ICON_BUTTON, Sense::click());
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(Role::Button, enabled, on, label));
    if ui.is_rect_visible(rect) {
        let state = ui.style().interact(&response);
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, state.corner_radius, state.bg_fill);
        }
        let color = match (on, enabled) {
            (true, _) => theme::ACCENT,
            (false, true) => theme::TEXT_SOFT,
            (false, false) => theme::PRESSED,
        };
        let square = Rect::from_center_size(rect.center(), vec2(theme::ICON, theme::ICON));
        paint(ui.painter(), snapped(square), icon, color);
    }
    response.on_hover_text(tip)
}

/// On whole pixels, where bars are sharp.
fn snapped(rect: Rect) -> Rect {
    Rect::from_min_size(pos2(rect.min.x.round(), rect.min.y.round()), rect.size())
}
