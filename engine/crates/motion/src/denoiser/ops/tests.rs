//! Every operation against the same in plain candle operations, forth and back.

use super::*;
use candle_core::{D, Device, Var};

/// Numbers without a pattern, in −1.5..1.5.
fn some(shape: &[usize], salt: usize) -> Var {
    let count: usize = shape.iter().product();
    let number = |n: usize| ((n * 7919 + salt * 104_729) % 3001) as f32 / 1000.0 - 1.5;
    let numbers = (0..count).map(number).collect::<Vec<f32>>();
    Var::from_vec(numbers, shape, &Device::Cpu).expect("the shape fits")
}

/// Results and gradients of both for the same arguments, weighted so that no part cancels.
fn compare(
    name: &str,
    arguments: &[Var],
    ours: impl Fn(&[Var]) -> Result<Tensor>,
    plain: impl Fn(&[Var]) -> Result<Tensor>,
) -> Result<()> {
    let (ours, plain) = (ours(arguments)?, plain(arguments)?);
    let apart = |a: &Tensor, b: &Tensor| (a - b)?.abs()?.max_all()?.to_scalar::<f32>();
    assert!(apart(&ours, &plain)? < 2e-5, "{name} forth: {}", apart(&ours, &plain)?);
    let weights = some(ours.dims(), 99);
    let back = |out: &Tensor| (out * weights.as_tensor())?.sum_all()?.backward();
    let (of_ours, of_plain) = (back(&ours)?, back(&plain)?);
    for (n, argument) in arguments.iter().enumerate() {
        let gradients = of_ours.get(argument).zip(of_plain.get(argument));
        let (of_ours, of_plain) = gradients.expect("both have a way back to every argument");
        let apart = apart(of_ours, of_plain)?;
        assert!(apart < 1e-4, "{name} back to argument {n}: {apart}");
    }
    Ok(())
}

fn plain_norm(x: &Tensor) -> Result<Tensor> {
    let centred = x.broadcast_sub(&x.mean_keepdim(D::Minus1)?)?;
    let variance = centred.sqr()?.mean_keepdim(D::Minus1)?;
    centred.broadcast_div(&(variance + 1e-6)?.sqrt()?)
}

#[test]
fn operations_are_their_plain_twins_forth_and_back() -> Result<()> {
    let (rows, bias) = (some(&[50, 40], 1), some(&[40], 2));
    let both = [rows, bias];
    compare("bias", &both, |v| biased(&v[0], &v[1]), |v| v[0].broadcast_add(&v[1]))?;
    compare("gelu", &both, |v| biased_gelu(&v[0], &v[1]), |v| v[0].broadcast_add(&v[1])?.gelu())?;
    let three = [some(&[3, 7, 40], 3), some(&[3, 40], 4), some(&[3, 40], 5)];
    compare(
        "modulate",
        &three,
        |v| modulated(&v[0], &v[1], &v[2]),
        |v| {
            let scale = (v[2].unsqueeze(1)? + 1.0)?;
            plain_norm(&v[0])?.broadcast_mul(&scale)?.broadcast_add(&v[1].unsqueeze(1)?)
        },
    )?;
    let gate = [some(&[3, 7, 40], 6), some(&[3, 40], 7), some(&[3, 7, 40], 8)];
    compare(
        "gate",
        &gate,
        |v| gated(&v[0], &v[1], &v[2]),
        |v| v[0].as_tensor() + v[2].broadcast_mul(&v[1].unsqueeze(1)?)?,
    )?;
    let scores = [some(&[2, 3, 19], 9)];
    compare(
        "softmax",
        &scores,
        |v| softmax(&v[0], 0.7),
        |v| candle_nn::ops::softmax(&(v[0].as_tensor() * 0.7)?, D::Minus1),
    )
}

#[test]
fn exp_is_close_everywhere() {
    for n in -8000..8000 {
        let x = n as f32 / 100.0;
        let (ours, exact) = (f64::from(exp(x)), f64::from(x).exp());
        assert!((ours / exact - 1.0).abs() < 4e-7, "{x}: {ours} {exact}");
    }
}
