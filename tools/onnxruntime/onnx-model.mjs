// Writes small ONNX models as protobuf bytes and runs them with ONNX Runtime.
// A field of a message is a number, a kind and the value; the numbers are those of onnx.proto.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Read by the library when it loads, so it is set before the import below.
process.env.ORT_DISABLE_TELEMETRY = '1';
export const { default: ort } = await import('onnxruntime-node').catch((error) => {
  console.error(`onnxruntime-node does not load (${error.message.split('\n')[0]}); run setup.sh in this folder first`);
  process.exit(1);
});

const OPSET = 17;
const ARRAYS = { float32: Float32Array, uint8: Uint8Array, int8: Int8Array, int32: Int32Array, int64: BigInt64Array };
const ELEMENT_TYPES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 };

/** A tensor of a model or of a run: type ('float32', 'uint8', …), dims and data. */
export function tensor(type, dims, data) {
  const values = data instanceof ARRAYS[type] ? data : ARRAYS[type].from(type === 'int64' ? data.map(BigInt) : data);
  if (values.length !== dims.reduce((product, size) => product * size, 1))
    throw new Error(`${values.length} values for [${dims}]`);
  return { type, dims, data: values };
}

/** A node: op ('com.microsoft:QLinearMul' or 'Mul'), names of inputs and of its output or outputs, attributes (a float is written
 * as { float: x }). */
export const node = (op, inputs, output, attributes = {}) => ({ op, inputs, output, attributes });

/** A model of one operator between DequantizeLinear and QuantizeLinear.
 * @param inputs Each { quant, dims, data } and perhaps constant, type (the codes' if not quant.type) and axis, if scale and zero point are lists.
 * @param y The output's quantization; null if the output stays float.
 * @param more Tensors that are passed to the operator as they are, after the inputs. */
export function quantized(op, inputs, y, attributes = {}, more = []) {
  const model = { nodes: [], constants: {}, inputs: {}, output: y === null ? 'real' : 'y' };
  const names = inputs.map(({ quant, dims, data, constant, type = quant.type, axis }, i) => {
    const list = axis === undefined ? [] : [quant.scale.length];
    (constant ? model.constants : model.inputs)[`x${i}`] = tensor(type, dims, data);
    model.constants[`scale${i}`] = tensor('float32', list, [quant.scale].flat());
    model.constants[`zero${i}`] = tensor(type, list, [quant.zero].flat());
    model.nodes.push(node('DequantizeLinear', [`x${i}`, `scale${i}`, `zero${i}`], `real${i}`, axis === undefined ? {} : { axis }));
    return `real${i}`;
  });
  more.forEach((value, i) => model.constants[`more${i}`] = value);
  model.nodes.push(node(op, [...names, ...more.map((_, i) => `more${i}`)], 'real', attributes));
  if (y !== null) {
    model.constants.scale = tensor('float32', [], [y.scale]);
    model.constants.zero = tensor(y.type, [], [y.zero]);
    model.nodes.push(node('QuantizeLinear', ['real', 'scale', 'zero'], 'y'));
  }
  return model;
}

/** A model of one operator whose first tensor is the input and whose others are constants. */
export function direct(op, [first, ...others], attributes = {}) {
  const names = others.map((_, i) => `c${i}`);
  return {
    nodes: [node(op, ['x', ...names], 'y', attributes)],
    constants: Object.fromEntries(others.map((value, i) => [names[i], value])),
    inputs: { x: first },
    output: 'y',
  };
}

function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n)
    bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const integer = (number, value) => Buffer.concat([varint(number << 3), varint(value)]);
const bytes = (number, value) => Buffer.concat([varint(number << 3 | 2), varint(value.length), value]);
const text = (number, value) => bytes(number, Buffer.from(value));
const float = (number, value) => {
  const buffer = Buffer.alloc(4);
  buffer.writeFloatLE(value);
  return Buffer.concat([varint(number << 3 | 5), buffer]);
};

function attribute([name, value]) {
  let parts;
  if (typeof value === 'string')
    parts = [text(4, value), integer(20, 3)];
  else if (Array.isArray(value))
    parts = [...value.map((x) => integer(8, x)), integer(20, 7)];
  else
    parts = value.float === undefined ? [integer(3, value), integer(20, 2)] : [float(2, value.float), integer(20, 1)];
  return Buffer.concat([text(1, name), ...parts]);
}

function nodeBytes({ op, inputs, output, attributes }) {
  const [type, domain] = op.split(':').reverse();
  return Buffer.concat([
    ...inputs.map((name) => text(1, name)), ...[output].flat().map((name) => text(2, name)), text(3, `node_${[output].flat()[0]}`), text(4, type),
    ...Object.entries(attributes).map((entry) => bytes(5, attribute(entry))), ...(domain ? [text(7, domain)] : [])]);
}

const constantBytes = ([name, { type, dims, data }]) => Buffer.concat([
  ...dims.map((size) => integer(1, size)), integer(2, ELEMENT_TYPES[type]), text(8, name),
  bytes(9, Buffer.from(data.buffer, data.byteOffset, data.byteLength))]);

function valueBytes([name, { type, dims }]) {
  const shape = dims.map((size) => bytes(1, integer(1, size)));
  return Buffer.concat([text(1, name), bytes(2, bytes(1, Buffer.concat([
    integer(1, ELEMENT_TYPES[type]), ...(dims.length > 0 ? [bytes(2, Buffer.concat(shape))] : [])])))]);
}

/** The file of a model. */
export function modelBytes({ nodes, constants, inputs, output }) {
  const graph = Buffer.concat([
    ...nodes.map((each) => bytes(1, nodeBytes(each))), text(2, 'rules'),
    ...Object.entries(constants).map((entry) => bytes(5, constantBytes(entry))),
    ...Object.entries(inputs).map((entry) => bytes(11, valueBytes(entry))), bytes(12, text(1, output))]);
  const opset = (domain, version) => bytes(8, Buffer.concat([text(1, domain), integer(2, version)]));
  return Buffer.concat([integer(1, 8), bytes(7, graph), opset('', OPSET), opset('com.microsoft', 1)]);
}

// The operator types in a model file: field 7 is the graph, in it 1 a node, in that 4 the type.
function operators(file, path = [7, 1, 4]) {
  if (path.length === 0)
    return [file.toString()];
  const found = [];
  for (let at = 0; at < file.length;) {
    const next = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = file[at++];
        value += (byte & 127) * scale;
        if (byte < 128)
          return value;
      }
    };
    const key = next();
    if ((key & 7) === 2) {
      const length = next();
      if (key >> 3 === path[0])
        found.push(...operators(file.subarray(at, at + length), path.slice(1)));
      at += length;
    } else if ((key & 7) === 0)
      next();
    else
      at += (key & 7) === 5 ? 4 : 8;
  }
  return found;
}

/** Runs a model once, on one thread, with ONNX Runtime's default (all) optimizations.
 * @returns what it made ({ type, dims, data }) and the operators that really ran, in their order. */
export async function run({ nodes, constants = {}, inputs, output }) {
  const folder = mkdtempSync(join(tmpdir(), 'edgecnn-rules-'));
  try {
    const optimized = join(folder, 'optimized.onnx');
    const session = await ort.InferenceSession.create(modelBytes({ nodes, constants, inputs, output }), {
      intraOpNumThreads: 1, interOpNumThreads: 1, optimizedModelFilePath: optimized, logSeverityLevel: 3 });
    const feeds = Object.fromEntries(Object.entries(inputs).map(([name, { type, dims, data }]) => [name, new ort.Tensor(type, data, dims)]));
    const result = (await session.run(feeds))[output];
    const copy = { type: result.type, dims: [...result.dims], data: result.data.slice() };
    await session.release();
    return { ...copy, ran: operators(readFileSync(optimized)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
