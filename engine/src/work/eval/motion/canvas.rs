//! A sheet to plot on: lines, bars and numerals. What the colours mean stands beside the plot.

use image::{Rgba, RgbaImage};

/// A colour of a line or a bar.
pub(super) type Colour = Rgba<u8>;

pub(super) const GREY: Colour = Rgba([150, 150, 158, 255]);
pub(super) const BLUE: Colour = Rgba([40, 90, 200, 255]);
pub(super) const ORANGE: Colour = Rgba([222, 120, 30, 255]);

const PAPER: Colour = Rgba([255, 255, 255, 255]);
const GRID: Colour = Rgba([228, 228, 232, 255]);
const INK: Colour = Rgba([60, 60, 66, 255]);

/// Half the width of a line, pixels.
const PEN_PX: f32 = 1.1;

/// Pixels of a dot of a numeral.
const DOT_PX: u32 = 2;

/// Around every panel: room for numerals on the left and below, pixels.
const MARGIN_PX: [u32; 4] = [44, 14, 14, 26];

/// Numerals of three by five dots, a row of three bits after the other.
const NUMERALS: [(char, u16); 12] = [
    ('0', 0b111_101_101_101_111),
    ('1', 0b010_110_010_010_111),
    ('2', 0b111_001_111_100_111),
    ('3', 0b111_001_111_001_111),
    ('4', 0b101_101_111_001_001),
    ('5', 0b111_100_111_001_111),
    ('6', 0b111_100_111_101_111),
    ('7', 0b111_001_001_010_010),
    ('8', 0b111_101_111_101_111),
    ('9', 0b111_101_111_001_111),
    ('.', 0b000_000_000_000_010),
    ('-', 0b000_000_111_000_000),
];

/// A picture of panels in a grid.
pub(super) struct Sheet {
    pub(super) picture: RgbaImage,
    panel_size: (u32, u32),
    columns: u32,
}

/// One plot of a sheet, with what its edges stand for.
pub(super) struct Panel<'a> {
    picture: &'a mut RgbaImage,
    /// Left, top, right and bottom, pixels.
    frame: [f32; 4],
    x: (f32, f32),
    y: (f32, f32),
}

impl Sheet {
    /// White paper for so many panels of a size in pixels, margins counted in.
    pub(super) fn new(columns: u32, rows: u32, panel_size: (u32, u32)) -> Self {
        let (width, height) = (columns * panel_size.0, rows * panel_size.1);
        Self { picture: RgbaImage::from_pixel(width, height, PAPER), panel_size, columns }
    }

    /// The panel of a number, row by row, with axes from the first to the second of `x` and `y`.
    pub(super) fn panel(&mut self, number: u32, x: (f32, f32), y: (f32, f32)) -> Panel<'_> {
        let (width, height) = self.panel_size;
        let (left, top) = (number % self.columns * width, number / self.columns * height);
        let [in_left, in_top, in_right, in_bottom] = MARGIN_PX;
        let frame =
            [left + in_left, top + in_top, left + width - in_right, top + height - in_bottom];
        let mut panel =
            Panel { picture: &mut self.picture, frame: frame.map(|px| px as f32), x, y };
        panel.axes();
        panel
    }
}

impl Panel<'_> {
    /// A line through points in the panel's units.
    pub(super) fn line(&mut self, points: impl IntoIterator<Item = (f32, f32)>, colour: Colour) {
        let points: Vec<(f32, f32)> = points.into_iter().map(|point| self.place(point)).collect();
        for pair in points.windows(2) {
            self.stroke(pair[0], pair[1], colour);
        }
    }

    /// A bar from the bottom up to `top`.
    pub(super) fn bar(&mut self, from: f32, to: f32, top: f32, colour: Colour) {
        let ((left, up), (right, down)) = (self.place((from, top)), self.place((to, self.y.0)));
        for y in up.round() as u32..down.round() as u32 {
            for x in left.round() as u32..right.round() as u32 {
                self.dot(x, y, colour, 1.0);
            }
        }
    }

    fn axes(&mut self) {
        let [left, top, right, bottom] = self.frame;
        for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
            let y = bottom + share * (top - bottom);
            self.stroke((left, y), (right, y), GRID);
        }
        let numeral_px = 5 * DOT_PX;
        for share in [0.0, 0.5, 1.0] {
            let value = self.y.0 + share * (self.y.1 - self.y.0);
            let y = (bottom + share * (top - bottom)) as u32;
            self.number(value, left as u32 - 6, y - numeral_px / 2);
        }
        for (value, x) in [(self.x.0, left + 8.0), (self.x.1, right)] {
            self.number(value, x as u32, bottom as u32 + 8);
        }
    }

    /// A number that ends at a place.
    fn number(&mut self, value: f32, right: u32, top: u32) {
        let text = format!("{value:.2}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let step = 4 * DOT_PX;
        let left = right.saturating_sub(text.chars().count() as u32 * step);
        for (n, letter) in text.chars().enumerate() {
            let bits =
                NUMERALS.iter().find(|(known, _)| *known == letter).map_or(0, |(_, bits)| *bits);
            for dot in (0..15).filter(|dot| bits >> (14 - dot) & 1 == 1) {
                let (x, y) = (left + n as u32 * step + dot % 3 * DOT_PX, top + dot / 3 * DOT_PX);
                for offset in 0..DOT_PX * DOT_PX {
                    self.dot(x + offset % DOT_PX, y + offset / DOT_PX, INK, 1.0);
                }
            }
        }
    }

    fn place(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [left, top, right, bottom] = self.frame;
        let share =
            |value: f32, (low, high): (f32, f32)| ((value - low) / (high - low)).clamp(-0.02, 1.02);
        (left + share(x, self.x) * (right - left), bottom + share(y, self.y) * (top - bottom))
    }

    /// A straight stroke with soft edges, in pixels.
    fn stroke(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1e-6);
        let reach = PEN_PX + 1.0;
        let span = |a: f32, b: f32| (a.min(b) - reach).max(0.0) as u32..=(a.max(b) + reach) as u32;
        for y in span(from.1, to.1) {
            for x in span(from.0, to.0) {
                let (px, py) = (x as f32 - from.0, y as f32 - from.1);
                let along = ((px * dx + py * dy) / (length * length)).clamp(0.0, 1.0);
                let away = (px - along * dx).hypot(py - along * dy);
                self.dot(x, y, colour, (PEN_PX + 0.5 - away).clamp(0.0, 1.0));
            }
        }
    }

    fn dot(&mut self, x: u32, y: u32, colour: Colour, cover: f32) {
        let Some(pixel) = self.picture.get_pixel_mut_checked(x, y) else { return };
        for (old, new) in pixel.0.iter_mut().zip(colour.0) {
            // Darker ink wins where strokes of one line meet.
            let mixed = f32::from(*old) + cover * (f32::from(new) - f32::from(*old));
            *old = mixed.round() as u8;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_run_where_the_axes_say() {
        let mut sheet = Sheet::new(2, 1, (200, 100));
        let mut panel = sheet.panel(1, (0.0, 1.0), (0.0, 2.0));
        panel.line([(0.0, 1.0), (1.0, 1.0)], BLUE);
        panel.bar(0.4, 0.6, 0.5, ORANGE);
        panel.line([(0.0, f32::INFINITY), (9.0, -9.0)], GREY);
        let at = |x: f32, y: f32| {
            let (left, top, width, height) = (244.0, 14.0, 142.0, 60.0);
            *sheet
                .picture
                .get_pixel((left + x * width) as u32, (top + (1.0 - y / 2.0) * height) as u32)
        };
        assert_eq!(at(0.2, 1.0), BLUE);
        assert_eq!(at(0.5, 0.2), ORANGE);
        assert_eq!(at(0.2, 0.2), PAPER);
    }
}
