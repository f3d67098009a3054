//! Colours of a file to sRGB.

use image::{DynamicImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

/// A decoded picture in the colours that its file is made of.
pub(super) struct Decoded {
    pub(super) image: RgbaImage,
    /// ICC profile of the colours; `None` for sRGB.
    pub(super) profile: Option<Vec<u8>>,
}

impl Decoded {
    pub(super) fn srgb(image: RgbaImage) -> Self {
        Self { image, profile: None }
    }
}

/// Any decoded picture to 8 bits. Three-colour pictures keep their samples and their profile, so
/// that a still can equal its source; grey ones are turned into sRGB. A profile that cannot be used
/// counts as sRGB.
pub(super) fn decoded(image: DynamicImage, profile: Option<Vec<u8>>) -> Decoded {
    let parsed = profile
        .and_then(|bytes| ColorProfile::new_from_slice(&bytes).ok().map(|parsed| (bytes, parsed)));
    let Some((bytes, parsed)) = parsed else {
        return Decoded::srgb(image.into_rgba8());
    };
    match parsed.color_space {
        DataColorSpace::Gray if !image.color().has_color() => {
            let converted = convert(&image, &parsed, Layout::GrayAlpha);
            Decoded::srgb(converted.unwrap_or_else(|| image.into_rgba8()))
        }
        DataColorSpace::Rgb if !is_srgb(&parsed) => {
            Decoded { image: image.into_rgba8(), profile: Some(bytes) }
        }
        _ => Decoded::srgb(image.into_rgba8()),
    }
}

/// A three-colour picture with a profile to sRGB; unchanged if the profile cannot be used.
pub(super) fn to_srgb(image: RgbaImage, profile: &[u8]) -> RgbaImage {
    let image = DynamicImage::ImageRgba8(image);
    ColorProfile::new_from_slice(profile)
        .ok()
        .and_then(|profile| convert(&image, &profile, Layout::Rgba))
        .unwrap_or_else(|| image.into_rgba8())
}

/// Four inks, stored with 255 for none as Adobe writes them, to 8-bit sRGB; `None` when there are fewer samples than `size` needs.
pub(super) fn cmyk_to_srgb(
    size: (u32, u32),
    mut samples: Vec<u8>,
    profile: Option<&[u8]>,
) -> Option<RgbaImage> {
    // From here on 0 is no ink, as profiles have it.
    samples.iter_mut().for_each(|ink| *ink = 255 - *ink);
    let profile = profile
        .and_then(|bytes| ColorProfile::new_from_slice(bytes).ok())
        .filter(|profile| profile.color_space == DataColorSpace::Cmyk);
    if let Some(rgb) = profile.and_then(|profile| transform_8(&profile, Layout::Rgba, &samples)) {
        return opaque(size, &rgb);
    }
    let naive: Vec<u8> = samples
        .chunks_exact(4)
        .flat_map(|ink| [0, 1, 2].map(|i| over_255((255 - ink[i]).into(), (255 - ink[3]).into())))
        .collect();
    opaque(size, &naive)
}

/// The product of two bytes read as 0..1, rounded.
fn over_255(a: u32, b: u32) -> u8 {
    ((a * b + 127) / 255) as u8
}

fn opaque(size: (u32, u32), rgb: &[u8]) -> Option<RgbaImage> {
    let rgba = rgb.chunks_exact(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect();
    RgbaImage::from_raw(size.0, size.1, rgba)
}

/// Converts 8-bit samples laid out as `layout` to three bytes a pixel; four inks have the layout
/// of RGBA.
fn transform_8(profile: &ColorProfile, layout: Layout, samples: &[u8]) -> Option<Vec<u8>> {
    let target = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_8bit(layout, &target, Layout::Rgb, TransformOptions::default())
        .ok()?;
    let mut rgb = vec![0; samples.len() / layout.channels() * 3];
    transform.transform(samples, &mut rgb).ok()?;
    Some(rgb)
}

/// Converts at 16 bits, so that dark gradients of deep pictures do not band, and a row at a time,
/// so that a picture of 100 million pixels is not held twice more.
fn convert(image: &DynamicImage, profile: &ColorProfile, layout: Layout) -> Option<RgbaImage> {
    let target = ColorProfile::new_srgb();
    let transform = profile
        .create_transform_16bit(layout, &target, Layout::Rgba, TransformOptions::default())
        .ok()?;
    let (width, height) = (image.width(), image.height());
    let mut out = RgbaImage::new(width, height);
    let mut deep = vec![0_u16; width as usize * 4];
    for (y, line) in (0..height).zip(out.chunks_exact_mut(width as usize * 4)) {
        let row = image.crop_imm(0, y, width, 1);
        let samples = match layout {
            Layout::GrayAlpha => row.to_luma_alpha16().into_raw(),
            _ => row.into_rgba16().into_raw(),
        };
        transform.transform(&samples, &mut deep).ok()?;
        for (byte, &sample) in line.iter_mut().zip(&deep) {
            *byte = ((u32::from(sample) + 128) / 257) as u8;
        }
    }
    Some(out)
}

/// Whether a profile moves no colour by more than one step of 255: such pictures keep their exact
/// pixels.
fn is_srgb(profile: &ColorProfile) -> bool {
    let steps = (0..=255).step_by(51).map(|step| step as u8).collect::<Vec<_>>();
    let lattice: Vec<u8> = steps
        .iter()
        .flat_map(|&r| steps.iter().map(move |&g| (r, g)))
        .flat_map(|(r, g)| steps.iter().flat_map(move |&b| [r, g, b]).collect::<Vec<_>>())
        .collect();
    transform_8(profile, Layout::Rgb, &lattice)
        .is_some_and(|moved| moved.iter().zip(&lattice).all(|(a, b)| a.abs_diff(*b) <= 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    #[test]
    fn srgb_is_known_and_others_are_not() {
        let through_file = |profile: ColorProfile| {
            ColorProfile::new_from_slice(&profile.encode().unwrap()).unwrap()
        };
        assert!(is_srgb(&through_file(ColorProfile::new_srgb())));
        assert!(!is_srgb(&through_file(ColorProfile::new_display_p3())));
        assert!(!is_srgb(&through_file(ColorProfile::new_adobe_rgb())));
    }

    #[test]
    fn inks_mix_to_the_colours_they_name() {
        let size = (4, 1);
        // Stored with 255 for no ink: white, cyan, full black ink, all inks.
        let stored = vec![255, 255, 255, 255, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0];
        let image = cmyk_to_srgb(size, stored, None).unwrap();
        let expect = [[255; 3], [0, 255, 255], [0; 3], [0; 3]];
        for (x, [r, g, b]) in expect.into_iter().enumerate() {
            assert_eq!(*image.get_pixel(x as u32, 0), Rgba([r, g, b, 255]));
        }
        assert!(cmyk_to_srgb((9, 9), vec![0; 4], None).is_none());
    }
}
