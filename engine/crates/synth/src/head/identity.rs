//! Whose head it is: a mixture of the rig's identity shapes.

use super::{dice::Dice, model::Model};
use rand::Rng;

/// The shape of a head and what goes with it.
#[derive(Clone, Debug)]
pub(crate) struct Identity {
    /// Positions in [`risorius_rig::Rig::identity`] with weights.
    pub(crate) shapes: Vec<(usize, f32)>,
    pub(crate) is_female: bool,
    /// 0 a baby, 0.15 a child, 0.3 grown up, 1 very old.
    pub(crate) age: f32,
}

impl Identity {
    pub(crate) fn random(model: &Model, rng: &mut impl Rng) -> Self {
        let is_female = rng.chance(0.5);
        let age = match rng.random::<f32>() {
            share if share < 0.04 => rng.between(0.0, 0.08),
            share if share < 0.16 => rng.between(0.1, 0.25),
            share if share < 0.68 => rng.between(0.28, 0.5),
            _ => rng.between(0.5, 1.0),
        };
        let mut person = Self { shapes: Vec::new(), is_female, age };
        person.add_kin(model, rng);
        person.add_features(model, rng);
        person.add_proportions(model, rng);
        person.add_asymmetry(model, rng);
        if rng.chance(0.10) {
            person.exaggerate(model, rng);
        }
        person
    }

    /// One or two ancestries at this sex and age, and how heavy the person is.
    fn add_kin(&mut self, model: &Model, rng: &mut impl Rng) {
        let sex = if self.is_female { "female" } else { "male" };
        let ages: Vec<(&str, f32)> = match self.age {
            age if age < 0.09 => vec![("baby", rng.between(0.5, 1.0))],
            age if age < 0.27 => vec![("child", rng.between(0.5, 1.0))],
            age => vec![("young", 1.0 - 0.8 * age), ("old", (1.25 * age - 0.25).max(0.0))],
        };
        let strength = rng.between(0.5, 1.1);
        let mixed = if rng.chance(0.4) { rng.between(0.2, 0.5) } else { 0.0 };
        for share in [1.0 - mixed, mixed] {
            let kin = rng.weigh(&[(0.4, "caucasian"), (0.3, "asian"), (0.3, "african")]);
            for &(name, weight) in &ages {
                let name = format!("macro/{kin}-{sex}-{name}");
                self.add(model, &name, share * weight * strength);
            }
        }
        if self.age > 0.27 && rng.chance(0.4) {
            let build = rng.weigh(&[(0.6, "maxweight"), (0.4, "minweight")]);
            let age = if self.age > 0.6 { "old" } else { "young" };
            let name = format!("macro/universal-{sex}-{age}-averagemuscle-{build}");
            self.add(model, &name, rng.between(0.1, 0.9));
        }
    }

    /// Many small features; the stronger a shape, the less of it.
    fn add_features(&mut self, model: &Model, rng: &mut impl Rng) {
        for _ in 0..rng.random_range(15..45) {
            let feature = &model.features[rng.random_range(0..model.features.len())];
            let weight = rng.between(0.0, 0.75) * (0.03 / feature.size_dm.max(0.008)).min(1.0);
            self.shapes.push((feature.shape, weight));
            if let Some(partner) = feature.partner {
                let share = if rng.chance(0.85) { 1.0 } else { rng.random() };
                self.shapes.push((partner, weight * share));
            }
        }
    }

    /// Brings the means of the face to those measured on eleven portraits with a face tracker: against
    /// the rig's, eyes are larger and nearer to each other, faces longer, mouths narrower, lips thinner.
    fn add_proportions(&mut self, model: &Model, rng: &mut impl Rng) {
        let proportions = [
            ("eyes/{l,r}-eye-scale-incr", rng.normal(0.05, 0.25)),
            ("eyes/{l,r}-eye-trans-in", rng.normal(0.05, 0.3)),
            ("head/head-scale-vert-incr", rng.normal(0.05, 0.25)),
            ("eyes/{l,r}-eye-height2-incr", rng.normal(0.15, 0.25)),
            ("mouth/mouth-scale-horiz-decr", rng.normal(0.15, 0.30)),
            ("mouth/mouth-upperlip-height-decr", rng.between(0.0, 0.8)),
            ("mouth/mouth-lowerlip-height-decr", rng.between(0.0, 0.6)),
        ];
        for (name, weight) in proportions {
            self.add_both(model, name, weight.max(0.0));
        }
    }

    fn add_asymmetry(&mut self, model: &Model, rng: &mut impl Rng) {
        for _ in 0..3 {
            self.shapes.push((rng.pick(&model.asymmetries), rng.between(0.0, 0.45)));
        }
    }

    /// A face out of a cartoon: one feature carried far.
    fn exaggerate(&mut self, model: &Model, rng: &mut impl Rng) {
        let carried: &[(&str, f32)] = rng.pick(&[
            &[("eyes/{l,r}-eye-scale-incr", 2.2), ("nose/nose-scale-vert-decr", 0.4)],
            &[("eyes/{l,r}-eye-scale-incr", 1.6), ("eyes/{l,r}-eye-height2-incr", 1.0)],
            &[("head/head-scale-vert-incr", 1.0), ("chin/chin-height-incr", 1.0)],
            &[("head/head-scale-vert-decr", 0.7), ("head/head-round", 0.9)],
            &[("nose/nose-scale-horiz-incr", 1.1), ("nose/nose-volume-incr", 1.0)],
            &[("nose/nose-scale-depth-incr", 1.2), ("nose/nose-hump-incr", 0.8)],
            &[("head/head-fat-incr", 1.1), ("neck/neck-double-incr", 1.0)],
            &[("head/head-triangular", 1.0), ("mouth/mouth-scale-horiz-incr", 0.7)],
        ]);
        for &(name, weight) in carried {
            self.add_both(model, name, weight * rng.between(0.5, 1.0));
        }
    }

    /// Adds a shape; `{l,r}` in a name stands for both sides.
    fn add_both(&mut self, model: &Model, name: &str, weight: f32) {
        let sides: &[&str] = if name.contains("{l,r}") { &["l", "r"] } else { &[""] };
        sides.iter().for_each(|side| self.add(model, &name.replace("{l,r}", side), weight));
    }

    fn add(&mut self, model: &Model, name: &str, weight: f32) {
        let found = model.rig.identity.iter().position(|(known, _)| known == name);
        self.shapes.extend(found.map(|shape| (shape, weight)));
    }
}
