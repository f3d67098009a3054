//! From a picture to a clip: open, words, a line, a slider, undo, save, export.

use crate::fake::{Stage, portrait};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use risorius::studio::Portrait;
use risorius_engine::face::Item;
use risorius_engine::{Command, Event, ExportState, View};

const SCRIPT: &str = "# relief · 4.0 s
beat 0.0–4.0  relief 1.0, felt
0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.
1.50  12 B    in 0.45 hold 1.40 out 0.80   The lip corners rise.
";

fn intensity(stage: &Stage, line: usize, unit: usize) -> f32 {
    match &stage.document().script.items[line] {
        Item::Cue(cue) => cue.units[unit].intensity,
        other => panic!("no cue: {other:?}"),
    }
}

#[test]
fn a_dropped_picture_becomes_the_portrait() {
    let mut stage = Stage::empty();
    stage.drop_file("/portraits/her.png");
    assert!(matches!(stage.window.state().state.portrait, Portrait::Loading));
    let told = stage.told();
    let [Command::Document { document, .. }] = &told[..] else { panic!("{told:?}") };
    assert_eq!(document.portrait.as_ref().unwrap().picture.to_str(), Some("/portraits/her.png"));
    stage.say(Event::Portrait(Err("her.png holds no picture: open another file".into())));
    stage.window.get_by_label("her.png holds no picture: open another file");
    stage.say(Event::Portrait(Ok(portrait("/portraits/her.png"))));
    assert!(matches!(stage.told()[..], [Command::Show(View::At(_))]));
}

#[test]
fn words_become_lines_with_their_reasons() {
    let mut stage = Stage::with_script(SCRIPT);
    assert_eq!(stage.document().words, "relief");
    assert_eq!(stage.document().script.items.len(), 3);
    stage.window.get_by_role_and_label(Role::RadioButton, "Reasons").click();
    stage.settle();
    stage.window.get_by_label("Relief lifts the cheeks.");
    stage.window.get_by_role_and_label(Role::RadioButton, "Script").click();
    stage.settle();
    stage.window.get_by_label("Line 3");
}

#[test]
fn a_line_is_edited_in_place() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 3");
    stage.click("Line 3");
    let field = "Text of line 3";
    stage.window.get_by_label(field).focus();
    stage.settle();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    stage.settle();
    stage
        .window
        .get_by_label(field)
        .type_text("0.50  L12 D   in 0.20 hold 0.60 out 0.50   One corner.");
    stage.settle();
    stage.window.key_press(Key::Enter);
    stage.settle();
    assert_eq!(intensity(&stage, 2, 0), 0.75);
    let state = &mut stage.window.state_mut().state;
    assert!(state.history.undo(&mut state.document), "it is one step");
    assert_eq!(intensity(&stage, 2, 0), 0.3);
}

#[test]
fn a_line_that_cannot_be_read_is_kept_and_says_why() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 2");
    stage.click("Line 2");
    stage.window.get_by_label("Text of line 2").type_text(" ((( 99");
    stage.settle();
    stage.window.key_press(Key::Enter);
    stage.settle();
    match &stage.document().script.items[1] {
        Item::Broken { message, .. } => {
            let message = message.clone();
            stage.window.get_by_label(&message);
        }
        // A sentence may hold anything; then the line was read and keeps what was typed.
        Item::Cue(cue) => assert!(cue.text.contains("((("), "{cue:?}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_slider_drag_shows_its_still_and_is_one_step() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 3");
    stage.told();
    let slider = "12 lip corner puller intensity";
    let rect = stage.window.get_by_role_and_label(Role::Slider, slider).rect();
    let at = |share: f32| egui::pos2(rect.left() + share * rect.width(), rect.top() + 12.0);
    stage.window.hover_at(at(0.3));
    stage.window.drag_at(at(0.3));
    for share in [0.4, 0.6, 0.8] {
        stage.window.hover_at(at(share));
        stage.window.step();
    }
    let dragged = intensity(&stage, 2, 0);
    assert!(dragged > 0.7, "{dragged}");
    let told = stage.told();
    let still = told.iter().rev().find_map(|command| match command {
        Command::Show(View::Still(row)) => Some(*row),
        _ => None,
    });
    let shown = still.expect("a still under the hand").unit(12, risorius_engine::face::Side::Left);
    assert!((shown - dragged).abs() < 1e-6);
    stage.window.drop_at(at(0.8));
    stage.window.hover_at(egui::pos2(640.0, 300.0));
    stage.settle();
    assert!(
        matches!(stage.told().last(), Some(Command::Show(View::At(_)))),
        "back to the playhead"
    );
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    stage.settle();
    assert_eq!(intensity(&stage, 2, 0), 0.3, "one undo takes the whole drag back");
    stage.window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    stage.settle();
    assert_eq!(intensity(&stage, 2, 0), dragged);
}

#[test]
fn the_sliders_speak_to_assistive_technology() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 3");
    let slider = "12 lip corner puller intensity";
    stage.window.get_by_role_and_label(Role::Slider, slider).set_value_accesskit(90.0);
    stage.settle();
    assert!((intensity(&stage, 2, 0) - 0.9).abs() < 1e-6);
    let node = stage.window.get_by_role_and_label(Role::Slider, slider);
    assert_eq!(egui_kittest::kittest::NodeT::accesskit_node(&node).numeric_value(), Some(90.0));
}

#[test]
fn bare_keys_are_commands_only_where_nobody_types() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.window.get_by_role_and_label(Role::MultilineTextInput, "Words").focus();
    stage.settle();
    stage.window.key_press(Key::Space);
    stage.settle();
    assert!(!stage.window.state().state.transport.is_playing(), "the field has the key");
    stage.window.key_press(Key::Escape);
    stage.settle();
    stage.window.key_press(Key::End);
    stage.settle();
    assert!((stage.window.state().state.transport.at_secs - 3.96).abs() < 1e-4);
    stage.window.key_press(Key::Space);
    stage.window.step();
    assert!(stage.window.state().state.transport.is_playing());
}

#[test]
fn a_locked_line_survives_a_new_think() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.click("Line 3");
    stage.click("Lock line 3");
    stage.think("0.20  4 C   in 0.20 hold 0.60 out 0.50   Brows lower.\n");
    let texts: Vec<_> = stage.document().script.cues().map(|cue| cue.text.clone()).collect();
    assert_eq!(texts, ["Brows lower.", "The lip corners rise."]);
}

#[test]
fn a_project_is_saved_and_opened_again() {
    let mut stage = Stage::with_script(SCRIPT);
    let path = stage.folder.path().join("her relief.risorius");
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::S);
    stage.settle();
    type_path(&mut stage, "Path to save to", &path.display().to_string());
    stage.window.key_press(Key::Enter);
    stage.wait(|stage| !stage.window.state().state.is_unsaved());
    let saved = stage.document().clone();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    stage.settle();
    assert!(stage.document().script.items.is_empty());
    stage.drop_file(&path);
    stage.wait(|stage| !stage.document().script.items.is_empty());
    assert_eq!(stage.document(), &saved);
}

#[test]
fn unsaved_work_comes_back() {
    let mut stage = Stage::with_script(SCRIPT);
    let recovery = stage.folder.path().join("recovery.risorius");
    let kept =
        |text: &str| std::fs::read_to_string(&recovery).is_ok_and(|file| file.contains(text));
    stage.wait(|_| kept("The lip corners rise."));
    let (words, folder) = (stage.document().words.clone(), stage.folder);
    drop(stage.window);
    let mut next = Stage::in_folder(folder);
    next.drop_file("/portraits/him.png");
    next.wait(|_| kept("him.png"));
    next.window.get_by_label("Restore it").click();
    next.wait(|stage| stage.document().words == words);
    assert!(next.window.state().state.is_unsaved(), "it is in no project yet");
}

#[test]
fn a_new_project_does_not_lose_the_old_one() {
    let mut stage = Stage::with_script(SCRIPT);
    let before = stage.document().clone();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::N);
    stage.settle();
    assert!(stage.document().words.is_empty());
    stage.window.get_by_label("Restore it").click();
    stage.wait(|stage| stage.document().words == before.words);
    assert_eq!(stage.document().script.items, before.script.items);
}

#[test]
fn an_export_is_ordered_followed_and_cancelled() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.told();
    stage.click("Export…");
    type_path(&mut stage, "Path to export to", "/clips/her.mp4");
    stage.click("Export");
    let told = stage.told();
    let order = told.iter().find_map(|command| match command {
        Command::Export { id, document, to } => Some((*id, document.clone(), to.clone())),
        _ => None,
    });
    let (id, document, to) = order.expect("an export");
    assert_eq!((to.to_str(), &*document), (Some("/clips/her.mp4"), stage.document()));
    stage.say(Event::Export {
        id,
        state: ExportState::Running {
            stage: risorius_engine::work::Stage::Frames,
            done: 20,
            total: 100,
            eta_secs: Some(75.0),
        },
    });
    stage.window.get_by_label("her.mp4: frame 20 of 100, 1:15 min left");
    stage.click("Cancel the export her.mp4");
    assert!(
        stage
            .told()
            .iter()
            .any(|command| matches!(command, Command::CancelExport { id: other } if *other == id))
    );
    stage.say(Event::Export { id, state: ExportState::Cancelled });
    stage.window.get_by_label("her.mp4: cancelled");
}

/// Puts a path in place of what a field holds.
fn type_path(stage: &mut Stage, label: &str, path: &str) {
    stage.window.get_by_label(label).focus();
    stage.settle();
    stage.window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    stage.settle();
    stage.window.get_by_label(label).type_text(path);
    stage.settle();
}
