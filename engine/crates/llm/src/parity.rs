//! Candle's networks against Hugging Face transformers, on small random weights.
//! Weights, tokens and expected scores: `twin/parity.py`.

use crate::file::Opened;
use crate::network::Network;
use crate::shape::Family;
use candle_core::Device;
use std::path::Path;

/// The largest difference of a score.
const TOLERANCE: f32 = 1e-4;

/// A network with the tokens that it is to read and the scores after each, a row a token.
struct Twin {
    network: Network,
    tokens: Vec<u32>,
    scores: Vec<Vec<f32>>,
}

fn twin(family: Family) -> Twin {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("twin");
    let path = folder.join(format!("{}.gguf", family.name()));
    let mut opened = Opened::read(&path).unwrap();
    let mut tensor = |name: &str| {
        let tensor = opened.content.tensor(&mut opened.reader, name, &Device::Cpu).unwrap();
        tensor.dequantize(&Device::Cpu).unwrap()
    };
    let tokens: Vec<f32> = tensor("parity.tokens").to_vec1().unwrap();
    let scores = tensor("parity.scores").to_vec2().unwrap();
    let network = Network::load(opened, Device::Cpu).unwrap();
    Twin { network, tokens: tokens.into_iter().map(|token| token as u32).collect(), scores }
}

fn assert_near(found: &[f32], expected: &[f32], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    let differences = found.iter().zip(expected).map(|(a, b)| (a - b).abs());
    let largest = differences.fold(0.0, f32::max);
    assert!(largest <= TOLERANCE, "{what}: {largest} apart");
}

#[test]
fn scores_are_those_of_transformers() {
    for (name, family) in Family::ALL {
        let Twin { mut network, tokens, scores } = twin(family);
        // A question in steps, and an answer token by token, as the program reads them.
        for steps in [&[40_usize] as &[usize], &[1; 40], &[17, 16, 1, 1, 1, 1, 1], &[32, 8]] {
            network.clear();
            let mut read = 0;
            for step in steps {
                let found = network.read(&tokens[read..read + step]).unwrap();
                read += step;
                assert_near(&found, &scores[read - 1], &format!("{name}, {steps:?}, {read} read"));
            }
        }
    }
}
