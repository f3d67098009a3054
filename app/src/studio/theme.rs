//! Colours, spacing and type sizes: the only place where they are numbers.
//!
//! Neutral greys, so that nothing tints the portrait, and one accent. Surfaces are flat: on a
//! software renderer every layer, shadow and rounded corner costs frames.

use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke};
use egui::{Shadow, TextStyle, Vec2, vec2};
use std::sync::Arc;

/// The window. Panels have no fill of their own: the window is cleared to this.
pub(crate) const GROUND: Color32 = Color32::from_rgb(0x17, 0x17, 0x18);
/// Behind the portrait.
pub(crate) const CANVAS: Color32 = Color32::from_rgb(0x0f, 0x0f, 0x10);
/// Fields and buttons.
pub(crate) const RAISED: Color32 = Color32::from_rgb(0x25, 0x25, 0x27);
/// A button under the pointer.
pub(crate) const HOVERED: Color32 = Color32::from_rgb(0x30, 0x30, 0x33);
/// A pressed button, a chosen segment.
pub(crate) const PRESSED: Color32 = Color32::from_rgb(0x3c, 0x3c, 0x40);
/// The chosen line and the chosen row.
pub(crate) const CHOSEN: Color32 = Color32::from_rgb(0x20, 0x20, 0x22);
/// Hairlines between surfaces.
pub(crate) const LINE: Color32 = Color32::from_rgb(0x2c, 0x2c, 0x2f);
/// Text to read.
pub(crate) const TEXT: Color32 = Color32::from_rgb(0xe8, 0xe8, 0xea);
/// Text beside it.
pub(crate) const TEXT_SOFT: Color32 = Color32::from_rgb(0xac, 0xac, 0xb2);
/// Units, hints, ticks.
pub(crate) const TEXT_FAINT: Color32 = Color32::from_rgb(0x86, 0x86, 0x8d);
/// The accent: what acts, what is chosen, what to press next.
pub(crate) const ACCENT: Color32 = Color32::from_rgb(0xf0, 0x98, 0x6c);
/// The accent as a fill behind something.
pub(crate) const ACCENT_DIM: Color32 = Color32::from_rgb(0x5a, 0x3f, 0x33);
/// Text on the accent.
pub(crate) const ON_ACCENT: Color32 = Color32::from_rgb(0x1c, 0x12, 0x0d);
/// The emotion of the whole face, where it is drawn and where it is weighed.
pub(crate) const EMOTION: Color32 = ACCENT;
/// Each muscle, beside the emotion.
pub(crate) const MUSCLES: Color32 = Color32::from_rgb(0x86, 0xa9, 0xc4);
/// Marks what went wrong.
pub(crate) const WRONG: Color32 = Color32::from_rgb(0xf0, 0x77, 0x6e);
/// Marks the intensities at which a face starts to look wrong.
pub(crate) const RISKY: Color32 = Color32::from_rgb(0x8a, 0x45, 0x40);
/// Under light lines on a picture, so that they are seen on light pictures too.
pub(crate) const UNDER: Color32 = Color32::from_rgba_premultiplied(0x08, 0x08, 0x08, 0xa0);
/// Emotion beats on the timeline.
pub(crate) const BEAT: Color32 = Color32::from_rgb(0x58, 0x58, 0x5e);

/// Between things that belong together.
pub(crate) const SPACE_XS: f32 = 4.0;
/// Between things.
pub(crate) const SPACE_S: f32 = 8.0;
/// Around the contents of a panel.
pub(crate) const SPACE_M: f32 = 12.0;
/// Between groups.
pub(crate) const SPACE_L: f32 = 16.0;
/// Around the contents of a sheet.
pub(crate) const SPACE_XL: f32 = 24.0;

/// How far the text of a line stands in from its card's edge.
pub(crate) const LINE_INSET: f32 = 10.0;

/// Height of buttons and fields.
pub(crate) const CONTROL: f32 = 28.0;
/// Height of a cue's row on the timeline.
pub(crate) const TRACK: f32 = 24.0;
/// Corner radius of everything that has corners.
pub(crate) const RADIUS: u8 = 4;
/// Side of an icon.
pub(crate) const ICON: f32 = 16.0;

/// Hints, units, ticks. Nothing is smaller.
pub(crate) const SIZE_SMALL: f32 = 12.5;
/// Everything else.
pub(crate) const SIZE_BODY: f32 = 13.5;
/// Titles.
pub(crate) const SIZE_TITLE: f32 = 16.0;

const MEDIUM: &str = "medium";

/// Hints, units, ticks.
pub(crate) fn small() -> FontId {
    FontId::proportional(SIZE_SMALL)
}

/// Text.
pub(crate) fn body() -> FontId {
    FontId::proportional(SIZE_BODY)
}

/// Titles of panels and sheets, and what acts.
pub(crate) fn medium(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(MEDIUM.into()))
}

/// Notation and numbers that change in place.
pub(crate) fn mono() -> FontId {
    FontId::monospace(SIZE_SMALL)
}

/// Gives a context the studio's looks.
pub(crate) fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(style);
}

fn fonts() -> FontDefinitions {
    let faces: [(&str, &[u8]); 3] = [
        ("Inter", include_bytes!("../../../assets/fonts/Inter-Regular.otf")),
        ("Inter Medium", include_bytes!("../../../assets/fonts/Inter-Medium.otf")),
        ("JetBrains Mono", include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf")),
    ];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let families = [
        (FontFamily::Proportional, ["Inter", "JetBrains Mono"]),
        (FontFamily::Monospace, ["JetBrains Mono", "Inter"]),
        (FontFamily::Name(MEDIUM.into()), ["Inter Medium", "JetBrains Mono"]),
    ];
    for (family, names) in families {
        fonts.families.insert(family, names.map(str::to_owned).to_vec());
    }
    fonts
}

fn style(style: &mut egui::Style) {
    style.text_styles = [
        (TextStyle::Small, small()),
        (TextStyle::Body, body()),
        (TextStyle::Button, body()),
        (TextStyle::Heading, medium(SIZE_TITLE)),
        (TextStyle::Monospace, mono()),
    ]
    .into();
    style.animation_time = 0.0; // Each step of an animation is a whole frame.
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(SPACE_S, SPACE_S);
    spacing.button_padding = vec2(SPACE_S + 2.0, SPACE_XS);
    spacing.interact_size = vec2(CONTROL, CONTROL);
    spacing.menu_margin = Margin::same(SPACE_XS as i8);
    spacing.window_margin = Margin::same(SPACE_XL as i8);
    spacing.icon_width = ICON;
    spacing.tooltip_width = 320.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    spacing.scroll.floating_allocated_width = SPACE_S;
    visuals(&mut style.visuals);
}

fn visuals(visuals: &mut egui::Visuals) {
    let radius = CornerRadius::same(RADIUS);
    visuals.panel_fill = GROUND;
    visuals.window_fill = RAISED;
    visuals.extreme_bg_color = RAISED;
    visuals.text_edit_bg_color = Some(RAISED);
    visuals.faint_bg_color = CHOSEN;
    visuals.window_stroke = Stroke::new(1.0, PRESSED);
    visuals.window_corner_radius = radius;
    visuals.menu_corner_radius = radius;
    visuals.window_shadow = Shadow::NONE;
    visuals.popup_shadow = Shadow::NONE;
    visuals.hyperlink_color = ACCENT;
    visuals.error_fg_color = WRONG;
    visuals.warn_fg_color = WRONG;
    visuals.weak_text_color = Some(TEXT_FAINT);
    visuals.selection.bg_fill = ACCENT_DIM;
    visuals.selection.stroke = Stroke::new(1.0, ACCENT);
    visuals.text_cursor.blink = false; // A blinking cursor repaints the window twice a second.
    visuals.text_cursor.stroke = Stroke::new(2.0, ACCENT);
    let states = [
        (&mut visuals.widgets.noninteractive, GROUND, LINE, TEXT),
        (&mut visuals.widgets.inactive, RAISED, RAISED, TEXT),
        (&mut visuals.widgets.hovered, HOVERED, HOVERED, TEXT),
        (&mut visuals.widgets.active, PRESSED, ACCENT, TEXT),
        (&mut visuals.widgets.open, HOVERED, HOVERED, TEXT),
    ];
    for (state, fill, outline, text) in states {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, outline);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = radius;
        state.expansion = 0.0;
    }
}

/// Size of a square button that holds an icon.
pub(crate) const ICON_BUTTON: Vec2 = Vec2::splat(CONTROL);
