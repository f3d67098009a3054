//! What comes in: every kind of picture, and every kind of thing that is not one.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, Rgba, RgbaImage};
use moxcms::ColorProfile;
use proptest::prelude::*;
use risorius_media::picture::{self, Fault, Picture, PictureError};
use std::io::Cursor;
use std::path::Path;

fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
    picture::decode(bytes, Path::new("picture"))
}

/// A picture whose four corners and centre all differ.
fn sample(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, |x, y| {
        let (x, y) = (x * 255 / width.max(2), y * 255 / height.max(2));
        Rgba([x as u8, y as u8, ((x * 7 + y * 3) % 256) as u8, 255])
    }))
}

fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn every_depth_and_layout_becomes_8_bit_rgba() {
    let source = sample(9, 7);
    let rgba = source.to_rgba8();
    let grey = DynamicImage::ImageLuma8(source.to_luma8()).into_rgba8();
    for (image, format, expect) in [
        (source.clone(), ImageFormat::Png, &rgba),
        (source.to_rgb8().into(), ImageFormat::Png, &rgba),
        (source.to_rgb16().into(), ImageFormat::Png, &rgba),
        (source.to_rgba16().into(), ImageFormat::Tiff, &rgba),
        (source.to_luma8().into(), ImageFormat::Png, &grey),
        (source.to_luma_alpha16().into(), ImageFormat::Png, &grey),
        (source.clone(), ImageFormat::WebP, &rgba),
        (source.to_rgb8().into(), ImageFormat::Bmp, &rgba),
    ] {
        let picture = decode(&encode(&image, format)).unwrap();
        assert_eq!(&picture.image, expect, "{format:?} {:?}", image.color());
        assert_eq!(picture.format, format);
        assert!(!picture.has_alpha());
    }
}

#[test]
fn alpha_is_kept_straight() {
    let image = RgbaImage::from_pixel(3, 2, Rgba([200, 100, 50, 60]));
    for deep in [false, true] {
        let source = DynamicImage::ImageRgba8(image.clone());
        let source = if deep { source.to_rgba16().into() } else { source };
        let picture = decode(&encode(&source, ImageFormat::Png)).unwrap();
        assert_eq!(picture.image, image);
        assert!(picture.has_alpha());
    }
}

/// EXIF with the orientation alone: little-endian TIFF, one entry, tag 0x0112 (Exif 2.32, 4.6.4).
fn exif(orientation: u8) -> Vec<u8> {
    let header = [b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0];
    let entry = [0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0];
    [&header[..], &entry, &[0; 4]].concat()
}

#[test]
fn pictures_are_turned_as_the_camera_was_held() {
    let upright = sample(32, 16).into_rgb8();
    let upright = DynamicImage::ImageRgb8(upright);
    // How the camera stored the upright picture, by the orientation that it then writes.
    for (orientation, stored) in [
        (1, upright.clone()),
        (2, upright.fliph()),
        (3, upright.rotate180()),
        (4, upright.flipv()),
        (6, upright.rotate270()),
        (8, upright.rotate90()),
    ] {
        let mut jpeg = Vec::new();
        let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 98);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.encode_image(&stored).unwrap();

        let mut png = Vec::new();
        let mut encoder = PngEncoder::new(&mut png);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        let (width, height) = (stored.width(), stored.height());
        encoder.write_image(stored.as_bytes(), width, height, ExtendedColorType::Rgb8).unwrap();

        assert_eq!(decode(&png).unwrap().image, upright.to_rgba8(), "PNG {orientation}");
        let from_jpeg = decode(&jpeg).unwrap().image;
        let far = worst_difference(&from_jpeg, &upright.to_rgba8());
        assert!(far < 40, "JPEG {orientation}: {far}");
    }
}

fn worst_difference(a: &RgbaImage, b: &RgbaImage) -> u8 {
    assert_eq!(a.dimensions(), b.dimensions());
    a.as_raw().iter().zip(b.as_raw()).map(|(a, b)| a.abs_diff(*b)).max().unwrap()
}

fn png_with_profile(image: &DynamicImage, profile: Vec<u8>) -> Vec<u8> {
    let mut png = Vec::new();
    let mut encoder = PngEncoder::new(&mut png);
    encoder.set_icc_profile(profile).unwrap();
    let (width, height, color) = (image.width(), image.height(), image.color());
    encoder.write_image(image.as_bytes(), width, height, color.into()).unwrap();
    png
}

#[test]
fn profiles_are_converted_to_srgb() {
    let pixel = |rgba| DynamicImage::ImageRgba8(RgbaImage::from_pixel(2, 2, Rgba(rgba)));
    let p3 = || ColorProfile::new_display_p3().encode().unwrap();
    let grey = || ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    // P3 orange by the matrices of the CSS Color 4 draft: color(display-p3 .8 .4 .2) is
    // color(srgb .8596 .3704 .1234); half the light is 188 in sRGB.
    for (image, profile, expect) in [
        (pixel([204, 102, 51, 90]), p3(), [219, 94, 31, 90]),
        (pixel([204, 102, 51, 255]).to_rgb16().into(), p3(), [219, 94, 31, 255]),
        (pixel([128; 4]).to_luma8().into(), grey(), [188, 188, 188, 255]),
        (pixel([1, 2, 3, 255]), b"not a profile".to_vec(), [1, 2, 3, 255]),
    ] {
        let got = decode(&png_with_profile(&image, profile)).unwrap().into_srgb().get_pixel(1, 1).0;
        let near = got.iter().zip(expect).all(|(a, b)| a.abs_diff(b) <= 1);
        assert!(near, "{:?}: {got:?}, expected {expect:?}", image.color());
    }
}

#[test]
fn a_three_colour_picture_keeps_its_samples_and_its_profile() {
    let image = sample(8, 8);
    let profile = ColorProfile::new_display_p3().encode().unwrap();
    let read = decode(&png_with_profile(&image, profile.clone())).unwrap();
    assert_eq!((&read.image, read.profile.as_ref()), (&image.to_rgba8(), Some(&profile)));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("still.png");
    picture::save_png(&path, &read.image, read.profile.as_deref()).unwrap();
    assert_eq!(picture::load(&path).unwrap(), read);
}

#[test]
fn an_srgb_profile_changes_no_pixel() {
    let image = sample(64, 64);
    let profile = ColorProfile::new_srgb().encode().unwrap();
    assert_eq!(decode(&png_with_profile(&image, profile)).unwrap().image, image.to_rgba8());
}

/// Orange and blue halves in inks, by ImageMagick: `convert flat.png -colorspace CMYK`. The plain
/// one is the same file with the transform flag of its Adobe segment set to none, and the colours
/// that `convert cmyk.jpg -colorspace sRGB txt:` then says.
#[test]
fn four_inks_become_their_colours() {
    for (file, left, right) in [
        (&include_bytes!("fixtures/ycck.jpg")[..], [200, 60, 40], [30, 120, 220]),
        (&include_bytes!("fixtures/cmyk.jpg")[..], [100, 134, 29], [116, 45, 163]),
    ] {
        let image = decode(file).unwrap().image;
        for (x, expect) in [(3, left), (28, right)] {
            let got = image.get_pixel(x, 8).0;
            let near = got.iter().zip(expect).all(|(a, b)| a.abs_diff(b) <= 3);
            assert!(near, "{got:?}, expected {expect:?}");
        }
    }
}

#[test]
fn pictures_that_end_early_are_errors() {
    let image = sample(64, 48);
    let rgb: DynamicImage = image.to_rgb8().into();
    for (format, image) in [
        (ImageFormat::Png, &image),
        (ImageFormat::Jpeg, &rgb),
        (ImageFormat::WebP, &image),
        (ImageFormat::Tiff, &image),
        (ImageFormat::Bmp, &rgb),
        (ImageFormat::Gif, &image),
    ] {
        let whole = encode(image, format);
        decode(&whole).unwrap();
        for share in [30, 50, 80, 95] {
            let cut = &whole[..whole.len() * share / 100];
            let error = decode(cut).expect_err(&format!("{format:?} cut to {share} %"));
            assert!(
                matches!(error.fault, Fault::Truncated | Fault::Damaged { .. }),
                "{format:?} {share} %: {error}"
            );
        }
    }
}

#[test]
fn each_wrong_file_has_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let jpeg = encode(&sample(64, 64).to_rgb8().into(), ImageFormat::Jpeg);
    write("empty.png", b"");
    write("text.png", b"this is not a picture\n");
    write("cut.jpg", &jpeg[..jpeg.len() / 2]);
    write("huge.png", &huge_png());
    write("phone.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic");
    write("layers.png", b"8BPS\0\x01");
    for (name, words) in [
        ("absent.png", "there is no such file"),
        ("text.png/x.png", "there is no such file"),
        ("", "it is a folder"),
        ("empty.png", "the file is empty"),
        ("text.png", "is not a picture"),
        ("cut.jpg", "ends early"),
        ("huge.png", "40000×40000 pixels are too many"),
        ("phone.jpg", "HEIC is not supported"),
        ("layers.png", "a Photoshop document is not supported"),
    ] {
        let path = folder.path().join(name);
        let line = picture::load(&path).unwrap_err().to_string();
        assert!(line.contains(words), "{name}: {line}");
        assert!(line.contains(&*path.to_string_lossy()) && !line.contains('\n'), "{line}");
    }
}

/// The first 33 bytes of a PNG of 40,000 × 40,000 pixels, with nothing behind them.
fn huge_png() -> Vec<u8> {
    let side = 40_000_u32.to_be_bytes();
    let header = [b"IHDR", &side[..], &side, &[8, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n", &13_u32.to_be_bytes()[..], &header, &[0; 4]].concat()
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portrait.jpg");
    std::fs::write(&path, encode(&sample(5, 5), ImageFormat::Png)).unwrap();
    assert_eq!(picture::load(&path).unwrap().format, ImageFormat::Png);
}

#[test]
fn what_is_saved_is_read_back_exactly() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("still.png");
    let image = RgbaImage::from_fn(31, 17, |x, y| Rgba([x as u8, y as u8, 200, (x * 8) as u8]));
    picture::save_png(&path, &image, None).unwrap();
    assert_eq!(picture::load(&path).unwrap().image, image);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Damage anywhere may give another picture or an error, but never a panic.
    #[test]
    fn damage_never_panics(
        format in prop::sample::select(vec![
            ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP,
            ImageFormat::Tiff, ImageFormat::Bmp, ImageFormat::Gif,
        ]),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = encode(&sample(24, 20).to_rgb8().into(), format);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Err(error) = decode(&bytes) {
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}
