//! The network as a whole.

use super::*;
use candle_core::{Device, Var};
use candle_nn::VarMap;

/// Numbers without a pattern, in −1..1.
fn some(shape: (usize, usize, usize), salt: usize) -> Tensor {
    let (a, b, c) = shape;
    let number = |n: usize| ((n * 7919 + salt * 104_729) % 2001) as f32 / 1000.0 - 1.0;
    let numbers = (0..a * b * c).map(number).collect::<Vec<f32>>();
    Tensor::from_vec(numbers, shape, &Device::Cpu).expect("the shape fits")
}

fn fresh() -> Result<(Denoiser, Vec<(String, Var)>)> {
    let vars = VarMap::new();
    let net = Denoiser::new(&VarBuilder::from_varmap(&vars, DType::F32, &Device::Cpu))?;
    let mut vars: Vec<_> = vars.data().lock().expect("only here").clone().into_iter().collect();
    vars.sort_by(|(a, _), (b, _)| a.cmp(b));
    // Gates that begin shut would hide what is behind them.
    for (n, (_, var)) in vars.iter().enumerate() {
        let count = var.elem_count();
        let still = var.abs()?.sum_all()?.to_scalar::<f32>()? == 0.0;
        if still {
            var.set(&(some((1, 1, count), n).reshape(var.shape())? * 0.05)?)?;
        }
    }
    Ok((net, vars))
}

#[test]
fn every_weight_learns() -> Result<()> {
    let (net, vars) = fresh()?;
    let clean = net.clean(
        &some((2, WINDOW, CHANNEL_COUNT), 1),
        &some((2, WINDOW, FRAME_FEATURES), 2),
        &some((2, BEAT_SLOTS, TOKEN_FEATURES), 3),
        &Tensor::new(&[0.3f32, 0.9], &Device::Cpu)?,
    )?;
    assert_eq!(clean.dims3()?, (2, WINDOW, CHANNEL_COUNT));
    let gradients = clean.sqr()?.mean_all()?.backward()?;
    for (name, var) in vars {
        let gradient = gradients.get(&var).map(|g| g.abs()?.max_all()?.to_scalar::<f32>());
        assert!(matches!(gradient, Some(Ok(length)) if length > 0.0), "{name}: {gradient:?}");
    }
    Ok(())
}

/// What the network gives in PyTorch; `twin/denoiser.py parity` writes it.
const EXPECTED: &[u8] = include_bytes!("parity.safetensors");

#[test]
fn candle_and_pytorch_agree() -> Result<()> {
    let weights = include_bytes!("../../../../../assets/motion/denoiser.safetensors");
    let weights = VarBuilder::from_slice_safetensors(weights, DType::F32, &Device::Cpu)?;
    let clean = Denoiser::new(&weights)?.clean(
        &some((2, WINDOW, CHANNEL_COUNT), 1),
        &some((2, WINDOW, FRAME_FEATURES), 2),
        &some((2, BEAT_SLOTS, TOKEN_FEATURES), 3),
        &Tensor::new(&[0.3f32, 0.9], &Device::Cpu)?,
    )?;
    let expected = candle_core::safetensors::load_buffer(EXPECTED, &Device::Cpu)?;
    let apart = (clean - &expected["clean"])?.abs()?.max_all()?.to_scalar::<f32>()?;
    assert!(apart < 1e-4, "{apart}; regenerate parity.safetensors where weights have changed");
    Ok(())
}

#[test]
fn parts_of_a_window_make_the_whole() -> Result<()> {
    let (net, _) = fresh()?;
    let noisy = some((3, WINDOW, CHANNEL_COUNT), 1);
    let frames = some((3, WINDOW, FRAME_FEATURES), 2);
    let beats = some((3, BEAT_SLOTS, TOKEN_FEATURES), 3);
    let level = Tensor::new(&[0.3f32, 0.6, 0.9], &Device::Cpu)?;
    let whole = net.clean(&noisy, &frames, &beats, &level)?;
    for count in [2, 3] {
        let clean = &|part| net.clean_part(&noisy, &frames, &beats, &level, &part);
        let parts: Vec<_> = std::thread::scope(|scope| {
            let parts = Part::split(count).into_iter();
            let given: Vec<_> = parts.map(|part| scope.spawn(move || clean(part))).collect();
            given.into_iter().map(|part| part.join().expect("no panic")).collect::<Result<_>>()
        })?;
        let apart = (Tensor::cat(&parts, 1)? - &whole)?.abs()?.max_all()?.to_scalar::<f32>()?;
        assert!(apart < 1e-5, "{count} parts are {apart} off");
    }
    Ok(())
}

#[test]
fn a_part_that_is_gone_keeps_nobody_waiting() -> Result<()> {
    let (net, _) = fresh()?;
    let part = Part::split(2).swap_remove(0);
    let clean = net.clean_part(
        &some((1, WINDOW, CHANNEL_COUNT), 1),
        &some((1, WINDOW, FRAME_FEATURES), 2),
        &some((1, BEAT_SLOTS, TOKEN_FEATURES), 3),
        &Tensor::new(&[0.5f32], &Device::Cpu)?,
        &part,
    );
    assert!(clean.is_err_and(|error| error.to_string().contains("another part")));
    Ok(())
}
