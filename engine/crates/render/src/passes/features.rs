//! Eyes, mouth and lids of a portrait: read from its picture, then drawn in this order.

use super::eyes::Eyes;
use super::lids::Lids;
use super::mouth::Mouths;
use super::{Pass, Scene};
use crate::prepare::{Eye, LidSkin, Mouth, Portrait};

/// Reads the portrait's features and makes their passes, in the order in which they are drawn.
pub(crate) fn features(
    scene: &Scene,
    portrait: Portrait<'_>,
    mouth: Option<Mouth>,
) -> Vec<Box<dyn Pass + Send>> {
    let rig = portrait.rig;
    let eyes =
        [Eye::new(portrait, &rig.left_lids, "left"), Eye::new(portrait, &rig.right_lids, "right")];
    let skins =
        eyes.each_ref().map(|eye| Some((eye.as_ref()?, LidSkin::new(portrait, eye.as_ref()?))));
    let lids = Lids::new(scene, rig, portrait.fit, skins);
    let mouth = mouth.map(|mouth| Mouths::new(scene, rig, mouth));
    let eyes = Eyes::new(scene, rig, eyes);
    let mut passes: Vec<Box<dyn Pass + Send>> = vec![Box::new(eyes)];
    passes.extend(mouth.map(|mouth| Box::new(mouth) as _));
    passes.push(Box::new(lids));
    passes
}
