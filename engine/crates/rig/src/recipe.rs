//! Action-unit recipes: `units.toml` read, checked, and cooked into left and right shapes.

use crate::{
    RigError, Shape,
    brow_field::{BrowFields, BrowMask, BrowSpace},
    ease::smoothstep,
    sides::{Pot, SideMasks, SideSplit},
    subdivision::Subdivision,
};
use glam::Vec3;
use risorius_face::{Au, Region, Side};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// More brow fields than this are a mistake, and would take memory without bounds.
const MAX_FIELDS: usize = 32;

/// The whole of `units.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipes {
    sides: SideSplit,
    pub(crate) brow_mask: BrowMask,
    brow_field: BrowFields,
    unit: Vec<Recipe>,
}

/// How one action unit is made of source units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Recipe {
    au: u8,
    /// Other codes that move the same skin.
    #[serde(default)]
    also: Vec<u8>,
    /// A side's shape takes the other side of the face along: the jaw is one bone.
    #[serde(default)]
    carries_both_sides: bool,
    /// Rest heights between which the shape fades: all above the first, nothing below the second.
    fade_down_dm: Option<[f32; 2]>,
    #[serde(default)]
    arkit: BTreeMap<String, f32>,
    #[serde(default)]
    makehuman: BTreeMap<String, f32>,
    #[serde(default)]
    brow_field: BTreeMap<String, f32>,
}

/// What the recipes are cooked from.
pub(crate) struct Larder<'a> {
    pub(crate) shapes: HashMap<&'a str, &'a Shape>,
    pub(crate) subdivision: &'a Subdivision,
    pub(crate) brow: &'a BrowSpace,
    pub(crate) rest_dm: &'a [Vec3],
}

pub(crate) type Units = BTreeMap<(u8, Side), Shape>;

impl Recipes {
    pub(crate) fn parse(text: &str) -> Result<Self, RigError> {
        let recipes: Self = toml::from_str(text)
            .map_err(|error| RigError::Toml { file: "units.toml", message: error.to_string() })?;
        if recipes.brow_field.len() > MAX_FIELDS {
            return Err(RigError::BrowField { problem: "there are more than 32; take some out" });
        }
        recipes.brow_mask.check()?;
        recipes.brow_field.values().try_for_each(|field| field.check())?;
        recipes.sides.check()?;
        Ok(recipes)
    }

    pub(crate) fn cook(&self, larder: &Larder) -> Result<Units, RigError> {
        let fields: HashMap<&str, Vec<Vec3>> = self
            .brow_field
            .iter()
            .map(|(name, field)| (name.as_str(), field.evaluate(larder.brow)))
            .collect();
        let masks = SideMasks::new(larder.rest_dm, &self.sides);
        let mut units = Units::new();
        for recipe in &self.unit {
            let pot = recipe.fill(larder, &fields)?;
            for &code in [recipe.au].iter().chain(&recipe.also) {
                for (side, shape) in recipe.serve(code, &pot, &masks)? {
                    if units.insert((code, side), shape).is_some() {
                        return Err(recipe.problem("has two recipes; take one out".to_owned()));
                    }
                }
            }
        }
        Ok(units)
    }
}

impl Recipe {
    /// The shapes of one code: both sides apart, or one shape where they cannot act apart. Lids
    /// that follow the gaze have sides though the gaze has none.
    fn serve(
        &self,
        code: u8,
        pot: &Pot,
        masks: &SideMasks,
    ) -> Result<Vec<(Side, Shape)>, RigError> {
        let unknown = || format!("AU{code} is not in the table of action units; take it out");
        let info = Au::new(code).ok_or_else(|| self.problem(unknown()))?.info();
        let has_sides = info.sided || info.region == Region::Gaze;
        Ok(if has_sides { pot.sides(masks, self.carries_both_sides) } else { pot.both() })
    }

    fn fill(&self, larder: &Larder, fields: &HashMap<&str, Vec<Vec3>>) -> Result<Pot, RigError> {
        let mut pot = Pot::new(larder.subdivision.fine_len());
        let arkit = self.arkit.iter().map(|(name, &weight)| ("arkit", name, weight));
        let makehuman = self.makehuman.iter().map(|(name, &weight)| ("makehuman", name, weight));
        for (set, name, weight) in arkit.chain(makehuman) {
            self.check_weight(name, weight)?;
            let add = |side_name: String, sum: &mut [Vec3]| -> Result<(), RigError> {
                let key = format!("{set}/{side_name}");
                let shape = larder.shapes.get(key.as_str()).ok_or_else(|| {
                    self.problem(format!(
                        "there is no {key}; see the list at the end of units.toml"
                    ))
                })?;
                larder.subdivision.add_shape(shape, weight, sum);
                Ok(())
            };
            if name.contains("{Side}") || name.contains("{side}") {
                add(name.replace("{Side}", "Left").replace("{side}", "left"), &mut pot.left)?;
                add(name.replace("{Side}", "Right").replace("{side}", "right"), &mut pot.right)?;
            } else {
                add(name.clone(), &mut pot.whole)?;
            }
        }
        for (name, &weight) in &self.brow_field {
            self.check_weight(name, weight)?;
            let field = fields.get(name.as_str()).ok_or_else(|| {
                self.problem(format!("there is no [brow_field.{name}]; add it or correct the name"))
            })?;
            pot.whole.iter_mut().zip(field).for_each(|(sum, &delta)| *sum += delta * weight);
        }
        if let Some([all_above, none_below]) = self.fade_down_dm {
            self.check_fade(all_above - none_below)?;
            pot.scale(|n| smoothstep(none_below, all_above, larder.rest_dm[n].y));
        }
        Ok(pot)
    }

    fn check_weight(&self, name: &str, weight: f32) -> Result<(), RigError> {
        if (-10.0..=10.0).contains(&weight) {
            return Ok(());
        }
        Err(self.problem(format!("{name} has weight {weight}; keep it within ±10")))
    }

    fn check_fade(&self, length_dm: f32) -> Result<(), RigError> {
        if (0.01..=10.0).contains(&length_dm) {
            return Ok(());
        }
        Err(self.problem("fade_down_dm must fall by 0.01 to 10".to_owned()))
    }

    fn problem(&self, problem: String) -> RigError {
        RigError::Recipe { au: self.au, problem }
    }
}
