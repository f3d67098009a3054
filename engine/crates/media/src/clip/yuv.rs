//! sRGB pixels to the planes that H.264 codes: BT.709, limited range, 4:2:0.
//!
//! `Y' = 16 + 219·(Kr R + Kg G + Kb B)`, `Cb = 128 + 224·(B − Y)/(2 − 2Kb)`, Cr alike, with
//! Kr = 0.2126 and Kb = 0.0722 (ITU-R BT.709-6, items 3.2–3.5). The sRGB transfer curve is kept
//! and tagged as BT.709, as every browser and player expects of screen pictures. All sums are
//! integers, so that every machine writes the same clip.
//!
//! A chroma sample is the mean of its four pixels. The standard puts it on their left edge (ITU-T
//! H.264, figure 6-1), but most players show it on all four, as ffmpeg does: there the mean comes
//! 0.2–2 dB nearer to the frames than a filter centred on the left edge.

use image::RgbaImage;
use rayon::prelude::*;

/// Fraction bits of the coefficients.
const BITS: u32 = 16;
const RED: f64 = 0.2126;
const BLUE: f64 = 0.0722;
/// Luma of red, green, blue.
const LUMA: [i32; 3] = {
    let scale = 219.0 / 255.0;
    [fixed(RED * scale), fixed((1.0 - RED - BLUE) * scale), fixed(BLUE * scale)]
};
const CHROMA_BLUE: [i32; 3] = {
    let (red, blue) = (fixed(-RED / (2.0 - 2.0 * BLUE) * 224.0 / 255.0), fixed(112.0 / 255.0));
    [red, -red - blue, blue] // The rest to green, so that greys have no chroma at all.
};
const CHROMA_RED: [i32; 3] = {
    let (red, blue) = (fixed(112.0 / 255.0), fixed(-BLUE / (2.0 - 2.0 * RED) * 224.0 / 255.0));
    [red, -red - blue, blue]
};

const fn fixed(value: f64) -> i32 {
    let scaled = value * (1 << BITS) as f64;
    (if scaled < 0.0 { scaled - 0.5 } else { scaled + 0.5 }) as i32
}

/// Planes of one picture: luma, then blue and red chroma at half the size both ways.
#[derive(Debug, PartialEq)]
pub(crate) struct Planes {
    /// Width of the luma plane, even, pixels.
    pub(crate) width: usize,
    /// Height of the luma plane, even, pixels.
    pub(crate) height: usize,
    /// Luma, `width × height`.
    pub(crate) y: Vec<u8>,
    /// Blue chroma, `width/2 × height/2`.
    pub(crate) cb: Vec<u8>,
    /// Red chroma, `width/2 × height/2`.
    pub(crate) cr: Vec<u8>,
}

impl Planes {
    /// Black planes that hold a picture of `size`; odd sides get one more column or row.
    pub(crate) fn for_size(size: (u32, u32)) -> Self {
        let (width, height) = (size.0.next_multiple_of(2), size.1.next_multiple_of(2));
        let (width, height) = (width as usize, height as usize);
        let chroma = vec![128; width * height / 4];
        Self { width, height, y: vec![16; width * height], cb: chroma.clone(), cr: chroma }
    }

    /// Fills the planes from a picture over a background; the last column and row of an odd
    /// picture are repeated.
    ///
    /// `image` must have the size that the planes were made for.
    pub(crate) fn fill(&mut self, image: &RgbaImage, background: [u8; 3]) {
        let (width, rows) = (self.width, image.height() as usize);
        let stride = image.width() as usize * 4;
        let pixels = image.as_raw();
        self.y
            .par_chunks_exact_mut(2 * width)
            .zip(self.cb.par_chunks_exact_mut(width / 2))
            .zip(self.cr.par_chunks_exact_mut(width / 2))
            .enumerate()
            .for_each_init(
                || [vec![[0; 3]; width], vec![[0; 3]; width]],
                |[top, bottom], (pair, ((y, cb), cr))| {
                    let row = |y: usize| &pixels[y.min(rows - 1) * stride..][..stride];
                    flatten(row(2 * pair), background, top);
                    flatten(row(2 * pair + 1), background, bottom);
                    let (y_top, y_bottom) = y.split_at_mut(width);
                    luma(top, y_top);
                    luma(bottom, y_bottom);
                    top.iter_mut().zip(&*bottom).for_each(|(a, b)| *a = add(*a, *b));
                    chroma(top, cb, cr);
                },
            );
    }
}

/// One row over the background, the last pixel repeated to the end of `out`.
fn flatten(row: &[u8], background: [u8; 3], out: &mut [[i32; 3]]) {
    for (pixel, out) in row.chunks_exact(4).zip(out.iter_mut()) {
        let alpha = i32::from(pixel[3]);
        *out = std::array::from_fn(|i| {
            let (over, under) = (i32::from(pixel[i]), i32::from(background[i]));
            (over * alpha + under * (255 - alpha) + 127) / 255
        });
    }
    let given = row.len() / 4;
    let last = out[given - 1];
    out[given..].fill(last);
}

fn luma(rgb: &[[i32; 3]], out: &mut [u8]) {
    for (&rgb, out) in rgb.iter().zip(out) {
        *out = ((dot(LUMA, rgb) + (16 << BITS) + (1 << (BITS - 1))) >> BITS) as u8;
    }
}

/// Chroma of a pair of rows that were added up: sums of four pixels, two bits more.
fn chroma(pair: &[[i32; 3]], cb: &mut [u8], cr: &mut [u8]) {
    const SHIFT: u32 = BITS + 2;
    // The offset of 128 and half a step for rounding.
    const OFFSET: i32 = (128 << SHIFT) + (1 << (SHIFT - 1));
    for ((two, cb), cr) in pair.chunks_exact(2).zip(cb).zip(cr) {
        let sum = add(two[0], two[1]);
        *cb = ((dot(CHROMA_BLUE, sum) + OFFSET) >> SHIFT) as u8;
        *cr = ((dot(CHROMA_RED, sum) + OFFSET) >> SHIFT) as u8;
    }
}

fn dot(a: [i32; 3], b: [i32; 3]) -> i32 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

fn add(a: [i32; 3], b: [i32; 3]) -> [i32; 3] {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn planes_of(size: (u32, u32), pixel: [u8; 4], background: [u8; 3]) -> Planes {
        let mut planes = Planes::for_size(size);
        planes.fill(&RgbaImage::from_pixel(size.0, size.1, Rgba(pixel)), background);
        planes
    }

    /// The 100 % colour bars of BT.709 at 8 bits.
    #[test]
    fn colour_bars_have_their_textbook_codes() {
        for (rgb, expect) in [
            ([255, 255, 255], [235, 128, 128]),
            ([255, 255, 0], [219, 16, 138]),
            ([0, 255, 255], [188, 154, 16]),
            ([0, 255, 0], [173, 42, 26]),
            ([255, 0, 255], [78, 214, 230]),
            ([255, 0, 0], [63, 102, 240]),
            ([0, 0, 255], [32, 240, 118]),
            ([0, 0, 0], [16, 128, 128]),
        ] {
            let [r, g, b] = rgb;
            let planes = planes_of((4, 2), [r, g, b, 255], [0; 3]);
            assert_eq!([planes.y[5], planes.cb[1], planes.cr[1]], expect, "{rgb:?}");
        }
    }

    #[test]
    fn greys_have_no_chroma() {
        for grey in 0..=255 {
            let planes = planes_of((2, 2), [grey, grey, grey, 255], [0; 3]);
            assert_eq!((planes.cb[0], planes.cr[0]), (128, 128), "{grey}");
        }
    }

    #[test]
    fn odd_sides_repeat_the_edge_and_alpha_shows_the_background() {
        let mut image = RgbaImage::from_pixel(3, 3, Rgba([0, 0, 0, 255]));
        for i in 0..3 {
            image.put_pixel(2, i, Rgba([255; 4]));
            image.put_pixel(i, 2, Rgba([255; 4]));
        }
        let mut planes = Planes::for_size((3, 3));
        planes.fill(&image, [0; 3]);
        let (dark, light) = (16, 235);
        assert_eq!((planes.width, planes.height), (4, 4));
        assert_eq!(planes.y[..8], [dark, dark, light, light, dark, dark, light, light]);
        assert_eq!(planes.y[8..], [light; 8]);

        assert_eq!(planes_of((2, 2), [255, 255, 255, 0], [0; 3]).y, [dark; 4]);
        assert_eq!(planes_of((2, 2), [0, 0, 0, 0], [255; 3]).y, [light; 4]);
        assert_eq!(planes_of((2, 2), [255, 255, 255, 128], [0; 3]).y, [126; 4]);
    }
}
