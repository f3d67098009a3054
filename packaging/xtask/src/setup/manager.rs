//! Package managers, and what to tell them.

use super::needs::Need;
use crate::command::is_on_path;

/// A package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    /// Debian, Ubuntu and their kin.
    Apt,
    /// Fedora and its kin.
    Dnf,
    /// Arch and its kin.
    Pacman,
    /// Homebrew on macOS.
    Brew,
    /// Windows.
    Winget,
}

/// What this user may do to the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rights {
    /// Anything.
    Root,
    /// Anything, after a password.
    Sudo,
    /// Nothing.
    None,
}

/// What will be said and done.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Plan {
    /// Lines for the terminal.
    pub(super) says: Vec<String>,
    /// Commands, word by word.
    pub(super) commands: Vec<Vec<String>>,
    /// What to do by hand should something stay missing.
    pub(super) advice: String,
}

impl Manager {
    /// The manager of this machine; the first one found, since some machines have two.
    pub(super) fn here() -> Option<Self> {
        let known = [
            ("apt-get", Self::Apt),
            ("dnf", Self::Dnf),
            ("pacman", Self::Pacman),
            ("brew", Self::Brew),
            ("winget", Self::Winget),
        ];
        known.into_iter().find(|(program, _)| is_on_path(program)).map(|(_, manager)| manager)
    }

    /// Commands that install packages, without asking anything.
    fn install(self, packages: &[&str]) -> Vec<Vec<String>> {
        let commands: Vec<Vec<&str>> = match self {
            Self::Apt => vec![
                // A fresh machine or container has no lists yet.
                vec!["apt-get", "update"],
                [&["apt-get", "install", "--yes", "--no-install-recommends"], packages].concat(),
            ],
            Self::Dnf => vec![[&["dnf", "install", "--assumeyes"], packages].concat()],
            Self::Pacman => {
                vec![
                    [&["pacman", "--sync", "--refresh", "--needed", "--noconfirm"], packages]
                        .concat(),
                ]
            }
            Self::Brew => vec![[&["brew", "install"], packages].concat()],
            Self::Winget => packages
                .iter()
                .map(|package| {
                    let agree = ["--accept-source-agreements", "--accept-package-agreements"];
                    [&["winget", "install", "--exact", "--id", package], &agree[..]].concat()
                })
                .collect(),
        };
        commands.into_iter().map(|words| words.into_iter().map(str::to_owned).collect()).collect()
    }

    /// Homebrew and winget install for the user, the others for the system.
    fn needs_root(self) -> bool {
        matches!(self, Self::Apt | Self::Dnf | Self::Pacman)
    }
}

/// Decides what to say and run for the needs that are missing.
pub(super) fn plan(manager: Option<Manager>, rights: Rights, missing: &[&Need]) -> Plan {
    let mut plan = Plan { says: vec!["Missing on this machine:".into()], ..Plan::default() };
    let mut packages: Vec<&str> = Vec::new();
    for need in missing {
        let wanted = manager.map_or(&[][..], |manager| packages_of(need, manager));
        let name = if wanted.is_empty() { need.what.to_owned() } else { wanted.join(" ") };
        plan.says.push(format!("  {name}: {}", need.why));
        packages.extend(wanted.iter().filter(|name| !packages.contains(name)).collect::<Vec<_>>());
    }
    let Some(manager) = manager else {
        plan.advice = "no package manager is known here (apt, dnf, pacman, brew, winget): install \
                       it by hand and run this again"
            .into();
        plan.says.push(format!("Cannot install: {}", plan.advice));
        return plan;
    };
    if packages.is_empty() {
        plan.advice = match manager {
            Manager::Brew => "install it with `xcode-select --install` and run this again".into(),
            _ => "install it by hand and run this again".into(),
        };
        plan.says.push(format!("Cannot install: {}", plan.advice));
        return plan;
    }
    let commands = manager.install(&packages);
    let typed = commands.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join(" && ");
    match rights {
        Rights::None if manager.needs_root() => {
            plan.advice = format!("have an administrator run `{typed}`, then run this again");
            plan.says.push(format!("Cannot install without root or sudo: {}", plan.advice));
            return plan;
        }
        Rights::Sudo if manager.needs_root() => {
            plan.says.push("Installing; sudo may ask for your password.".into());
            let sudo = |words: &Vec<String>| [&["sudo".to_owned()], &words[..]].concat();
            plan.commands = commands.iter().map(sudo).collect();
        }
        _ => {
            plan.says.push("Installing.".into());
            plan.commands = commands;
        }
    }
    plan.advice = format!("try `{typed}` by hand and run this again");
    plan
}

fn packages_of(need: &Need, manager: Manager) -> &'static [&'static str] {
    let found = need.packages.iter().find(|(of, _)| *of == manager);
    found.map_or(&[], |(_, packages)| packages)
}

#[cfg(test)]
mod tests {
    use super::super::needs::{Probe, Purpose};
    use super::*;

    const fn need(
        what: &'static str,
        packages: &'static [(Manager, &'static [&'static str])],
    ) -> Need {
        let probe = Probe::Program(&[]);
        Need { what, why: "because", purpose: Purpose::Build, essential: true, probe, packages }
    }

    const COMPILER: Need =
        need("a compiler", &[(Manager::Apt, &["g++"]), (Manager::Dnf, &["gcc-c++"])]);
    const DRIVER: Need = need(
        "a driver",
        &[(Manager::Apt, &["mesa"]), (Manager::Pacman, &["swrast"]), (Manager::Winget, &["A.B"])],
    );
    const OTHER_DRIVER: Need = need("another driver", DRIVER.packages);

    fn commands(manager: Manager, rights: Rights, missing: &[&Need]) -> Vec<String> {
        let plan = plan(Some(manager), rights, missing);
        plan.commands.iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn each_manager_is_spoken_to_in_its_language() {
        let both = [&COMPILER, &DRIVER, &OTHER_DRIVER];
        for (manager, rights, expect) in [
            (
                Manager::Apt,
                Rights::Root,
                &["apt-get update", "apt-get install --yes --no-install-recommends g++ mesa"][..],
            ),
            (
                Manager::Apt,
                Rights::Sudo,
                &[
                    "sudo apt-get update",
                    "sudo apt-get install --yes --no-install-recommends g++ mesa",
                ],
            ),
            (Manager::Apt, Rights::None, &[]),
            (Manager::Dnf, Rights::Root, &["dnf install --assumeyes gcc-c++"]),
            (
                Manager::Pacman,
                Rights::Sudo,
                &["sudo pacman --sync --refresh --needed --noconfirm swrast"],
            ),
            (Manager::Brew, Rights::None, &[]),
            (
                Manager::Winget,
                Rights::None,
                &["winget install --exact --id A.B --accept-source-agreements \
                   --accept-package-agreements"],
            ),
        ] {
            assert_eq!(commands(manager, rights, &both), expect, "{manager:?} {rights:?}");
        }
    }

    #[test]
    fn it_says_what_is_missing_and_why_and_what_to_do_by_hand() {
        let said = plan(Some(Manager::Apt), Rights::None, &[&COMPILER]);
        assert_eq!(said.says[1], "  g++: because");
        assert!(said.says[2].starts_with("Cannot install without root or sudo"));
        assert!(said.advice.contains("`apt-get update && apt-get install"), "{}", said.advice);

        let said = plan(None, Rights::Root, &[&COMPILER]);
        assert_eq!(said.says[1], "  a compiler: because");
        assert!(said.advice.contains("no package manager is known"), "{}", said.advice);

        let said = plan(Some(Manager::Brew), Rights::None, &[&COMPILER]);
        assert!(said.advice.contains("xcode-select"), "{}", said.advice);
    }
}
