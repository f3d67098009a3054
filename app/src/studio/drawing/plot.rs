//! The weights of emotion and muscles over the noise level, as they are while the sliders move.

use super::super::theme;
use egui::{Align2, Color32, Painter, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo};
use egui::{pos2, vec2};
use risorius_engine::{Guidance, Ramp};

const HEIGHT: f32 = 92.0;
/// Room for the words under the axis.
const WORDS: f32 = 18.0;
const POINTS: usize = 32;
/// What the plot shows at least, so that weights around 1 do not jump about.
const LEAST_TOP: f32 = 2.0;

/// Shows the plot, and in it the level that is being cleaned now.
pub(super) fn show(ui: &mut Ui, guidance: &Guidance, level: Option<f32>) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| {
        WidgetInfo::labeled(Role::Image, true, "Weights from the noise to the clean performance")
    });
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), rect, guidance, level);
    }
    response.on_hover_text(
        "How much the emotion (orange) and the muscles (blue) count, from the noise at the left to \
         the clean performance at the right. 1 is what the network says; more exaggerates.",
    );
}

fn paint(painter: &Painter, rect: Rect, guidance: &Guidance, level: Option<f32>) {
    let field = rect.with_max_y(rect.bottom() - WORDS).shrink2(vec2(0.5, 2.0));
    let (beats, cues) = (guidance.beats, guidance.cues.mouth);
    let ends = [beats.early, beats.late, cues.early, cues.late];
    let top = ends.into_iter().fold(LEAST_TOP, f32::max);
    let at = |level: f32, weight: f32| -> Pos2 {
        let x = field.left() + field.width() * (1.0 - level);
        pos2(x, field.bottom() - field.height() * weight / top)
    };
    let hairline = Stroke::new(1.0, theme::LINE);
    for weight in [0.0, 1.0] {
        painter.line_segment([at(1.0, weight), at(0.0, weight)], hairline);
    }
    if let Some(level) = level {
        let x = at(level, 0.0).x.round();
        painter.vline(x, field.y_range(), Stroke::new(1.0, theme::TEXT_FAINT));
    }
    let curve = |ramp: Ramp, color: Color32| {
        let points = (0..=POINTS).map(|n| {
            let level = n as f32 / POINTS as f32;
            at(level, ramp.at(level))
        });
        painter.add(Shape::line(points.collect(), Stroke::new(2.0, color)));
    };
    curve(beats, theme::EMOTION);
    curve(cues, theme::MUSCLES);
    words(painter, rect);
}

/// What the ends of the axis and the two colours are.
fn words(painter: &Painter, rect: Rect) {
    let y = rect.bottom();
    let word = |x: f32, align: Align2, text: &str, color: Color32| {
        painter.text(pos2(x, y), align, text, theme::small(), color);
    };
    word(rect.left(), Align2::LEFT_BOTTOM, "noise", theme::TEXT_FAINT);
    word(rect.right(), Align2::RIGHT_BOTTOM, "clean", theme::TEXT_FAINT);
    let middle = rect.center().x;
    word(middle - theme::SPACE_S, Align2::RIGHT_BOTTOM, "emotion", theme::EMOTION);
    word(middle + theme::SPACE_S, Align2::LEFT_BOTTOM, "muscles", theme::MUSCLES);
}
