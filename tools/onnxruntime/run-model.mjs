// Runs a model with ONNX Runtime: node run-model.mjs MODEL.onnx INPUT.bin OUTPUT.bin [COUNT]
// The model has one float32 input of fixed shape and one float32 output. Both files hold COUNT tensors, one after another, in
// ONNX's axis order, as little-endian float32; without COUNT the length of INPUT.bin gives it.
import { readFileSync, writeFileSync } from 'node:fs';

// Read by the library when it loads, so it is set before the import below.
process.env.ORT_DISABLE_TELEMETRY = '1';

function fail(message) {
  console.error(`run-model: ${message}`);
  process.exit(1);
}

function onlyFloatTensor(metadata, what) {
  const [info, ...more] = metadata;
  if (more.length > 0 || !info?.isTensor || info.type !== 'float32')
    fail(`the model wants one float32 ${what}, it has ${JSON.stringify(metadata)}`);
  return info;
}

const [model, inputFile, outputFile, countText] = process.argv.slice(2);
if (outputFile === undefined || process.argv.length > 6)
  fail('usage: node run-model.mjs MODEL.onnx INPUT.bin OUTPUT.bin [COUNT]');

const { default: ort } = await import('onnxruntime-node').catch((error) =>
  fail(`onnxruntime-node does not load (${error.message.split('\n')[0]}); run setup.sh in this folder first`));

// One thread: the order of float sums, and so their last bits, stay the same from run to run.
const session = await ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' });
const input = onlyFloatTensor(session.inputMetadata, 'input');
const output = onlyFloatTensor(session.outputMetadata, 'output');
if (!input.shape.every(Number.isInteger))
  fail(`input ${input.name} has no fixed shape: [${input.shape}]`);

const elements = input.shape.reduce((product, size) => product * size, 1);
const bytes = readFileSync(inputFile);
const count = countText === undefined ? bytes.length / (4 * elements) : Number(countText);
if (!Number.isInteger(count) || count <= 0 || bytes.length !== 4 * elements * count)
  fail(`${inputFile} has ${bytes.length} bytes, which is not ${countText ?? 'a number of'} inputs of ${4 * elements}`);

// A copy: the buffer of a file need not start at a multiple of 4.
const values = new Float32Array(new Uint8Array(bytes).buffer);
const results = [];
for (let i = 0; i < count; i++) {
  const tensor = new ort.Tensor('float32', values.slice(i * elements, (i + 1) * elements), input.shape);
  const { [output.name]: result } = await session.run({ [input.name]: tensor });
  results.push(Buffer.from(result.data.slice().buffer));
}

writeFileSync(outputFile, Buffer.concat(results));
await session.release();
