//! Who thinks: the built-in mind, a model on this machine, or one on a server of the artist's.

mod pack_row;
pub(crate) mod packs;
mod run;
pub(crate) mod selector;
pub(crate) mod server;
pub(crate) mod sheet;

use risorius_engine::Mind;
use risorius_engine::minds::{
    Device, ErrandNews, KeyState, LocalModel, PackWork, Packs, ServerModel,
};
use risorius_engine::net::packs::{Progress, State as PackState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kinds of minds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// Part of the program.
    #[default]
    BuiltIn,
    /// A language model on this machine.
    Local,
    /// A language model on a server.
    Server,
}

/// What the artist chose; it is kept between sessions, and is no part of a project.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choice {
    /// Who thinks.
    pub who: Who,
    /// Which model, if one on this machine does.
    pub local: LocalModel,
    /// What a model on this machine runs on.
    pub device: Device,
    /// Which model, if one on a server does; no address until the artist gives one.
    pub server: ServerModel,
}

impl Default for Choice {
    fn default() -> Self {
        let server =
            ServerModel { base_url: String::new(), model: String::new(), sees_pictures: false };
        let (who, local, device) = Default::default();
        Self { who, local, device, server }
    }
}

/// What a server has answered.
pub enum Models {
    /// Nothing yet: it was asked.
    Asked,
    /// Its models, or one line why there are none.
    Told(Result<Vec<String>, String>),
}

/// Who can think, and who does.
#[derive(Default)]
pub struct Minds {
    /// Who does.
    pub choice: Choice,
    /// The packs of this machine, once they are known.
    pub packs: Option<Result<Packs, String>>,
    /// Work on packs by their names.
    pub works: BTreeMap<String, PackWork>,
    /// What the server has answered.
    pub models: Option<Models>,
    /// The key of the server, once it is known.
    pub key: Option<KeyState>,
}

impl Minds {
    /// Whom the engine is to ask.
    pub fn mind(&self) -> Mind {
        match self.choice.who {
            Who::BuiltIn => Mind::BuiltIn,
            Who::Local => Mind::Local(self.choice.local.clone(), self.choice.device),
            Who::Server => Mind::Server(self.choice.server.clone()),
        }
    }

    /// The pack that a local model would come from; `None` where there is none, or where a file is
    /// used.
    pub(crate) fn pack_in_use(&self) -> Option<&str> {
        let packs = self.packs.as_ref()?.as_ref().ok()?;
        let mut here = packs.packs.iter().filter(|pack| matches!(pack.state, PackState::Here(_)));
        let pack = match &self.choice.local {
            LocalModel::Any => here.next(),
            LocalModel::Pack(name) => here.find(|pack| pack.name == *name),
            LocalModel::File(_) => None,
        };
        pack.map(|pack| pack.name.as_str())
    }

    /// How much of the first model that is on its way is there, 0..1.
    pub(crate) fn fetched_share(&self) -> Option<f32> {
        self.works.values().find_map(|work| match work {
            PackWork::Running(Progress { done_bytes, total_bytes: Some(total), .. }) => {
                Some(*done_bytes as f32 / (*total).max(1) as f32)
            }
            _ => None,
        })
    }

    /// Takes over what came of an errand.
    pub(crate) fn hear(&mut self, news: ErrandNews) {
        let of_server = |base_url: &str| base_url == self.choice.server.base_url;
        match news {
            ErrandNews::Packs(packs) => self.packs = Some(packs),
            ErrandNews::Work { name, work: PackWork::Done | PackWork::Stopped } => {
                self.works.remove(&name);
            }
            ErrandNews::Work { name, work } => {
                self.works.insert(name, work);
            }
            // An answer of a server that was replaced meanwhile says nothing.
            ErrandNews::Models { base_url, result } if of_server(&base_url) => {
                self.models = Some(Models::Told(result));
            }
            ErrandNews::Key { base_url, state } if of_server(&base_url) => self.key = Some(state),
            ErrandNews::Models { .. } | ErrandNews::Key { .. } => {}
        }
    }

    /// Another server, or another model of it.
    pub(crate) fn set_server(&mut self, server: ServerModel) {
        if server.base_url != self.choice.server.base_url {
            (self.models, self.key) = (None, None);
        }
        self.choice.server = server;
    }
}
