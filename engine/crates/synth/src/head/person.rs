//! Who is drawn, and how.

use super::{camera::Pose, dice::Dice, expression::Expression, identity::Identity, model::Model};
use rand::Rng;

/// Everything about a picture of one head.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) identity: Identity,
    pub(crate) expression: Expression,
    pub(crate) pose: Pose,
    /// Where noise is read, so that no two skins are alike.
    pub(crate) grain: f32,
}

impl Person {
    /// Makes up a person.
    pub fn random(rng: &mut impl Rng) -> Self {
        let model = Model::get();
        Self {
            identity: Identity::random(model, rng),
            expression: Expression::random(model, rng),
            pose: Pose::random(rng),
            grain: rng.between(0.0, 500.0),
        }
    }
}
