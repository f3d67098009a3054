//! Who is drawn, and how.

use super::{
    brows::Brows, camera::Pose, complexion::Complexion, dice::Dice, expression::Expression,
    eyes::Irises, film::linear, glasses::Glasses, hair::Hair, headwear::Headwear,
    identity::Identity, medium::Medium, model::Model, studio::Lighting, torso::Garment,
    whiskers::Whiskers,
};
use glam::Vec3;
use rand::Rng;

/// Everything about a picture of one head.
#[derive(Clone, Debug)]
pub struct Person {
    pub(crate) identity: Identity,
    pub(crate) expression: Expression,
    pub(crate) pose: Pose,
    pub(crate) complexion: Complexion,
    pub(crate) brows: Brows,
    pub(crate) irises: Irises,
    pub(crate) teeth: Vec3,
    pub(crate) hair: Hair,
    pub(crate) whiskers: Whiskers,
    pub(crate) headwear: Option<Headwear>,
    pub(crate) glasses: Option<Glasses>,
    pub(crate) garment: Garment,
    pub(crate) lighting: Lighting,
    pub(crate) medium: Medium,
    /// Where noise is read, so that no two skins are alike.
    pub(crate) grain: f32,
}

impl Person {
    /// Makes up a person.
    pub fn random(rng: &mut impl Rng) -> Self {
        let model = Model::get();
        let identity = Identity::random(model, rng);
        let hair = Hair::random(&identity, rng);
        Self {
            expression: Expression::random(model, rng),
            pose: Pose::random(rng),
            complexion: Complexion::random(&identity, rng),
            brows: Brows::random(hair.colour, rng),
            irises: Irises::random(rng),
            teeth: linear([0.93, 0.89, 0.80]) * rng.between(0.6, 1.3),
            whiskers: Whiskers::random(&identity, hair.colour, rng),
            headwear: rng.chance(0.12).then(|| Headwear::random(rng)),
            glasses: rng.chance(0.13).then(|| Glasses::random(rng)),
            garment: Garment::random(rng),
            lighting: Lighting::random(rng),
            medium: Medium::random(rng),
            grain: rng.between(0.0, 500.0),
            identity,
            hair,
        }
    }

    /// The same person at rest, seen from the front by a long lens, with nothing before the face: how
    /// labels are compared with other trackers'.
    pub fn at_rest(mut self) -> Self {
        self.expression = Expression::default();
        self.pose = Pose { turn_deg: Vec3::ZERO, distance_dm: 30.0 };
        self.glasses = None;
        self.headwear = None;
        self
    }
}
