// Writes random 8-bit networks in QDQ form and what ONNX Runtime makes of random inputs: node networks.mjs FOLDER COUNT INPUTS [SEED]
// N.onnx has one float32 input and output; N.in and N.out hold their values in ONNX's order, N.txt says what the network is made of.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RANGE, Random, f32, mul } from './float32.mjs';
import { modelBytes, node, ort, tensor } from './onnx-model.mjs';

const [folder, networks, inputs, seed = '1'] = process.argv.slice(2);
if (inputs === undefined) {
  console.error('usage: node networks.mjs FOLDER COUNT INPUTS [SEED]');
  process.exit(2);
}

const count = (dims) => dims.reduce((product, size) => product * size, 1);

/** A network that grows; a value is { real, quant, dims }: the name of a tensor of real numbers that come from codes. */
class Network {
  constructor(random, type) {
    Object.assign(this, { random, type, nodes: [], constants: {}, blocks: [], names: 0 });
  }

  name(prefix) {
    return `${prefix}${this.names++}`;
  }

  constant(type, dims, data) {
    const name = this.name('c');
    this.constants[name] = tensor(type, dims, data);
    return name;
  }

  /** A quantization with a zero point some way through the codes: 0 the lowest one, 0.5 the middle. */
  quant(scale, share = 0.35 + 0.3 * this.random.real()) {
    return { type: this.type, scale: f32(scale), zero: RANGE[this.type][0] + Math.round(255 * share) };
  }

  dequantize(codes, quant, dims, axis) {
    const real = this.name('r'), list = axis === undefined ? [] : [quant.scale.length];
    const scale = this.constant('float32', list, [quant.scale].flat()), zero = this.constant(quant.type, list, [quant.zero].flat());
    this.nodes.push(node('DequantizeLinear', [codes, scale, zero], real, axis === undefined ? {} : { axis }));
    return { real, quant, dims };
  }

  quantize(real, quant, dims) {
    const codes = this.name('q');
    this.nodes.push(node('QuantizeLinear', [real, this.constant('float32', [], [quant.scale]), this.constant(quant.type, [], [quant.zero])], codes));
    return this.dequantize(codes, quant, dims);
  }

  /** An operator between values, perhaps with Relu behind it. */
  add(op, values, quant, dims, attributes = {}, more = [], relu = false) {
    let real = this.name('f');
    this.nodes.push(node(op, [...values.map((value) => value.real ?? value), ...more], real, attributes));
    if (relu)
      this.nodes.push(node('Relu', [real], real = this.name('f')));
    return this.quantize(real, quant, dims);
  }

  parameters(dims, scale) {
    const quant = this.quant(scale);
    return this.dequantize(this.constant(this.type, dims, this.random.codes(this.type, count(dims))), quant, dims);
  }

  /** Weights and bias of a layer whose codes spread as those before it. */
  weights(x, outputs, shape, scale) {
    const taps = count(shape), scales = Array.from({ length: outputs }, () => f32(scale / (x.quant.scale * Math.sqrt(taps) * 73) * (0.7 + 0.6 * this.random.real())));
    const zeros = scales.map(() => 0), biasScales = scales.map((each) => mul(each, x.quant.scale));
    const w = this.constant('int8', [outputs, ...shape], this.random.codes('int8', outputs * taps));
    const b = this.constant('int32', [outputs], biasScales.map((each) => Math.round((this.random.real() - 0.5) * 60 * scale / each)));
    return [this.dequantize(w, { type: 'int8', scale: scales, zero: zeros }, [], 0), this.dequantize(b, { type: 'int32', scale: biasScales, zero: zeros }, [], 0)];
  }

  conv(x, channels, k = 1, stride = 1, { relu = false, group = 1 } = {}) {
    const scale = 0.02 + 0.05 * this.random.real(), pad = (k - 1) / 2, [, inner, height, width] = x.dims;
    const dims = [1, channels, Math.ceil(height / stride), Math.ceil(width / stride)];
    return this.add('Conv', [x, ...this.weights(x, channels, [inner / group, k, k], scale)], this.quant(scale, relu ? 0 : undefined), dims,
      { kernel_shape: [k, k], pads: [pad, pad, pad, pad], strides: [stride, stride], group }, [], relu);
  }

  unary(op, x) {
    const range = { Sigmoid: [1 / 256, 0], HardSigmoid: [1 / 255, 0], Tanh: [1 / 127, 0.5], HardSwish: [Math.min(6.4, x.quant.scale * 200) / 255, 0.06], LeakyRelu: [x.quant.scale, 0.2] }[op];
    return this.add(op, [x], this.quant(range[0] * this.random.pick(1, 1, 0.9), range[1]), x.dims, op === 'HardSigmoid' ? { alpha: { float: 1 / 6 } } : {});
  }

  binary(op, a, b, quant) {
    const [first, second] = this.random.pick([a, b], [b, a]);
    return this.add(op, [first, second], quant, a.dims);
  }

  sum(a, b) {
    return this.binary('Add', a, b, this.quant(Math.max(a.quant.scale, b.quant.scale) * (0.7 + this.random.real())));
  }

  // A gate is in 0..1.
  gated(x, gate) {
    return this.binary('Mul', x, gate, this.quant(x.quant.scale * (0.5 + 0.5 * this.random.real())));
  }

  swish(x) {
    switch (this.random.integer(0, 2)) {
      case 0: return this.unary('HardSwish', x);
      case 1: return this.gated(x, this.unary('HardSigmoid', x));
      default: return this.gated(x, this.unary('Sigmoid', x));
    }
  }

  average(x) {
    const stride = this.random.integer(1, 2), pads = this.random.pick([1, 1, 1, 1], [0, 1, 1, 0]), ceil = this.random.integer(0, 1);
    const dims = x.dims.map((size, k) => {
      if (k < 2)
        return size;
      const last = Math[ceil ? 'ceil' : 'floor']((size + pads[k - 2] + pads[k] - 3) / stride);
      return last * stride < size + pads[k - 2] ? last + 1 : last;
    });
    return this.add('AveragePool', [x], this.quant(x.quant.scale * (0.4 + 0.6 * this.random.real())), dims,
      // ONNX Runtime makes signed codes unsigned where QuantizeLinear has one reader; where that leaves one sign before an operator and
      // another behind it, it runs the float operator, and that counts fewer taps.
      { kernel_shape: [3, 3], strides: [stride, stride], pads, count_include_pad: this.type === 'int8' && ceil ? 0 : this.random.integer(0, 1), ceil_mode: ceil });
  }

  globalAverage(x) {
    return this.add('GlobalAveragePool', [x], this.quant(x.quant.scale * 0.25), [1, x.dims[1], 1, 1]);
  }

  maximum(x) {
    return this.add('MaxPool', [x], x.quant, x.dims, { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] });
  }

  resize(x, height, width) {
    const mode = this.random.pick('half_pixel', 'asymmetric', 'align_corners'), rounding = this.random.pick('round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil');
    const dims = [1, x.dims[1], height, width], empty = this.constant('float32', [0], []);
    return this.add('Resize', [x], x.quant, dims, { mode: 'nearest', coordinate_transformation_mode: mode, nearest_mode: rounding }, [empty, empty, this.constant('int64', [4], dims)]);
  }

  concat(...values) {
    const dims = [...values[0].dims];
    dims[1] = values.reduce((total, value) => total + value.dims[1], 0);
    const first = this.random.pick(values[0].quant, this.quant(Math.max(...values.map((value) => value.quant.scale))));
    return this.add('Concat', values, first, dims, { axis: 1 });
  }
}

// Blocks: a map in, a map out. The second list has no layer, for signed codes, whose layers ONNX Runtime computes in float.
const LAYERS = {
  mobile(n, x) {
    const channels = x.dims[1] * 2, stride = n.random.integer(1, 2);
    const wide = n.swish(n.conv(n.swish(n.conv(x, channels)), channels, 3, stride, { group: channels }));
    const squeezed = n.conv(n.globalAverage(wide), 4, 1, 1, { relu: true });
    const y = n.conv(n.gated(wide, n.unary('HardSigmoid', n.conv(squeezed, channels))), x.dims[1]);
    return stride === 1 ? n.sum(x, y) : y;
  },
  inception(n, x) {
    const pooled = n.random.pick(() => n.add('AveragePool', [x], n.quant(x.quant.scale), x.dims, { kernel_shape: [3, 3], pads: [1, 1, 1, 1], strides: [1, 1] }), () => n.maximum(x))();
    return n.concat(n.conv(x, 3), n.conv(n.conv(x, 4, 1, 1, { relu: true }), 5, 3, 1, { relu: n.random.pick(true, false) }), n.conv(pooled, 2));
  },
  upsample(n, x) {
    const up = n.resize(n.conv(x, x.dims[1], 3, 2), x.dims[2], x.dims[3]);
    return n.random.pick(() => n.sum(x, up), () => n.concat(up, x))();
  },
};
const FUNCTIONS = {
  channels: (n, x) => n.binary('Add', n.gated(x, n.unary('Sigmoid', n.parameters([1, x.dims[1], 1, 1], 0.05))), n.parameters([x.dims[1], 1, 1], x.quant.scale), n.quant(x.quant.scale)),
  excite: (n, x) => n.gated(x, n.unary(n.random.pick('Sigmoid', 'HardSigmoid'), n.globalAverage(x))),
  swish: (n, x) => n.swish(x),
  tanh: (n, x) => n.sum(n.unary('Tanh', x), x),
  average: (n, x) => n.average(x),
  leaky: (n, x) => n.unary('LeakyRelu', n.resize(x, x.dims[2] + 2, 2 * x.dims[3])),
  rows: (n, x) => n.sum(x, n.parameters([x.dims[3]], x.quant.scale)),
};

function build(random, type) {
  const n = new Network(random, type), dims = [1, random.integer(1, 6), random.integer(5, 12), random.integer(5, 12)];
  const choice = type === 'uint8' ? { ...LAYERS, ...FUNCTIONS } : FUNCTIONS;
  let x = n.quantize('x', n.quant(0.05), dims);
  for (let blocks = random.integer(2, 4); blocks > 0; blocks--) {
    const block = random.pick(...Object.keys(choice));
    n.blocks.push(block);
    x = choice[block](n, x);
  }

  const ends = { softmax: random.pick(true, false), dense: type === 'uint8' && random.pick(true, false) };
  if (random.pick(true, false))
    x = n.globalAverage(x);
  x = n.add('Flatten', [x], x.quant, [1, count(x.dims)]);
  if (ends.dense) {
    n.blocks.push('dense');
    const outputs = random.integer(2, 20);
    x = n.add('Gemm', [x, ...n.weights(x, outputs, [x.dims[1]], 0.05)], n.quant(0.05), [1, outputs], { transB: 1 });
  }
  // With one code ONNX Runtime's products overflow.
  if (ends.softmax && x.dims[1] > 1) {
    n.blocks.push('softmax');
    x = n.add('Softmax', [x], n.quant(random.pick(1 / 256, 1 / 255, 0.004), random.pick(0, 0, 0.1)), x.dims, { axis: -1 });
  }
  return { nodes: n.nodes, constants: n.constants, inputs: { x: tensor('float32', dims, new Float32Array(count(dims))) }, output: x.real, text: `${type} ${dims.slice(1).join('x')} ${n.blocks.join(' ')}` };
}

for (let i = 1; i <= Number(networks); i++) {
  const random = new Random(Number(seed) * 1000 + i), model = build(random, i % 4 === 0 ? 'int8' : 'uint8');
  const path = (ending) => join(folder, `${i}.${ending}`);
  writeFileSync(path('onnx'), modelBytes(model));
  writeFileSync(path('txt'), model.text);
  // One thread: the order of float sums stays the same from run to run.
  const session = await ort.InferenceSession.create(path('onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 });
  const results = [], given = [];
  for (let k = 0; k < Number(inputs); k++) {
    // Wider than the codes' range, so that some saturate.
    const x = Float32Array.from({ length: model.inputs.x.data.length }, () => (random.real() - 0.5) * 14);
    given.push(Buffer.from(x.buffer));
    const result = (await session.run({ x: new ort.Tensor('float32', x, model.inputs.x.dims) }))[model.output];
    results.push(Buffer.from(result.data.slice().buffer));
  }
  await session.release();
  writeFileSync(path('in'), Buffer.concat(given));
  writeFileSync(path('out'), Buffer.concat(results));
}
