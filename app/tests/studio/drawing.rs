//! The drawing of the performance: how far it is, how free it is, what is drawn again.

use crate::fake::Stage;
use egui::accesskit::Role;
use egui::{Key, Modifiers, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use risorius_engine::face::Region;
use risorius_engine::work::Denoising;
use risorius_engine::{Command, Drawing, Guidance};

const SCRIPT: &str = "beat 0.0–4.0  relief 1.0, felt
0.10  1+2 C   in 0.20 hold 0.60 out 0.50   Brows lift.
";

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);

fn denoising(done: usize, level: f32, left_secs: Option<f32>) -> Drawing {
    Drawing::Denoising { at: Denoising { done, of: 20, level }, left_secs }
}

fn keys(stage: &mut Stage, modifiers: Modifiers, key: Key) {
    stage.window.key_press_modifiers(modifiers, key);
    stage.settle();
}

fn show_settings(stage: &mut Stage) {
    stage.window.get_by_role_and_label(Role::RadioButton, "Settings").click();
    stage.settle();
}

fn set_slider(stage: &mut Stage, label: &str, shown: f64) {
    stage.window.get_by_role_and_label(Role::Slider, label).set_value_accesskit(shown);
    stage.settle();
}

#[test]
fn the_strip_says_how_far_the_drawing_is() {
    let mut stage = Stage::with_script(SCRIPT);
    let strip = |stage: &Stage| {
        let node = stage.window.get_by_role(Role::ProgressIndicator);
        (node.accesskit_node().label().unwrap_or_default(), node.rect())
    };
    assert_eq!(strip(&stage).0, "Nothing to draw yet");
    let place = strip(&stage).1;
    for (drawing, expect) in [
        (Drawing::Sketched, "Sketch"),
        (denoising(4, 0.8, None), "Placing the emotion · step 4 of 20"),
        (denoising(15, 0.3, Some(0.42)), "Refining the muscles · step 15 of 20 · 0.4 s left"),
        (denoising(15, 0.3, Some(75.0)), "Refining the muscles · step 15 of 20 · 1:15 min left"),
        (Drawing::Stopped, "Sketch · stopped"),
        (Drawing::Done, "Drawn · seed 1"),
    ] {
        stage.draws(drawing);
        assert_eq!(strip(&stage), (expect.to_owned(), place), "nothing moves");
    }
}

#[test]
fn a_drawing_is_stopped_and_asked_for_again() {
    let mut stage = Stage::with_script(SCRIPT);
    let stopped = |stage: &Stage| stage.told().iter().any(|c| matches!(c, Command::StopDrawing));
    stage.press(Key::Escape);
    assert!(!stopped(&stage), "nothing is under way");
    stage.draws(denoising(4, 0.8, None));
    stage.press(Key::Escape);
    assert!(stopped(&stage));
    stage.click("Stop");
    assert!(stopped(&stage));
    stage.draws(Drawing::Stopped);
    stage.click("Draw");
    keys(&mut stage, CTRL, Key::D);
    let told = stage.told();
    assert!(matches!(told[..], [Command::Draw, Command::Draw]), "{told:?}");
}

#[test]
fn escape_leaves_a_field_before_it_stops_the_drawing() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.draws(denoising(4, 0.8, None));
    stage.window.get_by_role_and_label(Role::MultilineTextInput, "Words").focus();
    stage.settle();
    stage.told();
    stage.press(Key::Escape);
    assert!(stage.told().is_empty());
    stage.press(Key::Escape);
    assert!(matches!(stage.told()[..], [Command::StopDrawing]));
}

#[test]
fn another_take_has_the_next_seed() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.told();
    stage.click("Another take");
    keys(&mut stage, CTRL_SHIFT, Key::D);
    assert_eq!(stage.document().settings.seed, 3);
    let told = stage.told();
    let Some(Command::Document { document, .. }) = told.last() else { panic!("{told:?}") };
    assert_eq!(document.settings.seed, 3);
    keys(&mut stage, CTRL, Key::Z);
    assert_eq!(stage.document().settings.seed, 2, "each is a step");
}

#[test]
fn freedom_steps_and_guidance_are_settings_that_undo_takes_back() {
    let mut stage = Stage::with_script(SCRIPT);
    show_settings(&mut stage);
    let before = stage.document().settings.sampling;
    let sampling = |stage: &Stage| stage.document().settings.sampling;
    set_slider(&mut stage, "Freedom", 40.0);
    assert!((sampling(&stage).freedom - 0.4).abs() < 1e-6);
    keys(&mut stage, CTRL, Key::Z);
    assert_eq!(sampling(&stage), before);
    set_slider(&mut stage, "Steps", 12.0);
    assert_eq!(sampling(&stage).steps, 12);
    for (name, expect) in [
        ("At once", Guidance::AT_ONCE),
        ("Emotion only", Guidance::GLOBAL_ONLY),
        ("Muscles only", Guidance::LOCAL_ONLY),
        ("Progressive", Guidance::PROGRESSIVE),
    ] {
        stage.window.get_by_role_and_label(Role::RadioButton, name).click();
        stage.settle();
        assert_eq!(sampling(&stage).guidance, expect, "{name}");
    }
    stage.window.get_by_label("Weights").click_accesskit();
    stage.settle();
    set_slider(&mut stage, "Emotion early", 2.5);
    assert!((sampling(&stage).guidance.beats.early - 2.5).abs() < 1e-6);
    set_slider(&mut stage, "Muscles late", 1.5);
    assert!((sampling(&stage).guidance.cues.brow.late - 1.5).abs() < 1e-6);
}

#[test]
fn a_part_is_drawn_again_and_taken_back() {
    let mut stage = Stage::with_script(SCRIPT);
    let ruler = stage.window.get_by_role_and_label(Role::Slider, "Playhead").rect();
    let at = |share: f32| pos2(ruler.left() + share * ruler.width(), ruler.center().y);
    stage.window.event(egui::Event::ModifiersChanged(Modifiers::SHIFT));
    stage.drag(at(0.5), at(0.25));
    stage.window.event(egui::Event::ModifiersChanged(Modifiers::NONE));
    stage.settle();
    assert_eq!(stage.window.state().state.transport.at_secs, 0.0, "the playhead stays");
    stage.click("Mouth and jaw");
    stage.press(Key::Enter);
    let [retake] = &stage.document().retakes[..] else { panic!("{:?}", stage.document()) };
    let (from_secs, to_secs) = (retake.from_secs, retake.to_secs);
    assert!((to_secs / from_secs - 2.0).abs() < 0.05, "{from_secs} to {to_secs}");
    assert!(!retake.regions.contains(&Region::Mouth) && retake.regions.contains(&Region::Brow));
    assert_ne!(retake.seed, stage.document().settings.seed);
    stage.draws(Drawing::Done);
    stage.window.get_by_label("Drawn · seed 1 · 1 retake");
    keys(&mut stage, CTRL, Key::Z);
    assert!(stage.document().retakes.is_empty());
}

#[test]
fn a_part_is_chosen_drawn_again_and_cleared_with_keys_alone() {
    let mut stage = Stage::with_script(SCRIPT);
    stage.press(Key::Escape);
    stage.press(Key::End);
    stage.press(Key::O);
    stage.press(Key::Home);
    for _ in 0..5 {
        stage.window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowRight);
        stage.settle();
    }
    stage.press(Key::I);
    assert_eq!(stage.window.state().state.part.span_secs, Some((2.0, 3.96)));
    keys(&mut stage, CTRL, Key::R);
    stage.press(Key::Enter);
    assert_eq!(stage.document().retakes.len(), 1);
    keys(&mut stage, CTRL, Key::R);
    stage.click("Clear retakes");
    assert!(stage.document().retakes.is_empty());
}
