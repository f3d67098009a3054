//! Choosing who thinks, and sending errands.

use super::{Models, Who, selector};
use crate::studio::app::Studio;
use crate::studio::screen::Sheet;
use risorius_engine::Command;
use risorius_engine::minds::{Device, Errand, ErrandNews, LocalModel, PackWork, ServerModel};

impl Studio {
    /// Lets another mind think. One that cannot yet opens its settings.
    pub(in crate::studio) fn choose_mind(&mut self, who: Who) {
        self.state.minds.choice.who = who;
        self.keep_mind();
        if who == Who::Local {
            self.send_errand(Errand::ListPacks);
        }
        if who == Who::Server && !selector::is_ready(&self.state.minds) {
            self.open_minds();
        }
    }

    pub(in crate::studio) fn use_local(&mut self, model: LocalModel) {
        self.state.minds.choice.local = model;
        self.choose_mind(Who::Local);
    }

    pub(in crate::studio) fn run_on(&mut self, device: Device) {
        self.state.minds.choice.device = device;
        self.keep_mind();
    }

    pub(in crate::studio) fn set_server(&mut self, server: ServerModel) {
        self.state.minds.set_server(server);
        self.keep_mind();
    }

    pub(in crate::studio) fn list_models(&mut self) {
        self.state.minds.models = Some(Models::Asked);
        let base_url = self.state.minds.choice.server.base_url.clone();
        self.send_errand(Errand::ListModels { base_url });
    }

    /// Looks into the keyring for the server's key.
    pub(in crate::studio) fn ask_key(&mut self) {
        let base_url = self.state.minds.choice.server.base_url.clone();
        if !base_url.trim().is_empty() {
            self.send_errand(Errand::AskKey { base_url });
        }
    }

    pub(in crate::studio) fn send_errand(&mut self, errand: Errand) {
        if let Errand::FetchPack { what: name, .. } | Errand::RemovePack { name } = &errand {
            // What went wrong before is over.
            self.state.minds.works.remove(name);
        }
        self.link.send(Command::Errand(errand));
    }

    /// Takes over what came of an errand, and tells of it where its sheet is closed.
    pub(in crate::studio) fn hear_errand(&mut self, news: ErrandNews) {
        if let ErrandNews::Work { name, work } = &news
            && self.state.sheet != Some(Sheet::Minds)
        {
            match work {
                PackWork::Done => self.state.tell(format!("{name} is ready.")),
                PackWork::Failed(why) => self.state.tell_wrong(format!("{name}: {why}")),
                _ => {}
            }
        }
        self.state.minds.hear(news);
    }

    /// Opens the settings of the minds, and looks at what there is.
    pub(in crate::studio) fn open_minds(&mut self) {
        self.open_sheet(Sheet::Minds);
        // What went wrong before has been read.
        self.state.minds.works.retain(|_, work| !matches!(work, PackWork::Failed(_)));
        self.send_errand(Errand::ListPacks);
        if self.state.minds.choice.who == Who::Server {
            self.ask_key();
        }
    }

    fn keep_mind(&self) {
        self.files.keep_mind(&self.state.minds.choice);
    }
}
