// Compares our integer rules with ONNX Runtime, code by code: tools/onnxruntime/setup.sh && node tools/onnxruntime/rules.mjs [SEED]
// A check runs models of one operator on random scales, zero points and codes, and also compares which operators ONNX Runtime ran.
import { existsSync, readFileSync } from 'node:fs';
import { FUNCTIONS, average, bilinear, coordinates, dequantized, dynamicQuantization, floatConvolution, globalAverage, mean, multiply,
  nearest, neighbours, requantize, softmax, sum } from './integer-rules.mjs';
import { RANGE, Random, clamp, dequantize, div, f32, mul, quantize, round } from './float32.mjs';
import { direct, node, quantized, run, tensor } from './onnx-model.mjs';

const seed = Number(process.argv[2] ?? 1);
const TYPES = ['uint8', 'int8'];
const count = (dims) => dims.reduce((product, size) => product * size, 1);
const every = (type) => Array.from({ length: 256 }, (_, i) => i + RANGE[type][0]);
const scalar = (value) => tensor('float32', [], [value]);
const between = (op) => `DequantizeLinear ${op} QuantizeLinear`;
const checks = [];

/** A check: make(random) gives { model, expected, ran }, any of the latter two undefined if it is not compared; it is run times over. */
const check = (name, times, make, sums = false) => checks.push({ name, times, make, sums });

// Two inputs: all pairs of codes, in every form of broadcasting.
const PAIRS = Array.from({ length: 65536 }, (_, i) => [i >> 8, i & 255]);
const FORMS = {
  'all pairs': [[65536], [65536]],
  'one a channel second': [[1, 256, 16, 16], [256, 1, 1]],
  'one a channel first': [[256, 1, 1], [1, 256, 16, 16]],
};

function pairs(type, op, form, rule, output, exchange = false) {
  return (random) => {
    const a = random.quant(type, 1e-3, 0.1), b = random.quant(type, 1e-3, 0.1), y = { ...random.quant(type, 1, 1), scale: output(random, a, b) };
    const dims = FORMS[form], lowest = RANGE[type][0];
    // Along a channel of the broadcast input lie all codes of the other one.
    const part = form === 'one a channel second' ? [1, 0] : [0, 1];
    const codes = dims.map((each, k) => count(each) === 256 ? every(type) : PAIRS.map((pair) => pair[part[k]] + lowest));
    // No division by zero.
    if (op === 'Div')
      codes[1] = codes[1].map((code) => code === b.zero ? code + (code === RANGE[type][1] ? -1 : 1) : code);
    const apply = exchange ? ((swapped) => (i, j) => swapped(j, i))(rule(b, a, y)) : rule(a, b, y);
    const at = (k, i) => codes[k][codes[k].length === 256 ? i >> 8 : i];
    return {
      model: quantized(op, [{ quant: a, dims: dims[0], data: codes[0] }, { quant: b, dims: dims[1], data: codes[1], constant: random.pick(true, false) }], y),
      expected: PAIRS.map((_, i) => apply(at(0, i), at(1, i))),
      ran: op === 'Add' || op === 'Mul' ? `QLinear${op}` : `DequantizeLinear ${between(op)}`,
    };
  };
}

const ofProduct = (random, a, b) => f32(a.scale * b.scale * random.scale(10, 300));
const ofSum = (random, a, b) => f32(Math.max(a.scale, b.scale) * random.scale(0.3, 3));
const ofQuotient = (random, a, b) => f32(a.scale / b.scale * random.scale(0.1, 1));
for (const type of TYPES) {
  for (const form of Object.keys(FORMS)) {
    check(`Mul ${type}, ${form}`, 12, pairs(type, 'Mul', form, multiply, ofProduct));
    check(`Add ${type}, ${form}`, 12, pairs(type, 'Add', form, sum, ofSum, form === 'one a channel first'));
  }
  for (const [op, scale] of [['Sub', ofSum], ['Div', ofQuotient], ['Max', ofSum], ['Min', ofSum]])
    check(`${op} ${type}`, 4, pairs(type, op, 'all pairs', (a, b, y) => dequantized(FUNCTIONS[op], [a, b], y), scale));
}

// One input: all 256 codes.
const attributes = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { float: value }]));
function unary(type, op, ran) {
  return (random) => {
    const x = random.quant(type, 5e-4, 0.5);
    const range = /Sigmoid|Tanh/.test(op) ? random.pick(f32(1 / 256), f32(1 / 255), random.scale(0.002, 0.02)) : random.pick(x.scale, f32(x.scale * random.scale(0.2, 1.5)));
    // A Relu or Clip whose lower end is the lowest code of the output is left out; the codes are the same.
    const y = { ...random.quant(type, 1, 1), scale: range, zero: random.integer(RANGE[type][0] + 1, RANGE[type][1]) };
    const values = { LeakyRelu: { alpha: f32(0.1) }, HardSigmoid: { alpha: f32(0.2), beta: 0.5 }, Clip: { low: f32(-0.03), high: f32(2.7) } }[op] ?? {};
    const limits = op === 'Clip' ? [scalar(values.low), scalar(values.high)] : [];
    const apply = dequantized((value) => FUNCTIONS[op](value, values), [x], y);
    return {
      model: quantized(op, [{ quant: x, dims: [256], data: every(type) }], y, op === 'Clip' ? {} : attributes(values), limits),
      expected: every(type).map((code) => apply(code)),
      ran: op === 'Clip' ? undefined : ran ?? between(op),
    };
  };
}

for (const type of TYPES) {
  for (const op of ['Relu', 'Clip', 'HardSigmoid', 'Tanh'])
    check(`${op} ${type}`, op === 'Tanh' ? 200 : 60, unary(type, op));
  check(`HardSwish ${type}`, 60, unary(type, 'HardSwish', between('HardSigmoid Mul')));
  for (const op of ['Sigmoid', 'LeakyRelu'])
    check(`${op} ${type}`, 200, unary(type, op, `QLinear${op}`));
}

// The window of each output pixel, as indices into a plane; -1 is outside.
function windows({ size: [height, width], kernel, strides, pads }, ceil = false) {
  const steps = (length, k) => {
    const last = Math[ceil ? 'ceil' : 'floor']((length + pads[k] + pads[k + 2] - kernel[k]) / strides[k]);
    // No window begins behind the input.
    return last * strides[k] < length + pads[k] ? last + 1 : last;
  };
  const found = [];
  for (let row = 0; row < steps(height, 0); row++) {
    for (let column = 0; column < steps(width, 1); column++) {
      found.push(Array.from({ length: kernel[0] * kernel[1] }, (_, k) => {
        const y = row * strides[0] + Math.floor(k / kernel[1]) - pads[0], x = column * strides[1] + k % kernel[1] - pads[1];
        return y < 0 || x < 0 || y >= height || x >= width ? -1 : y * width + x;
      }));
    }
  }
  return found;
}

const outputScale = (random, x) => random.pick(x.scale, f32(x.scale * random.scale(0.3, 1.5)));
function pool(type, countPads) {
  return (random) => {
    const x = random.quant(type, 1e-3, 0.2), y = { ...random.quant(type, 1, 1), scale: outputScale(random, x) };
    const kernel = [random.integer(1, 3), random.integer(2, 3)], strides = [random.integer(1, 3), random.integer(1, 3)];
    const size = [random.integer(4, 13), random.integer(4, 13)];
    const pads = kernel.concat(kernel).map((k) => random.integer(0, Math.min(1, k - 1)));
    const dims = [1, 3, ...size], data = random.codes(type, count(dims)), plane = size[0] * size[1];
    const ceil = random.integer(0, 1);
    const expected = [0, 1, 2].flatMap((channel) => windows({ size, kernel, strides, pads }, ceil === 1).map((window) => {
      const codes = window.filter((i) => i >= 0).map((i) => data[channel * plane + i]);
      return average(codes, countPads ? window.length : codes.length, x, y);
    }));
    return {
      model: quantized('AveragePool', [{ quant: x, dims, data }], y, { kernel_shape: kernel, strides, pads, count_include_pad: Number(countPads), ceil_mode: ceil }),
      expected,
      ran: 'QLinearAveragePool',
    };
  };
}

// Means over planes: of codes, and in float32 without QuantizeLinear, which shows every bit.
function planes(op, type, rule, toCodes, ran) {
  return (random) => {
    const x = random.quant(type, 1e-3, 0.1), y = toCodes ? { ...random.quant(type, 1, 1), scale: outputScale(random, x) } : null;
    const dims = [1, 5, random.integer(1, 14), random.integer(1, 14)], plane = dims[2] * dims[3], data = random.codes(type, count(dims));
    return {
      model: quantized(op, [{ quant: x, dims, data }], y, op === 'ReduceMean' ? { axes: [2, 3] } : {}),
      expected: [0, 1, 2, 3, 4].map((channel) => rule(data.slice(channel * plane, (channel + 1) * plane), x, y, channel * plane)),
      ran,
    };
  };
}

for (const type of TYPES) {
  check(`AveragePool ${type}, pads not counted`, 60, pool(type, false));
  check(`AveragePool ${type}, pads counted`, 60, pool(type, true));
  check(`GlobalAveragePool ${type}`, 100, planes('GlobalAveragePool', type, globalAverage, true, 'QLinearGlobalAveragePool'));
  const real = (codes, x, at) => mean(codes.map((code) => dequantize(code, x)), at);
  check(`ReduceMean ${type}`, 100, planes('ReduceMean', type, (codes, x, y, at) => quantize(real(codes, x, at), y), true, between('ReduceMean')));
  check(`ReduceMean ${type}, float bits`, 100, planes('ReduceMean', type, (codes, x, y, at) => real(codes, x, at), false, 'DequantizeLinear ReduceMean'));
}

function softmaxOf(type, inner) {
  return (random) => {
    const x = random.quant(type, 1e-3, 0.3), length = random.pick(2, 5, 10, 17, 128, 1000), dims = [4, length, inner], data = random.codes(type, count(dims));
    const y = { type, scale: random.pick(f32(1 / 256), f32(1 / 255), random.scale(1 / 256, 0.02)), zero: random.pick(RANGE[type][0], random.integer(...RANGE[type])) };
    const expected = Array(data.length);
    for (let row = 0; row < 4 * inner; row++) {
      const place = (i) => (Math.floor(row / inner) * length + i) * inner + row % inner;
      softmax(Array.from({ length }, (_, i) => data[place(i)]), x, y).forEach((code, i) => expected[place(i)] = code);
    }
    return { model: quantized('Softmax', [{ quant: x, dims, data }], y, { axis: 1 }), expected, ran: 'QLinearSoftmax' };
  };
}

function resize(type, mode, transformation, sameScale) {
  return (random) => {
    const x = random.quant(type, 1e-3, 0.3), y = sameScale ? x : { ...random.quant(type, 1, 1), scale: f32(x.scale * random.scale(1.1, 2)) };
    const size = [random.integer(2, 11), random.integer(2, 11)], scales = size.map(() => random.pick(2, 3, 0.5, f32(1.7), random.scale(0.6, 4)));
    const to = size.map((length, k) => Math.max(1, Math.floor(mul(length, scales[k])))), bySize = random.pick(true, false);
    const rounding = random.pick('round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil');
    const data = random.codes(type, 2 * size[0] * size[1]), empty = tensor('float32', [0], []);
    // Of an output as large as the input it makes a copy, whatever the scales are.
    const copy = size.every((length, k) => length === to[k]);
    const [rows, columns] = size.map((length, k) => coordinates(transformation, length, to[k], copy ? 1 : bySize ? div(to[k], length) : scales[k]));
    const code = (channel, row, column) => data[(channel * size[0] + row) * size[1] + column];
    const pixel = mode === 'nearest'
      ? (channel, row, column) => {
        const found = code(channel, nearest(row, size[0], rounding), nearest(column, size[1], rounding));
        return sameScale ? found : quantize(dequantize(found, x), y);
      }
      : (channel, row, column) => quantize(bilinear((i, j) => dequantize(code(channel, i, j), x), neighbours(row, size[0]), neighbours(column, size[1])), y);
    return {
      model: quantized('Resize', [{ quant: x, dims: [1, 2, ...size], data }], y,
        { mode, coordinate_transformation_mode: transformation, ...mode === 'nearest' ? { nearest_mode: rounding } : {} },
        bySize ? [empty, empty, tensor('int64', [4], [1, 2, ...to])] : [empty, tensor('float32', [4], [1, 1, ...scales])]),
      expected: [0, 1].flatMap((channel) => rows.flatMap((row) => columns.map((column) => pixel(channel, row, column)))),
      ran: mode === 'nearest' && sameScale ? 'Resize' : between('Resize'),
    };
  };
}

for (const type of TYPES) {
  check(`Softmax ${type}, last axis`, 60, softmaxOf(type, 1));
  check(`Softmax ${type}, inner axis`, 30, softmaxOf(type, 3));
  for (const transformation of ['half_pixel', 'asymmetric', 'align_corners', 'pytorch_half_pixel']) {
    check(`Resize nearest ${transformation} ${type}`, 15, resize(type, 'nearest', transformation, true));
    check(`Resize nearest ${transformation} ${type}, other scale`, 15, resize(type, 'nearest', transformation, false));
    check(`Resize linear ${transformation} ${type}`, 20, resize(type, 'linear', transformation, true));
    check(`Resize linear ${transformation} ${type}, other scale`, 20, resize(type, 'linear', transformation, false));
  }
  for (const axis of [0, 1, 2, 3]) {
    check(`Concat ${type}, axis ${axis}`, 5, (random) => {
      const inputs = [1, 2].map(() => ({ quant: random.quant(type, 1e-3, 0.1), dims: [4, 4, 8, 8], data: random.codes(type, 1024) }));
      const y = { ...random.quant(type, 1, 1), scale: random.pick(inputs[0].quant.scale, random.scale(1e-3, 0.1)) };
      const block = count([4, 4, 8, 8].slice(axis));
      const expected = Array.from({ length: 1024 / block }, (_, i) => inputs.flatMap(({ quant, data }) =>
        data.slice(i * block, (i + 1) * block).map((code) => dequantized((value) => value, [quant], y)(code)))).flat();
      return { model: quantized('Concat', inputs, y, { axis }), expected, ran: 'QLinearConcat' };
    });
  }
}

// Layers: a convolution's or a product's inputs, and the exact sum of each output with its bias.
function layer(random, xType, wType, { outputs, taps, perChannel, asymmetric }) {
  const lists = perChannel ? outputs : 1;
  const x = random.quant(xType, 1e-3, 0.1);
  const scales = Array.from({ length: lists }, () => random.scale(1e-3, 0.05));
  const zeros = scales.map(() => asymmetric ? random.integer(...RANGE[wType]) : wType === 'int8' ? 0 : 128);
  const y = { ...random.quant(xType, 1, 1), scale: f32(x.scale * scales[0] * Math.sqrt(taps) * random.scale(20, 200)) };
  const bias = Array.from({ length: outputs }, () => random.integer(-3000, 3000));
  const of = (list, output) => list[perChannel ? output : 0];
  const quant = perChannel ? { scale: scales, zero: zeros } : { scale: scales[0], zero: zeros[0] };
  const biasQuant = { scale: [quant.scale].flat().map((scale) => mul(scale, x.scale)), zero: zeros.map(() => 0) };
  return { x, y, bias, quant, of, scales, zeros, axis: perChannel ? 0 : undefined, list: perChannel ? [outputs] : [],
    biasQuant: perChannel ? biasQuant : { scale: biasQuant.scale[0], zero: 0 } };
}

function convolution(form, xType, wType, options = {}) {
  return (random) => {
    const depthwise = options.depthwise ?? false, groups = depthwise ? 8 : random.pick(1, 2);
    const inner = depthwise ? 1 : random.pick(1, 3, 16), outputs = depthwise ? 8 : groups * random.integer(1, 9);
    // Never one output pixel a channel: there the float product is another one.
    const k = depthwise ? 3 : random.pick(1, 3), size = [random.integer(5, 9), random.integer(5, 9)], plane = size[0] * size[1];
    const pad = k === 3 ? random.integer(0, 1) : 0, strides = [random.integer(1, 2), random.integer(1, 2)], taps = inner * k * k;
    const found = windows({ size, kernel: [k, k], strides, pads: [pad, pad, pad, pad] });
    const { x, y, bias, quant, of, scales, zeros, axis, list, biasQuant } =
      layer(random, xType, wType, { outputs, taps, perChannel: form !== 'ConvInteger' && random.pick(true, false), asymmetric: options.asymmetric });
    const xDims = [1, groups * inner, ...size], wDims = [outputs, inner, k, k];
    const codes = random.codes(xType, count(xDims)), weights = random.codes(wType, count(wDims));
    const taken = (output, window) => Array.from({ length: taps }, (_, i) => {
      const at = window[i % (k * k)], channel = Math.floor(output / (outputs / groups)) * inner + Math.floor(i / (k * k));
      return at < 0 ? x.zero : codes[channel * plane + at];
    });
    const weight = (output, i) => weights[output * taps + i];
    const total = (output, window) => taken(output, window).reduce((partial, code, i) => partial + (code - x.zero) * (weight(output, i) - of(zeros, output)), 0);
    const rules = {
      ConvInteger: total,
      real: (output, window) => floatConvolution(taken(output, window).map((code) => dequantize(code, x)),
        Array.from({ length: taps }, (_, i) => dequantize(weight(output, i), { scale: of(scales, output), zero: of(zeros, output) })),
        dequantize(bias[output], { scale: mul(of(scales, output), x.scale), zero: 0 }), found.length, outputs / groups),
      codes: (output, window) => requantize(total(output, window) + bias[output], x, of(scales, output), y),
    };
    const real = form === 'real' || form === 'real codes', rule = real ? rules.real : rules[form] ?? rules.codes;
    const more = { kernel_shape: [k, k], pads: [pad, pad, pad, pad], strides, group: groups };
    const tensors = [tensor(xType, xDims, codes), scalar(x.scale), tensor(xType, [], [x.zero]), tensor(wType, wDims, weights),
      tensor('float32', list, scales), tensor(wType, list, zeros), scalar(y.scale), tensor(xType, [], [y.zero]), tensor('int32', [outputs], bias)];
    const around = [{ quant: x, dims: xDims, data: codes }, { quant, type: wType, dims: wDims, data: weights, axis, constant: true },
      { quant: biasQuant, type: 'int32', dims: [outputs], data: bias, axis, constant: true }];
    return {
      model: form === 'ConvInteger' ? direct(form, [tensors[0], tensors[3], tensors[2], tensors[5]], more)
        : form === 'QLinearConv' ? direct(form, tensors, more) : quantized('Conv', around, form === 'real' ? null : y, more),
      expected: bias.flatMap((_, output) => found.map((window) => form === 'real codes' ? quantize(rule(output, window), y) : rule(output, window))),
      ran: form === 'ConvInteger' ? form : real ? `DequantizeLinear DequantizeLinear ${form === 'real' ? 'DequantizeLinear Conv' : between('Conv')}` : 'Transpose QLinearConv Transpose',
    };
  };
}

function product(form, xType, wType, asymmetric) {
  return (random) => {
    const m = random.integer(1, 9), taps = random.pick(1, 3, 16, 70, 300), outputs = random.integer(1, 40);
    const { x, y, bias, quant, of, scales, zeros, axis, list, biasQuant } = layer(random, xType, wType, { outputs, taps, perChannel: random.pick(true, false), asymmetric });
    const codes = random.codes(xType, m * taps), weights = random.codes(wType, taps * outputs), transB = form === 'Gemm' ? random.integer(0, 1) : 0;
    const hasBias = form === 'Gemm' && random.pick(true, false), alpha = form === 'Gemm' && !hasBias ? random.pick(1, 0.5, f32(0.3)) : 1;
    const weight = (i, output) => weights[transB ? output * taps + i : i * outputs + output];
    const expected = Array.from({ length: m * outputs }, (_, at) => {
      const row = Math.floor(at / outputs), output = at % outputs;
      let total = hasBias ? bias[output] : 0;
      for (let i = 0; i < taps; i++)
        total += (codes[row * taps + i] - x.zero) * (weight(i, output) - of(zeros, output));
      return form === 'MatMulInteger' ? total : form === 'MatMul float' ? mul(f32(total), mul(x.scale, of(scales, output))) : requantize(total, x, of(scales, output), y, alpha);
    });
    const dims = transB ? [outputs, taps] : [taps, outputs], input = tensor(xType, [m, taps], codes), matrix = tensor(wType, dims, weights);
    const zero = tensor(xType, [], [x.zero]), zeroList = tensor(wType, list, zeros);
    const around = [{ quant: x, dims: [m, taps], data: codes }, { quant, type: wType, dims, data: weights, axis: axis === undefined ? axis : 1 - transB, constant: true }];
    if (hasBias)
      around.push({ quant: biasQuant, type: 'int32', dims: [outputs], data: bias, axis, constant: true });
    return {
      model: form === 'MatMulInteger' ? direct(form, [input, matrix, zero, zeroList])
        : form === 'QLinearMatMul' ? direct(form, [input, scalar(x.scale), zero, matrix, tensor('float32', list, scales), zeroList, scalar(y.scale), tensor(xType, [], [y.zero])])
          : quantized(form.split(' ')[0], around, form === 'MatMul float' ? null : y, form === 'Gemm' ? { transB, alpha: { float: alpha } } : {}),
      expected,
      ran: { MatMul: 'QLinearMatMul', 'MatMul float': 'MatMulIntegerToFloat', Gemm: 'QGemm' }[form] ?? form,
    };
  };
}

for (const [x, w] of [['uint8', 'uint8'], ['uint8', 'int8'], ['int8', 'int8']]) {
  for (const asymmetric of [false, true]) {
    const name = `x ${x}, ${asymmetric ? 'asymmetric ' : ''}w ${w}`;
    for (const form of x === 'uint8' ? ['Conv', 'QLinearConv', 'ConvInteger'] : ['QLinearConv', 'ConvInteger']) {
      check(`${form} ${name}`, 20, convolution(form, x, w, { asymmetric }), true);
      check(`${form} ${name}, depthwise`, 5, convolution(form, x, w, { asymmetric, depthwise: true }), true);
    }
    for (const form of x === 'uint8' ? ['MatMul', 'MatMul float', 'QLinearMatMul', 'MatMulInteger', 'Gemm'] : ['QLinearMatMul', 'MatMulInteger', 'Gemm'])
      check(`${form} ${name}`, 20, product(form, x, w, asymmetric), true);
  }
}
// A convolution of int8 codes is one of float32 between DequantizeLinear and QuantizeLinear.
for (const depthwise of [false, true]) {
  const name = `Conv x int8, w int8${depthwise ? ', depthwise' : ''}`;
  check(`${name}: float bits`, 20, convolution('real', 'int8', 'int8', { depthwise }), true);
  check(name, 20, convolution('real codes', 'int8', 'int8', { depthwise }), true);
}

// Which Conv with an activation behind it is an integer one: the activation must do what the output's codes do anyway.
const FLOAT_CONV = 'DequantizeLinear DequantizeLinear DequantizeLinear';
for (const [type, activation, zero, ran] of [
  ['uint8', 'Relu', 0, 'Transpose QLinearConv Transpose'], ['uint8', 'Relu', 7, `${FLOAT_CONV} FusedConv QuantizeLinear`],
  ['uint8', 'LeakyRelu', 0, `${FLOAT_CONV} FusedConv QuantizeLinear`], ['uint8', 'Sigmoid', 0, `${FLOAT_CONV} FusedConv QuantizeLinear`],
  ['uint8', 'HardSwish', 0, `${FLOAT_CONV} Conv HardSigmoid Mul QuantizeLinear`],
  ['int8', 'Relu', -128, `${FLOAT_CONV} Conv QuantizeLinear`], ['int8', 'Relu', 7, `${FLOAT_CONV} FusedConv QuantizeLinear`]]) {
  check(`Conv ${type}, ${activation}, zero point ${zero}: operators`, 1, (random) => {
    const { model } = convolution('Conv', type, 'int8')(random), last = model.nodes.pop();
    model.nodes.push(node(activation, ['real'], 'active'), node('QuantizeLinear', ['active', 'scale', 'zero'], last.output));
    model.constants.zero = tensor(type, [], [zero]);
    return { model, ran };
  });
}

for (const [k, output] of ['codes', 'scale', 'zero'].entries()) {
  check(`DynamicQuantizeLinear, ${output}`, 100, (random) => {
    const low = random.pick(-1, -3, 0, 0.5) * random.real(), width = random.real() * random.pick(1, 10, 0.01);
    const values = Array.from({ length: random.pick(1, 7, 64, 333) }, () => f32(low + width * random.real())), quant = dynamicQuantization(values);
    return {
      model: { nodes: [node('DynamicQuantizeLinear', ['x'], ['codes', 'scale', 'zero'])], inputs: { x: tensor('float32', [values.length], values) }, output },
      expected: [values.map((value) => clamp(round(div(value, quant.scale)) + quant.zero, 'uint8')), [quant.scale], [quant.zero]][k],
      ran: 'DynamicQuantizeLinear',
    };
  });
}

// On x64 without VNNI ONNX Runtime multiplies with VPMADDUBSW, which saturates the sum of two products at 16 bits.
const flags = existsSync('/proc/cpuinfo') ? /^flags.*$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[0] ?? '' : '';
if (process.arch !== 'x64') {
  console.log('0 passed, 0 failed: the rules are those of ONNX Runtime on x86-64');
  process.exit(0);
}

let passed = 0, failed = 0, skipped = 0;
for (const [index, { name, times, make, sums }] of checks.entries()) {
  if (sums && !/ avx(512)?_vnni/.test(flags)) {
    skipped++;
    continue;
  }
  const random = new Random(seed * 1000 + index);
  let compared = 0, differing = 0, problem;
  for (let time = 0; time < times && problem === undefined; time++) {
    try {
      const { model, expected = [], ran } = make(random);
      const theirs = await run(model);
      if (expected.length > 0 && theirs.data.length !== expected.length)
        throw new Error(`${theirs.data.length} outputs, expected ${expected.length}`);
      if (ran !== undefined && theirs.ran.join(' ') !== ran)
        throw new Error(`ran ${theirs.ran.join(' ')}, expected ${ran}`);
      compared += expected.length;
      const at = expected.map((_, i) => i).filter((i) => theirs.data[i] !== expected[i]);
      differing += at.length;
      if (at.length > 0)
        problem = `model ${time}, output ${at[0]}: ours ${expected[at[0]]}, ONNX Runtime's ${theirs.data[at[0]]}; ${differing} of ${compared} differ`;
    } catch (error) {
      problem = `model ${time}: ${error.message}`;
    }
  }
  console.log(problem === undefined ? `pass  ${name}${compared > 0 ? `: 0 of ${compared} differ` : ''}` : `FAIL  ${name}: ${problem}`);
  problem === undefined ? passed++ : failed++;
}

if (skipped > 0)
  console.log(`skip  ${skipped} checks of sums: this processor has no VNNI, so ONNX Runtime saturates them at 16 bits`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed === 0 ? 0 : 1;
