//! Not committed.
#![allow(missing_docs, unreachable_pub, dead_code, clippy::all)]
#[path = "../../../src/work/eval/motion/ablation.rs"]
mod ablation;
#[path = "../../../src/work/eval/motion/bars.rs"]
mod bars;
#[path = "../../../src/work/eval/motion/studio.rs"]
mod studio;
use ablation::*;
use risorius_motion::measure::*;
use risorius_motion::*;
use studio::Studio;

fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) / 100.0
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let weights = std::fs::read(std::env::var("W").unwrap_or("/tmp/mr/run1/denoiser.safetensors".into())).unwrap();
    let diffusion = Diffusion::with_weights(&weights, &candle_core::Device::Cpu).unwrap();
    let n: usize = args[2].parse().unwrap();
    let mut none = || {};
    let mut studio = Studio { diffusion: &diffusion, watch: &mut none };
    match args[1].as_str() {
        "bars" => {
            println!("{:?} cpu {:.1}", bars::micro(&mut studio, n).unwrap(), cpu());
            println!("{:?} cpu {:.1}", bars::locked(&mut studio, n / 2).unwrap(), cpu());
            for c in bars::completion(&mut studio, n / 2).unwrap() { println!("{c:?}"); }
            println!("cpu {:.1}", cpu());
            println!("{:?} cpu {:.1}", bars::seams(&mut studio, (n / 8).max(1)).unwrap(), cpu());
        }
        "micro" => {
            let pr = |name: &str, v: &[f32]| println!("{name} {} q05 {:.3} q25 {:.3} med {:.3} q75 {:.3} q95 {:.3}", v.len(), quantile(v, 0.05), quantile(v, 0.25), median(v), quantile(v, 0.75), quantile(v, 0.95));
            let pk = |v: &[f32]| v.iter().copied().fold(0.0, f32::max);
            let mut own = vec![];
            for number in 0..300 {
                let p = held_out(number, 128);
                let t = told(&p, 1.0, number, Sampling::PROGRESSIVE);
                for e in envelopes(&t.script, &t.options, &p.motion) {
                    let c = t.script.cues().nth(e.cue).unwrap();
                    if c.envelope.end_secs() - c.envelope.start_secs < 0.45 && matches!(e.channel, risorius_face::Channel::Unit(..)) { own.push(pk(&e.drawn) - pk(&e.asked)); }
                }
            }
            pr("prior", &own);
            for spec in &args[3..] {
                let v: Vec<f32> = spec.split(',').map(|x| x.parse().unwrap()).collect();
                let r = |a: f32, b: f32| Ramp { early: a, late: b };
                let g = Guidance { beats: r(v[0], v[1]), cues: CueRamps::all(r(v[2], v[3])), speech: r(v[2], v[3]), context: Ramp::flat(1.0) };
                let (mut alone, mut among) = (vec![], vec![]);
                for number in 0..n as u64 {
                    let t = micro_expressions(number, Sampling { guidance: g, ..Sampling::PROGRESSIVE });
                    let m = studio.draw(&t, &[]).unwrap();
                    for e in envelopes(&t.script, &t.options, &m) {
                        let c = t.script.cues().nth(e.cue).unwrap();
                        if c.envelope.end_secs() - c.envelope.start_secs < 0.45 { (if number % 2 == 0 { &mut alone } else { &mut among }).push(pk(&e.drawn) - pk(&e.asked)); }
                    }
                }
                pr(&format!("{spec} alone"), &alone); pr("   among", &among);
            }
        }
        "ways" | "ramps" => {
            let y = Yardstick::new(n);
            println!("explained {:.3} cpu {:.1}", y.explained(), cpu());
            let real: Vec<_> = y.performances.iter().map(|p| p.motion.clone()).collect();
            println!("{:?}", y.outcome("held-out", &real));
            println!("{:?}\n{:?}", Steadiness::of(&real), Physiology::of(&real));
            let mut ways: Vec<(String, Sampling)> = WAYS.iter().map(|w| (w.name.to_string(), w.sampling)).collect();
            if args[1] == "ramps" {
                ways.clear();
                for spec in &args[3..] {
                    let v: Vec<f32> = spec.split(',').map(|x| x.parse().unwrap()).collect();
                    let r = |a: f32, b: f32| Ramp { early: a, late: b };
                    let g = Guidance { beats: r(v[0], v[1]), cues: CueRamps::all(r(v[2], v[3])), speech: r(v[2], v[3]), context: Ramp::flat(1.0) };
                    ways.push((spec.clone(), Sampling { guidance: g, ..Sampling::PROGRESSIVE }));
                }
            }
            for (name, sampling) in ways {
                let m = drawn(&mut studio, &y, sampling).unwrap();
                let o = y.outcome("x", &m);
                println!("{name:24} r {:.4}/{:.4} peak {:.4} d {:.3} cpu {:.1}", o.correlation.0, o.correlation.1, o.peak_error, o.distance, cpu());
                if args[1] == "ways" { println!("   {:?}\n   {:?}", Steadiness::of(&m), Physiology::of(&m)); }
            }
        }
        _ => panic!(),
    }
}
