// The integer rules of src/EdgeCnn.Kernels/Requantize/README.md in plain scalar code, one function each.
// A quantization is { type, scale, zero }; codes are whole numbers, as signed as their type.
import { add, clamp, dequantize, div, f32, fma, mul, quantize, round } from './float32.mjs';

/** QLinearMul: the output's zero point is added before the rounding. */
export function multiply(a, b, y) {
  const ratio = div(mul(a.scale, b.scale), y.scale);
  return (i, j) => clamp(round(add(mul((i - a.zero) * (j - b.zero), ratio), y.zero)), y.type);
}

/** QLinearAdd: on the codes themselves. Not commutative; when the first input is the one broadcast, the inputs change places. */
export function sum(a, b, y) {
  const ratioA = div(a.scale, y.scale), ratioB = div(b.scale, y.scale);
  const fixed = f32(y.zero - fma(ratioA, a.zero, mul(ratioB, b.zero)));
  return (i, j) => clamp(round(fma(i, ratioA, fma(j, ratioB, fixed))), y.type);
}

/** Any function of real numbers that ONNX Runtime computes between DequantizeLinear and QuantizeLinear. */
export const dequantized = (f, inputs, y) => (...codes) => quantize(f(...codes.map((code, i) => dequantize(code, inputs[i]))), y);

// A polynomial by Horner's rule, each step a fused multiply-add.
const polynomial = (x, [first, ...coefficients]) => coefficients.reduce((value, coefficient) => fma(value, x, f32(coefficient)), f32(first));

// The quotient of an odd and an even polynomial (the coefficients are Eigen's, highest power first).
function rational(x, limit, odd, even) {
  const bounded = Math.min(Math.max(x, -limit), limit), square = mul(bounded, bounded);
  return div(mul(polynomial(square, odd), bounded), polynomial(square, even));
}

/** Functions of real numbers in ONNX Runtime's float32 arithmetic, bit for bit; all but the last four are tables of 256 codes for us. */
export const FUNCTIONS = {
  Relu: (x) => Math.max(x, 0),
  LeakyRelu: (x, { alpha }) => x >= 0 ? x : mul(alpha, x),
  Clip: (x, { low, high }) => Math.min(Math.max(x, low), high),
  HardSigmoid: (x, { alpha, beta }) => Math.min(Math.max(add(mul(alpha, x), beta), 0), 1),
  HardSwish: (x) => mul(x, FUNCTIONS.HardSigmoid(x, { alpha: f32(1 / 6), beta: 0.5 })),
  Sigmoid: (x) => Math.min(Math.max(add(rational(x, 18,
    [4.37031012579801e-11, 1.15627324459942e-07, 6.08574864600143e-05, 8.51377133304701e-03, 2.48287947061529e-01],
    [6.10247389755681e-13, 5.76102136993427e-09, 6.29106785017040e-06, 1.70198817374094e-03, 1.16817656904453e-01, 9.93151921023180e-01]), 0.5), 0), 1),
  Tanh: (x) => rational(x, 9,
    [-2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-08, 1.48572235717979e-05, 6.37261928875436e-04, 4.89352455891786e-03],
    [1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03]),
  Sub: (x, y) => f32(x - y),
  Div: div,
  Max: Math.max,
  Min: Math.min,
};

/** QLinearAveragePool of one window: the codes inside the image, row by row, and the number to divide by.
 * A float sum of real numbers; the output's zero point is added before the rounding. */
export function average(codes, count, x, y) {
  const total = codes.reduce((partial, code) => add(partial, dequantize(code, x)), 0);
  return clamp(round(add(div(div(total, count), y.scale), y.zero)), y.type);
}

/** QLinearGlobalAveragePool of one plane: an integer sum. */
export function globalAverage(codes, x, y) {
  const total = codes.reduce((partial, code) => partial + code - x.zero, 0);
  return clamp(round(mul(total, div(x.scale, mul(y.scale, codes.length)))) + y.zero, y.type);
}

/** ReduceMean over the whole of a plane, in float32: two accumulators of four lanes that begin at the first multiple of 16 bytes.
 * @param {number} at The plane's first element in the tensor. */
export function mean(values, at) {
  const n = values.length, start = Math.min(-at & 3, n), end = start + ((n - start) & ~3);
  const lanes = [];
  for (let i = start; i < end; i++) {
    // A last group of four without a partner is added after the two accumulators met.
    const single = end - start > 4 && (end - start) % 8 === 4 && i >= end - 4;
    (lanes[single ? 2 : ((i - start) >> 2) & 1] ??= [[], [], [], []])[(i - start) & 3].push(values[i]);
  }
  const parts = lanes.map((four) => four.map((lane) => lane.reduce(add)));
  const four = parts.length > 0 ? parts.reduce((x, y) => x.map((lane, i) => add(lane, y[i]))) : [];
  const rest = [...values.slice(0, start), ...values.slice(end)];
  const total = [...four.length > 0 ? [add(add(four[0], four[2]), add(four[1], four[3]))] : [], ...rest].reduce(add);
  return div(total, n);
}

/** QLinearSoftmax of one row. The table's exponents are moved up so far that the sum of the row just stays finite. */
export function softmax(codes, x, y) {
  const greatestSum = f32(3.4028234663852886e38 / codes.length);
  const shift = Math.max(0, Math.log(greatestSum) - 5) / x.scale;
  const greatest = Math.max(...codes);
  const exponentials = codes.map((code) => f32(Math.exp((code - greatest + shift) * x.scale)));
  const total = exponentials.reduce(add);
  const perUnit = Math.floor(div(1, y.scale));
  return exponentials.map((e) => clamp(round(div(mul(e, perUnit), total)) + y.zero, y.type));
}

/** The layers' rule for a sum with its bias; factor scales the product (alpha of Gemm). */
export const requantize = (total, x, weightScale, y, factor = 1) =>
  clamp(round(mul(f32(total), div(mul(mul(factor, x.scale), weightScale), y.scale))) + y.zero, y.type);

/** Where in the input each of the output's pixels along one axis lies. */
export function coordinates(mode, size, outputSize, scale) {
  return Array.from({ length: outputSize }, (_, i) => {
    if (scale === 1)
      return i;
    switch (mode) {
      case 'asymmetric': return div(i, scale);
      case 'align_corners': return outputSize === 1 ? 0 : div(mul(i, size - 1), outputSize - 1);
      case 'pytorch_half_pixel': return outputSize === 1 ? 0 : add(div(add(i, 0.5), scale), -0.5);
      default: return add(div(add(i, 0.5), scale), -0.5);
    }
  });
}

// A coordinate nearer than this to the middle of two pixels counts as the middle.
const MIDDLE = 1e-6;
const ROUNDINGS = {
  floor: Math.floor,
  ceil: Math.ceil,
  round_prefer_floor: (x) => Math.abs(x - Math.floor(x) - 0.5) < MIDDLE ? Math.floor(x) : Math.round(x),
  round_prefer_ceil: (x) => Math.abs(x - Math.floor(x) - 0.5) < MIDDLE ? Math.ceil(x) : Math.round(x),
};

export const nearest = (coordinate, size, rounding) => Math.min(Math.max(ROUNDINGS[rounding](coordinate), 0), size - 1);

/** The two neighbours of a coordinate, each with its weight. */
export function neighbours(coordinate, size) {
  const at = Math.min(Math.max(coordinate, 0), size - 1);
  const first = Math.floor(at), second = Math.min(first + 1, size - 1);
  return first === second
    ? [{ at: first, weight: 0.5 }, { at: first, weight: 0.5 }]
    : [{ at: first, weight: f32(second - at) }, { at: second, weight: f32(at - first) }];
}

/** One pixel of a linear Resize: value(row, column) is a real number. */
export function bilinear(value, rows, columns) {
  const terms = rows.flatMap((row) => columns.map((column) => mul(mul(column.weight, row.weight), value(row.at, column.at))));
  return terms.reduce(add);
}

/** One pixel of a float Conv as the matrix product computes it, for more than one output pixel a channel: along channel, row and
 * column, the bias last. Several filters: fused multiply-adds in blocks whose sums are added. A single filter: plain products, added
 * up in fours, then a two, then a one.
 * @param {number} pixels Output pixels a channel; they set the length of a block.
 * @param {number} filters Output channels of the group. */
export function floatConvolution(values, weights, bias, pixels, filters) {
  const parts = [];
  if (filters === 1) {
    const products = values.map((value, k) => mul(value, weights[k]));
    for (let at = 0, length = 4; at < products.length; at += length) {
      while (length > products.length - at)
        length /= 2;
      parts.push(products.slice(at, at + length).reduce(add));
    }
    return add(parts.reduce(add), bias);
  }

  let block = 128;
  for (let width = 128; pixels < values.length && width > 16 && width / 2 >= pixels; width /= 2)
    block *= 2;
  for (let at = 0; at < values.length; at += block) {
    let partial = 0;
    for (let k = at; k < Math.min(at + block, values.length); k++)
      partial = fma(values[k], weights[k], partial);
    parts.push(partial);
  }
  return add(parts.reduce(add), bias);
}

/** DynamicQuantizeLinear's quantization of some real numbers. */
export function dynamicQuantization(values) {
  const low = Math.min(0, ...values), high = Math.max(0, ...values);
  const scale = low === high ? 1 : div(f32(high - low), 255);
  return { type: 'uint8', scale, zero: round(Math.min(Math.max(f32(0 - div(low, scale)), 0), 255)) };
}
